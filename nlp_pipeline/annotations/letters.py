"""The annotated letter: its text as it came, the spans that readers found, and how both lie in a JSONL file.

One letter a line. A span is standoff: half-open code-point offsets `start` and `end` of the source text, a label, and
the attributes of that label by the annotation guidelines (`annotations/README.md`). In the file an attribute is a
string, lists with commas between; here it has its type. What is not known is left out.
"""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, TypeAlias, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from nlp_pipeline.values import DateMod, MotionStatus, Split

SpanLabel: TypeAlias = Literal["ORG", "MOTION", "REF", "DATE", "COMMITMENT", "FURNITURE"]
"""What is annotated; FURNITURE is measured but no label of the record."""

_EDTF_DAY = r"(\d{3}X|\d{4}(-\d{2}(-\d{2})?)?)"
_EDTF = rf"^({_EDTF_DAY}|\.\.)(/({_EDTF_DAY}|\.\.))?$"
_DOCUMENT = re.compile(
    r"kst-[\w.-]+|h-[te]k-\d{8}-[\w-]+|ah-[te]k-\d{8}-\d+|blg-\d+|nds-tk-\d{4}D\d+|\d{4}[A-Z]\d{4,6}|TZ\d{6}-\d{3}|T\d{4,5}|\d{6}(\.\d{2})?(\.\d+)?u"
)
"""Official identifiers of parliamentary documents, as the guidelines write them; the last two of the Eerste Kamer."""


def _listed(value: object) -> object:
    return [part for raw in value.split(",") if (part := raw.strip())] if isinstance(value, str) else value


def _document(value: str) -> str:
    if not _DOCUMENT.fullmatch(value):
        raise ValueError(f"{value!r} is no official identifier (kst-36200-IV-25, h-tk-20222023-15-2, 2023Z12345 …)")
    return value


Document = Annotated[str, BeforeValidator(_document)]
Text = Annotated[str, StringConstraints(min_length=1)]


