"""Caseloads as facts: how many people each worker looks after, not which worker. The roster of peers stays out."""

from collections.abc import Iterator
from datetime import datetime, time
from uuid import UUID

from django.db.models import Count, Q
from django.utils import timezone

from caunoi.indicators.facts import Caseload
from caunoi.lib.periods import Period
from caunoi.people.models import Assignment
from caunoi.people.queries import left_out_of_figures

CASELOAD_COLUMNS = ("worker_id",)


def caseloads(organisation: UUID, period: Period) -> Iterator[Caseload]:
    """One row for each worker who looks after somebody on the last day of the period."""
    evening = timezone.make_aware(datetime.combine(period.end, time.max))
    rows = Assignment.objects.filter(Q(until__isnull=True) | Q(until__gt=evening), since__lte=evening)
    rows = rows.filter(pseudonym__organisation=organisation).exclude(pseudonym__in=left_out_of_figures(organisation))
    for _worker, people in rows.values_list(*CASELOAD_COLUMNS).annotate(people=Count("pseudonym")).order_by("people"):
        yield Caseload(period.end, str(organisation), None, people)
