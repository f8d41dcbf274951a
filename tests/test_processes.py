"""Worker processes: what kills one costs no other letter, and a killed run is continued to the same bytes."""

import json
import os
import random
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.poison import COMMAND, annotate, done, files, letters, wait_for


def test_the_bytes_are_the_same_for_any_number_of_workers(
    environment: dict[str, str], model: Path, tmp_path: Path
) -> None:
    folder = letters(tmp_path / "letters", 90, {})
    written = set()
    for workers in ("1", "2", "3"):
        result = annotate(environment, model, folder, tmp_path / f"{workers}.jsonl", "--workers", workers)
        assert result.returncode == 0, result.stderr
        written.add((tmp_path / f"{workers}.jsonl").read_bytes())
    assert len(written) == 1
    paths = [json.loads(line)["source"]["path"] for line in written.pop().splitlines()]
    assert paths == sorted(map(str, folder.iterdir()))


@pytest.mark.parametrize(
    ("poison", "error", "message"),
    [
        ("CRASH", "WorkerDied", "SIGSEGV"),
        ("HANG", "Timeout", "not done after 3 seconds"),
        ("EAT", "OutOfMemory", "wants more than 1.5 GiB"),
        ("RAISE", "ValueError", "not today"),
    ],
)
def test_a_poisoned_letter_is_a_row_and_the_others_are_done(
    environment: dict[str, str], model: Path, tmp_path: Path, poison: str, error: str, message: str
) -> None:
    folder = letters(tmp_path / "letters", 12, {0: poison, 5: poison, 11: poison})
    out = tmp_path / "out.jsonl"
    result = annotate(environment, model, folder, out, "--workers", "2", "--timeout", "3", "--memory", "1.5")
    assert result.returncode == 1
    assert len(out.read_text().splitlines()) == 9
    rows = [json.loads(row) for row in (tmp_path / "out.errors.jsonl").read_text().splitlines()]
    assert [Path(row["path"]).name for row in rows] == ["000.txt", "005.txt", "011.txt"]
    assert all(row["error"] == error and message in row["message"] for row in rows)
    assert "9 letters annotated" in result.stderr
    assert "3 failures" in result.stderr
    (folder / "005.txt").write_text("Genezen.\n")
    again = annotate(environment, model, folder, out, "--retry-errors", "--timeout", "3", "--memory", "1.5", "--quiet")
    assert len(out.read_text().splitlines()) == 10
    assert again.stderr.count("\n") == 1


def test_no_worker_outlives_a_killed_run(environment: dict[str, str], model: Path, tmp_path: Path) -> None:
    folder = letters(tmp_path / "letters", 3, {1: "HANG"})
    command = [*COMMAND, str(folder), "-o", str(tmp_path / "out.jsonl"), "--model", str(model), "--timeout", "8"]
    run = subprocess.Popen(command, env={**environment, "NLP_RUN": str(tmp_path)}, stderr=subprocess.DEVNULL)
    wait_for(lambda: len(descended(tmp_path)) >= 3)
    run.kill()
    run.wait()
    wait_for(lambda: not descended(tmp_path))


def descended(mark: Path) -> list[str]:
    """The processes whose environment bears the mark."""
    found = []
    for path in Path("/proc").glob("[0-9]*/environ"):
        try:
            if f"NLP_RUN={mark}".encode() in path.read_bytes().split(b"\0"):
                found.append(path.parent.name)
        except OSError:
            continue
    return found


def test_a_run_killed_at_twenty_moments_ends_with_the_bytes_of_an_undisturbed_one(
    environment: dict[str, str], model: Path, tmp_path: Path
) -> None:
    poisons = ["CRASH", "CRASH", "CRASH", "HANG", "EAT", "EAT", "RAISE", "RAISE", "RAISE", "CRASH"]
    draw = random.Random(20)
    folder = letters(tmp_path / "letters", 300, dict(zip(draw.sample(range(300), 10), poisons, strict=True)))
    limits = ("--workers", "2", "--timeout", "4", "--memory", "1.5", "--quiet")
    for where in ("want", "got"):
        (tmp_path / where).mkdir()
    result = annotate(environment, model, folder, tmp_path / "want" / "out.jsonl", *limits)
    assert result.returncode == 1, result.stderr

    out = tmp_path / "got" / "out.jsonl"
    command = [*COMMAND, str(folder), "-o", str(out), "--model", str(model), *limits, "--resume"]
    kills = 0
    while kills < 20:
        before = done(out)
        with subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL, start_new_session=True) as run:
            # at some moment of the start-up in every other run, behind a few more letters in the rest
            if kills % 2:
                time.sleep(draw.uniform(0, 4))
            else:
                more = before + draw.randrange(1, 25)
                wait_for(lambda more=more, run=run: done(out) >= more or run.poll() is not None)  # type: ignore[misc]
            os.killpg(run.pid, signal.SIGKILL)
        kills += 1
    result = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300)
    assert result.returncode in (0, 1), result.stderr
    assert files(out.parent) == files(tmp_path / "want")
