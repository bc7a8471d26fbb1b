"""Two people close a finished month; its figures are what a recount by hand gives, and never change again."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from caunoi.access.actions import CannotDo
from caunoi.access.policies import Refused
from caunoi.audit.models import Entry
from caunoi.lib.periods import administrative_month
from caunoi.published import envelope
from caunoi.releases import actions, queries
from caunoi.releases.choices import MonthState, ReleaseState
from caunoi.releases.models import Release
from caunoi.releases.tests.conftest import NOVEMBER

pytestmark = pytest.mark.django_db


def exact(release, code):
    table = next(table for table in release.exact if table["indicator"] == code)
    return {"/".join(cell["key"]): cell["count"] for cell in table["cells"] if cell["count"]}


def shown(release, code):
    table = next(table for table in release.controlled if table["indicator"] == code)
    return {"/".join(row["key"]): row["shown"] for row in table["rows"]}, table["total"]["shown"]


def test_figures_equal_a_recount_by_hand(closed):
    assert exact(closed, "contacts") == {"street": 12, "home": 1, "venue": 5}
    assert exact(closed, "contacts_anonymous") == {"": 5}
    assert exact(closed, "people_reached") == {"2000": 4, "1990": 8}
    assert exact(closed, "topics") == {"health": 12, "rights": 12}
    assert exact(closed, "commodities") == {"condom": 120}
    assert exact(closed, "signposted") == {"": 1}
    assert exact(closed, "needs") == {"health": 3, "hiv": 1}
    assert exact(closed, "people_with_need") == {"": 3}
    assert exact(closed, "referrals_sent") == {"health": 2}
    assert exact(closed, "referrals_served") == {"health": 1}
    assert exact(closed, "people_served") == {"": 1}


def test_small_numbers_of_people_are_not_in_what_others_read(closed):
    rows, total = shown(closed, "people_reached")
    assert rows.get("2000") in (None, "*") and total == 10
    assert shown(closed, "people_with_need") == ({}, "not_stated")
    assert not [table for table in closed.controlled if {"hiv", "violence"} & {row["key"][0] for row in table["rows"]}]


def test_what_others_read_does_not_give_hidden_people_away_beside_it(closed):
    """4 needs of 3 people, 1 referral served: these plain numbers would bound the hidden ones too closely."""
    assert shown(closed, "needs") == ({}, "not_stated")
    assert shown(closed, "people_served") == shown(closed, "referrals_served") == ({}, "not_stated")
    assert shown(closed, "contacts")[1] == 18 and shown(closed, "contacts_anonymous")[1] == 5


def test_what_is_closed_does_not_change(closed, rows, now):
    before = closed.exact
    rows.contact(people=9)
    closed.refresh_from_db()
    assert closed.exact == before


def test_rows_without_a_deployment_count_once(rows, lead, acting, now, deployment):
    rows.contact(people=2, deployment=None)
    release = actions.close_month(by=acting(lead), at=now, deployment=deployment, period=NOVEMBER)
    assert exact(release, "contacts") == {"street": 2}


def test_a_month_that_is_not_over_stays_open(lead, acting, now, deployment):
    with pytest.raises(CannotDo):
        actions.close_month(by=acting(lead), at=now, deployment=deployment, period=NOVEMBER.next())
    assert not Release.objects.exists()


@pytest.mark.parametrize("month", [administrative_month(2024, 12), administrative_month(2030, 1)])
def test_months_outside_the_work_cannot_be_closed(lead, acting, now, deployment, month):
    with pytest.raises(CannotDo):
        actions.close_month(by=acting(lead), at=now + timedelta(days=3650), deployment=deployment, period=month) if (
            month.year < 2026
        ) else actions.close_month(by=acting(lead), at=now, deployment=deployment, period=month)


def test_a_month_is_closed_once(closed, deputy, acting, now, deployment):
    with pytest.raises(CannotDo):
        actions.close_month(by=acting(deputy), at=now, deployment=deployment, period=NOVEMBER)


def test_nobody_signs_twice(closed, lead, acting, now):
    with pytest.raises(Refused):
        actions.sign_release(by=acting(lead), at=now, release=closed)
    closed.refresh_from_db()
    assert closed.state == ReleaseState.CLOSING
    assert Entry.objects.filter(action="sign_release", outcome="refused").count() == 1


@pytest.mark.parametrize("who", ["peer", "outsider", "caseworker", "provider_user"])
def test_others_neither_close_nor_sign_nor_take(request, closed, acting, now, deployment, who):
    by = acting(request.getfixturevalue(who))
    with pytest.raises(Refused):
        actions.close_month(by=by, at=now, deployment=deployment, period=NOVEMBER.previous())
    with pytest.raises(Refused):
        actions.sign_release(by=by, at=now, release=closed)
    with pytest.raises(Refused):
        actions.restate(by=by, at=now, release=closed)
    with pytest.raises(Refused):
        actions.take(by=by, at=now, release=closed)
    assert not queries.month(by, now) and not queries.releases(by)


def test_a_lead_of_another_club_sees_and_does_nothing(closed, other_club, acting, now, deployment):
    from caunoi.access.choices import Role
    from caunoi.conftest import make_user

    by = acting(make_user("lead-elsewhere", Role.CLUB_LEAD, other_club))
    assert not queries.month(by, now) and not queries.releases(by)
    with pytest.raises(Refused):
        actions.sign_release(by=by, at=now, release=closed)
    with pytest.raises(Refused):
        actions.close_month(by=by, at=now, deployment=deployment, period=NOVEMBER.previous())


def test_a_restatement_is_a_new_version_beside_the_old(
    released, rows, deputy, lead, acting, now, signers, known_office
):
    rows.contact(people=4)
    new = actions.restate(by=acting(deputy), at=now, release=released)
    assert (new.version, new.supersedes, new.state) == (2, released, ReleaseState.CLOSING)
    assert exact(new, "contacts")["street"] == 16 and exact(released, "contacts")["street"] == 12
    with pytest.raises(CannotDo):
        actions.restate(by=acting(lead), at=now, release=released)
    actions.sign_release(by=acting(lead), at=now, release=new)
    data, name = actions.take(by=acting(lead), at=now, release=new)
    assert name == "so-lieu-2026-11-2.json"
    opened = envelope.open_file(data, hub=known_office.id, opening=known_office.opening, signers=signers)
    assert (opened.header.version, opened.header.supersedes) == (2, released.pk)


def test_a_closing_that_was_restated_cannot_be_signed(closed, deputy, second_lead, acting, now):
    actions.restate(by=acting(second_lead), at=now, release=closed)
    with pytest.raises(CannotDo):
        actions.sign_release(by=acting(deputy), at=now, release=closed)


def test_months_say_how_they_stand(closed, lead, acting, now):
    states = {one.period.key: one.state for one in queries.month(acting(lead), now)}
    assert states["2026-12A"] is MonthState.RUNNING
    assert states["2026-11A"] is MonthState.CLOSING
    assert states["2026-10A"] is MonthState.OPEN
    assert min(states) == "2025-02A"


@pytest.mark.django_db(transaction=True)
def test_two_people_closing_one_month_at_once(rows, lead, deputy, acting, now, deployment):
    rows.contact(people=3)
    both, ready, outcomes = [acting(lead), acting(deputy)], threading.Barrier(2), []

    def close(by):
        ready.wait()
        try:
            actions.close_month(by=by, at=now, deployment=deployment, period=NOVEMBER)
            outcomes.append("closed")
        except CannotDo:
            outcomes.append("told")
        finally:
            connection.close()

    threads = [threading.Thread(target=close, args=(by,)) for by in both]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["closed", "told"]
    assert Release.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_people_signing_at_once(rows, lead, deputy, second_lead, acting, now, deployment):
    release = actions.close_month(by=acting(lead), at=now, deployment=deployment, period=NOVEMBER)
    both, ready, outcomes = [acting(second_lead), acting(deputy)], threading.Barrier(2), []

    def sign(by):
        ready.wait()
        try:
            actions.sign_release(by=by, at=now, release=release)
            outcomes.append("signed")
        except CannotDo:
            outcomes.append("told")
        finally:
            connection.close()

    threads = [threading.Thread(target=sign, args=(by,)) for by in both]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["signed", "told"]
