"""Where records go: one file or numbered parts with a manifest, compressed as the name says; and rows of failures.

An output (`OUT.jsonl`, also `.jsonl.gz` or `.jsonl.zst`) is written in the order of the letters and only ever grows: a
killed run leaves a beginning of what an undisturbed one would have written. `Output` cuts it to what is whole, and
continues it.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import count, takewhile
from pathlib import Path
from typing import IO

from nlp_pipeline.batch.frames import framing
from nlp_pipeline.files import plain_name

JSONL = ".jsonl"


@dataclass(frozen=True)
class Names:
    """What the files of one output are called, after the name that the user gave it."""

    out: Path

    @property
    def _stem(self) -> str:
        return plain_name(self.out.name).removesuffix(JSONL)

    @property
    def _ending(self) -> str:
        return self.out.name.removeprefix(self._stem)

    @property
    def errors(self) -> Path:
        """`OUT.errors.jsonl` for `OUT.jsonl`."""
        return self.out.with_name(f"{self._stem}.errors{JSONL}")

    @property
    def manifest(self) -> Path:
        """`OUT.manifest.json`: what the parts hold."""
        return self.out.with_name(f"{self._stem}.manifest.json")

    @property
    def renewed(self) -> "Names":
        """The same output while it is written anew beside the old one."""
        return Names(self.out.with_name(f"{self._stem}.new{self._ending}"))

    def part(self, number: int) -> Path:
        """The part with that number, from 1: `OUT-00001.jsonl`."""
        return self.out.with_name(f"{self._stem}-{number:05}{self._ending}")

    def existing(self) -> list[Path]:
        """The files with records that are there, in order: the one file, or the parts."""
        return [p for p in (self.out,) if p.exists()] + list(
            takewhile(lambda part: part.exists(), map(self.part, count(1)))
        )

    def fits(self, shard_size: int | None) -> bool:
        """Whether what is there lies in parts of that size."""
        *full, _ = self.existing() or [self.out]
        if shard_size is None:
            return not full and not self.part(1).exists()
        return not self.out.exists() and all(sum(1 for _ in lines([part])) == shard_size for part in full)

    def remove(self) -> None:
        """Takes away every file of this output."""
        for path in (*self.existing(), self.errors, self.manifest):
            path.unlink(missing_ok=True)

    def replace(self, old: "Names") -> None:
        """Puts this output in the place of `old`. A record is always in one of the two."""
        kept = set()
        for path in self.existing():
            number = path.name.removeprefix(self._stem).removesuffix(self._ending)
            kept.add(path.replace(old.out.with_name(f"{old._stem}{number}{old._ending}")))
        for path in old.existing():
            if path not in kept:
                path.unlink()
        for mine, theirs in ((self.errors, old.errors), (self.manifest, old.manifest)):
            theirs.unlink(missing_ok=True)
            with suppress(FileNotFoundError):
                mine.replace(theirs)


def lines(files: Iterable[Path]) -> Iterator[bytes]:
    """The whole lines in files of records or errors; of each file only what comes before anything torn."""
    for path in files:
        with path.open("rb") as file:
            for _, frame in framing(path.name).read(file):
                yield from frame.splitlines(keepends=True)


def torn(files: Iterable[Path]) -> int:
    """How many bytes of the files are no whole line: what was being written when a run was killed."""
    bytes_torn = 0
    for path in files:
        with path.open("rb") as file:
            whole = max((end for end, _ in framing(path.name).read(file)), default=0)
        bytes_torn += path.stat().st_size - whole
    return bytes_torn


def describe(names: Names, pipeline: Mapping[str, object]) -> None:
    """Writes the manifest of an output: pipeline, and of every part its records, bytes and SHA-256."""
    parts: list[dict[str, str | int]] = []
    for path in names.existing():
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        records = sum(1 for _ in lines([path]))
        parts.append({"file": path.name, "records": records, "bytes": path.stat().st_size, "sha256": digest})
    content = {"pipeline": pipeline, "records": sum(int(part["records"]) for part in parts), "parts": parts}
    names.manifest.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


class Output:
    """The files of one output, open for writing behind the first `keep` lines and `kept_errors` of what is there.

    With `shard_size` the records lie in parts of so many. `written`: records in it, those kept included.

    Raises OSError.
    """

    def __init__(
        self, names: Names, shard_size: int | None = None, keep: int = 0, kept_errors: Iterable[bytes] = ()
    ) -> None:
        self.names, self.shard_size, self.written = names, shard_size, keep
        self._framing = framing(names.out.name)
        self._file: IO[bytes] | None = None
        self._pending: list[bytes] = []
        self._errors: IO[bytes] | None = None
        self._restart(keep)
        rows = list(kept_errors)
        names.errors.unlink(missing_ok=True)
        for row in rows:
            self.fail(row)

    def write(self, line: bytes) -> None:
        """Adds a record; on disk when it returns, save that a compressed file waits for a whole frame."""
        if self._file is None:
            self._file = self._path(self.written).open("wb")
        self._pending.append(line)
        self.written += 1
        if len(self._pending) == self._framing.lines:
            self._flush()
        if self.shard_size and self.written % self.shard_size == 0:
            self._end_part()

    def fail(self, row: bytes) -> None:
        """Adds the row of a failure; the file is made at the first one, so that a clean run leaves none behind."""
        if self._errors is None:
            self._errors = self.names.errors.open("wb")
        self._errors.write(row)
        self._errors.flush()

    def close(self) -> None:
        """Ends the files."""
        self._end_part()
        if self._errors is not None:
            self._errors.close()

    def _path(self, written: int) -> Path:
        return self.names.part(written // self.shard_size + 1) if self.shard_size else self.names.out

    def _restart(self, keep: int) -> None:
        here = self._path(keep)
        for path in self.names.existing():
            if path >= here and path != here:
                path.unlink()
        within = keep % self.shard_size if self.shard_size else keep
        if not within:
            here.unlink(missing_ok=True)
            if not self.shard_size:
                self._file = here.open("wb")
            return
        file = here.open("r+b")
        end = 0
        for behind, frame in self._framing.read(file):
            rows = frame.splitlines(keepends=True)
            if within < self._framing.lines or len(rows) < self._framing.lines:
                self._pending = rows[:within]
                break
            end, within = behind, within - len(rows)
            if not within:
                break
        file.truncate(end)
        file.seek(end)
        self._file = file

    def _flush(self) -> None:
        assert self._file is not None
        self._file.write(self._framing.pack(b"".join(self._pending)))
        self._file.flush()
        self._pending = []

    def _end_part(self) -> None:
        if self._file is None:
            return
        # an empty compressed file is none that other tools can read
        if self._pending or (self._framing.decompressor and not self._file.tell()):
            self._flush()
        self._file.close()
        self._file = None
