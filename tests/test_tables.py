"""Records as tables: what is in them is what was in the records, and whatever goes wrong leaves nothing behind."""

import csv
import json
import re
import sys
import zipfile
from collections.abc import Iterator
from contextlib import closing
from copy import deepcopy
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pyarrow.parquet
import pytest
from typer.testing import CliRunner, Result

from nlp_pipeline import reading, tables
from nlp_pipeline.batch.output import Names, Output
from nlp_pipeline.cli import app
from nlp_pipeline.files import path_of
from nlp_pipeline.pipeline import annotate_source, load
from nlp_pipeline.records import Record, to_json

LETTERS = Path(__file__).parents[1] / "annotations" / "letters"
ENDINGS = (".parquet", ".csv", ".xlsx")
VALUES = {"ORG": "org", "DATE": "date", "MOTION": "motion", "REF": "ref"}
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
FORMULAS = ("=1+1", "+31 70 1234567", "-2 dagen", "@SOM(1)", "\t=1", " =1", "a;=1", "a\n-b", "＝1")
HARMLESS = ("motie-Becker", "a = b", "'=1", "", "https://example.nl/?a=1", "_x0041_ \x0b", "1", "a; b")


@pytest.fixture(scope="module")
def records() -> list[Record]:
    """Those of the sample letters."""
    return [annotate_source(reading.from_path(str(path)), load()) for path in sorted(LETTERS.glob("*.txt"))]


def save(records: list[Record], out: Path, shard_size: int | None = None) -> Path:
    with closing(Output(Names(out), shard_size)) as output:
        for record in records:
            output.write(f"{to_json(record)}\n".encode("utf-8", "backslashreplace"))
    return out


@pytest.fixture
def saved(records: list[Record], tmp_path: Path) -> Path:
    return save(records, tmp_path / "a.jsonl")


def convert(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["convert", *map(str, arguments)])


def table(records: list[Record], out: Path) -> list[dict[str, Any]]:
    result = convert(save(records, out.with_name("in.jsonl")), out)
    assert result.exit_code == 0, result.stderr
    return list({".parquet": parquet, ".csv": comma_separated, ".xlsx": excel}[out.suffix](out))


def parquet(file: Path) -> Iterator[dict[str, Any]]:
    """The records, without the nulls of values that another kind of entity has."""
    for record in pyarrow.parquet.read_table(file).to_pylist():
        for entity in record["entities"]:
            for label, key in VALUES.items():
                if label != entity["label"]:
                    assert entity.pop(key) is None
        yield record


def comma_separated(file: Path) -> Iterator[dict[str, Any]]:
    with file.open(encoding="utf-8-sig", newline="") as rows:
        yield from csv.DictReader(rows)


def sheet(file: Path) -> ElementTree.Element:
    with zipfile.ZipFile(file) as archive:
        return ElementTree.fromstring(archive.read("xl/worksheets/sheet1.xml"))


def excel(file: Path) -> Iterator[dict[str, Any]]:
    """As `csv.DictReader`, with numbers as numbers."""
    header: dict[str, str] = {}
    for row in sheet(file).iter(f"{SHEET}row"):
        cells = {re.sub(r"\d", "", cell.attrib["r"]): content(cell) for cell in row if len(cell)}
        if header:
            yield {name: cells.get(column, "") for column, name in header.items()}
        else:
            header = {column: str(name) for column, name in cells.items()}


def content(cell: ElementTree.Element) -> str | float:
    if cell.attrib.get("t") != "inlineStr":
        return float("".join(cell.itertext()))
    return re.sub(r"_x([0-9A-F]{4})_", lambda sign: chr(int(sign[1], 16)), "".join(cell.itertext()))


def with_subject(record: Record, subject: str) -> Record:
    changed = deepcopy(record)
    changed["letter"]["subject"] = subject
    return changed


@pytest.mark.parametrize(
    ("name", "shard_size"), [("a.jsonl", None), ("a.jsonl.gz", None), ("a.jsonl.zst", None), ("a.jsonl.gz", 2)]
)
def test_parquet_gives_the_records_again(
    records: list[Record], tmp_path: Path, name: str, shard_size: int | None
) -> None:
    result = convert(save(records, tmp_path / name, shard_size), tmp_path / "a.parquet")
    assert result.exit_code == 0, result.stderr
    assert list(parquet(tmp_path / "a.parquet")) == [json.loads(to_json(record)) for record in records]


