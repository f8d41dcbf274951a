"""Records as tables, by the ending of the file: `.parquet` for programs, `.csv` and `.xlsx` for people.

Parquet has a row a record with all that it holds; a value that a record lacks (`org` of a date) is null there.

CSV and Excel have a row an entity or commitment, in the order of the text, under `COLUMNS`.

In Excel every text is a text, whatever it begins with. A CSV cannot say that, and letters come from anywhere: where a
spreadsheet would take part of a text for a formula (it begins with = + - @, at the start of a cell or behind a sign by
which other settings part cells), an apostrophe goes before it, as OWASP advises. So who needs texts to the letter reads
Parquet or Excel. The CSV has commas; an Excel of Dutch settings expects semicolons, and wants it imported (Data, From
Text/CSV) instead of opened.
"""

import csv
import json
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

from pydantic import TypeAdapter, ValidationError
from typing_extensions import TypedDict

from nlp_pipeline.batch.output import Names, lines, torn
from nlp_pipeline.files import UNREACHABLE, path_of
from nlp_pipeline.records import CommitmentEntry, Entity, Record, json_schema
from nlp_pipeline.values import Label, Origin

_RECORD = TypeAdapter(Record)

_FORMULA = re.compile(r"(^|[;\t\r\n])(?=\s*[=+\-@＝＋－＠])")

_TYPES = {"string": "string", "integer": "int64", "number": "float64", "boolean": "bool"}
"""JSON Schema's names of types, and Arrow's."""

_BATCH = 100
"""Records in memory at once: of the longest letters so many still go into a column of Arrow, which holds 2 GB."""

_EXCEL_ROWS = 1_048_576
_EXCEL_CHARS = 32_767
"""A cell's; Excel counts UTF-16 code units."""

# what to do
_FINISH = "finish the run that writes it first, with `nlp-pipeline annotate … --resume`"
_NO_LIMIT = "write a .csv, which has no such limit"


class TableError(Exception):
    """There is no table: what is wrong, and what to do. Nothing was written."""


class Row(TypedDict, total=False):
    """A row of CSV and Excel, empty where a key is missing; `start` and `end` count in the record's text.

    What is several is joined with `; `.
    """

    letter: str | None
    id: str
    letter_date: str | None
    sender: str
    subject: str | None
    kind: Label | Literal["COMMITMENT"]
    text: str
    page: int | None
    start: int
    end: int
    confidence: float | None
    origin: Origin
    org_id: str
    org_name: str
    date_value: str | None
    date_mod: str | None
    date_start: str | None
    date_end: str | None
    motion_submitters: str
    motion_status: str | None
    motion_ref: str | None
    ref_ids: str
    commitment_type: str
    commitment_strength: str
    actor: str | None
    actor_office: str | None
    actor_org: str | None
    addressee: str | None
    due: str | None
    due_start: str | None
    due_end: str | None


COLUMNS = tuple(Row.__annotations__)


def convert(records: str, out: Path, *, overwrite: bool = False) -> None:
    """Writes `records`, a name that was given to `annotate -o` (one file or parts, local or remote), to `out`.

    Raises TableError, and then leaves nothing behind: when there are no such records or what is there is torn or no
    record; when `out` exists (unless `overwrite`), has another ending or cannot be written; when it would pass
    Excel's limits; when a package is missing.
    """
    write = _WRITERS.get(out.suffix.lower())
    if write is None:
        raise TableError(f"{out}: a table's name ends in {', '.join(_WRITERS)}")
    if out.exists() and not overwrite:
        raise TableError(f"{out} exists and is left alone: give another name, or --overwrite")
    files = _files(records)
    try:
        with TemporaryDirectory(prefix=".nlp-pipeline.", dir=out.parent) as folder:
            unfinished = Path(folder, out.name)
            write(files, unfinished)
            unfinished.replace(out)
    except ImportError as error:
        raise TableError(f"{error}: this table needs more packages, `pip install 'nlp-pipeline[tables]'`") from error
    except OSError as error:
        raise TableError(f"{out} cannot be written: {error.strerror or error}") from error


def _files(name: str) -> tuple[Path, ...]:
    """The files of that output, all of them whole."""
    try:
        names = Names(path_of(name))
        files, renewed = names.existing(), names.renewed.existing()
        unfinished = next((file for file in files if torn([file])), None)
    except (OSError, *UNREACHABLE) as error:
        raise TableError(f"{name} cannot be read: {error}") from error
    # one file and parts are there together only when a run stopped between writing the ones and removing the others
    if renewed or (len(files) > 1 and names.out in files):
        raise TableError(f"{name} is being renewed: {_FINISH}")
    if unfinished:
        raise TableError(f"{unfinished} ends in the middle of a record: {_FINISH}")
    if not files:
        raise TableError(f"{name}: there are no such records, nor parts of them ({names.part(1).name}): check the path")
    return tuple(files)


def _records(files: tuple[Path, ...]) -> Iterator[Record]:
    for file in files:
        for number, line in enumerate(lines([file]), 1):
            yield _record(line, f"{file}:{number}")


def _record(line: bytes, where: str) -> Record:
    try:
        # the name of a letter's file that is no UTF-8 has half surrogate pairs, which no table can hold
        clean = json.dumps(json.loads(line), ensure_ascii=False).encode("utf-8", "replace")
        return _RECORD.validate_json(clean)
    except ValidationError as error:
        fault = error.errors()[0]
        place = ".".join(map(str, fault["loc"])) or "the line"
        raise TableError(f"{where}: no record: {place}: {fault['msg']}") from error
    except ValueError as error:
        raise TableError(f"{where}: no record: no JSON: {error}") from error


