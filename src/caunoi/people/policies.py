"""How a pseudonym stands to who acts: her own organisation, her worker's caseload, opened by card a moment ago."""

from django.db.models import Q
from django.db.models.functions import Now

from caunoi.access.choices import Relation
from caunoi.access.policies import NOTHING, OWN_ORGANISATION, Tie, Ties
from caunoi.lib.actor import Actor
from caunoi.people.models import Assignment, Opening, Pseudonym


def is_in_caseload(by: Actor, pseudonym: Pseudonym) -> bool:
    return by.id is not None and Assignment.objects.now().filter(pseudonym=pseudonym, worker_id=by.id).exists()


def is_opened(by: Actor, pseudonym: Pseudonym) -> bool:
    return (
        by.id is not None and Opening.objects.filter(pseudonym=pseudonym, opened_by_id=by.id, until__gt=Now()).exists()
    )


def caseload(by: Actor, path: str = "") -> Q:
    """Rows whose person, reached by `path`, `by` looks after now."""
    if by.id is None:
        return NOTHING
    # the few ids themselves: given a subquery, PostgreSQL reads the whole table of whatever is filtered
    mine = list(Assignment.objects.now().filter(worker_id=by.id).values_list("pseudonym", flat=True))
    return Q(**{f"{path or 'pk'}__in": mine})


def opened(by: Actor, path: str = "") -> Q:
    """Rows whose person, reached by `path`, `by` opened by card and still may see."""
    if by.id is None:
        return NOTHING
    mine = list(Opening.objects.filter(opened_by_id=by.id, until__gt=Now()).values_list("pseudonym", flat=True))
    return Q(**{f"{path or 'pk'}__in": mine})


TIES: Ties = {
    Relation.OWN_ORGANISATION: OWN_ORGANISATION,
    Relation.CASELOAD: Tie(holds=is_in_caseload, q=caseload),
    Relation.OPENED_BY_CARD: Tie(holds=is_opened, q=opened),
}
