"""The engine of one machine: letters go to worker processes, finished lines come back in the order of the letters."""

import multiprocessing
import os
import resource
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING

from nlp_pipeline.batch.letters import Letter
from nlp_pipeline.batch.worker import EngineError, Outcome, Settings, annotate, failure, pipeline_of, timed_out

if TYPE_CHECKING:
    from nlp_pipeline.records import Pipeline

_AHEAD = 32
"""Letters in hand for each worker: so many done ones may wait for a slow one before them."""
_OUT_OF_MEMORY = 77
"""Exit status of a worker whose letter wanted more memory than it may have."""
_GIB = 1 << 30


@dataclass(frozen=True)
class Limits:
    """What a letter may take: seconds, and GiB of memory for the process that works on it."""

    seconds: float
    memory: float


@dataclass
class _Task:
    letter: Letter
    outcome: Outcome | None = None


class Processes:
    """`workers` processes, each with a pipeline of its own. One that dies is replaced, and its letter has failed."""

    def __init__(self, settings: Settings, workers: int, limits: Limits) -> None:
        self._settings, self._workers, self._limits = settings, workers, limits
        self._slots: list[_Slot] = []

    def start(self) -> "Pipeline":
        """Starts the processes and waits for the first. Raises EngineError."""
        self._slots = [_Slot(self._settings, self._limits) for _ in range(self._workers)]
        return self._slots[0].pipeline()

    def annotate(self, letters: Iterable[Letter]) -> Iterator[Outcome]:
        """The outcome of each letter, in their order; letters are taken only as they can be done."""
        coming = iter(letters)
        tasks: deque[_Task] = deque()
        while True:
            for slot in self._slots:
                if slot.task is None and len(tasks) < _AHEAD * len(self._slots):
                    if (letter := next(coming, None)) is None:
                        break
                    tasks.append(slot.give(letter))
            if not tasks:
                return
            busy = [slot for slot in self._slots if slot.task is not None]
            answered = wait([slot.connection for slot in busy])
            for slot in busy:
                if slot.connection in answered:
                    slot.take()
            while tasks and (outcome := tasks[0].outcome) is not None:
                tasks.popleft()
                yield outcome

    def close(self) -> None:
        """Ends the processes, whatever they are at."""
        for slot in self._slots:
            slot.stop()


class _Slot:
    """One worker process at a time, and the letter that it has in hand."""

    def __init__(self, settings: Settings, limits: Limits) -> None:
        self.task: _Task | None = None
        self._settings, self._limits = settings, limits
        # a fork of a process with threads may hang, one of a server process does not; and that one has all code loaded
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(["nlp_pipeline.batch.warm"])
        self._start()

    def _start(self) -> None:
        self.connection, theirs = self._context.Pipe()
        self._process = self._context.Process(target=_serve, args=(theirs, self._settings, self._limits), daemon=True)
        self._process.start()
        # else the end of the worker would not be seen here
        theirs.close()

    def pipeline(self) -> "Pipeline":
        self.connection.send(None)
        try:
            answer: Pipeline | EngineError = self.connection.recv()
        except EOFError:
            raise EngineError("a worker died while it loaded the model: see above, or give --memory more") from None
        if isinstance(answer, EngineError):
            raise answer
        return answer

    def give(self, letter: Letter) -> _Task:
        self.task = _Task(letter)
        # a worker that has died in the meantime is seen when its outcome is taken
        with suppress(BrokenPipeError):
            self.connection.send(letter)
        return self.task

    def take(self) -> None:
        """The outcome of the letter in hand, or its failure where the worker has died of it."""
        assert self.task is not None
        try:
            self.task.outcome = self.connection.recv()
        except (EOFError, ConnectionResetError):
            self.task.outcome = self._death(self.task.letter)
            self._start()
        self.task = None

    def stop(self) -> None:
        self.connection.close()
        self._process.kill()
        self._process.join()

    def _death(self, letter: Letter) -> Outcome:
        self._process.join()
        status = self._process.exitcode or 0
        if status == -signal.SIGALRM:
            return timed_out(letter, self._limits.seconds)
        if status == _OUT_OF_MEMORY:
            message = f"wants more than {self._limits.memory:g} GiB: try again with --retry-errors and more --memory"
            return failure(letter, "annotate", "OutOfMemory", message)
        how = signal.Signals(-status).name if status < 0 else f"exit status {status}"
        return failure(letter, "annotate", "WorkerDied", f"the process that worked on it died ({how})")


def _serve(connection: Connection, settings: Settings, limits: Limits) -> None:
    """The life of a worker: a letter in, its outcome out, until the other side is gone."""
    # Ctrl-C reaches every process of the terminal: the one that started the others ends them
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_DATA, (int(limits.memory * _GIB),) * 2)
    try:
        ready: Pipeline | EngineError = pipeline_of(settings)
    except EngineError as error:
        ready = error
    with suppress(EOFError, BrokenPipeError):
        while True:
            letter = connection.recv()
            connection.send(ready if letter is None else _limited(letter, settings, limits))


def _limited(letter: Letter, settings: Settings, limits: Limits) -> Outcome:
    # nobody handles the alarm, so that it ends the process even where no Python runs, and where the run is gone
    signal.setitimer(signal.ITIMER_REAL, limits.seconds)
    try:
        return annotate(letter, settings)
    except MemoryError:
        os._exit(_OUT_OF_MEMORY)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