@pytest.mark.parametrize("bare", [True, False], ids=["a bare record", "no record"])
def test_the_types_of_parquet_do_not_depend_on_what_is_there(records: list[Record], tmp_path: Path, bare: bool) -> None:
    nothing: Record = {**records[0], "entities": [], "commitments": [], "pages": [], "footnotes": []}
    full, empty = tmp_path / "full.parquet", tmp_path / "empty.parquet"
    table(records, full)
    assert table([nothing] if bare else [], empty) == ([json.loads(to_json(nothing))] if bare else [])
    assert pyarrow.parquet.read_schema(full).equals(pyarrow.parquet.read_schema(empty))


def test_csv_has_a_row_an_entity_or_commitment_in_the_order_of_the_text(records: list[Record], tmp_path: Path) -> None:
    rows = table(records, tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert list(rows[0]) == list(tables.COLUMNS)
    for record in records:
        mine = [row for row in rows if row["id"] == record["id"]]
        spans = {(r["kind"], int(r["start"]), int(r["end"]), r["text"].removeprefix("'"), r["page"]) for r in mine}
        found = {(e["label"], e["start"], e["end"], e["text"], str(e["page"] or "")) for e in record["entities"]}
        made = {("COMMITMENT", c["start"], c["end"], c["text"], str(c["page"] or "")) for c in record["commitments"]}
        assert spans == found | made
        assert len(mine) == len(found) + len(made)
        assert [int(row["start"]) for row in mine] == sorted(int(row["start"]) for row in mine)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        (
            "Dienst Terugkeer en Vertrek",
            {
                "letter_date": "2023-10-17",
                "sender": "A.C. van Huffelen, Staatssecretaris van Binnenlandse Zaken en Koninkrijksrelaties",
                "kind": "ORG",
                "org_id": "https://identifier.overheid.nl/tooi/id/oorg/oorg12373",
                "org_name": "Dienst Terugkeer en Vertrek",
                "date_value": "",
            },
        ),
        (
            "medio mei jl.",
            {
                "kind": "DATE",
                "confidence": "",
                "origin": "rule",
                "date_value": "2023-05",
                "date_mod": "MID",
                "date_start": "2023-05-11",
                "date_end": "2023-05-20",
            },
        ),
        (
            "motie van het lid Simons (Bij1) c.s.",
            {
                "kind": "MOTION",
                "motion_submitters": "Simons",
                "motion_status": "aangenomen",
                "motion_ref": "kst-36200-IV-25",
            },
        ),
        ("Handelingen II 2022/23, nr. 15, item 2", {"kind": "REF", "ref_ids": "h-tk-20222023-15-2"}),
        (
            "Uw Kamer wordt in de eerste helft van 2024 door de Staatssecretaris van JenV geïnformeerd over de "
            "voortgang van deze activiteiten.",
            {
                "kind": "COMMITMENT",
                "commitment_type": "inform",
                "commitment_strength": "firm",
                "actor": "Staatssecretaris van JenV",
                "actor_office": "Staatssecretaris van Justitie en Veiligheid",
                "actor_org": "https://identifier.overheid.nl/tooi/id/ministerie/mnre1058",
                "addressee": "Uw Kamer",
                "due": "in de eerste helft van 2024",
                "due_start": "2024-01-01",
                "due_end": "2024-06-30",
            },
        ),
    ],
    ids=["ORG", "DATE", "MOTION", "REF", "COMMITMENT"],
)
def test_values_have_columns(records: list[Record], tmp_path: Path, text: str, values: dict[str, str]) -> None:
    (brief,) = (record for record in records if "2023-10-17" in str(record["source"]["path"]))
    row = next(row for row in table([brief], tmp_path / "a.csv") if row["text"] == text)
    assert {name: row[name] for name in values} == values


