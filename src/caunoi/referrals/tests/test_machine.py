"""The table itself, without a database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caunoi.referrals.choices import Event, Source, State
from caunoi.referrals.machine import (
    CLOSED_STATES,
    LEGAL,
    OPEN_STATES,
    TABLE,
    IllegalStepError,
    Who,
    events_from,
    is_repeat,
    path,
    transition,
)

S, E = State, Event


def test_every_state_is_reached_and_open_states_have_a_way_out():
    assert {row.to for row in TABLE} == set(State) - {S.DRAFT}
    assert all(any(state == start for start, _event in LEGAL) for state in OPEN_STATES | {S.CONFIRMED})


def test_closed_states_stay_closed_except_for_a_late_arrival():
    assert {(state, event) for state, event in LEGAL if state in CLOSED_STATES} == {(S.EXPIRED, E.ATTEND)}


@pytest.mark.parametrize("state", [S.CONSENTED, S.SENT, S.SEEN, S.ACCEPTED, S.EXPIRED, S.SCHEDULED])
def test_walking_in_is_normal(state):
    assert transition(state, E.ATTEND).to is S.ATTENDED


def test_arrival_implies_seen_and_accepted():
    assert transition(S.SENT, E.ATTEND).passes == (S.SEEN, S.ACCEPTED)
    assert path(S.EXPIRED, E.SERVE)[0].passes == (S.SEEN, S.ACCEPTED)
    assert transition(S.SEEN, E.ATTEND).passes == (S.ACCEPTED,)
    assert transition(S.SCHEDULED, E.ATTEND).passes == ()


def test_an_outcome_tells_of_the_arrival():
    assert [row.to for row in path(S.SENT, E.SERVE)] == [S.ATTENDED, S.SERVED]


@pytest.mark.parametrize("event", [E.SEND, E.SEE, E.ACCEPT, E.ATTEND, E.SERVE, E.CONFIRM])
def test_without_consent_nothing_follows_a_draft(event):
    with pytest.raises(IllegalStepError):
        path(S.DRAFT, event)


def test_a_provider_never_confirms_closes_or_stops():
    said = {event for state in State for event in events_from(state, Who.PROVIDER)}
    assert said == {
        E.SEE, E.ACCEPT, E.DECLINE, E.SCHEDULE, E.RESCHEDULE, E.ATTEND, E.MISS, E.CANCEL, E.SERVE, E.SERVE_PARTLY,
        E.TURN_AWAY,
    }  # fmt: skip


def test_a_refusal_needs_a_reason_and_an_appointment_a_time():
    assert {row.event for row in TABLE if row.needs_reason} == {E.DECLINE, E.CANCEL, E.TURN_AWAY}
    assert {row.event for row in TABLE if row.needs_time} == {E.SCHEDULE, E.RESCHEDULE}


def test_every_row_names_a_source():
    assert all(row.sources <= set(Source) and row.sources for row in TABLE)


@given(st.lists(st.sampled_from(list(Event)), max_size=25))
def test_any_sequence_keeps_to_the_table_and_repeats_change_nothing(events):
    state, past = S.DRAFT, [E.MAKE]
    for event in events:
        try:
            rows = path(state, event)
        except IllegalStepError:
            continue
        assert all(
            (start, row.event) in LEGAL for start, row in zip([state, *[r.to for r in rows]], rows, strict=False)
        )
        state = rows[-1].to
        past += [row.event for row in rows]
        if event is not E.RESCHEDULE:
            assert is_repeat(state, event, past)
