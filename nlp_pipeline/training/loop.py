"""The training loop: epochs over the pieces, a score on the development letters after each, the best model kept.

Everything drawn at random in an epoch hangs on the seed and the epoch's number alone, and a checkpoint holds the
weights with the optimizer's state: a run taken up again goes on as if it had never stopped.
"""

import json
import pickle
import random
import shutil
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import srsly
from spacy.language import Language
from spacy.pipeline import TrainablePipe
from spacy.schemas import ConfigSchemaTraining
from spacy.tokens import Doc, DocBin
from spacy.training import Example
from spacy.training.initialize import init_nlp
from spacy.util import registry, resolve_dot_names
from thinc.api import Config, Model, Optimizer, fix_random_seed

from nlp_pipeline.components.arbiter import Weights
from nlp_pipeline.pipeline import RUN_MODEL
from nlp_pipeline.training import fitting
from nlp_pipeline.training.conversion import IGNORE, LEARNED

CHECKPOINT = "checkpoint"
LOG = "epochs.jsonl"
_OPTIMIZER = "optimizer.pickle"
_SEEDS_APART = 1000
"""More than the epochs that a run may have, so that no two seeds share an epoch's draws."""


@dataclass(frozen=True)
class Epoch:
    """What an epoch came to: mean loss of each scorer a piece, strict F1 on the development letters, seconds."""

    number: int
    losses: dict[str, float]
    f1: dict[str, float]
    seconds: float

    @property
    def score(self) -> float:
        """What the best epoch is chosen by: the mean F1 of what is learned."""
        return sum(self.f1.values()) / len(self.f1)


def run(config: Config, folder: Path, report: Callable[[Epoch], None], clock: Callable[[], float]) -> list[Epoch]:
    """Trains in `folder`, which a run before may have left half done; the best model lies in `folder/model` then.

    `config` is a spaCy configuration whose `[paths]` name the converted letters. Raises ValueError where the
    development letters cannot tell a label's candidates apart.
    """
    nlp = init_nlp(config)
    settings = registry.resolve(nlp.config.interpolate()["training"], schema=ConfigSchemaTraining)
    [corpus] = resolve_dot_names(nlp.config.interpolate(), [settings["train_corpus"]])
    development = list(DocBin(store_user_data=True).from_disk(config["paths"]["dev"]).get_docs(nlp.vocab))
    optimizer: Optimizer = settings["optimizer"]
    steps, done = _resume(nlp, optimizer, folder)
    for number in range(len(done) + 1, settings["max_epochs"] + 1):
        if number - 1 - _best(done) >= settings["patience"] > 0:
            break
        begun = clock()
        fix_random_seed(settings["seed"] * _SEEDS_APART + number)
        pieces = list(corpus(nlp))
        losses, batches = _learn(nlp, pieces, settings, optimizer)
        steps += batches
        with nlp.use_params(optimizer.averages):
            weights, f1 = judge(nlp, development)
            epoch = Epoch(
                number, {k: round(v / len(pieces), 4) for k, v in losses.items()}, f1, round(clock() - begun, 1)
            )
            if not done or epoch.score > max(one.score for one in done):
                save(nlp, weights, folder / RUN_MODEL)
        done.append(epoch)
        _checkpoint(nlp, optimizer, steps, done, folder)
        report(epoch)
    return done


def _best(done: Sequence[Epoch]) -> int:
    """The number of the best epoch so far."""
    return max(done, key=lambda one: (one.score, -one.number)).number if done else 0


def _learn(
    nlp: Language, pieces: list[Example], settings: dict[str, Any], optimizer: Optimizer
) -> tuple[dict[str, float], int]:
    random.shuffle(pieces)
    losses: dict[str, float] = {}
    batches = 0
    frozen = settings["frozen_components"]
    learning = [pipe for _, pipe in nlp.pipeline if isinstance(pipe, TrainablePipe)]
    for batch in settings["batcher"](pieces):
        nlp.update(batch, drop=settings["dropout"], sgd=False, losses=losses, exclude=frozen)  # type: ignore[arg-type]
        # not left to nlp.update: it would give the shared layers their step before the scorers' gradients reach them,
        # so that those of an epoch's last batch wait for the next one, and a run taken up again would not have them
        for pipe in learning:
            pipe.finish_update(optimizer)
        optimizer.step_schedules()  # type: ignore[no-untyped-call]
        batches += 1
    return {name: float(loss) for name, loss in losses.items()}, batches


