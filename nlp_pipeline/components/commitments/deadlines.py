"""By when: the words that tie a date or a duration to a promise, and their interval."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from nlp_pipeline.components.commitments.context import Context
from nlp_pipeline.components.commitments.words import any_of
from nlp_pipeline.mentions import Mention
from nlp_pipeline.values import Due, Offsets

_EVENT = (
    r"(?:\w*(?:overleg|debat|conferentie|verkiezingen|bijeenkomst|behandeling|raad|top|herdenking|vergadering|ipko)"
    r"|(?-i:[A-Z]{2,}))"
)
_BEFORE = "v(?:o\u0301?|ó){2}r"
_TIED = re.compile(
    rf"""
    \b(?:
        (?P<latest>
            uiterlijk(?:\snog)?(?:\s(?:in|op|voor|per|tijdens|bij))? | tot\sen\smet | binnen | richting
          | (?:nog\s)?{_BEFORE}\s(?:het\s|aan\shet\s)?einde\svan )
      | (?P<after>(?:zo\s(?:spoedig|snel)\smogelijk\s|kort\s|direct\s|meteen\s)?na(?:\safloop\svan)?)
      | (?P<before>(?<!gepland\s)(?<!voorzien\s)(?:nog\s)?{_BEFORE} | tot)
      | (?P<from>vanaf|met\singang\svan|op\szijn\svroegst(?:\s(?:in|op))?)
      | (?P<in>
            (?:nog\s|later\s)?(?:(?:halverwege|in\sde\s(?:loop\svan|periode(?:\svan)?))|aan\shet\seinde?\svan)
          | (?:nog\s|later\s)?(?:in|op|per|tijdens|gedurende|rond|omstreeks|aan(?=\shet\s)) | later | nog )
    )
    \s(?:(?:de|het|deze)\s(?:[\w-]*(?:periode|jaar|(?<=\bin\sde\s)jaren)\s)?)?
    (?:(?:\w+\s){{0,2}}{_EVENT}\s(?:[\w ]{{0,50}}\s)?(?:van|op|in)\s)?$  # `na de verkiezingen van` 15 maart
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ALONE = re.compile(r"(?:begin|medio|halverwege|eind|ultimo|komend|volgend|dit|deze)", re.IGNORECASE)
_PLANNED = re.compile(r"\b(?:(?:gepland|voorzien)\s(?:voor|in|op)\s(?:de\s|het\s)?|(?:zal|zullen|wordt|worden)\s)$")
_PLANNED_FOR = re.compile(r"[^.;:?]{0,120}\b(?:gepland|voorzien)\b")
"""Behind a year: `voor 2017 staat een doorlichting gepland`."""
_FROM = re.compile(r"\b[Vv]an\s$")
_RANGE = re.compile(r"\d\s?(?:[-–]|t/m|tot)\s?(?:en\smet\s)?\d")
_PAST_TIE = re.compile(r"\b(?:van|uit|sinds|d\.d\.)\s(?:de\s|het\s)?$", re.IGNORECASE)
_SUMMER = re.compile(r"zomer(?!reces)", re.IGNORECASE)
_NEAR = 120
"""Code points before a date in which the words stand that tie it."""
_UNITS = {"dag": 1, "dagen": 1, "week": 7, "weken": 7}
_NUMBERS = ("een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf")
_COUNTS = {word: n for n, word in enumerate(_NUMBERS, 1)} | {"één": 1}
_DURATION = re.compile(
    rf"\b(?P<tie>[Bb]innen|[Nn]a|[Oo]ver|(?<!voor )[Dd]e komende)\s(?:(?P<half>een half jaar|anderhalf jaar)"
    rf"|(?P<count>{any_of(_COUNTS)}|\d{{1,2}}|enkele|een paar)\s(?P<unit>dagen|weken|maanden|jaar|dag|week|maand))\b"
)


class Deadline(NamedTuple):
    """A deadline with what speaks for it: its rank among the dates of a sentence (0 first) and its points."""

    rank: int
    points: int
    due: Due


