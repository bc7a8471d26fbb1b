"""The data package: it keeps the rules of its standard, holds exactly the controlled cells, and nothing that is a formula."""

import csv
import hashlib
import io
import json
from zipfile import ZipFile

import jsonschema_rs
import pytest

from caunoi.published.models import AudienceCell, ExactCell
from caunoi.published.tests.conftest import NOVEMBER, month_of

pytestmark = pytest.mark.django_db
ADDRESS = f"/reports/{NOVEMBER.key}.zip"
NAME = {"type": "string", "pattern": "^[a-z0-9._/-]+$"}
FIELD = {
    "type": "object", "required": ["name", "type", "title"], "properties": {
        "name": {"type": "string"}, "type": {"enum": ["string", "integer", "date", "boolean"]},
        "constraints": {"type": "object", "additionalProperties": False, "properties": {
            "required": {"type": "boolean"}, "unique": {"type": "boolean"}, "minimum": {"type": "integer"},
            "enum": {"type": "array", "minItems": 1, "uniqueItems": True},
        }},
    },
}  # fmt: skip
RULES = {
    "type": "object", "required": ["profile", "name", "resources"],
    "properties": {
        "profile": {"const": "tabular-data-package"}, "name": NAME, "title": {"type": "string", "minLength": 1},
        "created": {"type": "string", "format": "date-time"},
        "sources": {"type": "array", "minItems": 1, "items": {"type": "object", "required": ["title"]}},
        "licenses": {"type": "array", "minItems": 1, "items": {
            "type": "object", "required": ["name"], "properties": {"name": {"type": "string", "pattern": "^[-a-zA-Z0-9._]+$"}},
        }},
        "resources": {"type": "array", "minItems": 1, "items": {
            "type": "object", "required": ["profile", "name", "path", "schema"], "properties": {
                "profile": {"const": "tabular-data-resource"}, "name": NAME,
                "path": {"type": "string", "pattern": "^(?!/)(?!.*\\.\\.)[^~]+$"}, "encoding": {"const": "utf-8"},
                "mediatype": {"type": "string", "pattern": "^(.+)/(.+)$"}, "bytes": {"type": "integer"},
                "hash": {"type": "string", "pattern": "^sha256:[0-9a-f]{64}$"},
                "schema": {"type": "object", "required": ["fields"], "properties": {
                    "fields": {"type": "array", "minItems": 1, "items": FIELD},
                    "primaryKey": {"type": "array"}, "missingValues": {"type": "array"}, "foreignKeys": {"type": "array"},
                }},
            },
        }},
    },
}  # fmt: skip
"""The rules of a tabular data package, version 1, as its standard states them."""


def opened(client, address=ADDRESS):
    response = client.get(address)
    assert response.status_code == 200 and response["Content-Type"] == "application/zip"
    archive = ZipFile(io.BytesIO(response.content))
    files = {name: archive.read(name) for name in archive.namelist()}
    return json.loads(files.pop("datapackage.json")), files


def rows(files, name):
    return list(csv.DictReader(io.StringIO(files[f"{name}.csv"].decode(), newline="")))


def fits(field, value):
    """Whether a cell is what its column says."""
    limits = field.get("constraints", {})
    if value == "":
        return not limits.get("required")
    kinds = {
        "integer": lambda: value.isascii() and value.isdigit(),
        "boolean": lambda: value in ("true", "false"),
        "date": lambda: len(value) == 10 and value[4] == value[7] == "-",
        "string": lambda: True,
    }
    return kinds[field["type"]]() and value in limits.get("enum", [value])


def test_it_keeps_the_rules_of_its_standard(all_sent, national, client_of):
    paper, files = opened(client_of(national))
    jsonschema_rs.validate(RULES, paper)
    assert {one["path"] for one in paper["resources"]} == set(files)
    for one in paper["resources"]:
        data = files[one["path"]]
        assert (one["bytes"], one["hash"]) == (len(data), "sha256:" + hashlib.sha256(data).hexdigest())
        fields, found = one["schema"]["fields"], rows(files, one["name"])
        assert list(found[0]) == [field["name"] for field in fields]
        assert all(fits(field, row[field["name"]]) for row in found for field in fields)
        keys = [tuple(row[name] for name in one["schema"]["primaryKey"]) for row in found]
        assert len(keys) == len(set(keys))
    known = {row["code"] for row in rows(files, "definitions")}
    assert {row["indicator"] for row in rows(files, "figures")} == known
    assert paper["completeness"] == {"clubs_reported": 4, "clubs_expected": 4} and paper["sources"]


