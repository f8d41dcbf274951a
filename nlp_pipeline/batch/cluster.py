"""The engine of many machines: the same work on one letter, done by the workers of a Dask cluster (extra `cluster`).

Workers read the letters themselves, so that paths must mean the same on every machine: a shared folder, or URLs.
"""

import asyncio
import faulthandler
import logging
import os
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import islice
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nlp_pipeline.batch.letters import Letter
from nlp_pipeline.batch.worker import EngineError, Outcome, Settings, annotate, failure, pipeline_of, timed_out

if TYPE_CHECKING:
    from distributed import Client

    from nlp_pipeline.records import Pipeline

_AHEAD = 32
"""Letters in hand for each worker: so many done ones may wait for a slow one before them."""
_HANDFUL = 8
"""Letters given to a worker at once: what the scheduler and this process do for each is then little beside the work."""
_TRIES = 2
"""So many workers may die that have a letter alone in hand; the first may have died of something else."""
_LOOK = 1.0
"""Seconds until the next look at which workers live, where none has done its letter before."""
_DESERTED = 300.0
"""Seconds without any worker until the run stops: machines may be long in coming, but not for ever."""


@dataclass(frozen=True)
class _Terms:
    """What a worker must know of the run. `folder`: where relative names begin."""

    settings: Settings
    seconds: float
    folder: Path


@dataclass
class _Task:
    letter: Letter
    outcome: Outcome | None = None
    deaths: int = 0


@dataclass
class _Trial:
    """Letters in the hands of a worker, `since` it began with them."""

    tasks: list[_Task]
    since: float = inf
    answer: "Future[list[Outcome]]" = field(init=False)


