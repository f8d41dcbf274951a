"""Prodigy: a JSONL file of tasks for the interface `spans_manual`, a letter a task.

How to: `prodigy spans.manual DATASET blank:nl LETTERS.jsonl --label LABELS` with the names of
`label_names.LABEL_NAMES`, a comma between two; then `prodigy db-out DATASET > CORRECTED.jsonl`. A task rejected or
ignored is left out. A letter that two people annotated is to be reviewed first (`prodigy review`). Of attributes,
see `label_names`.

Prodigy is commercial and was not at hand. This follows its documentation (prodi.gy/docs/api-interfaces), its forum
(support.prodi.gy) and its public recipes (github.com/explosion/prodigy-recipes):

- People select whole tokens; a span has the offsets of its first and last token, and their numbers, the last included
  (support.prodi.gy/t/1211). Tokens are made in Python, here, so offsets are code points and nothing is converted.
- A task may bring its own tokens (`other/transformers_tokenizers.py`). Here a word, a sign and a blank are one each,
  and a token ends where a span does: a footnote marker glued to a year would otherwise be part of it. `ws` says that a
  space follows the token (support.prodi.gy/t/3421).
- `meta` is shown below the text, and comes back (support.prodi.gy/t/6109); other keys of a task are taken to do so too.
- The export adds `answer` (accept, reject or ignore), `_input_hash`, `_task_hash`, `_view_id` and the like. With
  `--highlight-chars` it has no tokens (`ner/ner_manual.py`).
"""

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Any, Literal

from pydantic import BaseModel

from nlp_pipeline.annotations.exchange.label_names import KeptSpan, label_name, read_spans
from nlp_pipeline.annotations.exchange.travel import Carried, carry, dump_lines, gather, lines, restore, span_rows
from nlp_pipeline.annotations.letters import AnnotatedLetter, AnnotatedSpan

_EXPECTED = "the output of `prodigy db-out` for tasks from `nlp-pipeline annotations export prodigy`"
_PIECE = re.compile(r"\w+|\W")


class _Span(BaseModel):
    start: int
    end: int
    label: str


class _Task(BaseModel):
    text: str
    spans: list[_Span] = []
    kept: list[KeptSpan]
    meta: Carried
    answer: Literal["accept", "reject", "ignore"] = "accept"


def dump(letters: Iterable[AnnotatedLetter]) -> str:
    """The JSONL file of tasks that Prodigy loads; all offsets in code points."""
    return dump_lines(map(_task, letters))


def parse(content: str) -> list[AnnotatedLetter]:
    """The letters accepted in Prodigy. Raises AnnotationError that names the line, the fault and what to do."""
    return gather(lines(content), _letter, _EXPECTED)


def _task(letter: AnnotatedLetter) -> dict[str, Any]:
    tokens = _tokens(letter.text, letter.spans)
    first = {token["start"]: token["id"] for token in tokens}
    last = {token["end"]: token["id"] for token in tokens}
    spans = [
        {
            "start": span.start,
            "end": span.end,
            "token_start": first[span.start],
            "token_end": last[span.end],
            "label": label_name(span),
        }
        for span in letter.spans
    ]
    return {
        "text": letter.text,
        "tokens": tokens,
        "spans": spans,
        "kept": list(span_rows(letter)),
        "meta": {name: fact for name, fact in carry(letter).items() if fact},
    }


def _tokens(text: str, spans: Iterable[AnnotatedSpan]) -> list[dict[str, Any]]:
    starts = {span.start for span in spans}
    ends = {span.end for span in spans}
    borders = sorted({piece.start() for piece in _PIECE.finditer(text)} | starts | ends | {len(text)})
    tokens: list[dict[str, Any]] = []
    for start, end in pairwise(borders):
        # a space belongs to the token before it, as in spaCy, unless a span begins or ends with it
        if text[start:end] == " " and tokens and not tokens[-1]["ws"] and start not in starts and end not in ends:
            tokens[-1]["ws"] = True
        else:
            tokens.append({"text": text[start:end], "start": start, "end": end, "id": len(tokens), "ws": False})
    return tokens


def _letter(line: str) -> AnnotatedLetter | None:
    task = _Task.model_validate_json(line)
    if task.answer != "accept":
        return None
    found = ((span.start, span.end, span.label) for span in task.spans)
    return restore(task.meta, task.text, read_spans(task.text, found, task.kept))
