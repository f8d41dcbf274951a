"""Scores as tables for people and as JSON for machines."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from textwrap import shorten
from typing import Any

from rich import box
from rich.table import Table

from nlp_pipeline.evaluation.comparison import Comparison
from nlp_pipeline.evaluation.furniture import FurnitureScore
from nlp_pipeline.evaluation.matching import SCORED, LetterMatch
from nlp_pipeline.evaluation.scores import Interval, Scores

_QUOTED = 120
"""Characters of a span's text that are shown."""


def to_json(
    scores: Scores,
    matches: Sequence[LetterMatch],
    furniture: FurnitureScore | None = None,
    comparison: Comparison | None = None,
) -> dict[str, Any]:
    """All figures: by row, by value, calibration, a row of counts a letter, and furniture and comparison where given.

    A letter's counts are strict: `right` of `gold` spans were found, among `found`.
    """
    report: dict[str, Any] = {
        "letters": len(matches),
        "rows": {name: {"gold": row.gold, "found": row.found, **_plain(row.by)} for name, row in scores.rows.items()},
        "values": _plain(scores.values),
        "calibration": _plain(scores.calibration),
        "by_letter": [_letter(one) for one in matches],
    }
    if furniture:
        report["furniture"] = {"precision": furniture.precision, "recall": furniture.recall, **asdict(furniture)}
    if comparison:
        report["comparison"] = {
            "rows": _plain(comparison.rows),
            "differences": [asdict(difference) for difference in comparison.differences],
        }
    return report


def _plain(figures: Any) -> dict[str, Any]:
    return {name: asdict(figure) for name, figure in figures.items()}


def _letter(one: LetterMatch) -> dict[str, Any]:
    labels = {label: one.counts(label, "strict") for label in SCORED if label not in one.letter.ignore}
    return {
        "id": one.letter.id,
        "labels": {
            label: {"gold": gold, "found": found, "right": right} for label, (right, gold, _, found) in labels.items()
        },
    }


def tables(
    scores: Scores, furniture: FurnitureScore | None = None, comparison: Comparison | None = None
) -> Iterator[Table | str]:
    """The figures as tables for a terminal; what changed as lines."""
    yield _row_table(scores)
    if scores.values:
        yield _value_table(scores)
    if scores.calibration:
        yield _calibration_table(scores)
    if furniture:
        yield _furniture_table(furniture)
    if comparison:
        yield _shift_table(comparison)
        yield _differences(comparison)


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False, collapse_padding=True)
    for number, column in enumerate(columns):
        table.add_column(column, justify="right" if number else "left", no_wrap=True)
    return table


def _row_table(scores: Scores) -> Table:
    table = _table("Spans", "label", "gold", "found", "P", "R", "F1", "95%", "relaxed", "exact")
    for name, row in scores.rows.items():
        strict = row.by["strict"]
        figures = (strict.precision, strict.recall, strict.f1)
        rest = (row.by["relaxed"].f1, row.by["exact"].f1)
        table.add_row(
            name, str(row.gold), str(row.found), *map(_figure, figures), _interval(strict.interval), *map(_figure, rest)
        )
    return table


def _value_table(scores: Scores) -> Table:
    table = _table("Values of the spans found", "value", "right", "of", "accuracy", "95%")
    for name, value in scores.values.items():
        table.add_row(name, str(value.right), str(value.of), _figure(value.accuracy), _interval(value.interval))
    return table


def _calibration_table(scores: Scores) -> Table:
    table = _table("Confidence", "label", "expected calibration error", "Brier score")
    for label, calibration in scores.calibration.items():
        table.add_row(label, _figure(calibration.error), _figure(calibration.brier))
    return table


def _furniture_table(score: FurnitureScore) -> Table:
    table = _table("Page furniture (characters)", "gold", "removed", "precision", "recall")
    table.add_row(f"{score.gold:,}", f"{score.removed:,}", _figure(score.precision), _figure(score.recall))
    return table


def _shift_table(comparison: Comparison) -> Table:
    table = _table("Against the other run (strict F1)", "label", "other", "this", "difference", "95%", "by chance")
    for name, shift in comparison.rows.items():
        low, high = shift.interval
        table.add_row(
            name,
            _figure(shift.old),
            _figure(shift.new),
            f"{shift.difference:+.3f}",
            f"{low:+.3f} … {high:+.3f}",
            _figure(shift.chance),
        )
    return table


def _differences(comparison: Comparison) -> str:
    """A line a span that changed, like changes together."""
    ordered = sorted(comparison.differences, key=lambda one: (one.change, one.label, one.letter, one.start))
    return "\n".join(
        f"{one.change:16} {one.label:10} {shorten(one.text, _QUOTED, placeholder=' …')}  ({one.letter})"
        for one in ordered
    )


def _figure(figure: float) -> str:
    return f"{figure:.3f}"


def _interval(interval: Interval) -> str:
    return f"{interval[0]:.3f}–{interval[1]:.3f}"
