"""What everybody may see: no query here takes who asks, because nobody is asked."""

from uuid import UUID

from django.db.models import QuerySet

from caunoi.directory.choices import GROUP_OF, Cost, ServiceGroup
from caunoi.directory.models import Service
from caunoi.lib.vietnamese_text import fold

MANY_WORDS = 8
ON_A_CARD = ("at_locations__location__place__parent", "schedules", "phones", "gates")


def services() -> QuerySet[Service]:
    """Services on offer, by name, with what a card shows."""
    return Service.objects.on_offer().select_related("provider").prefetch_related(*ON_A_CARD).order_by("sort_key", "pk")


def find(*, group: str = "", words: str = "", free: bool = False, no_papers: bool = False) -> QuerySet[Service]:
    """Services that fit all that was asked. Each word must occur in the service, its provider, commune or province."""
    found = services()
    if group in ServiceGroup.values:
        found = found.filter(code__in=[code for code, of in GROUP_OF.items() if of == group])
    if free:
        found = found.filter(cost=Cost.FREE)
    if no_papers:
        found = found.filter(needs_papers=False, needs_residence=False)
    for word in fold(words).split()[:MANY_WORDS]:
        found = found.filter(folded__contains=word)
    return found


def service(pk: UUID) -> Service | None:
    return services().filter(pk=pk).first()
