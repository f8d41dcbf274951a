"""Calendar arithmetic of the annotation guidelines: EDTF values (ISO 8601-2) and the days they stand for.

Intervals include both ends. Values are days `2023-10-17`, months `2023-05`, years `2019`, decades `199X`,
seasons `-21` (spring) to `-24` (winter), quarters `-33` to `-36`, half-years `-40` and `-41`, and ranges of
these with `/`.
"""

import re
from calendar import monthrange
from datetime import date, timedelta

from nlp_pipeline.values import DateMod

Interval = tuple[date, date]

# Code behind the year → (first month, months). Seasons by meteorology: winter runs into the next year.
_MONTHS_OF_CODE = {
    **{month: (month, 1) for month in range(1, 13)},
    **{21: (3, 3), 22: (6, 3), 23: (9, 3), 24: (12, 3)},
    **{33: (1, 3), 34: (4, 3), 35: (7, 3), 36: (10, 3)},
    **{40: (1, 6), 41: (7, 6)},
}
_POINT = re.compile(r"([0-9]{3})([0-9X])(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_THIRD: dict[DateMod, int] = {"START": 0, "MID": 1, "END": 2}


def interval(value: str, mod: DateMod | None = None) -> Interval:
    """First and last day of an EDTF value, or of its first, middle or last third.

    A third is four months of a year, forty of a decade, days 1–10, 11–20 and 21–last of a month, and whole months of
    seasons, quarters and half-years; a year that begins in another month (`2023-08/2024-07`) is divided as a year.
    Days and other ranges have no thirds: there `mod` is ignored. Raises ValueError for what is no value of the kinds
    above or no real day.
    """
    if "/" in value:
        first, last = value.split("/")
        if mod and len(first) == 7 and last == f"{int(first[:4]) + 1:04}-{int(first[5:]) - 1:02}":
            return _months(int(first[:4]), int(first[5:]) + 4 * _THIRD[mod], 4)
        return interval(first)[0], interval(last)[1]
    point = _POINT.fullmatch(value)
    if not point:
        raise ValueError(f"no value of a kind that is known here: {value!r}")
    decade, unit, code, day = point.groups()
    if day:
        exact = date.fromisoformat(value)
        return exact, exact
    if unit == "X":
        third = _THIRD[mod] if mod else 0
        return _months(int(decade) * 10, 1 + 40 * third, 40 if mod else 120)
    if code and int(code) not in _MONTHS_OF_CODE:
        raise ValueError(f"no month, season, quarter or half-year: {value!r}")
    year = int(decade + unit)
    month, count = _MONTHS_OF_CODE[int(code)] if code else (1, 12)
    if mod is None:
        return _months(year, month, count)
    third = _THIRD[mod]
    if count > 1:
        return _months(year, month + third * count // 3, count // 3)
    start, end = _months(year, month, 1)
    return start.replace(day=10 * third + 1), end if mod == "END" else end.replace(day=10 * third + 10)


def _months(year: int, month: int, count: int) -> Interval:
    """The `count` months from `month` on; months above 12 lie in the next year."""
    (first_year, first), (last_year, last) = (divmod(year * 12 + m, 12) for m in (month - 1, month + count - 2))
    return date(first_year, first + 1, 1), date(last_year, last + 1, monthrange(last_year, last + 1)[1])


def spelled(code: str, year: int) -> str:
    """EDTF of a code (`""`, `-10`, `-10-17`, `-21`) or of a day or recess by its name, in the year it begins."""
    if code == "prinsjesdag":
        return str(prinsjesdag(year))
    if code == "zomerreces":
        return f"{year:04}-07/{year:04}-08"
    if code == "kerstreces":
        return f"{year:04}-12-20/{year + 1:04}-01-10"
    return f"{year:04}{code}"


def prinsjesdag(year: int) -> date:
    """The third Tuesday of September."""
    first = date(year, 9, 1)
    return first + timedelta(days=(1 - first.weekday()) % 7 + 14)


def week_of(day: date, shift: int = 0) -> str:
    """EDTF of the week (Monday to Sunday) of the day, or of the week `shift` weeks later."""
    monday = day + timedelta(days=7 * shift - day.weekday())
    return f"{monday}/{monday + timedelta(days=6)}"


def month_of(day: date, shift: int = 0) -> str:
    """EDTF of the month of the day, or of the month `shift` months later."""
    year, month = divmod(day.year * 12 + day.month - 1 + shift, 12)
    return f"{year:04}-{month + 1:02}"


def quarter_of(day: date, shift: int = 0) -> str:
    """EDTF of the quarter of the day, or of the quarter `shift` quarters later."""
    year, quarter = divmod(day.year * 4 + (day.month - 1) // 3 + shift, 4)
    return f"{year:04}-{quarter + 33}"


def half_of(day: date, shift: int = 0) -> str:
    """EDTF of the half-year of the day, or of the half-year `shift` half-years later."""
    year, half = divmod(day.year * 2 + (day.month - 1) // 6 + shift, 2)
    return f"{year:04}-{half + 40}"


def year_from(month: int, first: int) -> str:
    """EDTF of the twelve months from a month of the year `first` on: `2023-08/2024-07`."""
    return f"{first:04}-{month:02}/{first + 1:04}-{month - 1:02}"


def school_year_of(day: date, shift: int = 0) -> str:
    """EDTF of the school year (August to July) of the day, or of the one `shift` years later."""
    return year_from(8, day.year + shift - (day.month < 8))


def study_year_of(day: date, shift: int = 0) -> str:
    """EDTF of the study year (September to August) of the day, or of the one `shift` years later."""
    return year_from(9, day.year + shift - (day.month < 9))


def months_up_to(day: date, months: int) -> str:
    """EDTF of the months up to the day (`het afgelopen jaar`): from the same day that many months before."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    before = date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    return f"{before}/{day}"
