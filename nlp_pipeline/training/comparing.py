"""Two models over the same letters: what the new one gains and loses, by more than chance or not, its speed."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from nlp_pipeline.annotations import AnnotatedLetter
from nlp_pipeline.evaluation import (
    Comparison,
    LetterMatch,
    Scores,
    annotate_letters,
    compare,
    found_spans,
    match,
    score,
)
from nlp_pipeline.pipeline import load
from nlp_pipeline.records import Record


@dataclass(frozen=True)
class Measured:
    """A model's records of some letters, how they answer the gold, words a CPU second (loading left out)."""

    name: str
    records: list[Record]
    matches: list[LetterMatch]
    speed: float

    @property
    def scores(self) -> Scores:
        return score(self.matches)


def measure(folder: Path, letters: Sequence[AnnotatedLetter]) -> Measured:
    """Runs the model of a folder (of a run, or a model's own) over letters. Raises ModelError."""
    nlp = load(folder)
    begun = time.process_time()
    records = list(annotate_letters(letters, nlp))
    seconds = time.process_time() - begun
    matches = [match(letter, found_spans(record)) for letter, record in zip(letters, records, strict=True)]
    words = sum(len(letter.text.split()) for letter in letters)
    return Measured(str(folder), records, matches, words / seconds)


def compare_models(old: Path, new: Path, letters: Sequence[AnnotatedLetter]) -> tuple[Measured, Measured, Comparison]:
    """Both models over the letters, and the new one against the old. Raises ModelError."""
    before, after = measure(old, letters), measure(new, letters)
    return before, after, compare(before.matches, after.matches)
