"""From character offsets to spaCy entities: the one place where components write what they found."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from weakref import WeakKeyDictionary

from spacy.attrs import IDX
from spacy.tokens import Doc, Span

import nlp_pipeline.extensions  # noqa: F401  (registers the attributes set below)
from nlp_pipeline.values import Label, Offsets, Origin, Value

_TEXTS: WeakKeyDictionary[Doc, str] = WeakKeyDictionary()

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


def text_of(doc: Doc) -> str:
    """`doc.text`, which spaCy joins anew at each call, joined once: components change tokens, never the text."""
    text = _TEXTS.get(doc)
    if text is None:
        text = _TEXTS[doc] = doc.text
    return text


def add_mentions(doc: Doc, mentions: Iterable[Mention]) -> None:
    """Add entities to `doc.ents`; one that overlaps an entity already there, or an earlier or longer one, is left out.

    Where a mention begins or ends inside a token, the token is split, so that the entity covers exactly its characters.
    """
    chosen = _without_overlaps(mentions, [(e.start_char, e.end_char) for e in doc.ents])
    spans = spans_of(doc, [(m.start, m.end, m.label) for m in chosen])
    for span, m in zip(spans, chosen, strict=True):
        span._.value, span._.origin, span._.confidence = m.value, m.origin, m.confidence
    doc.set_ents(sorted([*doc.ents, *spans], key=lambda e: e.start))


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


def leave_unsure(doc: Doc, least: float) -> None:
    """Take out entities and commitments whose confidence is below `least`; those without one stay."""
    doc.ents = [e for e in doc.ents if e._.confidence is None or e._.confidence >= least]
    commitments = doc.spans.get(COMMITMENTS, ())
    doc.spans[COMMITMENTS] = [s for s in commitments if s._.confidence is None or s._.confidence >= least]


def spans_of(doc: Doc, places: Sequence[tuple[int, int, str]]) -> list[Span]:
    """The spans at these places (start, end, label), in the same order; tokens are split as in `add_mentions`."""
    _split_tokens_at(doc, [edge for start, end, _ in places for edge in (start, end)])
    spans = []
    for start, end, label in places:
        span = doc.char_span(start, end, label=label)
        assert span is not None, "tokens were just split at its edges"
        spans.append(span)
    return spans


def _split_tokens_at(doc: Doc, edges: Iterable[int]) -> None:
    cuts: dict[int, set[int]] = {}
    starts = doc.to_array(IDX).tolist()
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
