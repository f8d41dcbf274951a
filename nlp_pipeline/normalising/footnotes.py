"""Footnotes: which lines are notes, and where in the running text their markers stand.

A note is believed where a marker with its number goes before it (glued to a word, `aangenomen.1`, or alone on a line),
so that a numbered list or the numbers of answered questions are never taken for notes.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, field

from nlp_pipeline.normalising.lines import LETTERHEAD, Kind, Line
from nlp_pipeline.values import Offsets

_NOTE_START = re.compile(
    r"(?P<marker>\d{1,3})"
    r"(?:[ \t\xa0]+(?P<text>(?:[A-ZÀ-Þ«\"'‘“(\[]|https?:|www\.|(?:zie|artikel|art|idem|o\.a|vgl|bron|brief)\b).*))?"
)
_DIGITS = re.compile(r"(?<!\d)\d++(?=[\s.,;:!?)\]»”’]|$)")
_YEAR_AND_MARKER = re.compile(r"((?:19[5-9]|20[0-4])\d)(\d{1,2})$")
_CLOSING = frozenset(".,;:!?)]»”’\"'%")
_NOT_A_WORD = re.compile(r"(?:\b[A-Z]{1,5}|\d[A-Z]|\b[A-Z][A-Za-z]?\d*|[€$]\s?|\b(?:m|km|art|nr|[Bb]ij)|\d[.,:])$")
_ABBREVIATION = re.compile(r"\b(?!COP|COV)[A-Z]{3,7}$")
"""`CPB30`: the marker is believed on the page of its note only, as `COP26` is a name."""
_COUNTED = re.compile(
    r"(?:kamerstuk|kamerstukken|dossier|nr\.|nrs\.|vraag|vragen|antwoord|artikel|artikelen|lid|leden|punt|bijlage|fase"
    r"|maatregel|doel|deel|hoofdstuk|paragraaf|pagina|tabel|figuur|categorie|niveau|groep|week|stap|spoor|pijler|actie"
    r"|thema|aanbeveling|klasse|type|variant|scenario|juncto|en|tot|van)$",
    re.IGNORECASE,
)
"""Words that a number belongs to: `Vraag 1` is no footnote."""
_WORD = re.compile(r"[^\W\d_]{3}[.,]?$")
_GAP = re.compile(r"(?<=\S)[ \t]+(?=[.,;:](?:[ \t]|$))")
_RULE = re.compile(r"[_\-—–]{5,}")
_DONE = re.compile(r"[\d.)]$")
_SENTENCE_END = (".", "!", "?", "»", "”", ")", ":")


@dataclass(slots=True)
class Note:
    """A note: its marker, the lines it is made of, and the source span of the marker in the running text."""

    marker: str
    lines: list[Line] = field(default_factory=list)
    at: Offsets | None = None
    skip: int = 0
    """How many characters of its first line the marker takes."""


def find_notes(lines: list[Line]) -> list[Note]:
    """The notes in the order of their markers; their lines, and lines that hold only a marker, get their kind.

    `Note.at` is the source span of the marker, or of the gap that a lone one left, or empty at the start of its line.
    """
    notes: list[Note] = []
    candidates = _candidates(lines)
    if not candidates:
        return notes
    markers = _Markers(lines, {str(number) for number in range(1, max(int(marker) for _, marker, _ in candidates) + 1)})
    expected = 1
    searched = 0
    for i, marker, text in candidates:
        number = int(marker)
        restart = number == 1 and expected > 1
        if lines[i].kind is not Kind.BODY or not (number >= expected or restart):
            continue
        at, lone = markers.before(lines, (searched, lines[i].start), i - 1, marker)
        if at is None:
            continue
        note = Note(marker, at=at, skip=len(lines[i].text) - len(text) if text else len(lines[i].text))
        note.lines = _note_lines(lines, i, has_text=bool(text))
        if not note.lines or (not text and len(note.lines) < 2):
            continue
        if lone is not None:
            lines[lone].kind = Kind.MARKER
            note.at = _place_of_lone_marker(lines, lone)
        for line in note.lines:
            line.kind = Kind.NOTE
        notes.append(note)
        expected = number + 1
        # behind the marker, not from its line on: a list that begins with 1 must not claim it again
        searched = at[1]
    return notes + _orphans(lines, notes, markers)


def _orphans(lines: list[Line], notes: list[Note], markers: "_Markers") -> list[Note]:
    """Markers without a note, where numbers of the sequence are missing: the page with the note is not there."""
    orphans: list[Note] = []
    last, searched = 0, 0
    for note in notes:
        here = _line_at(lines, note.at[0]) if note.at else searched
        for number in range(last + 1, int(note.marker)):
            at, lone = markers.before(lines, (lines[searched].start, lines[here].end), here, str(number))
            if at is not None and lone is None and lines[_line_at(lines, at[0])].kind is Kind.BODY:
                orphans.append(Note(str(number), at=at))
        last, searched = int(note.marker), here
    return orphans


def _candidates(lines: list[Line]) -> list[tuple[int, str, str]]:
    """Lines that could begin a note: `1 Kamerstuk …`, or a number alone; with marker and the text behind it."""
    found = []
    for i, line in enumerate(lines):
        if line.kind is Kind.BODY and line.text[0].isdecimal() and (match := _NOTE_START.fullmatch(line.text)):
            found.append((i, match["marker"], match["text"] or ""))
    return found


class _Markers:
    """Everything in the body that could be a footnote's marker, by its number."""

    def __init__(self, lines: list[Line], wanted: set[str]) -> None:
        self.glued: dict[str, list[tuple[int, Offsets]]] = defaultdict(list)
        self.spaced: dict[str, list[tuple[int, Offsets]]] = defaultdict(list)
        self.alone: dict[str, list[int]] = defaultdict(list)
        for i, line in enumerate(lines):
            if line.kind is not Kind.BODY:
                continue
            if line.text in wanted:
                self.alone[line.text].append(i)
                continue
            for match in _DIGITS.finditer(line.text):
                if match[0] not in wanted and len(match[0]) < 5:
                    continue
                found = _marker_at(line.text, match)
                ends = match.end() == len(line.text) and not (found and line.text[found[1] - 1] in _CLOSING)
                if ends and i + 1 < len(lines) and lines[i + 1].text[:1].isdecimal():
                    continue  # a number that goes on: `Kamerstuk 33 / 763`
                if found and found[0] in wanted:
                    marker, start, is_glued = found
                    place = (i, (line.start + start, line.start + match.end()))
                    (self.glued if is_glued else self.spaced)[marker].append(place)

    def before(self, lines: list[Line], within: Offsets, near: int, marker: str) -> tuple[Offsets | None, int | None]:
        """The last such marker's source span in the stretch `within` of the source, and its line where it stands alone.

        One behind a blank is believed on the page of line `near` only, and a lone one above that line.
        """
        if place := _last(self.glued[marker], within):
            return place[1], None
        place = _last(self.spaced[marker], within)
        if place and lines[place[0]].page == lines[near].page:
            return place[1], None
        alone = self.alone[marker]
        i = bisect_left(alone, near) - 1
        line = lines[alone[i]] if i >= 0 else None
        if line and line.start >= within[0] and line.kind is Kind.BODY and _is_hoisted(lines, line.index):
            return (line.start, line.end), line.index
        return None, None


