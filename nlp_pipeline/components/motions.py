"""Motions that their mention identifies, by submitters or by an attached number, with what the letter says of them.

A mention is the word *motie* with its submitters, their parties and *c.s.*: `motie van het lid Simons (Bij1) c.s.`,
`motie-Becker`, `motie Van Dijk/Azmani`. Its subject (`over terugkeer`) stays out, and a date behind the submitters too.
The document of a motion is what the letter itself ties to it: in brackets, directly before or behind, or in a footnote.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Literal, TypeAlias, cast

from spacy.language import Language
from spacy.tokens import Doc, Span

from nlp_pipeline.components.references import plain_signs
from nlp_pipeline.components.sentences import sentence_spans
from nlp_pipeline.mentions import Mention, add_mentions, text_of
from nlp_pipeline.normalising.words import is_common
from nlp_pipeline.values import Footnote, MotionStatus, MotionValue, Offsets, RefValue

GIVEN_NAMES = frozenset(
    """
    Aant Achraf Agnes Albert Alexander Alexandra Ancilla Anita Annabel Anne Anne-Marijke Anoushka Arend Arie
    Arjan Arne Astrid Attje Aukje Barbara Barry Bart Bas Bente Bert Betty Boris Bram Carla Carola Caroline
    Caspar Chantal Charlotte Chris Christine Cor Corinne Cynthia Daan Danai Daniel Daniël Daniëlle Dennis Derk
    Dick Diederik Dilan Dion Dirk Don Duco Ed Eddy Edgar Eelco Elbert Eline Ellen Emiel Emile Eppo Eric Erik
    Ernst Esmah Esther Eva Eveline Evert-Jan Faissal Farid Fatma Femke Fenna Fleur Folkert Foort Frank Frans
    Freek Geert Ger Gerard Gerben-Jan Gerrit-Jan Gert-Jan Gideon Gidi Gijs Habtamu Han Hanneke Hans Harm Harmen
    Harry Hatte Helma Henk Henri Hidde Hilde Hind Huub Hülya Ilana Ilse Ines Inge Ingrid Isa Isabelle Ismail
    Jaco Jacob Jacqueline Jacques Jan Jan-Willem Janneke Jasper Jeanet Jeroen Jesse Jimmy Joba Johan John Joost
    Jorien Joris Jos Joyce Judith Julian Julius Jurgen Karin Karen Kathleen Kati Kauthar Kees Kelly Khadija
    Kiki Kirsten Klaas Lammert Laura Laurens Lea Leendert Leon Leonie Liane Lidewij Liesbeth Lilian Lilianne
    Linda Lisa Loes Lot Louis Lucas Lutz Luuk Léon Maarten Machiel Madeleine Maes Magda Mahir Malik Manja Marc
    Marcel Margriet Marianne Marieke Marijke Marijn Marion Mariska Marit Mariëlle Marja Marjolein Mark Marleen
    Martijn Martin Martine Maurits Mei Merel Michel Michiel Mieke Mirjam Mohammed Mona Mustafa Nathalie Nelleke
    Nevin Nicki Nico Nicolien Nilüfer Nine Norbert Ockje Olger Otwin Paul Paulien Pauline Pepijn Peter Pia Piet
    Pieter Pim Queeny Rachel Raoul Raymond Reinette Reinier Remco Rens Renske René Richard Rik Roald Rob Robbert
    Robert Robin Roelien Roelof Romke Ronald Rosa Rosanne Roy Ruben Rudmer Ruud Sabine Salima Sander Sandra Saskia
    Senna Sharon Sidney Sietse Silvio Simone Sjoerd Songül Sophie Stef Stephan Steven Stieneke Stientje Suzanne
    Sylvana Tamara Tanja Teun Theo Thierry Thom Tim Tjeerd Tobias Tofik Tom Ton Tony Tunahan Ulysse Vera Vicky
    Victor Wassila Wendy Wieke Willem Willem-Jan Willemien Wim Wouter Wybren Wytske Ybeltje Yvonne Zihni Zohair
    """.split()
)
"""Given names that the Kamer writes with a surname that several members share: `Otwin van Dijk`, `Agnes Mulder`."""

DOUBLE_SURNAMES = frozenset(
    {"Aasted Madsen", "Bruins Slot", "Haersma Buma", "Koşer Kaya", "Koser Kaya", "Nuis Brink", "Six Dijkstra", "Li Vos"}
)
"""Surnames of two words, by their first two."""

HYPHENATED_SURNAMES = frozenset(
    """
    Abdulaziz-Dekker Baay-Timmerman Bakker-Klein Berckmoes-Duindam Berg-Jansen Berndsen-Jansen
    Beukering-Huijbregts Bijleveld-Schouten Blécourt-Wouterse Broekers-Knol Dekker-Abdulaziz Dijk-Hekking Dik-Faber
    Geluk-Poortvliet Hamming-Bluemink Hennis-Plasschaert Huijbregts-Schiedon Huizinga-Heringa Jorritsma-Lebbink
    Klip-Martin Kooten-Arissen Laan-Geselschap Langen-Visbeek Lokin-Sassen Lucas-Smeerdijk Martens-America
    Michon-Derkzen Nieuwenhuizen-Wijbenga Nijhof-Leeuw Oomen-Ruijten Ortega-Martijn Pouw-Verweij Quik-Schuijt
    Rikkers-Oosterkamp Schreijer-Pierik Slagt-Tichelman Snijder-Hazelhoff Vellinga-Beemsterboer Visseren-Hamakers
    Vries-Leggedoor Vroonhoven-Kok Wolff-Albers Yesilgöz-Zegerius Yeşilgöz-Zegerius
    """.split()
)
"""Double surnames with a second capital; elsewhere that hyphen joins two submitters: `motie Jacobi-Hachchi`."""

DE_NAMES = frozenset(
    """
    Beer Beukelaar Beurs Blécourt Boer Bruijn Bruin Caluwe Caluwé Geus Graaf Graaff Grave Groot Haan Hoop Jager
    Jong Jonge Kok Kort Korte Krom Lange Liefde Mos Neef Nerée Pater Pater-van Roon Rouwe Ruiter Vos Vree Vries
    Wit
    """.split()
)
"""Surnames behind a `de` in lower case, which behind *motie* may as well be the article: `motie de Hoop`."""

VAN_NAMES = frozenset(
    """
    Aalst Aelst Apeldoorn Ark Asten Baalen Baarle Ballekom Beek Berkel Beukering Bijsterveld Bommel Boxtel Brenk
    Campen Dam Dekken Dijck Dijk Dijke Dooren Driel Duijvenvoorde Eijk Eijs Esch Esdonk Gasteren Gent Gerven
    Gesthuizen Ginneken Groningen Gurp Haaren Haersma Haga Hattem Heemst Helvert Hijum Hoof Houwelingen Huffelen
    Kampen Kappen Kent Kesteren Keulen Klaveren Knapen Kooten Laar Langen Lanschot Leeuwen Leijen Manen Marum
    Meenen Meetelen Meijeren Miltenburg Nieuwenhuizen Nieuwenhuizen-Wijbenga Nispen Nunen Oijen Ojik Oosten
    Oostenbruggen Oosterhout Otterloo Pareren Raak Raan Rey Rij Rooijen Roon Schaik Strien Tongeren Toorenburg
    Toorenenburg Veen Veldhoven Velzen Vliet Vroonhoven Vugt Waveren Weerdenburg Wely Weyenberg Wijngaarden
    Winsen Zandbrink Zanten Zwol
    """.split()
)
"""Surnames behind a `van`: in `motie van Strien` the word belongs to the name, in `motie van Segers` it does not."""

PARTIES = """
    VVD PVV CDA D66 GroenLinks-PvdA PvdA-GroenLinks GL-PvdA PvdA-GL GroenLinks Groenlinks Groen_Links GL SP PvdA
    PVDA ChristenUnie Christenunie Christen_Unie CU SGP PvdD PVDD Partij_voor_de_Dieren 50PLUS 50Plus DENK Denk
    FVD FvD Forum_voor_Democratie JA21 Volt VOLT BBB NSC BIJ1 Bij1 BVNL OSF OPNL LPF VNL PVV/Bontes
