"""Cut the public register of Dutch public organisations down to what the matcher needs.

    python scripts/build_register.py /path/to/organisations.jsonl nlp_pipeline/data

Source: anneschuth/polder (CC0), 7,208 rows with `id`, `type`, `parent`, `tooi`, `wikidata` and `names`. The output has
the same form. Left out: kinds of bodies rather than bodies (`Keuringsinstanties …`), municipalities and regulations
(place names), parts of organisations whose names do not say what they are (`Cluster`, `Team`, `Natuur`), short forms
that are common words or stand for several bodies, and validity dates that are only the day of collection.

Written are `register.jsonl` and, for the names that parts of several ministries bear, `units.jsonl`: `parent` is the
ministry there, and a part has a row for each name that its ministry had.
"""

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nlp_pipeline.gazetteer import UNIT_TYPE

Row = dict[str, Any]

NAMED_TYPES = frozenset(
    "adviescollege agentschap hoge-college inspectie ministerie politie rechterlijke-instantie rwt waterschap "
    "zbo".split()
)
"""Types whose names are names of bodies; parts (`organisatieonderdeel`) must pass `PART_NAME` besides."""

PART_NAME = re.compile(
    r"(?:Directoraat-[Gg]eneraal|(?:Programma|Hoofd)?[Dd]irectie|Dienst|Rijksdienst|Nationa(?:al|le)|Koninklijke?|Centraal"
    r"|Sociaal|Bureau|Inspectie|Openbaar|Planbureau|Rijksinstituut|Militaire|Algemene Inlichtingen|Partij|Korps"
    r"|Regionale Eenheid"
    r"|Landelijke|Nederlands|Belastingdienst|Auditdienst|Kennisinstituut|Raad|College|Adviescommissie|Financial"
    r"|Politie|Instituut|Vereniging van|Immigratie)[ -]\w"
)
KIND_NOT_BODY = re.compile(
    r"\bex\b|Keurings(?!dienst)|Certificerende|instellingen|Aang[e]|\bart\b|Erkenninghouders|^Jury|^Topteams|"
    r"^(Notarissen|Gerechtsdeurwaarders|Havenbeheerders|Rijkshavenmeesters|Grondkamers|Gemeinde|Bedrijfstakpensioenfondsen"
    r"|Bevoegde|Uitvoerders|Regionale Loodsencorporaties|Referendumcommissie|Schwalmtal|IT en CIO|Bedrijfsvoering|CBS "
    r"|Dataservices|Economie, bedrijven|Sociaal-economische en|College van afgevaardigden|Externe begeleiding"
    r"|Klassenbureaus"
    r"|Representatief|Registratiecommissies|Metacluster|Medisch-ethische|Inrichtingen|Keuringsartsen|VTS)"
)
GENERIC_PART = re.compile(
    r"(?i)^(?:programma|hoofd|concern)?directie (?:communicatie|bedrijfsvoering|control|kennis|strategie|toezicht|"
    r"financi|informati|mens|juridische zaken|bestuursondersteuning|operati|organisatie|personeel)[\w ,&-]*$"
    r"|^directie wetgeving$|^bureau (?:integriteit|bestuur|beleid|secretaris)[\w -]*$"
)
WORDS_NOT_NAMES = frozenset({"Politie", "Saba", "Bijsterhuizen"})
COMMON_ABBREVIATIONS = frozenset(
    (
        "AM AP AR AS AZ BA BAC BAK BBL BD BKD BOW BVS BZ BoW CBA CCN CEA CRD CRT DC DR DRI Def EBN EK EM EZ FMH "
        "Fin GCV GIM GR HR ICB ICR ITC JIO KCB LAP MBO Mijnraad NA NAK NPO ODI PDC PUR Pf RBL RDA RGS ROB RSV RTS "
        "RVC RVS RvA RvP SAIP SBB SGE SMK TK VDP VW Vf "
    ).split()
)
MERGED = {
    "org:min-economische-zaken-2026": "org:min-economische-zaken",
    "org:min-economische-zaken-en-klimaat-2024": "org:min-ezk",
    "org:min-landbouw-natuur-en-voedselkwaliteit-2024": "org:min-landbouw-natuur-en-voedselkwaliteit",
}
"""Rows of one ministry that the register holds twice: the second is kept."""

WRONG_NAMES = {
    "org:min-economische-zaken": {"Ministerie van Economische Zaken en Klimaat"},
    "org:min-ezk": {"Ministerie van Economische Zaken"},
    "org:min-ienw": {"Ministerie van Infrastructuur en Milieu"},
    "org:onderdeel-kmar-cn": {"Koninklijke Marechaussee"},
}
"""Names that the register gives to another body as well: a successor, a local post."""

RENAMED = (
    ("org:min-jenv", "org:min-veiligheid-en-justitie-2017", "org:min-justitie-2010"),
    ("org:min-ienw", "org:min-infrastructuur-en-milieu-2017", "org:min-verkeer-en-waterstaat"),
    (
        "org:min-lvvn",
        "org:min-landbouw-natuur-en-voedselkwaliteit-2024",
        "org:min-landbouw-natuur-en-voedselkwaliteit",
    ),
    (
        "org:min-ezk",
        "org:min-economische-zaken",
        "org:min-economische-zaken-landbouw-en-innovatie-2012",
    ),
)
"""Ministries whose parts went on under another name of the ministry."""
_UNIT_NAME = re.compile(r"(?:(?P<kind>[Dd]irectie) )?(?P<name>[^()]+?)(?: \((?P<abbr>[^()]+)\))?")


