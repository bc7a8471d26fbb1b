"""Rows as entries of HSDS. What is empty is left out."""

from collections.abc import Iterable
from datetime import date, time
from typing import Any

from caunoi.directory.choices import KIND_OF, SAID, Cost, Free, GateCode, GateKind, Tongue, Wait
from caunoi.directory.models import (
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
    Taxonomy,
    TaxonomyTerm,
)
from caunoi.lib.ids import reference_id
from caunoi.organisations.models import Organisation
from caunoi.places.queries import province_of

Entry = dict[str, Any]
VIET_NAM = 7


def service(one: Service) -> Entry:
    """A service with its own fields alone."""
    gates = sorted(one.gates.all(), key=lambda gate: (gate.way, gate.code))
    ages = [gate for gate in gates if gate.code == GateCode.AGE and gate.way == 0]
    return _said(
        id=one.pk,
        organization_id=one.provider_id,
        name=one.name,
        alternate_name=one.alternate_name,
        description=one.description,
        url=one.url,
        status="active",
        fees_description=str(Cost(one.cost).label),
        eligibility_description=_conditions(gates),
        minimum_age=next((gate.minimum_age for gate in ages), None),
        maximum_age=next((gate.maximum_age for gate in ages), None),
        wait_time=str(Wait(one.wait).label) if one.wait else "",
        places_free=Free(one.places_free).value if one.places_free else "",
        alert=one.alert,
        assured_date=one.confirmed_on,
        last_modified=one.modified_at,
    )


def minimal(one: Service) -> Entry:
    """What tells whether a copy is still right."""
    return _said(
        id=one.pk, name=one.name, status="active", last_modified=one.modified_at, modified_date=one.modified_at
    )


def full_service(one: Service, terms: dict[Any, TaxonomyTerm]) -> Entry:
    """A service with everything that belongs to it."""
    everywhere = [row for row in one.schedules.all() if row.at_id is None]
    return {
        **service(one),
        "organization": organization(one.provider),
        "phones": [phone(row) for row in one.phones.all() if row.at_id is None],
        "schedules": [schedule(row) for row in everywhere],
        "service_areas": [service_area(row) for row in one.areas.all()],
        "service_at_locations": [service_at_location(row) for row in one.at_locations.all()],
        "languages": [language(row) for row in one.languages.all()],
        "cost_options": [cost_option(row) for row in one.cost_options.all()],
        "required_documents": [document(row) for row in one.gates.all() if KIND_OF[GateCode(row.code)] in PAPERS],
        "attributes": list(_attributes(one, terms)),
    }


PAPERS = (GateKind.PAPER, GateKind.INSURANCE)


def organization(one: Organisation) -> Entry:
    return _said(
        id=one.pk, name=one.name, description=one.description or str(one.get_kind_display()), website=one.website
    )


def full_organization(one: Organisation, services: list[Entry]) -> Entry:
    return {**organization(one), "locations": [location(row) for row in one.locations.all()], "services": services}


def service_at_location(one: ServiceAtLocation) -> Entry:
    """Without its service, which contains it."""
    return {
        **link(one),
        "phones": [phone(row) for row in one.phones.all()],
        "schedules": [schedule(row) for row in one.schedules.all()],
        "location": location(one.location),
    }


def link(one: ServiceAtLocation) -> Entry:
    return _said(id=one.pk, service_id=one.service_id, location_id=one.location_id, description=one.description)


def location(one: Location) -> Entry:
    """Of a confidential one only that it exists."""
    shown = not one.is_confidential
    return {
        **_said(
            id=one.pk,
            location_type="physical",
            organization_id=one.organisation_id,
            name=one.name if shown else "",
            transportation=one.transport if shown else "",
            confidential=one.is_confidential,
        ),
        "addresses": [address(one)] if shown and one.place else [],
        "accessibility": [
            _said(id=row.pk, location_id=one.pk, description=row.description)
            for row in one.accessibility.all()
            if shown
        ],
    }


def address(one: Location) -> Entry:
    assert one.place is not None, "asked for where it lies"
    return {
        "id": str(reference_id("address", str(one.pk))),
        "location_id": str(one.pk),
        "address_1": one.address,
        "city": one.place.name,
        "state_province": province_of(one.place).name,
        "postal_code": "",
        "country": "VN",
        "address_type": "physical",
        "place_code": one.place.code,
    }


def phone(one: Phone) -> Entry:
    return _said(id=one.pk, **_of(one), number=one.number, type="voice", description=one.description)


