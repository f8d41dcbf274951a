"""A training run: what it leaves in its folder, that it is the same twice and taken up again, what it refuses."""

import builtins
import errno
import itertools
import json
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import spacy
import srsly
from spacy.tokens import Doc, DocBin, Span
from thinc.api import Config
from typer.testing import CliRunner

from nlp_pipeline.annotations import AnnotatedLetter, to_jsonl
from nlp_pipeline.cli import app
from nlp_pipeline.components.candidates import ORGANISATION_CANDIDATES
from nlp_pipeline.pipeline import load
from tests.conftest import CONFIG, TINY
from tests.letters import annotated

pytest.importorskip("datasets")

from nlp_pipeline.components.arbiter import ORGANISATION_FEATURES
from nlp_pipeline.training import fitting, loop, run
from nlp_pipeline.training.conversion import GOLD, LEARNED, convert
from nlp_pipeline.training.fitting import Scored
from nlp_pipeline.training.pieces import make_reader, pieces
from nlp_pipeline.training.run import Run, TrainingError, settings_of, train

runner = CliRunner()


class Stopped(Exception):  # noqa: N818
    """Someone pulls the plug."""


def weights(model: Path) -> dict[str, bytes]:
    """All that a model has learned, by the file's place in its folder."""
    return {
        str(file.relative_to(model)): file.read_bytes()
        for file in sorted(model.rglob("*"))
        if file.name in ("model", "weights.json")
    }


def scores(epochs: list[loop.Epoch]) -> list[tuple[int, dict[str, float], dict[str, float]]]:
    """The epochs without the time they took."""
    return [(epoch.number, epoch.losses, epoch.f1) for epoch in epochs]


def written(folder: Path, *letters: AnnotatedLetter | str) -> list[Path]:
    """An annotations folder of these letters; a string is a line as it stands."""
    lines = [letter if isinstance(letter, str) else to_jsonl([letter]) for letter in letters]
    (folder / "gold").mkdir()
    (folder / "gold" / "a.jsonl").write_text("".join(lines), encoding="utf-8")
    return [folder / "gold"]


def line(id: str = "brief", split: str = "train", label: str = "ORG", end: int = 6) -> str:
    row = {"start": 3, "end": end, "label": label, "text": "IND"}
    return json.dumps({"id": id, "split": split, "text": "De IND.", "spans": [row]}) + "\n"


def test_a_run_leaves_all_that_is_promised(trained: Run, few_letters: list[AnnotatedLetter]) -> None:
    promised = [row.split("|")[1] for row in (run.__doc__ or "").splitlines() if row.startswith("| `")]
    names = [name.strip(" `") for cell in promised for name in cell.split(",")]
    assert len(names) == 10
    assert all((trained.folder / name).exists() for name in names), names
    assert {path.name for path in trained.folder.iterdir()} == {name.rstrip("/").split("/")[0] for name in names}
    facts = srsly.read_json(trained.folder / "run.json")
    assert {name: row["letters"] for name, row in facts["data"].items()} == {"train": 8, "dev": 4, "test": 0}
    assert facts["best"] in {1, 2}
    assert len((trained.folder / "dev.jsonl").read_text(encoding="utf-8").splitlines()) == 4
    assert [letter.id for letter in trained.development] == [letter.id for letter in few_letters[8:]]


def test_its_config_is_the_one_that_was_run(trained: Run) -> None:
    config = Config().from_disk(trained.folder / "config.cfg")
    assert config["components"]["tok2vec"]["model"]["encode"]["width"] == 16
    assert config["training"]["max_epochs"] == 2


def test_its_model_has_a_card_a_licence_and_a_version_of_its_own(trained: Run) -> None:
    meta = srsly.read_json(trained.model / "meta.json")
    assert (meta["name"], meta["license"]) == ("policy_letters_sm", "MIT")
    assert meta["version"].startswith(f"{run.version('nlp-pipeline')}+")
    assert meta["version"] in (trained.model / "README.md").read_text(encoding="utf-8")
    assert (trained.model / "confidence.png").read_bytes().startswith(b"\x89PNG")


def test_the_model_annotates_after_a_plain_load(trained: Run, few_letters: list[AnnotatedLetter]) -> None:
    doc = spacy.load(trained.model)(few_letters[-1].text)
    assert any(e.label_ == "ORG" and 0 <= e._.confidence <= 1 for e in doc.ents)
    assert all(0 <= s._.confidence <= 1 for s in doc.spans["commitments"])
    assert list(doc.spans) == ["commitments"]


