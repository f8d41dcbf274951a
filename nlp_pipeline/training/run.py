"""A training run: annotations in, a folder out that holds the model and all that is needed to believe it.

| in the folder | what |
| --- | --- |
| `config.cfg` | the configuration as it was run |
| `run.json` | hashes of configuration, code and data, versions, letters, seconds |
| `data/` | the letters as converted, and `unlearned.tsv`: the gold spans that the model cannot be shown |
| `epochs.jsonl`, `epochs.png` | losses and scores, epoch by epoch |
| `checkpoint/` | what a run that was stopped goes on from |
| `model/` | the best model, with its model card |
| `dev.jsonl`, `scores.json`, `errors.html` | its records of the development letters, and what they are worth |
"""

import configparser
import hashlib
import platform
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import srsly
from datasets import Dataset, disable_progress_bars
from spacy.language import Language
from spacy.tokens import DocBin
from spacy.util import load_model_from_config
from thinc.api import Config

from nlp_pipeline.annotations import AnnotatedLetter, AnnotationError, checking, read_letters
from nlp_pipeline.annotations.letters import letter_to_json
from nlp_pipeline.pipeline import RUN_MODEL
from nlp_pipeline.training import card, loop
from nlp_pipeline.training.conversion import Unlearned, convert
from nlp_pipeline.values import Split

PACKAGE = Path(__file__).parents[1]
_SPACE = 1_000_000_000
"""Bytes that must be free before a run begins: checkpoints, converted letters, the model."""


class TrainingError(Exception):
    """A run that cannot begin or go on; the message says what is wrong and what to do."""


@dataclass(frozen=True)
class Run:
    """A finished run: its folder and epochs, gold spans that could not be learned, the letters it was chosen by."""

    folder: Path
    epochs: list[loop.Epoch]
    unlearned: list[Unlearned]
    development: list[AnnotatedLetter]

    @property
    def model(self) -> Path:
        return self.folder / RUN_MODEL


def train(
    config: Path,
    annotations: Sequence[Path],
    folder: Path,
    *,
    resume: bool = False,
    overrides: dict[str, Any] | None = None,
    say: Callable[[str], None] = lambda _: None,
) -> Run:
    """Trains by `config` on the train letters of `annotations`, choosing by their dev letters, into `folder`.

    `resume`: goes on where a run with the same configuration, code and data was stopped. Raises TrainingError.
    """
    begun = time.monotonic()
    settings = _read_config(config, overrides or {})
    splits = split(annotations)
    facts: dict[str, Any] = {
        "config": _hash(settings.to_bytes()),
        "code": _hash(*(file.read_bytes() for file in sorted(PACKAGE.rglob("*")) if file.suffix in _CODE)),
        "data": {name: {"letters": len(rows), "hash": _hash_of(rows)} for name, rows in splits.items()},
        "versions": {name: version(name) for name in ("nlp-pipeline", "spacy", "thinc", "numpy")},
        "python": platform.python_version(),
    }
    try:
        _open(folder, facts, resume=resume)
        settings["paths"]["train"], settings["paths"]["dev"] = (
            str(folder / "data" / f"{name}.spacy") for name in ("train", "dev")
        )
        settings.to_disk(folder / "config.cfg")
        unlearned = _convert(config, settings, splits, folder / "data", say)
        # nearly all that goes wrong here is a setting's fault: an encoder or a component that is not there
        with _blaming(config):
            epochs = loop.run(settings, folder, lambda epoch: say(_line(epoch)), time.monotonic)
        facts |= {"seconds": round(time.monotonic() - begun), "best": max(epochs, key=lambda one: one.score).number}
        srsly.write_json(folder / "run.json", facts)
        _name(folder / RUN_MODEL, settings, facts)
        card.write(folder, splits["dev"], epochs, unlearned, facts)
    except OSError as error:
        if error.errno is None:  # spaCy's and transformers' word for vectors or an encoder that are not there
            raise TrainingError(f"{config}: {error}") from error
        raise TrainingError(
            f"{folder}: {error.strerror or error}; what is done is kept: make room and run again with --resume"
        ) from error
    return Run(folder, epochs, unlearned, splits["dev"])


@contextmanager
def _blaming(path: Path) -> Iterator[None]:
    """A ValueError within is a fault of this file."""
    try:
        yield
    except ValueError as error:
        raise TrainingError(f"{path}: {error}") from error


_CODE = {".py", ".json", ".jsonl", ".gz"}


def split(annotations: Sequence[Path]) -> dict[Split, list[AnnotatedLetter]]:
    """The letters by their split; one without is for training. Raises TrainingError for what cannot be trained on."""
    try:
        letters = read_letters(annotations)
        faults = checking.check(annotations)
    except AnnotationError as error:
        raise TrainingError(str(error)) from error
    if faults:
        raise TrainingError("\n".join([*map(str, faults), "mend these first: `nlp-pipeline annotations check`"]))
    disable_progress_bars()
    rows = Dataset.from_list([{"split": letter.split or "train", "row": i} for i, letter in enumerate(letters)])
    names: tuple[Split, ...] = ("train", "dev", "test")
    splits: dict[Split, list[AnnotatedLetter]] = {
        name: [letters[i] for i in rows.filter(lambda row, name=name: row["split"] == name)["row"]] for name in names
    }
    for name in ("train", "dev"):
        if not splits[name]:
            raise TrainingError(
                f"{', '.join(map(str, annotations))}: no letters with the split {name!r}; "
                "a run learns from `train` and chooses by `dev`"
            )
    return splits


