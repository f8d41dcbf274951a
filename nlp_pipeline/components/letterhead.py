"""What the letterhead and the signature block say of the letter as a whole.

Letterheads come with their columns interleaved and may stand behind the body of the first page, so every field is found
by its own label, a line at a time, anywhere in the first page (`HEAD` characters). What the head does not say is looked
up in the removed page furniture, which repeats date and own number on later pages. Nothing is taken from running text.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from spacy.language import Language
from spacy.tokens import Doc

import nlp_pipeline.extensions  # noqa: F401  (registers the attributes read and set below)
from nlp_pipeline.components.dates import parse_day
from nlp_pipeline.mentions import text_of
from nlp_pipeline.values import Letter, LetterKind, Removed, Signatory

HEAD = 8_000
"""Characters in which the letterhead must stand: two columns and the whole body of a first page."""

LONGEST = 300
"""Characters of a line that are looked at; a longer one is running text."""

_STOCK = r"""
    (?:uw|ons|onze)\ (?:kenmerk|brief|referentie)\b | (?:kenmerk|datum|betreft|onderwerp)\b | bijlagen?$ | bijlage\(n\)
    | bij\ beantwoording\b | en\ ons\ kenmerk | wilt\ u\ slechts | (?:uw\ )?brief\ behandelen
    | correspondentie\ uitsluitend | richten\ aan\ het | met\ vermelding\ van | en\ het\ kenmerk
    | (?:deze\ )?brief\.$ | (?:onze\ )?referentie\ en\b | vermelden\.$
    | (?:\d{4}[zd]\d+[/,\ ]*)+$ | \d{1,2}$ | [\d.-]{5,}$
