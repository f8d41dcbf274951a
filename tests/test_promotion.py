"""Promoting: what becomes the default, what is refused, going back; and the way from a correction to a new default."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import spacy
import srsly
from spacy.language import Language
from spacy.tokens import Doc
from typer.testing import CliRunner

from nlp_pipeline import pipeline
from nlp_pipeline.annotations import AnnotatedLetter, to_jsonl
from nlp_pipeline.cli import app
from nlp_pipeline.evaluation.laws import broken_laws
from nlp_pipeline.pipeline import ModelError
from nlp_pipeline.records import Record
from tests.conftest import CONFIG, TINY, few

pytest.importorskip("datasets")

from nlp_pipeline.training.comparing import compare_models
from nlp_pipeline.training.promotion import PromotionError, promote, roll_back
from nlp_pipeline.training.run import Run

runner = CliRunner()
pytestmark = pytest.mark.usefixtures("fresh_models")


@Language.component("tests_too_sure")
def too_sure(doc: Doc) -> Doc:
    for entity in doc.ents:
        entity._.confidence = 2.0
    return doc


@pytest.fixture
def default(trained: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A default model of the test's own: the small one."""
    folder = tmp_path / "models" / "default"
    shutil.copytree(trained.model, folder)
    monkeypatch.setattr(pipeline, "default_model", lambda: folder)
    return folder


def deaf(model: Path, to: Path, *labels: str) -> Path:
    """A copy of a model that finds none of these labels; its version says so."""
    shutil.copytree(model, to, dirs_exist_ok=True)
    weights = json.loads((to / "nlp_pipeline_arbiter" / "weights.json").read_text(encoding="utf-8"))
    for label in labels:
        weights[label]["threshold"] = 1.1
    srsly.write_json(to / "nlp_pipeline_arbiter" / "weights.json", weights)
    srsly.write_json(to / "meta.json", srsly.read_json(to / "meta.json") | {"version": "0.0.1"})
    return to


def version(model: Path) -> str:
    return str(srsly.read_json(model / "meta.json")["version"])


def files(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_the_first_model_needs_nothing_to_be_compared_with(trained: Run, tmp_path: Path) -> None:
    default = tmp_path / "models" / "default"
    assert promote(trained.folder, default, trained.development).comparison is None
    assert files(default) == files(trained.model)
    assert [path.name for path in default.parent.iterdir()] == ["default"]


def test_an_equal_model_is_promoted_and_the_one_before_kept(trained: Run, default: Path) -> None:
    srsly.write_json(default / "meta.json", srsly.read_json(default / "meta.json") | {"version": "0.0.1"})
    promotion = promote(trained.folder, default, trained.development)
    assert promotion.comparison is not None
    assert not promotion.comparison.differences
    assert (version(default), version(default.with_name("default.before"))) == (version(trained.model), "0.0.1")


@pytest.mark.parametrize("label", ["ORG", "COMMITMENT"])
def test_a_worse_model_is_refused(label: str, trained: Run, default: Path, tmp_path: Path) -> None:
    before = files(default)
    with pytest.raises(
        PromotionError, match=rf"^{label} falls from 0\.\d+ to 0\.000, by chance in 0\.0% of the draws$"
    ):
        promote(deaf(trained.model, tmp_path / "deaf", label), default, trained.development)
    assert files(default) == before
    assert [path.name for path in default.parent.iterdir()] == ["default"]


@pytest.mark.parametrize("first", [True, False])
def test_a_model_that_breaks_the_contract_is_refused(first: bool, trained: Run, default: Path, tmp_path: Path) -> None:
    nlp = spacy.load(trained.model)
    nlp.add_pipe("tests_too_sure", last=True)
    nlp.to_disk(tmp_path / "broken")
    if first:
        shutil.rmtree(default)
    before = files(default)
    with pytest.raises(PromotionError, match=r"its confidence 2\.0 is no probability"):
        promote(tmp_path / "broken", default, trained.development)
    assert files(default) == before


def test_a_folder_without_a_model_is_refused(default: Path, trained: Run, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"nothing: no model in there"):
        promote(tmp_path / "nothing", default, trained.development)


def test_going_back_swaps_the_two(trained: Run, default: Path, tmp_path: Path) -> None:
    deaf(trained.model, default, "ORG")
    promote(trained.folder, default, trained.development)
    assert pipeline.load(default).meta["version"] == version(trained.model)
    for expected in ("0.0.1", version(trained.model)):
        roll_back(default)
        assert version(default) == expected
        assert pipeline.load(default).meta["version"] == expected
    assert sorted(path.name for path in default.parent.iterdir()) == ["default", "default.before"]


def test_there_is_nothing_to_go_back_to(default: Path) -> None:
    before = files(default)
    with pytest.raises(PromotionError, match=r"default\.before: no model is kept there to go back to"):
        roll_back(default)
    assert files(default) == before


def test_two_models_side_by_side(trained: Run, tmp_path: Path) -> None:
    worse = deaf(trained.model, tmp_path / "deaf", "ORG")
    old, new, comparison = compare_models(trained.folder, worse, trained.development)
    assert (old.name, new.name) == (str(trained.folder), str(worse))
    assert old.speed > 0
    assert new.scores.rows["ORG"].found == 0
    assert comparison.rows["ORG"].difference < 0 == comparison.rows["COMMITMENT"].difference
    assert {d.change for d in comparison.differences} <= {"lost", "false alarm gone"}


def test_the_commands(trained: Run, default: Path, tmp_path: Path) -> None:
    gold = tmp_path / "dev.jsonl"
    gold.write_text(to_jsonl(trained.development), encoding="utf-8")
    worse = deaf(trained.model, tmp_path / "deaf", "ORG")
    compared = runner.invoke(app, ["compare", str(trained.folder), str(worse), "--gold", str(gold)])
    assert compared.exit_code == 0
    assert f"{worse}: " in compared.stdout
    refused = runner.invoke(app, ["promote", str(worse), "--gold", str(gold)])
    assert refused.exit_code == 1
    assert f"{worse} is not promoted:\nORG falls from" in refused.stderr
    assert version(default) == version(trained.model)
    nothing = runner.invoke(app, ["promote", "--rollback"])
    assert (nothing.exit_code, "no model is kept there" in nothing.stderr) == (1, True)
    deaf(trained.model, default, "ORG")
    promoted = runner.invoke(app, ["promote", str(trained.folder), "--gold", str(gold)])
    assert (promoted.exit_code, version(default)) == (0, version(trained.model))
    assert f"{default}: now the model of {trained.folder}" in promoted.stdout
    back = runner.invoke(app, ["promote", "--rollback"])
    assert (back.exit_code, version(default)) == (0, "0.0.1")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["promote"], "name a run to promote, or give --rollback"),
        (["promote", "run", "--rollback"], "name a run to promote, or give --rollback"),
        (["compare", "nergens", "nergens"], "nergens: no model in there"),
    ],
)
def test_wrong_use(arguments: list[str], words: str, tmp_path: Path, trained: Run) -> None:
    gold = tmp_path / "dev.jsonl"
    gold.write_text(to_jsonl(trained.development[:1]), encoding="utf-8")
    result = runner.invoke(app, [*arguments, *(["--gold", str(gold)] if arguments[0] == "compare" else [])])
    assert result.exit_code == 2
    assert words in result.stderr


