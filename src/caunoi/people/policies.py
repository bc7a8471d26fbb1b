"""How a pseudonym stands to who acts: her own organisation, her worker's caseload, opened by card a moment ago, or on the
protective path that is his to follow. And whether what is kept about her may be used at all.

`in_use` goes around every tie of another package whose things are about a person: while her use is restricted it does not hold.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Q
from django.db.models.functions import Now

from caunoi.access.choices import Relation, Role, Verb
from caunoi.access.models import Grant
from caunoi.access.policies import NOTHING, OWN_ORGANISATION, Tie, Ties
from caunoi.lib.actor import Actor, ActorKind
from caunoi.people.choices import RightKind
from caunoi.people.models import Assignment, Opening, ProtectionDuty, ProtectiveCase, Pseudonym, Restriction

STOPPED_BY_RESTRICTION = frozenset(
    {
        Verb.SEE_CONTACT, Verb.CORRECT_CONTACT, Verb.NOTE_NEED, Verb.SEE_NEED, Verb.MAKE_REFERRAL, Verb.SEE_REFERRAL,
        Verb.MOVE_REFERRAL, Verb.ANSWER_REFERRAL, Verb.SEAL, Verb.REVEAL, Verb.SEARCH_NAMES, Verb.SEAL_PACKET,
        Verb.OPEN_PACKET, Verb.PLAN_VISITS,
    }
)  # fmt: skip
"""What nobody does with somebody whose use is restricted (hạn chế sử dụng)."""
STILL_POSSIBLE = frozenset(
    {
        Verb.NOTE_CONTACT, Verb.SEE_MEMBER, Verb.OPEN_BY_CARD, Verb.RECORD_CONSENT, Verb.RESTRICT_USE, Verb.PROTECT,
        Verb.FOLLOW_PROTECTION, Verb.IMPORT_CONTACTS, Verb.PRINT_CALENDAR, Verb.WRITE_NOTE, Verb.ERASE,
        Verb.SEE_OWN_PAGE, Verb.GIVE_OWN_CODE, Verb.ASK_RIGHT,
        # nobody who is served stands in these
        Verb.HAND_OVER, Verb.SEE_SESSION, Verb.KEEP_STOCK, Verb.SEE_STOCK, Verb.GO_OUT, Verb.COUNT_MONTH,
    }
)  # fmt: skip
"""What stays: a true contact is never lost, she can withdraw, the restriction can be lifted, protection goes on."""
PROTECTING_ROLES = (Role.CLUB_LEAD, Role.DEPUTY_LEAD, Role.CASE_WORKER)


R = TypeVar("R")
_read: ContextVar[dict[Hashable, Any] | None] = ContextVar(
    "how people stand to who acts, as this page read it", default=None
)


@contextmanager
def asked_once() -> Iterator[None]:
    """Within this, who looks after whom and whose use rests is read once: for a page that asks much and writes nothing."""
    token = _read.set({})
    try:
        yield
    finally:
        _read.reset(token)


def _once(what: Hashable, read: Callable[[], R]) -> R:
    known = _read.get()
    if known is None:
        return read()
    if what not in known:
        known[what] = read()
    found: R = known[what]
    return found


def is_new_here(by: Actor, pseudonym: Pseudonym) -> bool:
    """Somebody whom `by` is writing down just now."""
    return pseudonym._state.adding and pseudonym.organisation_id == by.organisation


def is_in_caseload(by: Actor, pseudonym: Pseudonym) -> bool:
    return by.id is not None and Assignment.objects.now().filter(pseudonym=pseudonym, worker_id=by.id).exists()


def is_opened(by: Actor, pseudonym: Pseudonym) -> bool:
    opening = Opening.objects.filter(pseudonym=pseudonym, opened_by_id=by.id, until__gt=Now())
    return by.id is not None and opening.exists() and not is_protected(pseudonym.pk)


def caseload(by: Actor, path: str = "") -> Q:
    """Rows whose person, reached by `path`, `by` looks after now."""
    if by.id is None:
        return NOTHING
    # the few ids themselves: given a subquery, PostgreSQL reads the whole table of whatever is filtered
    now = Assignment.objects.now().filter(worker_id=by.id)
    mine = _once(("caseload", by.id), lambda: list(now.values_list("pseudonym", flat=True)))
    return Q(**{f"{path or 'pk'}__in": mine})


def opened(by: Actor, path: str = "") -> Q:
    """Rows whose person, reached by `path`, `by` opened by card and still may see; nobody on the protective path."""
    if by.id is None:
        return NOTHING
    return Q(**{f"{path or 'pk'}__in": _once(("opened", by.id), lambda: _opened_by(by))})


def _opened_by(by: Actor) -> list[UUID]:
    mine = set(Opening.objects.filter(opened_by_id=by.id, until__gt=Now()).values_list("pseudonym", flat=True))
    return sorted(mine - set(_protected(mine)))


def is_protected(pseudonym: UUID | None) -> bool:
    """Whether she is helped on the protective path."""
    return pseudonym is not None and ProtectiveCase.objects.now().filter(pseudonym=pseudonym).exists()


def protection_person(organisation: UUID) -> UUID | None:
    """Whom the lead named, while she still works here in a role that can; None: the lead herself."""
    named = ProtectionDuty.objects.now().filter(organisation=organisation).values_list("user", flat=True).first()
    here = Grant.objects.acting().filter(user=named, organisation=organisation, role__in=PROTECTING_ROLES)
    return named if named is not None and here.exists() else None


def is_protection_person(by: Actor) -> bool:
    """Whether `by` is who follows up the protective path of the own organisation."""
    if by.id is None or by.organisation is None or not by.roles & set(PROTECTING_ROLES):
        return False
    named = protection_person(by.organisation)
    return by.id == named if named else Role.CLUB_LEAD in by.roles


def is_on_own_path(by: Actor, pseudonym: Pseudonym) -> bool:
    """Somebody of the own organisation on the protective path, and `by` is its protection person."""
    return pseudonym.organisation_id == by.organisation and is_protection_person(by) and is_protected(pseudonym.pk)


def on_own_path(by: Actor, path: str = "") -> Q:
    """Rows whose person, reached by `path`, is on the protective path that `by` follows up."""
    if not _once(("protects", by.id, by.organisation), lambda: is_protection_person(by)):
        return NOTHING
    cases = ProtectiveCase.objects.now().filter(pseudonym__organisation=by.organisation)
    hers = _once(("on the path", by.organisation), lambda: list(cases.values_list("pseudonym", flat=True)))
    return Q(**{f"{path or 'pk'}__in": hers})


def is_herself(by: Actor, pseudonym: Pseudonym) -> bool:
    return by.kind is ActorKind.PERSON and by.id == pseudonym.pk


def herself(by: Actor, path: str = "") -> Q:
    """Rows whose person, reached by `path`, is who acts."""
    return Q(**{path or "pk": by.id}) if by.kind is ActorKind.PERSON else NOTHING


def is_restricted(pseudonym: UUID | None) -> bool:
    """Whether what is kept about her is not to be used now."""
    return pseudonym is not None and Restriction.objects.now().filter(pseudonym=pseudonym).exists()


def not_restricted(path: str = "pseudonym") -> Q:
    """Rows whose person, reached by `path`, may be spoken of: everybody without a card among them."""
    resting = _once("resting", lambda: list(Restriction.objects.now().values_list("pseudonym", flat=True)))
    return ~Q(**{f"{path}__in": resting}) if resting else Q()


def in_use(tie: Tie, path: str = "pseudonym") -> Tie:
    """The same tie, which does not hold while the use of the thing's person is restricted."""
    return Tie(
        holds=lambda by, thing: tie.holds(by, thing) and not is_restricted(_person_of(thing)),
        q=lambda by: tie.q(by) & not_restricted(path),
    )


