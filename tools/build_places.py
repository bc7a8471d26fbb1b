"""Write the administrative units that ship with the code, from one published package and our own patches.

Run it only when the package or `patches.toml` changes; what it writes is committed. The package is no dependency of ours:

    python -m venv var/units
    var/units/bin/pip install --no-deps vietnamadminunits==1.0.4
    python tools/build_places.py var/units/lib/python3.*/site-packages/vietnamadminunits

It knows two days, 30/6/2025 and 1/7/2025. What was before and after comes from the patches. It stops, and writes nothing, when a unit
has no successor, when two units share a code on one day, or when the totals are not those of the law.
"""

import argparse
import csv
import json
import sqlite3
import sys
import tomllib
from collections import Counter
from datetime import date
from pathlib import Path

REFERENCE = Path(__file__).parent.parent / "src/caunoi/places/reference"
CHANGE = "2025-07-01"
PROVINCES_ACT = "Nghị quyết 202/2025/QH15"
UNIT_FIELDS = ("code", "kind", "name", "parent", "valid_from", "valid_to", "decree", "began_as")
LINK_FIELDS = ("old", "new", "kind", "share")
KINDS = {
    "Huyện": "district", "Quận": "urban_district", "Thị xã": "town", "Thành phố": "provincial_city",
    "Xã": "commune", "Phường": "ward", "Thị trấn": "township", "Đặc khu": "special_zone",
}  # fmt: skip
DISTRICTS = {"district", "urban_district", "town", "provincial_city"}
OF_THE_LAW = {"commune": 2621, "ward": 687, "special_zone": 13}  # on 1/7/2025


class Units:
    """Rows by key (code@valid_from) and what became of them."""

    def __init__(self) -> None:
        self.rows: dict[str, dict[str, str]] = {}
        self.links: dict[tuple[str, str], str] = {}

    def add(self, code: str, kind: str, name: str, parent: str, **known: str) -> str:
        key = f"{code}@{known.get('valid_from', '')}"
        if key in self.rows:
            sys.exit(f"{key} twice: {self.rows[key]['name']}, {name}")
        row = {"code": code, "kind": kind, "name": name, "parent": parent, **known}
        self.rows[key] = {field: row.get(field, "") for field in UNIT_FIELDS}
        return key

    def link(self, old: str, new: str, kind: str) -> None:
        self.links[old, new] = kind

    def standing(self, code: str, day: str) -> str:
        """The key of what carried this code until this day or beyond it."""
        found = [key for key, row in self.rows.items() if row["code"] == code and _stands(row, day)]
        if len(found) != 1:
            sys.exit(f"{code} on {day}: {found}")
        return found[0]


def _stands(row: dict[str, str], day: str) -> bool:
    return row["valid_from"] <= day and (not row["valid_to"] or row["valid_to"] > day)


def _kind_and_name(name: str) -> tuple[str, str]:
    """The package writes "Thị Trấn" and "Thành Phố" here and there."""
    for prefix, kind in KINDS.items():
        if name.casefold().startswith(prefix.casefold() + " "):
            return kind, prefix + name[len(prefix) :]
    sys.exit(f"of which kind is {name}?")


def _province(name: str) -> tuple[str, str]:
    """Kind and name; names of provinces stand without "Tỉnh", so that people find them, but the city's full name is its own."""
    kind = "city" if name.startswith("Thành phố ") else "province"
    bare = name.removeprefix("Thành phố ").removeprefix("Tỉnh ")
    return kind, name if bare == "Hồ Chí Minh" else bare


