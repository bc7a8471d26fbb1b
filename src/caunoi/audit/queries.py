import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from caunoi.audit.checking import Fault, Known, Row, examine
from caunoi.audit.models import Checkpoint, Entry
from caunoi.audit.tree import Frontier

KEPT_HERE = "here"
AT_ONCE = 5_000
LAST = 2**63 - 1


@dataclass(frozen=True)
class Look:
    """One act about a person, as she may be told: what, by whom in which role and organisation, what for, which day.

    `staff` is a code that stays the same for one member of staff and says nothing else about her.
    """

    on: date
    action: str
    staff: str
    roles: tuple[str, ...]
    organisation: UUID | None
    details: dict[str, Any]

    @property
    def purpose(self) -> str:
        return str(self.details.get("purpose", ""))


def rows(*, after: int = 0, upto: int = LAST) -> Iterator[Row]:
    """Entries behind one number up to another, in order, as they lie in the table, some at a time."""
    ids = ", ".join(_as_text(name) for name in ("by_id", "organisation", "subject"))
    with connection.chunked_cursor() as cursor:
        cursor.execute(
            f"SELECT seq, canonical, leaf, action, outcome, {ids} FROM audit_entry WHERE seq > %s AND seq <= %s ORDER BY seq",  # noqa: S608  # names of columns, no values
            [after, upto],
        )
        while some := cursor.fetchmany(AT_ONCE):
            yield from map(Row._make, some)


def latest_checkpoint() -> Checkpoint | None:
    """The record as it was signed last."""
    return Checkpoint.objects.order_by("size").last()


def checkpoint_over(action: str, subject: UUID) -> Checkpoint | None:
    """The first checkpoint of a record that holds this act; None until one was signed."""
    entry = Entry.objects.filter(action=action, outcome="done", subject=subject).order_by("seq").last()
    return Checkpoint.objects.filter(size__gte=entry.seq).order_by("size").first() if entry else None


def checkpoints() -> list[Known]:
    """What the checkpoints that are kept here say. Whoever changes entries can change them too: others keep copies."""
    return [
        Known(size, bytes(root), KEPT_HERE) for size, root in Checkpoint.objects.values_list("size", "root").iterator()
    ]


def faults(known: Iterable[Known] = (), seen: Iterable[Row] | None = None) -> Iterator[Fault]:
    """Where the record does not hold together or differs from a checkpoint, kept here or given. None: all is well."""
    return examine(rows() if seen is None else seen, [*checkpoints(), *known], Frontier())


def looks_at(handle: UUID) -> list[Look]:
    """Everything that was done about the person who is in the record under this handle, newest first. Refusals are not
    told: nothing was seen."""
    found = Entry.objects.filter(subject=handle, outcome="done").order_by("-seq").values_list("at", "canonical")
    return [_look(at, json.loads(bytes(canonical))) for at, canonical in found]


def refusals(reason: str, since: datetime, organisation: UUID | None = None) -> list[tuple[datetime, UUID | None]]:
    """When, and by whom, something was refused for this reason since then; of one organisation, or of all."""
    found = Entry.objects.filter(outcome="refused", at__gte=since).order_by("seq")
    if organisation:
        found = found.filter(organisation=organisation)
    told = found.values_list("at", "by_id", "canonical")
    return [(at, who) for at, who, canonical in told if _details(canonical).get("reason") == reason]


def staff_code(user: UUID | None) -> str:
    """How staff are named to the people they serve: the same code every time, from which nobody finds the account."""
    return f"{int.from_bytes(sha256(b'staff' + user.bytes).digest()[:4]) % 1_000_000:06}" if user else ""


def _look(at: datetime, told: dict[str, Any]) -> Look:
    by = told["by"]
    return Look(
        on=timezone.localdate(at),
        action=told["action"],
        staff=staff_code(UUID(by["id"]) if "id" in by else None),
        roles=tuple(by.get("roles", ())),
        organisation=UUID(by["organisation"]) if "organisation" in by else None,
        details=told.get("details", {}),
    )


def _as_text(column: str) -> str:
    if connection.vendor == "postgresql":
        return f"coalesce(encode(uuid_send({column}), 'hex'), '')"
    return f"lower(hex({column}))"


def _details(canonical: bytes | memoryview) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(bytes(canonical)).get("details", {})
    return found
