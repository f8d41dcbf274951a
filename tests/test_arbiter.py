"""The arbiter: who is taken and how sure that is, which organisation a name found stands for, saving and loading."""

import time
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from nlp_pipeline.components.arbiter import (
    COMMITMENT_FEATURES,
    COMMITMENT_SCORES,
    ORGANISATION_FEATURES,
    ORGANISATION_SCORES,
    Arbiter,
    Weights,
    commitment_features,
    organisation_features,
    surest,
)
from nlp_pipeline.components.candidates import ORGANISATION_CANDIDATES
from nlp_pipeline.components.commitments import COMMITMENT_CANDIDATES
from nlp_pipeline.gazetteer import Gazetteer, load_gazetteer
from nlp_pipeline.mentions import COMMITMENTS, leave_unsure
from nlp_pipeline.pipeline import load
from tests.markup import parse

LETTERS = Path(__file__).parents[1] / "annotations" / "letters"
BY_SCORE = Weights(ORGANISATION_FEATURES, (1.0, 0.0, 0.0, 0.0, 0.0, 0.0), 0.0, 0.5)
"""The confidence is the score itself."""
SENTENCE_BY_SCORE = Weights(COMMITMENT_FEATURES, (1.0, *(len(COMMITMENT_FEATURES) - 1) * (0.0,)), 0.0, 0.5)


@lru_cache
def nlp() -> Language:
    return spacy.blank("nl")


@lru_cache
def gazetteer() -> Gazetteer:
    return load_gazetteer()


def arbiter(**weights: Weights) -> Arbiter:
    one = Arbiter(gazetteer())
    one.weights = weights
    return one


def group(doc: Doc, key: str, spans: list[Span], scores: list[float]) -> None:
    doc.spans[key] = SpanGroup(doc, name=key, spans=spans, attrs={"scores": np.array(scores, dtype="float32")})


def read(marked: str, scores: Mapping[str, float], sentences: Mapping[str, float] | None = None) -> Doc:
    """A doc as the scorers leave it: ORG marked by rule (`org`: its identifier), the others' scores by their words.

    A score holds for the word's every mention; what the rules found and is not in `scores` has 0.5.
    """
    text, spans = parse(marked)
    doc = nlp().make_doc(text)
    ents = []
    for start, end, label, attributes in spans:
        span = doc.char_span(start, end, label=label)
        assert span is not None
        if label == "ORG":
            span._.value = {"id": attributes.get("org", "name:x"), "name": span.text, "abbreviation": None}
            span._.origin = attributes.get("origin", "rule")
        if label != "COMMITMENT":
            ents.append(span)
    doc.ents = ents
    wanted = {(e.start, e.end): 0.5 for e in ents if e.label_ == "ORG"}
    for words, score in scores.items():
        at = -1
        while (at := text.find(words, at + 1)) >= 0:
            if span := doc.char_span(at, at + len(words)):
                wanted[span.start, span.end] = score
    candidates = [Span(doc, start, end, "ORG") for start, end in wanted]
    group(doc, ORGANISATION_CANDIDATES, candidates, [])
    group(doc, ORGANISATION_SCORES, candidates, list(wanted.values()))
    judged = [doc.char_span(at := text.index(words), at + len(words), "COMMITMENT") for words in sentences or {}]
    for i, span in enumerate(judged):
        span._.value, span._.points = {"type": "act", "number": i}, None if i % 2 else i
    group(doc, COMMITMENT_CANDIDATES, judged, [])
    group(doc, COMMITMENT_SCORES, judged, list((sentences or {}).values()))
    doc.spans[COMMITMENTS] = [s for s in judged if "COMMITMENT" in {m[2] for m in spans if m[0] == s.start_char}]
    return doc


def organisations(doc: Doc) -> list[str]:
    return [e.text for e in doc.ents if e.label_ == "ORG"]


def spans(*places: tuple[int, int]) -> list[Span]:
    doc = Doc(nlp().vocab, words=["woord"] * 12)
    return [Span(doc, start, end, "ORG") for start, end in places]