def find_deadline(
    context: Context, clauses: Sequence[Offsets], dates: Sequence[Mention], told: int | None
) -> Deadline | None:
    """The deadline in the main clauses: the words that tie a date ahead, else a duration, to the promise.

    Of several the nearest to where parliament is `told`, else the last of the lowest rank.
    """
    tied = [
        (_joined(context, found, dates[k : k + 2]), mention.start)
        for start, end in clauses
        for k, mention in enumerate(dates)
        if start <= mention.start < end and (found := _tied(context, start, mention))
    ]
    if tied:
        return min(reversed(tied), key=lambda t: t[0].rank if told is None else abs(t[1] - told))[0]
    if m := next((m for clause in clauses if (m := _DURATION.search(context.text, *clause))), None):
        day = _iso(_add(context.day, m)) if context.day else None
        start, end = {"binnen": (None, day), "na": (day, None), "over": (day, day)}.get(
            m["tie"].lower(), (_iso(context.day), day)
        )
        return Deadline(0, 1, Due(text=m[0], start=start, end=end))
    return None


def _joined(context: Context, found: Deadline, dates: Sequence[Mention]) -> Deadline:
    """The deadline `found` at the first of two dates, with the other where the two are one: `in 2024 en 2025`."""
    due = found.due
    if len(dates) < 2 or due["end"] is None or context.text[dates[0].end : dates[1].start] != " en ":
        return found
    words = due["text"] + context.text[dates[0].end : dates[1].end]
    return found._replace(due=Due(text=words, start=due["start"], end=_iso(_interval(dates[1])[1])))


def _tied(context: Context, start: int, mention: Mention) -> Deadline | None:
    """The deadline that a DATE of a sentence from `start` is, if a word ties it and it is not over."""
    if is_past(mention, context.day, strictly=True):
        return None
    text = context.text
    first, last = _interval(mention)
    words = text[mention.start : mention.end]
    tie = _TIED.search(text, max(start, mention.start - _NEAR), mention.start)
    if tie is None:
        before = text[max(start, mention.start - _NEAR) : mention.start]
        if (m := _FROM.search(before)) and _RANGE.search(words):
            return Deadline(1, 2, Due(text=m[0] + words, start=_iso(first), end=_iso(last)))
        if not _PLANNED.search(before) and (not _ALONE.match(words) or _PAST_TIE.search(before)):
            return None
        return Deadline(2, 2, Due(text=words, start=_iso(first), end=_iso(last)))
    due_text = text[tie.start() : mention.end]
    rank = 0
    match tie.lastgroup:
        case "before":
            if words.isdigit() and not tie[0].lower().startswith(("nog", "tot")):  # `de begroting voor 2024`
                if not _PLANNED_FOR.match(text, mention.end):
                    return None
            else:
                first, last = None, _day_before(words, first, last)
        case "latest":
            first = None
        case "after":
            first, last = last + timedelta(days=1) if last else None, None
        case "from":
            rank, last = 1, None
        case _:
            rank = 1
    if last and context.day and last < context.day:  # `de gegevens tot medio 2015`, in a letter of August
        return None
    return Deadline(rank, 2, Due(text=due_text, start=_iso(first), end=_iso(last)))


def _day_before(words: str, first: date | None, last: date | None) -> date | None:
    """The last day before the date: 30 June for the summer; `voor eind 2024` is before the end of it."""
    if first and _SUMMER.match(words):
        return date(first.year, 6, 30)
    if words.lower().startswith("eind"):
        return last
    return first - timedelta(days=1) if first else None


def _interval(mention: Mention) -> tuple[date | None, date | None]:
    value: Any = mention.value or {}
    first, last = value.get("start"), value.get("end")
    return date.fromisoformat(first) if first else None, date.fromisoformat(last) if last else None


def is_past(mention: Mention, day: date | None, *, strictly: bool) -> bool:
    """Whether the date lies before the letter's `day` (or on it, unless `strictly`)."""
    last = _interval(mention)[1]
    return bool(day and last and (last < day or (last == day and not strictly)))


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _add(day: date, m: re.Match[str]) -> date | None:
    """`day` plus the duration found by `_DURATION`; None where it is vague (`enkele maanden`)."""
    if m["half"]:
        months = 6 if m["half"].startswith("een") else 18
    elif m["count"] in ("enkele", "een paar"):
        return None
    else:
        count = _COUNTS.get(m["count"]) or int(m["count"])
        if m["unit"] in _UNITS:
            return day + timedelta(days=count * _UNITS[m["unit"]])
        months = count * (12 if m["unit"] == "jaar" else 1)
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    return None
