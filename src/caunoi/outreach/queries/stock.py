"""What is left of each kind of piece: received less given, lost and expired. A balance below nothing is shown, never hidden.

Counting begins on the day of a kind's first move in the club: what was handed over before was of no known stock.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import ceil
from typing import NamedTuple
from uuid import UUID

from django.db.models import Min, Q, QuerySet, Sum

from caunoi.access.choices import Relation, Verb
from caunoi.access.models import User
from caunoi.access.policies import CHECKED, may_ever, visible
from caunoi.access.rules import relations_allowed
from caunoi.lib.actor import Actor
from caunoi.outreach.choices import Commodity, Movement
from caunoi.outreach.models import Contact, ContactCommodity, StockMove
from caunoi.outreach.policies import HERS_TIES

USE_WEEKS = 8
"""Weeks whose use is taken for what will be used."""
REQUEST_WEEKS, PACK = 12, 10
LOW_WEEKS = 2


@dataclass
class Held:
    """Pieces of one kind in one hand: of a worker, of the store (`worker` None), or of the whole group."""

    kind: str
    worker: UUID | None = None
    received: int = 0
    handed_in: int = 0
    handed_out: int = 0
    given: int = 0
    lost: int = 0
    expired: int = 0
    found: int = 0

    @property
    def balance(self) -> int:
        came = self.received + self.handed_in + self.found
        return came - self.handed_out - self.given - self.lost - self.expired

    @property
    def is_discrepancy(self) -> bool:
        return self.balance < 0

    def add(self, movement: str, quantity: int) -> None:
        """A move as this hand sees it; between store and worker both hands are told."""
        to_worker = self.worker is not None
        match movement:
            case Movement.HANDED:
                self._between(comes=to_worker, quantity=quantity)
            case Movement.RETURNED:
                self._between(comes=not to_worker, quantity=quantity)
            case _:
                setattr(self, movement, getattr(self, movement) + quantity)

    def _between(self, *, comes: bool, quantity: int) -> None:
        if comes:
            self.handed_in += quantity
        else:
            self.handed_out += quantity


@dataclass
class Supply:
    """One kind in the whole group: what is left, and for how many weeks at the use of the last ones."""

    kind: str
    balance: int
    used: int
    hands: list[Held] = field(default_factory=list)

    @property
    def weekly(self) -> float:
        return self.used / USE_WEEKS

    @property
    def weeks_left(self) -> int | None:
        """Whole weeks; None where nothing was used lately and nothing can be said."""
        return int(max(self.balance, 0) / self.weekly) if self.used else None

    @property
    def is_low(self) -> bool:
        return self.weeks_left is not None and self.weeks_left < LOW_WEEKS

    @property
    def to_request(self) -> int:
        """Pieces to ask for, in whole packs, so that there is enough for the next weeks."""
        missing = self.weekly * REQUEST_WEEKS - max(self.balance, 0)
        return ceil(missing / PACK) * PACK if missing > 0 else 0


class Bag(NamedTuple):
    """Whose hand, by handle; empty: the store."""

    handle: str
    worker: UUID | None
    held: list[Held]


def moves(by: Actor) -> QuerySet[StockMove]:
    """Moves that `by` may see, newest first: her own bag's, or the whole group's."""
    seen = StockMove.objects.filter(visible(by, Verb.SEE_STOCK, HERS_TIES))
    return seen.select_related("worker", "noted_by").order_by("-on", "-noted_at")


def sees_whole_stock(by: Actor) -> bool:
    return Relation.OWN_ORGANISATION in relations_allowed(by.roles, Verb.SEE_STOCK)


def bags(by: Actor) -> list[Bag]:
    """What is in each hand that `by` may see, the store first; every kind that was ever moved."""
    held = _held(by)
    kinds = [kind.value for kind in Commodity if any(one.kind == kind for one in held.values())]
    workers = sorted({one.worker for one in held.values() if one.worker})
    handles = dict(User.objects.filter(pk__in=workers).order_by("handle").values_list("pk", "handle"))
    hands: list[UUID | None] = [None, *handles] if sees_whole_stock(by) else [by.own_id]
    return [
        Bag(handles.get(hand, "") if hand else "", hand, [held.get((hand, kind)) or Held(kind, hand) for kind in kinds])
        for hand in hands
    ]


def supplies(by: Actor, today: date) -> list[Supply]:
    """Each kind over all hands that `by` may see, with how long it lasts."""
    held = _held(by)
    used = _used(by, today)
    found = []
    for kind in Commodity:
        hands = [one for one in held.values() if one.kind == kind]
        if hands:
            found.append(Supply(kind.value, sum(one.balance for one in hands), used.get(kind.value, 0), hands))
    return found


def held_by(by: Actor, worker: UUID | None, kind: str) -> Held:
    """What the books say of one hand and kind."""
    return _held(by).get((worker, kind)) or Held(kind, worker)


def _held(by: Actor) -> dict[tuple[UUID | None, str], Held]:
    held: dict[tuple[UUID | None, str], Held] = {}
    begun: dict[str, date] = {}
    sees_all = sees_whole_stock(by)

    def hand(worker: UUID | None, kind: str) -> Held:
        return held.setdefault((worker, kind), Held(kind, worker))

    for worker, kind, movement, pieces, first in _moved(by):
        begun[kind] = min(begun.get(kind, first), first)  # kept by the club, whatever hand `by` may see
        if sees_all or worker == by.id:
            hand(worker, kind).add(movement, pieces)
        if movement in (Movement.HANDED, Movement.RETURNED) and sees_all:
            hand(None, kind).add(movement, pieces)
    for worker, kind, pieces in _given(by, begun):
        hand(worker, kind).given += pieces
    return held


def _moved(by: Actor) -> Iterable[tuple[UUID | None, str, str, int, date]]:
    """Sums of the club's moves by hand, kind and movement, each with its first day, for whoever may see any of them."""
    own = StockMove.objects.filter(CHECKED, organisation=by.organisation, taken_back=False)
    if not may_ever(by, Verb.SEE_STOCK):
        return ()
    found = own.values_list("worker", "kind", "movement").annotate(pieces=Sum("quantity"), first=Min("on"))
    return found.order_by()


def _given(by: Actor, begun: Mapping[str, date]) -> Iterable[tuple[UUID, str, int]]:
    """Pieces handed over since each kind is kept."""
    if not begun:
        return ()
    since = Q()
    for kind, first in begun.items():
        since |= Q(kind=kind, contact__on__gte=first)
    given = ContactCommodity.objects.filter(CHECKED, since, contact__in=_contacts(by, min(begun.values())).values("pk"))
    return given.values_list("contact__done_by", "kind").annotate(pieces=Sum("quantity")).order_by()


def _used(by: Actor, today: date) -> dict[str, int]:
    """Pieces handed over in the last weeks, by kind."""
    lately = _contacts(by, today - timedelta(weeks=USE_WEEKS)).filter(on__lte=today)
    used: dict[str, int] = defaultdict(int)
    rows = ContactCommodity.objects.filter(CHECKED, contact__in=lately.values("pk"))
    for kind, pieces in rows.values_list("kind").annotate(pieces=Sum("quantity")).order_by():
        used[kind] += pieces
    return used


def _contacts(by: Actor, since: date) -> QuerySet[Contact]:
    """Contacts whose pieces come out of the hands that `by` may see: sums of them, never the contacts themselves."""
    whose = Q() if sees_whole_stock(by) else Q(done_by=by.id)
    return Contact.objects.current().filter(whose, CHECKED, organisation=by.organisation, on__gte=since)
