"""Mentions written by hand, one row each, resolved to spans; what cannot be found is refused.

A letter `<id>.txt` has its mentions in `<id>.tsv`, a row a mention, columns with tabs between:

    LINE    LABEL    TEXT    key=value; key=value

LINE counts from 1 and is where the mention starts. TEXT is copied from the letter, `⏎` for a line's end; any run of
blanks matches any other. A long span may be `HEAD␣…␣TAIL`: from HEAD to the end of TAIL's next occurrence. `@start-end`
gives offsets outright. Rows of one label on one line stand left to right. `#` starts a remark.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from nlp_pipeline.annotations.letters import AnnotatedLetter, AnnotationError, faults_of
from nlp_pipeline.reading import UnreadableError, from_path
from nlp_pipeline.values import Offsets, Split

_OFFSETS = re.compile(r"@(\d+)-(\d+)")
_GAP = "␣…␣"
_BLANKS = re.compile(r"[\s⏎]+")


def resolve(letters: Path, mentions: Path, split: Split | None, checked: str | None) -> list[AnnotatedLetter]:
    """The annotated letters of a folder of texts and a folder of mentions, in order of name.

    Raises AnnotationError that names every row that is refused.
    """
    files = sorted(mentions.glob("*.tsv"))
    if not files:
        raise AnnotationError(f"{mentions}: no .tsv files in this folder")
    resolved: list[AnnotatedLetter] = []
    faults: list[str] = []
    for file in files:
        source = letters / f"{file.stem}.txt"
        try:
            text = from_path(str(source)).text
        except UnreadableError as error:
            faults.append(f"{source}: {error}")
            continue
        spans, refused = _spans(text, file)
        faults += refused
        letter = {"id": file.stem, "split": split, "source": source.name, "checked": checked, "text": text}
        try:
            resolved.append(AnnotatedLetter.model_validate(letter | {"spans": spans}))
        except ValueError as error:
            faults += [f"{file}: {fault}" for fault in faults_of(error)]
    if faults:
        raise AnnotationError("\n".join(faults))
    return resolved


def _spans(text: str, file: Path) -> tuple[list[dict[str, Any]], list[str]]:
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    reached: dict[tuple[str, int], int] = {}
    spans: list[dict[str, Any]] = []
    refused: list[str] = []
    for number, row in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if not row.strip() or row.startswith("#"):
            continue
        line, label, mention, attributes = [*row.split("\t"), "", "", ""][:4]
        if not mention or not line.isdecimal() or not 1 <= int(line) <= len(starts):
            refused.append(f"{file}:{number}: not LINE, LABEL, TEXT with tabs between: {row!r}")
            continue
        label, start = label.strip(), starts[int(line) - 1]
        place = _find(text, mention, max(start, reached.get((label, start), 0)))
        if place is None or bisect_right(starts, place[0]) != int(line):
            refused.append(f"{file}:{number}: {label} not found on line {line}: {mention!r}")
            continue
        reached[label, start] = place[1]
        fixed = {"start": place[0], "end": place[1], "label": label, "text": text[slice(*place)]}
        spans.append(fixed | _attributes(attributes.split(";")))
    return sorted(spans, key=lambda span: (span["start"], -span["end"])), refused


def _find(text: str, mention: str, start: int) -> Offsets | None:
    if offsets := _OFFSETS.fullmatch(mention.strip()):
        return int(offsets[1]), int(offsets[2])
    head, _, tail = mention.partition(_GAP)
    first = _pattern(head).search(text, start)
    last = _pattern(tail).search(text, first.end()) if first and tail else first
    return (first.start(), last.end()) if first and last else None


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(r"\s+".join(re.escape(word) for word in _BLANKS.split(words.strip())))


def _attributes(pairs: Iterable[str]) -> dict[str, str]:
    return {key.strip(): value.strip() for key, equals, value in (pair.partition("=") for pair in pairs) if equals}
