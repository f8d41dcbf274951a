"""What to do with a hyphen: words broken at a line end, and stray hyphens inside a line.

The rules follow the Woordenlijst (Leidraad 6 on the hyphen): it stays between clashing vowels (`zee-eend`), after
names, abbreviations and figures (`COVID-pandemie`), before a capital (`Noord-Afrika`), after a few prefixes
(`oud-minister`), and where half a compound is left out (`wet- en regelgeving`). Otherwise a hyphen at a line end is the
typesetter's and falls away.
Cases that each rule takes and leaves are in `tests/cases/hyphenation.jsonl`.
"""

import re
from enum import Enum

from nlp_pipeline.normalising.words import Words


class Mend(Enum):
    """How the two halves of a break go on: `vreemde|lingen`, `COVID-|pandemie`, `wet-| en`."""

    JOIN = "join"
    KEEP = "keep"
    SUSPEND = "suspend"


SUSPENDERS = frozenset(
    "en of & tot noch maar en/of of/en c.q. cq resp. respectievelijk alsmede alsook dan én óf e/o".split()
)
"""Words before which a hyphen stands for an omitted half: `wet- en regelgeving`."""

HYPHEN_PREFIXES = frozenset(
    "niet oud ex non quasi bijna vice adjunct aspirant kandidaat interim pseudo leerling secretaris "
    "directeur procureur advocaat inspecteur minister".split()
)
"""Whole words that keep their hyphen before a word (`niet-Europese`, `oud-minister`, `procureur-generaal`)."""

LOWER_ABBREVIATIONS = frozenset(
    "po vo so wo mbo hbo mavo vmbo havo vwo ab ggd ggz zzp ict btw cao hiv tv tbs wmo wia awbz wajong cv "
    "bv nv pgb wlz zvw jgz isv mkb ov hr pc dvd usb vve asz bes eu covid up to e o".split()
)
"""Abbreviations written in lower case, which keep their hyphen (`mbo-opleiding`); capitals tell all others."""

_CLASHES = frozenset("aa ae ai au ee ei eu ie ii ij oe oi oo ou ui uu éé aé eé oé".split())
"""Last vowel before, first vowel after: together they would read as one sound (Leidraad 6.2)."""

_COMMON = 5
"""Seen more often than this, a part of a chain is a word by itself."""
_PHRASE_OPENERS = HYPHEN_PREFIXES | frozenset("van op up in over voor na de face one end kant peer".split())
"""How a chain begins whose parts stay apart: `van-werk-naar-werkbeleid`, not `Natura-uitvaartverzekeraar`."""
_TREMA = str.maketrans("aeiou", "äëïöü")
_ADJECTIVE = re.compile(r"(?:isch|aal|eel|ief|iek|lijk|iaal|air|eus)(?:e|en|er)?$")
_ADDRESS = re.compile(r"https?:|www\.|\w/[\w.-]+/|[_%=?#]|\w/\w+-\w+-|\.(?:nl|com|org|eu|html?|pdf)\b", re.IGNORECASE)
_LAST_PART = re.compile(r"[^\W_]*$")
_FIRST_PART = re.compile(r"[^\W_]*")


def mend_break(left: str, right: str, words: Words) -> Mend:
    """How the line ending in `left` (without its hyphen) goes on with `right`, the first token of the next line."""
    bare = right.strip("(),;:.!?’'\"»”")
    # `€ 600,-` and `-/-` are signs, whole in themselves
    if bare.lower() in SUSPENDERS or right.startswith("(") or left.rstrip("-").endswith((",", "-/")):
        return Mend.SUSPEND
    if _ADDRESS.search(left) or (left.endswith("/") and left != "/"):
        return Mend.KEEP
    head, tail = _core(left), _FIRST_PART.match(right.lstrip("’'\"«“‘"))
    if not head or tail is None or not tail[0]:
        return Mend.KEEP
    return _mend_parts(head, tail[0], words, whole=left)


def _core(left: str) -> str:
    """The last part of a token, its brackets dropped: `(werk)af` → `werkaf`, `IV-perso` → `perso`."""
    part = _LAST_PART.search(left.replace("(", "").replace(")", ""))
    return part[0] if part else ""


def _mend_parts(head: str, tail: str, words: Words, whole: str) -> Mend:
    if head[-1].isdigit() or tail[0].isdigit():
        return Mend.KEEP
    if tail[0].isupper():
        shouted = head.isupper() and tail.isupper() and words.in_corpus(head + tail) > 0
        return Mend.JOIN if shouted else Mend.KEEP
    if any(c.isupper() for c in head[1:]) or len(head) == 1 or head.lower() in LOWER_ABBREVIATIONS:
        return Mend.KEEP
    joined, hyphened = head + tail, f"{head}-{tail}"
    own = words.in_letter(joined) - words.in_letter(hyphened)
    if own:
        return Mend.JOIN if own > 0 else Mend.KEEP
    first_part = "-" not in whole
    seen_joined, seen_hyphened = words.in_corpus(joined), words.in_corpus(hyphened)
    is_word = words.in_corpus(head) > 0 and words.in_corpus(tail) > 0
    if first_part and head.lower() in HYPHEN_PREFIXES and is_word and seen_joined <= seen_hyphened:
        return Mend.KEEP
    if seen_joined != seen_hyphened:
        return Mend.JOIN if seen_joined > seen_hyphened else Mend.KEEP
    if words.in_corpus(with_trema(head, tail)) > 0:
        return Mend.JOIN
    if words.is_name(head) and len(tail) > 4:
        return Mend.KEEP
    if not first_part and words.in_corpus(head) > _COMMON and whole.split("-")[0].lower() in _PHRASE_OPENERS:
        return Mend.KEEP
    if words.in_corpus(head) > 0 and len(tail) > 4 and words.hyphen_heads[head.lower()] > 0:
        return Mend.KEEP
    if (head[-1] + tail[0]).lower() in _CLASHES:
        return Mend.KEEP
    if is_word and _ADJECTIVE.search(head) and _ADJECTIVE.search(tail):
        return Mend.KEEP
    return Mend.JOIN


def with_trema(head: str, tail: str) -> str:
    """`be` + `invloeden` → `beïnvloeden`: a trema falls away where the word is broken before it (Leidraad 4.3)."""
    return head + tail[0].translate(_TREMA) + tail[1:]


def needs_trema(head: str, tail: str, words: Words) -> bool:
    """Whether the joined word is spelt with a trema that the break took away."""
    if not head or tail[:1] not in ("a", "e", "i", "o", "u"):
        return False
    return words.in_corpus(with_trema(head, tail)) > words.in_corpus(head + tail)


def is_stray(head: str, tail: str, words: Words) -> bool:
    """Whether the hyphen of `head-tail` inside a line is left over from an earlier line end.

    Only on evidence: the letter itself joins the word elsewhere, or the corpus does so plainly more often than not.
    A compound that merely could be joined (`kosten-batenanalyse`) keeps its hyphen.
    """
    if head.lower() in HYPHEN_PREFIXES or head.lower() in LOWER_ABBREVIATIONS or head[-1] + tail[0] in _CLASHES:
        return False
    joined, hyphened = head + tail, f"{head}-{tail}"
    own = words.in_letter(joined)
    if own:
        return own >= words.in_letter(hyphened) and words.in_corpus(hyphened) <= words.in_corpus(joined)
    return words.in_corpus(joined) >= 5 + 10 * words.in_corpus(hyphened)
