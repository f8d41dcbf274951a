"""A text as its words: what stands beside what, where capitals run on, where places are listed."""

from dataclasses import dataclass

from nlp_pipeline.components.organisations.kinds import (
    COMMITTEES,
    COMPANY,
    HEADS,
    LAW,
    LONGEST,
    PLACES,
    SENTENCE_STARTERS,
)
from nlp_pipeline.gazetteer import Gazetteer, Organisation, Words, unregistered


@dataclass(frozen=True, slots=True)
class Found:
    """A name from word `first` up to word `end` (not included)."""

    first: int
    end: int
    organisation: Organisation
    by_register: bool = True


class View:
    """The words of a text and what stands round each; the other readers build on it."""

    def __init__(self, words: Words, gazetteer: Gazetteer) -> None:
        self.words = words
        self.gazetteer = gazetteer
        self.folded = words.folded
        self.count = len(words)
        self.capitals = [words.text[start].isupper() for start in words.starts]

    def _capital(self, i: int) -> bool:
        return i < self.count and self.capitals[i]

    def _joined(self, i: int) -> bool:
        """Whether only a blank, or the end of a line, stands between word `i - 1` and word `i`."""
        return 0 < i < self.count and self.words.linked[i] == self.folded[i] and self.words.gap(i).strip() == ""

    def _on_one_line(self, i: int) -> bool:
        return 0 < i < self.count and self.words.gap(i) == " "

    def _is(self, i: int, *folded: str) -> bool:
        return i < self.count and self.folded[i] in folded

    def _run(self, i: int) -> int:
        """The end of the words with capitals from word `i` on."""
        if not self._capital(i):
            return i
        longest = i + LONGEST
        i += 1
        while i < min(self.count, longest) and (self.words.gap(i) in (" ", " & ") or self._plural_s(i)):
            if self._is(i, "en", "of") and self.folded[i - 1].endswith("-") and self._capital(i + 1):
                i += 1
            elif self._is(i, "force") and self._is(i - 1, "task"):
                pass
            elif (
                not (self._capital(i) or self._plural_s(i))
                or (self.folded[i] in SENTENCE_STARTERS and not self._article_of_name(i))
                or (
                    self._is(i, "de", "van")
                    and not (
                        self.folded[i - 1] in HEADS | COMMITTEES and self._capital(i + 1) and self._on_one_line(i + 1)
                    )
                )
            ):
                break
            i += 1
        return i

    def _article_of_name(self, i: int) -> bool:
        """Whether word `i` is the article that a name begins with: `Stichting Het Vergeten Kind`."""
        return self._is(i, "het") and self._is(i - 1, "stichting", "vereniging") and self._capital(i + 1)

    def _plural_s(self, i: int) -> bool:
        """Whether word `i` ends a plural inside a name: `Portefeuille Veiligheidsregio’s`, `PIO’s Nederland`."""
        plural = self._is(i, "s") and self.words.gap(i) in ("’", "'") and self.folded[i - 1][-1] in "aiou"
        return plural and (self.words[i - 1][-1].islower() or (self._on_one_line(i + 1) and self._capital(i + 1)))

    def _in_plural(self, end: int) -> bool:
        """Whether the abbreviation before word `end` is put in the plural: `GGD’en`."""
        plural = self.words.text.startswith(("’s", "'s", "’en", "'en"), self.words.ends[end - 1])
        return plural and self.words[end - 1].isupper()

    def _place(self, i: int) -> int:
        """The end of the place name at word `i`, or `i`."""
        for length in (2, 1):
            if self._capital(i) and " ".join(self.folded[i : i + length]) in PLACES and i + length <= self.count:
                return i + length
        return i

    def _places(self, i: int) -> int:
        """The end of a list of places from word `i` on (`Aruba, Curaçao en Sint Maarten`), or `i`."""
        end = self._place(i)
        while end > i and end < self.count:
            following = end + 1 if self._is(end, "en") and self._joined(end) else end
            if following == end and not self.words.linked[end].startswith(","):
                break
            after = self._place(following)
            if after == following:
                break
            end = after
        return end

    def _organisation(self, first: int, end: int) -> Organisation:
        name = self.words.phrase(first, end)
        return self.gazetteer.named(name) or self.gazetteer.named(COMPANY.sub("", name).strip()) or unregistered(name)

    def _in_title_of_law(self, i: int) -> bool:
        if i > 2 and self._is(i - 2, "op") and self._is(i - 1, "de", "het") and self._joined(i):
            i -= 2
        return self._on_one_line(i) and self._capital(i - 1) and bool(LAW.search(self.folded[i - 1]))
