"""The source text as lines: what the steps of normalising pass to each other."""

import re
from dataclasses import dataclass
from enum import Enum

from nlp_pipeline.values import Offsets

BLANKS = "".join(filter(str.isspace, map(chr, range(0x3001)))) + "\u200b\ufeff"
"""What counts as blank at the edges of a line."""

LETTERHEAD_LABEL = re.compile(
    r"Datum|Betreft|Onderwerp|(?:Ons|Uw)?\s?[Kk]enmerk|Onze [Rr]eferentie|www\.|P\s?ostbus|Bijlage"
)
LETTERHEAD = re.compile(
    rf"(?:{LETTERHEAD_LABEL.pattern}|>|(?:Aan )?[Dd]e [Vv]oorzitter|Aan |Ministerie|Direct|DG|Programma"
    r"|\d{4} ?[A-Z]{2} |T\s?urfmarkt)"
)
"""How lines of a letterhead begin."""


class Kind(Enum):
    """What a line is; a step changes BODY to what it recognises."""

    BODY = "body"
    BLANK = "blank"
    FURNITURE = "furniture"
    NOTE = "note"
    MARKER = "marker"
    ASIDE = "aside"
    """Letterhead text that extraction mixes into sentences: it stays, but before the running text."""


@dataclass(slots=True)
class Line:
    """A line without its outer blanks: `source[start:end] == text`. Pages and lines (`index`) count from 0."""

    start: int
    end: int
    text: str
    page: int
    index: int
    kind: Kind = Kind.BODY
    indented: bool = False
    cut: Offsets | None = None
    """Furniture at the end of the line that was cut off: its source span."""

    def cut_at(self, length: int) -> None:
        """Take `text[length:]` off as furniture."""
        self.cut = (self.start + length, self.end)
        self.text = self.text[:length].rstrip(BLANKS)
        self.end = self.start + len(self.text)


def split_lines(source: str) -> list[Line]:
    """All lines of the source in order; `\\n` ends a line, `\\f` ends a line and a page."""
    lines: list[Line] = []
    page = at = 0
    for row in source.split("\n"):
        parts = row.split("\f") if "\f" in row else (row,)
        for i, raw in enumerate(parts):
            page += i > 0
            text = raw.strip()
            if text and (text[0] in BLANKS or text[-1] in BLANKS):
                text = raw.strip(BLANKS)
            indent = raw.index(text) if text else 0
            kind = Kind.BODY if text else Kind.BLANK
            lines.append(Line(at + indent, at + indent + len(text), text, page, len(lines), kind, indented=indent > 0))
            at += len(raw) + 1
    return lines
