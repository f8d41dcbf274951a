"""ORG: the cases, and what must hold on any text."""

import json
import time
from pathlib import Path
from typing import Any

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp_pipeline.components.organisations import find_organisations, kinds, make_organisations
from nlp_pipeline.gazetteer import Gazetteer, fold, load_gazetteer
from tests.markup import cases, parse

GAZETTEER = load_gazetteer()
PIECES = st.sampled_from(
    (
        "de Raad voor rechtshandhaving (hierna: Minister van Justitie en Veiligheid , Aruba Curaçao (DT&V) Dienst \n "
        "\n\n Tweede Kamer der Staten-Generaal commissie- Commissie vaste Ministerie ministers Financiën & Stichting "
        "’s KMar ) . EU / - 4"
    ).split(" ")
)


@pytest.mark.parametrize("case", cases("organisations"))
def test_case(case: dict[str, Any]) -> None:
    text, marked = parse(case["text"])
    expected = [(start, end) for start, end, label, _ in marked if label == "ORG"]
    found = find_organisations(text, GAZETTEER)
    assert [text[m.start : m.end] for m in found] == [text[start:end] for start, end in expected]
    assert [(m.start, m.end) for m in found] == expected
    for mention, (_, _, _, attributes) in zip(found, marked, strict=True):
        value = mention.value
        assert value is not None
        assert {key: value[key] or "" for key in attributes} == attributes  # type: ignore[literal-required]


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(), st.lists(PIECES, max_size=40).map(" ".join), st.lists(PIECES, max_size=40).map("".join)))
def test_any_text_gives_ordered_spans(text: str) -> None:
    last = 0
    for mention in find_organisations(text, GAZETTEER):
        assert last <= mention.start < mention.end <= len(text)
        assert not text[mention.start].isspace()
        assert not text[mention.end - 1].isspace()
        last = mention.end


@pytest.mark.parametrize(
    "piece",
    [
        "Raad van ",
        "Minister van A en B, C en ",
        "(ABC) ",
        "Stichting (DE) ",
        "vaste commissie voor ",
        "Aruba, Curaçao, ",
        "Kennis- en ",
        "Raad van State (hierna: de Raad) ",
        "Raad voor de ",
        "reisorganisatie Zonvaart ",
        "Binnenlandse Zaken en\n",
        "A",
        "((((",
        "Tweede Kamer\n",
        "vaste ",
        "(hierna: raad) EU. ",
    ],
)
def test_time_grows_with_length(piece: str) -> None:
    def seconds(text: str) -> float:
        best = float("inf")
        for _ in range(3):
            start = time.perf_counter()
            find_organisations(text, GAZETTEER)
            best = min(best, time.perf_counter() - start)
        return best

    few = piece * (20_000 // len(piece))
    assert seconds(few * 4) < 12 * seconds(few) + 0.05


def test_tables_hold_whole_folded_words() -> None:
    tables = {name: table for name, table in vars(kinds).items() if isinstance(table, (frozenset, tuple, list))}
    assert "MINISTERS" in tables
    broken = [(n, w) for n, table in tables.items() for w in table if w != fold(w).strip("- ") or not w]
    assert broken == []


def test_component_leaves_other_entities_alone_and_reads_a_users_file(tmp_path: Path) -> None:
    own = tmp_path / "own.jsonl"
    row = {"id": "own:bonlab", "type": "organisatie", "names": [{"value": "Bonlab", "abbr": "BLB"}]}
    own.write_text(json.dumps(row) + "\n", encoding="utf-8")
    nlp = spacy.blank("nl")
    component = make_organisations(nlp, "organisations", str(own))
    doc = nlp("Motie van het lid Simons (Bij1) over Bonlab (BLB) en JenV.")
    doc.ents = [doc.char_span(0, 31, label="MOTION")]  # type: ignore[list-item]
    ents = [(ent.text, ent.label_) for ent in component(doc).ents]
    assert ents == [("Motie van het lid Simons (Bij1)", "MOTION"), ("Bonlab", "ORG"), ("BLB", "ORG"), ("JenV", "ORG")]
    assert doc.ents[1]._.value["id"] == doc.ents[2]._.value["id"] == "own:bonlab"
    assert doc.ents[3]._.origin == "register"
    assert doc.ents[3]._.confidence is None


def test_empty_gazetteer_still_reads_shapes() -> None:
    found = find_organisations("de Stichting Leergeld en JenV", Gazetteer([]))
    assert [(m.origin, m.value) for m in found] == [
        ("rule", {"id": "name:stichting-leergeld", "name": "Stichting Leergeld", "abbreviation": None})
    ]
