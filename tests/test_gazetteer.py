"""The gazetteer: its data, its names, its longest match."""

import json
import re
import time
from pathlib import Path
from typing import Any

import pytest

from nlp_pipeline.gazetteer import (
    BUILT_IN,
    Gazetteer,
    OrganisationsError,
    Words,
    derived_id,
    fold,
    load_gazetteer,
    read_rows,
)
from nlp_pipeline.pipeline import build

GAZETTEER = load_gazetteer()


def match(text: str) -> str | None:
    words = Words(text)
    found = GAZETTEER.name_at(words, 0)
    return words.phrase(0, found[0]) if found else None


@pytest.mark.parametrize("path", BUILT_IN, ids=lambda path: path.name)
def test_rows_have_one_form(path: Path) -> None:
    for row in read_rows(path):
        assert set(row) <= {"id", "type", "parent", "tooi", "wikidata", "names"}
        assert row["id"]
        assert row["names"]
        for name in row["names"]:
            assert set(name) <= {"value", "abbr", "valid_from", "valid_until"}
            assert name["value"] == name["value"].strip() != ""


def test_own_rows_do_not_repeat_a_name() -> None:
    seen: dict[str, str] = {}
    for row in read_rows(BUILT_IN[0]):
        for name in row["names"]:
            assert seen.setdefault(name["value"], row["id"]) == row["id"], name


def test_loads_fast() -> None:
    start = time.perf_counter()
    load_gazetteer()
    assert time.perf_counter() - start < 1.0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Raad voor cultuur adviseert", "Raad voor cultuur"),
        ("raad voor cultuur adviseert", None),
        ("MINISTERIE", None),
        ("IND beslist", "IND"),
        ("Ind beslist", None),
        ("IND-medewerker", None),
        ("openbaar ministerie eist", "openbaar ministerie"),
        ("Gemeenschappelijk Hof van Justitie van Aruba, Curacao, Sint Maarten en van Bonaire, Sint Eustatius en Saba.",
         "Gemeenschappelijk Hof van Justitie van Aruba, Curacao, Sint Maarten en van Bonaire, Sint Eustatius en Saba"),
        ("Dienst Terugkeer\nen Vertrek", "Dienst Terugkeer en Vertrek"),
        ("Dienst Terugkeer, en Vertrek", None),
        ("Dienst Terugkeer\n\nen Vertrek", None),
        ("Nederlandse Politie", "Nederlandse Politie"),
        ("Nederlandse politie", None),
        ("Justitie", None),
        ("Justitie en Veiligheid", "Justitie en Veiligheid"),
        ("Migratie", None),
    ],
)  # fmt: skip
def test_longest_name(text: str, expected: str | None) -> None:
    assert match(text) == expected


def test_historic_names_are_bodies_of_their_own() -> None:
    now, before = GAZETTEER.named("Justitie en Veiligheid"), GAZETTEER.named("Veiligheid en Justitie")
    assert now is not None
    assert before is not None
    assert now.id != before.id
    assert now.id.startswith("https://identifier.overheid.nl/tooi/id/ministerie/")


def test_all_names_of_one_body_share_its_id() -> None:
    ids = {GAZETTEER.named(name).id for name in ("DT&V", "Dienst Terugkeer en Vertrek", "DTenV")}  # type: ignore[union-attr]
    assert len(ids) == 1


def test_spelling_does_not_make_another_body() -> None:
    names = ("DG Bedrijfsleven en Innovatie", "Directoraat Generaal Bedrijfsleven & Innovatie")
    assert len({GAZETTEER.named(name).id for name in names}) == 1  # type: ignore[union-attr]


def test_a_municipality_is_known_by_name_but_its_context_must_tell() -> None:
    rotterdam = GAZETTEER.named("gemeente Rotterdam")
    assert rotterdam is not None
    assert rotterdam.id == "https://identifier.overheid.nl/tooi/id/gemeente/gm0599"
    assert match("gemeente Rotterdam") is None


def test_a_users_rows_come_first(tmp_path: Path) -> None:
    own = tmp_path / "own.jsonl"
    own.write_text('{"id": "own:oc", "type": "x", "names": [{"value": "OCW"}]}\n', encoding="utf-8")
    organisation = load_gazetteer(own).named("OCW")
    assert organisation is not None
    assert organisation.id == "own:oc"


ROW: dict[str, Any] = {"id": "own:a", "type": "x", "names": [{"value": "Bonlab", "abbr": None}]}


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (b"{", "no JSON: Expecting property name"),
        (b'{"id": "\xff"}', "no JSON: 'utf-8' codec can't decode"),
        ([], "no JSON object"),
        ({key: ROW[key] for key in ("id", "names")}, "`type` is missing or no text"),
        (ROW | {"id": 7}, "`id` is missing or no text"),
        (ROW | {"type": "ministerieonderdeel"}, "`parent` is missing or no text"),
        (ROW | {"names": []}, "`names` is missing or no list of names"),
        (ROW | {"names": ["Bonlab"]}, "`names` holds one whose `value` is missing or no text"),
        (ROW | {"names": [{"value": ""}]}, "`names` holds one whose `value` is missing or no text"),
        (ROW | {"names": [{"value": "Bonlab", "abbr": 3}]}, "`names` holds one whose `abbr` is no text"),
        (ROW | {"tooi": 3}, "`tooi` is no text"),
    ],
)
def test_a_users_row_that_is_no_organisation_is_named(row: object, words: str, tmp_path: Path) -> None:
    own = tmp_path / "own.jsonl"
    bad = row if isinstance(row, bytes) else json.dumps(row).encode()
    own.write_bytes(json.dumps(ROW).encode() + b"\n\n" + bad + b"\n")
    with pytest.raises(OrganisationsError, match=re.escape(f"{own}:3: {words}")):
        load_gazetteer(own)
    with pytest.raises(ValueError, match=re.escape(f"{own}:3: {words}")):
        build(organisations=str(own))


def test_portfolios_in_any_case() -> None:
    words = Words("justitie en veiligheid en BZK")
    found = GAZETTEER.portfolio_at(words, 0)
    assert found is not None
    assert (found[0], found[1].name) == (3, "Justitie en Veiligheid")


def test_derived_id() -> None:
    assert derived_id("Curaçao & Bonaire's Raad") == "name:curacao-en-bonaire-s-raad"
    assert fold("Saint‑Étienne’s") == "saint-etienne's"


def test_words_keep_signs_with_the_next_word() -> None:
    words = Words("A, b\n\nC")
    assert (words.folded, words.linked[1]) == (["a", "b", "c"], ",b")
    assert words.linked[2] != "c"


def test_a_number_glued_to_a_word_is_a_word() -> None:
    words = Words("CBS3, Bij1 en CO2 uit 2015")
    assert words.folded == ["cbs", "3", "bij", "1", "en", "co2", "uit", "2015"]
    assert [words[i] for i in range(2)] == ["CBS", "3"]
    assert match("Bij1 wil") == "Bij1"


def test_empty() -> None:
    assert Gazetteer([]).named("IND") is None
