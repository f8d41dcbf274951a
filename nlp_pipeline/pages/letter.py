"""A letter as one page to look at: source and normalised text side by side, and what was found in them."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from markupsafe import Markup

from nlp_pipeline.normalising import Normalised, Segment, normalise
from nlp_pipeline.pages.marking import Depth, Layer, Mark, marked, point, template
from nlp_pipeline.reading import Source
from nlp_pipeline.records import CommitmentEntry, Entity, Record
from nlp_pipeline.values import Offsets

_BLOCK = re.compile(r"[^\n]+")
_STRETCH = re.compile(r"\S(?:.*\S)?", re.DOTALL)
_SPACES = re.compile(r"[^\S\n]+")
_LONGEST_WORD = 60
_CONTEXT = 60
"""Characters before a footnote's place that the list of footnotes quotes."""


class Row(NamedTuple):
    """A stretch of the source and the stretch of text that came of it, marked up."""

    source: Markup
    text: Markup


def to_html(source: Source, record: Record) -> str:
    """The page of a letter. `record` was made from this `source`, with the normaliser that is installed."""
    normalised = normalise(source.text)
    mends = _mends(source.text, normalised)
    left, right = Layer(), Layer()
    _mark_pages(left, normalised)
    _mark_removed(left, source.text, normalised)
    _mark_mends(left, right, mends, source.text, normalised)
    _mark_notes(left, right, normalised)
    for commitment in record["commitments"]:
        attributes = {"class": f"commitment {commitment['strength']}", "data-label": commitment["id"]}
        _mark_both(left, right, commitment, Depth.COMMITMENT, attributes | {"title": _commitment_title(commitment)})
    for entity in record["entities"]:
        attributes = {
            "class": f"entity {entity['label']}",
            "data-label": entity["label"],
            "title": _entity_title(entity),
        }
        _mark_both(left, right, entity, Depth.ENTITY, attributes)
        for url in (entity.get("ref") or {"urls": []})["urls"]:
            right.points[entity["end"]].append(point({"class": "link", "href": url, "title": url}, "a"))
    borders = _row_starts(source.text, normalised)
    rows = zip(
        marked(source.text, left, [start for start, _ in borders]),
        marked(normalised.text, right, [start for _, start in borders]),
        strict=True,
    )
    return _TEMPLATE.render(
        record=record,
        rows=[Row(*row) for row in rows],
        counts=Counter(entity["label"] for entity in record["entities"]),
        furniture=len(normalised.furniture),
        mended=len(mends),
        context=_CONTEXT,
    )


# --- what is marked ---------------------------------------------------------------------------------------------------


def _mark_both(
    left: Layer, right: Layer, found: Entity | CommitmentEntry, depth: Depth, attributes: dict[str, str]
) -> None:
    attributes = {"data-of": found["id"], **attributes}
    right.marks.append(Mark(found["start"], found["end"], depth, attributes, id=found["id"]))
    left.marks.extend(Mark(start, end, depth, attributes) for start, end in found["source"])


def _mark_pages(left: Layer, normalised: Normalised) -> None:
    for page, start in enumerate(normalised.page_starts[1:], 2):
        left.points[start].append(point({"class": "page", "data-label": f"page {page}"}))


def _mark_removed(left: Layer, source: str, normalised: Normalised) -> None:
    """Page furniture; and whatever else no segment covers, which is footnote markers."""
    furniture = [removed["source"] for removed in normalised.furniture]
    left.marks += [
        Mark(*span, Depth.PLACE, {"class": "furniture", "title": "page furniture, left out"}) for span in furniture
    ]
    notes = {}
    for number, note in enumerate(normalised.footnotes, 1):
        if note["at"] and note["at"][0]:
            notes[normalised.alignment.to_source(note["at"][0] - 1, note["at"][0])[-1][1]] = number
    for start, end in _uncovered(source, normalised.segments, furniture):
        attributes = {"class": "marker", "title": "footnote marker, left out"}
        if start in notes:
            left.marks.append(Mark(start, end, Depth.PLACE, attributes | {"href": f"#n{notes[start]}"}, tag="a"))
        else:
            left.marks.append(Mark(start, end, Depth.PLACE, attributes))


def _uncovered(source: str, segments: Iterable[Segment], furniture: Iterable[Offsets]) -> Iterator[Offsets]:
    """The stretches of source, blanks around them aside, that neither became text nor are furniture."""
    covered = sorted([(s.source_start, s.source_end) for s in segments] + list(furniture))
    last = 0
    for start, end in [*covered, (len(source), len(source))]:
        if stretch := _STRETCH.search(source, last, max(last, start)):
            yield stretch.span()
        last = max(last, end)


def _mends(source: str, normalised: Normalised) -> list[Segment]:
    """Where the text differs from the source in more than the blanks between words."""
    mends = []
    for segment in normalised.segments:
        written = normalised.text[segment.start : segment.end]
        came = source[segment.source_start : segment.source_end]
        if len(written) != len(came):
            if came and (not written or not written.isspace()):
                mends.append(segment)
        elif written != came:
            # character for character: a line's end that became a blank is here, and so is an accent that mending added
            for i, (new, old) in enumerate(zip(written, came, strict=True)):
                if new != old and not (new.isspace() and old.isspace()):
                    start, source_start = segment.start + i, segment.source_start + i
                    mends.append(Segment(start, start + 1, source_start, source_start + 1))
    return mends


