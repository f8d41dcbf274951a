"""Short forms: those that the letter declares (`(hierna: de Raad)`), spells out or puts in a row of organisations."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import replace

from nlp_pipeline.components.organisations.kinds import (
    ABBREVIATION,
    AND,
    BARE_PORTFOLIOS,
    COMMITTEES,
    DUTCH_HEADS,
    ENGLISH_JOINTS,
    HEAD_COMPOUND,
    HEADS,
    JOINTS,
    LAW,
    LOCAL_BODIES,
    MINISTERS,
    MINISTRIES,
    NAMESAKES,
    NAMING_KINDS,
    NOT_ORGANISATIONS,
    NOT_SHORT,
    PLACES,
    UNITS,
)
from nlp_pipeline.components.organisations.names import Names
from nlp_pipeline.components.organisations.view import Found
from nlp_pipeline.gazetteer import ARTICLE_TYPE, Organisation, Words, fold, unregistered

_DECLARED = re.compile(
    r"""\s?[(\[]\s?
    (?P<said>(?P<called>hierna|verder|afgekort|voortaan|kortweg|in\ het\ vervolg|ook\ wel|oftewel)
        (?:\s(?:te\snoemen|genoemd|ook))?\s?[:,]?\s?["'‘’“”„«]?(?:(?:de|het|De|Het)\s)?|["'‘’“”„«]?(?:de|het|De|Het)\s)?
    ["'‘’“”„«]?
    (?P<short>(?(said)[^\W_][\w&’'./-]*(?:\s\w[\w&’'-]*){0,3}|[A-Z0-9][\w&’'./-]*(?:\s[A-Z][\w&’'-]*){0,3}))
    ["'‘’“”»]?(?:\s?[)\]]|(?=[,;]\s))""",
    re.VERBOSE,
)
"""What follows a full name and declares its short form: `(IND)`, `(hierna: de Raad)`, `(verder: «het Fonds»)`."""
_CALLED = re.compile(
    r""",\s(?P<said>(?P<called>hierna|verder|voortaan))(?:\s(?:te\snoemen|genoemd|ook))?:?\s["'‘“„]?(?:(?:de|het)\s)?
    (?P<short>[A-Z][\w&-]*(?:\s[A-Z][\w&-]*){0,2})["'’”]?(?=[,;])""",
    re.VERBOSE,
)
"""The same between commas: `, hierna: de Raad,`."""
_APPOSITION = re.compile(r", ([A-Z]{3,6})(?=[,)]| en | is | heeft )")
_GLOSSED = re.compile(
    r"^(?P<short>[A-Z][A-Za-z&]{0,8}[A-Z][a-z]{0,2})\s?[:=]\s(?:de\s|het\s)?(?P<means>[^\W\d_][^\n.,;:()]*)", re.M
)
"""A line that spells out a short form, in a footnote or a list: `UWV: Uitvoeringsinstituut Werknemersverzekeringen`."""
_SHORT_IN_BRACKETS = re.compile(r"\((?:hierna:? )?([A-Z][\w&-]{0,8}[A-Z][\w&-]{0,3})\)")
_NOT_LISTED = re.compile(
    r"[A-Z]{1,2}|[IVXLC]+|NGO|ZBO|MKB|GGZ|MBO|HBO|ICT|IPC|VWEU|EVRM|AVG|BES|USA|COVID|IJ.*|[A-Z]{2}.*(?:en|wet|s)"
    r"|[A-Z][a-z]?[A-Z]|W[A-Za-z]{1,3}|AOW|ZVW|AWBZ|BBP|GLB"
)
"""Abbreviations that stand in rows of organisations without being one, and those too short to tell."""


class ShortForms(Names):
    """Adds the short forms that the letter declares."""

    def with_declared(self, found: list[Found]) -> list[Found]:
        """The names and, wherever they stand, the short forms that the letter declares for them; names whose
        short form the letter gives to something that is no organisation are left out."""
        short_forms, others = self._declarations(found)
        short_forms = self._listed(found, others) | self._told_by_kind(found) | short_forms
        kept = [f for f in found if self.words.phrase(f.first, f.end) not in others]
        taken = {k for f in kept for k in range(f.first, f.end)}
        forms: dict[str, tuple[int, Organisation]] = {}
        lengths: dict[str, set[int]] = {}
        for short, organisation in short_forms.items():
            words = Words(short)
            lengths.setdefault(words.folded[0], set()).add(len(words))
            forms.setdefault(short, (len(forms), organisation))
            if short[0].islower():
                forms.setdefault(short[0].upper() + short[1:], (len(forms), organisation))
        for i, word in enumerate(self.folded):
            ends = (i + length for length in lengths.get(word, ()))
            written = ((self.words.phrase(i, end), end) for end in ends if end <= self.count)
            # the first declared of those that stand here
            for short, end in sorted(((w, e) for w, e in written if w in forms), key=lambda one: forms[one[0]][0]):
                if (
                    taken.isdisjoint(range(i, end))
                    and not self._in_title_of_law(i)
                    and not (short[0].islower() and self._any(i))
                ):
                    organisation = forms[short][1]
                    kept.append(Found(i, end, organisation, organisation.registered))
                    taken.update(range(i, end))
        return sorted(kept, key=lambda f: f.first)

    def _told_by_kind(self, found: list[Found]) -> dict[str, Organisation]:
        """Names of one word that a kind word tells once (`reisorganisatie TUI`) and that are no common words."""
        small = {word for i, word in enumerate(self.folded) if not self.capitals[i]}
        return {
            self.words[f.first]: f.organisation
            for f in found
            if f.end == f.first + 1
            and not f.by_register
            and f.first
            and self._is_kind_word(f.first - 1)
            and self.folded[f.first - 1] not in UNITS
            and self.folded[f.first] not in small | PLACES
        }

    def _listed(self, found: list[Found], others: set[str]) -> dict[str, Organisation]:
        """Abbreviations in a row of organisations (`UWV, XYZ en SVB`): between two, or behind or before two; common
        words that name a ministry, in a row of ministries (`OCW en Financiën`), are added to those found."""
        first_of = {f.first: f for f in found}
        ending = {f.end: f for f in found}
        taken = {k for f in found for k in range(f.first, f.end)}
        listed: dict[str, Organisation] = {}
        for i in range(self.count):
            if not self.capitals[i] or i in taken:
                continue
            name, common = self.words[i], self.folded[i] in BARE_PORTFOLIOS
            abbreviation = ABBREVIATION.fullmatch(name) and not _NOT_LISTED.fullmatch(name) and name not in others
            if not (common or abbreviation) or self._in_plural(i + 1):
                continue
            before, behind = ending.get(self._row_before(i)), first_of.get(self._row_behind(i + 1))
            if common:
                if any(f and f.organisation.type == "ministerie" for f in (before, behind)):
                    found.append(Found(i, i + 1, self._organisation(i, i + 1)))
                continue
            if not (before and behind):
                before = before and ending.get(self._row_before(before.first))
                behind = behind and first_of.get(self._row_behind(behind.end))
            if before or behind:
                listed[name] = unregistered(name)
                first_of[i] = ending[i + 1] = Found(i, i + 1, listed[name], False)
        return listed

    def _row_before(self, i: int) -> int:
        """Where the item of a row ends before the one that begins with word `i`; -1 if there is none."""
        i -= self._is(i - 1, "de", "het") and self._joined(i)
        if i < 1:
            return -1
        if self.words.linked[i] == "," + self.folded[i]:
            return i
        return i - 1 if self.folded[i - 1] in AND and self._joined(i) and self._joined(i - 1) else -1

    def _row_behind(self, end: int) -> int:
        """Where the item of a row begins behind the one that ends before word `end`; -1 if there is none."""
        if end >= self.count:
            return -1
        if self.words.linked[end] != "," + self.folded[end]:
            if not (self.folded[end] in AND and self._joined(end) and self._joined(end + 1)):
                return -1
            end += 1
        return end + (self._is(end, "de", "het") and self._joined(end + 1))

    def _declarations(self, found: list[Found]) -> tuple[dict[str, Organisation], set[str]]:
        short_forms: dict[str, Organisation] = {}
        others: set[str] = set()
        declared_at = set()
        text = self.words.text
        for n, f in enumerate(found):
            declaration = _DECLARED.match(text, end := self.words.ends[f.end - 1]) or _CALLED.match(text, end)
            if not declaration:
                short_forms.update(self._in_apposition(f))
                continue
            declared_at.add(declaration.start("short"))
            short = declaration["short"]
            f = found[n] = self._begun_earlier(f, short)
            if NOT_SHORT.fullmatch(short) or fold(short) in PLACES | MINISTERS or "’" in short or "'" in short:
                continue
            in_name = fold(short) in self.folded[f.first : f.end]
            if short[0].islower() and not ((declaration["called"] or in_name) and self._means_body(short)):
                continue
            if not self.gazetteer.name_at(Words(short), 0) and (declaration["said"] or self._abbreviates(short, f)):
                short_forms[short] = f.organisation
        found[:] = [f for n, f in enumerate(found) if n + 1 == len(found) or f.end <= found[n + 1].first]
        self._glossed(found, short_forms, others)
        holding: dict[str, list[Found]] = {}  # the names by their words: a letter may declare as often as it names
        for f in found:
            for word in self.folded[f.first : f.end]:
                holding.setdefault(word, []).append(f)
        for declaration in _DECLARED.finditer(text):
            short = declaration["short"]
            if declaration["called"] and declaration.start("short") not in declared_at and self._means_body(short):
                named = holding.get(fold(short), [])
                before = bisect_left(named, declaration.start(), key=lambda f: self.words.starts[f.first])
                short_forms.setdefault(short, named[before - 1].organisation if before else unregistered(short))
        others |= {name for name, sign in NAMESAKES.items() if name in text and sign.search(text)}
        taken = {k for f in found for k in range(f.first, f.end)}
        position = {start: k for k, start in enumerate(self.words.starts)}
        for bracket in _SHORT_IN_BRACKETS.finditer(text):
            if bracket.start(1) in declared_at or NOT_SHORT.fullmatch(bracket[1]):
                continue
            last = position.get(bracket.start(1), 0) - 1
            first = self._spelled_out(bracket[1], last) if last >= 0 and last not in taken else None
            if first is None:
                continue
            if self._capital(first) and self._names_organisation(first, last + 1):
                organisation = unregistered(self.words.phrase(first, last + 1), bracket[1])
                if taken.isdisjoint(range(first, last + 1)):
                    found.append(Found(first, last + 1, organisation, False))
                short_forms[bracket[1]] = organisation
            elif first == last and self.folded[first] in LOCAL_BODIES:
                short_forms[bracket[1]] = unregistered(self.words[first], bracket[1])
            else:
                others.add(bracket[1])
        return short_forms, others

    def _glossed(self, found: list[Found], short_forms: dict[str, Organisation], others: set[str]) -> None:
        """Adds the short forms that a line of their own spells out: as an organisation's, or as something else's."""
        by_start = {self.words.starts[f.first]: f for f in found}
        position = {end: k for k, end in enumerate(self.words.ends)}
        for gloss in _GLOSSED.finditer(self.words.text):
            short, start = gloss["short"], gloss.start("means")
            known = self.gazetteer.named(short)
            if known and known.type != ARTICLE_TYPE:
                continue
            if f := by_start.get(start):
                if not known and self._abbreviates(short, f):
                    short_forms[short] = f.organisation
                continue
            first = self._spelled_out(short, position.get(gloss.end("means"), 0))
            if first is not None and self.words.starts[first] == start:
                others.add(short)

    def _means_body(self, short: str) -> bool:
        """Whether a short form in small letters means a body (`de inspectie`), not its head or its people."""
        *before, last = Words(short).folded
        if any(LAW.search(word) for word in before):
            return False
        return last in DUTCH_HEADS | COMMITTEES | NAMING_KINDS | MINISTRIES or bool(HEAD_COMPOUND.match(last))

    def _in_apposition(self, found: Found) -> dict[str, Organisation]:
        """`NATO Response Force, NRF`: initials between commas declare a short form too."""
        apposition = _APPOSITION.match(self.words.text, self.words.ends[found.end - 1])
        initials = "".join(w[0] for w in self.folded[found.first : found.end] if w not in JOINTS | ENGLISH_JOINTS | AND)
        if apposition and apposition[1].casefold() == initials and not self.gazetteer.named(apposition[1]):
            return {apposition[1]: found.organisation}
        return {}

    def _begun_earlier(self, found: Found, short: str) -> Found:
        """The name with the words before it that its declared abbreviation counts in: `Curaçao and Bonaire Insurance
        Association (CBIA)`."""
        first = None if found.by_register else self._spelled_out(short, found.end - 1)
        if first is None or first >= found.first or not self._capital(first):
            return found
        return replace(found, first=first, organisation=self._organisation(first, found.end))

    def _abbreviates(self, short: str, found: Found) -> bool:
        """Whether `short` looks like an abbreviation and its letters stand in the name, in that order."""
        if " " in short or sum(c.isupper() for c in short) < 2:
            return False
        letters = [c for c in fold(short) if c.isalnum()]
        name = "".join(self.folded[found.first : found.end])
        return _in_order(letters, name) or (short.isupper() and name[0] == letters[0])

    def _names_organisation(self, first: int, end: int) -> bool:
        if first and self._on_one_line(first) and self._is_kind_word(first - 1):
            return True
        if self._no_body(first, end):
            return False
        if NOT_ORGANISATIONS.search(self.folded[end - 1]) and self.folded[end - 1] not in HEADS:
            return False
        return any(self._is_head(k) for k in range(first, end)) or self.folded[end - 1] == "service"

    def _spelled_out(self, short: str, last: int) -> int | None:
        """The first of the words up to word `last` that `short` abbreviates (`Dienst Justitiële Inrichtingen`: `DJI`).

        The initials of all words but small ones must stand in `short` in that order, and all its letters in the words.
        """
        letters = [c for c in short.casefold() if c.isalnum()]
        for first in range(last, max(last - 3 * len(letters), -1), -1):
            if first < last and self.words.gap(first + 1) not in (" ", " & "):
                return None
            if self.folded[first][0] != letters[0]:
                continue
            phrase = self.folded[first : last + 1]
            initials = [w[0] for w in phrase if w not in JOINTS and w not in AND]
            if (
                _in_order(initials, letters)
                and _in_order(letters, "".join(phrase))
                and 2 * len(initials) >= len(letters)
            ):
                return first
        return None


def _in_order(few: Iterable[str], many: Iterable[str]) -> bool:
    """Whether `few` stand in `many` in this order, others between them."""
    rest = iter(many)
    return all(any(one == other for other in rest) for one in few)
