"""The words by which organisations, and what is none, are told; shared patterns of names.

The tables hold folded words (`gazetteer.fold`: no capitals, no accents), and the patterns match such words; but
NAMESAKES, FOREIGN, NOT_SHORT, ABBREVIATION and COMPANY are read against the text as it is written.
"""

import re

MINISTERS = frozenset(
    "minister staatssecretaris ministers staatssecretarissen bewindslieden bewindspersonen bewindspersoon "
    "oud-minister oud-staatssecretaris ambtsvoorganger stas minister-president vicepremier collega ambtgenoot "
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

HEAD_COMPOUND = re.compile(
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

OF_MEMBERS = frozenset("vereniging federatie bond unie genootschap".split())
"""Heads whose names may end in the country of their members: `Vereniging van Waterbedrijven in Nederland`."""

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

NOT_SHORT = re.compile(r"[IVXLC]+|[A-Z]?\d+|BES|BES-eilanden|CN|NL|VS|UK|EUR|USD|FTE|TK|EK")
"""What stands in brackets for something else: budget chapters, places, currencies."""

ABBREVIATION = re.compile(r"[A-Z][A-Za-z&]{0,8}[A-Z][a-z]?")
COMPANY = re.compile(r"(?:B\.V|N\.V|S\.A|U\.A|C\.V|V\.O\.F|BV|NV|GmbH|Ltd|Limited|Inc|LLC|LLP|PLC)\b(?!-)")
"""Forms of companies, which end their names: `Energie Beheer Nederland B.V.`."""

LONGEST = 20
"""Words of the longest name that its shape alone may show."""
