"""Paper slips: pads of numbers that are nobody's, a number bound to a referral, stubs and statements typed back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from caunoi.access.acting import action
from caunoi.access.actions import CannotDo
from caunoi.access.choices import Verb
from caunoi.access.models import User
from caunoi.access.policies import CHECKED, decide, require
from caunoi.audit import actions as audit
from caunoi.lib.actor import Actor
from caunoi.lib.ids import clean_code, is_code, new_code
from caunoi.organisations.models import Organisation
from caunoi.referrals.actions.entering import enters
from caunoi.referrals.actions.stepping import Said, step
from caunoi.referrals.choices import SAID_BY_BOX, Box, Reason, Source
from caunoi.referrals.machine import CLOSED_STATES, Who
from caunoi.referrals.models import Referral, Slip
from caunoi.referrals.policies import PAPER_TIES, TIES
from caunoi.referrals.queries import PAD_LASTS, by_slip, is_stopped, unbound

MOST_AT_ONCE = 500
MORNING = time(8)
"""A stub says the day of a new appointment, not the hour."""


class Outcome(StrEnum):
    NOTED = "noted"
    KNOWN = "known"
    UNKNOWN = "unknown"
    NOT_BOUND = "not_bound"
    NOT_POSSIBLE = "not_possible"


@dataclass(frozen=True)
class Line:
    """One stub, or one line of a provider's statement: a number, a box, and with box 3 the day of the new appointment.

    `happened_on`: the day that this line says of itself; else that of the whole pile holds.
    """

    code: str
    box: str
    on: date | None = None
    happened_on: date | None = None

    @classmethod
    def stated(cls, code: str, box: str, day: date | None) -> "Line":
        """As a provider lists it, with one day: of the new appointment where there is one, else when it happened."""
        return cls(code, box, on=day) if box == Box.NEW_DATE else cls(code, box, happened_on=day)


@dataclass(frozen=True)
class Entered:
    line: Line
    outcome: Outcome
    why: str = ""

    @property
    def is_done(self) -> bool:
        return self.outcome in (Outcome.NOTED, Outcome.KNOWN)


@action
def print_slips(*, by: Actor, at: datetime, worker: User, count: int) -> list[str]:
    """Numbers for a pad of paper slips of this worker. They say nothing and open nothing until one is bound."""
    organisation = by.own_organisation
    require(by, Verb.PRINT_SLIPS, Slip(organisation_id=organisation), PAPER_TIES, subject=worker.pk)
    if not 1 <= count <= MOST_AT_ONCE:
        raise CannotDo(_("Between 1 and %(most)s slips at once. Nothing was printed.") % {"most": MOST_AT_ONCE})
    codes = _free_codes(count)
    Slip.objects.bulk_create(
        Slip(code=code, organisation_id=organisation, worker=worker, printed_at=at) for code in codes
    )
    audit.record(by=by, at=at, action=Verb.PRINT_SLIPS, subject=worker.pk, details={"slips": count})
    return codes


@action
def bind_slip(*, by: Actor, at: datetime, referral: Referral, code: str) -> bool:
    """This paper slip is hers, for this referral. The same again changes nothing; one slip is bound once."""
    require(by, Verb.MOVE_REFERRAL, referral, TIES)
    me, organisation = enters(by, Verb.MOVE_REFERRAL)
    pad = Slip.objects.filter(CHECKED, code=clean_code(code), organisation=organisation)
    if pad.filter(referral=referral).exists():
        return False
    if referral.state in CLOSED_STATES:
        raise CannotDo(_("This referral is finished; a slip is of no use to it. Nothing was changed."))
    free = pad.filter(referral__isnull=True, printed_at__gt=at - PAD_LASTS)
    if not is_code(code) or not free.update(referral=referral, bound_at=at, bound_by_id=me):
        raise CannotDo(_("No free slip of ours has this number. Compare it with the paper; nothing was changed."))
    audit.record(by=by, at=at, action="bind_slip", subject=referral.pk)
    return True


@action
def enter_stubs(*, by: Actor, at: datetime, lines: Iterable[Line], happened_on: date | None = None) -> list[Entered]:
    """What stood on stubs that somebody collected: each by itself, so that one wrong line holds up no other."""
    return _enter(by, at, list(lines), Said(Who.REFERRER, Source.STUB, happened_on=happened_on), None)


@action
def enter_statement(
    *, by: Actor, at: datetime, provider: Organisation, lines: Iterable[Line], file: str = "", returned: int = 0
) -> list[Entered]:
    """A provider's own list of a month: slip numbers and how it went, as its word. One entry says that it came.

    `file`: the hash of what was sent, and `returned` how many of its rows were not even tried.
    """
    done = _enter(by, at, list(lines), Said(Who.PROVIDER, Source.PROVIDER), provider)
    outcomes = [one.outcome for one in done]
    noted, known = outcomes.count(Outcome.NOTED), outcomes.count(Outcome.KNOWN)
    details = {"noted": noted, "known": known, "returned": len(done) - noted - known + returned, "file": file or None}
    audit.record(by=by, at=at, action="enter_statement", subject=provider.pk, details=details)
    return done


def _enter(by: Actor, at: datetime, lines: list[Line], said: Said, provider: Organisation | None) -> list[Entered]:
    enters(by, Verb.ENTER_STUBS)
    require(by, Verb.ENTER_STUBS, Slip(organisation_id=by.own_organisation), PAPER_TIES)
    if len(lines) > MOST_AT_ONCE:
        raise CannotDo(
            _("At most %(most)s lines at once. Nothing was saved; send the list in parts.") % {"most": MOST_AT_ONCE}
        )
    return [_one(by, at, line, said, provider) for line in lines]


def _one(by: Actor, at: datetime, line: Line, said: Said, provider: Organisation | None) -> Entered:
    referral = by_slip(line.code)
    if referral is None:
        waiting = unbound(line.code, at)
        return Entered(line, Outcome.NOT_BOUND if waiting else Outcome.UNKNOWN, _not_ours(waiting))
    elsewhere = provider is not None and referral.provider_id != provider.pk
    if elsewhere or not decide(by, Verb.ENTER_STUBS, referral, TIES).allowed:
        return Entered(line, Outcome.UNKNOWN, _not_ours(False))
    try:
        with transaction.atomic():
            changed = _say(by, at, referral, line, said)
    except CannotDo as problem:
        return Entered(line, Outcome.NOT_POSSIBLE, str(problem))
    return Entered(line, Outcome.NOTED if changed else Outcome.KNOWN)


def _say(by: Actor, at: datetime, referral: Referral, line: Line, said: Said) -> bool:
    if line.box not in Box.values:
        raise CannotDo(_("The box is 1, 2, 3 or 4, as on the stub. Nothing was changed."))
    if is_stopped(referral, at):
        raise CannotDo(_("This slip is no longer in use. Nothing needs to be answered."))
    when = datetime.combine(line.on, MORNING, timezone.get_current_timezone()) if line.on else None
    day = line.happened_on or said.happened_on
    told = Said(said.who, said.source, reason=Reason.OTHER, scheduled_for=when, happened_on=day)
    return step(by=by, at=at, referral=referral, event=SAID_BY_BOX[line.box], said=told)


def _not_ours(waiting: bool) -> str:
    if waiting:
        return _("This slip is not bound to anybody yet. Bind it on the referral's page, then type it again.")
    return _("No slip of ours has this number. Compare it with the paper.")


def _free_codes(count: int) -> list[str]:
    """Numbers that no slip on paper or on a screen has."""
    found: set[str] = set()
    while len(found) < count:
        more = {new_code() for _number in range(count - len(found))}
        more -= set(Slip.objects.filter(code__in=more).values_list("code", flat=True))
        found |= more - set(Referral.objects.filter(slip_code__in=more).values_list("slip_code", flat=True))
    return sorted(found)
