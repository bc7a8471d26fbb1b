"""Needs and steps of referrals as facts. Mistakes are left out; violence and HIV services are marked sensitive.

Nobody on the protective path is among them. Restricted use changes nothing here: past counts stand.
"""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from uuid import UUID

from django.db.models import Min, Q, QuerySet
from django.utils import timezone

from caunoi.extracts.closings import NONE, Closings
from caunoi.extracts.sensitive import is_sensitive, report_row
from caunoi.indicators.facts import FirstService, LateStep, Need, NeedOutcome, ReferralStep
from caunoi.lib.periods import Period
from caunoi.people.queries import left_out_of_figures
from caunoi.referrals.choices import NeedStatus, State
from caunoi.referrals.models import Need as NeedRow
from caunoi.referrals.models import Step

NEED_COLUMNS = (
    "id", "noted_on", "organisation_id", "deployment_id", "pseudonym_id", "code", "beneficiary", "status", "status_on",
)  # fmt: skip
STEP_COLUMNS = (
    "referral_id", "referral__need_id", "referral__organisation_id", "referral__deployment_id",
    "referral__pseudonym_id", "referral__service__code", "event", "state", "at", "happened_on", "source", "reason",
)  # fmt: skip
LATE_COLUMNS = (
    "referral_id", "referral__organisation_id", "referral__deployment_id", "state", "at", "happened_on",
)  # fmt: skip
OUTCOME_COLUMNS = (
    "id", "noted_on", "organisation_id", "deployment_id", "pseudonym_id", "code", "status", "status_on",
)  # fmt: skip
SERVED_COLUMNS = ("id", "noted_on", "organisation_id", "deployment_id", "pseudonym_id", "code")
AFTER = timedelta(days=30)
WAITS = ((7, "week"), (30, "month"), (90, "quarter"))


def needs(organisation: UUID, period: Period) -> Iterator[Need]:
    """Every need noted in the period."""
    rows = NeedRow.objects.filter(organisation=organisation, noted_on__range=(period.start, period.end))
    rows = rows.exclude(pseudonym__in=left_out_of_figures(organisation))
    for row in rows.values_list(*NEED_COLUMNS).iterator():
        need, on, club, deployment, pseudonym, code, beneficiary, status, status_on = row
        met_on = status_on if status == NeedStatus.MET else None
        yield Need(
            str(need), on, str(club), _text(deployment), _text(pseudonym), code, report_row(code), beneficiary, status,
            met_on, is_sensitive(code),
        )  # fmt: skip


def referral_steps(organisation: UUID, period: Period, closings: Closings = NONE) -> Iterator[ReferralStep]:
    """Every state reached in the period and told before it was closed, by the day it happened in Viet Nam."""
    happened = Q(happened_on__range=(period.start, period.end))
    happened |= Q(happened_on__isnull=True, at__range=_moments(period))
    for row in _steps(organisation).filter(happened).values_list(*STEP_COLUMNS).iterator():
        referral, need, club, deployment, pseudonym, code, event, state, at, on, source, reason = row
        if not closings.is_over(period, at):
            yield ReferralStep(
                str(referral), _text(need), str(club), _text(deployment), _text(pseudonym), code, report_row(code),
                event, state, on or timezone.localdate(at), source, is_sensitive(code), reason or None,
            )  # fmt: skip


def late_steps(organisation: UUID, period: Period, closings: Closings) -> Iterator[LateStep]:
    """Every state reached in earlier periods that were closed when it was told, where this one was the first still open."""
    before = closings.at.get(period.previous().key)
    if before is None:
        return
    rows = _steps(organisation).filter(at__gt=before, happened_on__lt=period.start)
    for referral, club, deployment, state, at, happened in rows.values_list(*LATE_COLUMNS).iterator():
        if closings.counted_in(happened, at, period.basis) == period:
            told = min(max(timezone.localdate(at), period.start), period.end)
            yield LateStep(str(referral), str(club), _text(deployment), state, told, happened)


def need_outcomes(organisation: UUID, period: Period) -> Iterator[NeedOutcome]:
    """Every need whose thirtieth day lies in the period: whether it was met, and after how many days."""
    noted = (period.start - AFTER, period.end - AFTER)
    rows = NeedRow.objects.filter(organisation=organisation, noted_on__range=noted)
    rows = rows.exclude(pseudonym__in=left_out_of_figures(organisation))
    for row in rows.values_list(*OUTCOME_COLUMNS).iterator():
        need, noted_on, club, deployment, pseudonym, code, status, status_on = row
        days = max(0, (status_on - noted_on).days) if status == NeedStatus.MET else None
        yield NeedOutcome(
            str(need), noted_on + AFTER, noted_on, str(club), _text(deployment), _text(pseudonym), code,
            report_row(code), days, is_sensitive(code),
        )  # fmt: skip


def first_services(organisation: UUID, period: Period) -> Iterator[FirstService]:
    """Every need that was served for the first time in the period, however many referrals it took."""
    served = Q(referrals__steps__state=State.SERVED) & ~Q(referrals__state=State.ENTERED_IN_ERROR)
    rows = NeedRow.objects.filter(organisation=organisation).exclude(pseudonym__in=left_out_of_figures(organisation))
    rows = rows.annotate(served_at=Min("referrals__steps__at", filter=served)).filter(served_at__range=_moments(period))
    for row in rows.values_list(*SERVED_COLUMNS, "served_at").iterator():
        need, noted_on, club, deployment, pseudonym, code, served_at = row
        on = timezone.localdate(served_at)
        days = max(0, (on - noted_on).days)
        yield FirstService(
            str(need), on, str(club), _text(deployment), _text(pseudonym), code, report_row(code), days, wait(days),
            is_sensitive(code),
        )  # fmt: skip


def wait(days: int) -> str:
    """The band of a number of days."""
    return next((band for most, band in WAITS if days <= most), "longer")


def _steps(organisation: UUID) -> QuerySet[Step]:
    rows = Step.objects.filter(referral__organisation=organisation)
    left_out = Q(referral__state=State.ENTERED_IN_ERROR)
    left_out |= Q(referral__pseudonym__in=left_out_of_figures(organisation))
    return rows.exclude(left_out)


def _moments(period: Period) -> tuple[datetime, datetime]:
    """The first and the last moment of the period in Viet Nam."""
    first = timezone.make_aware(datetime.combine(period.start, time.min))
    return first, timezone.make_aware(datetime.combine(period.end, time.max))


def _text(id_: UUID | None) -> str | None:
    return None if id_ is None else str(id_)
