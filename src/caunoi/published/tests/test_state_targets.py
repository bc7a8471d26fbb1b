"""Targets as papers state them, the province's own beside the country's; estimates of size with their rivals."""

import csv
import io
import json
from dataclasses import replace
from datetime import date, timedelta
from importlib import resources

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from caunoi.access.actions import CannotDo
from caunoi.access.policies import Refused
from caunoi.audit.models import Entry
from caunoi.conftest import make_organisation
from caunoi.indicators.catalogue import definition
from caunoi.indicators.model import Unit
from caunoi.lib.actor import COMMAND
from caunoi.lib.ids import reference_id
from caunoi.organisations.choices import OrganisationKind
from caunoi.places.models import Place
from caunoi.published import actions
from caunoi.published.models import Instrument, SizeEstimate, Target
from caunoi.published.targets import coverage, estimates, targets

IN_2024, IN_2026 = date(2024, 6, 1), date(2026, 6, 1)
UNKNOWN = "không xác định mẫu số"


def shipped(package, name):
    text = resources.files(f"caunoi.{package}").joinpath(f"reference/{name}.csv").read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))


@pytest.fixture
def provinces(db):
    """Provinces that targets name, as the reference table has them."""
    for key in {row["place"] for row in shipped("published", "targets")} - {""}:
        row = next(row for row in shipped("places", "places") if f"{row['code']}@{row['valid_from']}" == key)
        Place.objects.create(
            id=reference_id("place", key), code=row["code"], kind=row["kind"], name=row["name"], decree="",
            valid_to=row["valid_to"] or None, folded=row["name"], sort_key=row["name"],
        )  # fmt: skip


@pytest.fixture
def loaded(provinces, now):
    actions.load_targets(by=COMMAND, at=now)


def by_code(found):
    return {aim.target.code: aim for aim in found}


def test_what_ships_is_whole_and_says_where_it_was_read():
    codes = {row["code"] for row in shipped("published", "instruments")}
    rows = shipped("published", "targets")
    known = {row["code"] for row in rows}
    places = {f"{row['code']}@{row['valid_from']}" for row in shipped("places", "places")}
    for row in rows:
        assert row["instrument"] in codes and {row["supersedes"]} <= {"", *known}, row["code"]
        assert {row["place"]} <= {"", *places} and Unit(row["unit"]) and row["address"].startswith("https://")
        assert row["title_vi"] and row["title_en"] and bool(row["denominator_vi"]) == bool(row["denominator_en"])
        if row["measured_by"]:
            assert definition(row["measured_by"])


def test_loading_again_changes_nothing_and_corrects_what_was_altered(loaded, now):
    before = sorted(Target.objects.values_list())
    Target.objects.filter(code="1629-communes").update(value=1)
    actions.load_targets(by=COMMAND, at=now)
    assert sorted(Target.objects.values_list()) == before and Entry.objects.filter(action="load_targets").count() == 2


def test_only_what_is_in_force_that_day_and_never_a_draft(loaded):
    assert "361-integrated-2017" in by_code(targets(COMMAND, date(2017, 6, 1)))
    assert "361-integrated-2017" not in by_code(targets(COMMAND, date(2018, 6, 1)))
    Target.objects.create(
        id=reference_id("target", "x"), code="x", instrument=Instrument.objects.get(code="ct2635"), title_vi="Nháp",
        title_en="Draft", unit="person", value=1, direction="at_least", every="once", due_on=date(2035, 1, 1),
    )  # fmt: skip
    found = by_code(targets(COMMAND, IN_2026))
    assert found and {aim.target.instrument.code for aim in found.values()} == {"hn2026"}


def test_a_province_stands_beside_the_country_and_says_it_in_words(loaded):
    found = by_code(targets(COMMAND, IN_2024))
    own = found["brvt-inspected"]
    assert own.amount("vi") == "≥ 100 % mỗi năm" and own.beside.code == "1629-inspected"
    assert found["1629-news"].amount("vi") == "≥ 1 tin, bài mỗi tháng"
    assert found["1629-models"].amount("en") == "no number stated"
    assert by_code(targets(COMMAND, IN_2026))["hn-students-2026"].amount("vi") == "≥ 100.000 người"


def test_a_share_of_nobody_knows_what_is_said_and_never_a_ratio(loaded):
    found = by_code(targets(COMMAND, IN_2024))
    assert found["1629-workers"].denominator("vi").startswith(UNKNOWN)
    assert found["1629-students"].denominator("en").startswith("no denominator")
    assert UNKNOWN not in found["1629-communes"].denominator("vi")
    assert "cơ quan chức năng" in found["1629-inspected"].denominator("vi")
    assert found["hcm-need"].target.measured_by == "share_with_need_served"


