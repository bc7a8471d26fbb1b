"""What officials did leaves a club once a year, sealed: in no month, no quarter and nothing that others can read."""

from datetime import date, datetime

import pytest

from caunoi.access.choices import Role
from caunoi.conftest import make_user
from caunoi.extracts import outreach
from caunoi.extracts.tests.conftest import VN
from caunoi.lib.periods import administrative_month, from_key
from caunoi.published import envelope
from caunoi.releases import actions, figures, queries

NOVEMBER, DECEMBER = administrative_month(2026, 11), administrative_month(2026, 12)
AFTER = datetime(2026, 12, 16, 9, tzinfo=VN)
CODE = "violence_by_whom"

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(rows, club):
    """Two workers' numbers of three months; the last day of each says into which period it goes."""
    second = make_user("peer-two", Role.PEER_WORKER, club)
    rows.told("by_official", 2, date(2026, 10, 1))
    rows.told("by_official", 3, date(2026, 11, 1))
    rows.told("by_official", 1, date(2026, 11, 1), worker=second)
    rows.told("by_partner", 5, date(2026, 2, 1))
    rows.told("violence", 7, date(2025, 12, 1))
    rows.told("by_client", 90, date(2025, 11, 1))  # of the year before
    rows.told("by_client", 80, date(2026, 12, 1))  # of the year after


def close(by, deployment, period):
    return actions.close_month(by=by, at=AFTER, deployment=deployment, period=period)


def test_a_month_counts_in_the_period_that_holds_its_last_day(told, club):
    found = list(outreach.violence_told(club.pk, NOVEMBER))
    assert [(fact.on, fact.by_whom, fact.times) for fact in found] == [(date(2026, 10, 31), "official", 2)]
    (december,) = outreach.violence_told(club.pk, DECEMBER)
    assert december.times == 4, "two workers' numbers are one sum"


def test_it_leaves_with_the_last_month_of_the_year_alone(told, lead, acting, deployment):
    november = close(acting(lead), deployment, NOVEMBER)
    december = close(acting(lead), deployment, DECEMBER)
    assert CODE not in str(november.exact) and CODE not in str(november.controlled)
    (table,) = [each for each in december.exact if each["indicator"] == CODE]
    assert table["period"] == "2026-Y1A"
    assert {cell["key"][0]: cell["count"] for cell in table["cells"] if cell["count"]} == {
        "official": 6, "partner": 5, "not_said": 7
    }  # fmt: skip
    assert CODE not in str(december.controlled), "what anybody can read in the file says nothing of it"


def test_the_file_itself_says_nothing_of_it(told, known_office, signers, lead, deputy, acting, deployment):
    closing = close(acting(lead), deployment, DECEMBER)
    release = actions.sign_release(by=acting(deputy), at=AFTER, release=closing)
    data, _name = actions.take(by=acting(lead), at=AFTER, release=release)
    assert b"violence" not in data and b"official" not in data
    opened = envelope.open_file(data, hub=known_office.id, opening=known_office.opening, signers=signers)
    assert CODE in str(opened.exact)


def test_leads_see_what_they_sign(told, lead, acting, client_of, deployment):
    """Open or closed, the page of the year's last month shows the sums; the page of another month does not."""
    (month,) = [one for one in queries.month(acting(lead), AFTER) if one.period == DECEMBER]
    assert sum(queries.evidence(month)[CODE].values()) == 18
    close(acting(lead), deployment, DECEMBER)
    close(acting(lead), deployment, NOVEMBER)
    client = client_of(lead)
    page = client.get(f"/club/{deployment.pk}/{DECEMBER.key}/").content.decode()
    assert "Mỗi năm một lần, cho bằng chứng chung cả nước" in page and "Người thi hành công vụ" in page
    other = client.get(f"/club/{deployment.pk}/{NOVEMBER.key}/").content.decode()
    assert "Người thi hành công vụ" not in other


def test_every_other_period_is_without_it(told, deployment):
    for period in (NOVEMBER, DECEMBER):
        assert CODE not in {result.indicator.code for result in figures.count(deployment, period)}
    longer = figures.count_longer(deployment, DECEMBER)
    assert {result.period.key for result in longer if result.indicator.code == CODE} == {"2026-Y1A"}
    assert {from_key(key).basis for key in {result.period.key for result in longer}} > {"admin_year"}
