"""An evaluation as one page to learn from: the scores, every error, every letter with gold beside what was found."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from textwrap import shorten
from typing import Any, Literal, NamedTuple, TypeAlias

from markupsafe import Markup

from nlp_pipeline.annotations import AnnotatedLetter, AnnotatedSpan, SpanLabel
from nlp_pipeline.annotations.letters import attributes
from nlp_pipeline.evaluation import ROWS, SCORED, Comparison, FoundSpan, LetterMatch, Scores
from nlp_pipeline.evaluation.comparison import Difference
from nlp_pipeline.evaluation.matching import values_right
from nlp_pipeline.evaluation.predictions import annotated_spans
from nlp_pipeline.evaluation.scores import count, f1
from nlp_pipeline.pages.letter import interval
from nlp_pipeline.pages.marking import Depth, Layer, Mark, marked, point, template

Kind: TypeAlias = Literal["missed", "false alarm", "boundary", "other label", "wrong value"]
"""A boundary error is a miss that a false alarm of its label overlaps; `other label`: at the same place."""

_LINE_END = re.compile(r"\n(?=.)", re.DOTALL)
_PAGE_END = re.compile(r"\f(?=.)", re.DOTALL)
_QUOTED = 80
"""Characters that are quoted of what a wrong boundary takes or leaves."""


@dataclass(frozen=True)
class Error:
    """A row of the table of errors: what gold has, what was found instead, in what they differ."""

    kind: Kind
    gold: AnnotatedSpan | None
    found: FoundSpan | None
    differs: str = ""
    value: str = ""
    """The name of the value that is wrong."""

    @property
    def label(self) -> str:
        """`ORG`, or `REF → DATE` where the labels are not the same."""
        return " → ".join(dict.fromkeys(span.label for span in (self.gold, self.found) if span))

    @property
    def span(self) -> AnnotatedSpan | FoundSpan:
        """Where it is: gold's span where gold has one."""
        if self.gold:
            return self.gold
        assert self.found, "an error is of gold, of what was found, or of both"
        return self.found

    def anchor(self, letter: int) -> str:
        """The id of its mark in that letter."""
        return _anchor("g" if self.gold else "f", letter, self.span)


class Tally(NamedTuple):
    """A letter's spans of one label, strict: how many of gold's were found, and false alarms."""

    hit: int
    gold: int
    alarms: int

    @property
    def errors(self) -> int:
        return self.gold - self.hit + self.alarms


class Row(NamedTuple):
    """A line of the source twice, marked up."""

    gold: Markup
    found: Markup


@dataclass(frozen=True)
class LetterView:
    """What the page shows of a letter; labels that it ignores have no tally, and without spans it has no F1."""

    number: int
    letter: AnnotatedLetter
    words: int
    f1: float | None
    tallies: Mapping[SpanLabel, Tally]
    errors: list[Error]
    rows: list[Row]


def to_html(title: str, matches: Sequence[LetterMatch], scores: Scores, comparison: Comparison | None = None) -> str:
    """The page of a run: `scores` are those of `matches`; with a `comparison`, what changed since the other run."""
    differences = sorted(comparison.differences if comparison else [], key=lambda one: (one.change, one.label))
    figures = f1(count(matches, "strict"))[:, ROWS.index("micro")]
    letters = [
        _letter(number, one, float(figure), [d for d in differences if d.letter == one.letter.id])
        for number, (one, figure) in enumerate(zip(matches, figures, strict=True), 1)
    ]
    numbers = {view.letter.id: view.number for view in letters}
    return _TEMPLATE.render(
        title=title,
        scores=scores,
        comparison=comparison,
        changes=[(one, _change_anchor(numbers[one.letter], one)) for one in differences],
        letters=letters,
        labels=SCORED,
    )


