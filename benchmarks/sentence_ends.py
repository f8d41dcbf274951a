"""Where sentences end: our sentences against a reader's judgement at 450 places drawn from the annotated letters.

    python benchmarks/sentence_ends.py [--show]

`sentence_ends.jsonl` has 200 points, colons and the like at random, 150 behind an abbreviation, an initial or a number
(`nr.`, `c.s.`, `drs.`, `J.`), and 100 line ends of the mended text; for each whether a sentence ends there, judged by
reading (one reader, who did not see what our rules say). `at` counts in the normalised text of the letter.
"""

import json
from collections import defaultdict
from pathlib import Path
from typing import Annotated

import typer

from nlp_pipeline.annotations import read_letters
from nlp_pipeline.components.sentences import sentence_spans
from nlp_pipeline.normalising import normalise

POINTS = Path(__file__).with_suffix(".jsonl")


def main(
    annotations: Path = Path("annotations"),
    show: Annotated[bool, typer.Option("--show", help="Print what is wrong.")] = False,
) -> None:
    """Prints how many places of each kind are judged as the reader did."""
    letters = {letter.id: letter for letter in read_letters([annotations / f"{s}.jsonl" for s in ("train", "dev")])}
    points = [json.loads(line) for line in POINTS.read_text(encoding="utf-8").splitlines()]
    ends = {id_: _ends(letters[id_].text) for id_ in {point["letter"] for point in points}}
    right: dict[str, list[bool]] = defaultdict(list)
    for point in points:
        text, places = ends[point["letter"]]
        assert text[: point["at"]].endswith(point["left"]), "the normalised text changed: draw the places again"
        found = point["at"] in places
        right[point["kind"]].append(found == point["ends"])
        if show and found != point["ends"]:
            print("missed" if point["ends"] else "wrong ", repr(point["left"]), "‖", repr(point["right"]))
    right["all"] = [one for judged in right.values() for one in judged]
    for kind, judged in right.items():
        print(f"{kind:14} {sum(judged):4} of {len(judged):4} = {sum(judged) / len(judged):.1%}")


def _ends(source: str) -> tuple[str, set[int]]:
    text = normalise(source).text
    return text, {end for _, end in sentence_spans(text)}


if __name__ == "__main__":
    typer.run(main)
