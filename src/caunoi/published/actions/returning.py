"""The law's own report: exact totals of a province, locked once. What comes later stands beside them, never in them."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from caunoi.access.acting import action
from caunoi.access.actions import CannotDo
from caunoi.access.choices import Verb
from caunoi.access.policies import require
from caunoi.audit import actions as audit
from caunoi.indicators.catalogue import by_code
from caunoi.lib.actor import Actor
from caunoi.lib.periods import Period, from_key
from caunoi.places.models import Place
from caunoi.published import exact, statutory
from caunoi.published.audiences import Province, provinces_over
from caunoi.published.models import ReceivedRelease, StatutoryReturn
from caunoi.published.policies import TIES


@action
def lock_return(
    *, by: Actor, at: datetime, place: Place, period: Period, sole_club_agreed: bool = False
) -> StatutoryReturn:
    """Fix a province's figures of six months or a year. A sole club's totals are hers: she has to have agreed in writing."""
    require(by, Verb.PUBLISH_PERIOD, None, TIES)
    province = _province(place, period, at)
    if province.clubs_expected == 1 and not sole_club_agreed:
        raise CannotDo(
            _(
                "Only one club works here, so its exact totals would be known. Nothing was locked; ask it to agree in writing."
            )
        )
    if StatutoryReturn.objects.filter(place=place, period_key=period.key).exists():
        raise CannotDo(_("These figures are locked already and do not change. What came later stands beside them."))
    entries = _entries(period, province)
    found = StatutoryReturn.objects.create(
        place=place, period_key=period.key, starts=period.start, ends=period.end, entries=entries, now=entries,
        clubs_reported=province.clubs_reported, clubs_expected=province.clubs_expected, locked_at=at,
        sole_club_agreed=sole_club_agreed, locked_by_id=by.id, now_at=at,
    )  # fmt: skip
    audit.record(by=by, at=at, action=Verb.PUBLISH_PERIOD, subject=found.pk, details={"return": period.key})
    return found


def settle_returns(at: datetime, release: ReceivedRelease) -> None:
    """Count anew what stands beside the figures that were reported, where a file changes it."""
    for found in StatutoryReturn.objects.filter(starts__lte=release.starts, ends__gte=release.ends).select_related(
        "place"
    ):
        period = from_key(found.period_key)
        for province in provinces_over(period):
            if province.place == found.place:
                StatutoryReturn.objects.filter(pk=found.pk).update(now=_entries(period, province), now_at=at)


def _province(place: Place, period: Period, at: datetime) -> Province:
    if period.basis not in statutory.BASES:
        raise CannotDo(_("The law asks for six months and for the year. Nothing was locked; choose one of these."))
    if period.end >= timezone.localdate(at):
        raise CannotDo(
            _("This period is not over yet. Nothing was locked; it can be locked from the day after its last.")
        )
    found = next((one for one in provinces_over(period) if one.place == place), None)
    if found is None or not found.complete:
        raise CannotDo(_("No club of this province has sent every month of the period. Nothing was locked."))
    return found


def _entries(period: Period, province: Province) -> list[Mapping[str, Any]]:
    clubs = {row.indicator: province.clubs_with(by_code(row.indicator), period) for row in statutory.FORM}
    return [asdict(entry) for entry in statutory.entries(exact.added_up(period, province.releases), clubs)]
