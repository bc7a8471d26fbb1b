"""Areas: a number that everybody of the club sees, and a name that only who holds keys reads."""

import re
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Exists, Max, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from caunoi.access.acting import action
from caunoi.access.actions import CannotDo
from caunoi.access.choices import Verb
from caunoi.access.policies import require
from caunoi.audit import actions as audit
from caunoi.lib.actor import Actor
from caunoi.lib.ids import uuid7
from caunoi.outreach.choices import AREA_UNUSED
from caunoi.outreach.models import Area, Contact
from caunoi.outreach.policies import SESSION_TIES
from caunoi.people import actions as people
from caunoi.people.choices import ClubKind
from caunoi.people.models import Closing
from caunoi.places.models import Place

MANY_AREAS = 40
"""Whoever needs more has begun to list places."""
TOO_EXACT = re.compile(r"(\d\D*){4}|@|https?:", re.IGNORECASE)
"""Four digits are a house, a telephone, hours or coordinates."""


@action
def name_area(*, by: Actor, at: datetime, commune: Place, name: str, pk: UUID | None = None) -> Area:
    """Give an area its number; the name is sealed. Sent twice, it is noted once."""
    area = Area(
        pk=pk or uuid7(), organisation_id=by.own_organisation, commune=commune, named_by_id=by.own_id, named_at=at
    )
    require(by, Verb.NAME_AREA, area, SESSION_TIES)
    mine = Area.objects.filter(organisation=by.own_organisation)
    if (known := mine.filter(pk=area.pk).first()) is not None:
        return known
    if TOO_EXACT.search(name):
        raise CannotDo(_("An area is coarse: no house number, hours, telephone or coordinates. Nothing was saved."))
    if mine.count() >= MANY_AREAS:
        raise CannotDo(
            _("There are %(most)s areas already. Join some of them into coarser ones; nothing was saved.")
            % {"most": MANY_AREAS}
        )
    area.number = (mine.aggregate(last=Max("number"))["last"] or 0) + 1
    area.called = people.seal_for_club(by=by, at=at, kind=ClubKind.AREA, text=name)
    try:
        with transaction.atomic():
            area.save(force_insert=True)
    except IntegrityError:  # a colleague named another one at this moment
        raise CannotDo(
            _("Somebody else was naming an area at this moment. Send it again; nothing was saved.")
        ) from None
    audit.record(by=by, at=at, action=Verb.NAME_AREA, subject=area.pk)
    return area


@action
def drop_area(*, by: Actor, at: datetime, area: Area) -> None:
    """It is wanted no more: contacts lose its number, its name opens nowhere any more."""
    require(by, Verb.OPEN_AREAS, area, SESSION_TIES)
    _drop(by, at, [area])
    audit.record(by=by, at=at, action="drop_area", subject=area.pk)


@action
def settle_areas(*, by: Actor, at: datetime) -> int:
    """Forget areas that no contact named for 90 days, and those of a club that closed. How many those were."""
    since = at - AREA_UNUSED
    used = Contact.objects.current().filter(area=OuterRef("pk"), on__gte=timezone.localdate(since))
    closed = Closing.objects.filter(organisation=OuterRef("organisation"), done_at__isnull=False)
    unused = Area.objects.filter(~Exists(used), named_at__lt=since)
    gone = list(unused.union(Area.objects.filter(Exists(closed))))
    if gone:
        _drop(by, at, gone)
        audit.record(by=by, at=at, action="settle_areas", details={"areas": len(gone)})
    return len(gone)


def _drop(by: Actor, at: datetime, areas: list[Area]) -> None:
    Contact.objects.filter(area__in=areas).update(area=None)
    names = [area.called_id for area in areas]
    Area.objects.filter(pk__in=[area.pk for area in areas]).delete()
    people.remove_for_club(by=by, at=at, values=names)
