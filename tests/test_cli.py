"""The commands, as a user runs them: what they write, where, and with which exit status."""

import json
import os
import pty
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

import jsonschema
import pytest
from typer.testing import CliRunner

from nlp_pipeline import cli, reading
from nlp_pipeline.batch.letters import Letter
from nlp_pipeline.batch.worker import Outcome, Settings
from nlp_pipeline.cli import app
from nlp_pipeline.pipeline import default_model
from tests.conftest import InProcess
from tests.poison import COMMAND

LETTERS = Path(__file__).parents[1] / "annotations" / "letters"
BRIEF = LETTERS / "2023-10-17_kamerbrief_motie-simons.txt"
runner = CliRunner()

pytestmark = pytest.mark.usefixtures("in_process")


def rows(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_a_folder_in_records_out_in_the_order_of_paths(tmp_path: Path) -> None:
    out = tmp_path / "OUT.jsonl"
    assert runner.invoke(app, ["annotate", str(LETTERS), "-o", str(out)]).exit_code == 0
    assert [row["source"]["path"] for row in rows(out)] == [str(p) for p in sorted(LETTERS.glob("*.txt"))]
    assert not (tmp_path / "OUT.errors.jsonl").exists()


def test_same_input_same_bytes(tmp_path: Path) -> None:
    for name in ("a.jsonl", "b.jsonl"):
        runner.invoke(app, ["annotate", str(BRIEF), "-o", str(tmp_path / name)])
    assert (tmp_path / "a.jsonl").read_bytes() == (tmp_path / "b.jsonl").read_bytes()


def test_records_obey_the_schema(tmp_path: Path) -> None:
    out = tmp_path / "OUT.jsonl"
    runner.invoke(app, ["annotate", str(LETTERS), "-o", str(out)])
    schema = json.loads(runner.invoke(app, ["schema"]).stdout)
    for row in rows(out):
        jsonschema.validate(row, schema)


def test_stdin_and_stdout() -> None:
    result = runner.invoke(app, ["annotate", "-", "-o", "-"], input=BRIEF.read_bytes())
    assert result.exit_code == 0
    assert json.loads(result.stdout)["source"]["path"] == "-"


def test_a_path_given_twice_is_one_record_and_equal_content_two(tmp_path: Path) -> None:
    copy = tmp_path / "kopie.txt"
    copy.write_bytes(BRIEF.read_bytes())
    out = tmp_path / "OUT.jsonl"
    runner.invoke(app, ["annotate", str(BRIEF), str(BRIEF.parent / "." / BRIEF.name), str(copy), "-o", str(out)])
    first, second = rows(out)
    assert first["id"] == second["id"]
    assert first["source"]["path"] != second["source"]["path"]


def test_globs_are_expanded(tmp_path: Path) -> None:
    out = tmp_path / "OUT.jsonl"
    runner.invoke(app, ["annotate", str(LETTERS / "2023*.txt"), "-o", str(out)])
    assert len(rows(out)) == 2


def test_bad_inputs_get_a_row_each_and_the_others_a_record(tmp_path: Path) -> None:
    bad = {
        "empty.txt": b"",
        "binary.txt": bytes(range(256)),
        "nul.txt": b"Geachte\0voorzitter",
        "undecodable.txt": b"\x81\x8d\x8f\x90\x9d" * 9,
        "huge.txt": b"Geachte voorzitter,\n" * 2_500_000,
    }
    for name, data in bad.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "folder").mkdir()
    (tmp_path / "good.txt").write_bytes(BRIEF.read_bytes())
    names = [*bad, "missing.txt", "folder", "*.none", "good.txt"]
    out = tmp_path / "OUT.jsonl"
    result = runner.invoke(app, ["annotate", *(str(tmp_path / n) for n in names), "-o", str(out)])
    assert result.exit_code == 1
    assert [Path(row["source"]["path"]).name for row in rows(out)] == ["good.txt"]
    errors = rows(tmp_path / "OUT.errors.jsonl")
    assert [Path(str(row["path"])).name for row in errors] == names[:-1]
    assert all(list(row) == ["path", "stage", "error", "message"] and row["message"] for row in errors)
    assert "8 of the letters failed" in result.stderr


