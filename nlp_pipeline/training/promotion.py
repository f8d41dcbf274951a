"""A run's model becomes the default one, if nothing gets worse by it; the one before is kept."""

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from nlp_pipeline.annotations import AnnotatedLetter
from nlp_pipeline.evaluation import SCORED, Comparison
from nlp_pipeline.evaluation.laws import broken_laws
from nlp_pipeline.pipeline import RUN_MODEL, load
from nlp_pipeline.training.comparing import Measured, compare_models, measure

CHANCE = 0.05
"""A label has fallen when so small a share of the draws of letters would show the fall without there being one."""


class PromotionError(Exception):
    """A model that may not become the default; the message says why."""


@dataclass(frozen=True)
class Promotion:
    """A model that became the default, and how it compares with the one before, if there was one."""

    new: Measured
    comparison: Comparison | None


def promote(run: Path, default: Path, letters: Sequence[AnnotatedLetter]) -> Promotion:
    """Makes the run's model the default in the folder `default`.

    Raises PromotionError, before anything is changed, when a label's F1 on `letters` falls by more than chance allows,
    or a record breaks the contract's laws; ModelError when either model cannot be loaded.
    """
    if default.exists():
        _, new, comparison = compare_models(default, run, letters)
    else:
        new, comparison = measure(run, letters), None
    faults = [*_falls(comparison), *_faults(new, letters)]
    if faults:
        raise PromotionError("\n".join(faults))
    staged = default.with_name(f"{default.name}.new")
    shutil.rmtree(staged, ignore_errors=True)
    inner = run / RUN_MODEL
    shutil.copytree(inner if inner.exists() else run, staged)
    _swap(staged, default)
    return Promotion(new, comparison)


def roll_back(default: Path) -> None:
    """Brings back the model before, and keeps the present one in its place. Raises PromotionError if none is kept."""
    before = _before(default)
    if not before.exists():
        raise PromotionError(f"{before}: no model is kept there to go back to")
    staged = default.with_name(f"{default.name}.new")
    before.rename(staged)
    _swap(staged, default)


def _swap(staged: Path, default: Path) -> None:
    """What is staged becomes the default, what was the default is kept."""
    before = _before(default)
    if default.exists():
        shutil.rmtree(before, ignore_errors=True)
        default.rename(before)
    staged.rename(default)
    load.cache_clear()


def _before(default: Path) -> Path:
    return default.with_name(f"{default.name}.before")


def _falls(comparison: Comparison | None) -> Iterator[str]:
    for label, shift in comparison.rows.items() if comparison else ():
        if label in SCORED and shift.difference < 0 and shift.chance < CHANCE:
            yield f"{label} falls from {shift.old:.3f} to {shift.new:.3f}, by chance in {shift.chance:.1%} of the draws"


def _faults(new: Measured, letters: Sequence[AnnotatedLetter]) -> Iterator[str]:
    for record, letter in zip(new.records, letters, strict=True):
        for fault in broken_laws(record, letter.text):
            yield f"{letter.id}: {fault}"
    again = measure(Path(new.name), letters[:1])
    if again.records != new.records[:1]:
        yield f"{letters[0].id}: the same letter gives another record the second time"