def _last(places: list[tuple[int, Offsets]], within: Offsets) -> tuple[int, Offsets] | None:
    i = bisect_left(places, within[1], key=lambda place: place[1][0]) - 1
    return places[i] if i >= 0 and places[i][1][0] >= within[0] else None


def _marker_at(text: str, match: re.Match[str]) -> tuple[str, int, bool] | None:
    """Marker, start and whether it is glued to a word, for a run of digits that may be or end in a marker."""
    start, digits = match.start(), match[0]
    if start == 0:
        return None
    before = text[start - 1]
    if (year := _YEAR_AND_MARKER.fullmatch(digits)) and before in " (":
        return None if text.endswith("Postbus ", 0, start) else (year[2], start + 4, True)
    if before.isspace():
        after = text[match.end() : match.end() + 1]
        counted = _COUNTED.search(text, max(0, start - 20), start - 1)
        if (
            len(digits) < 4
            and after in ("", ".", ",", ";")
            and not counted
            and _WORD.search(text, max(0, start - 5), start - 1)
        ):
            return digits, start, False
        return None
    if len(digits) > 3 or not (before.isalpha() or before in _CLOSING):
        return None
    if _ABBREVIATION.search(text, max(0, start - 8), start):
        return digits, start, False
    return None if _NOT_A_WORD.search(text, max(0, start - 8), start) else (digits, start, True)


def _is_hoisted(lines: list[Line], i: int) -> bool:
    """A number alone on a line stands for a superscript of the next line where that line goes on in running text."""
    following = next((line for line in lines[i + 1 : i + 3] if line.kind is Kind.BODY), None)
    return following is not None and len(following.text) > 45 and not following.text[0].isdecimal()


def _place_of_lone_marker(lines: list[Line], lone: int) -> Offsets:
    """Where a hoisted marker stood in the next line: the gap that it left (`gegeven . De`), else the line's start."""
    following = next((line for line in lines[lone + 1 : lone + 3] if line.kind is Kind.BODY), lines[lone])
    gap = _GAP.search(following.text)
    at = following.start + (gap.start() if gap else 0)
    return at, following.start + gap.end() if gap else at


def _note_lines(lines: list[Line], first: int, has_text: bool) -> list[Line]:
    """From its first line to the next note, the end of the page, or a blank line behind a finished sentence."""
    note = [lines[first]]
    blank = False
    # by index: a copy of all that follows, once for each note, is quadratic
    for i in range(first + 1, len(lines)):
        line = lines[i]
        if line.page != lines[first].page or line.kind is Kind.FURNITURE or _RULE.fullmatch(line.text):
            break
        if line.kind is Kind.BLANK:
            blank = True
            continue
        if line.kind is not Kind.BODY or _NOTE_START.fullmatch(line.text):
            break
        text_so_far = len(note) > 1 or has_text
        if line.indented and text_so_far and not note[-1].indented:
            break
        if blank and text_so_far and note[-1].text.endswith(_SENTENCE_END):
            break
        if note[-1].indented and not line.indented and text_so_far and _DONE.search(note[-1].text):
            break
        if text_so_far and _starts_anew(note[-1].text, line.text):
            break
        note.append(line)
        blank = False
        if len(note) > 14:
            break
    return note


def _starts_anew(before: str, line: str) -> bool:
    """Raw PDF text puts a heading or the letterhead's margin right under the last note."""
    if line.startswith(("Geachte", "Vraag ", "Antwoord ")):
        return True
    if _DONE.search(before) and LETTERHEAD.match(line):
        return True
    return before.endswith(_SENTENCE_END) and len(before) < 70 and line[0].isupper() and len(line) > 75


def _line_at(lines: list[Line], offset: int) -> int:
    lo, hi = 0, len(lines)
    while lo < hi:
        mid = (lo + hi) // 2
        if lines[mid].end < offset:
            lo = mid + 1
        else:
            hi = mid
    return min(lo, len(lines) - 1)
