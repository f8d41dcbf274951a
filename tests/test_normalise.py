"""Normalising of the sample letters, judged by reading them."""

import json
from pathlib import Path

import pytest

from nlp_pipeline.normalising import Normalised, normalise
from nlp_pipeline.normalising.hyphenation import is_stray, mend_break
from nlp_pipeline.normalising.words import Words
from tests.markup import cases

LETTERS = Path(__file__).parents[1] / "annotations" / "letters"
BRIEF_2014 = "2014-02-25_kamerbrief_strategische-landenbenadering.txt"
BRIEF_2020 = "2020-07-10_kamerbrief_motie-becker_pdf-extract.txt"
NOTA_2023 = "2023-10-09_nota_motie-simons.txt"
BRIEF_2023 = "2023-10-17_kamerbrief_motie-simons.txt"
BRIEF_2024 = "2024_kamerbrief_kst-31568-220_raad-voor-de-rechtshandhaving.txt"


def letter(name: str) -> tuple[str, Normalised]:
    source = (LETTERS / name).read_text(encoding="utf-8")
    return source, normalise(source)


@pytest.mark.parametrize("case", cases("hyphenation"))
def test_break(case: dict[str, str]) -> None:
    words = Words(f"{case.get('letter', '')} {case['left']}-\n{case['right']}")
    assert mend_break(case["left"], case["right"], words).value == case["expected"]


@pytest.mark.parametrize("case", cases("stray_hyphens"))
def test_stray_hyphen(case: dict[str, str]) -> None:
    head, tail = case["word"].split("-")
    words = Words(f"{case.get('letter', '')} {case['word']}")
    assert is_stray(head, tail, words) == case["stray"]


@pytest.mark.parametrize("case", cases("line_breaks"))
def test_line_break_of_a_sample_letter(case: dict[str, str | int]) -> None:
    _, normalised = letter(str(case["letter"]))
    start, end = int(case["start"]), int(case["end"])
    first, last = normalised.alignment.to_text(start, start + 1), normalised.alignment.to_text(end - 1, end)
    assert first is not None
    assert last is not None
    assert normalised.text[first[0] : last[1]] == case["expected"]


FURNITURE = {
    BRIEF_2014: [],
    NOTA_2023: ["Onze referentie\n2023-0000619565\n\nDatum\n9 oktober 2023"],
    BRIEF_2023: [],
    BRIEF_2024: [f"Tweede Kamer, vergaderjaar 2023–2024, 31 568, nr. 220 {page}" for page in (2, 4)],
}


def test_a_document_number_is_no_imprint_below_its_label() -> None:
    letter = "Tekst van de brief.\n" * 80 + "Uw referentie\n2015D21081\nBijlagen\n\fTekst.\n2015D21081\nTekst.\n"
    assert [removed["text"] for removed in normalise(letter).furniture] == ["2015D21081"]
    assert "Uw referentie\n2015D21081" in normalise(letter).text


PROSE = "Een regel lopende tekst die zo lang is als de regels van een brief nu eenmaal plegen te zijn.\n"
INNER_HEAD = (
    "Directoraat-Generaal\nStraffen en Beschermen\nDirectie Sanctie- en\nSlachtofferbeleid\nDatum\n2 juni 2023\n"
    "Ons kenmerk\n4602342"
)


