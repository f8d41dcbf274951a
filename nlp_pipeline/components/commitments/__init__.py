"""COMMITMENT: sentences in which the government binds itself to something still to be done.

A decision in points, sentence by sentence:

1. Questions, quotations and what stands between `Vraag` and `Antwoord` are left (`judging`).
2. A sentence is cut into clauses (`clauses`). Only main clauses promise; in a subordinate clause (`de maatregelen die
   ik zal nemen`) a promise is mentioned, not made. Exceptions: `dat` behind a word of promising, and a relative clause
   that adds a step of its own (`waarna het kabinet zal besluiten`) or tells parliament.
3. At each finite verb of a main clause it is asked who the subject is (`subjects`): the author or the cabinet, another
   part of the government, parliament, others, nobody of these. A rule (`rules`) says what verb and subject are worth,
   and how firm they are (`promises`).
4. Cues of the whole sentence and a deadline ahead (`deadlines`) add points or take them: a next step; this letter
   itself, an effect, a practice, a refusal, another's act. So do a commitment right before or behind and a letter whose
   subject is a plan (`context`). A sentence with enough points is a commitment, of somebody (`actors`).
5. So is a list item that names an act (`Het uitwerken van …;`) under a lead-in that promises.

Rules, cues and word lists are data: `data/commitment_cues.json`, each with an example.
"""

from typing import cast

from spacy.language import Language
from spacy.tokens import Doc

from nlp_pipeline.components.commitments.judging import judge_sentences
from nlp_pipeline.components.sentences import sentence_spans
from nlp_pipeline.mentions import COMMITMENTS, Mention, spans_of, text_of
from nlp_pipeline.values import Label

COMMITMENT_CANDIDATES = "commitment_candidates"
"""Key in `Doc.spans` of every sentence that was judged, with its value and its points."""


class Commitments:
    """Adds the commitments to `doc.spans`, and beside them every sentence that was judged.

    Runs when entities, letterhead and sentences are known.
    """

    def __call__(self, doc: Doc) -> Doc:
        mentions = [Mention(e.start_char, e.end_char, cast(Label, e.label_), e._.value) for e in doc.ents]
        letter = doc._.letter if Doc.has_extension("letter") else None
        text = text_of(doc)
        # a name alone promises nothing; and spans at one place share their attributes
        names = {(m.start, m.end) for m in mentions}
        judged = [
            j for j in judge_sentences(text, sentence_spans(text), mentions, letter) if (j.start, j.end) not in names
        ]
        spans = spans_of(doc, [(one.start, one.end, "COMMITMENT") for one in judged])
        for span, one in zip(spans, judged, strict=True):
            span._.value, span._.points, span._.origin = one.value, one.points, "rule"
        doc.spans[COMMITMENT_CANDIDATES] = spans
        doc.spans[COMMITMENTS] = [span for span, one in zip(spans, judged, strict=True) if one.promises]
        return doc


@Language.factory("nlp_pipeline_commitments", assigns=["doc.spans"])
def make_commitments(nlp: Language, name: str) -> Commitments:
    """The component `nlp_pipeline_commitments`."""
    return Commitments()
