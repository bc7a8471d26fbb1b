from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from caunoi.access.acting import action
from caunoi.access.actions import CannotDo
from caunoi.access.choices import Verb
from caunoi.access.policies import Refused, require
from caunoi.access.queries import works_here
from caunoi.audit import actions as audit
from caunoi.lib.actor import Actor
from caunoi.lib.ids import uuid7
from caunoi.outreach.actions.contacts import check_day
from caunoi.outreach.choices import Commodity, Movement, StockReason
from caunoi.outreach.models import StockMove
from caunoi.outreach.models.stock import BETWEEN, EXPLAINED
from caunoi.outreach.policies import HERS_TIES
from caunoi.outreach.queries import held_by

MANY_STOCK = 1_000_000


@dataclass(frozen=True)
class Moved:
    """Pieces of one kind that came, went or changed hands. `worker` None: the group's store."""

    kind: str
    movement: str
    quantity: int
    on: date
    worker: UUID | None = None
    reason: str = ""


@action
def note_stock(*, by: Actor, at: datetime, moved: Moved, pk: UUID | None = None) -> StockMove:
    """Write down pieces received, handed on, brought back, lost, expired or found. Sent twice, it is noted once."""
    move = StockMove(
        pk=pk or uuid7(),
        organisation_id=by.own_organisation,
        worker_id=moved.worker,
        kind=moved.kind,
        movement=moved.movement,
        quantity=moved.quantity,
        reason=moved.reason,
        on=moved.on,
        noted_by_id=by.own_id,
        noted_at=at,
    )
    require(by, Verb.KEEP_STOCK, move, HERS_TIES)
    if (known := StockMove.objects.filter(pk=move.pk).first()) is not None:
        return _repeated(known, move)
    _check(by, at, moved)
    try:
        with transaction.atomic():
            move.save(force_insert=True)
    except IntegrityError:  # behind the wall of another organisation
        raise Refused(Verb.KEEP_STOCK, "the id is in use elsewhere", move.pk) from None
    audit.record(by=by, at=at, action=Verb.KEEP_STOCK, subject=move.pk, details={"movement": move.movement})
    return move


@action
def count_stock(
    *, by: Actor, at: datetime, kind: str, counted: int, on: date, worker: UUID | None = None
) -> StockMove | None:
    """What somebody counted in a hand: the difference to the books is noted as found or lost. None: there is none."""
    if not 0 <= counted <= MANY_STOCK:
        raise CannotDo(_("Count again: this number cannot be. Nothing was saved."))
    if kind not in Commodity.values:
        raise CannotDo(_("Choose a kind of piece from the list. Nothing was saved."))
    require(by, Verb.KEEP_STOCK, StockMove(organisation_id=by.own_organisation, worker_id=worker), HERS_TIES)
    difference = counted - held_by(by, worker, kind).balance
    if difference == 0:
        return None
    movement = Movement.FOUND if difference > 0 else Movement.LOST
    moved = Moved(kind, movement, abs(difference), on, worker, StockReason.COUNTED)
    return note_stock(by=by, at=at, moved=moved)


@action
def take_back_stock(*, by: Actor, at: datetime, move: StockMove) -> None:
    """A move was noted by mistake: it stays readable and counts no more."""
    require(by, Verb.KEEP_STOCK, move, HERS_TIES)
    if not StockMove.objects.filter(pk=move.pk, taken_back=False).update(taken_back=True):
        raise CannotDo(_("This was taken back already. Nothing was changed."))
    audit.record(by=by, at=at, action="take_back_stock", subject=move.pk)


def _check(by: Actor, at: datetime, moved: Moved) -> None:
    check_day(at, moved.on)
    if moved.kind not in Commodity.values or moved.movement not in Movement.values:
        raise CannotDo(_("Choose what it is and what happened. Nothing was saved."))
    if not 1 <= moved.quantity <= MANY_STOCK:
        raise CannotDo(_("Write how many pieces, at least one. Nothing was saved."))
    if moved.movement in BETWEEN and moved.worker is None:
        raise CannotDo(_("Say which worker. Nothing was saved."))
    if moved.movement == Movement.RECEIVED and moved.worker is not None:
        raise CannotDo(_("What is received goes to the store first, and from there to a worker. Nothing was saved."))
    if moved.movement in EXPLAINED and moved.reason not in StockReason.values:
        raise CannotDo(_("Say why it is more or less than noted. Nothing was saved."))
    if moved.worker is not None and not works_here(by, moved.worker):
        raise CannotDo(_("This worker is not of your group. Choose from the list; nothing was saved."))


def _repeated(known: StockMove, meant: StockMove) -> StockMove:
    said = ("kind", "movement", "quantity", "on", "worker_id", "reason", "organisation_id")
    if all(getattr(known, name) == getattr(meant, name) for name in said):
        return known
    raise CannotDo(_("This was noted already, and differently. Look at the list; nothing was added."))
