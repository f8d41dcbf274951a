"""The commands. No logic of its own: each asks one module, and turns what comes back into output and exit status."""

import json
import os
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn, TypeVar

import typer

from nlp_pipeline.reading import Source, UnreadableError
from nlp_pipeline.values import Split

if TYPE_CHECKING:
    from spacy.language import Language

    from nlp_pipeline.annotations import AnnotatedLetter
    from nlp_pipeline.batch.run import Engine
    from nlp_pipeline.batch.worker import Settings
    from nlp_pipeline.evaluation import LetterMatch

app = typer.Typer(
    help="Dutch policy letters in, facts out: organisations, motions, references, dates and commitments.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
annotations = typer.Typer(
    help="Annotated letters: check, count, resolve, exchange with other tools.", no_args_is_help=True
)
app.add_typer(annotations, name="annotations")


class EngineName(StrEnum):
    """Where letters are annotated."""

    LOCAL = "local"
    DASK = "dask"


class Tool(StrEnum):
    """Annotation tools whose files can be read and written."""

    DOCCANO = "doccano"
    LABEL_STUDIO = "label-studio"
    PRODIGY = "prodigy"


Gold = Annotated[
    list[Path], typer.Argument(metavar="GOLD…", help="Files of annotated letters, or folders of `*.jsonl`.")
]

Model = Annotated[
    Path | None,
    typer.Option("--model", metavar="FOLDER", help="Another model than the default: its folder, or a run's."),
]

Item = TypeVar("Item")

WRONG_USE = 2
INTERRUPTED = 130
_FEW = 5
"""Up to this many letters are done before a progress bar would be read."""


@app.command()
def annotate(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="IN…",
            help="Files, folders, globs, `.jsonl` files with a `text` a row, URLs, or `-` for one letter on stdin.",
        ),
    ],
    out: Annotated[
        str,
        typer.Option(
            "-o", "--out", metavar="OUT.jsonl", help="Records, one a line (`.jsonl.gz`, `.jsonl.zst`); `-` for stdout."
        ),
    ],
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace OUT if it exists.")] = False,
    resume: Annotated[bool, typer.Option("--resume", help="Go on from what an interrupted run left in OUT.")] = False,
    retry_errors: Annotated[
        bool, typer.Option("--retry-errors", help="As --resume, and do the letters again that failed.")
    ] = False,
    min_confidence: Annotated[
        float,
        typer.Option(min=0.0, max=1.0, metavar="P", help="Leave out what the model is less sure of; rules stay."),
    ] = 0.0,
    model: Model = None,
    workers: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Processes side by side; the cores of this machine.")
    ] = None,
    timeout: Annotated[float, typer.Option(min=0.1, metavar="SECONDS", help="What one letter may take.")] = 600.0,
    memory: Annotated[float, typer.Option(min=0.1, metavar="GIB", help="What a worker may take.")] = 4.0,
    shard_size: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Parts of N records, `OUT-00001.jsonl` …, and a manifest.")
    ] = None,
    engine: Annotated[
        EngineName, typer.Option(help="Where the work is done: here, or on a Dask cluster.")
    ] = EngineName.LOCAL,
    scheduler: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="The cluster's scheduler, such as tcp://10.0.0.1:8786.")
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress and no summary on stderr.")] = False,
) -> None:
    """Letters in, one record a line out. Letters that fail get a row in OUT.errors.jsonl."""
    from nlp_pipeline.batch.letters import STDIN, Letters
    from nlp_pipeline.batch.progress import closing_lines, shown
    from nlp_pipeline.batch.run import Existing, StoppedError, UsageError, errors_path, run
    from nlp_pipeline.batch.worker import EngineError, Settings

    if overwrite and (resume or retry_errors):
        _stop("--overwrite throws away what --resume and --retry-errors go on from: give one of them", WRONG_USE)
    existing = Existing.REFUSE
    for given, meaning in ((overwrite, Existing.OVERWRITE), (resume, Existing.RESUME), (retry_errors, Existing.RETRY)):
        existing = meaning if given else existing
    letters = Letters(inputs)
    # a bar would stand in the middle of the records and rows that come on the same terminal
    silent = quiet or (out == STDIN and sys.stderr.isatty())
    started = time.monotonic()
    try:
        chosen = _engine(engine, scheduler, Settings(model, min_confidence), workers, letters.count, timeout, memory)
        with nullcontext(lambda _: None) if silent else shown(letters.count) as progress:
            summary = run(letters, out, chosen, existing, shard_size, progress)
    except (UsageError, EngineError) as error:
        _stop(str(error), WRONG_USE)
    except StoppedError as error:
        _stop(str(error), 1)
    except KeyboardInterrupt:
        advice = "give -o a file to be able to go on" if out == STDIN else f"`--resume` goes on from what is in {out}"
        _stop(f"stopped; {advice}", INTERRUPTED)
    if not quiet:
        print(closing_lines(summary, time.monotonic() - started), file=sys.stderr)
    if summary.failures:
        where = "above" if out == STDIN else f"in {errors_path(out)}"
        _stop(f"{summary.failures} of the letters failed: their rows are {where}", 1)