def schedule(one: Schedule) -> Entry:
    timed = one.opens is not None
    return _said(
        id=one.pk,
        **_of(one),
        valid_from=one.valid_from,
        valid_to=one.valid_to,
        timezone=VIET_NAM if timed else None,
        wkst="MO" if timed else "",
        freq="WEEKLY" if timed else "",
        byday=one.byday,
        opens_at=one.opens,
        closes_at=one.closes,
        description=one.description,
        notes="theo lịch hẹn / by appointment" if one.by_appointment else "",
    )


def _of(one: Phone | Schedule) -> dict[str, Any]:
    """A row of one location names that, others the service."""
    return {"service_at_location_id": one.at_id} if one.at_id else {"service_id": one.service_id}


def cost_option(one: CostOption) -> Entry:
    return _said(
        id=one.pk, service_id=one.service_id, option=one.option, currency=one.currency if one.amount is not None else "",
        amount=one.amount, amount_description=one.amount_description, valid_from=one.valid_from, valid_to=one.valid_to,
    )  # fmt: skip


def document(one: Gate) -> Entry:
    return _said(id=one.pk, service_id=one.service_id, document=str(one), way=one.way)


def language(one: SpokenLanguage) -> Entry:
    return _said(id=one.pk, service_id=one.service_id, name=str(Tongue(one.code).label), code=one.code, note=one.note)


def service_area(one: ServiceArea) -> Entry:
    place = one.place
    return _said(
        id=one.pk, service_id=one.service_id, name=place.name if place else "Việt Nam", description=one.description,
        extent=place.name if place else "Việt Nam", extent_type="text", place_code=place.code if place else "",
    )  # fmt: skip


def _attributes(one: Service, terms: dict[Any, TaxonomyTerm]) -> Iterable[Entry]:
    """Its kind, its conditions and whatever else was said, each as a term."""
    said: dict[Any, Attribute] = {row.term_id: row for row in one.attributes.all()}
    derived = [term_id("services", one.code), *(term_id("conditions", gate.code) for gate in one.gates.all())]
    for term in dict.fromkeys([*derived, *said]):
        if term not in terms:
            continue
        row = said.get(term)
        yield _said(
            id=row.pk if row else reference_id("attribute", f"{one.pk}:{term}"),
            link_id=one.pk,
            link_entity="service",
            taxonomy_term_id=term,
            value=row.value if row else "",
            taxonomy_term=taxonomy_term(terms[term]),
        )


def term_id(taxonomy: str, code: str) -> Any:
    return reference_id("taxonomy_term", f"{taxonomy}:{code}")


def taxonomy(one: Taxonomy) -> Entry:
    return _said(
        id=one.pk, name=one.name_vi, description=one.description_vi, version=one.version, name_en=one.name_en,
        description_en=one.description_en,
    )  # fmt: skip


def taxonomy_term(one: TaxonomyTerm) -> Entry:
    return _said(
        id=one.pk, code=one.code, name=one.name_vi, description=one.description_vi, parent_id=one.parent_id,
        taxonomy=one.taxonomy.name_vi, taxonomy_id=one.taxonomy_id, language="vi", name_en=one.name_en,
        description_en=one.description_en,
    )  # fmt: skip


def _conditions(gates: list[Gate]) -> str:
    """All conditions in a sentence; of several ways it says that one is enough."""
    always = [_said_of(gate) for gate in gates if gate.way == 0]
    numbers = sorted({gate.way for gate in gates if gate.way})
    ways = [" + ".join(_said_of(gate) for gate in gates if gate.way == number) for number in numbers]
    return "; ".join([*dict.fromkeys(always), *([" / ".join(ways)] if ways else [])])


def _said_of(gate: Gate) -> str:
    if gate.code != GateCode.AGE or gate.words:
        return str(gate)
    span = "–".join("" if age is None else str(age) for age in (gate.minimum_age, gate.maximum_age))
    return f"{SAID[GateCode.AGE]} {span}"


def _said(**fields: Any) -> Entry:
    """Fields that say something, as JSON has them."""
    return {name: _plain(value) for name, value in fields.items() if value is not None and value != ""}


def _plain(value: Any) -> Any:
    if isinstance(value, bool | int | dict | list):
        return value
    if isinstance(value, time):
        return f"{value:%H:%M}+07:00"
    if isinstance(value, date):  # a moment is one too
        return value.isoformat()
    return str(value)
