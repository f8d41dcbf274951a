from time import process_time
from typing import Any

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from nlp_pipeline.components.references import find_references
from tests.markup import cases, parse

PIECES = st.sampled_from(
    [
        *("Kamerstuk ", "Kamerstukken II ", "Tweede Kamer, ", "TK ", "Handelingen ", "Aanhangsel ", "vergaderjaar "),
        *("2019/20, ", "35 300", "36200-XV", " VI", ", nr. 37", "nrs. 1 ", "-25", "29544nr", "item 2", "2015Z00908"),
        *(" en ", "/", ";", "(", ")", ", ", "\n", "€ ", "kst-", "wetsvoorstel ", "Uw kenmerk "),
    ]
)


@pytest.mark.parametrize("case", cases("references"))
def test_case(case: dict[str, Any]) -> None:
    text, marked = parse(case["text"])
    expected = [(start, end, attrs["ids"].split(",") if attrs["ids"] else []) for start, end, _, attrs in marked]
    found = [(m.start, m.end, m.value["ids"]) for m in find_references(text) if m.value and "ids" in m.value]
    assert found == expected


@pytest.mark.parametrize(
    ("text", "urls"),
    [
        ("Kamerstuk 36 200 IV, nr. 25", ["kst-36200-IV-25"]),
        ("Handelingen II 2022/23, nr. 15, item 2", ["h-tk-20222023-15-2"]),
        ("Aanhangsel Handelingen 2020–2021, nr. 123", ["ah-tk-20202021-123"]),
        ("Kamerstukken I 2015/16, 34 300-IV, K", ["kst-34300-IV-K"]),
        ("33845-9/2015D20880", ["kst-33845-9"]),
        ("2023Z12345", []),
        ("TZ202306-026", []),
        ("Kamerstuk 33 450", []),
        ("34300-XV Vaststelling van de begrotingsstaten", []),
    ],
)
def test_only_published_documents_have_an_address(text: str, urls: list[str]) -> None:
    (mention,) = find_references(text)
    assert mention.value is not None
    assert mention.value["urls"] == [f"https://zoek.officielebekendmakingen.nl/{i}.html" for i in urls]


@given(st.one_of(st.text(), st.lists(PIECES).map("".join)))
def test_any_text(text: str) -> None:
    mentions = find_references(text)
    borders = [0, *(border for m in mentions for border in (m.start, m.end)), len(text)]
    assert borders == sorted(borders)
    assert all(m.start < m.end and m.confidence is None for m in mentions)


@pytest.mark.parametrize(
    ("piece", "times"),
    [
        ("33 000 en ", 500),
        ("24170-278 en 5 ", 2000),
        ("Kamerstukken II ", 2000),
        ("Tweede Kamer, ", 2000),
        ("nrs. 1, 2, ", 2000),
        ("Kamerstuk 35 000, nrs. 1, ", 2000),
        ("https://a.nl/2023Z12345 ", 2000),
        ("2023Z12345/", 2000),
        ("25 295 Zorg ", 2000),
        ("vergaderjaar 2019/20, ", 2000),
    ],
)
def test_time_is_linear(piece: str, times: int) -> None:
    def seconds(times: int) -> float:
        text = piece * times
        best = float("inf")
        for _ in range(2):
            start = process_time()
            find_references(text)
            best = min(best, process_time() - start)
        return best

    assert seconds(4 * times) < 10 * seconds(times) + 0.05


def test_component_adds_entities() -> None:
    nlp = spacy.blank("nl")
    nlp.add_pipe("nlp_pipeline_references")
    doc = nlp("In de brief (Kamerstuk 29544nr. 1176).")
    assert [(e.label_, e.text, e._.value["ids"]) for e in doc.ents] == [
        ("REF", "Kamerstuk 29544nr. 1176", ["kst-29544-1176"])
    ]
