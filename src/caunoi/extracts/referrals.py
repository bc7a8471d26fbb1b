"""Needs and steps of referrals as facts. Mistakes are left out; violence and HIV services are marked sensitive.

Nobody on the protective path is among them. Restricted use changes nothing here: past counts stand.
"""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from caunoi.directory.choices import GROUP_OF, ServiceCode, ServiceGroup
from caunoi.indicators.facts import Need, ReferralStep
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
    "referral__pseudonym_id", "referral__service__code", "event", "state", "at", "source",
)  # fmt: skip

SENSITIVE_ROW = {
    ServiceGroup.HIV: "hiv",
    ServiceGroup.PROTECTION: "violence",  # shelters and hotlines too: being sent there says the same
}
"""Groups that are sensitive as a whole, and the row of the report in which they stand."""


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


def referral_steps(organisation: UUID, period: Period) -> Iterator[ReferralStep]:
    """Every state reached in the period, by the day in Viet Nam's time."""
    for row in _steps(organisation, period).values_list(*STEP_COLUMNS).iterator():
        referral, need, club, deployment, pseudonym, code, event, state, at, source = row
        yield ReferralStep(
            str(referral), _text(need), str(club), _text(deployment), _text(pseudonym), code, report_row(code), event,
            state, timezone.localdate(at), source, is_sensitive(code),
        )  # fmt: skip


def report_row(code: str) -> str:
    """The row of the official report to which a service code belongs."""
    group = GROUP_OF[ServiceCode(code)]
    return SENSITIVE_ROW.get(group, group.value)


def is_sensitive(code: str) -> bool:
    return GROUP_OF[ServiceCode(code)] in SENSITIVE_ROW


def _steps(organisation: UUID, period: Period) -> QuerySet[Step]:
    first = timezone.make_aware(datetime.combine(period.start, time.min))
    after = timezone.make_aware(datetime.combine(period.end + timedelta(days=1), time.min))
    rows = Step.objects.filter(referral__organisation=organisation, at__gte=first, at__lt=after)
    left_out = Q(referral__state=State.ENTERED_IN_ERROR)
    left_out |= Q(referral__pseudonym__in=left_out_of_figures(organisation))
    return rows.exclude(left_out)


def _text(id_: UUID | None) -> str | None:
    return None if id_ is None else str(id_)
