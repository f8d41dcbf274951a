"""What of a letter travels through a tool beside text and spans, and the letter that is made of what came back."""

import json
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from nlp_pipeline.annotations.letters import LABELS, AnnotatedLetter, AnnotationError, faults_of, span_to_json

_Row = TypeVar("_Row")
_QUOTED = 50
"""So much of a span tells a person which one is meant."""


class Carried(BaseModel):
    """The facts of a letter that a tool keeps and gives back untouched.

    `letter` is its id, by a name that no tool has for something else. `checksum` is that of the text: whoever trims or
    changes the text moves every offset behind the change.
    """

    model_config = ConfigDict(frozen=True)

    letter: str
    split: str | None = None
    source: str | None = None
    excerpt: str | None = None
    checked: str | None = None
    ignore: tuple[str, ...] = ()
    checksum: str


def carry(letter: AnnotatedLetter) -> dict[str, Any]:
    """The facts of the letter as JSON, those that it does not have as null: in every letter the same keys."""
    facts = letter.model_dump(include={"split", "source", "excerpt", "checked", "ignore"})
    return Carried(letter=letter.id, checksum=_checksum(letter.text), **facts).model_dump(mode="json")


def span_rows(letter: AnnotatedLetter) -> Iterator[dict[str, Any]]:
    """The spans of the letter without their text: code-point offsets, label, and attributes as strings."""
    for span in letter.spans:
        row = span_to_json(span)
        del row["text"]
        yield row


def restore(carried: Carried, text: str, spans: Iterable[dict[str, Any]]) -> AnnotatedLetter:
    """The letter of what came back; each of `spans` has code-point offsets, label, and attributes as strings.

    Raises AnnotationError when the text is not the one that went out, and for spans that the guidelines do not allow.
    """
    if _checksum(text) != carried.checksum:
        raise AnnotationError(
            f"the text of the letter {carried.letter!r} is not the one that was exported: it was trimmed or changed, "
            f"and the offsets may have moved; put the text back, or export the letter anew and correct it again"
        )
    rows = sorted(
        (span | {"text": text[span["start"] : span["end"]]} for span in spans),
        key=lambda row: (row["start"], -row["end"], LABELS.index(row["label"])),
    )
    outside = [_named(row) for row in rows if row["end"] > len(text)]
    if outside:
        raise AnnotationError(
            f"spans end behind the last character of the text: {', '.join(outside)}: correct this in the tool, and "
            f"export again"
        )
    facts = carried.model_dump(include={"split", "source", "excerpt", "checked", "ignore"})
    try:
        return AnnotatedLetter.model_validate({"id": carried.letter, "text": text, "spans": rows, **facts})
    except ValidationError as error:
        faults = "; ".join(_fault(fault["loc"], fault["msg"], rows) for fault in error.errors())
        raise AnnotationError(f"{faults}: correct this in the tool, and export again") from error


def gather(
    rows: Iterable[tuple[str, _Row]], read: Callable[[_Row], AnnotatedLetter | None], expected: str
) -> list[AnnotatedLetter]:
    """The letters that `read` makes of the rows of an export, each with its place in the file.

    `read` gives None for a row that is to be left out, and raises ValueError for one that is not of the form
    `expected`. Raises AnnotationError: what `read` raised, with the place before it; for a letter that comes twice; and
    when there is none.
    """
    letters: dict[str, AnnotatedLetter] = {}
    for place, row in rows:
        try:
            letter = read(row)
        except AnnotationError as error:
            raise AnnotationError(f"{place}: {error}") from error
        except ValueError as error:
            raise AnnotationError(f"{place}: {faults_of(error)[0]}; expected is {expected}") from error
        if letter is None:
            continue
        if letter.id in letters:
            raise AnnotationError(
                f"{place}: the letter {letter.id!r} came before: it was imported twice, or annotated by two people; "
                f"keep one of them"
            )
        letters[letter.id] = letter
    if not letters:
        raise AnnotationError(f"no annotated letters in there; expected is {expected}")
    return list(letters.values())


def dump_lines(rows: Iterable[dict[str, Any]]) -> str:
    """The rows as JSONL, in ASCII: a tool that guesses the encoding of a file cannot guess wrong."""
    return "".join(f"{json.dumps(row)}\n" for row in rows)


def lines(content: str) -> Iterator[tuple[str, str]]:
    """The lines of JSONL that are not blank, each with its place."""
    # not splitlines(): tools write form feeds and the like as they are, and they are no line ends
    return ((f"line {number}", line) for number, line in enumerate(content.split("\n"), 1) if line.strip())


def quoted(text: str) -> str:
    """The beginning of a span's text on one line, as people find it in the tool."""
    line = " ".join(text.split())
    return f"“{line}”" if len(line) <= _QUOTED else f"“{line[:_QUOTED]}…”"


def _checksum(text: str) -> str:
    # cut short, because some tools show it: it guards against accidents, not against forgers
    return sha256(text.encode()).hexdigest()[:16]


def _named(row: dict[str, Any]) -> str:
    return f"{row['label']} {quoted(row['text'])} ({row['start']}–{row['end']})"


def _fault(location: tuple[int | str, ...], message: str, rows: list[dict[str, Any]]) -> str:
    message = message.removeprefix("Value error, ")
    if location[:1] != ("spans",):
        return f"{'.'.join(map(str, location))}: {message}"
    # spans, number, label, and the attribute where one is at fault
    _, number, _, *attribute = location
    return ": ".join([_named(rows[int(number)]), *map(str, attribute), message])
