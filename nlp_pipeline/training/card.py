"""What a run is worth: records of the development letters, scores, pictures, a page of errors, the model card."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import srsly
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from spacy.util import load_model

from nlp_pipeline.annotations import AnnotatedLetter
from nlp_pipeline.evaluation import (
    LetterMatch,
    Scores,
    annotate_letters,
    found_spans,
    match,
    report,
    score,
)
from nlp_pipeline.evaluation.scores import CONFIDENCES, with_confidence
from nlp_pipeline.pages.evaluation import to_html
from nlp_pipeline.pages.marking import template
from nlp_pipeline.pipeline import RUN_MODEL
from nlp_pipeline.records import to_json
from nlp_pipeline.training.conversion import Unlearned
from nlp_pipeline.training.loop import Epoch

RECORDS, SCORES, ERRORS = "dev.jsonl", "scores.json", "errors.html"
CURVES, CONFIDENCE = "epochs.png", "confidence.png"
_SIZE = (9.0, 3.6)
"""Inches of a picture with two plots side by side."""


def write(
    folder: Path,
    development: Sequence[AnnotatedLetter],
    epochs: Sequence[Epoch],
    unlearned: Sequence[Unlearned],
    facts: dict[str, Any],
) -> Scores:
    """Writes all of it for the model of a run, and gives back its scores on the development letters."""
    records = list(annotate_letters(development, load_model(folder / RUN_MODEL)))
    (folder / RECORDS).write_text("".join(f"{to_json(record)}\n" for record in records), encoding="utf-8")
    matches = [match(letter, found_spans(record)) for letter, record in zip(development, records, strict=True)]
    scores = score(matches)
    srsly.write_json(folder / SCORES, report.to_json(scores, matches))
    (folder / ERRORS).write_text(to_html(f"{folder.name}: dev", matches, scores), encoding="utf-8")
    plot_epochs(epochs).savefig(folder / CURVES, dpi=120)
    plot_confidence(matches, scores).savefig(folder / RUN_MODEL / CONFIDENCE, dpi=120)
    meta = srsly.read_json(folder / RUN_MODEL / "meta.json")
    meta["performance"] = {label: round(row.by["strict"].f1, 4) for label, row in scores.rows.items()}
    srsly.write_json(folder / RUN_MODEL / "meta.json", meta)
    page = template("model_card.md").render(
        meta=meta, scores=scores, epochs=epochs, unlearned=unlearned, facts=facts, letters=len(development)
    )
    (folder / RUN_MODEL / "README.md").write_text(page, encoding="utf-8")
    return scores


def plot_epochs(epochs: Sequence[Epoch]) -> Figure:
    """Losses on the training letters and F1 on the development letters, epoch by epoch."""
    figure = Figure(figsize=_SIZE, layout="constrained")
    left, right = figure.subplots(1, 2)
    numbers = [epoch.number for epoch in epochs]
    for name in epochs[0].losses:
        left.plot(numbers, [epoch.losses[name] for epoch in epochs], marker="o", label=name)
    for label in epochs[0].f1:
        right.plot(numbers, [epoch.f1[label] for epoch in epochs], marker="o", label=label)
    _label(left, "epoch", "loss a piece", "train")
    _label(right, "epoch", "strict F1", "dev")
    return figure


def plot_confidence(matches: Sequence[LetterMatch], scores: Scores) -> Figure:
    """Whether confidences mean what they say, and what `--min-confidence` costs in recall and gains in precision."""
    figure = Figure(figsize=_SIZE, layout="constrained")
    left, right = figure.subplots(1, 2)
    left.plot([0, 1], [0, 1], color="grey", linewidth=0.8)
    for label, calibration in scores.calibration.items():
        bins = [one for one in calibration.bins if one.count]
        left.plot([one.confidence for one in bins], [one.right for one in bins], marker="o", label=label)
        trade = [with_confidence(matches, label, at) for at in CONFIDENCES]
        right.plot(CONFIDENCES, [precision for precision, _ in trade], label=f"{label} precision")
        right.plot(CONFIDENCES, [recall for _, recall in trade], linestyle="--", label=f"{label} recall")
    _label(left, "confidence", "share that is right", "Calibration")
    _label(right, "--min-confidence", "precision, recall", "What a threshold does")
    return figure


def _label(axes: Axes, x: str, y: str, title: str) -> None:
    axes.set_xlabel(x)
    axes.set_ylabel(y)
    axes.set_title(title)
    axes.legend(fontsize="small")
    axes.grid(alpha=0.3)
