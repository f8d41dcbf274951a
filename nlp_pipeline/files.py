"""Bytes behind a name: local or remote (through fsspec, where its driver is installed), compressed as the name says."""

import io
import zlib
from pathlib import Path
from typing import IO, cast

from zstandard import ZstdError

COMPRESSIONS = (".gz", ".zst")
"""Endings that say how a file is compressed; what stands before them says what it holds."""

DAMAGED = (EOFError, zlib.error, ZstdError)
"""What reading a compressed file raises, beside OSError, where it is torn or damaged."""

UNREACHABLE = (ImportError, ValueError)
"""What a remote name raises, beside OSError: its driver is missing, or nobody knows its protocol."""


def is_remote(name: str) -> bool:
    """Whether `name` is a URL such as `s3://bucket/letter.txt`."""
    return "://" in name


def path_of(name: str) -> Path:
    """The path with that name; a remote one behaves like one of this machine. Raises what is UNREACHABLE."""
    if not is_remote(name):
        return Path(name)
    from upath import UPath

    return cast(Path, UPath(name))


def plain_name(name: str) -> str:
    """`name` without the ending of its compression."""
    for ending in COMPRESSIONS:
        name = name.removesuffix(ending)
    return name


def open_bytes(name: str) -> IO[bytes]:
    """The decompressed bytes of a file, to read from.

    Raises OSError, for a remote name also what is UNREACHABLE; reading on may raise what is DAMAGED.
    """
    if not is_remote(name) and plain_name(name) == name:
        return open(name, "rb")
    import fsspec

    # not every decompressor gives lines by itself
    return io.BufferedReader(fsspec.open(name, "rb", compression="infer").open())
