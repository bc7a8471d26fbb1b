from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from caunoi.access.acting import action
from caunoi.access.actions import CannotDo
from caunoi.access.choices import Verb
from caunoi.access.policies import require
from caunoi.audit import actions as audit
from caunoi.lib.actor import Actor
from caunoi.outreach.choices import CountKind
from caunoi.outreach.models import MonthlyCount
from caunoi.outreach.policies import HERS_TIES

MONTHS_OPEN = 3
"""This month and the two before: what is older has gone into a year's numbers, or soon will."""
MOST_TOLD = 99


@action
def count_month(*, by: Actor, at: datetime, month: date, told: Mapping[str, int]) -> None:
    """How many told this worker of violence in a month, by who did it. Sent again, the new numbers stand.

    No day, place, story or person is kept; the record says that somebody counted, never how many.
    """
    own = MonthlyCount(organisation_id=by.own_organisation, worker_id=by.own_id, month=month)
    require(by, Verb.COUNT_MONTH, own, HERS_TIES)
    if month not in months_open(timezone.localdate(at)):
        raise CannotDo(_("Only this month and the two before can be counted. Nothing was saved; choose one of them."))
    if not all(kind in CountKind.values and 0 <= number <= MOST_TOLD for kind, number in told.items()):
        raise CannotDo(_("Write whole numbers from 0 to 99. Nothing was saved."))
    for kind, number in told.items():
        MonthlyCount.objects.update_or_create(
            organisation_id=own.organisation_id, worker_id=own.worker_id, month=month, kind=kind,
            defaults={"count": number},
        )  # fmt: skip
    audit.record(by=by, at=at, action=Verb.COUNT_MONTH, subject=own.worker_id, details={"month": f"{month:%Y-%m}"})


def months_open(today: date) -> list[date]:
    """First days of the months that can still be counted, the newest first."""
    found = [today.replace(day=1)]
    while len(found) < MONTHS_OPEN:
        found.append((found[-1] - timedelta(days=1)).replace(day=1))
    return found