@pytest.mark.parametrize(
    ("source", "furniture"),
    [
        (f"P agina 2 van8\n{INNER_HEAD}\nKern van het rapport\n{PROSE}", f"P agina 2 van8\n{INNER_HEAD}"),
        (f"Datum\n3 februari 2023\nPagina 2 van 12\n{PROSE}", "Datum\n3 februari 2023\nPagina 2 van 12"),
        (
            f"Ministerie van\nInfrastructuur en\nWaterstaat\nP agina 8 van32\n{PROSE}",
            "Ministerie van\nInfrastructuur en\nWaterstaat\nP agina 8 van32",
        ),
        (f"Pagina 2 van 9\nDatum\nOnze referentie\n2015-0000270922\n{PROSE}", None),
        (f"{PROSE}Pagina 1 van 9\n\fOnze referentie\n744222\n{PROSE}", "Pagina 1 van 9\n\fOnze referentie\n744222"),
        (
            f"Pagina 2 van 9\nOns kenmerk\n4453254\nFout! Onbekende\nnaam voor\ndocumenteigensch\nap.\n{PROSE}",
            "Pagina 2 van 9\nOns kenmerk\n4453254\nFout! Onbekende\nnaam voor\ndocumenteigensch\nap.",
        ),
        # a heading, a unit that no label follows, and the letterhead of a first page are text
        (f"Pagina 2 van 9\nKern van het rapport\nDatum\n{PROSE}", "Pagina 2 van 9"),
        (f"Pagina 2 van 9\nDirectie Wetgeving\n{PROSE}", "Pagina 2 van 9"),
        (f"Pagina 1 van 9\nDirectie Wetgeving\nDatum\n2 juni 2023\n{PROSE}", "Pagina 1 van 9"),
    ],
)
def test_margin_at_the_head_of_an_inner_page(source: str, furniture: str | None) -> None:
    wanted = source.removesuffix(f"\n{PROSE}") if furniture is None else furniture
    assert [removed["text"] for removed in normalise(source).furniture] == [wanted]


def test_a_cut_line_that_is_furniture_itself_loses_nothing() -> None:
    assert [removed["text"] for removed in normalise("1 Pagina 1 van 3").furniture] == ["1 Pagina 1 van 3"]


def test_numbers_of_papers_are_text() -> None:
    page = PROSE * 4 + "2023D19\n216\n{}\n\f"
    assert normalise("".join(page.format(n) for n in (7, 19, 23, 42))).text.count("2023D19") == 4
    head = "Kenmerk\n2015Z14805\nAan de Voorzitter\n"
    source = head + PROSE * 3 + "\fPagina 2 van 2\n2015Z14805\nKamervragen van het lid\n" + PROSE
    assert normalise(source).text.count("2015Z14805") == 2


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (f"{PROSE}Opgeleverd in juni\n2023.\nNaar aanleiding", "Opgeleverd in juni 2023.\nNaar aanleiding"),
        (f"{PROSE}Start voorjaar\n2024\nRekenen", "Start voorjaar 2024\nRekenen"),
        (f"{PROSE}Stand in juni\n2023-2024\n", "Stand in juni\n2023-2024"),
        (f"{PROSE}Stand in juni\n2023 2024\n", "Stand in juni\n2023 2024"),
    ],
)
def test_a_narrow_column_breaks_a_date(source: str, text: str) -> None:
    assert normalise(source).text.endswith(text)


@pytest.mark.parametrize("name", FURNITURE)
def test_furniture(name: str) -> None:
    _, normalised = letter(name)
    assert [removed["text"] for removed in normalised.furniture] == FURNITURE[name]


def test_margin_column_is_taken_out_of_the_sentences() -> None:
    _, normalised = letter(BRIEF_2020)
    removed = {line for f in normalised.furniture for line in f["text"].replace(" ", "").splitlines() if line}
    assert removed == {
        *("1", "Pagina1van8", "Pagina3van8", "Pagina5van8", "Pagina7van8"),
        *("Directoraat-Generaal", "Migratie", "BureauInternationale", "Datum", "10juli2020", "Onskenmerk", "2971694"),
    }
    for running in (
        "een vertrouwelijke technische briefing kan worden gegeven.",
        "een onderhandelingsmandaat om te komen tot een visumfacilitatieovereenkomst en de daaraan gekoppelde",
        "Voor landen waar dit mandaat ontbreekt en geen visumfacilitatieovereenkomst is aangegaan, kunnen",
        "Verklaring) maar kan de samenwerking ook andere vormen aannemen. Focus ligt op constructieve inzet",
        "waar gemeenschappelijke belangen worden geïdentificeerd of complementaire belangen kunnen worden uitgeruild",
        "het redden van gestrande migranten in de woestijn, opvang",
        "via Marokko naar Spanje loopt. In de periode 2016-2018 nam de instroom",
        "Aan de Voorzitter van de Tweede Kamer der Staten-Generaal",
    ):
        assert running in normalised.text
    assert "als Algerije" not in normalised.text, "a page is missing between the two halves: they do not go on"