def test_an_unreadable_file_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(name: str) -> IO[bytes]:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(reading, "open_bytes", refuse)
    result = runner.invoke(app, ["annotate", str(BRIEF), "-o", str(tmp_path / "OUT.jsonl")])
    assert result.exit_code == 1
    assert "Permission denied" in (tmp_path / "OUT.errors.jsonl").read_text()


def test_an_existing_output_is_left_alone(tmp_path: Path) -> None:
    out = tmp_path / "OUT.jsonl"
    out.write_text("mijn werk\n")
    result = runner.invoke(app, ["annotate", str(BRIEF), "-o", str(out)])
    assert result.exit_code == 2
    assert out.read_text() == "mijn werk\n"
    assert "--overwrite" in result.stderr
    assert runner.invoke(app, ["annotate", str(BRIEF), "-o", str(out), "--overwrite"]).exit_code == 0
    assert len(rows(out)) == 1


@pytest.mark.parametrize(
    "arguments", [["annotate"], ["annotate", str(BRIEF)], ["annotate", "--nonsense"], ["nonsense"]]
)
def test_wrong_use(arguments: list[str]) -> None:
    assert runner.invoke(app, arguments).exit_code == 2


def test_a_letter_is_never_written_over(tmp_path: Path) -> None:
    letter = tmp_path / "brief.txt"
    letter.write_bytes(BRIEF.read_bytes())
    result = runner.invoke(app, ["annotate", str(tmp_path), "-o", str(letter), "--overwrite"])
    assert result.exit_code == 2
    assert letter.read_bytes() == BRIEF.read_bytes()


def test_an_output_that_cannot_be_written_is_wrong_use(tmp_path: Path) -> None:
    result = runner.invoke(app, ["annotate", str(BRIEF), "-o", str(tmp_path / "geen" / "OUT.jsonl")])
    assert result.exit_code == 2
    assert "cannot be written" in result.stderr


def test_normalise() -> None:
    result = runner.invoke(app, ["normalise", str(BRIEF)])
    assert "mensenrechtenorganisaties, hierbij kunnen spelen" in result.stdout


def test_normalise_json() -> None:
    result = json.loads(runner.invoke(app, ["normalise", str(BRIEF), "--json"]).stdout)
    assert list(result) == ["text", "segments", "furniture", "footnotes"]
    assert set(result["segments"][0]) == {"start", "end", "source"}
    source = BRIEF.read_text(encoding="utf-8")
    note = result["footnotes"][0]
    assert "".join(source[a:b] for a, b in note["source"]) == "Kamerstuk 36 200 IV, nr. 25."
    assert result["text"][slice(*note["note"])] == "Kamerstuk 36 200 IV, nr. 25."


def test_missing_letter_for_normalise() -> None:
    result = runner.invoke(app, ["normalise", "geen.txt"])
    assert result.exit_code == 1
    assert "geen.txt" in result.stderr


def with_rows(folder: Path, *texts: str) -> Path:
    file = folder / "brieven.jsonl"
    file.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts), encoding="utf-8")
    return file


@pytest.mark.parametrize("command", [["normalise"], ["show", "-o", "PAGE.html"]])
def test_one_letter_is_wanted_not_none_nor_several(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    several = "holds several letters, name one"
    names = {str(LETTERS): several, str(LETTERS / "2023*.txt"): several}
    for name, message in names.items():
        result = runner.invoke(app, [*command, name])
        assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"{name}: {message}\n")
    for texts, message in ((("Brief een.", "Brief twee."), several), ((), "holds no letter")):
        file = with_rows(tmp_path, *texts)
        result = runner.invoke(app, [*command, str(file)])
        assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"{file}: {message}\n")
    assert not Path("PAGE.html").exists()


def test_a_name_that_leads_to_one_letter_names_it(tmp_path: Path) -> None:
    file = with_rows(tmp_path, "Brief een.")
    (tmp_path / "a.txt").write_text("Brief een.", encoding="utf-8")
    for name in (file, tmp_path, tmp_path / "*.txt"):
        result = runner.invoke(app, ["normalise", str(name)])
        assert (result.exit_code, result.stdout.strip()) == (0, "Brief een.")


