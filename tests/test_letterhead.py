from time import perf_counter
from typing import Any

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp_pipeline.components.letterhead import read_letterhead
from nlp_pipeline.values import Removed
from tests.markup import cases

PIECES = (
    "Datum| 14 juni 2012|\n| |Betreft |Onderwerp|Ons kenmerk|2018-0000294058|Aan de Voorzitter van de |Tweede Kamer"
    "| der Staten-Generaal|De Minister van |Justitie en Veiligheid|,|E. van der Burg|[Redacted]|Mede namens |nota|Aan"
    "|Welzijn en Sport|(|‘|Hoogachtend,|Kamervragen|Nr. 12 BRIEF|31 568"
).split("|")
HOSTILE = (
    "De Minister van A|de minister van |Aan de Voorzitter van de |Betreft (‘|Datum\n|Kenmerk\n|A. |Ab |-\n|en Aa, "
    "|De Minister van Aa en Bb,\n|A.B. Cc\n|van de |zend antwoorden op vragen |vragen van |12345/|\n|[Redacted]\n"
    "|mede namens |Onderwerp a\n|31 568\n|Nr. 1 BRIEF\n|aaa-| |1|kst-1"
).split("|")


def furniture(texts: list[str]) -> list[Removed]:
    return [Removed(text=text, source=(0, len(text))) for text in texts]


@pytest.mark.parametrize("case", cases("letterhead"))
def test_case(case: dict[str, Any]) -> None:
    letter: dict[str, Any] = {**read_letterhead(case["text"], furniture(case.get("furniture", [])))}
    assert {field: letter[field] for field in case["letter"]} == case["letter"]


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=8)).map("".join), st.lists(st.text(max_size=30)))
@settings(max_examples=300, deadline=None)
def test_any_text_gives_a_letter(text: str, removed: list[str]) -> None:
    letter: dict[str, Any] = {**read_letterhead(text, furniture(removed))}
    assert letter["kind"] in {"kamerbrief", "beantwoording", "nota", "other"}
    assert letter["date"] is None or len(letter["date"]) == len("2012-06-14")
    for field in ("subject", "reference", "document", "addressee"):
        assert letter[field] is None or letter[field].strip()
    assert all(s["office"] for s in letter["signatories"])


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_is_linear(piece: str) -> None:
    def seconds(n: int) -> float:
        text = piece * (n // len(piece))
        best = float("inf")
        for _ in range(3):
            start = perf_counter()
            read_letterhead(text, furniture([text]))
            best = min(best, perf_counter() - start)
        return best

    assert seconds(80_000) < 10 * seconds(20_000) + 0.05


def test_component_sets_the_letter() -> None:
    nlp = spacy.blank("nl")
    nlp.add_pipe("nlp_pipeline_letterhead")
    doc = nlp("Datum 14 juni 2012\nBetreft Waz-vergunning\n")
    assert doc._.letter["date"] == "2012-06-14"
    assert doc._.letter["subject"] == "Waz-vergunning"
