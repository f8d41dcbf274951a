"""Source text → normalised text with its alignment: the steps in order."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from nlp_pipeline.normalising.alignment import Alignment, Builder, Segment
from nlp_pipeline.normalising.footnotes import Note, find_notes
from nlp_pipeline.normalising.furniture import mark_furniture
from nlp_pipeline.normalising.hyphenation import Mend, is_stray, mend_break, needs_trema, with_trema
from nlp_pipeline.normalising.lines import LETTERHEAD, LETTERHEAD_LABEL, Kind, Line, split_lines
from nlp_pipeline.normalising.paragraphs import (
    ADDRESS_HEADS,
    ADDRESS_TAILS,
    Gap,
    Joint,
    is_open,
    joint,
    starts_item,
    width_of,
)
from nlp_pipeline.normalising.words import Words
from nlp_pipeline.values import Footnote, Offsets, Removed

_INNER = re.compile(
    r"[ \t\xa0\u2000-\u200b]{2,}|[\t\xa0\u2000-\u200b]|\u00ad|-(?<=[^\W\d_A-Z]{3}-)(?=[^\W\d_A-Z]{3})"
    r"|[A-Z] (?:(?<![^\W_]..)(?=[a-zà-ÿ]{2}|[A-Z]{2,6}(?![^\W_]))|(?<=[a-zà-ÿ]{3}..)(?=[a-zà-ÿ]{3}))"
)
_REST = re.compile(r"[a-zà-ÿ]+|[A-Z]+")
_GLUED = re.compile(
    r"""(?<![^\s(‘“"«])(?:
      (?P<before_name>van|en|de|het|een|voor|in|op|met|bij|aan|tot|door|of|naar|uit|over|om|dat)(?=[A-Z]\ ?[a-zà-ÿ]{2})
    | (?P<before_article>van|en|voor|in|op|met|bij|aan|tot|door|of|naar|uit|over|om|dat|onder)(?:de|het)(?![\w/-]|\.\w)
    | (?P<before_word>van|en|het)(?P<word>[a-zà-ÿ]{5,30})(?![\w/-]|\.\w)
    )""",
    re.VERBOSE,
)
"""A small word to which the next one sticks, as extraction leaves it that also sets first letters apart."""
_WORD_BEFORE = re.compile(r"(?<![\w-])[^\W\d_A-Z]+$")
_WORD_AFTER = re.compile(r"[^\W\d_A-Z]+(?![\w-])")
HYPHENS = "-\u00ad\u2010\u2011"
_HANGING = re.compile(r"(?:^|\s|/)(?:en|of|én|óf|noch|tot) \S$")
_RANGE = re.compile(r"\d[–—]\d|[^\W\d_][–—][A-Z]")
"""A dash between two figures or before a name, without blanks: `2020–2022`, `Amsterdam–Rotterdam`."""
_SPLIT_LETTER = re.compile(r"([a-z]) ([a-zà-ÿ]{2,})")
_HEAD = re.compile(r"[^\W\d_]*$")
_TAIL = re.compile(r"[^\W\d_]+")
_BODY_START = re.compile(
    r"(?:Geachte|Hierbij|Met deze brief|In deze brief|Tijdens|Naar aanleiding|In antwoord|In reactie)\b"
)
_MARKER = "\0"
"""Stands for a footnote's marker among the edits: it goes without a trace."""
_LONG = 65
_LONGEST_WORD = 60
_RARE = 5
_KNOWN = 50
"""Seen less often, more often in the corpus: hardly a word, surely one."""


@dataclass
class Normalised:
    """The normalised text and what ties it to the source.

    Offsets of `segments` (text side), `footnotes` and `pages` are half-open code points in `text`; those of `furniture`
    and `page_starts` count in the source.
    """

    text: str
    segments: list[Segment]
    furniture: list[Removed]
    footnotes: list[Footnote]
    pages: list[Offsets]
    page_starts: list[int]
    """Where each page begins in the source; empty where the source does not tell its pages."""

    @cached_property
    def alignment(self) -> Alignment:
        """The segments, searchable."""
        return Alignment(self.segments)


def normalise(source: str) -> Normalised:
    """Mend broken words, take out page furniture, move footnotes to the end, make wrapped lines running text.

    `source` has `\\n` newlines; `\\f` ends a page. Never raises, whatever the string; takes time linear in its length.
    """
    lines = split_lines(source)
    torn = mark_furniture(lines)
    notes = find_notes(lines)
    writer = _Writer(source, lines, notes, torn)
    writer.write(_reading_order([line for line in lines if line.kind in (Kind.BODY, Kind.ASIDE)]))
    body_end = writer.out.length
    places = []
    for note in notes:
        places.append(writer.write_note(note))
    text, segments = writer.out.build()
    alignment = Alignment(segments)
    return Normalised(
        text=text,
        segments=segments,
        furniture=_furniture(source, lines),
        footnotes=[
            Footnote(marker=note.marker, at=_at(note, alignment, body_end), note=place)
            for note, place in zip(notes, places, strict=True)
            if place[0] < place[1]
        ],
        pages=_pages(lines, alignment, body_end),
        page_starts=_page_starts(source),
    )


class _Writer:
    """Writes lines into the builder, mending what stands in and between them."""

    def __init__(self, source: str, lines: list[Line], notes: list[Note], torn: set[int]) -> None:
        self.source = source
        self.words = Words(source)
        self.out = Builder(source)
        self.width = width_of(lines)
        self.edits = [(match.start(), match.end(), match[0]) for match in _INNER.finditer(source)]
        self.sets_apart = False  # where one word tells, it is told strictly
        self.sets_apart = self._sets_apart()
        more = [(*note.at, _MARKER) for note in notes if note.at and note.at[0] < note.at[1]]
        if self.sets_apart:
            more += self._glued_words()
        if more:
            self.edits = sorted(self.edits + more)
        self.edit_starts = [start for start, _, _ in self.edits]
        self.glued = ""
        """The word before the last line break, as far as it was written, if it went on behind the break."""
        self.torn = sorted(torn)
        self.lines = lines
        indented = sum(line.indented for line in lines if line.kind is Kind.BODY)
        # then an indented line is the first of a page (Kamerstuk type)
        self.indents_rarely = indented * 20 < len(lines)

    def write(self, lines: list[Line]) -> None:
        body_starts = _body_start(lines)
        before: Line | None = None
        skip = 0
        for i, line in enumerate(lines):
            if before is not None:
                skip = self._between(before, line, letterhead=i < body_starts)
            self._line(line, skip)
            before = line

    def write_note(self, note: Note) -> Offsets:
        """The span of the note in the text."""
        # a marker that fills its line leaves nothing of it
        begins = bool(note.lines) and note.skip < len(note.lines[0].text)
        lines, skip = (note.lines, note.skip) if begins else (note.lines[1:], 0)
        if lines and self.out.length:
            self.out.replace(Joint.PARAGRAPH.value, lines[0].start, lines[0].start)
        start = self.out.length
        before: Line | None = None
        for line in lines:
            if before is not None:
                skip = self._between(before, line, letterhead=False)
            self._line(line, skip)
            before = line
        return start, self.out.length

    def _between(self, before: Line, after: Line, letterhead: bool) -> int:
        """Write what stands between two lines; returns how many characters of the second it already took."""
        glued, self.glued = self.glued, ""
        gap_start, gap_end = before.end, after.start
        if not self.source[gap_start:gap_end].isspace():
            gap_end = gap_start
        if self.torn and bisect_right(self.torn, before.index) < bisect_right(self.torn, after.index):
            self.out.replace(Joint.PARAGRAPH.value, gap_start, gap_end)
            return 0
        how = joint(before, after, self.width, self._gap(before.index, after.index), letterhead)
        last = before.text[-1]
        if len(before.text) > 1 and (last in HYPHENS or last in "–—"):
            if before.text[-2:-1].isspace():
                # a dash; behind `en` it hangs on the next word: `selectiecriteria en -methoden`
                hangs = _HANGING.search(before.text) and after.text[0].isalpha() and not is_open(after.text)
                how = Joint.GLUE if hangs else Joint.WRAP
            elif last in HYPHENS and not starts_item(after.text):
                return self._mend(before, after, gap_end, glued)
            elif _RANGE.match(before.text[-2:] + after.text[0]):
                how = Joint.GLUE
        self.out.replace(how.value, gap_start, gap_end)
        return 0

    def _gap(self, first: int, second: int) -> Gap:
        if second - first == 1:
            return Gap.BLANK if self.lines[second].indented and self.indents_rarely else Gap.NONE
        between = self.lines[first + 1 : second]
        return Gap.BLANK if all(line.kind is Kind.BLANK for line in between) else Gap.REMOVED

    def _mend(self, before: Line, after: Line, gap_end: int, glued: str) -> int:
        left, right = before.text[:-1].rsplit(None, 1)[-1], after.text.split(None, 1)[0]
        if len(left) == len(before.text) - 1:
            # the whole line is one token: what was glued before it belongs to the word (an address over three lines)
            left = glued[-_LONGEST_WORD:] + left
        hyphen = before.end - 1
        soft = self.source[hyphen] == "\u00ad"
        mend = Mend.JOIN if soft else mend_break(left, right, self.words)
        self.glued = "" if mend is Mend.SUSPEND else left + "-"
        if mend is Mend.SUSPEND:
            self.out.replace(" ", before.end, gap_end)
        elif mend is Mend.KEEP:
            self.out.replace("", before.end, gap_end)
        else:
            if not soft:  # a soft one was left out with its line
                self.out.uncopy()
            self.out.replace("", before.end if soft else hyphen, max(gap_end, before.end))
            head, tail = _HEAD.search(left), _TAIL.match(right)
            if head and tail and needs_trema(head[0], tail[0], self.words):
                accented = with_trema("", tail[0])[0]
                self.out.replace(accented, after.start, after.start + 1)
                return 1
        return 0

    def _line(self, line: Line, skip: int) -> None:
        """Copy one line from character `skip` on: blanks evened, soft and stray hyphens and markers dropped."""
        at = line.start + skip
        split = _SPLIT_LETTER.match(line.text, skip)
        if split and self._is_split(split[1], split[2]):
            self.out.copy(at, at + 1)
            self.out.replace("", at + 1, at + 2)
            at += 2
        i = bisect_left(self.edit_starts, at)
        while i < len(self.edits) and self.edits[i][0] < line.end:
            start, end, found = self.edits[i]
            i += 1
            if start < at:
                continue
            if found[0].isupper():
                rest = _REST.match(line.text, end - line.start)
                glued = start > line.start and self.source[start - 1].isalpha()
                if rest and self._is_split(found[0], rest[0]) and (self.sets_apart or not glued):
                    if glued and at < start:
                        self.out.copy(at, start)
                        self.out.replace(" ", start, start)
                        at = start
                    self.out.copy(at, end - 1)
                    self.out.replace("", end - 1, end)
                    at = end
                continue
            if found == "-":
                if self._is_stray(line.text, start - line.start):
                    self.out.copy(at, start)
                    self.out.replace("", start, end)
                    at = end
                continue
            self.out.copy(at, start)
            if found != _MARKER:
                self.out.replace("" if found == "\u00ad" else " ", start, end)
            at = end
        self.out.copy(at, line.end)

    def _is_stray(self, text: str, hyphen: int) -> bool:
        head = _WORD_BEFORE.search(text, max(0, hyphen - _LONGEST_WORD), hyphen)
        tail = _WORD_AFTER.match(text, hyphen + 1, hyphen + 1 + _LONGEST_WORD)
        return head is not None and tail is not None and is_stray(head[0], tail[0], self.words)

    def _is_split(self, letter: str, rest: str) -> bool:
        """`t echnische`: the first letter, set apart by the extraction, of a word that exists only with it."""
        if letter == "u":
            return False
        whole, part = self.words.in_corpus(letter + rest), self.words.in_corpus(rest)
        if self.sets_apart and len(rest) > 2 and rest.islower() and part < _RARE and part <= whole:
            return True  # `A rbeidsmarktagenda`
        if rest.isupper() and not self.sets_apart:
            return False
        # the corpus has such split words too, so what is left of one is not quite unknown
        return whole > 2 + (3 if len(rest) > 4 or rest.isupper() else 20) * part

    def _sets_apart(self) -> bool:
        """Whether the extraction sets first letters apart throughout (`P agina`), and makes words stick together."""
        found = 0
        for _, end, letter in self.edits:
            if letter[0].isupper() and (rest := _REST.match(self.source, end)) and self._is_split(letter[0], rest[0]):
                found += 1
                if found > 1:
                    return True
        return False

    def _glued_words(self) -> Iterator[tuple[int, int, str]]:
        """Where a blank is missing: `van|Amsterdam`, `voor|het`, `en|evaluatie`."""
        for match in _GLUED.finditer(self.source):
            if match["word"]:
                # hardly any Dutch word begins so, and none that the corpus lacks and has without these letters
                unknown = self.words.in_corpus(match[0]) == 0 and self.words.in_corpus(match["word"]) >= _KNOWN
                if not unknown:
                    continue
            at = match.start("word") if match["word"] else match.end(match.lastgroup or 0)
            yield at, at, " "


def _body_start(lines: list[Line]) -> int:
    """The first line of running text: a salutation or opening, else the first of two long lines in a row."""
    for i, line in enumerate(lines[:80]):
        if _BODY_START.match(line.text):
            return i
        if len(line.text) > _LONG and i + 1 < len(lines) and len(lines[i + 1].text) > _LONG:
            return i
    return 0


def _reading_order(lines: list[Line]) -> list[Line]:
    """The lines as they are read: what the letterhead's columns have mixed, apart again.

    Asides go where the first of them stands, at the latest before the running text; so does a letterhead that raw
    extraction put at the end of the first page; `der Staten-Generaal` goes back under `… de Tweede Kamer`.
    """
    asides = [line for line in lines if line.kind is Kind.ASIDE]
    if asides:
        first = lines.index(asides[0])
        lines = [line for line in lines if line.kind is not Kind.ASIDE]
        at = min(first, _body_start(lines))
        lines[at:at] = asides
    lines = _letterhead_first(lines)
    for i, line in enumerate(lines[:40]):
        if line.text.endswith(ADDRESS_HEADS):
            for k in range(i + 2, min(i + 6, len(lines))):
                if lines[k].text in ADDRESS_TAILS and line.text.endswith("Staten-") == (lines[k].text == "Generaal"):
                    return [*lines[: i + 1], lines[k], *lines[i + 1 : k], *lines[k + 1 :]]
            break
    return lines


def _letterhead_first(lines: list[Line]) -> list[Line]:
    page_end = next((i for i, line in enumerate(lines) if line.page), 0)
    last_long = next((i for i in range(page_end - 1, -1, -1) if len(lines[i].text) > _LONG), page_end)
    tail = range(last_long + 1, page_end)
    start = next((i for i in tail if LETTERHEAD.match(lines[i].text)), page_end)
    labels = sum(LETTERHEAD_LABEL.match(lines[i].text) is not None for i in range(start, page_end))
    body_start = _body_start(lines)
    if labels < 2 or body_start >= start:
        return lines
    return [*lines[:body_start], *lines[start:page_end], *lines[body_start:start], *lines[page_end:]]


def _furniture(source: str, lines: list[Line]) -> list[Removed]:
    """Removed stretches in source order; lines of furniture with only blanks between them are one."""
    spans: list[Offsets] = []
    for line in lines:
        if line.kind is Kind.FURNITURE:
            span = (line.start, line.cut[1] if line.cut else line.end)
        elif line.cut:
            span = line.cut
        else:
            continue
        if spans and not source[spans[-1][1] : span[0]].strip():
            spans[-1] = (spans[-1][0], span[1])
        else:
            spans.append(span)
    return [Removed(text=source[start:end], source=(start, end)) for start, end in spans]


def _at(note: Note, alignment: Alignment, body_end: int) -> Offsets | None:
    """Where the note's marker stood, as an empty span of the text: right behind the character before it."""
    if note.at is None:
        return None
    before = note.at[0]
    span = (
        alignment.to_text(max(0, before - 1), before)
        if note.at[0] < note.at[1]
        else alignment.to_text(before, before + 1)
    )
    if span is None:
        return None
    place = span[1] if note.at[0] < note.at[1] else span[0]
    return min(place, body_end), min(place, body_end)


def _page_starts(source: str) -> list[int]:
    if "\f" not in source.rstrip():
        return []
    return [0, *(match.end() for match in re.finditer("\f", source.rstrip()))]


def _pages(lines: list[Line], alignment: Alignment, body_end: int) -> list[Offsets]:
    """The span of each page's running text, in order."""
    if not lines or not lines[-1].page:
        return []
    firsts: dict[int, Line] = {}
    lasts: dict[int, Line] = {}
    for line in lines:
        if line.kind in (Kind.BODY, Kind.ASIDE):
            firsts.setdefault(line.page, line)
            lasts[line.page] = line
    pages: list[Offsets] = []
    for page in range(max(firsts, default=-1) + 1):
        span = alignment.to_text(firsts[page].start, lasts[page].end) if page in firsts else None
        end = pages[-1][1] if pages else 0
        pages.append((span[0], min(span[1], body_end)) if span else (end, end))
    return pages
