"""Page furniture: running headers and footers, page numbers, and the margin column that repeats on every page.

Body text must never be taken for furniture, so every rule wants proof: a form that only furniture has, or a repetition
of what the first page's letterhead says (its labels with the same date and number, the names in its margin).
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from nlp_pipeline.normalising.lines import BLANKS, Kind, Line

_PAGE_NUMBER = re.compile(
    r"(?:\d{0,3}(?:P\s?agina|Pag\.|Blad|B\s?ladzijde|Page)\s{0,3}(\d{1,3})"
    r"(?:\s{0,3}(?:van|of|/)\s{0,3}\d{1,3})?\s{0,2}){1,3}(?:\s\d{1,3})?|pagina[’']s\s\(inclusief voorblad\)",
)
_NUMBER_OF_TOTAL = re.compile(r"\d{1,3}\s?/\s?(\d{1,3})")
_PAGE_NUMBER_AT_END = re.compile(r"\sP\s?agina\s{0,3}(\d{1,3})\s{0,3}van\s{0,3}\d{1,3}$")
_RUNNING_HEADER = re.compile(
    r"(?:(?:Tweede|Eerste)\sKamer|Verenigde\sVergadering).{0,20},"
    r"\svergaderjaar\s(?:19|20)\d\d\s?[–-]\s?(?:19|20)?\d\d,"
    r"\s.{1,60}?(?P<page>\s\d{1,4})?$"
)
_IMPRINT = re.compile(
    r"(?:kst|ah|h)-(?:tk|ek)?-?\d[\w()-]{3,40}|ISSN\s?\d{4}\s?[-–]\s?\d{3}[\dX]|['’‘]s-Gravenhage\s(?:19|20)\d\d"
    r"|\d{4}[DZ]\d{5}(?:\s\d{1,3})?"
)
_ADDRESS = re.compile(r">|Aan |Retouradres|P\s?ostbus")
_NUMBER_OF_PAPER = re.compile(r"\d{4}[DZ]\d")
_LABEL = re.compile(r"(?:Datum|(?:Ons|Uw)?\s?[Kk]enmerk|(?:Onze|Uw)\s[Rr]eferentie)\s?:?")
_LABEL_AT_END = re.compile(rf"(?:^|\s)(?:{_LABEL.pattern})$")
_DATE = re.compile(r"\d{1,2}\s?[a-z]{3,9}\.?\s?(?:19|20)\d\d|\d{1,2}-\d{1,2}-(?:19|20)\d\d")
_LABELLED_DATE = re.compile(rf"Datum:?\s{{0,3}}(?P<value>{_DATE.pattern})")
_NUMBER = re.compile(r"(?=.{0,30}\d{3})(?:[A-Z][A-Z-]{1,12}\s?/\s?)?[\w./-]{4,40}")
_LABELLED_NUMBER = re.compile(
    r"(?:Ons\s?kenmerk|Onze\s?referentie|Kenmerk):?\s?(?P<value>(?=.{0,30}\d{3})[\w./ -]{4,40})", re.IGNORECASE
)
_FIELD_ERROR = re.compile(
    r"Fout!(?:Bladwijzernietgedefinieerd|Onbekendenaamvoordocumenteigenschap|Verwijzingsbronnietgevonden)\.?"
)
_INSTRUCTIONS = {
    "Bij beantwoording": re.compile(
        r"Bij beantwoording(?: de datum(?: en)?| datum,)?|(?:en )?ons kenmerk vermelden\.?(?: Wilt u slechts)?"
        r"|Wilt u slechts één zaak in(?: uw)?|(?:uw )?brief behandelen\.?|één zaak in uw brief|behandelen\."
        r"|onze referentie en betreft|vermelden\.?"
    ),
    "Correspondentie uitsluitend": re.compile(
        r"Correspondentie uitsluitend|richten aan het retouradres|met vermelding van de(?: datum)?"
        r"|(?:datum )?en het kenmerk van(?: deze)?|(?:deze )?brief\."
    ),
}
"""How to write back, printed in the letterhead's margin: how it begins, and its lines, however they are broken."""
_DIGIT = re.compile(r"\d")
_LETTERHEAD_LINES = 60
_LONGEST_VALUE = 60
_RUNNING_TEXT = 65
_ZONE = 45
"""How far down a page, in lines, the margin column is looked for."""
_LONGEST_HEAD = 14
"""How many lines of margin column stand at most together at the head of an inner page."""
_COLUMN = 45
"""How long, in characters, a line of that column is at most."""


