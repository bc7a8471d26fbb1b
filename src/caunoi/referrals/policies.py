"""How a need and a referral stand to who acts. A provider sees what was sent to it while open and consented to.

Nothing is read, moved or answered while the use of the person it is about is restricted.
"""

from django.db.models import Q
from django.db.models.functions import Now

from caunoi.access.choices import Relation
from caunoi.access.policies import NOTHING, OWN_ORGANISATION, Tie, Ties
from caunoi.lib.actor import Actor, ActorKind
from caunoi.people import policies as people
from caunoi.people.models import Consent
from caunoi.referrals.machine import OPEN_TO_PROVIDER
from caunoi.referrals.models import Need, Referral

Row = Need | Referral


def _is_own(by: Actor, row: Row) -> bool:
    return _same_organisation(by, row) and by.id is not None and by.id in (row.done_by_id, row.entered_by_id)


def _own(by: Actor) -> Q:
    return Q(organisation=by.organisation) & (Q(done_by=by.id) | Q(entered_by=by.id)) if by.id else NOTHING


def _is_in_caseload(by: Actor, row: Row) -> bool:
    return _same_organisation(by, row) and row.pseudonym is not None and people.is_in_caseload(by, row.pseudonym)


def _is_opened(by: Actor, row: Row) -> bool:
    return _same_organisation(by, row) and row.pseudonym is not None and people.is_opened(by, row.pseudonym)


def _is_on_own_path(by: Actor, row: Row) -> bool:
    return _same_organisation(by, row) and row.pseudonym is not None and people.is_on_own_path(by, row.pseudonym)


def _same_organisation(by: Actor, row: Row) -> bool:
    return by.organisation is not None and row.organisation_id == by.organisation


def _is_for_provider(by: Actor, referral: Referral) -> bool:
    return (
        by.organisation is not None
        and referral.provider_id == by.organisation
        and referral.state in OPEN_TO_PROVIDER
        and Consent.objects.live_now().filter(pk=referral.consent_id).exists()
    )


def _for_provider(by: Actor) -> Q:
    if by.organisation is None:
        return NOTHING
    return Q(
        provider=by.organisation,
        state__in=sorted(OPEN_TO_PROVIDER),
        consent__isnull=False,
        consent__withdrawn_at__isnull=True,
        consent__expires_at__gt=Now(),
    )


def _holds_slip(by: Actor, referral: Referral) -> bool:
    return by.kind is ActorKind.SLIP and by.id == referral.pk


OWN = people.in_use(Tie(holds=_is_own, q=_own))
CASELOAD = people.in_use(
    Tie(holds=_is_in_caseload, q=lambda by: Q(organisation=by.organisation) & people.caseload(by, "pseudonym"))
)
OPENED = people.in_use(
    Tie(holds=_is_opened, q=lambda by: Q(organisation=by.organisation) & people.opened(by, "pseudonym"))
)
ON_OWN_PATH = people.in_use(
    Tie(holds=_is_on_own_path, q=lambda by: Q(organisation=by.organisation) & people.on_own_path(by, "pseudonym"))
)
TIES: Ties = {
    Relation.OWN_ORGANISATION: people.in_use(OWN_ORGANISATION),
    Relation.OWN_SELF: Tie(
        holds=lambda by, row: row.pseudonym is not None and people.is_herself(by, row.pseudonym),
        q=lambda by: people.herself(by, "pseudonym"),
    ),
    Relation.OWN_RECORD: OWN,
    Relation.CASELOAD: CASELOAD,
    Relation.OPENED_BY_CARD: OPENED,
    Relation.ON_PROTECTIVE_PATH: ON_OWN_PATH,
    Relation.THIS_PROVIDER: people.in_use(Tie(holds=_is_for_provider, q=_for_provider)),
    Relation.HOLDS_SLIP: people.in_use(
        Tie(holds=_holds_slip, q=lambda by: Q(pk=by.id) if by.kind is ActorKind.SLIP and by.id else NOTHING)
    ),
}
NEW_NEED_TIES: Ties = {
    # writing a need down makes it one's own record: that is no tie to a card holder whom somebody else looks after
    Relation.OWN_RECORD: Tie(
        holds=lambda by, need: need.pseudonym is None and _is_own(by, need),
        q=lambda by: _own(by) & Q(pseudonym__isnull=True),
    ),
    Relation.CASELOAD: CASELOAD,
    Relation.OPENED_BY_CARD: OPENED,
    Relation.ON_PROTECTIVE_PATH: ON_OWN_PATH,
}
PAPER_TIES: Ties = {Relation.OWN_ORGANISATION: OWN_ORGANISATION}
"""For pads that are nobody's yet."""
