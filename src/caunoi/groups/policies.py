"""A group and what it does belong to one organisation; nobody else sees any of it."""

from django.db.models import Q

from caunoi.access.choices import Relation
from caunoi.access.policies import NOTHING, OWN_ORGANISATION, Tie, Ties
from caunoi.lib.actor import Actor


def _of_own_group(by: Actor) -> Q:
    return Q(group__organisation=by.organisation) if by.organisation else NOTHING


TIES: Ties = {Relation.OWN_ORGANISATION: OWN_ORGANISATION}
OF_GROUP_TIES: Ties = {
    Relation.OWN_ORGANISATION: Tie(
        holds=lambda by, thing: by.organisation is not None and thing.group.organisation_id == by.organisation,
        q=_of_own_group,
    )
}
