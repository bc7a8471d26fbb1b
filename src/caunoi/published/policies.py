"""What of the hub's tables belongs to whom."""

from datetime import date
from uuid import UUID

from django.db.models import Q

from caunoi.access.choices import Relation, Role
from caunoi.access.policies import NOTHING, Tie, Ties
from caunoi.lib.actor import Actor
from caunoi.organisations.models import Organisation
from caunoi.places.choices import PlaceKind
from caunoi.places.models import Place
from caunoi.places.queries import forms_on
from caunoi.published.choices import Audience
from caunoi.published.models import (
    AudienceTable,
    CollectedReport,
    CollectedTable,
    SizeEstimate,
    StatutoryReturn,
    Target,
)


def territory(by: Actor) -> tuple[Audience, UUID | None] | None:
    """The audience and province of an authority: the place of its organisation; the whole country without one."""
    if by.organisation is None:
        return None
    organisation = Organisation.objects.select_related("place").get(pk=by.organisation)
    place = organisation.place
    if place is None or place.kind == PlaceKind.COUNTRY:
        return Audience.NATIONAL, None
    return Audience.PROVINCE, place.unit_id


def own_audience(by: Actor) -> Q:
    """The one set of tables made for this reader, so that nobody compares tables made for others."""
    if Role.PROGRAMME_OFFICER in by.roles:
        return Q(audience=Audience.PROGRAMME)
    if Role.DONOR_VIEWER in by.roles:
        return Q(audience=Audience.DONOR)
    return _territory(by)


def _territory(by: Actor) -> Q:
    found = territory(by)
    if found is None:
        return NOTHING
    audience, place = found
    return Q(audience=audience, place=place) if place else Q(audience=audience, place__isnull=True)


def _is_in_territory(by: Actor, table: AudienceTable) -> bool:
    return territory(by) == (table.audience, table.place_id)


TIES: Ties = {Relation.TERRITORY: Tie(holds=_is_in_territory, q=_territory)}


def _provinces_of_territory(by: Actor) -> Q:
    """Tables of single provinces: a province reads its own, the country lays all of them side by side.

    It tells nothing more than the gate allows: before anything is published, tables of every audience are tried
    together, as if one reader held them all.
    """
    found = territory(by)
    if found is None:
        return NOTHING
    _audience, province = found
    every = Q(audience=Audience.PROVINCE)
    return every & Q(place=province) if province else every


def _is_of_province_in_territory(by: Actor, table: AudienceTable) -> bool:
    return AudienceTable.objects.filter(_provinces_of_territory(by), pk=table.pk).exists()


def compares_provinces(by: Actor) -> Q:
    """Tables of provinces, for those whom they are laid side by side for; a donor reads its own set alone."""
    is_donor_only = Role.DONOR_VIEWER in by.roles and Role.PROGRAMME_OFFICER not in by.roles
    return NOTHING if is_donor_only else Q(audience=Audience.PROVINCE)


def _own_or_all(by: Actor) -> Q:
    """Returns, or sums of communes' reports: a province reads its own, the country all of them."""
    found = territory(by)
    if found is None:
        return NOTHING
    _audience, province = found
    return Q(place__in=_own_provinces(province)) if province else Q(pk__isnull=False)


def _is_return_of_territory(by: Actor, found: StatutoryReturn) -> bool:
    return StatutoryReturn.objects.filter(_own_or_all(by), pk=found.pk).exists()


def _own_provinces(province: UUID) -> list[UUID]:
    """The province, what it was made of, and every form that these had."""
    forms = [Place.objects.get(pk=province), *forms_on(Place.objects.get(pk=province), date.min)]
    return [pk for unit in forms for pk in (unit.pk, unit.unit_id)]


def _documents_of_territory(by: Actor) -> Q:
    """What speaks of the whole country, of the own province, of units in it and of provinces that became part of it."""
    found = territory(by)
    if found is None:
        return NOTHING
    _audience, province = found
    if province is None:
        return Q(pk__isnull=False)
    own = _own_provinces(province)
    places = Place.objects.filter(
        Q(kind=PlaceKind.COUNTRY) | Q(pk__in=own) | Q(parent__in=own) | Q(parent__parent__in=own)
    )
    return Q(place__in=places.values("pk"))


def _speaks_of_territory(by: Actor, report: CollectedReport) -> bool:
    return CollectedReport.objects.filter(_documents_of_territory(by), pk=report.pk).exists()


def _is_table_of_territory(by: Actor, table: CollectedTable) -> bool:
    return CollectedTable.objects.filter(_own_or_all(by), pk=table.pk).exists()


def _targets_of_territory(by: Actor) -> Q:
    """What binds the whole country, and what binds the own province; the country reads what each province set itself."""
    found = territory(by)
    if found is None:
        return NOTHING
    _audience, province = found
    return Q(place__isnull=True) | Q(place__in=_own_provinces(province)) if province else Q(pk__isnull=False)


def _is_target_of_territory(by: Actor, target: Target) -> bool:
    return Target.objects.filter(_targets_of_territory(by), pk=target.pk).exists()


def _sizes_of_territory(by: Actor) -> Q:
    """Estimates of the own province and of areas in it; of the whole country for whom that is the territory."""
    found = territory(by)
    if found is None:
        return NOTHING
    _audience, province = found
    own = _own_provinces(province) if province else []
    return Q(place__in=own) | Q(place__parent__in=own) if province else Q(pk__isnull=False)


def _is_size_of_territory(by: Actor, estimate: SizeEstimate) -> bool:
    return SizeEstimate.objects.filter(_sizes_of_territory(by), pk=estimate.pk).exists()


TARGET_TIES: Ties = {Relation.TERRITORY: Tie(holds=_is_target_of_territory, q=_targets_of_territory)}
SIZE_TIES: Ties = {Relation.TERRITORY: Tie(holds=_is_size_of_territory, q=_sizes_of_territory)}
DOCUMENT_TIES: Ties = {Relation.TERRITORY: Tie(holds=_speaks_of_territory, q=_documents_of_territory)}
COLLECTED_TIES: Ties = {Relation.TERRITORY: Tie(holds=_is_table_of_territory, q=_own_or_all)}
PROVINCE_TIES: Ties = {Relation.TERRITORY: Tie(holds=_is_of_province_in_territory, q=_provinces_of_territory)}
RETURN_TIES: Ties = {Relation.TERRITORY: Tie(holds=_is_return_of_territory, q=_own_or_all)}
