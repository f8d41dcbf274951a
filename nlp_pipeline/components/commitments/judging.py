"""All together: the sentences of a letter, their points, and what each would commit the government to."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from nlp_pipeline.components.commitments.actors import find_actor, find_agent, find_asked
from nlp_pipeline.components.commitments.clauses import Sentence
from nlp_pipeline.components.commitments.context import Context, context_of
from nlp_pipeline.components.commitments.deadlines import find_deadline, is_past
from nlp_pipeline.components.commitments.promises import Promise, find_promises
from nlp_pipeline.components.commitments.rules import (
    CUES,
    EFFORT,
    FORMS,
    OVER,
    REACTION,
    TELLING,
    TOLD,
    WORD,
    Cue,
    finite_verbs,
)
from nlp_pipeline.components.commitments.subjects import PARLIAMENT
from nlp_pipeline.components.commitments.words import SETS
from nlp_pipeline.mentions import Mention
from nlp_pipeline.values import CommitmentValue, Letter, Offsets

_ENOUGH = 3
"""Points that make a commitment."""
_OVER_POINTS = -3
"""What a decision or an order loses whose day is past."""
_PLAN_POINTS = 1
"""What a sentence of a letter with a plan gains."""
_BESIDE_POINTS = 1
"""What a sentence gains for a commitment right before it, and for one right behind it: promises come together."""

_DECIDING = (
    "afgesproken",
    "overeengekomen",
    "voornemens",
    "bereid",
    "plan",
    "besloten",
    "opdracht",
    "toegezegd",
    "gepland",
    "voorzien",
    "verwachting",
    "doel",
    "planning",
    "aanleiding",
    "gereserveerd",
    "vrijgemaakt",
    "uitgetrokken",
)
_ANCHORS = {form for form, classes in FORMS.items() if {*classes} - {"be", "have", "see"}} | {
    word for phrase in (*SETS["aim"], *SETS["ordered"], *_DECIDING) for word in phrase.split()
}
"""A sentence without any of these words promises nothing."""
_QUESTION = re.compile(r"^(?:Vraag|Vragen)\b", re.MULTILINE)
_ANSWER = re.compile(r"^Antwoord", re.MULTILINE)
_LONGEST_QUESTION = 5000
_LONGEST_QUOTATION = 3000
_ITEM = re.compile(
    r"(?:het\s(?:\(\w+\)\s|\w+\s)?)?(?!tussen|tegen|boven|samen|een\b|\w*heden)\w{4,}en\s(?:van|naar|of|hoe)\b"
)
"""A list item that names an act: `Het uitwerken van …;`. Under a lead-in that promises it is a commitment."""
_LABEL = re.compile(r"(?:Antwoord(?:en)?(?:\sop\svra(?:ag|gen))?(?:\s\d+)?:?|Ad\s\d+[.):]?)\s+(?=[A-Z])")


@dataclass(frozen=True)
class Judged:
    """A sentence that may promise something.

    `points`: what the rules give it, None where no rule fits; `value`: what it would commit the government to.
    """

    start: int
    end: int
    points: int | None
    value: CommitmentValue

    @property
    def promises(self) -> bool:
        """Whether the rules by themselves take it for a commitment."""
        return self.points is not None and self.points >= _ENOUGH


def judge_sentences(
    text: str,
    sentences: Iterable[Offsets],
    mentions: Sequence[Mention] = (),
    letter: Letter | None = None,
) -> list[Judged]:
    """The sentences of the normalised `text` that may promise something, in text order: with a verb that promises, and
    neither asked by parliament nor quoted.

    `mentions` are the entities of the letter: DATE gives deadlines, ORG the actor's organisation; `letter` gives the
    day that durations count from and the signatories.
    """
    context = context_of(text, mentions, letter)
    dates = sorted((m for m in mentions if m.label == "DATE"), key=lambda m: m.start)
    date_starts = [m.start for m in dates]
    questions = list(_questions(text))
    quotes = "“" in text or "«" in text
    judged: list[Judged] = []
    lead: Judged | None = None
    for span in sentences:
        k = bisect_right(questions, (span[0], len(text))) - 1
        if (k >= 0 and span[0] < questions[k][1]) or (quotes and _quoted(text, span)):
            continue
        if lead and _ITEM.match(context.lower, *span):
            judged.append(Judged(*span, _ENOUGH, {**lead.value, "type": "act", "addressee": None, "due": None}))
            continue
        if not text.endswith(";", *span):
            lead = None
        if not _may_promise(context.lower[slice(*span)]):
            continue
        if label := _LABEL.match(text, *span):
            span = label.end(), span[1]
        inside = dates[bisect_left(date_starts, span[0]) : bisect_left(date_starts, span[1])]
        judged.append(_judge(context, span, inside))
        if text.endswith(":", *span):  # it says what will be done without its colon, which makes it a mere lead-in
            without = _judge(context, (span[0], span[1] - 1), inside)
            lead = without if without.promises else None
    return list(_beside_others(text, judged))


def _beside_others(text: str, judged: Sequence[Judged]) -> Iterator[Judged]:
    """The sentences with the points that they gain for a commitment right before or behind them."""
    before: Judged | None = None
    for one, behind in zip_longest(judged, judged[1:]):
        if one.points is not None:
            beside = [
                before is not None and before.promises and not text[before.end : one.start].strip(),
                behind is not None and behind.promises and not text[one.end : behind.start].strip(),
            ]
            one = replace(one, points=one.points + sum(beside) * _BESIDE_POINTS)
        yield one
        before = one


def _questions(text: str) -> Iterator[Offsets]:
    """Where parliament asks: from `Vraag 3` to its `Antwoord`."""
    for question in _QUESTION.finditer(text):
        if answer := _ANSWER.search(text, question.end(), question.end() + _LONGEST_QUESTION):
            yield question.start(), answer.start()


def _quoted(text: str, span: Offsets) -> bool:
    """Whether the sentence lies within a quotation that began before it in its block."""
    before = text[max(0, span[0] - _LONGEST_QUOTATION) : span[0]].rpartition("\n")[2]
    return before.count("“") > before.count("”") or before.count("«") > before.count("»")


def _may_promise(sentence: str) -> bool:
    return not sentence.endswith("?") and not _ANCHORS.isdisjoint(WORD.findall(sentence))


def _judge(context: Context, span: Offsets, dates: Sequence[Mention]) -> Judged:
    """What the rules make of the sentence by itself; `dates` are those inside."""
    sentence = Sentence(context.text[slice(*span)], context.lower[slice(*span)])
    best = max(find_promises(sentence), key=lambda promise: promise.points, default=None)
    clauses = [(span[0] + a, span[0] + b) for a, b in sentence.clauses]
    lower = " ".join(context.lower[a:b] for a, b in clauses)
    # `u` only where no Kamer is named
    named = (m for a, b in clauses for m in PARLIAMENT.finditer(context.text, a, b))
    told = min(named, key=lambda m: len(m[0]) == 1, default=None)
    inform = bool((told and _tells(lower)) or REACTION.search(lower))
    deadline = find_deadline(context, clauses, dates, told.start() if told and inform else None)
    points = _points(context, sentence, lower, best, dates, inform=inform)
    if points is not None:
        points += deadline.points if deadline else 0
    actor = (best and (find_asked(context, span, best) or best.actor)) or find_agent(sentence.text)
    # what is promised may have its day in a clause of its own: `het rapport, dat eind 2024 verschijnt`
    relative = [(span[0] + a, span[0] + b) for a, b in sentence.relative_clauses()]
    ahead = deadline or find_deadline(context, relative, dates, None)
    value = CommitmentValue(
        type="inform" if inform else "act",
        strength=best.strength if best else "effort" if EFFORT.search(lower) else "firm",
        actor=find_actor(context, span, (span[0] + actor[0], span[0] + actor[1]) if actor else None),
        addressee=told[0] if told and inform else None,
        due=ahead.due if ahead else None,
    )
    return Judged(*span, points, value)


def _points(
    context: Context,
    sentence: Sentence,
    promised: str,
    best: Promise | None,
    dates: Sequence[Mention],
    *,
    inform: bool,
) -> int | None:
    """What speaks for the best promise of a sentence, its deadline and its neighbours left out."""
    if best is None:
        return None
    points = best.points + context.plan * _PLAN_POINTS
    for cue in CUES:
        field = sentence.text if cue.cased else promised if cue.main else sentence.lower
        points += cue.points * _holds(cue, field, best, inform=inform)
    if best.perfect and (OVER.search(sentence.lower) or any(is_past(d, context.day, strictly=False) for d in dates)):
        points += _OVER_POINTS
    return points


def _holds(cue: Cue, sentence: str, promise: Promise, *, inform: bool) -> bool:
    if promise.points < cue.least or (cue.passive and (promise.actor or inform)):
        return False
    return bool(cue.pattern.search(sentence)) and not (cue.not_with and cue.not_with.search(sentence))


def _tells(promised: str) -> bool:
    if TOLD.search(promised) or TELLING.search(promised):
        return True
    return any({"tell", "receive"} & {*FORMS[m[0]]} for m in finite_verbs(promised))
