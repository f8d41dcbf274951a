"""How ORG of the default pipeline compares with Frog's: `python benchmarks/frog.py GOLD… [--repeat N]`.

Frog (`apt-get install frog frogdata`) is the Dutch named-entity recogniser that one would take today. Both annotate
the same letters, each in one process with one thread:

- `nlp-pipeline annotate` the letters as they came;
- `frog` with tokenizer, tagger and named entities only, the letters after our own `normalise`: it gets the mended text
  too, without broken words and page furniture, and does not pay for the mending.

Quality: ORG alone, by `nlp_pipeline.evaluation`, on the source text. Frog's tokens are looked up in the mended text one
after the other, and its entities laid on the source by the alignment. Frog was not made for the annotation guidelines
of these letters, so that relaxed (any overlap) may be fairer to it than strict.

Cost: user and system CPU seconds of the whole command, start-up included (the least of N runs), words of the source a
user CPU second, and peak memory (the most of N runs). Run it in an environment with nothing but this package (`pip
install .`): spaCy imports torch and plug-ins wherever they are installed, which costs seconds and memory.
"""

import argparse
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from measuring import OURS, Cost, RunError, cheapest, measure, write_letters
from rich import box
from rich.console import Console
from rich.table import Table

from nlp_pipeline.annotations import AnnotatedLetter, AnnotationError, SpanLabel, read_letters
from nlp_pipeline.evaluation import FoundSpan, match, read_predictions, score
from nlp_pipeline.evaluation.scores import RowScores
from nlp_pipeline.normalising import Normalised, normalise
from nlp_pipeline.values import Offsets

FAILED, WRONG_USE = 1, 2
ORG: SpanLabel = "ORG"
OUTSIDE = "O"
FROG = ("frog", "--skip=pcla", "--threads=1")
"""Without parser, chunker, lemmatizer and morphology; the tagger must run, named entities need it."""
TOKEN, ENTITY = 1, 7
"""Columns of Frog's output: the word, and its named-entity tag (`B-ORG`, `I-ORG`, `O` …)."""

WIDTH = 100
"""Columns of the tables, so that they come out whole in a file too."""
WINDOW = 200
"""Characters in which a token that does not come next is looked for."""
AS_FROG = str.maketrans(dict.fromkeys("‘’`´", "'") | {"\xad": None})
"""Frog's own changes of characters; it also takes ligatures apart and drops spaces."""


def folded(text: str) -> Iterator[tuple[str, int]]:
    """The characters of a text in the form in which it is compared with tokens, each with its place in the text."""
    for place, char in enumerate(text):
        for part in unicodedata.normalize("NFKD", char.translate(AS_FROG)):
            if not part.isspace():
                yield part, place


def placed(text: str, rows: str) -> Iterator[tuple[str, Offsets | None]]:
    """Each token's tag and half-open offsets in `text`, None where it is not found; `rows` is Frog's output."""
    chars = list(folded(text))
    plain = "".join(char for char, _ in chars)
    at = 0
    for row in rows.split("\n"):
        columns = row.split("\t")
        if len(columns) <= ENTITY:
            yield OUTSIDE, (at, at)  # the blank line after a sentence
            continue
        token = "".join(char for char, _ in folded(columns[TOKEN]))
        found = plain.find(token, at, at + len(token) + WINDOW)
        if not token or found < 0:
            yield columns[ENTITY], None
        else:
            at = found + len(token)
            yield columns[ENTITY], (chars[found][1], chars[at - 1][1] + 1)


def organisations(tokens: Iterable[tuple[str, Offsets | None]]) -> list[Offsets]:
    """From the first token of each ORG entity to its last; tokens that were not found are passed over."""
    entities: list[Offsets] = []
    inside = False
    for tag, place in tokens:
        goes_on = inside and tag == f"I-{ORG}"
        is_org = tag.endswith(f"-{ORG}")
        if is_org and place:
            start = entities.pop()[0] if goes_on else place[0]
            entities.append((start, place[1]))
        inside = goes_on or (is_org and place is not None)
    return entities


def on_source(entity: Offsets, mended: Normalised) -> FoundSpan:
    """The entity as `evaluation` wants it, on the source text."""
    fragments = mended.alignment.to_source(*entity)
    return FoundSpan(
        ORG, fragments[0][0], fragments[-1][1], fragments[0][1], mended.text[slice(*entity)], {}, confidence=None
    )


def run_frog(letters: Sequence[AnnotatedLetter], work: Path, repeat: int) -> tuple[RowScores, Cost]:
    mended = {letter.id: normalise(letter.text) for letter in letters}
    inputs = write_letters(work / "mended", {name: one.text for name, one in mended.items()})
    out = work / "frog"
    out.mkdir()
    command = [*FROG, f"--testdir={inputs}", f"--outputdir={out}"]
    cost = cheapest([measure(command, work) for _ in range(repeat)])
    found: dict[str, list[FoundSpan]] = {}
    lost = 0
    for name, one in mended.items():
        tokens = list(placed(one.text, read_output(out / f"{name}.txt.out")))
        lost += sum(place is None for _, place in tokens)
        found[name] = [on_source(entity, one) for entity in organisations(tokens)]
    if lost:
        print(f"{lost} of Frog's tokens could not be found in the mended text", file=sys.stderr)
    return scores(letters, found), cost


