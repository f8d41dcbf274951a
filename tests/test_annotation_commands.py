"""`nlp-pipeline annotations …`, as a user runs it."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from nlp_pipeline.annotations import read_letters, to_jsonl
from nlp_pipeline.cli import Tool, app
from tests.letters import annotated

ANNOTATIONS = Path(__file__).parents[1] / "annotations"
runner = CliRunner()


@pytest.fixture
def letters(tmp_path: Path) -> Path:
    file = tmp_path / "letters.jsonl"
    marked = 'De <ORG>IND</ORG> zag <REF ids="kst-36200-IV-25">Kamerstuk 36 200 IV, nr. 25</REF>.'
    here = annotated(marked, split="train")
    file.write_text(to_jsonl([here, annotated("Ook de IND.", id="tweede", split="train")]), encoding="utf-8")
    return file


def test_check_is_silent_about_good_letters(letters: Path) -> None:
    result = runner.invoke(app, ["annotations", "check", str(letters)])
    assert (result.exit_code, result.stdout) == (0, "")


def test_check_names_each_fault_and_counts_them(letters: Path) -> None:
    letters.write_text(letters.read_text(encoding="utf-8").replace('"ORG"', '"PERSON"'), encoding="utf-8")
    result = runner.invoke(app, ["annotations", "check", str(letters)])
    assert result.exit_code == 1
    assert result.stdout.startswith(f"{letters}:1: spans.0: Input tag 'PERSON'")
    assert result.stderr == "1 fault\n"


def test_check_lists_names_labelled_here_and_not_there(letters: Path) -> None:
    result = runner.invoke(app, ["annotations", "check", str(letters), "--consistency"])
    assert result.stdout == "IND: ORG 1×; bare 1×: tweede, line 1\n"
    assert result.exit_code == 0


def test_check_of_what_is_not_there(tmp_path: Path) -> None:
    result = runner.invoke(app, ["annotations", "check", str(tmp_path / "nowhere")])
    assert result.exit_code == 2
    assert "no such file or folder" in result.stderr


def test_stats_count_what_the_repository_holds() -> None:
    result = runner.invoke(app, ["annotations", "stats", str(ANNOTATIONS)])
    assert result.exit_code == 0
    counted = {line.split()[0]: line.split()[-1] for line in result.stdout.splitlines() if line.split()}
    letters = read_letters([ANNOTATIONS])
    assert counted["letters"] == str(len(letters))
    assert counted["COMMITMENT"] == f"{sum(s.label == 'COMMITMENT' for one in letters for s in one.spans):,}"


@pytest.mark.parametrize("tool", Tool)
def test_out_and_in_again(tool: Tool, letters: Path, tmp_path: Path) -> None:
    there, back = tmp_path / "there", tmp_path / "back.jsonl"
    assert runner.invoke(app, ["annotations", "export", tool, str(letters), "-o", str(there)]).exit_code == 0
    result = runner.invoke(app, ["annotations", "import", tool, str(there), "-o", str(back)])
    assert (result.exit_code, result.stderr) == (0, "")
    assert read_letters([back]) == read_letters([letters])


@pytest.mark.parametrize("tool", Tool)
def test_a_file_of_something_else_is_refused_by_name(tool: Tool, tmp_path: Path) -> None:
    file, back = tmp_path / "recipe.txt", tmp_path / "back.jsonl"
    file.write_text(json.dumps({"flour": "500 g"}) + "\n", encoding="utf-8")
    result = runner.invoke(app, ["annotations", "import", tool, str(file), "-o", str(back)])
    assert result.exit_code == 1
    assert str(file) in result.stderr
    assert not back.exists()
