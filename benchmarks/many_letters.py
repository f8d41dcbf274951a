"""What many letters cost: `python benchmarks/many_letters.py cost|memory|length LETTERS… [options]`.

LETTERS are annotated letters (`annotations/train.jsonl`) or other `.jsonl` files with a `text` a row. Absolute times
differ between machines, so each comparison is made in one run, side by side, and given as a ratio. Run it in an
environment with the package and `psutil` alone: spaCy imports torch wherever it is installed, which costs seconds.

- `cost`: user CPU a word of the whole command against Frog (named entities only, on letters that are mended already)
  and against spaCy's bare tokenizer; wall time with one and with two workers.
- `memory`: the peak of all processes for a tenth of the letters and for all of them; letters are cut from the texts.
- `length`: seconds for one letter of 1 to 1,000 pages.
"""

import argparse
import json
import lzma
import shutil
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import spacy
from measuring import OURS, Cost, cheapest, measure, write_letters
from rich import box
from rich.console import Console
from rich.table import Table

from nlp_pipeline import load
from nlp_pipeline.normalising import normalise

FROG = ("frog", "--skip=pcla", "--threads=1")
PAGES = (1, 3, 10, 30, 100, 300, 1000)
PAGE = 2500
"""Characters on a page."""
SHORT = 400
"""Characters of a letter of the memory benchmark: it is about their number."""


def texts_of(files: Sequence[Path]) -> Iterator[str]:
    for file in files:
        with (lzma.open if file.suffix == ".xz" else open)(file, "rt", encoding="utf-8") as rows:
            for row in rows:
                yield json.loads(row)["text"]


def annotate(letters: Path, out: Path, workers: int) -> list[str]:
    command = [*OURS, "annotate", str(letters), "-o", str(out), "--overwrite", "--quiet", "--workers", str(workers)]
    return command


def bare_seconds(texts: Sequence[str]) -> float:
    tokenizer = spacy.blank("nl").tokenizer
    tokenizer("warm te draaien")
    start = time.process_time()
    for text in texts:
        tokenizer(text)
    return time.process_time() - start


def cost(texts: Sequence[str], repeat: int, console: Console) -> None:
    words = sum(len(text.split()) for text in texts)
    names = [f"{number:05}" for number in range(len(texts))]
    rows: dict[str, Cost] = {}
    with TemporaryDirectory() as folder:
        work = Path(folder)
        letters = write_letters(work / "letters", dict(zip(names, texts, strict=True)))
        bare: list[float] = []
        ours: dict[int, list[Cost]] = {1: [], 2: []}
        for _ in range(repeat):
            for workers, costs in ours.items():
                costs.append(measure(annotate(letters, work / "out.jsonl", workers), work))
            bare.append(bare_seconds(texts))
        rows = {"annotate, 1 worker": cheapest(ours[1]), "annotate, 2 workers": cheapest(ours[2])}
        if shutil.which(FROG[0]):
            mended = write_letters(
                work / "mended", {name: normalise(text).text for name, text in zip(names, texts, strict=True)}
            )
            (work / "frog").mkdir()
            command = [*FROG, f"--testdir={mended}", f"--outputdir={work / 'frog'}"]
            rows["frog"] = cheapest([measure(command, work) for _ in range(repeat)])
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for number, column in enumerate(("program", "user CPU s", "system", "wall s", "words/user CPU s", "peak MiB")):
        table.add_column(column, justify="right" if number else "left", no_wrap=True)
    for name, one in rows.items():
        figures = f"{one.user:.1f} {one.system:.1f} {one.wall:.1f} {words / one.user:,.0f} {one.memory:,.0f}"
        table.add_row(name, *figures.split())
    table.add_row("bare tokenizer", f"{min(bare):.2f}", "", "", f"{words / min(bare):,.0f}", "")
    console.print(f"{len(texts)} letters, {words:,} words", highlight=False)
    console.print(table, highlight=False)
    one = rows["annotate, 1 worker"]
    console.print(f"bare tokenizer : annotate  1/{one.user / min(bare):.1f} of its speed", highlight=False)
    console.print(f"two workers : one          {min(c.wall for c in ours[1]) / min(c.wall for c in ours[2]):.2f}")
    if frog := rows.get("frog"):
        console.print(
            f"annotate : frog            {frog.user / one.user:.1f} times its speed, ", highlight=False, end=""
        )
        console.print(f"{one.memory / frog.memory:.2f} of its memory", highlight=False)


def memory(texts: Sequence[str], count: int, console: Console) -> None:
    pieces = (text[at : at + SHORT] for text in texts for at in range(0, len(text) - SHORT, SHORT))
    # what nobody reads as a letter would be a failure, and end the measurement
    cut = (piece for piece in pieces if piece.strip() and "\b" not in piece)
    letters = [json.dumps({"text": letter}) for letter, _ in zip(cut, range(count), strict=False)]
    peaks = []
    with TemporaryDirectory() as folder:
        work = Path(folder)
        for many in (len(letters) // 10, len(letters)):
            source = work / f"{many}"
            source.mkdir()
            for number, letter in enumerate(letters[:many]):
                (source / f"{number:06}.txt").write_text(json.loads(letter)["text"], encoding="utf-8")
            one = measure(annotate(source, work / "out.jsonl", 2), work)
            peaks.append(one.memory)
            console.print(f"{many:7,} letters  {one.wall:8.1f} s  {one.memory:6,.0f} MiB", highlight=False)
    console.print(f"all : a tenth  {peaks[1] / peaks[0]:.2f}", highlight=False)


def length(texts: Sequence[str], console: Console) -> None:
    nlp = load()
    everything = "\n\f".join(texts)
    nlp(everything[:PAGE])
    for pages in PAGES:
        if len(everything) < pages * PAGE:
            break
        letter = everything[: pages * PAGE]
        start = time.process_time()
        with nlp.memory_zone():
            nlp(letter)
        spent = time.process_time() - start
        console.print(f"{pages:5,} pages  {spent:7.2f} s  {spent / pages * 1000:6.1f} ms a page", highlight=False)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("cost", "memory", "length"))
    parser.add_argument("letters", nargs="+", type=Path, metavar="LETTERS")
    parser.add_argument("--count", type=int, metavar="N", help="take so many letters")
    parser.add_argument("--repeat", type=int, default=1, metavar="N", help="run each N times")
    asked = parser.parse_args()
    console = Console(soft_wrap=True, width=110)
    texts = list(texts_of(asked.letters))
    if asked.what == "cost":
        cost(texts[: asked.count], asked.repeat, console)
    elif asked.what == "memory":
        memory(texts, asked.count or 20_000, console)
    else:
        length(texts, console)


if __name__ == "__main__":
    main()
