"""How many line-end breaks of real letters come out right: `python benchmarks/line_breaks.py [DRAW…] [--show]`.

`line_breaks.jsonl.xz` holds, a letter a line, the source text and breaks drawn at random from it (at most five a letter
and draw) and judged by reading: `[start, end)` of the broken words in the source, how they must read, and the draw.
`build` was open while the rules were written. `first`, `second` and `third` were set aside unseen, measured, and only
then opened; what each gave when it was unseen stands in `results.md`.
"""

import json
import lzma
import sys
from collections import Counter
from pathlib import Path

from nlp_pipeline.normalising import normalise

DRAWS = ("build", "first", "second", "third")
DATA = Path(__file__).with_name("line_breaks.jsonl.xz")


def main(draws: list[str], show: bool) -> None:
    right: Counter[tuple[str, str]] = Counter()
    total: Counter[tuple[str, str]] = Counter()
    with lzma.open(DATA, "rt", encoding="utf-8") as rows:
        for row in map(json.loads, rows):
            normalised = normalise(row["text"])
            for case in row["breaks"]:
                # a note between the halves moves away, so only the first and the last character tell the place
                first = normalised.alignment.to_text(case["start"], case["start"] + 1)
                last = normalised.alignment.to_text(case["end"] - 1, case["end"])
                got = normalised.text[first[0] : last[1]] if first and last else ""
                key = (case["half"], case["kind"])
                total[key] += 1
                right[key] += got == case["expected"]
                if show and got != case["expected"] and case["half"] in draws:
                    print(f"{row['letter']}: {case['expected']!r} came out as {got!r}")
    for draw in draws:
        kinds = sorted(kind for half, kind in total if half == draw)
        ok, n = (sum(c[draw, kind] for kind in kinds) for c in (right, total))
        detail = ", ".join(f"{kind} {right[draw, kind]}/{total[draw, kind]}" for kind in kinds)
        print(f"{draw:7} {ok:4} of {n:4} = {ok / n:.1%}   ({detail})")


if __name__ == "__main__":
    main([a for a in sys.argv[1:] if not a.startswith("-")] or list(DRAWS), "--show" in sys.argv)
