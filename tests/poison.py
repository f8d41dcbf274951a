"""A pipeline that a letter can tell to crash, hang or eat memory, and the command run with it in processes of its own.

It is a bare one with a component that comes as a package would, by an entry point on the path, so that worker processes
find it too.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
import spacy

POISON = """
import os, signal, time
from spacy.language import Language

@Language.component("poison")
def poison(doc):
    text = doc.text
    if "CRASH" in text:
        os.kill(os.getpid(), signal.SIGSEGV)
    while "HANG" in text:
        pass
    if "SLOW" in text:
        time.sleep(0.2)
    if "EAT" in text:
        bytearray(1 << 32)
    if "RAISE" in text:
        raise ValueError("not today")
    return doc
"""
COMMAND = (sys.executable, "-c", "from nlp_pipeline.cli import app; app()", "annotate")


@pytest.fixture(scope="session")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    site = tmp_path_factory.mktemp("site")
    (site / "poison.py").write_text(POISON)
    # no torch, as in the default install: it takes longer to import than all else here together
    (site / "torch.py").write_text("raise ImportError")
    for package, entry_points in (
        ("poison", "[spacy_factories]\npoison = poison:poison\n"),
        ("spacy_transformers", ""),
    ):
        info = site / f"{package}-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n")
        (info / "entry_points.txt").write_text(entry_points)
    return {**os.environ, "PYTHONPATH": str(site), "OMP_NUM_THREADS": "1"}


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory, environment: dict[str, str]) -> Path:
    """Saved here without the component, which only the other processes know."""
    folder = tmp_path_factory.mktemp("model") / "model"
    nlp = spacy.blank("nl", config={"nlp": {"tokenizer": {"@tokenizers": "nlp_pipeline.NormalisingTokenizer.v1"}}})
    nlp.meta["name"], nlp.meta["version"] = "poisoned", "1"
    nlp.to_disk(folder)
    config = spacy.util.load_config(folder / "config.cfg")
    config["nlp"]["pipeline"] = ["poison"]
    config["components"]["poison"] = {"factory": "poison"}
    config.to_disk(folder / "config.cfg")
    return folder


def letters(folder: Path, count: int, poisoned: dict[int, str]) -> Path:
    folder.mkdir()
    for n in range(count):
        text = f"Den Haag, {n % 28 + 1} mei 2023\n\nGeachte voorzitter,\n\nBrief {n}. {poisoned.get(n, '')}\n"
        (folder / f"{n:03}.txt").write_text(text)
    return folder


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}


def annotate(
    environment: dict[str, str], model: Path, folder: Path, out: Path, *options: str
) -> subprocess.CompletedProcess[str]:
    command = [*COMMAND, str(folder), "-o", str(out), "--model", str(model), *options]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300)


def wait_for(condition: object, seconds: float = 60) -> None:
    assert callable(condition)
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.1)


def done(out: Path) -> int:
    errors = out.with_name("out.errors.jsonl")
    return sum(path.read_bytes().count(b"\n") for path in (out, errors) if path.exists())