def errors(one: LetterMatch) -> list[Error]:
    """What is wrong in a letter, by place: each miss and each false alarm once, and each wrong value of a pair."""
    free = list(one.false_alarms)
    rows: list[Error] = []
    for gold in one.misses:
        found = max(free, key=lambda span: _likeness(gold, span), default=None)
        if found is None or not any(_likeness(gold, found)):
            rows.append(Error("missed", gold, None))
            continue
        free = [span for span in free if span is not found]
        if found.label == gold.label:
            rows.append(Error("boundary", gold, found, _boundary(one.letter.text, gold, found)))
        else:
            rows.append(Error("other label", gold, found, f"{gold.label} → {found.label}"))
    rows += [Error("false alarm", None, span) for span in free]
    rows += _wrong_values(one)
    return sorted(rows, key=lambda error: (error.span.start, error.span.end))


def _likeness(gold: AnnotatedSpan, found: FoundSpan) -> tuple[int, bool]:
    """What both have in common with the same label; whether they are at the same place with another."""
    if gold.label == found.label:
        return max(0, min(gold.end, found.end) - max(gold.start, found.start)), False
    return 0, (gold.start, gold.end) == (found.start, found.end)


def _boundary(text: str, gold: AnnotatedSpan, found: FoundSpan) -> str:
    edges = {
        "begins early, with": text[found.start : gold.start],
        "begins late, without": text[gold.start : found.start],
        "ends late, with": text[gold.end : found.end],
        "ends early, without": text[found.end : gold.end],
    }
    return "; ".join(f"{how} “{shorten(part, _QUOTED, placeholder=' …')}”" for how, part in edges.items() if part)


def _wrong_values(one: LetterMatch) -> Iterator[Error]:
    read = _as_found(one.letter)
    for pair in one.pairs:
        wrong = [name.split(" ", 1)[1] for name, right in values_right(pair).items() if not right]
        if wrong:
            gold, found = _told(read[id(pair.gold)]), _told(pair.found)
            for name in wrong:
                differs = f"{name}: {gold.get(name, 'none')} → {found.get(name, 'none')}"
                yield Error("wrong value", pair.gold, pair.found, differs, name)


def _as_found(letter: AnnotatedLetter) -> dict[int, FoundSpan]:
    """Gold's spans as if they had been found, so that both sides are told alike."""
    return {id(span): found for span, found in zip(letter.spans, annotated_spans(letter), strict=True)}


def _told(span: FoundSpan) -> dict[str, str]:
    """The values that a span has, in words, by the names that scores have for them."""
    values: dict[str, Any] = dict(span.values)
    match span.label:
        case "ORG":
            names = ["id", "name"]
        case "MOTION":
            names = ["submitters", "party", "cosigned", "status", "ref"]
        case "REF":
            names = ["ids"]
        case "DATE":
            names = ["value", "mod", "interval"]
            values["interval"] = _days(values)
        case "COMMITMENT":
            names = ["type", "strength", "actor", "addressee", "due"]
            due = values.get("due") or {}
            values["actor"] = (values.get("actor") or {}).get("text")
            values["due"] = " · ".join(part for part in (due.get("text"), _days(due)) if part)
        case _:
            names = []
    return {name: _plain(values[name]) for name in names if values.get(name)}


def _days(values: Mapping[str, Any]) -> str | None:
    start, end = values.get("start"), values.get("end")
    return interval(start, end) if start or end else None


def _plain(value: object) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(value)
    return "yes" if value is True else str(value)


# --- a letter ---------------------------------------------------------------------------------------------------------


