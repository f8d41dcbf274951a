"""How much of the page furniture the normaliser takes out, and what else it takes: characters, blanks left out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from nlp_pipeline.annotations import AnnotatedLetter
from nlp_pipeline.normalising import normalise
from nlp_pipeline.values import Offsets


@dataclass(frozen=True)
class FurnitureScore:
    """Characters of gold's FURNITURE, characters removed as such, and those in both."""

    gold: int
    removed: int
    both: int

    @property
    def precision(self) -> float:
        """What part of the removed characters is furniture."""
        return self.both / self.removed if self.removed else 0.0

    @property
    def recall(self) -> float:
        """What part of the furniture is removed."""
        return self.both / self.gold if self.gold else 0.0


def score_furniture(letters: Iterable[AnnotatedLetter]) -> FurnitureScore:
    """The characters over all letters in which FURNITURE was annotated."""
    gold = removed = both = 0
    for letter in letters:
        if "FURNITURE" in letter.ignore:
            continue
        wanted = _characters(letter.text, [(s.start, s.end) for s in letter.spans if s.label == "FURNITURE"])
        taken = _characters(letter.text, [block["source"] for block in normalise(letter.text).furniture])
        gold, removed, both = gold + len(wanted), removed + len(taken), both + len(wanted & taken)
    return FurnitureScore(gold, removed, both)


def _characters(text: str, blocks: Sequence[Offsets]) -> set[int]:
    return {place for block in blocks for place in range(*block) if not text[place].isspace()}