@pytest.mark.parametrize(
    ("places", "confidences", "taken", "chosen"),
    [
        ([(0, 2), (1, 3)], [0.6, 0.9], [], [1]),
        ([(0, 2), (1, 3), (3, 4)], [0.9, 0.8, 0.7], [], [0, 2]),
        ([(0, 2), (2, 4)], [0.6, 0.6], [], [0, 1]),
        ([(0, 1), (0, 3), (2, 3)], [0.7, 0.7, 0.7], [], [1]),
        ([(1, 3), (0, 2)], [0.7, 0.7], [], [1]),
        ([(0, 2)], [0.49], [], []),
        ([(0, 2)], [0.5], [], [0]),
        ([(0, 2), (4, 6)], [0.9, 0.8], [(1, 2)], [1]),
        ([], [], [(1, 2)], []),
        ([(0, 1)], [float("nan")], [], []),
    ],
)
def test_the_surest_is_taken(
    places: list[tuple[int, int]], confidences: list[float], taken: list[tuple[int, int]], chosen: list[int]
) -> None:
    assert surest(spans(*places), np.array(confidences), 0.5, taken) == chosen


SURE = st.tuples(st.tuples(st.integers(0, 11), st.integers(1, 4)), st.sampled_from([0.2, 0.5, 0.7, 0.9]))


@given(st.lists(SURE, max_size=15, unique_by=lambda one: one[0]), st.randoms())
def test_what_is_taken_overlaps_nothing_and_hangs_on_no_order(rows: list[Any], random: Any) -> None:
    rows = [((start, min(start + size, 12)), confidence) for (start, size), confidence in rows]
    rows = list({place: (place, confidence) for place, confidence in rows}.values())

    def chosen() -> set[tuple[int, int]]:
        places = [place for place, _ in rows]
        return {places[i] for i in surest(spans(*places), np.array([confidence for _, confidence in rows]), 0.5)}

    first = chosen()
    tokens = [i for start, end in first for i in range(start, end)]
    assert len(tokens) == len(set(tokens))
    random.shuffle(rows)
    assert chosen() == first
    # what was sure enough and is not taken overlaps something that is
    for (start, end), confidence in rows:
        assert confidence < 0.5 or any(start < b and a < end for a, b in first)


@given(st.lists(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=2), max_size=5), st.floats(-50, 50))
def test_confidences_are_a_logistic_function(rows: list[list[float]], bias: float) -> None:
    features = np.array(rows).reshape(-1, 2)
    confidences = Weights(("a", "b"), (0.5, -2.0), bias, 0.5).confidences(features)
    assert confidences.shape == (len(rows),)
    assert ((confidences >= 0) & (confidences <= 1)).all()
    odds = features @ np.array([0.5, -2.0]) + bias
    inside = np.abs(odds) < 30
    assert np.log(confidences[inside] / (1 - confidences[inside])) == pytest.approx(odds[inside], abs=1e-2)
    assert (np.diff(confidences[np.argsort(odds)]) >= 0).all()


def test_even_odds_are_a_half() -> None:
    assert Weights(("a",), (1.0,), 0.0, 0.5).confidences(np.zeros((1, 1))).tolist() == [0.5]


def test_without_weights_the_rules_decide_and_the_candidates_go() -> None:
    doc = read("De <ORG>IND</ORG> en het COA. Wij doen dat.", {"COA": 0.99, "IND": 0.01}, {"Wij doen dat.": 0.9})
    before = [(e.text, e._.origin, e._.confidence) for e in doc.ents]
    arbiter()(doc)
    assert [(e.text, e._.origin, e._.confidence) for e in doc.ents] == before
    assert list(doc.spans) == [COMMITMENTS]
    assert not len(doc.spans[COMMITMENTS])


def test_without_scorers_it_leaves_the_doc_alone() -> None:
    doc = nlp()("De IND.")
    assert arbiter()(doc).ents == ()


def test_confidence_and_origin_are_set() -> None:
    marked = 'De <ORG>IND</ORG>, <ORG origin="register">DT&V</ORG> en het COA op <DATE>2 mei</DATE>.'
    doc = arbiter(ORG=BY_SCORE)(read(marked, {"IND": 0.9, "DT&V": 0.8, "COA": 0.7}))
    assert [(e.text, e._.origin) for e in doc.ents] == [
        ("IND", "rule"),
        ("DT&V", "register"),
        ("COA", "model"),
        ("2 mei", None),
    ]
    assert [e._.confidence for e in doc.ents] == [*map(pytest.approx, (0.9, 0.8, 0.7)), None]
    assert doc._.doubt == pytest.approx(0.1 + 0.2 + 0.3)
    assert list(doc.spans) == [COMMITMENTS]


