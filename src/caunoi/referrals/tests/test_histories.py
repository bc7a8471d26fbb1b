"""Whatever people do in whatever order: only legal steps, no event lost, clocks that never run backwards."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from caunoi.access.actions import CannotDo
from caunoi.access.choices import SLIP_HOLDER
from caunoi.access.policies import Refused
from caunoi.lib.actor import Actor, ActorKind
from caunoi.referrals import actions
from caunoi.referrals.actions import Agreed
from caunoi.referrals.choices import Event, NeedStatus, Reason, Source, State
from caunoi.referrals.machine import LEGAL
from caunoi.referrals.models import Need, Referral, Step

ACTS = st.tuples(
    st.sampled_from(["worker", "provider", "slip", "confirm", "withdraw", "agree", "clock"]),
    st.sampled_from(list(Event)),
    st.sampled_from(list(Source)),
    st.integers(-2, 40),
)


def check(referral):
    steps = list(Step.objects.filter(referral=referral).order_by("number"))
    assert [step.number for step in steps] == list(range(1, len(steps) + 1))
    assert all(earlier.at <= later.at for earlier, later in zip(steps, steps[1:], strict=False))
    assert steps[-1].state == referral.state
    for before, step in zip(steps, steps[1:], strict=False):
        legal = LEGAL.get((State(before.state), Event(step.event)))
        from_taken_for_granted = before.state == State.EXPIRED or before.state == State.CONSENTED
        assert (legal and legal.to == step.state) or (step.implied and from_taken_for_granted)
    if referral.state not in (State.DRAFT, State.ENTERED_IN_ERROR) and any(s.event == Event.SEND for s in steps):
        assert referral.consent is not None


def act(who, event, source, at, *, referral, worker, provider):
    common = {"at": at, "referral": referral}
    more = {"reason": Reason.COST, "scheduled_for": at + timedelta(days=3)}
    if who == "worker":
        return actions.record(by=worker, event=event, source=source, **common, **more)
    if who == "provider":
        return actions.answer(by=provider, event=event, **common, **more)
    if who == "slip":
        holder = Actor(ActorKind.SLIP, id=referral.pk, roles=frozenset({SLIP_HOLDER}))
        return actions.answer(by=holder, event=event, **common, **more)
    if who == "agree":
        return actions.consent_and_send(by=worker, agreed=Agreed(), **common)
    if who == "clock":
        return actions.settle_referrals(by=Actor(ActorKind.CLOCK), at=at)
    return {"confirm": actions.confirm, "withdraw": actions.withdraw}[who](by=worker, **common)


@given(acts=st.lists(ACTS, min_size=1, max_size=12))
def test_any_history_is_legal_and_whole(acts, acting, peer, provider_user, need, service, now):
    worker, provider = acting(peer), acting(provider_user)
    Need.objects.filter(pk=need.pk).update(status=NeedStatus.OPEN)  # the history before this one may have met it
    referral = actions.refer(by=worker, at=now, need=need, service=service, agreed=Agreed())
    at = now
    for who, event, source, hours in acts:
        at += timedelta(hours=hours)
        referral = Referral.objects.select_related("consent", "provider", "pseudonym").get(pk=referral.pk)
        before = Step.objects.filter(referral=referral).count()
        try:
            changed = act(who, event, source, at, referral=referral, worker=worker, provider=provider)
        except (CannotDo, Refused):
            changed = False
        referral.refresh_from_db()
        after = Step.objects.filter(referral=referral).count()
        assert (after > before) or not changed or who in ("agree", "clock")
        if changed and who not in ("agree", "clock"):  # the same again has no effect
            again = Referral.objects.select_related("consent", "provider", "pseudonym").get(pk=referral.pk)
            try:
                act(who, event, source, at, referral=again, worker=worker, provider=provider)
            except (CannotDo, Refused):
                pass
            repeated = Step.objects.filter(referral=referral).count()
            assert repeated == after or event in (Event.SCHEDULE, Event.RESCHEDULE)
            referral.refresh_from_db()
        check(referral)
