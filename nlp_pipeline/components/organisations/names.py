"""All names of a text but the short forms that it declares itself, left to right."""

import re
from collections.abc import Iterator
from dataclasses import replace

from nlp_pipeline.components.organisations.kinds import (
    ABBREVIATION,
    AND,
    COMMITTEE_KINDS,
    COMMITTEES,
    COMPANY,
    MINISTERS,
    MINISTRIES,
    NOT_ORGANISATIONS,
    NOT_SHORT,
    SMALL_STARTS,
)
from nlp_pipeline.components.organisations.titles import Titles
from nlp_pipeline.components.organisations.view import Found
from nlp_pipeline.gazetteer import ARTICLE_TYPE, Organisation, Words, unregistered

_TREATY = re.compile(r"convention|treaty|resolution|session")
_OF_ANOTHER = re.compile(r"(?:^verdrag|^regulations|rapport|rapportage|jaarverslag|advies|brief|debat|nota)$")
"""What a body makes or says: `UNESCO Verdrag`, `WHO International Health Regulations` hold its name."""
_PATH = re.compile(r"(?:/[A-Z]{2,5}(?![\w'’-]))+")
"""What follows the first code in a path of codes."""
_CHAPTER = re.compile(r"[IVX]+B?")
"""A chapter of the budget: `XII Infrastructuur en Waterstaat`."""
_REFERENCE_NUMBER = re.compile(r" ?/ ?(?:BSK\b|\d{5})")
_NUMBER_BEFORE = re.compile(r"\d/$")
"""What makes the letters before it a part of `Ons kenmerk`: `IenW/BSK-2023/69005`."""
_PROVISION = re.compile(r"\)? ?(?:[Nn][ro]\.? ?)?\d{2,4}/\d{1,4}(?!\d)")
"""What follows the body in the number of its law: `Verordening (EU) 2020/741`, `Regulation (EC) No 883/2004`."""
_PRODUCT = re.compile(r" (?:365|Workspace|Classroom|Teams|Office|Azure|Windows|Maps|Analytics|Play Store|Cloud)\b")
"""What follows the name of a company in that of its software: `Microsoft 365`, `Google Workspace`."""
_IN_ADDRESS = re.compile(r"\.(?:nl|eu|com|org|net|int|be|aw|cw|sx)\b")
"""What follows a name inside a web address: `www.gezondheidsraad.nl`."""
_SHOWN = re.compile(
    r"\b(?:werkgroep|stuurgroep|projectgroep|regiegroep|kerngroep|denktank|taskforce|stichting|vereniging|actiegroep)"
    r"\s[\"'“”„‘’«]([^\W_][^\"“”„‘’«»\n]{1,60}[^\W_])[\"'“”‘’»]"
    r"|\b((?:[Aa]mbassade van (?:het Koninkrijk der Nederlanden|Nederland)|[Kk]oninkrijksambassade) (?:in|te) [A-Z]\w+)"
    r"|(?<![\w.,/–-])(?<![€$] )(\d{2,3}e?\s(?:(?:[Ll]uchtmobiele|[Gg]emechaniseerde|[Ll]ichte)\s)?"
    r"(?:[Bb]rigade|[Pp]antser\w{0,12}bataljon|[Bb]evoorradings\w{0,12}compagnie|[Gg]eniebataljon|[Ss]quadron))\b(?!-)"
)
"""Names that their surroundings show whole: in quotes behind a kind word, embassies, numbered units of the forces."""


