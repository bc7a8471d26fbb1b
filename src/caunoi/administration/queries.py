from django.db.models import QuerySet

from caunoi.access.choices import Role
from caunoi.lib.actor import Actor
from caunoi.organisations.models import Organisation


def organisations_to_invite_for(by: Actor) -> QuerySet[Organisation]:
    """An administrator invites for every organisation, a lead for her own club."""
    everywhere = Organisation.objects.order_by("sort_key")
    return everywhere if Role.ADMINISTRATOR in by.roles else everywhere.filter(pk=by.own_organisation)
