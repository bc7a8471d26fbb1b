from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from caunoi.access.acting import action
from caunoi.access.actions import CannotDo
from caunoi.access.choices import Verb
from caunoi.access.policies import require
from caunoi.audit import actions as audit
from caunoi.lib.actor import Actor
from caunoi.outreach.models import Outing
from caunoi.outreach.policies import HERS_TIES

HOURS = (2, 4, 6, 8)
KEPT, KEPT_OPEN = timedelta(days=7), timedelta(days=30)


@action
def go_out(*, by: Actor, at: datetime, hours: int) -> Outing:
    """“Tôi đi”: until when I mean to be back. Where I go is nobody's to know."""
    outing = Outing(
        organisation_id=by.own_organisation, worker_id=by.own_id, left_at=at, back_by=at + timedelta(hours=hours)
    )
    require(by, Verb.GO_OUT, outing, HERS_TIES)
    if hours not in HOURS:
        raise CannotDo(_("Choose how many hours from the list. Nothing was saved."))
    try:
        with transaction.atomic():
            outing.save(force_insert=True)
    except IntegrityError:
        raise CannotDo(_("You are out already. Say that you are back first; nothing was changed.")) from None
    audit.record(by=by, at=at, action=Verb.GO_OUT)
    return outing


@action
def come_back(*, by: Actor, at: datetime, outing: Outing) -> None:
    """“Tôi về”. Said twice, the first time stands."""
    require(by, Verb.GO_OUT, outing, HERS_TIES)
    if Outing.objects.filter(pk=outing.pk, back_at__isnull=True).update(back_at=at):
        audit.record(by=by, at=at, action="come_back")


@action
def settle_outings(*, by: Actor, at: datetime) -> int:
    """Forget who was out when: a week after she is back, a month where nobody ever said so."""
    back = Outing.objects.filter(back_at__lt=at - KEPT)
    never = Outing.objects.filter(back_at__isnull=True, back_by__lt=at - KEPT_OPEN)
    return sum(gone.delete()[0] for gone in (back, never))
