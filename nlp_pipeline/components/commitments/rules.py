"""What a verb with its subject is worth, and the cues beside it: the rules of `data/commitment_cues.json`."""

import re
from typing import Literal, NamedTuple

from nlp_pipeline.components.commitments.subjects import GROUPS, Who
from nlp_pipeline.components.commitments.words import SETS, TABLES, Alternatives

Strength = Literal["firm", "effort"]


class Rule(NamedTuple):
    """A promise construction: its subjects, what the clause must hold if anything, its points and strength."""

    who: frozenset[Who]
    needs: Alternatives | None
    points: int
    strength: Strength


class Cue(NamedTuple):
    """Words anywhere in the sentence that add points or take them.

    Not where `not_with` stands in the sentence too; with `passive` only where the government is not the subject and
    parliament is not told; with `main` only in the main clauses; with `cased` capitals count; and only beside a rule
    that is worth `least` points.
    """

    points: int
    pattern: Alternatives
    not_with: Alternatives | None
    passive: bool
    main: bool
    cased: bool
    least: int


RULES: dict[str, list[Rule]] = {}
for _row in TABLES["rules"]:
    RULES.setdefault(_row["verb"], []).append(
        Rule(
            GROUPS[_row["who"]],
            Alternatives(_row["needs"]) if "needs" in _row else None,
            _row["points"],
            _row["strength"],
        )
    )
for _rules in RULES.values():
    _rules.sort(key=lambda rule: -rule.points)
CUES = [
    Cue(
        _row["points"],
        Alternatives(_row["any"], cased=_row.get("cased", False)),
        Alternatives(_row["not_with"]) if "not_with" in _row else None,
        _row.get("passive", False),
        _row.get("main", False),
        _row.get("cased", False),
        _row.get("least", 0),
    )
    for _row in TABLES["cues"]
]

FORMS: dict[str, list[str]] = {}
for _class, _forms in TABLES["verbs"].items():
    for _form in _forms.split():
        FORMS.setdefault(_form, []).append(_class)
WORD = re.compile(r"\w+")
_NO_NOUN = re.compile(
    r"(?<![\w-])(?<!\b(?:de|te)\s)(?<!\b(?:een|van)\s)"
    r"(?:(?<!\bhet\s)|(?!\w+en\b)|(?=zullen|zijn|worden|hebben))\w+(?![\w-])"
)
"""A word; behind an article it is a noun (`de start`, `het volgen`)."""


def finite_verbs(clause: str) -> list[re.Match[str]]:
    """The finite verbs of a clause in lower case. A look-up for each word: one pattern of all the forms is slower."""
    return [m for m in WORD.finditer(clause) if m[0] in FORMS and _NO_NOUN.match(clause, m.start())]


TOLD, TELLING, REACTION = Alternatives(SETS["told"]), Alternatives(SETS["telling"]), Alternatives(SETS["reaction"])
EFFORT = Alternatives(SETS["effort"])
"""Words that leave the outcome open, whatever the finite verb."""
ORDERED = Alternatives(SETS["ordered"])
OVER = Alternatives(SETS["over"])
"""Words that put a decision or an order in the past."""
DECIDED = Alternatives(["besloten", "afgesproken", "overeengekomen", "toegezegd", "<ordered>"])
MODAL = Alternatives(SETS["modal"])
"""With one of these in the clause, `worden` or `gaan` is an infinitive."""
INFINITIVE = re.compile(r"\b\w+(?:en|aan|ijn)$")
"""A clause that ends so has its verbs; one that `zal` leaves open goes on behind the clause within it."""
