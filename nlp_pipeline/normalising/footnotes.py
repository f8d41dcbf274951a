"""Footnotes: which lines are notes, and where in the running text their markers stand.

A note is believed where a marker with its number goes before it (glued to a word, `aangenomen.1`, or alone on a line), so that a
numbered list or the numbers of answered questions are never taken for notes.
"""

import re
from dataclasses import dataclass, field

from nlp_pipeline.normalising.lines import Kind, Line
from nlp_pipeline.values import Offsets

_NOTE_START = re.compile(r"(?P<marker>\d{1,3})(?:[ \t\xa0]+(?P<text>(?=[^\W_]|[«\"'‘“(\[]).*))?")
_GLUED = re.compile(
    r"(?:(?<=[^\W\d_][.,;:!?)\]»”’\"'])|(?<=[^\W\d_])|(?<=[)\]»”’%])|(?<=(?<!Postbus )\b(?:19[5-9]|20[0-4])\d)"
    r"|(?<=\d[).;:,][”’»])|(?<=\b(?:19|20)\d\d[.,;)]))"
    r"(?P<marker>\d{1,3})(?=[\s.,;:!?)\]»”’]|$)"
)
_SPACED = re.compile(r"[ \t\xa0](?P<marker>\d{1,3})(?=$|[.,;][ \t]|[ \t][.,;](?:[ \t]|$))")
_NOT_A_WORD = re.compile(r"(?:[A-Z]{1,5}|[A-Z][A-Za-z]?\d*|[€$]\s?|m|km|CO|PM|art|nr|[Bb]ij|H|G|F|T)$")
_GAP = re.compile(r"(?<=\S)[ \t]+(?=[.,;:](?:[ \t]|$))")
_RULE = re.compile(r"[_\-—–]{5,}")
_SENTENCE_END = (".", "!", "?", "»", "”", ")", ":")


@dataclass(slots=True)
class Note:
    """A note: its marker, the lines it is made of, and the source span of the marker in the running text (None: not found)."""

    marker: str
    lines: list[Line] = field(default_factory=list)
    at: Offsets | None = None
    skip: int = 0
    """How many characters of its first line the marker takes."""


def find_notes(lines: list[Line]) -> list[Note]:
    """The notes in the order of their markers; their lines, and lines that hold only a marker, get their kind.

    `Note.at` is the source span of the marker, or of the gap that a lone marker left, or empty at the start of its line.
    """
    notes: list[Note] = []
    candidates = _candidates(lines)
    if not candidates:
        return notes
    expected = 1
    searched = 0
    for i, marker, text in candidates:
        number = int(marker)
        restart = number == 1 and expected > 1
        if lines[i].kind is not Kind.BODY or not (expected <= number <= expected + 3 or restart):
            continue
        at, lone = _find_marker(lines, searched, i, marker)
        if at is None:
            continue
        note = Note(marker, at=at, skip=len(lines[i].text) - len(text) if text else len(lines[i].text))
        note.lines = _note_lines(lines, i, has_text=bool(text))
        if not note.lines or (not text and len(note.lines) < 2):
            continue
        if lone is not None:
            lines[lone].kind = Kind.MARKER
            note.at = _place_of_lone_marker(lines, lone)
        for line in note.lines:
            line.kind = Kind.NOTE
        notes.append(note)
        expected = number + 1
        searched = _line_at(lines, at[0])
    return notes + _orphans(lines, notes)


def _orphans(lines: list[Line], notes: list[Note]) -> list[Note]:
    """Markers without a note, where numbers of the sequence are missing: the page with the note is not there."""
    orphans: list[Note] = []
    last, searched = 0, 0
    for note in notes:
        here = _line_at(lines, note.at[0]) if note.at else searched
        for number in range(last + 1, int(note.marker)):
            at, lone = _find_marker(lines, searched, here + 1, str(number))
            if at is not None and lone is None:
                orphans.append(Note(str(number), at=at))
        last, searched = int(note.marker), here
    return orphans