@pytest.mark.parametrize("name", sorted(path.name for path in LETTERS.glob("*.txt")))
def test_no_body_text_is_missing(name: str) -> None:
    source, normalised = letter(name)
    markers = {note["marker"] for note in normalised.footnotes} | {"1"}
    covered = bytearray(len(source))
    for segment in normalised.segments:
        covered[segment.source_start : segment.source_end] = b"\x01" * (segment.source_end - segment.source_start)
    for removed in normalised.furniture:
        start, end = removed["source"]
        covered[start:end] = b"\x01" * (end - start)
    lost = "".join(c if not seen else " " for c, seen in zip(source, covered, strict=True)).split()
    assert set(lost) <= markers


def note_of(normalised: Normalised, marker: str) -> tuple[str, str]:
    note = next(n for n in normalised.footnotes if n["marker"] == marker)
    assert note["at"] is not None
    at = note["at"][0]
    return normalised.text[max(0, at - 11) : at], normalised.text[note["note"][0] : note["note"][1]]


@pytest.mark.parametrize(
    ("name", "marker", "before", "note"),
    [
        (BRIEF_2023, "1", "aangenomen.", "Kamerstuk 36 200 IV, nr. 25."),
        (BRIEF_2024, "2", "vreemdeling", "Of Nederlanders, niet zijnde eilandskinderen."),
        (BRIEF_2024, "3", "gestimuleerd"[1:], "Hierbij is mogelijke aanzuigende werking een aandachtspunt."),
        (BRIEF_2020, "3", "Perspectief’"[1:], "Kamerstuk 2017/18, 34952, nr. 1"),
    ],
)
def test_footnote(name: str, marker: str, before: str, note: str) -> None:
    assert note_of(letter(name)[1], marker) == (before, note)


def test_note_inside_a_sentence_moves_out_of_it() -> None:
    _, normalised = letter(BRIEF_2024)
    assert "De aanbevelingen van de Raad die zien op het themaregister" in normalised.text
    assert "het rapport van 2017 over het vreemdelingentoezicht" in normalised.text
    assert "Iedere vreemdeling die onrechtmatig" in normalised.text


@pytest.mark.parametrize(
    ("text", "note", "before"),
    [
        ("Dat laat onderzoek van het CPB1\nen anderen zien.\n\n1\nRapport van juni.\n", "Rapport van juni.", "het CPB"),
        ("Dit is eerder gemeten.1\n35 Houdt dit aan?\n\n1\nRapport van juni.\n", "Rapport van juni.", "gemeten."),
        ("De top was de COP1\nin Berlijn.\n\n1\nRapport van juni.\n", None, ""),
        ("2023D1\n216\nVraag naar cijfers.\n\n1\nRapport van juni.\n", None, ""),
    ],
)
def test_marker_behind_capitals_and_at_a_line_end(text: str, note: str | None, before: str) -> None:
    normalised = normalise(PROSE + text)
    found = [normalised.text[slice(*footnote["note"])] for footnote in normalised.footnotes]
    assert found == ([note] if note else [])
    assert all(normalised.text.endswith(before, 0, f["at"][0]) for f in normalised.footnotes if f["at"])


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        (
            "De motie is aangenomen.1\n\n1 Kamerstuk 5.\n\nDe maatregelen zijn:\n1 De eerste maatregel is zuinig.\n",
            [("1", "aangenomen.")],
        ),
        (
            "De motie is aangenomen.1\n\n1 Kamerstuk 5.\n\nIn de bijlage staat meer.1\n\n1 Rapport van juni.\n",
            [("1", "aangenomen."), ("1", "meer.")],
        ),
    ],
)
def test_a_marker_has_one_note(text: str, notes: list[tuple[str, str]]) -> None:
    normalised = normalise(PROSE + text)
    assert [footnote["marker"] for footnote in normalised.footnotes] == [marker for marker, _ in notes]
    for footnote, (_, before) in zip(normalised.footnotes, notes, strict=True):
        assert footnote["at"] is not None
        assert normalised.text.endswith(before, 0, footnote["at"][0])


