"""COMMITMENT: sentences in which the government binds itself to something still to be done.

A decision in points, sentence by sentence:

1. Questions, quotations and what stands between `Vraag` and `Antwoord` are left.
2. A sentence is cut into clauses. Only main clauses promise; in a subordinate clause (`de maatregelen die ik zal
   nemen`) a promise is mentioned, not made. Exceptions: `dat` behind a word of promising, and a relative clause that
   adds a step of its own (`waarna het kabinet zal besluiten`) or tells parliament.
3. At each finite verb of a main clause it is asked who the subject is: the author or the cabinet, another part of the
   government, parliament, others, nobody of these. A rule says what verb and subject are worth, and how firm they are.
4. Cues of the whole sentence and a deadline ahead add points or take them: a next step; this letter itself, an effect,
   a practice, a refusal, another's act. So do a commitment right before or behind and a letter whose subject is a plan.
   A sentence with `_ENOUGH` points is a commitment.
5. So is a list item that names an act (`Het uitwerken van …;`) under a lead-in that promises.

Rules, cues and word lists are data: `data/commitment_cues.json`, each with an example.
"""

import json
import re
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from importlib.resources import files
from itertools import pairwise, zip_longest
from typing import Any, Literal, NamedTuple, cast

from spacy.language import Language
from spacy.tokens import Doc

from nlp_pipeline.components.sentences import sentence_spans
from nlp_pipeline.mentions import COMMITMENTS, Mention, spans_of, text_of
from nlp_pipeline.values import Actor, CommitmentValue, Due, Label, Letter, Offsets

Strength = Literal["firm", "effort"]

_ENOUGH = 3
"""Points that make a commitment."""
_OVER_POINTS = -3
"""What a decision or an order loses whose day is past."""
_PLAN_POINTS = 1
"""What a sentence of a letter with a plan gains."""
_BESIDE_POINTS = 1
"""What a sentence gains for a commitment right before it, and for one right behind it: promises come together."""
_LONGEST_CLAUSE = 600
"""Code points of a clause that are looked at."""

_TABLES: dict[str, Any] = json.loads(files("nlp_pipeline").joinpath("data", "commitment_cues.json").read_text("utf-8"))
_MINISTRIES: dict[str, str] = _TABLES["ministries"]


def _any(words: Iterable[str]) -> str:
    """Alternatives, longest first, so that none hides a longer one."""
    return "|".join(sorted(map(re.escape, words), key=lambda w: (-len(w), w)))


class _Words:
    """A list of the tables as one pattern: whole words, `<name>` filled in from the sets.

    It is for text in lower case, which is far faster than a pattern that ignores case; unless `cased`. Faster still is
    to look first whether the text has any of the letters that the alternatives must hold.
    """

    def __init__(self, alternatives: Iterable[str], *, cased: bool = False) -> None:
        filled = [_filled(a) if cased else _in_lower_case(_filled(a)) for a in alternatives]
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


def _filled(pattern: str) -> str:
    sets = {**_TABLES["sets"], "others": _TABLES["others"]}
    return re.sub(r"<([a-z ]+)>", lambda m: f"(?:{'|'.join(map(_filled, sets[m[1]]))})", pattern)


def _in_lower_case(pattern: str) -> str:
    """The pattern's own letters in lower case, its classes (`\\W`) as they are."""
    return re.sub(r"\\.|[^\\]+", lambda m: m[0] if m[0][0] == "\\" else m[0].lower(), pattern)


