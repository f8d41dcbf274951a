"""The contract's laws, for any text, and the facts that stand in the records of the sample letters."""

import time
from functools import lru_cache
from pathlib import Path

import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, DocBin

from nlp_pipeline import reading
from nlp_pipeline.mentions import spans_of, text_of
from nlp_pipeline.normalising import normalise
from nlp_pipeline.pipeline import annotate, build, load
from nlp_pipeline.reading import UnreadableError
from nlp_pipeline.records import Record, to_json, to_record

LETTERS = Path(__file__).parents[1] / "annotations" / "letters"
BRIEF_2014, BRIEF_2020, NOTA_2023, BRIEF_2023, BRIEF_2024 = sorted(path.name for path in LETTERS.glob("*.txt"))


@lru_cache
def record(name: str) -> Record:
    return annotate((LETTERS / name).read_text(encoding="utf-8"))


def check_offsets(source: str, result: Record) -> None:
    text = result["text"]
    alignment = normalise(source).alignment
    last = 0
    for entity in result["entities"]:
        assert text[entity["start"] : entity["end"]] == entity["text"]
        assert last <= entity["start"] < entity["end"]
        last = entity["end"]
    for item in [*result["entities"], *result["commitments"]]:
        assert text[item["start"] : item["end"]] == item["text"]
        assert item["source"]
        reached = [alignment.to_text(*fragment) for fragment in item["source"]]
        assert min(r[0] for r in reached if r) == item["start"]
        assert max(r[1] for r in reached if r) == item["end"]
    ids = {entity["id"] for entity in result["entities"]}
    for commitment in result["commitments"]:
        assert set(commitment["entities"]) <= ids


@pytest.mark.parametrize("name", [BRIEF_2014, BRIEF_2020, NOTA_2023, BRIEF_2023, BRIEF_2024])
def test_offset_laws_on_the_samples(name: str) -> None:
    check_offsets((LETTERS / name).read_text(encoding="utf-8"), record(name))


LETTERLIKE = [
    *(
        "de motie van het lid Simons (Bij1) c.s.",
        "Kamerstuk 36 200 IV, nr. 25",
        "17 oktober 2023",
        "IND",
        "\n\n",
        "  ",
        "😀",
    ),
    *(
        "Immigratie- \nen",
        "Naturalisatiedienst",
        "(DT&V)",
        "aangenomen.1",
        "\n",
        "\f",
        "zal ik",
        "20171",
        "EU-lidstaten",
    ),
    *(
        "Uw Kamer wordt in de eerste helft van 2024 geïnformeerd.",
        "1 Kamerstuk 35 300 VI, nr. 37",
        "Datum",
        "-\n",
        "JenV/BZK",
    ),
    *("Dienst Terugkeer en Vertrek", "Ministerie van Justitie en Veiligheid", "\u00ad", "2023Z12345"),
    "Tweede Kamer, vergaderjaar 2023–2024, 31 568, nr. 220 2",
]
PIECES = st.lists(st.sampled_from(LETTERLIKE), max_size=25).map(" ".join)


