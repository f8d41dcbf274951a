"""Does more annotation pay, and does `select` choose better than chance? Score against the number of training letters.

    python benchmarks/learning_curve.py configs/sm.cfg --sizes 40,80,160,312 --picture curve.png
    python benchmarks/learning_curve.py configs/sm.cfg --sizes 30,60,120 --chosen --held-out 80 --picture selection.png

Each size is a run of its own on a part of the train letters, scored on the development letters; the parts are nested,
in an order drawn with each of the seeds. A smaller part is shown oftener, so that each run makes as many steps as the
largest part takes in `training.max_epochs`. With `--chosen` the first part is drawn and what is added to it is chosen
twice: by `select`, with the model trained on the part before, and at random. Two figures a label: F1 of the whole
pipeline (the arbiter fitted on the development letters, as in a run's `epochs.jsonl`), in which the rules hide most of
what is learned, and average precision of the network's own scores over the candidates, after the last epoch.
`--held-out` adds train letters, drawn anew with each seed, to the development letters, whose 112 commitments leave
small differences to chance; rules were written on these, so that F1 is higher there, for either way alike.
"""

import json
import random
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from matplotlib.figure import Figure
from rich.console import Console
from rich.table import Table
from sklearn.metrics import average_precision_score
from spacy.language import Language
from spacy.util import load_config

from nlp_pipeline.annotations import AnnotatedLetter, read_letters, to_jsonl
from nlp_pipeline.pipeline import load
from nlp_pipeline.reading import from_text
from nlp_pipeline.training import fitting, loop
from nlp_pipeline.training.conversion import LEARNED, convert
from nlp_pipeline.training.run import settings_of, train
from nlp_pipeline.training.selection import most_worth, weigh

Points = dict[int, dict[str, list[float]]]
"""By number of letters: F1 of each label and average precision of its network, one a seed."""


def main(
    config: Path,
    annotations: Annotated[Path, typer.Option(help="Folder with train.jsonl and dev.jsonl.")] = Path("annotations"),
    sizes: Annotated[str, typer.Option(help="Numbers of training letters.")] = "40,80,160,312",
    seeds: Annotated[int, typer.Option(help="How many orders are drawn.")] = 1,
    chosen: Annotated[bool, typer.Option("--chosen", help="Compare `select` with drawing at random.")] = False,
    held_out: Annotated[int, typer.Option(help="Train letters to score on besides the development letters.")] = 0,
    override: Annotated[list[str] | None, typer.Option("--set", help="As in `nlp-pipeline train`.")] = None,
    picture: Annotated[Path | None, typer.Option(help="Where to draw the curves.")] = None,
) -> None:
    """Prints the curves, and draws them."""
    letters = read_letters([annotations / "train.jsonl"])
    development = read_letters([annotations / "dev.jsonl"])
    # each part holds the one before
    numbers = sorted({min(int(size), len(letters) - held_out) for size in sizes.split(",")})
    settings = settings_of(override or [])
    epochs = int(settings.get("training.max_epochs") or load_config(config)["training"]["max_epochs"])
    curves: dict[str, Points] = {}
    for seed in range(1, seeds + 1):
        order = list(letters)
        random.Random(seed).shuffle(order)
        held, pool = _apart(order, held_out)
        judges = [*development, *(letter.model_copy(update={"split": "dev"}) for letter in held)]
        first: tuple[dict[str, float], Language] | None = None
        for way in ("random", "chosen") if chosen else ("random",):
            part, model = pool[: numbers[0]], None
            for number in numbers:
                rest = [letter for letter in pool if letter not in part]
                more = number - len(part)
                part += _chosen(rest, model, more) if model and way == "chosen" else rest[:more]
                # where nothing is chosen yet, both ways have the same letters
                if number > numbers[0] or first is None:
                    often = {"training.max_epochs": round(epochs * numbers[-1] / number), "training.patience": 0}
                    with tempfile.TemporaryDirectory() as folder:
                        seeded = settings | often | {"training.seed": seed}
                        scores, model = _train(config, part, judges, Path(folder), seeded)
                    first = first or (scores, model)
                else:
                    scores, model = first
                curve = curves.setdefault(way, {}).setdefault(number, {})
                for label, figure in scores.items():
                    curve.setdefault(label, []).append(figure)
                words = sum(len(letter.text.split()) for letter in part)
                print(json.dumps({"seed": seed, "way": way, "letters": number, "words": words, **scores}), flush=True)
    Console().print(_table(curves))
    if picture:
        _draw(curves).savefig(picture, dpi=120)


