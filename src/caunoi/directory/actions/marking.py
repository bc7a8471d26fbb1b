"""What is said of a service later: checked today, tried."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from caunoi.access.acting import action
from caunoi.access.actions import CannotDo
from caunoi.access.choices import Verb
from caunoi.access.policies import require
from caunoi.audit import actions as audit
from caunoi.directory.models import (
    Service,
    Trial,
)
from caunoi.directory.policies import TIES
from caunoi.lib.actor import Actor


@action
def confirm_service(*, by: Actor, at: datetime, service: Service) -> Service:
    """Say that everything on the card was checked today; it is due again in half a year."""
    require(by, Verb.CONFIRM_SERVICE, service, {})
    service.confirmed_on, service.confirmed_by, service.modified_at = timezone.localdate(at), _role_of(by), at
    service.save(update_fields=["confirmed_on", "confirmed_by", "modified_at"])
    audit.record(by=by, at=at, action=Verb.CONFIRM_SERVICE, subject=service.pk)
    return service


@action
def mark_tried(*, by: Actor, at: datetime, service: Service, on: date) -> Trial:
    """“Đã đi thử”: somebody of the own club went there on this day. Saying it again adds nothing."""
    if by.organisation is None:
        raise CannotDo(_("Only somebody who works in a club can say this. Nothing was saved."))
    trial = Trial(service=service, organisation_id=by.organisation, on=on)
    require(by, Verb.MARK_TRIED, trial, TIES)
    if on > timezone.localdate(at):
        raise CannotDo(_("This day has not come yet. Nothing was saved."))
    known = Trial.objects.filter(service=service, organisation_id=by.organisation, on=on).first()
    if known is None:
        trial.save(force_insert=True)
        audit.record(by=by, at=at, action=Verb.MARK_TRIED, subject=service.pk)
    return known or trial


def _role_of(by: Actor) -> str:
    """Who says so, as a role: never a handle."""
    return min(by.roles, default="")
