"""The engine of many machines, on a real Dask cluster of this one: a scheduler and two workers, each with its nanny."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from nlp_pipeline.batch.cluster import Cluster
from nlp_pipeline.batch.worker import EngineError, Settings
from tests.poison import COMMAND, annotate, done, files, letters, wait_for

distributed = pytest.importorskip("distributed")


class Machines:
    """A scheduler and its workers, each with all that it starts in a process group of its own."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self._folder, self._environment = folder, environment
        self._file = folder / "scheduler.json"
        self.workers: list[subprocess.Popen[bytes]] = []
        self.scheduler = self._start("scheduler", "--port", "0")
        wait_for(self._file.exists)
        self.address: str = json.loads(self._file.read_text())["address"]

    def _start(self, what: str, *options: str, **environment: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", f"distributed.cli.dask_{what}", "--scheduler-file", str(self._file)]
        with (self._folder / "log").open("ab") as log:
            return subprocess.Popen(
                [*command, "--host", "127.0.0.1", "--no-dashboard", *options],
                cwd=self._folder,
                env={**self._environment, **environment},
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def add_worker(self, **environment: str) -> None:
        options = ("--nthreads", "1", "--death-timeout", "20", "--local-directory", str(self._folder))
        self.workers.append(self._start("worker", *options, **environment))

    def wait_for_workers(self, count: int) -> None:
        with distributed.Client(self.address, set_as_default=False) as client:
            wait_for(lambda: len(client.nthreads()) == count)

    def kill(self, machine: subprocess.Popen[bytes]) -> None:
        with suppress(ProcessLookupError):
            os.killpg(machine.pid, signal.SIGKILL)
        machine.wait()

    def kill_worker(self) -> None:
        self.kill(self.workers.pop())
        self.wait_for_workers(len(self.workers))

    def close(self) -> None:
        for machine in (*self.workers, self.scheduler):
            self.kill(machine)


@pytest.fixture(scope="module")
def started(environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    with closing(Machines(tmp_path_factory.mktemp("machines"), environment)) as machines:
        yield machines


@pytest.fixture
def machines(started: Machines) -> Machines:
    """With two workers, whatever the test before did to them."""
    while len(started.workers) < 2:
        started.add_worker()
    started.wait_for_workers(2)
    return started


@pytest.fixture
def impatient(environment: dict[str, str]) -> dict[str, str]:
    """Dask's own setting for how long to wait for a scheduler, half a minute else."""
    return {**environment, "DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "2s"}


def dask(address: str) -> tuple[str, ...]:
    return ("--engine", "dask", "--scheduler", address)


def test_a_poisoned_letter_is_a_row_and_the_others_are_those_of_the_local_engine(
    machines: Machines, environment: dict[str, str], model: Path, tmp_path: Path
) -> None:
    # more than may wait for the crashing one
    folder = letters(tmp_path / "letters", 150, {3: "CRASH", 17: "RAISE", 149: "HANG"})
    for where, options in (("local", ("--workers", "1")), ("cluster", dask(machines.address))):
        (tmp_path / where).mkdir()
        result = annotate(
            environment, model, folder, tmp_path / where / "out.jsonl", "--timeout", "2", "--quiet", *options
        )
        assert result.returncode == 1, result.stderr
        assert result.stderr.count("\n") == 1
    local, cluster = files(tmp_path / "local"), files(tmp_path / "cluster")
    assert cluster["out.jsonl"] == local["out.jsonl"]
    crashed, *others = cluster["out.errors.jsonl"].splitlines()
    assert others == local["out.errors.jsonl"].splitlines()[1:]
    row = json.loads(crashed)
    assert (Path(row["path"]).name, row["error"]) == ("003.txt", "WorkerDied")


def test_nothing_is_lost_with_a_worker(
    machines: Machines, environment: dict[str, str], model: Path, tmp_path: Path
) -> None:
    folder = letters(tmp_path / "letters", 30, dict.fromkeys(range(30), "SLOW"))
    result = annotate(environment, model, folder, tmp_path / "local.jsonl")
    assert result.returncode == 0, result.stderr
    out = tmp_path / "out.jsonl"
    command = [*COMMAND, str(folder), "-o", str(out), "--model", str(model), "--quiet", *dask(machines.address)]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as run:
        wait_for(lambda: done(out) >= 5 or run.poll() is not None)
        machines.kill(machines.workers.pop())
        assert run.poll() is None
        assert run.communicate(timeout=60) == (None, "")
    assert run.returncode == 0
    assert out.read_bytes() == (tmp_path / "local.jsonl").read_bytes()


def test_names_mean_what_they_mean_where_the_run_is_started(
    machines: Machines, environment: dict[str, str], model: Path, tmp_path: Path
) -> None:
    letters(tmp_path / "letters", 2, {})
    command = [*COMMAND, "letters", "-o", "out.jsonl", "--model", os.path.relpath(model, tmp_path)]
    result = subprocess.run([*command, *dask(machines.address)], cwd=tmp_path, env=environment, timeout=60)
    assert result.returncode == 0
    records = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert [record["source"]["path"] for record in records] == ["letters/000.txt", "letters/001.txt"]


def test_a_model_that_the_workers_do_not_have_is_named(
    machines: Machines, environment: dict[str, str], tmp_path: Path
) -> None:
    folder = letters(tmp_path / "letters", 2, {})
    result = annotate(environment, tmp_path / "none", folder, tmp_path / "out.jsonl", *dask(machines.address))
    assert result.returncode == 2
    assert "cannot do the work" in result.stderr
    assert f"{tmp_path / 'none'}: no model in there" in result.stderr
    assert not (tmp_path / "out.jsonl").exists()


def test_a_worker_without_the_package_is_named(
    machines: Machines, environment: dict[str, str], model: Path, tmp_path: Path
) -> None:
    (tmp_path / "nlp_pipeline.py").write_text("raise ImportError('not installed')")
    machines.kill_worker()
    machines.add_worker(PYTHONPATH=str(tmp_path))
    machines.wait_for_workers(2)
    folder = letters(tmp_path / "letters", 2, {})
    result = annotate(environment, model, folder, tmp_path / "out.jsonl", *dask(machines.address))
    machines.kill_worker()
    assert result.returncode == 2
    assert "not installed" in result.stderr


def test_a_run_whose_scheduler_dies_can_be_continued(
    machines: Machines, impatient: dict[str, str], model: Path, tmp_path: Path
) -> None:
    folder = letters(tmp_path / "letters", 30, dict.fromkeys(range(30), "SLOW"))
    out = tmp_path / "out.jsonl"
    command = [*COMMAND, str(folder), "-o", str(out), "--model", str(model), "--quiet"]
    with subprocess.Popen([*command, *dask(machines.address)], env=impatient, stderr=subprocess.PIPE, text=True) as run:
        wait_for(lambda: done(out) >= 5 or run.poll() is not None)
        machines.kill(machines.scheduler)
        _, said = run.communicate(timeout=60)
    assert run.returncode == 1
    assert f"the scheduler at {machines.address} is gone" in said
    assert "--resume" in said
    assert said.count("\n") == 1
    assert subprocess.run([*command, "--resume"], env=impatient, timeout=60).returncode == 0
    assert len(out.read_text().splitlines()) == 30


def test_a_scheduler_that_does_not_answer_is_wrong_use(impatient: dict[str, str], model: Path, tmp_path: Path) -> None:
    folder = letters(tmp_path / "letters", 2, {})
    result = annotate(impatient, model, folder, tmp_path / "out.jsonl", *dask("tcp://127.0.0.1:1"))
    assert result.returncode == 2
    assert "no Dask scheduler answers at tcp://127.0.0.1:1" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("threads", "versions", "message"),
    [
        ({}, {}, "has no workers"),
        ({"a": 1, "b": 2}, {"a": "1", "b": "1"}, "worker b has several threads"),
        ({"a": 1, "b": 1}, {"a": "1", "b": "2"}, "install the same on all"),
    ],
)
def test_workers_that_will_not_do_are_refused(
    monkeypatch: pytest.MonkeyPatch, threads: dict[str, int], versions: dict[str, str], message: str
) -> None:
    class Client:
        def __init__(self, *_: object, **__: object) -> None:
            pass

        def nthreads(self) -> dict[str, int]:
            return threads

        def run(self, *_: object, **__: object) -> dict[str, dict[str, str]]:
            return {worker: {"name": "nl", "version": version} for worker, version in versions.items()}

    monkeypatch.setattr(distributed, "Client", Client)
    with pytest.raises(EngineError, match=message):
        Cluster(Settings(), "tcp://127.0.0.1:1", 1).start()


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(EngineError, match=r"pip install 'nlp-pipeline\[cluster\]'"):
        Cluster(Settings(), "tcp://127.0.0.1:1", 1).start()
