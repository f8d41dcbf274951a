"""What the letter says outside the sentence."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from nlp_pipeline.components.commitments.words import SETS, Alternatives, in_lower_case
from nlp_pipeline.mentions import Mention
from nlp_pipeline.values import Letter

_PLAN = Alternatives(SETS["plan"])
"""In the subject of a letter that lays out a plan."""


@dataclass(frozen=True)
class Context:
    """What the letter says outside the sentence: its day, who signs, and its organisations."""

    text: str
    lower: str
    day: date | None
    offices: list[str]
    organisations: list[Mention]
    organisation_starts: list[int]
    plan: bool
    """Whether the letter tells how something still to be done will be done: its sentences are of what is to come."""
    ministries: dict[str, str]
    """`org.id` by portfolio in lower case (`justitie en veiligheid`)."""


PORTFOLIO = re.compile(r"^(?:minister(?:ie)?|staatssecretaris)\s(?:van|voor)\s", re.IGNORECASE)


def context_of(text: str, mentions: Iterable[Mention], letter: Letter | None) -> Context:
    """The context that a letter's normalised text, its entities and its letterhead make."""
    organisations = sorted((m for m in mentions if m.label == "ORG" and m.value), key=lambda m: m.start)
    ministries: dict[str, str] = {}
    for mention in organisations:
        value: Any = mention.value
        ministries.setdefault(PORTFOLIO.sub("", value["name"]).lower(), value["id"])
    return Context(
        text=text,
        lower=in_lower_case(text),
        day=date.fromisoformat(letter["date"]) if letter and letter["date"] else None,
        offices=[s["office"] for s in letter["signatories"] if s["office"]] if letter else [],
        organisations=organisations,
        organisation_starts=[m.start for m in organisations],
        plan=bool(letter and _PLAN.search(in_lower_case(letter["subject"] or ""))),
        ministries=ministries,
    )