class Names(Titles):
    """Reads the names of a text."""

    def names(self) -> Iterator[Found]:
        """All names but declared short forms, left to right."""
        cut = self._cut_title()
        if cut:
            yield cut
        i = cut.end if cut else 0
        shown = self._shown()
        while i < self.count:
            word = self.folded[i]
            if i in shown:
                yield Found(i, shown[i], self._organisation(i, shown[i]), by_register=False)
                i = shown[i]
                continue
            if not (
                self.capitals[i]
                or word in SMALL_STARTS
                or word[:10] == "commissie-"
                or self.gazetteer.knows(word)
                or self._before_place(i)
            ):
                i += 1
                continue
            found = self._at(i)
            if found and not self._in_title_of_law(found[0].first):
                if found[0].first == i and self._on_one_line(i) and self.words[i - 1] == "The":
                    found[0] = replace(found[0], first=i - 1)
                yield from found
            i = max(found[-1].end if found else i + 1, self.read_until)

    def _shown(self) -> dict[int, int]:
        """Where names stand that their surroundings show whole (`de werkgroep “gedwongen zorg”`): first word, end."""
        ends = {end: k + 1 for k, end in enumerate(self.words.ends)}
        starts = {start: k for k, start in enumerate(self.words.starts)}
        spans = (shown.span(shown.lastindex or 0) for shown in _SHOWN.finditer(self.words.text))
        found = ((starts.get(start), ends.get(end)) for start, end in spans)
        return {first: end for first, end in found if first is not None and end is not None}

    def _at(self, i: int) -> list[Found]:
        word = self.folded[i]
        if word in MINISTERS:
            return self._office(i)
        if word in MINISTRIES and (found := self._ministry(i)):
            return found
        if (word in COMMITTEES or word in COMMITTEE_KINDS or word.startswith("commissie-")) and (
            committees := self._committee(i)
        ):
            known = self.gazetteer.name_at(self.words, i)
            return [Found(i, *known)] if known and known[0] > committees[-1].end else committees
        if line := self._filling_line(i):
            return [line]
        known = self.gazetteer.name_at(self.words, i)
        shaped = self._shaped(i)
        if shaped and not known and self._only_says_the_kind(i, shaped):
            return []
        if known and (
            shaped is None
            or shaped <= known[0]
            or (known[0] < self.count and self.words.gap(known[0]) == " & " and self._known(known[0]))
            or (self._run(i) <= known[0] and " " in self.words.gap(known[0]) and self.folded[known[0]] not in AND)
        ):
            if self._names_no_body(i, *known):
                return []
            if known[1].type in ("ministerie", "defensie") and (path := self._path(i, known[0])):
                return [Found(i, path, unregistered(self.words.phrase(i, path)), by_register=False)]
            if known[1].type == "ministerie":
                return [Found(*portfolio) for portfolio in self._portfolios(i)]
            end = self._with_place(*known)
            if end == known[0]:
                return [Found(i, end, known[1])]
            return [Found(i, end, self._organisation(i, end), by_register=False)]
        if shaped:
            return [Found(i, shaped, self._organisation(i, shaped), by_register=False)]
        return []

    def _only_says_the_kind(self, i: int, end: int) -> bool:
        """Whether word `i`, a kind word that begins a sentence, is no part of the name: `Onderzoeksbureau Ecorys`."""
        return end > i + 1 and self._on_one_line(i + 1) and self._kind_that_begins_a_sentence(i)

    def _known(self, i: int) -> bool:
        return self.gazetteer.name_at(self.words, i) is not None

    def _cut_title(self) -> Found | None:
        """The rest of `BRIEF VAN DE MINISTER VAN … EN KONINKRIJKSRELATIES`, where a page border cut the title."""
        line = self.words.text.strip().partition("\n")[0].strip()
        if not line.isupper() or len(line) > 80:
            return None
        organisation = self.gazetteer.portfolio_ending_in(line)
        return Found(0, len(Words(line)), organisation) if organisation else None

    def _filling_line(self, i: int) -> Found | None:
        """A name that is one only where it fills a line: a directorate in a letterhead, a portfolio in a signature."""
        text, start = self.words.text, self.words.starts[i]
        if not self._capital(i) or (start and text[start - 1] != "\n"):
            return None
        line = text[start : start + 80].partition("\n")[0].rstrip(" ,")
        organisation = self.gazetteer.filling_line(line)
        return Found(i, i + len(Words(line)), organisation) if organisation else None

    def _names_no_body(self, i: int, end: int, organisation: Organisation) -> bool:
        """A known name inside the name of something else: `ILO’s`, `EU Trustfund`, `begroting van Economische Zaken`, a
        heading in capitals (`VERZOEK OM …`), the rest of a name that a letterhead cuts (`… ⏎ der Staten-Generaal`)."""
        if self._in_plural(end) or (organisation.type == ARTICLE_TYPE and not self._is(i - 1, "de")):
            return True
        if self.words.text.startswith("_", self.words.ends[end - 1]) or _NUMBER_BEFORE.search(
            self.words.text, max(self.words.starts[i] - 3, 0), self.words.starts[i]
        ):
            return True
        if self.words[i] == "OM" and (
            (self._on_one_line(i) and self.words[i - 1].isupper())
            or (self._on_one_line(end) and self.words[end].isupper() and not self._place(end) > end)
        ):
            return True
        behind = self.words.ends[end - 1]
        if _REFERENCE_NUMBER.match(self.words.text, behind) or _PRODUCT.match(self.words.text, behind):
            return True
        if self.words[i] in ("EU", "EC", "EG") and end == i + 1 and _PROVISION.match(self.words.text, behind):
            return True
        if _IN_ADDRESS.match(self.words.text, behind) and self.words.text.startswith(
            ("www.", "://"), max(self.words.starts[i] - 4, 0)
        ):
            return True
        run = self._run(end)
        if end == i + 1 and self._on_one_line(end) and run > end:
            last = self.folded[run - 1]
            other = NOT_ORGANISATIONS.search(last) and not self._is_head(run - 1) and not _OF_ANOTHER.search(last)
            return bool(other) or any(_TREATY.fullmatch(word) for word in self.folded[end:run])
        if organisation.type == "ministerie" and end > i + 1:
            budget = self._is(i - 1, "van") and any(w.startswith("begroting") for w in self.folded[max(i - 3, 0) : i])
            return budget or (self._on_one_line(i) and bool(_CHAPTER.fullmatch(self.words[i - 1])))
        return self._is(i, "staten-generaal") and self._is(i - 1, "der") and "\n" in self.words.gap(i - 1)

    def _path(self, i: int, end: int) -> int | None:
        """The end of a path of codes, of which only the first is known elsewhere: `DMO/OPS`, `BZK/KR`."""
        path = _PATH.match(self.words.text, self.words.ends[end - 1])
        if end > i + 1 or not path or not ABBREVIATION.fullmatch(self.words[i]):
            return None
        codes = path.group().split("/")[1:]
        known = any(NOT_SHORT.fullmatch(code) or self.gazetteer.named(code) for code in codes)
        return None if known else end + len(codes)

    def _with_place(self, end: int, organisation: Organisation) -> int:
        """`Amnesty International` and the country after it, islands in a row included."""
        if organisation.type in ("ministerie", "portefeuille", "partij", "hoge-college", "politie"):
            return end
        if self._on_one_line(end) and (company := COMPANY.match(self.words.text, self.words.starts[end])):
            return end + len(Words(company.group()))
        if self._on_one_line(end):
            return max(end, self._places(end))
        if self._place(end - 1) == end or self._place(max(end - 2, 0)) == end:
            start = end - 2 if self._place(max(end - 2, 0)) == end else end - 1
            return max(end, self._places(start))
        return end