def test_what_is_less_sure_than_the_threshold_goes_even_if_a_rule_found_it() -> None:
    assert organisations(arbiter(ORG=BY_SCORE)(read("De <ORG>IND</ORG> en COA.", {"IND": 0.4, "COA": 0.6}))) == ["COA"]


def test_an_entity_of_another_label_is_never_taken_over() -> None:
    doc = arbiter(ORG=BY_SCORE)(read("De <DATE>Kamer van mei</DATE> en COA.", {"Kamer": 0.99, "COA": 0.9}))
    assert [(e.text, e.label_) for e in doc.ents] == [("Kamer van mei", "DATE"), ("COA", "ORG")]


@pytest.mark.parametrize(
    ("marked", "scores", "identifiers"),
    [
        # the rules know these very words elsewhere in the letter
        ('<ORG org="org:7">Bond Xs</ORG> en Bond Xs.', {"Bond Xs": 0.9}, ["org:7", "org:7"]),
        # the rules' mention is not taken, its identifier is
        ('<ORG org="org:7">Bond</ORG> X en Bond.', {"Bond": 0.6, "Bond X": 0.9}, ["name:bond-x", "org:7"]),
        # the register knows the name
        ("De DT&V is", {"DT&V": 0.9}, ["https://identifier.overheid.nl/tooi/id/oorg/oorg12373"]),
        # declared in brackets
        ("De Bond van X (BVX) en BVX.", {"Bond van X": 0.9, "BVX": 0.8}, ["name:bond-van-x", "name:bond-van-x", ""]),
        ("De Bond van X (hierna: BVX).", {"Bond van X": 0.9, "BVX": 0.8}, ["name:bond-van-x", "name:bond-van-x"]),
        # in brackets, but no short form; no brackets
        ("De Bond van X (Bloem).", {"Bond van X": 0.9, "Bloem": 0.8}, ["name:bond-van-x", "name:bloem"]),
        ("De Bond van X en BVX.", {"Bond van X": 0.9, "BVX": 0.8}, ["name:bond-van-x", "name:bvx"]),
    ],
)
def test_a_found_name_gets_its_identifier(marked: str, scores: dict[str, float], identifiers: list[str]) -> None:
    doc = arbiter(ORG=BY_SCORE)(read(marked, scores))
    found = [e._.value["id"] for e in doc.ents]
    assert len(found) == len(identifiers)
    assert all(want in ("", got) for want, got in zip(identifiers, found, strict=True)), found


def test_features_of_organisations() -> None:
    doc = read('<ORG origin="register">Bond X</ORG> en Bond X is', {"Bond X": 0.9, "Bond": 0.2})
    candidates, rows = organisation_features(doc)
    nine, two = np.log(0.9 / 0.1), np.log(0.2 / 0.8)
    assert [s.text for s in candidates] == ["Bond", "Bond X", "Bond", "Bond X"]
    assert rows == pytest.approx(
        np.array(
            [
                [two, two, 0, 0, 0, 1],
                [nine, nine, 0, 1, 0.5, 0],
                [two, two, 0, 0, 0, 0],
                [nine, nine, 0, 0, 0.5, 0],
            ]
        ),
        abs=1e-5,
    )


def test_features_of_sentences_look_at_their_neighbours() -> None:
    doc = read(
        "<COMMITMENT>Wij doen dat.</COMMITMENT> Het is mooi. Kop 1\n\nIk kom.",
        {},
        {"Wij doen dat.": 0.9, "Het is mooi.": 0.2, "Ik kom.": 1.0},
    )
    candidates, rows = commitment_features(doc)
    nine, two, far, sure = np.log(0.9 / 0.1), np.log(0.2 / 0.8), -4, 8
    assert [s.text for s in candidates] == ["Wij doen dat.", "Het is mooi.", "Ik kom."]
    assert rows[:, :6] == pytest.approx(
        np.array([[nine, far, two, 0, 1, 1], [two, nine, far, -4, 0, 0], [sure, far, far, 2, 1, 0]]), abs=1e-5
    )
    # two others beside eight unseen, of which 0.4 promise
    certain = 1 / (1 + np.exp(-8))
    others = np.log((np.array([0.2 + certain, 0.9 + certain, 0.9 + 0.2]) + 0.4) / 10)
    assert rows[:, 6:] == pytest.approx(np.column_stack([others, others]), abs=1e-5)


