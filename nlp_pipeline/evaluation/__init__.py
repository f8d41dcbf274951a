"""How well a pipeline does against gold: match, score, compare, and show."""

from nlp_pipeline.evaluation.comparison import Comparison, compare
from nlp_pipeline.evaluation.furniture import score_furniture
from nlp_pipeline.evaluation.matching import SCORED, LetterMatch, match
from nlp_pipeline.evaluation.predictions import (
    FoundSpan,
    PredictionError,
    annotate_letters,
    found_spans,
    read_predictions,
)
from nlp_pipeline.evaluation.scores import ROWS, Scores, score

__all__ = [
    "ROWS",
    "SCORED",
    "Comparison",
    "FoundSpan",
    "LetterMatch",
    "PredictionError",
    "Scores",
    "annotate_letters",
    "compare",
    "found_spans",
    "match",
    "read_predictions",
    "score",
    "score_furniture",
]
