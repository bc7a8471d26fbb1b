"""How numbers are counted, read on pages and the command line; counted twice by ways that share no code."""

import io
import json
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from caunoi.extracts.tests.conftest import Rows
from caunoi.indicators.catalogue import definitions

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows(club, deployment, peer, service):
    return Rows(club, deployment, peer, service)


def said(*words, **options) -> str:
    out = io.StringIO()
    call_command("indicators", *words, stdout=out, stderr=io.StringIO(), **options)
    return out.getvalue()


def test_a_lead_reads_every_definition(lead, client_of):
    client = client_of(lead)
    page = client.get("/club/definitions/").content.decode()
    assert all(one.title.vi in page for one in definitions())
    one = client.get("/club/definitions/people_reached/").content.decode()
    assert "mỗi thẻ khác nhau" in one and "Thử tự đếm" in one and "1990–1999" in one
    assert client.get("/en/club/definitions/share_of_estimate_reached/").content.decode().count("no denominator") == 1


def test_a_definition_that_does_not_exist_is_not_found(lead, client_of):
    assert client_of(lead).get("/club/definitions/nothing/").status_code == 404


def test_the_command_lists_and_explains(db):
    listed = json.loads(said("list", "--format", "json"))
    assert [one["code"] for one in listed] == [one.code for one in definitions()]
    assert "số ngày chờ" in said("explain", "median_days_to_first_service")
    with pytest.raises(CommandError, match="there is no indicator"):
        said("explain", "nothing")


def test_numbers_are_counted_twice_and_shown_once(rows):
    someone = rows.person("1990")
    rows.contact(someone, topics=["health"], things={"condom": 5})
    rows.contact(people=3)
    rows.referral(rows.need(someone), "draft", "sent", "served")
    found = json.loads(said("run", "--period", "2026-11A", "--format", "json"))
    totals = {one["indicator"]: one["count"] for one in found}
    assert (totals["contacts"], totals["people_reached"], totals["condoms"]) == ("4", "1", "5")
    assert (totals["referrals_served"], totals["first_services"], totals["median_days_to_first_service"]) == (
        "1",
        "1",
        "1",
    )


@pytest.mark.parametrize("engine", ["rows", "duckdb"])
def test_a_year_counts_a_person_once(rows, engine):
    someone = rows.person("1990")
    for month in (1, 5, 11):
        rows.contact(someone, on=date(2026, month, 20))
    found = json.loads(said("run", "people_reached", "--period", "2026-Y1A", "--engine", engine, "--format", "json"))
    assert found[-1]["count"] == "1"
    assert len(json.loads(said("run", "contacts", "--period", "2026-Q4A", "--engine", "rows", "--format", "json"))) == 2


def test_a_period_that_does_not_exist_is_refused(deployment):
    with pytest.raises(CommandError, match="is not a period"):
        said("run", "--period", "2026-13")
