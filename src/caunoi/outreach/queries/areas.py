from datetime import date

from django.db.models import Max, OuterRef, QuerySet, Subquery
from django.utils import timezone

from caunoi.access.choices import Verb
from caunoi.access.policies import CHECKED, visible
from caunoi.lib.actor import Actor
from caunoi.outreach.choices import AREA_UNUSED
from caunoi.outreach.models import Area, Contact
from caunoi.outreach.policies import SESSION_TIES


def areas(by: Actor) -> QuerySet[Area]:
    """Areas of the own club by number, without their names."""
    return Area.objects.filter(visible(by, Verb.NAME_AREA, SESSION_TIES)).select_related("commune").order_by("number")


def areas_with_use(by: Actor) -> list[tuple[Area, date]]:
    """The same, each with the day on which it is forgotten if nobody names it before."""
    used = Contact.objects.current().filter(CHECKED, area=OuterRef("pk")).values("area").annotate(last=Max("on"))
    found = areas(by).annotate(used_on=Subquery(used.values("last")))
    return [(area, max(timezone.localdate(area.named_at), area.used_on or date.min) + AREA_UNUSED) for area in found]
