from datetime import date

from caunoi.access.choices import Verb
from caunoi.access.policies import visible
from caunoi.lib.actor import Actor
from caunoi.outreach.models import MonthlyCount
from caunoi.outreach.policies import HERS_TIES


def month_counts(by: Actor, month: date) -> dict[str, int]:
    """What `by` counted in a month, by who did it."""
    rows = MonthlyCount.objects.filter(visible(by, Verb.COUNT_MONTH, HERS_TIES), month=month)
    return dict(rows.values_list("kind", "count"))
