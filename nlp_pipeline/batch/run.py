"""Many letters: annotate each, write records and failures in the order of the letters, go on from what there is."""

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from enum import Enum, auto
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TextIO

from nlp_pipeline.batch.letters import STDIN, Letter, Letters
from nlp_pipeline.batch.lock import InUseError, held
from nlp_pipeline.batch.output import Names, Output, describe
from nlp_pipeline.batch.resuming import ForeignError, Plan, plan
from nlp_pipeline.batch.worker import EngineError, Outcome
from nlp_pipeline.files import UNREACHABLE, is_remote, path_of

if TYPE_CHECKING:
    from nlp_pipeline.records import Pipeline


class UsageError(Exception):
    """Wrong use: nothing was written."""


class StoppedError(Exception):
    """The run cannot go on, but what is done stays; the message says why and what to do."""


class Engine(Protocol):
    """What annotates: processes of this machine, or a cluster."""

    def start(self) -> "Pipeline":
        """Makes ready, and names the pipeline. Raises EngineError."""

    def annotate(self, letters: Iterable[Letter]) -> Iterator[Outcome]:
        """The outcome of each letter, in their order."""

    def close(self) -> None:
        """Ends it."""


class Existing(Enum):
    """What to do with an output that is there already."""

    REFUSE = auto()
    OVERWRITE = auto()
    RESUME = auto()
    """Go on from it."""
    RETRY = auto()
    """Go on from it, and take up the letters that failed again."""


@dataclass
class Summary:
    """What a run has done so far. `kept`: letters that an earlier run had done; `torn`: bytes of it now dropped."""

    letters: int = 0
    failures: int = 0
    kept: int = 0
    torn: int = 0
    words: int = 0
    found: Counter[str] = field(default_factory=Counter)
    """Entities of each label, and commitments, in the letters annotated now."""

    def add(self, outcome: Outcome) -> None:
        """Counts a letter annotated now."""
        self.letters += not outcome.failed
        self.failures += outcome.failed
        self.words += outcome.words
        self.found += outcome.found


def run(
    letters: Letters,
    out: str,
    engine: Engine,
    existing: Existing = Existing.REFUSE,
    shard_size: int | None = None,
    progress: Callable[[Summary], None] = lambda _: None,
) -> Summary:
    """Annotate `letters` in order into `out` (`-`: stdout); failures go to `OUT.errors.jsonl` (stderr for `-`).

    With `shard_size` the records go to parts of so many each, with a manifest. `progress` is told after every letter.

    Raises UsageError before anything is written, StoppedError when `out` takes no more, and EngineError
    when there is no such model or cluster.
    """
    with closing(engine):
        if out == STDIN:
            if existing is not Existing.REFUSE or shard_size:
                raise UsageError("stdout can be neither continued, overwritten nor parted: give -o a file")
            engine.start()
            return _annotate(letters, Plan(Names(Path(out))), engine, _Stdout(), progress)
        names = _names(letters, out, existing)
        with _held(names, out):
            # before anything is written over: there may be no such model
            pipeline = engine.start()
            way = _way(letters, names, pipeline, existing, shard_size)
            try:
                if way.names != names and not way.keep:
                    way.names.remove()
                elif existing is Existing.OVERWRITE:
                    names.remove()
                    names.renewed.remove()
                with closing(Output(way.names, shard_size, way.keep, way.errors)) as output:
                    summary = _annotate(letters, way, engine, output, progress)
                if way.names != names:
                    way.names.replace(names)
                if shard_size:
                    describe(names, pipeline)
            except (OSError, EngineError) as error:
                why = getattr(error, "strerror", None) or error
                raise StoppedError(f"stopped: {out}: {why}. Mend that and go on with --resume") from error
            return summary


def errors_path(out: str) -> Path:
    """Where the failures of a run into `out` stand."""
    return Names(path_of(out)).errors


class _Sink(Protocol):
    def write(self, line: bytes) -> None: ...
    def fail(self, row: bytes) -> None: ...


class _Stdout:
    """Records to stdout, failures to stderr: the bytes that a file would hold, whatever the locale."""

    def write(self, line: bytes) -> None:
        _put(sys.stdout, line)

    def fail(self, row: bytes) -> None:
        _put(sys.stderr, row)


def _put(stream: TextIO, line: bytes) -> None:
    # what was printed before goes before
    stream.flush()
    stream.buffer.write(line)
    stream.buffer.flush()


def _annotate(letters: Letters, way: Plan, engine: Engine, sink: _Sink, progress: Callable[[Summary], None]) -> Summary:
    """Every letter behind those that are done: as it is known, else from the engine."""
    summary = Summary(kept=way.done, torn=way.torn)
    todo = (letter for number, letter in enumerate(letters) if number >= way.done and number not in way.known)
    outcomes = engine.annotate(todo)
    for number, _ in islice(enumerate(letters), way.done, None):
        if number in way.known:
            outcome = way.known[number]
            summary.kept += 1
        else:
            outcome = next(outcomes)
            summary.add(outcome)
        # a name of a file that is no UTF-8 becomes what JSON writes for it
        line = f"{outcome.line}\n".encode("utf-8", "backslashreplace")
        if outcome.failed:
            sink.fail(line)
        else:
            sink.write(line)
        progress(summary)
    return summary


def _names(letters: Letters, out: str, existing: Existing) -> Names:
    try:
        names = Names(path_of(out))
        there = names.existing() or names.renewed.existing()
    except (OSError, *UNREACHABLE) as error:
        raise UsageError(f"{out} cannot be written: {error}") from error
    if not is_remote(out) and names.out in letters:
        raise UsageError(f"{out} is one of the letters to read: give the output another name")
    if not is_remote(out) and not names.out.parent.is_dir():
        raise UsageError(f"{out} cannot be written: there is no folder {names.out.parent}")
    if there and existing is Existing.REFUSE:
        raise UsageError(f"{there[0]} exists and is left alone: give another name, --resume or --overwrite")
    if is_remote(out) and existing in (Existing.RESUME, Existing.RETRY):
        raise UsageError(f"{out}: a remote output cannot be continued; write to this machine, and copy it when done")
    return names


@contextmanager
def _held(names: Names, out: str) -> Iterator[None]:
    if is_remote(out):
        yield
        return
    try:
        with held(names.out):
            yield
    except InUseError as error:
        raise UsageError(str(error)) from error


def _way(letters: Letters, names: Names, pipeline: "Pipeline", existing: Existing, shard_size: int | None) -> Plan:
    if existing in (Existing.REFUSE, Existing.OVERWRITE):
        return Plan(names)
    try:
        return plan(letters, names, pipeline, shard_size, retry=existing is Existing.RETRY)
    except ForeignError as error:
        raise UsageError(str(error)) from error
