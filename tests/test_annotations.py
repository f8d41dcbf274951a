"""Annotated letters: reading and writing, and every fault that the check must name."""

import json
from pathlib import Path
from typing import Any

import datasets
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp_pipeline.annotations import AnnotatedLetter, AnnotationError, read_letters, to_jsonl
from nlp_pipeline.annotations.checking import check, inconsistencies
from nlp_pipeline.annotations.letters import parse_letter
from nlp_pipeline.annotations.statistics import count
from tests.letters import annotated

ANNOTATIONS = Path(__file__).parents[1] / "annotations"

TEXT = "De IND schrijft op 17 oktober 2023 over motie Simons."
GOOD: list[dict[str, Any]] = [
    {"start": 3, "end": 6, "label": "ORG", "text": "IND"},
    {"start": 19, "end": 34, "label": "DATE", "text": "17 oktober 2023", "from": "2023-10-17", "to": "2023-10-17"},
    {"start": 40, "end": 52, "label": "MOTION", "text": "motie Simons", "submitters": "Simons", "cosigned": "true"},
]


def write(file: Path, *letters: dict[str, Any]) -> Path:
    file.write_text("".join(json.dumps(letter) + "\n" for letter in letters), encoding="utf-8")
    return file


def letter(spans: list[dict[str, Any]] = GOOD, **fields: Any) -> dict[str, Any]:
    return {"id": "brief", "text": TEXT, "spans": spans, **fields}


def messages(*files: Path) -> list[str]:
    return [str(fault) for fault in check(files)]


def test_the_annotations_of_the_repository_are_clean() -> None:
    assert messages(ANNOTATIONS) == []


@pytest.mark.parametrize("file", sorted(ANNOTATIONS.glob("**/*.jsonl")), ids=lambda file: file.stem)
def test_what_is_read_is_written_again_byte_for_byte(file: Path) -> None:
    assert to_jsonl(read_letters([file])) == file.read_text(encoding="utf-8")


@given(st.text(min_size=1))
def test_any_text_survives_a_line_of_json(text: str) -> None:
    one = AnnotatedLetter(id="x", text=text, spans=())
    assert parse_letter(one.model_dump_json(include={"id", "text", "spans"})) == one


def test_attributes_have_types() -> None:
    one = annotated(
        '<REF ids="kst-36200-IV-25,2023Z12345">Kamerstuk</REF> <MOTION cosigned="true">motie X c.s.</MOTION>'
    )
    assert one.spans[0].model_dump()["ids"] == ("kst-36200-IV-25", "2023Z12345")
    assert one.spans[1].model_dump()["cosigned"] is True


def test_a_good_letter_has_no_faults(tmp_path: Path) -> None:
    assert messages(write(tmp_path / "a.jsonl", letter())) == []


def test_datasets_loads_them_in_one_call_and_writes_what_can_be_read(tmp_path: Path) -> None:
    splits = datasets.load_dataset(str(ANNOTATIONS), cache_dir=str(tmp_path / "cache"))
    for name, rows in splits.items():
        rows.to_json(tmp_path / f"{name}.jsonl", force_ascii=False)
        assert read_letters([tmp_path / f"{name}.jsonl"]) == read_letters([ANNOTATIONS / f"{name}.jsonl"])
    assert set(splits) == {"train", "dev", "test"}


ORG = GOOD[0]
FAULTS = {
    "offset": ([{**ORG, "start": 4, "end": 7}], "ORG 4-7 'IND': the letter has 'ND ' at these offsets"),
    "beyond": ([{**ORG, "end": 99}], "ends after the letter, which has 53 characters"),
    "empty": ([{**ORG, "end": 3, "text": ""}], "spans.0.ORG: ends at 3, where it starts or before"),
    "blank edge": ([{**ORG, "start": 2, "text": " IND"}], "starts or ends with a blank"),
    "label": ([{**ORG, "label": "PERSON"}], "spans.0: Input tag 'PERSON' found using 'label'"),
    "unknown attribute": ([{**ORG, "colour": "red"}], "spans.0.colour: Extra inputs are not permitted"),
    "no identifier": (
        [{"start": 3, "end": 6, "label": "REF", "text": "IND", "ids": "36200-IV"}],
        "spans.0.ids.0: '36200-IV' is no official identifier",
    ),
    "no day": ([{**GOOD[1], "to": "17-10-2023"}], "spans.0.to: Input should be a valid date"),
    "no EDTF": ([{**GOOD[1], "value": "17 oktober"}], "spans.0.value: String should match pattern"),
    "backwards": ([{**GOOD[1], "to": "2023-01-01"}], "its interval ends on 2023-01-01, before it starts on 2023-10-17"),
    "no type": (
        [{"start": 0, "end": 53, "label": "COMMITMENT", "text": TEXT, "strength": "firm"}],
        "spans.0.type: Field required",
    ),
    "overlap": ([ORG, {**ORG, "start": 0, "text": "De IND"}], "ORG 3-6 'IND': overlaps ORG 0-6 'De IND'"),
    "twice": ([ORG, ORG], "ORG 3-6 'IND': annotated twice"),
    "in furniture": (
        [ORG, {"start": 0, "end": 6, "label": "FURNITURE", "text": "De IND"}],
        "ORG 3-6 'IND': lies in page furniture",
    ),
}