""".split()
"""Parties and groups as the Kamer writes them behind a name; `_` stands for a blank."""

NOT_NAMES = frozenset(
    """
    Aan Aanbieding Aanhangsel Advies Afdoening Afgedaan Afgerond Algemene Almere Amendement Amsterdam Antwoord
    Appreciatie april Aruba augustus Begroting Beleidsreactie BES Betreft Bij Bijlage Bonaire Brief Caribisch
    Caribische Commissiedebat Conform Curacao Curaçao Daarnaast Dat Datum De december Deze Die Dit Document Een
    Eerste EK En Er Europa Europees Europese februari Fout Fractie Gelet Gemeenteraad Groep Haag Handelingen Het
    Hierbij Hiermee Hoofdstuk Ik In Indiener Indieners Informatie Informele Ingediend januari juli juni Kabinet
    Kabinetsreactie Kamer Kamerbrief Kamerleden Kamerlid Kamerstuk Kamerstukken Kamerstuknummer Kamervragen Kenmerk
    Koninkrijk Kst Landen Leden Leefbaar Lid maart mei Met Middels Minister Ministerie Ministers Motie Moties Na
    Naar Nationaal Nationale Nederland Nederlands Nederlandse Nieuwe Nota Notaoverleg november Nr Nummer oktober
    Om Onderwerp Onze Op Over Pagina Partij Planning Plenair Provinciale Raad Rapport Rapportage Reactie Regering
    Rijk Rotterdam Saba Schriftelijk september Sint Staat Staatssecretaris Stand Staten Status Ten Tevens Tijdens
    TK Toelichting Toezegging Toezeggingen Tot Tweede Tweeminutendebat Uit Uitvoering Utrecht Uw Van Verder
    Vergaderjaar Verslag Voor Voorgesteld Voortgang Vraag Wat Wet Wetgevingsoverleg Wij Wijziging Wordt Zie Zoals
    """.split()
) | {party.split("_")[0] for party in PARTIES}
"""Words with a capital that stand behind *motie* and are no surname."""

_UPPER = "A-ZÀ-ÖØ-ÞĀ-Ž"
_WORD = rf"[{_UPPER}][^\W\d_]*(?:['’][{_UPPER}a-z][^\W\d_]+)?"
_PARTICLE = (
    r"(?:(?i:van) (?:(?i:den|der|de|het|ter|ten)|['’‘]t)|(?i:van|den|der|de|ten|ter|te|el|al|di|du|la|le)"
    r"|(?i:uyt) den|(?i:op) (?:de|den|['’‘]t|het)|(?i:in) ['’‘]t|['’‘]t|(?i:von)(?: der)?)"
)
_NAME = re.compile(
    rf"(?P<initials>(?:[A-Z]\. ?){{1,4}})?(?:(?P<particle>{_PARTICLE}) )?"
    rf"(?P<core>{_WORD}(?:-(?:{_PARTICLE} )?{_WORD}){{0,2}})"
)
_PARTY = "|".join(re.escape(p.replace("_", " ")) for p in sorted(PARTIES, key=len, reverse=True))
_GROUP = (
    rf"(?:{_PARTY}|(?:[Gg]roep|[Ff]ractie|[Ll]id)[- ][^()\n]{{2,25}}"
    r"|Van Haga|Omtzigt|Den Haan|Ephraim|Gündoğan|Houwers)"
)
_CAPITALS = re.compile(r"[A-Z]{2}[ /,-]{1,2}$")
_PARTY_OF = re.compile(
    rf"\s?\((?:beiden |beide |allen )?(?P<party>{_GROUP}(?:(?: ?/ ?|, | en ){_GROUP}){{0,3}})\)"
    rf"|/(?P<slashed>{_PARTY})(?![\w-])"
)
_COSIGNED = re.compile(r"\s?(?:\(c\.? ?s\.?\)|(?<=\s)(?:[cC]\.? ?[sS](?:\.|(?!\w))|cum suis\b|e\.a\.|et al\.|\.s\.))")
_A_NAME = rf"(?:{_PARTICLE} )?{_WORD}"
_OF_MEMBER = r"van (?:het |de )?(?:[Kk]amer)?(?:lid|leden) "
_PERSON = r"(?:van )?(?:(?:het |de )?(?:Kamer)?(?:lid|leden|heer)|mevrouw) "
_NEXT_NAME = re.compile(
    rf" ?/ ?| – |–|, (?:{_PERSON})?|,? (?:en|EN|&) (?:{_PERSON}|-)?"
    rf"| - (?={_A_NAME}(?:{_COSIGNED.pattern}| \(| over | inzake |, \d))"
)
_ATTACHED = re.compile(
    r" \([^()\n]{3,60}\)(?= (?:en|,)|, )"
    r"| over [^.;:()\n]{3,150}?"
    rf"(?:(?: \([^()\n]{{3,60}}\))?(?=,? en {_OF_MEMBER})"
    rf"| \([^()\n]{{3,60}}\d\)(?=,? (?:en )?{_A_NAME}(?:{_COSIGNED.pattern}| over | \()))"
)
"""What may stand between the motions of a list: their numbers and subjects."""


_MONTH = r"(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december)"
_ANCHOR = re.compile(
    r"\b(?:(?:(?:[Nn]ader|[Oo]pnieuw) )?[Gg]ewijzigde )?(?P<word>[Mm]otie(?P<s>s)?|MOTIE(?P<S>S)?)"
    r"(?:(?![^\W_])|(?=van ?(?:het|de) ?(?:lid|leden)\b|[A-Z][a-z]+ ?[A-Z]))"
)
_ASIDE = re.compile(
    rf"(?: van (?:afkeuring|wantrouwen|treurnis))?"
    rf"(?: van (?:uw|de|onze) (?:(?:Tweede|Eerste) )?Kamer(?= van | ?[(\[,]))?"
    rf"(?:,?(?: op stuk)? nr\.? ?\d{{1,3}}(?!\d)| \(nr\.? ?\d{{1,3}}\)| #?\d{{1,3}}(?= van ))?"
    rf"(?:,? (?:van|d\.d\.|uit) (?=\d|{_MONTH})(?:\d{{1,2}} )?(?:{_MONTH} )?(?:\d{{4}})?(?:jl\.)?(?<! ))?"
)
"""What may stand between *motie* and its submitters: `van afkeuring`, `nr. 25`, `van 14 december 2021`."""

_MEMBER = re.compile(
    r"(?i:(?:,? ?(?:van|door|ingediend door)(?: ?de| ?het| (?:oud|voormalige?|toenmalige?)-?| beide)*"
    r" ?(?:(?:[a-z0-9]+-){0,2}(?:(?:tweede|eerste)[ -])?(?:kamer)?(lid|leden)"
    r"|(heer|heren|dames|mevrouw|mevr\.|mw\.|dhr\.|senator(?:en)?))"
    r"| (?:het )?(?:kamer)?(lid|leden)(?= [A-Za-z])) ?)"
)
"""What leads in submitters; the blanks of words that a letter glued together may be missing."""
_PLAIN = re.compile(r" ingediend door | (?=van )")
_SUBJECT_BETWEEN = re.compile(
    r" (?:(?:over|inzake|betreffende|met betrekking tot|om) [^.;:,()\n]{3,120}?"
    r"|ingediend|aangenomen|aanvaard|verworpen)"
    rf" (?:(?={_OF_MEMBER})|\((?=[^()\n]{{2,40}}(?:c\.s\.|\([A-Z]\w+\))\)))"
)
"""What stands before submitters: `motie over terugkeer van het lid Simons`, `motie over terugkeer (Simons c.s.)`."""

_OTHER_WORK = re.compile(
    r"(?:nota|brief|voorstel|vragen|vraag|amendement|wet|motie|verzoek|inbreng|plan|opmerking(?:en)?|toezegging)$"
)
"""What else may be a member's, and then is not the motion: `motie over de initiatiefnota van het lid Simons`."""

