"""One event added to the history of a referral: legal by the table, told twice without effect, one winner of two."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from caunoi.access.actions import CannotDo
from caunoi.audit import actions as audit
from caunoi.directory.models import Service
from caunoi.lib.actor import Actor, ActorKind
from caunoi.people import actions as people
from caunoi.referrals.actions.telling import tell_of
from caunoi.referrals.choices import Event, Source, State
from caunoi.referrals.days import is_near
from caunoi.referrals.machine import (
    CANNOT_HELP,
    CLOSED_STATES,
    EVENT_REACHING,
    IllegalStepError,
    Transition,
    Who,
    is_repeat,
    path,
)
from caunoi.referrals.models import Referral, Step
from caunoi.referrals.queries import alternatives, appointment


@dataclass(frozen=True)
class Said:
    """What somebody said: who they are to the referral, how it is known, and the details that some events need."""

    who: Who
    source: str
    reason: str = ""
    scheduled_for: datetime | None = None
    happened_on: date | None = None
    alternative: Service | None = None
    done_by: UUID | None = None


def step(*, by: Actor, at: datetime, referral: Referral, event: Event, said: Said) -> bool:
    """Write the event and what it implies; whether anything changed. `referral` is what the caller looked at."""
    event = _meant(referral, event)
    past = _events(referral)
    if _says_nothing_new(referral, event, said, past):
        return False
    rows = _rows(State(referral.state), event, said)
    _check_time(at, rows[-1], said)
    _check_day(at, said)
    _check_alternative(referral, said)
    moment = max(at, referral.state_at)  # clocks of two machines may differ; a history never runs backwards
    if not _claim(referral, rows[-1].to, moment):
        return _second(referral, event, said)
    steps = _steps(referral, rows, moment, said, _user(by))
    Step.objects.bulk_create(_numbered(steps, after=len(past)))
    referral.state, referral.state_at = rows[-1].to, moment
    if referral.state in CLOSED_STATES:  # whatever came with it is gone from here on
        people.delete_packet(by=by, at=at, referral=referral.pk)
    tell_of(by=by, at=at, referral=referral, row=rows[-1], who=said.who, past=past)
    audit.record(
        by=by,
        at=at,
        action="step_referral",
        subject=referral.pk,
        details={"event": event, "state": rows[-1].to, "source": said.source},
    )
    return True


def _meant(referral: Referral, event: Event) -> Event:
    """A new time for an appointment that stands is a move of it."""
    return Event.RESCHEDULE if event is Event.SCHEDULE and referral.state == State.SCHEDULED else event


def _events(referral: Referral) -> list[str]:
    return list(Step.objects.filter(referral=referral).values_list("event", flat=True))


def _says_nothing_new(referral: Referral, event: Event, said: Said, past: list[str]) -> bool:
    if event is Event.RESCHEDULE and said.scheduled_for is not None and referral.state == State.SCHEDULED:
        return appointment(referral) == said.scheduled_for
    return is_repeat(State(referral.state), event, past)


def _rows(state: State, event: Event, said: Said) -> tuple[Transition, ...]:
    try:
        rows = path(state, event)
    except IllegalStepError:
        rows = ()
    if not rows or any(said.who not in row.who for row in rows) or any(said.source not in row.sources for row in rows):
        raise CannotDo(
            _("This cannot follow “%(state)s”. Nothing was changed; look at the slip as it stands now.")
            % {"state": state.label}
        )
    if rows[-1].needs_reason and not said.reason:
        raise CannotDo(_("Choose a reason. Nothing was changed."))
    return rows


def _check_time(at: datetime, row: Transition, said: Said) -> None:
    if not row.needs_time:
        return
    if said.scheduled_for is None:
        raise CannotDo(_("Give the day and time of the appointment. Nothing was changed."))
    if not is_near(said.scheduled_for.date(), timezone.localdate(at)):
        raise CannotDo(_("An appointment lies within a year of today. Check the date; nothing was changed."))


def _check_day(at: datetime, said: Said) -> None:
    day, today = said.happened_on, timezone.localdate(at)
    if day is not None and (day > today or not is_near(day, today)):
        raise CannotDo(_("The day it happened lies within the last year. Check the date; nothing was changed."))


def _check_alternative(referral: Referral, said: Said) -> None:
    if said.alternative is None:
        return
    if said.alternative.pk not in set(alternatives(referral).values_list("pk", flat=True)):
        raise CannotDo(_("This service is not offered for this need now. Choose another; nothing was changed."))


def _claim(referral: Referral, to: State, moment: datetime) -> bool:
    """Only if it still is as the caller saw it."""
    seen = Referral.objects.filter(pk=referral.pk, state=referral.state, state_at=referral.state_at)
    return bool(seen.update(state=to, state_at=moment))


def _second(referral: Referral, event: Event, said: Said) -> bool:
    """Somebody was quicker: the same word has no effect, another one is told."""
    referral.refresh_from_db(fields=["state", "state_at"])
    if _says_nothing_new(referral, _meant(referral, event), said, _events(referral)):
        return False
    raise CannotDo(
        _("Somebody else was quicker: the slip now stands at “%(state)s”. Yours was not saved; look at it again.")
        % {"state": State(referral.state).label}
    )


def _steps(
    referral: Referral, rows: tuple[Transition, ...], moment: datetime, said: Said, user: UUID | None
) -> list[Step]:
    found = []
    who = {"done_by_id": said.done_by or user, "entered_by_id": user}
    for row in rows:
        for passed in row.passes:
            found.append(
                Step(
                    referral=referral,
                    event=EVENT_REACHING[passed],
                    state=passed,
                    at=moment,
                    source=Source.SYSTEM,
                    implied=True,
                    **who,
                )  # fmt: skip
            )
        found.append(Step(referral=referral, event=row.event, state=row.to, at=moment, source=said.source, **who))
    for one in found:  # whatever it takes for granted happened no later
        one.happened_on = said.happened_on
    last = rows[-1]
    found[-1].reason = said.reason if last.needs_reason else ""
    found[-1].scheduled_for = said.scheduled_for if last.needs_time else None
    found[-1].alternative = said.alternative if last.event in CANNOT_HELP else None
    return found


def _numbered(steps: list[Step], after: int) -> list[Step]:
    for number, one in enumerate(steps, start=after + 1):
        one.number = number
    return steps


def _user(by: Actor) -> UUID | None:
    return by.id if by.kind is ActorKind.USER else None