class Cluster:
    """The workers of the scheduler at `address`, each started with one thread (`dask worker --nthreads 1`).

    A worker has a handful of letters at a time. If it dies, each of them is given to another alone, so that it is known
    which one workers die of: that has failed after two more deaths, or one that came when its `seconds` were over. Left
    to itself Dask queues tasks at workers, counts a death against all of them, and lets one letter take others with it.
    """

    def __init__(self, settings: Settings, address: str, seconds: float) -> None:
        model = settings.model and settings.model.absolute()
        self._terms = _Terms(replace(settings, model=model), seconds, Path.cwd())
        self._address = address
        self._client: Client | None = None
        self._pipeline: Pipeline | None = None
        self._ready: set[str] = set()

    def start(self) -> "Pipeline":
        """Reaches the cluster, has every worker load the pipeline, and names it. Raises EngineError."""
        try:
            from distributed import Client
        except ImportError as error:
            raise EngineError(f"{error}: a cluster needs `pip install 'nlp-pipeline[cluster]'`") from error
        # what it says of lost connections and workers is said here, once
        for name in ("distributed", "distributed.client"):
            logging.getLogger(name).setLevel(logging.CRITICAL)
        try:
            self._client = Client(self._address, set_as_default=False)
            threads: dict[str, int] = self._client.nthreads()
            answers: dict[str, Pipeline | Exception] = self._client.run(_ready, self._terms, on_error="return")
        except (OSError, ValueError) as error:
            raise EngineError(f"no Dask scheduler answers at {self._address}: {error}") from error
        if not threads:
            raise EngineError(f"the scheduler at {self._address} has no workers: start `dask worker {self._address}`")
        if many := [worker for worker, number in threads.items() if number > 1]:
            raise EngineError(f"worker {many[0]} has several threads: start workers with `dask worker --nthreads 1`")
        for worker, answer in answers.items():
            self._check(worker, answer)
        assert self._pipeline is not None
        return self._pipeline

    def annotate(self, letters: Iterable[Letter]) -> Iterator[Outcome]:
        """The outcome of each letter, in their order; letters are taken only as they can be done.

        Raises ConnectionError when the scheduler is gone, or all workers are and stay away, and EngineError when a
        worker that came later cannot do the work.
        """
        coming = map(_Task, letters)
        tasks: deque[_Task] = deque()
        again: deque[_Task] = deque()
        trials: dict[str, _Trial] = {}
        peopled = time.monotonic()
        while True:
            workers = self._workers()
            for worker in [worker for worker, trial in trials.items() if trial.answer.done() or worker not in workers]:
                again += self._taken(worker, trials.pop(worker))
            while tasks and (outcome := tasks[0].outcome) is not None:
                tasks.popleft()
                yield outcome
            for worker in workers - trials.keys():
                if again:
                    trials[worker] = self._given(worker, [again.popleft()])
                elif len(tasks) < _AHEAD * len(workers) and (handful := list(islice(coming, _HANDFUL))):
                    tasks += handful
                    trials[worker] = self._given(worker, handful)
                else:
                    break
            if workers:
                peopled = time.monotonic()
                if not tasks:
                    return
            elif time.monotonic() > peopled + _DESERTED:
                raise ConnectionError(f"all workers of the scheduler at {self._address} are gone")
            if trials:
                wait([trial.answer for trial in trials.values()], _LOOK, FIRST_COMPLETED)
            else:
                time.sleep(_LOOK)

    def close(self) -> None:
        """Leaves the cluster."""
        if self._client is not None:
            self._client.close()

    def _workers(self) -> set[str]:
        assert self._client is not None
        # asked now, it would try for long to reach the scheduler again
        if self._client.status != "running":
            raise self._lost()
        try:
            return set(self._client.nthreads())
        except OSError as error:
            raise self._lost() from error

    def _lost(self) -> ConnectionError:
        return ConnectionError(f"the scheduler at {self._address} is gone")

    def _given(self, worker: str, tasks: list[_Task]) -> _Trial:
        assert self._client is not None
        trial = _Trial(tasks)
        trial.answer = asyncio.run_coroutine_threadsafe(self._tried(worker, trial), self._client.loop.asyncio_loop)
        return trial

    async def _tried(self, worker: str, trial: _Trial) -> list[Outcome]:
        # not part of a letter's seconds
        if worker not in self._ready:
            self._check(worker, await self._asked(worker, _ready))
        trial.since = time.monotonic()
        outcomes: list[Outcome] = await self._asked(worker, _done, [task.letter for task in trial.tasks])
        return outcomes

    async def _asked(self, worker: str, work: Callable[..., Any], *what: list[Letter]) -> Any:
        assert self._client is not None
        future = self._client.submit(work, self._terms, *what, workers=[worker], pure=False)
        try:
            return await future
        except CancelledError:
            raise self._lost() from None
        finally:
            future.release()

    def _check(self, worker: str, answer: "Pipeline | Exception") -> None:
        if isinstance(answer, Exception):
            raise EngineError(f"worker {worker} cannot do the work: {answer}") from answer
        if self._pipeline not in (None, answer):
            raise EngineError(
                f"worker {worker} has the pipeline {answer}, another has {self._pipeline}: install the same on all"
            )
        self._pipeline = answer
        self._ready.add(worker)

    def _taken(self, worker: str, trial: _Trial) -> list[_Task]:
        """Takes what became of a trial that has ended. The letters that are to be tried again, each alone."""
        from distributed import KilledWorker

        try:
            # one that is not done never will be: its worker is gone
            if not trial.answer.cancel():
                for task, outcome in zip(trial.tasks, trial.answer.result(), strict=True):
                    task.outcome = outcome
                return []
        except KilledWorker:
            pass
        except (ConnectionError, EngineError):
            raise
        # letters fail in outcomes: what a worker raises besides is its own fault (a package that it lacks, a model)
        except Exception as error:
            raise EngineError(f"worker {worker} cannot do the work: {error}") from error
        self._ready.discard(worker)
        if len(trial.tasks) == 1:
            [task] = trial.tasks
            task.deaths += 1
            task.outcome = self._verdict(task, time.monotonic() - trial.since)
        return [task for task in trial.tasks if task.outcome is None]

    def _verdict(self, task: _Task, took: float) -> Outcome | None:
        if took >= self._terms.seconds:
            return timed_out(task.letter, self._terms.seconds)
        if task.deaths == _TRIES:
            return failure(task.letter, "annotate", "WorkerDied", "every worker that worked on it died")
        return None


def _ready(terms: _Terms) -> "Pipeline":
    """Makes the worker process that this runs in ready, and names its pipeline. Raises EngineError."""
    # a machine that has no such folder may still have all else that is named
    with suppress(OSError):
        os.chdir(terms.folder)
    return pipeline_of(terms.settings)


def _done(terms: _Terms, letters: list[Letter]) -> list[Outcome]:
    from distributed import get_worker

    _ready(terms)
    # a worker that Dask pauses for its memory would keep letters without ever beginning with them
    get_worker().memory_manager.memory_pause_fraction = False
    return [_limited(terms, letter) for letter in letters]


def _limited(terms: _Terms, letter: Letter) -> Outcome:
    # workers work beside the main thread, where no signals are: this ends the process, and its nanny starts another
    faulthandler.dump_traceback_later(terms.seconds, exit=True)
    try:
        return annotate(letter, terms.settings)
    except MemoryError:
        os._exit(1)
    finally:
        faulthandler.cancel_dump_traceback_later()