def _mark_mends(left: Layer, right: Layer, mends: Iterable[Segment], source: str, normalised: Normalised) -> None:
    """The mended words of the text, their source form on hover; in the source, what was taken away or replaced."""
    text = normalised.text
    words: list[Offsets] = []
    for mend in mends:
        written = text[mend.start : mend.end]
        title = f"mended: written as {written}" if written else "mended: taken away"
        left.marks.append(Mark(mend.source_start, mend.source_end, Depth.MEND, {"class": "mended", "title": title}))
        start, end = mend.start, mend.end
        while start > max(0, mend.start - _LONGEST_WORD) and _is_of_word(text[start - 1]):
            start -= 1
        while end < min(len(text), mend.end + _LONGEST_WORD) and _is_of_word(text[end]):
            end += 1
        if words and start < words[-1][1]:
            start = words.pop()[0]
        words.append((start, end))
    for start, end in words:
        came = " … ".join(source[slice(*fragment)] for fragment in normalised.alignment.to_source(start, end))
        title = "mended; came as " + _SPACES.sub(" ", came).replace("\n", "⏎")
        right.marks.append(Mark(start, end, Depth.MEND, {"class": "mended", "title": title}))


def _is_of_word(character: str) -> bool:
    return character.isalnum() or character == "-"


def _mark_notes(left: Layer, right: Layer, normalised: Normalised) -> None:
    """Notes where they stood and where they went, and the places of their markers; each leads to the other."""
    for number, footnote in enumerate(normalised.footnotes, 1):
        marker, note = footnote["marker"], footnote["note"]
        attributes = {"class": "note", "title": f"note {marker}: moved to the end of the text"}
        fragments = normalised.alignment.to_source(*note)
        left.marks += [Mark(start, end, Depth.PLACE, attributes) for start, end in fragments]
        moved = {"class": "moved", "href": f"#n{number}", "data-label": "↓ moved", "title": attributes["title"]}
        left.points[fragments[0][0]].append(point(moved, "a"))
        right.marks.append(Mark(*note, Depth.PLACE, {"class": "note"}, id=f"n{number}"))
        if footnote["at"]:
            at = {
                "class": "at",
                "id": f"at{number}",
                "href": f"#n{number}",
                "data-label": marker,
                "aria-label": f"note {marker}",
            }
            words = normalised.text[slice(*note)]
            right.points[footnote["at"][0]].append(point(at | {"title": f"note {marker}: {words}"}, "a"))
            back = {
                "class": "back",
                "href": f"#at{number}",
                "data-label": marker,
                "aria-label": f"to the place of note {marker}",
            }
            right.points[note[0]].append(point(back, "a"))


# --- what hovering tells ----------------------------------------------------------------------------------------------


def _value(entity: Entity) -> str:
    """What a mention stands for, in words."""
    if org := entity.get("org"):
        short = f" ({org['abbreviation']})" if org["abbreviation"] else ""
        return f"{org['name']}{short} · {org['id']}"
    if date := entity.get("date"):
        if not date["value"]:
            return "no value"
        mod = f" {date['mod']}" if date["mod"] else ""
        return f"{date['value']}{mod} · {interval(date['start'], date['end'])}"
    if motion := entity.get("motion"):
        who = ", ".join(motion["submitters"]) or "submitters unknown"
        party = f"({motion['party']})" if motion["party"] else ""
        signed = " ".join(part for part in (who, party, "c.s." if motion["cosigned"] else "") if part)
        return " · ".join(part for part in (signed, motion["status"], motion["ref"]) if part)
    if ref := entity.get("ref"):
        return ", ".join(ref["ids"]) or "no identifier"
    return "no value"


def interval(start: str | None, end: str | None) -> str:
    """Days, both included: `2024-01-01 – 2024-06-30` · `until 2024-06-30`."""
    if start and end:
        return start if start == end else f"{start} – {end}"
    return f"from {start}" if start else f"until {end}" if end else "no interval"


def _entity_title(entity: Entity) -> str:
    return f"{entity['label']} {entity['id']} · {_value(entity)} · {_found_by(entity)}"


def _commitment_title(commitment: CommitmentEntry) -> str:
    due = commitment["due"]
    parts = (
        commitment["id"],
        commitment["type"],
        commitment["strength"],
        commitment["actor"]["office"] or commitment["actor"]["text"],
        due and f"due {interval(due['start'], due['end'])}",
        _found_by(commitment),
    )
    return "commitment " + " · ".join(part for part in parts if part)


def _found_by(found: Entity | CommitmentEntry) -> str:
    confidence = found["confidence"]
    return found["origin"] if confidence is None else f"{found['origin']} {confidence:.2f}"


# --- rows -------------------------------------------------------------------------------------------------------------


def _row_starts(source: str, normalised: Normalised) -> list[Offsets]:
    """Where each row starts, in source and text: blocks of the text beside the source lines that they come from.

    Blocks whose source lines interleave share a row. Notes stand beside nothing: their source is higher up, marked.
    """
    notes = sorted(note["note"][0] for note in normalised.footnotes)
    body_end = notes[0] if notes else len(normalised.text)
    starts: list[Offsets] = [(0, 0)]
    reached = 0
    for block in _BLOCK.finditer(normalised.text, 0, body_end):
        fragments = normalised.alignment.to_source(*block.span())
        line = source.rfind("\n", 0, min(start for start, _ in fragments)) + 1
        while starts[-1][0] > line:
            starts.pop()
        if line >= reached and (line, block.start()) != starts[0]:
            starts.append((line, block.start()))
        reached = max(reached, *(end for _, end in fragments))
    return starts + [(len(source), start) for start in notes if start]


_TEMPLATE = template("letter.html", value=_value, interval=interval, found_by=_found_by)
