"""Who wins where rules and model both speak: the one place where that is decided.

Every candidate (a span that may be an ORG, a sentence that may be a COMMITMENT) gets one confidence: a logistic
regression over what the model says of it and what the rules say of it. Its weights are fitted on the development
letters, which no rule was written on and the model did not learn from, so that the confidence is a calibrated
probability; a candidate whose confidence reaches the label's threshold is taken, of overlapping ones the surest.

What is known of one place in a letter counts at the others: the surest score of the same words anywhere in it is a
feature of its own, and an organisation found by the model takes the identifier that the rules gave the same words.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TypeAlias, cast

import numpy as np
import numpy.typing as npt
import srsly
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import SimpleFrozenList

from nlp_pipeline.components.candidates import ORGANISATION_CANDIDATES
from nlp_pipeline.components.commitments import COMMITMENT_CANDIDATES
from nlp_pipeline.gazetteer import Gazetteer, load_gazetteer, unregistered
from nlp_pipeline.mentions import COMMITMENTS, text_of
from nlp_pipeline.values import OrgValue

Floats: TypeAlias = npt.NDArray[np.float64]

ORGANISATION_SCORES = "organisation_scores"
COMMITMENT_SCORES = "commitment_scores"
"""Keys in `Doc.spans` where the scorers leave their candidates; the group's `scores` attribute holds probabilities."""

_SUREST = 8.0
"""Log odds of a score beyond which nothing more is believed."""
_SELDOM, _UNSEEN = 0.05, 8
"""The share of sentences that promise in most letters, and how many such sentences are thought beside those seen."""
_NO_POINTS = -4
"""What a sentence counts as that no rule fits."""

ORGANISATION_FEATURES = ("score", "best score of the words", "by rule", "by register", "words by rule", "over a rule's")
COMMITMENT_FEATURES = (
    "score",
    "score before",
    "score behind",
    "points",
    "a rule fits",
    "by rule",
    "share of the letter",
    "share around",
)
"""The shares are log odds of how many other sentences promise: some letters are full of promises, most are not."""
_AROUND = 10
"""Sentences before and behind that count as around."""


@dataclass(frozen=True)
class Weights:
    """A logistic regression over the features of one label, and the confidence from which a candidate is taken."""

    features: tuple[str, ...]
    weights: tuple[float, ...]
    bias: float
    threshold: float

    def confidences(self, features: Floats) -> Floats:
        """Rows of features → probabilities."""
        with np.errstate(over="ignore"):
            odds: Floats = 1 / (1 + np.exp(-(features @ np.array(self.weights) + self.bias)))
        return odds


def organisation_features(doc: Doc) -> tuple[list[Span], Floats]:
    """The candidates for ORG that the model scored, and a row of ORGANISATION_FEATURES for each."""
    candidates, scores = _scored(doc, ORGANISATION_SCORES)
    rules = {(e.start, e.end): cast(str, e._.origin) for e in doc.ents if e.label_ == "ORG"}
    taken = np.zeros(len(doc) + 1)
    for start, end in rules:
        taken[start:end] = 1
    covered = [0.0, *np.cumsum(taken).tolist()]
    text = text_of(doc)
    words = [text[span.start_char : span.end_char] for span in candidates]
    places = [(span.start, span.end) for span in candidates]
    best: dict[str, float] = defaultdict(lambda: -_SUREST)
    by_rule: dict[str, list[bool]] = defaultdict(list)
    for place, word, score in zip(places, words, scores.tolist(), strict=True):
        best[word] = max(best[word], score)
        by_rule[word].append(place in rules)
    share = {word: sum(found) / len(found) for word, found in by_rule.items()}
    rows: list[tuple[float, ...]] = []
    for (start, end), word, score in zip(places, words, scores.tolist(), strict=True):
        origin = rules.get((start, end))
        over = origin is None and covered[end] > covered[start]
        rows.append((score, best[word], origin == "rule", origin == "register", share[word], over))
    return candidates, np.array(rows, dtype=np.float64).reshape(-1, len(ORGANISATION_FEATURES))


