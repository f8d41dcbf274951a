"""What was found in a letter, laid on the source text, where gold lies: by a pipeline, or by another reader."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any, TypeAlias, cast

from spacy.language import Language

from nlp_pipeline.annotations import AnnotatedLetter, AnnotatedSpan, AnnotationError, SpanLabel
from nlp_pipeline.annotations.letters import CommitmentSpan, DateSpan, OrgSpan, numbered_lines
from nlp_pipeline.pipeline import annotate_source
from nlp_pipeline.reading import from_text
from nlp_pipeline.records import CommitmentEntry, Entity, Record

Values: TypeAlias = Mapping[str, Any]
"""What a span stands for: the value of its entity, or the fields of its commitment, named as in the record."""


class PredictionError(Exception):
    """A file of predictions that cannot be scored; the message names the file, the line and the fault."""


@dataclass(frozen=True)
class FoundSpan:
    """A span that was found. `start` and `end` are half-open in the source text, from its first fragment to its last.

    `first_end` is where the first fragment ends: of a name that two columns cut, gold may hold that part alone.
    """

    label: SpanLabel
    start: int
    end: int
    first_end: int
    text: str
    values: Values
    confidence: float | None


def annotate_letters(letters: Iterable[AnnotatedLetter], nlp: Language) -> Iterator[Record]:
    """The record of each letter, as if it had been read from `<id>.txt`. Raises UnreadableError as `annotate` does."""
    for letter in letters:
        yield annotate_source(replace(from_text(letter.text), path=f"{letter.id}.txt"), nlp)


def found_spans(record: Record) -> list[FoundSpan]:
    """The entities and commitments of a record, in order of their place in the source text."""
    spans = [_found(entity["label"], entity, _entity_values(entity)) for entity in record["entities"]]
    spans += [_found("COMMITMENT", commitment, commitment) for commitment in record["commitments"]]
    return sorted(spans, key=lambda span: (span.start, span.end, span.label))


def _found(label: SpanLabel, entry: Entity | CommitmentEntry, values: object) -> FoundSpan:
    fragments = entry["source"]
    return FoundSpan(
        label=label,
        start=fragments[0][0],
        end=fragments[-1][1],
        first_end=fragments[0][1],
        text=entry["text"],
        values=cast(Values, values),
        confidence=entry["confidence"],
    )


def _entity_values(entity: Entity) -> object:
    return entity.get("org") or entity.get("date") or entity.get("motion") or entity.get("ref") or {}


def annotated_spans(letter: AnnotatedLetter) -> list[FoundSpan]:
    """The spans of an annotated letter as if they had been found: for the agreement of two readers."""
    return [FoundSpan(s.label, s.start, s.end, s.end, s.text, _annotated_values(s), None) for s in letter.spans]


def _annotated_values(span: AnnotatedSpan) -> Values:
    match span:
        case OrgSpan():
            return {"id": span.org}
        case DateSpan():
            return {"value": span.value, "start": _iso(span.first), "end": _iso(span.last)}
        case CommitmentSpan():
            due = {"text": span.due_text, "start": _iso(span.due_from), "end": _iso(span.due_to)}
            return {"type": span.type, "strength": span.strength, "actor": {"text": span.actor}, "due": due}
        case _:
            return span.model_dump()


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def read_predictions(file: Path, letters: Sequence[AnnotatedLetter]) -> dict[str, list[FoundSpan]]:
    """What a file found in each of `letters`, by the letter's id; letters that it does not hold are left out.

    Its lines are records, or annotated letters of another reader. A record belongs to the letter whose id its file
    name has (`<id>.txt`), else to the one whose text has its hash. Raises PredictionError at a line that is neither.
    """
    keys = {hashlib.sha256(letter.text.encode()).hexdigest(): letter.id for letter in letters}
    keys |= {letter.id: letter.id for letter in letters}
    found: dict[str, list[FoundSpan]] = {}
    try:
        for number, line in numbered_lines(file):
            names, spans = _prediction(line, f"{file}:{number}")
            if letter := next((keys[name] for name in names if name in keys), None):
                found[letter] = spans
    except AnnotationError as error:
        raise PredictionError(str(error)) from error
    return found


def _prediction(line: str, place: str) -> tuple[list[str], list[FoundSpan]]:
    """What the letter may be known by, and its spans."""
    try:
        row = json.loads(line)
        if "spans" in row:
            letter = AnnotatedLetter.model_validate(row)
            return [letter.id], annotated_spans(letter)
        name = PurePosixPath(row["source"]["path"] or "").name.removesuffix(".txt")
        return [name, row["id"]], found_spans(cast(Record, row))
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise PredictionError(
            f"{place}: neither a record as `annotate` writes it nor an annotated letter ({error!r})"
        ) from error
