"""The tables of `data/commitment_cues.json`, and lists of words from them as patterns."""

import json
import re
import sys
from collections.abc import Iterable, Iterator
from importlib.resources import files
from itertools import pairwise
from typing import Any

TABLES: dict[str, Any] = json.loads(files("nlp_pipeline").joinpath("data", "commitment_cues.json").read_text("utf-8"))
MINISTRIES: dict[str, str] = TABLES["ministries"]
SETS: dict[str, list[str]] = TABLES["sets"]


def any_of(words: Iterable[str]) -> str:
    """Alternatives, longest first, so that none hides a longer one."""
    return "|".join(sorted(map(re.escape, words), key=lambda w: (-len(w), w)))


class Alternatives:
    """A list of the tables as one pattern: whole words, `<name>` filled in from the sets.

    It is for text in lower case, which is far faster than a pattern that ignores case; unless `cased`. Faster still is
    to look first whether the text has any of the letters that the alternatives must hold.
    """

    def __init__(self, alternatives: Iterable[str], *, cased: bool = False) -> None:
        filled = [fill(a) if cased else pattern_in_lower_case(fill(a)) for a in alternatives]
        musts = [must for alternative in filled for must in _musts(alternative)]
        self._musts = () if cased or not all(musts) else tuple(dict.fromkeys(musts))
        self._pattern = re.compile(rf"(?<!\w)(?:{'|'.join(filled)})(?!\w)")

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        if self._musts:
            for must in self._musts:
                if must in text:
                    break
            else:
                return None
        return self._pattern.search(text, start, end)


_LOOK = re.compile(r"(?:\^|\(\?(?:<?!|<?=)(?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))+")
"""What stands before the letters and takes none."""
_NO_LETTERS = re.compile(r"\\.|\[[^]]*\]")
_LETTERS = re.compile(r"(?:[^\W\d_](?![?*{]))+")


def _musts(alternative: str) -> list[str]:
    """The longest letters that each way of an alternative must hold, `""` where it need not hold any."""
    if look := _LOOK.match(alternative):
        alternative = alternative[look.end() :]
    if not alternative.startswith("(?:"):
        return [max(_LETTERS.findall(_NO_LETTERS.sub("\0", _outside_groups(alternative))), key=len, default="")]
    bars, end = [2], 0
    for end, char, depth in _depths(alternative):
        if char == "|" and depth == 1:
            bars.append(end)
        if depth == 0:
            break
    rest = alternative[end + 1 :]
    ways = [alternative[i + 1 : j] for i, j in pairwise([*bars, end])]
    if rest[:1] in ("?", "*", "{"):
        ways, rest = [*ways, ""], rest[1:].partition("}")[2] if rest[0] == "{" else rest[1:]
    return [must for way in ways for must in _musts(way + rest)]


def _depths(pattern: str) -> Iterator[tuple[int, str, int]]:
    depth = 0
    for at, char in enumerate(pattern):
        depth += (char == "(") - (char == ")")
        yield at, char, depth


def _outside_groups(pattern: str) -> str:
    return "".join(char if depth == 0 and char != ")" else "\0" for _, char, depth in _depths(pattern))


def fill(pattern: str) -> str:
    """The pattern with each `<name>` replaced by the alternatives of that set."""
    sets = {**TABLES["sets"], "others": TABLES["others"]}
    return re.sub(r"<([a-z ]+)>", lambda m: f"(?:{'|'.join(map(fill, sets[m[1]]))})", pattern)


def pattern_in_lower_case(pattern: str) -> str:
    """The pattern's own letters in lower case, its classes (`\\W`) as they are."""
    return re.sub(r"\\.|[^\\]+", lambda m: m[0] if m[0][0] == "\\" else m[0].lower(), pattern)


def in_lower_case(text: str) -> str:
    """The text in lower case, as long as it was (`İ` would become two)."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
