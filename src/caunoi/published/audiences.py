"""Which deployments are expected in a period, for which audience, and which of them have come. No exact number here."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from caunoi.indicators.model import Indicator
from caunoi.lib.periods import Period, months_in
from caunoi.places.choices import PROVINCES
from caunoi.places.models import Place
from caunoi.programme.models import Deployment
from caunoi.published.choices import Audience
from caunoi.published.models import AudienceTable, ReceivedRelease, Speaker

COUNTRYWIDE = (Audience.NATIONAL, Audience.PROGRAMME, Audience.DONOR)


@dataclass(frozen=True)
class Scope:
    """One audience of one period: what is expected for it, and the latest releases of each deployment that has sent
    every month of it."""

    period: Period
    audience: Audience
    place: Place | None
    expected: tuple[Deployment, ...]
    reported: tuple[ReceivedRelease, ...]

    @property
    def is_complete(self) -> bool:
        return {one.deployment_id for one in self.reported} == {one.pk for one in self.expected}

    @property
    def has_every_first_version(self) -> bool:
        """Whether sensitive rows may stand apart: the whole country, complete, and nothing restated, so that each
        province's tables were or will be made from the same files. Holds for all three countrywide audiences alike."""
        return self.audience in COUNTRYWIDE and self.is_complete and all(one.version == 1 for one in self.reported)

    @property
    def clubs_expected(self) -> int:
        return len({deployment.organisation_id for deployment in self.expected})

    @property
    def clubs_reported(self) -> int:
        return self._clubs_but({one.pk for one in self.expected} - {release.deployment_id for release in self.reported})

    def clubs_with(self, indicator: Indicator) -> int:
        """Clubs that counted one indicator in all of it: an older version of the program sends a month without it."""
        sent: dict[UUID, list[ReceivedRelease]] = defaultdict(list)
        for release in self.reported:
            sent[release.deployment_id].append(release)
        return self._clubs_but({one.pk for one in self.expected if not counted(indicator, self.period, sent[one.pk])})

    def _clubs_but(self, missing: set[UUID]) -> int:
        return self.clubs_expected - len({one.organisation_id for one in self.expected if one.pk in missing})


def counted(indicator: Indicator, period: Period, sent: Collection[ReceivedRelease]) -> bool:
    """Whether these files of one deployment hold an indicator over a whole period: in each of its months, or people as
    they were counted once over all of it."""
    if indicator.is_of_a_whole and len(months_in(period)) > 1:
        return any(release.has(indicator.code, period.key) for release in sent)
    return bool(sent) and all(release.has(indicator.code) for release in sent)


def expected(period: Period) -> list[Deployment]:
    """Deployments of trusted clubs that run in the period and count by its basis."""
    clubs = Speaker.objects.values("organisation")
    rows = Deployment.objects.running(period.start, period.end).filter(
        organisation__in=clubs, period_basis=period.basis
    )
    return list(
        rows.select_related("organisation", "place__parent__parent", "place__began_as").order_by(
            "organisation__sort_key", "pk"
        )
    )


def latest(period: Period, until: datetime | None = None) -> dict[UUID, ReceivedRelease]:
    """The newest version of each deployment's release of the period; `until`: as it was at that moment."""
    rows = ReceivedRelease.objects.filter(period_key=period.key).order_by("version")
    if until is not None:
        rows = rows.filter(received_at__lte=until)
    return {release.deployment_id: release for release in rows}


def scopes(period: Period) -> list[Scope]:
    """Every audience of the period, provinces first."""
    deployments, releases = _over(period)
    by_province: dict[Place, list[Deployment]] = defaultdict(list)
    for one in deployments:
        if province := province_of(one.place):
            by_province[province].append(one)
    provincial = [_scope(period, Audience.PROVINCE, place, ones, releases) for place, ones in by_province.items()]
    return [*provincial, *(_scope(period, audience, None, deployments, releases) for audience in COUNTRYWIDE)]


@dataclass(frozen=True)
class Province:
    """One province over six months or a year: deployments expected, and the months of those that sent every one."""

    place: Place
    expected: tuple[Deployment, ...]
    complete: dict[UUID, list[ReceivedRelease]]

    @property
    def releases(self) -> list[ReceivedRelease]:
        return [release for months in self.complete.values() for release in months]

    @property
    def clubs_expected(self) -> int:
        return len({one.organisation_id for one in self.expected})

    @property
    def clubs_reported(self) -> int:
        waiting = {one.organisation_id for one in self.expected if one.pk not in self.complete}
        return self.clubs_expected - len(waiting)

    def clubs_with(self, indicator: Indicator, period: Period) -> int:
        """Clubs that counted one indicator in all of it."""
        missing = [one for one in self.expected if not counted(indicator, period, self.complete.get(one.pk, ()))]
        return self.clubs_expected - len({one.organisation_id for one in missing})


def provinces_over(period: Period, until: datetime | None = None) -> list[Province]:
    """Every province with work in a longer period, with what has come, or had come until a moment."""
    deployments, complete = _over(period, until)
    by_province: dict[Place, dict[UUID, Deployment]] = defaultdict(dict)
    for one in deployments:
        if province := province_of(one.place):
            by_province[province][one.pk] = one
    return [
        Province(place, tuple(ones.values()), {pk: complete[pk] for pk in ones if pk in complete})
        for place, ones in by_province.items()
    ]


def _over(period: Period, until: datetime | None = None) -> tuple[list[Deployment], dict[UUID, list[ReceivedRelease]]]:
    """Deployments expected in any month of a period, and the newest releases of those that sent each of their months."""
    months = months_in(period)
    sent = {month.key: latest(month, until) for month in months}
    deployments: dict[UUID, Deployment] = {}
    due: dict[UUID, list[str]] = defaultdict(list)
    for month in months:
        for one in expected(month):
            deployments[one.pk] = one
            due[one.pk].append(month.key)
    complete = {
        pk: [sent[key][pk] for key in keys] for pk, keys in due.items() if all(pk in sent[key] for key in keys)
    }  # fmt: skip
    return list(deployments.values()), complete


def is_published(scope: Scope) -> bool:
    rows = AudienceTable.objects.filter(audience=scope.audience, period_key=scope.period.key)
    return (rows.filter(place=scope.place) if scope.place else rows.filter(place__isnull=True)).exists()


def province_of(place: Place) -> Place | None:
    """The province or city in which a place lies: its first row, so that its tables stay its own when it becomes a city."""
    at: Place | None = place
    while at is not None and at.kind not in PROVINCES:
        at = at.parent
    return at and (at.began_as or at)


def place_by_code(code: str, day: date) -> Place | None:
    """The unit with this code on the day, else its newest form."""
    rows = Place.objects.filter(code=code)
    return rows.on(day).first() or rows.order_by("-valid_from").first()


def _scope(
    period: Period, audience: Audience, place: Place | None, deployments: Iterable[Deployment],
    releases: dict[UUID, list[ReceivedRelease]],
) -> Scope:  # fmt: skip
    ones = tuple(deployments)
    reported = tuple(release for one in ones for release in releases.get(one.pk, ()))
    return Scope(period, audience, place, ones, reported)
