"""Targets in force on a day and estimates of size, for whoever may read them; shares only of what somebody can state."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet

from caunoi.access.choices import Verb
from caunoi.access.policies import visible
from caunoi.indicators.explaining import UNKNOWN_DENOMINATOR
from caunoi.indicators.model import Text, Unit
from caunoi.lib.actor import Actor
from caunoi.places.models import Place
from caunoi.published.amounts import grouped
from caunoi.published.choices import Direction, Every
from caunoi.published.models import SizeEstimate, Target
from caunoi.published.policies import SIZE_TIES, TARGET_TIES

SIGNS = {Direction.AT_LEAST: "≥ ", Direction.AT_MOST: "≤ "}
NO_NUMBER = Text("không nêu số", "no number stated")
OFTEN = {Every.MONTH: Text(" mỗi tháng", " each month"), Every.YEAR: Text(" mỗi năm", " each year")}
FROM_AUTHORITY = Text("số do cơ quan chức năng cung cấp", "its number comes from the authority")


@dataclass(frozen=True)
class Aim:
    """One target as it stands on a day, beside the one whose place it takes."""

    target: Target
    beside: Target | None

    def title(self, language: str) -> str:
        return _said(self.target.title_vi, self.target.title_en, language)

    def amount(self, language: str) -> str:
        return amount(self.target, language)

    def denominator(self, language: str) -> str:
        """What the share is of. Where nobody can state how many that is, it says so, and no ratio may be shown."""
        said = _said(self.target.denominator_vi, self.target.denominator_en, language)
        if not said or self.target.is_countable:
            return said
        if self.target.from_authority:
            return f"{said} ({FROM_AUTHORITY.in_language(language)})"
        return f"{UNKNOWN_DENOMINATOR.in_language(language)} ({said})"


@dataclass(frozen=True)
class Coverage:
    """Whole per cent of one named estimate: of its number, and of the ends of its interval where it has one."""

    estimate: SizeEstimate
    percent: int
    lowest: int | None
    highest: int | None


def targets(by: Actor, on: date) -> list[Aim]:
    """Targets in force that day, the country's first, each province's own beside the one it takes the place of."""
    seen = Target.objects.filter(visible(by, Verb.SEE_REPORTS, TARGET_TIES), due_on__gte=on)
    seen = seen.filter(instrument__valid_from__lte=on, instrument__is_draft=False)
    seen = seen.filter(Q(instrument__valid_to__isnull=True) | Q(instrument__valid_to__gte=on))
    rows = seen.select_related("instrument", "place", "supersedes__place")
    return [
        Aim(row, row.supersedes) for row in rows.order_by(F("place__sort_key").asc(nulls_first=True), "due_on", "code")
    ]


def estimates(by: Actor, place: Place | None = None) -> QuerySet[SizeEstimate]:
    """Every estimate that `by` may read, rivals of one place side by side, the newest first."""
    seen = SizeEstimate.objects.filter(visible(by, Verb.SEE_REPORTS, SIZE_TIES))
    if place is not None:
        seen = seen.filter(place=place)
    return seen.select_related("place").order_by("place__sort_key", "-on", "method", "value")


def coverage(shown: int | None, named: Iterable[SizeEstimate]) -> list[Coverage]:
    """A number that may be shown beside each estimate, never beside none. Nothing where the number may not be shown."""
    if shown is None:
        return []
    return [
        Coverage(
            one, _percent(shown, one.value), _percent(shown, one.high) if one.high else None,
            _percent(shown, one.low) if one.low else None,
        )
        for one in named
    ]  # fmt: skip


def amount(target: Target, language: str) -> str:
    """ "≥ 70 %", "≥ 1 tin, bài mỗi tháng", "không nêu số"."""
    if target.value is None:
        return NO_NUMBER.in_language(language)
    unit = Unit(target.unit).words.in_language(language)
    often = OFTEN[Every(target.every)].in_language(language) if target.every in OFTEN else ""
    return f"{SIGNS.get(Direction(target.direction), '')}{grouped(target.value, language)} {unit}{often}"


def _percent(part: int, whole: int) -> int:
    return (200 * part + whole) // (2 * whole)


def _said(vietnamese: str, english: str, language: str) -> str:
    return Text(vietnamese, english).in_language(language)