def train(folder: Path, gold: Path) -> Any:
    settings = (f"--set={name}={json.dumps(value)}" for name, value in TINY.items())
    return runner.invoke(
        app, ["train", str(CONFIG), "-o", str(folder), "--annotations", str(gold), *settings, "--promote"]
    )


def test_from_a_correction_to_a_new_default(
    trained: Run, few_letters: list[AnnotatedLetter], default: Path, tmp_path: Path
) -> None:
    deaf(trained.model, default, "ORG", "COMMITMENT")
    gold = tmp_path / "annotations"
    gold.mkdir()
    (gold / "letters.jsonl").write_text(to_jsonl(few_letters), encoding="utf-8")
    (gold / "corrections.jsonl").write_text(to_jsonl(few("train", 9)[8:]), encoding="utf-8")
    result = train(tmp_path / "run", gold)
    assert result.exit_code == 0, result.stderr
    assert srsly.read_json(tmp_path / "run" / "run.json")["data"]["train"]["letters"] == 9
    assert "epoch 2: ORG" in result.stderr
    assert "words a CPU second" in result.stdout
    assert f"{default}: now the model of {tmp_path / 'run'}" in result.stdout
    assert files(default) == files(tmp_path / "run" / "model")
    assert version(default.with_name("default.before")) == "0.0.1"


def test_the_first_default_comes_from_a_run(default: Path, small_gold: Path, tmp_path: Path) -> None:
    shutil.rmtree(default)
    result = train(tmp_path / "run", small_gold)
    assert result.exit_code == 0, result.stderr
    assert files(default) == files(tmp_path / "run" / "model")


SOURCE = "De IND en het COA schrijven.\n\nIk zal uw Kamer voor 1 mei 2024 informeren over de IND.\n"


def test_the_rules_keep_the_laws() -> None:
    assert list(broken_laws(pipeline.annotate(SOURCE, pipeline.build()), SOURCE)) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda r: r.pop("text"), "no record of the schema"),
        (lambda r: r["entities"][0].update(label="PERSON"), "no record of the schema"),
        (lambda r: r["entities"][0].update(start=0), "e1 'IND': is not what stands at 0–6"),
        (lambda r: r["entities"][0].update(source=[]), "its source fragments"),
        (lambda r: r["entities"][0].update(source=[[3, 10**6]]), "do not lie in the source text"),
        (lambda r: r["entities"][0].update(confidence=1.5), "its confidence 1.5 is no probability"),
        (lambda r: r["entities"][0].update(confidence=float("nan")), "its confidence nan is no probability"),
        (lambda r: r["entities"].reverse(), "overlap or are out of order"),
        (lambda r: r["commitments"][0].update(entities=["e1"]), "c1: e1 does not lie in it"),
        (lambda r: r["commitments"][0].update(entities=["e99"]), "c1: e99 does not lie in it"),
    ],
)
def test_broken_laws_are_named(change: Any, words: str) -> None:
    record: Record = pipeline.annotate(SOURCE, pipeline.build())
    change(record)
    assert any(words in fault for fault in broken_laws(record, SOURCE))
