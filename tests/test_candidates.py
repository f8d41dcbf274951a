"""Candidates for ORG: what a scorer is asked about, what it is not, and what must hold on any text."""

from functools import lru_cache

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from nlp_pipeline.components.candidates import ORGANISATION_CANDIDATES, Candidates, organisation_candidates
from nlp_pipeline.mentions import Mention, add_mentions
from tests.markup import parse


@lru_cache
def tokenizer() -> Language:
    return spacy.blank("nl", config={"nlp": {"tokenizer": {"@tokenizers": "nlp_pipeline.NormalisingTokenizer.v1"}}})


def read(marked: str) -> Doc:
    """The doc of a text; what is marked as ORG is what the rules found."""
    text, spans = parse(marked)
    doc = tokenizer().make_doc(text)
    assert doc.text == text
    add_mentions(doc, [Mention(start, end, "ORG", None) for start, end, _, _ in spans])
    return doc


def candidates(marked: str) -> set[str]:
    doc = read(marked)
    return {doc[start:end].text for start, end in organisation_candidates(doc)}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Het COA schrijft", "COA"),
        ("de Dienst Terugkeer en Vertrek zal", "Dienst Terugkeer en Vertrek"),
        ("de Raad voor de rechtshandhaving acht", "Raad voor de rechtshandhaving"),
        ("het ministerie van Financiën wil", "ministerie van Financiën"),
        ("de gemeente 's-Hertogenbosch is", "gemeente 's-Hertogenbosch"),
        ("bij ABN AMRO Bank N.V. en", "ABN AMRO Bank N.V."),
        ("het AMvB-team", "AMvB-team"),
        ("de eTwinning-organisatie", "eTwinning-organisatie"),
        ("de 50PLUS-fractie", "50PLUS-fractie"),
        ("Stichting Het Begint met Taal (HBmT)", "HBmT"),
        ("de <ORG>geheel klein geschreven club</ORG> en", "geheel klein geschreven club"),
        ("de <ORG>, gek !</ORG> en", ", gek !"),
    ],
)
def test_is_a_candidate(text: str, name: str) -> None:
    assert name in candidates(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("de minister van economische zaken schrijft", "minister"),
        ("de raad van het land zal de kamer inlichten", "de raad"),
        ("het COA schrijft de Kamer", "COA schrijft de Kamer"),
        ("Raad voor", "Raad voor"),
        ("de Raad voor de grote rechtshandhaving", "Raad voor de grote rechtshandhaving"),
        ("het COA. de IND", "de IND"),
        ("Het\n\nCOA", "Het\n\nCOA"),
        ("A B C D E F G H I J K L M", "A B C D E F G H I J K L M"),
        ("in 5 gevallen", "5"),
    ],
)
def test_is_no_candidate(text: str, words: str) -> None:
    assert words not in candidates(text)


def test_without_capitals_and_kinds_there_is_none() -> None:
    assert candidates("hier staat niets van dat alles, ook niet na een punt.") == set()


def test_the_component_writes_them_in_order_and_leaves_the_entities() -> None:
    doc = read("De <ORG>IND</ORG> en het <ORG>COA</ORG> schrijven.")
    before = [(e.start, e.end) for e in doc.ents]
    Candidates()(doc)
    assert [(s.text, s.label_) for s in doc.spans[ORGANISATION_CANDIDATES]] == [
        (words, "ORG") for words in ("De", "De IND", "De IND en het COA", "IND", "IND en het COA", "COA")
    ]
    assert [(e.start, e.end) for e in doc.ents] == before


PIECES = st.sampled_from(
    ("Raad voor de rechtshandhaving gemeente ministerie van Financiën ( IND ) . , & - 's ’ 36 7 \n \n\n COA 😀").split(
        " "
    )
)
TEXTS = st.one_of(st.text(), st.lists(PIECES, max_size=40).map(" ".join), st.lists(PIECES, max_size=40).map("".join))


@settings(max_examples=200, deadline=None)
@given(TEXTS, st.lists(st.integers(0, 60), max_size=8, unique=True).map(sorted))
def test_any_text_gives_ordered_spans_in_it_and_those_of_the_rules(text: str, cuts: list[int]) -> None:
    doc = tokenizer().make_doc(text)
    rows = [(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False) if b <= len(doc.text)]
    # no mention begins or ends with a blank
    found = [Mention(a, b, "ORG", None) for a, b in rows if not any(map(str.isspace, (doc.text[a], doc.text[b - 1])))]
    add_mentions(doc, found)
    spans = organisation_candidates(doc)
    assert spans == sorted(set(spans))
    assert all(0 <= start < end <= len(doc) for start, end in spans)
    assert {(e.start, e.end) for e in doc.ents} <= set(spans)
    assert len(spans) <= 12 * len(doc) + len(doc.ents)
