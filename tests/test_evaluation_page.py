"""The page of `evaluate --html`: every error told and marked, both sides whole, nothing of a letter as HTML."""

from dataclasses import replace

import pytest

from nlp_pipeline.annotations import AnnotatedLetter
from nlp_pipeline.evaluation import Comparison, FoundSpan, LetterMatch, compare, match, score
from nlp_pipeline.evaluation.matching import values_right
from nlp_pipeline.evaluation.predictions import annotated_spans
from nlp_pipeline.pages.evaluation import errors, to_html
from tests.html_tree import Element, Page, assert_links_lead_somewhere, assert_self_contained
from tests.letters import annotated

PROMISE = '<COMMITMENT type="act" strength="firm" due_text="in 2023" due_from="2023-01-01" due_to="2023-12-31">'
PROMISED = "Ik zal de Tweede Kamer in 2023 schrijven."
GOLD = f"""<FURNITURE>Pagina 1 van 2</FURNITURE>
De <ORG>IND</ORG> en het <ORG>COA</ORG> en de <ORG>Raad van State</ORG>, zie
<REF>36 200</REF> van <DATE value="2023" from="2023-01-01" to="2023-12-31">2023</DATE>.
\fDe Kamer vroeg dit. {PROMISE}Ik zal de <ORG>Tweede
Kamer</ORG> in <DATE>2023</DATE> schrijven.</COMMITMENT>
"""
FOUND = f"""Pagina 1 van 2
De <ORG>IND</ORG> en het COA en <ORG>de Raad</ORG> van State, zie
<DATE>36 200</DATE> van <DATE value="2022" from="2022-01-01" to="2022-12-31">2023</DATE>.
\f<ORG>De Kamer</ORG> vroeg dit. {PROMISE.replace("act", "inform").replace("12-31", "12-30")}Ik zal de Tweede
Kamer in <DATE>2023</DATE> schrijven.</COMMITMENT>
"""
DUE = "due: in 2023 · 2023-01-01 – 2023-12-31 → in 2023 · 2023-01-01 – 2023-12-30"
ERRORS = [
    ["ORG", "missed", "COA", "", ""],
    ["ORG", "boundary", "Raad van State", "de Raad", "begins early, with “de”; ends early, without “van State”"],
    ["REF → DATE", "other label", "36 200", "36 200", "REF → DATE"],
    ["DATE", "wrong value", "2023", "2023", "interval: 2023-01-01 – 2023-12-31 → 2022-01-01 – 2022-12-31"],
    ["ORG", "false alarm", "", "De Kamer", ""],
    ["COMMITMENT", "wrong value", PROMISED, PROMISED, "type: act → inform"],
    ["COMMITMENT", "wrong value", PROMISED, PROMISED, DUE],
    ["ORG", "missed", "Tweede Kamer", "", ""],
]


def found(marked: str) -> list[FoundSpan]:
    return annotated_spans(annotated(marked))


def page_of(*matches: LetterMatch, comparison: Comparison | None = None, title: str = "gold.jsonl") -> Page:
    return Page(to_html(title, matches, score(matches), comparison))


def part(page: Page, name: str) -> Element:
    (element,) = (element for element in page.root.all() if element.attributes.get("id") == name)
    return element


def table(element: Element) -> list[list[str]]:
    rows = ([" ".join(cell.text.split()) for cell in row.all("td")] for row in element.all("tr"))
    return [row for row in rows if row]


def marks(page: Page, side: str, name: str) -> list[tuple[str, str | None]]:
    """Text and label of the elements of a class on that side; a mark has its label at its first piece."""
    pieces = [piece for piece in page.marked(side, name) if "id" in piece.attributes or name == "furniture"]
    return [(piece.text, piece.attributes.get("data-label")) for piece in pieces]


@pytest.fixture(scope="module")
def one() -> LetterMatch:
    return match(annotated(GOLD), found(FOUND))


@pytest.fixture(scope="module")
def page(one: LetterMatch) -> Page:
    return page_of(one)


def test_both_sides_are_the_whole_source_line_by_line(page: Page, one: LetterMatch) -> None:
    for side in ("gold", "found"):
        assert [cell.text for cell in page.column(side)] == [f"{line}\n" for line in one.letter.text[:-1].split("\n")]


