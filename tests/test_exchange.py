"""Letters to doccano, Label Studio and Prodigy and back.

The exports in `fixtures/` are genuine: LETTERS were imported into Label Studio 1.23.2 and doccano 1.8.4, corrected in
a browser (the letter `brief`; in Label Studio `motie` was saved again, and `bijlage` cancelled), and exported.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from nlp_pipeline.annotations import AnnotatedLetter, AnnotationError, read_letters
from nlp_pipeline.annotations.exchange import FORMATS
from nlp_pipeline.annotations.exchange.label_names import LABEL_NAMES
from nlp_pipeline.annotations.letters import (
    LABELS,
    CommitmentSpan,
    DateSpan,
    FurnitureSpan,
    MotionSpan,
    OrgSpan,
    RefSpan,
)
from nlp_pipeline.values import DateMod, MotionStatus
from tests.letters import annotated

ROOT = Path(__file__).parents[1]
FIXTURES = Path(__file__).parent / "fixtures"
CONFIG = ROOT / "nlp_pipeline" / "data" / "label_studio.xml"
SPANS = {"ORG": OrgSpan, "MOTION": MotionSpan, "REF": RefSpan, "DATE": DateSpan, "COMMITMENT": CommitmentSpan}


def letter(id_: str, marked: str, **facts: Any) -> AnnotatedLetter:
    return annotated(marked, id=id_, **facts)


MOTIE = letter(
    "motie",
    '  𝒜an de Voorzitter van de <ORG org="https://identifier.overheid.nl/tooi/id/ro/ro0002">Tweede Kamer</ORG>\n\n'
    'Datum\t<DATE value="2023-10-17" from="2023-10-17" to="2023-10-17">17 oktober 2023</DATE>\f'
    "<FURNITURE>Pagina 1 van 2</FURNITURE>\n\n\n"
    'De <MOTION submitters="Segers, Becker" party="VVD" cosigned="true" status="aangenomen" ref="kst-36200-IV-25">'
    'gewijzigde motie   van de leden Segers en Becker (VVD) c.s.</MOTION> (<REF ids="kst-36200-IV-25, 2023Z12345">'
    "Kamerstuk 36 200 IV, nr. 25, 2023Z12345</REF>) 🏳️‍🌈 is uitgevoerd.\n"
    '<COMMITMENT type="inform" strength="firm" actor="de Staatssecretaris van JenV" addressee="Uw Kamer" '
    'due_text="in de eerste helft van 2024" due_from="2024-01-01" due_to="2024-06-30">Uw Kamer wordt in de '
    '<DATE value="2024-40" from="2024-01-01" to="2024-06-30">eerste helft van 2024</DATE> door de \n'
    "Staatssecretaris van <ORG>JenV</ORG> geïnformeerd.</COMMITMENT>  \n\n",
    split="dev",
    source="letters/a.txt",
    excerpt="page 1",
    checked="one reader",
    ignore=["FURNITURE", "ORG"],
)
BRIEF = letter(
    "brief",
    'Geachte 𝒜oorzitter,\n\nDe <ORG>IND</ORG> voerde de <MOTION submitters="Helder">motie Helder</MOTION> uit, '
    'begin <DATE value="2022" from="2022-01-01" to="2022-12-31">2022</DATE>1 en met 🙂 de KMar.\f'
    '<COMMITMENT type="act" strength="firm">Ik vraag advies.</COMMITMENT> Medio mei volgt een brief aan uw Kamer.\n',
)
BIJLAGE = letter("bijlage", "Bijlage 𝒜: <DATE>vandaag</DATE>\n")
LETTERS = [MOTIE, BRIEF, BIJLAGE]


@pytest.fixture(scope="module")
def gold() -> list[AnnotatedLetter]:
    return read_letters([ROOT / "annotations" / "dev.jsonl", ROOT / "annotations" / "train.jsonl"])


@pytest.mark.parametrize("name", FORMATS)
def test_gold_comes_back_as_it_went(name: str, gold: list[AnnotatedLetter]) -> None:
    assert FORMATS[name].parse(FORMATS[name].dump(gold)) == gold


def test_label_studio_export_with_corrections() -> None:
    # IND deleted; MOTION made an ORG; the date's mod and last day changed; effort for firm; KMar and a promise added
    corrected = letter(
        "brief",
        "Geachte 𝒜oorzitter,\n\nDe IND voerde de <ORG>motie Helder</ORG> uit, "
        'begin <DATE value="2022" mod="START" from="2022-01-01" to="2022-04-30">2022</DATE>1 en met 🙂 de '
        '<ORG>KMar</ORG>.\f<COMMITMENT type="act" strength="effort">Ik vraag advies.</COMMITMENT> '
        '<COMMITMENT type="inform" strength="firm" addressee="uw Kamer">Medio mei volgt een brief aan uw Kamer.'
        "</COMMITMENT>\n",
    )
    export = (FIXTURES / "label_studio_export.json").read_text(encoding="utf-8")
    assert FORMATS["label-studio"].parse(export) == [MOTIE, corrected]


def test_doccano_export_with_corrections() -> None:
    # IND deleted; MOTION made an ORG; effort for firm; KMar and a promise added
    corrected = letter(
        "brief",
        "Geachte 𝒜oorzitter,\n\nDe IND voerde de <ORG>motie Helder</ORG> uit, "
        'begin <DATE value="2022" from="2022-01-01" to="2022-12-31">2022</DATE>1 en met 🙂 de '
        '<ORG>KMar</ORG>.\f<COMMITMENT type="act" strength="effort">Ik vraag advies.</COMMITMENT> '
        '<COMMITMENT type="inform" strength="firm">Medio mei volgt een brief aan uw Kamer.</COMMITMENT>\n',
    )
    export = (FIXTURES / "doccano_export.jsonl").read_text(encoding="utf-8")
    assert FORMATS["doccano"].parse(export) == [MOTIE, corrected, BIJLAGE]


def test_prodigy_export_with_corrections() -> None:
    # by the documentation: the due date of the promise stays when its strength changes, a moved span loses attributes
    task = prodigy_task(MOTIE)
    task |= {
        "_input_hash": 1,
        "_task_hash": -2,
        "_view_id": "spans_manual",
        "answer": "accept",
        "_timestamp": 1743973485,
    }
    task["spans"][1] |= {"start": 50, "token_start": 14}
    task["spans"][5]["label"] = "COMMITMENT:inform:effort"
    del task["tokens"]
    (back,) = FORMATS["prodigy"].parse(lines(task, prodigy_task(BRIEF) | {"answer": "reject"}))
    (went,) = (span for span in MOTIE.spans if span.label == "COMMITMENT")
    assert back.spans[5] == went.model_copy(update={"strength": "effort"})
    assert back.spans[1] == DateSpan(label="DATE", start=50, end=62, text="oktober 2023")
    assert [s for s in back.spans if s.start not in (50, 205)] == [s for s in MOTIE.spans if s.start not in (47, 205)]


def test_doccano_counts_utf16_code_units() -> None:
    (row,) = FORMATS["doccano"].dump([letter("a", "𝒜 <ORG>IND</ORG>🙂<DATE>2023</DATE>")]).splitlines()
    assert json.loads(row)["label"] == [[3, 6, "ORG"], [8, 12, "DATE"]]


def test_label_studio_and_prodigy_count_code_points() -> None:
    one = letter("a", "𝒜 <ORG>IND</ORG>")
    (task,) = json.loads(FORMATS["label-studio"].dump([one]))
    assert task["annotations"][0]["result"][0]["value"] == {"start": 2, "end": 5, "labels": ["ORG"]}
    assert prodigy_task(one)["spans"] == [{"start": 2, "end": 5, "token_start": 1, "token_end": 1, "label": "ORG"}]


def test_doccano_guesses_the_encoding_of_ascii() -> None:
    assert FORMATS["doccano"].dump(LETTERS).isascii()


def test_label_studio_asks_for_each_attribute_of_each_label() -> None:
    wanted = {
        field.alias or name: label
        for label, span in SPANS.items()
        for name, field in span.model_fields.items()
        if name not in FurnitureSpan.model_fields
    }
    assert {name: control.get("whenLabelValue") for name, control in controls().items()} == wanted


@pytest.mark.parametrize(("span", "name"), [(CommitmentSpan, "type"), (CommitmentSpan, "strength")])
def test_label_studio_insists_on_what_is_required(span: type[BaseModel], name: str) -> None:
    assert span.model_fields[name].is_required()
    assert controls()[name].get("required") == "true"


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("status", get_args(MotionStatus)),
        ("mod", get_args(DateMod)),
        ("type", get_args(CommitmentSpan.model_fields["type"].annotation)),
        ("strength", get_args(CommitmentSpan.model_fields["strength"].annotation)),
        ("cosigned", ("true",)),
    ],
)
def test_label_studio_offers_each_value(name: str, values: tuple[str, ...]) -> None:
    assert [choice.get("value") for choice in controls()[name].iter("Choice")] == list(values)


def controls() -> dict[str, ElementTree.Element]:
    found = (element for element in ElementTree.parse(CONFIG).iter() if element.get("perRegion"))
    return {element.attrib["name"]: element for element in found}


def test_label_studio_knows_the_labels() -> None:
    assert [element.get("value") for element in ElementTree.parse(CONFIG).iter("Label")] == list(LABELS)


def prodigy_task(one: AnnotatedLetter) -> dict[str, Any]:
    task: dict[str, Any] = json.loads(FORMATS["prodigy"].dump([one]))
    return task


def lines(*rows: dict[str, Any]) -> str:
    return "".join(f"{json.dumps(row)}\n" for row in rows)


def doccano(change: Callable[[dict[str, Any]], Any]) -> tuple[str, str]:
    rows = [json.loads(line) for line in FORMATS["doccano"].dump([BIJLAGE, BRIEF]).splitlines()]
    change(rows[1])
    return "doccano", lines(*rows)


def prodigy(change: Callable[[dict[str, Any]], Any]) -> tuple[str, str]:
    task = prodigy_task(BRIEF)
    change(task)
    return "prodigy", lines(prodigy_task(BIJLAGE), task)


def label_studio(change: Callable[[dict[str, Any]], Any]) -> tuple[str, str]:
    tasks = json.loads(FORMATS["label-studio"].dump([BIJLAGE, BRIEF]))
    tasks[1]["id"] = 18
    change(tasks[1])
    return "label-studio", json.dumps(tasks)


def results(task: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = task["annotations"][0]["result"]
    return found


def rename(label: str) -> Callable[[dict[str, Any]], Any]:
    return lambda task: results(task)[0]["value"].update(labels=[label])


def without(control: str) -> Callable[[dict[str, Any]], Any]:
    return lambda task: task["annotations"][0].update(result=[r for r in results(task) if r["from_name"] != control])


def attribute(name: str, value: str) -> Callable[[dict[str, Any]], Any]:
    def change(task: dict[str, Any]) -> None:
        (result,) = (result for result in results(task) if result["from_name"] == name)
        result["value"]["text"] = [value]

    return change


COMMITMENT_NAMES = ", ".join(name for name in LABEL_NAMES if name.startswith("COMMITMENT"))
TRIMMED = "the text of the letter 'brief' is not the one that was exported: it was trimmed or changed"


@pytest.mark.parametrize(
    ("broken", "words"),
    [
        (doccano(lambda row: row["label"].append([0, 7, "PERSON"])), "line 2: unknown labels: 'PERSON' at “Geachte”; "),
        (doccano(lambda row: row["label"].append([0, 7, "COMMITMENT"])), COMMITMENT_NAMES),
        (doccano(lambda row: row.update(text=row["text"].strip())), f"line 2: {TRIMMED}"),
        (doccano(lambda row: row["label"].append([0, 9, "ORG"])), "line 2: the ORG at 0–9 ends inside a character or "),
        (doccano(lambda row: row["label"].append([0, 999, "ORG"])), "line 2: the ORG at 0–999 ends inside a character"),
        (doccano(lambda row: row["label"].append([5, 5, "ORG"])), "line 2: ORG “” (5–5): ends at 5, where it starts"),
        (
            doccano(lambda row: row.update(letter="bijlage")),
            "line 2: the letter 'bijlage' came before: it was imported",
        ),
        (doccano(lambda row: row.pop("label")), "line 2: label: Field required; expected is the JSONL export of a "),
        (doccano(lambda row: row.pop("checksum")), "line 2: checksum: Field required; expected is the JSONL export"),
        (("doccano", '{"text": "a",\n'), "line 1: the letter: Invalid JSON: EOF while parsing"),
        (("doccano", "\n"), "no annotated letters in there; expected is the JSONL export of a doccano project"),
        (prodigy(lambda task: task["spans"][0].update(label="PER")), "line 2: unknown labels: 'PER' at “IND”; "),
        (prodigy(lambda task: task.update(text=task["text"].strip())), f"line 2: {TRIMMED}"),
        (prodigy(lambda task: task["spans"][0].update(end=999)), "line 2: spans end behind the last character of the "),
        (prodigy(lambda task: task.update(answer="maybe")), "line 2: answer: Input should be 'accept', 'reject' or "),
        (prodigy(lambda task: task.pop("meta")), "line 2: meta: Field required; expected is the output of `prodigy db"),
        (("prodigy", lines(prodigy_task(BRIEF), prodigy_task(BRIEF))), "line 2: the letter 'brief' came before"),
        (("prodigy", lines(prodigy_task(BRIEF) | {"answer": "ignore"})), "no annotated letters in there; expected is "),
        (label_studio(rename("PER")), "task 18: unknown labels: PER at “IND”; the labels are ORG, MOTION, REF, DATE"),
        (label_studio(without("label")), "task 18: unknown labels: none at "),
        (
            label_studio(without("strength")),
            "task 18: COMMITMENT “Ik vraag advies.” (86–102): strength: Field required: ",
        ),
        (label_studio(attribute("to", "2021-01-01")), "DATE “2022” (62–66): its interval ends on 2021-01-01, before"),
        (label_studio(attribute("from", "mei")), "task 18: DATE “2022” (62–66): from: Input should be a valid date"),
        (label_studio(rename("")), "task 18: unknown labels: none at “IND”; the labels are ORG, MOTION, REF, DATE, "),
        (label_studio(lambda task: task["data"].update(text="x")), f"task 18: {TRIMMED}"),
        (
            label_studio(lambda task: task["annotations"].append({"result": []})),
            "task 18: 2 annotations of the letter ",
        ),
        (
            label_studio(lambda task: task.update(drafts=[{}])),
            "task 18: changes in the letter 'brief' were not submitted",
        ),
        (label_studio(lambda task: task.pop("data")), "task 18: data: Field required; expected is a JSON export of a "),
        (("label-studio", "[{"), "no JSON: Expecting property name"),
        (("label-studio", "{}"), "no list of tasks; expected is a JSON export of a Label Studio project"),
        (("label-studio", "[1]"), "task 1: the letter: Input should be a valid dictionary"),
        (("label-studio", "[]"), "no annotated letters in there; expected is a JSON export of a Label Studio project"),
    ],
)
def test_fault_is_told(broken: tuple[str, str], words: str) -> None:
    name, content = broken
    with pytest.raises(AnnotationError) as error:
        FORMATS[name].parse(content)
    assert words in str(error.value)


def test_cancelled_annotation_is_left_out() -> None:
    _, export = label_studio(lambda task: task["annotations"][0].update(was_cancelled=True))
    assert FORMATS["label-studio"].parse(export) == [BIJLAGE]


def test_cancelled_annotation_does_not_count_as_a_second_one() -> None:
    _, export = label_studio(lambda task: task["annotations"].append({"was_cancelled": True, "result": []}))
    assert FORMATS["label-studio"].parse(export) == [BIJLAGE, BRIEF]


def test_relation_is_left_out() -> None:
    relation = {"type": "relation", "from_id": "1", "to_id": "2", "direction": "right"}
    _, export = label_studio(lambda task: results(task).append(relation))
    assert FORMATS["label-studio"].parse(export) == [BIJLAGE, BRIEF]


def test_doccano_project_without_overlap_is_found_out() -> None:
    row = json.loads(FORMATS["doccano"].dump([MOTIE]))
    row["label"] = row["label"][:6]
    with pytest.raises(AnnotationError, match="no span lies over another, as some did when the letters went out"):
        FORMATS["doccano"].parse(lines(row))


ATTRIBUTES: dict[str, st.SearchStrategy[dict[str, str]]] = {
    "ORG": st.fixed_dictionaries({}, optional={"org": st.text(min_size=1)}),
    "MOTION": st.fixed_dictionaries(
        {},
        optional={
            "submitters": st.sampled_from(["Segers", "Van Dijk, Azmani"]),
            "party": st.text(min_size=1),
            "cosigned": st.just("true"),
            "status": st.just("verworpen"),
        },
    ),
    "REF": st.fixed_dictionaries({}, optional={"ids": st.just("kst-36200-IV-25, 2023Z12345")}),
    "DATE": st.fixed_dictionaries({}, optional={"value": st.just("../2023-05"), "mod": st.just("MID")}),
    "COMMITMENT": st.fixed_dictionaries(
        {"type": st.sampled_from(["inform", "act"]), "strength": st.sampled_from(["firm", "effort"])},
        optional={"due_text": st.text(min_size=1), "due_to": st.just("2024-06-30")},
    ),
    "FURNITURE": st.just({}),
}
TEXTS = st.text(st.one_of(st.sampled_from(" \n\t\f\r\v\u2028\u0301𝒜🙂a1."), st.characters(codec="utf-8")), min_size=1)


@st.composite
def letters(draw: st.DrawFn) -> AnnotatedLetter:
    text = draw(TEXTS)
    offsets = st.integers(0, len(text) - 1).flatmap(lambda a: st.tuples(st.just(a), st.integers(a + 1, len(text))))
    places = draw(st.lists(st.tuples(offsets, st.sampled_from(LABELS)), max_size=8, unique=True))
    places.sort(key=lambda place: (place[0][0], -place[0][1], LABELS.index(place[1])))
    spans = [
        {"start": start, "end": end, "label": label, "text": text[start:end], **draw(ATTRIBUTES[label])}
        for (start, end), label in places
    ]
    facts = draw(st.fixed_dictionaries({}, optional={"split": st.just("train"), "source": st.text(min_size=1)}))
    return AnnotatedLetter.model_validate({"id": "odd", "text": text, "spans": spans, **facts})


@given(letters())
def test_odd_letter_comes_back_as_it_went(odd: AnnotatedLetter) -> None:
    for format_ in FORMATS.values():
        assert format_.parse(format_.dump([odd])) == [odd]


@given(letters())
def test_tokens_of_prodigy_are_the_text_and_hold_the_spans(odd: AnnotatedLetter) -> None:
    task = prodigy_task(odd)
    tokens = task["tokens"]
    assert "".join(token["text"] + " " * token["ws"] for token in tokens) == odd.text
    assert all(odd.text[token["start"] : token["end"]] == token["text"] for token in tokens)
    for span in task["spans"]:
        assert tokens[span["token_start"]]["start"] == span["start"]
        assert tokens[span["token_end"]]["end"] == span["end"]
