"""Bytes → source text."""

from pathlib import Path

import pytest

from nlp_pipeline import reading
from nlp_pipeline.reading import UnreadableError

TEXT = "Geachte voorzitter, de coördinatie op Curaçao kost € 5 – “zeker” – en het kabinet zal uw Kamer informeren.\n"


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        b"\xff\xfe" + TEXT.encode("utf-16-le"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        TEXT.encode("cp1252"),
    ],
    ids=["utf-8", "utf-8-bom", "utf-16", "utf-16-le", "utf-16-be", "windows-1252"],
)
def test_encodings(data: bytes) -> None:
    assert reading.from_bytes(data).text == TEXT


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\u2028", "\u0085"])
def test_newlines(newline: str) -> None:
    assert reading.from_bytes(f"een{newline}twee{newline}".encode()).text == "een\ntwee\n"


@pytest.mark.parametrize(
    ("text", "pages"), [("een", None), ("een\ftwee", 2), ("een\ftwee\f\n", 2)], ids=["unknown", "two", "trailing feed"]
)
def test_pages(text: str, pages: int | None) -> None:
    assert reading.from_text(text).pages == pages


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b" \n\f ", "empty"),
        ("\ufeff".encode(), "empty"),
        (b"Geachte\0voorzitter", "NUL"),
        (bytes(range(1, 9)) * 20, "binary"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff", "binary"),
        (b"%PDF-1.7 \xe2\xe3", "pdftotext"),
        (b"PK\x03\x04\x14", "Office"),
        (b"\x81\x8d\x8f\x90\x9d" * 9, "UTF-8"),
    ],
    ids=["empty", "blank", "bom only", "nul", "control characters", "png", "pdf", "docx", "undecodable"],
)
def test_what_is_no_letter_is_said(data: bytes, said: str) -> None:
    with pytest.raises(UnreadableError, match=said):
        reading.from_bytes(data)


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="no such file"):
        reading.from_path(str(tmp_path / "geen.txt"))


def test_hash_is_that_of_the_bytes() -> None:
    assert reading.from_bytes(b"brief\r\n").sha256 != reading.from_bytes(b"brief\n").sha256
