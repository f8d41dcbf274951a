"""The DATE component: cases, properties on any text, time on hostile text."""

import time
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from nlp_pipeline.calendar_nl import interval
from nlp_pipeline.components.dates import find_dates, make_dates, parse_day
from tests.markup import cases, parse

WORDS = (
    "17 3 2015 1999 20171 oktober mei eind begin van tot en met / - , jl. vorig jaar zomer zomerreces prinsjesdag "
    "het eerste kwartaal helft Q2 vandaag afgelopen derde week"
).split()
TEXTS = st.text() | st.lists(st.sampled_from([*WORDS, "\n", " "])).map(" ".join)
LETTER_DATES = st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1))


@pytest.mark.parametrize("case", cases("dates"))
def test_case(case: dict[str, Any]) -> None:
    text, marked = parse(case["text"])
    written = case["letter_date"]
    found = find_dates(text, date.fromisoformat(written) if written else None)
    assert [(m.start, m.end, text[m.start : m.end]) for m in found] == [(s, e, text[s:e]) for s, e, _, _ in marked]
    for mention, (_, _, _, attrs) in zip(found, marked, strict=True):
        value = dict(mention.value or {})
        assert {key: value[key] for key in attrs} == {key: attr or None for key, attr in attrs.items()}


@given(TEXTS, LETTER_DATES)
def test_any_text(text: str, letter_date: date | None) -> None:
    found = find_dates(text, letter_date)
    for m in found:
        assert 0 <= m.start < m.end <= len(text)
        assert text[m.start : m.end] == text[m.start : m.end].strip()
        assert m.label == "DATE"
        assert m.confidence is None
    assert all(a.end <= b.start for a, b in pairwise(found))


@given(TEXTS, LETTER_DATES)
def test_values_and_intervals_agree(text: str, letter_date: date | None) -> None:
    for m in find_dates(text, letter_date):
        value: Any = m.value
        if value["value"] is None:
            assert set(value.values()) == {None}
        elif "/" not in value["value"] or value["mod"] is None:
            start, end = date.fromisoformat(value["start"]), date.fromisoformat(value["end"])
            outer = interval(value["value"])
            assert outer[0] <= start <= end <= outer[1] or "/" in value["value"]


@pytest.mark.parametrize(
    "piece",
    [
        "1, 2, 3, 4 en ",
        "begin van het ",
        "is mei is zomer 2015 tot ",
        "2015-",
        "19 ",
        "http://www.",
        "a" * 50 + "wet 2015 ",
    ],
)
def test_time_grows_with_the_text_only(piece: str) -> None:
    def seconds(n: int) -> float:
        text = piece * n
        best = float("inf")
        for _ in range(3):
            start = time.process_time()
            find_dates(text, date(2023, 10, 17))
            best = min(best, time.process_time() - start)
        return best

    n = 12_000 // len(piece)
    assert seconds(4 * n) < 10 * max(seconds(n), 0.001)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("17 oktober 2023", date(2023, 10, 17)),
        ("10-07-2020", date(2020, 7, 10)),
        ("2 dec. 2010", date(2010, 12, 2)),
        ("Den Haag, 2 februari2015 ", date(2015, 2, 2)),
        ("dinsdag 4 mei 2021", date(2021, 5, 4)),
        ("oktober 2023", None),
        ("17 oktober", None),
        ("31 februari 2023", None),
        ("Ons kenmerk 2023-0000619565", None),
        ("", None),
    ],
)
def test_parse_day(text: str, day: date | None) -> None:
    assert parse_day(text) == day


def test_component_counts_from_the_date_of_the_letter() -> None:
    if not Doc.has_extension("letter"):
        Doc.set_extension("letter", default=None)
    nlp = spacy.blank("nl")
    component = make_dates(nlp, "dates")
    doc = nlp.make_doc("Wij spreken u eind oktober van dit jaar.")
    doc._.letter = {"date": "2023-10-17"}
    doc = component(doc)
    assert [(e.text, e.label_, e._.value["start"]) for e in doc.ents] == [
        ("eind oktober van dit jaar", "DATE", "2023-10-21")
    ]
    undated = component(nlp.make_doc("Wij spreken u eind oktober van dit jaar."))
    assert [e._.value["start"] for e in undated.ents] == [None]
