"""One small model for all tests of training: trained once a session, on a handful of letters, in seconds."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from nlp_pipeline import cli
from nlp_pipeline.annotations import AnnotatedLetter, read_letters, to_jsonl
from nlp_pipeline.batch.letters import Letter
from nlp_pipeline.batch.worker import Outcome, Settings, annotate, pipeline_of
from nlp_pipeline.pipeline import load
from nlp_pipeline.records import Pipeline
from tests.poison import environment, model

__all__ = ["environment", "model"]

ROOT = Path(__file__).parents[1]
CONFIG = ROOT / "configs" / "sm.cfg"
TINY: dict[str, Any] = {
    "paths.vectors": None,
    "components.tok2vec.model.embed.width": 16,
    "components.tok2vec.model.embed.rows": [200, 50, 50, 50, 10, 10],
    "components.tok2vec.model.embed.include_static_vectors": False,
    "components.tok2vec.model.encode.width": 16,
    "components.tok2vec.model.encode.depth": 1,
    "training.max_epochs": 2,
}


def few(split: str, count: int) -> list[AnnotatedLetter]:
    """The shortest letters of a split that promise something."""
    letters = read_letters([ROOT / "annotations" / f"{split}.jsonl"])
    promising = [letter for letter in letters if any(span.label == "COMMITMENT" for span in letter.spans)]
    return sorted(promising, key=lambda letter: len(letter.text))[:count]


@pytest.fixture(scope="session")
def few_letters() -> list[AnnotatedLetter]:
    """Eight letters to learn from, four to choose by."""
    return [*few("train", 8), *few("dev", 4)]


@pytest.fixture(scope="session")
def small_gold(few_letters: list[AnnotatedLetter], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Their folder."""
    folder = tmp_path_factory.mktemp("annotations")
    (folder / "letters.jsonl").write_text(to_jsonl(few_letters), encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def trained(small_gold: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The finished run."""
    pytest.importorskip("datasets")
    from nlp_pipeline.training.run import train

    return train(CONFIG, [small_gold], tmp_path_factory.mktemp("runs") / "run", overrides=TINY)


class InProcess:
    """An engine without processes of its own, for tests of everything around it."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def start(self) -> Pipeline:
        return pipeline_of(self._settings)

    def annotate(self, letters: Iterable[Letter]) -> Iterator[Outcome]:
        for letter in letters:
            yield annotate(letter, self._settings)

    def close(self) -> None:
        pass


@pytest.fixture
def in_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """`nlp-pipeline annotate` starts no processes, each of which would load the model."""
    monkeypatch.setattr(cli, "_engine", lambda name, scheduler, settings, *_: InProcess(settings))


@pytest.fixture
def fresh_models() -> Any:
    """Models are read from their folders anew: a test that changes them asks for this."""
    load.cache_clear()
    yield
    load.cache_clear()
