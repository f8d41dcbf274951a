"""The arbiter's weights: for each label a logistic regression over the development letters, and its threshold."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler
from spacy.tokens import Doc, Span

from nlp_pipeline.components.arbiter import FEATURES, Floats, Weights, surest
from nlp_pipeline.training.conversion import GOLD, LEARNED


@dataclass(frozen=True)
class Scored:
    """One label's candidates in one letter.

    `features`: a row a candidate; `right`: which of them gold has; `gold`: how many spans gold has in all; `taken`:
    token spans in which no candidate may be taken, since an entity of another label stands there.
    """

    candidates: list[Span]
    features: Floats
    right: npt.NDArray[np.bool_]
    gold: int
    taken: list[tuple[int, int]]


def scored(read: Doc, gold: Doc, label: str) -> Scored:
    """The candidates of a letter that the scorers have read, held against the same letter as converted."""
    candidates, features = FEATURES[label][0](read)
    wanted = {(s.start, s.end) for s in gold.spans[LEARNED[label][1]]}
    return Scored(
        candidates,
        features,
        np.array([(s.start, s.end) in wanted for s in candidates], dtype=bool),
        gold.user_data[GOLD][label],
        [(e.start, e.end) for e in read.ents if e.label_ != "ORG"] if label == "ORG" else [],
    )


def fit(letters: Sequence[Scored], label: str) -> Weights:
    """The weights under which the candidates of these letters are likeliest, and the threshold.

    Raises ValueError where no candidate, or every one, is right: there is nothing to tell apart.
    """
    if len({bool(right) for one in letters for right in one.right}) < 2:
        raise ValueError(f"the development letters have no {label} to tell from other candidates")
    rows, right = np.concatenate([one.features for one in letters]), np.concatenate([one.right for one in letters])
    scaler = StandardScaler().fit(rows)
    model = LogisticRegression(max_iter=1000).fit(scaler.transform(rows), right)
    weights = model.coef_[0] / scaler.scale_
    bias = float(model.intercept_[0] - (weights * scaler.mean_).sum())
    fitted = Weights(FEATURES[label][1], tuple(weights.tolist()), bias, 0.0)
    return replace(fitted, threshold=_threshold(fitted.confidences(rows)))


def _threshold(confidences: Floats) -> float:
    """The threshold of the best F1 that the confidences themselves lead to expect, in hundredths.

    With calibrated confidences it is half that F1 (Lipton, Elkan, Naryanaswamy 2014). What gold has at a hundred
    places is not asked again: the threshold that happens to be best there is a matter of chance.
    """
    surest_first = np.sort(confidences)[::-1]
    taken = np.arange(1, len(surest_first) + 1)
    expected = 2 * surest_first.cumsum() / (taken + surest_first.sum())
    return round(float(expected.max()) / 2, 2)


def f1(letters: Sequence[Scored], weights: Weights) -> float:
    """Strict F1 of what would be taken in these letters."""
    hits = found = 0
    for one in letters:
        chosen = surest(one.candidates, weights.confidences(one.features), weights.threshold, one.taken)
        found += len(chosen)
        hits += int(one.right[chosen].sum())
    total = found + sum(one.gold for one in letters)
    return 2 * hits / total if total else 0.0