def test_gold_that_cannot_be_learned_is_named(trained: Run, few_letters: list[AnnotatedLetter]) -> None:
    rows = [row.split("\t") for row in (trained.folder / "data" / "unlearned.tsv").read_text("utf-8").splitlines()]
    assert rows
    assert [one.letter for one in trained.unlearned] == [row[0] for row in rows]
    learned = {"ORG": 0, "COMMITMENT": 0}
    for name in ("train", "dev"):
        docs = DocBin(store_user_data=True).from_disk(trained.folder / "data" / f"{name}.spacy")
        for doc in docs.get_docs(spacy.blank("nl").vocab):
            for label in learned:
                learned[label] += len(doc.spans[LEARNED[label][1]])
    for label, count in learned.items():
        in_gold = sum(span.label == label for letter in few_letters for span in letter.spans)
        assert count == in_gold - sum(row[1] == label for row in rows)


@pytest.mark.parametrize(
    ("marked", "reason"),
    [
        ("De <ORG>IN</ORG>D schrijft dat.", "begins or ends inside a token"),
        ("De <ORG>heel gewone woorden</ORG> hier.", "no candidate"),
        ('De <COMMITMENT type="act" strength="firm">I</COMMITMENT>ND zal dat doen.', "no sentence covers half of it"),
    ],
)
def test_why_a_span_cannot_be_learned(marked: str, reason: str, trained: Run) -> None:
    unlearned: list[Any] = []
    letter = annotated(marked)
    [(_, doc)] = convert([letter], load(trained.model), unlearned)
    (one,) = unlearned
    (span,) = letter.spans
    assert (one.letter, one.label, one.start, one.end, one.reason) == (
        "brief",
        span.label,
        span.start,
        span.end,
        reason,
    )
    assert not len(doc.spans[LEARNED[span.label][1]])
    assert doc.user_data[GOLD][span.label] == 1


def test_the_same_seed_gives_the_same_scores_and_weights(trained: Run, small_gold: Path, tmp_path: Path) -> None:
    again = train(CONFIG, [small_gold], tmp_path / "run", overrides=TINY)
    assert scores(again.epochs) == scores(trained.epochs)
    assert weights(again.model) == weights(trained.model)
    assert (again.folder / "dev.jsonl").read_bytes() == (trained.folder / "dev.jsonl").read_bytes()


def stop_after_epoch_1(said: str) -> None:
    if said.startswith("epoch 1"):
        raise Stopped


def test_a_run_that_was_stopped_goes_on_as_if_it_had_not(trained: Run, small_gold: Path, tmp_path: Path) -> None:
    folder = tmp_path / "run"
    with pytest.raises(Stopped):
        train(CONFIG, [small_gold], folder, overrides=TINY, say=stop_after_epoch_1)
    assert len((folder / "epochs.jsonl").read_text().splitlines()) == 1
    said: list[str] = []
    resumed = train(CONFIG, [small_gold], folder, overrides=TINY, resume=True, say=said.append)
    assert [words.split(":")[0] for words in said] == ["epoch 2"]
    assert scores(resumed.epochs) == scores(trained.epochs)
    assert weights(resumed.model) == weights(trained.model)
    assert weights(folder / "checkpoint") == weights(trained.folder / "checkpoint")
    assert [one.start for one in resumed.unlearned] == [one.start for one in trained.unlearned]


def test_a_finished_run_taken_up_again_is_left_as_it_is(trained: Run, tmp_path: Path) -> None:
    shutil.copytree(trained.folder, tmp_path / "run")
    config = Config().from_disk(trained.folder / "config.cfg")
    assert loop.run(config, tmp_path / "run", lambda _: None, lambda: 0.0) == trained.epochs


def test_it_stops_when_nothing_gets_better(trained: Run, tmp_path: Path) -> None:
    still = {"max_epochs": 9, "patience": 1, "optimizer": {"@optimizers": "Adam.v1", "learn_rate": 0.0}}
    config = Config().from_disk(trained.folder / "config.cfg").merge({"training": still})
    assert [epoch.number for epoch in loop.run(config, tmp_path, lambda _: None, lambda: 0.0)] == [1, 2]


