"""What is wrong with annotated letters: in a letter, between letters, and strings labelled here and not there."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from pathlib import Path
from typing import get_args

from nlp_pipeline.annotations.letters import (
    AnnotatedLetter,
    AnnotatedSpan,
    SpanLabel,
    annotation_files,
    faults_of,
    numbered_lines,
    parse_letter,
)
from nlp_pipeline.values import Split

_SPLITS = get_args(Split)
_EDGES = "\"'“”‘’„()[]{}«»"
"""Quotes and brackets that no mention starts or ends with (guidelines, ground rule 2), but for pairs inside it."""
_PAIRS = {")": "(", "]": "[", "}": "{", "’": "‘", "”": "“„", '"': '"', "'": "'", "»": "«"}

_SHINGLE = 8
"""Words in a row that count as one piece of text when two letters are compared."""
NEAR_DUPLICATE = 0.5
"""Two letters are near-duplicates when the shorter shares this part of its shingles with the other. On the collected
letters the letterhead that short letters of one ministry share stays below 0.36; a letter sent twice is above 0.58."""

_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Fault:
    """Something to mend: the file, its line (from 1), the letter's id where it could be read, and what is wrong."""

    file: Path
    line: int
    letter: str | None
    message: str

    def __str__(self) -> str:
        letter = f" {self.letter}:" if self.letter else ""
        return f"{self.file}:{self.line}:{letter} {self.message}"


@dataclass(frozen=True)
class Placed:
    """A letter and where it stands."""

    file: Path
    line: int
    letter: AnnotatedLetter

    def fault(self, message: str) -> Fault:
        return Fault(self.file, self.line, self.letter.id, message)


def check(paths: Iterable[Path]) -> list[Fault]:
    """All faults of the files (or folders of `*.jsonl`), in the order of files and lines, those between letters last.

    Raises AnnotationError when a path is not there or no text.
    """
    placed, faults = _place(paths)
    for place in placed:
        faults += [place.fault(message) for message in _within(place.letter)]
        faults += _misfiled(place)
    return faults + _between(placed)


def _place(paths: Iterable[Path]) -> tuple[list[Placed], list[Fault]]:
    """The letters that can be read, and why others cannot."""
    placed: list[Placed] = []
    faults: list[Fault] = []
    for file in annotation_files(paths):
        for number, line in numbered_lines(file):
            try:
                placed.append(Placed(file, number, parse_letter(line)))
            except ValueError as error:
                faults += [Fault(file, number, None, fault) for fault in faults_of(error)]
    return placed, faults


def _within(letter: AnnotatedLetter) -> Iterator[str]:
    for span in letter.spans:
        yield from (f"{_name(span)}: {message}" for message in _span_faults(letter.text, span))
        if span.label in letter.ignore:
            yield f"{_name(span)}: its label is among those that were not annotated here (`ignore`)"
    yield from _overlaps(letter.spans)


def _span_faults(text: str, span: AnnotatedSpan) -> Iterator[str]:
    there = text[span.start : span.end]
    if span.end > len(text):
        yield f"ends after the letter, which has {len(text)} characters"
    elif there != span.text:
        yield f"the letter has {there[:60]!r} at these offsets"
    if not there.strip():
        yield "holds nothing but blanks"
    elif there != there.strip():
        yield "starts or ends with a blank"
    elif span.label not in ("COMMITMENT", "FURNITURE") and _has_loose_edge(there):
        yield "starts or ends with a quote or bracket that is not of the mention"


def _has_loose_edge(text: str) -> bool:
    first, last = text[0], text[-1]
    opens = first in _EDGES and not any(closing in text[1:] for closing, opening in _PAIRS.items() if first in opening)
    closes = last in _EDGES and not any(opening in text[:-1] for opening in _PAIRS.get(last, ""))
    wrapped = len(text) > 1 and first in _PAIRS.get(last, "") and text.count(first) == 1
    return opens or closes or wrapped


def _overlaps(spans: Sequence[AnnotatedSpan]) -> Iterator[str]:
    """Mentions never overlap each other, commitments never each other; no mention lies in page furniture."""
    mentions = [span for span in spans if span.label not in ("COMMITMENT", "FURNITURE")]
    for group in (mentions, _of(spans, "COMMITMENT"), _of(spans, "FURNITURE")):
        ordered = sorted(group, key=lambda span: (span.start, span.end))
        for before, after in pairwise(ordered):
            if (before.start, before.end, before.label) == (after.start, after.end, after.label):
                yield f"{_name(after)}: annotated twice"
            elif after.start < before.end:
                yield f"{_name(after)}: overlaps {_name(before)}"
    for block in _of(spans, "FURNITURE"):
        for mention in mentions:
            # a mention may run over a page break, and so over furniture, but not start or end in it
            if block.start <= mention.start < block.end or block.start < mention.end <= block.end:
                yield f"{_name(mention)}: lies in page furniture, which is never annotated"


