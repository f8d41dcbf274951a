"""The pipeline: build it, load it, annotate one letter."""

from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

import spacy
from spacy.language import Language

from nlp_pipeline import reading
from nlp_pipeline.mentions import leave_unsure
from nlp_pipeline.reading import Source, UnreadableError
from nlp_pipeline.records import Pipeline, Record, to_record
from nlp_pipeline.tokenizer import MAX_CHARS

LANGUAGE = "nl"
RULES = "policy_letters_rules"
"""Name of the pipeline by rules alone; with the language before it in a record."""

RUN_MODEL = "model"
"""Where in the folder of a training run its model lies."""

_PACKAGE = Path(__file__).parent
_DEFAULT = Path("models", "nl_policy_letters_sm")


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


class ModelError(Exception):
    """A model that cannot be loaded; the message names its folder."""


def build(organisations: str | None = None) -> Language:
    """A fresh pipeline by rules alone. `organisations`: a file of your own organisations, in the register's form."""
    nlp = spacy.blank(LANGUAGE, config={"nlp": {"tokenizer": {"@tokenizers": "nlp_pipeline.NormalisingTokenizer.v1"}}})
    nlp.meta["name"], nlp.meta["version"] = RULES, version("nlp-pipeline")
    for component in COMPONENTS:
        own = component == "nlp_pipeline_organisations" and organisations is not None
        nlp.add_pipe(component, config={"organisations": organisations} if own else {})
    return nlp


def default_model() -> Path:
    """The folder of the default model: in the installed package, else in the checkout that it is run from."""
    installed = _PACKAGE / _DEFAULT
    return installed if installed.exists() else _PACKAGE.parent / _DEFAULT


@lru_cache(maxsize=4)
def load(model: Path | None = None) -> Language:
    """The pipeline of a model folder or of a training run's folder, read once a process; without one the default model.

    Raises ModelError when the folder holds no model that this version can load.
    """
    folder = model or default_model()
    if (folder / RUN_MODEL / "config.cfg").exists():
        folder = folder / RUN_MODEL
    if not (folder / "config.cfg").exists():
        raise ModelError(f"{folder}: no model in there (a folder with config.cfg, as `nlp-pipeline train` makes it)")
    try:
        return spacy.load(folder)
    except (ImportError, ValueError, OSError) as error:
        raise ModelError(f"{folder}: cannot be loaded ({error})") from error


def identity(nlp: Language) -> Pipeline:
    """What a record says it was made by: the release at work, whose rules may be newer than the model; the weights."""
    made, _, weights = nlp.meta["version"].partition("+")
    release = f"{version('nlp-pipeline')}+{weights}" if weights else made
    return Pipeline(name=f"{nlp.meta['lang']}_{nlp.meta['name']}", version=release)


def annotate(text: str, nlp: Language | None = None) -> Record:
    """The record of one letter given as text. Raises UnreadableError for a text that is empty, binary or too long."""
    return annotate_source(reading.from_text(text), nlp or load())


def annotate_source(source: Source, nlp: Language, min_confidence: float = 0.0) -> Record:
    """The record of one letter that was read, without what is less sure than `min_confidence`.

    Raises UnreadableError when its text is too long.
    """
    if len(source.text) > MAX_CHARS:
        raise UnreadableError(
            f"the text has {len(source.text):,} characters, more than {MAX_CHARS:,}: split it into its letters"
        )
    doc = nlp(source.text)
    if min_confidence:
        leave_unsure(doc, min_confidence)
    return to_record(doc, source, identity(nlp))