def read_snapshots(folder: Path, commune_acts: dict[str, str]) -> Units:
    """Both days of the package and the way from the one to the other."""
    units = Units()
    units.add("VN", "country", "Việt Nam", "")
    data = sqlite3.connect(f"file:{folder / 'data/dataset.db'}?mode=ro", uri=True)
    ways = json.loads((folder / "data/converter_2025.json").read_text("utf-8"))
    old_provinces, new_provinces = _provinces(units, data, ways["DICT_PROVINCE"])
    old = _old_units(units, data, old_provinces)
    new = _new_communes(units, data, new_provinces, commune_acts)
    for province, communes in ways["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for commune, parts in communes.items():
            for part in parts:
                units.link(old[part], new[province, commune], "whole")
    for province, communes in ways["DICT_PROVINCE_WARD_DIVIDED"].items():
        for divided, heirs in communes.items():
            for heir in heirs:
                units.link(old[divided], new[province, heir["newWardKey"]], "part")
    return units


def _provinces(units: Units, data: sqlite3.Connection, ways: dict[str, list[str]]) -> tuple[dict[str, str], ...]:
    old_rows = data.execute("SELECT DISTINCT provinceKey, provinceCode, province FROM admin_units_legacy").fetchall()
    new_rows = data.execute("SELECT DISTINCT provinceKey, provinceCode, province FROM admin_units").fetchall()
    kept = {new for new, parts in ways.items() if parts == [new]}
    old = {
        key: units.add(code, *_province(name), "VN@", valid_to="" if key in kept else CHANGE)
        for key, code, name in old_rows
    }
    new = {
        key: old[key]
        if key in kept
        else units.add(code, *_province(name), "VN@", valid_from=CHANGE, decree=PROVINCES_ACT)
        for key, code, name in new_rows
    }
    for key, parts in ways.items():
        for part in parts:
            if key not in kept:
                units.link(old[part], new[key], "whole")
    return old, new


def _old_units(units: Units, data: sqlite3.Connection, provinces: dict[str, str]) -> dict[str, str]:
    """Districts and communes until 30/6/2025, by the package's keys; five island districts had no communes."""
    keys, districts = {}, {}
    columns = "provinceKey, districtKey, wardKey, districtCode, district, wardCode, ward"
    for province, district, ward, code, name, ward_code, ward_name in data.execute(
        f"SELECT {columns} FROM admin_units_legacy"
    ):
        if code not in districts:
            districts[code] = units.add(code, *_kind_and_name(name), provinces[province], valid_to=CHANGE)
        key = f"{province}_{district}_{ward or ''}"
        if ward_code:
            keys[key] = units.add(ward_code, *_kind_and_name(ward_name), districts[code], valid_to=CHANGE)
        else:
            keys[key] = districts[code]
    return keys


def _new_communes(
    units: Units, data: sqlite3.Connection, provinces: dict[str, str], acts: dict[str, str]
) -> dict[tuple[str, str], str]:
    rows = data.execute("SELECT provinceKey, wardKey, provinceCode, wardCode, ward FROM admin_units").fetchall()
    return {
        (province, key): units.add(
            code,
            *_kind_and_name(name),
            provinces[province],
            valid_from=CHANGE,
            decree=f"Nghị quyết {acts[province_code]}/NQ-UBTVQH15",
        )
        for province, key, province_code, code, name in rows
    }


def patch(units: Units, patches: dict[str, list[dict[str, object]]]) -> None:
    """What the snapshots do not know, from the oldest change to the newest."""
    for gone in patches["gone"]:
        key = units.add(gone["code"], gone["kind"], gone["name"], gone["parent"], valid_to=str(gone["until"]))
        units.link(key, gone["became"], "whole")
    for state in sorted(patches["state"], key=lambda state: state["since"]):
        for code in state["codes"]:
            _change(units, code, str(state["since"]), state["decree"], state.get("was", {}), state.get("now", {}))
    for divided in patches["divided"]:
        for heir in [new for old, new in units.links if old == divided["old"]] + divided["also"]:
            units.link(divided["old"], heir, "part")


def _change(units: Units, code: str, since: str, act: str, was: dict[str, str], now: dict[str, str]) -> None:
    """One unit under its next kind, name or superior: the row ends, another begins, and the first one stays its anchor."""
    key = units.standing(code, since)
    before = units.rows[key]
    same = (before["kind"], before["name"], before["parent"])
    new = units.add(code, *same, valid_from=since, valid_to=before["valid_to"], decree=act)
    after = units.rows[new]
    before.update(valid_to=since, **was)
    after.update(began_as=before["began_as"] or key, **now)
    if now.get("kind") == "ward":
        after["name"] = after["name"].replace("Xã ", "Phường ", 1)
    for old, heir in [link for link in units.links if link[0] == key]:
        units.links[new, heir] = units.links.pop((old, heir))
    units.link(key, new, "whole")


def check(units: Units) -> None:
    """Nothing that was ever a province or a commune ends without an heir, codes name one unit a day, totals are the law's."""
    dead = {key for key, row in units.rows.items() if row["valid_to"] and row["kind"] not in DISTRICTS}
    if lost := dead - {old for old, _new in units.links}:
        sys.exit(f"no successor: {sorted(lost)[:20]}")
    for old, new in units.links:
        if units.rows[old]["valid_to"] > units.rows[new]["valid_from"]:
            sys.exit(f"{old} → {new}: overlap")
    for key, row in units.rows.items():
        if row["parent"] and (row["parent"] not in units.rows or units.rows[row["parent"]]["began_as"]):
            sys.exit(f"{key}: its superior {row['parent']} must be the first state of a unit")
    for day in sorted({row["valid_from"] for row in units.rows.values()} | {date.max.isoformat()}):
        codes = Counter(row["code"] for row in units.rows.values() if _stands(row, day))
        if twice := [code for code, often in codes.items() if often > 1]:
            sys.exit(f"{day}: one code, two units: {twice[:20]}")
    kinds = Counter(row["kind"] for row in units.rows.values() if _stands(row, CHANGE))
    if {kind: kinds[kind] for kind in OF_THE_LAW} != OF_THE_LAW or kinds["province"] + kinds["city"] != 34:
        sys.exit(f"not the totals of the law: {kinds}")


def write(units: Units) -> None:
    rows = sorted(units.rows.values(), key=_order)
    links = [(old, new, kind, "") for (old, new), kind in sorted(units.links.items())]
    for name, fields, lines in (
        ("places", UNIT_FIELDS, [tuple(row.values()) for row in rows]),
        ("successions", LINK_FIELDS, links),
    ):
        with (REFERENCE / f"{name}.csv").open("w", encoding="utf-8", newline="") as out:
            csv.writer(out, lineterminator="\n").writerows([fields, *lines])
        print(f"{name}.csv: {len(lines)}")


def _order(row: dict[str, str]) -> tuple[bool, int, bool, str, str]:
    """Superiors and first states before what points to them."""
    return row["code"] != "VN", len(row["code"]), bool(row["began_as"]), row["code"], row["valid_from"]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("package", type=Path, help="the folder vietnamadminunits, installed for this once")
    patches = tomllib.loads((REFERENCE / "patches.toml").read_text("utf-8"))
    units = read_snapshots(arguments.parse_args().package, patches["commune_acts"])
    patch(units, patches)
    check(units)
    write(units)


if __name__ == "__main__":
    main()
