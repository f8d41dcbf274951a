"""Which line goes on in the next: wrapped lines become running text; headings, list items and address lines stay."""

import re
from enum import Enum

from nlp_pipeline.normalising.lines import Line


class Joint(Enum):
    """What stands between two lines in the normalised text."""

    GLUE = ""
    WRAP = " "
    BLOCK = "\n"
    PARAGRAPH = "\n\n"


class Gap(Enum):
    """What lay between two lines of text in the source."""

    NONE = 0
    BLANK = 1
    REMOVED = 2
    """Furniture, a footnote, a page end."""


_BULLET = re.compile(
    r"(?:[•●▪■◦○∙·\uf000-\uf0ff»>➢✓]|[-–—*](?=[ \t\xa0])|o(?=[ \t\xa0]+[A-Z])"
    r"|\(?\d{1,2}[.)](?=\s)|\d{1,2}\.\d{1,2}\.?(?=\s)|\(?[a-zA-Z][)](?=\s)|[a-z]\.(?=\s+[A-Z])|[ivx]{1,4}[.)](?=\s))"
)
_CAPTION = re.compile(
    r"(?:Vraag|Antwoord|Vragen|Antwoorden|Bijlage|Ad|Artikel|Aanbeveling|Motie|Datum|Betreft|Onderwerp|Kenmerk"
    r"|Pagina|Geachte|Ons kenmerk|Uw kenmerk|Onze referentie|Uw referentie|Bijlage\(n\))\b(?:\s?\d{1,3})?\s?[:.]?"
    r"|(?:Datum|Betreft|Onderwerp|Geachte)\b.*"
)
_CAPTION_STARTS = frozenset("VABMDOKPGU")
_OPEN_WORDS = frozenset(
    "de het een van voor en of aan in op met door uit over bij naar om te ten ter tot als dat die is zijn wordt "
    "worden heeft hebben zal zullen kan kunnen niet ook deze dit der den des onder tussen per ik wij uw mijn onze "
    "hun haar nr. nrs. artikel kamerstuk kamerstukken ii i the of and lid leden motie moties drs. mr. dr. o.a. "
    "tweede eerste algemene binnenlandse buitenlandse economische sociale onderwijs, volksgezondheid, landbouw, "
    "visserij, directoraat-generaal directoraat financieel".split()
)
"""Words, lower case, that no block ends with: the line goes on. Some begin the name of a ministry or directorate."""
_UNITS = ("Ministerie", "Directoraat", "Directie")
_OPEN_SIGNS = ("&", "(", "/", "–")
_OTHER_COLUMN = re.compile(r"Aan |De [Vv]oorzitter|Postbus|\d|>|T\.a\.v|www\.|Ons |Uw |Datum|Betreft|Onderwerp|Kenmerk")
_FINISHED = re.compile(r"[.!?:;…][)\]’”»\"']*$")
_PART_OF_YEAR = re.compile(
    r"(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
    r"|voorjaar|najaar|lente|zomer|herfst|winter|kwartaal|helft van)$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d(?![\w/-])(?:[.,;:)]|$| [^\W\d])")
_OFFICE = re.compile(r"(?:De|DE)\s(?:[Mm]inister|MINISTER|[Ss]taatssecretaris|STAATSSECRETARIS)\b")
_CLOSING = re.compile(r"(?:Hoogachtend|Met vriendelijke groet)")
ADDRESS_HEADS = ("Tweede Kamer", "Eerste Kamer", "Tweede Kamer der", "Eerste Kamer der", "Kamer der Staten-")
ADDRESS_TAILS = ("der Staten-Generaal", "Der Staten-Generaal", "Staten-Generaal", "Generaal")
"""How the addressee's line ends and how it goes on, wherever the letterhead's columns have put the rest."""
FULL = 0.78
"""A line counts as full from this share of the letter's width on; proportional type makes lines vary that much."""

FULL_AT_END = 0.88
"""The same for a line that ends a sentence: a paragraph may end there."""