def mark_furniture(lines: list[Line]) -> set[int]:
    """Set the kind of every furniture line, and cut off what the margin column left at the end of body lines.

    Returns the indices of the lines before which pages are missing: the numbers jump (`Pagina 1 van 8`, `Pagina 3 van
    8`).
    """
    pages = _pages(lines)
    _mark_forms(lines)
    _mark_page_numbers(pages)
    heads = _mark_inner_heads(lines, pages)
    # an excerpt that begins on an inner page has no letterhead but what its margin repeats of it
    inner = _begins_inside(pages)
    if not inner:
        _mark_instruction(pages[0] if pages else [])
    letterhead = _Letterhead(pages, heads if inner else None)
    for page in pages:
        _mark_margin(page, letterhead, first=page is pages[0] and not inner)
    _mark_errors(lines)
    _mark_repeated_edges(pages, letterhead)
    return _torn(lines)


def _torn(lines: list[Line]) -> set[int]:
    torn: set[int] = set()
    last: tuple[int, int] | None = None
    for i, line in enumerate(lines):
        if line.kind is Kind.FURNITURE and (match := _PAGE_NUMBER.fullmatch(line.text)) and match[1]:
            number = int(match[1])
            if last and number > last[1] + 1:
                breaks = (k for k in range(last[0] + 1, i + 1) if lines[k].page != lines[k - 1].page)
                torn.add(next(breaks, last[0] + 1))
            last = (i, number)
    return torn


def _pages(lines: list[Line]) -> list[list[Line]]:
    """The lines page by page; without form feeds a line `Pagina 1 van 8` parts the pages too."""
    pages: list[list[Line]] = []
    has_feeds = bool(lines) and lines[-1].page > 0
    current: list[Line] = []
    long_lines = 0
    for i, line in enumerate(lines):
        if has_feeds and i and line.page != lines[i - 1].page:
            pages.append(current)
            current = []
        current.append(line)
        long_lines += len(line.text) > _RUNNING_TEXT
        # raw extraction puts the first page's number into its letterhead
        if not has_feeds and long_lines > 2 and _PAGE_NUMBER.fullmatch(line.text):
            pages.append(current)
            current = []
    return [*pages, current] if current else pages


def _mark_forms(lines: list[Line]) -> None:
    headers: dict[str, list[tuple[int, bool]]] = defaultdict(list)
    titles: dict[str, list[Line]] = defaultdict(list)
    for i, line in enumerate(lines):
        first = line.text[:1]
        if not first:
            continue
        numbered = (first in "PpbB" or first.isdecimal()) and _PAGE_NUMBER.fullmatch(line.text)
        if numbered or (first in "kahI'’‘2" and _IMPRINT.fullmatch(line.text) and not _in_letterhead(lines, i)):
            line.kind = Kind.FURNITURE
        elif first in "TEV" and (header := _RUNNING_HEADER.fullmatch(line.text)):
            bare = line.text[: header.start("page")] if header["page"] else line.text
            headers[bare].append((i, header["page"] is not None))
        elif line.text[-1].isdecimal() and (
            number := _PAGE_NUMBER_AT_END.search(line.text, max(0, len(line.text) - 30))
        ):
            titles[line.text[: number.start()]].append(line)
    for title, numbered_lines in titles.items():
        for line in numbered_lines:
            # a running title comes with every page's number; otherwise the number hangs on a line of text
            if len(numbered_lines) > 1:
                line.kind = Kind.FURNITURE
            else:
                line.cut_at(len(title))
    for found in headers.values():
        # a header without a page number, and only once, may be the note that cites the document
        if len(found) > 1 or found[0][1]:
            for i, _ in found:
                before = lines[i - 1].text if i else ""
                if not before.isdecimal() or len(found) > 2:
                    lines[i].kind = Kind.FURNITURE


