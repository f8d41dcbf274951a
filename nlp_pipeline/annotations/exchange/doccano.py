"""doccano: a JSONL file, a letter a line, with `text`, `label` and metadata.

How to: a project of the type *Sequence Labeling* with *Allow overlapping spans* on before the import: else doccano
drops, without a word, the spans that a COMMITMENT lies over. Leave *Count grapheme clusters as one character* and *Use
relation labeling* off. Import and export as JSONL; the export is a ZIP with a file for each member, or with `all.jsonl`
where annotations are shared. The import makes the labels that occur in it: add the others of `label_names.LABEL_NAMES`
by hand. Of attributes, see `label_names`.

What doccano does, by its source (1.8.4) and by trial with server and browser:

- It counts UTF-16 code units: v-annotator takes the offsets of the browser's selection (`TextSelectionHandler.ts`), and
  the server stores them as they come (doccano#2290). So offsets are converted here, both ways.
- A column that is neither `text` nor `label` becomes metadata of the example, is shown beside the text, and comes back
  as a column of the export (`TextData.parse` in `data_import`, `ExportedExample.to_dict` in `data_export`). The file is
  read through pandas, which makes NaN of what a row lacks: so each row has all columns.
- It guesses the encoding of a file with chardet: so the file is in ASCII.
- Text is neither trimmed nor changed, nor is a selection: a person may take outer blanks along.
"""

from collections.abc import Iterable, Iterator
from itertools import accumulate, pairwise
from typing import Any

from nlp_pipeline.annotations.exchange.label_names import KeptSpan, label_name, read_spans
from nlp_pipeline.annotations.exchange.travel import Carried, carry, dump_lines, gather, lines, restore, span_rows
from nlp_pipeline.annotations.letters import AnnotatedLetter, AnnotatedSpan, AnnotationError

_EXPECTED = (
    "the JSONL export of a doccano project for sequence labelling, without relations, with letters from "
    "`nlp-pipeline annotations export doccano`"
)


class _Row(Carried):
    text: str
    label: list[tuple[int, int, str]]
    spans: list[KeptSpan]


def dump(letters: Iterable[AnnotatedLetter]) -> str:
    """The JSONL file that doccano imports; offsets in `label` are UTF-16 code units, those in `spans` code points."""
    return dump_lines(map(_row, letters))


def parse(content: str) -> list[AnnotatedLetter]:
    """The letters of doccano's JSONL export. Raises AnnotationError that names the line, the fault and what to do."""
    letters = gather(lines(content), _letter, _EXPECTED)
    if not any(_overlap(letter.spans) for letter in letters) and _went_out_overlapping(content):
        raise AnnotationError(
            "no span lies over another, as some did when the letters went out: doccano dropped them; turn “Allow "
            "overlapping spans” on in a new project, import the letters there and correct them again"
        )
    return letters


def _row(letter: AnnotatedLetter) -> dict[str, Any]:
    units = _utf16_offsets(letter.text)
    return {
        "text": letter.text,
        "label": [[units[span.start], units[span.end], label_name(span)] for span in letter.spans],
        **carry(letter),
        "spans": list(span_rows(letter)),
    }


def _letter(line: str) -> AnnotatedLetter:
    row = _Row.model_validate_json(line)
    return restore(row, row.text, read_spans(row.text, _code_points(row), row.spans))


def _went_out_overlapping(content: str) -> bool:
    return any(_overlap(_Row.model_validate_json(line).spans) for _, line in lines(content))


def _overlap(spans: Iterable[AnnotatedSpan | KeptSpan]) -> bool:
    ordered = sorted((span.start, span.end) for span in spans)
    return any(start < end for (_, end), (start, _) in pairwise(ordered))


def _code_points(row: _Row) -> Iterator[tuple[int, int, str]]:
    points = {unit: point for point, unit in enumerate(_utf16_offsets(row.text))}
    for start, end, name in row.label:
        if start not in points or end not in points:
            raise AnnotationError(
                f"the {name} at {start}–{end} ends inside a character or behind the text: turn “Count grapheme "
                f"clusters as one character” off in a new project, import the letters there and correct them again"
            )
        yield points[start], points[end], name


def _utf16_offsets(text: str) -> list[int]:
    """For each code-point offset, the end of the text too, the same in UTF-16 code units."""
    return list(accumulate((2 if char > "\uffff" else 1 for char in text), initial=0))