@pytest.mark.parametrize("arguments", [["normalise", "-"], ["normalise", "-", "--json"], ["schema"]])
def test_data_on_stdout_is_utf_8_whatever_the_locale(arguments: list[str]) -> None:
    text = "Één brief over Curaçao.\n".encode()
    want = runner.invoke(app, arguments, input=text)
    got = CliRunner(charset="cp1252").invoke(app, arguments, input=text)
    assert (got.exit_code, got.stdout_bytes) == (0, want.stdout_bytes)
    if arguments[0] == "normalise":
        assert "Één brief over Curaçao.".encode() in got.stdout_bytes


@pytest.mark.parametrize(
    ("out", "advice"),
    [("-", "stopped; give -o a file to be able to go on"), ("OUT.jsonl", "`--resume` goes on from what is in")],
)
def test_what_is_advised_after_ctrl_c_can_be_done(
    out: str, advice: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Stopped(InProcess):
        def annotate(self, letters: Iterable[Letter]) -> Iterator[Outcome]:
            raise KeyboardInterrupt

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(cli, "_engine", lambda *_: Stopped(Settings()))
    result = runner.invoke(app, ["annotate", str(BRIEF), "-o", out])
    assert result.exit_code == 130
    assert advice in result.stderr
    assert ("--resume" in result.stderr) == (out != "-")


def test_records_on_stdout_stay_there_where_stderr_is_a_terminal(
    environment: dict[str, str], model: Path, tmp_path: Path
) -> None:
    letters = tmp_path / "letters"
    letters.mkdir()
    for name, text in (("a.txt", "Één brief."), ("b.txt", "RAISE")):
        (letters / name).write_text(text, encoding="utf-8")
    ours, terminal = pty.openpty()
    command = [*COMMAND, str(letters), "-o", "-", "--model", str(model), "--workers", "1"]
    # a terminal that rich takes for one
    locale = environment | {"PYTHONIOENCODING": "ascii", "TERM": "xterm"}
    result = subprocess.run(
        command, env=locale, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=terminal, timeout=300, check=False
    )
    os.close(terminal)
    seen = os.read(ours, 65536).decode()
    os.close(ours)
    assert (result.returncode, json.loads(result.stdout)["text"]) == (1, "Één brief."), seen
    row, *_, summary = seen.splitlines()
    assert json.loads(row)["message"] == "not today"
    assert "1 of the letters failed" in summary


def test_show(tmp_path: Path) -> None:
    page = tmp_path / "PAGE.html"
    assert runner.invoke(app, ["show", str(BRIEF), "-o", str(page)]).exit_code == 0
    assert "Vluchtelingenwerk Nederland" in page.read_text(encoding="utf-8")


def test_help_does_not_import_spacy() -> None:
    code = "import sys, nlp_pipeline.cli; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_min_confidence_leaves_out_what_the_model_is_less_sure_of(tmp_path: Path) -> None:
    found = {}
    for least in ("0", "0.9"):
        out = tmp_path / f"{least}.jsonl"
        assert runner.invoke(app, ["annotate", str(BRIEF), "-o", str(out), "--min-confidence", least]).exit_code == 0
        (record,) = rows(out)
        found[least] = [
            (entry["start"], entry["text"], entry["confidence"])
            for key in ("entities", "commitments")
            for entry in record[key]  # type: ignore[attr-defined]
        ]
    assert found["0.9"] == [one for one in found["0"] if one[2] is None or one[2] >= 0.9]
    assert any(confidence is None for *_, confidence in found["0.9"])
    if default_model().exists():
        assert 0 < sum(confidence is not None for *_, confidence in found["0.9"]) < len(found["0"])


@pytest.mark.parametrize("least", ["-0.1", "1.1", "half"])
def test_min_confidence_is_a_probability(least: str, tmp_path: Path) -> None:
    arguments = ["annotate", str(BRIEF), "-o", str(tmp_path / "OUT.jsonl"), "--min-confidence", least]
    assert runner.invoke(app, arguments).exit_code == 2


def test_a_folder_without_a_model_is_wrong_use_and_nothing_is_written(tmp_path: Path) -> None:
    out = tmp_path / "OUT.jsonl"
    out.write_text("mijn werk\n")
    arguments = ["annotate", str(BRIEF), "-o", str(out), "--overwrite", "--model", str(tmp_path)]
    result = runner.invoke(app, arguments)
    assert result.exit_code == 2
    assert f"{tmp_path}: no model in there" in result.stderr
    assert out.read_text() == "mijn werk\n"