_BRACKETED_NAMES = re.compile(r" [(\[“‘\"'](?=[^()\n]{2,60}[)\]”’\"'])")
_DIRECT = re.compile(
    rf" ?[-–](?! )| |(?=[A-Z])"
    rf"|\n(?={_A_NAME}(?:/{_A_NAME}){{0,3}}"
    rf"(?:{_COSIGNED.pattern}|,?\s\(?(?:Kamerstuk[^\d\n]{{0,20}})?\d\d ?\d{{3}}(?!\d)))"
)
"""What stands between *motie* and a name: a blank, a hyphen, nothing (`motieVan Vliet`), or the line break of a heading
or a table before `Simons c.s.` and `Simons, 36 200`."""

_ANAPHOR = re.compile(r"\b(?:[Dd]eze|[Dd]ie|[Ww]elke|[Gg]een) $")
_TO_NUMBER = re.compile(
    r"(?: \((?:t\.?v\.?v\.?|was|nr\.) [^()\n]{1,30}\))?"
    r"(?:,? (?:met|onder|bij) (?:het )?(?:(?:[Kk]enmerk|(?:[Kk]amerstuk)?nummer|nr\.) )?"
    r"| (?:nummer|nr\.) | [/|–-] |: |,?\s)?"
    r"[(\[]?(?:zie (?:ook )?|[Kk]enmerk:?\s|(?:19|20)\d\d )?"
)
"""What stands between a motion and the number directly behind it."""

