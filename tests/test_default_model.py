"""The default model as it ships: small, documented, and at home without torch."""

import json
import subprocess
import sys

import spacy

from nlp_pipeline.pipeline import default_model, load

MODEL = default_model()
SENTENCE = "De Dienst Terugkeer en Vertrek zal uw Kamer voor 1 mei 2024 informeren."
WITHOUT_TORCH = f"""
import importlib.metadata as installed, sys
hidden = ("torch", "transformers", "spacy_transformers")
sys.modules.update(dict.fromkeys(hidden))
every = installed.distributions
installed.distributions = lambda **of: (d for d in every(**of) if d.metadata["Name"].replace("-", "_") not in hidden)
import spacy
doc = spacy.load({str(MODEL)!r})({SENTENCE!r})
assert sys.modules["torch"] is None
print([e.text for e in doc.ents if e.label_ == "ORG" and e._.confidence is not None])
"""


def test_it_is_small() -> None:
    assert sum(file.stat().st_size for file in MODEL.rglob("*") if file.is_file()) <= 30_000_000


def test_it_says_what_it_is() -> None:
    meta = json.loads((MODEL / "meta.json").read_text(encoding="utf-8"))
    assert meta["license"] == "MIT"
    assert meta["version"] in (MODEL / "README.md").read_text(encoding="utf-8")


def test_it_loads_with_spacy_alone_and_is_what_load_gives() -> None:
    nlp = spacy.load(MODEL)
    assert nlp.meta["version"] == load().meta["version"]
    assert [e.text for e in nlp(SENTENCE).ents] == [e.text for e in load()(SENTENCE).ents]


def test_it_needs_no_torch() -> None:
    result = subprocess.run([sys.executable, "-c", WITHOUT_TORCH], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    assert "Dienst Terugkeer en Vertrek" in result.stdout
