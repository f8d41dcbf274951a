"""How lines lie in a file: as they are, or compressed in frames of a fixed number of lines.

A frame (a member of a gzip file, a frame of a Zstandard file) can be read without the others, so that what a killed run
left can be cut behind its last whole one and continued; and because frames have a fixed number of lines, the continued
file is the same to the byte as one that was never interrupted.
"""

import gzip
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO, Protocol

import zstandard

from nlp_pipeline.files import DAMAGED

_LINES = 64
"""Lines in a compressed frame: about a megabyte of records, more compresses no better."""
_CHUNK = 1 << 20


class _Decompressor(Protocol):
    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes) -> bytes: ...


@dataclass(frozen=True)
class Framing:
    """Frames of `lines` lines: `pack` makes one of their bytes; without a `decompressor` a line is a frame."""

    lines: int
    pack: Callable[[bytes], bytes]
    decompressor: Callable[[], _Decompressor] | None = None

    def read(self, file: IO[bytes]) -> Iterator[tuple[int, bytes]]:
        """The whole frames of `file`: the offset behind each, and the lines in it. Ends before what is torn."""
        return _lines(file) if self.decompressor is None else _frames(file, self.decompressor)


def framing(name: str) -> Framing:
    """How lines lie in a file of that name."""
    if name.endswith(".gz"):
        return Framing(
            _LINES, lambda data: gzip.compress(data, mtime=0), lambda: zlib.decompressobj(zlib.MAX_WBITS | 16)
        )
    if name.endswith(".zst"):
        return Framing(_LINES, zstandard.ZstdCompressor().compress, zstandard.ZstdDecompressor().decompressobj)
    return Framing(1, bytes)


def _lines(file: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    end = 0
    for line in file:
        if not line.endswith(b"\n"):
            return
        end += len(line)
        yield end, line


def _frames(file: IO[bytes], decompressor: Callable[[], _Decompressor]) -> Iterator[tuple[int, bytes]]:
    one, content, end = decompressor(), b"", 0
    while chunk := file.read(_CHUNK):
        while chunk:
            try:
                content += one.decompress(chunk)
            except DAMAGED:
                return
            rest = one.unused_data if one.eof else b""
            end += len(chunk) - len(rest)
            if one.eof:
                yield end, content
                one, content = decompressor(), b""
            chunk = rest
