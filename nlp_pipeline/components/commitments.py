"""COMMITMENT: sentences in which the government binds itself to something still to be done.

A decision in points, sentence by sentence:

1. Sentences that nobody of the government speaks now (questions, quotations, notes, what a fractie brings in) are left.
2. A sentence is cut into clauses. Only main clauses promise; in a subordinate clause (`de maatregelen die ik zal nemen`)
   a promise is mentioned, not made.
3. In each main clause the promise constructions of `_RULES` are looked for: who (the government, parliament as the one
   told, nobody named in a passive), which verb, which tense. Each is worth points and says how firm it is.
4. Cues of the whole sentence add points (a deadline ahead, a next step) or take them (this letter itself, an effect,
   a practice, a refusal, another's act). A sentence with `_ENOUGH` points is a commitment.

Who counts as government and the names of ministries stand in `_GOVERNMENT` and `_MINISTRIES`.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from nlp_pipeline.components.sentences import sentence_spans
from nlp_pipeline.mentions import Commitment, Mention, add_commitments
from nlp_pipeline.values import Actor, CommitmentValue, Due, Footnote, Letter, Offsets, Signatory

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

_ABBR = "|".join(sorted(map(re.escape, _MINISTRIES), key=len, reverse=True))
_PORTFOLIO = (
    r"(?:(?:van|voor)\s(?:het\s)?(?:[A-Z][\w&’'-]*)(?:(?:,\s|\sen\s|\s)(?:voor\s|van\s)?(?:[A-Z][\w&’'-]*)){0,6})"
)
_OFFICE = (
    rf"(?:Stas|Min)(?:{_ABBR})\b|"
    rf"(?:[Mm]inisters?|[Ss]taatssecretaris(?:sen)?)(?:-president)?\b(?:\s{_PORTFOLIO})?"
)
_PRONOUN = r"(?:[Ii]k(?:zelf)?|[Ww]ij|[Ww]e)\b"
_CABINET = r"(?:[Hh]et|[Dd]it|[Oo]ns)\s(?:huidige\s|demissionaire\s)?kabinet\b|[Dd]e\s(?:Nederlandse\s)?regering\b"
_GOVERNMENT = (
    rf"(?:{_CABINET}"
    rf"|(?:[Dd]e\s|[Oo]nze\s|[Mm]ijn\s|[Uu]w\s)?(?:{_OFFICE})"
    r"|(?:[Dd]e|[Dd]eze)\s(?:Nederlandse\s|Rijks|rijks)?(?:overheid|bewindslieden|bewindspersonen)\b"
    r"|(?:[Hh]et\s)?[Rr]ijk\b|Nederland\b"
    r"|(?:[Mm]ijn|[Hh]et|[Oo]ns|[Dd]e)\s(?:[Mm]inisteries?|departementen?)\b(?:\svan\s[A-Z][\w&]*(?:(?:,\s|\sen\s|\s)[A-Z][\w&]*){0,6})?"
    r"|(?:[Mm]ijn|[Oo]nze)\s(?:ambtenaren|medewerkers|ambtsgeno(?:ot|te)|collega[’']?s?)\b"
    rf"|(?:[Dd]e\s|[Hh]et\s)?(?:{_ABBR}|{'|'.join(map(re.escape, _AGENCIES))})\b(?:\sen\s(?:{_ABBR})\b)?"
    r"|[Dd]e\sRijksdienst\s[\w ]{3,60}?(?=\s\(|\szal|\szullen)(?:\s\(\w+\))?"
    r"|(?:[Dd]e\s)?(?:Immigratie- en Naturalisatiedienst|Dienst Terugkeer en Vertrek|Koninklijke Marechaussee)\b"
    r"|(?:[Dd]e\s)?(?:Vertegenwoordiging\svan\sNederland(?:\sin\s[\w, ]{3,50}?Sint Maarten)?)\b)"
)
_OTHERS = (
    r"\b(?:gemeenten?|provincies?|waterschap(?:pen)?|scholen|schoolbesturen|besturen|instellingen|universiteiten|hogescholen"
    r"|werkgevers|werknemers|ouders|studenten|leerlingen|burgers|bedrijven|ondernemers|banken|partijen|fracties?"
    r"|eilanden|landen|lidstaten|Europese\s(?:Commissie|Raad|Unie)|Commissie|Eerste Kamer|Raad van State"
    r"|Aruba|Curaçao|Sint\sMaarten|Bonaire|Saba|Sint\sEustatius|openbare?\slicha(?:am|men)|bestuurscollege|eilandsraad"
    r"|inspectie|Rekenkamer|Ombudsman|rechter|gouverneur|regering\svan|Raad\svoor|onderzoekers|VNG|sector|zij|hij|men|ze)\b"
)
"""Who is not the government: promises of these are their own."""

_PARLIAMENT = r"(?:\b(?:[Uu]w|[Dd]e(?:\s(?:Tweede|Eerste))?|[Bb]eide)\sKamers?\b(?!\svan\sKoophandel|lid)|\b[Hh]et\sparlement\b|\b[Uu]\b(?!\.))"

# --- verbs -------------------------------------------------------------------------------------------------------

_ADVERBS = (
    r"(?:\s(?:mij|me|zich|ons|ook|hier|daar|er|dan|dus|daarom|nog|u|hierover|daarover|graag|echter|wel|tevens|daarbij|verder"
    r"|vervolgens|uiteraard|steeds|in dat kader|in dit kader))"
)
_PARTICIPLE = (
    r"(?!geen\b|gemeenten\b|gebied|gegevens\b|gevallen\b|getal)\b(?:\w{0,14}ge\w{2,}(?:d|t|en|an)|(?:be|ver|ont|her|er|onder|over|door|mis|voltooid|aanvaard|vol)\w{2,}(?:d|t|en))\b"
)
_TELL_INFINITIVE = (
    r"(?:(?:toe)?(?:te\s)?(?:sturen|zenden)|toe\ste\s(?:sturen|zenden)|informeren|in te lichten|inlichten|berichten|rapporteren"
    r"|melden|doen\stoekomen|te\slaten\stoekomen|toekomen|aan(?:\ste\s)?bieden|voor(?:\ste\s)?leggen|delen|ontvangen"
    r"|terug(?:\ste\s)?komen|in kennis (?:te )?stellen|op de hoogte (?:te )?(?:houden|brengen|stellen)|verstrekken"
    r"|(?:te )?doen uitgaan|in(?:\ste\s)?dienen|aan(?:\ste\s)?geven|toe(?:\ste\s)?lichten|verslag (?:te )?doen)\b"
)
_TOLD = (
    r"(?:ge[iïI]nformeerd|(?:toe)?gestuurd|(?:toe)?gezonden|verzonden|verstuurd|ingelicht|op de hoogte (?:gehouden|gebracht|gesteld)"
    r"|aangeboden|voorgelegd|gedeeld|gerapporteerd|in kennis gesteld|ingediend|bericht|gemeld|overlegd|ontvangen)\b"
)
_TELL_PRESENT = (
    r"(?:informeer|informeert|informeren|stuur|stuurt|sturen|zend|zendt|zenden|bericht|rapporteert?|rapporteren|meld|ontvangt?|doe|doen"
    r"|bied|biedt|leg|kom|deel|krijgt|houd|breng|komt|komen)"
)
_LOOK = (
    r"(?:bezien|bekeken|gekeken|verkend|nagegaan|overwogen|gestreefd|ingezet|gezocht|ge[iïI]nventariseerd|bezie|bekijk|verken|overweeg"
    r"|streven?|inspannen|spannen|inzetten|zetten in|verkennen|bekijken|overwegen|nagaan|kijken)\b"
)
"""Verbs of looking into and striving: the outcome stays open, so the strength is `effort`."""

_DO_PRESENT = (
    r"(?:betrek(?:ken)?|neem|nemen|werk|werken|start(?:en)?|treed|treden|stel|stellen|breid|pas|passen|voer|voeren|bespreek|bespreken|zorg"
    r"|organiseer|investeer|investeren|reserveer|trek|laat|laten|vraag|vragen|verzoek|verzoeken|richt|zet|houd|volg|verleng|verhoog|maak|maken"
    r"|bevorder|draag|bereid|ontwikkel|ontwikkelen|continueer|intensiveer|versterk|actualiseer|evalueer|monitor|bepaal|geef|geven|kies|vernieuw|"
    r"onderteken|publiceer|faciliteer|regel|schrap|schaf|bouw|roep|sluit|vul|span|ondersteun)"
)
_SHALL = r"\b(?:[Zz]al|[Zz]ullen)\b"
_GO = r"\b(?:[Gg]a|[Gg]aat|[Gg]aan)\b"
_IS = r"\b(?:[Ww]ordt|[Ww]orden)\b"
_FINITE = (
    r"(?:zal|zullen|zult|wordt|worden|wil|willen|ga|gaat|gaan|ben|is|zijn|heb|heeft|hebben|kan|kunnen|kom|komt|neem|nemen|zet|streef|bezie|verken"
    r"|onderzoek|stuur|informeer|informeert|betrek|stel|werk|treed|ontvangt|start|laat|blijf|blijft|volgt|bekijken|bekijk)"
)


def _left(subject: str, verb: str) -> str:
    """`subject` first in the clause, then the finite `verb`: `Het kabinet zal`."""
    return rf"(?:^|(?<=^en\s)|(?<=^Ook\s)|(?<=^Maar\s))(?P<s1>{subject})(?:[\s,][^\s]+){{0,9}}?\s{verb}"


def _right(subject: str, verb: str, between: int = 3) -> str:
    """The finite `verb`, adverbs, then `subject`: `Daarnaast zal nog dit jaar het kabinet`."""
    return rf"{verb}{_ADVERBS}{{0,{between}}}\s(?P<s2>{subject})"


def _government(verb: str) -> str:
    return rf"(?:{_right(_PRONOUN, verb)}|{_left(_PRONOUN, verb).replace('s1', 's3')}|{_right(_GOVERNMENT, verb).replace('s2', 's4')}|{_left(_GOVERNMENT, verb).replace('s1', 's5')})"


def _speaker(verb: str) -> str:
    """The author or the cabinet, whose present tense promises; that of an agency or of Nederland tells a practice."""
    who = rf"(?:{_PRONOUN}|{_CABINET})"
    return rf"(?:{_right(who, verb)}|{_left(who, verb)})"


class Rule(NamedTuple):
    """A promise construction: what it is worth, how firm it is, and an example it takes."""

    name: str
    points: int
    strength: Strength
    pattern: str
    example: str


_RULES = (
    Rule("government shall", 3, "firm", _government(_SHALL), "In het najaar zullen wij de gesprekken voortzetten."),
    Rule("government goes", 3, "firm", _speaker(_GO), "Daarom ga ik in gesprek met de gemeenten."),
    Rule(
        "shall be done",
        3,
        "firm",
        rf"{_SHALL}(?=.{{0,240}}?\bworden\b)(?=.{{0,240}}?{_PARTICIPLE})",
        "De werkafspraken zullen worden aangevuld.",
    ),
    Rule(
        "shall take place",
        2,
        "firm",
        rf"{_SHALL}.{{0,160}}?\b(?:starten|beginnen|plaatsvinden|van start gaan|ingaan|volgen|verschijnen|beschikbaar komen|gelegenheid krijgen"
        r"|in werking treden|bijeenkomen|aandacht (?:zijn|worden))\b",
        "Er zal een openstelling plaatsvinden van 100 miljoen euro.",
    ),
    Rule(
        "parliament is told",
        3,
        "firm",
        rf"(?:{_PARLIAMENT}.{{0,30}}?{_IS}|{_IS}.{{0,80}}?{_PARLIAMENT}).{{0,200}}?{_TOLD}|{_PARLIAMENT}\s(?:wordt|worden|zal|zult).{{0,200}}?{_TOLD}",
        "Uw Kamer wordt hierover in de eerste helft van 2024 geïnformeerd.",
    ),
    Rule(
        "parliament receives",
        2,
        "firm",
        rf"\b(?:ontvangt|krijgt|zal|zult)(?:\s\w+){{0,4}}?\s{_PARLIAMENT}|{_PARLIAMENT}\s(?:ontvangt|krijgt|zal|zult)\b",
        "De Kamer ontvangt deze brief in juni.",
    ),
    Rule(
        "speaker tells",
        1,
        "firm",
        _government(rf"\b{_TELL_PRESENT}\b") + rf"(?=.{{0,160}}?{_PARLIAMENT}|.{{0,60}}?\bterug\b)",
        "Hierover informeer ik uw Kamer voor de zomer.",
    ),
    Rule(
        "is looked into",
        3,
        "effort",
        rf"{_IS}.{{0,200}}?\b(?:bezien|verkend|nagegaan|overwogen|gestreefd|ingezet\sop|gezocht\snaar)\b",
        "Voorts wordt bezien of er koppelingen kunnen worden gelegd.",
    ),
    Rule(
        "is studied",
        2,
        "effort",
        rf"{_IS}.{{0,200}}?\b(?:onderzocht|bekeken|ge[iïI]nventariseerd|ingezet)\b",
        "Ook wordt onderzocht of de regeling kan worden verruimd.",
    ),
    Rule(
        "is done, a step of work",
        2,
        "firm",
        rf"{_IS}.{{0,200}}?\b(?:(?:mee|over|aan)genomen|betrokken|verwerkt|opgenomen|uitgewerkt|voortgezet|verankerd|vastgesteld|opgeleverd|overgeheveld"
        r"|beschikbaar gesteld|verstrekt|uitgenodigd|afgerond|aangepast|ge[eë]valueerd|uitgebreid|gestart|opgesteld|opgepakt|toegevoegd|herzien"
        r"|gepubliceerd|ingericht|opgericht|verlengd|ontwikkeld|gerealiseerd|vertaald|gecontinueerd|geactualiseerd|vervolgd|georganiseerd"
        r"|geïntensiveerd|op gang gebracht)\b",
        "De bevindingen worden hierin betrokken.",
    ),
    Rule("is done", 1, "firm", rf"{_IS}.{{0,200}}?{_PARTICIPLE}", "In 2015 wordt een uitkering verstrekt."),
    Rule(
        "speaker does",
        2,
        "firm",
        _speaker(rf"\b{_DO_PRESENT}\b"),
        "De voorstellen van mevrouw Kat betrekken wij bij de uitwerking.",
    ),
    Rule(
        "speaker takes along",
        3,
        "firm",
        _speaker(r"\b(?:[Nn]eem|[Nn]emen)\b") + r".{0,140}?\b(?:mee|over)\b|\b[Zz]eg(?:t|gen)?\b.{0,40}?\btoe\b|" + _speaker(r"\b[Bb]etrek(?:ken)?\b"),
        "Dat neem ik mee bij de verdere uitwerking.",
    ),
    Rule(
        "speaker looks into",
        3,
        "effort",
        _government(r"\b(?:[Bb]eziet?|[Bb]ezien|[Bb]ekijkt?|[Bb]ekijken|[Vv]erkent?|[Vv]erkennen|[Oo]nderzoekt?|[Oo]nderzoeken|[Oo]verweeg|[Oo]verwegen)\b"),
        "Momenteel verkennen wij hoe de motie uitgevoerd kan worden.",
    ),
    Rule(
        "government strives",
        3,
        "effort",
        _government(r"\b[Ss]tree?f?v?(?:t|en)?\b"),
        "Ik streef ernaar het wetsvoorstel na het zomerreces aan te bieden.",
    ),
    Rule(
        "speaker puts in",
        3,
        "effort",
        _speaker(r"\b(?:[Zz]et|[Zz]etten|[Ss]pant?)\b") + r"(?=.{0,160}?\b(?:in|erop in|op in|zich in|me in|mij in)\b)",
        "Het kabinet zet erop in dat de samenwerking doorgaat.",
    ),
    Rule(
        "government wants",
        3,
        "effort",
        _government(r"\b(?:[Ww]il|[Ww]illen)\b"),
        "Zo wil het kabinet ook ondersteuning bieden.",
    ),
    Rule(
        "government intends",
        3,
        "effort",
        _government(r"\b(?:[Bb]en|[Ii]s|[Zz]ijn)\b") + r"(?=.{0,80}?\b(?:voornemens|bereid|van plan|van zins)\b)",
        "Daarnaast is KPCN voornemens de samenwerking te versterken.",
    ),
    Rule(
        "government proposes",
        3,
        "effort",
        _speaker(r"\b(?:[Ss]telt?|[Ss]tellen)\b") + r"(?=.{0,20}?\bvoor\b(?: om|,| te))|" + _speaker(r"\b(?:[Bb]eoogt?|[Bb]eogen|[Pp]robeer)\b"),
        "Het kabinet stelt voor om in gesprek te gaan met gemeenten.",
    ),
    Rule(
        "government goes on",
        3,
        "effort",
        _government(r"\b[Bb]lij(?:f|ft|ven)\b")
        + r"(?=.{0,160}?\b(?:inzetten|inspannen|in te zetten|streven|in gesprek|volgen|monitoren|werken|aandringen|investeren|aandacht|ondersteunen|in overleg))",
        "Nederland blijft zich actief inzetten voor verbetering.",
    ),
    Rule(
        "the aim is",
        3,
        "effort",
        r"\b(?:[Mm]ijn|[Oo]nze|[Dd]e|[Hh]et|[Dd]aarbij)\s(?:inzet|streven|bedoeling|voornemen|ambitie|intentie)\s(?:is|blijft|bestaat)\b"
        r"|\b(?:is|ligt|blijft)\s(?:het|de|mijn|onze|ook|daarbij|nog|in|het in|er|hierbij)?\s?(?:het|de|mijn|onze)?\s?(?:inzet|streven|bedoeling|voornemen|ambitie|intentie)\b"
        r"|\bambitie\s(?:om|heb|bestaat)\b|^(?:Het )?(?:[Vv]oornemen|[Ii]nzet|[Ss]treven|[Bb]edoeling)\s(?:is|bestaat)\b|\bstaat gepland\b|\bheb(?:ben)?\b.{0,60}?\b(?:de ambitie|het voornemen)\b",
        "De inzet is om deze afspraken in 2024 te bekrachtigen.",
    ),
    Rule(
        "it is expected",
        2,
        "effort",
        r"\b[Vv]erwachting\s(?:is\s)?dat\b.{0,200}?\b(?:van start gaat|start|begint|wordt|worden|kan worden|verschijnt|ingaat|informeren|aanbieden)\b"
        r"|\b(?:[Vv]erwacht|[Vv]erwachten)\s(?:ik|wij|we|het kabinet)\b.{0,200}?\bte kunnen\b|\b(?:[Ii]k|[Ww]ij|[Ww]e)\s(?:verwacht|verwachten)\b.{0,200}?\bte kunnen\b",
        "Verwachting is dat het projectenfonds komend jaar van start gaat.",
    ),
    Rule(
        "decided to",
        3,
        "firm",
        r"\b(?:[Hh]eb|[Hh]ebben|[Hh]eeft|[Ii]s)\b.{0,80}?\bbesloten\b(?=.{0,30}?\b(?:om|te|dat|tot)\b|.{0,160}?\bte\s\w+en\b)",
        "Ik heb besloten deze aandoening toe te voegen.",
    ),
    Rule(
        "ordered to",
        3,
        "firm",
        _government(r"\b(?:[Hh]eb|[Hh]ebben|[Hh]eeft)\b") + r"(?=.{0,260}?\b(?:verzocht|gevraagd|opdracht gegeven|opgedragen)\b.{0,200}?\b(?:te|voor)\b)",
        "VWS heeft het RIVM verzocht om plannen van aanpak uit te werken.",
    ),
    Rule(
        "an offer that stands",
        3,
        "firm",
        rf"{_PARLIAMENT}\sis\stoegezegd\sdat\b.{{0,120}}?\bkan\b",
        "Uw Kamer is toegezegd dat desgewenst een technische briefing kan worden gegeven.",
    ),
    Rule(
        "happens at a time",
        1,
        "firm",
        r"\b(?:[Vv]indt|[Vv]inden|[Ss]tart|[Ss]tarten|[Bb]egint|[Vv]olgt|[Vv]olgen|[Vv]erschijnt|[Gg]aat|[Gg]aan|[Bb]rengt|[Rr]ondt|[Ll]evert|[Oo]pent|[Kk]omt|[Kk]unnen|is voorzien|zijn voorzien)\b",
        "De bevoorschotting vindt nog in 2015 plaats.",
    ),
)

_COMPILED = tuple((rule, re.compile(rule.pattern)) for rule in _RULES)


class Cue(NamedTuple):
    """Words anywhere in the sentence that make a promise more or less likely, and an example."""

    points: int
    pattern: re.Pattern[str]
    example: str


def _cue(points: int, pattern: str, example: str) -> Cue:
    return Cue(points, re.compile(pattern, re.IGNORECASE), example)


_CUES = (
    # a step to come
    _cue(
        1,
        r"\b(?:hiertoe|daartoe|hierin|daarin|vervolgens|ten slotte|tot slot|daarom|komende (?:maanden|tijd|periode|jaren|weken)|binnenkort|op korte termijn"
        r"|zo (?:spoedig|snel) mogelijk|spoedig|nader|verder|uitgewerkt|te zijner tijd|t\.z\.t|naar verwachting|zodra|na afronding|aanvullende?|binnen afzienbare tijd"
        r"|later|volgende stap|vervolgstap|als eerste stap|ook|daarnaast|tevens|verdere)\b",
        "Hiertoe wordt een cyclus op gang gebracht.",
    ),
    _cue(
        2,
        r"\b(?:zodra|wanneer .{3,60} (?:bekend|beschikbaar|gereed|afgerond)|als .{3,60} (?:bekend|beschikbaar|gereed|afgerond)|te zijner tijd|t\.z\.t|binnenkort|op korte termijn|zo (?:spoedig|snel) mogelijk|op een later moment|nader|separaat|periodiek|jaarlijks|halfjaarlijks|op de hoogte|na afloop|in de volgende|in een volgende|bij de (?:volgende|eerstvolgende))\b(?=.{0,200}\b(?:informe|ge[iï]nformeerd|stuur|zend|gezonden|gestuurd|ontvang|bericht|rapporte|houd|gehouden|toekomen|kom|kamer|uw))",
        "Zodra er meer bekend is, informeer ik uw Kamer.",
    ),
    # what this letter does itself
    _cue(
        -5,
        r"\b(?:hierbij|bijgaand\w*|bijgevoegde?|(?:met|in|middels|via|door|bij) (?:deze|dit|onderhavige|voorliggende) (?:\w+ )?(?:kamer)?(?:brief|rapportage|nota|bijlage|antwoorden|beantwoording)\b|in (?:de )?bijlage|in het (?:navolgende|vervolg van)|hieronder|hierna|onderstaand\w*"
        r"|in het (?:eerste|tweede|derde|laatste) deel|deze brief gaat)\b(?=.{0,200})",
        "Hierbij zend ik uw Kamer het rapport.",
    ),
    _cue(-5, r"\b(?:ga|gaan|gaat|zal|zullen|wil|willen)\b.{0,40}?\b(?:op in|in op|nader in|dieper in|verder in|stil(?:staan)?|ingaan op)\b(?!.{0,10}gesprek)", "Achtereenvolgens ga ik in op de stand van zaken."),
    # speech, not deeds
    _cue(
        -5,
        r"\b(?:wil|willen)\b.{0,60}?\b(?:benadrukken|danken|bedanken|opmerken|wijzen|toelichten|meegeven|verwijzen|herhalen|melden|mededelen|uitspreken|vooropstellen|voorop stellen"
        r"|zeggen|complimenteren|onderstrepen|stilstaan|noemen|aangeven|markeren|duidelijk maken|uitleggen|schetsen|vermelden|aantekenen|ingaan|beginnen|spreken van)\b",
        "Ik wil hierbij benadrukken dat de vereniging zelfstandig is.",
    ),
    # necessity, refusal, effect
    _cue(-5, r"\b(?:zal|zullen)\b.{0,120}?\b(?:moeten|dienen|hoeven|behoeven)\b", "Er zal maatwerk moeten worden geleverd."),
    _cue(-5, r"\b(?:zal|zullen|wordt|worden|ga|wil|ben|kan|zal ik) (?:ik |wij |we |het kabinet |dan |hier |daar |er |dus |vooralsnog |op dit moment )?(?:niet|geen)\b(?! (?:alleen|eerder|langer))|\bniet (?:worden|voornemens|bereid|van plan|tegemoet|voldoen|overgaan)\b", "Aan dit verzoek kan ik niet voldoen."),
    _cue(-4, r"^(?:en )?(?:dit|dat|hierdoor|daardoor|hiermee|daarmee|zo|zodoende|op deze (?:wijze|manier)) (?:zal|zullen|wordt|worden)\b|\b(?:zal|zullen)\b.{0,80}?\b(?:leiden tot|bijdragen aan|zorgen voor|resulteren|betekenen|toenemen|afnemen|dalen|stijgen|blijken|voortbouwen|liggen|afhangen|afhankelijk)\b", "Ook zal het bijdragen aan de veiligheid."),
    # what goes on already, and what is over
    _cue(-2, r"\b(?:wordt|worden|werk|werken|is|zijn)\b.{0,40}?\b(?:gewerkt|reeds|al|sinds|doorgaans|gebruikelijk|regelmatig|in de praktijk|op dit moment|momenteel|vaak|soms|over het algemeen|veelal|automatisch|altijd|per jaar)\b", "Ook wordt gewerkt aan het herontwerpen."),
    _cue(-3, r"\b(?:hebben? ik|heb ik|is|zijn|was|waren|werd|werden|had|hadden|heeft|hebben)\b.{0,120}?\b(?:toegezegd|aangekondigd|aangegeven|gemeld|afgesproken|vastgelegd|verzocht|gevraagd|gesteld|opgeroepen|geconcludeerd|gebleken)\b.{0,6}\bdat\b", "In die brief is aangegeven dat dit onderzocht zal worden."),
    # another's act or words
    _cue(-4, r"\bleden van de\b.{0,80}?\bfractie|^(?:deze|genoemde|de) leden\b|\bverzoekt de regering\b|\bmotie\b.{0,80}?\b(?:verzoekt|roept|vraagt|oproept)\b|\baanbevel\w+ (?:luidt|is) |\bbeveelt\b|\badviseert\b|\b(?:onderzoekers|commissie|raad|inspectie) (?:concludeert?|concluderen|stelt|stellen|adviseert|beveelt|constateert)\b|volgens (?:de|het)", "De leden van de VVD-fractie vragen of …"),
    _cue(-4, rf"\b(?:zal|zullen|wordt|worden)\b.{{0,160}}?\bdoor (?:de |het |een )?(?:\w+ )?{_OTHERS}", "Dit zal door de gemeenten worden opgepakt."),
    # under a condition
    _cue(-3, r"^(?:als|indien|mocht|mochten|wanneer)\b(?!.{0,80}\b(?:bekend|beschikbaar|gereed|afgerond|beeld hebben)\b)(?!.{0,200}\bzal ik\b)", "Als Ghana meewerkt, is Nederland bereid …"),
    _cue(-2, r"\b(?:zou|zouden|stel dat|desondanks|immers|namelijk)\b", "Dat zou kunnen betekenen …"),
)


# --- clauses -------------------------------------------------------------------------------------------------------

_SUBORDINATE = (
    r"waar(?:bij|in|mee|door|op|aan|voor|over|van|uit|toe|onder|tegen|naar|tussen)|zodat|omdat|doordat|terwijl|hoewel|aangezien|nadat|voordat"
    r"|alvorens|zodra|indien|wanneer|mits|tenzij|opdat|in hoeverre|hoe|welke?|wie|wat"
)
_BORDER = re.compile(
    rf"""
    (?P<main>
        [,;:–—)”’]\s(?:en\s|maar\s)?(?:(?:hierbij|daarbij|daarnaast|ook|vervolgens|hierover|daarom|dan|daarna|tevens|zo)\s)?(?={_FINITE}\b)
      | \s(?:en\s|maar\s)?(?={_FINITE}{_ADVERBS}?\s(?:ik|wij|we|het\skabinet|de\s(?:minister|staatssecretaris)|[uU]w\sKamer|de\sKamer)\b)
      | [;]\s
      | ,?\swaarna\s
    )
    | (?P<sub>
        (?:^|[,;:(]\s|\s)(?:{_SUBORDINATE})\b(?!\s(?:nodig|mogelijk|gewenst|passend))
      | (?:^|,\s)(?:als|mochten?)\s(?=(?:er|de|het|deze|dit|dat|die|uit|blijkt|zij|we|wij|u|ik|men|hier|daar|een|ghana)\b)
      | (?<![\s.](?:in|op|bij|van|met|uit|aan|om|na|voor|door|per|te))(?<!naar)(?<!over)\s(?:dat|die)\s
      | (?:,\s|bepalen\s|bezien\s|bezie\s|onderzo(?:ek|cht|ekt|eken)\s|bekeken\s|gekeken\s|na\s|vraag\s|verkend?\s|nagaan\s)of\s
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_RECEIVED_PROMISE = re.compile(
    r"\b(?:zeg(?:t|gen)?\b.{0,40}\btoe|toegezegd|besloten|betekent|benadrukt|(?:inzet|streven|bedoeling|voornemen|verwachting|planning)\s(?:is\s?)?(?:het\s)?|is\s(?:het\s)?de\sbedoeling)\s*,?$",
    re.IGNORECASE,
)


def _clauses(sentence: str) -> Iterator[str]:
    """The main clauses of a sentence; with `dat` behind a word of promising, the clause behind it too."""
    start, main = 0, True
    for border in _BORDER.finditer(sentence):
        now_main = border["main"] is not None
        if not now_main and "dat" in border[0] and main and _RECEIVED_PROMISE.search(sentence, 0, border.start() + 1):
            continue
        if main and start < border.start():
            yield sentence[start : border.start()]
        start, main = border.end(), now_main
    if main:
        yield sentence[start:]