@app.command()
def convert(
    records: Annotated[
        str, typer.Argument(metavar="IN", help="Records: the name that was given to `annotate -o`, parts included.")
    ],
    out: Annotated[Path, typer.Argument(metavar="OUT", help="The table, by its ending: `.parquet`, `.csv`, `.xlsx`.")],
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace OUT if it exists.")] = False,
) -> None:
    """Records as a table: Parquet has a row a letter with all it holds, CSV and Excel a row an entity or commitment."""
    from nlp_pipeline import tables

    try:
        tables.convert(records, out, overwrite=overwrite)
    except tables.TableError as error:
        _stop(str(error), WRONG_USE)


@app.command()
def normalise(
    letter: Annotated[str, typer.Argument(metavar="IN", help="A letter, or `-` for stdin.")],
    as_json: Annotated[bool, typer.Option("--json", help="Text, segments, furniture and footnotes as JSON.")] = False,
) -> None:
    """The normalised text of one letter."""
    from nlp_pipeline.normalising import normalise as normalise_text

    result = normalise_text(_read(letter).text)
    if not as_json:
        _put(result.text)
        return
    _put(
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
    model: Model = None,
) -> None:
    """One letter as a page to look at: source and normalised text side by side, entities, commitments."""
    source = _read(letter)
    from nlp_pipeline.pages.letter import to_html
    from nlp_pipeline.pipeline import annotate_source

    try:
        page = to_html(source, annotate_source(source, _load(model)))
    except UnreadableError as error:
        _stop(f"{letter}: {error}", 1)
    _write(out, page)


@app.command()
def schema() -> None:
    """The JSON Schema of the record."""
    from nlp_pipeline.records import json_schema

    _put(json.dumps(json_schema(), ensure_ascii=False, indent=2))


