"""What the finite verbs of a sentence are worth."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nlp_pipeline.components.commitments.clauses import Sentence
from nlp_pipeline.components.commitments.rules import (
    DECIDED,
    EFFORT,
    FORMS,
    INFINITIVE,
    MODAL,
    RULES,
    Rule,
    Strength,
    finite_verbs,
)
from nlp_pipeline.components.commitments.subjects import OURS, SUBJECT, Who, who_is
from nlp_pipeline.values import Offsets

_FARTHEST = 120
"""Code points between a subject and its verb at most."""
_LONGEST_CLAUSE = 600
"""Code points of a clause that are looked at."""

_ADVERBS = re.compile(
    r"(?:\s(?:mij|me|zich|ons|ook|hier|daar|er|dan|dus|daarom|nog|u|hierover|daarover|graag|echter|wel|tevens|daarbij|verder"
    r"|vervolgens|uiteraard|steeds|deze|onverminderd|in\sd[ai]t\skader|samen|hiertoe|hiervoor|nu|dit|zelf|eerst"
    r"|de\skomende\s\w+|vanuit))*\s?"
)
_AUXILIARIES = {"zal", "zullen", "ga", "gaan", "wil", "willen", "ben", "zijn", "heb", "hebben", "blijf", "blijven"}
_PRONOUN_AHEAD = re.compile(r"(?:\s[^\s,]+){0,6}\s(?P<pronoun>ik|wij|we)\b")
_LEAD = re.compile(r"(?:(?:en|maar|dus|ook|ja,|nee,|inderdaad,)\s)?", re.IGNORECASE)
_BESIDE = re.compile(r"(?:\szelf)?\s|(?:\s(?:van|voor|in|en)\s|,\s|\s\().*\s")
"""What may stand between a subject and its verb in a main clause."""
_INFINITIVE_NEXT = re.compile(r"\s\w+(?:en|aan|ien|oen)\b")


def _subject(clause: str, verb: re.Match[str], *, later: bool) -> tuple[Who, Offsets | None]:
    """Who is the subject of `verb` (in lower case), and where: behind `dat`, at the start of the clause, else behind
    the verb. The verb may be the last word of a `later` clause alone: `Ik begrijp deze zorg` does not provide."""
    that = clause.rfind(" dat ", 0, verb.start())
    if that >= 0 and (m := SUBJECT.match(clause, that + 5)):
        return who_is(m), m.span()
    lead = _LEAD.match(clause)
    if (
        (m := SUBJECT.match(clause, lead.end() if lead else 0))
        and m.end() < verb.start() < m.end() + _FARTHEST
        and (_BESIDE.fullmatch(clause, m.end(), verb.start()) or (later and _is_last(clause, verb)))
    ):
        return who_is(m), m.span()
    adverbs = _ADVERBS.match(clause, verb.end())
    for at in (verb.end() + 1, adverbs.end() if adverbs else 0):
        if at > verb.end() and (m := SUBJECT.match(clause, at)):
            return who_is(m), m.span()
    if verb[0] in _AUXILIARIES and (m := _PRONOUN_AHEAD.match(clause, verb.end())):
        return Who.AUTHOR, m.span("pronoun")
    return Who.NOBODY, None


def _is_last(clause: str, verb: re.Match[str]) -> bool:
    """Whether the verb is the last word, or `zal` stands with its infinitive there, as in a subordinate clause."""
    if verb[0] in ("zal", "zullen"):
        return _INFINITIVE_NEXT.match(clause, verb.end()) is not None
    return verb.end() == len(clause) and not INFINITIVE.search(clause)


@dataclass(frozen=True)
class Promise:
    """What one finite verb is worth; `perfect`: a decision or an order, whose day may be long past."""

    points: int
    strength: Strength
    actor: Offsets | None
    perfect: bool


def find_promises(sentence: Sentence) -> Iterator[Promise]:
    """What the finite verbs of the main clauses are worth: each promise that is worth more than those before it."""
    last: tuple[Who, Offsets | None] = Who.NOBODY, None
    best = -1
    for start, end in sentence.clauses:
        end = min(end, start + _LONGEST_CLAUSE)
        clause = sentence.text[start:end].rstrip(" .;")
        lower = sentence.lower[start : start + len(clause)]
        lead = _LEAD.match(lower)
        if m := SUBJECT.match(clause, lead.end() if lead else 0):
            last = who_is(m), (start + m.start(), start + m.end()) if who_is(m) in OURS else None
        verbs = finite_verbs(lower)
        modal: bool | None = None
        for verb in verbs:
            who, place = _subject(clause, verb, later=start > 0)
            actor = (start + place[0], start + place[1]) if place and who in OURS else None
            if verb.start() == 0 and start and who not in OURS and (last[1] or who is Who.NOBODY):
                who, actor = last  # `Nederland stond aan de basis en blijft zich inzetten`
            if actor:
                last = who, actor
            for name in FORMS[verb[0]]:
                if name in ("passive", "event"):
                    modal = MODAL.search(lower) is not None if modal is None else modal
                    if modal:
                        continue
                goes_on = name == "take" or (name == "shall" and not INFINITIVE.search(lower))
                field = sentence.lower[start : start + _LONGEST_CLAUSE] if goes_on else lower
                rule = next((r for r in RULES[name] if r.points > best and _fits(r, who, field)), None)
                if rule:
                    best = rule.points
                    perfect = name == "have" or (name == "be" and DECIDED.search(lower) is not None)
                    doer = None if name == "passive" else actor
                    effort = rule.strength == "effort" or EFFORT.search(lower.partition(" om ")[0])
                    yield Promise(rule.points, "effort" if effort else "firm", doer, perfect)


def _fits(rule: Rule, who: Who, clause: str) -> bool:
    return who in rule.who and (rule.needs is None or rule.needs.search(clause) is not None)
