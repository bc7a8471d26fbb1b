from typing import TypeVar
from uuid import UUID

from django.db import IntegrityError, transaction

from caunoi.access.choices import Verb
from caunoi.access.models import User
from caunoi.access.policies import Refused
from caunoi.access.queries import works_here
from caunoi.lib.actor import Actor, ActorKind
from caunoi.referrals.models import Need, Referral

Row = TypeVar("Row", Need, Referral)


def enters(by: Actor, verb: Verb) -> tuple[UUID, UUID]:
    """The user who enters and the organisation she works for. Nobody else writes needs and referrals."""
    if by.kind is not ActorKind.USER or by.id is None or by.organisation is None:
        raise Refused(verb, "not a member of staff")
    return by.id, by.organisation


def did(by: Actor, verb: Verb, done_by: User | None) -> UUID | None:
    """Who did it, if somebody else of the same organisation."""
    if done_by is None:
        return None
    if not works_here(by, done_by.pk):
        raise Refused(verb, "done by somebody of another organisation")
    worker: UUID = done_by.pk
    return worker


def says_the_same(found: Row, meant: Row, fields: tuple[str, ...]) -> bool:
    """Whether a form that comes again says what was written the first time, or something else under the same id."""
    return all(getattr(found, name) == getattr(meant, name) for name in fields)


def add_once(row: Row, verb: Verb) -> tuple[Row, bool]:
    """Insert the row, or find the one of the same id: a form sent twice writes once. The flag says whether it is new."""
    known = type(row)._default_manager.filter(pk=row.pk)
    if (found := known.first()) is not None:
        return found, False
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        if (found := known.first()) is None:  # behind the wall of another organisation
            raise Refused(verb, "the id is in use elsewhere", row.pk) from None
        return found, False
    return row, True
