"""The page of `show`: both texts whole, every mark in place, nothing from outside, nothing of the letter as HTML."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp_pipeline.normalising import normalise
from nlp_pipeline.pages.letter import to_html
from nlp_pipeline.pipeline import annotate_source, load
from nlp_pipeline.reading import Source, from_text
from nlp_pipeline.records import Record
from tests.html_tree import Page, assert_links_lead_somewhere, assert_self_contained

LETTER = """Den Haag, 17 oktober 2023

Tijdens het debat is de motie van het lid Simons (Bij1) c.s. van uw Kamer aangenomen.1 De Immigratie-
en Naturalisatiedienst (IND) werkt samen met mensenrech-
tenorganisaties, zie <script>alert("R&D")</script>.

1 Kamerstuk 36 200 IV, nr. 25.
Pagina 1 van 2
\fPagina 2 van 2
Uw Kamer wordt in de eerste helft van 2024 door de Staatssecretaris van JenV geïnformeerd over
de voortgang van deze activiteiten.

Hoogachtend,
"""
ENTITIES: list[tuple[str, str, dict[str, Any]]] = [
    ("DATE", "17 oktober 2023", {"value": "2023-10-17", "mod": None, "start": "2023-10-17", "end": "2023-10-17"}),
    (
        "MOTION",
        "motie van het lid Simons (Bij1) c.s.",
        {"submitters": ["Simons"], "party": "Bij1", "cosigned": True, "status": "aangenomen", "ref": "kst-36200-IV-25"},
    ),
    (
        "ORG",
        "Immigratie- en Naturalisatiedienst",
        {"id": "name:ind", "name": "Immigratie- en Naturalisatiedienst", "abbreviation": "IND"},
    ),
    (
        "DATE",
        "eerste helft van 2024",
        {"value": "2024-40", "mod": None, "start": "2024-01-01", "end": "2024-06-30"},
    ),
    ("ORG", "JenV", {"id": "mnre1058", "name": "Justitie en Veiligheid", "abbreviation": None}),
    (
        "REF",
        "Kamerstuk 36 200 IV, nr. 25",
        {"ids": ["kst-36200-IV-25"], "urls": ["https://zoek.officielebekendmakingen.nl/kst-36200-IV-25.html"]},
    ),
]
COMMITMENT = (
    "Uw Kamer wordt in de eerste helft van 2024 door de Staatssecretaris van JenV geïnformeerd over de voortgang van"
    " deze activiteiten."
)


def source_of(text: str) -> Source:
    return Source("letters/a.txt", "text/plain", "0" * 64, text, None)


def record_of(source: Source, **fields: Any) -> Record:
    normalised = normalise(source.text)
    record = {
        "schema": "1",
        "id": source.sha256,
        "source": {
            "path": source.path,
            "media_type": source.media_type,
            "sha256": source.sha256,
            "chars": len(source.text),
            "pages": source.pages,
        },
        "pipeline": {"name": "hand_made", "version": "9.9"},
        "letter": {
            "kind": "kamerbrief",
            "date": "2023-10-17",
            "subject": "Motie <b>Simons</b>",
            "reference": None,
            "document": None,
            "addressee": "Tweede Kamer",
            "signatories": [{"name": None, "office": "Minister van X"}],
        },
        "text": normalised.text,
        "pages": normalised.pages,
        "footnotes": normalised.footnotes,
        "entities": [],
        "commitments": [],
    }
    return record | fields  # type: ignore[return-value]


def found(source: Source, text: str, **fields: Any) -> dict[str, Any]:
    normalised = normalise(source.text)
    start = normalised.text.index(text)
    end = start + len(text)
    span = {"text": text, "start": start, "end": end, "source": normalised.alignment.to_source(start, end)}
    return {**span, "page": None, "confidence": None, "origin": "rule", **fields}


@pytest.fixture(scope="module")
def record() -> Record:
    source = source_of(LETTER)
    entities = [
        found(source, text, id=f"e{n}", label=label, **{label.lower(): value})
        for n, (label, text, value) in enumerate(ENTITIES, 1)
    ]
    commitment = found(
        source,
        COMMITMENT,
        id="c1",
        type="inform",
        strength="firm",
        confidence=0.91,
        actor={
            "text": "Staatssecretaris van JenV",
            "office": "Staatssecretaris van Justitie en Veiligheid",
            "org": None,
        },
        addressee="Uw Kamer",
        due={"text": "in de eerste helft van 2024", "start": "2024-01-01", "end": "2024-06-30"},
        entities=["e4", "e5"],
    )
    return record_of(source, entities=entities, commitments=[commitment])


@pytest.fixture(scope="module")
def page(record: Record) -> Page:
    return Page(to_html(source_of(LETTER), record))


def test_both_columns_hold_their_whole_text(page: Page, record: Record) -> None:
    assert page.text("source") == LETTER
    assert page.text("text") == record["text"]


def test_paragraphs_stand_beside_their_source(page: Page) -> None:
    rows = list(zip(page.column("source"), page.column("text"), strict=True))
    (row,) = [(left.text, right.text) for left, right in rows if "Uw Kamer wordt" in left.text]
    assert row[0].split() == row[1].split() == COMMITMENT.split()


def test_entities_are_marked_with_their_exact_text(page: Page, record: Record) -> None:
    for entity in record["entities"]:
        pieces = page.pieces("text", entity["id"])
        assert "".join(piece.text for piece in pieces) == entity["text"]
        assert all({"entity", entity["label"]} <= set(piece.classes) for piece in pieces)
        fragments = "".join(LETTER[start:end] for start, end in entity["source"])
        assert "".join(piece.text for piece in page.pieces("source", entity["id"])) == fragments


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("e1", "2023-10-17"),
        ("e2", "Simons (Bij1) c.s. · aangenomen · kst-36200-IV-25"),
        ("e3", "Immigratie- en Naturalisatiedienst (IND) · name:ind"),
        ("e4", "2024-40 · 2024-01-01 – 2024-06-30"),
        ("e6", "kst-36200-IV-25"),
        ("c1", "inform · firm · Staatssecretaris van Justitie en Veiligheid · due 2024-01-01 – 2024-06-30 · rule 0.91"),
    ],
)
def test_hovering_tells_the_value(page: Page, name: str, told: str) -> None:
    for column in ("source", "text"):
        assert told in (page.pieces(column, name)[0].attributes["title"] or "")


def test_a_reference_links_to_its_document(page: Page) -> None:
    (link,) = page.marked("text", "link")
    assert link.attributes["href"] == "https://zoek.officielebekendmakingen.nl/kst-36200-IV-25.html"


def test_entities_inside_a_commitment_stay_inside(page: Page) -> None:
    (commitment,) = page.pieces("text", "c1")
    assert commitment.text == COMMITMENT
    assert [entity.attributes["data-of"] for entity in commitment.all("entity")] == ["e4", "e5"]


def test_furniture_is_greyed_and_not_in_the_text(page: Page) -> None:
    greyed = "".join(element.text for element in page.marked("source", "furniture"))
    assert [line for line in greyed.split("\n") if line.strip()] == ["Pagina 1 van 2", "\fPagina 2 van 2"]
    assert "Pagina" not in page.text("text")


def test_pages_are_told(page: Page) -> None:
    assert [element.attributes["data-label"] for element in page.marked("source", "page")] == ["page 2"]


def test_notes_are_marked_where_they_stood_and_where_they_went(page: Page) -> None:
    note = "Kamerstuk 36 200 IV, nr. 25."
    assert [element.text for element in page.marked("source", "marker")] == ["1", "1"]
    assert [element.text for element in page.marked("source", "note")] == [note]
    (moved,) = page.marked("text", "note")
    assert moved.text == note
    (at,) = page.marked("text", "at")
    assert at.attributes["href"] == f"#{moved.attributes['id']}"
    assert note in (at.attributes["title"] or "")


def test_mended_words_tell_their_source_form(page: Page) -> None:
    (word,) = page.marked("text", "mended")
    assert word.text == "mensenrechtenorganisaties"
    assert "mensenrech-⏎tenorganisaties" in (word.attributes["title"] or "")
    assert [element.text for element in page.marked("source", "mended")] == ["-\n"]


def test_the_header_tells_the_letter_and_what_made_the_record(page: Page) -> None:
    (header,) = page.root.all("header")
    for told in ("kamerbrief", "2023-10-17", "Motie <b>Simons</b>", "Tweede Kamer", "Minister van X", "letters/a.txt"):
        assert told in header.text
    assert "hand_made 9.9" in header.text
    (legend,) = page.root.all("nav")
    counts = " ".join(legend.text.split())
    assert counts.startswith("2 organisation 1 motion 1 document 2 date 1 commitments")


def test_commitments_and_footnotes_are_listed(page: Page) -> None:
    listed = {e.attributes["id"]: " ".join(e.text.split()) for e in page.root.all("section")}
    told = (
        "c1",
        "inform",
        "firm",
        "Staatssecretaris van Justitie en Veiligheid",
        "Uw Kamer",
        "2024-01-01 – 2024-06-30",
    )
    assert all(words in listed["commitments"] for words in (*told, COMMITMENT))
    assert "Kamerstuk 36 200 IV, nr. 25." in listed["footnotes"]
    assert "van uw Kamer aangenomen." in listed["footnotes"]


def test_every_link_leads_somewhere(page: Page) -> None:
    assert_links_lead_somewhere(page)


def test_the_page_is_self_contained(page: Page) -> None:
    assert_self_contained(page)


def test_a_letter_cannot_bring_script(page: Page) -> None:
    assert '<script>alert("R&D")</script>' in page.text("text")


def test_overlapping_marks_stay_well_formed() -> None:
    source = source_of("Wij sturen uw Kamer in mei een brief. De motie Simons volgt.")
    commitment = found(
        source,
        "Wij sturen uw Kamer in mei een brief. De motie",
        id="c1",
        type="inform",
        strength="effort",
        actor={"text": "Wij", "office": None, "org": None},
        addressee=None,
        due=None,
        entities=[],
    )
    entity = found(source, "motie Simons", id="e1", label="MOTION", motion=None)
    page = Page(to_html(source, record_of(source, entities=[entity], commitments=[commitment])))
    assert [piece.text for piece in page.pieces("text", "e1")] == ["motie", " Simons"]
    assert [piece.attributes.get("id") for piece in page.pieces("text", "e1")] == ["e1", None]
    assert page.pieces("text", "c1")[0].text == commitment["text"]


def test_what_the_pipeline_finds_is_on_the_page() -> None:
    source = from_text(LETTER)
    record = annotate_source(source, load())
    page = Page(to_html(source, record))
    assert record["entities"]
    for entity in record["entities"]:
        assert "".join(piece.text for piece in page.pieces("text", entity["id"])) == entity["text"]


LETTERISH = st.lists(
    st.sampled_from(
        ["\n", "\n\n", "\f", " ", "-\n", "1", "1 ", "woord", "Een zin.", "<b>", "&amp;", "Pagina 1 van 2\n", "\u00ad"]
    )
).map("".join)


@given(st.text() | LETTERISH)
def test_any_text_gives_a_page(text: str) -> None:
    source = source_of(text)
    record = record_of(source)
    page = Page(to_html(source, record))
    assert page.text("source") == text
    assert page.text("text") == record["text"]