def _lower(text: str) -> str:
    """The text in lower case, as long as it was (`İ` would become two)."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


# --- who ---------------------------------------------------------------------------------------------------------


class Who(StrEnum):
    """What the subject of a promise may be."""

    AUTHOR = "author"
    CABINET = "cabinet"
    GOVERNMENT = "government"
    PARLIAMENT = "parliament"
    OTHERS = "others"
    NOBODY = "nobody"


_OURS = frozenset({Who.AUTHOR, Who.CABINET, Who.GOVERNMENT})
_GROUPS = {
    "author": frozenset({Who.AUTHOR}),
    "speaker": frozenset({Who.AUTHOR, Who.CABINET}),
    "ours": _OURS,
    "parliament": frozenset({Who.PARLIAMENT}),
    "asked": _OURS | {Who.PARLIAMENT},
    "not others": frozenset(Who) - {Who.OTHERS},
    "not parliament": frozenset(Who) - {Who.PARLIAMENT},
    "anybody": frozenset(Who),
}
"""The subjects that a rule takes, by the name it has in the tables."""

_NAME = r"[A-Z][\w&’'-]*"
_SHORT = r"(?:\s\([\w&]+\))?"
_NAMES = rf"{_NAME}(?:,?\s(?:en\s)?(?:voor\s|van\s)?{_NAME}){{0,7}}"
_OFFICE = (
    rf"(?:Stas|Min)(?:{_any(_MINISTRIES)})\b"
    rf"|(?:[Mm]inisters?|[Ss]taatssecretaris(?:sen)?)\b(?:-[Pp]resident)?(?:\s(?:(?:van|voor)\s)?{_NAMES})?{_SHORT}"
)
_BODY = rf"(?:{_any([*_MINISTRIES, *_TABLES['agencies']])})\b"
_KAMER = (
    r"(?:[Uu]w|[Dd]e(?:\s(?:Tweede|Eerste))?|[Bb]eide)\sKamers?\b(?!\svan\sKoophandel)"
    r"|[Hh]et\sparlement\b|de\s[TE]K\b|[Uu]\b(?![.&])"
)
_OTHERS = "|".join(_TABLES["others"]).replace(" ", r"\s")
_SUBJECT = re.compile(
    rf"""
    (?P<author>
        (?:ik|wij|we|Ik|Wij|We)\b
      | [Mm]ijn\s(?:ministerie|departement)\b
      | (?:[Dd]e|[Mm]ijn|[Oo]nze)\s(?:\w+,?\s){{1,14}}?en\sik\b
    )
  | (?P<cabinet>
        (?:[Hh]et|[Dd]it|[Oo]ns)\s(?:huidige\s|demissionaire\s)?kabinet\b
      | [Dd]e\s(?:Nederlandse\s)?regering\b(?!\svan\s)
    )
  | (?P<parliament> {_KAMER} )
  | (?P<government>
        (?:[Dd]e\s|[Oo]nze\s|[Mm]ijn\s|[Uu]w\s)?(?:{_OFFICE})(?:\sen\s(?:de\s)?(?:{_OFFICE}))?
      | [Dd]e\s(?:\w+\s)?(?:\w+e\s|betrokken\s)?(?:bewindslieden|bewindspersonen)\b(?:\s(?:van|voor)\s{_NAMES})?
      | (?:[Dd]e|[Aa]lle)\s(?:vier\s[Ll]anden|[Ll]anden\s(?:van|binnen|in)\shet\sKoninkrijk)\b
      | {_NAME}\sen\sNederland\b
      | (?:[Dd]e|[Hh]et)\s(?:\w+\s)?{_NAME}\sen\s(?:de|het)\s(?:{_OFFICE}|{_BODY}|[Mm]inisterie\b(?:\svan\s{_NAMES})?)
      | [Dd]e\s(?:Nederlandse\s)?(?:[Rr]ijks)?(?:overheid|vertegenwoordiger)\b
      | [Dd]e\s(?:Nederlandse\s)?Staat\b(?!\sder\b) | (?:[Hh]et\s)?Rijk\b | het\srijk\b | Nederland\b(?:\sen\s{_NAME})?
      | (?:[Dd]e(?:ze)?|[Ee]en|[Hh]et|[Oo]nze)\s(?:(?!vaste|Europese|parlementaire)\w+e\s){{0,2}}
        (?i:{"|".join(_TABLES["set up"])})\b(?:\s{_NAMES})?
      | (?:[Hh]et|[Oo]ns|[Dd]e)\s(?:betrokken\s)?(?:[Mm]inisteries?|departement(?:en)?)\b(?:\svan\s{_NAMES})?{_SHORT}
      | (?:[Mm]ijn|[Oo]nze)\s(?:ambtenaren|medewerkers|ambtsgeno(?:ot|te)|collega(?:[’']?s)?)\b
        (?:\s(?:van|voor)\s{_NAMES})?
      | (?:[Dd]e\s|[Hh]et\s)?{_BODY}(?:(?:,\s\w+)?\sen\s{_BODY})?
      | (?:[Dd]e\s)?(?:Rijksdienst\s(?:voor\s)?{_NAMES}|Dienst\s{_NAMES}|Koninklijke\sMarechaussee){_SHORT}
      | (?:[Dd]e\s)?Immigratie-\sen\sNaturalisatiedienst(?:\s\(IND\))?
      | (?:[Dd]e\s)?Vertegenwoordiging\svan\sNederland(?:\sin\sAruba,\sCuraçao\sen\sSint\sMaarten)?
    )
  | (?P<others> (?i:(?:(?:de|het|deze|alle|die)\s)?(?:\w{{3,20}}e\s)?(?:{_OTHERS})\b) | (?:[Hh]et\s)?OM\b )
    """,
    re.VERBOSE,
)
"""A subject at a place; nothing of this: `Who.NOBODY`."""
_PARLIAMENT = re.compile(rf"\b(?:{_KAMER})")

# --- rules and cues ------------------------------------------------------------------------------------------------


class Rule(NamedTuple):
    """A promise construction: its subjects, what the clause must hold if anything, its points and strength."""

    who: frozenset[Who]
    needs: _Words | None
    points: int
    strength: Strength


class Cue(NamedTuple):
    """Words anywhere in the sentence that add points or take them.

    Not where `not_with` stands in the sentence too; with `passive` only where the government is not the subject and
    parliament is not told; with `main` only in the main clauses; with `cased` capitals count; and only beside a rule
    that is worth `least` points.
    """

    points: int
    pattern: _Words
    not_with: _Words | None
    passive: bool
    main: bool
    cased: bool
    least: int


_RULES: dict[str, list[Rule]] = {}
for _row in _TABLES["rules"]:
    _RULES.setdefault(_row["verb"], []).append(
        Rule(
            _GROUPS[_row["who"]],
            _Words(_row["needs"]) if "needs" in _row else None,
            _row["points"],
            _row["strength"],
        )
    )
for _rules in _RULES.values():
    _rules.sort(key=lambda rule: -rule.points)
_CUES = [
    Cue(
        _row["points"],
        _Words(_row["any"], cased=_row.get("cased", False)),
        _Words(_row["not_with"]) if "not_with" in _row else None,
        _row.get("passive", False),
        _row.get("main", False),
        _row.get("cased", False),
        _row.get("least", 0),
    )
    for _row in _TABLES["cues"]
]

_FORMS: dict[str, list[str]] = {}
for _class, _forms in _TABLES["verbs"].items():
    for _form in _forms.split():
        _FORMS.setdefault(_form, []).append(_class)
_WORD = re.compile(r"\w+")
_NO_NOUN = re.compile(
    r"(?<![\w-])(?<!\b(?:de|te)\s)(?<!\b(?:een|van)\s)"
    r"(?:(?<!\bhet\s)|(?!\w+en\b)|(?=zullen|zijn|worden|hebben))\w+(?![\w-])"
)
"""A word; behind an article it is a noun (`de start`, `het volgen`)."""


def _finite(clause: str) -> list[re.Match[str]]:
    """The finite verbs of a clause in lower case. A look-up for each word: one pattern of all the forms is slower."""
    return [m for m in _WORD.finditer(clause) if m[0] in _FORMS and _NO_NOUN.match(clause, m.start())]


_SETS = _TABLES["sets"]
_TOLD, _TELLING, _REACTION = _Words(_SETS["told"]), _Words(_SETS["telling"]), _Words(_SETS["reaction"])
_PLAN = _Words(_SETS["plan"])
"""In the subject of a letter that lays out a plan."""
_EFFORT = _Words(_SETS["effort"])
"""Words that leave the outcome open, whatever the finite verb."""
_ORDERED = _Words(_SETS["ordered"])
_OVER = _Words(_SETS["over"])
"""Words that put a decision or an order in the past."""
_DECIDED = _Words(["besloten", "afgesproken", "overeengekomen", "toegezegd", "<ordered>"])
_MODAL = _Words(_SETS["modal"])
"""With one of these in the clause, `worden` or `gaan` is an infinitive."""
_INFINITIVE = re.compile(r"\b\w+(?:en|aan|ijn)$")
"""A clause that ends so has its verbs; one that `zal` leaves open goes on behind the clause within it."""

# --- clauses -------------------------------------------------------------------------------------------------------

_SUBORDINATE = (
    r"waar(?:bij|in|mee|door|op|aan|voor|over|van|uit|toe|onder|tegen|naar|tussen)|zodat|omdat|doordat|terwijl|hoewel"
    r"|aangezien|nadat|voordat|alvorens|zodra|indien|wanneer|mits|tenzij|opdat|in\shoeverre|hoe|welke?|wie|wat(?!\sbetreft)"
)
_V2 = "|".join(
    [
        _any(form for form in _FORMS if not re.fullmatch(r"\w+en|(?:ge|be|ver|ont|her)\w+t", form)),
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
          (?=\w+\s(?:ik|wij|we|het\skabinet|uw\sKamer)\b)(?=(?:{_any(_FORMS)})\s)
        | [;:]\s
        | ,?\swaarna\s
        | (?<=\w),?\s(?:en|maar)\s(?=(?:{_V2})\s|{_SUBJECT_FIRST}\s(?:{_any(_FORMS)})\s)
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
_PROMISING = re.compile(_in_lower_case(rf"(?<!\w)(?:{'|'.join(map(_filled, _SETS['promising']))}),?$"))
"""Behind these a clause with `dat` says what is promised."""
_ADDING = {"waarbij", "waarna"}
_RELATIVE = _ADDING | {"die", "welke", "waar", "waarvan", "waarin", "waarover", "waarmee"}
"""What opens a relative clause; of these some add a step of their own: `waarna het kabinet zal besluiten`."""
_BY_THE_WAY = _Words(_SETS["by the way"])
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


class _Sentence:
    """A sentence, the same in lower case (as long), and the offsets of its main clauses."""

    def __init__(self, text: str, lower: str | None = None) -> None:
        self.text = text
        self.lower = _lower(text) if lower is None else lower
        self.clauses = list(_clauses(self))


def _clauses(sentence: _Sentence) -> Iterator[Offsets]:
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


def _promised_by_the_way(opener: str, sentence: _Sentence, start: int, end: int) -> bool:
    """Whether a relative clause promises something of its own: parliament is told, or the government will act."""
    if opener in _ADDING and (subject := _SUBJECT.match(sentence.text, start, end)) and _who(subject) in _OURS:
        return _SHALL.search(sentence.lower, subject.end(), end) is not None
    return opener in _RELATIVE and _BY_THE_WAY.search(sentence.lower, start, end) is not None


def _says_what(lower: str, border: re.Match[str]) -> bool:
    return border[0].strip(" ,") == "dat" and bool(
        _PROMISING.search(lower, max(0, border.start() - 90), border.start())
    )


_ADVERBS = re.compile(
    r"(?:\s(?:mij|me|zich|ons|ook|hier|daar|er|dan|dus|daarom|nog|u|hierover|daarover|graag|echter|wel|tevens|daarbij|verder"
    r"|vervolgens|uiteraard|steeds|deze|onverminderd|in\sd[ai]t\skader|samen|hiertoe|hiervoor|nu|dit|zelf|eerst"
    r"|de\skomende\s\w+|vanuit))*\s?"
)
_AUXILIARIES = {"zal", "zullen", "ga", "gaan", "wil", "willen", "ben", "zijn", "heb", "hebben", "blijf", "blijven"}
_PRONOUN_AHEAD = re.compile(r"(?:\s[^\s,]+){0,6}\s(?P<pronoun>ik|wij|we)\b")
_LEAD = re.compile(r"(?:(?:en|maar|dus|ook|ja,|nee,|inderdaad,)\s)?", re.IGNORECASE)
_BESIDE = re.compile(r"(?:\szelf)?\s|(?:\s(?:van|voor|in|en)\s|,\s|\s\().*\s")
"""What may stand between a subject and its verb in a main clause."""
_FARTHEST = 120
_INFINITIVE_NEXT = re.compile(r"\s\w+(?:en|aan|ien|oen)\b")


def _subject(clause: str, verb: re.Match[str], *, later: bool) -> tuple[Who, Offsets | None]:
    """Who is the subject of `verb` (in lower case), and where: behind `dat`, at the start of the clause, else behind
    the verb. The verb may be the last word of a `later` clause alone: `Ik begrijp deze zorg` does not provide."""
    that = clause.rfind(" dat ", 0, verb.start())
    if that >= 0 and (m := _SUBJECT.match(clause, that + 5)):
        return _who(m), m.span()
    lead = _LEAD.match(clause)
    if (
        (m := _SUBJECT.match(clause, lead.end() if lead else 0))
        and m.end() < verb.start() < m.end() + _FARTHEST
        and (_BESIDE.fullmatch(clause, m.end(), verb.start()) or (later and _is_last(clause, verb)))
    ):
        return _who(m), m.span()
    adverbs = _ADVERBS.match(clause, verb.end())
    for at in (verb.end() + 1, adverbs.end() if adverbs else 0):
        if at > verb.end() and (m := _SUBJECT.match(clause, at)):
            return _who(m), m.span()
    if verb[0] in _AUXILIARIES and (m := _PRONOUN_AHEAD.match(clause, verb.end())):
        return Who.AUTHOR, m.span("pronoun")
    return Who.NOBODY, None


def _is_last(clause: str, verb: re.Match[str]) -> bool:
    """Whether the verb is the last word, or `zal` stands with its infinitive there, as in a subordinate clause."""
    if verb[0] in ("zal", "zullen"):
        return _INFINITIVE_NEXT.match(clause, verb.end()) is not None
    return verb.end() == len(clause) and not _INFINITIVE.search(clause)


def _who(m: re.Match[str]) -> Who:
    return Who(m.lastgroup or "nobody")


@dataclass(frozen=True)
class _Promise:
    """What one finite verb is worth; `perfect`: a decision or an order, whose day may be long past."""

    points: int
    strength: Strength
    actor: Offsets | None
    perfect: bool


def _promises(sentence: _Sentence) -> Iterator[_Promise]:
    """What the finite verbs of the main clauses are worth: each promise that is worth more than those before it."""
    last: tuple[Who, Offsets | None] = Who.NOBODY, None
    best = -1
    for start, end in sentence.clauses:
        end = min(end, start + _LONGEST_CLAUSE)
        clause = sentence.text[start:end].rstrip(" .;")
        lower = sentence.lower[start : start + len(clause)]
        lead = _LEAD.match(lower)
        if m := _SUBJECT.match(clause, lead.end() if lead else 0):
            last = _who(m), (start + m.start(), start + m.end()) if _who(m) in _OURS else None
        verbs = _finite(lower)
        modal: bool | None = None
        for verb in verbs:
            who, place = _subject(clause, verb, later=start > 0)
            actor = (start + place[0], start + place[1]) if place and who in _OURS else None
            if verb.start() == 0 and start and who not in _OURS and (last[1] or who is Who.NOBODY):
                who, actor = last  # `Nederland stond aan de basis en blijft zich inzetten`
            if actor:
                last = who, actor
            for name in _FORMS[verb[0]]:
                if name in ("passive", "event"):
                    modal = _MODAL.search(lower) is not None if modal is None else modal
                    if modal:
                        continue
                goes_on = name == "take" or (name == "shall" and not _INFINITIVE.search(lower))
                field = sentence.lower[start : start + _LONGEST_CLAUSE] if goes_on else lower
                rule = next((r for r in _RULES[name] if r.points > best and _fits(r, who, field)), None)
                if rule:
                    best = rule.points
                    perfect = name == "have" or (name == "be" and _DECIDED.search(lower) is not None)
                    doer = None if name == "passive" else actor
                    effort = rule.strength == "effort" or _EFFORT.search(lower.partition(" om ")[0])
                    yield _Promise(rule.points, "effort" if effort else "firm", doer, perfect)


def _fits(rule: Rule, who: Who, clause: str) -> bool:
    return who in rule.who and (rule.needs is None or rule.needs.search(clause) is not None)


# --- the letter around it ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Context:
    """What the letter says outside the sentence: its day, who signs, and its organisations."""

    text: str
    lower: str
    day: date | None
    offices: list[str]
    organisations: list[Mention]
    organisation_starts: list[int]
    plan: bool
    """Whether the letter tells how something still to be done will be done: its sentences are of what is to come."""
    ministries: dict[str, str]
    """`org.id` by portfolio in lower case (`justitie en veiligheid`)."""


# --- the deadline ---------------------------------------------------------------------------------------------------

_EVENT = (
    r"(?:\w*(?:overleg|debat|conferentie|verkiezingen|bijeenkomst|behandeling|raad|top|herdenking|vergadering|ipko)"
    r"|(?-i:[A-Z]{2,}))"
)
_BEFORE = "v(?:o\u0301?|ó){2}r"
_TIED = re.compile(
    rf"""
    \b(?:
        (?P<latest>
            uiterlijk(?:\snog)?(?:\s(?:in|op|voor|per|tijdens|bij))? | tot\sen\smet | binnen | richting
          | (?:nog\s)?{_BEFORE}\s(?:het\s|aan\shet\s)?einde\svan )
      | (?P<after>(?:zo\s(?:spoedig|snel)\smogelijk\s|kort\s|direct\s|meteen\s)?na(?:\safloop\svan)?)
      | (?P<before>(?<!gepland\s)(?<!voorzien\s)(?:nog\s)?{_BEFORE} | tot)
      | (?P<from>vanaf|met\singang\svan|op\szijn\svroegst(?:\s(?:in|op))?)
      | (?P<in>
            (?:nog\s|later\s)?(?:(?:halverwege|in\sde\s(?:loop\svan|periode(?:\svan)?))|aan\shet\seinde?\svan)
          | (?:nog\s|later\s)?(?:in|op|per|tijdens|gedurende|rond|omstreeks|aan(?=\shet\s)) | later | nog )
    )
    \s(?:(?:de|het|deze)\s(?:[\w-]*(?:periode|jaar)\s)?)?
    (?:(?:\w+\s){{0,2}}{_EVENT}\s(?:[\w ]{{0,50}}\s)?(?:van|op|in)\s)?$  # `na de verkiezingen van` 15 maart
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ALONE = re.compile(r"(?:begin|medio|halverwege|eind|ultimo|komend|volgend|dit|deze)", re.IGNORECASE)
_PLANNED = re.compile(r"\b(?:(?:gepland|voorzien)\s(?:voor|in|op)\s(?:de\s|het\s)?|(?:zal|zullen|wordt|worden)\s)$")
_PLANNED_FOR = re.compile(r"[^.;:?]{0,120}\b(?:gepland|voorzien)\b")
"""Behind a year: `voor 2017 staat een doorlichting gepland`."""
_FROM = re.compile(r"\b[Vv]an\s$")
_RANGE = re.compile(r"\d\s?(?:[-–]|t/m|tot)\s?(?:en\smet\s)?\d")
_PAST_TIE = re.compile(r"\b(?:van|uit|sinds|d\.d\.)\s(?:de\s|het\s)?$", re.IGNORECASE)
_SUMMER = re.compile(r"zomer(?!reces)", re.IGNORECASE)
_UNITS = {"dag": 1, "dagen": 1, "week": 7, "weken": 7}
_NUMBERS = ("een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf")
_COUNTS = {word: n for n, word in enumerate(_NUMBERS, 1)} | {"één": 1}
_DURATION = re.compile(
    rf"\b(?P<tie>[Bb]innen|[Nn]a|[Oo]ver|(?<!voor )[Dd]e komende)\s(?:(?P<half>een half jaar|anderhalf jaar)"
    rf"|(?P<count>{_any(_COUNTS)}|\d{{1,2}}|enkele|een paar)\s(?P<unit>dagen|weken|maanden|jaar|dag|week|maand))\b"
)


class _Deadline(NamedTuple):
    """A deadline with what speaks for it: its rank among the dates of a sentence (0 first) and its points."""

    rank: int
    points: int
    due: Due


def _deadline(
    letter: _Context, clauses: Sequence[Offsets], dates: Sequence[Mention], told: int | None
) -> _Deadline | None:
    """The deadline in the main clauses: the words that tie a date ahead, else a duration, to the promise.

    Of several the nearest to where parliament is `told`, else the last of the lowest rank.
    """
    tied = [
        (_joined(letter, found, dates[k : k + 2]), mention.start)
        for start, end in clauses
        for k, mention in enumerate(dates)
        if start <= mention.start < end and (found := _tied(letter, start, mention))
    ]
    if tied:
        return min(reversed(tied), key=lambda t: t[0].rank if told is None else abs(t[1] - told))[0]
    if m := next((m for clause in clauses if (m := _DURATION.search(letter.text, *clause))), None):
        day = _iso(_add(letter.day, m)) if letter.day else None
        start, end = {"binnen": (None, day), "na": (day, None), "over": (day, day)}.get(
            m["tie"].lower(), (_iso(letter.day), day)
        )
        return _Deadline(0, 1, Due(text=m[0], start=start, end=end))
    return None


def _joined(letter: _Context, found: _Deadline, dates: Sequence[Mention]) -> _Deadline:
    """The deadline `found` at the first of two dates, with the other where the two are one: `in 2024 en 2025`."""
    due = found.due
    if len(dates) < 2 or due["end"] is None or letter.text[dates[0].end : dates[1].start] != " en ":
        return found
    words = due["text"] + letter.text[dates[0].end : dates[1].end]
    return found._replace(due=Due(text=words, start=due["start"], end=_iso(_interval(dates[1])[1])))


def _tied(letter: _Context, start: int, mention: Mention) -> _Deadline | None:
    """The deadline that a DATE of a sentence from `start` is, if a word ties it and it is not over."""
    if _past(mention, letter.day, strictly=True):
        return None
    text = letter.text
    first, last = _interval(mention)
    words = text[mention.start : mention.end]
    tie = _TIED.search(text, max(start, mention.start - _FARTHEST), mention.start)
    if tie is None:
        before = text[max(start, mention.start - _FARTHEST) : mention.start]
        if (m := _FROM.search(before)) and _RANGE.search(words):
            return _Deadline(1, 2, Due(text=m[0] + words, start=_iso(first), end=_iso(last)))
        if not _PLANNED.search(before) and (not _ALONE.match(words) or _PAST_TIE.search(before)):
            return None
        return _Deadline(2, 2, Due(text=words, start=_iso(first), end=_iso(last)))
    due_text = text[tie.start() : mention.end]
    rank = 0
    match tie.lastgroup:
        case "before":
            if words.isdigit() and not tie[0].lower().startswith(("nog", "tot")):  # `de begroting voor 2024`
                if not _PLANNED_FOR.match(text, mention.end):
                    return None
            else:
                first, last = None, _day_before(words, first, last)
        case "latest":
            first = None
        case "after":
            first, last = last + timedelta(days=1) if last else None, None
        case "from":
            rank, last = 1, None
        case _:
            rank = 1
    return _Deadline(rank, 2, Due(text=due_text, start=_iso(first), end=_iso(last)))


def _day_before(words: str, first: date | None, last: date | None) -> date | None:
    """The last day before the date: 30 June for the summer; `voor eind 2024` is before the end of it."""
    if first and _SUMMER.match(words):
        return date(first.year, 6, 30)
    if words.lower().startswith("eind"):
        return last
    return first - timedelta(days=1) if first else None


def _interval(mention: Mention) -> tuple[date | None, date | None]:
    value: Any = mention.value or {}
    first, last = value.get("start"), value.get("end")
    return date.fromisoformat(first) if first else None, date.fromisoformat(last) if last else None


def _past(mention: Mention, day: date | None, *, strictly: bool) -> bool:
    """Whether the date lies before the letter's `day` (or on it, unless `strictly`)."""
    last = _interval(mention)[1]
    return bool(day and last and (last < day or (last == day and not strictly)))


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _add(day: date, m: re.Match[str]) -> date | None:
    """`day` plus the duration found by `_DURATION`; None where it is vague (`enkele maanden`)."""
    if m["half"]:
        months = 6 if m["half"].startswith("een") else 18
    elif m["count"] in ("enkele", "een paar"):
        return None
    else:
        count = _COUNTS.get(m["count"]) or int(m["count"])
        if m["unit"] in _UNITS:
            return day + timedelta(days=count * _UNITS[m["unit"]])
        months = count * (12 if m["unit"] == "jaar" else 1)
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    return None


# --- the actor ------------------------------------------------------------------------------------------------------

_AGENT = re.compile(r"\b(?:[Dd]oor|[Vv]anuit)\s")
_ATTRIBUTE = re.compile(r"\s\w+[dt]e\s")
"""Behind an agent: `de door de minister toegezegde nota`."""
_THAT = re.compile(r"\bdat\s")
_SHORT_OFFICE = re.compile(rf"(?P<office>Stas|Min)(?P<ministry>{_any(_MINISTRIES)})$")
_LONG_OFFICE = re.compile(
    r"(?P<office>minister|staatssecretaris)\s(?P<of>van|voor)\s(?P<portfolio>(?!.*\sen\sik$)[^(]+?)(?:\s\(.*)?$", re.I
)
_ARTICLE = re.compile(rf"(?:[Dd]e|[Oo]nze|[Mm]ijn|[Uu]w)\s(?={_OFFICE})")
_PORTFOLIO = re.compile(r"^(?:minister(?:ie)?|staatssecretaris)\s(?:van|voor)\s", re.IGNORECASE)
_SELF = re.compile(r"(?:ik|wij|we|mijn\s(?:ministerie|departement|ambtenaren|medewerkers))\b", re.IGNORECASE)
_NAMED_OFFICE = re.compile(_OFFICE)
_BESIDE_OFFICE = re.compile(
    r"\b(?:met|namens|aan|en)\s(?:de\s|mijn\s(?:ambtsgenoot|collega),?\s(?:de\s)?)?$", re.IGNORECASE
)


def _actor(letter: _Context, sentence: Offsets, span: Offsets | None) -> Actor:
    """Who will do it; nobody named, or the author: the signatory's office."""
    if span and (article := _ARTICLE.match(letter.text, *span)):
        span = article.end(), span[1]
    words = letter.text[span[0] : span[1]] if span else None
    if words is None or _SELF.match(words):
        several = words is not None and words[0] in "wW"
        office = " en ".join(letter.offices) or None if several else _signatory(letter, sentence)
    else:
        office = _office(words)
    return Actor(text=words, office=office, org=_org(letter, span, office))


def _signatory(letter: _Context, sentence: Offsets) -> str | None:
    """Which signatory the author of the sentence is: of several the one whose office it names, or of whom it names the
    others (`samen met de minister van Financiën zal ik`), else the first."""
    if len(letter.offices) < 2:
        return letter.offices[0] if letter.offices else None
    others = []
    for m in _NAMED_OFFICE.finditer(letter.text, *sentence):
        named = [office for office in letter.offices if office.casefold() == (_office(m[0]) or "").casefold()]
        if named and not _BESIDE_OFFICE.search(letter.text, sentence[0], m.start()):
            return named[0]
        others += named
    return next((office for office in letter.offices if office not in others), letter.offices[0])


def _office(words: str) -> str | None:
    """The office in full: `StasJenV` → `Staatssecretaris van Justitie en Veiligheid`; None for what is no office."""
    if m := _SHORT_OFFICE.search(words):
        return f"{'Staatssecretaris' if m['office'] == 'Stas' else 'Minister'} van {_MINISTRIES[m['ministry']]}"
    if m := _LONG_OFFICE.match(words):
        return f"{m['office'].capitalize()} {m['of']} {_MINISTRIES.get(m['portfolio'], m['portfolio'])}"
    return None


def _org(letter: _Context, span: Offsets | None, office: str | None) -> str | None:
    """The organisation inside the actor's words, else the one of the letter that bears the office's ministry."""
    if span:
        k = bisect_left(letter.organisation_starts, span[0])
        if k < len(letter.organisations) and letter.organisations[k].end <= span[1]:
            return _id(letter.organisations[k])
    return letter.ministries.get(_PORTFOLIO.sub("", office).lower()) if office else None


def _id(organisation: Mention) -> str:
    value: Any = organisation.value
    return str(value["id"])


# --- all together ---------------------------------------------------------------------------------------------------

_DECIDING = (
    "afgesproken",
    "overeengekomen",
    "voornemens",
    "bereid",
    "plan",
    "besloten",
    "opdracht",
    "toegezegd",
    "gepland",
    "voorzien",
    "verwachting",
    "doel",
    "planning",
    "aanleiding",
    "gereserveerd",
    "vrijgemaakt",
    "uitgetrokken",
)
_ANCHORS = {form for form, classes in _FORMS.items() if {*classes} - {"be", "have", "see"}} | {
    word for phrase in (*_SETS["aim"], *_SETS["ordered"], *_DECIDING) for word in phrase.split()
}
"""A sentence without any of these words promises nothing."""
_QUESTION = re.compile(r"^(?:Vraag|Vragen)\b", re.MULTILINE)
_ANSWER = re.compile(r"^Antwoord", re.MULTILINE)
_LONGEST_QUESTION = 5000
_LONGEST_QUOTATION = 3000
_ITEM = re.compile(
    r"(?:het\s(?:\(\w+\)\s|\w+\s)?)?(?!tussen|tegen|boven|samen|een\b|\w*heden)\w{4,}en\s(?:van|naar|of|hoe)\b"
)
"""A list item that names an act: `Het uitwerken van …;`. Under a lead-in that promises it is a commitment."""
_LABEL = re.compile(r"(?:Antwoord(?:en)?(?:\sop\svra(?:ag|gen))?(?:\s\d+)?:?|Ad\s\d+[.):]?)\s+(?=[A-Z])")


def _context(text: str, mentions: Iterable[Mention], letter: Letter | None) -> _Context:
    organisations = sorted((m for m in mentions if m.label == "ORG" and m.value), key=lambda m: m.start)
    ministries: dict[str, str] = {}
    for mention in organisations:
        value: Any = mention.value
        ministries.setdefault(_PORTFOLIO.sub("", value["name"]).lower(), value["id"])
    return _Context(
        text=text,
        lower=_lower(text),
        day=date.fromisoformat(letter["date"]) if letter and letter["date"] else None,
        offices=[s["office"] for s in letter["signatories"] if s["office"]] if letter else [],
        organisations=organisations,
        organisation_starts=[m.start for m in organisations],
        plan=bool(letter and _PLAN.search(_lower(letter["subject"] or ""))),
        ministries=ministries,
    )


@dataclass(frozen=True)
class Judged:
    """A sentence that may promise something, and what it would commit the government to.

    `points`: what the rules give it, None where no rule fits; `value` is what it would commit the government to.
    """

    start: int
    end: int
    points: int | None
    value: CommitmentValue

    @property
    def promises(self) -> bool:
        """Whether the rules by themselves take it for a commitment."""
        return self.points is not None and self.points >= _ENOUGH


def judge_sentences(
    text: str,
    sentences: Iterable[Offsets],
    mentions: Sequence[Mention] = (),
    letter: Letter | None = None,
) -> list[Judged]:
    """The sentences of the normalised `text` that may promise something, in text order: with a verb that promises, and
    neither asked by parliament nor quoted.

    `mentions` are the entities of the letter: DATE gives deadlines, ORG the actor's organisation; `letter` gives the
    day that durations count from and the signatories.
    """
    context = _context(text, mentions, letter)
    dates = sorted((m for m in mentions if m.label == "DATE"), key=lambda m: m.start)
    date_starts = [m.start for m in dates]
    questions = list(_questions(text))
    quotes = "“" in text or "«" in text
    judged: list[Judged] = []
    lead: Judged | None = None
    for span in sentences:
        k = bisect_right(questions, (span[0], len(text))) - 1
        if (k >= 0 and span[0] < questions[k][1]) or (quotes and _quoted(text, span)):
            continue
        if lead and _ITEM.match(context.lower, *span):
            judged.append(Judged(*span, _ENOUGH, {**lead.value, "type": "act", "addressee": None, "due": None}))
            continue
        if not text.endswith(";", *span):
            lead = None
        if not _may_promise(context.lower[slice(*span)]):
            continue
        if label := _LABEL.match(text, *span):
            span = label.end(), span[1]
        inside = dates[bisect_left(date_starts, span[0]) : bisect_left(date_starts, span[1])]
        judged.append(_judge(context, span, inside))
        if text.endswith(":", *span):  # it says what will be done without its colon, which makes it a mere lead-in
            without = _judge(context, (span[0], span[1] - 1), inside)
            lead = without if without.promises else None
    return list(_beside_others(text, judged))


def _beside_others(text: str, judged: Sequence[Judged]) -> Iterator[Judged]:
    """The sentences with the points that they gain for a commitment right before or behind them."""
    before: Judged | None = None
    for one, behind in zip_longest(judged, judged[1:]):
        if one.points is not None:
            beside = [
                before is not None and before.promises and not text[before.end : one.start].strip(),
                behind is not None and behind.promises and not text[one.end : behind.start].strip(),
            ]
            one = replace(one, points=one.points + sum(beside) * _BESIDE_POINTS)
        yield one
        before = one


def _questions(text: str) -> Iterator[Offsets]:
    """Where parliament asks: from `Vraag 3` to its `Antwoord`."""
    for question in _QUESTION.finditer(text):
        if answer := _ANSWER.search(text, question.end(), question.end() + _LONGEST_QUESTION):
            yield question.start(), answer.start()


def _quoted(text: str, span: Offsets) -> bool:
    """Whether the sentence lies within a quotation that began before it in its block."""
    before = text[max(0, span[0] - _LONGEST_QUOTATION) : span[0]].rpartition("\n")[2]
    return before.count("“") > before.count("”") or before.count("«") > before.count("»")


def _may_promise(sentence: str) -> bool:
    return not sentence.endswith("?") and not _ANCHORS.isdisjoint(_WORD.findall(sentence))


def _judge(letter: _Context, span: Offsets, dates: Sequence[Mention]) -> Judged:
    """What the rules make of the sentence by itself; `dates` are those inside."""
    sentence = _Sentence(letter.text[slice(*span)], letter.lower[slice(*span)])
    best = max(_promises(sentence), key=lambda promise: promise.points, default=None)
    clauses = [(span[0] + a, span[0] + b) for a, b in sentence.clauses]
    promised = " ".join(letter.text[a:b] for a, b in clauses)
    lower = " ".join(letter.lower[a:b] for a, b in clauses)
    # `u` only where no Kamer is named
    told = min(_PARLIAMENT.finditer(promised), key=lambda m: len(m[0]) == 1, default=None)
    inform = bool((told and _tells(lower)) or _REACTION.search(lower))
    near = span[0] + sentence.text.find(told[0]) if told and inform else None
    deadline = _deadline(letter, clauses, dates, near)
    points = _points(letter, sentence, lower, best, dates, inform=inform)
    if points is not None:
        points += deadline.points if deadline else 0
    actor = (best and (_asked(letter, span, best) or best.actor)) or _agent(sentence.text)
    value = CommitmentValue(
        type="inform" if inform else "act",
        strength=best.strength if best else "effort" if _EFFORT.search(lower) else "firm",
        actor=_actor(letter, span, (span[0] + actor[0], span[0] + actor[1]) if actor else None),
        addressee=told[0] if told and inform else None,
        due=deadline.due if deadline else None,
    )
    return Judged(*span, points, value)


def _points(
    letter: _Context,
    sentence: _Sentence,
    promised: str,
    best: _Promise | None,
    dates: Sequence[Mention],
    *,
    inform: bool,
) -> int | None:
    """What speaks for the best promise of a sentence, its deadline and its neighbours left out."""
    if best is None:
        return None
    points = best.points + letter.plan * _PLAN_POINTS
    for cue in _CUES:
        field = sentence.text if cue.cased else promised if cue.main else sentence.lower
        points += cue.points * _holds(cue, field, best, inform=inform)
    if best.perfect and (_OVER.search(sentence.lower) or any(_past(d, letter.day, strictly=False) for d in dates)):
        points += _OVER_POINTS
    return points


def _holds(cue: Cue, sentence: str, promise: _Promise, *, inform: bool) -> bool:
    if promise.points < cue.least or (cue.passive and (promise.actor or inform)):
        return False
    return bool(cue.pattern.search(sentence)) and not (cue.not_with and cue.not_with.search(sentence))


def _agent(sentence: str) -> Offsets | None:
    """Who of the government acts in a passive, or in the clause with `dat` behind an aim."""
    for hint in (*_AGENT.finditer(sentence), *_THAT.finditer(sentence)):
        if (m := _SUBJECT.match(sentence, hint.end())) and _who(m) in _OURS and not _ATTRIBUTE.match(sentence, m.end()):
            return m.span()
    return None


def _asked(letter: _Context, span: Offsets, promise: _Promise) -> Offsets | None:
    """Which organisation is ordered to act: `heb ik het RIVM verzocht`."""
    if not (promise.perfect and promise.actor and (order := _ORDERED.search(letter.lower, *span))):
        return None
    k = bisect_left(letter.organisation_starts, span[0] + promise.actor[1])
    if k < len(letter.organisations) and letter.organisations[k].end <= order.start():
        return letter.organisations[k].start - span[0], letter.organisations[k].end - span[0]
    return None


def _tells(promised: str) -> bool:
    if _TOLD.search(promised) or _TELLING.search(promised):
        return True
    return any({"tell", "receive"} & {*_FORMS[m[0]]} for m in _finite(promised))


COMMITMENT_CANDIDATES = "commitment_candidates"
"""Key in `Doc.spans` of every sentence that was judged, with its value and its points."""


class Commitments:
    """Adds the commitments to `doc.spans`, and beside them every sentence that was judged.

    Runs when entities, letterhead and sentences are known.
    """

    def __call__(self, doc: Doc) -> Doc:
        mentions = [Mention(e.start_char, e.end_char, cast(Label, e.label_), e._.value) for e in doc.ents]
        letter = doc._.letter if Doc.has_extension("letter") else None
        text = text_of(doc)
        # a name alone promises nothing; and spans at one place share their attributes
        names = {(m.start, m.end) for m in mentions}
        judged = [
            j for j in judge_sentences(text, sentence_spans(text), mentions, letter) if (j.start, j.end) not in names
        ]
        spans = spans_of(doc, [(one.start, one.end, "COMMITMENT") for one in judged])
        for span, one in zip(spans, judged, strict=True):
            span._.value, span._.points, span._.origin = one.value, one.points, "rule"
        doc.spans[COMMITMENT_CANDIDATES] = spans
        doc.spans[COMMITMENTS] = [span for span, one in zip(spans, judged, strict=True) if one.promises]
        return doc


@Language.factory("nlp_pipeline_commitments", assigns=["doc.spans"])
def make_commitments(nlp: Language, name: str) -> Commitments:
    """The component `nlp_pipeline_commitments`."""
    return Commitments()
