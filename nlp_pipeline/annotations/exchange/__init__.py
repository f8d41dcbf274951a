"""Annotated letters out to the tools in which people correct them, and back.

What a letter has beside its text and spans goes along and comes back: id, split, source, excerpt, checked, ignore, and
the attributes of its spans. A tool that changed the text is found out by a checksum. Each tool's module says how it
counts offsets, what has to be set in it, and what becomes of a span that a person added or moved.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from nlp_pipeline.annotations.exchange import doccano, label_studio, prodigy
from nlp_pipeline.annotations.letters import AnnotatedLetter

__all__ = ["FORMATS", "Format"]


@dataclass(frozen=True)
class Format:
    """The file of a tool: the content that the tool imports, and the letters of what it exports.

    `parse` leaves out a letter that was skipped or rejected in the tool, and gives the spans of each in the order of
    the text. It raises AnnotationError, which names the line or task, the fault, and what to do.
    """

    dump: Callable[[Iterable[AnnotatedLetter]], str]
    parse: Callable[[str], list[AnnotatedLetter]]


FORMATS: dict[str, Format] = {
    "doccano": Format(doccano.dump, doccano.parse),
    "label-studio": Format(label_studio.dump, label_studio.parse),
    "prodigy": Format(prodigy.dump, prodigy.parse),
}
"""By the name that a user gives."""
