"""The record of a letter (contract, schema 1): its types, its JSON Schema, and how a `Doc` becomes one."""

import json
from bisect import bisect_right
from typing import Any, Literal, NotRequired, cast

from pydantic import TypeAdapter
from spacy.tokens import Doc, Span
from typing_extensions import TypedDict

from nlp_pipeline.mentions import COMMITMENTS, text_of
from nlp_pipeline.normalising import Alignment
from nlp_pipeline.reading import Source
from nlp_pipeline.values import (
    Actor,
    DateValue,
    Due,
    Footnote,
    Label,
    Letter,
    MotionValue,
    Offsets,
    OrgValue,
    Origin,
    RefValue,
)

SCHEMA: Literal["1"] = "1"


class SourceInfo(TypedDict):
    """The file a record was made from; `chars` counts code points of the source text."""

    path: str | None
    media_type: str
    sha256: str
    chars: int
    pages: int | None


class Pipeline(TypedDict):
    """What made the record."""

    name: str
    version: str


class Entity(TypedDict):
    """A mention. `text == record["text"][start:end]`; `source`: the fragments of the source text it comes from."""

    id: str
    label: Label
    text: str
    start: int
    end: int
    page: int | None
    source: list[Offsets]
    confidence: float | None
    origin: Origin
    org: NotRequired[OrgValue | None]
    date: NotRequired[DateValue | None]
    motion: NotRequired[MotionValue | None]
    ref: NotRequired[RefValue | None]


class CommitmentEntry(TypedDict):
    """A toezegging: the sentence that makes it, and what it says. `entities` names the mentions inside it."""

    id: str
    text: str
    start: int
    end: int
    source: list[Offsets]
    confidence: float | None
    origin: Origin
    type: Literal["inform", "act"]
    strength: Literal["firm", "effort"]
    actor: Actor
    addressee: str | None
    due: Due | None
    page: int | None
    entities: list[str]


class Record(TypedDict):
    """One letter: normalised text, what the letterhead says, and what was found, in text order."""

    schema: Literal["1"]
    id: str
    source: SourceInfo
    pipeline: Pipeline
    letter: Letter
    text: str
    pages: list[Offsets]
    footnotes: list[Footnote]
    entities: list[Entity]
    commitments: list[CommitmentEntry]


_VALUE_KEYS: dict[str, str] = {"ORG": "org", "DATE": "date", "MOTION": "motion", "REF": "ref"}


def to_record(doc: Doc, source: Source, pipeline: Pipeline) -> Record:
    """The record of a processed `Doc`; `source` is what it was read from."""
    alignment = Alignment(doc._.segments)
    entities = [_entity(f"e{n}", span, alignment, doc._.page_starts) for n, span in enumerate(doc.ents, 1)]
    commitments = sorted(doc.spans.get(COMMITMENTS, ()), key=lambda span: span.start_char)
    return Record(
        schema=SCHEMA,
        id=source.sha256,
        source=SourceInfo(
            path=source.path,
            media_type=source.media_type,
            sha256=source.sha256,
            chars=len(source.text),
            pages=source.pages,
        ),
        pipeline=pipeline,
        letter=doc._.letter,
        text=text_of(doc),
        pages=list(doc._.pages),
        footnotes=list(doc._.footnotes),
        entities=entities,
        commitments=[
            _commitment(f"c{n}", span, alignment, doc._.page_starts, entities) for n, span in enumerate(commitments, 1)
        ],
    )


def to_json(record: Record) -> str:
    """The record as one line of JSON, without its newline; the same record gives the same characters."""
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"))


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a record."""
    schema = TypeAdapter(Record).json_schema()
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = f"nlp-pipeline record, schema {SCHEMA}"
    return schema


def _entity(name: str, span: Span, alignment: Alignment, page_starts: list[int]) -> Entity:
    fragments = alignment.to_source(span.start_char, span.end_char)
    entity = Entity(
        id=name,
        label=cast(Label, span.label_),
        text=span.text,
        start=span.start_char,
        end=span.end_char,
        page=_page(fragments, page_starts),
        source=fragments,
        confidence=_rounded(span._.confidence),
        origin=span._.origin,
    )
    entity[_VALUE_KEYS[span.label_]] = span._.value  # type: ignore[literal-required]
    return entity


def _commitment(
    name: str, span: Span, alignment: Alignment, page_starts: list[int], entities: list[Entity]
) -> CommitmentEntry:
    fragments = alignment.to_source(span.start_char, span.end_char)
    value = span._.value
    return CommitmentEntry(
        id=name,
        text=span.text,
        start=span.start_char,
        end=span.end_char,
        source=fragments,
        confidence=_rounded(span._.confidence),
        origin=span._.origin,
        type=value["type"],
        strength=value["strength"],
        actor=value["actor"],
        addressee=value["addressee"],
        due=value["due"],
        page=_page(fragments, page_starts),
        entities=[e["id"] for e in entities if span.start_char <= e["start"] and e["end"] <= span.end_char],
    )


def _page(fragments: list[Offsets], page_starts: list[int]) -> int | None:
    return bisect_right(page_starts, fragments[0][0]) if page_starts and fragments else None


def _rounded(confidence: float | None) -> float | None:
    return None if confidence is None else round(confidence, 4)
