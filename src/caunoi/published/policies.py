"""What of the hub's tables belongs to whom."""

from django.db.models import Q

from caunoi.access.choices import Relation, Role
from caunoi.access.policies import NOTHING, Tie, Ties
from caunoi.lib.actor import Actor
from caunoi.organisations.models import Organisation
from caunoi.places.choices import PlaceKind
from caunoi.places.models import Place
from caunoi.published.choices import Audience
from caunoi.published.models import AudienceTable, CollectedReport, CollectedTable


def territory(by: Actor) -> tuple[Audience, object] | None:
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


def _documents_of_territory(by: Actor) -> Q:
    """What speaks of the whole country, of the own province, of units in it and of provinces that became part of it."""
    found = territory(by)
    if found is None:
        return NOTHING
    audience, province = found
    if audience is Audience.NATIONAL:
        return Q(pk__isnull=False)
    places = Place.objects.filter(
        Q(kind=PlaceKind.COUNTRY) | Q(pk=province) | Q(became__new=province)
        | Q(parent=province) | Q(parent__became__new=province) | Q(parent__parent=province)
    )  # fmt: skip
    return Q(place__in=places.values("pk"))


def _speaks_of_territory(by: Actor, report: CollectedReport) -> bool:
    return CollectedReport.objects.filter(_documents_of_territory(by), pk=report.pk).exists()


def _tables_of_territory(by: Actor) -> Q:
    found = territory(by)
    if found is None:
        return NOTHING
    audience, province = found
    return Q(pk__isnull=False) if audience is Audience.NATIONAL else Q(place=province)


def _is_table_of_territory(by: Actor, table: CollectedTable) -> bool:
    return territory(by) in ((Audience.NATIONAL, None), (Audience.PROVINCE, table.place_id))


DOCUMENT_TIES: Ties = {Relation.TERRITORY: Tie(holds=_speaks_of_territory, q=_documents_of_territory)}
COLLECTED_TIES: Ties = {Relation.TERRITORY: Tie(holds=_is_table_of_territory, q=_tables_of_territory)}