@given(st.one_of(st.text(max_size=120), PIECES))
@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
def test_offset_laws_on_any_text(text: str) -> None:
    text = text.replace("\r", "\n").replace("\x85", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    try:
        result = annotate(text)
    except UnreadableError:
        return
    check_offsets(text.removeprefix("\ufeff"), result)
    assert to_json(annotate(text)) == to_json(result)


def entities(name: str, label: str, text: str) -> list[dict[str, object]]:
    return [dict(e) for e in record(name)["entities"] if e["label"] == label and e["text"] == text]


def commitment(name: str, part: str) -> dict[str, object]:
    found = [dict(c) for c in record(name)["commitments"] if part in c["text"]]
    assert len(found) == 1
    return found[0]


def test_motie_simons() -> None:
    motions = [e["motion"] for e in record(BRIEF_2023)["entities"] if e["label"] == "MOTION"]
    assert len(motions) == 4
    assert all(m and m["ref"] == "kst-36200-IV-25" and m["status"] == "aangenomen" for m in motions)
    first = entities(BRIEF_2023, "MOTION", "motie van het lid Simons (Bij1) c.s.")[0]["motion"]
    assert first == {
        "submitters": ["Simons"],
        "party": "Bij1",
        "cosigned": True,
        "status": "aangenomen",
        "ref": "kst-36200-IV-25",
    }


def test_motie_becker_is_tied_by_a_footnote_known_by_its_line() -> None:
    motions = [e["motion"] for e in record(BRIEF_2020)["entities"] if e["label"] == "MOTION"]
    assert [m and m["ref"] for m in motions] == ["kst-35300-VI-37", "kst-35300-VI-37"]


def test_handelingen() -> None:
    ref = entities(BRIEF_2023, "REF", "Handelingen II 2022/23, nr. 15, item 2")[0]["ref"]
    assert ref == {
        "ids": ["h-tk-20222023-15-2"],
        "urls": ["https://zoek.officielebekendmakingen.nl/h-tk-20222023-15-2.html"],
    }


def test_letter_without_a_date() -> None:
    letter = record(BRIEF_2024)["letter"]
    assert (letter["date"], letter["document"]) == (None, "kst-31568-220")
    for text in ("vorig jaar", "afgelopen jaar", "18 oktober"):
        assert entities(BRIEF_2024, "DATE", text)[0]["date"] == {"value": None, "mod": None, "start": None, "end": None}


@pytest.mark.parametrize(
    ("name", "text", "value", "mod", "start", "end"),
    [
        (BRIEF_2023, "eerste helft van 2024", "2024-40", None, "2024-01-01", "2024-06-30"),
        (BRIEF_2023, "najaar van 2023", "2023-23", None, "2023-09-01", "2023-11-30"),
        (BRIEF_2023, "medio mei jl.", "2023-05", "MID", "2023-05-11", "2023-05-20"),
        (BRIEF_2023, "eind oktober van dit jaar", "2023-10", "END", "2023-10-21", "2023-10-31"),
        (BRIEF_2014, "Eind 2010", "2010", "END", "2010-09-01", "2010-12-31"),
        (BRIEF_2024, "2017", "2017", None, "2017-01-01", "2017-12-31"),
    ],
)
def test_date(name: str, text: str, value: str, mod: str | None, start: str, end: str) -> None:
    expected = {"value": value, "mod": mod, "start": start, "end": end}
    assert entities(name, "DATE", text)[0]["date"] == expected


def test_promise_to_inform_parliament() -> None:
    promise = commitment(BRIEF_2023, "Uw Kamer wordt in de eerste helft van 2024")
    assert (promise["type"], promise["strength"], promise["addressee"]) == ("inform", "firm", "Uw Kamer")
    assert promise["actor"]["text"] == "Staatssecretaris van JenV"  # type: ignore[index]
    assert promise["actor"]["office"] == "Staatssecretaris van Justitie en Veiligheid"  # type: ignore[index]
    assert promise["due"] == {"text": "in de eerste helft van 2024", "start": "2024-01-01", "end": "2024-06-30"}


def test_before_the_summer() -> None:
    due = commitment(BRIEF_2024, "voor de zomer 2024")["due"]
    assert due == {"text": "voor de zomer 2024", "start": None, "end": "2024-06-30"}


def test_short_form_and_full_name_are_one_organisation() -> None:
    for name in (BRIEF_2023, NOTA_2023):
        ids = {
            entity["org"]["id"]  # type: ignore[index]
            for text in ("DT&V", "Dienst Terugkeer en Vertrek")
            for entity in entities(name, "ORG", text)
        }
        assert len(ids) == 1


def test_doelstellingen_are_list_items_and_no_commitments() -> None:
    text = record(BRIEF_2024)["text"]
    items = [line for line in text.splitlines() if line.startswith("•")]
    assert len(items) == 6
    start, end = text.index(items[0]), text.index(items[-1]) + len(items[-1])
    assert not [c for c in record(BRIEF_2024)["commitments"] if c["start"] < end and c["end"] > start]


def test_key_order_is_the_contracts() -> None:
    keys = "schema id source pipeline letter text pages footnotes entities commitments".split()
    assert list(record(BRIEF_2023)) == keys


def test_pipeline_survives_saving_and_docs_survive_bytes(tmp_path: Path) -> None:
    nlp = load()
    nlp.to_disk(tmp_path / "model")
    again = spacy.load(tmp_path / "model")
    text = (LETTERS / BRIEF_2023).read_text(encoding="utf-8")
    assert to_json(annotate(text, again)) == to_json(record(BRIEF_2023))
    doc = next(iter(DocBin(docs=[nlp(text)], store_user_data=True).get_docs(nlp.vocab)))
    source = reading.from_text(text)
    pipeline = record(BRIEF_2023)["pipeline"]
    assert to_json(to_record(doc, source, pipeline)) == to_json(record(BRIEF_2023))


def test_a_saved_tokenizer_keeps_rules_of_its_own(tmp_path: Path) -> None:
    nlp = build()
    nlp.tokenizer.words.add_special_case("RvdR", [{"ORTH": "Rvd"}, {"ORTH": "R"}])  # type: ignore[union-attr]
    nlp.to_disk(tmp_path)
    for read in (spacy.load(tmp_path), build().from_bytes(nlp.to_bytes())):
        assert [token.text for token in read.make_doc("De RvdR is")] == ["De", "Rvd", "R", "is"]


def test_the_text_is_that_of_the_tokens_also_where_they_are_split_and_read_from_bytes() -> None:
    doc = load().make_doc("De IND-medewerker  van 2024.")
    assert text_of(doc) == doc.text
    spans_of(doc, [(3, 6, "ORG")])
    assert text_of(doc) == doc.text == "De IND-medewerker van 2024."
    assert text_of(Doc(doc.vocab).from_bytes(doc.to_bytes())) == doc.text


def test_a_line_of_a_million_characters_and_a_thousand_pages() -> None:
    text = (LETTERS / BRIEF_2014).read_text(encoding="utf-8")
    line = (" ".join(text.split()) + " ") * (1_000_000 // len(text) + 1)
    assert len(annotate(line)["entities"]) > 1000
    pages = annotate("\f".join(text[:3000] for _ in range(1000)))
    assert len(pages["pages"]) == 1000
    assert pages["entities"][-1]["page"] == 1000


@pytest.mark.parametrize(
    "unit",
    [
        "(",
        "«»“”",
        "motie van het lid ",
        "Kamerstuk 36 200 IV, nr. ",
        "12 oktober ",
        "(AB) ",
        "Raad voor de ",
        "zal ik ",
        "1.1.",
    ],
)
def test_no_text_makes_the_pipeline_run_away(unit: str) -> None:
    """Four times the text takes about four times as long."""
    nlp = load()

    def seconds(length: int) -> float:
        start = time.process_time()
        nlp(unit * (length // len(unit)))
        return time.process_time() - start

    seconds(1000)
    assert min(seconds(40_000), seconds(40_000)) < 10 * min(seconds(10_000), seconds(10_000)) + 0.05
