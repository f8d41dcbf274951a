"""Names told by their shape: capitals round a word that means an organisation, or behind one that says its kind."""

import re

from nlp_pipeline.components.organisations.kinds import (
    AND,
    ARTICLES,
    COMMITTEES,
    COMPANY,
    COMPLEMENT_WITHOUT_CAPITAL,
    DEBATES,
    DUTCH_HEADS,
    ENGLISH_HEADS,
    ENGLISH_JOINTS,
    FOREIGN,
    GENERIC_BODIES,
    HEAD_COMPOUND,
    HEADS,
    ISLANDS,
    JOINTS,
    KIND_WORDS,
    LAW,
    LONGEST,
    MINISTERS,
    NAMING_KINDS,
    NO_BODIES,
    NOT_FOREIGN,
    NOT_ORGANISATIONS,
    NOT_SHORT,
    OF_MEMBERS,
    PROVINCES,
    ROYAL,
    ROYAL_BUT_NO_BODY,
    SENTENCE_OPENERS,
    SENTENCE_STARTERS,
    SMALL_NAMED,
    TERRITORIES,
)
from nlp_pipeline.components.organisations.view import View
from nlp_pipeline.gazetteer import Words

_COMPOUND = re.compile(r"-[a-zà-ÿ]")
"""`Raad van State-uitspraak`: a part of a compound is no name."""
_SMALL_NOUN = re.compile(
    r"\w{3,}(?:ing|ingen|heid|heden|schap|teit|tie|ties|smokkel|rechten)|\w*(?:zorg|beleid|druk|recht|wetten|stelsel|geweld"
    r"|onderwijs|projecten|minimum|handel|fraude|energie|misbruik|wonen|vervoer|verkeer|bouw|markt|landbouw|veehouderij"
    r"|water|bodem|luchtvaart|ziekten|zoonosen|armoede|schulden)"
)
_SMALL_ADJECTIVE = re.compile(
    r"\w{4,}(?:iele|ele|ale|ische|aire|jke|nde|matige|eve)|sociaal|digitaal|huiselijk|seksueel"
)
_KIND_ENDING = re.compile(
    r"(?!programma|project)\w*"
    r"(?:organisatie|onderzoeksbureau|adviesbureau|ingenieursbureau|bedrijf|maatschappij|vereniging|fabrikant)$"
)
"""So do these: `reisorganisatie TUI`."""
_RESEARCHERS = re.compile(r"(?:onderzoeks|advies|ingenieurs|accountants|advocaten)(?:bureau|kantoor)$")
"""Kind words that a sentence may begin with before a name: `Onderzoeksbureau Ecorys`."""
_ABBREVIATION_BEFORE = re.compile(r"\.\w{1,2}\.$")
"""`i.s.m.` ends no sentence."""
_DIRECTORATE_CODE = re.compile(r"DG(?!F|GF|A$|MP$)[A-Z][A-Za-z&]{1,5}")
"""`DGKR`, `DGPenV`; but `DGA` is an owner, `DGGF` a fund."""


