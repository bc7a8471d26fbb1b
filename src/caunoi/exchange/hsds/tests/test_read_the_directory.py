"""Every answer is valid, filters add up, nothing leaks: on a club and on a hub alike."""

import json
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import jsonschema_rs
import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from caunoi.directory.choices import GateCode, ServiceCode
from caunoi.directory.models import Location
from caunoi.exchange.hsds import views
from caunoi.exchange.hsds.asking import OF_LISTS, PARAMETERS
from caunoi.exchange.hsds.schemas import FIELDS, PATCHES, schemas
from caunoi.exchange.hsds.shapes import term_id

BESIDE = "shared/standards/hsds-3.0"
OFFICIAL = next((up / BESIDE for up in Path(__file__).resolve().parents if (up / BESIDE).is_dir()), None)
BASE = "https://hsds.example.org/"
OURS = {"components": {"schemas": schemas()}}
LISTS = {
    "services": "service", "service_at_locations": "service_at_location", "organizations": "organization",
    "taxonomies": "taxonomy", "taxonomy_terms": "taxonomy_term",
}  # fmt: skip


def ours(name):
    return jsonschema_rs.Draft202012Validator({**OURS, "$ref": f"#/components/schemas/{name}"}, validate_formats=True)


def answers(ask):
    """Every kind of answer with an entry in it, and which kind."""
    for path, name in LISTS.items():
        for query in ({}, {"full": "true"}, {"minimal": "true"}, {"full_service": "true"}):
            if set(query) <= set(OF_LISTS[path]):
                for entry in ask(path, **query)["contents"]:
                    yield name, entry
        for entry in ask(path)["contents"]:
            yield name, ask(f"{path}/{entry['id']}")


def test_every_answer_is_what_the_description_says(directory, ask):
    judges = {name: ours(name) for name in LISTS.values()}
    found = list(answers(ask))
    assert {name for name, _entry in found} == set(judges)
    for name, entry in found:
        judges[name].validate(entry)
    page = ours("Page")
    for path in LISTS:
        page.validate(ask(path))


def test_every_answer_is_valid_by_the_official_schemas_and_by_the_profile(directory, ask):
    if OFFICIAL is None:
        pytest.skip("the official HSDS 3.0 schemas are not beside this checkout (shared/standards/hsds-3.0)")
    plain, patched = _official({}), _official(PATCHES)
    for name, entry in answers(ask):
        plain[name].validate(entry)
        patched[name].validate(entry)
    with pytest.raises(jsonschema_rs.ValidationError):
        plain["service"].validate({"id": "x", "name": "y", "status": "active"})


def test_our_own_schemas_ask_no_less_than_the_official_ones():
    if OFFICIAL is None:
        pytest.skip("the official HSDS 3.0 schemas are not beside this checkout (shared/standards/hsds-3.0)")
    for name, (required, fields) in FIELDS.items():
        official = json.loads((OFFICIAL / f"{name}.json").read_text("utf-8"))
        assert set(official.get("required", ())) <= set(required), name
        added = {field for field in fields if field not in official["properties"]}
        assert added <= set(PATCHES.get(name, {}).get("properties", {})) | {"services", "service"}, (name, added)
        for field, schema in fields.items():
            if "type" in schema and field in official["properties"]:
                assert official["properties"][field].get("type") == schema["type"], (name, field)


def _official(patches):
    """A judge for each schema, with these merge patches."""
    files = {
        path.stem: json.loads(path.read_text("utf-8")) for path in OFFICIAL.glob("*.json") if path.stem != "openapi"
    }
    for name, patch in patches.items():
        files[name] = _merged(files[name], patch)
    registry = jsonschema_rs.Registry([(f"{BASE}{name}.json", _absolute(file)) for name, file in files.items()])
    return {
        name: jsonschema_rs.Draft202012Validator(_absolute(files[name]), registry=registry, validate_formats=True)
        for name in LISTS.values()
    }


def _absolute(schema):
    """References between files as whole addresses."""
    if isinstance(schema, dict):
        return {
            key: f"{BASE}{value}" if key == "$ref" and value.endswith(".json") else _absolute(value)
            for key, value in schema.items()
            if key
            not in ("$id", "$schema", "tabular_required", "datapackage_metadata", "constraints", "example", "type_")
        }
    return [_absolute(one) for one in schema] if isinstance(schema, list) else schema