_MOVED = re.compile(r" (?:ingediend|indiende|aangenomen|aannam|aanvaard|verworpen|in|aan)\b")
_CLAUSE = re.compile(r" (?:over|inzake|betreffende|om|waarin|waarmee|die|dat|met (?:het verzoek|betrekking)|van)\b")
"""What tells what an unnamed motion is about, or whose it is, before its number in brackets."""
_AT_SUBJECT = re.compile(
    r"(?: (?:(?:over|inzake|betreffende|om|met het verzoek|met betrekking tot)\b"
    r"(?:(?!\b(?:heb|heeft|hebben|is|zijn|ben|wordt|worden|werd|zal)\b)[^.,;:()\n])*"
    r"|(?:waarin|waarmee)\b[^.;:()\n]*))?"
)
"""What stands between an unnamed motion and the marker of its note: nothing, or its subject."""
_CLAUSE_END = re.compile(r"\)(?:[.,;:\n]|$| aangenomen| en (?:de|een) motie)")

_TO_ITS_NUMBER = re.compile(rf"(?:{_MOVED.pattern})?{_ASIDE.pattern}(?:{_TO_NUMBER.pattern})")
"""The same where the number is all that identifies the motion."""

_SUBJECT = re.compile(r"\b(?:lid|heer|mevrouw|senator|(?P<s>leden|heren|dames|senatoren)) ")
_MOVES = re.compile(r" (?:(?:heeft|hebben|had|hadden|diende|dienden) [^;:]*|een (?:\w+ )?|(?:[^;:]* )?ingediende )")
"""What stands before and behind the submitters that come before their motion."""

_OTHER_DOCUMENT = re.compile(
    r"\b(?:[Kk]amer)?(?:brief|brieven|nota|advies|rapportage|debat|overleg|amendement|wetsvoorstel|toezegging)\b|;"
    r"|\bt\.?v\.?v\b|\bter vervanging van\b"
    r"|\b(?:toegezegd|toegestuurd|toegezonden|gestuurd|gezonden|verzonden|aangeboden|geïnformeerd|gemeld|bericht)\b"
)
"""Words between a motion and a number that give the number to something else: another paper, or what was told."""

_ABOUT_THE_MOTION = re.compile(
    r"\b(?:[Kk]amer)?(?:brief|brieven|nota|rapportage)\b[^;()]{0,80}\b(?:over|inzake)\b[^;()]{0,20}"
    r"\b(?:uitwerking|uitvoering|afdoening) van (?:de )?$"
)
"""A bracket behind such words gives the number of the letter and not of the motion."""

_SUBJECT_CLAUSE = re.compile(
    r"\b(?:die|dat|waarin|waarmee|om|wetsvoorstel|amendement|niet)\b|[;:]"
    r"|,(?! ?(?:ingediend|aangenomen|aanvaard|verworpen))"
)
"""Signs that a participle behind a motion is no longer about the motion itself."""

_NUMBER_IN_BRACKETS = re.compile(r"\([^()]*\d\)")
_ON_THE_MOTION = re.compile(r" (?:Dit|Deze motie|Die motie|Hierin|Daarin)\b")
"""How a sentence begins that goes on about the motion of the one before."""

_LOOSE_NOTES = re.compile(r"(?:^|\n)((?:\d{1,3}\n){0,4}\d{1,3})[ \n]{1,2}$")
_LOOSE_MARKER = re.compile(r"(?<=[^\W\d]|[.,;)]) (\d{1,3})(?=[\n,]| [A-Z]|$)")
"""The numbers of notes and their marker, where they were left standing in the text."""

_LISTED = re.compile(r"[;,]?(?: (?:en|resp\.|respectievelijk))? ")
"""What stands between the references of a list."""

_STATUS = re.compile(r"\b(aangenomen|aanvaard|verworpen|aangehouden|ingetrokken|ingediend)\b")
_STATUS_BEFORE = re.compile(
    r"(?<!niet )\b(aangenomen|aanvaarde|verworpen|aangehouden|ingetrokken|ingediende?)\b(?: (?:en|\w+de|\w+en)){0,2} $"
)
_MOST = 10
"""How many motions one sentence may list with their documents."""

_LONG_WORD, _OFTEN = 8, 20
"""A word of so many letters that the corpus has so often, and not as a name, is no surname behind a bare *motie*."""
_NEAR = 100
"""Characters from the start of a line within which the footnote marker of that line belongs to a motion."""


_Who: TypeAlias = Literal["member", "members", "named"]
"""How submitters are led in: `van het lid X`, `van de leden X en Y`, or by their names alone."""


@dataclass
class _Draft:
    """A motion mention before its document and status are known."""

    start: int
    end: int
    submitters: list[str]
    party: str | None = None
    cosigned: bool = False
    ref: str | None = None
    status: MotionStatus | None = None


class _Surroundings:
    """What stands around the motions of a text: its references, its footnotes, its sentences (told when asked for)."""

    def __init__(self, text: str, references: Iterable[Mention], footnotes: Iterable[Footnote]) -> None:
        self.text = text
        self.refs = sorted(references, key=lambda r: r.start)
        self.ref_starts = [r.start for r in self.refs]
        self.notes = sorted((f["at"][0], f["note"]) for f in footnotes if f["at"])
        self.note_places = [at for at, _ in self.notes]
        self.loose_notes: dict[str, list[Mention]] = {}
        for i, ref in enumerate(self.refs):
            if numbers := _LOOSE_NOTES.search(text, max(0, ref.start - 20), ref.start):
                for number, note in zip(numbers[1].split(), self._noted_from(i), strict=False):
                    self.loose_notes.setdefault(number, []).append(note)
        self.block_starts = [0, *(m.end() for m in re.finditer("\n", text))]
        self._sentences = cache(self._sentences_of)

    def _sentences_of(self, block: int) -> tuple[list[int], list[Offsets]]:
        start = self.block_starts[block]
        end = self.block_starts[block + 1] if block + 1 < len(self.block_starts) else len(self.text)
        spans = [(start + s, start + e) for s, e in sentence_spans(self.text[start:end])] or [(start, end)]
        return [s for s, _ in spans], spans

    def _noted_from(self, i: int) -> Iterator[Mention]:
        """The references from the `i`th on that stand each on a line of its own."""
        yield self.refs[i]
        for ref, following in pairwise(self.refs[i : i + _MOST]):
            if self.text[ref.end : following.start] not in ("\n", ".\n"):
                break
            yield following

    def sentence(self, pos: int) -> Offsets:
        """The sentence around an offset."""
        starts, spans = self._sentences(bisect_right(self.block_starts, pos) - 1)
        return spans[max(0, bisect_right(starts, pos) - 1)]

    def ref_from(self, pos: int) -> Mention | None:
        """The first reference that begins at `pos` or behind it."""
        i = bisect_left(self.ref_starts, pos)
        return self.refs[i] if i < len(self.refs) else None

    def ref_before(self, pos: int) -> Mention | None:
        """The last reference that begins before `pos`."""
        i = bisect_left(self.ref_starts, pos)
        return self.refs[i - 1] if i else None

    def notes_between(self, start: int, end: int) -> list[tuple[int, Offsets]]:
        """The places of the footnote markers in `[start, end]`, with their notes."""
        return self.notes[bisect_left(self.note_places, start) : bisect_right(self.note_places, end)]


