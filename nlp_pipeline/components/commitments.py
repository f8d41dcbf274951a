"""COMMITMENT: sentences in which the government binds itself to something still to be done.

A decision in points, sentence by sentence:

1. Sentences that nobody of the government speaks now (questions, quotations, notes, what a fractie brings in) are left.
2. A sentence is cut into clauses. Only main clauses promise; in a subordinate clause (`de maatregelen die ik zal nemen`)
   a promise is mentioned, not made.
3. At each finite verb of a main clause it is asked who the subject is (the author or the cabinet, another part of the
   government, parliament, others, nobody of these); `_RULES` says what verb and subject are worth and how firm they are.
4. `_CUES` of the whole sentence and a deadline ahead add points or take them: a next step; this letter itself, an effect,
   a practice, a refusal, another's act. A sentence with `_ENOUGH` points is a commitment.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Literal, NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from nlp_pipeline.components.sentences import sentence_spans
from nlp_pipeline.mentions import Commitment, Mention, add_commitments
from nlp_pipeline.values import Actor, CommitmentValue, Due, Letter, Offsets

Strength = Literal["firm", "effort"]

_ENOUGH = 3
"""Points that make a commitment."""

# --- who ---------------------------------------------------------------------------------------------------------

_MINISTRIES = {
    "AenM": "Asiel en Migratie",
    "AZ": "Algemene Zaken",
    "BHO": "Buitenlandse Handel en Ontwikkelingshulp",
    "BHOS": "Buitenlandse Handel en Ontwikkelingssamenwerking",
    "BZ": "Buitenlandse Zaken",
    "BZK": "Binnenlandse Zaken en Koninkrijksrelaties",
    "EZ": "Economische Zaken",
    "EZK": "Economische Zaken en Klimaat",
    "FIN": "Financiën",
    "IenM": "Infrastructuur en Milieu",
    "IenW": "Infrastructuur en Waterstaat",
    "I&M": "Infrastructuur en Milieu",
    "I&W": "Infrastructuur en Waterstaat",
    "JenV": "Justitie en Veiligheid",
    "J&V": "Justitie en Veiligheid",
    "KGG": "Klimaat en Groene Groei",
    "LNV": "Landbouw, Natuur en Voedselkwaliteit",
    "LVVN": "Landbouw, Visserij, Voedselzekerheid en Natuur",
    "OCW": "Onderwijs, Cultuur en Wetenschap",
    "SZW": "Sociale Zaken en Werkgelegenheid",
    "VenJ": "Veiligheid en Justitie",
    "V&J": "Veiligheid en Justitie",
    "VRO": "Volkshuisvesting en Ruimtelijke Ordening",
    "VWS": "Volksgezondheid, Welzijn en Sport",
}
"""Short names of ministries, as offices use them (`Staatssecretaris van JenV`)."""

_AGENCIES = """
    Defensie RVO IND DT&V COA KMar RWS DUO RIVM RCN NVWA UWV SVB DJI CJIB WODC RDI NCTV NFI KNMI Logius RvIG KPCN RCE TNO
    Rijkswaterstaat Belastingdienst Douane Kustwacht
