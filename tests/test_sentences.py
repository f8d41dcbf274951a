"""Sentences: cases, properties on any text, time on hostile text."""

import time
from itertools import pairwise
from typing import Any

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from nlp_pipeline.components.sentences import make_sentences, sentence_spans
from tests.markup import cases, parse

WORDS = ["nr.", "De", "c.s.", "A.C.", "1.", "2023.", "”", ")", "...", "?", "a)", "•", "\n", " ", "woord", ":", "€"]
TEXTS = st.text() | st.lists(st.sampled_from(WORDS)).map(" ".join) | st.lists(st.sampled_from(WORDS)).map("".join)


@pytest.mark.parametrize("case", cases("sentences"))
def test_case(case: dict[str, Any]) -> None:
    text, marked = parse(case["text"])
    assert [text[s:e] for s, e in sentence_spans(text)] == [text[s:e] for s, e, _, _ in marked]


@given(TEXTS)
def test_any_text(text: str) -> None:
    spans = sentence_spans(text)
    for start, end in spans:
        assert 0 <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        assert "\n" not in text[start:end]
    assert all(a[1] <= b[0] for a, b in pairwise(spans))


def test_component_marks_the_first_token_of_each_sentence() -> None:
    nlp = spacy.blank("nl")
    doc = make_sentences(nlp, "sentences")(nlp.make_doc("Kop\n• Zie nr. 25. Dit volgt.\n\nSlot."))
    assert [sent.text.strip() for sent in doc.sents] == ["Kop", "• Zie nr. 25.", "Dit volgt.", "Slot."]


def test_component_keeps_an_empty_document() -> None:
    nlp = spacy.blank("nl")
    assert len(make_sentences(nlp, "sentences")(nlp.make_doc(""))) == 0


@pytest.mark.parametrize("unit", ["nr. ", ". ", "A.", "1. ", "” ", "\n", "• ", "Zin. "], ids=repr)
def test_hostile_text_takes_linear_time(unit: str) -> None:
    def seconds(n: int) -> float:
        start = time.process_time()
        sentence_spans(unit * n)
        return time.process_time() - start

    seconds(1000)
    small, large = min(seconds(5000) for _ in range(3)), min(seconds(20000) for _ in range(3))
    assert large < 10 * small + 0.05