def read_output(file: Path) -> str:
    """What Frog wrote for a letter. Raises RunError when it wrote nothing."""
    if not file.is_file():
        raise RunError(f"Frog wrote no {file.name}")
    return file.read_text(encoding="utf-8")


def run_ours(letters: Sequence[AnnotatedLetter], work: Path, repeat: int) -> tuple[RowScores, Cost]:
    inputs = write_letters(work / "letters", {letter.id: letter.text for letter in letters})
    out = work / "ours.jsonl"
    command = [*OURS, "annotate", str(inputs), "-o", str(out), "--overwrite", "--workers", "1"]
    cost = cheapest([measure(command, work) for _ in range(repeat)])
    return scores(letters, read_predictions(out, letters)), cost


def scores(letters: Sequence[AnnotatedLetter], found: Mapping[str, list[FoundSpan]]) -> RowScores:
    """ORG alone."""
    of_org = {name: [span for span in spans if span.label == ORG] for name, spans in found.items()}
    return score([match(letter, of_org[letter.id]) for letter in letters]).rows[ORG]


def table(title: str, *columns: str) -> Table:
    made = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False, collapse_padding=True)
    for number, column in enumerate(columns):
        made.add_column(column, justify="right" if number else "left", no_wrap=True)
    return made


def quality_table(rows: Mapping[str, RowScores]) -> Table:
    made = table("ORG", "program", "gold", "found", "P", "R", "F1", "95%", "relaxed", "95%")
    for name, row in rows.items():
        strict, relaxed = row.by["strict"], row.by["relaxed"]
        figures = (f"{figure:.3f}" for figure in (strict.precision, strict.recall, strict.f1))
        intervals = ("{:.3f}–{:.3f}".format(*one.interval) for one in (strict, relaxed))
        made.add_row(
            name, str(row.gold), str(row.found), *figures, next(intervals), f"{relaxed.f1:.3f}", next(intervals)
        )
    return made


def cost_table(costs: Mapping[str, Cost], words: int) -> Table:
    made = table("Cost", "program", "user CPU s", "system CPU s", "words/user CPU s", "peak MiB")
    for name, cost in costs.items():
        figures = (f"{cost.user:.1f}", f"{cost.system:.1f}", f"{words / cost.user:,.0f}", f"{cost.memory:,.0f}")
        made.add_row(name, *figures)
    ours, frog = costs.values()
    user, system, memory = (frog.user / ours.user, frog.system / ours.system, frog.memory / ours.memory)
    made.add_row("frog : ours", f"{user:.2f}", f"{system:.2f}", f"{1 / user:.2f}", f"{memory:.2f}")
    return made


def frog_version() -> str:
    """`frog` with its version; stops with status 2 where it is not installed."""
    if shutil.which(FROG[0]) is None:
        print("frog is not installed: `apt-get install frog frogdata`", file=sys.stderr)
        raise SystemExit(WRONG_USE)
    with TemporaryDirectory() as empty:  # on starting, Frog deletes old debug files of its own where it stands
        said = subprocess.run([FROG[0], "-V"], cwd=empty, capture_output=True, text=True)
    return " ".join((said.stdout + said.stderr).split()[:2])


def warn_of_torch() -> None:
    if find_spec("torch"):
        print("torch is installed here and spaCy imports it: nlp-pipeline costs less without", file=sys.stderr)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="ORG of the default pipeline against Frog: quality and cost.")
    parser.add_argument("gold", nargs="+", type=Path, metavar="GOLD", help="files of annotated letters, or folders")
    parser.add_argument("--repeat", type=int, default=1, metavar="N", help="run each N times (default: 1)")
    parsed = parser.parse_args()
    if parsed.repeat < 1:
        parser.error("--repeat must be 1 or more")
    return parsed


def main() -> None:
    asked = arguments()
    frog = frog_version()
    warn_of_torch()
    try:
        letters = read_letters(asked.gold)
        with TemporaryDirectory() as folder:
            runs = {
                "nlp-pipeline": run_ours(letters, Path(folder), asked.repeat),
                "frog": run_frog(letters, Path(folder), asked.repeat),
            }
    except AnnotationError as error:
        print(error, file=sys.stderr)
        raise SystemExit(WRONG_USE) from error
    except RunError as error:
        print(error, file=sys.stderr)
        raise SystemExit(FAILED) from error
    words = sum(len(letter.text.split()) for letter in letters)
    console = Console(soft_wrap=True, width=WIDTH)
    console.print(
        f"{len(letters)} letters, {words:,} words; nlp-pipeline {version('nlp-pipeline')}, {frog}\n", highlight=False
    )
    console.print(quality_table({name: row for name, (row, _) in runs.items()}), highlight=False)
    console.print(cost_table({name: cost for name, (_, cost) in runs.items()}, words), highlight=False)


if __name__ == "__main__":
    main()
