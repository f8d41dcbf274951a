"""Inline markup of the cases: `<DATE value="2023-10">oktober 2023</DATE>` → plain text and spans."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

CASES = Path(__file__).parent / "cases"
_TAG = re.compile(r"<(?P<close>/?)(?P<label>[A-Z]+)(?P<attrs>(?:\s+\w+=\"[^\"]*\")*)>")
_ATTR = re.compile(r"(\w+)=\"([^\"]*)\"")

Marked = tuple[int, int, str, dict[str, str]]


def parse(marked: str) -> tuple[str, list[Marked]]:
    """The text without its tags, and `(start, end, label, attributes)` of each tagged span, offsets in that text."""
    plain, spans, open_tags = "", [], []
    last = 0
    for tag in _TAG.finditer(marked):
        plain += marked[last : tag.start()]
        last = tag.end()
        if tag["close"]:
            start, label, attrs = open_tags.pop()
            assert label == tag["label"], f"</{tag['label']}> closes <{label}>"
            spans.append((start, len(plain), label, attrs))
        else:
            open_tags.append((len(plain), tag["label"], dict(_ATTR.findall(tag["attrs"]))))
    assert not open_tags, f"tags left open: {open_tags}"
    return plain + marked[last:], sorted(spans)


def cases(concept: str) -> list[Any]:
    """The cases of `tests/cases/<concept>.jsonl` as pytest parameters; known failures are expected to fail, by id."""
    params = []
    for line in (CASES / f"{concept}.jsonl").read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        known = case.get("known_failure")
        marks = [pytest.mark.xfail(reason=known, strict=True)] if known else []
        params.append(pytest.param(case, id=case["id"], marks=marks))
    return params