@app.command()
def evaluate(
    gold: Gold,
    predictions: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Score these records (or another reader's letters) instead.")
    ] = None,
    against: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Records of another run: what was gained and lost since.")
    ] = None,
    save: Annotated[Path | None, typer.Option(metavar="FILE", help="Keep the records made, for `--against`.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="All figures as JSON, with a row a letter.")] = False,
    html: Annotated[Path | None, typer.Option(metavar="FILE", help="Every letter, gold beside prediction.")] = None,
    model: Model = None,
) -> None:
    """How well the pipeline finds what readers found: precision, recall, F1, values, confidence intervals."""
    from nlp_pipeline import evaluation
    from nlp_pipeline.evaluation import report
    from nlp_pipeline.records import to_json

    if predictions and save:
        _stop("--save keeps the records that a run makes; with --predictions none is made", WRONG_USE)
    letters = _read_gold(gold)
    try:
        if predictions:
            matches = _matches_in(predictions, letters)
        else:
            records = list(evaluation.annotate_letters(_tracked(letters, "annotating"), _load(model)))
            if save:
                _write(save, "".join(f"{to_json(record)}\n" for record in records))
            pairs = zip(letters, records, strict=True)
            matches = [evaluation.match(letter, evaluation.found_spans(record)) for letter, record in pairs]
        comparison = evaluation.compare(_matches_in(against, letters), matches) if against else None
    except evaluation.PredictionError as error:
        _stop(str(error), WRONG_USE)
    scores = evaluation.score(matches)
    # records do not say what was removed: only a run can be asked
    furniture = None if predictions else evaluation.score_furniture(letters)
    if html:
        from nlp_pipeline.pages.evaluation import to_html

        _write(html, to_html(", ".join(map(str, gold)), matches, scores, comparison))
    if as_json:
        _put(json.dumps(report.to_json(scores, matches, furniture, comparison), ensure_ascii=False, indent=2))
        return
    from rich.console import Console

    console = Console(soft_wrap=True)
    for table in report.tables(scores, furniture, comparison):
        console.print(table, markup=False, highlight=False)


@app.command()
def train(
    config: Annotated[Path, typer.Argument(metavar="CONFIG", help="A configuration, such as `configs/sm.cfg`.")],
    out: Annotated[
        Path | None, typer.Option("-o", "--out", metavar="FOLDER", help="The run's folder; else `runs/NAME`.")
    ] = None,
    annotated: Annotated[
        list[Path] | None, typer.Option("--annotations", metavar="GOLD", help="Letters; else `annotations/`.")
    ] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with a run that was stopped.")] = False,
    override: Annotated[
        list[str] | None, typer.Option("--set", metavar="SECTION.KEY=JSON", help="Change a setting of CONFIG.")
    ] = None,
    gpu: Annotated[int | None, typer.Option(metavar="N", help="Train on this GPU.")] = None,
    promoted: Annotated[bool, typer.Option("--promote", help="Make it the default model if nothing falls.")] = False,
) -> None:
    """Annotations in, a model out, in a folder with its scores, pictures and errors, beside the model in use."""
    with _training():
        from nlp_pipeline.training.run import TrainingError, settings_of, train

        folder = out or Path("runs", config.stem)
        if gpu is not None:
            from thinc.api import require_gpu

            require_gpu(gpu)
        try:
            run = train(
                config,
                annotated or [Path("annotations")],
                folder,
                resume=resume,
                overrides=settings_of(override or []),
                say=lambda line: print(line, file=sys.stderr),
            )
        except TrainingError as error:
            _stop(str(error), WRONG_USE)
        typer.echo(f"{run.model}\n")
        _compare(None, run.folder, run.development)
        if promoted:
            _promote(run.folder, run.development)


@app.command()
def compare(
    old: Annotated[Path, typer.Argument(metavar="A", help="Folder of a model or a run.")],
    new: Annotated[Path, typer.Argument(metavar="B", help="Folder of a model or a run.")],
    gold: Annotated[
        list[Path] | None, typer.Option(metavar="GOLD", help="Letters; else annotations/dev.jsonl.")
    ] = None,
) -> None:
    """Two models over the same letters: gains and losses span by span, whether by more than chance, and speed."""
    _compare(old, new, _read_gold(gold or _DEVELOPMENT))


@app.command()
def promote(
    run: Annotated[Path | None, typer.Argument(metavar="RUN", help="Folder of a run, or of a model.")] = None,
    gold: Annotated[
        list[Path] | None, typer.Option(metavar="GOLD", help="Letters; else annotations/dev.jsonl.")
    ] = None,
    rollback: Annotated[bool, typer.Option("--rollback", help="Bring back the model before.")] = False,
) -> None:
    """A run's model becomes the default, if no label falls by more than chance and the contract's laws hold."""
    from nlp_pipeline.pipeline import default_model
    from nlp_pipeline.training.promotion import PromotionError, roll_back

    if rollback == (run is not None):
        _stop("name a run to promote, or give --rollback", WRONG_USE)
    if run:
        _promote(run, _read_gold(gold or _DEVELOPMENT))
        return
    try:
        roll_back(default_model())
    except PromotionError as error:
        _stop(str(error), 1)
    typer.echo(f"{default_model()}: the model before is back")


@app.command()
def select(
    inputs: Annotated[list[str], typer.Argument(metavar="IN…", help="Letters to choose from.")],
    count: Annotated[int, typer.Option("-n", "--count", min=1, help="How many to name.")] = 20,
    model: Model = None,
) -> None:
    """The letters most worth annotating next: where the model doubts most and meets names that no register has."""
    from nlp_pipeline.batch.letters import Letters, read
    from nlp_pipeline.training.selection import most_worth, weigh

    sources: list[Source] = []
    faults = 0
    for letter in Letters(inputs):
        try:
            sources.append(read(letter))
        except UnreadableError as error:
            faults += 1
            print(f"{letter.path}: {error}", file=sys.stderr)
    worth = most_worth(list(weigh(_tracked(sources, "weighing"), _load(model))), count)
    for one in worth:
        typer.echo(f"{one.letter}\t{one.doubt:.2f}\t{one.novelty:.3f}\t{one.words}")
    if faults:
        raise typer.Exit(1)


@annotations.command()
def check(
    paths: Gold,
    consistency: Annotated[
        bool, typer.Option("--consistency", help="Also list names that are a mention here and none there.")
    ] = False,
) -> None:
    """Faults of annotated letters: offsets, labels, attributes, overlaps, duplicates, leaks between splits."""
    from nlp_pipeline.annotations import AnnotationError, checking

    try:
        faults = checking.check(paths)
        for fault in faults:
            typer.echo(fault)
        if consistency and not faults:
            for row in checking.inconsistencies(paths):
                typer.echo(row)
    except AnnotationError as error:
        _stop(str(error), WRONG_USE)
    if faults:
        _stop(f"{len(faults)} fault{'s' if len(faults) > 1 else ''}", 1)


@annotations.command()
def stats(paths: Gold) -> None:
    """How many letters, words, spans and attributes there are, by split."""
    from rich.console import Console

    from nlp_pipeline.annotations import statistics

    Console(soft_wrap=True).print(statistics.table(statistics.count(_read_gold(paths))))


@annotations.command()
def resolve(
    letters: Annotated[Path, typer.Argument(metavar="LETTERS", help="Folder of the letters, `<id>.txt`.")],
    mentions: Annotated[Path, typer.Argument(metavar="MENTIONS", help="Folder of their mentions, `<id>.tsv`.")],
    out: Annotated[Path, typer.Option("-o", "--out", metavar="OUT.jsonl", help="The annotated letters.")],
    split: Annotated[Split | None, typer.Option(help="Their split.")] = None,
    checked: Annotated[str | None, typer.Option(help="Who read them how.")] = None,
) -> None:
    """Mentions written by hand, a row each, to annotated letters; a row that cannot be found is refused."""
    from nlp_pipeline.annotations import AnnotationError, to_jsonl
    from nlp_pipeline.annotations.mentions import resolve as resolve_mentions

    try:
        resolved = resolve_mentions(letters, mentions, split, checked)
    except AnnotationError as error:
        _stop(f"{error}\nnothing written", 1)
    _write(out, to_jsonl(resolved))


@annotations.command("export")
def export_letters(
    tool: Tool,
    paths: Gold,
    out: Annotated[Path, typer.Option("-o", "--out", metavar="FILE", help="The file to import there.")],
) -> None:
    """Annotated letters in the form that an annotation tool imports."""
    from nlp_pipeline.annotations import exchange

    _write(out, exchange.FORMATS[tool].dump(_read_gold(paths)))


@annotations.command("import")
def import_letters(
    tool: Tool,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What the tool exported.")],
    out: Annotated[Path, typer.Option("-o", "--out", metavar="OUT.jsonl", help="The annotated letters.")],
) -> None:
    """What an annotation tool exported, as annotated letters."""
    from nlp_pipeline.annotations import AnnotationError, exchange, to_jsonl

    try:
        letters = exchange.FORMATS[tool].parse(file.read_text(encoding="utf-8"))
    except (AnnotationError, OSError, UnicodeDecodeError) as error:
        _stop(f"{file}: {error}", 1)
    _write(out, to_jsonl(letters))


def _engine(
    name: EngineName,
    scheduler: str | None,
    settings: "Settings",
    workers: int | None,
    letters: int | None,
    timeout: float,
    memory: float,
) -> "Engine":
    if (name is EngineName.DASK) != (scheduler is not None):
        _stop("--engine dask and --scheduler ADDRESS go together", WRONG_USE)
    if scheduler is not None:
        if workers is not None:
            _stop("--workers is for this machine: on a cluster as many work as the scheduler has", WRONG_USE)
        from nlp_pipeline.batch.cluster import Cluster

        return Cluster(settings, scheduler, timeout)
    from nlp_pipeline.batch.processes import Limits, Processes

    workers = workers or len(os.sched_getaffinity(0))
    return Processes(settings, max(1, min(workers, letters or workers)), Limits(timeout, memory))


def _load(model: Path | None) -> "Language":
    from nlp_pipeline.pipeline import ModelError, load

    try:
        return load(model)
    except ModelError as error:
        _stop(str(error), WRONG_USE)


_DEVELOPMENT = [Path("annotations", "dev.jsonl")]


@contextmanager
def _training() -> Iterator[None]:
    """Training wants packages that annotating does not."""
    try:
        yield
    except ModuleNotFoundError as error:
        _stop(f"{error}: training needs more packages, `pip install 'nlp-pipeline[train]'`", WRONG_USE)


def _compare(old: Path | None, new: Path, letters: "Sequence[AnnotatedLetter]") -> None:
    """Prints two models side by side; `old`: None for the default one."""
    from rich.console import Console

    from nlp_pipeline.evaluation import report
    from nlp_pipeline.pipeline import ModelError, default_model
    from nlp_pipeline.training.comparing import compare_models

    if not old and not default_model().exists():
        typer.echo(f"{default_model()}: no model there yet to compare with")
        return
    try:
        before, after, comparison = compare_models(old or default_model(), new, letters)
    except ModelError as error:
        _stop(str(error), WRONG_USE)
    console = Console(soft_wrap=True)
    for table in report.tables(after.scores, comparison=comparison):
        console.print(table, markup=False, highlight=False)
    for one in (before, after):
        typer.echo(f"{one.name}: {one.speed:,.0f} words a CPU second")


def _promote(run: Path, letters: "Sequence[AnnotatedLetter]") -> None:
    from nlp_pipeline.pipeline import ModelError, default_model
    from nlp_pipeline.training.promotion import PromotionError, promote

    try:
        promote(run, default_model(), letters)
    except (PromotionError, ModelError) as error:
        _stop(f"{run} is not promoted:\n{error}", 1)
    typer.echo(f"{default_model()}: now the model of {run}; `promote --rollback` brings the one before back")


def _matches_in(file: Path, letters: "Sequence[AnnotatedLetter]") -> "list[LetterMatch]":
    """What a file of predictions found in each letter, matched; letters that it lacks are said, and count as missed."""
    from nlp_pipeline import evaluation

    found = evaluation.read_predictions(file, letters)
    if missing := [letter.id for letter in letters if letter.id not in found]:
        print(f"{file}: nothing for {', '.join(missing)}: all missed there", file=sys.stderr)
    return [evaluation.match(letter, found.get(letter.id, ())) for letter in letters]


def _read(name: str) -> Source:
    """The one letter that a name leads to."""
    from nlp_pipeline.batch.letters import Letters, read

    letters = list(islice(Letters([name]), 2))
    if len(letters) != 1:
        _stop(f"{name}: holds {'several letters, name one' if letters else 'no letter'}", WRONG_USE)
    try:
        return read(letters[0])
    except UnreadableError as error:
        _stop(f"{name}: {error}", 1)


def _read_gold(paths: list[Path]) -> "list[AnnotatedLetter]":
    from nlp_pipeline.annotations import AnnotationError, read_letters

    try:
        return read_letters(paths)
    except AnnotationError as error:
        _stop(str(error), WRONG_USE)


def _put(content: str) -> None:
    """Data on stdout: UTF-8, as in a file, whatever the locale."""
    typer.echo(content.encode())


def _write(file: Path, content: str) -> None:
    try:
        file.write_text(content, encoding="utf-8")
    except OSError as error:
        _stop(f"{file} cannot be written: {error.strerror or error}", WRONG_USE)


def _tracked(items: Sequence[Item], doing: str) -> Iterable[Item]:
    """The items, with a progress bar on stderr where there are more than a few."""
    if len(items) <= _FEW:
        return items
    from rich.console import Console
    from rich.progress import track

    return track(items, doing, console=Console(stderr=True))


def _stop(message: str, status: int) -> NoReturn:
    print(message, file=sys.stderr)
    raise typer.Exit(status)
