"""What a whole command costs, start-up and every process of it included: CPU time, wall time, peak memory."""

import json
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

import psutil

OURS = (sys.executable, "-c", "from nlp_pipeline.cli import app; app()")
"""The command of the environment in which this runs."""
EVERY = 0.2
"""Seconds between two looks at the memory."""

# A process keeps, as its peak memory, that of the process which started it: so a small one starts it. It adopts the
# processes that the command leaves behind (worker processes, whose server outlives it), or their CPU time were lost.
MEASURED = """
import ctypes, json, os, resource, subprocess, sys, time
ctypes.CDLL(None).prctl(36, 1)
start = time.monotonic()
status = subprocess.run(sys.argv[1:], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL).returncode
wall = time.monotonic() - start
while True:
    try:
        os.wait()
    except ChildProcessError:
        break
usage = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([status, usage.ru_utime, usage.ru_stime, wall]))
"""


class RunError(Exception):
    """A program that failed; the message holds what it said."""


@dataclass(frozen=True)
class Cost:
    """CPU seconds, wall seconds and peak memory (MiB: proportional set sizes of all its processes) of a command."""

    user: float
    system: float
    wall: float
    memory: float


def measure(command: Sequence[str], cwd: Path) -> Cost:
    """Runs a command. Raises RunError when it fails."""
    launcher = [sys.executable, "-I", "-S", "-c", MEASURED, *command]
    # not into a pipe, which would be full one day
    with TemporaryFile("w+") as errors:
        with subprocess.Popen(launcher, cwd=cwd, stdout=subprocess.PIPE, stderr=errors, text=True) as process:
            peak = 0.0
            while process.poll() is None:
                peak = max(peak, _memory(process.pid))
                time.sleep(EVERY)
            out, _ = process.communicate()
        errors.seek(0)
        said = errors.read()
    status, *usage = json.loads(out) if process.returncode == 0 else (process.returncode,)
    if status:
        raise RunError(f"{command[0]} failed with status {status}:\n{said[-2000:]}")
    return Cost(*usage, peak)


def _memory(launcher: int) -> float:
    total = 0.0
    try:
        for process in psutil.Process(launcher).children(recursive=True):
            try:
                total += process.memory_full_info().pss / (1 << 20)
            except psutil.Error:
                continue
    except psutil.Error:
        return 0.0
    return total


def cheapest(costs: Sequence[Cost]) -> Cost:
    """Of runs of the same command the one with the least CPU time, with the highest memory of all."""
    least = min(costs, key=lambda cost: cost.user)
    return Cost(least.user, least.system, least.wall, max(cost.memory for cost in costs))


def write_letters(folder: Path, texts: Mapping[str, str]) -> Path:
    """Texts as a folder of letters."""
    folder.mkdir()
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8", newline="\n")
    return folder
