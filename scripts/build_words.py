"""Count the words of a corpus of policy documents → nlp_pipeline/data/words.txt.gz.

python scripts/build_words.py CORPUS.jsonl.xz    (one JSON object a line with a field `text`)

Words broken at a line end are left out, so that the list never learns from what it must mend. Words seen once are
dropped: most are misprints. A line of the list is `WORD COUNT`, sorted; a word that at least four times in five is
written with a capital (a name) stands so, every other in lower case.
"""

import collections
import gzip
import json
import lzma
import re
import sys
from pathlib import Path

BROKEN = re.compile(r"\S*[-\u00ad][ \t]*\n\s*\S*")
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
OUT = Path(__file__).parents[1] / "nlp_pipeline" / "data" / "words.txt.gz"


def main(corpus: str) -> None:
    """Count and write."""
    counts: collections.Counter[str] = collections.Counter()
    with lzma.open(corpus, "rt", encoding="utf-8") as lines:
        for line in lines:
            text = BROKEN.sub(" ", json.loads(line)["text"])
            counts.update(WORD.findall(text))
    totals: collections.Counter[str] = collections.Counter()
    for word, count in counts.items():
        totals[word.lower()] += count
    rows = "".join(
        f"{word.capitalize() if counts[word] <= 0.2 * count else word} {count}\n"
        for word, count in sorted(totals.items())
        if count > 1
    )
    OUT.write_bytes(gzip.compress(rows.encode(), compresslevel=9, mtime=0))


if __name__ == "__main__":
    main(*sys.argv[1:])