def _letter(number: int, one: LetterMatch, figure: float, changes: Iterable[Difference]) -> LetterView:
    text = one.letter.text
    wrong = errors(one)
    left, right = Layer(), Layer()
    for page_end in _PAGE_END.finditer(text):
        for layer in (left, right):
            layer.points[page_end.end()].append(point({"class": "page", "data-label": "new page"}))
    _mark_gold(left, number, one, wrong)
    _mark_found(right, number, one, wrong)
    for change in changes:
        if change.change == "false alarm gone":
            told = {"class": "gone", "title": f"false alarm gone: {change.label} {_flat(change.text)}"}
            right.points[change.start].append(point({"id": _change_anchor(number, change), **told}))
    starts = [0, *(end.end() for end in _LINE_END.finditer(text))]
    return LetterView(
        number,
        one.letter,
        words=len(text.split()),
        f1=figure if one.gold or one.found else None,
        tallies={label: _tally(one, label) for label in SCORED if label not in one.letter.ignore},
        errors=wrong,
        rows=[Row(*row) for row in zip(marked(text, left, starts), marked(text, right, starts), strict=True)],
    )


def _tally(one: LetterMatch, label: SpanLabel) -> Tally:
    hit, gold, right, found = one.counts(label, "strict")
    return Tally(hit, gold, found - right)


def _mark_gold(layer: Layer, number: int, one: LetterMatch, wrong: Iterable[Error]) -> None:
    for span in one.letter.spans:
        if span.label == "FURNITURE":
            told = {"class": "furniture", "title": "gold: page furniture"}
            layer.marks.append(Mark(span.start, span.end, Depth.PLACE, told))
    read = _as_found(one.letter)
    for gold in one.gold:
        own = [error for error in wrong if error.gold is gold]
        title = ["gold", gold.label, *(f"{name} {value}" for name, value in attributes(gold).items())]
        anchor = _anchor("g", number, gold)
        layer.marks.append(_mark(read[id(gold)], anchor, anchor, title, "miss", own))


def _mark_found(layer: Layer, number: int, one: LetterMatch, wrong: Iterable[Error]) -> None:
    answered = {id(pair.found): _anchor("g", number, pair.gold) for pair in one.pairs}
    for found in one.found:
        own = [error for error in wrong if error.found is found]
        title = ["found", found.label, *(f"{name} {value}" for name, value in _told(found).items())]
        if found.confidence is not None:
            title.append(f"confidence {found.confidence:.2f}")
        anchor = _anchor("f", number, found)
        of = own[0].anchor(number) if own else answered[id(found)]
        layer.marks.append(_mark(found, anchor, of, title, "alarm", own))


def _mark(
    span: FoundSpan, anchor: str, of: str, title: list[str], fault: Literal["miss", "alarm"], own: Sequence[Error]
) -> Mark:
    """The mark of a span; `of` is what it has in common with the mark of its counterpart, `own` are its errors."""
    if span.label == "COMMITMENT":
        depth, classes = Depth.COMMITMENT, ["commitment", span.values["strength"]]
    else:
        depth, classes = Depth.ENTITY, ["entity", span.label]
    shown = {"data-of": of}
    if own and own[0].kind == "wrong value":
        classes.append("wrong")
        shown["data-label"] = "≠ " + ", ".join(error.value for error in own)
    elif own:
        classes.append(fault)
        shown["data-label"] = f"{own[0].label} {own[0].kind}"
    if own:
        title += [": ".join(part for part in (error.kind, error.differs) if part) for error in own]
    told = {"class": " ".join(classes), **shown, "title": " · ".join(map(_flat, title))}
    return Mark(span.start, span.end, depth, told, id=anchor)


def _anchor(side: Literal["g", "f", "x"], letter: int, span: AnnotatedSpan | FoundSpan | Difference) -> str:
    """The id of a mark: of gold (`g`), of what was found (`f`), of a false alarm that is gone (`x`)."""
    return f"{side}{letter}-{span.label}-{span.start}-{span.end}"


def _change_anchor(letter: int, change: Difference) -> str:
    match change.change:
        case "found" | "lost":
            return _anchor("g", letter, change)
        case "false alarm":
            return _anchor("f", letter, change)
        case "false alarm gone":
            return _anchor("x", letter, change)


def _flat(text: str) -> str:
    return " ".join(text.split())


_TEMPLATE = template("evaluation.html")
