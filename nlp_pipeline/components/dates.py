"""DATE: expressions that fix a calendar interval, with their EDTF value, given the date of the letter.

Three steps. `_ATOM` finds the smallest expressions (`17 en 18 oktober`, `eerste kwartaal`, `2024`, `vorig jaar`).
Neighbours are put together (`eerste kwartaal` + `van` + `2024`, `2013` + `tot` + `1 mei 2015`). What lacks its
year gets it from the letter's date, by words such as `jl.` and by the tense of its sentence. What is a date and
what it stands for: DATE in the annotation guidelines.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from spacy.language import Language
from spacy.tokens import Doc

from nlp_pipeline.calendar_nl import (
    half_of,
    interval,
    month_of,
    months_up_to,
    quarter_of,
    school_year_of,
    spelled,
    study_year_of,
    week_of,
    year_from,
)
from nlp_pipeline.components.references import plain_signs
from nlp_pipeline.mentions import Mention, add_mentions, text_of
from nlp_pipeline.values import DateMod, DateValue

# --- words ----------------------------------------------------------------------------------------------------

_MONTHS = {
    **{"januari": 1, "februari": 2, "maart": 3, "april": 4, "mei": 5, "juni": 6, "juli": 7, "augustus": 8},
    **{"september": 9, "oktober": 10, "november": 11, "december": 12},
}
# Short and English forms are dates only beside a day or a year.
_SHORT_MONTHS = {
    **{"jan": 1, "feb": 2, "febr": 2, "mrt": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9},
    **{"okt": 10, "oct": 10, "nov": 11, "dec": 12},
    **{"january": 1, "february": 2, "march": 3, "may": 5, "june": 6, "july": 7, "august": 8, "october": 10},
}
_SEASONS = {"voorjaar": 21, "lente": 21, "zomer": 22, "najaar": 23, "herfst": 23, "winter": 24}
_RECESSES = ("zomerreces", "kerstreces")
_ORDINALS = {"eerste": 1, "tweede": 2, "derde": 3, "vierde": 4}
_NUMBERS = dict(zip("twee drie vier vijf zes zeven acht negen tien elf".split(), range(2, 12), strict=True))
_DECADES = dict(
    zip("twintig dertig veertig vijftig zestig zeventig tachtig negentig".split(), range(2, 10), strict=True)
)
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
_YEAR_UNITS = ("jaar", "kalenderjaar", "begrotingsjaar")
_OTHER_UNITS: dict[str, Callable[[date, int], str]] = {
    **dict.fromkeys(["schooljaar", "cursusjaar"], school_year_of),
    **dict.fromkeys(["studiejaar", "collegejaar", "academisch jaar", "academische jaar"], study_year_of),
    **dict.fromkeys(["halfjaar", "half jaar"], half_of),
    "maand": month_of,
    "week": week_of,
    "kwartaal": quarter_of,
}
# `afgelopen` before these counts back from the letter's day: so many months.
_MONTHS_BACK = {"jaar": 12, "halfjaar": 6, "half jaar": 6, "maand": 1}
_DAY_WORDS = {"eergisteren": -2, "gisteren": -1, "vandaag": 0, "morgen": 1, "overmorgen": 2}
_WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")


def _any(words: Iterable[str]) -> str:
    """Alternatives for a verbose pattern, longest first, so that none hides a longer one."""
    return "|".join(word.replace(" ", r"\ ") for word in sorted(words, key=lambda w: (-len(w), w)))


# --- atoms ----------------------------------------------------------------------------------------------------

_S = r"[ \t\xa0]{0,3}"  # blanks inside an expression; a newline is a block border
_B = r"[ \t\xa0]{1,3}"
_DAY = r"(?:0?[1-9]|[12][0-9]|3[01])(?:ste|de|e)?(?![0-9])"
_YYYY = r"(?:1[5-9]|2[01])[0-9]{2}"
_GLUED = r"(?=[0-9]{0,2}(?![0-9]))"  # the digits of a footnote marker may stick to a year
_YEAR = rf"(?:{_YYYY}{_GLUED}|[’'‘][0-9]{{2}}(?![0-9]))"
_SHORT_YEAR = r"(?:[ \t\xa0]{{1,3}}(?:van )?(?P<{}_year>[’'‘][0-9]{{2}}(?![-/0-9])))?"
_WEEKDAY = rf"(?:{_any(_WEEKDAYS)})(?:ochtend|middag|avond)?"
_TO = rf"(?:[-–—]|t/m|tot(?:{_B}en{_B}met)?)"
_JOIN = rf"{_S}(?:en|of|&|/|{_TO}){_S}"
_FULL_MONTH = rf"(?:{_any(_MONTHS)})"
_MONTH = rf"(?:{_FULL_MONTH}(?![a-z])|(?:{_any(_SHORT_MONTHS)})(?:\.|(?![a-z]))){_S}"
_ORDINAL = rf"(?:{_any(_ORDINALS)}|laatste|[1-4](?:ste|de|e))"
_UNIT = _any([*_YEAR_UNITS, *_OTHER_UNITS, *_SEASONS, *_MONTHS, *_RECESSES, "prinsjesdag"])
_END = r"(?![-/\w]|\.[0-9])"
_FIRST_WORDS = (
    *(_PARTS | _ORDINALS | _POINTERS | _MONTHS | _SHORT_MONTHS | _SEASONS | _DAY_WORDS),
    *(*_WEEKDAYS, *_RECESSES, "prinsjesdag", "laatste", "week", "jaren"),
)

_ATOM = re.compile(
    rf"""(?:(?<![\w€])|(?=[0-9])(?:(?<=\bvan)|(?<=\bop)))
    (?=[0-9’'‘]|[QH][1-4]|het{_B}|{_any({word[:4] for word in _FIRST_WORDS})})  # rules out nearly every place at once
    (?:(?P<part>{_any(_PARTS)})(?:{_B}|\n?(?={_YYYY}\b))(?:van{_B})?(?:(?:de|het){_B})?(?:(?:maand|[a-z]{{0,12}}jaar){_B})?)?
    (?:
      # afgelopen 18 januari | dinsdag 4 mei 2021 | 17, 18 en 19 mei | van 1 tot en met 5 mei
      # oktober 2018 | sept-dec 2017 | derde week van maart
      (?P<week>{_ORDINAL}{_B}(?:week|weken|weekend|helft){_B}van{_B}(?:de{_B}maand{_B})?(?={_FULL_MONTH}\b))?
      (?:(?P<toward>{_any(way for way in _POINTERS if _POINTERS[way])}){_B}
         (?=(?:{_WEEKDAY},?{_B}(?:de{_B})?)?[0-9]{{1,2}}(?:ste|de|e)?{_S}{_MONTH}))?
      (?:{_WEEKDAY},?{_B}(?:de{_B})?)?
      (?: (?P<day>{_DAY})
          (?:(?:,{_S}{_DAY}){{0,9}}{_JOIN}(?:{_WEEKDAY}{_B})?(?P<last_day>{_DAY}))?{_S}
          (?P<day_month>{_MONTH})
        | (?P<month>{_FULL_MONTH}(?![a-z_]|-\ (?:en|of)\b|\ Li\b)(?!-(?!{_FULL_MONTH}\b)[a-z])
            |{_MONTH}(?={_YEAR}|(?:{_TO}|/){_S}{_MONTH}{_YEAR}))
      )
      (?:,?{_S}(?P<year>{_YEAR}))?
      # 2020-07-10 | 10-07-2020, 10/7/20, 10.07.2020 | 07-2020
    | (?<![-/.])(?P<iso>(?:19|20)[0-9]{{2}}-[01][0-9]-[0-3][0-9]){_END}
    | (?<![-/.])(?P<numeric>[0-3]?[0-9](?:\ (?=-[01][0-9]-{_YYYY}))?
        (?:(?P<sep>[-/.]){_S}[01]?[0-9](?P=sep){_S}{_YYYY}|(?P<short_sep>[-/])[01]?[0-9](?P=short_sep)[’'‘]?[0-9]{{2}})){_END}
    | (?<![-/.])(?P<numeric_month>(?:0?[1-9]|1[0-2])-(?:19|20)[0-9]{{2}}){_END}
      # eerste helft | 2e en 3e kwartaal | eerste vijf maanden | week 42 van 2023 | Q2
    | (?P<ordinal>{_ORDINAL})(?:{_JOIN}(?P<last_ordinal>{_ORDINAL}))?
      {_B}(?P<period>kwartaal|half{_S}jaar|helft|gedeelte(?={_B}van{_B}(?:het{_B}jaar{_B})?{_YYYY}))\b{_SHORT_YEAR.format("period")}
    | (?P<count_from>eerste|laatste){_B}(?P<count>{_any(_NUMBERS)}){_B}(?P<counted>maanden|kwartalen)\b
    | week{_B}(?P<week_number>[1-9]|[1-4][0-9]|5[0-3]){_B}(?:(?:van|in){_B})?
      (?P<week_year>(?:19|20)[0-9]{{2}})(?![-/0-9])
    | (?P<short>[QH][1-4])(?:{_JOIN}(?P<last_short>[QH][1-4]))?(?!\w)
      (?:{_S}[-–/]{_S}(?P<dashed_year>(?:19|20)[0-9]{{2}})(?![-/0-9]))?
      # vorig jaar | komende zomer | afgelopen oktober | het jaar (behind a part) | najaar | Prinsjesdag | vandaag
    | (?<!daarop\ )(?P<pointer>{_any(_POINTERS)}){_B}(?P<unit>{_UNIT})(?![-\w])
    | (?P<the_year>het{_B}(?:kalender)?jaar)\b(?!{_B}{_YYYY})
    | (?P<season>{_any(_SEASONS)})(?![-\w]){_SHORT_YEAR.format("season")}
    | (?P<named>{_any([*_RECESSES, "prinsjesdag"])})\b
    | (?P<day_word>{_any(_DAY_WORDS)})\b
      # jaren ’90 | jaren zeventig van de vorige eeuw
    | jaren{_B}(?P<decade>{_any(_DECADES)}|[’'‘]?[1-9]0(?![0-9]|[.,][0-9]))\b
      (?P<century>{_B}van{_B}de{_B}(?:vorige|20e|20ste|twintigste){_B}eeuw)?
      # ‘23/’24 (behind schooljaar) | 2019 | 2016-2018 | 2014/15
    | (?<=jaar.)(?P<short_pair>[’'‘][0-9]{{2}}{_S}[-/–]{_S}[’'‘]?[0-9]{{2}})(?![-/\w])
    | (?P<bare_year>{_YYYY})
      (?:{_S}[-–—/]{_S}(?P<to_year>{_YYYY})|[-–/][’'‘]?(?P<short_year>[0-9]{{2}})(?![-/\w]))?{_GLUED}
    )
    (?:{_S}(?P<tail>(?:jl|j\.l|l\.l|a\.s|aanst)\b\.?|as\.|jongstleden|aanstaande))?
    """,
    re.IGNORECASE | re.VERBOSE,
)

# --- what looks like a year and is none -------------------------------------------------------------------------

# Before a number they make it a year, the first even where something that can be counted follows.
_IN_TIME = frozenset(
    "in sinds vanaf per medio begin eind einde ultimo uit anno jaar jaren periode zomer najaar voorjaar "
    "kalenderjaar begrotingsjaar schooljaar".split()
)
_TIME_WORDS = _IN_TIME | frozenset("van over tot naar tussen en rond na voor".split())
_VERBS = frozenset("is zijn was waren wordt worden werd zal zullen heeft hebben gaat kan geldt loopt".split())
_LAW = _any("wet wetboek besluit regeling verordening reglement voorschrift".split())
# Amounts, numbers of documents and provisions, names.
_NUMBERED = re.compile(
    r"""(?:[€$£]\s?
    | \b(?:EUR|USD|(?:publicatie|rapport|dossier|document|zaak|registratie)?(?:nrs?\.?|nummers?)|no\.
        |artikel(?:en)?|art\.|p\ ?ostbus|blz\.?|pagina|p\.|telefoon|tel\.?
        | natura|NEN|ISO|resolutie|stb\.?|stcr?n?t\.?|trb\.?
        | (?:st\.?\ ?blad|staatsblad|staatscourant|tractatenblad)(?:\ jaargang)?|afkondigingsblad
        | pb(?:EU|EG)?|\(E[UG]\)(?:\ nr\.?)?)[\s,]{1,2}
    | \bafkondigingsblad\svan\s(?:Aruba|Curaçao|Sint\sMaarten)[\s,]{1,2}
    | \b(?:ruim|bijna|zo['’]n|meer\sdan|minder\sdan|maximaal|minimaal|minstens|hooguit)\s
    | \b(?:COM|SWD|SEC|JOIN|C)\ ?\(
    | \bnrs?\.?\s[0-9,\ ]{1,40}(?:en|,|t/m)\s
    )\Z""",
    re.IGNORECASE | re.VERBOSE,
)
_SESSION = re.compile(
    r"\b(?:kamerstuk(?:ken)?|handelingen|aanhangsel|TK|EK|(?<!het\s)(?<!in\s)vergaderjaar)"
    r"[\s,]{0,2}(?:I{1,2}[\s,]{0,2})?$",
    re.IGNORECASE,
)
# Vreemdelingenwet 2000 | Wmo 2015 | … water 2009 (Bkmw 2009); but the Slotwet 2015 is the budget's of that year.
_LAW_NAME = re.compile(
    rf"""(?:(?<!slot)(?<!begrotings)(?<!suppletoire\s)(?:{_LAW})\s(?:\([^()\n]{{1,20}}\)\s)?
    | \b(?:Wmo|Vw|Vb|Vc|VV|Wsf|RPE|IB|LB|Wiv|vreemdelingencirculaire|Bkmw|RVV|WVW|IW|Awgb|Wvb)\s
    | \w-verdrag(?:en)?\s(?:[12][0-9]{{3}}\s(?:of|en)\s)?
    | \b(?:Horizon|Kindcentra|Kunsten|Vision|Europe)\s
    | (?P<same>[12][0-9]{{3}})\s\((?:hierna:\s)?\w{{1,10}}\s
    )$""",
    re.IGNORECASE | re.VERBOSE,
)
# Wet maatschappelijke ondersteuning 2015: a capital, and no verb before the year.
_LAW_TITLE = re.compile(
    rf"\b(?:{_any(w.title() for w in _LAW.split('|'))}|[A-Z][a-z]{{1,30}}(?:{_LAW})|subsidieregeling(?:en)?)"
    r"(?P<title>(?:\s[\w()-]{1,40}){1,10})\s$"
)
_COUNTED = re.compile(
    r"""\s?(?:%|°|euro\b|dollar|mln|mld|miljoen|miljard|procent|fte|m[23]\b|km\b|kg\b|kilo|ha\b|hectare|meter
    |personen|mensen|inwoners|leerlingen|studenten|kinderen|jongeren|woningen|huishoudens|gezinnen|plaatsen
    |banen|bedrijven|medewerkers|militairen|vluchtelingen|asielzoekers|vreemdelingen|migranten|zaken|gevallen
    |aanvragen|meldingen|scholen|uur\b|uren|dagen|maal\b|keer\b|stuks
    |[A-Z]{2}\s{1,2}(?:[A-Z][a-z]|'[sS]))""",  # 2015 GP  Haarlem
    re.VERBOSE,
)
_CHANGES = re.compile(r"\snaar\s[0-9]")  # neemt af van 1595 naar 1295
# Stuck to what stands before it, other than to a word in small letters (`augustus-2015`) or a survey, or to more.
_STUCK = re.compile(
    r"(?:[A-Z]{2}[’']|[^\s(\[‘’'“\"a-zé](?<!\bPISA)(?<!\bPIRLS)(?<!\bTIMSS)(?<!\bPIAAC)(?<!\bICCS)[-–/]"
    r"|(?<=[A-Z])[a-z]{1,2}[-–/]|\w[.:_]|[0-9],)\Z"
)
_GOES_ON = re.compile(r"\.[0-9]{3}|[,:][0-9]|-[0-9]{3}|[-–][a-z]|/[0-9]|[-–./]?(?!Q[1-4]\b)[A-Z]+[0-9]")
_AXIS = (re.compile(r"(?<![0-9.,])([0-9]{1,5})\s\Z"), re.compile(r"\s([0-9]{1,5})(?![0-9.,])"))


# The digits of a footnote marker stick to a pair of years behind a word, but not behind what names a number.
_NOTED = re.compile(r"(?<!kenmerk)(?<!referentie)(?<!nummer)(?<!ons)(?<!uw)(?<=[a-z]{3}) $")
_SCHOOL_YEAR = re.compile(
    r"""\b(?:(?:school|cursus)|(?P<study>studie|college|academische?\s))ja(?:ar|ren)\s(?:(?:vóór|voor|vanaf|van|tot)\s)?
    (?:[0-9]{4}\s?[-/–]\s?[0-9]{2,4}(?:,|\s(?:en|tot\ en\ met|t/m))\s){0,3}\Z""",
    re.IGNORECASE | re.VERBOSE,
)


def _word_before(text: str, start: int) -> str:
    return next(iter(text[max(0, start - 30) : start].lower().split()[-1:]), "").lstrip("([")


def _is_year(text: str, start: int, end: int, *, is_range: bool) -> bool:
    """Whether the number (or pair of numbers) at `[start, end)` names a year, by what stands around it."""
    left, right = text[max(0, start - 90) : start], text[end : end + 30]
    word = _word_before(text, start)
    if text[start : start + 4] < "1900" and _CHANGES.match(right):
        return False
    if word not in _IN_TIME and _COUNTED.match(right):
        return False
    loose_digits = right[:1].isdigit() and not is_range
    if word not in _TIME_WORDS and (not "1900" <= text[start : start + 4] < "2100" or loose_digits):
        return False
    if is_range and right[:1].isdigit() and not _NOTED.search(left):
        return False
    if _GOES_ON.match(right) or _STUCK.search(left) or _NUMBERED.search(left):
        return False
    if not is_range and _on_an_axis(left, int(text[start : start + 4]), right):
        return False
    if is_range:
        return not _SESSION.search(left)
    law = _LAW_NAME.search(left)
    if law:
        return law["same"] is not None and law["same"] != text[start:end]
    title = _LAW_TITLE.search(left)
    return not title or word in _TIME_WORDS or not _VERBS.isdisjoint(title["title"].split())


def _on_an_axis(left: str, number: int, right: str) -> bool:
    """Whether the number lies midway between its neighbours, as on the axis of a chart: `1000 2000 3000`."""
    before, behind = _AXIS[0].search(left), _AXIS[1].match(right)
    if not before or not behind or 1900 <= int(before[1]) < 2100:
        return False
    return int(before[1]) + int(behind[1]) == 2 * number


_HOST = re.compile(r"[a-z0-9]\.(?:nl|eu|com|org|net|gov|int|be|aw|cw|sx)/")


def _in_address(text: str, start: int) -> bool:
    """Whether the position lies inside a web or mail address."""
    run = text[max(0, start - 300) : start].replace("\n", " ").rpartition(" ")[2].lower()
    return "://" in run or "www." in run or "@" in run or bool(_HOST.search(run))


# --- atoms read -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Point:
    """One end of an expression: `code` is what `spelled` takes; `fixed` a whole value."""

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

    kind: str
    points: tuple[_Point, ...]
    lean: int | None = None
    pointed: bool = False
    loose: bool = False
    start: int = 0
    end: int = 0

    @property
    def dated(self) -> bool:
        """Whether its year stands there, or a word that points to it."""
        return self.pointed or self.lean is not None or any(p.year or p.fixed for p in self.points)


def _atoms(text: str, today: date | None) -> Iterator[_Found]:
    """The smallest expressions of the text, in order."""
    for m in _ATOM.finditer(text):
        found = _read(m, today)
        if found is None or not found.points or _in_address(text, m.start()):
            continue
        if m["part"]:
            mod = _PARTS[m["part"].lower()]
            found = replace(found, points=(replace(found.points[0], mod=mod), *found.points[1:]))
        if m["tail"]:
            found = replace(found, lean=1 if m["tail"][0] in "aA" else -1)
        if m["toward"]:
            found = replace(found, lean=_POINTERS[m["toward"].lower()])
        yield replace(found, start=m.start(), end=m.start() + len(m[0].rstrip()))


def _read(m: re.Match[str], today: date | None) -> _Found | None:
    """What an atom says; None where it is none after all. `today` is the date of the letter."""
    if m["bare_year"]:
        return _bare_years(m)
    if m["short_pair"]:
        return _short_pair(m)
    if m["day_month"] or m["month"]:
        return _days_or_months(m)
    if m["pointer"]:
        return _pointing(m["pointer"].lower(), m["unit"].lower(), today)
    if m["season"]:
        return _Found("season", (_Point(_code(m["season"].lower()), _optional_year(m["season_year"])),))
    if m["named"]:
        name = m["named"].lower()
        return _Found("recess" if name in _RECESSES else "day", (_Point(name),))
    if m["ordinal"]:
        return _quarters_or_halves(m)
    if m["short"]:
        return _short_quarters(m)
    if m["count"]:
        return _counted(m)
    if m["week_number"]:
        first_monday = date.fromisocalendar(int(m["week_year"]), 1, 1)
        return _Found("unit", (_Point(fixed=week_of(first_monday, int(m["week_number"]) - 1)),))
    if m["numeric"]:
        day, month, year = re.findall("[0-9]+", m["numeric"])
        return _Found("day", (_Point(f"-{int(month):02}-{int(day):02}", _full_year(year)),))
    if m["iso"]:
        return _Found("day", (_Point(m["iso"][4:], int(m["iso"][:4])),))
    if m["numeric_month"]:
        month, year = m["numeric_month"].split("-")
        return _Found("month", (_Point(f"-{int(month):02}", int(year)),))
    if m["the_year"]:
        return _Found("year", (_Point(year=today.year if today else None),), pointed=True, loose=not m["part"])
    if m["decade"]:
        word = m["decade"].lower().lstrip("’'‘")
        if m["decade"].isdigit() and not (m["part"] or m["century"] or _word_before(m.string, m.start()) == "de"):
            return None  # in latere jaren 70 miljoen
        tens = _DECADES.get(word) or int(word[0])
        return _Found("decade", (_Point(fixed=f"{19 if tens > 2 or m['century'] else 20}{tens}X"),))
    return _day_word(m, today)


def _code(unit: str) -> str:
    number = _SEASONS.get(unit) or _MONTHS.get(unit)
    return f"-{number:02}" if number else unit


def _full_year(written: str) -> int:
    digits = written.lstrip("’'‘")
    return int(digits) if len(digits) == 4 else 2000 + int(digits) - (100 if digits > "50" else 0)


def _optional_year(written: str | None) -> int | None:
    return _full_year(written) if written else None


def _bare_years(m: re.Match[str]) -> _Found | None:
    first = m["bare_year"]
    last = m["to_year"] or (m["short_year"] and first[:2] + m["short_year"])
    end = max(m.end("bare_year"), m.end("to_year"), m.end("short_year"))
    if (last and last <= first) or not _is_year(m.string, m.start("bare_year"), end, is_range=bool(last)):
        return None
    if last and (month := _first_month(m.string, m.start("bare_year"))) and int(last) == int(first) + 1:
        return _Found("unit", (_Point(fixed=year_from(month, int(first))),))
    return _Found("year", tuple(_Point(year=int(year)) for year in (first, last) if year))


def _first_month(text: str, start: int) -> int | None:
    """The month in which the years at `start` begin: August of school years, September of study years."""
    told = _SCHOOL_YEAR.search(text[max(0, start - 80) : start])
    return (9 if told["study"] else 8) if told else None


def _short_pair(m: re.Match[str]) -> _Found | None:
    """`‘23/’24` behind `schooljaar`."""
    first, last = (2000 + int(digits) for digits in re.findall("[0-9]{2}", m["short_pair"]))
    month = _first_month(m.string, m.start("short_pair"))
    return _Found("unit", (_Point(fixed=year_from(month, first)),)) if month and last == first + 1 else None


def _days_or_months(m: re.Match[str]) -> _Found:
    name = (m["day_month"] or m["month"]).strip(" \t\xa0.").lower()
    month = _MONTHS.get(name) or _SHORT_MONTHS[name]
    days = [int(re.sub("[^0-9]", "", day)) for day in (m["day"], m["last_day"]) if day]
    year = _full_year(m["year"]) if m["year"] else None
    if m["week"]:
        return _Found("week", (_Point(year=year),))
    if not days:
        return _Found("month", (_Point(f"-{month:02}", year),))
    return _Found("day", tuple(_Point(f"-{month:02}-{day:02}", year) for day in days))


def _quarters_or_halves(m: re.Match[str]) -> _Found:
    is_quarter = m["period"].lower() == "kwartaal"
    kind, last, base = ("quarter", 4, 32) if is_quarter else ("half", 2, 39)
    words = [word.lower() for word in (m["ordinal"], m["last_ordinal"]) if word]
    numbers = [last if word == "laatste" else _ORDINALS.get(word) or int(word[0]) for word in words]
    # `het eerste kwartaal van de looptijd` is none of the calendar's, unless a year follows.
    year = _optional_year(m["period_year"])
    loose = not year and (m["period"].lower() == "helft" or m.string.startswith(" van ", m.end()))
    return _Found(kind, tuple(_Point(f"-{base + n}", year) for n in numbers if n <= last), loose=loose)


def _counted(m: re.Match[str]) -> _Found | None:
    """`eerste vijf maanden`, `laatste twee kwartalen`: of a year that must follow, but for the first quarters."""
    kind, base, most = ("month", 0, 12) if m["counted"].lower() == "maanden" else ("quarter", 32, 4)
    count = _NUMBERS[m["count"].lower()]
    from_first = m["count_from"].lower() == "eerste"
    first = base + (1 if from_first else most - count + 1)
    points = (_Point(f"-{first:02}"), _Point(f"-{first + count - 1:02}"))
    # `de laatste twee kwartalen` may be any two
    loose = kind == "month" or not from_first or m.string.startswith(" van ", m.end())
    return _Found(kind, points, loose=loose) if count < most else None


def _short_quarters(m: re.Match[str]) -> _Found:
    shorts = [short.upper() for short in (m["short"], m["last_short"]) if short]
    codes = [32 + int(s[1]) if s[0] == "Q" else 39 + int(s[1]) for s in shorts if s[0] == "Q" or s[1] in "12"]
    set_apart = _stands_alone(m.string, m.start(), m.end()) or m.string[m.start() - 1 : m.start()] == "("
    alone = shorts[0][0] == "Q" and (set_apart or m["part"] or _word_before(m.string, m.start()) in _IN_TIME)
    year = _optional_year(m["dashed_year"])
    return _Found("quarter", tuple(_Point(f"-{code}", year) for code in codes), loose=not (alone or year))


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether `[start, end)` is a line of its own."""
    return text[max(0, start - 1) : start] in ("", "\n") and text[end : end + 1] in ("", "\n")


def _pointing(word: str, unit: str, today: date | None) -> _Found | None:
    """`dit jaar`, `komende zomer`, `afgelopen oktober`, `volgende maand`."""
    way = _POINTERS[word]
    back = word in ("afgelopen", "voorbije")
    if back and unit in _MONTHS_BACK:
        fixed = months_up_to(today, _MONTHS_BACK[unit]) if today else None
        return _Found("year" if unit == "jaar" else "unit", (_Point(fixed=fixed),), pointed=True)
    if back and unit == "week":
        return _Found("unit", (_Point(fixed=f"{today - timedelta(7)}/{today}" if today else None),), pointed=True)
    if unit in _YEAR_UNITS:
        if word in ("vorige", "volgende"):
            return None  # `het volgende jaar` counts from what the text speaks of, not from the letter
        return _Found("year", (_Point(year=today.year + way if today else None),), pointed=True)
    if unit in _OTHER_UNITS:
        fixed = _OTHER_UNITS[unit](today, way) if today else None
        return _Found("unit", (_Point(fixed=fixed),), pointed=True)
    kind = {**dict.fromkeys(_SEASONS, "season"), **dict.fromkeys(_MONTHS, "month"), "prinsjesdag": "day"}.get(
        unit, "recess"
    )
    if way or today is None:
        return _Found(kind, (_Point(_code(unit)),), lean=way or None, pointed=not way)
    began_last_year = unit in ("winter", "kerstreces") and today.month <= 2
    return _Found(kind, (_Point(_code(unit), today.year - began_last_year),), pointed=True)


_IDIOM_BEFORE = re.compile(r"\b(?:van|voor|op|en|of|tot)\s$", re.IGNORECASE)
_IDIOM_AFTER = re.compile(r",?\s(?:de dag|(?:op|en) morgen|morgen)\b", re.IGNORECASE)


def _day_word(m: re.Match[str], today: date | None) -> _Found | None:
    """`vandaag` and its like, unless they mean the present or the future at large."""
    if _IDIOM_BEFORE.search(m.string[max(0, m.start() - 6) : m.start()]) or _IDIOM_AFTER.match(m.string, m.end()):
        return None
    shift = timedelta(days=_DAY_WORDS[m["day_word"].lower()])
    return _Found("day", (_Point(fixed=str(today + shift) if today else None),), pointed=True)


# --- atoms put together -----------------------------------------------------------------------------------------

_THE = rf"(?:(?:de|het){_B})?"
_OF_YEAR = re.compile(rf"{_S}(?:(?P<word>van|in){_B})?(?:het{_B})?(?:[a-z]{{0,12}}jaar{_B})?", re.IGNORECASE)
_HALF_OF_UNIT = re.compile(r"([0-9]{4})-(0[89])/")
_UP_TO = re.compile(rf"{_S}(?:(?P<dash>[-–—/])|t/m|tot(?:{_B}en{_B}met)?){_S}{_THE}")
_AND = re.compile(rf"{_S}(?:&|/|,?{_S}\b(?:en|of)\b|,){_S}(?:(?:op|in){_B})?{_THE}")
_BETWEEN = re.compile(r"\btussen\s(?:de\s|het\s)?$", re.IGNORECASE)
_GAP = 40  # code points; no gap that these patterns allow is longer

_Join = Callable[[str, _Found, _Found, str], _Found | None]


def _with_year(text: str, a: _Found, b: _Found, gap: str) -> _Found | None:
    """`najaar` + `van` + `2023`; `vorig jaar` + `september`; `(2023` + `28 januari)` in a source."""
    if b.kind == "year" and a.kind != "year" and not a.dated:
        of = _OF_YEAR.fullmatch(gap)
        if not of or (a.kind in ("day", "month", "season") and (of["word"] == "in" or b.loose)):
            return None
        if b.points[0].fixed:  # de zomer van afgelopen jaar
            return replace(a, end=b.end, lean=-1, loose=False)
        points = tuple(replace(p, year=b.points[0].year) for p in a.points)
        return replace(a, end=b.end, points=points, pointed=b.pointed, loose=False)
    if a.kind == "half" and b.kind == "unit" and len(a.points) == 1 and _OF_YEAR.fullmatch(gap):
        half = _half_of(b.points[0].fixed or "", second=a.points[0].code == "-41")
        return replace(b, start=a.start, points=(_Point(fixed=half),)) if half else None
    bracketed = text[a.start - 1 : a.start] + text[b.end : b.end + 1] == "()"
    in_source = gap == ", " and b.kind in ("day", "month") and bracketed
    follows = gap == " " and a.pointed and not a.points[0].fixed
    if a.kind == "year" and len(a.points) == 1 and (in_source or follows) and not b.dated:
        points = tuple(replace(p, year=a.points[0].year) for p in b.points)
        return replace(b, start=a.start, points=points, pointed=a.pointed)
    return None


def _half_of(unit: str, *, second: bool) -> str | None:
    """Half a school year or study year (`2023-08/2024-07`); None of other units."""
    m = _HALF_OF_UNIT.match(unit)
    if not m:
        return None
    year, month = int(m[1]), int(m[2])
    halves = (f"{year}-{month:02}/{year + 1}-{month - 7:02}", f"{year + 1}-{month - 6:02}/{year + 1}-{month - 1:02}")
    return halves[second]


def _ranging(text: str, a: _Found, b: _Found, gap: str) -> _Found | None:
    """`2013` + `tot` + `1 mei 2015`; `tussen` + `2015` + `en` + `2020`."""
    if len(a.points) > 1 or a.loose or b.loose or "unit" in (a.kind, b.kind):
        return None
    to = _UP_TO.fullmatch(gap)
    between = gap.strip() == "en" and _BETWEEN.search(text[max(0, a.start - 14) : a.start])
    if not between and (not to or (to["dash"] and a.kind != b.kind)):
        return None
    if a.kind == b.kind == "year" and (a.points[0].year or 0) >= (b.points[-1].year or 9999):
        return None
    return replace(b, start=a.start, points=(a.points[0], b.points[-1]), pointed=a.pointed or b.pointed)


def _listed(text: str, a: _Found, b: _Found, gap: str) -> _Found | None:
    """`januari` + `en` + `februari 2023`: the first borrows its year from the last."""
    if (
        a.kind != b.kind
        or a.points[0].code == "prinsjesdag"
        or [p.code for p in a.points] == [p.code for p in b.points]
        or a.dated
        or not b.dated
        or not _AND.fullmatch(gap)
    ):
        return None
    return replace(b, start=a.start, points=(a.points[0], b.points[-1]), loose=False)


def _joined(text: str, found: Iterable[_Found], join: _Join, *, backwards: bool = False) -> list[_Found]:
    """Neighbours put together where `join` says so, from left to right or from right to left."""
    out: list[_Found] = []
    for f in found:
        both = None
        if out:
            a, b = (f, out[-1]) if backwards else (out[-1], f)
            if b.start - a.end <= _GAP:
                both = join(text, a, b, text[a.end : b.start])
        if both:
            out[-1] = both
        else:
            out.append(f)
    return out[::-1] if backwards else out


def _expressions(text: str, today: date | None) -> list[_Found]:
    found = _joined(text, _atoms(text, today), _with_year)
    found = _joined(text, found, _ranging)
    return _joined(text, reversed(found), _listed, backwards=True)


# --- the missing year -------------------------------------------------------------------------------------------

_SENTENCE_END = re.compile(r"[.?!;](?=\s+[A-Z‘“•-])|\n")
_PAST = re.compile(
    r"""\b(?:werd|werden|was|waren|vond|vonden|had|hadden|stuurden?|zei|kwam|kwamen|ging|gingen|besloot|sinds|bleek|bleken
    |gaf|gaven|nam|namen|deed|deden|liep|liepen|begon|ontstond|ontstonden|startten?|verscheen|verschenen|maakten?|kreeg
    |kregen|bracht|brachten|sprak|spraken|bezochten?|vroeg|vroegen|ontving|ontvingen|stond|stonden|zond|steeg|daalden?
    |(?!(?:on)?ge)\w{3,20}eerden?)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_HAVE = re.compile(r"\b(?:heeft|hebben|heb|hebt|is|zijn|ben)\b", re.IGNORECASE)
_DONE = re.compile(
    r"\b(?:\w{0,12}ge\w{2,}(?:[dt]|en)|(?:be|ver|ont|her|er|over)\w{2,}[dt]"
    r"|ontvangen|besproken|besloten|begonnen|verzonden|verschenen)\b",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:zal|zullen|zult|wordt|worden|ga|gaat|gaan|verwacht\w*|streef|streeft|streven|voornemens|gepland"
    r"|voorzien|ontvangt|informeer|informeren|komt?|start|starten|stuur|volgt|uiterlijk|toekomst\w*)\b",
    re.IGNORECASE,
)
# The verb right behind the date tells most: `Op 1 juli heb ik …`, `In oktober ontvangt uw Kamer …`.
_THEN_BACK = re.compile(
    r",?\s(?:heb|heeft|hebben|is|zijn|was|waren|werd|werden|had|vond|vonden|kwam)\b(?!.*\b(?:gepland|voorzien)\b)",
    re.IGNORECASE,
)
_THEN_AHEAD = re.compile(
    r",?\s(?:zal|zullen|wordt|worden|ontvangt|informeer|komt?|start|gaat?|verwacht|volgt|stuurt?|bied)\b",
    re.IGNORECASE,
)
# What is referred to by its date lies behind: `mijn brief van 5 maart`, `sinds augustus`.
_BEHIND = re.compile(
    r"""\b(?:\w{0,30}(?:brie(?:f|ven)|debat|overleg|AO|WGO|rapport(?:ages?)?|verzoek|besluit|arrest|nota|bericht
        |uitspraa?k(?:en)?|artikel|advies|notitie|vergadering)(?:\s[\w’‘'-]{1,40}){0,3}\s(?:van|d\.d\.|dd\.?)
    | sinds)\s(?:(?:de|het)\s)?$""",
    re.IGNORECASE | re.VERBOSE,
)
_PROMISED = re.compile(r"\b(?:toegezegd|toezegging|beloofd|gevraagd|verzocht)\b", re.IGNORECASE)
_TO_DO = re.compile(r"\bte\s\w+en\b")
_EVERY = re.compile(
    r"\b(?:jaarlijkse?|(?:ieder|elk|per)\s(?:kalender|school)?jaar|elke|iedere|altijd|doorgaans|gewoonlijk"
    r"|meestal|telkens)\b",
    re.IGNORECASE,
)
_ANOTHER_YEAR = re.compile(
    r"\s(?:van|volgend\sop)\s(?:het|dat|een|enig|elk|ieder)\s(?:\w+\s)?\w*jaar\b", re.IGNORECASE
)  # december van het voorafgaande jaar
_EVERY_REACH = (40, 27)  # code points before and after the expression
_IN_YEAR = re.compile(r"\b(?:in|sinds|vanaf)\s(?:het\sjaar\s)?((?:19|20)[0-9]{2})\b(?![-/–][0-9])", re.IGNORECASE)
_SEASON_BEFORE = re.compile(
    r"\b(?:voor|vóór|na|rond|in|om|tot|met|vanaf|per|tegen|over|sinds|van|gedurende|tijdens|is|wordt|en)"
    r"\s(?:de|het)\s(?:[a-z]{2,15}e\s)?\Z",
    re.IGNORECASE,
)
_NEAR = 45  # days: so near the letter's date a future tense is no guide
_LATE = timedelta(days=30)
_SENTENCE = 300  # code points of a sentence that are looked at on either side


def _sentence(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and after `[start, end)` in its sentence."""
    before, after = text[max(0, start - _SENTENCE) : start], text[end : end + _SENTENCE]
    borders = [m.end() for m in _SENTENCE_END.finditer(before)]
    close = _SENTENCE_END.search(after)
    return before[borders[-1] if borders else 0 :], after[: close.start() if close else None]


def _way(kind: str, before: str, after: str) -> int | None:
    """Whether the sentence puts the expression before (-1) or after (+1) the letter's date."""
    if _PROMISED.search(before) and _TO_DO.search(after):
        return None
    if _BEHIND.search(before[-120:]) or _THEN_BACK.match(after):
        return -1
    if _THEN_AHEAD.match(after):
        return 1
    sentence = f"{before} | {after}"
    ahead, have = _AHEAD.search(sentence), _HAVE.search(sentence)
    if not ahead and (_PAST.search(sentence) or (have and _DONE.search(sentence, have.end()))):
        return -1
    # Of a season, a quarter or a recess without its year the letters mostly speak beforehand.
    return 1 if kind not in ("day", "month") or (ahead and not (have or _PAST.search(sentence))) else None


def _recovered_year(text: str, found: _Found, today: date) -> int | None:
    """The year that a clerk would read into an expression without one; None where it recurs every year."""
    code, lean = found.points[-1].code, found.lean
    spans = {}
    for year in range(today.year - 1, today.year + 2):
        try:
            spans[year] = interval(spelled(code, year))
        except ValueError:
            continue  # 29 February
    if lean is None:
        before, after = _sentence(text, found.start, found.end)
        if _EVERY.search(before[-_EVERY_REACH[0] :]) or _EVERY.search(after[: _EVERY_REACH[1]]):
            return None
        if _ANOTHER_YEAR.match(after):
            return None
        told = _IN_YEAR.findall(before)
        if told and found.kind != "recess":
            return int(told[-1])
        if found.kind == "season" and not found.points[0].mod and not _SEASON_BEFORE.search(before):
            return None  # De zomer is droog: any summer
        if found.kind == "quarter" and _stands_alone(text, found.start, found.end):
            return min(year for year, (_, end) in spans.items() if end >= today)  # a heading of a planning
        lean = _way(found.kind, before, after)
        if code in ("-22", "-24") and before.endswith("in de ") and lean != -1 and not _AHEAD.search(before + after):
            return None  # droogte in de zomer: any summer
        away = {y: max((start - today).days, (today - end).days, 0) for y, (start, end) in spans.items()}
        nearest = min(away, key=lambda y: away[y], default=None)
        if nearest is None or lean is None or (lean == 1 and away[nearest] <= _NEAR):
            return nearest
    # `komende maart`, written late in March, is that of next year; `afgelopen voorjaar`, written early in it, of last.
    begun = {y: start + (end - start) / 3 if found.lean else start for y, (start, end) in spans.items()}
    if lean == -1:
        return max((y for y in begun if begun[y] <= today), default=None)
    over = {y: start + (end - start) / 3 if found.lean else end for y, (start, end) in spans.items()}
    if found.kind == "day" and found.lean and code != "prinsjesdag":
        # `11 juni a.s.` in a letter that went out some days later
        over = {y: end + _LATE for y, end in over.items()}
    return min((y for y in over if over[y] >= today), default=None)


# --- values -----------------------------------------------------------------------------------------------------

_UNKNOWN = DateValue(value=None, mod=None, start=None, end=None)


def _value(text: str, found: _Found, today: date | None) -> DateValue | None:
    """The value of an expression; None where it is no date at all: it recurs, or the calendar has no such day."""
    first, last = found.points[0], found.points[-1]
    year = last.year or first.year
    if found.kind == "week" or (today is None and (found.pointed or not (year or last.fixed))):
        return _UNKNOWN
    if not (year or last.fixed) and today:
        year = _recovered_year(text, found, today)
        if year is None:
            return None
    try:
        value = last.fixed or spelled(last.code, year or 0)
        start, end = interval(value, last.mod)
        if first is last:
            return DateValue(value=value, mod=last.mod, start=str(start), end=str(end))
        from_value = first.fixed or spelled(first.code, first.year or year or 0)
        if not (first.year or first.fixed) and interval(from_value)[0] > end:
            from_value = spelled(first.code, (year or 0) - 1)  # december tot maart 2024
        start = interval(from_value, first.mod)[0]
    except ValueError:
        return None
    value = f"{from_value.split('/')[0]}/{value.split('/')[-1]}"
    return DateValue(value=value, mod=None, start=str(start), end=str(end))


def _years_of_days(expressions: Iterable[_Found]) -> dict[str, set[int]]:
    """The years that the text writes with each day of the year; those on which things begin (`1 juli`) are left out."""
    years: dict[str, set[int]] = {}
    for found in expressions:
        for point in found.points if found.kind == "day" else ():
            if point.year and point.code and not point.code.endswith("-01"):
                years.setdefault(point.code, set()).add(point.year)
    return years


def _told_elsewhere(found: _Found, years: dict[str, set[int]], today: date) -> _Found:
    """A day without its year gets it from where the text comes to that day with a year, and with just one.

    Behind `jl.` only where the letter's own date cannot be right, as it lies before that day.
    """
    point = found.points[0]
    year, *others = years.get(point.code) or (0,)
    if others or abs(year - today.year) > 1 or found.lean == 1:
        return found
    if found.lean == -1 and spelled(point.code, year) <= str(today):
        return found
    return replace(found, points=(replace(point, year=year),))


def _school_years(expressions: Iterable[_Found]) -> dict[int, str]:
    """The pairs of years that the text calls a school year or study year, by their first: `2013-2014`."""
    fixed = [point.fixed for found in expressions for point in found.points if found.kind == "unit" and point.fixed]
    return {int(value[:4]): value for value in fixed if re.fullmatch(r"[0-9]{4}-0[89]/[0-9]{4}-0[78]", value)}


# --- public -----------------------------------------------------------------------------------------------------


def find_dates(text: str, letter_date: date | None) -> list[Mention]:
    """The DATE mentions of a normalised text, in order; offsets count its code points.

    `letter_date` is what relative expressions count from. Without it they are found but have no value.
    """
    mentions = []
    text = plain_signs(text)
    expressions = _expressions(text, letter_date)
    years, school_years = _years_of_days(expressions), _school_years(expressions)
    for found in expressions:
        pair = [point.year for point in found.points]
        if found.kind == "year" and len(pair) == 2 and pair[0] in school_years and pair[1] == pair[0] + 1:
            found = replace(found, points=(_Point(fixed=school_years[pair[0]]),))
        if letter_date and found.kind == "day" and len(found.points) == 1 and not found.points[0].year:
            found = _told_elsewhere(found, years, letter_date)
        value = None if found.loose else _value(text, found, letter_date)
        if value is not None:
            mentions.append(Mention(found.start, found.end, "DATE", value))
    return mentions


def parse_day(text: str) -> date | None:
    """The first day that the text writes in full (`17 oktober 2023`, `10-07-2020`, `2 dec. 2010`)."""
    for found in _atoms(plain_signs(text), None):
        point = found.points[0]
        if found.kind == "day" and point.year:
            try:
                return date.fromisoformat(spelled(point.code, point.year))
            except ValueError:
                continue
    return None


class Dates:
    """spaCy component: adds the DATE entities, counted from the letter's date in `doc._.letter`."""

    def __call__(self, doc: Doc) -> Doc:
        """Find the dates of `doc.text`; entities that are there already stay."""
        letter = doc._.letter if Doc.has_extension("letter") else None
        written = letter["date"] if letter else None
        add_mentions(doc, find_dates(text_of(doc), date.fromisoformat(written) if written else None))
        return doc


@Language.factory("nlp_pipeline_dates", assigns=["doc.ents"])
def make_dates(nlp: Language, name: str) -> Dates:
    """Make the component; it takes no settings."""
    return Dates()