def test_what_is_several_is_joined(records: list[Record], tmp_path: Path) -> None:
    record = deepcopy(records[0])
    record["entities"] = [{**records[0]["entities"][0], "label": "REF", "ref": {"ids": ["a", "b"], "urls": []}}]
    record["entities"][0].pop("org", None)
    record["letter"]["signatories"] = [{"name": None, "office": "De Minister"}, {"name": "A. B", "office": "Minister"}]
    row = table([record], tmp_path / "a.csv")[0]
    assert (row["ref_ids"], row["sender"]) == ("a; b", "De Minister; A. B, Minister")


def test_excel_has_what_csv_has(records: list[Record], tmp_path: Path) -> None:
    def number(cell: str) -> str | float:
        return float(cell) if cell else ""

    rows = table(records, tmp_path / "a.csv")
    numbers = ("page", "start", "end", "confidence")
    expected = [{name: number(cell) if name in numbers else cell for name, cell in row.items()} for row in rows]
    assert table(records, tmp_path / "a.xlsx") == expected


def test_excel_sheet_is_ready_to_read(records: list[Record], tmp_path: Path) -> None:
    rows = table(records, tmp_path / "a.xlsx")
    root = sheet(tmp_path / "a.xlsx")
    (pane,), (filters,) = root.iter(f"{SHEET}pane"), root.iter(f"{SHEET}autoFilter")
    assert (pane.attrib["state"], pane.attrib["ySplit"]) == ("frozen", "1")
    assert filters.attrib["ref"] == f"A1:AE{len(rows) + 1}"
    styles = [{cell.attrib.get("s") for cell in row} for row in root.iter(f"{SHEET}row")]
    assert styles[0] == {"1"}
    assert all(style == {None} for style in styles[1:])
    assert not [*root.iter(f"{SHEET}f"), *root.iter(f"{SHEET}hyperlink")]


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_a_table_of_nothing_has_a_header(tmp_path: Path, ending: str) -> None:
    assert not table([], tmp_path / f"a{ending}")
    assert (tmp_path / f"a{ending}").stat().st_size


def test_no_text_becomes_a_formula(records: list[Record], tmp_path: Path) -> None:
    texts = [*FORMULAS, *HARMLESS]
    changed = [with_subject(records[0], text) for text in texts]
    subjects = {
        ending: list(dict.fromkeys(row["subject"] for row in table(changed, tmp_path / f"a{ending}")))
        for ending in (".csv", ".xlsx")
    }
    assert subjects[".xlsx"] == texts
    assert subjects[".csv"] == [
        "'=1+1",
        "'+31 70 1234567",
        "'-2 dagen",
        "'@SOM(1)",
        "'\t'=1",
        "' =1",
        "a;'=1",
        "a\n'-b",
        "'＝1",
        *HARMLESS,
    ]


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_letter_whose_name_is_no_utf8(records: list[Record], tmp_path: Path, ending: str) -> None:
    record = deepcopy(records[0])
    record["source"]["path"] = "caf\udce9.txt"
    row = table([record], tmp_path / f"a{ending}")[0]
    assert (row["source"]["path"] if ending == ".parquet" else row["letter"]) == "caf?.txt"


def test_remote_records(records: list[Record], tmp_path: Path) -> None:
    remote = "memory://records/a.jsonl"
    path_of(remote).parent.mkdir(parents=True, exist_ok=True)
    path_of(remote).write_bytes(save(records, tmp_path / "a.jsonl").read_bytes())
    assert convert(remote, tmp_path / "remote.csv").exit_code == 0
    assert convert(tmp_path / "a.jsonl", tmp_path / "local.csv").exit_code == 0
    assert (tmp_path / "remote.csv").read_bytes() == (tmp_path / "local.csv").read_bytes()


def refused(saved: Path, out: Path, *options: str) -> str:
    """What `convert` says when it refuses; checks that it leaves everything as it was."""

    def files() -> dict[Path, bytes | None]:
        return {path: path.read_bytes() if path.is_file() else None for path in saved.parent.rglob("*")}

    before = files()
    result = convert(saved, out, *options)
    assert result.exit_code == 2
    assert isinstance(result.exception, SystemExit)
    assert files() == before
    assert not result.stdout
    return result.stderr


