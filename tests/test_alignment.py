"""Invariants of normalising, for any string, and of its alignment."""

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp_pipeline.normalising import Normalised, normalise

PIECES = [
    *(
        "de",
        "wet-",
        "en",
        "regelgeving",
        "oud-",
        "minister",
        "COVID-",
        "vreemde-",
        "lingen",
        "12",
        "1",
        " ",
        "  ",
        "\n",
    ),
    *("\n\n", "\f", "\u00ad", "–", "•", "Pagina 1 van 3", "Datum", "10 juli 2020", "Ons kenmerk", "2971694", "😀", "."),
    *(
        "t echnische",
        "be-",
        "invloeden",
        ",",
        "mensenrech\u00ad",
        "tenorganisaties",
        "der Staten-Generaal",
        "aangenomen.1",
    ),
    *("Tweede Kamer, vergaderjaar 2023–2024, 31 568, nr. 220 2", "1 Kamerstuk 36 200 IV, nr. 25."),
    *("\u2007", "\u202f", "\u3000", "\x1c", "\u200b"),
    "Aan de Voorzitter van de Tweede Kamer",
]
LETTERLIKE = st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join)


def check(source: str, normalised: Normalised) -> None:
    text, segments = normalised.text, normalised.segments
    assert (segments[0].start if segments else 0) == 0
    assert (segments[-1].end if segments else 0) == len(text)
    assert all(a.end == b.start for a, b in pairwise(segments))
    assert all(0 <= s.source_start <= s.source_end <= len(source) for s in segments)
    for seg in segments:
        if seg.end - seg.start == seg.source_end - seg.source_start:
            pairs = zip(text[seg.start : seg.end], source[seg.source_start : seg.source_end], strict=True)
            assert all(a == b or (a.isspace() and b.isspace()) or a in "äëïöü" for a, b in pairs)
    taken = sorted((s.source_start, s.source_end) for s in segments if s.source_start < s.source_end)
    assert all(a[1] <= b[0] for a, b in pairwise(taken)), "a source character stands twice"
    covered = bytearray(len(source))
    for start, end in [*taken, *(f["source"] for f in normalised.furniture)]:
        covered[start:end] = b"\x01" * (end - start)
    lost = [c for c, seen in zip(source, covered, strict=True) if not seen and not c.isspace()]
    assert all(c.isdecimal() or c in "\u200b\ufeff" for c in lost), (
        f"only footnote markers may go without a trace: {lost}"
    )


@given(st.text(alphabet=st.characters(blacklist_characters="\r"), max_size=200))
def test_any_string(source: str) -> None:
    check(source, normalise(source))


@given(LETTERLIKE)
@settings(max_examples=400)
def test_letterlike_strings(source: str) -> None:
    normalised = normalise(source)
    check(source, normalised)
    for note in normalised.footnotes:
        assert 0 <= note["note"][0] < note["note"][1] <= len(normalised.text)
        assert note["at"] is None or 0 <= note["at"][0] == note["at"][1] <= len(normalised.text)
    for start, end in normalised.pages:
        assert 0 <= start <= end <= len(normalised.text)


@given(LETTERLIKE, st.data())
def test_fragments_map_back_onto_their_part(source: str, data: st.DataObject) -> None:
    normalised = normalise(source)
    if not normalised.text:
        return
    start = data.draw(st.integers(0, len(normalised.text) - 1))
    end = data.draw(st.integers(start + 1, len(normalised.text)))
    fragments = normalised.alignment.to_source(start, end)
    parts = [normalised.alignment.to_text(*fragment) for fragment in fragments]
    reached = [part for part in parts if part is not None]
    assert all(part[0] < end and part[1] > start for part in reached)
    if reached:
        inside = normalised.text[start:end].strip()
        assert inside in normalised.text[min(p[0] for p in reached) : max(p[1] for p in reached)]


def test_same_input_same_output() -> None:
    source = "De wet- \nen regel-\ngeving van 1\nmei.1\n\n1 Kamerstuk 36 200 IV, nr. 25.\n"
    assert normalise(source) == normalise(source)


NOTE = "aangenomen.1\n1 Kamerstuk 5.\n"
LABELLED = "Datum\n12 mei 2023\n"


@pytest.mark.parametrize(
    ("head", "unit", "tail"),
    [
        ("", "a-\n", ""),
        ("", "1\n", ""),
        ("", "1 A\n", ""),
        ("", "a1 ", ""),
        ("", "abc-def ", ""),
        ("", " \n", ""),
        ("", "-", ""),
        ("", "\f", ""),
        ("", "Datum\n10 juli 2020\n", ""),
        ("", "(", ""),
        ("", "x" * 50, ""),
        ("", "P", ""),
        ("", "12.12.", ""),
        ("", "vraag 1\n", ""),
        (NOTE, "1", "x"),
        # so many lines that copying all that follow, line by line, would show
        (NOTE, "1\n" * 5, ""),
        (LABELLED * 2, "Kort.\n" * 5, LABELLED),
    ],
)
def test_time_grows_linearly(head: str, unit: str, tail: str) -> None:
    """Four times the text takes about four times as long: a ratio, so that a slow machine does not matter."""

    def seconds(repeats: int) -> float:
        source = head + unit * repeats + tail
        runs = []
        for _ in range(3):
            start = time.process_time()
            normalise(source)
            runs.append(time.process_time() - start)
        return min(runs)

    seconds(100)
    assert seconds(20_000) < 10 * seconds(5_000) + 0.05
