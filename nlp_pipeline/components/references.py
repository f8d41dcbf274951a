"""References to parliamentary documents: Kamerstukken, Handelingen, Aanhangsel, and parliament's own numbers.

A reference is read in two steps. A *head* says what kind of document is meant (`Kamerstukken II 2019/20,`, `TK`,
`Aanhangsel Handelingen, vergaderjaar 2013-2014,`); a *body* behind it names the documents (`35 300 VI, nr. 37`,
`19 637, nrs. 2000 en 2001`). A body with no head counts where its own form (`36200-XV-25`, `34 773, nr. 13`) or
the word before it (`wetsvoorstel 33 900`) shows that it is a reference.

Model of the forms: Aanwijzing 3.43 of the Aanwijzingen voor de regelgeving; identifiers as on
officielebekendmakingen.nl.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from spacy.language import Language
from spacy.tokens import Doc

from nlp_pipeline.mentions import Mention, add_mentions, text_of
from nlp_pipeline.values import RefValue

_PLAIN = {"\u2010": "-", "\u2011": "-", "\u2009": " ", "\u202f": " "}

PUBLISHED = "https://zoek.officielebekendmakingen.nl/{}.html"
"""Where a document with an official identifier is published."""

_SESSION = r"(?:18|19|20)\d\d(?:[ ]?[-–—/][ ]?(?:(?:19|20)\d\d|\d\d?(?!\d))|(?:19|20)\d\d(?!\d))"
"""A session of parliament: `2019/20`, `2019-2020`, `20192020` (its hyphen lost at a line's end)."""

_CHAMBER = r"(?:T ?weede|Eerste) Kamer\b(?: der Staten-Generaal(?=, [Vv]ergaderjaar))?|\b(?:TK|EK)\b"
_HEAD_WORDS = {
    "kst": r"[Kk]amerstuk(?:ken)?(?: ?nummers?\b|nrs?\b\.?)?|\bKAMERSTUK(?:KEN)?\b"
    r"|\b[Kk]st\b\.?(?= ?[\dI])|\b[Kk]amer(?:dossiers?|st\.)|\b[Pp]arlementaire stukken\b"
    r"|\b[Kk]amerbrief(?= \d\d[ .]?\d{3},? nr)",
    "ah": r"\b[Aa]anhangsel(?:nummer\b|\b(?: ?(?:van ?de[rn]?|der|bij de))?(?: Handelingen\b)?)",
    "h": r"\bHandelingen\b",
    "chamber": _CHAMBER,
    "session": rf"\b(?:[Vv]ergader|[Zz]ittings)jaar ?{_SESSION}",
}
"""What a head may begin with: the kind of document, the chamber, the session (vergaderjaar)."""

_PIECE = "|".join(
    [
        *_HEAD_WORDS.values(),
        _SESSION,
        r"(?:19|20)\d\d(?=,)",
        r"[IVX]{1,5}(?:/II)?(?![^\W\d]|\.)",
        rf"[Il1]{{2}}(?=,? ?{_SESSION})|[Il]{{2}}(?!\w)",
    ]
)
_FIRST_PIECE = "|".join(
    [
        *_HEAD_WORDS.values(),
        rf"\bI{{1,2}}(?= {_SESSION})",
        rf"(?<![\d-]){_SESSION}(?=,? [1-3]\d[ .]?\d{{3}}\b)",
    ]
)
_HEAD = rf"(?:{_FIRST_PIECE})(?:[ ,:]{{0,3}}(?:{_PIECE})){{0,5}}"

_PARLIAMENT_NUMBER = r"20\d\d[ZD] ?\d{5,6}(?!\d)"
_BROKEN_NUMBER = r"20\d\d[ZD](?=[\d \n]{6}(?!\d))\d{1,4}[ \n]\d{1,4}(?!\d)"
"""One that the narrow column of a table breaks over two lines: no number has fewer than five digits."""
_OFFICIAL = r"kst-\d{5}(?!\d)(?:-\(?[A-Za-z0-9]+\)?){0,4}|(?:ah|h)-[te]k-\d{8}(?:-\d{1,4}){1,2}|blg-\d{5,7}"
_STARTS = {
    "head": _HEAD,
    "official": rf"(?<![\w.-])(?:{_OFFICIAL})\b",
    "number": rf"(?<![\w./-])(?:{_PARLIAMENT_NUMBER}|{_BROKEN_NUMBER})",
    "promise": r"\bT ?Z ?20\d{4}-?\d{3}(?!\d)",
    "bare_promise": r"(?<=[Kk]enmerk )20\d\d(?:0[1-9]|1[0-2])\d{3}(?!\d)",
    "senate_promise": r"\bT0\d{4}(?!\d)",
    "senate": r"(?<![\d.-])1\d{5}(?:\.\d{1,2}){0,2}[uU]\b",
    "questions": rf"(?<=\(){_SESSION},? ?nrs?\.? ?\d{{1,4}}(?!\d)",
    "minutes": r"\b[Pp]lenair verslag (?:Tweede|Eerste) Kamer, ?\d{1,3}(?:st|d)?e vergadering",
    "bare": r"(?<![\w.,/€–-])(?<!€ )[1-3]\d[ .]?\d{3}(?=(?:\d{1,3}\))?(?!\d))(?!\.\d)",
}
"""What a reference may begin with: a head, one of the numbers that need none, or a dossier with no head (`bare`)."""

_START = re.compile(
    # the first character rules out nearly every place at once
    rf"(?=[0-9AEHIKPTVZ]|\b[abhkpvz])(?:{'|'.join(f'(?P<{name}>{pattern})' for name, pattern in _STARTS.items())})"
)

_DOSSIER = re.compile(
    r"""
    (?:
        (?P<dossier>\d\d[ .]{0,2}\d{3} | [23][ ]\d{4}(?=[ ,]{1,2}(?:[IVX]{1,5}[ ,]{1,2})?nr))
        (?:(?!\d) | (?<=[ ]\d{3})(?=\d{1,2}[ ][a-z]))  # glued: a footnote marker
      | (?P<glued>\d{5})(?=\d{1,4}(?!\d)) | (?P<short>\d{4})(?=,?[ ]nr)
    )
    (?P<rijkswet>[ -]?\([ ]?R[ ]?\d{3,4}[ ]?\))?
    (?:
        (?:[ ]?[-–][ ]?|[ ]{0,2}|,?[ ](?:hoofdstuk|hfst\.)[ ]) (?P<roman>[IVX]{1,5}[AB]?) (?![A-Za-zÀ-ÿ.])
      | ,[ ]? (?P<roman_after_comma>[IVX]{1,5}) (?=,?[ ]?[Nn]rs?\b)
      | [ -] (?P<letter>[A-M]) (?=,?[ ]?[Nn]rs?\b|-\d)
    )?
    (?:-(?P<part>\d{1,3})(?=,?[ ]?[Nn]rs?\b|-\d{1,4}(?!\d)))?
    """,
    re.VERBOSE,
)
"""A dossier: `36 200`, `31.700`, `27 484 (R 1669)`, with budget chapter (`36 200-XV`) or part (`21 501-32`)."""

_LETTERS = r"[A-Z]{1,3}(?![\w]|\.\w)"
_NR = r"(?:[Nn]rs?|[Nn]ummers?|[Nn]os?|[Ll]etters?)\b\.?:?[ ]?"
_MONTH = r"(?:jan|feb|maart|apr|mei|jun|jul|aug|sep|okt|nov|dec)"
_LISTED = rf"(?!\d\d[ ]\d{{3}}(?!\d))\d{{1,4}}(?!\d|[.,/–-]\d|[ ]{_MONTH})"
"""A number in a list: no dossier, no date, no amount."""

_FIRST_NUMBER = re.compile(
    rf"""
      [ ,.-]{{0,3}}(?:{_SESSION},[ ])?(?:en[ ]|bijlage[ ](?:bij|van)[ ])?(?P<nr>{_NR})(?P<a>\d{{1,4}}(?!\d)|{_LETTERS})
    | [ ]?[-–][ ]?(?P<b>\d{{1,4}}(?!\d|-\d))
    | /(?!\d\d[ .]?\d{{3}}(?!\d))(?P<f>\d{{1,4}}(?![\dZD]))
    | ,[ ](?P<c>{_LISTED}|{_LETTERS})
    | [ ](?P<d>\d{{1,4}})(?!\d)
    | (?P<e>\d{{1,4}})(?!\d)
    """,
    re.VERBOSE,
)
"""A document's number within its dossier: `nr. 25`, `-25`, `, 25` or `, D`, ` 25` (behind a chapter), `25` (glued)."""

_Form: TypeAlias = Literal["numbered", "chapter", "dossier", "glued", "dashed", "slashed", "listed"]
"""How a body is written: `36 200, nr. 25`, `36 200 IV`, `36 200`, `3620025`, `36200-25`, `36200/25`, `36 200, 25`."""

_FORM_OF_GROUP: dict[str, _Form] = {"b": "dashed", "c": "listed", "e": "glued", "f": "slashed"}

_NEXT_NUMBER = re.compile(
    rf"""
    (?:[ ]\([^()\n]{{1,20}}\)(?=[ ]en[ ]\d))?
    (?: (?P<joint>,?[ ]?(?:en|&|alsmede)[ ]|[ ]?[,/][ ]?)
      | (?P<range>[ ]?(?:t/m|tot[ ]en[ ]met|[-–])[ ]?) )
    (?P<nr>{_NR})?(?P<number>{_LISTED}|{_LETTERS})
    """,
    re.VERBOSE,
)
_NEXT_DOSSIER = re.compile(r"(?P<joint>,?[ ]?(?:en|&|alsmede)[ ]|;[ ]?|,[ ]|[ ]?/[ ]?)(?=[1-3]\d[ .]?\d{3}(?!\d))")
_NEXT_PARLIAMENT_NUMBER = re.compile(rf"(?:[ ]?/)?[ ]?(?P<number>{_PARLIAMENT_NUMBER})")
_ANNEX = re.compile(r",[ ](?:(?P<annex>blg-\d{5,7})|[Bb]ijlage[ ]\d{5,7})\b")
_TRAILING_SESSION = re.compile(rf",?[ ][Vv]ergaderjaar[ ]?{_SESSION}")

_ITEM = re.compile(
    rf"[ ,]{{0,2}}(?:\d{{4}},[ ])?(?:nr\b\.?[ ]?)?(?P<meeting>\d{{1,3}})(?!\d|[ ]{_MONTH})"
    r"(?:,?[ ]items?[ ](?P<items>\d{1,3}(?:(?:,[ ]|[ ]en[ ])\d{1,3}(?![-\d]))*)"
    r"|-(?P<item>\d{1,2})(?:-\d{1,4})?(?![-\d]))?"
)
_DAY_OF_MEETING = re.compile(rf",?[ ]\d{{1,2}}[ ]{_MONTH}[a-z]{{0,6}}[ ](?:19|20)\d\d(?!\d)")
_QUESTION = re.compile(
    rf"[ ,]{{0,2}}(?:{_NR})?(?P<first>\d{{1,4}})(?![\d.]\d|\d)(?P<rest>(?:(?:,|[ ]en)[ ](?:{_NR})\d{{1,4}})*)"
)
_MORE_QUESTIONS = re.compile(r"(?:(?:,|[ ]en)[ ]\d{1,4}(?![\d.]\d|\d)){0,20}")
_NUMBERED = re.compile(
    rf"[ ,]{{0,2}}(?:(?:[Dd]ocument)?{_NR}|vraagnummer[ ]|met[ ]kenmerk[ ])?(?P<number>{_PARLIAMENT_NUMBER})"
)
_OFFICIAL_BODY = re.compile(rf"[ ,]{{0,2}}(?P<id>{_OFFICIAL})\b")

_TO_DOSSIER = re.compile(r"[ ,:./]{0,3}(?:(?:nummer|nr\.?|dossier(?:nummer|nr\.?)?) (?=\d\d[ .]?\d{3}(?!\d)))?")
"""What stands between a head and its dossier."""

_LEADS_TO_DOSSIER = re.compile(
    r"(?:\b(?:motie|amendement|[Ww]etsvoorstel(?:len)?|voorstel van wet|initiatiefwetsvoorstel|initiatiefnota"
    r"|[Dd]ossier|dossiernummer|[Uu]w (?:kenmerk|referentie|brief|nummer))"
    r"(?: met)?(?: nummer| nr\.| kenmerk| \(kenmerk\))?[ :(]{1,3})$"
)
"""Words before a bare dossier that make it a reference: `wetsvoorstel 33 900`, `Uw kenmerk 29 247`."""

_LEADS_TO_NUMBER = re.compile(
    r"(?:(?<!ns )\b[Kk]enmerk[ :]{1,2}|\b[Mm]oties?\b[^.()\n]{0,60}\(|\b(?:zie|en|nummer|(?:[Kk]amer)?brief)\b[ ])$"
)
"""Words before `24170-278` that make it a dossier with a number and not a serial number."""

_LEADS_TO_GLUED = re.compile(r"\b[Mm]oties?\b[^.()\n]{0,60}\($")
"""The same for `34682154` and `34682/154`."""

_BILL_BEFORE = re.compile(
    r"\b(?:[Ww]etsvoorstel(?:len)?|[Vv]oorstel van (?:rijks)?wet|(?:[Tt]weede|[Ee]erste) Kamer|TK|EK"
    r"|[Ww]ijziging van (?:de|het|enkele)|[Ii]nitiatief(?:wet|nota)\w*)\b[^.()\n]*\($"
)
"""What names a bill before its dossier in brackets: `het wetsvoorstel kinderbijslag BES (34275)`."""

_OTHER_SERIES = re.compile(
    r"(?:Stb|Stbl|Stcrt|Trb|Staatsblad|Staatscourant|Tractatenblad|Pb|PbEU|PbEG|PB)\.?[ ,L]{0,3}"
    r"(?:(?:19|20)\d\d,? ?(?:nr\.? ?)?)?$"
)
_HEADING_OF_PAPER = re.compile(
    r"[ ]{1,2}[A-Z][^\n\d]{3,150}?\s{1,2}[Nn][Rr]\b\.?\s{1,3}"
    r"(?:[A-Z]{4}|Verslag|Lijst|Brief|Inbreng|Nota|Motie|Amendement)"
)
"""What follows the dossier in the heading of a paper that has no number yet: `25 295 Zorg Nr. VERSLAG`."""

_LETTERHEAD = re.compile(r"\b[Uu]w (?:kenmerk|referentie|brief)\b[^.]{0,120}$")
"""A letterhead whose columns are interleaved: `Uw kenmerk`, other entries, then the dossier at a line's end."""

_BROKEN = re.compile(
    # the line break first, as it is rare; so what stands before it ends in it here
    r"\n(?:(?<=\b[Nn]r\.\n)|(?<=\bnrs\.\n)|(?<=[Kk]enmerk\n)|(?<=[Rr]eferentie\n)|(?<=[Kk]amerstuk\n)"
    r"|(?<=[Kk]amerstukken\n)|(?<=\d,\n)|(?<=II,\n)|(?<=\d en\n)|(?<=Kamer,\n)|(?<=Handelingen,\n))"
    r"(?=[\dA-Z]|nrs?\.|vergaderjaar|item)"
    r"|\n(?<=\d\n)(?=nrs?\.? ?\d)"
)
"""A line break inside a reference, left where the lines of a letter were too short to tell that they were wrapped."""

_URL = re.compile(r"(?:https?://|www\.)\S+")
_PROMISED = re.compile(r"toegezegd|toezegging", re.IGNORECASE)
_NEARBY = 200
"""How many characters around a number may hold the word that tells what it numbers."""

_MOST = 60
"""How many documents, and dossiers, one reference may chain: the bound that keeps hostile text linear."""


def plain_signs(text: str) -> str:
    """Hyphens and narrow blanks of printed text → the plain ones that the patterns know; offsets stay."""
    for sign, plain in _PLAIN.items():
        text = text.replace(sign, plain)
    return text


@dataclass
class _Item:
    """One dossier of a reference and the numbers of its documents."""

    dossier: str
    chapter: str
    numbers: list[str] = field(default_factory=list)

    def ids(self, chapter: str) -> list[str]:
        base = "-".join(filter(None, [f"kst-{self.dossier}", self.chapter or chapter]))
        return [f"{base}-{number}" for number in self.numbers] or [base]


@dataclass
class _Body:
    """What stands behind a head: where it ends and which documents it names."""

    end: int
    ids: list[str]
    form: _Form = "numbered"


def find_references(text: str) -> list[Mention]:
    """The references to parliamentary documents in the normalised `text`, in order, not overlapping."""
    text = _BROKEN.sub(" ", plain_signs(text))
    urls = [m.span() for m in _URL.finditer(text)]
    url_starts = [start for start, _ in urls]
    mentions: list[Mention] = []
    known: set[str] = set()
    pos = 0
    while m := _START.search(text, pos):
        found = _read(text, m, known)
        if found is None:
            pos = _behind_first_word(text, m)
            continue
        start, end, ids = found
        pos = end
        around = bisect_right(url_starts, start) - 1
        if around < 0 or urls[around][1] <= start or _PUBLISHED_ID.fullmatch(text[start:end]):
            mentions.append(Mention(start, end, "REF", reference(ids)))
            known.update(i[4:9] for i in ids if i.startswith("kst-"))
    return mentions


def reference(ids: list[str]) -> RefValue:
    """The value of a reference to `ids`; only a document with a stable public address gets one."""
    ids = list(dict.fromkeys(i.replace(" ", "") for i in ids))
    return RefValue(ids=ids, urls=[PUBLISHED.format(i) for i in ids if _PUBLISHED_ID.fullmatch(i)])


_PUBLISHED_ID = re.compile(
    r"kst-\d{4,5}(?:-\(R\d{3,4}\))?(?:-[IVX]{1,5}[AB]?|-[A-M](?=-)|-\d{1,3}(?=-))?-(?:\d{1,4}|(?![IVX]+$)[A-Z]{1,3})"
    r"|ah-[te]k-\d{8}-\d{1,4}|h-[te]k-\d{8}-\d{1,3}-\d{1,3}"
)


def _behind_first_word(text: str, m: re.Match[str]) -> int:
    """Where to search on after the start `m` led nowhere: a head may hold another head that does."""
    word = re.compile(r"(?:T ?weede|Eerste) Kamer|\w+").match(text, m.start())
    return word.end() if word else m.end()


def _read(text: str, m: re.Match[str], known: set[str]) -> tuple[int, int, list[str]] | None:
    """Start, end and identifiers of the reference that begins at `m`, or None where it is none.

    `known` holds the dossiers that the text refers to before it.
    """
    start, end = m.span()
    kind = m.lastgroup
    if kind == "head":
        return _headed(text, start, end)
    if kind == "bare":
        return _bare(text, start, known)
    if kind == "number":
        return start, *_slashed(text, end, ["".join(m["number"].split())])
    if kind == "senate":
        return start, end, [m["senate"].lower()]
    if kind in ("official", "senate_promise"):
        return start, end, [m[kind]]
    if kind == "promise":
        return start, end, [_promise(re.sub(r"\D", "", m["promise"]))]
    if kind == "bare_promise":
        near = text[max(0, start - _NEARBY) : end + _NEARBY]
        return (start, end, [_promise(m["bare_promise"])]) if _PROMISED.search(near) else None
    if kind == "minutes":
        return start, end, _minutes(text, m)
    session = _session(m["questions"])
    number = re.search(r"\d+$", m["questions"])
    assert session
    assert number
    return (start, end, [f"ah-tk-{session}-{number[0]}"]) if _about_questions(text, start) else None


def _promise(number: str) -> str:
    """`202306026` → `TZ202306-026`: a number of the Tweede Kamer's register of commitments."""
    return f"TZ{number[:6]}-{number[-3:]}"


_DAY_BEHIND = re.compile(rf",? (?:van )?\d{{1,2}} (?P<month>{_MONTH})[a-z]{{0,6}} (?P<year>(?:19|20)\d\d)(?!\d)")


def _minutes(text: str, m: re.Match[str]) -> list[str]:
    """`Plenair verslag Tweede Kamer, 16e vergadering`: the session is that of the day which stands behind it."""
    day = _DAY_BEHIND.match(text, m.end())
    number = re.search(r"\d+", m[0])
    if not day or not number:
        return []
    # a session begins on Prinsjesdag
    first = int(day["year"]) - (day["month"] not in ("sep", "okt", "nov", "dec"))
    return [f"h-{'ek' if 'Eerste' in m[0] else 'tk'}-{first}{first + 1}-{number[0]}"]


def _about_questions(text: str, start: int) -> bool:
    return "ragen" in text[max(0, start - _NEARBY) : start]


def _session(head: str) -> str | None:
    """`2019/20`, `2019-2020` → `20192020`."""
    m = re.search(_SESSION, head)
    if not m:
        return None
    first, last = m[0][:4], re.sub(r"\D", "", m[0][4:])
    last = first[: 4 - len(last)] + last
    return min(first, last) + max(first, last)


def _headed(text: str, start: int, end: int) -> tuple[int, int, list[str]] | None:
    """The reference whose head is `text[start:end]`."""
    head = text[start:end]
    has = {name for name, words in _HEAD_WORDS.items() if re.search(words, head + " ")}
    if re.match(_CHAMBER, head) and re.search(r"\b(?:[Dd]e|[Uu]w|[Oo]nze|[Dd]er)\s\Z", text[max(0, start - 6) : start]):
        return None
    session = _session(head)
    numeral = re.search(r"(?<!\w)([IVXl1]{1,5})(?!\w)", head)
    chamber = "ek" if "Eerste" in head or re.search(r"\bEK\b", head) or (numeral and numeral[1] == "I") else "tk"
    chapter = numeral[1] if numeral and numeral[1] not in ("I", "II") and not re.search("[l1]", numeral[1]) else ""
    body: _Body | None
    if official := _OFFICIAL_BODY.match(text, end):
        body = _Body(official.end(), [official["id"]])
    elif numbered := _NUMBERED.match(text, end):
        body = _Body(*_slashed(text, numbered.end(), [numbered["number"]]))
    elif "ah" in has:
        body = _questions_body(text, end, f"ah-{chamber}-{session}" if session else None)
    elif "h" in has:
        body = _meeting_body(text, end, f"h-{chamber}-{session}" if session else None)
    else:
        body = _kst_body(text, _skip(text, end), chapter)
        loose = ("dossier", "glued") if has else ("dossier", "glued", "dashed", "listed")
        in_brackets = body and text[start - 1 : start] + text[body.end : body.end + 1] == "()"
        if body and body.form in loose and not ("kst" in has or (has and in_brackets)):
            body = None
        if body is None and {"kst"} <= has and session:
            body = _undossiered(text, start, end, f"ah-{chamber}-{session}")
    return (start, body.end, body.ids) if body else None


def _skip(text: str, pos: int) -> int:
    m = _TO_DOSSIER.match(text, pos)
    return m.end() if m else pos


def _bare(text: str, start: int, known: set[str]) -> tuple[int, int, list[str]] | None:
    """A dossier at `start` with no head before it, where its form or its surroundings make it a reference."""
    before = text[max(0, start - 80) : start]
    if _OTHER_SERIES.search(before):
        return None
    body = _kst_body(text, start, "")
    if body is None:
        return None
    if body.form in ("numbered", "chapter"):
        in_place = True
    elif body.form == "listed":
        in_place = before.endswith("(")
    elif body.form == "dossier":
        in_place = bool(_LEADS_TO_DOSSIER.search(before)) or _stands_apart(text, start, body.end)
    elif body.form in ("glued", "slashed"):
        in_place = bool(_LEADS_TO_GLUED.search(before))
    else:
        in_place = bool(_LEADS_TO_DOSSIER.search(before) or _LEADS_TO_NUMBER.search(before))
        if not in_place:
            in_place = body.ids[0][4:9] in known or (text[start] in "23" and before.endswith("("))
    return (start, body.end, body.ids) if in_place else None


def _stands_apart(text: str, start: int, end: int) -> bool:
    """A dossier in the heading of a paper, alone in brackets behind a bill's title, or alone under `Uw kenmerk`."""
    if _HEADING_OF_PAPER.match(text, end):
        return True
    if text[start] not in "23":
        return False
    if text[start - 1 : start] == "(":
        is_bill = text[start + 2] == " " or _BILL_BEFORE.search(text, max(0, start - _NEARBY), start)
        return text[end : end + 1] == ")" and bool(is_bill)
    if text[start + 2] != " ":
        return False
    return text[end : end + 1] in ("", "\n") and bool(_LETTERHEAD.search(text[max(0, start - 150) : start]))


def _slashed(text: str, end: int, ids: list[str]) -> tuple[int, list[str]]:
    """Adds the parliament numbers that hang on by a slash or a blank: `2015Z00908/2015D01874`."""
    ids = list(ids)
    while m := _NEXT_PARLIAMENT_NUMBER.match(text, end):
        ids.append(m["number"])
        end = m.end()
    return end, ids


def _questions_body(text: str, pos: int, base: str | None) -> _Body | None:
    m = _QUESTION.match(text, pos)
    if not m:
        return None
    more = _MORE_QUESTIONS.match(text, m.end()) if "nrs" in m[0] else None
    numbers = [m["first"], *re.findall(r"\d+", m["rest"] + (more[0] if more else ""))]
    return _Body(more.end() if more else m.end(), [f"{base}-{n}" for n in numbers] if base else [])


def _meeting_body(text: str, pos: int, base: str | None) -> _Body | None:
    dossier = _DOSSIER.match(text, _skip(text, pos))
    if dossier and not dossier["dossier"]:
        dossier = None
    m = _ITEM.match(text, dossier.end() if dossier else pos)
    if dossier and not (m and m["items"]):
        day = _DAY_OF_MEETING.match(text, dossier.end())
        return _Body(day.end() if day else dossier.end(), [])
    if not m:
        day = _DAY_OF_MEETING.match(text, pos)
        return _Body(day.end(), []) if day else None
    meeting = f"{base}-{m['meeting']}"
    items = re.findall(r"\d+", m["items"] or m["item"] or "")
    return _Body(m.end(), ([f"{meeting}-{item}" for item in items] or [meeting]) if base else [])


def _undossiered(text: str, start: int, pos: int, base: str) -> _Body | None:
    """`Kamerstukken II 2022/23, 1179`: a number without dossier, an Aanhangsel number where it can be no other."""
    m = _QUESTION.match(text, pos)
    if not m:
        return None
    is_question = len(m["first"]) == 4 or _about_questions(text, start)
    return _Body(m.end("first"), [f"{base}-{m['first']}"] if is_question else [])


def _kst_body(text: str, pos: int, chapter: str) -> _Body | None:
    """Reads `36 200 IV, nr. 25`, `29 668 en 26 956, nr. 69`, `33845-9/2015D20880` at `pos`."""
    first = _item(text, pos)
    if first is None:
        return None
    item, end, form = first
    items = [item]
    while len(items) < _MOST and (joint := _NEXT_DOSSIER.match(text, end)) and (following := _item(text, joint.end())):
        another, another_end, _ = following
        shared = not items[-1].numbers and not items[-1].chapter and "en" in joint["joint"]
        if not another.numbers and not shared:
            break
        items.append(another)
        end = another_end
    numbered_at = 0
    for k, each in enumerate(items):
        if each.numbers:
            for earlier in items[numbered_at:k]:
                earlier.numbers = each.numbers
            numbered_at = k + 1
    if items[0].numbers and form == "dossier":
        form = "numbered"
    ids = [i for each in items for i in each.ids(chapter)]
    if annex := _ANNEX.match(text, end):
        ids += filter(None, [annex["annex"]])
        end = annex.end()
    slashed_end, parliament_ids = _slashed(text, end, [])
    if parliament_ids:
        return _Body(slashed_end, ids + parliament_ids)
    if trailing := _TRAILING_SESSION.match(text, end):
        end = trailing.end()
    return _Body(end, ids, form)


def _item(text: str, pos: int) -> tuple[_Item, int, _Form] | None:
    """One dossier with its numbers at `pos`, its end, and how it was written."""
    m = _DOSSIER.match(text, pos)
    if not m:
        return None
    rijkswet = re.sub(r"[ -]", "", m["rijkswet"] or "")
    parts = [re.sub(r"\D", "", m["dossier"] or m["glued"] or m["short"]), rijkswet, m["part"]]
    chapter = m["roman"] or m["roman_after_comma"] or m["letter"] or ""
    item = _Item("-".join(filter(None, parts)), chapter)
    number = _FIRST_NUMBER.match(text, m.end())
    if number and ((number["d"] and not chapter) or (number["e"] and not m["glued"])):
        number = None
    if number is None:
        return None if m["glued"] else (item, m.end(), "chapter" if chapter else "dossier")
    item.numbers.append(number[number.lastgroup or 0])
    end = number.end()
    plural = bool(number["nr"]) and number["nr"].rstrip(" .:").endswith("s")
    while len(item.numbers) < _MOST and (following := _NEXT_NUMBER.match(text, end)):
        if not _continues(following, item.numbers[-1], plural, bool(number["nr"] or number["c"])):
            break
        last = item.numbers[-1]
        if following["range"]:
            item.numbers += [str(n) for n in range(int(last) + 1, int(following["number"]))]
        item.numbers.append(following["number"])
        end = following.end()
    form: _Form = "numbered" if chapter or number["nr"] else _FORM_OF_GROUP[number.lastgroup or ""]
    return item, end, form


def _continues(m: re.Match[str], last: str, plural: bool, spelled: bool) -> bool:
    """Whether the number `m` goes on with the list that `last` stands in."""
    if last.isdigit() != m["number"].isdigit():
        return False
    if m["range"]:
        # a dash behind one `nr.` may join the number of a supplement, a word may not
        return (plural or "t" in m["range"]) and last.isdigit() and 0 < int(m["number"]) - int(last) <= _MOST
    return bool(m["nr"]) or plural or (spelled and not set(",/") & set(m["joint"]))


class References:
    """Adds the REF entities of `find_references`."""

    def __call__(self, doc: Doc) -> Doc:
        add_mentions(doc, find_references(text_of(doc)))
        return doc


@Language.factory("nlp_pipeline_references", assigns=["doc.ents"])
def make_references(nlp: Language, name: str) -> References:
    """The component `nlp_pipeline_references`."""
    return References()
