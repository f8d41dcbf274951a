"""What the README shows is what comes out."""

import contextlib
import io
import json
import re
from pathlib import Path
from typing import Any

from nlp_pipeline import annotate

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
LETTER = ROOT / "annotations" / "letters" / "2023-10-17_kamerbrief_motie-simons.txt"


def test_python_example() -> None:
    code, output = re.search(r"```python\n(.*?)```\s*```\n(.*?)```", README, re.DOTALL).groups()  # type: ignore[union-attr]
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(code, {})
    assert printed.getvalue() == output


def holds(shown: Any, real: Any) -> bool:
    """Whether everything shown is in the real record; the text may be cut at `…`, lists may leave items out."""
    if isinstance(shown, dict):
        return all(key in real and holds(value, real[key]) for key, value in shown.items())
    if isinstance(shown, list):
        return all(any(holds(item, other) for other in real) for item in shown)
    if isinstance(shown, str) and shown.endswith("…"):
        return isinstance(real, str) and real.startswith(shown[:-1])
    if isinstance(shown, float):  # a confidence: another processor may round its last digits otherwise
        return isinstance(real, float) and abs(shown - real) < 0.01
    return bool(shown == real)


def test_record_example() -> None:
    shown = json.loads(re.search(r"```json\n(.*?)```", README, re.DOTALL)[1])  # type: ignore[index]
    record = annotate(LETTER.read_text(encoding="utf-8"))
    assert holds(shown, json.loads(json.dumps(record)))
