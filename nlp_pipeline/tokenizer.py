"""The tokenizer of the pipeline: normalises first, so that a `Doc` is built over the normalised text."""

import re
from collections.abc import Callable, Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc
from spacy.util import registry

import nlp_pipeline.extensions  # noqa: F401  (registers the attributes set below)
from nlp_pipeline.normalising import normalise

MAX_CHARS = 10_000_000
"""The longest text, in code points, that the pipeline takes (contract: 10 MB)."""

_LONGEST_RUN = 64
_RUN_OF_SIGNS = re.compile(rf"[^\w\s]{{{_LONGEST_RUN},}}")


class NormalisingTokenizer:
    """Source text → `Doc` over the normalised text, with the alignment in the custom attributes of `extensions`."""

    def __init__(self, words: Tokenizer) -> None:
        self.words = words

    def __call__(self, text: str) -> Doc:
        """Normalise, then split into tokens as spaCy's Dutch tokenizer does."""
        normalised = normalise(text)
        doc = self._tokens(normalised.text)
        doc._.segments = [tuple(segment) for segment in normalised.segments]
        doc._.furniture = normalised.furniture
        doc._.footnotes = normalised.footnotes
        doc._.pages = normalised.pages
        doc._.page_starts = normalised.page_starts
        return doc

    def _tokens(self, text: str) -> Doc:
        """spaCy's tokens; a long run of signs is cut, since its tokenizer takes quadratic time over it."""
        cuts = [at for run in _RUN_OF_SIGNS.finditer(text) for at in range(run.start(), run.end(), _LONGEST_RUN)]
        if not cuts:
            whole: Doc = self.words(text)
            return whole
        parts = [self.words(text[start:end]) for start, end in pairwise([0, *cuts, len(text)]) if start < end]
        joined = Doc.from_docs(parts, ensure_whitespace=False)
        assert joined is not None
        return joined

    def pipe(self, texts: Iterable[str]) -> Iterable[Doc]:
        """One `Doc` a text."""
        return map(self, texts)

    def to_disk(self, path: str | Path, **options: Any) -> None:
        """Save the rules of the word tokenizer."""
        self.words.to_disk(path, **options)

    def from_disk(self, path: str | Path, **options: Any) -> "NormalisingTokenizer":
        """Load the rules of the word tokenizer."""
        return self.from_bytes(Path(path).read_bytes(), **options)

    def to_bytes(self, **options: Any) -> bytes:
        """The rules of the word tokenizer."""
        data: bytes = self.words.to_bytes(**options)
        return data

    def from_bytes(self, data: bytes, **options: Any) -> "NormalisingTokenizer":
        """Take the rules of the word tokenizer; mostly it has them: spaCy needs half a second to take them again."""
        if data != self.words.to_bytes(**options):
            self.words.from_bytes(data, **options)
        return self


def make_tokenizer() -> Callable[[Language], NormalisingTokenizer]:
    """Registered as `nlp_pipeline.NormalisingTokenizer.v1`; the entry point lets a saved pipeline find it."""

    def create(nlp: Language) -> NormalisingTokenizer:
        nlp.max_length = MAX_CHARS
        words = registry.tokenizers.get("spacy.Tokenizer.v1")()
        return NormalisingTokenizer(words(nlp))

    return create
