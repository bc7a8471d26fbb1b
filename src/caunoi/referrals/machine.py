"""How a referral goes from one state to the next: one table from which actions, screens and tests read.

Pure: no model, no clock. A closed state has no way out, except that somebody whose slip has expired may still arrive.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from caunoi.referrals.choices import Event, Source, State


class Who(StrEnum):
    """Who may say that an event happened."""

    REFERRER = "referrer"
    PROVIDER = "provider"
    PERSON = "person"
    SYSTEM = "system"


@dataclass(frozen=True)
class Transition:
    """`passes`: states taken for granted on the way, so that no step is missing from the history."""

    states: frozenset[State]
    event: Event
    to: State
    who: frozenset[Who]
    sources: frozenset[Source]
    passes: tuple[State, ...] = ()
    needs_reason: bool = False
    needs_time: bool = False
    note: str = ""


class IllegalStepError(ValueError):
    """This event cannot follow this state."""


NOT_SENT = frozenset({State.DRAFT, State.CONSENTED})
WAITING = frozenset({State.SENT, State.SEEN, State.ACCEPTED, State.SCHEDULED, State.NO_SHOW})
OUTCOMES = frozenset({State.SERVED, State.PARTLY_SERVED, State.REFUSED_AT_DOOR})
OPEN_STATES = NOT_SENT | WAITING | {State.ATTENDED} | OUTCOMES
OPEN_TO_PROVIDER = OPEN_STATES - NOT_SENT
CLOSED_STATES = frozenset(State) - OPEN_STATES - {State.CONFIRMED}

ONLY_REFERRER = frozenset({Who.REFERRER})
ONLY_SYSTEM = frozenset({Who.SYSTEM})
BOTH_SIDES = frozenset({Who.REFERRER, Who.PROVIDER})
HERE = frozenset({Source.SYSTEM})
HEARD = frozenset({Source.PROVIDER, Source.STUB, Source.PHONE, Source.PERSON, Source.PEER})
FROM_HER = frozenset({Source.PERSON, Source.PHONE, Source.PEER})

EVENT_REACHING: dict[State, Event] = {
    State.SEEN: Event.SEE,
    State.ACCEPTED: Event.ACCEPT,
    State.SCHEDULED: Event.SCHEDULE,
}
"""What an implied state is called in the history."""


def _from(*states: State) -> frozenset[State]:
    return frozenset(states)


S, E = State, Event
TABLE: tuple[Transition, ...] = (
    Transition(_from(S.DRAFT), E.CONSENT, S.CONSENTED, ONLY_REFERRER, FROM_HER, note="a live consent, never without"),
    Transition(_from(S.CONSENTED), E.SEND, S.SENT, ONLY_REFERRER, HERE),
    Transition(_from(S.SENT), E.SEE, S.SEEN, frozenset({Who.PROVIDER}), frozenset({Source.PROVIDER})),
    Transition(_from(S.SENT), E.ACCEPT, S.ACCEPTED, BOTH_SIDES, HEARD, passes=(S.SEEN,)),
    Transition(_from(S.SEEN), E.ACCEPT, S.ACCEPTED, BOTH_SIDES, HEARD),
    Transition(_from(S.SENT), E.DECLINE, S.DECLINED, BOTH_SIDES, HEARD, passes=(S.SEEN,), needs_reason=True),
    Transition(_from(S.SEEN), E.DECLINE, S.DECLINED, BOTH_SIDES, HEARD, needs_reason=True),
    Transition(_from(S.SENT), E.SCHEDULE, S.SCHEDULED, BOTH_SIDES, HEARD, passes=(S.SEEN, S.ACCEPTED), needs_time=True),
    Transition(_from(S.SEEN), E.SCHEDULE, S.SCHEDULED, BOTH_SIDES, HEARD, passes=(S.ACCEPTED,), needs_time=True),
    Transition(_from(S.ACCEPTED, S.NO_SHOW), E.SCHEDULE, S.SCHEDULED, BOTH_SIDES, HEARD, needs_time=True),
    Transition(_from(S.SCHEDULED), E.RESCHEDULE, S.SCHEDULED, BOTH_SIDES, HEARD, needs_time=True),
    # walking in is normal: an arrival says that the slip was seen and accepted
    Transition(
        _from(S.CONSENTED, S.SENT, S.EXPIRED), E.ATTEND, S.ATTENDED, BOTH_SIDES, HEARD, passes=(S.SEEN, S.ACCEPTED)
    ),
    Transition(_from(S.SEEN), E.ATTEND, S.ATTENDED, BOTH_SIDES, HEARD, passes=(S.ACCEPTED,)),
    Transition(_from(S.ACCEPTED, S.SCHEDULED), E.ATTEND, S.ATTENDED, BOTH_SIDES, HEARD),
    Transition(
        _from(S.NO_SHOW), E.ATTEND, S.ATTENDED, BOTH_SIDES, HEARD, passes=(S.SCHEDULED,), note="came on another day"
    ),
    Transition(_from(S.SCHEDULED), E.MISS, S.NO_SHOW, BOTH_SIDES, HEARD),
    Transition(_from(S.ACCEPTED, S.SCHEDULED), E.CANCEL, S.CANCELLED, BOTH_SIDES, HEARD, needs_reason=True),
    Transition(_from(S.NO_SHOW), E.CLOSE, S.CLOSED, ONLY_REFERRER, HEARD, note="she does not want a new appointment"),
    Transition(_from(S.ATTENDED), E.SERVE, S.SERVED, BOTH_SIDES, HEARD),
    Transition(_from(S.ATTENDED), E.SERVE_PARTLY, S.PARTLY_SERVED, BOTH_SIDES, HEARD),
    Transition(_from(S.ATTENDED), E.TURN_AWAY, S.REFUSED_AT_DOOR, BOTH_SIDES, HEARD, needs_reason=True),
    Transition(
        OUTCOMES, E.CONFIRM, S.CONFIRMED, frozenset({Who.REFERRER, Who.PERSON}), FROM_HER, note="asked by the club"
    ),
    Transition(_from(S.CONFIRMED), E.CLOSE, S.CLOSED, ONLY_REFERRER | ONLY_SYSTEM, HERE),
    Transition(
        OUTCOMES, E.CLOSE_UNCONFIRMED, S.CLOSED_UNCONFIRMED, ONLY_SYSTEM, HERE, note="60 days without an answer"
    ),
    Transition(OPEN_STATES, E.WITHDRAW, S.REVOKED, frozenset({Who.REFERRER, Who.PERSON, Who.SYSTEM}), FROM_HER | HERE),
    Transition(NOT_SENT | WAITING, E.EXPIRE, S.EXPIRED, ONLY_SYSTEM, HERE),
    Transition(OPEN_STATES, E.LOSE, S.LOST_CONTACT, ONLY_REFERRER, FROM_HER | HERE),
    Transition(OPEN_STATES, E.DETAIN, S.DETAINED, ONLY_REFERRER, FROM_HER | HERE),
    Transition(OPEN_STATES, E.MOVE, S.MOVED, ONLY_REFERRER, FROM_HER | HERE),
    Transition(OPEN_STATES, E.MISTAKE, S.ENTERED_IN_ERROR, ONLY_REFERRER, HERE),
)
STOPS: tuple[Event, ...] = (E.WITHDRAW, E.LOSE, E.MOVE, E.DETAIN, E.MISTAKE)
"""What ends a referral from any open state, at the referrer's word."""
OUTCOME_EVENTS = frozenset({E.SERVE, E.SERVE_PARTLY, E.TURN_AWAY})
LEGAL: dict[tuple[State, Event], Transition] = {(state, row.event): row for row in TABLE for state in row.states}
assert len(LEGAL) == sum(len(row.states) for row in TABLE), "one state and event lead to one place"


