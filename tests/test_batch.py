"""Many letters: the same bytes however they are done, and whatever interrupts them. The engine here is a stand-in."""

import gzip
import io
import json
import random
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nlp_pipeline.batch.letters import Letter, Letters, digest
from nlp_pipeline.batch.lock import held
from nlp_pipeline.batch.output import Names, Output, lines
from nlp_pipeline.batch.run import Existing, StoppedError, Summary, UsageError, run
from nlp_pipeline.batch.worker import Outcome, failure
from nlp_pipeline.records import Pipeline, to_json

NAMES = ("out.jsonl", "out.jsonl.gz", "out.jsonl.zst")


class KilledError(Exception):
    """What stands for kill -9 here."""


class Clerk:
    """An engine: a letter that says `fout` fails; after `strength` letters it is killed."""

    def __init__(self, strength: int = 1_000_000, version: str = "1", cure: bool = False) -> None:
        self.strength, self.version, self.cure = strength, version, cure
        self.done: list[str] = []

    def start(self) -> Pipeline:
        return Pipeline(name="nl_clerk", version=self.version)

    def annotate(self, letters: Iterable[Letter]) -> Iterator[Outcome]:
        for letter in letters:
            if len(self.done) == self.strength:
                raise KilledError
            self.done.append(letter.path)
            text = (letter.data or Path(letter.path).read_bytes()).decode()
            if "fout" in text and not self.cure:
                yield failure(letter, "annotate", "WorkerDied", "it died")
                continue
            sha256 = digest(letter)
            source = {"path": letter.path, "sha256": sha256}
            made: Any = {"id": sha256, "source": source, "pipeline": self.start(), "text": text}
            yield Outcome(to_json(made), words=len(text.split()), found=Counter({"ORG": 1}))

    def close(self) -> None:
        pass


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """200 letters; every ninth fails."""
    letters = tmp_path / "letters"
    letters.mkdir()
    for n in range(200):
        (letters / f"{n:03}.txt").write_text(f"brief {n} {'fout' if n % 9 == 4 else ''} {'é' * n}")
    return letters


def annotate(
    folder: Path, out: Path, clerk: Clerk, existing: Existing = Existing.REFUSE, shard_size: int | None = None
) -> Summary:
    return run(Letters([str(folder)]), str(out), clerk, existing, shard_size)


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}


def undisturbed(folder: Path, where: Path, name: str, shard_size: int | None = None, **clerk: Any) -> dict[str, bytes]:
    where.mkdir()
    annotate(folder, where / name, Clerk(**clerk), shard_size=shard_size)
    return files(where)


@pytest.mark.parametrize("shard_size", [None, 30])
@pytest.mark.parametrize("name", NAMES)
def test_a_run_killed_again_and_again_ends_with_the_same_bytes(
    folder: Path, tmp_path: Path, name: str, shard_size: int | None
) -> None:
    want = undisturbed(folder, tmp_path / "want", name, shard_size)
    got = tmp_path / "got"
    got.mkdir()
    draw = random.Random(name)
    existing, done = Existing.REFUSE, 0
    for _ in range(1000):
        clerk = Clerk(draw.randrange(0, 25 if name == "out.jsonl" else 150))
        try:
            annotate(folder, got / name, clerk, existing, shard_size)
            break
        except KilledError:
            done += len(clerk.done)
        existing = Existing.RESUME
        if newest := Names(got / name).existing()[-1:]:
            # what the system had not yet written when the power went
            size = newest[0].stat().st_size
            with newest[0].open("r+b") as file:
                file.truncate(max(0, size - draw.choice([0, 0, 1, 7, 300])))
    assert files(got) == want
    assert done < 2000