def test_every_error_has_a_row_that_links_to_it(page: Page, one: LetterMatch) -> None:
    rows = table(part(page, "errors"))
    assert [row[:5] for row in rows] == ERRORS
    assert {row[5] for row in rows} == {"brief"}
    links = [link.attributes["href"] or "" for link in part(page, "errors").all("a")]
    places = [(part(page, link[1:]).attributes["id"] or "").split("-")[0] for link in links]
    assert places == ["g1", "g1", "g1", "g1", "f1", "g1", "g1", "g1"]


def test_each_miss_and_each_false_alarm_is_told_once(one: LetterMatch) -> None:
    told = [error for error in errors(one) if error.kind != "wrong value"]
    assert sorted(id(error.gold) for error in told if error.gold) == sorted(map(id, one.misses))
    assert sorted(id(error.found) for error in told if error.found) == sorted(map(id, one.false_alarms))


def test_every_wrong_value_is_told(one: LetterMatch) -> None:
    wrong = [name for pair in one.pairs for name, right in values_right(pair).items() if not right]
    told = [f"{error.label} {error.value}" for error in errors(one) if error.kind == "wrong value"]
    assert sorted(told) == sorted(wrong)


def test_a_miss_that_two_false_alarms_overlap_takes_the_nearer() -> None:
    gold = annotated("De <ORG>Raad van State en het COA</ORG> zijn")
    rows = errors(match(gold, found("De <ORG>Raad</ORG> van <ORG>State en het COA</ORG> zijn")))
    assert [(row.kind, row.found and row.found.text) for row in rows] == [
        ("false alarm", "Raad"),
        ("boundary", "State en het COA"),
    ]


def test_marks_tell_what_is_wrong_on_their_side(page: Page) -> None:
    assert marks(page, "gold", "miss") == [
        ("COA", "ORG missed"),
        ("Raad van State", "ORG boundary"),
        ("36 200", "REF → DATE other label"),
        ("Tweede\n", "ORG missed"),
    ]
    assert marks(page, "found", "alarm") == [
        ("de Raad", "ORG boundary"),
        ("36 200", "REF → DATE other label"),
        ("De Kamer", "ORG false alarm"),
    ]
    wrong = [("2023", "≠ interval"), ("Ik zal de Tweede\n", "≠ type, due")]
    assert marks(page, "gold", "wrong") == marks(page, "found", "wrong") == wrong
    assert marks(page, "gold", "furniture") == [("Pagina 1 van 2", None)]
    assert marks(page, "found", "furniture") == []


def test_what_answers_each_other_is_lit_together(page: Page) -> None:
    for text in ("IND", "36 200"):
        sides = [[e for e in page.marked(side, "entity") if e.text == text] for side in ("gold", "found")]
        assert sides[0][0].attributes["data-of"] == sides[1][0].attributes["data-of"]


def test_entities_stay_inside_the_commitment(page: Page) -> None:
    pieces = page.marked("gold", "commitment")
    assert "".join(piece.text for piece in pieces).split() == PROMISED.split()
    assert [entity.text for piece in pieces for entity in piece.all("entity")] == ["Tweede\n", "Kamer", "2023"]


def test_hovering_tells_values_and_confidence() -> None:
    gold = annotated('<DATE value="2023" mod="MID" from="2023-05-11" to="2023-08-20">medio 2023</DATE>')
    spans = [replace(span, confidence=0.875) for span in annotated_spans(gold)]
    page = page_of(match(gold, spans))
    (left,), (right,) = page.marked("gold", "entity"), page.marked("found", "entity")
    assert left.attributes["title"] == "gold · DATE · value 2023 · mod MID · from 2023-05-11 · to 2023-08-20"
    right_title = right.attributes["title"] or ""
    assert right_title.startswith("found · DATE · value 2023 · ")
    assert right_title.endswith("interval 2023-05-11 – 2023-08-20 · confidence 0.88")


