from collections.abc import Mapping
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from caunoi.access.acting import action
from caunoi.access.actions import CannotDo
from caunoi.access.choices import Verb
from caunoi.access.policies import require
from caunoi.audit import actions as audit
from caunoi.lib.actor import Actor
from caunoi.lib.ids import uuid7
from caunoi.outreach.choices import Band, CheckOutcome, Commodity, FollowUpReason
from caunoi.outreach.models import ContactCheck, FollowUp, Requirement
from caunoi.outreach.policies import SESSION_TIES
from caunoi.outreach.queries import to_check
from caunoi.people.models import Pseudonym
from caunoi.people.policies import VAULT_TIES

LONGEST_AHEAD = timedelta(days=366)


@action
def set_bands(*, by: Actor, at: datetime, pseudonym: Pseudonym, bands: Mapping[str, str]) -> None:
    """About how much of each kind she needs; an empty band: nothing of it."""
    require(by, Verb.PLAN_VISITS, pseudonym, VAULT_TIES, subject=pseudonym.audit_handle)
    if not set(bands) <= set(Commodity.values) or not set(bands.values()) <= {"", *Band.values}:
        raise CannotDo(_("Choose a little, middling or much. Nothing was saved."))
    for kind, band in bands.items():
        if band:
            Requirement.objects.update_or_create(
                pseudonym=pseudonym, kind=kind, defaults={"band": band, "set_by_id": by.own_id, "set_at": at}
            )
        else:
            Requirement.objects.filter(pseudonym=pseudonym, kind=kind).delete()
    audit.record(by=by, at=at, action="set_bands", subject=pseudonym.audit_handle)


@action
def plan_follow_up(
    *, by: Actor, at: datetime, pseudonym: Pseudonym, due_on: date, why: str, pk: UUID | None = None
) -> FollowUp:
    """Something to ask or bring her on a day. Sent twice, it is planned once."""
    require(by, Verb.PLAN_VISITS, pseudonym, VAULT_TIES, subject=pseudonym.audit_handle)
    if pk is not None and (known := FollowUp.objects.filter(pk=pk, pseudonym=pseudonym).first()) is not None:
        return known
    today = timezone.localdate(at)
    if not today <= due_on <= today + LONGEST_AHEAD:
        raise CannotDo(_("Choose a day from today on, within a year. Nothing was saved."))
    if why not in FollowUpReason.values:
        raise CannotDo(_("Choose what for from the list. Nothing was saved."))
    row = FollowUp(pk=pk or uuid7(), pseudonym=pseudonym, due_on=due_on, why=why, made_by_id=by.own_id, made_at=at)
    row.save(force_insert=True)
    audit.record(by=by, at=at, action=Verb.PLAN_VISITS, subject=pseudonym.audit_handle)
    return row


@action
def follow_up_done(*, by: Actor, at: datetime, follow_up: FollowUp) -> None:
    """It was asked or brought. Said twice, the first day stands."""
    person = follow_up.pseudonym
    require(by, Verb.PLAN_VISITS, person, VAULT_TIES, subject=person.audit_handle)
    if FollowUp.objects.filter(pk=follow_up.pk, done_on__isnull=True).update(done_on=timezone.localdate(at)):
        audit.record(by=by, at=at, action="follow_up_done", subject=person.audit_handle)


@action
def check_contact(*, by: Actor, at: datetime, record: UUID, week: date, outcome: str) -> ContactCheck:
    """What a lead heard about one of the five contacts of a week. It changes no contact and stands in no figure."""
    check = ContactCheck(
        organisation_id=by.own_organisation,
        record=record,
        week=week,
        outcome=outcome,
        checked_by_id=by.own_id,
        checked_at=at,
    )
    require(by, Verb.CHECK_CONTACTS, check, SESSION_TIES)
    if outcome not in CheckOutcome.values or record not in {one.record for one in to_check(by, week)}:
        raise CannotDo(_("This contact is not among the five of that week. Nothing was saved."))
    try:
        with transaction.atomic():
            check.save(force_insert=True)
    except IntegrityError:
        raise CannotDo(_("Somebody has asked about this one already. The list shows how it stands now.")) from None
    audit.record(by=by, at=at, action=Verb.CHECK_CONTACTS, subject=record)
    return check
