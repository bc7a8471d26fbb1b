"""Whoever was not seen for two years is proposed to her own worker; any sign of her ends that, and nobody is erased."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from caunoi.outreach import actions as outreach
from caunoi.outreach.actions import Observation
from caunoi.people import actions as people
from caunoi.people.models import Consent, Member
from caunoi.people.retention_rules import UNSEEN_MONTHS
from caunoi.referrals import actions as referrals
from caunoi.workspace.queries import long_unseen, months_before

LONG = timedelta(days=31 * (UNSEEN_MONTHS + 1))


@given(st.dates(date(2020, 1, 1), date(2040, 12, 31)), st.integers(0, 60))
def test_months_before(day, months):
    found = months_before(day, months)
    assert found.day == 1 and (day.year - found.year) * 12 + day.month - found.month == months


@pytest.fixture
def old(peer, acting):
    member = people.give_card(by=acting(peer), at=timezone.now() - LONG, worker=peer, cue="sen hồng")
    return member


def unseen(acting, user):
    return long_unseen(acting(user), timezone.localdate())


def test_proposed_to_her_worker_alone(old, acting, peer, other_peer, lead, client_of):
    assert unseen(acting, peer) == {old.pseudonym_id}
    assert not unseen(acting, other_peer) and not unseen(acting, lead)
    assert "lâu chưa gặp" in client_of(peer).get("/people/").content.decode()
    assert Member.objects.exists()


def test_who_came_lately_is_not(acting, peer):
    people.give_card(by=acting(peer), at=timezone.now(), worker=peer)
    assert not unseen(acting, peer)


@pytest.mark.parametrize("sign", ["contact", "need", "consent"])
def test_any_sign_of_her_ends_it(sign, old, acting, peer):
    by, now = acting(peer), timezone.now()
    today = timezone.localdate(now)
    if sign == "contact":
        seen = Observation(on=today, setting="venue", pseudonym=old.pseudonym)
        outreach.note_contact(by=by, at=now, seen=seen, done_by=peer)
    elif sign == "need":
        referrals.note_need(by=by, at=now, code="SRH", noted_on=today, pseudonym=old.pseudonym)
    else:
        Consent.objects.update(given_at=now, expires_at=now + timedelta(days=9))
    assert not unseen(acting, peer)
