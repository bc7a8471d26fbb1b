"""Who acts. One word for it everywhere: `by`."""

from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID


class ActorKind(StrEnum):
    USER = "user"
    SLIP = "slip"
    PERSON = "person"
    PARTNER = "partner"
    COMMAND = "command"
    CLOCK = "clock"
    ANYONE = "anyone"


@dataclass(frozen=True)
class Actor:
    """A user, a slip holder, the person herself, a partner, the command line or the clock.

    `organisation` is the one the actor acts for; `roles` are those that act now, granted and accepted.
    """

    kind: ActorKind
    id: UUID | None = None
    organisation: UUID | None = None
    roles: frozenset[str] = field(default_factory=frozenset)


ANYONE = Actor(ActorKind.ANYONE)
COMMAND = Actor(ActorKind.COMMAND, roles=frozenset({"command_line"}))
CLOCK = Actor(ActorKind.CLOCK)
