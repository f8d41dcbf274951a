"""Bytes of a media type → source text. One module a media type; this one chooses between them."""

import hashlib

from nlp_pipeline.files import DAMAGED, UNREACHABLE, open_bytes
from nlp_pipeline.reading import plain_text
from nlp_pipeline.reading.source import Source, UnreadableError

__all__ = ["SUFFIXES", "Source", "UnreadableError", "bytes_of", "digest", "from_bytes", "from_path", "from_text"]

SUFFIXES = plain_text.SUFFIXES
"""Names that a file taken from a folder may end with."""

_FOREIGN = {
    b"%PDF": "PDF is not read yet: extract its text first, for example with `pdftotext -raw letter.pdf`",
    b"PK\x03\x04": "this is a zip archive or an Office document: save the letter as plain text",
    b"\xd0\xcf\x11\xe0": "this is an old Office document: save the letter as plain text",
}
"""First bytes of files that people take for letters, and what to do with them."""


def from_bytes(data: bytes, path: str | None = None) -> Source:
    """The letter in `data`; raises UnreadableError when there is none that can be read."""
    for magic, advice in _FOREIGN.items():
        if data.startswith(magic):
            raise UnreadableError(advice)
    text = plain_text.to_text(data)
    return Source(path, plain_text.MEDIA_TYPE, digest(data), text, plain_text.pages_of(text))


def from_path(path: str) -> Source:
    """The letter in a file; raises UnreadableError, also for a path that is missing or may not be read."""
    return from_bytes(bytes_of(path), path)


def bytes_of(path: str) -> bytes:
    """What a file holds, decompressed where its name says so. Raises UnreadableError."""
    try:
        with open_bytes(path) as file:
            return file.read()
    except FileNotFoundError:
        raise UnreadableError("there is no such file: check the path") from None
    except OSError as error:
        raise UnreadableError(f"the file cannot be read: {error.strerror or error}") from error
    except (*UNREACHABLE, *DAMAGED) as error:
        raise UnreadableError(f"the file cannot be read: {error}") from error


def digest(data: bytes) -> str:
    """SHA-256, which names a letter by what it holds."""
    return hashlib.sha256(data).hexdigest()


def from_text(text: str) -> Source:
    """A letter that is text already, from no file; its hash is that of its UTF-8 bytes."""
    return from_bytes(text.encode("utf-8", "surrogatepass"))
