"""Which communes are expected in a period, what has come of each, and what a new report is compared with."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from caunoi.indicators.model import Unit
from caunoi.lib.periods import Period
from caunoi.lib.vietnamese_text import fold
from caunoi.places.choices import COMMUNES
from caunoi.places.models import Place
from caunoi.places.queries import province_of
from caunoi.published import stated_periods
from caunoi.published.amounts import Amount, Qualifier
from caunoi.published.choices import ReportState
from caunoi.published.collected_control import Contribution, Stated
from caunoi.published.drafts import DraftReport, Row
from caunoi.published.models import CollectedReport, ExpectedReport, SourceDocument


@dataclass(frozen=True)
class Standing:
    """One commune in one period. `report` is the newest version of its own report."""

    place: Place
    province: Place
    expected: ExpectedReport | None
    report: CollectedReport | None

    @property
    def state(self) -> ReportState:
        if self.report is None:
            return ReportState.NOT_SENT
        return ReportState.ZERO if self.report.is_zero else ReportState.SENT


@dataclass(frozen=True)
class ProvinceScope:
    """A province in a period: what its communes have sent, and how many are expected."""

    province: Place
    reports: tuple[CollectedReport, ...]
    expected: int


def standings(period: Period) -> list[Standing]:
    """Every commune that is expected or has sent, by province and name."""
    key = stated_periods.during(period).key
    expected = {
        one.place_id: one
        for one in ExpectedReport.objects.filter(period_key=key).select_related("place__parent__parent")
    }
    reports = own_reports(period)
    places = {one.place for one in expected.values()} | {one.place for one in reports.values()}
    found = [Standing(one, province_of(one), expected.get(one.pk), reports.get(one.pk)) for one in places]
    return sorted(found, key=lambda one: (one.province.sort_key, one.place.sort_key, one.place.code))


def own_reports(period: Period) -> dict[UUID, CollectedReport]:
    """The newest version of each commune's own report of the period, by commune."""
    rows = CollectedReport.objects.filter(
        source__isnull=True, period_key=stated_periods.during(period).key, place__kind__in=COMMUNES
    )
    ordered = rows.select_related("place__parent__parent").prefetch_related("values").order_by("version")
    return {report.place_id: report for report in ordered}


def provinces(period: Period) -> list[ProvinceScope]:
    """Provinces with something expected or sent in the period."""
    by_province: dict[Place, list[Standing]] = defaultdict(list)
    for one in standings(period):
        by_province[one.province].append(one)
    return [_scope(province, ones) for province, ones in by_province.items()]


def province(period: Period, place: Place) -> ProvinceScope:
    """One of them."""
    return next(scope for scope in provinces(period) if scope.province == place)


def complete_provinces(period: Period) -> set[Place]:
    """Provinces of which every expected commune has sent or confirmed zero."""
    key = stated_periods.during(period).key
    sent = set(CollectedReport.objects.filter(source__isnull=True, period_key=key).values_list("place_id", flat=True))
    expected = ExpectedReport.objects.filter(period_key=key).select_related("place__parent__parent")
    by_province: dict[Place, list[bool]] = defaultdict(list)
    for one in expected:
        by_province[province_of(one.place)].append(one.place_id in sent)
    return {place for place, have_sent in by_province.items() if all(have_sent)}


def contributions(reports: Iterable[CollectedReport]) -> Mapping[str, Contribution]:
    """What each commune states, to be added and controlled; a confirmed zero states nothing and counts as nothing."""
    return {
        str(report.place_id): {
            (value.row, Unit(value.unit)): Stated(value.value, Qualifier(value.qualifier))
            for value in report.values.all()
        }
        for report in reports
    }


def latest(draft: DraftReport) -> CollectedReport | None:
    """The newest version of the same source, place and period."""
    rows = CollectedReport.objects.filter(place=draft.place, period_key=draft.period.key)
    if draft.source is None:
        rows = rows.filter(source__isnull=True)
    else:
        rows = rows.filter(source__folded=fold(draft.source.name))
    return rows.prefetch_related("values").order_by("version").last()


def content(report: CollectedReport) -> tuple[Mapping[Row, Amount], bool, str]:
    """The same as `DraftReport.content`, of a report that is kept."""
    return amounts(report), report.is_zero, report.comparison


def amounts(report: CollectedReport) -> dict[Row, Amount]:
    """Its rows: (row, unit) → amount."""
    return {
        (value.row, Unit(value.unit)): Amount(value.value, Unit(value.unit), Qualifier(value.qualifier))
        for value in report.values.all()
    }


def is_published(draft: DraftReport) -> bool:
    """Whether anybody can read these figures already. Those of a single commune are of few people, wherever printed."""
    if draft.source is None or draft.place.kind in COMMUNES:
        return False
    known = SourceDocument.objects.filter(folded=fold(draft.source.name)).first()
    said = draft.source.address or draft.source.publisher
    return bool(said or (known and (known.address or known.publisher)))


def _scope(province: Place, ones: Iterable[Standing]) -> ProvinceScope:
    standing = list(ones)
    expected = [one for one in standing if one.expected]
    reports = tuple(one.report for one in standing if one.report)
    return ProvinceScope(province, reports, len(expected))
