"""Which found span answers which gold span, and whether what it says is right.

- *strict*: start, end and label all right. A COMMITMENT counts when its characters overlap the gold's by at least half
  (intersection over union), since where its sentence ends is seldom the question.
- *relaxed*: any overlap with a span of the same label; for a COMMITMENT this is the match of sentences.
- *exact*: start, end and label all right, of a COMMITMENT too.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from nlp_pipeline.annotations import AnnotatedLetter, AnnotatedSpan, SpanLabel
from nlp_pipeline.annotations.letters import CommitmentSpan, DateSpan, MotionSpan, OrgSpan, RefSpan
from nlp_pipeline.evaluation.predictions import FoundSpan
from nlp_pipeline.gazetteer import DERIVED
from nlp_pipeline.values import Offsets

Criterion: TypeAlias = Literal["strict", "relaxed", "exact"]

SCORED: tuple[SpanLabel, ...] = ("ORG", "MOTION", "REF", "DATE", "COMMITMENT")
HALF = 0.5
"""A COMMITMENT is found when intersection over union reaches this."""

OUTSIDE = "none"
"""Gold's `org` of an organisation that the register does not have."""

_FIRST_PERSON = frozenset({"", "ik", "wij", "we"})
_DETERMINERS = ("de ", "het ", "een ", "mijn ", "onze ", "ons ")


@dataclass(frozen=True)
class Pair:
    """A gold span and the span that was found for it."""

    gold: AnnotatedSpan
    found: FoundSpan


@dataclass(frozen=True)
class LetterMatch:
    """One letter's gold and found spans of the scored labels, and how they answer each other (strict)."""

    letter: AnnotatedLetter
    gold: list[AnnotatedSpan]
    found: list[FoundSpan]
    pairs: list[Pair]
    misses: list[AnnotatedSpan]
    false_alarms: list[FoundSpan]

    def counts(self, label: SpanLabel, criterion: Criterion) -> tuple[int, int, int, int]:
        """Gold spans of the label found, gold spans, found spans that are right, found spans."""
        gold = [span for span in self.gold if span.label == label]
        found = [span for span in self.found if span.label == label]
        if criterion == "relaxed":
            hit = sum(any(_overlap(wanted, span) for span in found) for wanted in gold)
            right = sum(any(_overlap(wanted, span) for wanted in gold) for span in found)
        else:
            pairs = [pair for pair in self.pairs if pair.gold.label == label]
            if criterion == "exact":
                pairs = [
                    pair for pair in pairs if (pair.gold.start, pair.gold.end) == (pair.found.start, pair.found.end)
                ]
            hit = right = len(pairs)
        return hit, len(gold), right, len(found)


def match(letter: AnnotatedLetter, found: Iterable[FoundSpan]) -> LetterMatch:
    """Pairs each gold span with at most one found span, label by label; labels that the letter ignores are left out."""
    labels = [label for label in SCORED if label not in letter.ignore]
    gold = [span for span in letter.spans if span.label in labels]
    candidates = [span for span in found if span.label in labels]
    pairs: list[Pair] = []
    for label in labels:
        pairs += _pairs(
            [span for span in gold if span.label == label], [span for span in candidates if span.label == label]
        )
    answered = {id(pair.gold) for pair in pairs}
    used = {id(pair.found) for pair in pairs}
    return LetterMatch(
        letter,
        gold,
        candidates,
        pairs,
        misses=[span for span in gold if id(span) not in answered],
        false_alarms=[span for span in candidates if id(span) not in used],
    )


def _pairs(gold: Sequence[AnnotatedSpan], found: Sequence[FoundSpan]) -> list[Pair]:
    pairs: list[Pair] = []
    free = list(found)
    for wanted in gold:
        if wanted.label == "COMMITMENT":
            best = max(free, key=lambda span: _iou(wanted, span), default=None)
            hit = best if best is not None and _iou(wanted, best) >= HALF else None
        else:
            hit = next((span for span in free if _same(wanted, span)), None)
        if hit is not None:
            free = [span for span in free if span is not hit]
            pairs.append(Pair(wanted, hit))
    return pairs


def _same(gold: AnnotatedSpan, found: FoundSpan) -> bool:
    """The same place; of a name put together from fragments gold may hold the first, unbroken part (ground rule 5)."""
    return gold.start == found.start and gold.end in (found.end, found.first_end)


def _overlap(gold: AnnotatedSpan, found: FoundSpan) -> bool:
    return min(gold.end, found.end) > max(gold.start, found.start)


def _iou(gold: AnnotatedSpan, found: FoundSpan) -> float:
    return overlap((gold.start, gold.end), (found.start, found.end))


def overlap(one: Offsets, other: Offsets) -> float:
    """Intersection over union of two spans that are not empty."""
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return max(0, shared) / (max(one[1], other[1]) - min(one[0], other[0]))


def values_right(pair: Pair) -> dict[str, bool]:
    """Whether each value of a pair is right, by `LABEL value`; a value given where gold has none is wrong.

    Gold names the organisation only of letters read for it; where it does not, no `ORG id` is scored.
    """
    gold, found = pair.gold, pair.found.values
    match gold:
        case OrgSpan():
            return {} if gold.org is None else {"ORG id": _same_organisation(gold.org, found.get("id"))}
        case MotionSpan():
            return {
                "MOTION ref": gold.ref == found.get("ref"),
                "MOTION submitters": _folded(gold.submitters) == _folded(found.get("submitters", ())),
            }
        case RefSpan():
            return {"REF ids": sorted(gold.ids) == sorted(found.get("ids", ()))}
        case DateSpan():
            interval = (_day(gold.first), _day(gold.last))
            return {"DATE interval": interval == (found.get("start"), found.get("end"))}
        case CommitmentSpan():
            due = found.get("due") or {}
            actor = found.get("actor") or {}
            return {
                "COMMITMENT type": gold.type == found.get("type"),
                "COMMITMENT strength": gold.strength == found.get("strength"),
                "COMMITMENT due": _day(gold.due_to) == due.get("end"),
                "COMMITMENT actor": _actor(gold.actor) == _actor(actor.get("text")),
            }
        case _:
            return {}


def _same_organisation(gold: str, found: str | None) -> bool:
    if gold == OUTSIDE:
        return found is not None and found.startswith(DERIVED)
    return gold == found


def _day(day: object) -> str | None:
    return None if day is None else str(day)


def _folded(names: Iterable[str]) -> list[str]:
    return [name.casefold() for name in names]


def _actor(text: str | None) -> str:
    """The actor without article and case; the signatory himself, named or not, is one."""
    folded = " ".join((text or "").casefold().split())
    for determiner in _DETERMINERS:
        folded = folded.removeprefix(determiner)
    return "" if folded in _FIRST_PERSON else folded
