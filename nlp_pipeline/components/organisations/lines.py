"""Names by the lines of a letterhead: its units, and what the column beside it cuts in two."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from nlp_pipeline.gazetteer import Gazetteer, unregistered
from nlp_pipeline.mentions import Mention

_LETTERHEAD = 2500
"""Characters in which a name may be cut by the other column of the letterhead."""
_LINE = re.compile(r"[^\s\n][^\n]*[^\s\n]")
_CUT_LINE = re.compile(r"(?:.* (?=Directie )|.* (?:van|voor) (?:de |het )?)?([A-Z].*)")
_ADDRESS_LINE = re.compile(r"\d{4} ?[A-Z]{2} .*|(?:[A-Z]\w+ )+\d+\w?|Den Haag|DEN HAAG|Nederland")
"""What a line of the one column may be cut by: `Turfmarkt 147`, `2500 EA Den Haag`."""
_LINE_PART = re.compile(r"[^\s\"'“”„‘’/](?:[^\n/]*[^\s\"'“”„‘’/])?")
_UNIT_HEAD = re.compile(
    r"Directoraat|DG|(?:Programma|Hoofd|Project)?[Dd]irectie\b|Generale Thesaurie|(?:[Aa]fdeling|Portefeuille)\b"
)
"""How the units of a letterhead begin; only below one of these is any line a unit."""
_UNIT = re.compile(r"(?!Datum|Betreft|Ons |Onze |Uw |Kenmerk|Geachte|Pagina)\w[\w &,’'-]{0,80}(?<![,\d])")
_GOES_ON = re.compile(
    r"(?:\b(?:en|van|voor|de|het)|[,-]|[Gg]eneraal|^Directie|iee?le|ische|nale|pese|aire|ieel|onele)$"
)
"""How a line ends whose name the next line goes on with."""
_ADDRESSEE = re.compile(
    r"(?:Aan )?(?:[Dd]e )?[Vv]oorzitter|Aan |der Staten|Ministerie |Postbus 200(?:17|18)$|25(?:00 EA|13 AA) "
)
"""Lines of the other column, which may stand between the units."""
_ADDRESS = re.compile(
    r"Bezoekadres|Den Haag|DEN HAAG|IPC \d|T ?urfmarkt|Rijnstraat \d|Bezuidenhoutseweg|Parnassusplein"
    r"|Schedeldoekshaven|Korte Voorhout|Prins(?:es)? \w+ \d|Plein \d|MPC \d|P ?ostbus \d{5} ?(?P<tail>)"
    r"|\d{4} ?[A-Z]{2}\b"
)
"""What ends the units; only before one of these are the lines above it units."""


def with_units(text: str, mentions: list[Mention], gazetteer: Gazetteer) -> list[Mention]:
    """The mentions, and the units that fill the lines of a letterhead between a directorate and an address:
    `Directoraat-Generaal Migratie ⏎ Toezicht, Regulier en Nationaliteit ⏎ Turfmarkt 147`."""
    mentions = sorted(mentions, key=lambda m: m.start)
    for start, end in _units(text):
        organisation = gazetteer.named(_one_line(text[start:end]))
        value = (organisation or unregistered(_one_line(text[start:end]))).value
        first = bisect_right(mentions, start, key=lambda m: m.end)
        last = bisect_left(mentions, end, key=lambda m: m.start)
        if not any(m.start <= start and m.end >= end for m in mentions[first:last]):
            unit = Mention(start, end, "ORG", value, "register" if organisation else "rule")
            mentions[first:last] = [unit]
    return mentions


def _units(text: str) -> Iterator[tuple[int, int]]:
    """Where the units of letterheads stand, each one or more lines; what the addressee cuts keeps its first part."""
    units: list[tuple[int, int]] = []
    goes_on = cut = False
    for line in _LINE_PART.finditer(text):
        start, end = line.span()
        if _ADDRESSEE.match(text, start, end):
            cut = cut or (goes_on and not text[start].isdigit())
            continue
        if units and (address := _ADDRESS.match(text, start, end)):
            start = address.end("tail")
            if start in (-1, end):
                yield from units
                units = []
                continue
        begins = bool(_UNIT_HEAD.match(text, start, end))
        if not _UNIT.fullmatch(text, start, end) or not (units or begins):
            units = []
            continue
        if begins or not (goes_on or text[start].islower()):
            units.append((start, end))
            cut = False
        elif not cut:
            units[-1] = units[-1][0], end
        goes_on = bool(_GOES_ON.search(text, start, end))


def _one_line(name: str) -> str:
    return " ".join(name.split())


def put_together(text: str, mentions: list[Mention], gazetteer: Gazetteer) -> list[Mention]:
    """Names that the other column of a letterhead cuts.

    `Binnenlandse Zaken en ⏎ Postbus 20018 ⏎ Koninkrijksrelaties` is one name, for only an address stands in between;
    where a name does, the first part stands for the whole, and the rest is no name.
    """
    lines = list(_LINE.finditer(text, 0, _LETTERHEAD))
    for n, line in enumerate(lines):
        cut = _CUT_LINE.fullmatch(line.group())
        for k in range(n + 1, min(n + 5, len(lines))) if cut else ():
            rest, organisation = lines[k], cut and gazetteer.named(f"{cut[1]} {lines[k].group()}")
            if not cut or not organisation:
                continue
            first, last = line.start() + cut.start(1), rest.end()
            if not any(m.start <= first and m.end >= last for m in mentions):
                start = min((m.start for m in mentions if first < m.end and m.start < line.end()), default=first)
                whole = all(_ADDRESS_LINE.fullmatch(other.group()) for other in lines[n + 1 : k])
                one = Mention(min(start, first), last if whole else line.end(), "ORG", organisation.value, "register")
                between = [m for m in mentions if one.end <= m.start and m.end <= rest.start()]
                around = [m for m in mentions if m.end <= one.start or m.start >= last]
                mentions = sorted([*around, *between, one], key=lambda m: m.start)
            break
    return mentions