def _person_of(thing: Any) -> UUID | None:
    person: UUID | None = thing.pk if isinstance(thing, Pseudonym) else thing.pseudonym_id
    return person


def _protected(among: Iterable[UUID]) -> Iterable[UUID]:
    return ProtectiveCase.objects.now().filter(pseudonym__in=list(among)).values_list("pseudonym", flat=True)


TIES: Ties = {
    Relation.OWN_ORGANISATION: OWN_ORGANISATION,
    Relation.OWN_RECORD: Tie(holds=is_new_here, q=lambda by: NOTHING),
    Relation.CASELOAD: Tie(holds=is_in_caseload, q=caseload),
    Relation.OPENED_BY_CARD: Tie(holds=is_opened, q=opened),
    Relation.ON_PROTECTIVE_PATH: Tie(holds=is_on_own_path, q=on_own_path),
    Relation.OWN_SELF: Tie(holds=is_herself, q=herself),
}
RECIPIENT = Tie(
    holds=lambda by, packet: by.organisation is not None and packet.recipient_id == by.organisation,
    q=lambda by: Q(recipient=by.organisation) if by.organisation else NOTHING,
)
WITH_HER_SLIP = Tie(
    holds=lambda by, packet: by.kind is ActorKind.SLIP and by.id == packet.referral,
    q=lambda by: Q(referral=by.id) if by.kind is ActorKind.SLIP and by.id else NOTHING,
)
PACKET_TIES: Ties = {Relation.OWN_ORGANISATION: in_use(RECIPIENT), Relation.HOLDS_SLIP: in_use(WITH_HER_SLIP)}
NOT_ON_THE_PATH = Tie(
    holds=lambda by, pseudonym: OWN_ORGANISATION.holds(by, pseudonym) and not is_protected(pseudonym.pk),
    q=lambda by: OWN_ORGANISATION.q(by) & ~Q(pk__in=ProtectiveCase.objects.now().values("pseudonym")),
)
VAULT_TIES: Ties = {
    relation: in_use(tie, "pk") for relation, tie in {**TIES, Relation.OWN_ORGANISATION: NOT_ON_THE_PATH}.items()
}
"""For what is sealed about her: nothing of it is used while her use is restricted, and a search of the whole organisation
finds nobody on the protective path."""
KEY_TIES: Ties = {Relation.OWN_ORGANISATION: OWN_ORGANISATION}
REQUEST_TIES: Ties = {
    Relation.OWN_ORGANISATION: OWN_ORGANISATION,
    Relation.COMPLAINT: Tie(
        holds=lambda by, request: OWN_ORGANISATION.holds(by, request) and request.kind == RightKind.COMPLAINT,
        q=lambda by: OWN_ORGANISATION.q(by) & Q(kind=RightKind.COMPLAINT),
    ),
    Relation.NO_COMPLAINT: Tie(
        holds=lambda by, request: OWN_ORGANISATION.holds(by, request) and request.kind != RightKind.COMPLAINT,
        q=lambda by: OWN_ORGANISATION.q(by) & ~Q(kind=RightKind.COMPLAINT),
    ),
}
"""How a request stands to who acts: a complaint is never read by those it may be about."""


@dataclass(frozen=True)
class Keys:
    """The keys of one organisation, as a thing to be allowed or not."""

    organisation_id: UUID | None
