"""The pipeline: build it, load it, annotate one letter."""

from functools import lru_cache
from importlib.metadata import version

import spacy
from spacy.language import Language

from nlp_pipeline import reading
from nlp_pipeline.reading import Source, UnreadableError
from nlp_pipeline.records import Pipeline, Record, to_record
from nlp_pipeline.tokenizer import MAX_CHARS

NAME = "nl_policy_letters_rules"

COMPONENTS = (
    "nlp_pipeline_sentences",
    "nlp_pipeline_letterhead",
    "nlp_pipeline_references",
    "nlp_pipeline_motions",
    "nlp_pipeline_dates",
    "nlp_pipeline_organisations",
    "nlp_pipeline_commitments",
)
"""In this order: the letter's date before dates, documents before the motions tied to them. An entity keeps its
characters: what a later component finds there is left out, so this is also who wins where two rules speak."""


def build(organisations: str | None = None) -> Language:
    """A fresh pipeline by rules alone. `organisations`: a file of your own organisations, in the register's form."""
    nlp = spacy.blank("nl", config={"nlp": {"tokenizer": {"@tokenizers": "nlp_pipeline.NormalisingTokenizer.v1"}}})
    nlp.meta["name"], nlp.meta["version"] = NAME, version("nlp-pipeline")
    for component in COMPONENTS:
        own = component == "nlp_pipeline_organisations" and organisations is not None
        nlp.add_pipe(component, config={"organisations": organisations} if own else {})
    return nlp


@lru_cache(maxsize=1)
def load() -> Language:
    """The default pipeline, built once a process."""
    return build()


def annotate(text: str, nlp: Language | None = None) -> Record:
    """The record of one letter given as text. Raises UnreadableError for a text that is empty, binary or too long."""
    return annotate_source(reading.from_text(text), nlp or load())


def annotate_source(source: Source, nlp: Language) -> Record:
    """The record of one letter that was read. Raises UnreadableError when its text is too long."""
    if len(source.text) > MAX_CHARS:
        raise UnreadableError(
            f"the text has {len(source.text):,} characters, more than {MAX_CHARS:,}: split it into its letters"
        )
    return to_record(nlp(source.text), source, Pipeline(name=nlp.meta["name"], version=nlp.meta["version"]))