def _in_letterhead(lines: list[Line], i: int) -> bool:
    """Extraction may put the letterhead behind the first page's text: there a number stands below its label.

    The number of written questions heads them, wherever they begin.
    """
    labelled = i > 0 and _LABEL.fullmatch(lines[i - 1].text) is not None
    labelled |= i + 1 < len(lines) and lines[i + 1].text.startswith(("Vragen van", "Kamervragen van"))
    return labelled or (i < _LETTERHEAD_LINES and not lines[i].text.startswith(("kst-", "ISSN")))


def _mark_page_numbers(pages: list[list[Line]]) -> None:
    """Lone numbers at the edge of a page, where they count the pages; `13 / 121` where three pages have it."""
    of_total: dict[str, list[Line]] = defaultdict(list)
    for page in pages:
        for line in page:
            if line.text[:1].isdecimal() and (match := _NUMBER_OF_TOTAL.fullmatch(line.text)):
                of_total[match[1]].append(line)
    for numbered in of_total.values():
        if len(numbered) > 2:
            for line in numbered:
                line.kind = Kind.FURNITURE
    edges: dict[int, list[Line]] = defaultdict(list)
    for number, page in enumerate(pages, 1):
        body = [line for line in page if line.kind is Kind.BODY]
        for line in (body[0], body[-1]) if len(body) > 1 else ():
            digits = line.text.strip("- ")
            if digits.isdecimal() and len(digits) < 4:
                edges[int(digits) - number].append(line)
    for shift, found in edges.items():
        if len(found) >= 3 or (len(found) >= 2 and abs(shift) <= 1):
            for line in found:
                line.kind = Kind.FURNITURE
    top = next((line for line in pages[0] if line.text), None) if pages else None
    if top and top.text == "1":
        top.kind = Kind.FURNITURE


def _mark_errors(lines: list[Line]) -> None:
    """What a text processor prints in the margin in place of a field that is not there, below furniture."""
    for i in range(1, len(lines)):
        if lines[i].text.startswith("Fout!") and lines[i - 1].kind is Kind.FURNITURE:
            for n in range(1, 6):
                if _FIELD_ERROR.fullmatch(_squeeze("".join(line.text for line in lines[i : i + n]))):
                    for line in lines[i : i + n]:
                        line.kind = Kind.FURNITURE
                    break


def _begins_inside(pages: list[list[Line]]) -> bool:
    """Whether the text begins on an inner page: its first page has a later number, and nobody's address."""
    if not pages or any(_ADDRESS.match(line.text) for line in pages[0]):
        return False
    # without form feeds the first number may be that of a later page, at its end
    page = pages[0] if pages[-1][-1].page else pages[0][:_LONGEST_HEAD]
    return next((number for line in page if (number := _number(line))), 1) > 1


def _number(line: Line) -> int | None:
    match = _PAGE_NUMBER.fullmatch(line.text) if line.kind is Kind.FURNITURE else None
    return int(match[1]) if match and match[1] else None


def _mark_inner_heads(lines: list[Line], pages: list[list[Line]]) -> list[Line]:
    """The margin column above or below the number of an inner page, known by its labels with their values; the lines.

    `P agina 2 van8 / Directoraat-Generaal / Straffen en Beschermen / Datum / 2 juni 2023 / Ons kenmerk / 4602342`.
    """
    heads: list[Line] = []
    tops = {page[0].index for page in pages}
    for i, line in enumerate(lines):
        if i in tops and line.page and _LABEL.fullmatch(line.text):
            heads += _column(lines, i)
        elif (number := _number(line)) and number > 1:
            heads += _column(lines, i + 1)
            top = next((k for k in range(i, max(-1, i - _LONGEST_HEAD), -1) if k in tops), i)
            above = [each for each in lines[top:i] if each.kind is Kind.BODY]
            named = bool(above) and above[0].text == "Ministerie van" and 1 < len(above) < 5
            if (named and all(map(_in_column, above))) or len(_column(lines[top:i], 0)) == len(above):
                heads += above
    for line in heads:
        line.kind = Kind.FURNITURE
    return heads


