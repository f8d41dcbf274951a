"""Word vectors of the policy documents, as a table of the commonest words: what `configs/sm.cfg` starts from.

    pip install floret
    python scripts/build_vectors.py policy-text.jsonl.xz vectors

Reads documents (`text` in JSON lines), mends them as the pipeline does, and trains floret vectors (40,000 rows of 96,
words and pieces of 3 to 5 letters, 8 epochs). The table holds the vectors of the 20,000 commonest words (94% of all
running words): looked up in one step, where floret would add up pieces for each word at run time.
"""

import collections
import json
import lzma
import tempfile
from pathlib import Path

import floret
import numpy as np
import spacy
import typer
from spacy.vectors import Vectors

from nlp_pipeline.normalising import normalise

WORDS, ROWS, WIDTH = 20_000, 40_000, 96


def main(documents: Path, out: Path) -> None:
    """Writes a spaCy pipeline without components that holds the vectors."""
    nlp = spacy.blank("nl")
    counts: collections.Counter[str] = collections.Counter()
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".txt") as text:
        with lzma.open(documents, "rt", encoding="utf-8") as lines:
            for line in lines:
                for block in normalise(json.loads(line)["text"]).text.splitlines():
                    words = [token.text for token in nlp.make_doc(block) if not token.is_space]
                    counts.update(words)
                    text.write(" ".join(words) + "\n")
        text.flush()
        model = floret.train_unsupervised(
            text.name,
            model="cbow",
            mode="floret",
            dim=WIDTH,
            bucket=ROWS,
            hashCount=2,
            minn=3,
            maxn=5,
            minCount=10,
            ws=5,
            neg=10,
            lr=0.05,
            epoch=8,
            thread=1,
        )
    words = [word for word, _ in counts.most_common(WORDS)]
    table = np.stack([model.get_word_vector(word) for word in words]).astype("float32")
    nlp.vocab.vectors = Vectors(strings=nlp.vocab.strings, data=table, keys=words, name="nl_policy_words")
    nlp.to_disk(out)


if __name__ == "__main__":
    typer.run(main)