def transition(state: State, event: Event) -> Transition:
    """The row of the table. Raises IllegalStepError where there is none."""
    row = LEGAL.get((state, event))
    if row is None:
        raise IllegalStepError(f"{event} cannot follow {state}")
    return row


def path(state: State, event: Event) -> tuple[Transition, ...]:
    """The rows to go through: an outcome told before the arrival was tells of the arrival too."""
    if event in OUTCOME_EVENTS and (state, E.ATTEND) in LEGAL:
        return transition(state, E.ATTEND), transition(State.ATTENDED, event)
    return (transition(state, event),)


def next_state(state: State, event: Event) -> State:
    """Where the event leads. Raises IllegalStepError."""
    return path(state, event)[-1].to


def implied_states(state: State, event: Event) -> tuple[State, ...]:
    """States that the event takes for granted, in order."""
    return tuple(passed for row in path(state, event) for passed in row.passes)


def events_from(state: State, who: Who) -> list[Event]:
    """What `who` may say now, in the order of the table."""
    found = []
    for event in Event:
        try:
            rows = path(state, event)
        except IllegalStepError:
            continue
        if all(who in row.who for row in rows):
            found.append(event)
    return found


def is_repeat(state: State, event: Event, past: Collection[str]) -> bool:
    """Whether the event says only what stands in the history already, so that it changes nothing."""
    return event in past and (state, event) not in LEGAL


def needs_reason(event: Event) -> bool:
    return any(row.needs_reason for row in TABLE if row.event is event)


def needs_time(event: Event) -> bool:
    return any(row.needs_time for row in TABLE if row.event is event)