def width_of(lines: list[Line]) -> int:
    """The width, in characters, at which the letter wraps its lines: the 85th percentile of its longer lines."""
    lengths = sorted(len(line.text) for line in lines if len(line.text) > 40)
    return lengths[int(0.85 * len(lengths))] if lengths else 60


def starts_item(line: str) -> bool:
    """Whether a line begins with a list marker."""
    # most lines begin with two letters, and no marker does but a Roman number
    if line[0].isalpha() and line[1:2].isalpha() and line[0] not in "ivx":
        return False
    return _BULLET.match(line) is not None


def is_open(text: str) -> bool:
    """Whether `text` begins with a word that needs what follows: an article, preposition or conjunction."""
    return text.split(None, 1)[0].lower() in _OPEN_WORDS


def is_caption(line: str) -> bool:
    """Whether a line is a label or heading of a fixed form: `Vraag 3`, `Datum …`."""
    return line[0] in _CAPTION_STARTS and _CAPTION.fullmatch(line) is not None


def joint(before: Line, after: Line, width: int, gap: Gap, letterhead: bool) -> Joint:
    """What stands between two neighbouring lines of text.

    `letterhead`: still above the running text, where columns lie interleaved and every line stands for itself.
    """
    left, right = before.text, after.text
    lower = right[0].islower()
    if lower and gap is Gap.NONE and not letterhead and left[-1].isalnum() and not starts_item(right):
        return Joint.WRAP  # most lines, and what the rules below would say
    if right[0] in ",.;:?!)" and left[-1].isalnum():
        return Joint.GLUE
    apart = Joint.BLOCK if gap is Gap.NONE else Joint.PARAGRAPH
    open_end = left.endswith(_OPEN_SIGNS) or left.rsplit(None, 1)[-1].lstrip("(").lower() in _OPEN_WORDS
    open_end |= left in ("Directoraat Generaal", "Directoraat generaal")
    finished = _FINISHED.search(left) is not None
    goes_on_with_number = open_end and gap is Gap.NONE and right[0].isdecimal() and not letterhead
    if (starts_item(right) and not goes_on_with_number) or is_caption(right):
        return apart
    if is_caption(left):
        # a subject goes on where its line plainly does not end
        wraps = " " in left and (open_end or lower) and gap is Gap.NONE and not _OTHER_COLUMN.match(right)
        return Joint.WRAP if wraps else apart
    if right in ADDRESS_TAILS and left.endswith(("Kamer", "Kamer der")):
        return Joint.WRAP
    if gap is Gap.NONE and right[0] in "12" and _YEAR.match(right) and _PART_OF_YEAR.search(left):
        return Joint.WRAP  # the narrow column of a table breaks `juni 2023`
    if letterhead:
        near = gap is Gap.NONE or left.startswith(_UNITS)
        wraps = near and (open_end or (lower and left[-1].isalpha())) and not finished
        return Joint.WRAP if wraps and len(right) < 60 and not _OTHER_COLUMN.match(right) else apart
    needed = len(left) + 1 + len(right.split(None, 1)[0])
    full = needed > FULL * width
    if gap is not Gap.NONE:
        goes_on = lower and (full or open_end or len(left) > 40)
        goes_on |= full and (open_end or right[0].isdecimal())
        # a heading is short: a long line on the next page goes on with an unfinished one, whatever its first letter
        goes_on |= full and gap is Gap.REMOVED and len(right) > 0.6 * width
        return Joint.WRAP if goes_on and not finished else Joint.PARAGRAPH
    if _OFFICE.match(right) and (finished or not full):
        return Joint.BLOCK
    if left.endswith(",") and _OFFICE.match(left) and not lower and not open_end:
        return Joint.BLOCK
    if lower:
        return Joint.BLOCK if finished and not full and not left.endswith((".", ")")) else Joint.WRAP
    if finished and (needed < FULL_AT_END * width or _is_heading(right, width)):
        return Joint.BLOCK
    if full and not _CLOSING.match(right):
        return Joint.WRAP
    return Joint.WRAP if open_end else Joint.BLOCK


def _is_heading(line: str, width: int) -> bool:
    return len(line) < 0.6 * width and not _FINISHED.search(line) and line[-1] not in ",-"
