"""Annotated letters for tests, written as inline markup."""

from typing import Any

from nlp_pipeline.annotations import AnnotatedLetter
from tests.markup import parse


def annotated(marked: str, id: str = "brief", **fields: Any) -> AnnotatedLetter:
    """The letter of a text with inline markup; attributes as in the files of annotated letters."""
    text, spans = parse(marked)
    rows = [
        {"start": start, "end": end, "label": label, "text": text[start:end], **attributes}
        for start, end, label, attributes in sorted(spans, key=lambda span: (span[0], -span[1]))
    ]
    return AnnotatedLetter.model_validate({"id": id, "text": text, "spans": rows, **fields})
