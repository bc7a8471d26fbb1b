"""A club's month in numbers: exact through extracts and indicators, controlled by the one rule."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from caunoi.extracts.closings import Closings
from caunoi.extracts.queries import facts
from caunoi.indicators.disclosure import control_together, exact_table
from caunoi.indicators.engines.in_memory import Result, evaluate
from caunoi.indicators.facts import Fact
from caunoi.indicators.model import DISTINCT_PEOPLE, Filter
from caunoi.lib.periods import Period, from_key, wider
from caunoi.programme.models import Deployment
from caunoi.published.figures import MEASURED, controlled_data
from caunoi.releases.models import Release


def count(deployment: Deployment, period: Period, at: datetime | None = None) -> list[Result]:
    """Exact results of every indicator of the release. `at`: the moment of closing; what is told after it is late."""
    rows, only = facts_of(deployment, period, at=at)
    return [evaluate(indicator, rows, period, only) for indicator in MEASURED]


def count_longer(deployment: Deployment, period: Period, at: datetime | None = None) -> list[Result]:
    """People of the quarter, half-year and year that end with this month: nobody can get them by adding months."""
    people = [indicator for indicator in MEASURED if indicator.measure == DISTINCT_PEOPLE]
    found = []
    for longer in wider(period):
        rows, only = facts_of(deployment, longer, at=at)
        found += [evaluate(indicator, rows, longer, only) for indicator in people]
    return found


def facts_of(
    deployment: Deployment, period: Period, units_of: date | None = None, at: datetime | None = None
) -> tuple[dict[str, list[Fact]], list[Filter]]:
    """The rows of its organisation in the period, and the filter that leaves those of this deployment."""
    only = [Filter("deployment", "one_of", _deployments(deployment))]
    closed = _closings(deployment)
    if at is not None:
        closed.setdefault(period.key, at)
    return facts(deployment.organisation_id, period, units_of, Closings(closed)), only


def _closings(deployment: Deployment) -> dict[str, datetime]:
    """When each month was closed first, and with it each longer period that ends with it."""
    first = Release.objects.filter(deployment=deployment, version=1).values_list("period_key", "first_signed_at")
    months = [(from_key(key), at) for key, at in first]
    return {period.key: at for month, at in months for period in (month, *wider(month))}


def period_of(release: Release) -> Period:
    return from_key(release.period_key)


def controlled(results: Sequence[Result]) -> list[dict[str, Any]]:
    """What others may read of them, side by side."""
    shown = control_together(MEASURED, {result.indicator.code: exact_table(result) for result in results})
    return [controlled_data(code, table) for code, table in shown.items()]


def _deployments(deployment: Deployment) -> tuple[str | None, ...]:
    """Rows that name no deployment belong to the organisation's first one, so that none is lost or counted twice."""
    return (str(deployment.pk), None) if _first(deployment.organisation_id) == deployment.pk else (str(deployment.pk),)


def _first(organisation: UUID) -> UUID:
    return (
        Deployment.objects.filter(organisation=organisation).order_by("starts_on", "pk").values_list("pk", flat=True)[0]
    )
