"""Candidates for ORG: the spans that a learned scorer is asked about.

What the rules found, and every run of words that might be a name: it begins with a capital or a kind word and ends with
a capital or with one small word behind a joint (`Raad voor de rechtshandhaving`). Of the gold spans of the training
letters 98.6% are among them, at one candidate for every three tokens (2026-11-22).

Candidates for COMMITMENT are the sentences that `commitments` judges.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from nlp_pipeline.values import Offsets

ORGANISATION_CANDIDATES = "organisation_candidates"
"""Key in `Doc.spans`."""

_LONGEST = 12
"""Tokens of the longest candidate that the rules did not find."""

_JOINTS = frozenset(
    "van de het voor der en of & - – / ' ’ in den 's s the and for on to of à d’ del di la los le du des und für op "
    "aan te tot om bij . + , ( )".split()
)
"""What may stand inside a name between words in capitals."""

_KINDS = frozenset(
    "ministerie gemeente provincie rechtbank openbaar openbare vaste commissie gerechtshof universiteit directoraat "
    "directoraat-generaal directie eilandsraad raad inspectie".split()
)
"""Small words that a name may begin with."""


def organisation_candidates(doc: Doc) -> list[Offsets]:
    """The candidates of a doc as token spans, half-open, in text order, none twice."""
    found = {(e.start, e.end) for e in doc.ents if e.label_ == "ORG"}
    words = [_shape(token.text) for token in doc]
    for first, word in enumerate(words):
        if word.is_capital or word.is_kind:
            found.update((first, end) for end in _ends(words, first))
    return sorted(found)


class _Shape(NamedTuple):
    """What tells whether a word may stand in a name."""

    is_capital: bool
    is_kind: bool
    is_joint: bool
    is_alpha: bool


@lru_cache(maxsize=65536)
def _shape(word: str) -> _Shape:
    return _Shape(
        is_capital=any(map(str.isupper, word)) or (word[0].isdigit() and len(word) > 1),
        is_kind=word.lower() in _KINDS,
        is_joint=word.lower() in _JOINTS,
        is_alpha=word.isalpha(),
    )


def _ends(words: list[_Shape], first: int) -> Iterator[int]:
    """Where a name that begins at `first` may end (the token after it)."""
    small = False
    for at in range(first, min(first + _LONGEST, len(words))):
        word = words[at]
        if word.is_capital:
            yield at + 1
            small = False
        elif word.is_joint or at == first:
            continue
        elif word.is_alpha and not small and words[at - 1].is_alpha and words[at - 1].is_joint:
            yield at + 1
            small = True
        else:
            return


class Candidates:
    """Writes `doc.spans["organisation_candidates"]`."""

    def __call__(self, doc: Doc) -> Doc:
        spans = [Span(doc, first, end, "ORG") for first, end in organisation_candidates(doc)]
        doc.spans[ORGANISATION_CANDIDATES] = SpanGroup(doc, name=ORGANISATION_CANDIDATES, spans=spans)
        return doc


@Language.factory("nlp_pipeline_candidates", requires=["doc.ents"], assigns=["doc.spans"])
def make_candidates(nlp: Language, name: str) -> Candidates:
    """The component `nlp_pipeline_candidates`."""
    return Candidates()
