from time import process_time
from typing import Any

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from nlp_pipeline.components.motions import find_motions
from nlp_pipeline.components.references import find_references
from nlp_pipeline.values import Footnote
from tests.markup import cases, parse

PIECES = st.sampled_from(
    [
        *("motie ", "moties ", "Motie-", "gewijzigde ", "MOTIE VAN HET LID ", "van het lid ", "van de leden "),
        *("Simons", "Van der Staaij", "de Hoop", " (Bij1)", " c.s.", " en ", "/", ", ", ". ", "\n"),
        *("(Kamerstuk 36 200 IV, nr. 25)", "36200-XV-51, ", "aangenomen", "van 14 december 2021 "),
    ]
)


def footnotes(text: str, notes: list[dict[str, str]]) -> list[Footnote]:
    """The footnotes of a case: where the marker stood (`behind` or `before` some words) and the words of the note."""
    made: list[Footnote] = []
    for number, note in enumerate(notes, 1):
        at = text.index(note["behind"]) + len(note["behind"]) if "behind" in note else text.index(note["before"])
        start = text.rindex(note["note"])
        made.append(Footnote(marker=str(number), at=(at, at), note=(start, start + len(note["note"]))))
    return made


def attributes(value: Any) -> dict[str, str]:
    return {
        "submitters": ",".join(value["submitters"]),
        "party": value["party"] or "",
        "cosigned": str(value["cosigned"]).lower(),
        "status": value["status"] or "",
        "ref": value["ref"] or "",
    }


@pytest.mark.parametrize("case", cases("motions"))
def test_case(case: dict[str, Any]) -> None:
    text, marked = parse(case["text"])
    found = find_motions(text, find_references(text), footnotes(text, case.get("notes", [])))
    assert [(m.start, m.end) for m in found] == [(start, end) for start, end, _, _ in marked]
    for mention, (_, _, _, expected) in zip(found, marked, strict=True):
        assert {name: attributes(mention.value)[name] for name in expected} == expected


@given(st.one_of(st.text(), st.lists(PIECES).map("".join)), st.lists(st.integers(0, 200)))
def test_any_text(text: str, places: list[int]) -> None:
    notes = [Footnote(marker="1", at=(at, at), note=(at, len(text))) for at in places if at <= len(text)]
    mentions = find_motions(text, find_references(text), notes)
    borders = [0, *(border for m in mentions for border in (m.start, m.end)), len(text)]
    assert borders == sorted(borders)
    assert all(m.start < m.end and m.confidence is None for m in mentions)


@pytest.mark.parametrize(
    "piece",
    [
        "motie ",
        "motie Simons c.s. ",
        "moties Simons, ",
        "motie van de leden Simons en ",
        "motie Simons, ",
        "motie (Kamerstuk 36 200, nr. 25) ",
        "motie Van der ",
        "de brief over de uitvoering van de motie ",
        "Van Simons, Becker, ",
    ],
)
def test_time_is_linear(piece: str) -> None:
    def seconds(times: int) -> float:
        text = piece * times
        references = find_references(text)
        notes = [Footnote(marker="1", at=(at, at), note=(at, at)) for at in range(0, len(text), 50)]
        best = float("inf")
        for _ in range(3):
            start = process_time()
            find_motions(text, references, notes)
            best = min(best, process_time() - start)
        return best

    assert seconds(4000) < 10 * seconds(1000) + 0.05


def test_component_reads_references_and_footnotes() -> None:
    nlp = spacy.blank("nl")
    nlp.add_pipe("nlp_pipeline_references")
    nlp.add_pipe("nlp_pipeline_motions")
    doc = nlp("Ik dank u voor de motie-Becker c.s. (Kamerstuk 35 300 VI, nr. 37).")
    assert [(e.label_, e.text) for e in doc.ents] == [
        ("MOTION", "motie-Becker c.s."),
        ("REF", "Kamerstuk 35 300 VI, nr. 37"),
    ]
    assert doc.ents[0]._.value["ref"] == "kst-35300-VI-37"
