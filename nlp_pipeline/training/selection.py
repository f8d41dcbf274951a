"""Which letters to annotate next: those of which the model is least sure, and whose names it has not met."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from nlp_pipeline.gazetteer import DERIVED
from nlp_pipeline.reading import Source


@dataclass(frozen=True)
class Worth:
    """What a letter has to teach.

    `doubt`: how many of the model's decisions on it are wrong, by its own confidences, per 1,000 words; `novelty`:
    share of the organisations it finds there that no register has.
    """

    letter: str
    words: int
    doubt: float
    novelty: float


def weigh(sources: Iterable[Source], nlp: Language) -> Iterator[Worth]:
    """What each letter has to teach, in the same order."""
    for source in sources:
        doc = nlp(source.text)
        words = len(source.text.split())
        doubt = 1000 * (doc._.doubt or 0.0) / max(words, 1)
        yield Worth(source.path or "", words, round(doubt, 2), round(_novelty(doc), 3))


def _novelty(doc: Doc) -> float:
    names = {e._.value["id"] for e in doc.ents if e.label_ == "ORG" and e._.value}
    return sum(name.startswith(DERIVED) for name in names) / len(names) if names else 0.0


def most_worth(letters: Sequence[Worth], count: int) -> list[Worth]:
    """The `count` letters most worth annotating, best first: by doubt, which new names raise by their share."""
    return sorted(letters, key=lambda one: (-one.doubt * (1 + one.novelty), -one.novelty, one.letter))[:count]