def test_only_sentences_near_by_are_around() -> None:
    sentences = {f"Zin {i:02}.": 0.5 for i in range(30)}
    doc = read(" ".join(sentences), {}, sentences)
    _, rows = commitment_features(doc)
    everywhere, around = np.exp(rows[:, 6:]).T
    assert everywhere == pytest.approx(np.full(30, (29 * 0.5 + 0.4) / 37))
    assert around[[0, 15]] == pytest.approx(np.array([(10 * 0.5 + 0.4) / 18, (20 * 0.5 + 0.4) / 28]))


def test_sentences_are_taken_by_their_confidence() -> None:
    sentences = {"Wij doen dat.": 0.9, "Het is mooi.": 0.4, "Ik kom.": 0.7}
    doc = read("<COMMITMENT>Wij doen dat.</COMMITMENT> Het is mooi. Ik kom.", {}, sentences)
    arbiter(COMMITMENT=SENTENCE_BY_SCORE)(doc)
    assert [(s.text, s._.origin, s._.value["number"]) for s in doc.spans[COMMITMENTS]] == [
        ("Wij doen dat.", "rule", 0),
        ("Ik kom.", "model", 2),
    ]
    assert [s._.confidence for s in doc.spans[COMMITMENTS]] == pytest.approx([0.9, 0.7])
    assert list(doc.spans) == [COMMITMENTS]


def test_leaving_out_what_is_less_sure() -> None:
    marked = "De <ORG>IND</ORG> en het COA op <DATE>2 mei</DATE>. Wij doen dat. Ik kom."
    doc = read(marked, {"IND": 0.9, "COA": 0.7}, {"Wij doen dat.": 0.9, "Ik kom.": 0.7})
    arbiter(ORG=BY_SCORE, COMMITMENT=SENTENCE_BY_SCORE)(doc)
    leave_unsure(doc, 0.8)
    assert [e.text for e in doc.ents] == ["IND", "2 mei"]
    assert [s.text for s in doc.spans[COMMITMENTS]] == ["Wij doen dat."]


def weights_of(features: tuple[str, ...]) -> st.SearchStrategy[Weights]:
    numbers = st.lists(st.floats(-9, 9), min_size=len(features), max_size=len(features))
    return st.builds(Weights, st.just(features), numbers.map(tuple), st.floats(-9, 9), st.floats(0, 1))


BOTH = {"ORG": weights_of(ORGANISATION_FEATURES), "COMMITMENT": weights_of(COMMITMENT_FEATURES)}


@settings(max_examples=25, deadline=None)
@given(weights=st.fixed_dictionaries({}, optional=BOTH))
def test_weights_are_saved_and_loaded(weights: dict[str, Weights], tmp_path_factory: pytest.TempPathFactory) -> None:
    one, folder = arbiter(**weights), tmp_path_factory.mktemp("weights") / "arbiter"
    assert arbiter().from_bytes(one.to_bytes()).weights == weights
    one.to_disk(folder)
    assert arbiter().from_disk(folder).weights == weights
    assert [file.name for file in folder.iterdir()] == ["weights.json"]


def test_weights_of_other_features_are_refused() -> None:
    one = arbiter(ORG=Weights(("score", "luck"), (1.0, 1.0), 0.0, 0.5))
    with pytest.raises(ValueError, match="ORG by other features"):
        arbiter().from_bytes(one.to_bytes())


def test_time_grows_with_the_length_of_the_letter() -> None:
    pipeline, text = load(), (LETTERS / "2023-10-17_kamerbrief_motie-simons.txt").read_text(encoding="utf-8")

    def seconds(letter: str) -> float:
        begun = time.process_time()
        pipeline(letter)
        return time.process_time() - begun

    seconds(text)
    once = min(seconds(text) for _ in range(3))
    assert min(seconds("\n\n".join([text] * 8)) for _ in range(2)) < 20 * once
