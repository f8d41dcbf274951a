"""The contract's laws of a record, for whoever makes records in a new way: a model to be promoted, say."""

from collections.abc import Iterator
from itertools import pairwise

from pydantic import TypeAdapter, ValidationError

from nlp_pipeline.records import Record

_RECORD: TypeAdapter[Record] = TypeAdapter(Record)


def broken_laws(record: Record, source: str) -> Iterator[str]:
    """What in a record breaks the contract, a line each; `source` is the source text that it was made from."""
    try:
        _RECORD.validate_python(record, strict=False)
    except ValidationError as error:
        yield f"no record of the schema: {error.errors()[0]['loc']} {error.errors()[0]['msg']}"
        return
    text = record["text"]
    for entry in (*record["entities"], *record["commitments"]):
        name = f"{entry['id']} {entry['text']!r}"
        if text[entry["start"] : entry["end"]] != entry["text"] or not entry["text"]:
            yield f"{name}: is not what stands at {entry['start']}–{entry['end']}"
        if not entry["source"] or any(not 0 <= start < end <= len(source) for start, end in entry["source"]):
            yield f"{name}: its source fragments {entry['source']} do not lie in the source text"
        if not 0 <= (1 if entry["confidence"] is None else entry["confidence"]) <= 1:
            yield f"{name}: its confidence {entry['confidence']} is no probability"
    for one, other in pairwise(record["entities"]):
        if other["start"] < one["end"]:
            yield f"{one['id']} and {other['id']} overlap or are out of order"
    places = {entity["id"]: (entity["start"], entity["end"]) for entity in record["entities"]}
    for commitment in record["commitments"]:
        for inside in commitment["entities"]:
            start, end = places.get(inside, (-1, -1))
            if not commitment["start"] <= start < end <= commitment["end"]:
                yield f"{commitment['id']}: {inside} does not lie in it"
