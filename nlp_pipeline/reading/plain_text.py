"""Plain text: bytes in UTF-8, UTF-16 with BOM or Windows-1252 → text. A form feed ends a page."""

import codecs
import re

from charset_normalizer import from_bytes

from nlp_pipeline.reading.source import UnreadableError

SUFFIXES = (".txt", ".text")
MEDIA_TYPE = "text/plain"

_NEWLINE = re.compile(r"\r\n?|\u0085|\u2028|\u2029")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_MOST_CONTROLS = 0.01


def to_text(data: bytes) -> str:
    """Decode; raises UnreadableError for what is empty, binary or in no known encoding."""
    text = _NEWLINE.sub("\n", _decode(data))
    if not text.strip():
        raise UnreadableError("the file is empty: there is no letter in it")
    if "\0" in text:
        raise UnreadableError("the text holds NUL characters, so it is binary or damaged: save it as plain text again")
    if len(_CONTROL.findall(text)) > _MOST_CONTROLS * len(text):
        raise UnreadableError("the file is binary, not text: give a .txt file with the letter's text")
    return text


def pages_of(text: str) -> int | None:
    """The number of pages, where form feeds tell it."""
    return text.rstrip().count("\f") + 1 if "\f" in text else None


def _decode(data: bytes) -> str:
    if data.startswith(codecs.BOM_UTF8):
        data = data[len(codecs.BOM_UTF8) :]
    try:
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return data.decode("utf-16")
        return data.decode("utf-8")
    except UnicodeDecodeError:
        if b"\0" in data:
            raise UnreadableError("the file is binary, not text: give a .txt file with the letter's text") from None
        best = from_bytes(data, cp_isolation=["cp1252"]).best()
        if best is None:
            raise UnreadableError(
                "the bytes are neither UTF-8, UTF-16 with BOM nor Windows-1252 text: save the file as UTF-8"
            ) from None
        return str(best)
