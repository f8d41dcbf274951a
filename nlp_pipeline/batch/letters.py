"""What there is to annotate: names → letters, in order, each once."""

import glob
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from nlp_pipeline import reading
from nlp_pipeline.files import DAMAGED, UNREACHABLE, is_remote, open_bytes, path_of, plain_name
from nlp_pipeline.reading import Source, UnreadableError

STDIN = "-"
ROWS = ".jsonl"
"""A file of letters, one a row: objects with a `text`, as most archives of texts keep them."""


@dataclass(frozen=True)
class Letter:
    """One letter to annotate: a file, `data` that came by another way, or (`fault` set) a name that led to none."""

    path: str
    data: bytes | None = None
    fault: str | None = None


class Letters:
    """The letters behind names (files, folders walked recursively and sorted, globs, `.jsonl` rows, URLs, `-`).

    May be walked again and again; only names are kept, not what the files hold. A file named twice counts once.
    """

    def __init__(self, names: Iterable[str]) -> None:
        found: dict[str, Letter] = {}
        for name in names:
            for item in _expand(name):
                local = not (item.fault or item.data is not None or is_remote(item.path))
                found.setdefault(str(Path(item.path).resolve()) if local else item.path, item)
        self._found = found

    def __iter__(self) -> Iterator[Letter]:
        for item in self._found.values():
            if _holds_rows(item):
                yield from _rows(item.path)
            else:
                yield item

    def __contains__(self, path: Path) -> bool:
        """Whether a file is one of those to be read."""
        return str(path.resolve()) in self._found

    @property
    def count(self) -> int | None:
        """How many letters there are, where that is known without reading them."""
        return None if any(map(_holds_rows, self._found.values())) else len(self._found)


def read(letter: Letter) -> Source:
    """The source of a letter. Raises UnreadableError."""
    if letter.fault:
        raise UnreadableError(letter.fault)
    if letter.data is not None:
        return reading.from_bytes(letter.data, letter.path)
    return reading.from_path(letter.path)


def digest(letter: Letter) -> str | None:
    """The hash that names the letter in its record; None for one that cannot be read."""
    try:
        return reading.digest(reading.bytes_of(letter.path) if letter.data is None else letter.data)
    except UnreadableError:
        return None


def _holds_rows(item: Letter) -> bool:
    return plain_name(item.path).endswith(ROWS) and not item.fault


def _expand(name: str) -> Iterator[Letter]:
    if name == STDIN:
        yield Letter(STDIN, data=sys.stdin.buffer.read())
        return
    try:
        path = path_of(name)
        if path.is_file():
            yield Letter(name)
        elif path.is_dir():
            yield from _folder(name, sorted(str(p) for p in path.rglob("*") if p.is_file()))
        elif glob.has_magic(name):
            yield from _matches(name, sorted(_glob(path) if is_remote(name) else glob.glob(name, recursive=True)))
        else:
            yield Letter(name)
    except (OSError, *UNREACHABLE) as error:
        yield Letter(name, fault=f"cannot be reached: {error}")


def _glob(pattern: Path) -> list[str]:
    root = pattern.parent
    while glob.has_magic(str(root)):
        root = root.parent
    return [str(p) for p in root.glob(str(pattern)[len(str(root)) :].lstrip("/"))]


def _matches(name: str, matches: list[str]) -> Iterator[Letter]:
    for match in matches:
        yield from _expand(match)
    if not matches:
        yield Letter(name, fault="no file matches this pattern: check the path")


def _folder(name: str, files: list[str]) -> Iterator[Letter]:
    letters = [file for file in files if plain_name(file).lower().endswith(reading.SUFFIXES)]
    for letter in letters:
        yield Letter(letter)
    if not letters:
        endings = " or ".join(reading.SUFFIXES)
        yield Letter(name, fault=f"the folder holds no letters: no file in it ends in {endings}")


def _rows(path: str) -> Iterator[Letter]:
    """The rows of a file of letters; each is called after the file and the number of its line, from 1."""
    try:
        with open_bytes(path) as rows:
            for number, row in enumerate(rows, 1):
                if row.strip():
                    yield _row(f"{path}#{number}", row)
    except (OSError, *UNREACHABLE, *DAMAGED) as error:
        yield Letter(path, fault=f"the file cannot be read further: {error}")


def _row(path: str, row: bytes) -> Letter:
    try:
        content = json.loads(row)
    except ValueError:
        content = None
    text = content.get("text") if isinstance(content, dict) else None
    if not isinstance(text, str):
        return Letter(path, fault='the row is no JSON object with a `text`: give one letter a line as {"text": …}')
    return Letter(path, data=text.encode("utf-8", "surrogatepass"))