def _column(lines: list[Line], start: int) -> list[Line]:
    """The lines of margin column from `start` on, up to the last label that has its value; empty where none has."""
    column: list[Line] = []
    last = 0
    labelled = named = False
    for line in lines[start : start + _LONGEST_HEAD]:
        if line.kind is Kind.FURNITURE and line.page == lines[start].page:
            continue
        if line.kind is not Kind.BODY or line.page != lines[start].page:
            break
        is_value = _DATE.fullmatch(line.text) or _NUMBER.fullmatch(line.text)
        if is_value and (labelled or (named and "/" in line.text)):
            labelled = False
            last = len(column) + 1
        elif _LABEL.fullmatch(line.text):
            labelled = True
        elif (named or _MARGIN_NAME.match(line.text)) and not last and not labelled and _in_column(line):
            named = True
        else:
            break
        column.append(line)
    return column[:last]


def _in_column(line: Line) -> bool:
    return len(line.text) < _COLUMN and line.text[0].isalpha() and line.text[-1] not in ".,;:?!)"


def _mark_repeated_edges(pages: list[list[Line]], letterhead: "_Letterhead") -> None:
    """Short lines that stand among the first or last three of at least three pages, and of a third of them."""
    where: dict[str, list[Line]] = defaultdict(list)
    for number, page in enumerate(pages):
        body = [line for line in page if line.kind is Kind.BODY]
        # the head of the first page is the letterhead, which is text
        edge = (body[:3] if number else []) + body[-3:] if len(body) > 6 else []
        for text in {line.text for line in edge}:
            where[text] += [line for line in edge if line.text == text]
    needed = max(3, len(pages) // 3)
    for text, found in where.items():
        named = any(c.isalpha() for c in text) and "nr." not in text and not _NUMBER_OF_PAPER.match(text)
        if len(found) >= needed and len(text) < 100 and named:
            for line in found:
                if line.page or text not in letterhead.fragments:
                    line.kind = Kind.FURNITURE


def _mark_instruction(first_page: list[Line]) -> None:
    for i, line in enumerate(first_page):
        for start, pattern in _INSTRUCTIONS.items():
            if line.text.startswith(start):
                for near in first_page[i : i + 16]:
                    if near.kind is Kind.BODY and pattern.fullmatch(near.text):
                        near.kind = Kind.ASIDE


class _Letterhead:
    """What the first page's letterhead says: the values behind its labels, and its margin's lines.

    Values are compared without blanks, which extraction drops and doubles (`18 oktober2023`). `inner`: the heads of
    the pages of a text that has no first page.
    """

    def __init__(self, pages: list[list[Line]], inner: list[Line] | None) -> None:
        first_page = inner if inner is not None else pages[0] if pages else []
        self.fragments: set[str] = set()
        # later pages may carry another number than the first; what two of them say is furniture too
        later = Counter(value for page in pages[inner is None :] for value in _labelled_values(page))
        self.values = {value for value, count in later.items() if count > 1}
        for i, line in enumerate(first_page):
            if i < _LETTERHEAD_LINES and line.text and len(line.text) < 60:
                words = line.text.split()
                # a later page may break the margin's lines elsewhere: any run of words that starts or ends the line
                for n in range(1, len(words) + 1):
                    self.fragments.update((" ".join(words[:n]), " ".join(words[-n:])))
            for labelled in (_LABELLED_DATE.match(line.text), _LABELLED_NUMBER.fullmatch(line.text)):
                if labelled:
                    self.values.add(_squeeze(labelled["value"]))
            if _LABEL_AT_END.search(line.text):
                self.values.update(map(_squeeze, _values_below(first_page, i)))

    def value_of(self, text: str) -> str | None:
        """The value that `text` is, alone or behind its label, or None."""
        # the number of a paper that the letter answers heads its questions too
        if _DIGIT.search(text) is None or _NUMBER_OF_PAPER.match(text):
            return None
        labelled = _LABELLED_DATE.fullmatch(text) or _LABELLED_NUMBER.fullmatch(text)
        value = _squeeze(labelled["value"] if labelled else text)
        return value if value in self.values else None


def _labelled_values(page: list[Line]) -> set[str]:
    found = (value for i, line in enumerate(page) if _LABEL.fullmatch(line.text) for value in _values_below(page, i))
    return set(map(_squeeze, found))


def _squeeze(text: str) -> str:
    return "".join(text.split())


def _values_below(lines: list[Line], label: int) -> Iterable[str]:
    """What may be the value of a label on line `label`: a date or number alone on one of the next lines."""
    seen = 0
    for line in lines[label + 1 : label + 8]:
        if line.text:
            seen += 1
            if _DATE.fullmatch(line.text) or _NUMBER.fullmatch(line.text):
                yield line.text
                return
        if seen > 3:
            return


def _mark_margin(page: list[Line], letterhead: _Letterhead, first: bool) -> None:
    """The margin column of one page: labels with the letterhead's values, and the letterhead's names around them.

    On the first page the letterhead itself is text and stays; only a value's second coming (a page whose end the source
    does not show) makes a margin.
    """
    anchors: list[int] = []
    seen: set[str] = set()
    for i, line in enumerate(page):
        if line.kind is not Kind.BODY or (len(line.text) > _LONGEST_VALUE and (first or i > _ZONE)):
            continue
        value = letterhead.value_of(line.text)
        repeated = value is not None and (not first or value in seen)
        if repeated or (not first and i < _ZONE and _value_at_end(line, letterhead)):
            label = i if value and value != _squeeze(line.text) else _label_above(page, i)
            if label is not None:
                page[label].kind = Kind.FURNITURE
                if repeated:
                    line.kind = Kind.FURNITURE
                anchors += [label, i]
        if value:
            seen.add(value)
        elif first and (labelled := _LABELLED_DATE.match(line.text)):
            seen.add(_squeeze(labelled["value"]))
    if not anchors:
        return
    top = max(_LETTERHEAD_LINES // 2, min(anchors) - _LETTERHEAD_LINES // 4) if first else 0
    for line in page[top : max(anchors)]:
        if line.kind is Kind.BODY and _is_margin_name(line.text, letterhead):
            line.kind = Kind.FURNITURE
    end = max(anchors) + 6
    below = next((line for line in page[end:] if line.kind is not Kind.BLANK), None)
    next_is_margin = below is not None and below.kind is Kind.FURNITURE
    # upwards, as to look below each line for the next one that is not blank is quadratic
    for line in reversed(page[top:end]):
        if line.kind is Kind.BODY:
            _cut_tail(line, letterhead, next_is_margin)
        if line.kind is not Kind.BLANK:
            next_is_margin = line.kind is Kind.FURNITURE


def _is_margin_name(text: str, letterhead: _Letterhead) -> bool:
    if _LABEL.fullmatch(text):
        return True
    return text in letterhead.fragments and len(text.split()) < 7 and not text.endswith((".", ";", ","))


def _value_at_end(line: Line, letterhead: _Letterhead) -> bool:
    return line.text.rsplit(None, 1)[-1] in letterhead.values


def _label_above(page: list[Line], value: int) -> int | None:
    seen = 0
    for i in range(value - 1, max(-1, value - 9), -1):
        if _LABEL.fullmatch(page[i].text):
            return i
        seen += bool(page[i].text)
        if seen > 3:
            return None
    return None


_MARGIN_NAME = re.compile(r"(?:Directoraat|Directi?e|DG|Ministerie|Afdeling|Bureau|Programma|Sector|Inspectie)\b")


def _cut_tail(line: Line, letterhead: _Letterhead, next_is_margin: bool) -> None:
    """What the margin column left at the end of a body line: `… een vertrouwelijke Directoraat-Generaal`."""
    words = line.text.split()
    for n in range(1, min(6, len(words))):
        tail = " ".join(words[-n:])
        named = _MARGIN_NAME.match(tail) and tail in letterhead.fragments and next_is_margin
        if named or _squeeze(tail) in letterhead.values or (n == 1 and _LABEL.fullmatch(tail) and next_is_margin):
            line.cut_at(len(line.text.rstrip(BLANKS)) - len(tail))
            return