def find_motions(text: str, references: Sequence[Mention], footnotes: Sequence[Footnote]) -> list[Mention]:
    """The identified motions in the normalised `text`, in order, with its `references` and `footnotes` at hand."""
    text = plain_signs(text)
    around = _Surroundings(text, references, footnotes)
    drafts: list[_Draft] = []
    for anchor in _ANCHOR.finditer(text):
        if not drafts or anchor.start() >= drafts[-1].end:
            drafts += _submitted(text, anchor) or _numbered(anchor, around)
    waiting: list[_Draft] = []
    for draft, following in pairwise([*drafts, _Draft(len(text), len(text), [])]):
        draft.status = _status(draft, following.start, around)
        sentence, _ = around.sentence(draft.start)
        waiting = [*(w for w in waiting[-_MOST:] if w.start >= sentence), *([] if draft.ref else [draft])]
        documents = [] if draft.ref else _documents(draft, following.start, around)
        if documents:
            if len(documents) == 1:
                draft.ref = documents[0]
            elif len(documents) == len(waiting):
                for each, document in zip(waiting, documents, strict=True):
                    each.ref = document
            waiting = []
    _share(drafts)
    return [
        Mention(
            d.start,
            d.end,
            "MOTION",
            MotionValue(submitters=d.submitters, party=d.party, cosigned=d.cosigned, status=d.status, ref=d.ref),
        )
        for d in drafts
    ]


def _submitted(text: str, anchor: re.Match[str]) -> list[_Draft]:
    """The motions that `anchor` names by their submitters: one, or more behind *moties*."""
    plural = bool(anchor["s"] or anchor["S"])
    aside = _ASIDE.match(text, anchor.end())
    assert aside
    if member := _MEMBER.match(text, aside.end()):
        who = _who(member)
        groups = _names(text, member.end(), who, plural)
    elif plain := _PLAIN.match(text, aside.end()):
        pos = plain.end()
        pos += len("van ") if text.startswith("van ", pos) and not _is_van_of_name(text, pos) else 0
        groups = [] if _is_article(text, pos) else _names(text, pos, "named", plural)
    elif aside.end() == anchor.end() and (direct := _DIRECT.match(text, anchor.end())):
        if _is_article(text, direct.end()) or _ANAPHOR.search(text[max(0, anchor.start() - 12) : anchor.start()]):
            return []
        groups = _names(text, direct.end(), "named", plural) or _bracketed(text, anchor.end())
        if len(groups) == 1 and _is_nickname(groups[0]):
            return []
    else:
        groups = []
    if not groups:
        return _behind_subject(text, anchor)
    groups[0].start = anchor.start()
    if anchor["word"].isupper():
        for group in groups:
            group.submitters = [_as_written_in_text(name) for name in group.submitters]
    return groups


def _who(member: re.Match[str]) -> _Who:
    kind = next(filter(None, member.groups())).lower()
    return "members" if kind in ("leden", "heren", "dames", "senatoren") else "member"


def _is_van_of_name(text: str, pos: int) -> bool:
    """Whether the `van` at `pos` opens a surname: `van Strien`, `van der Staaij`, not `van Segers`, `van de Raad`."""
    m = _NAME.match(text, pos)
    if not m or not m["particle"] or m["particle"] == "van":
        return bool(m and m["core"].split("-")[0] in VAN_NAMES)
    return m["particle"] not in ("van de", "van het") or bool(_COSIGNED.match(text, m.end()))


def _bracketed(text: str, pos: int) -> list[_Draft]:
    """The submitters in brackets or quotes at `pos`, where nothing else stands in there: `motie (Wuite c.s.)`."""
    m = _BRACKETED_NAMES.match(text, pos)
    groups = _names(text, m.end(), "named", plural=False) if m else []
    if not groups or text[groups[0].end : groups[0].end + 1] not in tuple(")]”’\"'"):
        return []
    is_definite = text.endswith(" de ", 0, pos - len("motie"))
    if not (groups[0].cosigned or groups[0].party or len(groups[0].submitters) > 1 or is_definite):
        return []
    groups[0].end += 1
    return groups


def _behind_subject(text: str, anchor: re.Match[str]) -> list[_Draft]:
    """A motion whose submitters follow behind its subject: the mention is the word alone."""
    subject = _SUBJECT_BETWEEN.match(text, anchor.end())
    plural = anchor["s"] or anchor["S"]
    if not subject or plural or _ANAPHOR.search(text[max(0, anchor.start() - 12) : anchor.start()]):
        return []
    if _OTHER_WORK.search(subject[0].rstrip(" (")):
        return []
    if member := _MEMBER.match(text, subject.end() - 1):
        names = _names(text, member.end(), _who(member), plural=False)
    else:
        names = _names(text, subject.end(), "named", plural=False)
    one = names[0] if names else None
    return [_Draft(anchor.start(), anchor.end(), one.submitters, one.party, one.cosigned)] if one else []


