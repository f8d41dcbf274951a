"""Known organisations: their names, one identifier each, and a longest match over the words of a text.

Data: `data/register.jsonl` (cut from the public register by `scripts/build_register.py`), `data/organisations.jsonl`
(by hand: what the register lacks, and bodies of the register under the names and the one identifier that letters
want: municipalities, parties, directorates-general), `data/units.jsonl` (cut from the register too: parts that several
ministries have under one name) and files of users. All have one form, a JSON object a line:
`id`, `type`, `parent`, `tooi`, `wikidata`, `names`: a list of `value`, `abbr`, `valid_from`, `valid_until`. Only
`id`, `type`, `names` and `value` must be there, and where `type` is `ministerieonderdeel` also `parent`: the `id` of
its ministry. Rows with the same `id` are one organisation.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from nlp_pipeline.values import OrgValue

DATA = Path(__file__).parent / "data"
BUILT_IN = (DATA / "organisations.jsonl", DATA / "register.jsonl", DATA / "units.jsonl")
"""In the order of precedence: of two organisations with one name, the first read keeps it."""

PORTFOLIO_TYPES = frozenset({"ministerie", "portefeuille"})
"""Organisations named inside the title of a minister; a `portefeuille` is found nowhere else."""

LINE_TYPE = "briefhoofd"
"""Parts of ministries that a letterhead names without a word that says so (`Kennis`): names where they fill a line."""

EXACT_TYPES = frozenset({"overleg", "politie", "eigennaam"})
"""Types whose names are common words but for their capitals (`Nederlandse Politie`, `de Nederlandse politie`)."""

TERRITORY_TYPES = frozenset({"gemeente", "provincie"})
"""Bodies that go by the name of a place: their identifiers are known here, whether one is meant the context tells."""

UNIT_TYPE = "ministerieonderdeel"
"""Parts of the ministry that `parent` names; others have one of the same name: the letter's sender decides."""

ARTICLE_TYPE = "achter de"
"""Names that mean an organisation behind *de* alone: `de Rechtspraak`; `de NPO`, but the programme is `het NPO`."""

_WORD = re.compile(r"[^\W_]+(?:(?!['’]s\b)[-‐‑–&'’][^\W_]+)*(?:[-‐‑](?!\w))?")
_NUMBERED = re.compile(r"[^\W\d_]{3}(\d{1,2})$")
"""A number glued to a word, most often a footnote's marker: `CBS3`. It is a word of its own."""
_PARAGRAPH = "\n\n"


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """The word without case, accents and typographic variants of hyphen and apostrophe."""
    folded = word.casefold()
    if folded.isascii():
        return folded
    folded = folded.replace("‐", "-").replace("‑", "-").replace("–", "-").replace("’", "'")
    return "".join(c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c))


DERIVED = "name:"
"""How the identifier of an organisation begins that no register knows."""


def derived_id(name: str) -> str:
    """The identifier of an organisation that no register knows: DERIVED, its name in ASCII, `-` between the words."""
    return DERIVED + re.sub(r"[^a-z0-9]+", "-", fold(name).replace("&", " en ")).strip("-")


_DIRECTORATE = re.compile(r"^(?:directoraat ?-? ?generaal|dg) (?=\w)")


def _key(name: str) -> str:
    """The name with what is only spelling made one: `DG Bedrijfsleven & Innovatie` is a directorate-general."""
    return _DIRECTORATE.sub("directoraat-generaal ", fold(name).replace(" & ", " en "))


def _unit_key(name: str) -> str:
    return _key(name).removeprefix("directie ").replace("-", " ")


@dataclass(frozen=True, slots=True)
class Organisation:
    """One organisation; `id` is its TOOI address, else its register identifier, else one derived from its name."""

    id: str
    name: str
    abbreviation: str | None
    type: str
    registered: bool = True

    @property
    def value(self) -> OrgValue:
        """What a record says of it."""
        return OrgValue(id=self.id, name=self.name, abbreviation=self.abbreviation)


def unregistered(name: str, abbreviation: str | None = None) -> Organisation:
    """An organisation known by its name alone."""
    return Organisation(derived_id(name), name, abbreviation, "organisatie", registered=False)


