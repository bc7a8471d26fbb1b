"""A worker counts how many told her of violence in a month, by who did it: numbers, and nothing of anybody."""

import json
from datetime import date

import pytest
from django.utils import timezone

from caunoi.access.actions import CannotDo
from caunoi.access.policies import Refused
from caunoi.audit.models import Entry
from caunoi.outreach import actions as outreach
from caunoi.outreach import queries
from caunoi.outreach.choices import CountKind
from caunoi.outreach.models import MonthlyCount

pytestmark = pytest.mark.django_db
ADDRESS = "/contacts/counts/"


def test_numbers_of_a_month_are_kept_and_can_be_mended(peer, client_of, acting):
    client, month = client_of(peer), timezone.localdate().replace(day=1)
    page = client.get(ADDRESS).content.decode()
    assert "người thi hành công vụ" in page and f"{month:%m/%Y}" in page
    assert client.post(ADDRESS, {"by_official": "2", "by_client": "3"}).status_code == 302
    assert client.post(ADDRESS, {"by_official": "1", "by_client": "3", "violence": "4"}).status_code == 302
    found = queries.month_counts(acting(peer), month)
    assert {kind: number for kind, number in found.items() if number} == {
        "by_official": 1,
        "by_client": 3,
        "violence": 4,
    }
    assert MonthlyCount.objects.count() == len(CountKind), "sent again it stands instead, it is not added"
    assert 'value="4"' in client.get(ADDRESS).content.decode()
    entry = Entry.objects.filter(action="count_month").last()
    assert json.loads(bytes(entry.canonical))["details"] == {"month": f"{month:%Y-%m}"}, (
        "the record never says how many"
    )


def test_the_months_before_have_pages_and_older_ones_have_none(peer, client_of, acting):
    months = outreach.months_open(timezone.localdate())
    assert len(months) == 3 and months == sorted(months, reverse=True)
    client = client_of(peer)
    assert client.post(f"{ADDRESS}?month={months[2]:%Y-%m}", {"by_other": "1"}).status_code == 302
    assert queries.month_counts(acting(peer), months[2])["by_other"] == 1
    assert not queries.month_counts(acting(peer), months[0])
    assert client.get(f"{ADDRESS}?month=2019-01").status_code == 404
    assert client.get(f"{ADDRESS}?month=x").status_code == 404


@pytest.mark.parametrize("typed", ["100", "-1", "hai", "1.5", "9" * 30])
def test_what_is_no_such_number_is_refused_and_nothing_is_lost(peer, client_of, typed):
    page = client_of(peer).post(ADDRESS, {"by_official": typed, "by_client": "3"})
    assert page.status_code == 422 and not MonthlyCount.objects.exists()
    assert 'value="3"' in page.content.decode()


def test_the_door_takes_no_other_kind_number_or_month(peer, acting, now):
    by, month = acting(peer), timezone.localdate(now).replace(day=1)
    for when, told in ((month, {"by_name": 1}), (month, {"by_official": 100}), (date(2020, 1, 1), {"by_official": 1}),
                       (month.replace(day=2), {"by_official": 1})):  # fmt: skip
        with pytest.raises(CannotDo):
            outreach.count_month(by=by, at=now, month=when, told=told)
    assert not MonthlyCount.objects.exists()


def test_each_reads_her_own_numbers_alone(peer, lead, outsider, caseworker, acting, now, client_of):
    month = timezone.localdate(now).replace(day=1)
    outreach.count_month(by=acting(peer), at=now, month=month, told={"by_official": 2})
    assert queries.month_counts(acting(lead), month) == queries.month_counts(acting(outsider), month) == {}
    assert client_of(caseworker).get(ADDRESS).status_code == 403
    with pytest.raises(Refused):
        outreach.count_month(by=acting(caseworker), at=now, month=month, told={"by_official": 2})
    assert Entry.objects.filter(action="count_month", outcome="refused").exists()
