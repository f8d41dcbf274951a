"""Dutch policy letters in, facts out.

`load()` gives the spaCy pipeline, `annotate(text)` the record of one letter.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nlp_pipeline.pipeline import annotate, load

__all__ = ["annotate", "load"]


def __getattr__(name: str) -> Any:
    """Import spaCy only when it is needed, so that `nlp-pipeline --help` answers at once."""
    if name in __all__:
        from nlp_pipeline import pipeline

        return getattr(pipeline, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
