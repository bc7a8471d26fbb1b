from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from caunoi.access.acting import action
from caunoi.access.actions import CannotDo
from caunoi.access.choices import Verb
from caunoi.access.policies import require
from caunoi.audit import actions as audit
from caunoi.guardian.choices import (
    Basis,
    Body,
    DataClass,
    Given,
    Happened,
    Lawyer,
    Measure,
    Notice,
    PeopleBand,
    Sought,
    Telling,
)
from caunoi.guardian.models import Breach, Demand, Finding
from caunoi.guardian.policies import TIES, Register
from caunoi.lib.actor import Actor
from caunoi.organisations.models import Organisation


@dataclass(frozen=True)
class Known:
    """What is known of a breach now, in words of the lists."""

    happened: str
    classes: list[str]
    people: str = PeopleBand.UNKNOWN
    measures: tuple[str, ...] | list[str] = ()
    telling: str = Telling.UNDECIDED
    notice: str = Notice.WAITING


@dataclass(frozen=True)
class Asked:
    """What somebody outside asked for, and what was given: nothing, unless it is said otherwise."""

    on: date
    body: str
    basis: str
    sought: str
    lawyer: str = Lawyer.NOT_YET
    given: str = Given.NOTHING


@action
def note_breach(*, by: Actor, at: datetime, found_at: datetime, known: Known) -> Breach:
    """Write a breach down. The clock runs from the moment it was found."""
    require(by, Verb.KEEP_BREACHES, Register(by.organisation), TIES)
    if found_at > at:
        raise CannotDo(_("This moment has not come yet. Nothing was saved."))
    _in_the_lists(known)
    year, serial = _next_number(Breach, by.own_organisation, timezone.localdate(at).year)
    breach = Breach.objects.create(
        organisation_id=by.own_organisation,
        year=year,
        serial=serial,
        found_at=found_at,
        entered_at=at,
        entered_by_id=by.own_id,
    )
    _write(breach, 1, by, at, known)
    audit.record(by=by, at=at, action=Verb.KEEP_BREACHES, subject=breach.pk, details={"happened": known.happened})
    return breach


@action
def revise_breach(*, by: Actor, at: datetime, breach: Breach, known: Known) -> Finding:
    """What is known now, as the next version; earlier ones stay."""
    require(by, Verb.KEEP_BREACHES, breach, TIES)
    _in_the_lists(known)
    Breach.objects.select_for_update().get(pk=breach.pk)
    last = breach.findings.aggregate(last=Max("version"))["last"] or 0
    finding = _write(breach, last + 1, by, at, known)
    audit.record(by=by, at=at, action="revise_breach", subject=breach.pk, details={"version": finding.version})
    return finding


@action
def note_demand(*, by: Actor, at: datetime, asked: Asked) -> Demand:
    """Write down that somebody asked for data, and what was given. It is not changed afterwards."""
    require(by, Verb.NOTE_DEMAND, Register(by.organisation), TIES)
    lists = (
        (Body, asked.body), (Basis, asked.basis), (Sought, asked.sought), (Lawyer, asked.lawyer), (Given, asked.given)
    )  # fmt: skip
    if not all(word in set(choices) for choices, word in lists):
        raise CannotDo(_("Choose from each list. Nothing was saved."))
    if asked.on > timezone.localdate(at):
        raise CannotDo(_("This day has not come yet. Nothing was saved."))
    year, serial = _next_number(Demand, by.own_organisation, timezone.localdate(at).year)
    demand = Demand.objects.create(
        organisation_id=by.own_organisation,
        year=year,
        serial=serial,
        entered_at=at,
        decided_by_id=by.own_id,
        **asdict(asked),
    )
    audit.record(by=by, at=at, action=Verb.NOTE_DEMAND, subject=demand.pk, details={"given": asked.given})
    return demand


def _write(breach: Breach, version: int, by: Actor, at: datetime, known: Known) -> Finding:
    words = {**asdict(known), "measures": list(known.measures)}
    return Finding.objects.create(breach=breach, version=version, written_at=at, written_by_id=by.own_id, **words)


def _in_the_lists(known: Known) -> None:
    single = (
        (Happened, known.happened), (PeopleBand, known.people), (Telling, known.telling), (Notice, known.notice)
    )  # fmt: skip
    good = all(word in set(choices) for choices, word in single)
    if not good or not set(known.classes) <= set(DataClass) or not set(known.measures) <= set(Measure):
        raise CannotDo(_("Choose from each list. Nothing was saved."))


def _next_number(model: type[Breach] | type[Demand], organisation: UUID, year: int) -> tuple[int, int]:
    """The next number of the organisation in this year; its locked row keeps two from taking the same."""
    Organisation.objects.select_for_update().get(pk=organisation)
    last = model.objects.filter(organisation=organisation, year=year).aggregate(last=Max("serial"))["last"] or 0
    return year, last + 1
