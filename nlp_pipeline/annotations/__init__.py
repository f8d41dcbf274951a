"""Annotated letters: gold on the source text, and how it is read, checked, counted and exchanged."""

from nlp_pipeline.annotations.letters import (
    AnnotatedLetter,
    AnnotatedSpan,
    AnnotationError,
    SpanLabel,
    read_letters,
    to_jsonl,
)

__all__ = [
    "AnnotatedLetter",
    "AnnotatedSpan",
    "AnnotationError",
    "SpanLabel",
    "read_letters",
    "to_jsonl",
]
