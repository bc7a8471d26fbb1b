"""Keeping one service with all that belongs to it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _

from caunoi.access.acting import action
from caunoi.access.actions import CannotDo
from caunoi.access.choices import Verb
from caunoi.access.policies import require
from caunoi.audit import actions as audit
from caunoi.directory.choices import CARD_ONLY, ServiceCode
from caunoi.directory.models import (
    Accessibility,
    Attribute,
    CostOption,
    Gate,
    Location,
    Phone,
    Schedule,
    Service,
    ServiceArea,
    ServiceAtLocation,
    SpokenLanguage,
)
from caunoi.directory.offers import Parts, Spot, asks_papers, asks_residence
from caunoi.lib.actor import Actor
from caunoi.lib.vietnamese_text import fold, sort_key
from caunoi.organisations.choices import OrganisationKind

PART_OF: dict[str, type[Model]] = {
    "phones": Phone, "schedules": Schedule, "cost_options": CostOption, "gates": Gate, "languages": SpokenLanguage,
    "areas": ServiceArea, "attributes": Attribute,
}  # fmt: skip


@action
def keep_service(*, by: Actor, at: datetime, service: Service, parts: Parts | None = None) -> Service:
    """Add a service, or change the one with the same id, with what belongs to it. Search words are made here."""
    require(by, Verb.KEEP_REFERENCE, service, {})
    parts = parts or Parts()
    _check_provider(service)
    _check_once(service, parts)
    service.modified_at, service.sort_key, service.folded = at, sort_key(service.name)[:600], "-"
    _save(service)
    if parts.spots is not None:
        _keep_spots(service, parts.spots)
    for name, model in PART_OF.items():
        if (rows := getattr(parts, name)) is not None:
            _keep_rows(service, model, rows)
    _sum_up(service)
    audit.record(by=by, at=at, action=Verb.KEEP_REFERENCE, subject=service.pk, details={"code": service.code})
    return service


def _check_provider(service: Service) -> None:
    """The police are listed with papers they make out, and with nothing else; nobody is ever sent to them (rule 9)."""
    kind = service.provider.kind
    if kind == OrganisationKind.POLICE and service.code not in CARD_ONLY:
        raise CannotDo(_("The police are listed for papers and residence alone. Nothing was saved."))
    if kind in (OrganisationKind.INSPECTION, OrganisationKind.COMPULSORY_CENTRE):
        raise CannotDo(_("Inspection teams and compulsory centres are not listed as a place to go. Nothing was saved."))


def _check_once(service: Service, parts: Parts) -> None:
    """One provider offers a service of one name once in a commune; tone marks make no difference."""
    others = Service.objects.filter(provider=service.provider, code=service.code).exclude(pk=service.pk)
    same = [
        other for other in others.prefetch_related("at_locations__location") if fold(other.name) == fold(service.name)
    ]
    if not same:
        return
    if parts.spots is not None:
        here = {spot.location.place_id for spot in parts.spots}
    else:
        here = set(service.at_locations.values_list("location__place", flat=True))
    for other in same:
        there = {link.location.place_id for link in other.at_locations.all()}
        if here & there or not (here or there):
            raise CannotDo(
                _("This provider has a service of this name here already. Change that one; nothing was saved.")
            )


def _keep_spots(service: Service, spots: Sequence[Spot]) -> None:
    links = {link.location_id: link for link in ServiceAtLocation.objects.filter(service=service)}
    left = {link.pk for link in links.values()}
    for spot in spots:
        location = _keep_location(service, spot)
        known = links.get(location.pk)
        if known is not None:
            spot.link.pk = known.pk
        spot.link.service, spot.link.location = service, location
        _check_own(service, spot.link)
        _save(spot.link)
        left.discard(spot.link.pk)
    ServiceAtLocation.objects.filter(pk__in=left).delete()
    Location.objects.filter(
        organisation=service.provider, services__isnull=True
    ).delete()  # no address outlives its use


def _keep_location(service: Service, spot: Spot) -> Location:
    """The location with this id, or one of this provider that says the same, or a new one."""
    wanted = spot.location
    if service.code == ServiceCode.SHELTER:
        wanted.is_confidential = True
        if wanted.address:
            raise CannotDo(_("A shelter never shows its address. Leave it empty; nothing was saved."))
    if wanted.organisation_id is None:
        wanted.organisation = service.provider
    known = Location.objects.filter(pk=wanted.pk).exists()
    twin = None if known else Location.objects.filter(organisation=wanted.organisation_id, **_said_by(wanted)).first()
    if twin is not None:
        wanted = twin
    else:
        _save(wanted)
    if spot.accessibility is not None:
        Accessibility.objects.filter(location=wanted).exclude(pk__in=[row.pk for row in spot.accessibility]).delete()
        for row in spot.accessibility:
            row.location = wanted
            _save(row)
    return wanted


def _said_by(location: Location) -> dict[str, Any]:
    return {name: getattr(location, name) for name in ("name", "place_id", "address", "transport", "is_confidential")}


def _keep_rows(service: Service, model: type[Any], wanted: Sequence[Any]) -> None:
    """What is wanted stands there afterwards; a row that says the same as before keeps its id."""
    there = {row.pk: row for row in model.objects.filter(service=service)}
    asked = {row.pk for row in wanted}
    spare = {_values(row): pk for pk, row in there.items() if pk not in asked}
    kept = set()
    for row in wanted:
        row.service = service
        twin = None if row.pk in there else spare.pop(_values(row), None)
        if twin is None:
            _check_own(service, row)
            _save(row)
        kept.add(twin or row.pk)
    model.objects.filter(service=service).exclude(pk__in=kept).delete()


def _values(row: Model) -> tuple[Any, ...]:
    return tuple(getattr(row, field.attname) for field in row._meta.concrete_fields if not field.primary_key)


def _check_own(service: Service, row: Any) -> None:
    other = type(row).objects.filter(pk=row.pk).exclude(service=service).exists()
    if other:
        raise CannotDo(_("An id in this entry belongs to another service already. Nothing was saved."))


def _save(row: Any) -> None:
    """Checked by its own fields, then added or changed. Whoever made the row need not know whether it was there."""
    known = type(row).objects.filter(pk=row.pk).exists()
    row._state.adding = not known
    try:
        row.full_clean(validate_unique=False)
    except ValidationError as problem:
        fields = ", ".join(problem.message_dict)
        raise CannotDo(
            _("Something is missing or too long: %(fields)s. Nothing was saved.") % {"fields": fields}
        ) from problem
    row.save(force_insert=not known, force_update=known)


def _sum_up(service: Service) -> None:
    """What lists ask of a service without reading all that belongs to it."""
    gates = list(service.gates.all())
    service.needs_papers, service.needs_residence = asks_papers(gates), asks_residence(gates)
    links = service.at_locations.select_related("location__place__parent")
    places = [link.location.place for link in links]
    places += [area.place for area in service.areas.select_related("place__parent")]
    said = [service.name, service.alternate_name, service.description, service.provider.name]
    said += [link.location.name for link in links]
    for place in filter(None, places):
        said += [place.name, place.parent.name if place.parent else ""]
    service.folded = fold(" ".join(said))
    service.save(update_fields=["needs_papers", "needs_residence", "folded"])
