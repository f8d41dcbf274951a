"""Scores over letters: precision, recall and F1 by label, accuracy of values, bootstrap intervals, calibration.

The arithmetic is a few lines over counts, so that one table of counts serves the score, its bootstrap and the
comparison of two runs. `tests/test_evaluation.py` holds it against nervaluate, which has no commitments by overlap, no
names restored from fragments and no draws over letters.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from nlp_pipeline.annotations import SpanLabel
from nlp_pipeline.evaluation.matching import SCORED, Criterion, LetterMatch, values_right
from nlp_pipeline.evaluation.predictions import FoundSpan

Floats: TypeAlias = npt.NDArray[np.float64]
Interval: TypeAlias = tuple[float, float]

RESAMPLES = 2000
"""Bootstrap draws of letters."""
SEED = 20261122
"""The same letters give the same intervals."""
CRITERIA: tuple[Criterion, ...] = ("strict", "relaxed", "exact")
ROWS: tuple[str, ...] = (*SCORED, "micro", "macro")
"""What has a score: each label, all spans together, and the mean over the labels that gold has."""

_BINS = 10


@dataclass(frozen=True)
class Score:
    """Precision, recall and F1 by one criterion; `interval`: the middle 95% of F1 over bootstrap draws of letters."""

    precision: float
    recall: float
    f1: float
    interval: Interval


@dataclass(frozen=True)
class RowScores:
    """How many spans gold has, how many were found, and the scores by criterion."""

    gold: int
    found: int
    by: dict[Criterion, Score]


@dataclass(frozen=True)
class Accuracy:
    """How many values of strictly matched pairs are right; `interval` as in Score."""

    right: int
    of: int
    accuracy: float
    interval: Interval


@dataclass(frozen=True)
class Bin:
    """Found spans whose confidence lies in one tenth of [0, 1]: how many, mean confidence, share that is right."""

    count: int
    confidence: float
    right: float


@dataclass(frozen=True)
class Calibration:
    """Whether confidences mean what they say: expected calibration error over ten equal bins, Brier score."""

    error: float
    brier: float
    bins: list[Bin]


@dataclass(frozen=True)
class Scores:
    """All figures of a run. `rows` by ROWS, `values` by `LABEL value`; `calibration` of labels with confidences."""

    rows: dict[str, RowScores]
    values: dict[str, Accuracy]
    calibration: dict[SpanLabel, Calibration]


def score(matches: Sequence[LetterMatch]) -> Scores:
    """The figures of one run."""
    draws = resample(len(matches))
    tables = {criterion: count(matches, criterion) for criterion in CRITERIA}
    totals = tables["strict"].sum(axis=0)
    sizes = np.concatenate([totals, [totals.sum(axis=0)] * 2]).astype(int)
    by = {criterion: _scores(table, draws) for criterion, table in tables.items()}
    return Scores(
        rows={
            row: RowScores(
                gold=int(sizes[i, 1]),
                found=int(sizes[i, 3]),
                by={criterion: by[criterion][i] for criterion in CRITERIA},
            )
            for i, row in enumerate(ROWS)
        },
        values=_accuracies(matches, draws),
        calibration=_calibrations(matches),
    )


def resample(letters: int) -> Floats:
    """How often each letter comes in each bootstrap draw: shape (RESAMPLES, letters)."""
    drawn = np.random.default_rng(SEED).multinomial(letters, np.full(letters, 1 / letters), size=RESAMPLES)
    return drawn.astype(np.float64)


def count(matches: Sequence[LetterMatch], criterion: Criterion) -> Floats:
    """Gold spans found, gold spans, found spans that are right, found spans: shape (letters, labels, 4)."""
    return np.array([[one.counts(label, criterion) for label in SCORED] for one in matches], dtype=np.float64)


def f1(counts: Floats) -> Floats:
    """F1 by ROWS of counts summed over letters: (…, labels, 4) → (…, rows)."""
    return _precision_recall_f1(counts)[2]


def percentiles(draws: Floats) -> Interval:
    """The middle 95% of a figure's bootstrap draws."""
    low, high = np.percentile(draws, (2.5, 97.5))
    return float(low), float(high)