def _merged(target, patch):
    """RFC 7386."""
    if not isinstance(patch, dict):
        return patch
    merged = dict(target) if isinstance(target, dict) else {}
    for key, value in patch.items():
        if value is None:
            merged.pop(key, None)
        else:
            merged[key] = _merged(merged.get(key), value)
    return merged


def names(page):
    return {entry["name"] for entry in page["contents"]}


def test_only_what_is_on_offer(directory, ask):
    assert names(ask("services")) == {"Tư vấn tâm lý", "Chỗ ở tạm", "Vay vốn"}
    ask(f"services/{directory['gone'].pk}", 404)
    assert names(ask("organizations")) == {"Phòng khám Bình An", "Nhóm Hoa Nắng"}


def test_a_shelter_has_no_address_and_nothing_has_coordinates(directory, ask):
    Location.objects.filter(is_confidential=True).update(name="Nhà số 9")
    text = json.dumps(ask("services", full="true")) + json.dumps(ask("organizations", full="true"))
    shelter = ask(f"services/{directory['shelter'].pk}")
    (link,) = shelter["service_at_locations"]
    assert link["location"]["addresses"] == [] and link["location"]["confidential"]
    assert "Nhà số 9" not in text and "itude" not in text and "Gọi trước" not in text


def test_a_whole_service(directory, ask):
    found = ask(f"services/{directory['everything'].pk}")
    assert [(one["byday"], one["opens_at"], one["closes_at"]) for one in found["schedules"] if "byday" in one] == [
        ("MO,TU,WE,TH,FR", "08:00+07:00", "16:00+07:00")
    ]
    (link,) = found["service_at_locations"]
    assert link["location"]["addresses"][0]["place_code"] == "06685"
    assert [one["number"] for one in link["phones"]] == ["0203 000 112"]
    assert {one["taxonomy_term"]["code"] for one in found["attributes"]} == {"PSY", "GBV-CM", "AGE", "ID"}
    assert (found["minimum_age"], [one["document"] for one in found["required_documents"]]) == (16, ["căn cước"])
    assert {one["amount"] for one in found["cost_options"] if "amount" in one} == {50_000}


@pytest.mark.parametrize(
    "query, expected",
    [
        ({"search": "tam ly"}, {"everything"}),
        ({"search": "BINH AN quang ninh"}, {"everything", "shelter"}),
        ({"taxonomy_term_id": ("services", "LOAN-VBSP")}, {"loan"}),
        ({"taxonomy_term_id": ("services", "protection")}, {"shelter", "everything"}),
        ({"taxonomy_term_id": ("conditions", "ID")}, {"everything", "loan"}),
        ({"taxonomy_term_id": ("conditions", "ID"), "search": "vay"}, {"loan"}),
        ({"place_code": "06685"}, {"everything", "shelter"}),
        ({"place_code": "99999"}, set()),
        ({"place_code": "06685", "search": "cho o"}, {"shelter"}),
    ],
)
def test_filters_add_up(directory, ask, query, expected):
    given_ids = {name: str(term_id(*value)) if isinstance(value, tuple) else value for name, value in query.items()}
    wanted = {str(directory[name].pk) for name in expected}
    assert {entry["id"] for entry in ask("services", **given_ids)["contents"]} == wanted
    linked = {entry["service_id"] for entry in ask("service_at_locations", **given_ids)["contents"]}
    assert linked == wanted - {str(directory["loan"].pk)}


def test_by_organization_and_by_change(directory, ask, now, provider):
    assert len(ask("services", organization_id=str(provider.pk))["contents"]) == 2
    later = (now + timedelta(hours=1)).isoformat()
    assert names(ask("services", modified_after=later)) == {"Vay vốn"}
    assert ask("services", modified_after=later, organization_id=str(provider.pk))["empty"]
    assert set(ask("services", minimal="true")["contents"][0]) == {
        "id",
        "name",
        "status",
        "last_modified",
        "modified_date",
    }


ANY = {
    "search": st.sampled_from(["tam", "vay von", "", "binh an"]),
    "taxonomy_term_id": st.sampled_from(
        [str(term_id("services", code)) for code in ("PSY", "welfare", "loan", "protection")]
    ),
    "place_code": st.sampled_from(["22", "06685", "31"]),
    "modified_after": st.sampled_from(["2020-01-01", "2026-11-22T03:00:00Z", "2030-01-01"]),
}


@given(st.fixed_dictionaries({}, optional=ANY))
def test_each_further_filter_only_narrows(directory, ask, query):
    def ids(asked):
        return {entry["id"] for entry in ask("services", **asked)["contents"]}

    assert ids(query) == set.intersection(ids({}), *(ids({name: value}) for name, value in query.items()))