def test_records_that_are_not_there(tmp_path: Path) -> None:
    assert "no such records" in refused(tmp_path / "a.jsonl", tmp_path / "a.csv")
    (tmp_path / "folder").mkdir()
    assert "cannot be read" in refused(tmp_path / "folder", tmp_path / "a.csv")
    result = convert("nowhere://a.jsonl", tmp_path / "a.csv")
    assert (result.exit_code, "cannot be read" in result.stderr) == (2, True)


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize(
    ("line", "why"),
    [
        (b'{"path": "a.txt", "error": "x"}\n', "schema: Field required"),
        (b"[]\n", "the line: Input should be"),
        (b"{\n", "no JSON"),
        (b"\n", "no JSON"),
        (b"\xff\n", "no JSON"),
    ],
    ids=["another object", "a list", "half an object", "empty", "no UTF-8"],
)
def test_a_line_that_is_no_record_is_named(saved: Path, tmp_path: Path, ending: str, line: bytes, why: str) -> None:
    first, _, rest = saved.read_bytes().partition(b"\n")
    saved.write_bytes(first + b"\n" + line + rest)
    assert f"{saved}:2: no record: {why}" in refused(saved, tmp_path / f"a{ending}")


@pytest.mark.parametrize("name", ["b.jsonl", "b.jsonl.gz", "b.jsonl.zst"])
def test_torn_records_are_to_be_finished_first(records: list[Record], tmp_path: Path, name: str) -> None:
    file = save(records, tmp_path / name)
    file.write_bytes(file.read_bytes()[:-9])
    message = refused(file, tmp_path / "a.csv")
    assert str(file) in message
    assert "--resume" in message


@pytest.mark.parametrize("other", ["a.new.jsonl", "a.new-00001.jsonl", "a-00001.jsonl"])
def test_records_in_the_middle_of_being_renewed_are_to_be_finished_first(saved: Path, other: str) -> None:
    saved.with_name(other).write_bytes(saved.read_bytes())
    assert "--resume" in refused(saved, saved.with_name("a.csv"))


@pytest.mark.parametrize("name", ["a.ods", "a", "a.csv.gz"])
def test_an_ending_that_is_no_tables(saved: Path, name: str) -> None:
    assert ".parquet, .csv, .xlsx" in refused(saved, saved.with_name(name))


def test_an_existing_table_is_left_alone_unless_overwritten(saved: Path) -> None:
    out = saved.with_name("a.CSV")
    out.write_text("mine")
    assert "--overwrite" in refused(saved, out)
    good = saved.read_bytes()
    saved.write_bytes(good + b"{}\n")
    assert "no record" in refused(saved, out, "--overwrite")
    saved.write_bytes(good)
    assert convert(saved, out, "--overwrite").exit_code == 0
    assert next(comma_separated(out))["kind"]


@pytest.mark.parametrize(("ending", "package"), [(".parquet", "datasets"), (".xlsx", "xlsxwriter")])
def test_a_package_that_is_missing(saved: Path, monkeypatch: pytest.MonkeyPatch, ending: str, package: str) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    message = refused(saved, saved.with_name(f"a{ending}"))
    assert package in message
    assert "pip install 'nlp-pipeline[tables]'" in message


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_folder_that_is_missing(saved: Path, ending: str) -> None:
    assert "cannot be written: No such file" in refused(saved, saved.parent / "nowhere" / f"a{ending}")


@pytest.mark.parametrize(
    ("holder", "name", "limit", "words"),
    [
        (tables, "_EXCEL_ROWS", 10, "10 rows"),
        (tables, "_EXCEL_CHARS", 20, "20 characters"),
        (zipfile, "ZIP64_LIMIT", 1000, "4 GB"),
    ],
)
def test_limits_of_excel(
    saved: Path, monkeypatch: pytest.MonkeyPatch, holder: Any, name: str, limit: int, words: str
) -> None:
    monkeypatch.setattr(holder, name, limit)
    message = refused(saved, saved.with_name("a.xlsx"))
    assert words in message
    assert ".csv" in message


def test_up_to_the_limits_excel_takes_all(
    records: list[Record], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = with_subject(records[0], "😀" * 16_383 + "a")
    rows = len(record["entities"]) + len(record["commitments"])
    monkeypatch.setattr(tables, "_EXCEL_ROWS", rows + 1)
    assert [row["subject"] for row in table([record], tmp_path / "a.xlsx")] == [record["letter"]["subject"]] * rows
