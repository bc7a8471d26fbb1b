"""What other programs may read: services on offer, who offers them, and the terms. Nobody is asked who they are."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from caunoi.directory import queries as directory
from caunoi.directory.models import Attribute, Gate, Service, ServiceAtLocation, Taxonomy, TaxonomyTerm, valid_on
from caunoi.exchange.hsds.asking import Question
from caunoi.lib.vietnamese_text import fold
from caunoi.organisations.models import Organisation
from caunoi.places.models import Place

MANY_WORDS = 8
WHOLE = (
    "at_locations__location__place__parent__parent", "at_locations__location__accessibility", "at_locations__schedules",
    "at_locations__phones", "schedules", "phones", "gates", "cost_options", "languages", "areas__place", "attributes",
)  # fmt: skip


def services(asked: Question, on: date) -> QuerySet[Service]:
    """Services on offer that fit every filter."""
    found = directory.services(on)
    for words in asked.all("search"):
        for word in fold(words).split()[:MANY_WORDS]:
            found = found.filter(folded__contains=word)
    for organization in asked.all("organization_id"):
        found = found.filter(provider=organization)
    for moment in asked.all("modified_after"):
        found = found.filter(modified_at__gte=moment)
    for term in asked.all("taxonomy_term_id"):
        found = found.filter(_with_terms(TaxonomyTerm.objects.filter(Q(pk=term) | Q(parent=term))))
    for taxonomy in asked.all("taxonomy_id"):
        found = found.filter(_with_terms(TaxonomyTerm.objects.filter(taxonomy=taxonomy)))
    for code in asked.all("place_code"):
        place = Place.objects.on(on).filter(code=code).select_related("parent", "began_as").first()
        found = directory.near(found, place) if place else found.none()
    return found.prefetch_related("gates")


def _with_terms(terms: QuerySet[TaxonomyTerm]) -> Q:
    """Its kind, one of its conditions, or what else was said of it."""
    conditions = Gate.objects.filter(
        service=OuterRef("pk"), code__in=terms.filter(taxonomy__code="conditions").values("code")
    )
    further = Attribute.objects.filter(service=OuterRef("pk"), term__in=terms.values("pk"))
    return (
        Q(code__in=terms.filter(taxonomy__code="services").values("code")) | Q(Exists(conditions)) | Q(Exists(further))
    )


def whole(found: QuerySet[Service]) -> QuerySet[Service]:
    """The same with everything that belongs to them, in a fixed number of questions."""
    return found.prefetch_related(*WHOLE)


def links(asked: Question, on: date) -> QuerySet[ServiceAtLocation]:
    """Services at their locations."""
    of = services(asked, on).order_by().values("pk")
    found = ServiceAtLocation.objects.filter(valid_on(on), service__in=of)
    return found.select_related("service__provider", "location").order_by("service__sort_key", "pk")


def whole_links(found: QuerySet[ServiceAtLocation]) -> QuerySet[ServiceAtLocation]:
    return found.prefetch_related(
        "location__place__parent__parent", "location__accessibility", "schedules", "phones", "service__gates"
    )


def organizations(asked: Question, on: date) -> QuerySet[Organisation]:
    """Those that offer something now."""
    offering = directory.services(on).order_by().values("provider")
    found = Organisation.objects.filter(pk__in=offering).order_by("sort_key", "pk")
    for words in asked.all("search"):
        for word in fold(words).split()[:MANY_WORDS]:
            found = found.filter(folded__contains=word)
    return found.prefetch_related("locations__place__parent__parent", "locations__accessibility")


def services_of(providers: Iterable[UUID], on: date) -> QuerySet[Service]:
    return directory.services(on).filter(provider__in=providers).prefetch_related("gates")


def taxonomies() -> list[Taxonomy]:
    return list(Taxonomy.objects.order_by("code"))


def terms() -> list[TaxonomyTerm]:
    """All of them: they are few."""
    return list(TaxonomyTerm.objects.select_related("taxonomy").order_by("taxonomy__code", "rank", "code"))


def terms_by_id() -> dict[Any, TaxonomyTerm]:
    return {term.pk: term for term in terms()}