def settings_of(pairs: Iterable[str]) -> dict[str, Any]:
    """`SECTION.KEY=JSON` as settings that override a configuration's. Raises TrainingError."""
    settings: dict[str, Any] = {}
    for pair in pairs:
        name, _, value = pair.partition("=")
        try:
            settings[name] = srsly.json_loads(value)
        except ValueError as error:
            raise TrainingError(f"--set {pair}: what follows = is no JSON ({error})") from error
    return settings


_WANTED: dict[str, tuple[str, ...]] = {
    "meta": ("name", "description"),
    "paths": (),
    "nlp": ("pipeline",),
    "components": (),
    "training": (),
}
"""Sections of a configuration, and keys in them, without which nothing can be trained, or only the end would fail."""


def _read_config(path: Path, overrides: dict[str, Any]) -> Config:
    try:
        settings = Config().from_disk(path, interpolate=False, overrides=overrides)
    except (OSError, ValueError, configparser.Error) as error:
        raise TrainingError(f"{path}: no configuration that can be read ({error})") from error
    for section, keys in _WANTED.items():
        if section not in settings:
            raise TrainingError(f"{path}: there is no section [{section}]")
        if missing := [key for key in keys if key not in settings[section]]:
            raise TrainingError(f"{path}: the section [{section}] lacks {', '.join(missing)}")
    return settings


def _open(folder: Path, facts: dict[str, Any], *, resume: bool) -> None:
    """Makes the folder ready, or makes sure that what is in it belongs to the same run."""
    known = folder / "run.json"
    if known.exists():
        if not resume:
            raise TrainingError(f"{folder} holds a run: name another with --out, or go on with it by --resume")
        before = _facts_in(known)
        if changed := [name for name in ("config", "code", "data", "versions") if before.get(name) != facts[name]]:
            raise TrainingError(f"{folder} cannot be gone on with: {', '.join(changed)} changed since; start a new run")
    folder.mkdir(parents=True, exist_ok=True)
    if shutil.disk_usage(folder).free < _SPACE:
        raise TrainingError(f"{folder}: less than {_SPACE / 1e9:.0f} GB free on this disk; make room first")
    srsly.write_json(known, facts)


def _facts_in(known: Path) -> dict[str, Any]:
    try:
        facts = srsly.read_json(known)
    except ValueError as error:
        raise TrainingError(f"{known}: damaged ({error}); start a new run") from error
    if not isinstance(facts, dict):
        raise TrainingError(f"{known}: damaged (no JSON object); start a new run")
    return facts


def _convert(
    config: Path, settings: Config, splits: dict[Split, list[AnnotatedLetter]], folder: Path, say: Callable[[str], None]
) -> list[Unlearned]:
    """Writes `train.spacy` and `dev.spacy`, unless a run before did; gives back the gold spans that were left out."""
    report = folder / "unlearned.tsv"
    if report.exists():
        with _blaming(report):
            lines = report.read_text(encoding="utf-8").splitlines()
            return [Unlearned(a, b, int(c), int(d), e, f) for a, b, c, d, e, f in (line.split("\t") for line in lines)]
    folder.mkdir(exist_ok=True)
    with _blaming(config):
        nlp = _rules(settings)
    unlearned: list[Unlearned] = []
    for name in ("train", "dev"):
        say(f"converting {len(splits[name])} {name} letters")
        docs = (doc for _, doc in convert(splits[name], nlp, unlearned))
        DocBin(store_user_data=True, docs=docs).to_disk(folder / f"{name}.spacy")
    rows = ("\t".join(" ".join(str(value).split()) for value in asdict(one).values()) for one in unlearned)
    report.write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")
    if unlearned:
        say(f"{len(unlearned)} gold spans cannot be learned, by name in {report}")
    return unlearned


def _rules(settings: Config) -> Language:
    """The rules of the pipeline alone: nothing learned is built."""
    plain = settings.copy()
    plain["nlp"]["pipeline"] = [name for name in plain["nlp"]["pipeline"] if name.startswith("nlp_pipeline_")]
    plain["components"] = {name: plain["components"][name] for name in plain["nlp"]["pipeline"]}
    return load_model_from_config(Config({"nlp": plain["nlp"], "components": plain["components"]}), auto_fill=True)


def _name(folder: Path, settings: Config, facts: dict[str, Any]) -> None:
    """Gives the model its name and a version that no other model has."""
    meta = srsly.read_json(folder / "meta.json")
    weights = _hash(
        *(file.read_bytes() for file in sorted(folder.rglob("*")) if file.name in ("model", "weights.json"))
    )
    meta.update(
        name=settings["meta"]["name"],
        version=f"{facts['versions']['nlp-pipeline']}+{weights[:8]}",
        description=settings["meta"]["description"],
        license="MIT",
    )
    srsly.write_json(folder / "meta.json", meta)


def _line(epoch: loop.Epoch) -> str:
    scores = ", ".join(f"{label} {figure:.3f}" for label, figure in epoch.f1.items())
    return f"epoch {epoch.number}: {scores} on dev ({epoch.seconds:.0f} s)"


def _hash_of(letters: Iterable[AnnotatedLetter]) -> str:
    return _hash(*(srsly.json_dumps(letter_to_json(letter), sort_keys=True).encode() for letter in letters))


def _hash(*parts: bytes) -> str:
    whole = hashlib.sha256()
    for part in parts:
        whole.update(part)
    return whole.hexdigest()
