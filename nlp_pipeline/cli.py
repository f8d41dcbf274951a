"""The commands. No logic of its own: each asks one module, and turns what comes back into output and exit status."""

import json
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from nlp_pipeline import batch
from nlp_pipeline.reading import Source, UnreadableError

app = typer.Typer(
    help="Dutch policy letters in, facts out: organisations, motions, references, dates and commitments.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

WRONG_USE = 2
_FEW = 5
"""Up to this many letters are done before a progress bar would be read."""


@app.command()
def annotate(
    inputs: Annotated[
        list[str], typer.Argument(metavar="IN…", help="Files, folders, globs, or `-` for one letter on stdin.")
    ],
    out: Annotated[str, typer.Option("-o", "--out", metavar="OUT.jsonl", help="Records, one a line; `-` for stdout.")],
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace OUT if it exists.")] = False,
) -> None:
    """Letters in, one record a line out. Letters that fail get a row in OUT.errors.jsonl."""
    found = batch.discover(inputs)
    try:
        if len(found) > _FEW:
            from rich.console import Console
            from rich.progress import track

            items = track(found, "annotating", console=Console(stderr=True))
            summary = batch.run(found, out, overwrite, progress=items)
        else:
            summary = batch.run(found, out, overwrite)
    except batch.UsageError as error:
        _stop(str(error), WRONG_USE)
    if summary.failures:
        where = "above" if out == batch.STDIN else f"in {batch.errors_path(Path(out))}"
        _stop(f"{summary.failures} of {len(found)} inputs failed: their rows are {where}", 1)


@app.command()
def normalise(
    letter: Annotated[str, typer.Argument(metavar="IN", help="A letter, or `-` for stdin.")],
    as_json: Annotated[bool, typer.Option("--json", help="Text, segments, furniture and footnotes as JSON.")] = False,
) -> None:
    """The normalised text of one letter."""
    from nlp_pipeline.normalising import normalise as normalise_text

    result = normalise_text(_read(letter).text)
    if not as_json:
        typer.echo(result.text)
        return
    typer.echo(
        json.dumps(
            {
                "text": result.text,
                "segments": [{"start": s[0], "end": s[1], "source": [s[2], s[3]]} for s in result.segments],
                "furniture": result.furniture,
                "footnotes": [
                    {**note, "source": result.alignment.to_source(*note["note"])} for note in result.footnotes
                ],
            },
            ensure_ascii=False,
        )
    )


@app.command()
def show(
    letter: Annotated[str, typer.Argument(metavar="IN", help="A letter, or `-` for stdin.")],
    out: Annotated[Path, typer.Option("-o", "--out", metavar="PAGE.html", help="The page to write.")],
) -> None:
    """One letter as a page to look at: source and normalised text side by side, entities, commitments."""
    source = _read(letter)
    from nlp_pipeline.page import to_html
    from nlp_pipeline.pipeline import annotate_source, load

    try:
        page = to_html(source, annotate_source(source, load()))
        out.write_text(page, encoding="utf-8")
    except UnreadableError as error:
        _stop(f"{letter}: {error}", 1)
    except OSError as error:
        _stop(f"{out} cannot be written: {error.strerror or error}", WRONG_USE)


@app.command()
def schema() -> None:
    """The JSON Schema of the record."""
    from nlp_pipeline.records import json_schema

    typer.echo(json.dumps(json_schema(), ensure_ascii=False, indent=2))


def _read(name: str) -> Source:
    try:
        return batch.read(batch.Input(name))
    except UnreadableError as error:
        _stop(f"{name}: {error}", 1)


def _stop(message: str, status: int) -> NoReturn:
    print(message, file=sys.stderr)
    raise typer.Exit(status)
