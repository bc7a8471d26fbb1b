"""What identifying fields may be opened for, by which role and how often. Data and pure functions; the vault asks here.

Every reveal counts towards one of two limits: invitations to a meeting, which go to many people in one evening and need
a second person's yes, and everything else.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from caunoi.access.choices import RevealPurpose, Role

LEAD, DEPUTY, CASE, PROVIDER = Role.CLUB_LEAD, Role.DEPUTY_LEAD, Role.CASE_WORKER, Role.PROVIDER_STAFF
KEY_HOLDERS = frozenset({LEAD, DEPUTY, CASE, PROVIDER})
"""Who may hold a key at all: never peers, guardians or administrators."""


@dataclass(frozen=True)
class Limit:
    """How many reveals by one person within `window`; with `second_person`, only once somebody else said yes."""

    number: int
    window: timedelta
    second_person: bool = False


COMMON = Limit(20, timedelta(hours=1))
INVITING = Limit(60, timedelta(days=1), second_person=True)

WHO: dict[RevealPurpose, frozenset[Role]] = {
    RevealPurpose.APPOINTMENT: frozenset({LEAD, DEPUTY, CASE, PROVIDER}),
    RevealPurpose.CALL_BACK: frozenset({LEAD, DEPUTY, CASE, PROVIDER}),
    RevealPurpose.FOLLOW_UP: frozenset({LEAD, DEPUTY, CASE}),
    RevealPurpose.SAFETY: frozenset({LEAD, DEPUTY, CASE}),
    RevealPurpose.REFER: frozenset({LEAD, DEPUTY, CASE}),
    RevealPurpose.SERVE: frozenset({PROVIDER}),
    RevealPurpose.CORRECT: frozenset({LEAD, DEPUTY, CASE}),
    RevealPurpose.SHE_ASKS: frozenset({LEAD, DEPUTY, CASE}),
    RevealPurpose.INVITE: frozenset({LEAD, DEPUTY}),
}

TOO_MANY_REVEALS = "too many reveals"
"""The reason of a refusal by a limit: raise `Refused(verb, TOO_MANY_REVEALS)`, so that `access.queries.too_many_reveals` finds it."""
NO_SECOND_YES = "nobody else said yes"


def purposes_for(roles: Iterable[str]) -> list[RevealPurpose]:
    """What somebody with these roles may open a field for, in the order of the list."""
    held = frozenset(roles)
    return [purpose for purpose in RevealPurpose if WHO[purpose] & held]


def limit_of(purpose: RevealPurpose) -> Limit:
    """The limit that a reveal for this purpose counts towards."""
    return INVITING if purpose == RevealPurpose.INVITE else COMMON


def counted_together(purpose: RevealPurpose) -> list[RevealPurpose]:
    """The purposes whose reveals count towards the same limit."""
    return [other for other in RevealPurpose if limit_of(other) == limit_of(purpose)]


def left(purpose: RevealPurpose, earlier: Iterable[datetime], at: datetime) -> int:
    """How many more somebody may open now, when her reveals counted together with this one were at these times."""
    limit = limit_of(purpose)
    return max(0, limit.number - sum(1 for moment in earlier if at - limit.window < moment <= at))


def second_yes_counts(purpose: RevealPurpose, asked_by: UUID, yes_by: UUID | None) -> bool:
    """Whether a yes is there where one is needed: by somebody else than who asks."""
    return not limit_of(purpose).second_person or (yes_by is not None and yes_by != asked_by)
