"""How fast: `python benchmarks/speed.py [FOLDER]` normalises and annotates letters on one core.

Without a folder of .txt letters it takes those of `line_breaks.jsonl.xz`. Absolute times differ between machines,
so every figure is also given as a ratio to spaCy's bare Dutch tokenizer on the same text, measured in the same run.
CPU time, best of three.
"""

import json
import lzma
import sys
import time
from collections.abc import Callable
from pathlib import Path

import spacy

from nlp_pipeline import load
from nlp_pipeline.normalising import normalise

HERE = Path(__file__).parent
DENSE = HERE.parent / "annotations" / "letters" / "2024_kamerbrief_kst-31568-220_raad-voor-de-rechtshandhaving.txt"


def seconds(work: Callable[[str], object], texts: list[str]) -> float:
    work("warm-\nte op")
    runs = []
    for _ in range(3):
        start = time.process_time()
        for text in texts:
            work(text)
        runs.append(time.process_time() - start)
    return min(runs)


def letters() -> list[str]:
    if len(sys.argv) > 1:
        return [path.read_text(encoding="utf-8") for path in sorted(Path(sys.argv[1]).rglob("*.txt"))]
    with lzma.open(HERE / "line_breaks.jsonl.xz", "rt", encoding="utf-8") as rows:
        return [json.loads(row)["text"] for row in rows]


def main() -> None:
    texts = letters()
    megabytes = sum(len(text.encode()) for text in texts) / 1e6
    words = sum(len(text.split()) for text in texts)
    print(f"{len(texts)} letters, {words:,} words, {megabytes:.1f} MB")
    bare = seconds(spacy.blank("nl").tokenizer, texts)
    print(f"bare tokenizer     {words / bare:10,.0f} words/s")
    alone = seconds(normalise, texts)
    print(f"normalise          {megabytes / alone:10.2f} MB/s     {bare / alone:.2f} of the bare tokenizer's speed")
    dense = DENSE.read_text(encoding="utf-8")
    print(f"normalise, dense   {len(dense.encode()) / 1e6 / seconds(normalise, [dense]):10.2f} MB/s")
    whole = seconds(load(), texts)
    print(f"annotate           {words / whole:10,.0f} words/s  1/{whole / bare:.1f} of the bare tokenizer's speed")


if __name__ == "__main__":
    main()