def test_pages_hold_everything_once(directory, ask):
    whole = ask("taxonomy_terms", per_page="500")
    assert whole["total_items"] == len(ServiceCode) + len(GateCode) + 9 == whole["size"]
    seen, number = [], 1
    while True:
        page = ask("taxonomy_terms", per_page="7", page=str(number))
        seen += [entry["id"] for entry in page["contents"]]
        assert (page["page_number"], page["first_page"]) == (number, number == 1)
        if page["last_page"]:
            break
        number += 1
    assert seen == [entry["id"] for entry in whole["contents"]] and page["total_pages"] == number
    beyond = ask("services", page="99")
    assert beyond["empty"] and beyond["last_page"] and not beyond["contents"]


def test_terms(directory, ask):
    assert {one["code"] for one in ask("taxonomy_terms", top_only="true", search="work")["contents"]} == {"work"}
    loans = ask("taxonomy_terms", parent_id=str(term_id("services", "loan")))
    assert {one["code"] for one in loans["contents"]} == {"LOAN-VBSP", "LOAN-MF"}
    assert all(
        one["name"] and one["name_en"] and one["description_en"]
        for one in ask("taxonomy_terms", per_page="500")["contents"]
    )


@pytest.mark.parametrize(
    "path, query",
    [
        ("services", {"page": "0"}), ("services", {"page": "x"}), ("services", {"per_page": "501"}),
        ("services", {"taxonomy_term_id": "psy"}), ("services", {"modified_after": "yesterday"}),
        ("services", {"modified_after": "2026-02-30"}), ("services", {"full": "yes"}), ("services", {"format": "csv"}),
        ("services", {"postcode": "200000"}), ("service_at_locations", {"proximity": "500"}),
        ("services", {"taxonomy_term": "x"}), ("taxonomies", {"full": "true"}), ("services", {"page": "9" * 40}),
    ],
)  # fmt: skip
def test_a_bad_question_is_told(directory, ask, path, query):
    assert next(iter(query)) in ask(path, 400, **query)["error"] or "parameter" in ask(path, 400, **query)["error"]


@pytest.mark.parametrize(
    "path", [f"{path}/{what}" for path in LISTS for what in ("x", "0" * 32, "018f3f6e-0000-7000-8000-000000000000")]
)
def test_what_is_not_there(directory, ask, path):
    assert ask(path, 404)["error"]


def test_it_only_reads_and_sets_no_cookie(directory):
    for method in ("post", "put", "patch", "delete", "options", "trace"):
        response = getattr(Client(enforce_csrf_checks=True), method)("/hsds/services")
        assert response.status_code == 405 and response["Allow"] == "GET, HEAD" and not response.cookies


def test_a_limit_for_each_visitor(directory):
    greedy = Client(REMOTE_ADDR="192.0.2.1")
    answers = [greedy.get("/hsds/") for _request in range(views.LIMIT + 1)]
    assert answers[-2].status_code == 200 and answers[-1].status_code == 429 and answers[-1]["Retry-After"] == "60"
    assert Client(REMOTE_ADDR="192.0.2.2").get("/hsds/").status_code == 200


def test_where_it_is_described(directory, ask):
    root = ask("")
    assert root["version"] == "3.0"
    described = ask(urlsplit(root["openapi_url"]).path.removeprefix("/hsds/"))
    assert described["openapi"].startswith("3.1") and set(described["components"]["schemas"]) == {*schemas(), "Error"}
    asked = {parameter for path in OF_LISTS.values() for parameter in path}
    assert asked == set(PARAMETERS)
    for name, address in ask("profile.json")["patches"].items():
        assert ask(urlsplit(address).path.removeprefix("/hsds/")) == PATCHES[name]
    ask("profile/people.json", 404)


def test_a_fixed_number_of_questions_to_the_database(directory, ask, django_assert_max_num_queries):
    with django_assert_max_num_queries(32):
        ask("services", full="true")


def test_no_word_of_people_or_of_a_club_s_own_marks(directory, ask, now, club):
    from caunoi.directory.models import Trial

    Trial.objects.create(service=directory["everything"], organisation=club, on=now.date())
    text = json.dumps([entry for _name, entry in answers(ask)], ensure_ascii=False)
    assert (
        "Nhóm Sao Mai" not in text and "trial" not in text and "agreement" not in text and "administrator" not in text
    )