def test_an_authority_reads_the_country_and_its_own_province(loaded, authority, national, acting):
    assert {aim.target.place for aim in targets(acting(authority), IN_2024)} == {None}
    named = {aim.target.place and aim.target.place.name for aim in targets(acting(national), IN_2024)}
    assert {None, "Bà Rịa - Vũng Tàu"} <= named
    assert targets(acting(authority), IN_2026) == []
    authority.grants.update(organisation=make_body(Place.objects.get(code="01")))
    assert {aim.target.place.name for aim in targets(acting(authority), IN_2026)} == {"Hà Nội"}


def make_body(place):
    return make_organisation(OrganisationKind.STATE_MANAGEMENT, "Sở khác", place)


def test_the_command_lists_them(loaded):
    out = io.StringIO()
    call_command("targets", "list", "--on", "2024-06-01", "--format", "json", stdout=out)
    rows = {row["target"]: row for row in json.loads(out.getvalue())}
    assert rows["Cơ sở được kiểm tra"]["in place of"] == "≥ 20 % mỗi năm"


# --- sizes ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def sea(place_qn):
    return actions.Estimate(
        place=place_qn, method="multiplier", definition="phụ nữ bán dâm từ 18 tuổi, gặp trong 12 tháng",
        assumptions="khảo sát độc lập với dịch vụ", on=date(2026, 3, 1), value=1200, low=900, high=1600,
        source="Khảo sát tổng hợp 2026",
    )  # fmt: skip


def test_rivals_stand_side_by_side_and_none_is_replaced(sea, programme, acting, now):
    by = acting(programme)
    first = actions.record_estimate(by=by, at=now, estimate=sea)
    rival = actions.record_estimate(
        by=by, at=now, estimate=replace(sea, method="two_sources", value=800, low=None, high=None)
    )
    assert {one.pk for one in estimates(by, sea.place)} == {first.pk, rival.pk}
    with pytest.raises(CannotDo, match="is here already|đã có"):
        actions.record_estimate(by=by, at=now, estimate=sea)
    found = coverage(300, estimates(by, sea.place))
    assert {(one.percent, one.lowest, one.highest) for one in found} == {(25, 19, 33), (38, None, None)}
    assert coverage(300, []) == [] and coverage(None, estimates(by, sea.place)) == []


@pytest.mark.parametrize(
    "change",
    [{"low": 1300}, {"high": None}, {"value": 0, "low": None, "high": None}, {"on": date(2099, 1, 1)}, {"method": "guess"},
     {"assumptions": " "}, {"source": ""}, {"definition": ""},
     {"address": "javascript:alert(1)"}, {"address": " data:text/html,x"}],
    ids=lambda change: str(next(iter(change))),
)  # fmt: skip
def test_what_cannot_be_defended_is_not_kept(change, sea, programme, acting, now):
    with pytest.raises(CannotDo):
        actions.record_estimate(by=acting(programme), at=now, estimate=replace(sea, **change))
    assert not SizeEstimate.objects.exists()


def test_no_commune_has_a_size_and_no_authority_states_one(sea, commune, programme, authority, acting, now):
    with pytest.raises(CannotDo):
        actions.record_estimate(by=acting(programme), at=now, estimate=replace(sea, place=commune))
    with pytest.raises(Refused):
        actions.record_estimate(by=acting(authority), at=now, estimate=sea)


def test_a_province_reads_its_own_sizes_alone(sea, place_hp, programme, authority, authority_hp, national, acting, now):
    actions.record_estimate(by=acting(programme), at=now, estimate=sea)
    readers = {who.handle: list(estimates(acting(who))) for who in (authority, authority_hp, national, programme)}
    assert {handle: len(found) for handle, found in readers.items()} == {
        "authority": 1, "authority-hp": 0, "national": 1, "programme": 1,
    }  # fmt: skip


@given(shown=st.integers(0, 10**6), low=st.integers(1, 10**5), more=st.integers(0, 10**5), most=st.integers(0, 10**5))
def test_the_interval_of_a_share_holds_it(shown, low, more, most):
    estimate = SizeEstimate(value=low + more, low=low, high=low + more + most)
    (found,) = coverage(shown, [estimate])
    assert found.lowest <= found.percent <= found.highest
    assert abs(found.percent - 100 * shown / estimate.value) <= 0.5 + timedelta.resolution.total_seconds()