@pytest.mark.parametrize(("spans", "fault"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_named(spans: list[dict[str, Any]], fault: str, tmp_path: Path) -> None:
    file = write(tmp_path / "a.jsonl", letter(id="goed", text="Iets anders.", spans=[]), letter(spans))
    message, *_ = messages(file)
    assert message.startswith(f"{file}:2:")
    assert fault.replace("spans.0.ORG", "spans.0") in message


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("(IND", False),
        ("IND)", False),
        ("(IND)", False),
        ("“IND", False),
        ("Onderlinge Regeling (ORVK)", True),
        ("motie van het lid Simons (Bij1)", True),
        ("(toenmalige) Inspectie", True),
        ("foto's", True),
        ("DBB’s", True),
    ],
)
def test_quotes_and_brackets_at_the_edges(text: str, clean: bool, tmp_path: Path) -> None:
    span = {"start": 0, "end": len(text), "label": "ORG", "text": text}
    found = messages(write(tmp_path / "a.jsonl", letter([span], text=text + " schrijft")))
    assert (found == []) == clean


def test_a_line_that_is_no_json_is_named_and_the_rest_still_checked(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text("{\n" + json.dumps(letter([{**ORG, "end": 99}])) + "\n", encoding="utf-8")
    first, second = messages(file)
    assert first.startswith(f"{file}:1: no JSON")
    assert second.startswith(f"{file}:2: brief:")


LONG = " ".join(f"woord{n}" for n in range(400))


def test_duplicates_between_files(tmp_path: Path) -> None:
    one = write(tmp_path / "one.jsonl", letter(id="a"))
    two = write(tmp_path / "two.jsonl", letter(id="b"), letter([], id="a", text="Iets anders."))
    assert messages(one, two) == [
        f"{two}:1: b: its text is that of a at {one}:1",
        f"{two}:2: a: its id stands at {one}:1 too",
    ]


def test_leaks_between_splits_and_letters_in_the_file_of_another(tmp_path: Path) -> None:
    train = write(tmp_path / "train.jsonl", letter([], id="a", text=LONG, split="train"))
    changed = LONG.replace("woord7 ", "ander ")
    test = write(tmp_path / "test.jsonl", letter([], id="b", text=changed, split="dev"))
    assert messages(train, test) == [
        f"{test}:1: b: its split is 'dev', but the file is that of 'test'",
        f"{test}:1: b: leaks: 98% of the shorter text stands in a too, which is 'train' ({train}:1); "
        "one split may hold both",
    ]


def test_near_duplicates_within_a_split_are_no_fault(tmp_path: Path) -> None:
    rows = [letter([], id=name, text=LONG + name, split="train") for name in "ab"]
    assert messages(write(tmp_path / "train.jsonl", *rows)) == []


def test_strings_that_are_a_mention_here_and_none_there(tmp_path: Path) -> None:
    here = letter(id="een")
    there = letter([], id="twee", text="Voor\nde IND geldt\nIND-medewerker.")
    (row,) = inconsistencies([write(tmp_path / "a.jsonl", here, there)])
    assert str(row) == "IND: ORG 1×; bare 1×: twee, line 2"


def test_reading_stops_at_the_first_fault_and_names_it(tmp_path: Path) -> None:
    file = write(tmp_path / "a.jsonl", letter(), letter())
    with pytest.raises(AnnotationError, match=r"a\.jsonl:2: a letter with the id 'brief' was read before"):
        read_letters([file])
    with pytest.raises(AnnotationError, match="no such file or folder"):
        read_letters([tmp_path / "nowhere"])
    (tmp_path / "latin.jsonl").write_bytes(b"\xff\xfe")
    with pytest.raises(AnnotationError, match=r"latin\.jsonl: cannot be read as UTF-8"):
        read_letters([tmp_path / "latin.jsonl"])


def test_counts_by_split() -> None:
    letters = [
        annotated("<ORG>IND</ORG> en <ORG>COA</ORG>", id="brief-2023-10-17", split="train", excerpt="page 1"),
        annotated('<DATE from="2023-01-01">2023</DATE>', id="zonder-jaar", split="dev"),
    ]
    counts = count(letters)
    assert (counts["train"].letters, counts["train"].excerpts, counts["train"].words) == (1, 1, 3)
    assert counts["train"].spans == {"ORG": 2}
    assert counts["train"].years == {"2023": 1}
    assert counts["dev"].attributes == {"DATE from": 1}