def _candidates(lines: list[Line]) -> list[tuple[int, str, str]]:
    """Lines that could begin a note: `1 Kamerstuk …`, or a number alone; with marker and the text behind it."""
    found = []
    for i, line in enumerate(lines):
        if line.kind is Kind.BODY and line.text[0].isdecimal() and (match := _NOTE_START.fullmatch(line.text)):
            found.append((i, match["marker"], match["text"] or ""))
    return found


def _find_marker(lines: list[Line], first: int, note: int, marker: str) -> tuple[Offsets | None, int | None]:
    """The marker's source span in the body lines `[first, note)`, and its line where it stands alone; the last one wins.

    Looks on the note's own page first: a marker and its note stand on one page, save for notes at the end of the letter.
    """
    best: tuple[Offsets | None, int | None] = (None, None)
    spaced: Offsets | None = None
    for i in range(note - 1, first - 1, -1):
        line = lines[i]
        if line.kind is not Kind.BODY or marker not in line.text:
            continue
        if line.text == marker:
            if best[0] is None and i < note - 1 and _is_hoisted(lines, i):
                best = ((line.start, line.end), i)
            continue
        for match in _GLUED.finditer(line.text):
            if match["marker"] == marker and not _NOT_A_WORD.search(line.text, 0, match.start()):
                return (line.start + match.start(), line.start + match.end()), None
        if spaced is None and (match := _SPACED.search(line.text)) and match["marker"] == marker:
            if line.page == lines[note].page and re.search(r"[^\W\d_]{3}[.,]?$", line.text[: match.start()]):
                spaced = (line.start + match.start("marker"), line.start + match.end())
    if best[0] is None and spaced is not None:
        return spaced, None
    return best


def _is_hoisted(lines: list[Line], i: int) -> bool:
    """A number alone on a line stands for a superscript of the next line where that line goes on in running text."""
    following = next((line for line in lines[i + 1 : i + 3] if line.kind is Kind.BODY), None)
    return following is not None and len(following.text) > 45 and not following.text[0].isdecimal()


def _place_of_lone_marker(lines: list[Line], lone: int) -> Offsets:
    """Where a hoisted marker stood in the next line: the gap that it left (`gegeven . De`), else the line's start."""
    following = next((line for line in lines[lone + 1 : lone + 3] if line.kind is Kind.BODY), lines[lone])
    gap = _GAP.search(following.text)
    at = following.start + (gap.start() if gap else 0)
    return at, following.start + gap.end() if gap else at


def _note_lines(lines: list[Line], first: int, has_text: bool) -> list[Line]:
    """From its first line to the next note, the end of the page, or a blank line behind a finished sentence."""
    note = [lines[first]]
    blank = False
    for line in lines[first + 1 :]:
        if line.page != lines[first].page or line.kind is Kind.FURNITURE or _RULE.fullmatch(line.text):
            break
        if line.kind is Kind.BLANK:
            blank = True
            continue
        if line.kind is not Kind.BODY or _NOTE_START.fullmatch(line.text):
            break
        text_so_far = len(note) > 1 or has_text
        if line.indented and text_so_far and not note[-1].indented:
            break
        if blank and text_so_far and note[-1].text.endswith(_SENTENCE_END):
            break
        if text_so_far and _starts_anew(note[-1].text, line.text):
            break
        note.append(line)
        blank = False
        if len(note) > 14:
            break
    return note


def _starts_anew(before: str, line: str) -> bool:
    """Raw PDF text puts a heading or the letterhead's margin right under the last note."""
    if line.startswith(("Retouradres", "> Retour", "Datum", "Betreft", "Geachte", "Vraag ", "Antwoord ")):
        return True
    return before.endswith(_SENTENCE_END) and len(before) < 70 and line[0].isupper() and len(line) > 75


def _line_at(lines: list[Line], offset: int) -> int:
    lo, hi = 0, len(lines)
    while lo < hi:
        mid = (lo + hi) // 2
        if lines[mid].end < offset:
            lo = mid + 1
        else:
            hi = mid
    return min(lo, len(lines) - 1)
