"""Calendar arithmetic: values and their days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp_pipeline.calendar_nl import (
    half_of,
    interval,
    month_of,
    months_up_to,
    prinsjesdag,
    quarter_of,
    school_year_of,
    spelled,
    study_year_of,
    week_of,
)
from nlp_pipeline.values import DateMod

DAYS = st.dates(date(1600, 1, 1), date(2400, 12, 31))


@pytest.mark.parametrize(
    ("value", "mod", "start", "end"),
    [
        ("2023-10-17", None, "2023-10-17", "2023-10-17"),
        ("2024-02", None, "2024-02-01", "2024-02-29"),
        ("2019", None, "2019-01-01", "2019-12-31"),
        ("199X", None, "1990-01-01", "1999-12-31"),
        ("199X", "START", "1990-01-01", "1993-04-30"),
        ("199X", "MID", "1993-05-01", "1996-08-31"),
        ("199X", "END", "1996-09-01", "1999-12-31"),
        ("2023-08/2024-07", "END", "2024-04-01", "2024-07-31"),
        ("2023-09/2024-08", "START", "2023-09-01", "2023-12-31"),
        ("2023-21", None, "2023-03-01", "2023-05-31"),
        ("2023-22", None, "2023-06-01", "2023-08-31"),
        ("2023-23", None, "2023-09-01", "2023-11-30"),
        ("2023-24", None, "2023-12-01", "2024-02-29"),
        ("2023-33", None, "2023-01-01", "2023-03-31"),
        ("2023-36", None, "2023-10-01", "2023-12-31"),
        ("2024-40", None, "2024-01-01", "2024-06-30"),
        ("2024-41", None, "2024-07-01", "2024-12-31"),
        ("2020/2022", None, "2020-01-01", "2022-12-31"),
        ("2013/2015-05-01", None, "2013-01-01", "2015-05-01"),
        ("2021", "START", "2021-01-01", "2021-04-30"),
        ("2021", "MID", "2021-05-01", "2021-08-31"),
        ("2021", "END", "2021-09-01", "2021-12-31"),
        ("2023-05", "START", "2023-05-01", "2023-05-10"),
        ("2023-05", "MID", "2023-05-11", "2023-05-20"),
        ("2023-02", "END", "2023-02-21", "2023-02-28"),
        ("2023-33", "END", "2023-03-01", "2023-03-31"),
        ("2022-24", "END", "2023-02-01", "2023-02-28"),
    ],
)
def test_interval(value: str, mod: DateMod | None, start: str, end: str) -> None:
    assert tuple(map(str, interval(value, mod))) == (start, end)


@pytest.mark.parametrize("value", ["", "2023-13", "2023-00", "2023-02-30", "2023-25", "juni", "2023/", "23", "20XX"])
def test_no_value(value: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - date.fromisoformat words its own message
        interval(value)


def test_prinsjesdag() -> None:
    assert [prinsjesdag(year).day for year in (2015, 2019, 2022, 2023, 2024)] == [15, 17, 20, 19, 17]


def test_spelled() -> None:
    assert spelled("", 2023) == "2023"
    assert spelled("-10-17", 2023) == "2023-10-17"
    assert spelled("prinsjesdag", 2023) == "2023-09-19"
    assert spelled("zomerreces", 2023) == "2023-07/2023-08"
    assert spelled("kerstreces", 2023) == "2023-12-20/2024-01-10"


def test_units_of_a_day() -> None:
    day = date(2023, 12, 17)
    assert (month_of(day), month_of(day, 1), month_of(day, -12)) == ("2023-12", "2024-01", "2022-12")
    assert (quarter_of(day), quarter_of(day, 1)) == ("2023-36", "2024-33")
    assert (week_of(day), week_of(day, 1)) == ("2023-12-11/2023-12-17", "2023-12-18/2023-12-24")
    assert (school_year_of(day), school_year_of(date(2023, 7, 31))) == ("2023-08/2024-07", "2022-08/2023-07")
    assert (study_year_of(date(2023, 9, 1)), study_year_of(date(2023, 8, 31), 1)) == (
        "2023-09/2024-08",
        "2023-09/2024-08",
    )
    assert (half_of(day), half_of(day, 1), half_of(day, -1)) == ("2023-41", "2024-40", "2023-40")
    assert months_up_to(date(2024, 2, 29), 12) == "2023-02-28/2024-02-29"
    assert months_up_to(date(2023, 1, 31), 2) == "2022-11-30/2023-01-31"


@given(DAYS)
def test_thirds_cover_a_month_and_a_year(day: date) -> None:
    for value in (f"{day:%Y-%m}", f"{day:%Y}"):
        start, middle, end = (interval(value, mod) for mod in ("START", "MID", "END"))
        assert (start[0], end[1]) == interval(value)
        assert start[1] + timedelta(1) == middle[0]
        assert middle[1] + timedelta(1) == end[0]


@given(DAYS)
def test_a_unit_holds_its_day(day: date) -> None:
    units = [unit(day) for unit in (week_of, month_of, quarter_of, half_of, school_year_of, study_year_of)]
    for value in (*units, months_up_to(day, 6)):
        start, end = interval(value)
        assert start <= day <= end