"""
_ADDRESS = r"""
    p\ ?agina\b | >?\ ?retouradres | p\ ?ostbus\b | postadres | bezoekadres | contactpersoon | projectnaam
    | inlichtingen | opgesteld\ door | samengewerkt\ met | kopie\b | afschrift\ aan | overheidsidentificatie
    | www\. | [tf]\ 0\d\d | auteur\b | telefoon | ministerie\ van | direct(?:ie|oraat)\b | geachte\b
    | (?:aan\ )?(?:de\ )?voorzitter\ van | aan\b:?$ | van\b:?$ | bijlagen?\b | nota\ actief | \d?pagina\d
    | ter\ (?:ondertekening|beslissing|besluitvorming|informatie|kennisname|bespreking)$
    | \d{4}\ ?[a-z]{2}\b.{0,4}(?:\d|den\ ?haag|['’‘]?s[-\ ]gravenhage)
"""
STOCK = re.compile(f"(?:{_STOCK})", re.I | re.X)
"""How a line of the margin column begins that may stand inside the subject: `Wilt u slechts één zaak in uw`."""

STRAY = re.compile(f"(?:{_STOCK}|{_ADDRESS})", re.I | re.X)
"""The same and the lines of address blocks: `Postbus 20018` · `Directoraat-Generaal Migratie` · `Geachte`."""

PHRASE = re.compile(
    r"Bij beantwoording de datum|en ons kenmerk vermelden\.|Wilt u slechts één zaak in uw|(?<!\w )brief behandelen\."
    r"| (?:Uw|Ons) kenmerk(?: \d{4}[ZD]\d+)?$| (?:Uw|Onze) referentie$| Ministerie van$"
)
"""Words of the margin column that may share a line with the subject: `niet versterkt Wilt u slechts één zaak in uw`."""

# --- date -------------------------------------------------------------------------------------------------------------

MONTHS = (
    "jan(?:uari)?|feb(?:ruari)?|maart|mrt|apr(?:il)?|mei|juni?|juli?|aug(?:ustus)?|sept?(?:ember)?|okt(?:ober)?|nov(?:ember)?"
    "|dec(?:ember)?"
)
DAY = rf"(?i:\d{{1,2}} ?(?:{MONTHS})\.? ?\d{{4}}|\d{{1,2}}[-/]\d{{1,2}}[-/]\d{{4}})"
GLUED = re.compile(r"(?<=\d)(?=[A-Za-z])|(?<=[a-z])(?=\d)")

LABELLED_DAY = re.compile(rf"\b(?:D ?atum|DATUM)\b[ :.]*\n?({DAY})\b")
"""`Datum 14 juni 2012` · `Datum: 6 juli 2023` · `Datum⏎9 oktober 2023`."""

PLACED_DAY = re.compile(
    rf"(?m)^[^\w\n]*(?:Den ?Haag|['’‘`]?s[- ]Gravenhage|Amsterdam|Rijswijk)\s?,? +(?:de )?({DAY})\s*\.?$", re.I
)
"""`Den Haag, 17 oktober 2023` as a line of its own."""

BARE_LABEL = re.compile(r"D ?atum\W*", re.I)
WHOLE_DAY = re.compile(rf"({DAY})\.?", re.I)
NEAR = 6
"""Lines in which an interleaved column may separate a label from its value."""


def _iso(day: str) -> str | None:
    parsed = parse_day(GLUED.sub(" ", day))
    return parsed.isoformat() if parsed else None


def _date(lines: Sequence[str]) -> str | None:
    text = "\n".join(lines)
    if m := LABELLED_DAY.search(text) or PLACED_DAY.search(text):
        return _iso(m[1])
    for i, line in enumerate(lines):
        if BARE_LABEL.fullmatch(line):
            near = [*lines[i + 1 : i + 1 + NEAR], *reversed(lines[max(0, i - 2) : i])]
            if day := next((m for m in map(WHOLE_DAY.fullmatch, near) if m), None):
                return _iso(day[1])
    return None


# --- reference --------------------------------------------------------------------------------------------------------

OWN_NUMBER = re.compile(
    r"(?<!\w )\b(?:Onze [Rr]eferentie|K ?enmerk|Referentie)(?! afzender)\b[ :]*|\bOns [Kk]enmerk[ :]*"
)
"""Labels of the ministry's own number; `Uw kenmerk` is parliament's."""

NUMBER = re.compile(r"[A-Za-z0-9][\w.-]*(?: ?/ ?[\w.-]+){0,3}")
"""`2971694` · `DGKE / 27069691` · `IENW/BSK-2023/1261` · `MINBUZA-2013.315624` · `756841-135759-MEVA`."""

WHOLE_NUMBER = re.compile(
    rf"{NUMBER.pattern}(?: [A-Z]| \(\d+\))?|[A-Z][A-Za-z&]+(?: ?[–-] ?[A-Z&]+)?(?: ?/ ?| )[\d.-]{{5,}}"
)
"""On a line of its own also `FM/2015/0510 M` · `WJZ/747130 (10329)` · `Minbuza 2014.120819` · `DGBI – I&K/ 2684471`."""

NOT_OWN = re.compile(rf"(?:(?:Ons|Onze|Uw|Postbus) |\d{{4}}[ZD]\d+|{DAY}|\d{{4}} ?[A-Z]{{2}}|0\d\d[ -]).*", re.I)


def _own_number(m: re.Match[str] | None) -> str | None:
    if m is None or sum(c.isdigit() for c in m[0]) < 3 or len(m[0]) < 5 or NOT_OWN.match(m[0]):
        return None
    return m[0].rstrip(".-/")


def _reference(lines: Sequence[str]) -> str | None:
    for i, line in enumerate(lines):
        for label in OWN_NUMBER.finditer(line):
            if number := _own_number(NUMBER.match(line, label.end())):
                return number
            if label.end() < len(line):
                continue
            for near in lines[i + 1 : i + 1 + NEAR]:
                if number := _own_number(WHOLE_NUMBER.fullmatch(near)):
                    return number
    return None


# --- addressee --------------------------------------------------------------------------------------------------------

SPEAKER = re.compile(
    r"(?:^(?:[Aa]an(?: |: ?))?(?:[Dd]e )?|\b(?:Aan de|De) |(?<!van )\bde )[Vv]oorzitter van ?(?:de\b ?)?(.*)"
)
"""`Aan de Voorzitter van de Tweede Kamer` · `De Voorzitter van de` (its other half on a later line)."""

CHAMBER = re.compile(r"(Tweede|Eerste)(?: Kamer\b(?! (?!der\b)[a-z]{2})|$)", re.I)
ADDRESS_BLOCK = re.compile(
    r"\bDe [Vv]oorzitter van de (Tweede|Eerste) Kamer(?: der Staten-? ?Generaal)?(?= Postbus|\s*\n|\s*$)"
)
"""The address block that the body of the first page ran into: `… omdat De voorzitter van de Tweede Kamer⏎Postbus`."""

CHAMBER_LINE = re.compile(r"(?:Aan )?(?:de )?(Tweede|Eerste) Kamer der Staten-Generaal")
"""Addressed to the chamber itself; its post box must stand below."""

COMMITTEE = re.compile(r"(?:vaste |algemene |tijdelijke )?(?:kamer)?commissie\b", re.I)
STREET = re.compile(r"(?:^| )[A-Z][\w'’]{2,30} \d{1,4}(?= |$)")
TO = re.compile(r"Aan:? ((?:de |het |mevrouw |de heer )?[A-Z][^.?!]{1,90})")


def _addressee(head: Sequence[str], text: str, is_nota: bool) -> str | None:
    """To whom; a chamber of parliament also where its address block stands behind the body or among the notes."""
    if is_nota:
        return _nota_addressee(head)
    if speaker := next((a for a in _spoken_to(head) if a), None):
        return speaker
    to = (m[1].rstrip(" ,") for m in map(TO.fullmatch, head[:40]) if m and not SPEAKER.match(m[0]))
    for line, below in pairwise(head):
        if (m := CHAMBER_LINE.fullmatch(line)) and STRAY.match(below):
            return f"{m[1]} Kamer der Staten-Generaal"
    if written := next((addressee for addressee in to if len(addressee.split()) <= 10), None):
        return written
    return f"{m[1]} Kamer der Staten-Generaal" if (m := ADDRESS_BLOCK.search(text)) else None


def _spoken_to(lines: Sequence[str]) -> Iterator[str | None]:
    for i, line in enumerate(lines):
        if not (m := SPEAKER.search(line)):
            continue
        if COMMITTEE.match(m[1]):
            yield _committee(m[1], lines[i + 1 : i + 1 + NEAR])
        elif not m[1] or CHAMBER.match(m[1]) or STRAY.match(m[1]) or STREET.match(m[1]):
            chamber = next((c for c in map(CHAMBER.match, [m[1], *lines[i + 1 : i + 1 + NEAR]]) if c), None)
            yield f"{chamber[1].capitalize()} Kamer der Staten-Generaal" if chamber else None


def _committee(first: str, following: Sequence[str]) -> str | None:
    """The committee as written; lines of the other column, known by a number or a label, are left out."""
    words = [STREET.sub("", first)]
    for line in following:
        if "generaal" in words[-1].lower():
            break
        line = STREET.sub("", line).strip()
        if line and not STRAY.match(line) and not any(c.isdigit() for c in line) and line != "Den Haag":
            words.append(line)
    whole = " ".join(words)
    end = re.search(r"Kamer\b(?: der staten[- ]generaal)?", whole, re.I)
    return f"Voorzitter van de {whole[: end.end()]}" if end else None


def _nota_addressee(lines: Sequence[str]) -> str | None:
    """Of a nota: `Aan Staatssecretaris van BZK`, `Aan: MOCW`, or the labels `Aan⏎Van` with both values below them."""
    for i, line in enumerate(lines[:40]):
        if m := re.match(r"Aan\b:? ?(.*)", line):
            if m[1] and not STRAY.match(m[1]):
                return m[1]
            return next((near for near in lines[i + 1 : i + 4] if not STRAY.match(near)), None)
    return None


# --- subject ----------------------------------------------------------------------------------------------------------

SUBJECT = re.compile(r"(?:Betreft|Onderwerp)\b ?:? ?(.*)")
NOTA_HEADING = re.compile(r"(?:beslis)?nota", re.I)
UNFINISHED = re.compile(
    r"(?:\b(?:de|het|een|van|voor|over|met|en|in|op|aan|bij|tot|of|uit|om|te|ten|ter|door|naar|der|den|inzake|tussen|als"
    r"|leden|lid|artikel|motie|kenmerk|nummer|nr\.?|Sint|^\d+e)|[,:–-]|\b\d{1,2} (?:" + MONTHS + r"))$",
    re.I,
)
"""A subject that breaks off here goes on: `… van het lid Mutluer (PvdA) en`."""

MOST_SUBJECT_LINES = 10
SHORT = 30
"""Characters up to which the line above a bare label is no first half of the subject (a label set beside two lines)."""

FULL = 76
"""Characters from which on a line of the subject counts as full, so that a capital may go on with it."""

OPENED = re.compile(r"(?:^|(?<=[\s(]))[‘'\"“«](?=\w)(?!.s\b)")
CLOSED = re.compile(r"(?<=[\w.!?])[’'\"”»](?!\w)")
HEADING = re.compile(
    r"(?:\d|Inleiding|Aanleiding|Achtergrond|Samenvatting|Algemeen|Hierbij|Bijgaand|Geachte|Met|In|Op|Naar)\b"
)


def _subject(lines: Sequence[str], blank_before: Sequence[bool], is_nota: bool) -> str | None:
    for i, line in enumerate(lines):
        if (m := SUBJECT.fullmatch(line)) and (m[1] or i + 1 < len(lines)):
            above = lines[i - 1] if i and not m[1] else ""
            if len(above) > SHORT and not STRAY.match(above) and not PLACED_DAY.match(above):
                return _subject_from(f"{above} {lines[i + 1]}", i + 2, lines, blank_before)
            return _subject_from(m[1], i + 1, lines, blank_before)
        if is_nota and NOTA_HEADING.fullmatch(line) and i + 1 < len(lines) and "@" not in lines[i + 1]:
            return _subject_from("", i + 1, lines, blank_before)
    for i, line in enumerate(lines[1:-1] if is_nota else (), 1):
        heading = lines[i + 1]
        if WHOLE_DAY.fullmatch(line) and BARE_LABEL.fullmatch(lines[i - 1]) and SHORT / 2 < len(heading) < LONGEST / 2:
            return _subject_from("", i + 1, lines, blank_before)
    return None


def _subject_from(first: str, i: int, lines: Sequence[str], blank_before: Sequence[bool]) -> str | None:
    subject = PHRASE.sub("", first).strip()
    for j in range(i, min(i + MOST_SUBJECT_LINES, len(lines))):
        line = PHRASE.sub("", lines[j]).strip()
        if not line or (not subject and WHOLE_DAY.fullmatch(line)):
            continue
        if re.search(r" (?:kenmerk|nummer|nr\.?)$", subject) and re.fullmatch(r"\d{4}[ZD]\d+.?", line):
            return f"{subject} {line}"
        if STOCK.match(line):
            continue
        if STRAY.match(line) and not (subject.endswith(" het") and line.startswith("Ministerie van")):
            break
        if subject and not _goes_on(subject, line, j, lines, blank_before):
            break
        if not subject and len(line) > 2 * LONGEST // 3:
            break
        subject = f"{subject} {line}".strip()
    return subject.strip() or None


def _goes_on(subject: str, line: str, j: int, lines: Sequence[str], blank_before: Sequence[bool]) -> bool:
    """Whether `line` (number `j`) carries on `subject`."""
    if len(line) == LONGEST:
        return False
    if re.match(r"[^\WA-Z\d]|[(&]|\d{4} [a-z]", line) or UNFINISHED.search(subject):
        return True
    if len(line) > 120:
        return False
    if subject.count("(") > subject.count(")") or len(OPENED.findall(subject)) > len(CLOSED.findall(subject)):
        return True
    if len(line) > 80 or HEADING.match(line) or line.endswith(",") or blank_before[j]:
        return False
    # A line with a capital may also be the body, a heading or a directorate: what stands around it decides.
    following = lines[j + 1] if j + 1 < len(lines) else ""
    if following.lower().startswith("geachte"):
        return True
    full = len("Onderwerp ") + len(subject) + len(line.split()[0]) > FULL
    street_follows = j + 2 < len(lines) and not STREET.match(following) and STREET.fullmatch(lines[j + 2]) is not None
    ends_block = not following or blank_before[j + 1]
    return (ends_block and len(subject) >= FULL // 2) or (full and (len(following) > 100 or street_follows))


# --- document ---------------------------------------------------------------------------------------------------------

RUNNING_TITLE = re.compile(
    r"(?m)^[^\w\n]*(Tweede|Eerste) Kamer(?: der Staten-Generaal)?,? vergaderjaar (\d{4})[-–/ ]+(?:20)?(\d\d),? "
    r"(?:(\d{2}[ .]?\d{3})(?:(?:,| en) \d{2} \d{3})*(?:[ -]?\(?([IVX]+|\d\d|R ?\d+)\b\)?)?, (?:nr\. ?)?(\d+|[A-Z]{1,3})"
    r"|Aanhangsel(?: van de Handelingen)?,?(?: nr\.)? (\d+)) +\d+$"
)
"""`Tweede Kamer, vergaderjaar 2023–2024, 31 568, nr. 220 2`: the last number is the page's."""

IMPRINT = re.compile(r"(?m)^[^\w\n]*((?:kst|ah-[te]k)-\d[\w-]{4,30})(?: ISSN.*)?$")
"""The official identifier as the first page prints it: `kst-31568-220` · `ah-tk-20202021-123`."""

DOSSIER = re.compile(r"(\d{2} \d{3})(?:[ -]\(?([IVX]+|\d\d|R ?\d+)\b\)?)?(?: .*)?")
DOCUMENT_NUMBER = re.compile(r"(?:Nr\. ?(\d+)|([A-Z]{1,3}))(?: (.*))?")
DOCUMENT_TITLE = re.compile(r"(?:BRIEF|VERSLAG|LIJST|NOTA|AANBIEDING|HERDRUK|GEWIJZIGDE)\b")
"""Of a heading: `31 568 Staatkundig proces Nederlandse Antillen⏎Nr. 220 BRIEF VAN DE STAATSSECRETARIS …`."""


def _kst(dossier: str, part: str | None, number: str) -> str:
    digits = re.sub(r"\D", "", dossier)
    return "-".join(["kst", digits, *([part] if part and not part.startswith("R") else []), number])


def _document(lines: Sequence[str], margin: Sequence[str]) -> str | None:
    text = "\n".join([*margin, *lines])
    if m := IMPRINT.search(text):
        return m[1]
    if m := RUNNING_TITLE.search(text):
        chamber, first_year, second_year, dossier, part, number, annex = m.groups()
        if annex:
            return f"ah-{chamber[0].lower()}k-{first_year}{first_year[:2]}{second_year}-{annex}"
        return _kst(dossier, part, number)
    dossier = None
    for line, below in pairwise([*lines[:40], ""]):
        if dossier and (m := DOCUMENT_NUMBER.fullmatch(line)) and DOCUMENT_TITLE.match(m[3] or below):
            return _kst(dossier[1], dossier[2], m[1] or m[2])
        dossier = DOSSIER.fullmatch(line) or dossier
    return None


# --- signatories ------------------------------------------------------------------------------------------------------

OFFICE = re.compile(
    r"(?:de )?((?:vice[- ]?)?(?:minister(?:[- ]president)?|staatssecretaris)(?:, minister)?(?: (?:van|voor))?)\b"
    r"[ ,]*(.*)",
    re.I,
)
"""`De Minister van Justitie en Veiligheid` · `Minister voor Klimaat en Energie` · `De Staatssecretaris Herstel`."""

_WORD = r"(?:[A-ZÀ-Ý][\w’'-]*|en|van|de|het|der|voor)"
PORTFOLIO = re.compile(rf"{_WORD}(?:(?:,? | [–-] ){_WORD})*")

TASK = re.compile(r"([^,]* en [A-Z]\w+),? [A-Z]\w+ en [A-Z]\w+")
"""A task on a line below the office: `… Zaken en Koninkrijksrelaties⏎Digitalisering en Koninkrijksrelaties`."""

_CAPITAL = r"[A-ZÀ-Ý][\w’'-]+"
_PARTICLES = r"(?:(?:van|de|den|der|ter|ten|te|el|al|op|in|’t|'t|von|la|le) ){0,3}"
_INITIALS = r"(?:[A-ZÀ-Ý](?:[a-z]{1,2})?\. ?){1,7}"
NAME = re.compile(
    r"(?:(?:mw|mevr|dhr|dr|drs|mr|ir|ing|prof|jhr)\.? ?){0,4}"
    rf"(?:{_INITIALS}{_PARTICLES}{_CAPITAL}(?: van {_CAPITAL})?"
    rf"|{_CAPITAL} (?:{_CAPITAL} |{_INITIALS})?{_PARTICLES}{_CAPITAL})"
    rf"(?: ?- ?{_CAPITAL})?(?:,? (?:MSc|MA|MBA|MPA|LLM|BA|PhD|RA)\.?)?"
)
"""`E. van der Burg` · `Ferd Grapperhaus` · `mw. drs. E.I. Schippers` · `D. Yeşilgöz-Zegerius`."""

INITIALS = re.compile(r"(?:(?:mw|dr|drs|mr|ir|prof)\. ?)*[A-Z]\.")
NO_NAME = re.compile(
    r"(?:direct(?:ie|oraat)|ministerie|postbus|bijlagen?|pagina|vraag|antwoord|den haag|datum|ons|onze|uw|kenmerk"
    r"|tweede|eerste|aan|de|het|een|betreft|turfmarkt|rijnstraat|minister|staatssecretaris|kamerstuk\w*|afdeling"
    r"|nota|geachte|tot|caribisch)\b",
    re.I,
)
REDACTED = re.compile(r"\[.{1,40}\]|[.…_]{3,}|\(?handtekening\)?", re.I)
SIGNED = re.compile(r"(?:\(?w\. ?g\.\)?,? ?)+", re.I)
COLUMN = re.compile(r"(?<!namens)(?<!aan)(?<!\bde) (?=(?:de )?(?:minister|staatssecretaris) (?:van|voor)\b)", re.I)
ECHO = re.compile(r"(.+?)(,? [^,]+),?\2")
"""The second line of two offices side by side: `… van Volksgezondheid, Welzijn en Sport, Welzijn en Sport`."""

CROSSED = re.compile(r"(.+?) ([A-Z]\w+ en [A-Z]\w+), (en [A-Z]\w+)")
"""The same where the second lines differ: `… van Sociale Zaken Welzijn en Sport, en Werkgelegenheid`."""

BEHALF = re.compile(r"(?:mede |en )?namens\b", re.I)
CLOSING = re.compile(r"hoogachtend|met (?:vriendelijke|de meeste) ", re.I)
SMALL_WORDS = frozenset("van voor en de het der".split())


@dataclass(frozen=True)
class _Part:
    """One part of a signature block: an office, a name, or the mark of a name blacked out (both empty)."""

    office: str = ""
    name: str = ""


def _signatories(lines: Sequence[str]) -> list[Signatory]:
    """Who signs in the first signature block; a block further on belongs to an annex.

    Where a name is blacked out, or the letter breaks off at its office, the office stands alone.
    """
    nameless: list[Signatory] = []
    for block in _blocks(lines):
        signed = _pair(block)
        if any(s["name"] for s in signed):
            return signed
        nameless = nameless or signed
    return nameless


def _pair(block: Sequence[_Part]) -> list[Signatory]:
    """Offices with their names: below them, or above where the block begins with a name and ends with an office."""
    if block[0].name and block[-1].office:
        block = block[::-1]
        return _pair(block)[::-1]
    signed: list[Signatory] = []
    offices: list[str] = []
    for is_office, parts in groupby(block, key=lambda part: bool(part.office)):
        if is_office:
            offices = [part.office for part in parts]
        elif offices:
            names = [part.name or None for part in parts]
            signed += [Signatory(name=n, office=o) for o, n in zip(offices[-len(names) :], names, strict=False)]
            offices = []
    return signed


def _blocks(lines: Sequence[str]) -> Iterator[list[_Part]]:
    """Runs of lines that hold nothing but offices, names and stray words of the margin; each has an office."""
    block: list[_Part] = []
    formal = False
    strays = i = 0
    while i < len(lines):
        line, last = _whole_office(lines, i)
        on_behalf = BEHALF.match(line) is not None
        parts = [] if on_behalf else _parts(line)
        if parts or on_behalf:
            block += parts
            strays = 0
            formal = line.endswith(",") and line[:3].lower() == "de "
        elif STRAY.match(line) and strays < NEAR:
            strays += 1
        else:
            if block and (signed := _with_office(block, formal)):
                yield signed
            block = []
        if CLOSING.match(line):
            block = []
        i = last + 1
    if block and (signed := _with_office(block, True)):
        yield signed


def _with_office(block: list[_Part], formal: bool) -> list[_Part]:
    """The block if it names an office; a formal one (`De Minister van Defensie,`) at its end lacks its name."""
    if not any(part.office for part in block):
        return []
    return [*block, _Part()] if formal and block[-1].office and not block[0].name else block


def _whole_office(lines: Sequence[str], i: int) -> tuple[str, int]:
    """Line `i` with the lines on which its office goes on, and the number of the last of them."""
    line, last = lines[i], i
    if not (OFFICE.match(line) or BEHALF.match(line)):
        return line, last
    columns = COLUMN.split(line)
    if len(columns) == 2 and i + 1 < len(lines):
        tails = lines[i + 1].rstrip(" ,").split(", ")
        if len(tails) == 2 and all(PORTFOLIO.fullmatch(tail) for tail in tails) and not OFFICE.match(tails[0]):
            return " ".join(f"{c} {t}" for c, t in zip(columns, tails, strict=True)), i + 1
    while last < min(i + 2, len(lines) - 1) and _goes_on_with_office(line, lines[last + 1]):
        last += 1
        line = f"{line} {lines[last]}"
    return line, last


def _parts(line: str) -> list[_Part]:
    """What of a signature block `line` holds, one part after the other; nothing where any of it is something else."""
    if REDACTED.fullmatch(line):
        return [_Part()]
    line = SIGNED.sub("", line, count=1) if SIGNED.match(line) else line
    line = re.split(r",? (?:mede )?namens\b", line, maxsplit=1)[0].rstrip(" ,")
    pieces = COLUMN.split(line)
    names: list[_Part] = []
    if len(pieces) == 2 and OFFICE.match(pieces[0]):
        pieces, names = _side_by_side(*pieces)
    parts = [_office(piece) if OFFICE.match(piece) else _names(piece) for piece in pieces]
    return [part for several in parts for part in several] + names if all(parts) else []


def _side_by_side(left: str, right: str) -> tuple[list[str], list[_Part]]:
    """Two offices that stood side by side, each on two lines, put together again; and the names behind them."""
    offices, _, tail = right.rpartition(", ")
    names = _names(tail) if offices else []
    if len(names) == 2:
        right = offices
    else:
        names = []
    if m := ECHO.fullmatch(right):
        return [left.rstrip(" ,") + m[2], m[1] + m[2]], names
    if m := CROSSED.fullmatch(right):
        return [f"{left} {m[2]}", f"{m[1]} {m[3]}"], names
    return [left, right], names


def _name(line: str) -> str | None:
    line = line.rstrip(" ,")
    return line if NAME.fullmatch(line) and not NO_NAME.match(line) else None


def _names(words: str) -> list[_Part]:
    """A name, or two that two columns put on one line: `Bert Koenders J.A. Hennis-Plasschaert`."""
    words = words.rstrip(" ,")
    if name := _name(words):
        return [_Part(name=name)]
    cuts = [m.start() for m in re.finditer(" ", words[:70]) if _name(words[: m.start()]) and _name(words[m.end() :])]
    if not cuts:
        return []
    cut = next((c for c in cuts if INITIALS.match(words, c + 1)), cuts[len(cuts) // 2])
    return [_Part(name=words[:cut].rstrip(" ,")), _Part(name=words[cut + 1 :])]


def _goes_on_with_office(office: str, line: str) -> bool:
    """Whether `line` does: `… van Volksgezondheid,⏎Welzijn en Sport,` · `… van Sociale Zaken⏎en Werkgelegenheid,`."""
    portfolio, _ = _without_name(line.rstrip(" ,"))
    if OFFICE.match(line) or len(line) > 100 or not PORTFOLIO.fullmatch(portfolio):
        return False
    return line[:3].lower() == "en " or office.lower().endswith((" en", " van", " voor")) or " en " in portfolio.lower()


def _without_name(words: str) -> tuple[str, str]:
    """The portfolio, and the name that stands behind it: `Welzijn en Sport, mw. drs. E.I. Schippers`."""
    for blank in re.finditer(r" (?=[A-Za-z])", words):
        cut = blank.start()
        if (words[cut - 1] == "," or INITIALS.match(words, cut + 1)) and (name := _name(words[cut + 1 :])):
            return words[:cut].rstrip(","), name
    return words, ""


def _office(words: str) -> list[_Part]:
    """The office in `words`, with the name where it stands on the same line; empty for running text."""
    m = OFFICE.fullmatch(words.rstrip(" ,"))
    if m is None:
        return []
    title = m[1]
    portfolio, name = _without_name(m[2])
    if not (PORTFOLIO.fullmatch(portfolio) if portfolio else "president" in title.lower()):
        return []
    if second := TASK.fullmatch(portfolio):
        portfolio = second[1]
    office = _Part(office=_written_out(f"{title} {portfolio}"))
    return [office, _Part(name=name)] if name else [office]


def _written_out(office: str) -> str:
    """In mixed case, with a capital: `MINISTER VAN DEFENSIE` → `Minister van Defensie`."""
    words = office.split()
    if office.isupper():
        words = [w.lower() if w.lower() in SMALL_WORDS else w.capitalize() for w in words]
    return " ".join([words[0][0].upper() + words[0][1:], *words[1:]])


SIGNED_TAIL = re.compile(
    r"(?<!namens)(?<!aan)(?<!van)(?<!door) "
    r"(?=(?:[Dd]e (?:[Mm]inister|[Ss]taatssecretaris)|DE (?:MINISTER|STAATSSECRETARIS))\b)"
)


def _signed_tail(line: str) -> str:
    """The signature that ran on from the last sentence: `… worden verwerkt. De minister van Defensie, J.A. Hennis`."""
    tails = (line[m.end() :] for m in SIGNED_TAIL.finditer(line, max(0, len(line) - LONGEST)))
    tail = next((tail for tail in tails if _parts(tail)), "")
    return tail if tail and not _parts(line[:LONGEST]) else ""


# --- kind -------------------------------------------------------------------------------------------------------------

NOTA = re.compile(
    r"\W*(?:TER (?:ONDERTEKENING|BESLISSING|BESLUITVORMING|INFORMATIE|KENNISNAME|BESPREKING)"
    r"|(?:[Bb]eslis|BESLIS)?(?:[Nn]ota|NOTA)|Nota actief openbaar|Beslisnota .*|(?:\d\.? ?)?Geadviseerd besluit)\W*"
)
"""A line that only a ministry's internal note has."""

BILL = re.compile(
    r"(?:(?:(?:eerste|tweede|derde|nadere) )?nota van wijziging|(?:nadere )?memorie van (?:antwoord|toelichting)"
    r"|voorstel van wet|nota naar aanleiding van het (?:nader )?verslag|toelichtende nota|nader rapport)\b.{0,60}",
    re.I,
)
"""A paper of a bill, which a minister signs too."""

ANSWERS_TITLE = re.compile(
    r"(?:Antwoord(?:en)?|Beantwoording|Lijst van vragen en antwoorden|Reactie)\b.{0,120}"
    r"\b(?:vragen|antwoorden|overleg)\b.*"
)
"""The title of answers without their letter: `Antwoorden van de minister van Financiën op Kamervragen van …`."""

ANSWERS_IN_SUBJECT = re.compile(
    r"\b(?:be)?antwoord(?:en|ing)?\b.{0,80}\b(?:vragen|kamervragen|overleg|so|inbreng)\b|\bv?so\b"
    r"|\bschriftelijk overleg\b|\b(?:kamer|feitelijke |schriftelijke )vragen\b|\bvragen van (?:het lid|de leden)\b",
    re.I,
)
"""`Beantwoording Kamervragen …` · `Antwoorden op feitelijke vragen …` · `Reactie op het schriftelijk overleg …`."""

ANSWERS_IN_BODY = re.compile(
    r"\b(?:zend|zenden|bied|bieden|stuur|sturen|ontvangt|treft|doe|doen|geef|geven)\b[^.]{0,200}"
    r"\b(?:antwoord(?:en)?|beantwoording|reactie)\b[^.]{0,60}\b(?:op|van|aan)\b[^.]{0,60}\b(?:kamer)?vragen\b"
    r"|\b(?:(?:schriftelijke |feitelijke |kamer)vragen|vragen (?:van|uit|die|gesteld|over))\b[^.]{0,400}"
    r"\bworden\b[^.]{0,40}\bbeantwoord\b|\bverslag van een schriftelijk overleg\b",
    re.I,
)
"""`Hierbij zend ik u de antwoorden op de vragen van …` · `… dat de vragen van het lid Bosman worden beantwoord …`."""

OPENING = 3_000
"""Characters of a letter in which it says what it is."""


def _kind(text: str, subject: str | None, head: Sequence[str], signed: bool) -> LetterKind:
    opening = head[:10]
    if (
        ANSWERS_IN_SUBJECT.search(subject or "")
        or ANSWERS_IN_BODY.search(text, 0, OPENING)
        or any(ANSWERS_TITLE.fullmatch(line) for line in opening)
    ):
        return "beantwoording"
    if any(BILL.fullmatch(line) for line in opening):
        return "other"
    to_parliament = any(SPEAKER.match(line) or CHAMBER_LINE.fullmatch(line) for line in head)
    return "kamerbrief" if to_parliament or signed or re.search(r"\b[Uu]w Kamer\b", text[:OPENING]) else "other"


# --- the letter -------------------------------------------------------------------------------------------------------


def _lines(text: str) -> tuple[list[str], list[bool]]:
    """The lines that are not blank, their inner blanks single, and for each whether a blank line stands before it.

    Of a line of running text its beginning, and a signature at its end as a line of its own.
    """
    lines: list[str] = []
    blank_before: list[bool] = []
    blank = False
    for raw in text.split("\n"):
        whole = " ".join(raw[:LONGEST].split())
        for line in (whole, _signed_tail(raw) if whole else ""):
            if line:
                lines.append(line)
                blank_before.append(blank)
                blank = False
        blank = not whole
    return lines, blank_before


def read_letterhead(text: str, furniture: Sequence[Removed] | None = None) -> Letter:
    """What head, signature block and page furniture say of the letter; null what they do not.

    `text` is normalised. Where it is raw, only subjects of several lines suffer. Takes time linear in its length.
    """
    lines, _ = _lines(text)
    head, blank_before = _lines(text[:HEAD])
    margin, _ = _lines("\n".join(removed["text"] for removed in furniture or ()))
    signatories = _signatories(lines)
    is_nota = any(NOTA.fullmatch(line) for line in head[:60])
    subject = _subject(head, blank_before, is_nota)
    kind = "nota" if is_nota else _kind(text, subject, head, bool(signatories))
    return Letter(
        kind=kind,
        date=_date(head) or _date(margin),
        subject=subject,
        reference=_reference(head) or _reference(margin),
        document=_document(head, margin),
        addressee=_addressee(head, text, is_nota),
        signatories=signatories,
    )


class Letterhead:
    """Sets `doc._.letter`, with the page furniture that the tokenizer left in `doc._.furniture`."""

    def __call__(self, doc: Doc) -> Doc:
        doc._.letter = read_letterhead(text_of(doc), doc._.furniture)
        return doc


@Language.factory("nlp_pipeline_letterhead", assigns=["doc._.letter"])
def make_letterhead(nlp: Language, name: str) -> Letterhead:
    """The component `nlp_pipeline_letterhead`."""
    return Letterhead()