def _is_article(text: str, pos: int) -> bool:
    """Whether a `de` at `pos` is no part of a surname: `motie de Kamer`."""
    m = _NAME.match(text, pos)
    return bool(m and m["particle"] == "de" and m["core"].split("-")[0] not in DE_NAMES)


def _as_written_in_text(name: str) -> str:
    """`VAN DER STAAIJ` → `Van der Staaij`."""
    words = name.split(" ")
    lowered = [w.lower() if re.fullmatch(_PARTICLE, w) else w.title() for w in words]
    return lowered[0][:1].upper() + " ".join(lowered)[1:]


def _merged(groups: list[_Draft]) -> _Draft:
    names = [name for group in groups for name in group.submitters]
    parties = list(dict.fromkeys(group.party for group in groups if group.party))
    cosigned = any(group.cosigned for group in groups)
    return _Draft(groups[0].start, groups[-1].end, names, "/".join(parties) or None, cosigned)


def _names(text: str, pos: int, who: _Who, plural: bool) -> list[_Draft]:
    """Reads the submitters at `pos`; behind *moties* each name that *en* or a comma sets apart is a motion of its own.

    The first motion begins at its first name.
    """
    groups: list[_Draft] = []
    joint = ""
    commas = 0
    while name := _name(text, pos, who, is_last=_ends_list(joint)):
        end, surnames = name
        party = _PARTY_OF.match(text, end)
        end = party.end() if party else end
        cosigned = _COSIGNED.match(text, end)
        end = cosigned.end() if cosigned else end
        one = _Draft(pos, end, surnames, cosigned=bool(cosigned))
        one.party = re.sub(" ?/ ?|, | en ", "/", party["party"] or party["slashed"]) if party else None
        if joint.strip() in ("/", "–") and groups:
            groups[-1] = _merged([groups[-1], one])
        else:
            groups.append(one)
        commas = commas + 1 if joint == ", " else 0
        if cosigned and not plural:
            break
        attached = _ATTACHED.match(text, end) if plural else None
        following = _NEXT_NAME.match(text, attached.end() if attached else end)
        if not following or (cosigned and following[0] == "/"):
            break
        is_list = plural or (not _ends_list(joint) and (who == "members" or _list_goes_on(text, following.end())))
        if following[0] == ", " and not is_list:
            break
        joint, pos = following[0], following.end()
    if commas and not (groups[-1].cosigned or groups[-1].party or (who == "members" and commas == len(groups) - 1)):
        groups = groups[:-commas]
    if plural:
        return _pairs(text, groups)
    return [_merged(groups)] if groups else []


def _pairs(text: str, groups: list[_Draft]) -> list[_Draft]:
    """Names before an `en van het lid …` are of one motion: `moties van de leden A en B en van het lid C`."""
    for i in range(len(groups) - 1, 1, -1):
        if re.search(r"\b(?:lid|leden)\b", text[groups[i - 1].end : groups[i].start]):
            return [_merged(groups[:i]), *groups[i:]]
    return groups


def _ends_list(joint: str) -> bool:
    """Whether what stands behind `joint` is the last name of a list: `en`."""
    return joint.lstrip(", ")[:3] in ("en ", "EN ", "& ")


def _list_goes_on(text: str, pos: int) -> bool:
    """Whether a list of names goes on at `pos`: with a party, or to an *en* that ends it (`Segers, Becker en Dijk`)."""
    for _ in range(6):
        m = _NAME.match(text, pos)
        if not m or m["core"] in NOT_NAMES:
            return False
        if _PARTY_OF.match(text, m.end()):
            return True
        following = _NEXT_NAME.match(text, m.end())
        if not following:
            return False
        if following[0] != ", ":
            return following[0].startswith((" en ", ", en "))
        pos = following.end()
    return False


def _name(text: str, pos: int, who: _Who, *, is_last: bool = False) -> tuple[int, list[str]] | None:
    """The end of the name at `pos` and the surnames in it; a given name is passed over.

    `is_last`: an *en* before it says that no other name follows.
    """
    m = _NAME.match(text, pos)
    if not m or not _is_surname(m):
        return None
    core = m["core"]
    following = _NAME.match(text, m.end() + 1) if text.startswith(" ", m.end()) else None
    if not following or following["initials"] or not _is_surname(following) or _changes_case(core, following["core"]):
        return m.end(), _surnames(m, who)
    first = following["core"].split("-")[0].split(" ")[0]
    if f"{core} {first}" in DOUBLE_SURNAMES and not following["particle"]:
        whole = f"{core} {following['core']}"
        return following.end(), [_capital(f"{m['particle']} {whole}" if m["particle"] else whole)]
    if not m["particle"] and ((core.title() if core.isupper() else core) in GIVEN_NAMES or who == "member"):
        return _name(text, m.end() + 1, who)
    apart = (following["particle"] or "a")[0].isupper()
    if apart or (who == "members" and not is_last and not following["particle"]):
        return following.end(), [_surname(m), _surname(following)]
    return m.end(), _surnames(m, who)


def _changes_case(first: str, second: str) -> bool:
    """Whether a heading in capitals ends between the two: `VAN HET LID DIJK Plenair debat`."""
    return first.isupper() != second.isupper()


def _is_nickname(draft: _Draft) -> bool:
    """Whether a motion is called by its subject: `motie Schoolmaaltijden`. Short surnames are words too: `Sneller`."""
    if len(draft.submitters) > 1 or draft.cosigned or draft.party:
        return False
    (name,) = draft.submitters
    return len(name) >= _LONG_WORD and is_common(name, _OFTEN)


