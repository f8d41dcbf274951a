"""How many line-end breaks of real letters come out right: `python benchmarks/line_breaks.py [build|heldout] [--show]`.

`line_breaks.jsonl.xz` holds, a letter a line, the source text and breaks drawn at random from it (at most five a
letter and draw) and judged by reading: `[start, end)` of the broken words in the source and how they must read.
`build` was open while the rules were written; `opened` was set aside until it had been measured (98.0%), then opened;
`heldout` was drawn afresh after that, judged by another reader, and has stayed unseen.
"""

import json
import lzma
import sys
from collections import Counter
from pathlib import Path

from nlp_pipeline.normalising import normalise

DATA = Path(__file__).with_name("line_breaks.jsonl.xz")


def main(half: str, show: bool) -> None:
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    with lzma.open(DATA, "rt", encoding="utf-8") as rows:
        for row in map(json.loads, rows):
            if row["half"] != half:
                continue
            normalised = normalise(row["text"])
            for case in row["breaks"]:
                # a note between the halves moves away, so only the first and the last character tell the place
                first = normalised.alignment.to_text(case["start"], case["start"] + 1)
                last = normalised.alignment.to_text(case["end"] - 1, case["end"])
                got = normalised.text[first[0] : last[1]] if first and last else ""
                total[case["kind"]] += 1
                right[case["kind"]] += got == case["expected"]
                if show and got != case["expected"]:
                    print(f"{row['letter']}: {case['expected']!r} came out as {got!r}")
    for kind in sorted(total):
        print(f"{kind:8} {right[kind]:4} of {total[kind]:4}")
    print(f"{'all':8} {right.total():4} of {total.total():4} = {right.total() / total.total():.1%}")


if __name__ == "__main__":
    main(next((a for a in sys.argv[1:] if not a.startswith("-")), "heldout"), "--show" in sys.argv)
