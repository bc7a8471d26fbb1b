"""How a referral goes from one state to the next: one table from which actions, screens, tests and docs/referrals.md come.

Pure: no model, no clock. A closed state has no way out, except that somebody whose slip has expired may still arrive.
"""

from collections.abc import Collection, Sequence
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

    @property
    def clock(self) -> "Clock | None":
        """What starts to run with this step."""
        return CLOCKS.get(self.to)

    @property
    def tells(self) -> frozenset[Who]:
        return TELLS[self.event]

    @property
    def figure(self) -> "Figure | None":
        return FIGURES.get(self.to)


@dataclass(frozen=True)
class Clock:
    """How many working days of Viet Nam a state may last before the referrer is asked; they stand still over Tết.

    `from_appointment`: counted from the day that was agreed on, not from the step.
    """

    days: int
    from_appointment: bool = False


class Figure(StrEnum):
    """What a state reached is counted as. A referral is not a service: these are never added to each other."""

    SIGNPOSTED = "signposted"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    APPOINTMENT = "appointment"
    ATTENDED = "attended"
    SERVED = "served"
    OUTCOME = "outcome"


@dataclass(frozen=True)
class Outside:
    """How others write a state: status of a FHIR Task (Gravity SDOH-CC) and its business status (BSeR, 360X)."""

    task: str
    business: str


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

CLOCKS: dict[State, Clock] = {
    State.SENT: Clock(5),
    State.SEEN: Clock(5),
    State.ACCEPTED: Clock(10),
    State.SCHEDULED: Clock(0, from_appointment=True),
    State.NO_SHOW: Clock(5),
    State.ATTENDED: Clock(5),
    **dict.fromkeys(sorted(OUTCOMES), Clock(2)),
}
LEAD_HEARS_AFTER = 5
"""Working days after a clock ran out, when the referrer has done nothing."""
NOBODY: frozenset[Who] = frozenset()
TELLS: dict[Event, frozenset[Who]] = {
    **dict.fromkeys(Event, BOTH_SIDES),
    **dict.fromkeys((Event.MAKE, Event.CONSENT, Event.SEE, Event.CLOSE), NOBODY),
    **dict.fromkeys((Event.SEND, Event.MISTAKE), frozenset({Who.PROVIDER})),
    Event.CLOSE_UNCONFIRMED: ONLY_REFERRER,
}
"""Who gets a notice; whoever brought the news is not told it again."""
FIGURES: dict[State, Figure] = {
    State.DRAFT: Figure.SIGNPOSTED,
    State.SENT: Figure.OFFERED,
    State.ACCEPTED: Figure.ACCEPTED,
    State.SCHEDULED: Figure.APPOINTMENT,
    State.ATTENDED: Figure.ATTENDED,
    State.SERVED: Figure.SERVED,
    State.PARTLY_SERVED: Figure.SERVED,
    State.CONFIRMED: Figure.OUTCOME,
}
OUTSIDE: dict[State, Outside] = {
    State.DRAFT: Outside("draft", ""),
    State.CONSENTED: Outside("draft", ""),
    State.SENT: Outside("requested", "2.0"),
    State.SEEN: Outside("received", "2.0"),
    State.ACCEPTED: Outside("accepted", "3.0"),
    State.DECLINED: Outside("rejected", "4.0"),
    State.SCHEDULED: Outside("in-progress", "5.1.1"),
    State.NO_SHOW: Outside("in-progress", "5.1.2"),
    State.CANCELLED: Outside("cancelled", "5.1.3"),
    State.ATTENDED: Outside("in-progress", "5.1.4"),
    State.REVOKED: Outside("cancelled", "5.2"),
    **dict.fromkeys((State.REFUSED_AT_DOOR, State.EXPIRED), Outside("failed", "6.0")),
    **dict.fromkeys((State.LOST_CONTACT, State.DETAINED, State.MOVED), Outside("cancelled", "6.0")),
    **dict.fromkeys(
        (State.SERVED, State.PARTLY_SERVED, State.CONFIRMED, State.CLOSED, State.CLOSED_UNCONFIRMED),
        Outside("completed", "7.0"),
    ),
    State.ENTERED_IN_ERROR: Outside("entered-in-error", ""),
}

ENDINGS = frozenset({State.CONFIRMED, State.CLOSED, State.CLOSED_UNCONFIRMED})


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
CANNOT_HELP = frozenset({E.DECLINE, E.CANCEL, E.TURN_AWAY, E.SERVE_PARTLY})
"""With these another service may be named, to which she could be sent on."""
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


def outside(states: Sequence[State]) -> Outside:
    """How others write where a referral stands, from the states it went through: the outcome, whatever closed it."""
    if states[-1] not in ENDINGS:
        return OUTSIDE[states[-1]]
    before = [state for state in states if state not in ENDINGS][-1]
    return OUTSIDE[State.EXPIRED if before is State.NO_SHOW else before]


def needs_reason(event: Event) -> bool:
    return any(row.needs_reason for row in TABLE if row.event is event)


def needs_time(event: Event) -> bool:
    return any(row.needs_time for row in TABLE if row.event is event)
