"""ORG: named organisations, by a gazetteer, by the shape of names and by what the letter itself declares.

Order of evidence: titles of ministers and names of ministries and committees (`titles`), names of the gazetteer
(`names`), phrases in capitals round a word that means an organisation (`shapes`: `Stichting …`, `… B.V.`), then the
short forms that the letter declares and abbreviations in rows of organisations, which hold for the whole letter
(`declared`), and last the units in the lines of a letterhead (`lines`). What is known of single words is in `kinds`.

The readers build on each other, each a class that adds its kind of evidence: View → Shapes → Titles → Names →
ShortForms.
"""

import re
from dataclasses import replace
from pathlib import Path
from typing import cast

from spacy.language import Language
from spacy.tokens import Doc

from nlp_pipeline.components.organisations.declared import ShortForms
from nlp_pipeline.components.organisations.lines import put_together, with_units
from nlp_pipeline.components.organisations.view import Found
from nlp_pipeline.gazetteer import Gazetteer, Words, load_gazetteer
from nlp_pipeline.mentions import Mention, add_mentions, text_of
from nlp_pipeline.values import OrgValue

_REFERENCE_LINE = re.compile(
    r"^(?:(?:Ons|Onze|Uw) )?(?:[Kk]enmerk|[Rr]eferentie)\b ?:?\s{0,2}[^\n]{0,40}\d{3}[^\n]{0,10}$", re.M
)
"""`Ons kenmerk ⏎ DGBI / 27193649`: a code in it names no organisation."""
_ABBREVIATED = re.compile(r"\b[A-Z]\.[A-Z]$")
_SALUTATION = re.compile(r"^Geachte\b", re.M)


def find_organisations(text: str, gazetteer: Gazetteer) -> list[Mention]:
    """The ORG mentions of a text, in order, none over another; offsets count code points of `text`."""
    words = Words(text)
    reader = ShortForms(words, gazetteer)
    mentions = [
        Mention(
            words.starts[found.first],
            _end(words, found),
            "ORG",
            found.organisation.value,
            "register" if found.by_register else "rule",
        )
        for found in reader.with_declared(list(reader.names()))
    ]
    references = {k for line in _REFERENCE_LINE.finditer(text) for k in range(*line.span())}
    mentions = [m for m in mentions if m.start not in references]
    return _of_the_sender(with_units(text, put_together(text, mentions, gazetteer), gazetteer), text, gazetteer)


def _of_the_sender(mentions: list[Mention], text: str, gazetteer: Gazetteer) -> list[Mention]:
    """The mentions, directorates that several ministries have made those of the letter's: the first that it names, and
    above its salutation if it has one (`mede namens de Minister van …` below it is another's)."""
    salutation = _SALUTATION.search(text)
    head = salutation.start() if salutation else len(text)
    values = [cast(OrgValue, m.value) for m in mentions]
    named = (value["id"] for m, value in zip(mentions, values, strict=True) if m.start < head)
    ministry = next(filter(gazetteer.is_ministry, named), None)
    units = [gazetteer.unit(value["name"], ministry) for value in values]
    return [replace(m, value=unit.value) if unit else m for m, unit in zip(mentions, units, strict=True)]


def _end(words: Words, found: Found) -> int:
    """Where a name ends, with the point of `B.V.`."""
    end = words.ends[found.end - 1]
    point = words.text.startswith(".", end) and _ABBREVIATED.search(words.text, words.starts[found.first], end)
    return end + bool(point)


class Organisations:
    """The spaCy component: adds ORG entities where no other entity stands."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def __call__(self, doc: Doc) -> Doc:
        """Find the organisations of a letter."""
        add_mentions(doc, find_organisations(text_of(doc), self._gazetteer))
        return doc


@Language.factory("nlp_pipeline_organisations", default_config={"organisations": None}, assigns=["doc.ents"])
def make_organisations(nlp: Language, name: str, organisations: str | None) -> Organisations:
    """Build the component; `organisations`: the path of a file of further organisations, of the built-in ones' form."""
    return Organisations(load_gazetteer(Path(organisations) if organisations else None))