def test_a_year_and_its_marker() -> None:
    normalised = normalise(PROSE + "Dat was zo in 20191.\n\n1 Kamerstuk 5.\n")
    assert note_of(normalised, "1") == (" zo in 2019", "Kamerstuk 5.")


def test_blocks() -> None:
    _, normalised = letter(BRIEF_2024)
    lines = normalised.text.splitlines()
    for block in (
        "Versterking van de vreemdelingenketen",
        "Integrale visie voor het migratiebeleid in Caribisch Nederland",
        "• Solide asielprocedure conform internationale verplichtingen en wet- en regelgeving;",
        "• Versterking en verbetering van grenstoezicht;",
        "De Staatssecretaris van Justitie en Veiligheid,",
        "E. van der Burg",
    ):
        assert block in lines


def test_pages() -> None:
    normalised = normalise("Eerste bladzijde.\n\fTweede bladzijde.\n\f")
    assert [normalised.text[slice(*page)] for page in normalised.pages] == ["Eerste bladzijde.", "Tweede bladzijde."]
    assert normalised.page_starts == [0, 19]


def test_line_breaks_cover_every_break_of_the_samples() -> None:
    """The cases would be no proof if a break had been left out."""
    listed = [json.loads(row) for row in (Path(__file__).parent / "cases" / "line_breaks.jsonl").open(encoding="utf-8")]
    for path in LETTERS.glob("*.txt"):
        source = path.read_text(encoding="utf-8")
        for i, line in enumerate(source.split("\n")):
            stripped = line.rstrip()
            if stripped.endswith("-") and stripped.strip("- "):
                at = sum(len(row) + 1 for row in source.split("\n")[:i]) + len(stripped) - 1
                assert any(c["letter"] == path.name and c["start"] <= at < c["end"] for c in listed), stripped


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("T weede Kamer", "Tweede Kamer"),
        (
            "De P ortefeuille Veiligheidsregio’s en C risisbeheersing",
            "De Portefeuille Veiligheidsregio’s en Crisisbeheersing",
        ),
        ("t echnische briefing", "technische briefing"),
        ("plan B voor A en B", "plan B voor A en B"),
        ("Hierover wordt u bericht. U wordt", "Hierover wordt u bericht. U wordt"),
        ("Artikel I en bijlage C bij D", "Artikel I en bijlage C bij D"),
        # in a letter whose extraction does so throughout
        ("de T weede Kamer, O verleg: O CW, C BS", "de Tweede Kamer, Overleg: OCW, CBS"),
        ("T weede, P rofessor M unniksma", "Tweede, Professor Munniksma"),
        ("T weede, U niversiteit vanAmsterdam", "Tweede, Universiteit van Amsterdam"),
        ("T weede, AmsterdamU niversity, U niversity", "Tweede, Amsterdam University, University"),
        ("T weede, U it voorhet enevaluatie", "Tweede, Uit voor het en evaluatie"),
        ("T weede, U it: enkel vangnet en energie", "Tweede, Uit: enkel vangnet en energie"),
        ("T weede, P ostbus: vitamine C voor iedereen", "Tweede, Postbus: vitamine C voor iedereen"),
        # elsewhere what sticks together may be a name
        ("O CW voorhet inHolland", "O CW voorhet inHolland"),
    ],
)
def test_first_letters_set_apart(source: str, text: str) -> None:
    assert normalise(source).text == text
