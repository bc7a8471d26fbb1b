"""`decide` says whether; `visible` says which rows. Both read the same rule table, so they cannot disagree."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, Expression, Q

from caunoi.access.choices import Relation, Verb
from caunoi.access.rules import relations_allowed
from caunoi.lib.actor import Actor
from caunoi.organisations.choices import OrganisationKind

NOTHING = Q(pk__in=[])
MARK = "/* asked visible() */"


class _Checked(Expression):
    """Always true. It leaves a mark in the SQL, so that a query of a page that never asked can be told from one that did."""

    conditional = True
    output_field = BooleanField()

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[str | int, ...]]:
        return f"{MARK} 1 = 1", ()


CHECKED = _Checked()


@dataclass(frozen=True)
class Tie:
    """How to tell that a relation holds: for one thing, and as a filter over many. The two must agree."""

    holds: Callable[[Actor, Any], bool]
    q: Callable[[Actor], Q]


Ties = Mapping[Relation, Tie]
ANYTHING = Tie(holds=lambda by, thing: True, q=lambda by: Q(pk__isnull=False))


@dataclass(frozen=True)
class Decision:
    allowed: bool
    reason: str


class Refused(Exception):
    """Who acts may not do this. The refusal is recorded by the outermost action."""

    def __init__(self, verb: Verb, reason: str, subject: UUID | None = None) -> None:
        super().__init__(f"{verb}: {reason}")
        self.verb, self.reason, self.subject, self.recorded = verb, reason, subject, False


def decide(by: Actor, verb: Verb, thing: Any, ties: Ties) -> Decision:
    """Whether `by` may do this to this thing, and why."""
    relations = relations_allowed(by.roles, verb)
    if not relations:
        return Decision(False, "no role allows it")
    for relation in sorted(relations):
        if _tie(relation, ties).holds(by, thing):
            return Decision(True, relation)
    return Decision(False, "not related: " + ", ".join(sorted(relations)))


def require(by: Actor, verb: Verb, thing: Any, ties: Ties, subject: UUID | None = None) -> None:
    """Raise Refused unless `decide` allows it."""
    decision = decide(by, verb, thing, ties)
    if not decision.allowed:
        raise Refused(verb, decision.reason, subject or getattr(thing, "pk", None))


def visible(by: Actor, verb: Verb, ties: Ties) -> Q:
    """The rows for which `decide` would allow this."""
    found = NOTHING
    for relation in sorted(relations_allowed(by.roles, verb)):
        found |= _tie(relation, ties).q(by)
    return found & Q(CHECKED)


def may_ever(by: Actor, verb: Verb) -> bool:
    """Whether any row could be allowed: for pages and menu entries, before there is a thing to ask about."""
    return bool(relations_allowed(by.roles, verb))


def _tie(relation: Relation, ties: Ties) -> Tie:
    return ANYTHING if relation is Relation.ANY else ties[relation]


OWN_ORGANISATION = Tie(
    holds=lambda by, thing: by.organisation is not None and thing.organisation_id == by.organisation,
    q=lambda by: Q(organisation=by.organisation) if by.organisation else NOTHING,
)
WAITS_OUTSIDE_CLUBS = Tie(
    holds=lambda by, grant: grant.accepted_at is None and grant.organisation.kind != OrganisationKind.CLUB,
    q=lambda by: Q(accepted_at__isnull=True) & ~Q(organisation__kind=OrganisationKind.CLUB),
)
STAFF_TIES: Ties = {Relation.OWN_ORGANISATION: OWN_ORGANISATION, Relation.WAITS_OUTSIDE_CLUBS: WAITS_OUTSIDE_CLUBS}