@pytest.mark.parametrize("changed", ["config", "data", "code", "versions"])
def test_a_run_with_something_changed_cannot_be_gone_on_with(
    changed: str, trained: Run, small_gold: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # whoever works on the package while the tests run changes the code
    monkeypatch.setattr(run, "_CODE", set())
    facts = srsly.read_json(trained.folder / "run.json") | {"code": run._hash()}
    overrides, data = TINY, [small_gold]
    if changed == "config":
        overrides = TINY | {"training.dropout": 0.123}
    elif changed == "data":
        data = [small_gold, *written(tmp_path, annotated("De <ORG>IND</ORG>.", split="train"))]
    else:
        facts[changed] = "another"
    (tmp_path / "run").mkdir()
    srsly.write_json(tmp_path / "run" / "run.json", facts)
    with pytest.raises(TrainingError, match=f"run cannot be gone on with: {changed} changed since; start a new run"):
        train(CONFIG, data, tmp_path / "run", overrides=overrides, resume=True)


@pytest.mark.parametrize("content", ["", '{"config": ', "[]"])
def test_a_damaged_run_is_named(content: str, small_gold: Path, tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "run.json").write_text(content, encoding="utf-8")
    with pytest.raises(TrainingError, match=rf"^{tmp_path}/run/run\.json: damaged \(.+\); start a new run"):
        train(CONFIG, [small_gold], tmp_path / "run", overrides=TINY, resume=True)


def test_a_damaged_report_of_what_was_not_learned_is_named(small_gold: Path, tmp_path: Path) -> None:
    (tmp_path / "run" / "data").mkdir(parents=True)
    (tmp_path / "run" / "data" / "unlearned.tsv").write_text("brief\tORG\n", encoding="utf-8")
    with pytest.raises(TrainingError, match=rf"^{tmp_path}/run/data/unlearned\.tsv: not enough values"):
        train(CONFIG, [small_gold], tmp_path / "run", overrides=TINY)


def test_a_mistake_of_ours_is_not_put_on_the_configuration(
    trained: Run, small_gold: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> None:
        raise ValueError("ours")

    monkeypatch.setattr(loop, "run", lambda *_: trained.epochs)
    monkeypatch.setattr(run, "_convert", lambda *_: [])
    monkeypatch.setattr(run, "_name", lambda *_: None)
    monkeypatch.setattr(run.card, "write", broken)
    with pytest.raises(ValueError, match=r"^ours$"):
        train(CONFIG, [small_gold], tmp_path / "run", overrides=TINY)


def test_a_folder_with_a_run_is_left_alone(trained: Run, small_gold: Path) -> None:
    before = weights(trained.model)
    with pytest.raises(TrainingError, match=r"holds a run: name another with --out, or go on with it by --resume"):
        train(CONFIG, [small_gold], trained.folder, overrides=TINY)
    assert weights(trained.model) == before


FAULTY: list[tuple[list[str], str]] = [
    ([line(label="PERSON")], r"a\.jsonl:1: spans\.0: Input tag 'PERSON' found"),
    ([line()], r"gold: no letters with the split 'dev'; a run learns from `train` and chooses by `dev`"),
    ([line(split="dev")], r"no letters with the split 'train'"),
    ([line(), line("b", "dev", end=60)], r"a\.jsonl:2: b: .*ends after the letter, which has 7 characters"),
    ([line(), line()], r"a\.jsonl:2: a letter with the id 'brief' was read before"),
    (["{\n"], r"a\.jsonl:1: no JSON"),
    (["\n"], "no annotated letters in there"),
]


@pytest.mark.parametrize(("lines", "words"), FAULTY)
def test_annotations_that_cannot_be_trained_on(lines: list[str], words: str, tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match=words):
        train(CONFIG, written(tmp_path, *lines), tmp_path / "run")
    assert not (tmp_path / "run").exists()


def test_development_letters_that_tell_nothing_apart_are_refused(
    few_letters: list[AnnotatedLetter], tmp_path: Path
) -> None:
    plain = annotated("De <ORG>IND</ORG> is er.", id="dev", split="dev")
    with pytest.raises(TrainingError, match="the development letters have no COMMITMENT to tell from other candidates"):
        train(CONFIG, written(tmp_path, few_letters[0], plain), tmp_path / "run", overrides=TINY)


def test_development_letters_that_all_ignore_a_label_are_refused(
    few_letters: list[AnnotatedLetter], tmp_path: Path
) -> None:
    plain = annotated("De <ORG>IND</ORG> is er. Het Is Zo.", id="dev", split="dev", ignore=["COMMITMENT"])
    with pytest.raises(TrainingError, match="the development letters have no COMMITMENT to tell from other candidates"):
        train(CONFIG, written(tmp_path, few_letters[0], plain), tmp_path / "run", overrides=TINY)


@pytest.mark.parametrize("content", [None, "[nlp\n", "[a]\n[a]\n", "zomaar wat"])
def test_a_config_that_cannot_be_read(content: str | None, small_gold: Path, tmp_path: Path) -> None:
    config = tmp_path / "mijn.cfg"
    if content is not None:
        config.write_text(content, encoding="utf-8")
    with pytest.raises(TrainingError, match=r"mijn\.cfg: no configuration that can be read"):
        train(config, [small_gold], tmp_path / "run")


@pytest.mark.parametrize(
    ("section", "key", "words"),
    [
        ("paths", None, r"there is no section \[paths\]"),
        ("meta", None, r"there is no section \[meta\]"),
        ("training", None, r"there is no section \[training\]"),
        ("meta", "description", r"the section \[meta\] lacks description"),
        ("nlp", "pipeline", r"the section \[nlp\] lacks pipeline"),
    ],
)
def test_a_config_that_lacks_what_a_run_wants(
    section: str, key: str | None, words: str, small_gold: Path, tmp_path: Path
) -> None:
    config = Config().from_disk(CONFIG, interpolate=False)
    if key:
        del config[section][key]
    else:
        del config[section]
    config.to_disk(tmp_path / "mijn.cfg", interpolate=False)
    with pytest.raises(TrainingError, match=rf"mijn\.cfg: {words}"):
        train(tmp_path / "mijn.cfg", [small_gold], tmp_path / "run")
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize(
    ("overrides", "words"),
    [
        ({"geen.sectie": 1}, r"sm\.cfg: no configuration that can be read"),
        ({"training.max_epochs": "veel"}, r"sm\.cfg: .*max_epochs"),
        ({"paths.vectors": "nergens"}, r"sm\.cfg: .*nergens"),
        ({"training.optimizer.@optimizers": "geen"}, r"^[^:]*sm\.cfg: .*geen"),
        ({"components.nlp_pipeline_dates.factory": "geen"}, r"^[^:]*sm\.cfg: .*geen"),
    ],
)
def test_settings_that_cannot_be_used(overrides: dict[str, Any], words: str, small_gold: Path, tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match=rf"(?s){words}"):
        train(CONFIG, [small_gold], tmp_path / "run", overrides=TINY | overrides)


def test_settings_by_name() -> None:
    assert settings_of(['paths.vectors="x=y"', "training.seed=2", "a.b=null"]) == {
        "paths.vectors": "x=y",
        "training.seed": 2,
        "a.b": None,
    }


@pytest.mark.parametrize("pair", ["training.seed=twee", "training.seed", "training.seed="])
def test_a_setting_that_is_no_json(pair: str) -> None:
    with pytest.raises(TrainingError, match=f"--set {pair}: what follows = is no JSON"):
        settings_of([pair])


def test_a_full_disk_is_said_before_it_begins(
    small_gold: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(10**12, 10**12, 10**6))
    with pytest.raises(TrainingError, match="run: less than 1 GB free on this disk; make room first"):
        train(CONFIG, [small_gold], tmp_path / "run", overrides=TINY)
    monkeypatch.undo()
    assert not list((tmp_path / "run").iterdir())


def test_a_disk_that_fills_up_keeps_what_is_done(
    trained: Run, small_gold: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checkpoint = loop._checkpoint

    def full(nlp: Any, optimizer: Any, steps: int, done: list[loop.Epoch], folder: Path) -> None:
        if len(done) == 2:
            raise OSError(errno.ENOSPC, "No space left on device")
        checkpoint(nlp, optimizer, steps, done, folder)

    monkeypatch.setattr(loop, "_checkpoint", full)
    words = "run: No space left on device; what is done is kept: make room and run again with --resume"
    with pytest.raises(TrainingError, match=words):
        train(CONFIG, [small_gold], tmp_path / "run", overrides=TINY)
    monkeypatch.undo()
    assert [row["number"] for row in srsly.read_jsonl(tmp_path / "run" / "checkpoint" / "epochs.jsonl")] == [1]


def test_a_folder_that_cannot_be_made_is_said(small_gold: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(TrainingError, match="file/run: Not a directory"):
        train(CONFIG, [small_gold], tmp_path / "file" / "run", overrides=TINY)


def test_without_the_packages_for_training_it_says_which(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real: Callable[..., Any] = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name.startswith("nlp_pipeline.training.run"):
            raise ModuleNotFoundError("No module named 'datasets'")
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    result = runner.invoke(app, ["train", str(CONFIG), "-o", str(tmp_path / "run")])
    assert result.exit_code == 2
    assert "No module named 'datasets'" in result.stderr
    assert "pip install 'nlp-pipeline[train]'" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nergens.cfg"], "nergens.cfg: no configuration that can be read"),
        ([str(CONFIG), "--set", "a.b=c"], "--set a.b=c: what follows = is no JSON"),
        ([str(CONFIG), "--annotations", "nergens"], "nergens: no such file or folder"),
    ],
)
def test_wrong_use_of_train(arguments: list[str], words: str, tmp_path: Path) -> None:
    result = runner.invoke(app, ["train", *arguments, "-o", str(tmp_path / "run")])
    assert result.exit_code == 2
    assert words in result.stderr
    assert not (tmp_path / "run").exists()


def converted(folder: Path, trained: Run, *letters: AnnotatedLetter) -> Path:
    docs = [doc for _, doc in convert(letters, load(trained.model), [])]
    DocBin(store_user_data=True, docs=docs).to_disk(folder / "letters.spacy")
    return folder / "letters.spacy"


def examples(path: Path, trained: Run, **settings: Any) -> list[Any]:
    random.seed(1)
    return list(make_reader(path, **settings)(load(trained.model)))


COMMITMENT = '<COMMITMENT type="act" strength="firm">Ik zal dat doen.</COMMITMENT>'
LETTER = f"De <ORG>IND</ORG> schrijft het <ORG>COA</ORG>.\n\n{COMMITMENT}\n\nDe <ORG>IND</ORG> en het <ORG>COA</ORG>.\n"


@pytest.mark.parametrize("ignored", ["ORG", "COMMITMENT"])
def test_ignored_labels_teach_nothing(ignored: str, trained: Run, tmp_path: Path) -> None:
    kept = {label: LETTER if label == ignored else None for label in LEARNED}
    marked = LETTER.replace(COMMITMENT, "Ik zal dat doen.") if kept["COMMITMENT"] else LETTER
    if ignored == "ORG":
        marked = marked.replace("<ORG>", "").replace("</ORG>", "")
    path = converted(tmp_path, trained, annotated(marked, ignore=[ignored]))
    found = examples(path, trained, tokens=3)
    for label, (candidates, right) in LEARNED.items():
        count = sum(len(one.x.spans[candidates]) for one in found), sum(len(one.y.spans[right]) for one in found)
        assert count == (0, 0) if label == ignored else min(count) > 0


def test_hidden_names_are_hidden_in_the_whole_letter(trained: Run, tmp_path: Path) -> None:
    path = converted(tmp_path, trained, annotated(LETTER))

    def seen(**settings: Any) -> list[str]:
        return [e.text for one in examples(path, trained, tokens=3, **settings) for e in one.x.ents]

    assert seen() == ["IND", "COA", "IND", "COA"]
    assert seen(hidden_names=1.0) == []
    reader, counts = make_reader(path, tokens=3, hidden_names=0.5), set()
    nlp = load(trained.model)
    for _ in range(20):
        names = [e.text for one in reader(nlp) for e in one.x.ents]
        counts.add((names.count("IND"), names.count("COA")))
    assert counts == {(0, 0), (0, 2), (2, 0), (2, 2)}


def test_hidden_names_stay_candidates_and_gold(trained: Run, tmp_path: Path) -> None:
    path = converted(tmp_path, trained, annotated(LETTER))
    shown, hidden = (examples(path, trained, tokens=3, hidden_names=share) for share in (0.0, 1.0))
    for one, other in zip(shown, hidden, strict=True):
        for side, key in (("x", ORGANISATION_CANDIDATES), ("y", LEARNED["ORG"][1])):
            assert [s.text for s in getattr(one, side).spans[key]] == [s.text for s in getattr(other, side).spans[key]]


def test_other_case(trained: Run, tmp_path: Path) -> None:
    path = converted(tmp_path, trained, annotated(LETTER))
    texts = [one.x.text for one in examples(path, trained, tokens=3, other_case=1.0)]
    assert all(text in (text.lower(), text.upper()) for text in texts)
    assert "".join(texts).lower() == annotated(LETTER).text.lower().rstrip()


@pytest.mark.parametrize("tokens", [1, 20, 150, 10**6])
def test_pieces_cut_nothing_and_give_all_tokens(tokens: int, trained: Run) -> None:
    docs = DocBin(store_user_data=True).from_disk(trained.folder / "data" / "train.spacy")
    for doc in docs.get_docs(spacy.blank("nl").vocab):
        cuts = list(pieces(doc, tokens))
        assert [i for start, end in cuts for i in range(start, end)] == list(range(len(doc)))
        assert all(end - start >= tokens for start, end in cuts[:-1])
        spans = [*doc.ents, *(span for keys in LEARNED.values() for key in keys for span in doc.spans[key])]
        for span in spans:
            assert sum(start <= span.start and span.end <= end for start, end in cuts) == 1


def test_examples_hold_the_whole_letter(trained: Run) -> None:
    path = trained.folder / "data" / "train.spacy"
    found = examples(path, trained)
    docs = list(DocBin(store_user_data=True).from_disk(path).get_docs(spacy.blank("nl").vocab))
    assert "".join(one.x.text_with_ws for one in found) == "".join(doc.text_with_ws for doc in docs)
    for keys in LEARNED.values():
        for side, key in zip(("x", "y"), keys, strict=True):
            moved = [span.text for one in found for span in getattr(one, side).spans[key]]
            assert moved == [span.text for doc in docs for span in doc.spans[key]]


def test_a_doc_without_line_ends_is_one_piece() -> None:
    doc = Doc(spacy.blank("nl").vocab, words=["woord"] * 9)
    assert list(pieces(doc, 2)) == [(0, 9)]
    assert list(pieces(Doc(doc.vocab), 2)) == []


def test_letters_must_be_named() -> None:
    with pytest.raises(ValueError, match="names no converted letters"):
        make_reader(None)


def told(right: list[bool]) -> Scored:
    import numpy as np

    doc = Doc(spacy.blank("nl").vocab, words=["woord"] * len(right))
    features = np.zeros((len(right), len(ORGANISATION_FEATURES)))
    features[:, 0] = [3 if one else -3 for one in right]
    return Scored([Span(doc, i, i + 1, "ORG") for i in range(len(right))], features, np.array(right), sum(right), [])


def test_fitting_tells_right_from_wrong() -> None:
    letters = [told([True, False, False, True]), told([False, True])]
    weights = fitting.fit(letters, "ORG")
    assert fitting.f1(letters, weights) == 1
    assert weights.features == ORGANISATION_FEATURES
    assert weights.weights[0] > 0
    assert weights.weights[1:] == (0, 0, 0, 0, 0)


@pytest.mark.parametrize("letters", [[told([True, True])], [told([False])], [told([])], []])
def test_fitting_wants_something_to_tell_apart(letters: list[Scored]) -> None:
    with pytest.raises(ValueError, match="no ORG to tell from other candidates"):
        fitting.fit(letters, "ORG")


def test_the_parts_of_the_learning_curve_rise(
    few_letters: list[AnnotatedLetter], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from benchmarks import learning_curve

    for split, letters in (("train", few_letters[:8]), ("dev", few_letters[8:])):
        (tmp_path / f"{split}.jsonl").write_text(to_jsonl(letters), encoding="utf-8")
    parts: list[list[str]] = []

    def trained(config: Path, part: list[AnnotatedLetter], *_: Any) -> tuple[dict[str, float], None]:
        parts.append([letter.id for letter in part])
        return {"ORG": 0.5}, None

    monkeypatch.setattr(learning_curve, "_train", trained)
    learning_curve.main(CONFIG, tmp_path, sizes="6,2,4,4,99", picture=None, override=None)
    assert [len(part) for part in parts] == [2, 4, 6, 8]
    assert all(small == large[: len(small)] for small, large in itertools.pairwise(parts))
