"""Text with marks as HTML, and the templates that it goes into (`data/*.html`).

spaCy's displaCy draws one text whose entities neither nest nor come in fragments; here marks overlap, and a text is cut
in rows that stand beside those of another.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import pairwise, takewhile

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup, escape

_END = {tag: Markup(f"</{tag}>") for tag in ("span", "a")}


class Depth(IntEnum):
    """What is inside what: furniture, notes and their markers are outermost."""

    PLACE = 0
    COMMITMENT = 1
    ENTITY = 2
    MEND = 3


@dataclass(frozen=True)
class Mark:
    """An element around `[start, end)`. Where two overlap, the deeper one is inside, cut in pieces where need be."""

    start: int
    end: int
    depth: Depth
    attributes: Mapping[str, str]
    tag: str = "span"
    id: str | None = None
    """Goes to the first piece."""


@dataclass
class Layer:
    """What is marked in one text: stretches, and elements that hold no text and stand at a place."""

    marks: list[Mark] = field(default_factory=list)
    points: defaultdict[int, list[Markup]] = field(default_factory=lambda: defaultdict(list))


def template(name: str, **filters: Callable[..., str]) -> Template:
    """A template of `data/`, in which everything but Markup is escaped."""
    environment = Environment(
        loader=PackageLoader("nlp_pipeline", "data"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= filters
    return environment.get_template(name)


def point(attributes: Mapping[str, str], tag: str = "span") -> Markup:
    """An element that holds no text."""
    return _opening(tag, attributes) + _END[tag]


def marked(text: str, layer: Layer, starts: Sequence[int]) -> Iterator[Markup]:
    """The stretches of `text` from each of `starts` to the next, with the marks of `layer` as well-formed elements."""
    opening: defaultdict[int, list[Mark]] = defaultdict(list)
    cuts = set(layer.points)
    for mark in layer.marks:
        if mark.start < mark.end:
            opening[mark.start].append(mark)
            cuts |= {mark.start, mark.end}
    edges = sorted(cuts)
    current: list[Mark] = []
    for row_start, row_end in pairwise([*starts, len(text)]):
        pieces: list[Markup] = []
        opened: list[Mark] = []
        inner = edges[bisect_right(edges, row_start) : bisect_left(edges, row_end)]
        for start, end in pairwise([row_start, *inner, row_end]):
            if start == end:
                continue
            current = [mark for mark in current if mark.end > start] + opening.pop(start, [])
            current.sort(key=lambda mark: (mark.depth, mark.start))
            kept = sum(1 for _ in takewhile(lambda pair: pair[0] is pair[1], zip(opened, current, strict=False)))
            pieces += [_END[mark.tag] for mark in reversed(opened[kept:])]
            pieces += layer.points.get(start, [])
            pieces += [_opening(mark.tag, _named(mark, start)) for mark in current[kept:]]
            pieces.append(escape(text[start:end]))
            opened = current
        pieces += [_END[mark.tag] for mark in reversed(opened)]
        if row_end == len(text):
            pieces += layer.points.get(row_end, [])
        yield Markup("").join(pieces)


def _opening(tag: str, attributes: Mapping[str, str]) -> Markup:
    written = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
    return Markup(f"<{tag}{written}>")


def _named(mark: Mark, start: int) -> Mapping[str, str]:
    """The attributes of the piece that begins at `start`: only the first one has the id."""
    return {"id": mark.id, **mark.attributes} if mark.id and mark.start == start else mark.attributes
