"""Sentences of a letter: where one ends, told from the point of an abbreviation, an initial or a list number.

A line break of the normalised text is a block border and always ends a sentence. Inside a block a sentence ends at
`.`, `!`, `?` or `…` (with the quotes and brackets that close behind it) where a blank and the start of a new sentence
follow, or at a point with no blank before a word that opens one. A list marker at the start of a block (`•`, `-`, `a)`,
`1.`) lies outside the span of its sentence.
"""

import re
from typing import cast

import numpy as np
from spacy.attrs import IDX, SENT_START
from spacy.language import Language
from spacy.tokens import Doc
from thinc.types import Ints2d

from nlp_pipeline.mentions import text_of
from nlp_pipeline.values import Offsets

_NEVER_LAST = """
    nr nrs art artt blz p pp pag par hfst dr drs mr mrs ir prof mw mevr dhr st jhr lt ca bijv bv o.a a.o d.w.z
    m.b.t i.h.k.v i.v.m t.a.v t.b.v t.g.v t.o.v n.a.v m.u.v o.b.v d.m.v m.i.v i.p.v i.s.m i.o.m o.g.v o.l.v
    u.h.v v.w.b w.o t.n.v t.m i.c i.g.v z.g resp incl excl gem vgl zgn dd d.d vs cf sr jr fam afd hr mej
"""
NEVER_LAST = frozenset(_NEVER_LAST.split())
"""Abbreviations, without their last point, that no sentence ends with: `nr. 25`, `art. 3`, `m.b.t. de`."""

_MAYBE_LAST = """
    c.s jl a.s as etc e.d enz e.v m.n n.v b.v s.v.p m.m e.a sint c.q mln mld n.v.t lid no max min tel ing dir
    kol gen evt ong
"""
MAYBE_LAST = frozenset(_MAYBE_LAST.split())
"""Abbreviations that also stand last: a sentence ends there only before a word of `OPENERS`."""

_OPENERS = """
    De Het Een In Op Om Voor Met Bij Van Naar Uit Over Tijdens Na Sinds Door Ook Daarnaast Daarom Daarbij
    Hierbij Hiervoor Hiermee Hierover Dit Deze Dat Die Er Ik Wij We Uw Mijn Onze Als Indien Wanneer Zoals Zo
    Verder Tevens Tot Ten Bovendien Vervolgens Inmiddels Momenteel Hoewel Omdat Graag Wel Aan Conform Naast
    Zowel Alle Daarin
"""
OPENERS = frozenset(_OPENERS.split())
"""Words that open a sentence rather than go on with a name."""

_END = re.compile(
    rf"""(?:
        [.!?…]['"’”»)\]]{{0,3}}(?:\d{{1,2}}(?=\s+[A-Z]))?  # a footnote's marker may stick to the point
      | :(?=\s+(?:[Aa1I][.)]|•)\s)                    # a list that runs on in the block
    )(?=\s+(\S)|(?<=[a-z]{{3}}\.)(?:{"|".join(sorted(OPENERS))})\s)  # a lost blank, before a word that opens a sentence
    """,
    re.VERBOSE,
)
_BEFORE = re.compile(r"[\w.&’'-]*$")
_OPENER = re.compile(r"\w{0,16}")
_MARKER = re.compile(r"(?:[•▪●■○◦·∙‣➢✓\uf000-\uf0ff–—−*-]|\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[).]|o)[ \t\xa0]+(?=\S)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_OPENING = "\"'“‘„«([•–-"
_LONGEST = 40


def sentence_spans(text: str) -> list[Offsets]:
    """The sentences of the normalised `text`, in order.

    Half-open, without outer blanks and list markers, never empty.
    """
    spans: list[Offsets] = []
    start = 0
    for block in text.split("\n"):
        spans += _spans_of_block(text, start, start + len(block))
        start += len(block) + 1
    return spans


def _spans_of_block(text: str, start: int, end: int) -> list[Offsets]:
    while start < end and text[start].isspace():
        start += 1
    if marker := _MARKER.match(text, start, end):
        start = marker.end()
    spans: list[Offsets] = []
    for m in _END.finditer(text, start, end):
        if m.start() >= start and _ends_sentence(text, start, m):
            spans.append((start, m.end()))
            start = m.end()
            while text[start].isspace():
                start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if start < end:
        spans.append((start, end))
    return spans


def _ends_sentence(text: str, start: int, m: re.Match[str]) -> bool:
    """Whether the closing signs `m` end the sentence that began at `start`."""
    following = m[1] or text[m.end()]
    if text[m.start()] == ":":
        return True
    if following.islower():
        return False
    if text[m.start()] != "." or text[m.start() + 1 : m.end()].strip(")]"):
        return True
    before = _BEFORE.search(text, max(start, m.start() - _LONGEST), m.start())
    word = before[0] if before else ""
    if not word:
        return not following.isdigit()
    if word.lower() in MAYBE_LAST:
        if not m[1]:
            return True
        opener = _OPENER.match(text, m.start(1))
        return opener is not None and opener[0] in OPENERS
    if word.lower() in NEVER_LAST:
        return False
    if (len(word) == 1 and word.isalpha()) or (re.search(r"\.\w$", word) and not word[0].isdigit()):
        return word[-1].islower() and following in _OPENING
    if following.isdigit():
        return not word[-1].isdigit() or _YEAR.fullmatch(word) is not None
    return following.isupper() or following in _OPENING


class Sentences:
    """Sets `token.is_sent_start` by `sentence_spans`; a list marker belongs to the sentence behind it."""

    def __call__(self, doc: Doc) -> Doc:
        ends = [end for _, end in sentence_spans(text_of(doc))]
        # -1 within a sentence, 1 at its start; all at once, since spaCy's setter looks at every token for each
        marks = np.full((len(doc), 1), -1, dtype="int64")
        k = 0
        starts = True
        for i, start in enumerate(doc.to_array(IDX).tolist()):
            while k < len(ends) and ends[k] <= start:
                k += 1
                starts = True
            if starts:
                marks[i] = 1
                starts = False
        return doc.from_array([SENT_START], cast(Ints2d, marks.view("uint64")))


@Language.factory("nlp_pipeline_sentences", assigns=["token.is_sent_start"])
def make_sentences(nlp: Language, name: str) -> Sentences:
    """The component `nlp_pipeline_sentences`."""
    return Sentences()
