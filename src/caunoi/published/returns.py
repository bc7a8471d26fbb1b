"""What pages may read of the law's own report: locked rows, and what stands beside them now. No exact cell."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from caunoi.access.choices import Verb
from caunoi.access.policies import require, visible
from caunoi.lib.actor import Actor
from caunoi.lib.periods import Period, containing, from_key
from caunoi.places.models import Place
from caunoi.published import statutory
from caunoi.published.audiences import Province, provinces_over
from caunoi.published.models import StatutoryReturn
from caunoi.published.policies import RETURN_TIES, TIES
from caunoi.published.statutory import Entry

YEARS_BACK = 1


@dataclass(frozen=True)
class Due:
    """One province and period on the calendar: whether it is locked, and by when it has to be sent."""

    place: Place
    period: Period
    send_by: date
    clubs_reported: int
    clubs_expected: int
    locked: StatutoryReturn | None

    @property
    def needs_agreement(self) -> bool:
        return self.clubs_expected == 1

    @property
    def can_be_locked(self) -> bool:
        return self.locked is None and self.clubs_reported > 0


def returns(by: Actor) -> QuerySet[StatutoryReturn]:
    """Locked returns of the reader's own territory, the newest first."""
    rows = StatutoryReturn.objects.filter(visible(by, Verb.SEE_REPORTS, RETURN_TIES))
    return rows.select_related("place").order_by("-ends", "-starts", "place__sort_key")


def calendar(by: Actor, at: datetime) -> list[Due]:
    """Returns of the periods that ended in the last year or so, the newest first."""
    require(by, Verb.SEE_COMPLETENESS, None, TIES)
    locked = {(one.place_id, one.period_key): one for one in StatutoryReturn.objects.select_related("place")}
    found = [
        _due(period, one, locked.get((one.place.pk, period.key)))
        for period in _ended(at)
        for one in provinces_over(period)
    ]
    return sorted(found, key=lambda due: (due.period.end, due.period.start), reverse=True)


def before(found: StatutoryReturn) -> tuple[StatutoryReturn | None, StatutoryReturn | None]:
    """The same province's return of the period before and of the same period a year before."""
    period = from_key(found.period_key)
    year_before = containing(period.start.replace(year=period.start.year - 1), period.basis)
    rows = {one.period_key: one for one in StatutoryReturn.objects.filter(place=found.place_id)}
    return rows.get(period.previous().key), rows.get(year_before.key)


def entries(kept: list[dict[str, object]]) -> dict[str, Entry]:
    return {entry.code: entry for entry in (Entry(**each) for each in kept)}  # type: ignore[arg-type]  # as it was kept


def send_by(period: Period) -> date:
    return period.end + timedelta(days=statutory.SEND_WITHIN_DAYS)


def _ended(at: datetime) -> list[Period]:
    today = timezone.localdate(at)
    periods = []
    for basis in statutory.BASES:
        one = containing(today, basis).previous()
        while one.end >= today.replace(year=today.year - YEARS_BACK, day=1):
            periods.append(one)
            one = one.previous()
    return periods


def _due(period: Period, one: Province, locked: StatutoryReturn | None) -> Due:
    return Due(one.place, period, send_by(period), one.clubs_reported, one.clubs_expected, locked)