def _of(spans: Iterable[AnnotatedSpan], label: SpanLabel) -> list[AnnotatedSpan]:
    return [span for span in spans if span.label == label]


def _name(span: AnnotatedSpan) -> str:
    text = " ".join(span.text.split())
    return f"{span.label} {span.start}-{span.end} {text if len(text) <= 40 else text[:39] + '…'!r}"


def _misfiled(place: Placed) -> Iterator[Fault]:
    name, split = place.file.stem, place.letter.split
    if name in _SPLITS and split != name:
        yield place.fault(f"its split is {split!r}, but the file is that of {name!r}")


def _between(placed: Sequence[Placed]) -> list[Fault]:
    """Ids and texts that come twice, and letters of different splits that are nearly the same."""
    faults: list[Fault] = []
    ids: dict[str, Placed] = {}
    texts: dict[str, Placed] = {}
    unique: list[Placed] = []
    for place in placed:
        first = ids.setdefault(place.letter.id, place)
        same = texts.setdefault(place.letter.text, place)
        if first is not place:
            faults.append(place.fault(f"its id stands at {first.file}:{first.line} too"))
        if same is not place:
            faults.append(place.fault(f"its text is that of {same.letter.id} at {same.file}:{same.line}"))
        else:
            unique.append(place)
    shingles = [_shingles(place.letter.text) for place in unique]
    for (one, ones), (other, others) in combinations(zip(unique, shingles, strict=True), 2):
        if one.letter.split != other.letter.split and (shared := _shared(ones, others)) >= NEAR_DUPLICATE:
            faults.append(
                other.fault(
                    f"leaks: {shared:.0%} of the shorter text stands in {one.letter.id} too, which is "
                    f"{one.letter.split!r} ({one.file}:{one.line}); one split may hold both"
                )
            )
    return faults


def _shingles(text: str) -> frozenset[int]:
    words = _WORD.findall(text.casefold())
    return frozenset(hash(tuple(words[i : i + _SHINGLE])) for i in range(len(words) - _SHINGLE + 1))


def _shared(ones: frozenset[int], others: frozenset[int]) -> float:
    return len(ones & others) / max(1, min(len(ones), len(others)))


@dataclass(frozen=True)
class Inconsistency:
    """A string that is a mention in some places and none in others, or has different labels."""

    text: str
    labelled: dict[SpanLabel, int]
    bare: list[tuple[Placed, int]]
    """Where it stands without a span: the letter, and the line of its text (from 1)."""

    def __str__(self) -> str:
        labels = ", ".join(f"{label} {times}×" for label, times in self.labelled.items())
        places = "; ".join(f"{place.letter.id}, line {line}" for place, line in self.bare)
        return f"{self.text}: {labels}; bare {len(self.bare)}×" + (f": {places}" if places else "")


def inconsistencies(paths: Iterable[Path]) -> list[Inconsistency]:
    """Strings labelled here and not there, over all letters of the files, most often bare first.

    They are rows to look at, not faults: `Raad` is a mention where the letter declares it, and none elsewhere. Whole
    words count, in the case they have; page furniture and other mentions are no places where a name stands bare.
    Lines that are no letter are left out: `check` names them.
    """
    placed, _ = _place(paths)
    labelled: dict[str, dict[SpanLabel, int]] = defaultdict(lambda: defaultdict(int))
    for place in placed:
        for span in place.letter.spans:
            if span.label in ("ORG", "MOTION", "REF"):
                labelled[" ".join(span.text.split())][span.label] += 1
    bare: dict[str, list[tuple[Placed, int]]] = defaultdict(list)
    for place in placed:
        _find_bare(place, labelled, bare)
    rows = [
        Inconsistency(text, dict(labels), bare[text])
        for text, labels in labelled.items()
        if text in bare or len(labels) > 1
    ]
    return sorted(rows, key=lambda row: (-len(row.bare), row.text))


def _find_bare(place: Placed, known: Iterable[str], bare: dict[str, list[tuple[Placed, int]]]) -> None:
    text = place.letter.text
    covered = bytearray(len(text))
    for span in place.letter.spans:
        if span.label != "COMMITMENT":
            covered[span.start : span.end] = b"\1" * (span.end - span.start)
    for name in known:
        # a quick look for the first word spares most letters the search that is lenient about blanks
        first, *rest = name.split(" ")
        if first not in text:
            continue
        words = r"\s+".join(map(re.escape, (first, *rest)))
        for match in re.finditer(rf"(?<![\w-]){words}(?![\w-])", text):
            if not any(covered[match.start() : match.end()]):
                bare[name].append((place, text.count("\n", 0, match.start()) + 1))