class _Span(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    start: int = Field(ge=0)
    end: int
    text: str

    @model_validator(mode="before")
    @classmethod
    def _without_nulls(cls, row: Any) -> Any:
        """Tools that keep a table (`datasets`) give every span every attribute, null where it has none."""
        return {key: value for key, value in row.items() if value is not None} if isinstance(row, dict) else row

    @model_validator(mode="after")
    def _is_not_empty(self) -> "_Span":
        if self.end <= self.start:
            raise ValueError(f"ends at {self.end}, where it starts or before")
        return self


def _ordered(first: date | None, last: date | None) -> None:
    if first and last and last < first:
        raise ValueError(f"its interval ends on {last}, before it starts on {first}")


class OrgSpan(_Span):
    """An organisation; `org` is its identifier in the register (TOOI where there is one), where the register has it."""

    label: Literal["ORG"]
    org: Text | None = None


class MotionSpan(_Span):
    """A motion."""

    label: Literal["MOTION"]
    submitters: Annotated[tuple[str, ...], BeforeValidator(_listed)] = ()
    party: Text | None = None
    cosigned: bool = False
    status: MotionStatus | None = None
    ref: Document | None = None


class RefSpan(_Span):
    """A reference to parliamentary documents; `ids`: one a document."""

    label: Literal["REF"]
    ids: Annotated[tuple[Document, ...], BeforeValidator(_listed)] = ()


class DateSpan(_Span):
    """A date; `first` and `last` are the days of its interval, both included (`from` and `to` in the file)."""

    label: Literal["DATE"]
    value: Annotated[str, StringConstraints(pattern=_EDTF)] | None = None
    mod: DateMod | None = None
    first: date | None = Field(None, alias="from")
    last: date | None = Field(None, alias="to")

    @model_validator(mode="after")
    def _is_ordered(self) -> "DateSpan":
        _ordered(self.first, self.last)
        return self


class CommitmentSpan(_Span):
    """A toezegging; without `actor` the signatory himself; the deadline's days are both included."""

    label: Literal["COMMITMENT"]
    type: Literal["inform", "act"]
    strength: Literal["firm", "effort"]
    actor: Text | None = None
    addressee: Text | None = None
    due_text: Text | None = None
    due_from: date | None = None
    due_to: date | None = None

    @model_validator(mode="after")
    def _is_ordered(self) -> "CommitmentSpan":
        _ordered(self.due_from, self.due_to)
        return self


class FurnitureSpan(_Span):
    """A block of page furniture: running headers and footers, the margin column of later pages."""

    label: Literal["FURNITURE"]


AnnotatedSpan: TypeAlias = Annotated[
    OrgSpan | MotionSpan | RefSpan | DateSpan | CommitmentSpan | FurnitureSpan, Field(discriminator="label")
]


class AnnotatedLetter(BaseModel):
    """A letter with its gold spans.

    `text` is the source text; `source` the document it came from, `excerpt` the pages taken, where not all were.
    `checked` says who read it and how. Labels in `ignore` were not annotated in this letter and are not scored there.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Text
    split: Split | None = None
    source: Text | None = None
    excerpt: Text | None = None
    checked: Text | None = None
    text: Text
    ignore: tuple[SpanLabel, ...] = ()
    spans: tuple[AnnotatedSpan, ...]


class AnnotationError(Exception):
    """A file of annotated letters that cannot be read; the message names the file, the line and the fault."""


LABELS: tuple[SpanLabel, ...] = get_args(SpanLabel)


def read_letters(paths: Iterable[Path]) -> list[AnnotatedLetter]:
    """The letters of JSONL files, and of all `*.jsonl` in folders, in the order given.

    Raises AnnotationError at the first line that is no annotated letter, and at an `id` read before.
    """
    letters: dict[str, AnnotatedLetter] = {}
    for file in annotation_files(paths):
        for number, line in numbered_lines(file):
            try:
                letter = parse_letter(line)
            except ValueError as error:
                raise AnnotationError(f"{file}:{number}: {faults_of(error)[0]}") from error
            if letter.id in letters:
                raise AnnotationError(f"{file}:{number}: a letter with the id {letter.id!r} was read before")
            letters[letter.id] = letter
    if not letters:
        raise AnnotationError(f"{', '.join(map(str, paths))}: no annotated letters in there")
    return list(letters.values())


def annotation_files(paths: Iterable[Path]) -> list[Path]:
    """The files named, for folders their `*.jsonl` in order of name. Raises AnnotationError for what is not there."""
    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(path.glob("*.jsonl"))
            if not inside:
                raise AnnotationError(f"{path}: no .jsonl files in this folder")
            files += inside
        elif path.is_file():
            files.append(path)
        else:
            raise AnnotationError(f"{path}: no such file or folder")
    return files


def numbered_lines(file: Path) -> Iterator[tuple[int, str]]:
    """The lines of a file that are not blank, counted from 1. Raises AnnotationError when it is no UTF-8 text."""
    try:
        # not splitlines(): inside a letter stand form feeds and other signs that it takes for line ends
        lines = file.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise AnnotationError(f"{file}: cannot be read as UTF-8 text ({error})") from error
    return ((number, line) for number, line in enumerate(lines, 1) if line.strip())


def parse_letter(line: str) -> AnnotatedLetter:
    """The letter of one line of JSON. Raises ValueError (a JSONDecodeError or a ValidationError)."""
    return AnnotatedLetter.model_validate(json.loads(line))


def faults_of(error: ValueError) -> list[str]:
    """What is wrong, one line a fault: where in the letter, and why."""
    if not isinstance(error, ValidationError):
        return [f"no JSON: {error}"]
    # the location holds the label too, a step that the union adds and the file does not have
    return [
        f"{'.'.join(str(step) for step in fault['loc'] if step not in LABELS) or 'the letter'}: "
        f"{fault['msg'].removeprefix('Value error, ')}"
        for fault in error.errors()
    ]


def to_jsonl(letters: Iterable[AnnotatedLetter]) -> str:
    """One letter a line, attributes as strings; what is read again is equal to what was written."""
    return "".join(f"{json.dumps(letter_to_json(letter), ensure_ascii=False)}\n" for letter in letters)


def letter_to_json(letter: AnnotatedLetter) -> dict[str, Any]:
    """The letter as it lies in the file."""
    row = letter.model_dump(include={"id", "split", "source", "excerpt", "checked", "text"})
    if letter.ignore:
        row["ignore"] = list(letter.ignore)
    return row | {"spans": [span_to_json(span) for span in letter.spans]}


def span_to_json(span: AnnotatedSpan) -> dict[str, Any]:
    """The span as it lies in the file: offsets, label, text, and its attributes as strings."""
    fixed: dict[str, Any] = {"start": span.start, "end": span.end, "label": span.label, "text": span.text}
    return fixed | attributes(span)


def attributes(span: AnnotatedSpan) -> dict[str, str]:
    """The attributes that the span has, as strings."""
    values = span.model_dump(mode="json", by_alias=True, exclude={"start", "end", "label", "text"})
    return {name: _as_string(value) for name, value in values.items() if value}


def _as_string(value: object) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(value)
    return "true" if value is True else str(value)
