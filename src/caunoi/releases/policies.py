"""How a release stands to who acts. The second signature is somebody else's."""

from django.db.models import Q

from caunoi.access.choices import Relation
from caunoi.access.policies import NOTHING, OWN_ORGANISATION, Tie, Ties
from caunoi.lib.actor import Actor, ActorKind
from caunoi.releases.models import Release


def _is_other_signer(by: Actor, release: Release) -> bool:
    is_colleague = by.organisation is not None and release.organisation_id == by.organisation
    return by.kind is ActorKind.USER and is_colleague and release.first_signed_by_id != by.id


def _other_signer(by: Actor) -> Q:
    if by.kind is not ActorKind.USER or by.organisation is None:
        return NOTHING
    return Q(organisation=by.organisation) & ~Q(first_signed_by=by.id)


TIES: Ties = {
    Relation.OWN_ORGANISATION: OWN_ORGANISATION,
    Relation.OTHER_SIGNER: Tie(holds=_is_other_signer, q=_other_signer),
}
