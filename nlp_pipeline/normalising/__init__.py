"""Source text → normalised text with an exact alignment."""

from nlp_pipeline.normalising.alignment import Alignment, Segment
from nlp_pipeline.normalising.normalise import Normalised, normalise

__all__ = ["Alignment", "Normalised", "Segment", "normalise"]
