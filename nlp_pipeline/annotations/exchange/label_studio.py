"""Label Studio: a JSON file of tasks, each with one annotation; attributes are edited in the tool.

How to: a project with the labelling interface `nlp_pipeline/data/label_studio.xml` (Settings → Labeling Interface →
Code); import the file; correct a task and press *Update*; export as *JSON* (not JSON-MIN). Select a region to see its
attributes; lists (submitters, ids) have an entry for each part. A COMMITMENT without type or strength is asked for at
*Update*. A task that was skipped (its annotation is cancelled), or whose annotation was deleted, is left out.

What Label Studio does, by its source (1.23.2, `web/libs/editor/src`) and by trial with server and browser:

- It counts code points: `charsToCodePoints` and `findGlobalOffset` in `utils/selection-tools.js` convert what the
  browser counts (HumanSignal/label-studio-frontend#308, 2021). So nothing is converted here.
- Text is not trimmed or changed; form feeds, tabs and runs of blanks are kept and counted. Nor is a selection trimmed
  with `granularity="symbol"`: a person may take outer blanks along.
- A region is a result for its label and one for each attribute, all with the region's `id`; `from_name` is the control.
- Attributes of a label that the region no longer has are not exported, if `whenLabelValue` stands on the control itself
  and not only on a View around it (`canBeSubmitted` in `regions/Result.js`).
- Changes without *Update* are `drafts` in the export; the annotation is still the old one.
- A `Choice` with an `alias` breaks the editor as soon as an imported region has it: so there is none.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from nlp_pipeline.annotations.exchange.travel import Carried, carry, gather, quoted, restore
from nlp_pipeline.annotations.letters import LABELS, AnnotatedLetter, AnnotatedSpan, AnnotationError, attributes

_EXPECTED = "a JSON export of a Label Studio project with letters from `nlp-pipeline annotations export label-studio`"
_CHOICES = frozenset({"cosigned", "status", "mod", "type", "strength"})
"""The controls with a few values to choose from; but for `label`, the others are text."""
_LISTS = frozenset({"submitters", "ids"})


class _Value(BaseModel):
    start: int
    end: int
    labels: list[str] = []
    choices: list[str] = []
    text: str | list[str] = []


class _Result(BaseModel):
    type: Literal["labels", "choices", "textarea"]
    id: str
    from_name: str
    value: _Value


class _Relation(BaseModel):
    """People can draw one in any project; a letter has no place for it."""

    type: Literal["relation"]


class _Annotation(BaseModel):
    was_cancelled: bool = False
    result: list[Annotated[_Result | _Relation, Field(discriminator="type")]]


class _Data(Carried):
    text: str


class _Task(BaseModel):
    data: _Data
    annotations: list[_Annotation]
    drafts: list[Any] = []


def dump(letters: Iterable[AnnotatedLetter]) -> str:
    """The JSON file of tasks that Label Studio imports; offsets in code points."""
    return json.dumps([_task(letter) for letter in letters])


def parse(content: str) -> list[AnnotatedLetter]:
    """The letters of Label Studio's JSON export. Raises AnnotationError: the task, the fault and what to do."""
    try:
        tasks = json.loads(content)
    except ValueError as error:
        raise AnnotationError(f"no JSON: {error}; expected is {_EXPECTED}") from error
    if not isinstance(tasks, list):
        raise AnnotationError(f"no list of tasks; expected is {_EXPECTED}")
    return gather(map(_placed, tasks, range(1, len(tasks) + 1)), _letter, _EXPECTED)


def _task(letter: AnnotatedLetter) -> dict[str, Any]:
    results = [result for number, span in enumerate(letter.spans, 1) for result in _results(str(number), span)]
    return {"data": {"text": letter.text, **carry(letter)}, "annotations": [{"result": results}]}


def _results(region: str, span: AnnotatedSpan) -> Iterator[dict[str, Any]]:
    for name, text in {"label": span.label, **attributes(span)}.items():
        key = _key(name)
        content = text.split(", ") if name in _LISTS else [text]
        yield {
            "id": region,
            "from_name": name,
            "to_name": "text",
            "type": "textarea" if key == "text" else key,
            "value": {"start": span.start, "end": span.end, key: content},
        }


def _placed(task: Any, number: int) -> tuple[str, Any]:
    # people find a task in the tool by its id; a file that was not imported yet has none
    return f"task {task['id'] if isinstance(task, dict) and 'id' in task else number}", task


def _letter(row: Any) -> AnnotatedLetter | None:
    task = _Task.model_validate(row)
    if task.drafts:
        raise AnnotationError(
            f"changes in the letter {task.data.letter!r} were not submitted: press Update in Label Studio, or undo "
            f"them, and export again"
        )
    annotations = [annotation for annotation in task.annotations if not annotation.was_cancelled]
    if len(annotations) > 1:
        raise AnnotationError(
            f"{len(annotations)} annotations of the letter {task.data.letter!r}: delete all but one in Label Studio, "
            f"and export again"
        )
    if not annotations:
        return None
    results = [result for result in annotations[0].result if isinstance(result, _Result)]
    return restore(task.data, task.data.text, _spans(task.data.text, results))


def _spans(text: str, results: Iterable[_Result]) -> Iterable[dict[str, Any]]:
    regions: dict[str, dict[str, Any]] = {}
    for result in results:
        region = regions.setdefault(result.id, {"start": result.value.start, "end": result.value.end})
        if content := _content(result):
            region[result.from_name] = content
    unknown = [
        f"{region.get('label', 'none')} at {quoted(text[region['start'] : region['end']])}"
        for region in regions.values()
        if region.get("label") not in LABELS
    ]
    if unknown:
        raise AnnotationError(
            f"unknown labels: {', '.join(unknown)}; the labels are {', '.join(LABELS)}: choose one of them for each "
            f"region in Label Studio, and export again"
        )
    return regions.values()


def _content(result: _Result) -> str:
    # whatever the control, `text` may be there too, and is then the text of the region
    content = getattr(result.value, _key(result.from_name))
    return content if isinstance(content, str) else ", ".join(content)


def _key(control: str) -> Literal["labels", "choices", "text"]:
    if control == "label":
        return "labels"
    return "choices" if control in _CHOICES else "text"
