"""Scores: what counts as found (held against nervaluate), values, intervals, calibration, two runs, the command."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nervaluate.evaluator import Evaluator
from typer.testing import CliRunner

from nlp_pipeline.annotations import AnnotatedLetter, to_jsonl
from nlp_pipeline.annotations.letters import LABELS
from nlp_pipeline.cli import app
from nlp_pipeline.evaluation import (
    FoundSpan,
    LetterMatch,
    PredictionError,
    compare,
    match,
    read_predictions,
    score,
    score_furniture,
)
from nlp_pipeline.evaluation.matching import values_right
from nlp_pipeline.evaluation.predictions import annotated_spans
from nlp_pipeline.evaluation.scores import calibration
from tests.letters import annotated

runner = CliRunner()
ENTITIES = ("ORG", "MOTION", "REF", "DATE")


def found(marked: str) -> list[FoundSpan]:
    return annotated_spans(annotated(marked))


def scored(gold: str, prediction: str) -> LetterMatch:
    return match(annotated(gold), found(prediction))


def org(start: int, end: int, first_end: int | None = None, **fields: Any) -> FoundSpan:
    values = {"label": "ORG", "text": "…", "values": {}, "confidence": None} | fields
    return FoundSpan(start=start, end=end, first_end=first_end or end, **values)


def test_strict_wants_both_ends_and_the_label() -> None:
    one = scored(
        "<ORG>IND</ORG> en <ORG>COA</ORG> en <DATE>2023</DATE>", "<ORG>IND</ORG> <ORG>en COA</ORG> en <REF>2023</REF>"
    )
    assert [pair.gold.text for pair in one.pairs] == ["IND"]
    assert one.counts("ORG", "strict") == (1, 2, 1, 2)
    assert one.counts("ORG", "relaxed") == (2, 2, 2, 2)
    assert one.counts("DATE", "relaxed") == (0, 1, 0, 0)
    assert [span.text for span in one.false_alarms] == ["en COA", "2023"]


def test_a_commitment_is_found_when_half_of_it_is() -> None:
    gold = "<COMMITMENT type='act' strength='firm'>Ik zal dat doen en wel snel.</COMMITMENT> Goed.".replace("'", '"')
    half = gold.replace("Ik zal ", "").replace("<COMM", "Ik zal <COMM")
    tail = gold.replace("Ik zal dat doen en ", "").replace("<COMM", "Ik zal dat doen en <COMM")
    assert scored(gold, half).counts("COMMITMENT", "strict") == (1, 1, 1, 1)
    assert scored(gold, half).counts("COMMITMENT", "exact") == (0, 1, 0, 1)
    assert scored(gold, tail).counts("COMMITMENT", "strict") == (0, 1, 0, 1)
    assert scored(gold, tail).counts("COMMITMENT", "relaxed") == (1, 1, 1, 1)


def test_a_name_put_together_from_fragments_may_stand_for_its_first() -> None:
    letter = annotated("De <ORG>Tweede Kamer</ORG> Den Haag der Staten-Generaal")
    assert match(letter, [org(3, 42, first_end=15)]).counts("ORG", "strict") == (1, 1, 1, 1)
    assert match(letter, [org(3, 42)]).counts("ORG", "strict") == (0, 1, 0, 1)


def test_labels_that_were_not_annotated_are_not_scored() -> None:
    letter = annotated("<ORG>IND</ORG> in 2023", ignore=["DATE"])
    one = match(letter, found("<ORG>IND</ORG> in <DATE>2023</DATE>"))
    assert one.false_alarms == []


def span_lists() -> st.SearchStrategy[list[tuple[int, int, str]]]:
    """Spans that do not overlap, as gold's and a pipeline's do not."""
    cuts = st.lists(st.integers(0, 40), min_size=2, max_size=12, unique=True).map(sorted)
    labels = st.lists(st.sampled_from(ENTITIES), min_size=6, max_size=6)
    return st.builds(lambda c, names: list(zip(c[::2], c[1::2], names, strict=False)), cuts, labels)


@given(st.lists(st.tuples(span_lists(), span_lists()), min_size=1, max_size=4))
def test_strict_figures_are_those_of_nervaluate(letters: list[tuple[list[Any], list[Any]]]) -> None:
    matches, gold, predicted = [], [], []
    for number, (wanted, got) in enumerate(letters):
        rows = [{"start": s, "end": e, "label": name, "text": "x" * (e - s)} for s, e, name in wanted]
        letter = AnnotatedLetter.model_validate({"id": str(number), "text": "x" * 50, "spans": rows})
        matches.append(match(letter, [org(s, e, label=name) for s, e, name in got]))
        # nervaluate's ends are those of the last token, and it wants each list in order
        gold.append([{"label": name, "start": s, "end": e - 1} for s, e, name in wanted])
        predicted.append([{"label": name, "start": s, "end": e - 1} for s, e, name in got])
    theirs = Evaluator(gold, predicted, tags=list(ENTITIES), loader="dict").evaluate()
    ours = score(matches).rows
    for name in theirs["entities"]:
        strict = theirs["entities"][name]["strict"]
        assert ours[name].by["strict"].precision == pytest.approx(strict.precision)
        assert ours[name].by["strict"].recall == pytest.approx(strict.recall)
        assert ours[name].by["strict"].f1 == pytest.approx(strict.f1)
    assert ours["micro"].by["strict"].f1 == pytest.approx(theirs["overall"]["strict"].f1)


def test_macro_is_the_mean_of_the_labels_that_gold_has() -> None:
    rows = score([scored("<ORG>IND</ORG> in <DATE>2023</DATE>", "<ORG>IND</ORG> in 2023")]).rows
    assert rows["macro"].by["strict"].f1 == pytest.approx(0.5)
    assert rows["micro"].by["strict"].f1 == pytest.approx(2 / 3)


VALUES = [
    ("DATE", 'from="2023-01-01" to="2023-12-31"', 'from="2023-01-01" to="2023-12-31"', {"DATE interval": True}),
    ("DATE", "", 'from="2023-01-01" to="2023-12-31"', {"DATE interval": False}),
    ("REF", 'ids="kst-1-2,kst-1-3"', 'ids="kst-1-3,kst-1-2"', {"REF ids": True}),
    ("REF", 'ids="kst-1-2"', 'ids="kst-1-2,kst-1-3"', {"REF ids": False}),
    (
        "MOTION",
        'ref="kst-1-2" submitters="Simons"',
        'submitters="simons"',
        {"MOTION ref": False, "MOTION submitters": True},
    ),
    ("ORG", "", 'org="org:x"', {}),
    ("ORG", 'org="org:x"', 'org="org:x"', {"ORG id": True}),
    ("ORG", 'org="none"', 'org="name:x"', {"ORG id": True}),
    ("ORG", 'org="none"', 'org="org:x"', {"ORG id": False}),
]


@pytest.mark.parametrize(("label", "gold", "got", "right"), VALUES)
def test_values(label: str, gold: str, got: str, right: dict[str, bool]) -> None:
    texts = [f"<{label} {attributes}>iets</{label}>".replace(" >", ">") for attributes in (gold, got)]
    (pair,) = scored(*texts).pairs
    assert values_right(pair) == right


@pytest.mark.parametrize(
    ("gold", "got", "right"),
    [
        ("", "", True),
        ("", "Ik", True),
        ("wij", "", True),
        ("De Minister van JenV", "de minister van JenV", True),
        ("het kabinet", "kabinet", True),
        ("het kabinet", "", False),
        ("", "het kabinet", False),
    ],
)
def test_actors_are_compared_without_article_and_case(gold: str, got: str, right: bool) -> None:
    marked = '<COMMITMENT type="act" strength="firm" actor="{}">Dat gebeurt.</COMMITMENT>'
    texts = [marked.format(actor).replace(' actor=""', "") for actor in (gold, got)]
    (pair,) = scored(*texts).pairs
    assert values_right(pair)["COMMITMENT actor"] == right


def test_intervals_are_the_same_every_time_and_hold_the_figure() -> None:
    matches = [
        scored("<ORG>IND</ORG> en <ORG>COA</ORG>", text) for text in ("<ORG>IND</ORG> en COA", "IND en <ORG>COA</ORG>")
    ]
    matches += [scored("<ORG>IND</ORG>", "<ORG>IND</ORG>"), scored("IND <ORG>COA</ORG>", "<ORG>IND</ORG> COA")]
    first, second = score(matches), score(matches)
    assert first == second
    strict = first.rows["ORG"].by["strict"]
    assert strict.interval[0] < strict.f1 < strict.interval[1]


def test_calibration() -> None:
    sure = calibration([(0.9, True)] * 9 + [(0.9, False)])
    assert sure.error == pytest.approx(0)
    assert calibration([(1.0, False)]).error == pytest.approx(1)
    assert sum(tenth.count for tenth in sure.bins) == 10


def test_gains_and_losses_span_by_span() -> None:
    gold = "<ORG>IND</ORG> en <ORG>COA</ORG> en DJI en RvR"
    old = scored(gold, "<ORG>IND</ORG> en COA en <ORG>DJI</ORG> en RvR")
    new = scored(gold, "IND en <ORG>COA</ORG> en DJI en <ORG>RvR</ORG>")
    # the two runs are matched with the same gold
    new = match(old.letter, new.found)
    comparison = compare([old], [new])
    assert [(d.change, d.text) for d in comparison.differences] == [
        ("lost", "IND"),
        ("found", "COA"),
        ("false alarm", "RvR"),
        ("false alarm gone", "DJI"),
    ]
    assert comparison.rows["ORG"].difference == 0
    assert comparison.rows["ORG"].chance == 1


def test_a_gain_in_every_letter_is_more_than_chance_and_one_in_one_is_not() -> None:
    gold = "<ORG>IND</ORG> en <ORG>COA</ORG>"
    half, whole = scored(gold, "<ORG>IND</ORG> en COA"), scored(gold, gold)
    assert compare([half] * 20, [whole] * 20).rows["ORG"].chance == 0
    assert compare([half] + [whole] * 19, [whole] * 20).rows["ORG"].chance > 0.05


def test_runs_over_other_letters_are_not_compared() -> None:
    with pytest.raises(ValueError, match="not matched with the same letters"):
        compare([scored("a", "a")], [])


@pytest.mark.usefixtures("in_process")
def test_a_record_is_known_by_its_name_or_by_its_text(tmp_path: Path) -> None:
    letters = [annotated("De <ORG>IND</ORG> schrijft.", id="een"), annotated("Het <ORG>COA</ORG> ook.", id="twee")]
    (tmp_path / "een.txt").write_text("heel iets anders, maar met deze naam", encoding="utf-8")
    (tmp_path / "kopie.txt").write_text(letters[1].text, encoding="utf-8")
    out = tmp_path / "out.jsonl"
    runner.invoke(app, ["annotate", str(tmp_path / "een.txt"), str(tmp_path / "kopie.txt"), "-o", str(out)])
    assert set(read_predictions(out, letters)) == {"een", "twee"}
    assert [span.text for span in read_predictions(out, letters)["twee"]] == ["COA"]


@pytest.mark.parametrize("line", ["{", "[]", '{"id": "x"}', '{"id": "x", "spans": [{"label": "ORG"}]}'])
def test_a_line_that_is_no_prediction_is_named(line: str, tmp_path: Path) -> None:
    (tmp_path / "p.jsonl").write_text(f"\n{line}\n", encoding="utf-8")
    with pytest.raises(PredictionError, match=r"p\.jsonl:2: neither a record .* nor an annotated letter"):
        read_predictions(tmp_path / "p.jsonl", [annotated("tekst")])


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    letters = [
        annotated('Op <DATE value="2023-10-17" from="2023-10-17" to="2023-10-17">17 oktober 2023</DATE>.', id="een"),
        annotated("De <ORG>IND</ORG> en de <ORG>Bond van Bloemschikkers</ORG> schrijven.", id="twee"),
    ]
    (tmp_path / "gold.jsonl").write_text(to_jsonl(letters), encoding="utf-8")
    return tmp_path / "gold.jsonl"


def test_evaluate_prints_tables_and_json(gold: Path) -> None:
    tables = runner.invoke(app, ["evaluate", str(gold)])
    assert tables.exit_code == 0
    assert "DATE interval" in tables.stdout
    report = json.loads(runner.invoke(app, ["evaluate", str(gold), "--json"]).stdout)
    assert report["rows"]["DATE"]["strict"]["f1"] == 1
    assert report["rows"]["ORG"] | {} == report["rows"]["ORG"]
    assert set(report["rows"]) == {*LABELS, "micro", "macro"} - {"FURNITURE"}
    assert [row["id"] for row in report["by_letter"]] == ["een", "twee"]


def test_records_kept_are_scored_alike_and_compared_with_a_later_run(gold: Path, tmp_path: Path) -> None:
    records = tmp_path / "records.jsonl"
    first = runner.invoke(app, ["evaluate", str(gold), "--save", str(records), "--json"])
    again = runner.invoke(app, ["evaluate", str(gold), "--predictions", str(records), "--json"])
    assert json.loads(first.stdout) == {"furniture": json.loads(first.stdout)["furniture"]} | json.loads(again.stdout)
    compared = runner.invoke(app, ["evaluate", str(gold), "--against", str(records), "--json"])
    assert json.loads(compared.stdout)["comparison"]["differences"] == []


def test_furniture_is_counted_in_characters_that_are_no_blanks() -> None:
    first = "Pagina 1 van 2\nDe IND schrijft aan de Kamer.\f"
    page = first + "<FURNITURE>Pagina 2 van 2</FURNITURE>\n<FURNITURE>Ons</FURNITURE> werk."
    furniture = score_furniture([annotated(page)])
    assert (furniture.gold, furniture.both) == (14, 11)
    assert furniture.recall == pytest.approx(11 / 14)
    assert score_furniture([annotated(page, ignore=["FURNITURE"], id="x")]).gold == 0


def test_two_readers_are_scored_against_each_other(gold: Path) -> None:
    result = runner.invoke(app, ["evaluate", str(gold), "--predictions", str(gold), "--json"])
    assert json.loads(result.stdout)["rows"]["micro"]["strict"]["f1"] == 1


def test_letters_without_prediction_are_said_and_count_as_missed(gold: Path, tmp_path: Path) -> None:
    part = tmp_path / "part.jsonl"
    part.write_text(gold.read_text(encoding="utf-8").split("\n")[0] + "\n", encoding="utf-8")
    result = runner.invoke(app, ["evaluate", str(gold), "--predictions", str(part), "--json"])
    assert "part.jsonl: nothing for twee: all missed there" in result.stderr
    assert json.loads(result.stdout)["rows"]["ORG"]["strict"]["recall"] == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nowhere.jsonl"], "no such file or folder"),
        (["GOLD", "--predictions", "nowhere.jsonl"], "cannot be read"),
        (["GOLD", "--predictions", "GOLD", "--save", "x.jsonl"], "--save keeps the records that a run makes"),
    ],
)
def test_wrong_use_of_evaluate(arguments: list[str], words: str, gold: Path) -> None:
    result = runner.invoke(app, ["evaluate", *(a.replace("GOLD", str(gold)) for a in arguments)])
    assert result.exit_code == 2
    assert words in result.stderr
