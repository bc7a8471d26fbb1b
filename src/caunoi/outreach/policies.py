"""How a contact stands to who acts. While the use of its person is restricted, only noting a new one is left."""

from django.db.models import Q

from caunoi.access.choices import Relation
from caunoi.access.policies import NOTHING, OWN_ORGANISATION, Tie, Ties
from caunoi.lib.actor import Actor
from caunoi.outreach.models import Contact, ServiceSession
from caunoi.people import policies as people


def _is_own(by: Actor, contact: Contact) -> bool:
    return (
        by.id is not None
        and by.id in (contact.done_by_id, contact.entered_by_id)
        and contact.organisation_id == by.organisation
    )


def _own(by: Actor) -> Q:
    if by.id is None:
        return NOTHING
    return Q(organisation=by.organisation) & (Q(done_by=by.id) | Q(entered_by=by.id))


TIES: Ties = {
    Relation.OWN_ORGANISATION: OWN_ORGANISATION,
    Relation.OWN_RECORD: people.in_use(Tie(holds=_is_own, q=_own)),
    Relation.CASELOAD: people.in_use(
        Tie(
            holds=lambda by, contact: contact.pseudonym is not None and people.is_in_caseload(by, contact.pseudonym),
            q=lambda by: people.caseload(by, "pseudonym"),
        )
    ),
    Relation.OPENED_BY_CARD: people.in_use(
        Tie(
            holds=lambda by, contact: contact.pseudonym is not None and people.is_opened(by, contact.pseudonym),
            q=lambda by: people.opened(by, "pseudonym"),
        )
    ),
}


def _by_herself(by: Actor, session: ServiceSession) -> bool:
    own = session.organisation_id == by.organisation
    return own and by.id is not None and by.id in (session.done_by_id, session.entered_by_id)


def _hers(by: Actor) -> Q:
    return Q(organisation=by.organisation, worker=by.id) if by.id and by.organisation else NOTHING


SESSION_TIES: Ties = {
    Relation.OWN_ORGANISATION: OWN_ORGANISATION,
    Relation.OWN_RECORD: Tie(holds=_by_herself, q=_own),
}
HERS_TIES: Ties = {
    Relation.OWN_ORGANISATION: OWN_ORGANISATION,
    Relation.OWN_RECORD: Tie(
        holds=lambda by, thing: (
            by.id is not None and thing.worker_id == by.id and thing.organisation_id == by.organisation
        ),
        q=_hers,
    ),
}
"""What belongs to one worker: her bag, her way out and home. Nobody who is served stands in it."""
