"""Converted letters → examples to learn from: short pieces, some of what the rules know hidden.

The rules were written on these very letters and know nearly every name in them; of a letter that nobody has read they
miss one in ten. So the model would learn to trust them too much. Here as many of the names that they found are hidden
again, in the whole letter, anew in each epoch: what is left the model has to tell by shape and surroundings.
"""

import random
from collections.abc import Callable, Iterator
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span
from spacy.training import Example

from nlp_pipeline.training.conversion import IGNORE, LEARNED

Reader = Callable[[Language], Iterator[Example]]


def make_reader(path: Path | None, tokens: int = 150, hidden_names: float = 0.0, other_case: float = 0.0) -> Reader:
    """Reads a DocBin of converted letters. Registered as `nlp_pipeline.Pieces.v1`.

    `tokens`: a piece ends at the first block border after so many. `hidden_names`: share of the names that the rules
    found whose mentions they are made to miss. `other_case`: share of pieces all in small letters or all in capitals.
    What is drawn hangs on the state of `random`.
    """
    if path is None:
        raise ValueError("no letters: [paths] of the configuration names no converted letters")
    docs: list[Doc] = []

    def read(nlp: Language) -> Iterator[Example]:
        if not docs:
            docs.extend(DocBin(store_user_data=True).from_disk(path).get_docs(nlp.vocab))
        for doc in docs:
            names = sorted({e.text for e in doc.ents if e.label_ == "ORG"})
            hidden = {name for name in names if random.random() < hidden_names}
            ents = [e for e in doc.ents if not (e.label_ == "ORG" and e.text in hidden)]
            for start, end in pieces(doc, tokens):
                change = random.choice((str.lower, str.upper)) if random.random() < other_case else None
                yield _example(doc, start, end, ents, change)

    return read


def pieces(doc: Doc, tokens: int) -> Iterator[tuple[int, int]]:
    """Cuts a doc at block borders into runs of at least `tokens` tokens; no entity and no candidate is cut."""
    closed = [False] * (len(doc) + 1)
    for spans in (doc.ents, *(doc.spans[key] for keys in LEARNED.values() for key in keys if key in doc.spans)):
        for span in spans:
            for inside in range(span.start + 1, span.end):
                closed[inside] = True
    start = 0
    for token in doc:
        end = token.i + 1
        if end - start >= tokens and "\n" in token.text and not closed[end]:
            yield start, end
            start = end
    if start < len(doc):
        yield start, len(doc)


def _example(doc: Doc, start: int, end: int, ents: list[Span], change: Callable[[str], str] | None) -> Example:
    words = [change(token.text) if change else token.text for token in doc[start:end]]
    spaces = [bool(token.whitespace_) for token in doc[start:end]]
    seen, gold = Doc(doc.vocab, words=words, spaces=spaces), Doc(doc.vocab, words=words, spaces=spaces)
    inside = [e for e in ents if start <= e.start and e.end <= end]
    seen.ents = [Span(seen, e.start - start, e.end - start, e.label_) for e in inside]
    for label, (candidates, scores) in LEARNED.items():
        read = label not in doc.user_data[IGNORE]
        for key, into in ((candidates, seen), (scores, gold)):
            moved = (s for s in doc.spans[key] if read and start <= s.start and s.end <= end)
            into.spans[key] = [Span(into, s.start - start, s.end - start, s.label_) for s in moved]
    return Example(seen, gold)
