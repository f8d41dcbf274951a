"""What is done to one letter, in whatever process: a letter in, a finished line or the row of a failure out."""

import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from nlp_pipeline.batch.letters import Letter, read

if TYPE_CHECKING:
    from nlp_pipeline.records import Pipeline


class EngineError(Exception):
    """There is nothing to annotate with; the message says why."""


@dataclass(frozen=True)
class Settings:
    """What every letter of a run is annotated with."""

    model: Path | None = None
    min_confidence: float = 0.0


@dataclass(frozen=True)
class Outcome:
    """What became of a letter: its record as a line of JSON, or (`failed`) the row of its failure. No newline."""

    line: str
    failed: bool = False
    words: int = 0
    found: Counter[str] = field(default_factory=Counter)
    """How many entities of each label, and commitments."""


def pipeline_of(settings: Settings) -> "Pipeline":
    """Loads the pipeline, so that the first letter need not wait, and names it. Raises EngineError."""
    from nlp_pipeline.pipeline import ModelError, identity, load

    try:
        return identity(load(settings.model))
    except (ModelError, MemoryError) as error:
        raise EngineError(
            str(error) or "the model wants more memory than a worker may take: give --memory more"
        ) from error


def annotate(letter: Letter, settings: Settings) -> Outcome:
    """The outcome of one letter. Raises MemoryError alone: where memory ran out, the process is not to be trusted."""
    from nlp_pipeline.pipeline import annotate_source, load
    from nlp_pipeline.records import to_json

    nlp = load(settings.model)
    stage = "read"
    try:
        source = read(letter)
        stage = "annotate"
        # without it the strings of every letter would stay in memory
        with nlp.memory_zone():
            record = annotate_source(source, nlp, settings.min_confidence)
    except MemoryError:
        raise
    # whatever goes wrong with one letter must not stop the others: it becomes a row in the errors file
    except Exception as error:
        return failure(letter, stage, type(error).__name__, str(error))
    found = Counter[str](entity["label"] for entity in record["entities"])
    found["COMMITMENT"] += len(record["commitments"])
    return Outcome(to_json(record), words=len(source.text.split()), found=found)


def failure(letter: Letter, stage: str, error: str, message: str) -> Outcome:
    """The outcome of a letter that gives no record."""
    row = {"path": letter.path, "stage": stage, "error": error, "message": message}
    return Outcome(json.dumps(row, ensure_ascii=False), failed=True)


def timed_out(letter: Letter, seconds: float) -> Outcome:
    """The outcome of a letter that was not done in its time."""
    message = f"not done after {seconds:g} seconds: try again with --retry-errors and more --timeout"
    return failure(letter, "annotate", "Timeout", message)