class Shapes(View):
    """Names told by their shape."""

    def _kind_that_begins_a_sentence(self, i: int) -> bool:
        if not (self.capitals[i] and _RESEARCHERS.match(self.folded[i])):
            return False
        before = self.words.text[max(self.words.starts[i] - 6, 0) : self.words.starts[i]].rstrip()
        return not before or (before[-1] in ".:;!?" and not _ABBREVIATION_BEFORE.search(before))

    def _any(self, i: int) -> bool:
        """Whether the kind word `i` means any such body: `een aparte commissie voor Caribisch Nederland`."""
        return not self._capital(i) and "een" in self.folded[max(i - 2, 0) : i]

    def _is_head(self, i: int) -> bool:
        return self.folded[i] in HEADS or bool(HEAD_COMPOUND.match(self.folded[i]))

    def _shaped(self, i: int) -> int | None:
        """The end of a name that its shape shows to be an organisation's, starting at word `i`."""
        word = self.folded[i]
        if not self._capital(i) or word in TERRITORIES:
            if self._before_place(i):
                return self._places(i + 1)
            return self._after_naming_kind(i) if word in NAMING_KINDS else None
        if word == "overleg" and self._on_one_line(i) and self._capital(i - 1):
            return None
        if word in ("de", "het") and self._capital(i + 1):
            return self._after_kind_word(i, self._run(i + 1))
        named_van = word == "van" and self._is(i - 1, "het", "de", "the") and not self._capital(i - 1)
        if (word in SENTENCE_OPENERS and not named_van) or (self._foreign(i) and self._capital(i + 1)):
            return None
        if _DIRECTORATE_CODE.fullmatch(self.words[i]):
            return i + 1
        run = self._run(i)
        for k in range(i + 1, run):
            if company := COMPANY.match(self.words.text, self.words.starts[k]):
                return k + len(Words(company.group()))
        heads = [k for k in range(i, run) if self._is_head(k)]
        heads = [
            k for k in heads if k == run - 1 or self.folded[k] in DUTCH_HEADS or self.folded[k] not in ENGLISH_HEADS
        ]
        if not heads and word in ROYAL and run > i + 1 and self.folded[i + 1] not in ROYAL_BUT_NO_BODY:
            heads = [i]
        if not heads:
            return self._after_kind_word(i, run)
        if any(NOT_ORGANISATIONS.search(w) for w in self.folded[i : heads[0]]):
            return None
        if any(_COMPOUND.search(self.words[k]) and not self._is_head(k) for k in range(i, run)):
            return None
        if NOT_ORGANISATIONS.search(self.folded[run - 1]) and self.folded[run - 1] not in HEADS:
            return None
        if run == i + 2 and NOT_SHORT.fullmatch(self.words[i + 1]) and not self._place(i + 1) > i + 1:
            return None
        end = self._of_country(heads[0], self._extended(heads[0], run))
        if self._plural_s(end - 1):
            return None
        if end == i + 1:
            article = self._on_one_line(i) and (not self._capital(i - 1) or self._is(i - 1, "de", "het"))
            return end if article and word not in HEADS | GENERIC_BODIES else None
        if self._no_body(i, end) or (_COMPOUND.search(self.words[end - 1]) and not self._is_head(end - 1)):
            return None
        return end

    def _no_body(self, i: int, end: int) -> bool:
        phrase = " ".join(self.folded[i:end])
        return phrase in NO_BODIES or any(debate in phrase for debate in DEBATES)

    def _foreign(self, i: int) -> bool:
        """Whether word `i` is an adjective of another country: `Iraakse`."""
        return bool(FOREIGN.match(self.words[i])) and self.folded[i] not in NOT_FOREIGN

    def _before_place(self, i: int) -> bool:
        """Whether word `i` is a body named after the island behind it: `scholengemeenschap Bonaire`."""
        return (
            self._capital(i + 1)
            and not self.capitals[i]
            and self.folded[i + 1] in ISLANDS
            and self._joined(i + 1)
            and bool(HEAD_COMPOUND.match(self.folded[i]))
            and self._place(i + 1) > i + 1
            and not self._any(i)
        )

    def _after_naming_kind(self, i: int) -> int | None:
        word, start = self.folded[i], i + 1
        if self._any(i):
            return None
        if word == "openbare":
            start += 1 + self._is(i + 2, "van")
            islands = self._is(i + 1, "lichamen") and self._is(start, "bonaire", "saba", "sint", "st")
            in_law = any(LAW.search(before) for before in self.folded[max(i - 2, 0) : i])
            return self._places(start) if islands and not in_law else None
        start += self._is(start, "van", "voor")
        if word == "gemeente":
            if self.words.gap(i).endswith("(") or self._is(i - 2, "in") or self._is(start, "nederland"):
                return None
            for end in range(min(i + 6, self.count), i + 1, -1):
                if self.gazetteer.named(self.words.phrase(i, end)):
                    return end
        if not (self._on_one_line(start) and self._capital(start)) or self.gazetteer.name_at(self.words, start):
            return None
        if self.folded[start] in SENTENCE_OPENERS and self.folded[start] != "de":
            return None
        if word == "provincie" and (self.folded[start] not in PROVINCES or self._is(i - 2, "in")):
            return None
        if word.startswith("direct"):
            return self._extended(i, self._run(start))
        return max(self._run(start), self._places(start))

    def _after_kind_word(self, i: int, run: int) -> int | None:
        if not (self._on_one_line(i) and self._is_kind_word(i - 1)):
            return None
        adjective = (
            self.folded[run - 1].endswith("e") and self._on_one_line(run) and self.folded[run] not in JOINTS | AND
        )
        if NOT_ORGANISATIONS.search(self.folded[run - 1]) or (adjective and self.folded[run] not in SENTENCE_OPENERS):
            return None
        return self._extended(i - 1, run, frozenset())

    def _is_kind_word(self, i: int) -> bool:
        word = self.folded[i]
        if self._capital(i):
            return self._kind_that_begins_a_sentence(i)
        return word in KIND_WORDS or bool(_KIND_ENDING.match(word))

    def _extended(self, head: int, end: int, joints: frozenset[str] | None = None) -> int:
        """The end of the name whose head is word `head`, complements after word `end` included."""
        if joints is None:
            joints = JOINTS | ENGLISH_JOINTS if self.folded[head] in ENGLISH_HEADS else JOINTS
        while end < min(self.count, head + LONGEST):
            if not self._on_one_line(end):
                row = self._series(head, end) if self._is(head + 1, "voor") and end == head + 3 else end
                return self._with_places(row)
            following = end
            while following < self.count and self.folded[following] in joints and following - end < 3:
                following += 1
            if following == end and self.folded[end] in AND and end > head + 1:
                following = end + 1
                if self._starts_another(following):
                    return end
            if self.folded[end] in (ARTICLES if following > end else SENTENCE_STARTERS):
                return self._with_places(end)
            if self._capital(following) and self._joined(following):
                if following > end and self.gazetteer.name_at(self.words, following):
                    return end
                if self.folded[following] in MINISTERS:
                    return end
                end = self._run(following)
            elif end == head + 1 and self._is(end, "voor") and self._small_complement(head, following):
                return following + 1
            elif end == head + 1 and (small := self._small_named(head)) > end:
                return small
            else:
                return self._with_places(end)
        return end

    def _of_country(self, head: int, end: int) -> int:
        """The end of the name of members with their country: `Vereniging van Universiteiten in Nederland`."""
        members = self.folded[head] in OF_MEMBERS and self._is(head + 1, "van", "der")
        return end + 2 if members and self._is(end, "in") and self._is(end + 1, "nederland") else end

    def _series(self, head: int, end: int) -> int:
        """The end of the name whose subjects stand in a row: `Vereniging voor Energie, Milieu en Water`."""
        i = end
        while i < min(self.count, head + LONGEST) and self.words.linked[i] == "," + self.folded[i]:
            if self._starts_another(i) or self._run(i) > i + 1 or self._place(i) > i:
                return end
            i += 1
        row = end < i < self.count and self.folded[i] in AND and self._joined(i) and self._joined(i + 1)
        return i + 2 if row and not self._starts_another(i + 1) and self._place(i + 1) == i + 1 else end

    def _small_named(self, head: int) -> int:
        """The end of a name whose head nouns in small letters follow: `Taskforce kinderrechten en huiselijk geweld`."""
        end, i = head + 1, head + 1
        if self.folded[head] not in SMALL_NAMED | COMMITTEES:
            return end
        i += self._is(i, "tegen", "voor")
        while i < min(self.count, head + LONGEST) and self._joined(i) and not self._capital(i):
            if _SMALL_NOUN.fullmatch(self.folded[i]):
                end = i + 1
            elif not (_SMALL_ADJECTIVE.fullmatch(self.folded[i]) or (self.folded[i] in AND and end == i)):
                break
            i += 1
        with_place = self._places(end) if end > head + 1 else end
        return with_place if self.folded[head] in SMALL_NAMED or with_place > end else head + 1

    def _with_places(self, end: int) -> int:
        """The rest of a list of places whose first ends the name."""
        start = end - 2 if end >= 2 and self._place(end - 2) == end else end - 1
        return max(end, self._places(start))

    def _small_complement(self, head: int, i: int) -> bool:
        if self.folded[head] not in COMPLEMENT_WITHOUT_CAPITAL or not self._joined(i):
            return False
        return len(self.folded[i]) > 4 and self.folded[i].isalpha()

    def _starts_another(self, i: int) -> bool:
        """Whether word `i` begins a name of its own, not the second half of one joined by `en`."""
        if not self._capital(i):
            return True
        word = self.words[i]
        return (
            self._is_head(i)
            or sum(c.isupper() for c in word) > 1
            or self.gazetteer.name_at(self.words, i) is not None
            or self.folded[i] in MINISTERS
        )