def test_a_letter_that_is_done_is_not_done_again(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    first, second = Clerk(90), Clerk()
    with pytest.raises(KilledError):
        annotate(folder, out, first)
    summary = annotate(folder, out, second, Existing.RESUME)
    assert not set(first.done) & set(second.done)
    assert (summary.kept, summary.letters + summary.failures) == (90, 110)


def test_a_torn_last_line_is_dropped_and_said(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    annotate(folder, out, Clerk())
    whole = out.read_bytes()
    out.write_bytes(whole[:-50])
    clerk = Clerk()
    summary = annotate(folder, out, clerk, Existing.RESUME)
    assert summary.torn > 0
    assert len(clerk.done) == 1
    assert out.read_bytes() == whole


def test_letters_that_came_in_between_stand_in_their_place(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    annotate(folder, out, Clerk())
    (folder / "050a.txt").write_text("nieuw")
    (folder / "120.txt").write_text("herzien")
    clerk = Clerk()
    annotate(folder, out, clerk, Existing.RESUME)
    assert [Path(path).name for path in clerk.done] == ["050a.txt", "120.txt"]
    want = undisturbed(folder, tmp_path / "want", out.name)
    assert files(tmp_path) == want


@pytest.mark.parametrize("shard_size", [None, 30])
def test_another_pipeline_does_all_again_and_loses_nothing_when_killed(
    folder: Path, tmp_path: Path, shard_size: int | None
) -> None:
    out = tmp_path / "out.jsonl"
    annotate(folder, out, Clerk(), shard_size=shard_size)
    want = undisturbed(folder, tmp_path / "want", out.name, shard_size, version="2")
    for strength in (40, 60):
        with pytest.raises(KilledError):
            annotate(folder, out, Clerk(strength, "2"), Existing.RESUME, shard_size)
        # the old records stand until the new ones are all there
        assert {json.loads(line)["pipeline"]["version"] for line in lines(Names(out).existing())} == {"1"}
    last = Clerk(version="2")
    annotate(folder, out, last, Existing.RESUME, shard_size)
    assert len(last.done) == 200 - 40 - 60 - 22
    assert files(tmp_path) == want


def test_failures_are_left_alone_until_they_are_asked_for(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    annotate(folder, out, Clerk())
    again = Clerk()
    annotate(folder, out, again, Existing.RESUME)
    assert again.done == []
    cured = Clerk(cure=True)
    annotate(folder, out, cured, Existing.RETRY)
    assert len(cured.done) == 22
    assert files(tmp_path) == undisturbed(folder, tmp_path / "want", out.name, cure=True)


def test_a_change_of_parts_changes_the_parts_alone(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    annotate(folder, out, Clerk(), shard_size=30)
    clerk = Clerk()
    annotate(folder, out, clerk, Existing.RESUME, shard_size=50)
    assert clerk.done == []
    assert files(tmp_path) == undisturbed(folder, tmp_path / "want", out.name, 50)
    annotate(folder, out, clerk, Existing.RESUME)
    assert clerk.done == []
    assert out.read_bytes() == undisturbed(folder, tmp_path / "one", out.name)[out.name]
    assert Names(out).existing() == [out]


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-16"])
def test_stdout_gets_the_bytes_of_a_file_whatever_the_locale(
    encoding: str, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "004.txt").rename(folder / "004é.txt")
    want = undisturbed(folder, tmp_path / "want", "out.jsonl")
    out, err = io.BytesIO(), io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(out, encoding))
    monkeypatch.setattr(sys, "stderr", io.TextIOWrapper(err, encoding))
    run(Letters([str(folder)]), "-", Clerk())
    assert [out.getvalue(), err.getvalue()] == [want["out.jsonl"], want["out.errors.jsonl"]]


@pytest.mark.parametrize("name", NAMES)
def test_compression_changes_no_record(folder: Path, tmp_path: Path, name: str) -> None:
    annotate(folder, tmp_path / name, Clerk())
    data = (tmp_path / name).read_bytes()
    if name.endswith(".gz"):
        data = gzip.decompress(data)
    elif name.endswith(".zst"):
        with zstandard.open(tmp_path / name, "rb") as file:
            data = file.read()
    assert data == undisturbed(folder, tmp_path / "want", "out.jsonl")["out.jsonl"]


def test_the_manifest_counts_and_hashes_the_parts(folder: Path, tmp_path: Path) -> None:
    annotate(folder, tmp_path / "out.jsonl.zst", Clerk(), shard_size=50)
    manifest = json.loads((tmp_path / "out.manifest.json").read_text())
    assert manifest["pipeline"] == {"name": "nl_clerk", "version": "1"}
    assert [part["records"] for part in manifest["parts"]] == [50, 50, 50, 28]
    assert manifest["records"] == 178
    assert manifest["parts"][3]["file"] == "out-00004.jsonl.zst"
    assert all((tmp_path / part["file"]).stat().st_size == part["bytes"] for part in manifest["parts"])


def test_an_existing_output_is_left_alone(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    annotate(folder, out, Clerk(), shard_size=100)
    before = files(tmp_path)
    with pytest.raises(UsageError, match=r"out-00001\.jsonl exists"):
        annotate(folder, out, Clerk())
    assert files(tmp_path) == before
    annotate(folder, out, Clerk(), Existing.OVERWRITE)
    assert files(tmp_path) == undisturbed(folder, tmp_path / "want", out.name)


def test_records_of_other_letters_are_not_thrown_away(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    annotate(folder, out, Clerk())
    before = files(tmp_path)
    (folder / "003.txt").unlink()
    with pytest.raises(UsageError, match=r"003\.txt, which is not among the letters"):
        annotate(folder, out, Clerk(), Existing.RESUME)
    assert files(tmp_path) == before


def test_a_letter_that_was_moved_keeps_its_record(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    annotate(folder, out, Clerk())
    (folder / "003.txt").rename(folder / "203.txt")
    clerk = Clerk()
    annotate(folder, out, clerk, Existing.RESUME)
    assert clerk.done == []
    assert files(tmp_path) == undisturbed(folder, tmp_path / "want", out.name)


def test_the_second_of_two_runs_refuses_and_names_the_first(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    with held(out), pytest.raises(UsageError, match=r"another run writes it \(process \d+ on .+, since 20"):
        annotate(folder, out, Clerk())
    annotate(folder, out, Clerk())


def test_what_is_no_output_of_ours_is_refused(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    out.write_text('{"iets": "anders"}\n')
    with pytest.raises(UsageError, match="no record"):
        annotate(folder, out, Clerk(), Existing.RESUME)
    assert out.read_text() == '{"iets": "anders"}\n'


@pytest.mark.parametrize("row", ["{", "[]", '{"error": "Timeout"}'])
def test_rows_that_tell_of_no_failed_letter_are_refused(row: str, folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    annotate(folder, out, Clerk())
    (tmp_path / "out.errors.jsonl").write_text(row + "\n", encoding="utf-8")
    with pytest.raises(UsageError, match=r"out\.errors\.jsonl holds a line"):
        annotate(folder, out, Clerk(), Existing.RESUME)


def test_a_full_disk_stops_the_run_with_advice(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Output.write

    def write(self: Output, line: bytes) -> None:
        if self.written == 20:
            raise OSError(28, "No space left on device")
        real(self, line)

    out = tmp_path / "out.jsonl"
    monkeypatch.setattr(Output, "write", write)
    with pytest.raises(StoppedError, match=r"No space left.+--resume"):
        annotate(folder, out, Clerk())
    monkeypatch.undo()
    annotate(folder, out, Clerk(), Existing.RESUME)
    assert files(tmp_path) == undisturbed(folder, tmp_path / "want", out.name)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    st.sampled_from(NAMES),
    st.lists(st.binary(max_size=40).map(lambda b: b.replace(b"\n", b"").replace(b"\r", b"") + b"\n"), max_size=200),
    st.data(),
)
def test_an_output_cut_anywhere_is_continued_to_the_same_bytes(
    tmp_path: Path, name: str, rows: list[bytes], data: st.DataObject
) -> None:
    names = Names(tmp_path / name)
    names.remove()

    def write(output: Output, rows: list[bytes]) -> None:
        for row in rows:
            output.write(row)
        output.close()

    write(Output(names), rows)
    whole = names.out.read_bytes()
    names.out.write_bytes(whole[: data.draw(st.integers(0, len(whole)))])
    kept = list(lines([names.out]))
    assert kept == rows[: len(kept)]
    write(Output(names, keep=len(kept)), rows[len(kept) :])
    assert names.out.read_bytes() == whole


def test_rows_of_a_file_are_letters(tmp_path: Path) -> None:
    rows = [json.dumps({"text": "een"}), "", "{", json.dumps({"text": 3}), json.dumps({"text": "vijf", "id": 5})]
    for name in ("in.jsonl", "in.jsonl.gz", "in.jsonl.zst"):
        path = tmp_path / name
        data = "\n".join(rows).encode()
        path.write_bytes(
            gzip.compress(data) if name.endswith("gz") else zstandard.compress(data) if name.endswith("zst") else data
        )
        found = list(Letters([str(path)]))
        assert [letter.path for letter in found] == [f"{path}#{n}" for n in (1, 3, 4, 5)]
        assert [letter.data for letter in found if not letter.fault] == [b"een", b"vijf"]
        assert "one letter a line" in str(found[1].fault)
        assert Letters([str(path)]).count is None


def test_compressed_and_remote_letters_are_read_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("één".encode())
    (tmp_path / "b.txt.gz").write_bytes(gzip.compress("één".encode()))
    (tmp_path / "c.txt.zst").write_bytes(zstandard.compress("één".encode()))
    found = list(Letters([str(tmp_path)]))
    assert len({digest(letter) for letter in found}) == 1
    assert [Path(letter.path).name for letter in found] == ["a.txt", "b.txt.gz", "c.txt.zst"]
    remote = list(Letters([f"file://{tmp_path}", f"file://{tmp_path}/*.txt", f"file://{tmp_path}/a.txt"]))
    assert [letter.path for letter in remote] == [f"file://{letter.path}" for letter in found]
    assert digest(remote[0]) == digest(found[0])
    assert "cannot be reached" in str(next(iter(Letters(["geenprotocol://x/y"]))).fault)


def test_a_remote_output_is_written_and_not_continued(folder: Path, tmp_path: Path) -> None:
    out = f"file://{tmp_path}/out.jsonl.gz"
    run(Letters([str(folder)]), out, Clerk())
    assert (tmp_path / "out.jsonl.gz").read_bytes() == undisturbed(folder, tmp_path / "w", "out.jsonl.gz")[
        "out.jsonl.gz"
    ]
    with pytest.raises(UsageError, match="cannot be continued"):
        run(Letters([str(folder)]), out, Clerk(), Existing.RESUME)


def test_a_damaged_archive_of_letters_gives_what_it_has_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl.gz"
    data = "".join(json.dumps({"text": f"brief {random.random()}"}) + "\n" for _ in range(5000)).encode()
    path.write_bytes(gzip.compress(data)[:-2000])
    *letters, last = Letters([str(path)])
    assert len(letters) > 100
    assert "cannot be read further" in str(last.fault)
