"""The nouns of a record: plain typed dictionaries, so that they travel in `Doc.user_data` and in JSON alike.

Field meanings are those of the contract (`nlp-pipeline schema` prints them) and of the annotation guidelines.
Offsets are half-open code-point offsets; which text they count in is said at each.
"""

from typing import Literal, TypeAlias

from typing_extensions import TypedDict

Offsets: TypeAlias = tuple[int, int]
"""Half-open `(start, end)` in code points."""

Label: TypeAlias = Literal["ORG", "MOTION", "REF", "DATE"]
Origin: TypeAlias = Literal["model", "rule", "register"]
LetterKind: TypeAlias = Literal["kamerbrief", "beantwoording", "nota", "other"]
MotionStatus: TypeAlias = Literal["ingediend", "aangenomen", "verworpen", "aangehouden", "ingetrokken"]
Split: TypeAlias = Literal["train", "dev", "test"]
"""What annotated letters are for: to learn from, to choose by, to measure with."""
DateMod: TypeAlias = Literal["START", "MID", "END"]


class OrgValue(TypedDict):
    """The organisation a mention names; `id` is the same in every letter (register identifier, else from its name)."""

    id: str
    name: str
    abbreviation: str | None


class DateValue(TypedDict):
    """What a DATE stands for: EDTF `value`, `mod`, and the interval as ISO days, both ends included."""

    value: str | None
    mod: DateMod | None
    start: str | None
    end: str | None


class MotionValue(TypedDict):
    """Submitters by surname in order; `ref` identifies the document that the letter ties to the motion."""

    submitters: list[str]
    party: str | None
    cosigned: bool
    status: MotionStatus | None
    ref: str | None


class RefValue(TypedDict):
    """Official identifiers, one a document, and the addresses at which they can be read."""

    ids: list[str]
    urls: list[str]


Value: TypeAlias = OrgValue | DateValue | MotionValue | RefValue


class Signatory(TypedDict):
    """Who signs: name and office in full, as the signature block has them; `name` is null where it is blacked out."""

    name: str | None
    office: str


class Letter(TypedDict):
    """What the letterhead and the signature block say of the whole letter."""

    kind: LetterKind
    date: str | None
    subject: str | None
    reference: str | None
    document: str | None
    addressee: str | None
    signatories: list[Signatory]


class Actor(TypedDict):
    """Who will do it: as written, the office in full, and the organisation's `org.id`."""

    text: str | None
    office: str | None
    org: str | None


class Due(TypedDict):
    """The words that set the deadline and their interval, ISO days, both ends included."""

    text: str
    start: str | None
    end: str | None


class CommitmentValue(TypedDict):
    """A toezegging: what kind, how firm, who, to whom, by when."""

    type: Literal["inform", "act"]
    strength: Literal["firm", "effort"]
    actor: Actor
    addressee: str | None
    due: Due | None


class Removed(TypedDict):
    """A stretch of source text that is no body text (page furniture); `source` counts in the source text."""

    text: str
    source: Offsets


class Footnote(TypedDict):
    """A note: its marker, where that stood (`at`, empty span) and where the note stands, both in the normalised text.

    `at` is null when no marker for the note was found.
    """

    marker: str
    at: Offsets | None
    note: Offsets
