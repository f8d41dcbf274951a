"""DATE: expressions that fix a calendar interval, with their EDTF value, given the date of the letter.

Three steps: `_ATOM` finds the smallest expressions (`17 en 18 oktober`, `eerste kwartaal`, `2024`, `vorig jaar`); neighbours are
put together (`eerste kwartaal` + `van` + `2024`, `2013` + `tot` + `1 mei 2015`); what lacks its year gets it from the letter's date,
from words such as `jl.` and from the tense of the sentence. Rules and their reading: DATE in the annotation guidelines.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from spacy.language import Language
from spacy.tokens import Doc

from nlp_pipeline.calendar_nl import interval, month_of, prinsjesdag, recess, week_of, year_up_to
from nlp_pipeline.mentions import Mention, add_mentions
from nlp_pipeline.values import DateMod, DateValue

# --- words -----------------------------------------------------------------------------------------------------------

_MONTHS = dict(
    zip(
        [
            "januari",
            "februari",
            "maart",
            "april",
            "mei",
            "juni",
            "juli",
            "augustus",
            "september",
            "oktober",
            "november",
            "december",
        ],
        range(1, 13),
        strict=True,
    )
)
# Short and English forms are dates only beside a day or a year.
_SHORT_MONTHS = {
    **{"jan": 1, "feb": 2, "febr": 2, "mrt": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9},
    **{"okt": 10, "oct": 10, "nov": 11, "dec": 12},
    **{"january": 1, "february": 2, "march": 3, "may": 5, "june": 6, "july": 7, "august": 8, "october": 10},
}
_SEASONS = {"voorjaar": 21, "lente": 21, "zomer": 22, "najaar": 23, "herfst": 23, "winter": 24}
_ORDINALS = {"eerste": 1, "tweede": 2, "derde": 3, "vierde": 4}
_NUMBERS = {"twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7, "acht": 8, "negen": 9, "tien": 10}
_DECADES = {
    "twintig": 2,
    "dertig": 3,
    "veertig": 4,
    "vijftig": 5,
    "zestig": 6,
    "zeventig": 7,
    "tachtig": 8,
    "negentig": 9,
}
_PARTS: dict[str, DateMod] = {
    **dict.fromkeys(["begin", "aanvang", "primo"], "START"),
    **dict.fromkeys(["medio", "midden", "halverwege", "half"], "MID"),
    **dict.fromkeys(["eind", "einde", "ultimo"], "END"),
}
# Which way a pointing word looks: back (-1), here (0), ahead (+1).
_POINTERS = {
    **dict.fromkeys(["dit", "deze", "huidige", "huidig", "lopende", "lopend"], 0),
    **dict.fromkeys(["vorig", "vorige", "afgelopen", "voorbije"], -1),
    **dict.fromkeys(["volgend", "volgende", "komend", "komende", "aankomend", "aankomende", "aanstaande"], 1),
}
_DAY_WORDS = {"eergisteren": -2, "gisteren": -1, "vandaag": 0, "morgen": 1, "overmorgen": 2}


def _any(words: Iterable[str]) -> str:
    """Alternatives, longest first, so that none hides a longer one."""
    return "|".join(sorted(words, key=lambda w: (-len(w), w)))


# --- atoms -----------------------------------------------------------------------------------------------------------

_S = r"[ \xa0]{0,3}"  # blanks inside an expression; a newline is a block border
_B = r"[ \xa0]{1,3}"
_DAY = r"(?:0?[1-9]|[12][0-9]|3[01])(?:ste|de|e)?(?![0-9])"
_GLUED = r"(?=[0-9]{0,2}(?![0-9]))"  # the digits of a footnote marker may stick to a year
_YEAR = rf"(?:1[5-9]|2[01])[0-9]{{2}}{_GLUED}|[’'‘][0-9]{{2}}(?![0-9])"
_WEEKDAY = r"(?:maan|dins|woens|donder|vrij|zater|zon)dag(?:ochtend|middag|avond)?"
_DASH = r"[-–—]"
_UNTIL = rf"(?:t/m|tot{_B}en{_B}met|tot|{_DASH})"
_MONTH = rf"(?:(?:{_any(_MONTHS)}){_S}|(?:{_any(_SHORT_MONTHS)})(?:\.|\b){_S})"
_ORDINAL = rf"(?:{_any(_ORDINALS)}|laatste|[1-4](?:ste|de|e))"
_PERIOD = r"(?:kwartaal|half[ \xa0]?jaar|helft)"
_UNIT = rf"(?:(?:kalender|begrotings)?jaar|(?:school|studie|college)jaar|maand|week|kwartaal|{_any([*_SEASONS, *_MONTHS])}|zomerreces|kerstreces)"

_ATOM = re.compile(
    rf"""(?<![\w€])
    (?:(?P<part>{_any(_PARTS)}){_B}(?:van{_B})?(?:(?:de|het){_B})?(?:(?:maand|[a-z]{{0,12}}jaar){_B})?)?
    (?:
      (?P<week>{_ORDINAL}{_B}(?:week|weken|weekend|helft){_B}van{_B}(?:de{_B}maand{_B})?(?=(?:{_any(_MONTHS)})\b))?
      (?:{_WEEKDAY},?{_B}(?:de{_B})?)?
      (?:(?P<day>{_DAY})
        (?:(?:,{_S}{_DAY}){{0,9}}{_S}(?:en|of|&|/|{_UNTIL}){_S}(?:{_WEEKDAY}{_B})?(?P<last_day>{_DAY}))?{_S}
        (?P<day_month>{_MONTH})
      | (?P<month>(?:{_any(_MONTHS)})(?![a-z_])(?!-(?!(?:{_any(_MONTHS)})\b)[a-z])|{_MONTH}(?={_YEAR}))
      )
      (?:,?{_S}(?P<year>{_YEAR}))?
    | (?P<iso>(?:19|20)[0-9]{{2}}-[01][0-9]-[0-3][0-9])(?![-\w])
    | (?P<numeric>[0-3]?[0-9](?P<sep>[-/.]){_S}[01]?[0-9](?P=sep){_S}(?:(?:19|20)[0-9]{{2}}|(?<!\.)[0-9]{{2}}))(?![-/\w]|\.[0-9])
    | (?P<numeric_month>(?:0?[1-9]|1[0-2])-(?:19|20)[0-9]{{2}})(?![-/\w]|\.[0-9])
    | (?P<ordinal>{_ORDINAL})(?:{_S}(?:en|of|/|{_UNTIL}){_S}(?P<last_ordinal>{_ORDINAL}))?{_B}(?P<period>{_PERIOD})\b
    | eerste{_B}(?P<months>{_any(_NUMBERS)}){_B}maanden\b
    | (?P<short>[QH][1-4])(?:{_S}(?:en|of|/|{_UNTIL}){_S}(?P<last_short>[QH][1-4]))?(?!\w)
    | (?P<pointer>{_any(_POINTERS)}){_B}(?P<unit>{_UNIT})(?![-\w])
    | (?P<the_year>het{_B}(?:kalender)?jaar)\b
    | (?P<season>{_any(_SEASONS)})(?![-\w])
    | (?P<feast>zomerreces|kerstreces|prinsjesdag)\b
    | (?P<day_word>{_any(_DAY_WORDS)})\b
    | jaren{_B}(?P<decade>{_any(_DECADES)}|[’'‘][1-9]0(?![0-9]))\b(?:{_B}van{_B}de{_B}(?P<century>vorige|20e|20ste|twintigste){_B}eeuw)?
    | (?P<bare_year>(?:1[5-9]|2[01])[0-9]{{2}})(?:{_S}[-–—/]{_S}(?P<to_year>(?:1[5-9]|2[01])[0-9]{{2}})|[-–/](?P<short_year>[0-9]{{2}})(?![-/\w]))?{_GLUED}
    )
    (?:{_S}(?P<tail>(?:jl|j\.l|l\.l|a\.s|aanst)\b\.?|as\.|jongstleden|aanstaande))?
    """,
    re.IGNORECASE | re.VERBOSE,
)

# --- what looks like a year and is none ------------------------------------------------------------------------------

_LAW = "wet wetboek besluit regeling verordening reglement voorschrift".split()
_TIME_WORDS = frozenset(
    "in van per over uit sinds vanaf tot naar eind begin medio tussen jaar jaren periode zomer najaar voorjaar anno "
    "en rond na voor kalenderjaar begrotingsjaar".split()
)
_VERBS = frozenset("is zijn was waren wordt worden werd zal zullen heeft hebben gaat kan geldt loopt".split())
# What stands before a number that is no year: amounts, numbers of documents and provisions, names.
_NUMBERED = re.compile(
    r"""(?:[€$£]\s?
    | \b(?:EUR|USD|nrs?\.?|no\.|nummers?|artikel(?:en)?|art\.|p\ ?ostbus|blz\.?|pagina|p\.|telefoon|tel\.?|natura|NEN|ISO
        | resolutie|stb\.?|stcrt\.?|trb\.?|staatsblad|staatscourant|tractatenblad|pb(?:EU|EG)?|\(E[UG]\)(?:\ nr\.?)?)[\s,]{1,2}
    | \b(?:COM|SWD|SEC|JOIN|C)\ ?\(
    | \bnrs?\.?\s[0-9,\ ]{1,40}(?:en|,|t/m)\s
    )$""",
    re.IGNORECASE | re.VERBOSE,
)
_SESSION = re.compile(
    r"\b(?:kamerstuk(?:ken)?|handelingen|aanhangsel|TK|EK|vergaderjaar)[\s,]{0,2}(?:I{1,2}[\s,]{0,2})?$", re.IGNORECASE
)
_LAW_NAME = re.compile(
    rf"""(?:(?<!slot)(?<!begrotings)(?:{_any(_LAW)})\s(?:\([^()\n]{{1,20}}\)\s)?
    | \b(?:Wmo|Vw|Vb|Vc|VV|Wsf|WSF|RPE|IB|LB|Wiv|vreemdelingencirculaire)\s
    | (?P<same>[12][0-9]{{3}})\s\((?:hierna:\s)?\w{{1,10}}\s
    )$""",
    re.IGNORECASE | re.VERBOSE,
)
_LAW_TITLE = re.compile(
    rf"\b(?:{_any(w.title() for w in _LAW)}|[A-Z][a-z]{{1,30}}(?:{_any(_LAW)}))(?P<title>(?:\s[\w()-]{{1,40}}){{1,10}})\s$"
)
_COUNTED = re.compile(
    r"""\s?(?:%|°|euro\b|dollar|mln|mld|miljoen|miljard|procent|fte|personen|mensen|inwoners|m[23]\b|km\b|kg\b|kilo|ha\b|hectare|meter
    |leerlingen|studenten|kinderen|jongeren|woningen|huishoudens|gezinnen|plaatsen|banen|bedrijven|medewerkers|militairen
    |vluchtelingen|asielzoekers|vreemdelingen|migranten|zaken|gevallen|aanvragen|meldingen|scholen|uur\b|uren|dagen|maal\b|keer\b|stuks
    |[A-Z]{2}\s{1,2}(?:[A-Z][a-z]|'[sS]))""",
    re.VERBOSE,
)
# Stuck to what stands before it, other than to a word in small letters (`augustus-2015`).
_STUCK = re.compile(r"(?:[^\s(\[‘’'“\"a-zé][-–/]|(?<=[A-Z])[a-z]{1,2}[-–/]|\w[.:_]|[0-9],)$")
_GOES_ON = re.compile(r"\.[0-9]{3}|[,:][0-9]|-[0-9]{5}|[-–][a-z]|/[0-9]|[-–./]?[A-Z]+[0-9]")


def _word_before(text: str, start: int) -> str:
    return next(iter(text[max(0, start - 30) : start].lower().split()[-1:]), "")


def _is_year(text: str, start: int, end: int, *, is_range: bool) -> bool:
    """Whether the number (or pair of numbers) at `[start, end)` names a year, by what stands around it."""
    left, right = text[max(0, start - 90) : start], text[end : end + 30]
    certain = _word_before(text, start) in _TIME_WORDS
    if not certain and (not "1900" <= text[start : start + 4] < "2100" or right[:1].isdigit() or _COUNTED.match(right)):
        return False
    if _GOES_ON.match(right) or _NUMBERED.search(left) or (is_range and _SESSION.search(left)):
        return False
    if _STUCK.search(left):
        return False
    law = _LAW_NAME.search(left)
    if law:
        return is_range or (law["same"] is not None and law["same"] != text[start:end])
    title = _LAW_TITLE.search(left)
    return not title or is_range or certain or bool(_VERBS & set(title["title"].split()))


def _in_address(text: str, start: int) -> bool:
    """Whether the position lies inside a web or mail address."""
    run = text[max(0, start - 300) : start].replace("\n", " ").rpartition(" ")[2].lower()
    return "://" in run or "www." in run or "@" in run


# --- atoms found -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Point:
    """One end of an expression: `code` is the EDTF text behind the year, or a feast's name; `fixed` a whole value."""

    code: str = ""
    year: int | None = None
    mod: DateMod | None = None
    fixed: str | None = None


@dataclass(frozen=True)
class _Found:
    """An expression: `kind` is its unit; `points` are its first and last unit, or its only one.

    `lean`: it looks back (-1) or ahead (+1) from the letter's date. `pointed`: the letter's date alone fixes it.
    `loose`: alone it is no date (`tweede helft`), only beside a year.
    """

    start: int
    end: int
    kind: str
    points: tuple[_Point, ...]
    lean: int | None = None
    pointed: bool = False
    loose: bool = False

    @property
    def dated(self) -> bool:
        """Whether its year stands there, or a word that points to it."""
        return self.pointed or self.lean is not None or any(p.year or p.fixed for p in self.points)


def _year(written: str) -> int:
    digits = written.lstrip("’'‘")
    return int(digits) if len(digits) == 4 else 2000 + int(digits) - (100 if digits > "50" else 0)


def _ordinal(written: str, last: int) -> int:
    return _ORDINALS.get(written.lower()) or (last if written.lower() == "laatste" else int(written[0]))


def _of_month(m: re.Match[str]) -> _Found:
    name = (m["day_month"] or m["month"]).strip(" \xa0.").lower()
    month = _MONTHS.get(name) or _SHORT_MONTHS[name]
    days = [re.sub(r"\D", "", day) for day in (m["day"], m["last_day"]) if day]
    codes = ["week"] if m["week"] else [f"-{month:02}-{int(day):02}" for day in days] or [f"-{month:02}"]
    year = _year(m["year"]) if m["year"] else None
    return _Found(0, 0, "day" if days else "month", tuple(_Point(code, year) for code in codes))


def _numeric(m: re.Match[str]) -> _Found:
    day, month, year = re.findall(r"[0-9]+", m["numeric"])
    return _Found(0, 0, "day", (_Point(f"-{int(month):02}-{int(day):02}", _year(year)),))


def _iso(m: re.Match[str]) -> _Found:
    return _Found(0, 0, "day", (_Point(m["iso"][4:], int(m["iso"][:4])),))


def _numeric_month(m: re.Match[str]) -> _Found:
    month, year = m["numeric_month"].split("-")
    return _Found(0, 0, "month", (_Point(f"-{int(month):02}", int(year)),))


def _of_quarters(m: re.Match[str]) -> _Found:
    half = not m["period"].lower().startswith("kwartaal")
    last = 2 if half else 4
    numbers = [_ordinal(o, last) for o in (m["ordinal"], m["last_ordinal"]) if o]
    codes = [f"-{n + (39 if half else 32)}" for n in numbers if n <= last]
    # `het eerste kwartaal van de looptijd` is none of the calendar's, unless a year follows.
    loose = m["period"].lower() == "helft" or m.string.startswith(" van ", m.end())
    return _Found(0, 0, "half" if half else "quarter", tuple(map(_Point, codes)), loose=loose)


def _of_short(m: re.Match[str]) -> _Found:
    codes = [f"-{int(s[1]) + (32 if s[0] in 'Qq' else 39)}" for s in (m["short"], m["last_short"]) if s]
    inside_time = m["short"][0] in "Qq" and _word_before(m.string, m.start()) in _TIME_WORDS
    return _Found(0, 0, "quarter", tuple(map(_Point, codes)), loose=not (m["part"] or inside_time))


def _first_months(m: re.Match[str]) -> _Found:
    return _Found(0, 0, "month", (_Point("-01"), _Point(f"-{_NUMBERS[m['months'].lower()]:02}")), loose=True)


def _pointing(m: re.Match[str], today: date | None) -> _Found | None:
    word, unit = m["pointer"].lower(), m["unit"].lower()
    way = _POINTERS[word]
    if unit in ("jaar", "kalenderjaar", "begrotingsjaar"):
        if word in ("afgelopen", "voorbije"):
            return _Found(0, 0, "year", (_Point(fixed=today and year_up_to(today)),), pointed=True)
        if word in ("vorige", "volgende"):
            return None  # `het volgende jaar` counts from what the text speaks of, not from the letter
        return _Found(0, 0, "year", (_Point(year=today and today.year + way),), pointed=True)
    if unit in _FIXED_UNITS:
        fixed = today and _FIXED_UNITS[unit](today, way)
        return _Found(0, 0, unit, (_Point(fixed=fixed),), pointed=True)
    code, kind = (unit, "recess") if unit.endswith("reces") else _unit_code(unit)
    if way:
        return _Found(0, 0, kind, (_Point(code),), lean=way)
    began_last_year = today is not None and unit in ("winter", "kerstreces") and today.month <= 2
    return _Found(0, 0, kind, (_Point(code, today and today.year - began_last_year),), pointed=True)


def _unit_code(name: str) -> tuple[str, str]:
    return (f"-{_SEASONS[name]}", "season") if name in _SEASONS else (f"-{_MONTHS[name]:02}", "month")


def _school_year(today: date, way: int) -> str:
    first = today.year + way - (today.month < 8)
    return f"{first}-08/{first + 1}-07"


def _quarter(today: date, way: int) -> str:
    year, quarter = divmod(today.year * 4 + (today.month - 1) // 3 + way, 4)
    return f"{year}-{33 + quarter}"


_FIXED_UNITS: dict[str, Callable[[date, int], str]] = {
    **dict.fromkeys(["schooljaar", "studiejaar", "collegejaar"], _school_year),
    "maand": month_of,
    "week": lambda today, way: week_of(today + timedelta(days=7 * way)),
    "kwartaal": _quarter,
}


def _decade(m: re.Match[str], today: date | None) -> _Found:
    word = m["decade"].lower().lstrip("’'‘")
    tens = _DECADES.get(word) or int(word[0])
    this_century = tens <= 2 and not m["century"]
    return _Found(0, 0, "decade", (_Point(fixed=f"{20 if this_century else 19}{tens}X"),))


def _bare_year(m: re.Match[str]) -> _Found | None:
    first = m["bare_year"]
    last = m["to_year"] or (m["short_year"] and first[:2] + m["short_year"])
    if last and last <= first:
        return None
    if not _is_year(
        m.string,
        m.start("bare_year"),
        max(m.end("bare_year"), m.end("to_year"), m.end("short_year")),
        is_range=bool(last),
    ):
        return None
    return _Found(0, 0, "year", tuple(_Point(year=int(y)) for y in (first, last) if y))


def _atoms(text: str, today: date | None) -> Iterator[_Found]:
    """The smallest expressions of the text, in order."""
    for m in _ATOM.finditer(text):
        found = _read(m, today)
        if found is None or not found.points or _in_address(text, m.start()):
            continue
        mod = _PARTS.get((m["part"] or "").lower())
        points = (replace(found.points[0], mod=mod), *found.points[1:]) if mod else found.points
        lean = {"j": -1, "l": -1, "a": 1}[m["tail"][0].lower()] if m["tail"] else found.lean
        end = m.start() + len(m[0].rstrip(" \xa0"))
        yield replace(found, start=m.start(), end=end, points=points, lean=lean)


def _read(m: re.Match[str], today: date | None) -> _Found | None:
    if m["bare_year"]:
        return _bare_year(m)
    if m["day_month"] or m["month"]:
        return _of_month(m)
    if m["pointer"]:
        return _pointing(m, today)
    if m["season"]:
        return _Found(0, 0, "season", (_Point(f"-{_SEASONS[m['season'].lower()]}"),))
    if m["feast"]:
        name = m["feast"].lower()
        return _Found(0, 0, "day" if name == "prinsjesdag" else "recess", (_Point(name),))
    if m["ordinal"]:
        return _of_quarters(m)
    if m["short"]:
        return _of_short(m)
    if m["months"]:
        return _first_months(m)
    if m["numeric"]:
        return _numeric(m)
    if m["iso"]:
        return _iso(m)
    if m["numeric_month"]:
        return _numeric_month(m)
    if m["the_year"]:
        return _Found(0, 0, "year", (_Point(year=today and today.year),), pointed=True, loose=not m["part"])
    if m["decade"]:
        return _decade(m, today)
    return _day_word(m, today)


_IDIOM_BEFORE = re.compile(r"\b(?:van|voor|op|en|of|tot)\s$", re.IGNORECASE)
_IDIOM_AFTER = re.compile(r"\s(?:de dag\b|op morgen|en morgen|en overmorgen|, morgen)", re.IGNORECASE)


def _day_word(m: re.Match[str], today: date | None) -> _Found | None:
    """`vandaag` and its like, unless they mean the present or the future at large."""
    if _IDIOM_BEFORE.search(m.string[max(0, m.start() - 6) : m.start()]) or _IDIOM_AFTER.match(m.string, m.end()):
        return None
    shift = timedelta(days=_DAY_WORDS[m["day_word"].lower()])
    return _Found(0, 0, "day", (_Point(fixed=today and str(today + shift)),), pointed=True)


# --- atoms put together ----------------------------------------------------------------------------------------------

_OF_YEAR = re.compile(
    r"[ \xa0]{0,3}(?:(?:van|in)[ \xa0]{1,2})?(?:het[ \xa0]{1,2})?(?:[a-z]{0,12}jaar[ \xa0]{1,2})?", re.IGNORECASE
)
_TO = re.compile(
    r"[ \xa0]{0,3}(?:(?P<dash>[-–—/])|t/m|tot(?:[ \xa0]{1,2}en[ \xa0]{1,2}met)?)[ \xa0]{0,3}(?:(?:de|het)[ \xa0]{1,2})?"
)
_AND = re.compile(
    r"[ \xa0]{0,3}(?:,|&|/|(?:,[ \xa0]{0,2})?\b(?:en|of)\b)[ \xa0]{0,3}(?:(?:de|het|op|in)[ \xa0]{1,2})?(?:(?:de|het)[ \xa0]{1,2})?"
)
_BETWEEN = re.compile(r"\btussen\s(?:de\s|het\s)?$", re.IGNORECASE)
_GAP = 40  # code points; no gap that the patterns above allow is longer

_Join = Callable[[str, _Found, _Found, str], _Found | None]


def _with_year(text: str, a: _Found, b: _Found, gap: str) -> _Found | None:
    """`najaar` + `van` + `2023`; `vorig jaar` + `september`."""
    if b.kind == "year" and a.kind != "year" and not a.dated and _OF_YEAR.fullmatch(gap):
        if gap.strip().startswith("in") and a.kind not in ("quarter", "half"):
            return None
        year = b.points[0]
        if year.fixed:
            return replace(a, end=b.end, lean=-1)
        return replace(
            a, end=b.end, points=tuple(replace(p, year=year.year) for p in a.points), pointed=b.pointed, loose=False
        )
    if a.kind == "year" and a.pointed and not a.points[0].fixed and gap == " " and b.kind != "year" and not b.dated:
        return replace(
            b, start=a.start, points=tuple(replace(p, year=a.points[0].year) for p in b.points), pointed=True
        )
    return None


def _to(text: str, a: _Found, b: _Found, gap: str) -> _Found | None:
    """`2013` + `tot` + `1 mei 2015`; `tussen` + `2015` + `en` + `2020`."""
    if len(a.points) > 1 or a.loose or b.loose:
        return None
    to = _TO.fullmatch(gap)
    between = gap.strip() == "en" and _BETWEEN.search(text[max(0, a.start - 14) : a.start])
    if not between and (not to or (to["dash"] and a.kind != b.kind)):
        return None
    if a.kind == b.kind == "year" and (a.points[0].year or 0) >= (b.points[-1].year or 9999):
        return None
    return replace(b, start=a.start, points=(a.points[0], b.points[-1]), pointed=a.pointed or b.pointed)


def _and(text: str, a: _Found, b: _Found, gap: str) -> _Found | None:
    """`januari` + `en` + `februari 2023`: the first borrows its year from the last."""
    if a.kind != b.kind or a.dated or not b.dated or not _AND.fullmatch(gap):
        return None
    return replace(b, start=a.start, points=(a.points[0], b.points[-1]), loose=False)


def _joined(text: str, found: Iterable[_Found], join: _Join, *, backwards: bool = False) -> list[_Found]:
    """Neighbours put together where `join` says so, from left to right or from right to left."""
    out: list[_Found] = []
    for f in found:
        if out:
            a, b = (f, out[-1]) if backwards else (out[-1], f)
            both = join(text, a, b, text[a.end : b.start]) if 0 <= b.start - a.end <= _GAP else None
            if both:
                out[-1] = both
                continue
        out.append(f)
    return out[::-1] if backwards else out


# --- the missing year ------------------------------------------------------------------------------------------------

_SENTENCE_END = re.compile(r"[.?!;](?=\s+[A-Z‘“•-])|\n")
_PAST = re.compile(
    r"\b(?:werd|werden|was|waren|vond|vonden|had|hadden|stuurde|zei|kwam|kwamen|ging|besloot|sinds)\b", re.IGNORECASE
)
_HAVE = re.compile(r"\b(?:heeft|hebben|heb|hebt|is|zijn|ben)\b", re.IGNORECASE)
_DONE = re.compile(
    r"\b(?:\w{0,12}ge\w{2,}(?:[dt]|en)|(?:be|ver|ont|her|er|over)\w{2,}[dt]|ontvangen|besproken|besloten|begonnen|verzonden|verschenen)\b",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:zal|zullen|zult|wordt|worden|ga|gaat|gaan|verwacht\w*|verwachting|streef|streeft|streven|voornemens|gepland|voorzien"
    r"|ontvangt|informeer|informeren|komt|kom|start|starten|stuur|volgt|uiterlijk|toekomst\w*)\b",
    re.IGNORECASE,
)
# The verb right behind the date tells most: `Op 1 juli heb ik …`, `In oktober ontvangt uw Kamer …`.
_THEN_BACK = re.compile(r",?\s(?:heb|heeft|hebben|is|zijn|was|waren|werd|werden|had|vond|vonden|kwam)\b", re.IGNORECASE)
_THEN_AHEAD = re.compile(
    r",?\s(?:zal|zullen|wordt|worden|ontvangt|informeer|komt?|start|gaat?|verwacht|volgt|stuurt?|bied)\b", re.IGNORECASE
)
_WRITTEN_ON = re.compile(
    r"\b\w*(?:brie(?:f|ven)|debat|overleg|AO|WGO|rapport(?:ages?)?|verzoek|besluit|arrest|uitspraa?k(?:en)?|nota|bericht|artikel|advies|notitie|vergadering)"
    r"(?:\s[\w’‘'-]+){0,3}\s(?:van|d\.d\.|dd\.?|gedateerd)(?:\sde|\shet)?\s$",
    re.IGNORECASE,
)
_EVERY = re.compile(
    r"\b(?:jaarlijkse?|(?:ieder|elk|per)\s(?:kalender|school)?jaar|elke|iedere|altijd|doorgaans|gewoonlijk|meestal|telkens)\b",
    re.IGNORECASE,
)
_EVERY_REACH = (40, 27)  # code points before and after the expression
_IN_YEAR = re.compile(r"\b(?:in|sinds|vanaf)\s(?:het\sjaar\s)?((?:19|20)[0-9]{2})\b(?![-/–][0-9])", re.IGNORECASE)
_IN_SEASON = re.compile(r"\bin\sde\s$", re.IGNORECASE)
_SINCE = re.compile(r"\bsinds\s(?:de\s|het\s)?$", re.IGNORECASE)
_PLANNED = re.compile(r"\b(?:gepland|voorzien)\b", re.IGNORECASE)
_PROMISED = re.compile(r"\b(?:toegezegd|toezegging|beloofd|gevraagd|verzocht)\b", re.IGNORECASE)
_TO_DO = re.compile(r"\bte\s\w+en\b")
_NEAR = 45  # days: so near the letter's date the tense is no guide


def _sentence(text: str, start: int, end: int) -> tuple[str, str]:
    """The sentence around `[start, end)`, before and after it, at most 300 code points each."""
    before, after = text[max(0, start - 300) : start], text[end : end + 300]
    borders = [m.end() for m in _SENTENCE_END.finditer(before)]
    close = _SENTENCE_END.search(after)
    return before[borders[-1] if borders else 0 :], after[: close.start() if close else None]


def _way(found: _Found, before: str, after: str) -> int | None:
    """Whether the sentence puts the expression before (-1) or after (+1) the letter's date."""
    if _PROMISED.search(before) and _TO_DO.search(after):
        return None
    if (
        _WRITTEN_ON.search(before[-80:])
        or _SINCE.search(before)
        or (_THEN_BACK.match(after) and not _PLANNED.search(after))
    ):
        return -1
    if _THEN_AHEAD.match(after):
        return 1
    sentence = f"{before} | {after}"
    ahead = _AHEAD.search(sentence)
    have = _HAVE.search(sentence)
    back = _PAST.search(sentence) or (have and _DONE.search(sentence, have.end()))
    if back and not ahead:
        return -1
    # Of a season, a quarter or a recess without its year the letters mostly speak beforehand.
    return 1 if ahead and not back or found.kind not in ("day", "month") else None


def _recovered_year(text: str, found: _Found, today: date) -> int | None:
    """The year that a clerk would read into an expression without one; null where it recurs every year."""
    code, lean = found.points[-1].code, found.lean
    spans = {}
    for year in range(today.year - 1, today.year + 2):
        try:
            spans[year] = interval(_spelled(code, year))
        except ValueError:
            continue  # 29 February
    before, after = _sentence(text, found.start, found.end)
    if lean is None:
        if _EVERY.search(before[-_EVERY_REACH[0] :]) or _EVERY.search(after[: _EVERY_REACH[1]]):
            return None
        told = _IN_YEAR.findall(before)
        if told and found.kind != "recess":
            return int(told[-1])
        lean = _way(found, before, after)
        if code in ("-22", "-24") and _IN_SEASON.search(before) and not _AHEAD.search(before + after) and lean != -1:
            return None  # `droogte in de zomer`: any summer
        away = {y: max((start - today).days, (today - end).days, 0) for y, (start, end) in spans.items()}
        nearest = min(away, key=lambda y: away[y], default=None)
        if nearest is None or lean is None or (lean == 1 and away[nearest] <= _NEAR):
            return nearest
    if lean == -1:
        return max((y for y, (start, _) in spans.items() if start <= today), default=None)
    return min((y for y, (_, end) in spans.items() if end >= today), default=None)


# --- values ----------------------------------------------------------------------------------------------------------

_UNKNOWN = DateValue(value=None, mod=None, start=None, end=None)


def _spelled(code: str, year: int) -> str:
    if code == "prinsjesdag":
        return str(prinsjesdag(year))
    return recess(code, year) if code.endswith("reces") else f"{year:04}{code}"


def _value(text: str, found: _Found, today: date | None) -> DateValue | None:
    """The value of an expression; None where it is no date at all: it recurs, or the calendar has no such day."""
    if found.points[-1].code == "week":
        return _UNKNOWN
    last = found.points[-1]
    year = last.year or found.points[0].year
    if year is None and last.fixed is None:
        if today is None:
            return _UNKNOWN
        year = _recovered_year(text, found, today)
        if year is None:
            return None
    try:
        values = [last.fixed or _spelled(last.code, year or 0)]
        days = [interval(values[0], last.mod)]
        for point in found.points[:-1]:
            value = point.fixed or _spelled(point.code, point.year or year or 0)
            if point.year is None and point.fixed is None and interval(value)[0] > days[0][1]:
                value = _spelled(point.code, (year or 0) - 1)
            values.insert(0, value)
            days.insert(0, interval(value, point.mod))
    except ValueError:
        return None
    if len(values) == 1:
        return DateValue(value=values[0], mod=last.mod, start=str(days[0][0]), end=str(days[0][1]))
    spelled = f"{values[0].split('/')[0]}/{values[-1].split('/')[-1]}"
    return DateValue(value=spelled, mod=None, start=str(days[0][0]), end=str(days[-1][1]))


# --- public ----------------------------------------------------------------------------------------------------------


def _expressions(text: str, today: date | None) -> list[_Found]:
    found = _joined(text, _atoms(text, today), _with_year)
    found = _joined(text, found, _to)
    return _joined(text, reversed(found), _and, backwards=True)


def find_dates(text: str, letter_date: date | None) -> list[Mention]:
    """The DATE mentions of a normalised text, in order; offsets count its code points.

    `letter_date` is what relative expressions count from. Without it they are found but have no value.
    """
    mentions = []
    for found in _expressions(text, letter_date):
        value = None if found.loose else _value(text, found, letter_date)
        if value is not None:
            mentions.append(Mention(found.start, found.end, "DATE", value))
    return mentions


def parse_day(text: str) -> date | None:
    """The first day of the calendar that the text writes in full (`17 oktober 2023`, `10-07-2020`, `2 dec. 2010`)."""
    for found in _atoms(text, None):
        point = found.points[0]
        if found.kind == "day" and point.year:
            try:
                return date.fromisoformat(_spelled(point.code, point.year))
            except ValueError:
                continue
    return None


class Dates:
    """spaCy component: adds the DATE entities, with the letter's date from `doc._.letter`."""

    def __call__(self, doc: Doc) -> Doc:
        """Find the dates of `doc.text`; entities that are there already stay."""
        letter = doc._.letter if Doc.has_extension("letter") else None
        written = letter["date"] if letter else None
        add_mentions(doc, find_dates(doc.text, date.fromisoformat(written) if written else None))
        return doc


@Language.factory("nlp_pipeline_dates", assigns=["doc.ents"])
def make_dates(nlp: Language, name: str) -> Dates:
    """Factory of the component; takes no settings."""
    return Dates()
