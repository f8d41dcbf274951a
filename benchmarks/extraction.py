"""How well the pipeline finds what readers found: `python benchmarks/extraction.py [test|dev|train] [--show]`.

Gold (`annotations/<split>.jsonl`) lies on the source text, so predictions are compared by their source offsets. Strict
F1: start, end and label all right. A COMMITMENT counts when its characters overlap the gold's by at least half
(intersection over union). Values are scored over matched pairs; a value given where the gold has none counts as wrong.
`--show` lists what was missed and what was wrong.
"""

import json
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from nlp_pipeline import annotate

ANNOTATIONS = Path(__file__).parents[1] / "annotations"
ENTITIES = ("ORG", "MOTION", "REF", "DATE")
Span = dict[str, Any]


def predictions(text: str) -> list[Span]:
    record = annotate(text)
    spans: list[Span] = []
    for entity in record["entities"]:
        fragments = entity["source"]
        span = {"label": entity["label"], "text": entity["text"], "start": fragments[0][0], "end": fragments[-1][1]}
        # gold may have only the first, unbroken part of a name that was put together from fragments
        span["first_end"] = fragments[0][1]
        if date := entity.get("date"):
            span["DATE interval"] = (date["start"], date["end"])
        if motion := entity.get("motion"):
            span["MOTION ref"] = motion["ref"]
        if ref := entity.get("ref"):
            span["REF ids"] = sorted(ref["ids"])
        spans.append(span)
    for item in record["commitments"]:
        due = item["due"]
        spans.append(
            {
                "label": "COMMITMENT",
                "text": item["text"],
                "start": item["source"][0][0],
                "end": item["source"][-1][1],
                "COMMITMENT type": item["type"],
                "COMMITMENT strength": item["strength"],
                "COMMITMENT due": due["end"] if due else None,
            }
        )
    return spans


def gold_values(span: Span) -> Span:
    ids = sorted(i.strip() for i in span.get("ids", "").split(",") if i.strip())
    values: dict[str, Span] = {
        "DATE": {"DATE interval": (span.get("from"), span.get("to"))},
        "MOTION": {"MOTION ref": span.get("ref")},
        "REF": {"REF ids": ids},
        "COMMITMENT": {
            "COMMITMENT type": span.get("type"),
            "COMMITMENT strength": span.get("strength"),
            "COMMITMENT due": span.get("due_to"),
        },
    }
    return values.get(span["label"], {})


def iou(a: Span, b: Span) -> float:
    both = min(a["end"], b["end"]) - max(a["start"], b["start"])
    return max(0, both) / (max(a["end"], b["end"]) - min(a["start"], b["start"]))


def match(gold: list[Span], found: list[Span], label: str) -> list[tuple[Span, Span]]:
    """Pairs of gold and found spans of one label, each span in one pair at most."""
    pairs, free = [], list(found)
    for wanted in gold:
        if label == "COMMITMENT":
            best = max(free, key=lambda span: iou(wanted, span), default=None)
            hit = best if best is not None and iou(wanted, best) >= 0.5 else None
        else:
            ends = ("end", "first_end")
            hit = next(
                (s for s in free if s["start"] == wanted["start"] and wanted["end"] in [s[e] for e in ends]), None
            )
        if hit is not None:
            free.remove(hit)
            pairs.append((wanted, hit))
    return pairs


def main(split: str, show: bool) -> None:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    values: dict[str, Counter[bool]] = defaultdict(Counter)
    faults: list[str] = []
    for row in map(json.loads, (ANNOTATIONS / f"{split}.jsonl").read_text(encoding="utf-8").splitlines()):
        found = predictions(row["text"])
        for label in (*ENTITIES, "COMMITMENT"):
            wanted = [s for s in row["spans"] if s["label"] == label]
            got = [s for s in found if s["label"] == label]
            pairs = match(wanted, got, label)
            counts[label].update(gold=len(wanted), found=len(got), right=len(pairs))
            for gold, hit in pairs:
                for name, value in gold_values(gold).items():
                    values[name][hit[name] == value] += 1
            matched = {id(span) for pair in pairs for span in pair}
            for kind, spans in (("missed", wanted), ("wrong", got)):
                faults += [f"{kind} {label} {row['id'][:40]}: {s['text']!r}" for s in spans if id(s) not in matched]
    print(f"{'label':12}{'gold':>6}{'P':>8}{'R':>8}{'F1':>8}")
    for label, n in counts.items():
        precision, recall = n["right"] / max(n["found"], 1), n["right"] / max(n["gold"], 1)
        f1 = 2 * n["right"] / max(n["gold"] + n["found"], 1)
        print(f"{label:12}{n['gold']:6}{precision:8.3f}{recall:8.3f}{f1:8.3f}")
    for name, n in values.items():
        print(f"{name:22}{n[True]:4} of {n.total():4} = {n[True] / n.total():.3f}")
    if show:
        print("\n".join(sorted(faults)))


if __name__ == "__main__":
    main(next((a for a in sys.argv[1:] if not a.startswith("-")), "dev"), "--show" in sys.argv)
