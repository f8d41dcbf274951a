"""Seeing a run: a bar where somebody looks at a terminal, plain lines elsewhere, and what was done at the end."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from nlp_pipeline.batch.run import Summary

_EVERY = 30.0
"""Seconds between two plain lines."""


@contextmanager
def shown(total: int | None) -> Iterator[Callable[[Summary], None]]:
    """What is told of every letter goes to stderr; `total`: how many letters there are, if that is known."""
    if sys.stderr.isatty():
        with _bar(total) as update:
            yield update
    else:
        yield _Lines(total)


def closing_lines(summary: Summary, seconds: float) -> str:
    """What a run did, in a few lines."""
    kept = f" ({summary.kept:,} done before)" if summary.kept else ""
    torn = f"a torn last line of {summary.torn:,} bytes was dropped, its letter done again\n" if summary.torn else ""
    found = ", ".join(f"{label} {count:,}" for label, count in sorted(summary.found.items()))
    return (
        f"{torn}{summary.letters:,} letters annotated{kept}, {summary.words:,} words, {summary.failures:,} failures, "
        f"{seconds:,.1f} seconds\n{found or 'nothing found'}"
    )


@contextmanager
def _bar(total: int | None) -> Iterator[Callable[[Summary], None]]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("letters, {task.fields[speed]:,.0f} words/s, {task.fields[failures]:,} failed,"),
        TimeRemainingColumn(),
    )
    start = time.monotonic()
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task("", total=total, speed=0.0, failures=0)

        def update(summary: Summary) -> None:
            speed = summary.words / max(time.monotonic() - start, 1e-3)
            progress.update(task, completed=_done(summary), speed=speed, failures=summary.failures)

        yield update


class _Lines:
    def __init__(self, total: int | None) -> None:
        self._total = total
        self._start = self._last = time.monotonic()

    def __call__(self, summary: Summary) -> None:
        now = time.monotonic()
        if now - self._last < _EVERY:
            return
        self._last = now
        done, fresh = _done(summary), summary.letters + summary.failures
        of, left = "", ""
        if self._total:
            of = f" of {self._total:,}"
            left = f", {(self._total - done) * (now - self._start) / max(fresh, 1):,.0f} seconds left"
        speed = summary.words / (now - self._start)
        print(f"{done:,}{of} letters, {speed:,.0f} words/s, {summary.failures:,} failed{left}", file=sys.stderr)


def _done(summary: Summary) -> int:
    return summary.kept + summary.letters + summary.failures
