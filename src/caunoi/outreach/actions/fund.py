import re
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from caunoi.access.acting import action
from caunoi.access.actions import CannotDo
from caunoi.access.choices import Verb
from caunoi.access.policies import require
from caunoi.access.queries import works_here
from caunoi.audit import actions as audit
from caunoi.directory.choices import ServiceCode
from caunoi.lib.actor import Actor
from caunoi.lib.ids import uuid7
from caunoi.outreach.actions.contacts import check_day
from caunoi.outreach.choices import FundKind, FundPurpose
from caunoi.outreach.models import Accompaniment, FundEntry
from caunoi.outreach.policies import SESSION_TIES

MOST_DONG = 100_000_000
RECEIPT = re.compile(r"(?=.*\d)[A-Za-z0-9/-]{1,20}")
"""A number, so that no name fits."""


@action
def note_fund(  # an entry has these parts
    *,
    by: Actor,
    at: datetime,
    kind: str,
    amount: int,
    on: date,
    purpose: str = "",
    receipt: str = "",
    pk: UUID | None = None,
) -> FundEntry:
    """Write down money into or out of the emergency fund: what for, never for whom. Sent twice, it is noted once."""
    entry = FundEntry(
        pk=pk or uuid7(),
        organisation_id=by.own_organisation,
        kind=kind,
        amount=amount,
        on=on,
        purpose=purpose if kind == FundKind.HELP else "",
        receipt=receipt.strip(),
        noted_by_id=by.own_id,
        noted_at=at,
    )
    require(by, Verb.KEEP_FUND, entry, SESSION_TIES)
    if (known := FundEntry.objects.filter(pk=entry.pk).first()) is not None:
        if (known.kind, known.amount, known.on) == (kind, amount, on):
            return known
        raise CannotDo(_("This was noted already, and differently. Look at the list; nothing was added."))
    check_day(at, on)
    _check_amount(amount)
    if kind not in FundKind.values or (kind == FundKind.HELP and purpose not in FundPurpose.values):
        raise CannotDo(_("Say what the money is for, from the list. Nothing was saved."))
    _check_receipt(entry.receipt, needed=kind == FundKind.HELP)
    entry.save(force_insert=True)
    audit.record(by=by, at=at, action=Verb.KEEP_FUND, subject=entry.pk, details={"kind": kind})
    return entry


@action
def take_back_fund(*, by: Actor, at: datetime, entry: FundEntry) -> None:
    """An entry was a mistake: it stays readable and counts no more."""
    require(by, Verb.KEEP_FUND, entry, SESSION_TIES)
    if not FundEntry.objects.filter(pk=entry.pk, taken_back=False).update(taken_back=True):
        raise CannotDo(_("This was taken back already. Nothing was changed."))
    audit.record(by=by, at=at, action="take_back_fund", subject=entry.pk)


@action
def note_accompaniment(
    *, by: Actor, at: datetime, worker: UUID, code: str, on: date, advance: int = 0, pk: UUID | None = None
) -> Accompaniment:
    """A worker goes along to a service, with or without money for the way."""
    going = Accompaniment(
        pk=pk or uuid7(),
        organisation_id=by.own_organisation,
        worker_id=worker,
        code=code,
        on=on,
        advance=advance,
        noted_by_id=by.own_id,
        noted_at=at,
    )
    require(by, Verb.KEEP_FUND, going, SESSION_TIES)
    if (known := Accompaniment.objects.filter(pk=going.pk).first()) is not None:
        return known
    check_day(at, on)
    if code not in ServiceCode.values:
        raise CannotDo(_("Choose the service from the list. Nothing was saved."))
    if advance:
        _check_amount(advance)
    if not works_here(by, worker):
        raise CannotDo(_("This worker is not of your group. Choose from the list; nothing was saved."))
    going.save(force_insert=True)
    audit.record(by=by, at=at, action="note_accompaniment", subject=going.pk)
    return going


@action
def settle_advance(*, by: Actor, at: datetime, going: Accompaniment, spent: int, receipt: str) -> None:
    """What the way cost; the rest of the advance is back in the fund, or what was more is paid out of it."""
    require(by, Verb.KEEP_FUND, going, SESSION_TIES)
    if spent:
        _check_amount(spent)
    _check_receipt(receipt.strip(), needed=spent > 0)
    with transaction.atomic():
        open_ones = Accompaniment.objects.filter(pk=going.pk, settled_on__isnull=True)
        if not open_ones.update(spent=spent, receipt=receipt.strip(), settled_on=timezone.localdate(at)):
            raise CannotDo(_("This advance was settled already. Nothing was changed."))
    audit.record(by=by, at=at, action="settle_advance", subject=going.pk)


def _check_amount(amount: int) -> None:
    if not 1 <= amount <= MOST_DONG:
        raise CannotDo(_("Write the amount in đồng, without dots or letters. Nothing was saved."))


def _check_receipt(receipt: str, *, needed: bool) -> None:
    if (receipt or needed) and not RECEIPT.fullmatch(receipt):
        raise CannotDo(_("Write the number of the receipt: digits, letters without marks, / or -. Nothing was saved."))
