"""What the worker hears, what waits for her, and her own word at the end."""

from datetime import timedelta

import pytest

from caunoi.access.actions import CannotDo
from caunoi.access.policies import Refused
from caunoi.lib.workdays import add_working_days
from caunoi.referrals import actions, queries
from caunoi.referrals.choices import Event, NeedStatus, Reason, Source, State
from caunoi.referrals.models import Referral, Step


def record(referral, by, at, event, source=Source.PHONE, **more):
    return actions.record(by=by, at=at, referral=referral, event=event, source=source, **more)


@pytest.mark.parametrize("source", [Source.STUB, Source.PHONE, Source.PERSON, Source.PEER])
def test_each_step_keeps_its_source(sent, acting, peer, now, source):
    record(sent, acting(peer), now, Event.SERVE, source)
    assert set(Step.objects.filter(event=Event.SERVE).values_list("source", flat=True)) == {source}


def test_paper_of_a_colleague(sent, acting, peer, other_peer, now):
    record(sent, acting(peer), now, Event.ACCEPT, done_by=other_peer)
    step = Step.objects.get(event=Event.ACCEPT)
    assert (step.done_by, step.entered_by) == (other_peer, peer)


def test_a_worker_does_not_speak_as_the_provider(sent, acting, peer, now):
    with pytest.raises(CannotDo):
        record(sent, acting(peer), now, Event.ACCEPT, Source.PROVIDER)


@pytest.mark.parametrize("event", [Event.CONSENT, Event.SEND, Event.CONFIRM, Event.CLOSE, Event.EXPIRE, Event.MAKE])
def test_what_is_no_news(sent, acting, peer, now, event):
    with pytest.raises(CannotDo):
        record(sent, acting(peer), now, event)


def test_confirming_needs_an_outcome(sent, acting, peer, now):
    with pytest.raises(CannotDo):
        actions.confirm(by=acting(peer), at=now, referral=sent)


@pytest.mark.parametrize("event", [Event.SERVE_PARTLY, Event.TURN_AWAY])
def test_a_need_is_met_only_by_service(sent, acting, peer, now, need, event):
    record(sent, acting(peer), now, event, reason=Reason.MISSING_PAPERS)
    actions.confirm(by=acting(peer), at=now, referral=sent)
    need.refresh_from_db()
    assert (Referral.objects.get().state, need.status) == (State.CLOSED, NeedStatus.OPEN)


def test_confirming_twice(sent, acting, peer, now):
    record(sent, acting(peer), now, Event.SERVE)
    assert actions.confirm(by=acting(peer), at=now, referral=sent)
    assert not actions.confirm(by=acting(peer), at=now, referral=sent)


@pytest.mark.parametrize("event", [Event.LOSE, Event.MOVE, Event.DETAIN])
def test_it_may_stop(sent, acting, peer, provider_user, now, event):
    record(sent, acting(peer), now, event, Source.SYSTEM)
    assert not queries.inbox(acting(provider_user)).exists()


def test_entered_in_error_stays_readable(sent, acting, peer, now):
    actions.enter_in_error(by=acting(peer), at=now, referral=sent)
    assert queries.referrals(acting(peer)).get().state == State.ENTERED_IN_ERROR


@pytest.mark.parametrize("who", ["other_peer", "outsider", "lead", "provider_user"])
def test_others_record_nothing(request, sent, acting, now, who):
    by = acting(request.getfixturevalue(who))
    for act in (
        lambda: record(sent, by, now, Event.SERVE),
        lambda: actions.confirm(by=by, at=now, referral=sent),
        lambda: actions.withdraw(by=by, at=now, referral=sent),
        lambda: actions.enter_in_error(by=by, at=now, referral=sent),
    ):
        with pytest.raises(Refused):
            act()
    assert Referral.objects.get().state == State.SENT


def test_silence_and_a_missing_word_wait_for_the_worker(sent, acting, peer, now):
    by, day = acting(peer), now.date()
    assert not queries.due(by, day).exists()
    patience = add_working_days(day, 5)
    assert not queries.due(by, patience).exists()
    assert queries.due(by, patience + timedelta(days=1)).get() == sent
    record(sent, by, now, Event.SCHEDULE, scheduled_for=now + timedelta(days=20))
    assert not queries.due(by, day + timedelta(days=20)).exists()
    assert queries.due(by, day + timedelta(days=21)).get() == sent
    record(sent, by, now, Event.SERVE)
    assert queries.due(by, add_working_days(day, 2) + timedelta(days=1)).get() == sent


@pytest.mark.parametrize("who", ["other_peer", "outsider", "lead", "caseworker"])
def test_others_see_nothing(request, sent, acting, now, who):
    by = acting(request.getfixturevalue(who))
    assert not queries.needs(by).exists()
    assert not queries.referrals(by).exists()
    assert not queries.due(by, now.date() + timedelta(days=30)).exists()