class Words:
    """The words of a text with their offsets; the signs between two words are kept with the second (`linked`)."""

    __slots__ = ("ends", "folded", "linked", "starts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.folded: list[str] = []
        self.linked: list[str] = []
        last = 0
        for match in _WORD.finditer(text):
            start, end = match.span()
            word = fold(match.group())
            gap = text[last:start]
            signs = "" if gap == " " else _PARAGRAPH if _PARAGRAPH in gap else fold("".join(gap.split()))
            last = end
            if word[-1].isdigit() and (numbered := _NUMBERED.search(word)):
                number = numbered[1]
                word, end = word[: -len(number)], end - len(number)
                self._add(start, end, word, signs + word)
                start, end, word, signs = end, last, number, ""
            self._add(start, end, word, signs + word)

    def _add(self, start: int, end: int, word: str, linked: str) -> None:
        self.starts.append(start)
        self.ends.append(end)
        self.folded.append(word)
        self.linked.append(linked)

    def __len__(self) -> int:
        return len(self.starts)

    def __getitem__(self, i: int) -> str:
        return self.text[self.starts[i] : self.ends[i]]

    def gap(self, i: int) -> str:
        """What stands between word `i - 1` and word `i`."""
        return self.text[self.ends[i - 1] if i else 0 : self.starts[i]]

    def phrase(self, first: int, end: int) -> str:
        """The text from word `first` up to word `end` (not included), blanks and line breaks as single blanks."""
        return " ".join(self.text[self.starts[first] : self.ends[end - 1]].split())


@dataclass(slots=True)
class _Node:
    """A step in the tree of names: the next words, and the names that end here."""

    next: dict[str, "_Node"] = field(default_factory=dict)
    names: list[tuple[str, Organisation]] = field(default_factory=list)


def _spelled(name: str, written: str, exact: bool) -> bool:
    """Whether `written` may stand for `name`, which it equals but for case and accents.

    Names of several words may vary in case after a capital (`Raad voor Cultuur`, `Raad voor cultuur`), but for those
    that a sentence may begin with (`De Ontmoeting`); one word and short forms must have their own case (`IND`, not
    `Ind`), but for a long word in a heading all in capitals.
    """
    if written == name:
        return True
    if exact:
        return False
    if " " in name:
        return (written[0].isupper() or not name[0].isupper()) and not name.startswith(("De ", "Het "))
    if len(name) > 5 and written.isupper():
        return not name.isupper()
    return len(name) > 5 and [c.isupper() for c in written] == [c.isupper() for c in name]


class _Tree:
    """Names by their words; finds the longest that starts at a word."""

    def __init__(self, any_case: bool = False) -> None:
        self._root: dict[str, _Node] = {}
        self._any_case = any_case

    def add(self, name: str, organisation: Organisation) -> None:
        words = Words(name)
        if not len(words):
            return
        node = self._root.setdefault(words.folded[0], _Node())
        for word in words.linked[1:]:
            node = node.next.setdefault(word, _Node())
        if all(known != name for known, _ in node.names):
            node.names.append((name, organisation))

    def __contains__(self, word: str) -> bool:
        return word in self._root

    def longest(self, words: Words, first: int) -> tuple[int, Organisation] | None:
        node = self._root.get(words.folded[first])
        found = None
        i = first + 1
        while node is not None:
            if node.names:
                written = words.phrase(first, i)
                for name, organisation in node.names:
                    if (self._any_case and len(name) > 3) or _spelled(name, written, organisation.type in EXACT_TYPES):
                        found = (i, organisation)
                        break
            node = node.next.get(words.linked[i]) if i < len(words) else None
            i += 1
        return found


class Gazetteer:
    """All known names. `names` may stand anywhere in a text, `portfolios` in the title of a minister or a ministry."""

    def __init__(self, rows: Iterable[dict[str, Any]]) -> None:
        self._names = _Tree()
        self._portfolios = _Tree(any_case=True)
        self._lines: dict[str, Organisation] = {}
        self._by_name: dict[str, Organisation] = {}
        self._portfolio_names: dict[str, Organisation] = {}
        self._units: dict[str, dict[str, Organisation]] = {}
        self._ministries: dict[str, str] = {}
        merged: dict[str, list[dict[str, Any]]] = {}
        for row in rows:
            merged.setdefault(row["id"], []).append(row)
        for same in merged.values():
            self._add(same)
        # twice: an accent that is a sign of its own counts in the text, and not in the key
        self._longest = 2 * max(map(len, self._by_name), default=0)

    def _add(self, rows: list[dict[str, Any]]) -> None:
        names = [name for row in rows for name in row["names"]]
        short = next((name["abbr"] for name in names if name.get("abbr")), None)
        tooi = next((row["tooi"] for row in rows if row.get("tooi")), None)
        for row in rows:
            organisation = Organisation(tooi or row["id"], names[0]["value"], short, row["type"])
            forms = {form: None for n in row["names"] for form in (n["value"], n.get("abbr")) if form}
            if row["type"] == "ministerie":
                self._ministries.setdefault(row["id"], organisation.id)
            if row["type"] == UNIT_TYPE:
                for form in forms:
                    self._units.setdefault(_unit_key(form), {})[row["parent"]] = organisation
                continue
            for form in forms:
                self._by_name.setdefault(_key(form), organisation)
                if row["type"] == LINE_TYPE or (row["type"] in PORTFOLIO_TYPES and " en " in form):
                    self._lines[form] = organisation
                if row["type"] == LINE_TYPE or row["type"] in TERRITORY_TYPES:
                    continue
                if row["type"] in PORTFOLIO_TYPES:
                    self._portfolios.add(form, organisation)
                    self._portfolio_names.setdefault(fold(form), organisation)
                if row["type"] not in PORTFOLIO_TYPES or _stands_alone(form, row["type"]):
                    self._names.add(form, organisation)

    def named(self, name: str) -> Organisation | None:
        """The organisation that has this name or short form, in whatever case."""
        if len(name) > self._longest:  # a line of running text, not worth folding
            return None
        return self._by_name.get(_key(name))

    def is_ministry(self, identifier: str) -> bool:
        """Whether an `org.id` is that of a ministry."""
        return identifier in self._ministries.values()

    def unit(self, name: str, ministry: str | None) -> Organisation | None:
        """What a name that parts of several ministries bear means in a letter of this ministry (its `org.id`).

        None: no such name. Where the ministry is not known, or has no such part, the name alone is known.
        """
        if len(name) > self._longest or (units := self._units.get(_unit_key(name))) is None:
            return None
        own = (unit for of, unit in units.items() if ministry and self._ministries.get(of) == ministry)
        return next(own, unregistered(name))

    def knows(self, word: str) -> bool:
        """Whether a name begins with this folded word."""
        return word in self._names

    def name_at(self, words: Words, first: int) -> tuple[int, Organisation] | None:
        """The longest name that starts at word `first`: the word after it, and the organisation."""
        return self._names.longest(words, first)

    def filling_line(self, line: str) -> Organisation | None:
        """The organisation whose name fills a line of a letterhead or a signature block."""
        return self._lines.get(line)

    def portfolio_ending_in(self, words: str) -> Organisation | None:
        """The ministry or portfolio whose name ends in these words, in whatever case."""
        ending = fold(" ".join(words.split()))
        return next((org for name, org in self._portfolio_names.items() if f" {name}".endswith(f" {ending}")), None)

    def portfolio_at(self, words: Words, first: int) -> tuple[int, Organisation] | None:
        """The longest name of a ministry or a minister's portfolio that starts at word `first`, in whatever case."""
        return self._portfolios.longest(words, first)


def _stands_alone(form: str, kind: str) -> bool:
    """Whether this name means a ministry outside a title too; `Justitie`, `Migratie`, `Financiën` are common words."""
    if " " not in form and sum(c.isupper() for c in form) > 1:
        return kind == "ministerie" or len(form) > 3
    return kind == "ministerie" and " " in form


class OrganisationsError(ValueError):
    """A file of organisations with a row that is none; the message says which, `path:line`, and what is wrong."""


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a file of organisations. Raises OrganisationsError, and OSError for a file that cannot be read."""
    # as bytes, so that a line that is no UTF-8 has a number too
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except ValueError as error:
                raise OrganisationsError(f"{path}:{number}: no JSON: {error}") from error
            if fault := _fault(row):
                raise OrganisationsError(f"{path}:{number}: {fault}")
            yield row


def _fault(row: object) -> str | None:
    """What keeps a row from being an organisation."""
    if not isinstance(row, dict):
        return "no JSON object"
    for key in ("id", "type", "parent") if row.get("type") == UNIT_TYPE else ("id", "type"):
        if not _is_text(row.get(key)):
            return f"`{key}` is missing or no text"
    names = row.get("names")
    if not isinstance(names, list) or not names:
        return "`names` is missing or no list of names"
    for name in names:
        if not isinstance(name, dict) or not _is_text(name.get("value")):
            return "`names` holds one whose `value` is missing or no text"
        if not isinstance(name.get("abbr"), str | None):
            return "`names` holds one whose `abbr` is no text"
    return None if isinstance(row.get("tooi"), str | None) else "`tooi` is no text"


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def load_gazetteer(organisations: Path | None = None) -> Gazetteer:
    """The built-in organisations and those of a user's own file, which takes precedence; read once a process.

    Raises OrganisationsError, and OSError for a file that cannot be read.
    """
    return _gazetteer(organisations)


@lru_cache(maxsize=4)
def _gazetteer(organisations: Path | None) -> Gazetteer:
    paths = [organisations, *BUILT_IN] if organisations else BUILT_IN
    return Gazetteer(row for path in paths for row in read_rows(path))
