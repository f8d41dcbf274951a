"""Mentions by hand to spans: what is found, and that what cannot be found is refused by file and row."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from nlp_pipeline.annotations import read_letters
from nlp_pipeline.cli import app

TEXT = "De Immigratie- \nen Naturalisatiedienst (IND)\nen de IND. Ik zal de Kamer\nin 2024 informeren.\n"
ROWS = {
    "over a line's end": ("1\tORG\tImmigratie-⏎en Naturalisatiedienst", (3, 38)),
    "left to right": ("2\tORG\tIND", (40, 43)),
    "the next of the line": ("3\tORG\tIND", (51, 54)),
    "head and tail": ("3\tCOMMITMENT\tIk zal␣…␣informeren.\ttype=inform; strength=firm", (56, 91)),
    "offsets outright": ("4\tDATE\t@76-80\tfrom=2024-01-01; to=2024-12-31", (76, 80)),
}
runner = CliRunner()


def resolve(folder: Path, rows: str) -> tuple[int, str, Path]:
    for name in ("letters", "mentions"):
        (folder / name).mkdir(exist_ok=True)
    (folder / "letters" / "brief.txt").write_text(TEXT, encoding="utf-8")
    (folder / "mentions" / "brief.tsv").write_text(rows, encoding="utf-8")
    out = folder / "out.jsonl"
    arguments = [str(folder / "letters"), str(folder / "mentions"), "-o", str(out), "--split", "train"]
    result = runner.invoke(app, ["annotations", "resolve", *arguments])
    return result.exit_code, result.stderr, out


@pytest.mark.parametrize(("row", "place"), ROWS.values(), ids=ROWS)
def test_a_row_is_found(row: str, place: tuple[int, int], tmp_path: Path) -> None:
    status, said, out = resolve(tmp_path, f"# doubt: none\n\n{row}\n")
    assert (status, said) == (0, "")
    (letter,) = read_letters([out])
    (span,) = letter.spans
    assert ((span.start, span.end), letter.split, letter.source) == (place, "train", "brief.txt")


def test_rows_of_one_label_on_one_line_stand_left_to_right(tmp_path: Path) -> None:
    _, _, out = resolve(tmp_path, "3\tORG\ten\n3\tORG\te\n")
    (letter,) = read_letters([out])
    assert [(span.start, span.end) for span in letter.spans] == [(45, 47), (49, 50)]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("1\tORG\tIND", "brief.tsv:1: ORG not found on line 1: 'IND'"),
        ("9\tORG\tIND", "brief.tsv:1: not LINE, LABEL, TEXT with tabs between"),
        ("2 ORG IND", "brief.tsv:1: not LINE, LABEL, TEXT with tabs between"),
        ("2\tPERSON\tIND", "brief.tsv: spans.0: Input tag 'PERSON'"),
        ("3\tCOMMITMENT\tIk zal␣…␣informeren.", "brief.tsv: spans.0.type: Field required"),
    ],
)
def test_a_row_is_refused_and_nothing_written(row: str, words: str, tmp_path: Path) -> None:
    status, said, out = resolve(tmp_path, f"{row}\n")
    assert status == 1
    assert words in said
    assert not out.exists()
