"""Which letters to annotate next."""

from itertools import pairwise, permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from nlp_pipeline import reading
from nlp_pipeline.cli import app
from nlp_pipeline.pipeline import build, load
from nlp_pipeline.training.selection import Worth, most_worth, weigh

LETTERS = Path(__file__).parents[1] / "annotations" / "letters"
runner = CliRunner()


def worth(letter: str, doubt: float, novelty: float) -> Worth:
    return Worth(letter, 100, doubt, novelty)


def names(letters: list[Worth], count: int = 9) -> list[str]:
    return [one.letter for one in most_worth(letters, count)]


@pytest.mark.parametrize(
    ("letters", "order"),
    [
        ([], ""),
        ([("a", 1, 0.5)], "a"),
        ([("a", 1, 0.1), ("b", 2, 0.2), ("c", 3, 0.3)], "cba"),
        ([("a", 9, 0.0), ("b", 1, 0.9), ("c", 5, 0.5)], "acb"),
        ([("a", 0, 0.1), ("b", 0, 0.2)], "ba"),
        ([("a", 5, 0.0), ("b", 4, 0.5)], "ba"),
        ([("a", 1, 0.0), ("b", 3, 0.0), ("c", 2, 0.0)], "bca"),
        ([("c", 1, 0.5), ("b", 1, 0.5), ("a", 1, 0.5)], "abc"),
        ([("a", 100, 0.1), ("b", 3, 0.2), ("c", 2, 0.1)], "abc"),
    ],
)
def test_best_first(letters: list[tuple[str, float, float]], order: str) -> None:
    for some in permutations(letters):
        assert names([worth(*one) for one in some]) == list(order)


@given(
    st.lists(
        st.builds(worth, st.text(max_size=3), st.sampled_from([0.0, 1.0, 2.0]), st.sampled_from([0.0, 0.5])),
        max_size=9,
        unique_by=lambda one: one.letter,
    ),
    st.integers(1, 9),
)
def test_it_is_a_ranking(letters: list[Worth], count: int) -> None:
    chosen = most_worth(letters, count)
    assert len(chosen) == min(count, len(letters))
    assert chosen == most_worth(letters[::-1], count)
    for one, other in pairwise(chosen):
        assert one.doubt >= other.doubt or one.novelty >= other.novelty


def test_what_the_rules_alone_say_is_not_doubted() -> None:
    text = "De Bond van Bloemschikkers (BvB) en het COA schrijven."
    (one,) = weigh([reading.from_text(text)], build())
    assert (one.words, one.doubt, one.novelty) == (9, 0, 0.5)
    (none,) = weigh([reading.from_text("hier staat niets")], build())
    assert none.novelty == 0


def test_the_model_doubts() -> None:
    text = "De Bond van Bloemschikkers (BvB) en het COA schrijven."
    (one,) = weigh([reading.from_text(text)], load())
    assert 0 < one.doubt < 1000


def test_the_command(tmp_path: Path) -> None:
    result = runner.invoke(app, ["select", str(LETTERS), "-n", "3"])
    assert result.exit_code == 0
    rows = [line.split("\t") for line in result.stdout.splitlines()]
    assert len(rows) == 3
    for path, doubt, novelty, words in rows:
        assert Path(path).parent == LETTERS
        assert float(doubt) > 0
        assert 0 <= float(novelty) <= 1
        assert int(words) == len(Path(path).read_text(encoding="utf-8").split())


def test_letters_that_cannot_be_read_are_said(tmp_path: Path) -> None:
    (tmp_path / "leeg.txt").write_bytes(b"")
    (tmp_path / "goed.txt").write_text("De IND schrijft.", encoding="utf-8")
    result = runner.invoke(app, ["select", str(tmp_path), "nergens.txt"])
    assert result.exit_code == 1
    assert [line.split("\t")[0] for line in result.stdout.splitlines()] == [str(tmp_path / "goed.txt")]
    said = [line.split(": ")[0] for line in result.stderr.splitlines()]
    assert said == [str(tmp_path / "leeg.txt"), "nergens.txt"]


def test_a_model_that_is_not_there(tmp_path: Path) -> None:
    result = runner.invoke(app, ["select", str(LETTERS), "--model", str(tmp_path)])
    assert result.exit_code == 2
    assert "no model in there" in result.stderr
