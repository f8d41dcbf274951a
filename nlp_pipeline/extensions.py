"""The custom attributes of `Doc` and `Span`, all in one place.

They hold plain data, so that `to_bytes` and `DocBin` work.

Doc (offsets in the normalised text, which is `doc.text`, unless said otherwise):

| attribute | holds |
| --- | --- |
| `segments` | rows `(start, end, source_start, source_end)`: the alignment, see `normalising.alignment` |
| `furniture` | list of `values.Removed`: page furniture, with its source span |
| `footnotes` | list of `values.Footnote` |
| `pages` | span of each page, where the source tells its pages |
| `page_starts` | where each page begins in the source text |
| `letter` | `values.Letter`, once the letterhead is read |
| `doubt` | how many of the decisions on it are wrong, as far as the model's confidences tell |

Span (entities and commitments): `value` (one of `values.Value`, or `values.CommitmentValue`), `origin`, `confidence`;
of a sentence that may promise something also `points`, what the rules give it (None: no rule fits).
"""

from spacy.tokens import Doc, Span

for _name in ("segments", "furniture", "footnotes", "pages", "page_starts"):
    Doc.set_extension(_name, default=(), force=True)
for _name in ("letter", "doubt"):
    Doc.set_extension(_name, default=None, force=True)
for _name in ("value", "origin", "confidence", "points"):
    Span.set_extension(_name, default=None, force=True)
