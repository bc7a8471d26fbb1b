"""The provider's word: by account or by slip, in its own time, and told twice without effect."""

from datetime import timedelta

import pytest

from caunoi.access.actions import CannotDo
from caunoi.access.choices import SLIP_HOLDER
from caunoi.access.policies import Refused
from caunoi.audit.models import Entry
from caunoi.lib.actor import Actor, ActorKind
from caunoi.people.actions import withdraw_consent
from caunoi.referrals import actions, queries
from caunoi.referrals.choices import Event, NeedStatus, Reason, Source, State
from caunoi.referrals.models import Referral, Step


def holder(referral):
    return Actor(ActorKind.SLIP, id=referral.pk, roles=frozenset({SLIP_HOLDER}))


def answer(referral, by, now, event, **more):
    return actions.answer(by=by, at=now, referral=Referral.objects.get(pk=referral.pk), event=event, **more)


def test_the_whole_way(sent, acting, peer, provider_user, now, need):
    by, worker = acting(provider_user), acting(peer)
    when = now + timedelta(days=2)
    assert answer(sent, by, now, Event.SEE)
    assert answer(sent, by, now, Event.ACCEPT)
    assert answer(sent, by, now, Event.SCHEDULE, scheduled_for=when)
    assert answer(sent, holder(sent), when, Event.SERVE)
    referral = queries.referrals(worker).get()
    assert referral.state == State.SERVED
    assert queries.appointment(referral) == when
    assert actions.confirm(by=worker, at=when, referral=referral, source=Source.PERSON)
    need.refresh_from_db()
    assert (Referral.objects.get().state, need.status) == (State.CLOSED, NeedStatus.MET)


def test_one_tap_tells_of_the_arrival_too(sent, now):
    answer(sent, holder(sent), now, Event.SERVE)
    steps = Step.objects.filter(referral=sent).order_by("number").values_list("state", "source", "implied")
    assert list(steps)[3:] == [
        (State.SEEN, Source.SYSTEM, True),
        (State.ACCEPTED, Source.SYSTEM, True),
        (State.ATTENDED, Source.PROVIDER, False),
        (State.SERVED, Source.PROVIDER, False),
    ]


def test_the_same_answer_again_changes_nothing(sent, now):
    assert answer(sent, holder(sent), now, Event.ACCEPT)
    entries, steps = Entry.objects.count(), Step.objects.count()
    assert not answer(sent, holder(sent), now, Event.ACCEPT)
    assert answer(sent, holder(sent), now, Event.SERVE)
    assert not answer(sent, holder(sent), now, Event.ACCEPT)
    assert (Entry.objects.count(), Step.objects.count()) == (entries + 1, steps + 2)


def test_declining_needs_a_reason(sent, now, acting, peer, need):
    with pytest.raises(CannotDo):
        answer(sent, holder(sent), now, Event.DECLINE)
    assert answer(sent, holder(sent), now, Event.DECLINE, reason=Reason.WAITING_LIST)
    need.refresh_from_db()
    assert need.status == NeedStatus.OPEN


def test_an_appointment_moves(sent, acting, provider_user, now):
    by, first, later = acting(provider_user), now + timedelta(days=1), now + timedelta(days=3)
    answer(sent, by, now, Event.SCHEDULE, scheduled_for=first)
    assert not answer(sent, by, now, Event.SCHEDULE, scheduled_for=first)
    assert answer(sent, by, now, Event.SCHEDULE, scheduled_for=later)
    assert queries.appointment(sent) == later
    assert Step.objects.filter(referral=sent, event=Event.RESCHEDULE).count() == 1


def test_a_slip_answers_for_itself_only(sent, acting, peer, now, need, service):
    other = actions.make_referral(by=acting(peer), at=now, need=need, service=service)
    with pytest.raises(Refused):
        answer(sent, holder(other), now, Event.ACCEPT)
    with pytest.raises(Refused):
        answer(sent, Actor(ActorKind.USER, id=sent.pk, roles=frozenset({SLIP_HOLDER})), now, Event.ACCEPT)


def test_a_slip_without_consent_is_not_answered(slip_only, now):
    with pytest.raises(CannotDo):
        answer(slip_only, holder(slip_only), now, Event.SERVE)
    assert Step.objects.count() == 1


@pytest.mark.parametrize("who", ["peer", "outsider", "lead", "caseworker"])
def test_nobody_else_answers(request, sent, acting, now, who):
    with pytest.raises(Refused):
        answer(sent, acting(request.getfixturevalue(who)), now, Event.ACCEPT)


def test_another_provider_answers_nothing(sent, acting, now, place_qn):
    from caunoi.conftest import make_organisation, make_user

    stranger = make_user("stranger", "provider_staff", make_organisation("provider", "Nơi khác", place_qn))
    assert not queries.inbox(acting(stranger)).exists()
    with pytest.raises(Refused):
        answer(sent, acting(stranger), now, Event.ACCEPT)


def test_an_expired_slip_is_told(sent, now):
    late = now + timedelta(days=91)
    with pytest.raises(CannotDo):
        answer(sent, holder(sent), late, Event.ACCEPT)
    actions.settle_referrals(by=Actor(ActorKind.CLOCK), at=late)
    assert Referral.objects.get().state == State.EXPIRED


def test_who_comes_after_that_is_still_counted(sent, acting, peer, now):
    late = now + timedelta(days=91)
    actions.settle_referrals(by=Actor(ActorKind.CLOCK), at=late)
    referral = Referral.objects.get()
    assert actions.record(by=acting(peer), at=late, referral=referral, event=Event.SERVE, source=Source.STUB)
    assert Referral.objects.get().state == State.SERVED


def test_withdrawal_stops_reading_and_answering_at_once(sent, acting, peer, provider_user, now):
    withdraw_consent(by=acting(peer), at=now, consent=sent.consent)
    assert not queries.inbox(acting(provider_user)).exists()
    with pytest.raises(Refused):
        answer(sent, acting(provider_user), now, Event.ACCEPT)
    with pytest.raises(CannotDo):
        answer(sent, holder(sent), now, Event.ACCEPT)
    assert actions.settle_referrals(by=Actor(ActorKind.CLOCK), at=now) == 1
    assert Referral.objects.get().state == State.REVOKED
    assert actions.settle_referrals(by=Actor(ActorKind.CLOCK), at=now) == 0


def test_withdrawing_a_referral_ends_its_consent(sent, acting, peer, now):
    actions.withdraw(by=acting(peer), at=now, referral=sent)
    sent.consent.refresh_from_db()
    assert sent.consent.withdrawn_at == now


def test_a_clock_that_is_wrong_does_not_turn_history_round(sent, now):
    answer(sent, holder(sent), now - timedelta(days=3), Event.ACCEPT)
    assert Referral.objects.get().state_at == now


def test_only_the_clock_settles(acting, peer, now):
    with pytest.raises(Refused):
        actions.settle_referrals(by=acting(peer), at=now)
