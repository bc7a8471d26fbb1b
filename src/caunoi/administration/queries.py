from datetime import date
from uuid import UUID

from django.db.models import F, QuerySet

from caunoi.access.choices import Role, Verb
from caunoi.access.policies import visible
from caunoi.directory.models import Service, Trial, valid_on
from caunoi.directory.policies import TIES
from caunoi.lib.actor import Actor
from caunoi.organisations.choices import NO_AGREEMENT
from caunoi.organisations.models import Agreement, Organisation
from caunoi.programme.choices import RUNS_DEPLOYMENTS
from caunoi.programme.models import Deployment


def organisations_to_invite_for(by: Actor) -> QuerySet[Organisation]:
    """An administrator invites for every organisation, a lead for her own club."""
    everywhere = Organisation.objects.order_by("sort_key")
    return everywhere if Role.ADMINISTRATOR in by.roles else everywhere.filter(pk=by.own_organisation)


def organisations(by: Actor) -> QuerySet[Organisation]:
    """Every organisation, for whoever keeps the directory."""
    found = Organisation.objects.filter(visible(by, Verb.KEEP_REFERENCE, {}))
    return found.select_related("place").order_by("sort_key", "pk")


def organisations_that_deploy(by: Actor) -> QuerySet[Organisation]:
    """Those that may run a model."""
    return organisations(by).filter(kind__in=RUNS_DEPLOYMENTS)


def services(by: Actor) -> QuerySet[Service]:
    """Every service, also those off offer, by provider."""
    found = Service.objects.filter(visible(by, Verb.KEEP_REFERENCE, {}))
    return (
        found.select_related("provider")
        .prefetch_related("at_locations__location__place")
        .order_by("provider__sort_key", "sort_key", "pk")
    )


def deployments(by: Actor) -> QuerySet[Deployment]:
    """Every deployment, those that began last first."""
    found = Deployment.objects.filter(visible(by, Verb.KEEP_REFERENCE, {}))
    return found.select_related("model", "organisation", "place").order_by("-starts_on", "organisation__sort_key", "pk")


def last_tried(by: Actor) -> dict[UUID, date]:
    """When somebody of the own club last went to each service."""
    found = Trial.objects.filter(visible(by, Verb.MARK_TRIED, TIES)).order_by("on")
    return dict(found.values_list("service", "on"))


def trials(by: Actor, service: Service) -> QuerySet[Trial]:
    """The own club's days at one service, newest first."""
    return Trial.objects.filter(visible(by, Verb.MARK_TRIED, TIES), service=service).order_by("-on")


def agreements(by: Actor) -> QuerySet[Agreement]:
    """What was agreed: of the own club, or all for whoever keeps the directory; what ends soon comes first."""
    found = Agreement.objects.filter(visible(by, Verb.KEEP_AGREEMENT, TIES))
    return found.select_related("organisation", "provider").order_by(F("valid_to").asc(nulls_last=True), "pk")


def agreements_with(by: Actor, provider: Organisation, on: date) -> QuerySet[Agreement]:
    """What the own club has with this provider today: whoever works there may know whom to call."""
    return Agreement.objects.filter(valid_on(on), organisation=by.organisation, provider=provider).order_by(
        "-valid_from"
    )


def organisations_that_agree(by: Actor) -> QuerySet[Organisation]:
    """The own club; every one for whoever keeps the directory."""
    everywhere = Organisation.objects.order_by("sort_key")
    return everywhere if Role.ADMINISTRATOR in by.roles else everywhere.filter(pk=by.own_organisation)


def providers() -> QuerySet[Organisation]:
    """With whom something can be agreed."""
    return (
        Organisation.objects.filter(services__isnull=False)
        .exclude(kind__in=NO_AGREEMENT)
        .distinct()
        .order_by("sort_key")
    )
