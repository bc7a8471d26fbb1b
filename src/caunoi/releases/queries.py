from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, cast
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from caunoi.access.choices import Verb
from caunoi.access.policies import decide, visible
from caunoi.audit.models import Checkpoint
from caunoi.audit.queries import checkpoint_over
from caunoi.indicators.model import Indicator
from caunoi.lib.actor import Actor
from caunoi.lib.periods import Basis, Period, PeriodError, containing, from_key
from caunoi.outreach import queries as outreach
from caunoi.people.policies import asked_once
from caunoi.programme.models import Deployment
from caunoi.published.figures import Line, by_code, lines, read_exact, read_longer
from caunoi.releases import figures
from caunoi.releases.checks import Checks, Unfinished, checks
from caunoi.releases.choices import MonthState, ReleaseState
from caunoi.releases.models import Hub, Release
from caunoi.releases.policies import TIES

Exact = dict[tuple[str, ...], int]


@dataclass(frozen=True)
class Month:
    """One month of a deployment and its latest release, if it was closed."""

    deployment: Deployment
    period: Period
    state: MonthState
    release: Release | None = None


@dataclass(frozen=True)
class Reviewed:
    """One indicator for the club's own eyes: exact numbers, and beside them what others will read."""

    indicator: Indicator
    exact: Exact
    rows: list[Line]
    total: Line

    @property
    def exact_total(self) -> int:
        return sum(self.exact.values())


def month(by: Actor, at: datetime) -> list[Month]:
    """Every month of the deployments of `by`, from their start until the one that runs now, the newest first."""
    deployments = list(_deployments(by))
    latest = _latest(by)
    months = [_month(one, period, latest, at) for one in deployments for period in _periods(one, at)]
    return sorted(months, key=lambda each: each.period.start, reverse=True)


def one_month(by: Actor, at: datetime, deployment: UUID, key: str) -> Month | None:
    """The month of that key, or None where there is none that `by` may see."""
    try:
        period = from_key(key)
    except PeriodError:
        return None
    found = _deployments(by).filter(pk=deployment).first()
    if found is None or period not in list(_periods(found, at)):
        return None
    return _month(found, period, _latest(by), at)


def deployment_of(by: Actor, wanted: UUID | None) -> Deployment | None:
    """The deployment that is meant: the one named, or the only one there is."""
    rows = _deployments(by)
    found = list((rows.filter(pk=wanted) if wanted else rows)[:2])
    return found[0] if len(found) == 1 else None


def review(month: Month) -> list[Reviewed]:
    """What was frozen, or for a month that is still open, what would be."""
    if month.release:
        return _reviewed(month.release.exact, month.release.controlled)
    results = figures.count(month.deployment, month.period)
    exact = {result.indicator.code: dict(result.cells) for result in results}
    return _pair(exact, figures.controlled(results))


def evidence(month: Month) -> dict[str, Exact]:
    """What goes sealed to the programme office with the last month of a year, by indicator; nothing with other months."""
    if month.release is None:
        found = figures.count_evidence(month.deployment, month.period)
        return {result.indicator.code: dict(result.cells) for result in found}
    longer = read_longer(month.release.exact, month.period)
    return {code: cells for (code, _period), cells in longer.items() if by_code()[code].yearly_evidence}


def checks_of(by: Actor, month: Month) -> Checks | None:
    """What to look at before this month is closed; for an open month only."""
    if month.state is not MonthState.OPEN:
        return None
    previous = _latest(by).get((month.deployment.pk, month.period.previous().key))
    return checks(figures.count(month.deployment, month.period), previous)


def unfinished(by: Actor, month: Month, today: date) -> Unfinished | None:
    """What is still to be looked at in the books of an open month."""
    if month.state is not MonthState.OPEN:
        return None
    bags = outreach.bags(by) if outreach.sees_whole_stock(by) else []
    odd = sum(any(held.is_discrepancy for held in bag.held) for bag in bags)
    weeks = _weeks(month.period.start, min(month.period.end, today))
    with asked_once():
        return Unfinished(odd, sum(outreach.unchecked_count(by, week) for week in weeks))


def _weeks(first: date, last: date) -> Iterator[date]:
    """The Mondays of these days."""
    monday = first + timedelta(days=-first.weekday() % 7)
    while monday <= last:
        yield monday
        monday += timedelta(days=7)


def releases(by: Actor, verb: Verb = Verb.SEE_MONTH) -> QuerySet[Release]:
    """Releases that `by` may see (or take), the newest month and version first."""
    rows = Release.objects.filter(visible(by, verb, TIES)).select_related("deployment__organisation", "organisation")
    return rows.order_by("-starts", "-version")


def may_sign(by: Actor, release: Release) -> bool:
    return decide(by, Verb.SIGN_RELEASE, release, TIES).allowed


def hub() -> Hub | None:
    """The hub that files are sealed for: the one trusted last."""
    return Hub.objects.order_by("-trusted_at").first()


def earlier(release: Release) -> list[Release]:
    """Versions of the month that were signed twice before this one: those that a hub has or should have."""
    rows = Release.objects.filter(deployment=release.deployment_id, period_key=release.period_key)
    return list(rows.filter(version__lt=release.version, state=ReleaseState.RELEASED).order_by("version"))


def stated_version(release: Release) -> int:
    """The version as files and pages say it: a closing that nobody signed a second time never had a file."""
    return len(earlier(release)) + 1


def checkpoint(release: Release) -> Checkpoint | None:
    """The record as it was signed with this release, or soon after it."""
    return checkpoint_over(Verb.SIGN_RELEASE, release.pk)


def _deployments(by: Actor) -> QuerySet[Deployment]:
    rows = Deployment.objects.filter(visible(by, Verb.SEE_MONTH, TIES))
    return rows.select_related("organisation", "model", "place").order_by("starts_on", "pk")


def _periods(deployment: Deployment, at: datetime) -> Iterator[Period]:
    today = timezone.localdate(at)
    last = min(today, deployment.ends_on) if deployment.ends_on else today
    period = containing(deployment.starts_on, cast(Basis, deployment.period_basis))
    while period.start <= last:
        yield period
        period = period.next()


def _latest(by: Actor) -> dict[tuple[UUID, str], Release]:
    rows = releases(by).order_by("version").defer("file")
    return {(release.deployment_id, release.period_key): release for release in rows}


def _month(deployment: Deployment, period: Period, latest: dict[tuple[UUID, str], Release], at: datetime) -> Month:
    release = latest.get((deployment.pk, period.key))
    if release:
        return Month(deployment, period, MonthState(release.state), release)
    over = period.end < timezone.localdate(at)
    return Month(deployment, period, MonthState.OPEN if over else MonthState.RUNNING)


def _reviewed(exact: Any, controlled: list[dict[str, Any]]) -> list[Reviewed]:
    return _pair(read_exact(exact), controlled)


def _pair(exact: dict[str, Exact], controlled: list[dict[str, Any]]) -> list[Reviewed]:
    known = by_code()
    tables = ((table["indicator"], *lines(table)) for table in controlled)
    return [Reviewed(known[code], exact[code], rows, total) for code, rows, total in tables]