def clean_name(value: str, kind: str) -> str | None:
    """The name as letters write it, or None where it names no body."""
    value = re.sub(r"\s*\([^)]*\)", "", value).strip()
    if value in WORDS_NOT_NAMES or KIND_NOT_BODY.search(value) or len(value) > 160:
        return None
    if kind == "waterschap" and not re.match(r"(?:Water|Hoogheemraad|Wetter)s", value):
        return f"Waterschap {value}"
    if kind == "organisatieonderdeel" and (GENERIC_PART.match(value) or not PART_NAME.match(value)):
        return None
    if kind == "rwt" and " " not in value:
        return None
    return value


def cleaned(rows: list[Row]) -> Iterator[Row]:
    """Rows worth matching, each name once, short forms only where they are safe."""
    abbreviations = Counter(a for r in rows for a in {n.get("abbr") for n in r["names"]} if a)
    parts = Counter(n["value"] for r in rows if r["type"] == "organisatieonderdeel" for n in r["names"])
    for row in rows:
        if row["type"] not in NAMED_TYPES | {"organisatieonderdeel"} or row["id"] in MERGED:
            continue
        names: dict[str, Row] = {}
        for name in row["names"]:
            value = clean_name(name["value"], row["type"])
            if value is None or name["value"] in WRONG_NAMES.get(row["id"], ()) or parts[name["value"]] > 1:
                continue
            abbr = name.get("abbr")
            safe = (
                abbr
                and abbreviations[abbr] == 1
                and abbr not in COMMON_ABBREVIATIONS
                and (len(abbr) >= 3 or row["type"] == "ministerie")
                and row["type"] not in ("rwt", "organisatieonderdeel", "waterschap")
            )
            entry = names.setdefault(value, {"value": value})
            if safe and abbr != value:
                entry["abbr"] = abbr
            if name.get("valid_from", "1900") > "1900-01-01" and name.get("valid_until"):
                entry["valid_from"], entry["valid_until"] = name["valid_from"], name["valid_until"]
        if names:
            kept = {k: row[k] for k in ("id", "type", "parent", "tooi", "wikidata") if row.get(k)}
            yield {**kept, "names": list(names.values())}


def shared_units(rows: list[Row]) -> Iterator[Row]:
    """Parts of ministries whose name parts of other ministries bear too, a row for each ministry and name.

    What lies deeper than below a secretary-general is a part of an agency or a directorate, and heads no letter.
    """
    by_id = {row["id"]: row for row in rows}
    family = {one: min(same) for same in RENAMED for one in same}
    units: dict[str, dict[str, list[tuple[int, str, re.Match[str]]]]] = {}
    for row in rows:
        steps, ministry = 0, row
        while ministry and ministry["type"] != "ministerie" and steps < 2:
            steps, ministry = steps + 1, by_id.get(ministry.get("parent", ""))
        if row["type"] != "organisatieonderdeel" or not ministry or ministry["type"] != "ministerie":
            continue
        for name in row["names"]:
            if parts := _UNIT_NAME.fullmatch(name["value"]):
                key = parts["name"].casefold().replace("-", " ").replace("&", "en")
                kept = MERGED.get(ministry["id"], ministry["id"])
                of = family.get(kept, kept)
                units.setdefault(key, {}).setdefault(of, []).append((steps, row["id"], parts))
    members = {min(same): same for same in RENAMED}
    for _, ministries in sorted(units.items()):
        if len(ministries) < 2 or not any(parts["kind"] for same in ministries.values() for _, _, parts in same):
            continue
        for of, same in sorted(ministries.items()):
            # the register has one directorate under several identifiers: the one nearest to the ministry stands
            _, identifier, parts = min(same, key=lambda one: (one[0], not one[2]["kind"], one[1]))
            abbr = next((parts["abbr"] for _, _, parts in same if parts["abbr"]), None)
            name = {"value": f"Directie {parts['name']}"} | ({"abbr": abbr} if abbr else {})
            for ministry_id in members.get(of, (of,)):
                yield {"id": identifier, "type": UNIT_TYPE, "parent": ministry_id, "names": [name]}


def main() -> None:
    """Read the register, write the cut-down ones."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("register", type=Path)
    parser.add_argument("output", type=Path, help="the folder `nlp_pipeline/data`")
    args = parser.parse_args()
    rows = [json.loads(line) for line in args.register.read_text(encoding="utf-8").splitlines()]
    for name, kept in (("register.jsonl", cleaned(rows)), ("units.jsonl", shared_units(rows))):
        lines = [json.dumps(row, ensure_ascii=False) for row in kept]
        (args.output / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
        print(f"{name}: {len(lines)} of {len(rows)} organisations")


if __name__ == "__main__":
    main()
