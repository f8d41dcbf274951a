"""Titles of ministers, names of ministries and of committees: a small grammar over portfolios."""

from dataclasses import replace

from nlp_pipeline.components.organisations.kinds import (
    AND,
    BARE_OFFICES,
    COMMITTEE_KINDS,
    COMMITTEES,
    LONGEST,
    MINISTERS,
    PLURAL_OFFICES,
    SENTENCE_OPENERS,
)
from nlp_pipeline.components.organisations.shapes import Shapes
from nlp_pipeline.components.organisations.view import Found
from nlp_pipeline.gazetteer import Gazetteer, Organisation, Words, derived_id, unregistered


class Titles(Shapes):
    """Ministers, ministries and committees."""

    def __init__(self, words: Words, gazetteer: Gazetteer) -> None:
        super().__init__(words, gazetteer)
        # the word behind the last title that names no organisation: `names` must not read its portfolio as a name
        self.read_until = 0

    def _portfolios(self, i: int, known_only: bool = False) -> list[tuple[int, int, Organisation]]:
        """Names of ministries or portfolios from word `i` on: `Justitie en Veiligheid en Binnenlandse Zaken`, two."""
        portfolios: list[tuple[int, int, Organisation]] = []
        while i < self.count:
            known = self.gazetteer.portfolio_at(self.words, i)
            if known:
                end, organisation = known
            elif (
                not portfolios
                and not known_only
                and self._capital(i)
                and self._joined(i)
                and self.folded[i] not in SENTENCE_OPENERS
                and not self._is(i, "staat")
                and self._place(i) == i
            ):
                end = self._unknown_portfolio(i)
                organisation = self._organisation(i, end)
            else:
                break
            portfolios.append((i, end, organisation))
            i = end
            if known and self._joined(i) and self._capital(i) and self._behind_ministry(i):
                continue
            if not (i < self.count and (self.folded[i] in AND or self.words.linked[i][0] in ",/")):
                break
            i += self.folded[i] in AND
            i += self._is(i, "van", "voor")
        return portfolios

    def _behind_ministry(self, i: int) -> bool:
        """Whether a signature goes on with the portfolio: `van Binnenlandse Zaken en Koninkrijksrelaties`, line break,
        `Digitalisering en Koninkrijksrelaties`."""
        portfolio = self.gazetteer.portfolio_at(self.words, i)
        return portfolio is not None and portfolio[1].type == "portefeuille" and portfolio[0] > i + 2

    def _unknown_portfolio(self, i: int) -> int:
        """The end of words with capitals, joined by `en`, `van`, `voor` and, before an `en`, by commas."""
        end = self._run(i)
        while end < min(self.count, i + LONGEST):
            following = end
            if self.words.linked[end] == "," + self.folded[end]:
                after = self._run(end)
                if not (after > end and self._is(after, "en") and self._capital(after + 1)):
                    break
            elif not self._joined(end):
                break
            if self.folded[following] in AND:
                following += 1
            elif following > end or self.words.linked[end] == self.folded[end]:
                break
            after = self._run(following)
            if after == following or self.folded[following] in MINISTERS:
                break
            end = after
        return end

    def _office(self, i: int) -> list[Found]:
        word = self.folded[i]
        start = i + 1
        start += self._is(start, "'s", "s") and self.words.gap(start) in ("'", "’")
        start += self._is(start, "belast")
        if self._is(start, "van", "voor", "met") and (not self._capital(start) or self.words[i].isupper()):
            portfolios = self._portfolios(start + 1)
        elif self._capital(start) and self._joined(start) and word in BARE_OFFICES:
            portfolios = self._portfolios(start, known_only=True)
            if not portfolios and self._is(start + 1, "van", "voor"):
                portfolios = self._portfolios(start + 2, known_only=True)
        else:
            return []
        if word in PLURAL_OFFICES and len(portfolios) == 1:
            name = self.words.phrase(*portfolios[0][:2])
            if name.istitle() or (" " in name and " en " not in name):
                self.read_until = portfolios[0][1]
                return []
        return [self._portfolio_of(i, *portfolio) for portfolio in portfolios]

    def _portfolio_of(self, office: int, first: int, end: int, organisation: Organisation) -> Found:
        """The ministry; that of another country gets an identifier of its own."""
        country = ""
        if office and self._foreign(office - 1):
            country = self.words[office - 1]
        elif (
            self._is(end, "van")
            and self._on_one_line(end)
            and self._on_one_line(end + 1)
            and self._capital(end + 1)
            and not self._is(end + 1, "nederland")
            and not self.gazetteer.named(self.words[end + 1])
        ):
            country = self.words.phrase(end + 1, max(self._place(end + 1), end + 2))
        if not country:
            return Found(first, end, organisation, organisation.registered)
        name = self.words.phrase(first, end)
        return Found(first, end, Organisation(derived_id(f"{name} {country}"), name, None, "ministerie", False), False)

    def _ministry(self, i: int) -> list[Found]:
        start = i + 1
        if self._is(start, "van", "voor"):
            portfolios = self._portfolios(start + 1)
        elif self._joined(start) and self._capital(start):
            portfolios = self._portfolios(start, known_only=True)
            if portfolios and not self._capital(i):
                return [Found(*portfolio) for portfolio in portfolios]
        else:
            return []
        if not portfolios:
            return []
        found = [self._portfolio_of(i, *portfolio) for portfolio in portfolios]
        if self.folded[i] == "ministerie":
            found[0] = replace(found[0], first=i)
        return found

    def _committee(self, i: int) -> list[Found]:
        head = i
        # bounded, for every one of these words begins the walk anew
        while head < min(self.count, i + LONGEST) and self.folded[head] in COMMITTEE_KINDS:
            head += 1
        if self.folded[head : head + 1] and self.folded[head].startswith("commissie-"):
            hyphenated = self.words[head][len("commissie-") :]
            end = head + 1
            while hyphenated in ("Van", "De") and self._is(end, "de", "den", "der", "het"):
                end += 1
            end = self._run(end) if hyphenated in ("Van", "De") else end
            return [Found(i, end, self._organisation(i, end), False)] if hyphenated[:1].isupper() else []
        if not self._is(head, *COMMITTEES) or self._any(i):
            return []
        start = head + 1
        if self._is(start, "voor", "van", "inzake"):
            start += 1
            start += self._is(start, "de", "het")
            portfolios = self._portfolios(start, known_only=self.folded[head].endswith("s"))
            if not portfolios:
                return []
            if self.folded[head].endswith("s"):
                return [Found(*portfolio) for portfolio in portfolios]
            end = portfolios[0][1]
        elif self._on_one_line(start) and self._capital(start):
            portfolios = self._portfolios(start, known_only=True)
            end = portfolios[0][1] if portfolios else self._run(start)
        else:
            return []
        organisation = self._organisation(i, end)
        if not organisation.registered and portfolios and portfolios[0][2].registered:
            kind = "vaste" if head == i or self._is(i, "vaste") else self.folded[i]
            organisation = unregistered(f"{kind} commissie voor {portfolios[0][2].name}")
        return [Found(i, end, organisation, organisation.registered)]
