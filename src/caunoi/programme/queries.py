from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from caunoi.access.choices import Verb
from caunoi.access.policies import may_ever, visible
from caunoi.lib.actor import Actor
from caunoi.programme.models import Deployment, FundingLine


def deployment_on(organisation: UUID | None, day: date) -> Deployment | None:
    """What the work of an organisation on this day counts for, where it runs exactly one deployment."""
    running = list(Deployment.objects.filter(organisation=organisation).running(day, day)[:2])
    return running[0] if len(running) == 1 else None


def deployments(by: Actor) -> QuerySet[Deployment]:
    """Every deployment, by model and place, for the programme office and who keeps reference data."""
    rows = Deployment.objects.filter(visible(by, _verb(by), {}))
    found = rows.select_related("model", "organisation", "place__parent__parent", "place__began_as")
    return found.order_by("model__code", "place__sort_key", "organisation__sort_key", "starts_on")


def funding_lines(by: Actor) -> QuerySet[FundingLine]:
    """Money as it was entered, the newest days first; withdrawn lines too, which count nowhere."""
    rows = FundingLine.objects.filter(visible(by, _verb(by), {}))
    found = rows.select_related(
        "deployment__model",
        "deployment__organisation",
        "deployment__place__parent__parent",
        "deployment__place__began_as",
    )
    return found.order_by("-starts_on", "deployment__place__sort_key", "source", "pk")


def _verb(by: Actor) -> Verb:
    return Verb.SEE_COMPLETENESS if may_ever(by, Verb.SEE_COMPLETENESS) else Verb.KEEP_REFERENCE
