"""Rules alone, model alone, both: what each part of a model is worth on annotated letters.

    python benchmarks/variants.py models/nl_policy_letters_sm annotations/test.jsonl

*rules alone*: the arbiter has no weights. *model alone*: the network is not told what the rules found, and the arbiter
sees its scores alone. *both*: the model as it is. The weights of *model alone* are fitted on the development letters,
as those of the model were.
"""

from pathlib import Path
from typing import Annotated, cast

import typer
from rich.console import Console
from rich.table import Table
from spacy.language import Language
from spacy.tokens import Doc

from nlp_pipeline.annotations import read_letters
from nlp_pipeline.components.arbiter import FEATURES, Arbiter
from nlp_pipeline.evaluation import annotate_letters, found_spans, match, score
from nlp_pipeline.pipeline import load
from nlp_pipeline.training import fitting, loop
from nlp_pipeline.training.conversion import ARBITER, LEARNED, convert

_SCORES = {"score", "best score of the words", "score before", "score behind", "share of the letter", "share around"}


def main(
    model: Path,
    gold: list[Path],
    development: Annotated[Path, typer.Option(help="Letters that the weights are fitted on.")] = Path(
        "annotations/dev.jsonl"
    ),
) -> None:
    """Prints strict F1 of each variant."""
    nlp = load(model)
    arbiter = cast(Arbiter, nlp.get_pipe(ARBITER))
    letters = read_letters(gold)
    table = Table(title=f"Strict F1 on {len(letters)} letters", title_justify="left")
    for column in ("variant", "ORG", "COMMITMENT"):
        table.add_column(column)
    weights = dict(arbiter.weights)
    for name, use in (("rules alone", {}), ("both", weights)):
        arbiter.weights = use
        records = annotate_letters(letters, nlp)
        rows = score([match(letter, found_spans(one)) for letter, one in zip(letters, records, strict=True)]).rows
        table.add_row(name, *(f"{rows[label].by['strict'].f1:.3f}" for label in LEARNED))
    fitted = [_scored(nlp, doc) for _, doc in convert(read_letters([development]), nlp, [])]
    tried = [_scored(nlp, doc) for _, doc in convert(letters, nlp, [])]
    alone = {label: fitting.fit([one[label] for one in fitted], label) for label in LEARNED}
    f1 = {label: fitting.f1([one[label] for one in tried], alone[label]) for label in LEARNED}
    table.add_row("model alone", *(f"{f1[label]:.3f}" for label in LEARNED))
    Console().print(table)


def _scored(nlp: Language, doc: Doc) -> dict[str, fitting.Scored]:
    """What the network says of a converted letter when it is not told of the rules' organisations."""
    blind = doc.copy()
    blind.ents = [e for e in blind.ents if e.label_ != "ORG"]
    read = loop.score(nlp, blind)
    scored = {label: fitting.scored(read, doc, label) for label in LEARNED}
    for label, one in scored.items():
        names = FEATURES[label][1]
        one.features[:, [i for i, name in enumerate(names) if name not in _SCORES]] = 0.0
    return scored


if __name__ == "__main__":
    typer.run(main)
