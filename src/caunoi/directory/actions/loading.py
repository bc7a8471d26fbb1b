"""What ships with the code: the catalogue and public services that are real."""

from datetime import datetime
from typing import Any

from django.utils import translation
from django.utils.text import capfirst

from caunoi.access.acting import action
from caunoi.access.choices import Verb
from caunoi.access.policies import require
from caunoi.audit import actions as audit
from caunoi.directory import reference
from caunoi.directory.actions.keeping import keep_service
from caunoi.directory.catalogue import CONDITIONS, GROUPS, KINDS, SERVICES, TAXONOMIES, VERSION, Words
from caunoi.directory.choices import GROUP_OF, SAID, GateCode, PhoneKind
from caunoi.directory.models import (
    Attribute,
    Phone,
    Service,
    ServiceArea,
    SpokenLanguage,
    Taxonomy,
    TaxonomyTerm,
)
from caunoi.directory.offers import Parts, gate, usual_gates
from caunoi.directory.typed_hours import read_hours
from caunoi.lib.actor import Actor
from caunoi.lib.ids import reference_id
from caunoi.lib.vietnamese_text import fold, sort_key
from caunoi.organisations.choices import OrganisationKind
from caunoi.organisations.models import Organisation
from caunoi.places.models import Place


@action
def load_catalogue(*, by: Actor, at: datetime) -> None:
    """Bring in the terms that ship with the code; loading again changes words alone."""
    require(by, Verb.KEEP_REFERENCE, None, {})
    for code, (name, said) in TAXONOMIES.items():
        Taxonomy.objects.update_or_create(
            pk=reference_id("taxonomy", code), defaults={"code": code, "version": VERSION, **_words(name, said)}
        )
    for rank, (group, said) in enumerate(GROUPS.items()):
        _keep_term(SERVICES, group.value, rank, None, _words(_both(group.label), said))
    for rank, (code, said) in enumerate(KINDS.items()):
        _keep_term(SERVICES, code.value, rank, GROUP_OF[code].value, _words(_both(code.label), said))
    for rank, condition in enumerate(GateCode):
        words = _words(_both(SAID[condition]), _both(condition.label))
        _keep_term(CONDITIONS, condition.value, rank, None, words)
    audit.record(by=by, at=at, action="load_catalogue", details={"count": len(KINDS)})


@action
def load_reference(*, by: Actor, at: datetime) -> None:
    """Bring in public services that ship with the code, once: what somebody changed since is never written over."""
    require(by, Verb.KEEP_REFERENCE, None, {})
    ids = {reference_id("service", one.key): one for one in reference.SERVICES}
    there = set(Service.objects.filter(pk__in=ids).values_list("pk", flat=True))
    for provider in reference.PROVIDERS:
        name, pk = provider.name, reference_id("organisation", provider.key)
        Organisation.objects.get_or_create(
            pk=pk,
            defaults={
                "kind": OrganisationKind.PROVIDER, "name": name, "description": provider.description,
                "folded": fold(name), "sort_key": sort_key(name),
            },
        )  # fmt: skip
    for pk, one in ids.items():
        if pk not in there:
            _bring_in(by, at, one)
    audit.record(by=by, at=at, action="load_reference", details={"count": len(ids.keys() - there)})


def _bring_in(by: Actor, at: datetime, one: reference.Known) -> None:
    province = None
    if one.province:
        province = Place.objects.on(reference.READ_ON).filter(code=one.province).first()
        if province is None:  # units are not loaded: the service of a province would stand as one of the country
            return
    service = Service(
        pk=reference_id("service", one.key), provider_id=reference_id("organisation", one.provider), code=one.code,
        name=one.name, alternate_name=one.english, cost=one.cost, alert=one.alert, is_active=one.on_offer,
        source=one.source, source_on=reference.READ_ON,
    )  # fmt: skip
    terms = [Attribute(term_id=reference_id("taxonomy_term", f"{SERVICES}:{code}")) for code in one.also]
    keep_service(
        by=by,
        at=at,
        service=service,
        parts=Parts(
            phones=[Phone(number=one.phone, kind=PhoneKind.HOTLINE)] if one.phone else [],
            schedules=read_hours(one.hours),
            gates=[*usual_gates(one.code), *(gate(code) for code in one.gates)],
            languages=[SpokenLanguage(code="vi")],
            areas=[ServiceArea(place=province)],
            attributes=terms,
        ),
    )


def _keep_term(taxonomy: str, code: str, rank: int, parent: str | None, words: dict[str, str]) -> None:
    TaxonomyTerm.objects.update_or_create(
        pk=reference_id("taxonomy_term", f"{taxonomy}:{code}"),
        defaults={
            "taxonomy_id": reference_id("taxonomy", taxonomy), "code": code, "rank": rank, **words,
            "parent_id": reference_id("taxonomy_term", f"{taxonomy}:{parent}") if parent else None,
        },
    )  # fmt: skip


def _both(label: Any) -> Words:
    """A word of `choices` in both languages; its translation stands in one place."""
    said = {}
    for language in ("vi", "en"):
        with translation.override(language):
            said[language] = str(capfirst(str(label)))
    return Words(**said)


def _words(name: Words, said: Words) -> dict[str, str]:
    return {"name_vi": name.vi, "name_en": name.en, "description_vi": said.vi, "description_en": said.en}
