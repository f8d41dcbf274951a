"""A sentence as its main clauses: only these promise."""

import re
from collections.abc import Iterator

from nlp_pipeline.components.commitments.rules import FORMS
from nlp_pipeline.components.commitments.subjects import OURS, SUBJECT, who_is
from nlp_pipeline.components.commitments.words import (
    SETS,
    Alternatives,
    any_of,
    fill,
    in_lower_case,
    pattern_in_lower_case,
)
from nlp_pipeline.values import Offsets

_SUBORDINATE = (
    r"waar(?:bij|in|mee|door|op|aan|voor|over|van|uit|toe|onder|tegen|naar|tussen)|zodat|omdat|doordat|terwijl|hoewel"
    r"|aangezien|nadat|voordat|alvorens|zodra|indien|wanneer|mits|tenzij|opdat|in\shoeverre|hoe|welke?|wie|wat(?!\sbetreft)"
)
_V2 = "|".join(
    [
        any_of(form for form in FORMS if not re.fullmatch(r"\w+en|(?:ge|be|ver|ont|her)\w+t", form)),
        "zullen|worden|willen|gaan|zijn|hebben|nemen|zetten|bekijken|kan|versterkt",
    ]
)
"""A verb that opens a clause behind a comma or `en`: no form that is an infinitive or a participle too."""
_SUBJECT_FIRST = (  # `de minister en ik hebben` is one subject
    r"(?:ik(?!\s(?:zijn|gaan|\w+en)\b)"
    r"|wij|we|het\skabinet|mijn\sministerie|uw\sKamer)"
)
_BORDER = re.compile(
    rf"""
    (?=[\s,;:–—(]|(?<!.))  # a border begins nowhere else: looked at first, for speed
    (?:
      (?P<main>
          [,;:–—]\s(?:en\s|maar\s)?
          (?:(?:hierbij|daarbij|daarnaast|ook|vervolgens|hierover|daarom|dan|daarna|tevens|zo)\s)?(?=(?:{_V2})\b)
        | (?P<inverted>\s(?:en\s|maar\s)?)
          (?=\w+\s(?:ik|wij|we|het\skabinet|uw\sKamer)\b)(?=(?:{any_of(FORMS)})\s)
        | [;:]\s
        | ,?\swaarna\s
        | (?<=\w),?\s(?:en|maar)\s(?=(?:{_V2})\s|{_SUBJECT_FIRST}\s(?:{any_of(FORMS)})\s)
      )
    | (?P<sub>
          (?:^|[,;:(]\s|\s)(?:{_SUBORDINATE})\b(?!\s(?:nodig|mogelijk|gewenst|passend)\b)
        | (?:^|,\s)(?:als|mocht(?:en)?)\s
          (?=(?:er|de|het|deze|dit|dat|die|uit|blijkt|zij|we|wij|u|ik|men|hier|daar|een)\b)
        | (?=\sd(?:at|ie)\s)  # no `dat` or `die` that points: `in dat kader`, `zal die reactie`
          (?<!\b(?:in|op|om|na|ik|we))(?<!\b(?:bij|van|met|uit|aan|per|zal|wij))
          (?<!\b(?:voor|door|naar|over))(?<!\bzullen)
          \s(?:dat|die)\s
        | (?:(?<=vertrouwen\sin)|(?<=\ber\sop))\sdat\s
        | \s(?:dat|die)\s(?=(?:ik|wij|we)\s)
        | (?:,|(?=\swaar\s(?:de|het|een|wij|we|zij|er|ook)\s))\swaar\s
        | (?:,|(?<=\sna)|(?<=bezie|vraag)|(?<=bezien|kijken)|(?<=bepalen|bekeken|gekeken|verkend)
          |(?<=onderzocht|onderzoekt)|(?<=onderzoeken))\sof\s
      )
    )
    """,
    re.VERBOSE,
)
_PROMISING = re.compile(pattern_in_lower_case(rf"(?<!\w)(?:{'|'.join(map(fill, SETS['promising']))}),?$"))
"""Behind these a clause with `dat` says what is promised."""
_ADDING = {"waarbij", "waarna"}
_RELATIVE = _ADDING | {"die", "welke", "waar", "waarvan", "waarin", "waarover", "waarmee"}
"""What opens a relative clause; of these some add a step of their own: `waarna het kabinet zal besluiten`."""
_FIRST_WORD = re.compile(r"\w+")
_TO_COME = re.compile(r"\b(?:zal|zullen|wordt|worden|gepland|voorzien)\b")
_BY_THE_WAY = Alternatives(SETS["by the way"])
_CLUSTER = re.compile(r"\s(?:en|maar)\s(?:zal|zullen|wil|willen|gaat|gaan)\s\w+(?:en|aan|ien|oen)\b")
"""In a subordinate clause a second `zal` stands beside its infinitive: `die zich eigenaar voelen en willen meedoen`."""
_SHALL = re.compile(r"\b(?:zal|zullen)\s")
_RESUMED = re.compile(
    r"\b(?:is|zijn|heeft|hebben|wordt|worden|kan|kunnen|was|waren|werd|werden|gaat)\b"
    r"(?:\s[^\s,]+){1,12}?(?<!\ben)\s(?=(?:zal|zullen)\b)"
    r"|\s(?=(?:zal|zullen)\s(?:g?een\b|(?!\w+(?:en|aan|ien|oen|ijn)\b)\w))"
    r"|\b(?:is|zijn|heeft|hebben)\b(?:\s[^\s,]+){1,8}?(?<!d)(?<!t)(?<!en)\s(?=wordt\s(?:een|de|het|er|dit)\b)"
    r"|\b(?:wordt|worden|is|zijn)(?:\s[^\s,]+){0,6}?\s(?!(?:moet|kunn|zull|mog|dien)en\s)\w+(?:d|t|en)\s(?=(?:wordt|worden)\s)"
)
"""A relative clause has one finite verb; at a second, `zal`, the main clause goes on: `wat is genoemd zal …`."""


