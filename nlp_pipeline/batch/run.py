"""Many letters: find them, annotate each, write records and failures as they come."""

import glob
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from nlp_pipeline import reading
from nlp_pipeline.reading import Source, UnreadableError

if TYPE_CHECKING:
    from spacy.language import Language

STDIN = "-"


class UsageError(Exception):
    """Wrong use: nothing was written."""


@dataclass(frozen=True)
class Input:
    """One thing to annotate: a file, or (`fault` set) a name that led to none."""

    path: str
    fault: str | None = None


@dataclass
class Summary:
    """What a run did."""

    letters: int = 0
    failures: int = 0


def discover(names: Iterable[str]) -> list[Input]:
    """The files behind `names` (files, folders walked recursively and sorted, globs, `-`), each once, in order."""
    found: dict[str, Input] = {}
    for name in names:
        for item in _expand(name):
            key = item.path if item.fault or item.path == STDIN else str(Path(item.path).resolve())
            found.setdefault(key, item)
    return list(found.values())


def _expand(name: str) -> Iterator[Input]:
    path = Path(name)
    if name == STDIN or path.is_file():
        yield Input(name)
    elif path.is_dir():
        yield from _folder(path)
    elif glob.has_magic(name):
        matches = sorted(glob.glob(name, recursive=True))
        for match in matches:
            yield from _expand(match)
        if not matches:
            yield Input(name, "no file matches this pattern: check the path")
    else:
        yield Input(name)


def _folder(path: Path) -> Iterator[Input]:
    letters = sorted(p for p in path.rglob("*") if p.suffix.lower() in reading.SUFFIXES and p.is_file())
    if not letters:
        yield Input(str(path), f"the folder holds no letters: no file in it ends in {' or '.join(reading.SUFFIXES)}")
    for letter in letters:
        yield Input(str(letter))


def read(item: Input) -> Source:
    """The letter behind an input. Raises UnreadableError."""
    if item.fault:
        raise UnreadableError(item.fault)
    if item.path == STDIN:
        return reading.from_bytes(sys.stdin.buffer.read(), STDIN)
    return reading.from_path(Path(item.path))


def run(
    inputs: list[Input],
    out: str,
    overwrite: bool,
    load: Callable[[], "Language"],
    min_confidence: float = 0.0,
    progress: Iterable[Input] | None = None,
) -> Summary:
    """Annotate `inputs` in order into `out` (`-`: stdout); failures go to `errors_path(out)` (stderr for `-`).

    `load` gives the pipeline; what it is less sure of than `min_confidence` is left out of the records.

    Raises UsageError, before anything is written, when `out` exists and `overwrite` is not given, is one of the inputs,
    or cannot be written.
    """
    from nlp_pipeline.pipeline import annotate_source
    from nlp_pipeline.records import to_json

    if out != STDIN and Path(out).resolve() in {Path(item.path).resolve() for item in inputs}:
        raise UsageError(f"{out} is one of the letters to read: give the output another name")
    if out != STDIN and Path(out).exists() and not overwrite:
        raise UsageError(f"{out} exists and is left alone: give another name, or --overwrite")
    summary = Summary()
    # before anything is written over: there may be no such model
    nlp = load()
    with ExitStack() as stack:
        records, errors = _open(out, stack)
        for item in progress or inputs:
            stage = "read"
            try:
                source = read(item)
                stage = "annotate"
                line = to_json(annotate_source(source, nlp, min_confidence))
            # whatever goes wrong with one letter must not stop the others: it becomes a row in the errors file
            except Exception as error:
                errors.write(_error_row(item, stage, error))
                summary.failures += 1
                continue
            records.write(line + "\n")
            records.flush()
            summary.letters += 1
    return summary


def errors_path(out: Path) -> Path:
    """Where the failures of a run into `out` stand: `OUT.errors.jsonl` for `OUT.jsonl`."""
    return out.with_name(out.name.removesuffix(".jsonl") + ".errors.jsonl")


def _error_row(item: Input, stage: str, error: Exception) -> str:
    row = {"path": item.path, "stage": stage, "error": type(error).__name__, "message": str(error)}
    return json.dumps(row, ensure_ascii=False) + "\n"


class _ErrorsFile:
    """Opened at the first failure only, so that a clean run leaves no empty file behind."""

    def __init__(self, path: Path, stack: ExitStack) -> None:
        self.path, self.stack = path, stack
        self.file: TextIO | None = None

    def write(self, row: str) -> None:
        if self.file is None:
            self.file = self.stack.enter_context(self.path.open("w", encoding="utf-8", newline="\n"))
        self.file.write(row)
        self.file.flush()


def _open(out: str, stack: ExitStack) -> tuple[TextIO, "TextIO | _ErrorsFile"]:
    if out == STDIN:
        return sys.stdout, sys.stderr
    path = Path(out)
    errors = errors_path(path)
    try:
        records = stack.enter_context(path.open("w", encoding="utf-8", newline="\n"))
        errors.unlink(missing_ok=True)
    except OSError as error:
        raise UsageError(f"{out} cannot be written: {error.strerror or error}") from error
    return records, _ErrorsFile(errors, stack)