def judge(nlp: Language, development: Sequence[Doc]) -> tuple[dict[str, Weights], dict[str, float]]:
    """The arbiter's weights and strict F1 of each label, by what the scorers make of the development letters."""
    read = [score(nlp, doc.copy()) for doc in development]
    weights: dict[str, Weights] = {}
    f1: dict[str, float] = {}
    for label in LEARNED:
        letters = [
            fitting.scored(one, gold, label)
            for one, gold in zip(read, development, strict=True)
            if label not in gold.user_data[IGNORE]
        ]
        weights[label] = fitting.fit(letters, label)
        f1[label] = round(fitting.f1(letters, weights[label]), 4)
    return weights, f1


def score(nlp: Language, doc: Doc) -> Doc:
    """The converted letter with the scorers' probabilities for its candidates."""
    for name, pipe in nlp.pipeline:
        if not name.startswith("nlp_pipeline_"):
            doc = pipe(doc)
    return doc


def save(nlp: Language, weights: dict[str, Weights], folder: Path) -> None:
    """The pipeline with these weights, as a model folder."""
    nlp.get_pipe("nlp_pipeline_arbiter").weights = weights  # type: ignore[attr-defined]
    nlp.to_disk(folder)


_STATE = ("mom1", "mom2", "averages", "nr_update", "last_seen")
"""What an optimizer knows of each parameter."""


def _checkpoint(nlp: Language, optimizer: Optimizer, steps: int, done: Sequence[Epoch], folder: Path) -> None:
    places = {identifier: place for place, identifier in enumerate(_identifiers(nlp))}
    state = {
        name: {(places[one], parameter): value for (one, parameter), value in (getattr(optimizer, name) or {}).items()}
        for name in _STATE
    }
    new, old = folder / f"{CHECKPOINT}.new", folder / CHECKPOINT
    shutil.rmtree(new, ignore_errors=True)
    nlp.to_disk(new)
    (new / _OPTIMIZER).write_bytes(pickle.dumps((steps, state)))
    srsly.write_jsonl(new / LOG, [asdict(epoch) for epoch in done])
    # a folder half deleted must not pass for a checkpoint
    dead = folder / f"{CHECKPOINT}.old"
    shutil.rmtree(dead, ignore_errors=True)
    if old.exists():
        old.rename(dead)
    new.rename(old)
    shutil.rmtree(dead, ignore_errors=True)
    srsly.write_jsonl(folder / LOG, [asdict(epoch) for epoch in done])


def _resume(nlp: Language, optimizer: Optimizer, folder: Path) -> tuple[int, list[Epoch]]:
    """Brings back the last checkpoint, if there is one: the steps made, and the epochs done."""
    # a run stopped between the two steps of writing one has only the new one
    found = next((folder / name for name in (CHECKPOINT, f"{CHECKPOINT}.new") if (folder / name / LOG).exists()), None)
    if found is None:
        return 0, []
    nlp.from_disk(found)
    steps, state = pickle.loads((found / _OPTIMIZER).read_bytes())
    identifiers = _identifiers(nlp)
    for name in _STATE:
        if (known := getattr(optimizer, name)) is not None:
            known.update({(identifiers[place], parameter): value for (place, parameter), value in state[name].items()})
    for _ in range(steps):
        optimizer.step_schedules()  # type: ignore[no-untyped-call]
    # not by srsly, which rounds: the best epoch so far must stay the best
    return steps, [Epoch(**json.loads(row)) for row in (found / LOG).read_text(encoding="utf-8").splitlines()]


def _identifiers(nlp: Language) -> list[int]:
    """Under which numbers an optimizer knows the layers of the pipeline, in the same order in each process."""
    models = [model for _, pipe in nlp.pipeline if isinstance(model := getattr(pipe, "model", None), Model)]
    nodes = [node for model in models for node in model.walk()]
    return [identifier for node in nodes for identifier in (node.id, *(shim.id for shim in node.shims))]