def test_scores_and_letters_are_listed(page: Page, one: LetterMatch) -> None:
    scores = {row[0]: row[1:] for row in table(part(page, "scores"))}
    assert scores["ORG"][:5] == ["4", "3", "0.333", "0.250", "0.286"]
    assert scores["macro"]
    assert scores["DATE interval"][:3] == ["1", "2", "0.500"]
    (letter,) = table(part(page, "letters"))
    assert letter == ["brief", str(len(one.letter.text.split())), "1/4 +2", "0/0", "0/1", "2/2 +1", "1/1", "8", "0.533"]


def test_calibration_is_drawn_where_there_are_confidences(page: Page, one: LetterMatch) -> None:
    assert not list(page.root.all("svg"))
    sure = match(one.letter, [replace(span, confidence=0.7) for span in one.found])
    drawn = list(page_of(sure).root.all("svg"))
    assert [svg.attributes["aria-label"] for svg in drawn] == [
        f"confidence of {label} against the share that is right" for label in ("ORG", "DATE", "COMMITMENT")
    ]
    assert drawn[0].text.strip() == "3 spans, mean confidence 0.700, right 0.333"


def test_a_comparison_lists_what_changed_with_links() -> None:
    gold = annotated("De <ORG>IND</ORG> en het <ORG>COA</ORG> en ik. Niet dat.")
    old = match(gold, found("De <ORG>IND</ORG> en het COA en <ORG>ik</ORG>. Niet dat."))
    new = match(gold, found("De IND en het <ORG>COA</ORG> en ik. Niet <ORG>dat</ORG>."))
    page = page_of(new, comparison=compare([old], [new]))
    rows = [row for row in table(part(page, "changes")) if row[-1] == "brief"]
    assert [row[:3] for row in rows] == [
        ["false alarm", "ORG", "dat"],
        ["false alarm gone", "ORG", "ik"],
        ["found", "ORG", "COA"],
        ["lost", "ORG", "IND"],
    ]
    shifts = {row[0]: row[1:] for row in table(part(page, "changes"))}
    assert shifts["ORG"][:3] == ["0.500", "0.500", "+0.000"]
    assert_links_lead_somewhere(page)
    (gone,) = page.marked("found", "gone")
    assert gone.attributes["title"] == "false alarm gone: ORG ik"


def test_commitments_that_changed_are_told_whole() -> None:
    gold = annotated(f"Dus. {PROMISE}Ik zal dat\ndoen.</COMMITMENT> En meer.")
    new = match(gold, annotated_spans(gold))
    page = page_of(new, comparison=compare([match(gold, [])], [new]))
    assert ["found", "COMMITMENT", "Ik zal dat doen.", "brief"] in table(part(page, "changes"))


@pytest.mark.parametrize(
    "letter",
    [annotated("Niets."), annotated("\n\n"), annotated("<ORG>IND</ORG>", ignore=["ORG", "COMMITMENT"])],
    ids=["no spans", "blank", "not scored"],
)
def test_a_letter_without_spans_is_there(letter: AnnotatedLetter) -> None:
    page = page_of(match(letter, []))
    assert page.text("gold") == page.text("found") == letter.text
    assert table(part(page, "errors")) == []
    assert table(part(page, "letters"))[0][-1] == "–"


def test_found_spans_that_overlap_stay_well_formed() -> None:
    gold = annotated(f"{PROMISE}Ik zal de <ORG>IND vragen.</ORG></COMMITMENT> En meer.")
    start = gold.text.index("IND")
    ends = (start + 3, len(gold.text) - 1)
    crossing = [FoundSpan("ORG", start, end, end, "IND", {}, None) for end in ends]
    page = page_of(match(gold, [*annotated_spans(gold)[:1], *crossing]))
    assert page.text("found") == gold.text
    assert len(marks(page, "found", "alarm")) == 2


def test_a_letter_cannot_bring_script() -> None:
    script = '"><script>alert("R&D")</script>'
    gold = annotated(f"De <ORG>{script}</ORG> en de <ORG>IND</ORG>", id=f"brief {script}", checked=script)
    page = page_of(match(gold, [FoundSpan("ORG", 0, 5, 5, script, {"id": script}, None)]), title=script)
    assert_self_contained(page)
    assert page.text("gold") == gold.text
    assert script in part(page, "errors").text


def test_the_page_is_self_contained_and_its_links_lead_somewhere(page: Page) -> None:
    assert_self_contained(page)
    assert_links_lead_somewhere(page)