""".split()
"""Agencies that act for the government."""


def _any(words: Iterable[str]) -> str:
    """Alternatives, longest first, so that none hides a longer one."""
    return "|".join(sorted(map(re.escape, words), key=lambda w: (-len(w), w)))


_NAME = r"[A-Z][\w&’'-]*"
_NAMES = rf"{_NAME}(?:,?\s(?:en\s)?(?:voor\s|van\s)?{_NAME}){{0,7}}"
_OFFICE = rf"(?:Stas|Min)(?:{_any(_MINISTRIES)})\b|(?:[Mm]inisters?|[Ss]taatssecretaris(?:sen)?)\b(?:-[Pp]resident)?(?:\s(?:van|voor)\s{_NAMES})?"


class Who(StrEnum):
    """What the subject of a promise may be."""

    SPEAKER = "speaker"
    GOVERNMENT = "government"
    PARLIAMENT = "parliament"
    OTHERS = "others"
    NOBODY = "nobody"


_SUBJECT = re.compile(
    rf"""
    (?P<speaker> (?:ik|wij|we|Ik|Wij|We)\b
      | (?:[Hh]et|[Dd]it|[Oo]ns)\s(?:huidige\s|demissionaire\s)?kabinet\b | [Dd]e\s(?:Nederlandse\s)?regering\b(?!\svan\s)
      | [Mm]ijn\sministerie\b )
  | (?P<parliament> (?:[Uu]w|[Dd]e(?:\s(?:Tweede|Eerste))?|[Bb]eide)\sKamers?\b(?!\svan\sKoophandel) | [Hh]et\sparlement\b | de\s[TE]K\b | [Uu]\b(?!\.) )
  | (?P<government>
        (?:[Dd]e\s|[Oo]nze\s|[Mm]ijn\s|[Uu]w\s)?(?:{_OFFICE})(?:\sen\s(?:ik\b|(?:de\s)?(?:{_OFFICE})))?
      | [Dd]e\s(?:\w+\s)?(?:\w+e\s|betrokken\s)?(?:bewindslieden|bewindspersonen)\b(?:\s(?:van|voor)\s{_NAMES})? | [Dd]e\s(?:Nederlandse\s)?(?:overheid|rijksoverheid|Rijksoverheid|[Rr]ijksvertegenwoordiger)\b
      | (?:[Hh]et\s)?Rijk\b | het\srijk\b | Nederland\b
      | (?:[Mm]ijn|[Hh]et|[Oo]ns|[Dd]e)\s(?:betrokken\s)?(?:[Mm]inisteries?|departementen?|departement)\b(?:\svan\s{_NAMES})?
      | (?:[Mm]ijn|[Oo]nze)\s(?:ambtenaren|medewerkers|ambtsgeno(?:ot|te)|collega(?:[’']?s)?)\b(?:\s(?:van|voor)\s{_NAMES})?
      | (?:[Dd]e\s|[Hh]et\s)?(?:{_any(_MINISTRIES)}|{_any(_AGENCIES)})\b(?:(?:,\s\w+)?\sen\s(?:{_any(_MINISTRIES)}|{_any(_AGENCIES)})\b)?
      | (?:[Dd]e\s)?Rijksdienst\s(?:voor\s)?{_NAMES}(?:\s\(\w+\))?
      | (?:[Dd]e\s)?(?:Immigratie-\sen\sNaturalisatiedienst|Dienst\s{_NAMES}|Koninklijke\sMarechaussee)(?:\s\([\w&]+\))?
      | (?:[Dd]e\s)?Vertegenwoordiging\svan\sNederland(?:\sin\sAruba,\sCuraçao\sen\sSint\sMaarten)?
    )
  | (?P<others> (?:[Dd]e\s|[Hh]et\s|[Dd]eze\s|[Aa]lle\s|[Dd]ie\s)?(?:\w{{3,20}}e\s)?
      (?:\w{{0,20}}gemeenten?|provincies?|waterschap(?:pen)?|\w{{0,12}}scholen|\w{{0,12}}school|schoolbestu(?:ur|ren)|bestu(?:ur|ren)|instelling(?:en)?|universiteiten
      |werkgevers|werknemers|ouders|studenten|leerlingen|leraren|burgers|bedrijven|\w{{0,12}}ondernemers?|banken|partijen|fracties?|jongeren|mensen|kinderen|patiënten
      |verzekeraars|werkgroep|eilanden|[Ll]anden|\w{{0,3}}lidstaten|Europese\s(?:Commissie|Raad|Unie)|EU|\w{{0,12}}[Cc]ommissie|Raad(?:\s\w+){{0,4}}|Aruba|Curaçao
      |Sint\sMaarten|Bonaire|Saba|Sint\sEustatius|openbare?\slicha(?:am|men)|[Bb]estuurscollege|[Ee]ilandsraad|[Ii]nspectie|(?:Algemene\s)?Rekenkamer
      |[Oo]mbudsman|rechter|[Gg]ouverneur|onderzoekers|VNG|VO-raad|PO-[Rr]aad|sector|zij|hij|men|ze|politie|OM|Openbaar\sMinisterie|leden)\b )
    """,
    re.VERBOSE,
)
"""A subject at a place; nothing of this: `Who.NOBODY`."""

_PARLIAMENT = re.compile(
    r"\b(?:(?:[Uu]w|[Dd]e(?:\s(?:Tweede|Eerste))?|[Bb]eide)\sKamers?\b(?!\svan\sKoophandel)|[Hh]et\sparlement\b|de\s[TE]K\b|[Uu]\b(?![.&]))"
)

# --- verbs -------------------------------------------------------------------------------------------------------

_VERBS = {
    "shall": "zal zullen zult",
    "passive": "wordt worden",
    "go": "ga gaat gaan",
    "want": "wil willen",
    "be": "ben is zijn ligt bestaat blijft staat staan",
    "have": "heb heeft hebben",
    "stay": "blijf blijft blijven",
    "look": "bezie beziet bezien bekijk bekijkt bekijken verken verkent verkennen overweeg overweegt overwegen",
    "study": "onderzoek onderzoekt onderzoeken inventariseer inventariseert inventariseren",
    "strive": "streef streeft streven beoog beoogt beogen probeer probeert",
    "put": "zet zetten span spant spannen",
    "propose": "stel stelt stellen",
    "take": "neem neemt nemen betrek betrekt betrekken",
    "promise": "zeg zegt zeggen",
    "tell": "informeer informeert informeren stuur stuurt sturen zend zendt zenden bericht berichten rapporteer rapporteert rapporteren meld "
    "doe doet doen bied biedt bieden leg legt leggen kom komt komen deel delen houd houdt houden breng brengen dien dienen",
    "receive": "ontvangt krijgt ontvang",
    "expect": "verwacht verwachten",
    "do": "werk werken werkt start starten treed treden treedt stel stelt stellen breid pas passen voer voeren bespreek bespreken zorg zorgen zorgt "
    "organiseer organiseren investeer investeert investeren reserveer reserveert trek trekt laat laten vraag vragen verzoek verzoeken richt "
    "volg volgen verleng verhoog verhoogt maak maken bevorder draag draagt bereid ontwikkel ontwikkelen continueer intensiveer versterk "
    "actualiseer evalueer monitor bepaal kies onderteken publiceer faciliteer regel schrap schaf bouw roep sluit vul ondersteun "
    "benut voorzie doe doen financier financiert financieren bekostig bekostigt betaal betaalt",
    "event": "vindt vinden start starten begint beginnen volgt volgen verschijnt verschijnen brengt rondt levert komt komen treedt treden gaat gaan opent",
}
"""Finite verbs by class; a form may have more than one."""

_FORMS: dict[str, list[str]] = {}
for _class, _words in _VERBS.items():
    for _word in _words.split():
        _FORMS.setdefault(_word, []).append(_class)
_FINITE = re.compile(rf"(?<![\w-])(?<!\b(?:de|te)\s)(?<!\b(?:een|van)\s)(?:{_any(_FORMS)})(?![\w-])", re.IGNORECASE)

_PARTICIPLE = (
    r"\b(?!(?:geen|gemeenten|gebieden|gegevens|gevallen|bestaand|bekend|bereid|beperkt|bevoegd|gericht|verwacht|bedoeld|beoogd|gereed|geconfronteerd|getroffen|beïnvloed)\b)"
    r"(?:\w{0,14}ge\w+(?:d|t|en|aan)|(?:be|ver|ont|her|onder|over|door|vol|mis|om|weer)\w{2,}(?:d|t|en))\b"
)
_TOLD = (
    r"\b(?:ge[iïI]nformeerd|(?:toe)?gestuurd|(?:toe)?gezonden|verzonden|verstuurd|ingelicht|op de hoogte (?:gehouden|gebracht|gesteld)|aangeboden"
    r"|voorgelegd|gedeeld|gerapporteerd|in kennis gesteld|ingediend|bericht|gemeld|ontvangen|toekomen|teruggekoppeld)\b"
)
_TELLING = (
    r"\b(?:(?:toe ?)?(?:te )?(?:sturen|zenden)|(?:te )?informeren|inlichten|berichten|rapporteren|melden|toekomen|aan(?: te )?bieden|voor(?: te )?leggen"
    r"|(?:te )?delen|ontvangen|terug(?: te )?komen|op de hoogte|verstrekken|in(?: te )?dienen|aan te geven|verslag|terugkoppelen|terug|briefing)\b"
)
_STEP = (
    r"\b(?:(?:mee|over|aan)genomen|betrokken|verwerkt|opgenomen|uitgewerkt|voortgezet|verankerd|vastgesteld|opgeleverd|overgeheveld|beschikbaar gesteld"
    r"|verstrekt|uitgenodigd|afgerond|aangepast|ge[eë]valueerd|uitgebreid|gestart|opgesteld|opgepakt|toegevoegd|herzien|gepubliceerd|ingericht"
    r"|opgericht|verlengd|ontwikkeld|gerealiseerd|vertaald|gecontinueerd|geactualiseerd|vervolgd|georganiseerd|geïntensiveerd|op gang gebracht|start gemaakt)\b"
)
_AIM = r"\b(?:inzet|streven|bedoeling|voornemen|ambitie|intentie)\b"
_AIMED = (
    rf"(?:^|\b(?:de|het|mijn|onze|nadrukkelijke)\s){_AIM}(?:\svan\s(?:het|de)\s\w+|\s\w+bij)?\s(?:is|blijft|bestaat)\s(?:(?:er|erop|het|nog|\w+bij|steeds|ook|dan|hier|gericht)\s)*"
    r"(?:om|dat|deze|dit|binnen|in|met|voor|uiterlijk|te)\b"
    rf"|\b(?:is|ligt|blijft)\s(?:(?:het|de|mijn|onze|ook|in|er|nog|hierbij|daarbij)\s){{1,3}}{_AIM}(?:\svan\s(?:het|de)\s\w+|\s\w+bij)?\s(?:om|dat|voor|deze|dit|de|het|binnen|in|met|uiterlijk|te)\b"
)
_EFFORT = re.compile(
    r"\b(?:bezien|bekeken|gekeken|verkend|nagegaan|overwogen|gestreefd|ingezet op|gezocht naar|verkennen|bekijken|overwegen|streven"
    r"|(?:in )?(?:blijven )?(?:inspannen|spannen|inzetten)|waar mogelijk|zoveel mogelijk)\b|\bworden ingezet\b",
    re.IGNORECASE,
)
"""Words that leave the outcome open, whatever the finite verb."""


_REACTION = re.compile(
    r"\b(?:kabinets|beleids)reactie\b.{0,60}\b(?:volgt|ontvangen|ingaan|verzonden|komen)\b|\bmet een reactie komen\b"
)
"""Parliament is told, though it is not named."""


class Rule(NamedTuple):
    """A promise construction: verb class, subjects, what the clause must hold; its points, its strength, an example."""

    verb: str
    who: frozenset[Who]
    needs: re.Pattern[str]
    points: int
    strength: Strength
    example: str


_SPEAKER = frozenset({Who.SPEAKER})
_OURS = frozenset({Who.SPEAKER, Who.GOVERNMENT})
_TOLD_ONE = frozenset({Who.PARLIAMENT})
_NOT_OTHERS = frozenset(Who) - {Who.OTHERS}
_ANYBODY = frozenset(Who)


def _rule(verb: str, who: frozenset[Who], needs: str, points: int, strength: Strength, example: str) -> Rule:
    return Rule(verb, who, re.compile(needs, re.IGNORECASE), points, strength, example)


_RULES = (
    _rule("shall", _OURS, r"", 3, "firm", "In het najaar zullen wij de gesprekken voortzetten."),
    _rule("shall", _TOLD_ONE, _TOLD, 4, "firm", "De Kamer zal een kabinetsreactie op het advies ontvangen."),
    _rule(
        "shall",
        _ANYBODY,
        rf"\bworden\b.*{_PARTICIPLE}|{_PARTICIPLE}.*\bworden\b",
        3,
        "firm",
        "De werkafspraken zullen worden aangevuld.",
    ),
    _rule(
        "shall",
        _NOT_OTHERS,
        r"\b(?:starten|beginnen|plaatsvinden|van start gaan|ingaan|volgen|verschijnen|beschikbaar komen|in werking treden|bijeenkomen|aandacht zijn)\b",
        3,
        "firm",
        "Er zal een openstelling plaatsvinden van 100 miljoen euro.",
    ),
    _rule(
        "shall",
        _ANYBODY,
        r"\bgelegenheid krijgen\b",
        3,
        "firm",
        "De openbare lichamen zullen de gelegenheid krijgen te reageren.",
    ),
    _rule("passive", _TOLD_ONE, _TOLD, 4, "firm", "Uw Kamer wordt in de eerste helft van 2024 geïnformeerd."),
    _rule(
        "passive", _ANYBODY, rf"{_PARLIAMENT.pattern}.*{_TOLD}", 3, "firm", "Het plan wordt aan uw Kamer aangeboden."
    ),
    _rule(
        "passive",
        _NOT_OTHERS,
        r"\b(?:bezien|verkend|nagegaan|overwogen|gestreefd|ingezet op|gezocht naar)\b",
        3,
        "effort",
        "Voorts wordt bezien of …",
    ),
    _rule(
        "passive",
        _NOT_OTHERS,
        r"\b(?:onderzocht|bekeken|ge[iï]nventariseerd)\b",
        2,
        "effort",
        "Ook wordt onderzocht of dat kan.",
    ),
    _rule(
        "passive",
        _ANYBODY,
        r"\b(?:meegenomen|verwerkt in|voortgezet|verankerd|overgeheveld|opgeleverd|verwerkt)\b",
        3,
        "firm",
        "De bevindingen worden meegenomen.",
    ),
    _rule("passive", _ANYBODY, _STEP, 2, "firm", "De bevindingen worden hierin betrokken."),
    _rule("passive", _ANYBODY, _PARTICIPLE, 1, "firm", "In 2015 wordt een uitkering verstrekt."),
    _rule("go", _SPEAKER, r"^(?!.*\bgaat om\b)", 3, "firm", "Daarom ga ik in gesprek met de gemeenten."),
    _rule("want", _OURS, r"", 3, "effort", "Zo wil het kabinet ook ondersteuning bieden."),
    _rule(
        "be",
        _OURS,
        r"\b(?:voornemens|bereid|van plan)\b",
        3,
        "effort",
        "Daarnaast is KPCN voornemens de samenwerking te versterken.",
    ),
    _rule("be", _ANYBODY, _AIMED, 3, "effort", "De inzet is om deze afspraken in 2024 te bekrachtigen."),
    _rule(
        "be",
        _ANYBODY,
        r"^(?:[Dd]e\s)?[Vv]erwachting is\b",
        1,
        "effort",
        "Verwachting is dat het fonds komend jaar van start gaat.",
    ),
    _rule(
        "have",
        _OURS,
        r"\b(?:de|het) (?:ambitie|voornemen|intentie)(?:,| om\b| heb)",
        3,
        "effort",
        "Ik heb de ambitie om armoede te halveren.",
    ),
    _rule(
        "have",
        _OURS,
        r"\bbesloten\b.*\b(?:te|dat|tot)\b|\bbesloten$",
        3,
        "firm",
        "Ik heb besloten deze aandoening toe te voegen.",
    ),
    _rule(
        "have",
        _OURS,
        r"\b(?:verzocht|gevraagd|opdracht gegeven|opgedragen)\b(?:.*\bte\b| voor\b)|\bom\b.*\bte\b.*\b(?:verzocht|gevraagd|opdracht gegeven|opgedragen)\b|\bopdracht\b.*\bgegeven\b",
        3,
        "firm",
        "VWS heeft het RIVM verzocht om plannen uit te werken.",
    ),
    _rule(
        "be",
        _ANYBODY,
        r"\bis\b.*\bbesloten\b.*\b(?:te|dat|tot)\b",
        3,
        "firm",
        "Daarom is besloten 300.000 euro bij te dragen aan een project.",
    ),
    _rule(
        "be",
        _TOLD_ONE,
        r"\btoegezegd dat\b.*\bkan\b",
        4,
        "firm",
        "Uw Kamer is toegezegd dat een briefing kan worden gegeven.",
    ),
    _rule(
        "stay",
        _OURS,
        r"\b(?:inzetten|inspannen|in te zetten|streven|gesprek|volgen|monitoren|werken|aandringen|investeren|ondersteunen|overleg)\b",
        3,
        "firm",
        "Wij blijven in gesprek met ngo's.",
    ),
    _rule("look", _OURS, r"", 3, "effort", "Momenteel verkennen wij hoe de motie uitgevoerd kan worden."),
    _rule("study", _OURS, r"", 3, "firm", "Ik onderzoek de mogelijkheden van een patiëntendossier."),
    _rule("strive", _OURS, r"", 3, "effort", "Ik streef ernaar het wetsvoorstel na het zomerreces aan te bieden."),
    _rule(
        "put",
        _SPEAKER,
        r"\b(?:op in|in op|erop in|ervoor in|in voor|in om|in,)|\bin$|\b(?:zich|me|mij|ons)\b.*\bin\b",
        3,
        "effort",
        "Het kabinet zet erop in dat de samenwerking doorgaat.",
    ),
    _rule(
        "propose",
        _SPEAKER,
        r"\bvoor\b(?:,| om\b| te\b| dat\b|$)",
        3,
        "effort",
        "Het kabinet stelt voor in gesprek te gaan.",
    ),
    _rule(
        "take",
        _SPEAKER,
        r"\bmee\b|\bover\b|\bin acht\b|\bter hand\b|\bbetrek",
        3,
        "firm",
        "Dat neem ik mee bij de verdere uitwerking.",
    ),
    _rule(
        "promise", _OURS | _TOLD_ONE, r"\btoe\b", 4, "firm", "Daarom zegt u toe dat de StasJenV de Kamer informeert."
    ),
    _rule(
        "tell", _OURS, _PARLIAMENT.pattern + r"|\bterug\b", 1, "firm", "Hierover informeer ik uw Kamer voor de zomer."
    ),
    _rule("tell", _OURS, r"\b(?:jaarlijks|halfjaarlijks|periodiek)\b", 2, "firm", "Ik informeer uw Kamer jaarlijks."),
    _rule("receive", _TOLD_ONE, r"", 1, "firm", "De Kamer ontvangt deze brief in juni."),
    _rule("expect", _OURS, r"\bte kunnen\b", 2, "effort", "Ik verwacht uw Kamer in mei te kunnen informeren."),
    _rule("do", _SPEAKER, r"", 2, "firm", "Daarnaast werk ik een plan uit."),
    _rule("do", frozenset({Who.GOVERNMENT}), r"", 1, "firm", "EZ stelt een bijdrage beschikbaar."),
    _rule("do", _OURS, r"\bbeschikbaar\b", 3, "firm", "EZ stelt een bijdrage beschikbaar."),
    _rule("be", _ANYBODY, r"\b(?:gepland|voorzien)\b", 1, "effort", "De uitvoering staat gepland voor september 2023."),
    _rule(
        "shall",
        _NOT_OTHERS,
        r"(?:reactie|wetsvoorstel|tranche|evaluatie|onderzoek|verkenning|plan|agenda|rapportage|visie|commissie|werkgroep|taskforce)\b.*\b(?:ingaan|zich\b.*richten|buigen|uitvoeren|kijken|adviseren)\b",
        3,
        "firm",
        "De kabinetsreactie zal tevens ingaan op de vragen.",
    ),
    _rule(
        "event",
        _NOT_OTHERS,
        r"\b(?:plaats|start(?:en)?|begin\w+|volg\w+|verschijn\w+|van start|beschikbaar|gereed|in werking|af|bezoek|antwoorden)\b",
        1,
        "firm",
        "De bevoorschotting vindt nog in 2015 plaats.",
    ),
)

# --- cues of the whole sentence ------------------------------------------------------------------------------------


class Cue(NamedTuple):
    """Words that make a promise more or less likely, wherever they stand in the sentence, and an example."""

    points: int
    pattern: re.Pattern[str]
    example: str


def _cue(points: int, pattern: str, example: str) -> Cue:
    return Cue(points, re.compile(pattern, re.IGNORECASE), example)


_WHEN = (
    r"\b(?:zodra|te zijner tijd|t\.z\.t|binnenkort|op korte termijn|zo (?:spoedig|snel) mogelijk|op een later moment|separaat"
    r"|op de hoogte|na afloop|in (?:de|een) volgende|bij de (?:eerst)?volgende|(?:bekend|beschikbaar|gereed|afgerond) (?:is|zijn),)"
)
_CUES = (
    _cue(
        1,
        r"\b(?:hiertoe|daartoe|hierin|daarin|vervolgens|ten slotte|tot slot|daarom|komende (?:maanden|tijd|periode|jaren|weken)|spoedig|nader|verder|uitgewerkt"
        r"|naar verwachting|na afronding|aanvullende?|later|volgende stap|vervolgstap|als eerste stap|ook|daarnaast|tevens|verdere)\b",
        "Hiertoe wordt een cyclus op gang gebracht.",
    ),
    _cue(2, _WHEN, "Zodra er meer bekend is, informeer ik uw Kamer."),
    # what this letter does itself
    _cue(
        -6,
        r"\b(?:(?:zend|zenden|stuur|sturen|bied|bieden|informeer|informeren|doe|doen|geef|deel|ontvangt|treft|verstrekken) (?:\w+ ){0,6}hierbij"
        r"|hierbij (?:zend|stuur|bied|informeer|doe|geef|deel|ontvang|treft|reageer|beantwoord|verstrek|maak|leg)\w*"
        r"|bijgaande?|bijgevoegde?|hieronder|hierna|onderstaande?|in (?:de )?bijlage|achtereenvolgens"
        r"|(?<!beschreven )(?:met|in|middels|via|door) (?:deze|dit|onderhavige|voorliggende) (?:\w+ )?(?:\w*brief|rapportage|nota|bijlage|antwoorden|beantwoording|reactie)"
        r"|in het (?:navolgende|(?:eerste|tweede|derde|laatste) deel van deze))\b",
        "Hierbij zend ik uw Kamer het rapport.",
    ),
    _cue(
        -6,
        r"\b(?:ga|gaan|gaat)\b.{0,60}?(?:\bin op\b|\bop in\b)|\b(?:zal|zullen|wil|willen) (?:ik|wij|we)\b.{0,60}?(?:\bingaan\b|\bop in(?:gaan)?\b|\bstilstaan\b)"
        r"|\bga\w? .{0,30}(?:ervan|er van|vanuit)\b|\bga uit van\b|\bstel\w* (?:ik |wij |we )?.{0,40}\bvast dat\b",
        "Achtereenvolgens ga ik in op de stand van zaken.",
    ),
    # speech, not deeds
    _cue(
        -6,
        r"\b(?:wil|willen)\b.{0,100}?\b(?:benadrukken|(?:be)?danken|opmerken|wijzen|toelichten|meegeven|verwijzen|herhalen|melden|mededelen|uitspreken|voorop ?stellen|zeggen"
        r"|complimenteren|onderstrepen|stilstaan|noemen|aangeven|markeren|duidelijk maken|uitleggen|schetsen|vermelden|aantekenen|beginnen|spreken van)\b",
        "Ik wil hierbij benadrukken dat de vereniging zelfstandig is.",
    ),
    # necessity, refusal, effect
    _cue(
        -6,
        r"\b(?:zal|zullen)\b(?:(?!\b(?:of|dat|die|welke|hoe|wat)\b).){0,160}?\b(?:moeten|dienen|hoeven|behoeven)\b",
        "Er zal maatwerk moeten worden geleverd.",
    ),
    _cue(
        -6,
        r"\b(?:zal|zullen|wordt|worden|ga|wil|ben|kan|neem|zie|heb) (?:(?:ik|wij|we|het kabinet|dan|hier|daar|er|dus|vooralsnog|de \w+) ){0,2}(?:niet|geen)\b(?! (?:alleen|eerder|langer))"
        r"|\b(?:ik|wij|we|kabinet) (?:\w+ ){0,3}(?:niet|geen)\b(?! (?:alleen|eerder|langer))"
        r"|\bniet (?:worden|voornemens|bereid|van plan|tegemoet|overgaan|voortgezet|opgenomen)\b",
        "Aan dit verzoek kan ik niet voldoen.",
    ),
    _cue(
        -4,
        r"^(?:hierdoor|daardoor|hiermee|daarmee|zodoende|op (?:deze|die) (?:wijze|manier)|zo) (?:zal|zullen|wordt|worden|kan|kunnen)\b"
        r"|\b(?:zal|zullen)\b(?:(?!\b(?:of|dat|die|welke|hoe|wat)\b).){0,100}?\b(?:leiden tot|bijdragen aan|bijdrage leveren|resulteren|betekenen|toenemen|afnemen|dalen|stijgen|blijken|een rol spelen|voortbouwen|liggen|afhangen|afhankelijk)\b",
        "Ook zal het bijdragen aan de veiligheid.",
    ),
    _cue(
        -4,
        r"\b(?:te maken (?:hebben|krijgen)|nodig hebben|in staat (?:zijn|stellen)|verantwoordelijk (?:zijn|blijven)|sprake (?:van )?zijn)\b",
        "Defensie zal te maken hebben met krapte.",
    ),
    # what goes on already
    _cue(
        -2,
        r"^(?!.*\b(?:zal|zullen)\b).*?(?:\b(?:gewerkt|reeds|sinds|doorgaans|gebruikelijk\w*|regelmatig|in de praktijk|vaak|soms|veelal|automatisch|altijd|per jaar|tot nu toe|hiermee geef|daarmee geef)\b|\bop dit moment\b(?!.{0,60}\b(?:bezie|verken)))",
        "Ook wordt gewerkt aan het herontwerpen.",
    ),
    # another's act or words
    _cue(
        -6,
        r"\bleden van de\b.{0,120}?\bfractie|^(?:deze|genoemde|de) leden\b|\b(?:verzoekt|roept) de (?:nederlandse )?regering\b|\bmotie\b.{0,80}?\b(?:verzoekt|roept|vraagt|oproept)\b"
        r"|\bbeveelt\b.{0,40}\baan\b|\b(?:onderzoekers|commissie|raad|inspectie|rekenkamer) (?:concludeert?|concluderen|stelt|stellen|adviseert|beveelt|constateert)\b",
        "De leden van de VVD-fractie vragen of …",
    ),
    _cue(-2, r"\bvolgens de\b|\b(?:immers|namelijk)\b", "Dat kan namelijk worden bereikt …"),
    _cue(
        -6,
        r"^zij (?:vragen|verzoeken|lezen|hechten|zijn|willen|constateren)\b|\bvragen de(?:ze)? (?:\w+ )?leden\b",
        "Zij vragen of de minister dit kan toelichten.",
    ),
    _cue(
        -4,
        r"\bdoor (?:de|het|een|deze|die)? ?(?:\w+e )?(?:gemeenten?|provincies?|waterschap\w*|scholen|school|instelling\w*|werkgevers?|landen|eilanden|autoriteiten|universiteiten|sector|partijen"
        r"|inspectie|commissie|rechter|openbare? licha\w+|bestuurscollege\w*|eilandsraad|europese \w+|eu|aruba|curaçao|sint maarten|bonaire|saba|sint eustatius|industrie|leverancier|politie|om|leden)\b",
        "Dit zal door de gemeenten worden opgepakt.",
    ),
    _cue(1, r"\bwaar mogelijk\b", "Waar mogelijk wordt de samenwerking ondersteund."),
    _cue(1, r"\bvanuit (?:nederland|bzk|het ministerie|mijn)\b", "De samenwerking wordt ondersteund vanuit Nederland."),
    # under a condition
    _cue(
        -3,
        r"^(?:als|indien|mocht(?:en)?|wanneer) (?!eerste|volgende|laatste|onderdeel|gevolg|vervolg|reactie)\w+\b(?!.{0,80}\b(?:bekend|beschikbaar|gereed|afgerond|beeld)\b)(?!.{0,250}\bzal ik\b)",
        "Als Ghana meewerkt, is Nederland bereid …",
    ),
)
_OVER = re.compile(r"\b(?:eerder|onlangs|destijds|recent|toen|vorige?|afgelopen|jl)\b")
"""Words that put a decision or an order in the past."""
_MODAL = re.compile(
    r"(?<!te\s)\b(?:kan|kunnen|kon|moet|moeten|mag|mogen|zou|zouden|dient|dienen|zal|zullen|hoeft)\b", re.IGNORECASE
)
"""With one of these in the clause, `worden` is an infinitive."""
_INFINITIVE = re.compile(r"\b\w+(?:en|aan|ijn)$")
"""A clause that ends so has its verbs; one that `zal` leaves open goes on behind the clause within it."""

# --- clauses -------------------------------------------------------------------------------------------------------

_LONGEST_CLAUSE = 600
_SUBORDINATE = (
    r"waar(?:bij|in|mee|door|op|aan|voor|over|van|uit|toe|onder|tegen|naar|tussen)|zodat|omdat|doordat|terwijl|hoewel|aangezien|nadat|voordat"
    r"|alvorens|zodra|indien|wanneer|mits|tenzij|opdat|in hoeverre|hoe|welke?|wie|wat"
)
_V2 = r"(?:zal|zullen|zult|wordt|worden|wil|willen|ga|gaat|gaan|ben|is|zijn|heb|heeft|hebben|kan|kom|neem|nemen|zet|streef|bezie|verken|onderzoek|stuur|informeer|informeert|betrek|stel|werk|treed|ontvangt|laat|blijf|blijft|bekijken|bekijk)"
_BORDER = re.compile(
    rf"""
    (?=[\s,;:–—(]|(?<!.)) (?: (?P<main>
        [,;:–—]\s(?:en\s|maar\s)?(?:(?:hierbij|daarbij|daarnaast|ook|vervolgens|hierover|daarom|dan|daarna|tevens|zo)\s)?(?={_V2}\b)
      | (?P<inverted>\s(?:en\s|maar\s)?)(?=(?!en\b|dat\b|of\b)\w+\s(?:ik|wij|we|het\skabinet|[uU]w\sKamer)\b)(?={_V2}\b|\w*(?:en|eer|oek)\s)
      | [;:]\s | ,?\swaarna\s | (?<=\w),?\sen\s(?={_V2}\s)
    )
    | (?P<sub>
        (?:^|[,;:(]\s|\s)(?:{_SUBORDINATE})\b(?!\s(?:nodig|mogelijk|gewenst|passend)\b)
      | (?:^|,\s)(?:als|mocht(?:en)?)\s(?=(?:er|de|het|deze|dit|dat|die|uit|blijkt|zij|we|wij|u|ik|men|hier|daar|een)\b)
      | (?=\sd(?:at|ie)\s)(?<!\b(?:in|op|om|na))(?<!\b(?:bij|van|met|uit|aan|per))(?<!\b(?:voor|door|naar|over))(?<!\b(?:zal))(?<!\bzullen)(?<!\bik)(?<!\b(?:wij))(?<!\bwe)\s(?:dat|die)\s
      | ,\swaar\s
      | (?:,|(?<=bepalen)|(?<=bezien)|(?<=bezie)|(?<=onderzocht)|(?<=onderzoekt)|(?<=onderzoeken)|(?<=bekeken)|(?<=gekeken)|(?<=\sna)|(?<=vraag)|(?<=verkend)|(?<=bekijken)|(?<=kijken))\sof\s
    ))
    """,
    re.VERBOSE | re.IGNORECASE,
)
_PROMISING = re.compile(
    rf"(?:\bzeg(?:t|gen)?\b.{{0,40}}\btoe|\bKamer is toegezegd|\bbesloten|\bbenadrukt|\bbetekent|\bbrengt mee|{_AIM}(?:\sis|\shet)*|\b[Vv]erwachting is|\bgeldt|\bkan ik (?:u )?(?:aangeven|melden|mededelen|toezeggen)|\berop in|\bstreef\w* ernaar|\bzorg\w* er\s?voor),?$"
)


_RESUMED = re.compile(
    r"\b(?:is|zijn|heeft|hebben|wordt|worden|kan|kunnen|was|waren|werd|werden|is|gaat)\b(?:\s[^\s,]+){1,12}?\s(?=(?:zal|zullen)\b)",
    re.IGNORECASE,
)
"""A relative clause has one finite verb; at the second the main clause goes on: `De thema's die zijn genoemd | zullen …`."""


def _clauses(sentence: str) -> Iterator[Offsets]:
    """The main clauses of a sentence; a clause with `dat` belongs to the word of promising before it."""
    start, main = 0, True
    for border in _BORDER.finditer(sentence):
        if not main and (m := _RESUMED.search(sentence, start, border.start())):
            start, main = m.end(), True
        if main and border["inverted"] is not None:
            continue
        now_main = border["main"] is not None
        if (
            main
            and not now_main
            and border[0].strip(" ,") == "dat"
            and _PROMISING.search(sentence, max(0, border.start() - 90), border.start())
        ):
            continue
        if main and start < border.start():
            yield start, border.start()
        start, main = border.end(), now_main
    if not main and (m := _RESUMED.search(sentence, start)):
        start, main = m.end(), True
    if main and start < len(sentence):
        yield start, len(sentence)


_ADVERBS = re.compile(
    r"(?:\s(?:mij|me|zich|ons|ook|hier|daar|er|dan|dus|daarom|nog|u|hierover|daarover|graag|echter|wel|tevens|daarbij|verder|vervolgens|uiteraard|steeds|deze|onverminderd"
    r"|in\sd(?:at|it)\skader|samen|hiertoe|hiervoor|nu|dit|zelf|eerst|de\skomende\s\w+|vanuit))*\s?"
)
_AUXILIARIES = frozenset("zal zullen ga gaan wil willen ben zijn heb hebben blijf blijven".split())
_PRONOUN_AHEAD = re.compile(r"(?:\s[^\s,]+){0,6}\s(?P<pronoun>ik|wij|we)\b")


_LEAD = re.compile(r"(?:en|maar|dus|ook)\s", re.IGNORECASE)
_BESIDE = re.compile(r"(?:\s(?:zelf|zal))?\s|(?:\s(?:van|voor|in|en)\s|,\s|\s\().*\s")
"""What may stand between a subject and its verb in a main clause."""


def _subject(clause: str, verb: re.Match[str]) -> tuple[Who, Offsets | None]:
    """Who is the subject of `verb`, and where: at the start of the clause (or behind `dat`), else behind the verb."""
    that = clause.rfind(" dat ", 0, verb.start())
    if that >= 0 and (m := _SUBJECT.match(clause, that + 5)):
        return Who(m.lastgroup or ""), m.span()
    if (m := _SUBJECT.match(clause, lead.end() if (lead := _LEAD.match(clause)) else 0)) and m.end() < verb.start() < m.end() + 120:
        if _BESIDE.fullmatch(clause, m.end(), verb.start()):
            return Who(m.lastgroup or ""), m.span()
    adverbs = _ADVERBS.match(clause, verb.end())
    for at in (verb.end() + 1, adverbs.end() if adverbs else verb.end() + 1):
        if m := _SUBJECT.match(clause, at):
            return Who(m.lastgroup or ""), m.span()
    if verb[0].lower() in _AUXILIARIES and (m := _PRONOUN_AHEAD.match(clause, verb.end())):
        return Who.SPEAKER, m.span("pronoun")
    return Who.NOBODY, None


@dataclass(frozen=True)
class _Promise:
    """What one finite verb is worth; `perfect`: a decision or an order, whose day may be long past."""

    points: int
    strength: Strength
    actor: Offsets | None
    perfect: bool


def _promises(sentence: str) -> Iterator[_Promise]:
    """What each finite verb of the main clauses is worth, by each rule that fits it."""
    last: tuple[Who, Offsets | None] = Who.NOBODY, None
    for start, end in _clauses(sentence):
        clause = sentence[start : min(end, start + _LONGEST_CLAUSE)]
        modal = bool(_MODAL.search(clause))
        effort = bool(_EFFORT.search(clause))
        if m := _SUBJECT.match(clause):
            last = Who(m.lastgroup or ""), (start, start + m.end()) if m.lastgroup in _OURS else None
        for verb in _FINITE.finditer(clause):
            who, place = _subject(clause, verb)
            actor = (start + place[0], start + place[1]) if place and who in _OURS else None
            if who is Who.NOBODY and verb.start() == 0:  # `Nederland stond aan de basis en blijft zich inzetten`
                who, actor = last
            for name in _FORMS[verb[0].lower()]:
                if name == "passive" and modal:
                    continue
                open_end = name == "shall" and not _INFINITIVE.search(clause)
                field = sentence[start : start + _LONGEST_CLAUSE] if open_end else clause
                for rule in _RULES:
                    if rule.verb == name and who in rule.who and rule.needs.search(field):
                        perfect = name in ("have", "be") and "besloten" in clause or name == "have"
                        yield _Promise(rule.points, "effort" if effort else rule.strength, actor, perfect)


# --- the deadline ---------------------------------------------------------------------------------------------------

_EVENT = r"\w*(?:overleg|debat|conferentie|verkiezingen|bijeenkomst|behandeling|raad|top|herdenking|vergadering|ipko|overleg met uw kamer)"
_BEFORE = "v(?:o\u0301?|ó){2}r"
_TIED = re.compile(
    rf"""
    \b(?:
        (?P<latest>uiterlijk(?:\snog)?(?:\s(?:in|op|voor|per|tijdens|bij))?|tot\sen\smet|tot|binnen|richting|(?:nog\s)?{_BEFORE}\s(?:het\s|aan\shet\s)?einde\svan)
      | (?P<after>(?:zo\s(?:spoedig|snel)\smogelijk\s|kort\s|direct\s|meteen\s)?na(?:\safloop\svan)?)
      | (?P<before>(?<!gepland\s)(?<!voorzien\s)(?:nog\s)?{_BEFORE})
      | (?P<from>vanaf|met\singang\svan|op\szijn\svroegst(?:\s(?:in|op))?)
      | (?P<in>(?:nog\s|later\s)?(?:in\sde\sloop\svan|aan\shet\seinde?\svan|in\sde\speriode|in|op|per|tijdens|gedurende|rond|omstreeks)|later|nog)
    )
    \s(?:(?:de|het|deze)\s)?
    (?:(?:\w+\s){{0,2}}{_EVENT}\s(?:[\w ]{{0,50}}\s)?(?:van|op|in)\s)?$
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ALONE = re.compile(r"(?:begin|medio|eind|komend|volgend|dit|deze)", re.IGNORECASE)
_PLANNED = re.compile(r"\b(?:gepland|voorzien)\s(?:voor|in|op)\s(?:de\s|het\s)?$")
_PAST_TIE = re.compile(r"\b(?:van|uit|sinds|d\.d\.)\s(?:de\s|het\s)?$", re.IGNORECASE)
_SUMMER = re.compile(r"zomer(?!reces)", re.IGNORECASE)
_UNITS = {"dag": 1, "dagen": 1, "week": 7, "weken": 7}
_COUNTS = {w: n for n, w in enumerate("nul een twee drie vier vijf zes zeven acht negen tien elf twaalf".split())} | {
    "één": 1
}
_DURATION = re.compile(
    rf"\b(?P<tie>[Bb]innen|[Nn]a)\s(?:(?P<half>een half jaar|anderhalf jaar)|(?P<count>{_any(_COUNTS)}|\d{{1,2}}|enkele|een paar)\s(?P<unit>dagen|weken|maanden|jaar|dag|week|maand))\b"
)


def _due(text: str, sentence: Offsets, dates: Sequence[Mention], letter_date: date | None) -> Due | None:
    """The deadline of the sentence: the words that tie a date ahead, or a duration, to the promise."""
    start, end = sentence
    best: tuple[int, Due] | None = None
    for mention in dates:
        due, rank = _tied(text, start, mention, letter_date)
        if due and (best is None or rank < best[0]):
            best = rank, due
    if best:
        return best[1]
    if m := _DURATION.search(text, start, end):
        day = _add(letter_date, m) if letter_date else None
        iso = day.isoformat() if day else None
        return (
            Due(text=m[0], start=None, end=iso) if m["tie"].lower() == "binnen" else Due(text=m[0], start=iso, end=None)
        )
    return None


def _tied(text: str, start: int, mention: Mention, letter_date: date | None) -> tuple[Due | None, int]:
    value = mention.value
    first, last = (value.get("start"), value.get("end")) if value else (None, None)  # type: ignore[union-attr]
    if letter_date and last and str(last) < letter_date.isoformat():
        return None, 0
    first_day = date.fromisoformat(str(first)) if first else None
    last_day = date.fromisoformat(str(last)) if last else None
    words = text[mention.start : mention.end]
    tie = _TIED.search(text, max(start, mention.start - 120), mention.start)
    if not tie:
        if (
            _ALONE.match(words) or _PLANNED.search(text, max(start, mention.start - 30), mention.start)
        ) and not _PAST_TIE.search(text, max(start, mention.start - 12), mention.start):
            return Due(text=words, start=_iso(first_day), end=_iso(last_day)), 2
        return None, 0
    kind = tie.lastgroup
    begin = tie.start()
    bare_year = words.isdigit()
    if kind == "before" and bare_year and not tie[0].lower().startswith("nog"):
        return None, 0
    due_text = text[begin : mention.end]
    if kind == "before":
        if _SUMMER.match(words) and first_day:
            limit: date | None = date(first_day.year, 6, 30)
        elif re.match(r"eind", words, re.IGNORECASE):
            limit = last_day
        else:
            limit = first_day - timedelta(days=1) if first_day else None
        return Due(text=due_text, start=None, end=_iso(limit)), 0
    if kind == "latest":
        return Due(text=due_text, start=None, end=_iso(last_day)), 0
    if kind == "after":
        return Due(text=due_text, start=_iso(last_day + timedelta(days=1) if last_day else None), end=None), 0
    if kind == "from":
        return Due(text=due_text, start=_iso(first_day), end=None), 1
    return Due(text=due_text, start=_iso(first_day), end=_iso(last_day)), 1


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
_THAT = re.compile(r"\bdat\s")
_SHORT_OFFICE = re.compile(rf"(?P<office>Stas|Min)(?P<ministry>{_any(_MINISTRIES)})$")
_LONG_OFFICE = re.compile(
    r"(?:de\s|onze\s|mijn\s|uw\s)?(?P<office>minister|staatssecretaris)\s(?P<of>van|voor)\s(?P<portfolio>.+)$",
    re.IGNORECASE,
)
_ARTICLE = re.compile(rf"(?:[Dd]e|[Oo]nze|[Mm]ijn|[Uu]w)\s(?={_OFFICE})")
_SELF = re.compile(r"(?:ik|wij|we)\b", re.IGNORECASE)


def _actor(text: str, span: Offsets | None, letter: Letter | None, organisations: Sequence[Mention]) -> Actor:
    """Who will do it; nobody named, or the author: the signatory's office."""
    if span and (article := _ARTICLE.match(text, *span)):
        span = article.end(), span[1]
    words = text[span[0] : span[1]] if span else None
    if words is None or _SELF.match(words):
        signatories = letter["signatories"] if letter else []
        several = words is not None and not words.lower().startswith("ik")
        offices = [s["office"] for s in (signatories if several else signatories[:1]) if s["office"]]
        office = " en ".join(offices) or None
    else:
        office = _office(words)
    return Actor(text=words, office=office, org=_org(span, office, organisations))


def _office(words: str) -> str | None:
    """The office in full: `StasJenV` → `Staatssecretaris van Justitie en Veiligheid`; None for what is no office."""
    if m := _SHORT_OFFICE.search(words):
        return f"{'Staatssecretaris' if m['office'] == 'Stas' else 'Minister'} van {_MINISTRIES[m['ministry']]}"
    if m := _LONG_OFFICE.match(words):
        return f"{m['office'].capitalize()} {m['of']} {_MINISTRIES.get(m['portfolio'], m['portfolio'])}"
    return None


def _org(span: Offsets | None, office: str | None, organisations: Sequence[Mention]) -> str | None:
    """The organisation inside the actor's words, else the one of the letter that bears the office's ministry."""
    for mention in organisations:
        if span and span[0] <= mention.start and mention.end <= span[1] and mention.value:
            return str(mention.value["id"])  # type: ignore[typeddict-item]
    portfolio = office.partition(" van ")[2] if office else ""
    for mention in organisations:
        if portfolio and mention.value and str(mention.value["name"]).lower().endswith(portfolio.lower()):  # type: ignore[typeddict-item]
            return str(mention.value["id"])  # type: ignore[typeddict-item]
    return None


# --- all together ---------------------------------------------------------------------------------------------------

_ANCHOR = re.compile(
    rf"\b(?:{_any(w for w, classes in _FORMS.items() if {*classes} - {'be', 'have'})}"
    r"|inzet|streven|bedoeling|voornemen|ambitie|intentie|voornemens|bereid|van plan|besloten|verzocht|gevraagd|opdracht|opgedragen|toegezegd"
    r"|gepland|voorzien|verwachting)\b",
    re.IGNORECASE,
)
"""A sentence without any of these promises nothing."""
_QUESTION = re.compile(r"^(?:Vraag|Vragen)\b", re.MULTILINE)
_ANSWER = re.compile(r"^Antwoord", re.MULTILINE)
_LONGEST_QUESTION = 5000
_LONGEST_QUOTATION = 3000
_LABEL = re.compile(r"(?:Antwoord(?:en)?(?:\sop\svra(?:ag|gen))?(?:\s\d+)?:?|Ad\s\d+[.):]?)\s+(?=[A-Z])")


def find_commitments(
    text: str,
    sentences: Iterable[Offsets],
    mentions: Sequence[Mention] = (),
    letter: Letter | None = None,
) -> list[Commitment]:
    """The commitments of a letter, in text order, each a sentence of the normalised `text`.

    `mentions` are its entities: DATE gives deadlines, ORG the actor's organisation; `letter` gives the day that durations
    count from and the signatories.
    """
    dates = sorted((m for m in mentions if m.label == "DATE"), key=lambda m: m.start)
    starts = [m.start for m in dates]
    organisations = [m for m in mentions if m.label == "ORG"]
    letter_date = date.fromisoformat(letter["date"]) if letter and letter["date"] else None
    questions = list(_questions(text))
    found: list[Commitment] = []
    for span in sentences:
        k = bisect_right(questions, (span[0], len(text))) - 1
        if (k >= 0 and span[0] < questions[k][1]) or _quoted(text, span):
            continue
        if label := _LABEL.match(text, *span):
            span = label.end(), span[1]
        inside = dates[bisect_left(starts, span[0]) : bisect_left(starts, span[1])]
        if value := _judge(text, span, inside, organisations, letter, letter_date):
            found.append(Commitment(*span, value))
    return found


def _questions(text: str) -> Iterator[Offsets]:
    """Where parliament asks: from `Vraag 3` to its `Antwoord`."""
    for question in _QUESTION.finditer(text):
        if answer := _ANSWER.search(text, question.end(), question.end() + _LONGEST_QUESTION):
            yield question.start(), answer.start()


def _quoted(text: str, span: Offsets) -> bool:
    """Whether the sentence lies within a quotation that began before it in its block."""
    before = text[max(0, span[0] - _LONGEST_QUOTATION) : span[0]].rpartition("\n")[2]
    return before.count("“") > before.count("”") or before.count("«") > before.count("»")


def _judge(
    text: str,
    span: Offsets,
    dates: Sequence[Mention],
    organisations: Sequence[Mention],
    letter: Letter | None,
    letter_date: date | None,
) -> CommitmentValue | None:
    sentence = text[span[0] : span[1]]
    if sentence.endswith("?") or not _ANCHOR.search(sentence):
        return None
    best = max(_promises(sentence), key=lambda p: p.points, default=None)
    if best is None:
        return None
    due = _due(text, span, dates, letter_date)
    points = best.points + sum(cue.points for cue in _CUES if cue.pattern.search(sentence)) + (2 if due else 0)
    if best.perfect and (_OVER.search(sentence) or any(_past(d, letter_date) for d in dates)):
        points -= 3
    if points < _ENOUGH:
        return None
    actor = best.actor
    for hint in (*_AGENT.finditer(sentence), *_THAT.finditer(sentence)):
        if actor is None and (m := _SUBJECT.match(sentence, hint.end())) and m.lastgroup in ("speaker", "government"):
            actor = m.span()
    said = " ".join(sentence[a:b] for a, b in _clauses(sentence))
    told = _PARLIAMENT.search(said)
    inform = bool(told and (re.search(_TOLD, said) or re.search(_TELLING, said) or _tells(said))) or bool(
        _REACTION.search(said)
    )
    return CommitmentValue(
        type="inform" if inform else "act",
        strength=best.strength,
        actor=_actor(text, (span[0] + actor[0], span[0] + actor[1]) if actor else None, letter, organisations),
        addressee=told[0] if told and inform else None,
        due=due,
    )


def _past(mention: Mention, letter_date: date | None) -> bool:
    last = mention.value.get("end") if mention.value else None
    return bool(letter_date and last and str(last) <= letter_date.isoformat())


def _tells(sentence: str) -> bool:
    return any("tell" in _FORMS[m[0].lower()] or "receive" in _FORMS[m[0].lower()] for m in _FINITE.finditer(sentence))


class Commitments:
    """Adds the commitments to `doc.spans`; runs last, when entities, letterhead and sentences are known."""

    def __call__(self, doc: Doc) -> Doc:
        mentions = [Mention(e.start_char, e.end_char, e.label_, e._.value) for e in doc.ents]  # type: ignore[arg-type]
        add_commitments(doc, find_commitments(doc.text, sentence_spans(doc.text), mentions, doc._.letter))
        return doc


@Language.factory("nlp_pipeline_commitments", assigns=["doc.spans"])
def make_commitments(nlp: Language, name: str) -> Commitments:
    """The component `nlp_pipeline_commitments`."""
    return Commitments()
