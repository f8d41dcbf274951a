"""Who the subject of a sentence is: the author, the cabinet, another part of the government, parliament, others."""

import re
from enum import StrEnum

from nlp_pipeline.components.commitments.words import MINISTRIES, TABLES, any_of


class Who(StrEnum):
    """What the subject of a promise may be."""

    AUTHOR = "author"
    CABINET = "cabinet"
    GOVERNMENT = "government"
    PARLIAMENT = "parliament"
    OTHERS = "others"
    NOBODY = "nobody"


OURS = frozenset({Who.AUTHOR, Who.CABINET, Who.GOVERNMENT})
GROUPS = {
    "author": frozenset({Who.AUTHOR}),
    "speaker": frozenset({Who.AUTHOR, Who.CABINET}),
    "ours": OURS,
    "parliament": frozenset({Who.PARLIAMENT}),
    "asked": OURS | {Who.PARLIAMENT},
    "not others": frozenset(Who) - {Who.OTHERS},
    "not parliament": frozenset(Who) - {Who.PARLIAMENT},
    "anybody": frozenset(Who),
}
"""The subjects that a rule takes, by the name it has in the tables."""

_NAME = r"[A-Z][\w&’'-]*"
_SHORT = r"(?:\s\([\w&]+\))?"
_NAMES = rf"{_NAME}(?:,?\s(?:en\s)?(?:voor\s|van\s)?{_NAME}){{0,7}}"
OFFICE = (
    rf"(?:Stas|Min)(?:{any_of(MINISTRIES)})\b"
    rf"|(?:[Mm]inisters?|[Ss]taatssecretaris(?:sen)?)\b(?:-[Pp]resident)?(?:\s(?:(?:van|voor)\s)?{_NAMES})?{_SHORT}"
)
_BODY = rf"(?:{any_of([*MINISTRIES, *TABLES['agencies']])})\b"
_KAMER = (
    r"(?:[Uu]w|[Dd]e(?:\s(?:Tweede|Eerste))?|[Bb]eide)\sKamers?\b(?!\svan\sKoophandel)"
    r"|[Hh]et\sparlement\b|de\s[TE]K\b|[Uu]\b(?![.&])"
)
_OTHERS = "|".join(TABLES["others"]).replace(" ", r"\s")
SUBJECT = re.compile(
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
        (?:[Dd]e\s|[Oo]nze\s|[Mm]ijn\s|[Uu]w\s)?(?:{OFFICE})(?:\sen\s(?:de\s)?(?:{OFFICE}))?
      | [Dd]e\s(?:\w+\s)?(?:\w+e\s|betrokken\s)?(?:bewindslieden|bewindspersonen)\b(?:\s(?:van|voor)\s{_NAMES})?
      | (?:[Dd]e|[Aa]lle)\s(?:vier\s[Ll]anden|[Ll]anden\s(?:van|binnen|in)\shet\sKoninkrijk)\b
      | {_NAME}\sen\sNederland\b
      | (?:[Dd]e|[Hh]et)\s(?:\w+\s)?{_NAME}\sen\s(?:de|het)\s(?:{OFFICE}|{_BODY}|[Mm]inisterie\b(?:\svan\s{_NAMES})?)
      | [Dd]e\s(?:Nederlandse\s)?(?:[Rr]ijks)?(?:overheid|vertegenwoordiger)\b
      | [Dd]e\s(?:Nederlandse\s)?Staat\b(?!\sder\b) | (?:[Hh]et\s)?Rijk\b | het\srijk\b | Nederland\b(?:\sen\s{_NAME})?
      | (?:[Dd]e(?:ze)?|[Ee]en|[Hh]et|[Oo]nze)\s(?:(?!vaste|Europese|parlementaire)\w+e\s){{0,2}}
        (?i:{"|".join(TABLES["set up"])})\b(?:\s{_NAMES})?
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
PARLIAMENT = re.compile(rf"\b(?:{_KAMER})")
"""Parliament, named anywhere."""


def who_is(m: re.Match[str]) -> Who:
    """Whom a match of `SUBJECT` means."""
    return Who(m.lastgroup or "nobody")