def _precision_recall_f1(counts: Floats) -> tuple[Floats, Floats, Floats]:
    hit, gold, right, found = np.moveaxis(np.concatenate([counts, counts.sum(axis=-2, keepdims=True)], axis=-2), -1, 0)
    precision, recall = _ratio(right, found), _ratio(hit, gold)
    both = _ratio(2 * precision * recall, precision + recall)
    there = counts[..., 1] > 0

    def with_macro(figure: Floats) -> Floats:
        macro = _ratio((figure[..., :-1] * there).sum(axis=-1), there.sum(axis=-1).astype(np.float64))
        return np.concatenate([figure, macro[..., None]], axis=-1)

    return with_macro(precision), with_macro(recall), with_macro(both)


def _ratio(part: Floats, whole: Floats) -> Floats:
    return np.divide(part, whole, out=np.zeros_like(part), where=whole > 0)


def _scores(table: Floats, draws: Floats) -> list[Score]:
    precision, recall, both = _precision_recall_f1(table.sum(axis=0))
    drawn = f1(np.einsum("dl,lkc->dkc", draws, table))
    return [
        Score(float(precision[i]), float(recall[i]), float(both[i]), percentiles(drawn[:, i])) for i in range(len(ROWS))
    ]


def _accuracies(matches: Sequence[LetterMatch], draws: Floats) -> dict[str, Accuracy]:
    checked = [[values_right(pair) for pair in one.pairs] for one in matches]
    names = sorted({name for letter in checked for values in letter for name in values})
    accuracies: dict[str, Accuracy] = {}
    for name in names:
        table = np.array(
            [[sum(v.get(name, False) for v in letter), sum(name in v for v in letter)] for letter in checked]
        )
        right, of = (int(total) for total in table.sum(axis=0))
        drawn = draws @ table
        accuracies[name] = Accuracy(right, of, right / of, percentiles(_ratio(drawn[:, 0], drawn[:, 1])))
    return accuracies


def _calibrations(matches: Sequence[LetterMatch]) -> dict[SpanLabel, Calibration]:
    calibrations: dict[SpanLabel, Calibration] = {}
    for label in SCORED:
        rows: list[tuple[float, bool]] = []
        for one in matches:
            right = {id(pair.found) for pair in one.pairs}
            rows += [
                (span.confidence, id(span) in right)
                for span in one.found
                if span.label == label and span.confidence is not None
            ]
        if rows:
            calibrations[label] = calibration(rows)
    return calibrations


CONFIDENCES: tuple[float, ...] = tuple(round(0.02 * step, 2) for step in range(50))
"""Thresholds at which the trade of precision against recall is shown."""


def with_confidence(matches: Sequence[LetterMatch], label: SpanLabel, least: float) -> tuple[float, float]:
    """Strict precision and recall of a label when what is found with less confidence is left out.

    A found span without confidence stays.
    """
    gold = sum(span.label == label for one in matches for span in one.gold)
    found = [s for one in matches for s in one.found if s.label == label and _is_sure(s, least)]
    right = {id(pair.found) for one in matches for pair in one.pairs}
    hits = sum(id(span) in right for span in found)
    return hits / len(found) if found else 1.0, hits / gold if gold else 0.0


def _is_sure(span: FoundSpan, least: float) -> bool:
    return span.confidence is None or span.confidence >= least


def calibration(rows: Sequence[tuple[float, bool]]) -> Calibration:
    """How confidences stand to what was right; `rows` must not be empty."""
    confidence = np.array([row[0] for row in rows])
    right = np.array([row[1] for row in rows], dtype=np.float64)
    place = np.minimum((confidence * _BINS).astype(int), _BINS - 1)
    bins: list[Bin] = []
    error = 0.0
    for tenth in range(_BINS):
        inside = place == tenth
        size = int(inside.sum())
        one = Bin(size, *((float(confidence[inside].mean()), float(right[inside].mean())) if size else (0.0, 0.0)))
        error += size / len(rows) * abs(one.confidence - one.right)
        bins.append(one)
    return Calibration(error, float(((confidence - right) ** 2).mean()), bins)
