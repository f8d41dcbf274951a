"""Which words exist: what the letter itself writes, and how often a corpus of policy documents does."""

import gzip
import re
from collections import Counter
from functools import lru_cache
from importlib.resources import files

_TOKEN = re.compile(r"[^\s.,;:()?!»«”“’‘\"'/\[\]]+")


@lru_cache(maxsize=1)
def _corpus() -> tuple[dict[str, int], frozenset[str]]:
    """Words of 1,528 Dutch policy documents (10 million words), lower case, with counts; and which are names.

    Made by `scripts/build_words.py`.
    """
    packed = files("nlp_pipeline").joinpath("data", "words.txt.gz").read_bytes()
    rows = gzip.decompress(packed).decode().split()
    words = rows[::2]
    counts = dict(zip(map(str.lower, words), map(int, rows[1::2]), strict=True))
    return counts, frozenset(word.lower() for word in words if word[0].isupper())


def is_common(word: str, least: int) -> bool:
    """Whether the corpus has `word`, in any case, `least` times or more, and not as a name."""
    counts, names = _corpus()
    return word.lower() not in names and counts.get(word.lower(), 0) >= least


class Words:
    """Evidence for spellings: the letter's own words (line-end breaks left out), then the corpus."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._own: Counter[str] | None = None
        self._hyphen_heads: Counter[str] | None = None

    @property
    def own(self) -> Counter[str]:
        """How often the letter writes each word, in its own case; counted at the first question only.

        The first half of a word broken at a line end ends in its hyphen here, so that it is no evidence.
        """
        if self._own is None:
            self._own = Counter(_TOKEN.findall(self._source))
        return self._own

    @property
    def hyphen_heads(self) -> Counter[str]:
        """How often the letter writes `HEAD-something` inside a line, by lower-case HEAD."""
        if self._hyphen_heads is None:
            self._hyphen_heads = Counter()
            for word, count in self.own.items():
                head, _, tail = word.partition("-")
                if tail:
                    self._hyphen_heads[head.lower()] += count
        return self._hyphen_heads

    def in_letter(self, word: str) -> int:
        """How often the letter writes `word`, in lower case or capitalised."""
        return sum(self.own[form] for form in {word, word.lower(), word.capitalize()})

    def in_corpus(self, word: str) -> int:
        """How often the corpus has `word`, in any case; 0 also for a word seen once."""
        return _corpus()[0].get(word.lower(), 0)

    def is_name(self, word: str) -> bool:
        """Whether a capitalised word is a name: the corpus, or the letter, rarely has it in lower case."""
        if not word[:1].isupper():
            return False
        return word.lower() in _corpus()[1] or self.own[word] > 2 * self.own[word.lower()]