def _is_surname(m: re.Match[str]) -> bool:
    core = m["core"]
    first = core.split("-")[0]
    if core.isupper() and len(core) <= 4 and not _CAPITALS.search(m.string[max(0, m.start() - 6) : m.start()]):
        return False  # an abbreviation: `en de WHO`
    return len(core) > 1 and first not in NOT_NAMES and not (first.isupper() and first.title() in NOT_NAMES)


def _surname(m: re.Match[str]) -> str:
    return _capital(f"{m['particle']} {m['core']}" if m["particle"] else m["core"])


def _surnames(m: re.Match[str], who: _Who) -> list[str]:
    """The surname in `m`; two behind a bare *motie*, where a hyphen joins submitters: `motie Schouten-Van Laar`."""
    first, _, second = m["core"].partition("-")
    if who != "named" or not second[:1].isupper() or m["core"] in HYPHENATED_SURNAMES:
        return [_surname(m)]
    return [_capital(f"{m['particle']} {first}" if m["particle"] else first), second]


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


def _numbered(anchor: re.Match[str], around: _Surroundings) -> list[_Draft]:
    """A motion that its attached number identifies: `de motie (Kamerstuk 35 000 VI, nr. 37)`; submitters may follow
    or stand before: `De leden Wuite en Van Raan hebben een motie ingediend`, with the number in a footnote."""
    text = around.text
    before = text[max(0, anchor.start() - 160) : anchor.start()]
    if _ANAPHOR.search(before) or _ABOUT_THE_MOTION.search(before):
        return []
    ref = around.ref_from(anchor.end())
    between = text[anchor.end() : min(ref.start, anchor.end() + _NEAR)] if ref else ""
    if ref and between and _TO_ITS_NUMBER.fullmatch(between):
        behind = ref.end + 1 if text.startswith(")", ref.end) else ref.end
    else:
        ref = _behind_clause(anchor, around) or _noted(anchor, before, around)
        behind = anchor.end()
    if not ref and not before.endswith("ingediende "):
        return []
    member = _MEMBER.match(text, behind)
    names = _names(text, member.end(), _who(member), plural=False) if member else _names_before(anchor, around)
    if not ref and not names:
        return []
    draft = _Draft(anchor.start(), anchor.end(), [])
    if ref:
        ids = _numbered_before(_ids_of(ref), between)
        draft.ref = ids[0] if len(ids) == 1 else None
    for one in names:
        draft.submitters, draft.party, draft.cosigned = one.submitters, one.party, one.cosigned
    return [draft]


def _behind_clause(anchor: re.Match[str], around: _Surroundings) -> Mention | None:
    """The number in brackets behind a clause about one motion: `een motie waarin … (Kamerstuk 35 000 VI, nr. 37).`"""
    text = around.text
    ref = around.ref_from(anchor.end())
    if not ref or anchor["s"] or not _CLAUSE.match(text, anchor.end()):
        return None
    between = text[anchor.end() : min(ref.start, anchor.end() + 3 * _NEAR)]
    if not _is_bracketed(between) or _OTHER_DOCUMENT.search(between) or "motie" in between:
        return None
    in_sentence = ref.start < around.sentence(anchor.start())[1]
    return ref if in_sentence and _CLAUSE_END.match(text, ref.end) else None


def _noted(anchor: re.Match[str], before: str, around: _Surroundings) -> Mention | None:
    """The number in the note to a motion, where the marker stands at the word or its subject, or the sentence tells
    its moving."""
    if anchor["s"]:
        return None
    draft = _Draft(anchor.start(), anchor.end(), [])
    at_word = [
        note
        for at, note in around.notes_between(anchor.end(), anchor.end() + _NEAR)
        if at and _AT_SUBJECT.fullmatch(around.text, anchor.end(), at)
    ]
    told = _MOVED.match(around.text, anchor.end()) or _STATUS_BEFORE.search(before[-60:])
    following = _ANCHOR.search(around.text, anchor.end(), anchor.end() + 10 * _NEAR)
    note = next(iter(at_word), None) or (
        _footnote(draft, following.start() if following else len(around.text), around) if told else None
    )
    ref = around.ref_from(note[0]) if note else None
    return ref if note and ref and ref.start - note[0] <= _NEAR // 5 and ref.end <= note[1] else None


def _names_before(anchor: re.Match[str], around: _Surroundings) -> list[_Draft]:
    """The submitters that are the subject of `hebben een motie ingediend`, or stand in `door … ingediende motie`."""
    start = max(around.sentence(anchor.start())[0], anchor.start() - 2 * _NEAR)
    start = max(start, around.text.rfind("motie", start, anchor.start()))
    for subject in reversed(list(_SUBJECT.finditer(around.text, start, anchor.start()))):
        names = _names(around.text, subject.end(), "members" if subject["s"] else "member", plural=False)
        if names and _MOVES.fullmatch(around.text, names[0].end, anchor.start()):
            return names
    return []


def _ids_of(ref: Mention) -> list[str]:
    return cast(RefValue, ref.value)["ids"]


def _documents(draft: _Draft, following: int, around: _Surroundings) -> list[str]:
    """What the letter ties to this mention, by numbers in its sentence or by a footnote: one document, or a list
    that tells in order those of the motions up to this one."""
    text = around.text
    start, end = around.sentence(draft.start)
    about = _ABOUT_THE_MOTION.search(text[max(start, draft.start - 160) : draft.start])
    behind = around.ref_from(draft.end)
    if behind and behind.start < following and not about:
        between = text[draft.end : min(behind.start, draft.end + 3 * _NEAR)]
        in_sentence = behind.start < end and _is_bracketed(between) and not _OTHER_DOCUMENT.search(between)
        if _TO_NUMBER.fullmatch(between) or in_sentence or _is_title(draft, behind, text):
            return _numbered_before(_listed_from(behind, around), between)
    if note := _footnote(draft, following, around):
        first = around.ref_from(note[0])
        if first and first.start - note[0] <= _NEAR // 5:
            return _listed_from(first, around)
    for marker in _LOOSE_MARKER.finditer(text, draft.end, min(following, end + 5)):
        if len(notes := around.loose_notes.get(marker[1], [])) == 1:
            return _listed_from(notes[0], around)
    before = around.ref_before(draft.start)
    if not before:
        return []
    between = text[before.end : draft.start]
    opens_line = text[max(0, before.start - 1) : before.start] in ("", "\n")
    told = start <= before.start and between in (", ", " (", ": ", " - ", " – ")
    return _ids_of(before) if told or (opens_line and between in (" ", ". ", "\t")) else []


