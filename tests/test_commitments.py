"""The COMMITMENT component: cases, the tables' own examples, properties on any text, time on hostile text."""

import time
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Span

from nlp_pipeline.components.commitments import make_commitments
from nlp_pipeline.components.commitments.clauses import Sentence
from nlp_pipeline.components.commitments.judging import Judged, judge_sentences
from nlp_pipeline.components.commitments.promises import find_promises
from nlp_pipeline.components.commitments.words import TABLES, Alternatives, in_lower_case
from nlp_pipeline.components.dates import find_dates
from nlp_pipeline.components.sentences import sentence_spans
from nlp_pipeline.mentions import COMMITMENTS, Mention
from nlp_pipeline.values import Letter, OrgValue, Signatory
from tests.markup import cases, parse

OFFICE = "Staatssecretaris van Binnenlandse Zaken en Koninkrijksrelaties"
NLP = spacy.blank("nl")
WORDS = (
    "ik zal zullen wij worden wordt geïnformeerd uw Kamer het kabinet streef ernaar dat die om te , . ? “ ” ; of en "
    "onderzoekt bezien besloten voor na uiterlijk 2024 de zomer Vraag Antwoord niet minister van Justitie en Veiligheid"
)
TEXTS = st.text() | st.lists(st.sampled_from([*WORDS.split(), "\n", " "])).map(" ".join)


def letter(day: str | None, subject: str | None = None, signatories: list[Signatory] | None = None) -> Letter:
    return {
        "kind": "kamerbrief",
        "date": day,
        "subject": subject,
        "reference": None,
        "document": None,
        "addressee": None,
        "signatories": signatories or [{"name": "A.C. van Huffelen", "office": OFFICE}],
    }


def find(
    text: str,
    day: str | None,
    organisations: dict[str, str] | None = None,
    subject: str | None = None,
    signatories: list[Signatory] | None = None,
) -> list[Judged]:
    mentions: list[Mention] = list(find_dates(text, date.fromisoformat(day) if day else None))
    for name, identifier in (organisations or {}).items():
        value: OrgValue = {"id": identifier, "name": name, "abbreviation": None}
        mentions.append(Mention(0, 1, "ORG", value))
    judged = judge_sentences(text, sentence_spans(text), mentions, letter(day, subject, signatories))
    return [one for one in judged if one.promises]


@pytest.mark.parametrize("case", cases("commitments"))
def test_case(case: dict[str, Any]) -> None:
    text, marked = parse(case["text"])
    found = find(text, case["letter_date"], case.get("organisations"), case.get("subject"), case.get("signatories"))
    assert [text[c.start : c.end] for c in found] == [text[s:e] for s, e, _, _ in marked]
    for commitment, (start, end, _, attrs) in zip(found, marked, strict=True):
        assert (commitment.start, commitment.end) == (start, end)
        value, due, actor = commitment.value, commitment.value["due"], commitment.value["actor"]
        flat = {
            "type": value["type"],
            "strength": value["strength"],
            "addressee": value["addressee"],
            "actor": actor["text"],
            "office": actor["office"],
            "org": actor["org"],
            "due": due and due["text"],
            "due_start": due and due["start"],
            "due_end": due and due["end"],
        }
        assert {key: flat[key] for key in attrs} == {key: attr or None for key, attr in attrs.items()}


@pytest.mark.parametrize("row", TABLES["rules"], ids=lambda row: row["example"])
def test_rule_takes_its_example(row: dict[str, Any]) -> None:
    found = list(find_promises(Sentence(row["example"])))
    assert any(p.points == row["points"] for p in found)
    assert max(p.points for p in found) == 3 or row["points"] != 3


@pytest.mark.parametrize("row", TABLES["rules"], ids=lambda row: row["example"])
def test_example_of_a_rule_is_a_commitment(row: dict[str, Any]) -> None:
    (found,) = find(row["example"], "2015-01-01")
    assert found.value["strength"] == row["strength"]


@pytest.mark.parametrize("row", TABLES["cues"], ids=lambda row: row["example"])
def test_cue_holds_in_its_example(row: dict[str, Any]) -> None:
    assert Alternatives(row["any"], cased=row.get("cased", False)).search(
        row["example"] if row.get("cased") else row["example"].lower()
    )
    assert bool(find(row["example"], "2023-10-17")) == (row["points"] > 0)


@given(TEXTS, st.sampled_from([None, "2023-10-17"]))
def test_any_text(text: str, day: str | None) -> None:
    found = find(text, day)
    spans = set(sentence_spans(text))
    assert all(c.end in {end for _, end in spans} and 0 <= c.start < c.end <= len(text) for c in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_component_covers_exact_characters() -> None:
    nlp = spacy.blank("nl")
    doc = nlp("• In 2024 zal ik de Kamer informeren.Slot")
    make_commitments(nlp, "commitments")(doc)
    assert [span.text for span in doc.spans[COMMITMENTS]] == ["In 2024 zal ik de Kamer informeren.Slot"]
    assert doc.spans[COMMITMENTS][0].label_ == "COMMITMENT"
    assert doc.spans[COMMITMENTS][0]._.value["type"] == "inform"


@pytest.mark.parametrize(
    "unit",
    ["Ik zal de Kamer informeren. ", "ik zal worden of dat ", "wordt ge", "zal, ", "“", "Vraag\n", "is zal "],
    ids=repr,
)
def test_hostile_text_takes_linear_time(unit: str) -> None:
    def seconds(n: int) -> float:
        text = unit * n
        start = time.process_time()
        judge_sentences(text, sentence_spans(text))
        return time.process_time() - start

    seconds(100)
    small, large = min(seconds(200) for _ in range(3)), min(seconds(800) for _ in range(2))
    assert large < 10 * small + 0.05


@given(st.text(alphabet="İIıSßzaZ ÀéẞΣς\n"))
def test_lower_case_is_as_long(text: str) -> None:
    assert len(in_lower_case(text)) == len(text)


@given(TEXTS)
def test_looking_first_changes_nothing(text: str) -> None:
    lower = in_lower_case(text)
    for row in TABLES["cues"]:
        if not row.get("cased"):
            words = Alternatives(row["any"])
            assert (words.search(lower) is None) == (words._pattern.search(lower) is None)


def test_a_name_alone_is_no_candidate_and_keeps_its_value() -> None:
    nlp = spacy.blank("nl")
    doc = nlp("Plan van Aanpak")
    doc.ents = [Span(doc, 0, 3, label="ORG")]
    doc.ents[0]._.value = {"id": "name:plan-van-aanpak", "name": "Plan van Aanpak", "abbreviation": None}
    doc = make_commitments(nlp, "commitments")(doc)
    assert doc.ents[0]._.value["id"] == "name:plan-van-aanpak"
