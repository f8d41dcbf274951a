"""How much there is: letters, words and spans a split, and how the letters are spread."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from rich import box
from rich.table import Table

from nlp_pipeline.annotations.letters import LABELS, AnnotatedLetter, attributes

_YEAR = re.compile(r"(?:19|20)\d\d(?=-\d\d-\d\d)")


@dataclass
class Statistics:
    """Counts of one split: letters, excerpts among them, words, spans by label, attributes by `LABEL name`."""

    letters: int = 0
    excerpts: int = 0
    words: int = 0
    spans: Counter[str] = field(default_factory=Counter)
    attributes: Counter[str] = field(default_factory=Counter)
    years: Counter[str] = field(default_factory=Counter)
    """By the year that the id begins with or holds (`rijk_2015-05-06_…`); `?` where it has none."""


def count(letters: Iterable[AnnotatedLetter]) -> dict[str, Statistics]:
    """Counts by split, in the order met; letters without a split under `-`."""
    counts: dict[str, Statistics] = {}
    for letter in letters:
        split = counts.setdefault(letter.split or "-", Statistics())
        split.letters += 1
        split.excerpts += letter.excerpt is not None
        split.words += len(letter.text.split())
        year = _YEAR.search(letter.id)
        split.years[year[0] if year else "?"] += 1
        for span in letter.spans:
            split.spans[span.label] += 1
            split.attributes.update(f"{span.label} {name}" for name in attributes(span))
    return counts


def table(counts: Mapping[str, Statistics]) -> Table:
    """The counts for a terminal, a column a split."""
    shown = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    shown.add_column("", no_wrap=True)
    for name in (*counts, "all"):
        shown.add_column(name, justify="right")

    def row(title: str, figures: list[int]) -> None:
        shown.add_row(title, *(f"{figure:,}" for figure in (*figures, sum(figures))))

    splits = list(counts.values())
    row("letters", [split.letters for split in splits])
    row("excerpts among them", [split.excerpts for split in splits])
    row("words", [split.words for split in splits])
    for label in LABELS:
        row(label, [split.spans[label] for split in splits])
        for name in sorted({name for split in splits for name in split.attributes if name.startswith(f"{label} ")}):
            row(f"  {name.removeprefix(label)}", [split.attributes[name] for split in splits])
    for year in sorted({year for split in splits for year in split.years}):
        row(f"of {year}", [split.years[year] for split in splits])
    return shown