def _to_parquet(files: tuple[Path, ...], out: Path) -> None:
    from datasets import Dataset, Features, disable_progress_bars, exceptions

    disable_progress_bars()
    schema = json_schema()
    # not from the rows: the first may have nulls alone
    features = Features(_feature(schema, schema["$defs"]))
    if next(_records(files), None) is None:
        # which from_generator refuses
        table = Dataset.from_dict({name: [] for name in features}, features)
    else:
        try:
            table = Dataset.from_generator(
                _records, features, str(out.parent), gen_kwargs={"files": files}, writer_batch_size=_BATCH
            )
        except exceptions.DatasetGenerationError as error:
            raise error.__cause__ or error from None
    table.to_parquet(out, batch_size=_BATCH)


def _feature(schema: dict[str, Any], definitions: dict[str, Any]) -> Any:
    """The feature of `datasets` for what a JSON Schema describes; everything in it may be null."""
    from datasets import Value

    match schema:
        case {"$ref": reference}:
            return _feature(definitions[reference.removeprefix("#/$defs/")], definitions)
        case {"anyOf": [inner, {"type": "null"}]}:
            return _feature(inner, definitions)
        case {"type": "object", "properties": properties}:
            return {name: _feature(inner, definitions) for name, inner in properties.items()}
        case {"type": "array", "items": inner} | {"type": "array", "prefixItems": [inner, *_]}:
            return [_feature(inner, definitions)]
    return Value(_TYPES[schema["type"]])


def _to_csv(files: tuple[Path, ...], out: Path) -> None:
    # Excel knows UTF-8 by its byte order mark; LibreOffice parts at `;` too, save within quotes
    with out.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, quoting=csv.QUOTE_NONNUMERIC)
        writer.writeheader()
        for row in _rows(files):
            writer.writerow({name: _FORMULA.sub(r"\1'", v) if isinstance(v, str) else v for name, v in row.items()})


def _to_xlsx(files: tuple[Path, ...], out: Path) -> None:
    from xlsxwriter import Workbook, exceptions

    book = Workbook(out, {"constant_memory": True, "tmpdir": str(out.parent)})
    sheet = book.add_worksheet()
    sheet.freeze_panes(1, 0)
    sheet.write_row(0, 0, COLUMNS, book.add_format({"bold": True}))
    number = 0
    for number, row in enumerate(_rows(files), 1):
        if number == _EXCEL_ROWS:
            raise TableError(f"more than the {_EXCEL_ROWS:,} rows of a sheet of Excel: {_NO_LIMIT}")
        for column, name in enumerate(COLUMNS):
            value = row.get(name)
            if isinstance(value, str):
                if len(value.encode("utf-16-le")) > 2 * _EXCEL_CHARS:
                    raise TableError(
                        f"the {name} of row {number + 1} ({row['letter']}) has more than the {_EXCEL_CHARS:,} "
                        f"characters of a cell of Excel: {_NO_LIMIT}"
                    )
                sheet.write_string(number, column, value)
            elif value is not None:
                sheet.write_number(number, column, value)
    sheet.autofilter(0, 0, number, len(COLUMNS) - 1)
    try:
        book.close()
    except exceptions.FileSizeError as error:
        raise TableError(f"more than the 4 GB of a sheet of Excel: {_NO_LIMIT}") from error
    except exceptions.FileCreateError as error:
        raise OSError(str(error)) from error


_WRITERS: dict[str, Callable[[tuple[Path, ...], Path], None]] = {
    ".parquet": _to_parquet,
    ".csv": _to_csv,
    ".xlsx": _to_xlsx,
}
"""What writes the records in files to a file of that ending. Its folder is its own, and goes when it is done."""


def _rows(files: tuple[Path, ...]) -> Iterator[Row]:
    for record in _records(files):
        letter = record["letter"]
        about = Row(
            letter=record["source"]["path"],
            id=record["id"],
            letter_date=letter["date"],
            sender=_joined(", ".join(filter(None, (one["name"], one["office"]))) for one in letter["signatories"]),
            subject=letter["subject"],
        )
        found = [*map(_entity, record["entities"]), *map(_commitment, record["commitments"])]
        for row in sorted(found, key=lambda row: (row["start"], -row["end"])):
            yield {**about, **row}


def _entity(entity: Entity) -> Row:
    row = _span(entity, entity["label"])
    if org := entity.get("org"):
        row["org_id"], row["org_name"] = org["id"], org["name"]
    if date := entity.get("date"):
        row["date_value"], row["date_mod"] = date["value"], date["mod"]
        row["date_start"], row["date_end"] = date["start"], date["end"]
    if motion := entity.get("motion"):
        row["motion_submitters"] = _joined(motion["submitters"])
        row["motion_status"], row["motion_ref"] = motion["status"], motion["ref"]
    if ref := entity.get("ref"):
        row["ref_ids"] = _joined(ref["ids"])
    return row


def _commitment(commitment: CommitmentEntry) -> Row:
    row = _span(commitment, "COMMITMENT")
    row["commitment_type"], row["commitment_strength"] = commitment["type"], commitment["strength"]
    actor = commitment["actor"]
    row["actor"], row["actor_office"], row["actor_org"] = actor["text"], actor["office"], actor["org"]
    row["addressee"] = commitment["addressee"]
    if due := commitment["due"]:
        row["due"], row["due_start"], row["due_end"] = due["text"], due["start"], due["end"]
    return row


def _span(span: Entity | CommitmentEntry, kind: Label | Literal["COMMITMENT"]) -> Row:
    return Row(
        kind=kind,
        text=span["text"],
        page=span["page"],
        start=span["start"],
        end=span["end"],
        confidence=span["confidence"],
        origin=span["origin"],
    )


def _joined(items: Iterable[str]) -> str:
    return "; ".join(items)
