"""Annotated letters → docs to learn from: tokens, what the rules found, the candidates, and which of them gold has.

Gold lies on the source text, the model works on the normalised one. A gold span that is no whole number of tokens there
cannot be learned and is reported by name, as is one that no candidate covers.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc, Span

from nlp_pipeline.annotations import AnnotatedLetter, AnnotatedSpan
from nlp_pipeline.components.arbiter import COMMITMENT_SCORES, ORGANISATION_SCORES
from nlp_pipeline.components.candidates import ORGANISATION_CANDIDATES
from nlp_pipeline.components.commitments import COMMITMENT_CANDIDATES
from nlp_pipeline.evaluation.matching import HALF, overlap
from nlp_pipeline.normalising import Alignment
from nlp_pipeline.values import Offsets

ARBITER = "nlp_pipeline_arbiter"
"""The component that reads the scores; no part of the rules that run before."""

LEARNED = {
    "ORG": (ORGANISATION_CANDIDATES, ORGANISATION_SCORES),
    "COMMITMENT": (COMMITMENT_CANDIDATES, COMMITMENT_SCORES),
}
"""What is learned: for each label the keys in `Doc.spans` of its candidates and of those that are right."""


GOLD, IGNORE = "gold", "ignore"
"""Keys in `Doc.user_data`."""


@dataclass(frozen=True)
class Unlearned:
    """A gold span that the model cannot be shown, and why."""

    letter: str
    label: str
    start: int
    end: int
    text: str
    reason: str


def convert(
    letters: Iterable[AnnotatedLetter], nlp: Language, unlearned: list[Unlearned]
) -> Iterator[tuple[AnnotatedLetter, Doc]]:
    """Each letter as a doc that the rules of `nlp` have read, gold in `doc.spans` under the keys of the scorers.

    What gold has and no candidate covers is added to `unlearned`. `doc.user_data` keeps how many spans gold has (GOLD)
    and the labels that the letter's readers left out (IGNORE).
    """
    rules = [pipe for name, pipe in nlp.pipeline if name.startswith("nlp_pipeline_") and name != ARBITER]
    for letter in letters:
        doc = nlp.make_doc(letter.text)
        for pipe in rules:
            doc = pipe(doc)
        alignment = Alignment(doc._.segments)
        for label, (candidates, scores) in LEARNED.items():
            right: dict[int, Span] = {}
            for gold in letter.spans:
                if gold.label != label:
                    continue
                at = _candidate(list(doc.spans[candidates]), gold, doc, alignment)
                if isinstance(at, str):
                    unlearned.append(Unlearned(letter.id, label, gold.start, gold.end, gold.text, at))
                else:
                    right[at] = doc.spans[candidates][at]
            doc.spans[scores] = [Span(doc, s.start, s.end, label) for s in right.values()]
        doc.user_data[GOLD] = {label: sum(span.label == label for span in letter.spans) for label in LEARNED}
        doc.user_data[IGNORE] = list(letter.ignore)
        yield letter, doc


def _candidate(candidates: list[Span], gold: AnnotatedSpan, doc: Doc, alignment: Alignment) -> int | str:
    """Which candidate is the gold span, or why none is: a commitment by half its characters, else exactly."""
    place = alignment.to_text(gold.start, gold.end)
    if place is None:
        return "nothing of it is left in the normalised text"
    start, end = _without_blanks(doc.text, place)
    if gold.label == "COMMITMENT":
        shares = [overlap((s.start_char, s.end_char), (start, end)) for s in candidates]
        best = max(range(len(shares)), key=shares.__getitem__, default=None)
        return best if best is not None and shares[best] >= HALF else "no sentence covers half of it"
    if doc.char_span(start, end) is None:
        return "begins or ends inside a token"
    begun = [(i, s) for i, s in enumerate(candidates) if s.start_char == start]
    # a name that two columns cut and the rules put together: gold may have its first part alone (ground rule 5)
    whole = (i for i, s in begun if s in doc.ents and _first_part(s, alignment) == (gold.start, gold.end))
    exact = (i for i, s in begun if s.end_char == end)
    return next(whole, next(exact, "no candidate"))


def _first_part(span: Span, alignment: Alignment) -> Offsets | None:
    fragments = alignment.to_source(span.start_char, span.end_char)
    return fragments[0] if len(fragments) > 1 else None


def _without_blanks(text: str, place: Offsets) -> Offsets:
    words = text[place[0] : place[1]]
    return place[0] + len(words) - len(words.lstrip()), place[1] - len(words) + len(words.rstrip())
