"""Each side hears what the other did, never what it said itself; leads hear what waits too long."""

from datetime import timedelta

import pytest

from caunoi.access.choices import SLIP_HOLDER, Role
from caunoi.access.policies import Refused
from caunoi.conftest import make_user
from caunoi.lib.actor import CLOCK, Actor, ActorKind
from caunoi.lib.workdays import add_working_days
from caunoi.notices.choices import Kind
from caunoi.notices.models import Notice
from caunoi.people import actions as people
from caunoi.referrals import actions
from caunoi.referrals.choices import Event, Reason, Source
from caunoi.referrals.machine import CLOCKS, LEAD_HEARS_AFTER, State


def heard(user):
    return list(Notice.objects.filter(user=user).order_by("made_at", "pk").values_list("kind", flat=True))


@pytest.fixture
def desk(provider_user, provider):
    """Two people at one desk of the provider."""
    return provider_user, make_user("provider-two", Role.PROVIDER_STAFF, provider)


def test_the_provider_hears_of_a_new_slip_and_the_referrer_of_the_answer(desk, need, service, acting, peer, now):
    sent = actions.refer(by=acting(peer), at=now, need=need, service=service, agreed=actions.Agreed())
    assert [heard(user) for user in desk] == [[Kind.NEW], [Kind.NEW]] and not heard(peer)
    assert set(Notice.objects.values_list("subject", "slip")) == {(sent.pk, sent.slip_code)}
    actions.answer(by=acting(desk[0]), at=now, referral=sent, event=Event.SEE)
    assert not heard(peer)
    actions.answer(by=acting(desk[0]), at=now, referral=sent, event=Event.DECLINE, reason=Reason.COST)
    assert heard(peer) == [Kind.NEWS]
    assert [heard(user) for user in desk] == [[Kind.NEW], [Kind.NEW]]


def test_an_answer_by_slip_reaches_the_referrer(sent, peer, now):
    slip = Actor(ActorKind.SLIP, id=sent.pk, roles=frozenset({SLIP_HOLDER}))
    actions.answer(by=slip, at=now, referral=sent, event=Event.SERVE)
    assert heard(peer) == [Kind.NEWS]


def test_the_same_again_is_no_news(sent, peer, now):
    slip = Actor(ActorKind.SLIP, id=sent.pk, roles=frozenset({SLIP_HOLDER}))
    for _time in range(3):
        actions.answer(by=slip, at=now, referral=sent, event=Event.SERVE)
    assert heard(peer) == [Kind.NEWS]


def test_what_was_never_sent_concerns_no_provider(desk, slip_only, acting, peer, now):
    actions.enter_in_error(by=acting(peer), at=now, referral=slip_only)
    assert not Notice.objects.exists()


def test_withdrawal_half_way_is_known_to_both(desk, sent, acting, peer, now):
    """She withdraws in the ledger; the clock, which runs every minute, revokes what rests on it and tells both."""
    people.withdraw_consent(by=acting(peer), at=now, consent=sent.consent)
    actions.settle_referrals(by=CLOCK, at=now + timedelta(minutes=1))
    sent.refresh_from_db()
    assert sent.state == State.REVOKED
    assert heard(peer) == [Kind.STOPPED] and heard(desk[1])[-1] == Kind.STOPPED


def test_paper_of_a_colleague_tells_who_did_it(sent, acting, peer, other_peer, now):
    actions.record(by=acting(peer), at=now, referral=sent, event=Event.ACCEPT, source=Source.PHONE)
    assert not heard(peer)
    actions.enter_stubs(by=acting(other_peer), at=now, lines=[actions.Line(sent.slip_code, "1")])
    assert heard(peer) == [Kind.NEWS] and not heard(other_peer)


def test_leads_hear_what_waits_too_long_once(sent, lead, deputy, outsider, peer, now):
    over = add_working_days(now.date(), CLOCKS[State.SENT].days + LEAD_HEARS_AFTER)
    actions.tell_leads(by=CLOCK, at=now.replace(hour=12) + (over - now.date()))
    assert not heard(lead)
    for _time in range(2):
        actions.tell_leads(by=CLOCK, at=now.replace(hour=12) + (over - now.date()) + timedelta(days=1))
    assert heard(lead) == heard(deputy) == [Kind.WAITING]
    assert not heard(outsider) and not heard(peer)


@pytest.mark.parametrize("who", ["lead", "peer"])
def test_only_the_clock_tells_leads(request, acting, now, who):
    with pytest.raises(Refused):
        actions.tell_leads(by=acting(request.getfixturevalue(who)), at=now)
