"""What an interrupted run left, and how the next one goes on from it.

Usually that is a beginning of the output wanted now, and is continued. Where it is not (letters have come in between,
the pipeline is another, failed letters are taken up again), the output is written anew beside the old one, takes from
it the records that still hold, and then its place. A record is in one of the two at any moment.
"""

import json
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, Protocol, cast

from nlp_pipeline.batch.letters import Letters, digest
from nlp_pipeline.batch.output import Names, lines, torn
from nlp_pipeline.batch.worker import Outcome

if TYPE_CHECKING:
    from nlp_pipeline.records import Pipeline


class ForeignError(Exception):
    """The output holds what does not belong to this run; the message says what."""


class _Wanted(NamedTuple):
    """A letter of the run: its path, and its hash where it can be read."""

    path: str
    sha256: str | None


class _Record(NamedTuple):
    """A record that is there: which letter's it is, which pipeline's, and its line."""

    letter: _Wanted
    by: "Pipeline"
    line: bytes


class _Known:
    """The outcomes of letters that need not be annotated again, by the number of the letter in the run (from 0)."""

    def __init__(
        self, wanted: list[_Wanted], failed: dict[str, bytes], records: Iterable[_Record], by: "Pipeline"
    ) -> None:
        self._wanted, self._failed = wanted, failed
        self._places: dict[str, tuple[int, int]] = {}
        # the lines themselves may be more than memory holds; open as long as this is asked for them
        self._spool = tempfile.TemporaryFile()  # noqa: SIM115
        for record in records:
            if record.by == by:
                self._places.setdefault(cast(str, record.letter.sha256), (self._spool.tell(), len(record.line)))
                self._spool.write(record.line)

    def __contains__(self, number: object) -> bool:
        letter = self._wanted[cast(int, number)]
        return letter.sha256 in self._places or letter.path in self._failed

    def __getitem__(self, number: int) -> Outcome:
        letter = self._wanted[number]
        if letter.sha256 not in self._places:
            return Outcome(self._failed[letter.path].decode().removesuffix("\n"), failed=True)
        # it brings spaCy along, which a run that only appends does not need
        from nlp_pipeline.records import to_json

        offset, length = self._places[letter.sha256]
        self._spool.seek(offset)
        record = json.loads(self._spool.read(length))
        # the letter may have been moved since
        record["source"]["path"] = letter.path
        return Outcome(to_json(record))


class Outcomes(Protocol):
    """Outcomes by the number of their letter."""

    def __contains__(self, number: object, /) -> bool: ...
    def __getitem__(self, number: int, /) -> Outcome: ...


@dataclass
class Plan:
    """How to go on: write to `names`, behind `keep` records and `errors`, which stand for the first `done` letters.

    `torn`: bytes of a line that was never finished, which are dropped.
    """

    names: Names
    keep: int = 0
    errors: Sequence[bytes] = ()
    done: int = 0
    known: Outcomes = field(default_factory=dict[int, Outcome])
    torn: int = 0


def plan(letters: Letters, names: Names, by: "Pipeline", shard_size: int | None, *, retry: bool) -> Plan:
    """How a run over `letters` by the pipeline `by` goes on; `retry`: letters that failed are done again.

    Raises ForeignError when records would be lost, since their letters are not among these.
    """
    wanted = [_Wanted(letter.path, digest(letter)) for letter in letters]
    failed = {} if retry else _failures(names) | _failures(names.renewed)
    begun = names.renewed if names.renewed.existing() else names
    old = [names] if begun != names else []
    if begun.fits(shard_size) and (beginning := _beginning(wanted, failed, _records(begun), by)):
        keep, done = beginning
        errors = [failed[w.path] for w in wanted[:done] if w.path in failed]
        return Plan(begun, keep, errors, done, _Known(wanted, failed, _records(*old), by), torn(begun.existing()))
    everything = list(dict.fromkeys((names, begun)))
    _refuse_strangers(wanted, everything)
    return Plan(names.renewed, 0, [], 0, _Known(wanted, failed, _records(*everything), by))


def _records(*outputs: Names) -> Iterator[_Record]:
    for names in outputs:
        for line in lines(names.existing()):
            try:
                record = json.loads(line)
                letter = _Wanted(record["source"]["path"], record["id"])
                yield _Record(letter, record["pipeline"], line)
            except (ValueError, KeyError, TypeError) as error:
                raise ForeignError(
                    f"{names.out} holds a line that is no record: give another output, or --overwrite"
                ) from error


def _failures(names: Names) -> dict[str, bytes]:
    rows = lines([names.errors]) if names.errors.exists() else ()
    try:
        return {json.loads(row)["path"]: row for row in rows}
    except (ValueError, KeyError, TypeError) as error:
        raise ForeignError(
            f"{names.errors} holds a line that tells of no failed letter: move it away, then go on"
        ) from error


def _beginning(
    wanted: list[_Wanted], failed: dict[str, bytes], records: Iterable[_Record], by: "Pipeline"
) -> tuple[int, int] | None:
    """How many records there are and for how many letters they stand, when they are a beginning of what is wanted."""
    keep = done = 0
    for record in records:
        while done < len(wanted) and wanted[done] != record.letter and wanted[done].path in failed:
            done += 1
        if done == len(wanted) or wanted[done] != record.letter or record.by != by:
            return None
        keep, done = keep + 1, done + 1
    return keep, done


def _refuse_strangers(wanted: list[_Wanted], outputs: list[Names]) -> None:
    paths, hashes = {w.path for w in wanted}, {w.sha256 for w in wanted}
    for letter, _, _ in _records(*outputs):
        if letter.path not in paths and letter.sha256 not in hashes:
            raise ForeignError(
                f"{outputs[0].out} holds the record of {letter.path}, which is not among the letters: "
                "name it too, give another output, or --overwrite"
            )
