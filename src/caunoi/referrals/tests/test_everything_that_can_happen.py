"""A state machine draws roles, events, sources, days and withdrawals in any order: nothing illegal, nothing lost."""

from datetime import timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from caunoi.access.actions import CannotDo
from caunoi.access.choices import SLIP_HOLDER
from caunoi.access.policies import Refused
from caunoi.directory.choices import ServiceCode
from caunoi.lib.actor import CLOCK, Actor, ActorKind
from caunoi.people import actions as people
from caunoi.people.models import Consent
from caunoi.referrals import actions
from caunoi.referrals.actions import Agreed
from caunoi.referrals.choices import Event, Reason, Source, State
from caunoi.referrals.machine import LEGAL, OPEN_TO_PROVIDER, Who, path
from caunoi.referrals.models import Referral, Step

EVENTS, SOURCES = st.sampled_from(list(Event)), st.sampled_from(list(Source))
WALKED_IN = {State.CONSENTED, State.EXPIRED}
"""From these an arrival takes for granted what the table has no step of its own for."""


class Life(RuleBasedStateMachine):
    """One referral; the world around it (`cast`) is set by the test."""

    cast: dict

    @initialize(how=st.sampled_from(["sent", "slip only", "walk-in"]), event=EVENTS)
    def begin(self, how, event):
        self.at, self.written = self.cast["now"], 0
        need = actions.note_need(
            by=self.cast["worker"], at=self.at, code=ServiceCode.SRH, noted_on=self.at.date(),
            pseudonym=self.cast["person"],
        )  # fmt: skip
        what = {"by": self.cast["worker"], "at": self.at, "need": need, "service": self.cast["service"]}
        if how == "sent":
            made = actions.refer(**what, agreed=Agreed())
        elif how == "slip only":
            made = actions.make_referral(**what)
        else:
            made = actions.note_walk_in(**what, agreed=Agreed(), event=Event.SERVE, source=Source.PERSON)
        self.key, self.seen = made.pk, []

    def now(self):
        return Referral.objects.select_related("consent", "provider", "pseudonym", "need").get(pk=self.key)

    def act(self, who, event, call):
        """Whatever it says, a refusal changes nothing and what changes is in the history."""
        seen, count = self.now(), Step.objects.filter(referral=self.key).count()
        before = State(seen.state)
        try:
            changed = call(seen)
        except (CannotDo, Refused):
            changed = None
        after, added = self.now(), Step.objects.filter(referral=self.key).count() - count
        if not changed:
            assert (after.state, added) == (before, 0)
            return
        meant = Event.RESCHEDULE if (event is Event.SCHEDULE and before is State.SCHEDULED) else event
        rows = path(before, meant)
        assert all(who in row.who for row in rows), f"{who} may not say {event}"
        assert added >= len(rows) and Step.objects.filter(referral=self.key, event=meant).exists()

    @rule(event=EVENTS, source=SOURCES, hours=st.integers(-3, 60), days=st.integers(-3, 3) | st.none())
    def worker_says(self, event, source, hours, days):
        self.at += timedelta(hours=hours)
        said = {"reason": Reason.FEAR, "scheduled_for": self.at + timedelta(days=2)}
        said["happened_on"] = None if days is None else self.at.date() + timedelta(days=days)
        self.act(Who.REFERRER, event, lambda one: actions.record(
            by=self.cast["worker"], at=self.at, referral=one, event=event, source=source, **said
        ))  # fmt: skip

    @rule(event=EVENTS, hours=st.integers(-3, 60), door=st.sampled_from(["account", "slip"]))
    def provider_says(self, event, hours, door):
        self.at += timedelta(hours=hours)
        slip = Actor(ActorKind.SLIP, id=self.key, roles=frozenset({SLIP_HOLDER}))
        by = slip if door == "slip" else self.cast["provider"]
        said = {"reason": Reason.COST, "scheduled_for": self.at + timedelta(days=1)}
        self.act(Who.PROVIDER, event, lambda one: actions.answer(by=by, at=self.at, referral=one, event=event, **said))

    @rule(event=EVENTS, who=st.sampled_from(["outsider", "other_peer", "lead"]))
    def others_say(self, event, who):
        with pytest.raises(Refused):
            actions.record(by=self.cast[who], at=self.at, referral=self.now(), event=event, source=Source.PHONE)

    @rule()
    def she_confirms(self):
        self.act(Who.REFERRER, Event.CONFIRM, lambda one: actions.confirm(
            by=self.cast["worker"], at=self.at, referral=one
        ))  # fmt: skip

    @rule()
    def she_agrees_now(self):
        one, count = self.now(), Step.objects.filter(referral=self.key).count()
        try:
            actions.consent_and_send(by=self.cast["worker"], at=self.at, referral=one, agreed=Agreed())
        except (CannotDo, Refused):
            assert Step.objects.filter(referral=self.key).count() == count

    @rule(door=st.sampled_from(["referral", "ledger"]))
    def she_withdraws(self, door):
        one = self.now()
        if door == "referral" or one.consent is None:
            self.act(Who.REFERRER, Event.WITHDRAW, lambda now: actions.withdraw(
                by=self.cast["worker"], at=self.at, referral=now
            ))  # fmt: skip
        else:
            try:
                people.withdraw_consent(by=self.cast["worker"], at=self.at, consent=one.consent)
            except CannotDo:
                pass
            assert Consent.objects.get(pk=one.consent_id).withdrawn_at is not None
            slip = Actor(ActorKind.SLIP, id=self.key, roles=frozenset({SLIP_HOLDER}))
            if one.state in OPEN_TO_PROVIDER:
                with pytest.raises(CannotDo):
                    actions.answer(by=slip, at=self.at, referral=self.now(), event=Event.ACCEPT)

    @rule(days=st.sampled_from([0, 1, 61, 95, 200]))
    def time_passes(self, days):
        self.at += timedelta(days=days)
        actions.settle_referrals(by=CLOCK, at=self.at)
        assert actions.settle_referrals(by=CLOCK, at=self.at) == 0

    @invariant()
    def history_is_legal_and_whole(self):
        if not hasattr(self, "key"):
            return
        steps = list(Step.objects.filter(referral=self.key).order_by("number").values())
        assert [one["number"] for one in steps] == list(range(1, len(steps) + 1)), "an event is lost"
        assert steps[: len(self.seen)] == self.seen, "history was changed"
        self.seen = steps
        assert all(a["at"] <= b["at"] for a, b in zip(steps, steps[1:], strict=False)), "a clock ran backwards"
        assert steps[-1]["state"] == self.now().state
        for before, one in zip(steps, steps[1:], strict=False):
            legal = LEGAL.get((State(before["state"]), Event(one["event"])))
            granted = one["implied"] and before["state"] in WALKED_IN
            assert granted or (legal and legal.to == one["state"]), f"{before['state']} → {one['event']}"
            assert one["source"] in (legal.sources if legal and not one["implied"] else {Source.SYSTEM})


@pytest.fixture
def live(request, acting, person, service, now):
    Life.cast = {
        "person": person, "service": service, "now": now, "worker": acting(request.getfixturevalue("peer")),
        "provider": acting(request.getfixturevalue("provider_user")),
        **{name: acting(request.getfixturevalue(name)) for name in ("outsider", "other_peer", "lead")},
    }  # fmt: skip
    return lambda **how: run_state_machine_as_test(Life, settings=settings(settings.default, **how))


def test_a_sample(live):
    live(max_examples=12, stateful_step_count=12)


@pytest.mark.long
def test_many(live):
    live(max_examples=250, stateful_step_count=30)
