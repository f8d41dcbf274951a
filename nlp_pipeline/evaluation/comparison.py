"""Two runs over the same gold: what the new one gained and lost, span by span, and whether that is more than chance."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from nlp_pipeline.annotations import AnnotatedSpan, SpanLabel
from nlp_pipeline.evaluation.matching import LetterMatch
from nlp_pipeline.evaluation.predictions import FoundSpan
from nlp_pipeline.evaluation.scores import ROWS, Interval, count, f1, percentiles, resample

Change: TypeAlias = Literal["found", "lost", "false alarm", "false alarm gone"]
"""Gold spans that only the new run finds or only the old one found; false alarms that only one of them raises."""


@dataclass(frozen=True)
class Difference:
    """One span on which the runs differ; offsets in the source text of the letter."""

    change: Change
    letter: str
    label: SpanLabel
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Shift:
    """Strict F1 of both runs and the new minus the old, with the middle 95% of paired draws of letters.

    `chance`: the two-sided share of draws in which the difference is nought or has the other sign (paired bootstrap).
    """

    old: float
    new: float
    difference: float
    interval: Interval
    chance: float


@dataclass(frozen=True)
class Comparison:
    """The shift of each row (labels, micro, macro), and every span that changed."""

    rows: dict[str, Shift]
    differences: list[Difference]


def compare(old: Sequence[LetterMatch], new: Sequence[LetterMatch]) -> Comparison:
    """Compares runs over the same letters in the same order. Raises ValueError when the letters differ."""
    if [one.letter.id for one in old] != [one.letter.id for one in new]:
        raise ValueError("the two runs were not matched with the same letters")
    before, after = count(old, "strict"), count(new, "strict")
    draws = resample(len(old))
    old_f1, new_f1 = f1(before.sum(axis=0)), f1(after.sum(axis=0))
    drawn = f1(np.einsum("dl,lkc->dkc", draws, after)) - f1(np.einsum("dl,lkc->dkc", draws, before))
    rows: dict[str, Shift] = {}
    for i, row in enumerate(ROWS):
        shifts = drawn[:, i]
        chance = min(1.0, 2 * min(float((shifts <= 0).mean()), float((shifts >= 0).mean())))
        rows[row] = Shift(float(old_f1[i]), float(new_f1[i]), float(new_f1[i] - old_f1[i]), percentiles(shifts), chance)
    differences = [difference for one, other in zip(old, new, strict=True) for difference in _differences(one, other)]
    return Comparison(rows, differences)


def _differences(old: LetterMatch, new: LetterMatch) -> Iterator[Difference]:
    letter = new.letter.id
    missed_before = {id(span) for span in old.misses}
    missed_after = {id(span) for span in new.misses}
    for span in new.gold:
        if id(span) in missed_before and id(span) not in missed_after:
            yield _difference("found", letter, span)
        elif id(span) in missed_after and id(span) not in missed_before:
            yield _difference("lost", letter, span)
    yield from (_difference("false alarm", letter, span) for span in _without(new.false_alarms, old.false_alarms))
    yield from (_difference("false alarm gone", letter, span) for span in _without(old.false_alarms, new.false_alarms))


def _difference(change: Change, letter: str, span: AnnotatedSpan | FoundSpan) -> Difference:
    return Difference(change, letter, span.label, span.start, span.end, span.text)


def _without(spans: Iterable[FoundSpan], others: Iterable[FoundSpan]) -> list[FoundSpan]:
    places = {(span.label, span.start, span.end) for span in others}
    return [span for span in spans if (span.label, span.start, span.end) not in places]