def commitment_features(doc: Doc) -> tuple[list[Span], Floats]:
    """The sentences that the model scored, and a row of COMMITMENT_FEATURES for each."""
    candidates, scores = _scored(doc, COMMITMENT_SCORES)
    promises = {(s.start, s.end) for s in doc.spans[COMMITMENTS]}
    text = text_of(doc)
    rows = np.zeros((len(candidates), len(COMMITMENT_FEATURES)))
    everywhere, around = _share(scores, len(scores)), _share(scores, _AROUND)
    for i, span in enumerate(candidates):
        points = span._.points  # of the sentence as it was judged: spans at one place share their attributes
        before = i > 0 and not text[candidates[i - 1].end_char : span.start_char].strip()
        behind = i + 1 < len(candidates) and not text[span.end_char : candidates[i + 1].start_char].strip()
        rows[i] = (
            scores[i],
            scores[i - 1] if before else -_SUREST / 2,
            scores[i + 1] if behind else -_SUREST / 2,
            _NO_POINTS if points is None else min(max(points, _NO_POINTS), 8),
            points is not None,
            (span.start, span.end) in promises,
            everywhere[i],
            around[i],
        )
    return candidates, rows


def _share(scores: Floats, reach: int) -> Floats:
    """For each sentence the log of the share of promises among the others, up to `reach` before and behind it.

    A few sentences tell little: they count with some that promise as seldom as most do.
    """
    probabilities = 1 / (1 + np.exp(-scores))
    sums = np.concatenate(([0.0], np.cumsum(probabilities)))
    places = np.arange(len(scores))
    first, end = np.maximum(places - reach, 0), np.minimum(places + reach + 1, len(scores))
    promising = sums[end] - sums[first] - probabilities
    share: Floats = np.log((promising + _SELDOM * _UNSEEN) / (end - first - 1 + _UNSEEN))
    return share


def _scored(doc: Doc, key: str) -> tuple[list[Span], Floats]:
    group = doc.spans[key]
    spans = list(group)
    probabilities = np.asarray(group.attrs.get("scores", ()), dtype=np.float64).reshape(-1)
    with np.errstate(divide="ignore"):
        scores = np.clip(np.log(probabilities) - np.log1p(-probabilities), -_SUREST, _SUREST)
    order = sorted(range(len(spans)), key=lambda i: (spans[i].start, spans[i].end))
    return [spans[i] for i in order], scores[order]


FEATURES: dict[str, tuple[Callable[[Doc], tuple[list[Span], Floats]], tuple[str, ...]]] = {
    "ORG": (organisation_features, ORGANISATION_FEATURES),
    "COMMITMENT": (commitment_features, COMMITMENT_FEATURES),
}
"""For each label how its candidates are described, and what the columns are called."""


