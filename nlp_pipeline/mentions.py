"""From character offsets to spaCy entities: the one place where components write what they found."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Doc

import nlp_pipeline.extensions  # noqa: F401  (registers the attributes set below)
from nlp_pipeline.values import CommitmentValue, Label, Offsets, Origin, Value

COMMITMENTS = "commitments"
"""Key of the span group in `Doc.spans` that holds the commitments."""


@dataclass(frozen=True)
class Mention:
    """A found entity: `[start, end)` counts code points of the normalised text."""

    start: int
    end: int
    label: Label
    value: Value | None
    origin: Origin = "rule"
    confidence: float | None = None


@dataclass(frozen=True)
class Commitment:
    """A found commitment: `[start, end)` counts code points of the normalised text."""

    start: int
    end: int
    value: CommitmentValue
    origin: Origin = "rule"
    confidence: float | None = None


def add_mentions(doc: Doc, mentions: Iterable[Mention]) -> None:
    """Add entities to `doc.ents`; one that overlaps an entity already there, or an earlier or longer one, is left out.

    Where a mention begins or ends inside a token, the token is split, so that the entity covers exactly its characters.
    """
    chosen = _without_overlaps(mentions, [(e.start_char, e.end_char) for e in doc.ents])
    _split_tokens_at(doc, [edge for m in chosen for edge in (m.start, m.end)])
    ents = list(doc.ents)
    for m in chosen:
        span = doc.char_span(m.start, m.end, label=m.label)
        assert span is not None, "tokens were just split at its edges"
        span._.value, span._.origin, span._.confidence = m.value, m.origin, m.confidence
        ents.append(span)
    doc.ents = sorted(ents, key=lambda e: e.start)


def _without_overlaps(mentions: Iterable[Mention], taken: list[Offsets]) -> list[Mention]:
    starts = [start for start, _ in taken]
    chosen: list[Mention] = []
    free_from = 0
    for m in sorted(mentions, key=lambda m: (m.start, -m.end)):
        after = bisect_left(starts, m.start)
        before_ok = after == 0 or taken[after - 1][1] <= m.start
        after_ok = after == len(starts) or m.end <= starts[after]
        if free_from <= m.start < m.end and before_ok and after_ok:
            chosen.append(m)
            free_from = m.end
    return chosen


def add_commitments(doc: Doc, commitments: Iterable[Commitment]) -> None:
    """Write the commitments to `doc.spans[COMMITMENTS]`, in text order, as spans labelled COMMITMENT.

    Tokens are split as in `add_mentions`, so that a span covers exactly its characters.
    """
    chosen = sorted(commitments, key=lambda c: (c.start, c.end))
    _split_tokens_at(doc, [edge for c in chosen for edge in (c.start, c.end)])
    spans = []
    for c in chosen:
        span = doc.char_span(c.start, c.end, label="COMMITMENT")
        assert span is not None
        span._.value, span._.origin, span._.confidence = c.value, c.origin, c.confidence
        spans.append(span)
    doc.spans[COMMITMENTS] = spans


def _split_tokens_at(doc: Doc, edges: Iterable[int]) -> None:
    cuts: dict[int, set[int]] = {}
    starts = [token.idx for token in doc]
    for edge in edges:
        i = bisect_right(starts, edge) - 1
        if i >= 0 and 0 < edge - doc[i].idx < len(doc[i]):
            cuts.setdefault(i, set()).add(edge - doc[i].idx)
    if not cuts:
        return
    with doc.retokenize() as retokenizer:
        for i, inner in cuts.items():
            token = doc[i]
            borders = [0, *sorted(inner), len(token)]
            orths = [token.text[a:b] for a, b in pairwise(borders)]
            retokenizer.split(token, orths, heads=[(token, k) for k in range(len(orths))])
