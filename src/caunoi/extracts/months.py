"""Facts of one organisation month by month: what did not change is not read again, and longer periods are put together.

The bytes are those of a fresh build, whatever was written and refreshed in between. They live in memory with their
owner and are never written down.
"""

from collections import defaultdict
from datetime import date
from typing import cast
from uuid import UUID

from caunoi.extracts import changes, places, queries, referrals
from caunoi.extracts.canonical import pack, unpack
from caunoi.extracts.closings import NONE, Closings
from caunoi.indicators.facts import UNITS, Contact, Fact, StockLevel
from caunoi.lib.periods import Period, from_key, months_in

ON_THE_LAST_DAY = ("memberships", "caseloads", "stock_levels")
"""What stands rather than happens: of several months, the last one's."""


class Months:
    """Reads each month once, until something of it may have changed."""

    def __init__(self, organisation: UUID) -> None:
        self.organisation = organisation
        self._held: dict[str, bytes] = {}
        self._seen = changes.head()

    def packed(self, month: Period) -> bytes:
        """One month's facts in their one form."""
        if month.key not in self._held:
            found = queries.facts(self.organisation, month)
            self._held[month.key] = pack({table: rows for table, rows in found.items() if table != UNITS})
        return self._held[month.key]

    def refresh(self) -> list[str]:
        """Let go of the months that may differ now: from the earliest day touched on. Gives their keys."""
        until = changes.head()
        day = changes.changed_from(self._seen, until)
        stale = sorted(key for key in self._held if day is not None and from_key(key).end >= day)
        for key in stale:
            del self._held[key]
        self._seen = until
        return stale

    def facts(self, period: Period, units_of: date | None = None, closings: Closings = NONE) -> dict[str, list[Fact]]:
        """The same rows as `queries.facts` reads for the whole period, in some order.

        Steps are read for the period itself: which of them are late depends on when all of it was closed.
        """
        months = [unpack(self.packed(month)) for month in months_in(period)]
        found = {table: [row for month in months for row in month[table]] for table in months[0]}
        found |= {table: months[-1][table] for table in ON_THE_LAST_DAY}
        found["referral_steps"] = list(referrals.referral_steps(self.organisation, period, closings))
        found["late_steps"] = list(referrals.late_steps(self.organisation, period, closings))
        found["stock_levels"] = _with_days_of_all(months)
        named = {contact.unit for contact in cast(list[Contact], found["contacts"]) if contact.unit}
        return found | {UNITS: list(places.units(named, units_of or period.end))}


def _with_days_of_all(months: list[dict[str, list[Fact]]]) -> list[Fact]:
    """Levels of the last month; days without anything are those of every month."""
    days: dict[str, int] = defaultdict(int)
    for month in months:
        for level in cast(list[StockLevel], month["stock_levels"]):
            days[level.kind] += level.days_out
    return [level._replace(days_out=days[level.kind]) for level in cast(list[StockLevel], months[-1]["stock_levels"])]
