"""Who will do it: as written, the office in full, the organisation."""

import re
from bisect import bisect_left
from typing import Any

from nlp_pipeline.components.commitments.context import PORTFOLIO, Context
from nlp_pipeline.components.commitments.promises import Promise
from nlp_pipeline.components.commitments.rules import ORDERED
from nlp_pipeline.components.commitments.subjects import OFFICE, OURS, SUBJECT, who_is
from nlp_pipeline.components.commitments.words import MINISTRIES, any_of
from nlp_pipeline.mentions import Mention
from nlp_pipeline.values import Actor, Offsets

_AGENT = re.compile(r"\b(?:[Dd]oor|[Vv]anuit)\s")
_ATTRIBUTE = re.compile(r"\s\w+[dt]e\s")
"""Behind an agent: `de door de minister toegezegde nota`."""
_THAT = re.compile(r"\bdat\s")
_SHORT_OFFICE = re.compile(rf"(?P<office>Stas|Min)(?P<ministry>{any_of(MINISTRIES)})$")
_LONG_OFFICE = re.compile(
    r"(?P<office>minister|staatssecretaris)\s(?P<of>van|voor)\s(?P<portfolio>(?!.*\sen\sik$)[^(]+?)(?:\s\(.*)?$", re.I
)
_ARTICLE = re.compile(rf"(?:[Dd]e|[Oo]nze|[Mm]ijn|[Uu]w)\s(?={OFFICE})")
_SELF = re.compile(r"(?:ik|wij|we|mijn\s(?:ministerie|departement|ambtenaren|medewerkers))\b", re.IGNORECASE)
_NAMED_OFFICE = re.compile(OFFICE)
_BESIDE_OFFICE = re.compile(
    r"\b(?:met|namens|aan|en)\s(?:de\s|mijn\s(?:ambtsgenoot|collega),?\s(?:de\s)?)?$", re.IGNORECASE
)


def find_actor(context: Context, sentence: Offsets, span: Offsets | None) -> Actor:
    """Who will do it; nobody named, or the author: the signatory's office."""
    if span and (article := _ARTICLE.match(context.text, *span)):
        span = article.end(), span[1]
    words = context.text[span[0] : span[1]] if span else None
    if words is None or _SELF.match(words):
        several = words is not None and words[0] in "wW"
        office = " en ".join(context.offices) or None if several else _signatory(context, sentence)
    else:
        office = _office(words)
    return Actor(text=words, office=office, org=_org(context, span, office))


def _signatory(context: Context, sentence: Offsets) -> str | None:
    """Which signatory the author of the sentence is: of several the one whose office it names, or of whom it names the
    others (`samen met de minister van Financiën zal ik`), else the first."""
    if len(context.offices) < 2:
        return context.offices[0] if context.offices else None
    others = []
    for m in _NAMED_OFFICE.finditer(context.text, *sentence):
        named = [office for office in context.offices if office.casefold() == (_office(m[0]) or "").casefold()]
        if named and not _BESIDE_OFFICE.search(context.text, sentence[0], m.start()):
            return named[0]
        others += named
    return next((office for office in context.offices if office not in others), context.offices[0])


def _office(words: str) -> str | None:
    """The office in full: `StasJenV` → `Staatssecretaris van Justitie en Veiligheid`; None for what is no office."""
    if m := _SHORT_OFFICE.search(words):
        return f"{'Staatssecretaris' if m['office'] == 'Stas' else 'Minister'} van {MINISTRIES[m['ministry']]}"
    if m := _LONG_OFFICE.match(words):
        return f"{m['office'].capitalize()} {m['of']} {MINISTRIES.get(m['portfolio'], m['portfolio'])}"
    return None


def _org(context: Context, span: Offsets | None, office: str | None) -> str | None:
    """The organisation inside the actor's words, else the one of the letter that bears the office's ministry."""
    if span:
        k = bisect_left(context.organisation_starts, span[0])
        if k < len(context.organisations) and context.organisations[k].end <= span[1]:
            return _id(context.organisations[k])
    return context.ministries.get(PORTFOLIO.sub("", office).lower()) if office else None


def _id(organisation: Mention) -> str:
    value: Any = organisation.value
    return str(value["id"])


def find_agent(sentence: str) -> Offsets | None:
    """Who of the government acts in a passive, or in the clause with `dat` behind an aim."""
    for hint in (*_AGENT.finditer(sentence), *_THAT.finditer(sentence)):
        if (m := SUBJECT.match(sentence, hint.end())) and who_is(m) in OURS and not _ATTRIBUTE.match(sentence, m.end()):
            return m.span()
    return None


def find_asked(context: Context, span: Offsets, promise: Promise) -> Offsets | None:
    """Which organisation is ordered to act: `heb ik het RIVM verzocht`."""
    if not (promise.perfect and promise.actor and (order := ORDERED.search(context.lower, *span))):
        return None
    k = bisect_left(context.organisation_starts, span[0] + promise.actor[1])
    if k < len(context.organisations) and context.organisations[k].end <= order.start():
        return context.organisations[k].start - span[0], context.organisations[k].end - span[0]
    return None
