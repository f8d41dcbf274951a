"""The exact tie between normalised text and source text."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from nlp_pipeline.values import Offsets


class Segment(NamedTuple):
    """`text[start:end]` stands for `source[source_start:source_end]`.

    Equal lengths mean character for character. An empty text side is something that mending took away (a hyphen at a
    line end); source text that no segment covers was removed (furniture) or is a footnote's marker.
    """

    start: int
    end: int
    source_start: int
    source_end: int


class Alignment:
    """Segments sorted by their place in the normalised text; the source side need not be monotone (a note may move)."""

    def __init__(self, segments: Iterable[Segment]) -> None:
        self.segments = [Segment(*s) for s in segments]
        self._starts = [s.start for s in self.segments]
        self._ends = [s.end for s in self.segments]
        self._by_source = sorted((s for s in self.segments), key=lambda s: (s.source_start, s.source_end))
        self._source_starts = [s.source_start for s in self._by_source]

    def to_source(self, start: int, end: int) -> list[Offsets]:
        """The half-open source fragments of `text[start:end]`, in this text's order; fragments that touch are one.

        A character that mending replaced stands for all of what it replaced.
        """
        fragments: list[Offsets] = []
        first = bisect_right(self._ends, start)
        for seg in self.segments[first : bisect_left(self._starts, end)]:
            lo, hi = seg.source_start, seg.source_end
            if seg.end - seg.start == hi - lo:
                lo, hi = lo + max(0, start - seg.start), hi - max(0, seg.end - end)
            if fragments and fragments[-1][1] == lo:
                fragments[-1] = (fragments[-1][0], hi)
            else:
                fragments.append((lo, hi))
        return fragments

    def to_text(self, source_start: int, source_end: int) -> Offsets | None:
        """The smallest span of text that holds what is left of `source[source_start:source_end]`, or None."""
        lo: int | None = None
        hi = 0
        first = max(0, bisect_right(self._source_starts, source_start) - 1)
        for seg in self._by_source[first : bisect_left(self._source_starts, source_end)]:
            if seg.source_end <= source_start or seg.start == seg.end:
                continue
            start, end = seg.start, seg.end
            if end - start == seg.source_end - seg.source_start:
                start += max(0, source_start - seg.source_start)
                end -= max(0, seg.source_end - source_end)
            lo = start if lo is None else min(lo, start)
            hi = max(hi, end)
        return None if lo is None else (lo, hi)


class Builder:
    """Writes normalised text piece by piece and keeps the segments; pieces of equal length that touch are one."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.length = 0
        self._pieces: list[str] = []
        self._segments: list[Segment] = []
        self._run: tuple[int, int] | None = None
        """Where the run of equal lengths that is being written starts: in the text, in the source."""
        self._run_end = 0

    def copy(self, start: int, end: int) -> None:
        """`source[start:end]` as it stands."""
        if start < end:
            self._extend(self.source[start:end], start, end)

    def replace(self, text: str, start: int, end: int) -> None:
        """`text` (empty: nothing) in place of `source[start:end]`."""
        if len(text) == end - start:
            self._extend(text, start, end)
            return
        self._flush()
        self._pieces.append(text)
        self._segments.append(Segment(self.length, self.length + len(text), start, end))
        self.length += len(text)

    def uncopy(self) -> None:
        """Take the last copied character back."""
        self._pieces[-1] = self._pieces[-1][:-1]
        self.length -= 1
        self._run_end -= 1

    def build(self) -> tuple[str, list[Segment]]:
        """The text and its segments."""
        self._flush()
        return "".join(self._pieces), self._segments

    def _extend(self, text: str, start: int, end: int) -> None:
        if self._run is None or self._run_end != start:
            self._flush()
            self._run = (self.length, start)
        self._run_end = end
        self._pieces.append(text)
        self.length += len(text)

    def _flush(self) -> None:
        if self._run is not None:
            start, source_start = self._run
            if start < self.length:
                self._segments.append(Segment(start, self.length, source_start, self._run_end))
            self._run = None