class Sentence:
    """A sentence, the same in lower case (as long), and the offsets of its main clauses."""

    def __init__(self, text: str, lower: str | None = None) -> None:
        self.text = text
        self.lower = in_lower_case(text) if lower is None else lower
        self.clauses = list(_clauses(self))

    def relative_clauses(self) -> Iterator[Offsets]:
        """The relative clauses between the main ones that tell what is to come: `…, die eind 2024 wordt opgeleverd`."""
        borders = [0, *(offset for clause in self.clauses for offset in clause), len(self.lower)]
        for start, end in zip(borders[::2], borders[1::2], strict=True):
            word = _FIRST_WORD.search(self.lower, start, end)
            if word and word[0] in _RELATIVE | {"dat"} and _TO_COME.search(self.lower, start, end):
                yield start, end


def _clauses(sentence: Sentence) -> Iterator[Offsets]:
    """The main clauses of a sentence; a clause with `dat` belongs to the word of promising before it."""
    lower, start, main, opener = sentence.lower, 0, True, ""
    for border in _BORDER.finditer(lower):
        if not main and (m := _RESUMED.search(lower, start, border.start())):
            start, main = m.end(), True
        if main and (border["inverted"] is not None or _says_what(lower, border)):
            continue
        if not main and border["main"] is not None and _CLUSTER.match(lower, border.start()):
            continue
        if (main or _promised_by_the_way(opener, sentence, start, border.start())) and start < border.start():
            yield start, border.start()
        start, main, opener = border.end(), border["main"] is not None, border[0].strip(" ,")
        start += lower.startswith(" ", start)
    if not main and (m := _RESUMED.search(lower, start)):
        start, main = m.end(), True
    if (main or _promised_by_the_way(opener, sentence, start, len(lower))) and start < len(lower):
        yield start, len(lower)


def _promised_by_the_way(opener: str, sentence: Sentence, start: int, end: int) -> bool:
    """Whether a relative clause promises something of its own: parliament is told, or the government will act."""
    if opener in _ADDING and (subject := SUBJECT.match(sentence.text, start, end)) and who_is(subject) in OURS:
        return _SHALL.search(sentence.lower, subject.end(), end) is not None
    return opener in _RELATIVE and _BY_THE_WAY.search(sentence.lower, start, end) is not None


def _says_what(lower: str, border: re.Match[str]) -> bool:
    return border[0].strip(" ,") == "dat" and bool(
        _PROMISING.search(lower, max(0, border.start() - 90), border.start())
    )
