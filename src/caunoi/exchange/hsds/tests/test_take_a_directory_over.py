"""A file of the service API comes back in unchanged; what is not clear comes back with a sentence; twice adds nothing."""

import json
from copy import deepcopy
from datetime import timedelta
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from caunoi.access.actions import CannotDo
from caunoi.access.policies import Refused
from caunoi.audit.models import Entry
from caunoi.directory.importing.bringing import bring_in_hsds
from caunoi.directory.models import Gate, Location, Phone, Schedule, Service, ServiceAtLocation
from caunoi.lib.actor import ANYONE, COMMAND
from caunoi.organisations.models import Organisation


@pytest.fixture
def file(directory, ask):
    return ask("services", full="true")


@pytest.fixture
def bring(now):
    def enter(page, **more):
        return bring_in_hsds(by=COMMAND, at=now + timedelta(days=2), data=json.dumps(page).encode(), **more)

    return enter


def state():
    return {
        model: sorted(map(str, model.objects.values_list()))
        for model in (Service, Location, ServiceAtLocation, Phone, Schedule, Gate, Organisation)
    }


def counts(outcome):
    return outcome.added, outcome.changed, outcome.same, len(outcome.returned)


def test_the_same_directory_changes_nothing(file, bring):
    before = state()
    assert counts(bring(file)) == (0, 0, 3, 0)
    assert state() == before


def test_an_empty_installation_gets_all_of_it_with_its_ids(file, bring, ask):
    for model in (ServiceAtLocation, Service, Location):
        model.objects.all().delete()
    assert counts(bring(file)) == (3, 0, 0, 0)
    again = ask("services", full="true")
    timeless = {"last_modified", "assured_date", "wait_time"}  # said by this installation's own people
    for old, new in zip(*(sorted(page["contents"], key=lambda one: one["id"]) for page in (file, again)), strict=True):
        assert _unordered({**old, **dict.fromkeys(timeless)}) == _unordered({**new, **dict.fromkeys(timeless)})
    assert counts(bring(file)) == (0, 0, 3, 0)


def _unordered(value):
    if isinstance(value, dict):
        return {name: _unordered(one) for name, one in value.items()}
    return sorted(map(str, map(_unordered, value))) if isinstance(value, list) else value


def test_a_dry_run_says_the_same_and_saves_nothing(file, bring):
    changed = deepcopy(file)
    changed["contents"][0]["name"] = "Tên mới"
    changed["contents"][1]["id"] = "nothing"
    before, entries = state(), Entry.objects.count()
    outcome = bring(changed, dry_run=True)
    assert counts(outcome) == (0, 1, 1, 1) and state() == before and Entry.objects.count() == entries
    assert counts(bring(changed)) == (0, 1, 1, 1) and Service.objects.filter(name="Tên mới").exists()


def test_a_new_provider_comes_with_its_service(file, bring):
    entry = deepcopy(file["contents"][0])
    entry.update(id=str(uuid4()), organization={"id": str(uuid4()), "name": "Trung tâm Mới", "description": "x"})
    for name in (
        "phones",
        "schedules",
        "service_areas",
        "service_at_locations",
        "cost_options",
        "languages",
        "required_documents",
    ):
        entry[name] = []
    entry["contacts"] = [{"id": str(uuid4()), "name": "A person"}]
    outcome = bring([entry])
    assert counts(outcome) == (1, 0, 0, 0) and outcome.not_taken == ["contacts"]
    assert Organisation.objects.get(name="Trung tâm Mới").kind == "provider"


@pytest.mark.parametrize(
    "change",
    [
        {"id": "7"}, {"id": None}, {"name": ""}, {"attributes": []}, {"organization": {}, "organization_id": None},
        {"organization": {"id": "00000000-0000-0000-0000-000000000009", "name": "Công an phường Y", "description": ""}},
        {"phones": [{"number": "1"}], "service_areas": [{"name": "x"}]},
    ],
)  # fmt: skip
def test_what_is_not_clear_comes_back_and_harms_no_other(file, bring, change):
    before = Service.objects.count()
    outcome = bring([{**file["contents"][0], **change}, *file["contents"][1:]])
    assert len(outcome.returned) == 1 and outcome.returned[0][2].strip()
    assert outcome.same == 2 and Service.objects.count() == before


def test_a_shelter_of_a_foreign_file_loses_its_street(file, bring, directory):
    shelter = next(one for one in file["contents"] if one["id"] == str(directory["shelter"].pk))
    address = {"id": str(uuid4()), "address_1": "Số 9", "city": "Hồng Gai", "state_province": "Quảng Ninh"}
    location = {**shelter["service_at_locations"][0]["location"], "confidential": False, "addresses": [address]}
    shelter["service_at_locations"][0]["location"] = location
    bring([shelter])
    assert not Location.objects.filter(address="Số 9").exists()


def test_an_unknown_place_is_not_guessed(file, bring, directory):
    entry = next(one for one in file["contents"] if one["id"] == str(directory["everything"].pk))
    address = entry["service_at_locations"][0]["location"]["addresses"][0]
    address.update(place_code="", city="Springfield", state_province="Illinois")
    assert "Springfield" in bring([entry]).returned[0][2]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)


@given(data=st.data(), value=JSON)
def test_any_value_in_any_field_is_answered(file, bring, data, value):
    page = deepcopy(file)
    entry = data.draw(st.sampled_from(page["contents"]))
    for _step in range(data.draw(st.integers(0, 3))):
        lists = [one for one in entry.values() if isinstance(one, list) and one and isinstance(one[0], dict)]
        if not lists:
            break
        entry = data.draw(st.sampled_from(lists))[0]
    entry[data.draw(st.sampled_from(sorted(entry)))] = value
    outcome = bring(page, dry_run=True)
    assert outcome.rows == 3 == sum(counts(outcome))


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"7", b'"x"', b"\xff\xfe", b"[" * 100_000, b'{"contents": 3}'])
def test_what_is_no_file_of_services(catalogue, now, data):
    try:
        outcome = bring_in_hsds(by=COMMAND, at=now, data=data)
    except CannotDo as problem:
        assert str(problem)
    else:
        assert not outcome.added and len(outcome.returned) == outcome.rows


def test_not_by_everybody(file, now):
    with pytest.raises(Refused):
        bring_in_hsds(by=ANYONE, at=now, data=json.dumps(file).encode())


def test_from_the_command_line(file, tmp_path):
    path, said = tmp_path / "page.json", StringIO()
    path.write_text(json.dumps(file), "utf-8")
    call_command("import", "hsds", str(path), stdout=said)
    assert "3 dịch vụ: 0 mới, 0 thay đổi, 3 như cũ, 0 cần sửa" in said.getvalue()
    path.write_text(json.dumps([*file["contents"], {"name": "Không mã số"}]), "utf-8")
    with pytest.raises(CommandError):
        call_command("import", "hsds", str(path), "--dry-run", stdout=said)
    assert "Không mã số" in said.getvalue()