def test_it_holds_exactly_the_cells_of_the_reader(all_sent, authority, client_of, django_assert_max_num_queries):
    client = client_of(authority)
    with django_assert_max_num_queries(15) as seen:
        _paper, files = opened(client)
    assert not [query for query in seen.captured_queries if ExactCell._meta.db_table in query["sql"]]
    own = AudienceCell.objects.filter(table__audience="province", table__place__code="22")
    published = sorted((cell.table.indicator, cell.shown, cell.rounded) for cell in own if cell.shown is not None)
    found = rows(files, "figures")
    shown = sorted((row["indicator"], int(row["value"]), row["rounded"] == "true") for row in found if row["value"])
    assert shown == published and len(found) == own.count()
    assert {row["place"] for row in found} == {"22"}


def test_whoever_adds_it_up_finds_no_small_number(all_sent, national, client_of):
    """An attack: exact cells are put beside every number of people that the file gives away."""
    _paper, files = opened(client_of(national))
    of_people = [row for row in rows(files, "figures") if row["unit"] == "person"]
    assert any(row["mark"] == "suppressed" or row["rounded"] == "true" for row in of_people)
    assert all(int(row["value"]) % 5 == 0 and not 0 < int(row["value"]) < 8 for row in of_people if row["value"])
    assert all(bool(row["value"]) != bool(row["mark"]) for row in rows(files, "figures"))


@pytest.mark.parametrize("begin", ["=1+1", "+84", "-1", "@x", "\t=1", "\r=1"])
def test_no_cell_is_a_formula(all_sent, national, client_of, begin):
    AudienceCell.objects.filter(table__indicator="contacts", is_total=False).update(key=[begin])
    _paper, files = opened(client_of(national))
    cells = [cell for row in rows(files, "figures") for cell in row.values()]
    assert f"'{begin}" in cells and not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_the_same_figures_are_the_same_bytes(all_sent, national, client_of):
    client = client_of(national)
    assert client.get(ADDRESS).content == client.get(ADDRESS).content
    paper, _files = opened(client, "/en" + ADDRESS)
    assert "All areas of the programme" in paper["title"]


def test_who_has_no_tables_of_it_gets_no_file(all_sent, hub_admin, authority, client_of):
    assert client_of(hub_admin).get(ADDRESS).status_code == 403
    assert client_of(authority).get("/reports/2026-10A.zip").status_code == 404


def test_a_year_holds_every_table_that_is_on_a_page_of_hers(all_sent, send, senders, national, authority, client_of):
    """Two months of a year: the lines of each are those of its own package; provinces are those that each reads itself."""
    october = NOVEMBER.previous()
    for number, sender in enumerate(senders):
        send(
            sender.file(
                month_of(14, 9, 20, 8, contacts=50 + number), period=october.key, starts=october.start, ends=october.end
            )
        )
    country, province = client_of(national), client_of(authority)
    paper, files = opened(country, "/reports/years/2026.zip")
    jsonschema_rs.validate(RULES, paper)
    found = rows(files, "figures")
    fields = paper["resources"][0]["schema"]["fields"]
    assert all(fits(field, row[field["name"]]) for row in found for field in fields)
    keys = [(row["period"], row["place"], row["indicator"], row["row"]) for row in found]
    assert len(keys) == len(set(keys)) and {row["place"] for row in found} == {"", "22", "31"}
    months = [f"/reports/{one.key}.zip" for one in (october, NOVEMBER)]
    on_pages = [row for address in months for row in rows(opened(country, address)[1], "figures")]
    assert sorted(map(str, on_pages)) == sorted(str(row) for row in found if not row["place"])
    of_province = [row for address in months for row in rows(opened(province, address)[1], "figures")]
    assert sorted(map(str, of_province)) == sorted(str(row) for row in found if row["place"] == "22")
    own = rows(opened(province, "/reports/years/2026.zip")[1], "figures")
    assert sorted(map(str, own)) == sorted(map(str, of_province)), "a province takes its own and no other"


def test_a_year_without_tables_of_hers_has_no_file(all_sent, hub_admin, authority, client_of):
    assert client_of(hub_admin).get("/reports/years/2026.zip").status_code == 403
    assert client_of(authority).get("/reports/years/2025.zip").status_code == 404
    assert "/reports/years/2026.zip" in client_of(authority).get("/reports/").content.decode()
