"""ORG: named organisations, by a gazetteer, by the shape of names and by what the letter itself declares.

Order of evidence: titles of ministers and names of ministries and committees (a small grammar over portfolios),
names of the gazetteer, phrases in capitals round a word that means an organisation (`Stichting …`, `… B.V.`), then
the short forms that the letter declares (`(hierna: de Raad)`) and abbreviations in rows of organisations, which hold
for the whole letter, and last the units in the lines of a letterhead.

All tables below hold folded words (`gazetteer.fold`): no capitals, no accents.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

from spacy.language import Language
from spacy.tokens import Doc

from nlp_pipeline.gazetteer import (
    ARTICLE_TYPE,
    Gazetteer,
    Organisation,
    Words,
    derived_id,
    fold,
    load_gazetteer,
    unregistered,
)
from nlp_pipeline.mentions import Mention, add_mentions, text_of
from nlp_pipeline.values import OrgValue

MINISTERS = frozenset(
    "minister staatssecretaris ministers staatssecretarissen bewindslieden bewindspersonen bewindspersoon oud- "
    "minister oud-staatssecretaris ambtsvoorganger stas minister-president vicepremier collega ambtgenoot "
    "ambtgenote collega-minister collega-staatssecretaris collega-bewindspersoon viceminister vice-minister".split()
)
"""`de Minister van Defensie` → `Defensie`: the portfolio is the mention, the office is not."""
PLURAL_OFFICES = frozenset({"ministers", "staatssecretarissen"})
"""`Ministers van Justitie` names an office of many countries; `ministers van JenV en BZK` names two ministries."""
BARE_OFFICES = frozenset("minister staatssecretaris stas bewindspersonen bewindslieden".split())
"""Offices that stand before a portfolio without `van`: `Staatssecretaris BZK`."""
NAMESAKES = {
    "Aedes": re.compile(r"\bAedes (?:aegypti|albopictus)"),
    "AR": re.compile(r"\bAR ?/ ?VR\b|\bVR ?/ ?AR\b|\b[Aa]ugmented\s[Rr]eality"),
    "EC": re.compile(r"\d EC\b|\bEC['’]s\b|[Ss]tudiepunten"),
    "MIT": re.compile(r"\bMIT[- ](?:regeling|subsidie)|\bInnovatiestimulering"),
}
"""Names that mean something else in a letter where this stands."""
BARE_PORTFOLIOS = frozenset({"financien", "justitie"})
"""Common words that name a ministry too."""
MINISTRIES = frozenset({"ministerie", "ministeries", "departement", "departementen", "ministry"})
COMMITTEES = frozenset(
    "commissie commissies kamercommissie kamercommissies onderzoekscommissie enquetecommissie staatscommissie".split()
)
"""`commissie voor Koninkrijksrelaties`: with what follows, the kind word is the name."""
COMMITTEE_KINDS = frozenset(
    "vaste algemene bijzondere tijdelijke parlementaire themacommissie gemengde interdepartementale ministeriele "
    "onafhankelijke".split()
)
"""Words before it that belong to the name: `vaste commissie …`, `Algemene Commissie …`."""
FOREIGN = re.compile(
    r"[A-ZÀ-Ý][a-zà-ÿ-]*(?:aanse|ese|[ij]nse|[eï]ense|aakse|aarse|aalse|oedische)$"
    r"|(?:Afghaan|Arabi|Austral[ia]i|Balti|Belgi|Bosni|Brit|Cypriot|Deen|Duit|Egypti|Engel|Est|Ethiopi|Fin|Fran|Georgi"
    r"|Griek|Hongaar|Ier|IJsland|Indi|India|Indonesi|Israëli|Ivoriaan|Kazach|Kroati|Let|Libi|Litouw|Luxemburg|Macedoni"
    r"|Malei|Maleisi|Moldavi|Noor|Oezbeek|Oostenrijk|Pool|Russi|Schot|Servi|Slowaak|Somali|Surinaam|Syri|Thai|Tsjechi"
    r"|Tunesi|Turk|Vlaam|Waal|Zweed|Zwitser|Curaçao|Sint-Maarten|Jemeniti|Koeweit|Saoedi)s(?:ch)?e$"
)
"""Adjectives of countries: `Iraakse`, `Belgische`, `Oekraïense`; `Algemene` and `Zeeuwse` begin names."""
NOT_FOREIGN = frozenset("europese".split())

DUTCH_HEADS = frozenset(
    "academie adviescollege adviescommissie adviesgroep adviesorgaan adviesraad afdeling agentschap alliantie "
    "ambassade autoriteit bank belastingdienst beroepsvereniging bond bondgenootschap branchevereniging brandweer "
    "brigade bureau centrum coalitie college commando comite commissariaat commissie consortium cooperatie "
    "corporatie dienst directie directoraat-generaal directoraat eenheid division eilandsraad federatie fundashon "
    "fundacion genootschap gerecht gerechtshof ggd hof hogeschool hoogheemraadschap hospitaal informatiepunt "
    "inspectie instituut kenniscentrum kennisinstituut kiescollege klachtencommissie kliniek koepel korps "
    "kustwacht laboratorium landmacht leger legerkorps luchtmacht marine museum omgevingsdienst omroep divisie "
    "ondernemingsraad onderzoeksraad organisatie overleg orkest partij parket pensioenfonds planbureau platform "
    "politie politiekorps politiebond programmabureau programmadirectie programmaraad projectdirectie raad "
    "rechtbank reclassering regieorgaan rekenkamer rijksdienst rijksinstituut rijksinspectie samenwerkingsverband "
    "scholengemeenschap secretariaat staatscommissie steunpunt stichting stuurgroep taskforce team tribunaal unie "
    "universiteit uitvoeringsorganisatie vakbond vakvereniging veiligheidsregio verbond vereniging "
    "vertegenwoordiging werkgroep expertisecentrum expertgroep expertteam expertisenetwerk waterschap wetterskip "
    "ziekenhuis zorgkantoor zorggroep bataljon eskader regiment smaldeel knooppunt expertisepunt kennispunt "
    "meldpunt contactpunt adviespunt contactgroep klankbordgroep kerngroep regiegroep projectgroep denktank "
    "huisartsenpost gilde holding inrichting task unit portefeuille pi jji ppc fpc roc umc ggz lyceum gymnasium".split()
)
"""Dutch words that make a phrase in capitals the name of an organisation, wherever they stand in it."""

ENGLISH_HEADS = frozenset(
    "agency alliance association authority board bureau center centre college command commission committee "
    "company consortium council court department division federation foundation forum group hospital institute "
    "institution ministry office organisation organization police secretariat school society union university "
    "corporation force forces network airways airlines panel league trust consultancy consulting consultants "
    "headquarters observatory battalion academy inspectorate senate directorate".split()
)
"""English words that do so as the last of the words in capitals: `Human Rights Council`, `Alliance of …`."""
HEADS = DUTCH_HEADS | ENGLISH_HEADS

ROYAL = frozenset({"koninklijke", "royal"})
"""Predicates before the name of a company or a society: `Koninklijke Horeca Nederland`."""
ROYAL_BUT_NO_BODY = frozenset(
    "besluit besluiten huis familie hoogheid hoogheden onderscheiding onderscheidingen haghe".split()
)

HEAD_ENDINGS = (
    "dienst raad bureau instituut autoriteit commissie organisatie vereniging bond inspectie college comite "
    "centrum stichting federatie korps academie universiteit hogeschool ziekenhuis agentschap directie rechtbank "
    "gerechtshof parket kustwacht marechaussee reclassering alliantie genootschap verbond scholengemeenschap "
    "kamer recherche maatschappij bank brigade unie beraad museum omroep loket orgaan overheidsdienst divisie "
    "politie team platform bedrijf hoofdkwartier kliniek lyceum werkgroep stuurgroep taskforce gilde commando"
).split()
"""Endings of compounds that mean an organisation: `Voogdijraad`, `Samenwerkingsorganisatie`."""
GENERIC_BODIES = frozenset(
    "bestuurscollege eilandsraad eilandraad evaluatiecommissie adviescommissie "
    "begeleidingscommissie ministerraad ondernemingsraad gemeenteraad geschillencommissie klachtencommissie "
    "uitvoeringsorganisatie adviesraad immigratiedienst veiligheidsdienst politie expertisecentrum kenniscentrum "
    "zelforganisatie rijksdienst bodemloket kamercommissie bestuursraad toetsingscommissie examencommissie "
    "voortgangscommissie onderzoekscommissie sectorcommissie projectteam managementteam directieteam studentenraad "
    "kinderraad beheerraad defensieorganisatie douaneorganisatie ketenorganisatie informatiecentrum crisiscentrum "
    "documentatiecentrum".split()
)
"""One word in capitals that many bodies go by: a name only with what follows it."""
LOCAL_BODIES = frozenset({"bestuurscollege", "eilandsraad"})
"""Of these the short form alone is a name: `het bestuurscollege (BC)`."""
NO_BODIES = frozenset(
    (
        "gezonde school",
        "digitale school",
        "vreedzame school",
        "brede school",
        "compacte rijksdienst",
        "global network",
        "special forces",
        "raad van commissarissen",
        "raad van toezicht",
        "raad van bestuur",
        "raad van advies",
        "college van b&w",
        "college van bestuur",
        "force headquarters",
        "operational headquarters",
        "special operations forces",
        "taakstelling rijksdienst",
        "vaste kamercommissie",
        "justitiele inrichting",
        "penitentiaire inrichting",
    )
)
"""Phrases round such a word that name no organisation, or any of many."""
DEBATES = tuple(f"{kind} overleg" for kind in ("algemeen", "schriftelijk", "bestuurlijk", "ministerieel", "ambtelijk"))
"""Kinds of meetings, whatever their subject; a consultation with a name of its own is an organisation."""
PROVINCES = frozenset(
    "groningen fryslan friesland drenthe overijssel gelderland utrecht flevoland noord-holland zuid-holland "
    "noord-brabant brabant zeeland limburg".split()
)
"""`provincie Groningen`, but `provincie Kunduz` is a place."""
_COMPOUND = re.compile(r"-[a-zà-ÿ]")
"""`Raad van State-uitspraak`: a part of a compound is no name."""
_HEAD_ENDING = re.compile(
    rf"\w{{3,}}(?:{'|'.join(HEAD_ENDINGS)})(?<![vdg]raad)(?<!voorraad)(?<!leidraad)(?<!databank)(?<!meldkamer)"
    r"(?<!kleinbedrijf)$"
)

NOT_ORGANISATIONS = re.compile(
    "(?:"
    "wet|regeling|besluit|besluiten|verordening|richtlijn|verdrag|akkoord|regeerakkoord|convenant|code|protocol|"
    "programma|agenda|strategie|plan|project|fonds|campagne|register|systeem|monitor|proces|prijs|park|week|dag|"
    "conferentie|congres|debat|overleg|brief|rapport|rapportage|nota|jaarverslag|"
    "lid|leden|fractie|voorzitter|ambassadeur|directeur|commissaris|hoofd|"
    "regime|toolbox|resolution|session|act|treaty|agreement|compact|convention|regulations|directive|programme|fund|package|strategy|partnership|course|concern"
    ")$"
)
"""Last words of phrases that name a law, a programme, a fund, an event or a person, whatever else stands in them."""

SMALL_NAMED = frozenset(
    "taskforce adviescollege evaluatiecommissie expertcommissie staatscommissie onderzoekscommissie stuurgroep "
    "toetsingscommissie adviescommissie klankbordgroep regiegroep projectgroep werkgroep".split()
)
"""Heads that a noun in small letters may follow as the rest of the name: `Taskforce kinderrechten`."""
_SMALL_NOUN = re.compile(
    r"\w{3,}(?:ing|ingen|heid|heden|schap|teit|tie|ties|smokkel|rechten)|\w*(?:zorg|beleid|druk|recht|wetten|stelsel|geweld"
    r"|onderwijs|projecten|minimum|handel|fraude|energie|misbruik|wonen|vervoer|verkeer|bouw|markt|landbouw|veehouderij"
    r"|water|bodem|luchtvaart|ziekten|zoonosen|armoede|schulden)"
)
_SMALL_ADJECTIVE = re.compile(
    r"\w{4,}(?:iele|ele|ale|ische|aire|jke|nde|matige|eve)|sociaal|digitaal|huiselijk|seksueel"
)

OF_MEMBERS = frozenset("vereniging federatie bond unie genootschap".split())
"""Heads whose names may end in the country of their members: `Vereniging van Waterbedrijven in Nederland`."""

_TREATY = re.compile(r"convention|treaty|resolution|session")
_OF_ANOTHER = re.compile(r"(?:^verdrag|^regulations|rapport|rapportage|jaarverslag|advies|brief|debat|nota)$")
"""What a body makes or says: `UNESCO Verdrag`, `WHO International Health Regulations` hold its name."""

COMPLEMENT_WITHOUT_CAPITAL = frozenset(
    "instituut centrum bureau vereniging stichting federatie genootschap adviescommissie adviesraad".split()
)
"""Heads whose complement is often written small: `Instituut voor veiligheid`."""

JOINTS = frozenset("van voor der de het den tegen inzake ter tot".split())
"""Small words inside a name."""
ENGLISH_JOINTS = frozenset("of for the on to against".split())
"""Small words inside a name whose head is English."""
ARTICLES = frozenset({"de", "het", "den", "the"})
"""Of these, those that stand in a name only behind another: `Raad voor de rechtspraak`."""
AND = frozenset({"en", "and"})
LAW = re.compile(r"(?:wet|verordening|besluit|regeling|statuut|verdrag)$")
"""`Rijkswet Raad voor de rechtshandhaving`: the title of a law holds no organisation."""
PLACES = frozenset(
    (
        "nederland;caribisch nederland;cn;bes;bonaire;saba;sint eustatius;st eustatius;sint-eustatius;sint-maarten;"
        "aruba;curacao;sint maarten;st maarten;europa;groningen;amsterdam;rotterdam;utrecht;den haag;"
        "caribisch gebied;caribbean;drenthe;flevoland;friesland;fryslan;gelderland;limburg;"
        "noord-brabant;noord-holland;overijssel;zeeland;zuid-holland"
    ).split(";")
)
"""Places that end a name: `Amnesty International Nederland`, `Rode Kruis Curaçao`."""

ISLANDS = frozenset("caribisch bonaire saba sint sint-eustatius st aruba curacao sint-maarten".split())
"""How the names of islands begin: bodies in small letters are named after them."""

SENTENCE_OPENERS = frozenset(
    "de het een in op aan bij voor van met door uit over om naar tot ten ter na onder tussen tegen sinds via "
    "vanuit vanaf namens deze dit die dat zijn haar hun mijn onze ons uw er hier daar dan toen nu ook al als "
    "indien wanneer omdat hoewel terwijl zodat en of maar want dus daarom daarnaast bovendien verder voorts "
    "tevens ik u wij we hij zij ze men wat wie welke hoe waarom is was heeft hebben kan kunnen zal zullen wordt "
    "worden bent klopt deelt volgens conform gezien mede zowel alle elke ieder iedere geen niet wel zo zoals "
    "echter inmiddels momenteel daarbij hierbij hierin hiermee hiervoor samen vraag antwoord betreft onderwerp "
    "datum bijlage kopie afschrift cc the an and to beantwoording aanbieding reactie rapport brief kamerbrief "
    "evaluatie advies uitvoering toelichting nieuwe voorzitter directeur minister staatssecretaris dhr mevrouw "
    "heer leden lid aanbevelingen inspectierapport jaarverslag onderzoek beleidsreactie kabinetsreactie "
    "rapportage rol inzet taken samenwerking motie verzoek vragen oprichting financiering pilot programma "
    "uitspraak jaarbeelden beleidsevaluatie rapporten uitvoeringskosten afronding schriftelijk verslag geacht geachte "
    "eindverslag eindrapport tussenrapport notulen factsheet organogram samenstelling werkbezoek notificatie opdracht "
    "adviezen zienswijze copyright bijvoorbeeld invulling inrichting aanpak instellingsbesluit informatiefolder "
    "secretariaat aankoop jaarpublicatie betrokkenheid toetsmodel marktscan opinie bron bronnen planning stand "
    "voortgang verkenning overzicht positie besluit voorstel reglement jaarplan werkplan convenant protocol "
    "website".split()
)
"""Words that a sentence or a heading may begin with before a name begins."""

SENTENCE_STARTERS = frozenset("het een in op deze dit dat bij er met voor om als ook uw geachte ten".split())
"""In capitals they begin a new sentence, not a part of a name."""

KIND_WORDS = frozenset(
    "werkgroep stichting organisatie vereniging bedrijf ngo stuurgroep taskforce overlegorgaan bureau koepel "
    "instantie dienst afdeling directie onderneming bank vakbond basisschool fabrikant denktank uitgever "
    "uitgeverij zorgverzekeraar verzekeraar leverancier producent netbeheerder woningcorporatie scheepswerf "
    "zorgaanbieder zorginstelling instituut vakcentrale omroep accountantskantoor advocatenkantoor "
    "moederbedrijf dochteronderneming stichtingen verenigingen".split()
)
"""Small-letter words that tell that the capitals after them name an organisation; they stay out of it."""
_KIND_ENDING = re.compile(
    r"(?!programma|project)\w*"
    r"(?:organisatie|onderzoeksbureau|adviesbureau|ingenieursbureau|bedrijf|maatschappij|vereniging|fabrikant)$"
)
"""So do these: `reisorganisatie TUI`."""
UNITS = frozenset("afdeling directie dienst werkgroep stuurgroep taskforce leverancier producent".split())
"""Kind words whose names are often common words or products (`directie Kennis`), no organisation without them."""
NAMING_KINDS = frozenset(
    "commissie voortgangscommissie expertcommissie gemeente provincie waterschap veiligheidsregio brandweerkorps "
    "hoogheemraadschap staatscommissie onderzoekscommissie evaluatiecommissie begeleidingscommissie "
    "adviescommissie rechtbank gerechtshof eilandsraad bestuurscollege omgevingsdienst universiteit hogeschool "
    "kustwacht voogdijraad toelatingsorganisatie gemeenteraad expertteam eenheid politie-eenheid basisteam "
    "arrondissementsparket ressortsparket directoraat-generaal directoraten-generaal bestuurscolleges voogdijraden "
    "openbare scholengemeenschap politiekorps".split()
)
"""Small-letter words that are part of the name: `voortgangscommissie Sint Maarten`, `provincie Groningen`."""

TERRITORIES = frozenset({"gemeente", "provincie", "openbare"})
"""Naming kinds that name a body with a capital too: `Gemeente Rotterdam`."""

SMALL_STARTS = MINISTERS | MINISTRIES | COMMITTEES | COMMITTEE_KINDS | NAMING_KINDS
"""Words in small letters that something may begin with."""

_DECLARED = re.compile(
    r"""\s?[(\[]\s?
    (?P<said>(?P<called>hierna|verder|afgekort|voortaan|kortweg|in\ het\ vervolg|ook\ wel|oftewel)
        (?:\s(?:te\snoemen|genoemd|ook))?\s?[:,]?\s?["'‘’“”„«]?(?:(?:de|het|De|Het)\s)?|["'‘’“”„«]?(?:de|het|De|Het)\s)?
    ["'‘’“”„«]?
    (?P<short>(?(said)[^\W_][\w&’'./-]*(?:\s\w[\w&’'-]*){0,3}|[A-Z0-9][\w&’'./-]*(?:\s[A-Z][\w&’'-]*){0,3}))
    ["'‘’“”»]?(?:\s?[)\]]|(?=[,;]\s))""",
    re.VERBOSE,
)
"""What follows a full name and declares its short form: `(IND)`, `(hierna: de Raad)`, `(verder: «het Fonds»)`."""
_CALLED = re.compile(
    r""",\s(?P<said>(?P<called>hierna|verder|voortaan))(?:\s(?:te\snoemen|genoemd|ook))?:?\s["'‘“„]?(?:(?:de|het)\s)?
    (?P<short>[A-Z][\w&-]*(?:\s[A-Z][\w&-]*){0,2})["'’”]?(?=[,;])""",
    re.VERBOSE,
)
"""The same between commas: `, hierna: de Raad,`."""
_APPOSITION = re.compile(r", ([A-Z]{3,6})(?=[,)]| en | is | heeft )")
_GLOSSED = re.compile(
    r"^(?P<short>[A-Z][A-Za-z&]{0,8}[A-Z][a-z]{0,2})\s?[:=]\s(?:de\s|het\s)?(?P<means>[^\W\d_][^\n.,;:()]*)", re.M
)
"""A line that spells out a short form, in a footnote or a list: `UWV: Uitvoeringsinstituut Werknemersverzekeringen`."""
_SHORT_IN_BRACKETS = re.compile(r"\((?:hierna:? )?([A-Z][\w&-]{0,8}[A-Z][\w&-]{0,3})\)")
_NOT_SHORT = re.compile(r"[IVXLC]+|[A-Z]?\d+|BES|BES-eilanden|CN|NL|VS|UK|EUR|USD|FTE|TK|EK")
"""What stands in brackets for something else: budget chapters, places, currencies."""
_ABBREVIATION = re.compile(r"[A-Z][A-Za-z&]{0,8}[A-Z][a-z]?")
_NOT_LISTED = re.compile(
    r"[A-Z]{1,2}|[IVXLC]+|NGO|ZBO|MKB|GGZ|MBO|HBO|ICT|IPC|VWEU|EVRM|AVG|BES|USA|COVID|IJ.*|[A-Z]{2}.*(?:en|wet|s)"
    r"|[A-Z][a-z]?[A-Z]|W[A-Za-z]{1,3}|AOW|ZVW|AWBZ|BBP|GLB"
)
"""Abbreviations that stand in rows of organisations without being one, and those too short to tell."""
_PATH = re.compile(r"(?:/[A-Z]{2,5}(?![\w'’-]))+")
"""What follows the first code in a path of codes."""
_CHAPTER = re.compile(r"[IVX]+B?")
"""A chapter of the budget: `XII Infrastructuur en Waterstaat`."""
_REFERENCE_NUMBER = re.compile(r" ?/ ?(?:BSK\b|\d{5})")
_NUMBER_BEFORE = re.compile(r"\d/$")
"""What makes the letters before it a part of `Ons kenmerk`: `IenW/BSK-2023/69005`."""
_PROVISION = re.compile(r"\)? ?(?:[Nn][ro]\.? ?)?\d{2,4}/\d{1,4}(?!\d)")
"""What follows the body in the number of its law: `Verordening (EU) 2020/741`, `Regulation (EC) No 883/2004`."""
_PRODUCT = re.compile(r" (?:365|Workspace|Classroom|Teams|Office|Azure|Windows|Maps|Analytics|Play Store|Cloud)\b")
"""What follows the name of a company in that of its software: `Microsoft 365`, `Google Workspace`."""
_IN_ADDRESS = re.compile(r"\.(?:nl|eu|com|org|net|int|be|aw|cw|sx)\b")
"""What follows a name inside a web address: `www.gezondheidsraad.nl`."""
_RESEARCHERS = re.compile(r"(?:onderzoeks|advies|ingenieurs|accountants|advocaten)(?:bureau|kantoor)$")
"""Kind words that a sentence may begin with before a name: `Onderzoeksbureau Ecorys`."""
_ABBREVIATION_BEFORE = re.compile(r"\.\w{1,2}\.$")
"""`i.s.m.` ends no sentence."""
_LETTERHEAD = 2500
"""Characters in which a name may be cut by the other column of the letterhead."""
_LINE = re.compile(r"[^\s\n][^\n]*[^\s\n]")
_CUT_LINE = re.compile(r"(?:.* (?=Directie )|.* (?:van|voor) (?:de |het )?)?([A-Z].*)")
_ADDRESS_LINE = re.compile(r"\d{4} ?[A-Z]{2} .*|(?:[A-Z]\w+ )+\d+\w?|Den Haag|DEN HAAG|Nederland")
"""What a line of the one column may be cut by: `Turfmarkt 147`, `2500 EA Den Haag`."""


_LINE_PART = re.compile(r"[^\s\"'“”„‘’/](?:[^\n/]*[^\s\"'“”„‘’/])?")
_UNIT_HEAD = re.compile(
    r"Directoraat|DG|(?:Programma|Hoofd|Project)?[Dd]irectie\b|Generale Thesaurie|(?:[Aa]fdeling|Portefeuille)\b"
)
"""How the units of a letterhead begin; only below one of these is any line a unit."""
_UNIT = re.compile(r"(?!Datum|Betreft|Ons |Onze |Uw |Kenmerk|Geachte|Pagina)\w[\w &,’'-]{0,80}(?<![,\d])")
_GOES_ON = re.compile(
    r"(?:\b(?:en|van|voor|de|het)|[,-]|[Gg]eneraal|^Directie|iee?le|ische|nale|pese|aire|ieel|onele)$"
)
"""How a line ends whose name the next line goes on with."""
_ADDRESSEE = re.compile(
    r"(?:Aan )?(?:[Dd]e )?[Vv]oorzitter|Aan |der Staten|Ministerie |Postbus 200(?:17|18)$|25(?:00 EA|13 AA) "
)
"""Lines of the other column, which may stand between the units."""
_ADDRESS = re.compile(
    r"Bezoekadres|Den Haag|DEN HAAG|IPC \d|T ?urfmarkt|Rijnstraat \d|Bezuidenhoutseweg|Parnassusplein"
    r"|Schedeldoekshaven|Korte Voorhout|Prins(?:es)? \w+ \d|Plein \d|MPC \d|P ?ostbus \d{5} ?(?P<tail>)"
    r"|\d{4} ?[A-Z]{2}\b"
)
"""What ends the units; only before one of these are the lines above it units."""

_DIRECTORATE_CODE = re.compile(r"DG(?!F|GF|A$|MP$)[A-Z][A-Za-z&]{1,5}")
"""`DGKR`, `DGPenV`; but `DGA` is an owner, `DGGF` a fund."""
_REFERENCE_LINE = re.compile(
    r"^(?:(?:Ons|Onze|Uw) )?(?:[Kk]enmerk|[Rr]eferentie)\b ?:?\s{0,2}[^\n]{0,40}\d{3}[^\n]{0,10}$", re.M
)
"""`Ons kenmerk ⏎ DGBI / 27193649`: a code in it names no organisation."""
_SHOWN = re.compile(
    r"\b(?:werkgroep|stuurgroep|projectgroep|regiegroep|kerngroep|denktank|taskforce|stichting|vereniging|actiegroep)"
    r"\s[\"'“”„‘’«]([^\W_][^\"“”„‘’«»\n]{1,60}[^\W_])[\"'“”‘’»]"
    r"|\b((?:[Aa]mbassade van (?:het Koninkrijk der Nederlanden|Nederland)|[Kk]oninkrijksambassade) (?:in|te) [A-Z]\w+)"
    r"|(?<![\w.,/–-])(?<![€$] )(\d{2,3}e?\s(?:(?:[Ll]uchtmobiele|[Gg]emechaniseerde|[Ll]ichte)\s)?"
    r"(?:[Bb]rigade|[Pp]antser\w{0,12}bataljon|[Bb]evoorradings\w{0,12}compagnie|[Gg]eniebataljon|[Ss]quadron))\b(?!-)"
)
"""Names that their surroundings show whole: in quotes behind a kind word, embassies, numbered units of the forces."""
_COMPANY = re.compile(r"(?:B\.V|N\.V|S\.A|U\.A|C\.V|V\.O\.F|BV|NV|GmbH|Ltd|Limited|Inc|LLC|LLP|PLC)\b(?!-)")
"""Forms of companies, which end their names: `Energie Beheer Nederland B.V.`."""
_ABBREVIATED = re.compile(r"\b[A-Z]\.[A-Z]$")

_LONGEST = 20
"""Words of the longest name that its shape alone may show."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A name from word `first` up to word `end` (not included)."""

    first: int
    end: int
    organisation: Organisation
    by_register: bool = True


def find_organisations(text: str, gazetteer: Gazetteer) -> list[Mention]:
    """The ORG mentions of a text, in order, none over another; offsets count code points of `text`."""
    words = Words(text)
    reader = _Reader(words, gazetteer)
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
    return _of_the_sender(_with_units(text, _put_together(text, mentions, gazetteer), gazetteer), text, gazetteer)


def _of_the_sender(mentions: list[Mention], text: str, gazetteer: Gazetteer) -> list[Mention]:
    """The mentions, directorates that several ministries have made those of the letter's: the first that it names."""
    values = [cast(OrgValue, m.value) for m in mentions]
    ministry = next((value["id"] for value in values if gazetteer.is_ministry(value["id"])), None)
    units = [gazetteer.unit(value["name"], ministry) for value in values]
    return [replace(m, value=unit.value) if unit else m for m, unit in zip(mentions, units, strict=True)]


def _end(words: Words, found: _Found) -> int:
    """Where a name ends, with the point of `B.V.`."""
    end = words.ends[found.end - 1]
    point = words.text.startswith(".", end) and _ABBREVIATED.search(words.text, words.starts[found.first], end)
    return end + bool(point)


def _with_units(text: str, mentions: list[Mention], gazetteer: Gazetteer) -> list[Mention]:
    """The mentions, and the units that fill the lines of a letterhead between a directorate and an address:
    `Directoraat-Generaal Migratie ⏎ Toezicht, Regulier en Nationaliteit ⏎ Turfmarkt 147`."""
    mentions = sorted(mentions, key=lambda m: m.start)
    for start, end in _units(text):
        organisation = gazetteer.named(_one_line(text[start:end]))
        value = (organisation or unregistered(_one_line(text[start:end]))).value
        first = bisect_right(mentions, start, key=lambda m: m.end)
        last = bisect_left(mentions, end, key=lambda m: m.start)
        if not any(m.start <= start and m.end >= end for m in mentions[first:last]):
            unit = Mention(start, end, "ORG", value, "register" if organisation else "rule")
            mentions[first:last] = [unit]
    return mentions


def _units(text: str) -> Iterator[tuple[int, int]]:
    """Where the units of letterheads stand, each one or more lines; what the addressee cuts keeps its first part."""
    units: list[tuple[int, int]] = []
    goes_on = cut = False
    for line in _LINE_PART.finditer(text):
        start, end = line.span()
        if _ADDRESSEE.match(text, start, end):
            cut = cut or (goes_on and not text[start].isdigit())
            continue
        if units and (address := _ADDRESS.match(text, start, end)):
            start = address.end("tail")
            if start in (-1, end):
                yield from units
                units = []
                continue
        begins = bool(_UNIT_HEAD.match(text, start, end))
        if not _UNIT.fullmatch(text, start, end) or not (units or begins):
            units = []
            continue
        if begins or not (goes_on or text[start].islower()):
            units.append((start, end))
            cut = False
        elif not cut:
            units[-1] = units[-1][0], end
        goes_on = bool(_GOES_ON.search(text, start, end))


def _one_line(name: str) -> str:
    return " ".join(name.split())


def _put_together(text: str, mentions: list[Mention], gazetteer: Gazetteer) -> list[Mention]:
    """Names that the other column of a letterhead cuts.

    `Binnenlandse Zaken en ⏎ Postbus 20018 ⏎ Koninkrijksrelaties` is one name, for only an address stands in between;
    where a name does, the first part stands for the whole, and the rest is no name.
    """
    lines = list(_LINE.finditer(text, 0, _LETTERHEAD))
    for n, line in enumerate(lines):
        cut = _CUT_LINE.fullmatch(line.group())
        for k in range(n + 1, min(n + 5, len(lines))) if cut else ():
            rest, organisation = lines[k], cut and gazetteer.named(f"{cut[1]} {lines[k].group()}")
            if not cut or not organisation:
                continue
            first, last = line.start() + cut.start(1), rest.end()
            if not any(m.start <= first and m.end >= last for m in mentions):
                start = min((m.start for m in mentions if first < m.end and m.start < line.end()), default=first)
                whole = all(_ADDRESS_LINE.fullmatch(other.group()) for other in lines[n + 1 : k])
                one = Mention(min(start, first), last if whole else line.end(), "ORG", organisation.value, "register")
                between = [m for m in mentions if one.end <= m.start and m.end <= rest.start()]
                around = [m for m in mentions if m.end <= one.start or m.start >= last]
                mentions = sorted([*around, *between, one], key=lambda m: m.start)
            break
    return mentions


class _Reader:
    """Finds names in the words of one text."""

    def __init__(self, words: Words, gazetteer: Gazetteer) -> None:
        self.words = words
        self.gazetteer = gazetteer
        self.folded = words.folded
        self.count = len(words)
        self.capitals = [words.text[start].isupper() for start in words.starts]
        self._read_until = 0

    # -- words ---------------------------------------------------------------------------------------------

    def _capital(self, i: int) -> bool:
        return i < self.count and self.capitals[i]

    def _joined(self, i: int) -> bool:
        """Whether only a blank, or the end of a line, stands between word `i - 1` and word `i`."""
        return 0 < i < self.count and self.words.linked[i] == self.folded[i] and self.words.gap(i).strip() == ""

    def _on_one_line(self, i: int) -> bool:
        return 0 < i < self.count and self.words.gap(i) == " "

    def _is(self, i: int, *folded: str) -> bool:
        return i < self.count and self.folded[i] in folded

    def _run(self, i: int) -> int:
        """The end of the words with capitals from word `i` on."""
        if not self._capital(i):
            return i
        longest = i + _LONGEST
        i += 1
        while i < min(self.count, longest) and (self.words.gap(i) in (" ", " & ") or self._plural_s(i)):
            if self._is(i, "en", "of") and self.folded[i - 1].endswith("-") and self._capital(i + 1):
                i += 1
            elif self._is(i, "force") and self._is(i - 1, "task"):
                pass
            elif (
                not (self._capital(i) or self._plural_s(i))
                or (self.folded[i] in SENTENCE_STARTERS and not self._article_of_name(i))
                or (
                    self._is(i, "de", "van")
                    and not (
                        self.folded[i - 1] in HEADS | COMMITTEES and self._capital(i + 1) and self._on_one_line(i + 1)
                    )
                )
            ):
                break
            i += 1
        return i

    def _article_of_name(self, i: int) -> bool:
        """Whether word `i` is the article that a name begins with: `Stichting Het Vergeten Kind`."""
        return self._is(i, "het") and self._is(i - 1, "stichting", "vereniging") and self._capital(i + 1)

    def _plural_s(self, i: int) -> bool:
        """Whether word `i` ends a plural inside a name: `Portefeuille Veiligheidsregio’s`, `PIO’s Nederland`."""
        plural = self._is(i, "s") and self.words.gap(i) in ("’", "'") and self.folded[i - 1][-1] in "aiou"
        return plural and (self.words[i - 1][-1].islower() or (self._on_one_line(i + 1) and self._capital(i + 1)))

    def _in_plural(self, end: int) -> bool:
        """Whether the abbreviation before word `end` is put in the plural: `GGD’en`."""
        plural = self.words.text.startswith(("’s", "'s", "’en", "'en"), self.words.ends[end - 1])
        return plural and self.words[end - 1].isupper()

    def _place(self, i: int) -> int:
        """The end of the place name at word `i`, or `i`."""
        for length in (2, 1):
            if self._capital(i) and " ".join(self.folded[i : i + length]) in PLACES and i + length <= self.count:
                return i + length
        return i

    def _places(self, i: int) -> int:
        """The end of a list of places from word `i` on (`Aruba, Curaçao en Sint Maarten`), or `i`."""
        end = self._place(i)
        while end > i and end < self.count:
            following = end + 1 if self._is(end, "en") and self._joined(end) else end
            if following == end and not self.words.linked[end].startswith(","):
                break
            after = self._place(following)
            if after == following:
                break
            end = after
        return end

    def _organisation(self, first: int, end: int) -> Organisation:
        name = self.words.phrase(first, end)
        return self.gazetteer.named(name) or self.gazetteer.named(_COMPANY.sub("", name).strip()) or unregistered(name)

    # -- names ---------------------------------------------------------------------------------------------

    def names(self) -> Iterator[_Found]:
        """All names but declared short forms, left to right."""
        cut = self._cut_title()
        if cut:
            yield cut
        i = cut.end if cut else 0
        shown = self._shown()
        while i < self.count:
            word = self.folded[i]
            if i in shown:
                yield _Found(i, shown[i], self._organisation(i, shown[i]), by_register=False)
                i = shown[i]
                continue
            if not (
                self.capitals[i]
                or word in SMALL_STARTS
                or word[:10] == "commissie-"
                or self.gazetteer.knows(word)
                or self._before_place(i)
            ):
                i += 1
                continue
            found = self._at(i)
            if found and not self._in_title_of_law(found[0].first):
                if found[0].first == i and self._on_one_line(i) and self.words[i - 1] == "The":
                    found[0] = replace(found[0], first=i - 1)
                yield from found
            i = max(found[-1].end if found else i + 1, self._read_until)

    def _shown(self) -> dict[int, int]:
        """Where names stand that their surroundings show whole (`de werkgroep “gedwongen zorg”`): first word, end."""
        ends = {end: k + 1 for k, end in enumerate(self.words.ends)}
        starts = {start: k for k, start in enumerate(self.words.starts)}
        spans = (shown.span(shown.lastindex or 0) for shown in _SHOWN.finditer(self.words.text))
        found = ((starts.get(start), ends.get(end)) for start, end in spans)
        return {first: end for first, end in found if first is not None and end is not None}

    def _in_title_of_law(self, i: int) -> bool:
        if i > 2 and self._is(i - 2, "op") and self._is(i - 1, "de", "het") and self._joined(i):
            i -= 2
        return self._on_one_line(i) and self._capital(i - 1) and bool(LAW.search(self.folded[i - 1]))

    def _at(self, i: int) -> list[_Found]:
        word = self.folded[i]
        if word in MINISTERS:
            return self._office(i)
        if word in MINISTRIES and (found := self._ministry(i)):
            return found
        if (word in COMMITTEES or word in COMMITTEE_KINDS or word.startswith("commissie-")) and (
            committees := self._committee(i)
        ):
            known = self.gazetteer.name_at(self.words, i)
            return [_Found(i, *known)] if known and known[0] > committees[-1].end else committees
        if line := self._filling_line(i):
            return [line]
        known = self.gazetteer.name_at(self.words, i)
        shaped = self._shaped(i)
        if shaped and not known and self._only_says_the_kind(i, shaped):
            return []
        if known and (
            shaped is None
            or shaped <= known[0]
            or (known[0] < self.count and self.words.gap(known[0]) == " & " and self._known(known[0]))
            or (self._run(i) <= known[0] and " " in self.words.gap(known[0]) and self.folded[known[0]] not in AND)
        ):
            if self._names_no_body(i, *known):
                return []
            if known[1].type in ("ministerie", "defensie") and (path := self._path(i, known[0])):
                return [_Found(i, path, unregistered(self.words.phrase(i, path)), by_register=False)]
            if known[1].type == "ministerie":
                return [_Found(*portfolio) for portfolio in self._portfolios(i)]
            end = self._with_place(*known)
            if end == known[0]:
                return [_Found(i, end, known[1])]
            return [_Found(i, end, self._organisation(i, end), by_register=False)]
        if shaped:
            return [_Found(i, shaped, self._organisation(i, shaped), by_register=False)]
        return []

    def _only_says_the_kind(self, i: int, end: int) -> bool:
        """Whether word `i`, a kind word that begins a sentence, is no part of the name: `Onderzoeksbureau Ecorys`."""
        return end > i + 1 and self._on_one_line(i + 1) and self._kind_that_begins_a_sentence(i)

    def _kind_that_begins_a_sentence(self, i: int) -> bool:
        if not (self.capitals[i] and _RESEARCHERS.match(self.folded[i])):
            return False
        before = self.words.text[max(self.words.starts[i] - 6, 0) : self.words.starts[i]].rstrip()
        return not before or (before[-1] in ".:;!?" and not _ABBREVIATION_BEFORE.search(before))

    def _known(self, i: int) -> bool:
        return self.gazetteer.name_at(self.words, i) is not None

    def _cut_title(self) -> _Found | None:
        """The rest of `BRIEF VAN DE MINISTER VAN … EN KONINKRIJKSRELATIES`, where a page border cut the title."""
        line = self.words.text.strip().partition("\n")[0].strip()
        if not line.isupper() or len(line) > 80:
            return None
        organisation = self.gazetteer.portfolio_ending_in(line)
        return _Found(0, len(Words(line)), organisation) if organisation else None

    def _filling_line(self, i: int) -> _Found | None:
        """A name that is one only where it fills a line: a directorate in a letterhead, a portfolio in a signature."""
        text, start = self.words.text, self.words.starts[i]
        if not self._capital(i) or (start and text[start - 1] != "\n"):
            return None
        line = text[start : start + 80].partition("\n")[0].rstrip(" ,")
        organisation = self.gazetteer.filling_line(line)
        return _Found(i, i + len(Words(line)), organisation) if organisation else None

    def _names_no_body(self, i: int, end: int, organisation: Organisation) -> bool:
        """A known name inside the name of something else: `ILO’s`, `EU Trustfund`, `begroting van Economische Zaken`, a
        heading in capitals (`VERZOEK OM …`), the rest of a name that a letterhead cuts (`… ⏎ der Staten-Generaal`)."""
        if self._in_plural(end) or (organisation.type == ARTICLE_TYPE and not self._is(i - 1, "de")):
            return True
        if self.words.text.startswith("_", self.words.ends[end - 1]) or _NUMBER_BEFORE.search(
            self.words.text, max(self.words.starts[i] - 3, 0), self.words.starts[i]
        ):
            return True
        if self.words[i] == "OM" and (
            (self._on_one_line(i) and self.words[i - 1].isupper())
            or (self._on_one_line(end) and self.words[end].isupper() and not self._place(end) > end)
        ):
            return True
        behind = self.words.ends[end - 1]
        if _REFERENCE_NUMBER.match(self.words.text, behind) or _PRODUCT.match(self.words.text, behind):
            return True
        if self.words[i] in ("EU", "EC", "EG") and end == i + 1 and _PROVISION.match(self.words.text, behind):
            return True
        if _IN_ADDRESS.match(self.words.text, behind) and self.words.text.startswith(
            ("www.", "://"), max(self.words.starts[i] - 4, 0)
        ):
            return True
        run = self._run(end)
        if end == i + 1 and self._on_one_line(end) and run > end:
            last = self.folded[run - 1]
            other = NOT_ORGANISATIONS.search(last) and not self._is_head(run - 1) and not _OF_ANOTHER.search(last)
            return bool(other) or any(_TREATY.fullmatch(word) for word in self.folded[end:run])
        if organisation.type == "ministerie" and end > i + 1:
            budget = self._is(i - 1, "van") and any(w.startswith("begroting") for w in self.folded[max(i - 3, 0) : i])
            return budget or (self._on_one_line(i) and bool(_CHAPTER.fullmatch(self.words[i - 1])))
        return self._is(i, "staten-generaal") and self._is(i - 1, "der") and "\n" in self.words.gap(i - 1)

    def _path(self, i: int, end: int) -> int | None:
        """The end of a path of codes, of which only the first is known elsewhere: `DMO/OPS`, `BZK/KR`."""
        path = _PATH.match(self.words.text, self.words.ends[end - 1])
        if end > i + 1 or not path or not _ABBREVIATION.fullmatch(self.words[i]):
            return None
        codes = path.group().split("/")[1:]
        known = any(_NOT_SHORT.fullmatch(code) or self.gazetteer.named(code) for code in codes)
        return None if known else end + len(codes)

    def _with_place(self, end: int, organisation: Organisation) -> int:
        """`Amnesty International` and the country after it, islands in a row included."""
        if organisation.type in ("ministerie", "portefeuille", "partij", "hoge-college", "politie"):
            return end
        if self._on_one_line(end) and (company := _COMPANY.match(self.words.text, self.words.starts[end])):
            return end + len(Words(company.group()))
        if self._on_one_line(end):
            return max(end, self._places(end))
        if self._place(end - 1) == end or self._place(max(end - 2, 0)) == end:
            start = end - 2 if self._place(max(end - 2, 0)) == end else end - 1
            return max(end, self._places(start))
        return end

    # -- titles, ministries, committees ------------------------------------------------------------------------

    def _portfolios(self, i: int, known_only: bool = False) -> list[tuple[int, int, Organisation]]:
        """Names of ministries or portfolios from word `i` on: `Justitie en Veiligheid en Binnenlandse Zaken`, two."""
        portfolios: list[tuple[int, int, Organisation]] = []
        while i < self.count:
            known = self.gazetteer.portfolio_at(self.words, i)
            if known:
                end, organisation = known
            elif (
                not portfolios
                and not known_only
                and self._capital(i)
                and self._joined(i)
                and self.folded[i] not in SENTENCE_OPENERS
                and not self._is(i, "staat")
                and self._place(i) == i
            ):
                end = self._unknown_portfolio(i)
                organisation = self._organisation(i, end)
            else:
                break
            portfolios.append((i, end, organisation))
            i = end
            if known and self._joined(i) and self._capital(i) and self._behind_ministry(i):
                continue
            if not (i < self.count and (self.folded[i] in AND or self.words.linked[i][0] in ",/")):
                break
            i += self.folded[i] in AND
            i += self._is(i, "van", "voor")
        return portfolios

    def _behind_ministry(self, i: int) -> bool:
        """Whether a signature goes on with the portfolio: `van Binnenlandse Zaken en Koninkrijksrelaties`, line break,
        `Digitalisering en Koninkrijksrelaties`."""
        portfolio = self.gazetteer.portfolio_at(self.words, i)
        return portfolio is not None and portfolio[1].type == "portefeuille" and portfolio[0] > i + 2

    def _unknown_portfolio(self, i: int) -> int:
        """The end of words with capitals, joined by `en`, `van`, `voor` and, before an `en`, by commas."""
        end = self._run(i)
        while end < min(self.count, i + _LONGEST):
            following = end
            if self.words.linked[end] == "," + self.folded[end]:
                after = self._run(end)
                if not (after > end and self._is(after, "en") and self._capital(after + 1)):
                    break
            elif not self._joined(end):
                break
            if self.folded[following] in AND:
                following += 1
            elif following > end or self.words.linked[end] == self.folded[end]:
                break
            after = self._run(following)
            if after == following or self.folded[following] in MINISTERS:
                break
            end = after
        return end

    def _office(self, i: int) -> list[_Found]:
        word = self.folded[i]
        start = i + 1
        start += self._is(start, "'s", "s") and self.words.gap(start) in ("'", "’")
        start += self._is(start, "belast")
        if self._is(start, "van", "voor", "met") and (not self._capital(start) or self.words[i].isupper()):
            portfolios = self._portfolios(start + 1)
        elif self._capital(start) and self._joined(start) and word in BARE_OFFICES:
            portfolios = self._portfolios(start, known_only=True)
            if not portfolios and self._is(start + 1, "van", "voor"):
                portfolios = self._portfolios(start + 2, known_only=True)
        else:
            return []
        if word in PLURAL_OFFICES and len(portfolios) == 1:
            name = self.words.phrase(*portfolios[0][:2])
            if name.istitle() or (" " in name and " en " not in name):
                self._read_until = portfolios[0][1]
                return []
        return [self._portfolio_of(i, *portfolio) for portfolio in portfolios]

    def _portfolio_of(self, office: int, first: int, end: int, organisation: Organisation) -> _Found:
        """The ministry; that of another country gets an identifier of its own."""
        country = ""
        if office and self._foreign(office - 1):
            country = self.words[office - 1]
        elif (
            self._is(end, "van")
            and self._on_one_line(end)
            and self._on_one_line(end + 1)
            and self._capital(end + 1)
            and not self._is(end + 1, "nederland")
            and not self.gazetteer.named(self.words[end + 1])
        ):
            country = self.words.phrase(end + 1, max(self._place(end + 1), end + 2))
        if not country:
            return _Found(first, end, organisation, organisation.registered)
        name = self.words.phrase(first, end)
        return _Found(first, end, Organisation(derived_id(f"{name} {country}"), name, None, "ministerie", False), False)

    def _ministry(self, i: int) -> list[_Found]:
        start = i + 1
        if self._is(start, "van", "voor"):
            portfolios = self._portfolios(start + 1)
        elif self._joined(start) and self._capital(start):
            portfolios = self._portfolios(start, known_only=True)
            if portfolios and not self._capital(i):
                return [_Found(*portfolio) for portfolio in portfolios]
        else:
            return []
        if not portfolios:
            return []
        found = [self._portfolio_of(i, *portfolio) for portfolio in portfolios]
        if self.folded[i] == "ministerie":
            found[0] = replace(found[0], first=i)
        return found

    def _committee(self, i: int) -> list[_Found]:
        head = i
        while self._is(head, *COMMITTEE_KINDS):
            head += 1
        if self.folded[head : head + 1] and self.folded[head].startswith("commissie-"):
            hyphenated = self.words[head][len("commissie-") :]
            end = head + 1
            while hyphenated in ("Van", "De") and self._is(end, "de", "den", "der", "het"):
                end += 1
            end = self._run(end) if hyphenated in ("Van", "De") else end
            return [_Found(i, end, self._organisation(i, end), False)] if hyphenated[:1].isupper() else []
        if not self._is(head, *COMMITTEES) or self._any(i):
            return []
        start = head + 1
        if self._is(start, "voor", "van", "inzake"):
            start += 1
            start += self._is(start, "de", "het")
            portfolios = self._portfolios(start, known_only=self.folded[head].endswith("s"))
            if not portfolios:
                return []
            if self.folded[head].endswith("s"):
                return [_Found(*portfolio) for portfolio in portfolios]
            end = portfolios[0][1]
        elif self._on_one_line(start) and self._capital(start):
            portfolios = self._portfolios(start, known_only=True)
            end = portfolios[0][1] if portfolios else self._run(start)
        else:
            return []
        organisation = self._organisation(i, end)
        if not organisation.registered and portfolios and portfolios[0][2].registered:
            kind = "vaste" if head == i or self._is(i, "vaste") else self.folded[i]
            organisation = unregistered(f"{kind} commissie voor {portfolios[0][2].name}")
        return [_Found(i, end, organisation, organisation.registered)]

    def _any(self, i: int) -> bool:
        """Whether the kind word `i` means any such body: `een aparte commissie voor Caribisch Nederland`."""
        return not self._capital(i) and "een" in self.folded[max(i - 2, 0) : i]

    # -- phrases in capitals -------------------------------------------------------------------------------------

    def _is_head(self, i: int) -> bool:
        return self.folded[i] in HEADS or bool(_HEAD_ENDING.match(self.folded[i]))

    def _shaped(self, i: int) -> int | None:
        """The end of a name that its shape shows to be an organisation's, starting at word `i`."""
        word = self.folded[i]
        if not self._capital(i) or word in TERRITORIES:
            if self._before_place(i):
                return self._places(i + 1)
            return self._after_naming_kind(i) if word in NAMING_KINDS else None
        if word == "overleg" and self._on_one_line(i) and self._capital(i - 1):
            return None
        if word in ("de", "het") and self._capital(i + 1):
            return self._after_kind_word(i, self._run(i + 1))
        named_van = word == "van" and self._is(i - 1, "het", "de", "the") and not self._capital(i - 1)
        if (word in SENTENCE_OPENERS and not named_van) or (self._foreign(i) and self._capital(i + 1)):
            return None
        if _DIRECTORATE_CODE.fullmatch(self.words[i]):
            return i + 1
        run = self._run(i)
        for k in range(i + 1, run):
            if company := _COMPANY.match(self.words.text, self.words.starts[k]):
                return k + len(Words(company.group()))
        heads = [k for k in range(i, run) if self._is_head(k)]
        heads = [
            k for k in heads if k == run - 1 or self.folded[k] in DUTCH_HEADS or self.folded[k] not in ENGLISH_HEADS
        ]
        if not heads and word in ROYAL and run > i + 1 and self.folded[i + 1] not in ROYAL_BUT_NO_BODY:
            heads = [i]
        if not heads:
            return self._after_kind_word(i, run)
        if any(NOT_ORGANISATIONS.search(w) for w in self.folded[i : heads[0]]):
            return None
        if any(_COMPOUND.search(self.words[k]) and not self._is_head(k) for k in range(i, run)):
            return None
        if NOT_ORGANISATIONS.search(self.folded[run - 1]) and self.folded[run - 1] not in HEADS:
            return None
        if run == i + 2 and _NOT_SHORT.fullmatch(self.words[i + 1]) and not self._place(i + 1) > i + 1:
            return None
        end = self._of_country(heads[0], self._extended(heads[0], run))
        if self._plural_s(end - 1):
            return None
        if end == i + 1:
            article = self._on_one_line(i) and (not self._capital(i - 1) or self._is(i - 1, "de", "het"))
            return end if article and word not in HEADS | GENERIC_BODIES else None
        if self._no_body(i, end) or (_COMPOUND.search(self.words[end - 1]) and not self._is_head(end - 1)):
            return None
        return end

    def _no_body(self, i: int, end: int) -> bool:
        phrase = " ".join(self.folded[i:end])
        return phrase in NO_BODIES or any(debate in phrase for debate in DEBATES)

    def _foreign(self, i: int) -> bool:
        """Whether word `i` is an adjective of another country: `Iraakse`."""
        return bool(FOREIGN.match(self.words[i])) and self.folded[i] not in NOT_FOREIGN

    def _before_place(self, i: int) -> bool:
        """Whether word `i` is a body named after the island behind it: `scholengemeenschap Bonaire`."""
        return (
            self._capital(i + 1)
            and not self.capitals[i]
            and self.folded[i + 1] in ISLANDS
            and self._joined(i + 1)
            and bool(_HEAD_ENDING.match(self.folded[i]))
            and self._place(i + 1) > i + 1
            and not self._any(i)
        )

    def _after_naming_kind(self, i: int) -> int | None:
        word, start = self.folded[i], i + 1
        if self._any(i):
            return None
        if word == "openbare":
            start += 1 + self._is(i + 2, "van")
            islands = self._is(i + 1, "lichamen") and self._is(start, "bonaire", "saba", "sint", "st")
            in_law = any(LAW.search(before) for before in self.folded[max(i - 2, 0) : i])
            return self._places(start) if islands and not in_law else None
        start += self._is(start, "van", "voor")
        if word == "gemeente":
            if self.words.gap(i).endswith("(") or self._is(i - 2, "in") or self._is(start, "nederland"):
                return None
            for end in range(min(i + 6, self.count), i + 1, -1):
                if self.gazetteer.named(self.words.phrase(i, end)):
                    return end
        if not (self._on_one_line(start) and self._capital(start)) or self.gazetteer.name_at(self.words, start):
            return None
        if self.folded[start] in SENTENCE_OPENERS and self.folded[start] != "de":
            return None
        if word == "provincie" and (self.folded[start] not in PROVINCES or self._is(i - 2, "in")):
            return None
        if word.startswith("direct"):
            return self._extended(i, self._run(start))
        return max(self._run(start), self._places(start))

    def _after_kind_word(self, i: int, run: int) -> int | None:
        if not (self._on_one_line(i) and self._is_kind_word(i - 1)):
            return None
        adjective = (
            self.folded[run - 1].endswith("e") and self._on_one_line(run) and self.folded[run] not in JOINTS | AND
        )
        if NOT_ORGANISATIONS.search(self.folded[run - 1]) or (adjective and self.folded[run] not in SENTENCE_OPENERS):
            return None
        return self._extended(i - 1, run, frozenset())

    def _is_kind_word(self, i: int) -> bool:
        word = self.folded[i]
        if self._capital(i):
            return self._kind_that_begins_a_sentence(i)
        return word in KIND_WORDS or bool(_KIND_ENDING.match(word))

    def _extended(self, head: int, end: int, joints: frozenset[str] | None = None) -> int:
        """The end of the name whose head is word `head`, complements after word `end` included."""
        if joints is None:
            joints = JOINTS | ENGLISH_JOINTS if self.folded[head] in ENGLISH_HEADS else JOINTS
        while end < min(self.count, head + _LONGEST):
            if not self._on_one_line(end):
                row = self._series(head, end) if self._is(head + 1, "voor") and end == head + 3 else end
                return self._with_places(row)
            following = end
            while following < self.count and self.folded[following] in joints and following - end < 3:
                following += 1
            if following == end and self.folded[end] in AND and end > head + 1:
                following = end + 1
                if self._starts_another(following):
                    return end
            if self.folded[end] in (ARTICLES if following > end else SENTENCE_STARTERS):
                return self._with_places(end)
            if self._capital(following) and self._joined(following):
                if following > end and self.gazetteer.name_at(self.words, following):
                    return end
                if self.folded[following] in MINISTERS:
                    return end
                end = self._run(following)
            elif end == head + 1 and self._is(end, "voor") and self._small_complement(head, following):
                return following + 1
            elif end == head + 1 and (small := self._small_named(head)) > end:
                return small
            else:
                return self._with_places(end)
        return end

    def _of_country(self, head: int, end: int) -> int:
        """The end of the name of members with their country: `Vereniging van Universiteiten in Nederland`."""
        members = self.folded[head] in OF_MEMBERS and self._is(head + 1, "van", "der")
        return end + 2 if members and self._is(end, "in") and self._is(end + 1, "nederland") else end

    def _series(self, head: int, end: int) -> int:
        """The end of the name whose subjects stand in a row: `Vereniging voor Energie, Milieu en Water`."""
        i = end
        while i < min(self.count, head + _LONGEST) and self.words.linked[i] == "," + self.folded[i]:
            if self._starts_another(i) or self._run(i) > i + 1 or self._place(i) > i:
                return end
            i += 1
        row = end < i < self.count and self.folded[i] in AND and self._joined(i) and self._joined(i + 1)
        return i + 2 if row and not self._starts_another(i + 1) and self._place(i + 1) == i + 1 else end

    def _small_named(self, head: int) -> int:
        """The end of a name whose head nouns in small letters follow: `Taskforce kinderrechten en huiselijk geweld`."""
        end, i = head + 1, head + 1
        if self.folded[head] not in SMALL_NAMED | COMMITTEES:
            return end
        i += self._is(i, "tegen", "voor")
        while i < min(self.count, head + _LONGEST) and self._joined(i) and not self._capital(i):
            if _SMALL_NOUN.fullmatch(self.folded[i]):
                end = i + 1
            elif not (_SMALL_ADJECTIVE.fullmatch(self.folded[i]) or (self.folded[i] in AND and end == i)):
                break
            i += 1
        with_place = self._places(end) if end > head + 1 else end
        return with_place if self.folded[head] in SMALL_NAMED or with_place > end else head + 1

    def _with_places(self, end: int) -> int:
        """The rest of a list of places whose first ends the name."""
        start = end - 2 if end >= 2 and self._place(end - 2) == end else end - 1
        return max(end, self._places(start))

    def _small_complement(self, head: int, i: int) -> bool:
        if self.folded[head] not in COMPLEMENT_WITHOUT_CAPITAL or not self._joined(i):
            return False
        return len(self.folded[i]) > 4 and self.folded[i].isalpha()

    def _starts_another(self, i: int) -> bool:
        """Whether word `i` begins a name of its own, not the second half of one joined by `en`."""
        if not self._capital(i):
            return True
        word = self.words[i]
        return (
            self._is_head(i)
            or sum(c.isupper() for c in word) > 1
            or self.gazetteer.name_at(self.words, i) is not None
            or self.folded[i] in MINISTERS
        )

    # -- short forms that the letter declares --------------------------------------------------------------------

    def with_declared(self, found: list[_Found]) -> list[_Found]:
        """The names and, wherever they stand, the short forms that the letter declares for them; names whose
        short form the letter gives to something that is no organisation are left out."""
        short_forms, others = self._declarations(found)
        short_forms = self._listed(found, others) | self._told_by_kind(found) | short_forms
        kept = [f for f in found if self.words.phrase(f.first, f.end) not in others]
        taken = {k for f in kept for k in range(f.first, f.end)}
        by_first_word: dict[str, list[tuple[str, Organisation]]] = {}
        for short, organisation in short_forms.items():
            by_first_word.setdefault(Words(short).folded[0], []).append((short, organisation))
            if short[0].islower():
                by_first_word[Words(short).folded[0]].append((short[0].upper() + short[1:], organisation))
        for i, word in enumerate(self.folded):
            for short, organisation in by_first_word.get(word, ()):
                end = i + len(Words(short))
                if (
                    end <= self.count
                    and self.words.phrase(i, end) == short
                    and taken.isdisjoint(range(i, end))
                    and not self._in_title_of_law(i)
                    and not (short[0].islower() and self._any(i))
                ):
                    kept.append(_Found(i, end, organisation, organisation.registered))
                    taken.update(range(i, end))
        return sorted(kept, key=lambda f: f.first)

    def _told_by_kind(self, found: list[_Found]) -> dict[str, Organisation]:
        """Names of one word that a kind word tells once (`reisorganisatie TUI`) and that are no common words."""
        small = {word for i, word in enumerate(self.folded) if not self.capitals[i]}
        return {
            self.words[f.first]: f.organisation
            for f in found
            if f.end == f.first + 1
            and not f.by_register
            and f.first
            and self._is_kind_word(f.first - 1)
            and self.folded[f.first - 1] not in UNITS
            and self.folded[f.first] not in small | PLACES
        }

    def _listed(self, found: list[_Found], others: set[str]) -> dict[str, Organisation]:
        """Abbreviations in a row of organisations (`UWV, XYZ en SVB`): between two, or behind or before two; common
        words that name a ministry, in a row of ministries (`OCW en Financiën`), are added to those found."""
        first_of = {f.first: f for f in found}
        ending = {f.end: f for f in found}
        taken = {k for f in found for k in range(f.first, f.end)}
        listed: dict[str, Organisation] = {}
        for i in range(self.count):
            if not self.capitals[i] or i in taken:
                continue
            name, common = self.words[i], self.folded[i] in BARE_PORTFOLIOS
            abbreviation = _ABBREVIATION.fullmatch(name) and not _NOT_LISTED.fullmatch(name) and name not in others
            if not (common or abbreviation) or self._in_plural(i + 1):
                continue
            before, behind = ending.get(self._row_before(i)), first_of.get(self._row_behind(i + 1))
            if common:
                if any(f and f.organisation.type == "ministerie" for f in (before, behind)):
                    found.append(_Found(i, i + 1, self._organisation(i, i + 1)))
                continue
            if not (before and behind):
                before = before and ending.get(self._row_before(before.first))
                behind = behind and first_of.get(self._row_behind(behind.end))
            if before or behind:
                listed[name] = unregistered(name)
                first_of[i] = ending[i + 1] = _Found(i, i + 1, listed[name], False)
        return listed

    def _row_before(self, i: int) -> int:
        """Where the item of a row ends before the one that begins with word `i`; -1 if there is none."""
        i -= self._is(i - 1, "de", "het") and self._joined(i)
        if i < 1:
            return -1
        if self.words.linked[i] == "," + self.folded[i]:
            return i
        return i - 1 if self.folded[i - 1] in AND and self._joined(i) and self._joined(i - 1) else -1

    def _row_behind(self, end: int) -> int:
        """Where the item of a row begins behind the one that ends before word `end`; -1 if there is none."""
        if end >= self.count:
            return -1
        if self.words.linked[end] != "," + self.folded[end]:
            if not (self.folded[end] in AND and self._joined(end) and self._joined(end + 1)):
                return -1
            end += 1
        return end + (self._is(end, "de", "het") and self._joined(end + 1))

    def _declarations(self, found: list[_Found]) -> tuple[dict[str, Organisation], set[str]]:
        short_forms: dict[str, Organisation] = {}
        others: set[str] = set()
        declared_at = set()
        text = self.words.text
        for n, f in enumerate(found):
            declaration = _DECLARED.match(text, end := self.words.ends[f.end - 1]) or _CALLED.match(text, end)
            if not declaration:
                short_forms.update(self._in_apposition(f))
                continue
            declared_at.add(declaration.start("short"))
            short = declaration["short"]
            f = found[n] = self._begun_earlier(f, short)
            if _NOT_SHORT.fullmatch(short) or fold(short) in PLACES | MINISTERS or "’" in short or "'" in short:
                continue
            in_name = fold(short) in self.folded[f.first : f.end]
            if short[0].islower() and not ((declaration["called"] or in_name) and self._means_body(short)):
                continue
            if not self.gazetteer.name_at(Words(short), 0) and (declaration["said"] or self._abbreviates(short, f)):
                short_forms[short] = f.organisation
        found[:] = [f for n, f in enumerate(found) if n + 1 == len(found) or f.end <= found[n + 1].first]
        self._glossed(found, short_forms, others)
        for declaration in _DECLARED.finditer(text):
            short = declaration["short"]
            if declaration["called"] and declaration.start("short") not in declared_at and self._means_body(short):
                meant = (f for f in reversed(found) if self.words.starts[f.first] < declaration.start())
                named = next((f for f in meant if fold(short) in self.folded[f.first : f.end]), None)
                short_forms.setdefault(short, named.organisation if named else unregistered(short))
        others |= {name for name, sign in NAMESAKES.items() if name in text and sign.search(text)}
        taken = {k for f in found for k in range(f.first, f.end)}
        position = {start: k for k, start in enumerate(self.words.starts)}
        for bracket in _SHORT_IN_BRACKETS.finditer(text):
            if bracket.start(1) in declared_at or _NOT_SHORT.fullmatch(bracket[1]):
                continue
            last = position.get(bracket.start(1), 0) - 1
            first = self._spelled_out(bracket[1], last) if last >= 0 and last not in taken else None
            if first is None:
                continue
            if self._capital(first) and self._names_organisation(first, last + 1):
                organisation = unregistered(self.words.phrase(first, last + 1), bracket[1])
                if taken.isdisjoint(range(first, last + 1)):
                    found.append(_Found(first, last + 1, organisation, False))
                short_forms[bracket[1]] = organisation
            elif first == last and self.folded[first] in LOCAL_BODIES:
                short_forms[bracket[1]] = unregistered(self.words[first], bracket[1])
            else:
                others.add(bracket[1])
        return short_forms, others

    def _glossed(self, found: list[_Found], short_forms: dict[str, Organisation], others: set[str]) -> None:
        """Adds the short forms that a line of their own spells out: as an organisation's, or as something else's."""
        by_start = {self.words.starts[f.first]: f for f in found}
        position = {end: k for k, end in enumerate(self.words.ends)}
        for gloss in _GLOSSED.finditer(self.words.text):
            short, start = gloss["short"], gloss.start("means")
            known = self.gazetteer.named(short)
            if known and known.type != ARTICLE_TYPE:
                continue
            if f := by_start.get(start):
                if not known and self._abbreviates(short, f):
                    short_forms[short] = f.organisation
                continue
            first = self._spelled_out(short, position.get(gloss.end("means"), 0))
            if first is not None and self.words.starts[first] == start:
                others.add(short)

    def _means_body(self, short: str) -> bool:
        """Whether a short form in small letters means a body (`de inspectie`), not its head or its people."""
        *before, last = Words(short).folded
        if any(LAW.search(word) for word in before):
            return False
        return last in DUTCH_HEADS | COMMITTEES | NAMING_KINDS | MINISTRIES or bool(_HEAD_ENDING.match(last))

    def _in_apposition(self, found: _Found) -> dict[str, Organisation]:
        """`NATO Response Force, NRF`: initials between commas declare a short form too."""
        apposition = _APPOSITION.match(self.words.text, self.words.ends[found.end - 1])
        initials = "".join(w[0] for w in self.folded[found.first : found.end] if w not in JOINTS | ENGLISH_JOINTS | AND)
        if apposition and apposition[1].casefold() == initials and not self.gazetteer.named(apposition[1]):
            return {apposition[1]: found.organisation}
        return {}

    def _begun_earlier(self, found: _Found, short: str) -> _Found:
        """The name with the words before it that its declared abbreviation counts in: `Curaçao and Bonaire Insurance
        Association (CBIA)`."""
        first = None if found.by_register else self._spelled_out(short, found.end - 1)
        if first is None or first >= found.first or not self._capital(first):
            return found
        return replace(found, first=first, organisation=self._organisation(first, found.end))

    def _abbreviates(self, short: str, found: _Found) -> bool:
        """Whether `short` looks like an abbreviation and its letters stand in the name, in that order."""
        if " " in short or sum(c.isupper() for c in short) < 2:
            return False
        letters = [c for c in fold(short) if c.isalnum()]
        name = "".join(self.folded[found.first : found.end])
        return _in_order(letters, name) or (short.isupper() and name[0] == letters[0])

    def _names_organisation(self, first: int, end: int) -> bool:
        if first and self._on_one_line(first) and self._is_kind_word(first - 1):
            return True
        if self._no_body(first, end):
            return False
        if NOT_ORGANISATIONS.search(self.folded[end - 1]) and self.folded[end - 1] not in HEADS:
            return False
        return any(self._is_head(k) for k in range(first, end)) or self.folded[end - 1] == "service"

    def _spelled_out(self, short: str, last: int) -> int | None:
        """The first of the words up to word `last` that `short` abbreviates (`Dienst Justitiële Inrichtingen`: `DJI`).

        The initials of all words but small ones must stand in `short` in that order, and all its letters in the words.
        """
        letters = [c for c in short.casefold() if c.isalnum()]
        for first in range(last, max(last - 3 * len(letters), -1), -1):
            if first < last and self.words.gap(first + 1) not in (" ", " & "):
                return None
            if self.folded[first][0] != letters[0]:
                continue
            phrase = self.folded[first : last + 1]
            initials = [w[0] for w in phrase if w not in JOINTS and w not in AND]
            if (
                _in_order(initials, letters)
                and _in_order(letters, "".join(phrase))
                and 2 * len(initials) >= len(letters)
            ):
                return first
        return None


def _in_order(few: Iterable[str], many: Iterable[str]) -> bool:
    """Whether `few` stand in `many` in this order, others between them."""
    rest = iter(many)
    return all(any(one == other for other in rest) for one in few)


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
