from django.db.models import QuerySet

from caunoi.access.choices import Role, Verb
from caunoi.access.policies import visible
from caunoi.directory.models import Service
from caunoi.lib.actor import Actor
from caunoi.organisations.models import Organisation
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
