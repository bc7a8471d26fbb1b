"""A club's month in numbers: exact through extracts and indicators, controlled by the one rule."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from caunoi.extracts.closings import Closings
from caunoi.extracts.months import Months
from caunoi.extracts.queries import facts
from caunoi.indicators.disclosure import control_together, exact_table
from caunoi.indicators.engines.in_memory import Result, evaluate
from caunoi.indicators.facts import Fact
from caunoi.indicators.model import DISTINCT_PEOPLE, Filter
from caunoi.lib.periods import Period, from_key, is_year, wider
from caunoi.programme.models import Deployment
from caunoi.published.figures import MEASURED, controlled_data
from caunoi.releases.models import Release

BY_MONTH = [indicator for indicator in MEASURED if not indicator.yearly_evidence]
PEOPLE = [indicator for indicator in MEASURED if indicator.measure == DISTINCT_PEOPLE]
EVIDENCE = [indicator for indicator in MEASURED if indicator.yearly_evidence]


def count(deployment: Deployment, period: Period, at: datetime | None = None) -> list[Result]:
    """Exact results of every indicator of the release. `at`: the moment of closing; what is told after it is late."""
    rows, only = facts_of(deployment, period, at=at)
    return [evaluate(indicator, rows, period, only) for indicator in BY_MONTH]


def count_longer(deployment: Deployment, period: Period, at: datetime | None = None) -> list[Result]:
    """People of the quarter, half-year and year that end with this month: nobody can get them by adding months.
    With a year, what goes to the country's evidence."""
    months, only, found = Months(deployment.organisation_id), _of(deployment), []
    for longer in wider(period):
        rows = months.facts(longer, closings=_closings(deployment, longer, at))
        wanted = PEOPLE + EVIDENCE if is_year(longer) else PEOPLE
        found += [evaluate(indicator, rows, longer, only) for indicator in wanted]
    return found


def count_evidence(deployment: Deployment, month: Period) -> list[Result]:
    """What goes to the country's evidence with this month; nothing where it does not end a year."""
    found = []
    for year in (one for one in wider(month) if is_year(one)):
        rows, only = facts_of(deployment, year)
        found += [evaluate(indicator, rows, year, only) for indicator in EVIDENCE]
    return found


def facts_of(
    deployment: Deployment, period: Period, units_of: date | None = None, at: datetime | None = None
) -> tuple[dict[str, list[Fact]], list[Filter]]:
    """The rows of its organisation in the period, and the filter that leaves those of this deployment."""
    closings = _closings(deployment, period, at)
    return facts(deployment.organisation_id, period, units_of, closings), _of(deployment)


def _of(deployment: Deployment) -> list[Filter]:
    return [Filter("deployment", "one_of", _deployments(deployment))]


def _closings(deployment: Deployment, period: Period, at: datetime | None) -> Closings:
    """When each month was closed first, and with it each longer period that ends with it; this one `at` the latest."""
    first = Release.objects.filter(deployment=deployment, version=1).values_list("period_key", "first_signed_at")
    months = [(from_key(key), signed) for key, signed in first]
    closed = {one.key: signed for month, signed in months for one in (month, *wider(month))}
    if at is not None:
        closed.setdefault(period.key, at)
    return Closings(closed)


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
