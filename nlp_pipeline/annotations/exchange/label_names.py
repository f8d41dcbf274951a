"""Attributes in tools that know only spans and labels.

The type and strength of a COMMITMENT are in the name of its label (`COMMITMENT:inform:firm`): people choose them as
they choose a label, and there is no COMMITMENT without them. All other attributes travel beside the spans, and come
back to the span that has the same offsets and the same label, whatever its type and strength are now. A span that a
person added or moved has none of them: they are to be filled in afterwards.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import BaseModel, ConfigDict

from nlp_pipeline.annotations.exchange.travel import quoted
from nlp_pipeline.annotations.letters import LABELS, AnnotatedSpan, AnnotationError, CommitmentSpan

LABEL_NAMES: dict[str, dict[str, str]] = {
    **{str(label): {"label": label} for label in LABELS if label != "COMMITMENT"},
    **{
        f"COMMITMENT:{type_}:{strength}": {"label": "COMMITMENT", "type": type_, "strength": strength}
        for type_ in ("inform", "act")
        for strength in ("firm", "effort")
    },
}
"""The names of labels in the tool, and what each says of a span."""


class KeptSpan(BaseModel):
    """A span as it went out, all its attributes with it; offsets in code points."""

    model_config = ConfigDict(frozen=True, extra="allow")

    start: int
    end: int
    label: str


def label_name(span: AnnotatedSpan) -> str:
    """The name of the span's label in the tool."""
    return f"{span.label}:{span.type}:{span.strength}" if isinstance(span, CommitmentSpan) else span.label


def read_spans(text: str, found: Iterable[tuple[int, int, str]], kept: Iterable[KeptSpan]) -> Iterator[dict[str, Any]]:
    """The spans found in the tool (code-point offsets, name of the label) with the attributes that they had.

    Raises AnnotationError that lists the spans with names that are none of LABEL_NAMES.
    """
    spans = list(found)
    unknown = [f"{name!r} at {quoted(text[start:end])}" for start, end, name in spans if name not in LABEL_NAMES]
    if unknown:
        raise AnnotationError(
            f"unknown labels: {', '.join(unknown)}; the labels are {', '.join(LABEL_NAMES)}: "
            f"choose one of them in the tool, and export again"
        )
    attributes = {(span.start, span.end, span.label): span.model_dump() for span in kept}
    for start, end, name in spans:
        fixed = LABEL_NAMES[name]
        yield attributes.get((start, end, fixed["label"]), {}) | {"start": start, "end": end} | fixed