_NUMBER_BEFORE = re.compile(r"\bnr\.? ?(\d{1,3}) [(\[]")
_WITHOUT_NUMBER = re.compile(r"kst-\d{5}(?:-[IVX]+)?")


def _numbered_before(ids: list[str], between: str) -> list[str]:
    """The document whose number stands before its dossier: `op stuk nr. 34 (36200-VI)`."""
    number = _NUMBER_BEFORE.search(between)
    if number and len(ids) == 1 and _WITHOUT_NUMBER.fullmatch(ids[0]):
        return [f"{ids[0]}-{number[1]}"]
    return ids


def _listed_from(ref: Mention, around: _Surroundings) -> list[str]:
    """The documents of `ref` and of the references that a list joins to it."""
    ids = list(_ids_of(ref))
    for _ in range(_MOST):
        following = around.ref_from(ref.end)
        if not following or not _LISTED.fullmatch(around.text, ref.end, following.start):
            break
        ids += _ids_of(following)
        ref = following
    return ids


def _is_title(draft: _Draft, behind: Mention, text: str) -> bool:
    """Whether a line, as notes are, begins with the motion, names its subject, and ends with its number."""
    between = text[draft.end : behind.start]
    return (
        text[max(0, draft.start - 1) : draft.start] in ("", "\n")
        and len(between) <= 3 * _NEAR
        and "\n" not in between
        and not text[behind.end : behind.end + 2].strip(".)\n")
        and not _OTHER_DOCUMENT.search(between)
    )


def _is_bracketed(between: str) -> bool:
    """Whether a bracket opens at the end of `between`, the only one in it."""
    return len(between) <= 2 * _NEAR and bool(re.fullmatch(r"[^()\[\]]*[(\[](?:zie (?:ook )?|[Kk]enmerk:? )?", between))


def _footnote(draft: _Draft, following: int, around: _Surroundings) -> Offsets | None:
    """The note whose marker stands at the motion: nearest behind it in the sentence, or at the start of its line.

    A marker alone on its line tells only the line: it stands before a word, a marker in the text behind one.
    """
    text = around.text
    start, end = around.sentence(draft.start)
    if _ON_THE_MOTION.match(text, end) and not around.notes_between(draft.end, end):
        _, end = around.sentence(min(end + 1, len(text)))
    hoisted: Offsets | None = None
    for at, note in around.notes_between(max(start, draft.start - _NEAR), min(end, following)):
        if at == 0 or text[at - 1].isspace():
            if at < draft.end:
                hoisted = note
        elif at >= draft.end:
            return hoisted if _OTHER_DOCUMENT.search(text[draft.end : at]) else note
    return hoisted


def _status(draft: _Draft, following: int, around: _Surroundings) -> MotionStatus | None:
    """What the sentence says became of the motion."""
    start, end = around.sentence(draft.start)
    if m := _STATUS_BEFORE.search(around.text[max(start, draft.start - 60) : draft.start]):
        return _as_status(m[1])
    clause = _NUMBER_IN_BRACKETS.sub("", around.text[draft.end : min(end, following, draft.end + 2 * _NEAR)])
    elsewhere = _SUBJECT_CLAUSE.search(clause)
    m = _STATUS.search(clause, 0, min(_NEAR, elsewhere.start() if elsewhere else _NEAR))
    return _as_status(m[1]) if m else None


def _as_status(word: str) -> MotionStatus:
    if word.startswith("aanvaard"):
        return "aangenomen"
    statuses: tuple[MotionStatus, ...] = ("ingediend", "aangenomen", "verworpen", "aangehouden", "ingetrokken")
    return next(status for status in statuses if word.startswith(status))


def _share(drafts: Sequence[_Draft]) -> None:
    """Mentions of one motion share its document and its status, where the letter gives just one.

    Mentions are of one motion where their submitters are the same; `Segers c.s.` is also the only motion of several
    submitters that Segers heads.
    """
    by_names: dict[tuple[str, ...], list[_Draft]] = {}
    for draft in drafts:
        if draft.submitters:
            by_names.setdefault(tuple(name.casefold() for name in draft.submitters), []).append(draft)
    headed_by: dict[str, list[tuple[str, ...]]] = {}
    for names in by_names:
        if len(names) > 1:
            headed_by.setdefault(names[0], []).append(names)
    for names, group in list(by_names.items()):
        longer = headed_by.get(names[0], [])
        if len(names) == len(longer) == 1 and all(d.cosigned and d.ref is None for d in group):
            by_names[longer[0]] += group
    for group in by_names.values():
        refs = {d.ref for d in group if d.ref}
        statuses = {d.status for d in group if d.status}
        for draft in group:
            if len(refs) == 1:
                draft.ref = next(iter(refs))
            if len(statuses) == 1 and len(refs) < 2:
                draft.status = next(iter(statuses))


class Motions:
    """Adds the MOTION entities of `find_motions`; reads the REF entities and `doc._.footnotes`."""

    def __call__(self, doc: Doc) -> Doc:
        references = [_as_mention(span) for span in doc.ents if span.label_ == "REF"]
        add_mentions(doc, find_motions(text_of(doc), references, doc._.footnotes))
        return doc


def _as_mention(span: Span) -> Mention:
    return Mention(span.start_char, span.end_char, "REF", span._.value)


@Language.factory("nlp_pipeline_motions", requires=["doc.ents"], assigns=["doc.ents"])
def make_motions(nlp: Language, name: str) -> Motions:
    """The component `nlp_pipeline_motions`."""
    return Motions()