class Arbiter:
    """Takes the surest candidates: writes `doc.ents` and `doc.spans["commitments"]`, and drops the candidates.

    Without weights for a label the rules alone decide there.
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.weights: dict[str, Weights] = {}
        self._gazetteer = gazetteer

    def __call__(self, doc: Doc) -> Doc:
        if weights := self.weights.get("ORG"):
            self._organisations(doc, weights)
        if weights := self.weights.get("COMMITMENT"):
            self._commitments(doc, weights)
        for key in (ORGANISATION_CANDIDATES, ORGANISATION_SCORES, COMMITMENT_CANDIDATES, COMMITMENT_SCORES):
            if key in doc.spans:
                del doc.spans[key]
        return doc

    def _organisations(self, doc: Doc, weights: Weights) -> None:
        candidates, features = organisation_features(doc)
        confidences = weights.confidences(features)
        doc._.doubt = (doc._.doubt or 0.0) + _doubt(confidences)
        others = [e for e in doc.ents if e.label_ != "ORG"]
        rules = {(e.start, e.end): (e._.origin, e._.value) for e in doc.ents if e.label_ == "ORG"}
        named = {doc[start:end].text: value for (start, end), (_, value) in rules.items()}
        chosen = surest(candidates, confidences, weights.threshold, [(e.start, e.end) for e in others])
        found: list[Span] = []
        for i in sorted(chosen):
            span = candidates[i]
            origin, value = rules.get((span.start, span.end), ("model", None))
            span._.value = value or named.get(span.text) or self._named(span, found)
            span._.origin, span._.confidence = origin, float(confidences[i])
            found.append(span)
        doc.set_ents(sorted([*others, *found], key=lambda e: e.start))

    def _named(self, span: Span, before: Sequence[Span]) -> OrgValue:
        """The organisation that the words name: by the register; the one declared just before (`… (RST)`); else new."""
        if organisation := self._gazetteer.named(" ".join(span.text.split())):
            return organisation.value
        if before and span.text.isupper() and span.doc[before[-1].end : span.start].text_with_ws in _DECLARES:
            return cast(OrgValue, before[-1]._.value)
        return unregistered(" ".join(span.text.split())).value

    def _commitments(self, doc: Doc, weights: Weights) -> None:
        candidates, features = commitment_features(doc)
        by_rule = {(s.start, s.end) for s in doc.spans[COMMITMENTS]}
        confidences = weights.confidences(features)
        doc._.doubt = (doc._.doubt or 0.0) + _doubt(confidences)
        # a name alone promises nothing, and what was written to a name that the model found is the name's
        names = {(e.start, e.end) for e in doc.ents}
        found: list[Span] = []
        for span, confidence in zip(candidates, confidences, strict=True):
            if confidence < weights.threshold or (span.start, span.end) in names:
                continue
            span._.origin = "rule" if (span.start, span.end) in by_rule else "model"
            span._.confidence = float(confidence)
            found.append(span)
        doc.spans[COMMITMENTS] = found

    def to_bytes(self, exclude: Iterable[str] = SimpleFrozenList()) -> bytes:
        """The weights."""
        return cast(bytes, srsly.msgpack_dumps(self._as_rows()))

    def from_bytes(self, data: bytes, exclude: Iterable[str] = SimpleFrozenList()) -> "Arbiter":
        """Take the weights."""
        return self._from_rows(srsly.msgpack_loads(data))

    def to_disk(self, path: str | Path, exclude: Iterable[str] = SimpleFrozenList()) -> None:
        """Save the weights as `weights.json`."""
        Path(path).mkdir(parents=True, exist_ok=True)
        # not by srsly, which rounds: what is loaded must be what was saved
        (Path(path) / "weights.json").write_text(json.dumps(self._as_rows(), indent=2), encoding="utf-8")

    def from_disk(self, path: str | Path, exclude: Iterable[str] = SimpleFrozenList()) -> "Arbiter":
        """Take the weights of `weights.json`."""
        return self._from_rows(json.loads((Path(path) / "weights.json").read_text(encoding="utf-8")))

    def _as_rows(self) -> dict[str, Any]:
        return {label: asdict(weights) for label, weights in self.weights.items()}

    def _from_rows(self, rows: Any) -> "Arbiter":
        for label, row in rows.items():
            _, features = FEATURES.get(label, (None, ()))
            if tuple(row["features"]) != features:
                raise ValueError(
                    f"the model's arbiter weighs {label} by other features than this version: train it again"
                )
        self.weights = {
            label: Weights(tuple(row["features"]), tuple(row["weights"]), row["bias"], row["threshold"])
            for label, row in rows.items()
        }
        return self


_DECLARES = frozenset({"(", "(hierna: ", "(hierna "})


def _doubt(confidences: Floats) -> float:
    return float(np.minimum(confidences, 1 - confidences).sum())


def surest(
    candidates: Sequence[Span], confidences: Floats, threshold: float, taken: Iterable[tuple[int, int]] = ()
) -> list[int]:
    """Which candidates are taken: from the surest down, those that reach the threshold and overlap none taken."""
    free = np.ones(len(candidates[0].doc) if candidates else 0, dtype=bool)
    for start, end in taken:
        free[start:end] = False
    chosen: list[int] = []
    # of equals the longer, then the earlier: the same letter gives the same record
    order = sorted(
        np.flatnonzero(confidences >= threshold).tolist(),
        key=lambda i: (-confidences[i], candidates[i].start - candidates[i].end, candidates[i].start),
    )
    for i in order:
        span = candidates[i]
        if free[span.start : span.end].all():
            free[span.start : span.end] = False
            chosen.append(i)
    return chosen


@Language.factory(
    "nlp_pipeline_arbiter",
    default_config={"organisations": None},
    requires=["doc.spans"],
    assigns=["doc.ents", "doc.spans"],
)
def make_arbiter(nlp: Language, name: str, organisations: str | None) -> Arbiter:
    """The component `nlp_pipeline_arbiter`; `organisations` as in `nlp_pipeline_organisations`."""
    return Arbiter(load_gazetteer(Path(organisations) if organisations else None))