def _apart(letters: Sequence[AnnotatedLetter], count: int) -> tuple[list[AnnotatedLetter], list[AnnotatedLetter]]:
    """Some `count` of the letters, and the others; the runs of pages of one letter stay together."""
    sources: set[str | None] = set()
    for source in dict.fromkeys(letter.source for letter in letters):
        if sum(letter.source in sources for letter in letters) < count:
            sources.add(source)
    held = [letter for letter in letters if letter.source in sources]
    return held, [letter for letter in letters if letter.source not in sources]


def _train(
    config: Path,
    part: Sequence[AnnotatedLetter],
    development: Sequence[AnnotatedLetter],
    folder: Path,
    settings: dict[str, object],
) -> tuple[dict[str, float], Language]:
    gold = folder / "gold.jsonl"
    gold.write_text(to_jsonl([*part, *development]), encoding="utf-8")
    run = train(config, [gold], folder / "run", overrides=settings)
    model = load(run.folder)
    best = max(run.epochs, key=lambda epoch: epoch.score)
    # F1, by which the best epoch is chosen, may be best before the network has learned much
    return best.f1 | _precisions(load(run.folder / loop.CHECKPOINT), development), model


def _precisions(model: Language, letters: Sequence[AnnotatedLetter]) -> dict[str, float]:
    """Average precision of what the network alone says of each label's candidates."""
    scored: dict[str, list[fitting.Scored]] = {label: [] for label in LEARNED}
    for letter, gold in convert(letters, model, []):
        read = loop.score(model, gold.copy())
        for label in LEARNED.keys() - letter.ignore:
            scored[label].append(fitting.scored(read, gold, label))
    return {
        f"{label} network": float(
            average_precision_score(
                np.concatenate([one.right for one in some]), np.concatenate([one.features[:, 0] for one in some])
            )
        )
        for label, some in scored.items()
    }


def _chosen(rest: Sequence[AnnotatedLetter], model: Language, count: int) -> list[AnnotatedLetter]:
    sources = (replace(from_text(letter.text), path=letter.id) for letter in rest)
    names = {one.letter for one in most_worth(list(weigh(sources, model)), count)}
    return [letter for letter in rest if letter.id in names]


def _table(curves: dict[str, Points]) -> Table:
    table = Table(
        title="Strict F1, and average precision of the network alone; mean over the seeds", title_justify="left"
    )
    labels = sorted({label for points in curves.values() for scores in points.values() for label in scores})
    for column in ("letters", *(f"{label} {way}" for way in curves for label in labels)):
        table.add_column(column, justify="right")
    for number in next(iter(curves.values())):
        figures = (np.mean(points[number][label]) for points in curves.values() for label in labels)
        table.add_row(str(number), *(f"{figure:.3f}" for figure in figures))
    return table


def _draw(curves: dict[str, Points]) -> Figure:
    figure = Figure(figsize=(9, 6.4), layout="constrained")
    panels = ("ORG", "COMMITMENT", "ORG network", "COMMITMENT network")
    for axes, label in zip(figure.subplots(2, 2).flat, panels, strict=True):
        for way, points in curves.items():
            axes.plot(list(points), [np.mean(scores[label]) for scores in points.values()], marker="o", label=way)
        axes.set_xlabel("training letters")
        axes.set_ylabel("average precision" if "network" in label else "strict F1")
        axes.set_title(label)
        axes.legend(fontsize="small")
        axes.grid(alpha=0.3)
    return figure


if __name__ == "__main__":
    typer.run(main)
