"""Pieces are conserved: what came is what is there, was handed over, lost or is past its date. No contact is ever refused."""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from caunoi.access.actions import CannotDo
from caunoi.access.policies import Refused
from caunoi.lib.ids import uuid7
from caunoi.outreach import actions as outreach
from caunoi.outreach import queries
from caunoi.outreach.actions import Moved, Observation
from caunoi.outreach.choices import Commodity, Movement, Setting, StockReason
from caunoi.outreach.models import Contact, ContactCommodity, StockMove

CONDOM = Commodity.CONDOM


@pytest.fixture
def store(lead, acting, now):
    """Notes a move, by the lead unless said otherwise."""

    def noted(movement, quantity, worker=None, by=lead, on=None, reason="", kind=CONDOM):
        moved = Moved(kind, movement, quantity, on or now.date(), worker and worker.pk, reason)
        return outreach.note_stock(by=acting(by), at=now, moved=moved)

    return noted


def give(acting, now, worker, quantity, on=None, kind=CONDOM):
    seen = Observation(on=on or now.date(), setting=Setting.CLUB, commodities={kind: quantity})
    return outreach.note_contact(by=acting(worker), at=now, seen=seen, done_by=worker)


def balances(by):
    return {bag.worker: {held.kind: held.balance for held in bag.held} for bag in queries.bags(by)}


def test_from_the_store_to_a_bag_to_somebody(store, peer, lead, acting, now):
    store(Movement.RECEIVED, 1000)
    store(Movement.HANDED, 300, peer)
    give(acting, now, peer, 40)
    store(Movement.RETURNED, 10, peer)
    store(Movement.EXPIRED, 5)
    assert balances(acting(lead)) == {None: {"condom": 705}, peer.pk: {"condom": 250}}
    assert balances(acting(peer)) == {peer.pk: {"condom": 250}}


def test_a_true_contact_is_never_refused(store, peer, lead, acting, now):
    store(Movement.RECEIVED, 10)
    give(acting, now, peer, 25)
    (bag,) = [bag for bag in queries.bags(acting(lead)) if bag.worker == peer.pk]
    assert bag.held[0].balance == -25 and bag.held[0].is_discrepancy
    outreach.count_stock(by=acting(peer), at=now, kind=CONDOM, counted=3, on=now.date(), worker=peer.pk)
    assert balances(acting(peer)) == {peer.pk: {"condom": 3}}
    assert StockMove.objects.get(movement=Movement.FOUND).reason == StockReason.COUNTED


def test_what_was_handed_over_before_stock_was_kept_is_of_no_known_stock(store, peer, lead, acting, now):
    give(acting, now, peer, 500, on=now.date() - timedelta(days=1))
    store(Movement.RECEIVED, 10)
    assert balances(acting(lead)) == {None: {"condom": 10}}


def test_a_mistake_is_taken_back_and_stays_readable(store, lead, acting, now):
    move = store(Movement.RECEIVED, 10)
    outreach.take_back_stock(by=acting(lead), at=now, move=move)
    assert not queries.bags(acting(lead))[0].held and queries.moves(acting(lead)).get().taken_back
    with pytest.raises(CannotDo):
        outreach.take_back_stock(by=acting(lead), at=now, move=move)


def test_sent_twice_it_is_noted_once(lead, acting, now):
    moved, pk = Moved(CONDOM, Movement.RECEIVED, 10, now.date()), uuid7()
    for _time in range(2):
        outreach.note_stock(by=acting(lead), at=now, moved=moved, pk=pk)
    assert StockMove.objects.count() == 1
    with pytest.raises(CannotDo):
        outreach.note_stock(by=acting(lead), at=now, moved=Moved(CONDOM, Movement.RECEIVED, 11, now.date()), pk=pk)


def test_a_worker_keeps_her_own_bag_and_no_other(store, peer, other_peer, outsider, acting, now):
    store(Movement.HANDED, 10, peer, by=peer)
    for movement, worker, by in (
        (Movement.HANDED, peer, other_peer), (Movement.RECEIVED, None, peer), (Movement.LOST, None, peer),
    ):  # fmt: skip
        with pytest.raises(Refused):
            store(movement, 10, worker, by=by, reason=StockReason.DAMAGED)
    assert not queries.moves(acting(other_peer)).exists() and not queries.moves(acting(outsider)).exists()


@pytest.mark.parametrize(
    ("movement", "quantity", "reason"),
    [(Movement.RECEIVED, 0, ""), (Movement.RECEIVED, -5, ""), (Movement.LOST, 5, ""), (Movement.HANDED, 5, "")],
)
def test_what_cannot_be_is_told(movement, quantity, reason, store):
    with pytest.raises(CannotDo):
        store(movement, quantity, reason=reason)
    assert not StockMove.objects.exists()


def test_weeks_left_and_what_to_ask_for(store, peer, lead, acting, now):
    store(Movement.RECEIVED, 100, on=now.date() - timedelta(weeks=9))
    assert queries.supplies(acting(lead), now.date())[0].weeks_left is None, "nothing was used: nothing can be said"
    for week in range(1, 9):
        give(acting, now, peer, 10, on=now.date() - timedelta(weeks=week) + timedelta(days=1))
    (supply,) = queries.supplies(acting(lead), now.date())
    assert (supply.balance, supply.weekly, supply.weeks_left, supply.to_request) == (20, 10.0, 2, 100)
    give(acting, now, peer, 10)
    assert queries.supplies(acting(lead), now.date())[0].is_low


TWO = list(Commodity)[:2]
moves = st.tuples(
    st.sampled_from([*Movement, "given", "given", "corrected", "contact taken back", "move taken back"]),
    st.integers(1, 500), st.booleans(), st.sampled_from(TWO), st.integers(0, 20),
)  # fmt: skip


@given(drawn=st.lists(moves, max_size=14))
@settings(max_examples=max(8, settings().max_examples // 3))
def test_nothing_is_made_or_lost(drawn, store, peer, other_peer, lead, acting, now):
    """What is there = received and found, less given, lost and past its date, whatever is corrected or taken back meanwhile.

    The book is kept here by hand: `ledger` as it was told, beside sums over the raw rows and what the pages say.
    """
    for table in (ContactCommodity, Contact, StockMove):
        table.objects.all().delete()
    given_out: list[list] = []  # contact, worker, kind, pieces that count
    moved: list[list] = []  # move, movement, kind, pieces that count
    for what, quantity, first, kind, which in drawn:
        worker = peer if first else other_peer
        if what == "given":
            given_out.append([give(acting, now, worker, quantity, kind=kind), worker, kind, quantity])
        elif what in ("corrected", "contact taken back"):
            _change(given_out, which, quantity if what == "corrected" else 0, kind, acting, now)
        elif what == "move taken back":
            if moved and moved[which % len(moved)][3]:
                outreach.take_back_stock(by=acting(lead), at=now, move=moved[which % len(moved)][0])
                moved[which % len(moved)][3] = 0
        else:
            hand = worker if what in (Movement.HANDED, Movement.RETURNED) or (first and what != "received") else None
            move = store(what, quantity, hand, reason=StockReason.COUNTED, kind=kind)
            moved.append([move, what, kind, quantity])
    for kind in TWO:
        ledger = {name: sum(row[3] for row in moved if row[1:3] == [name, kind]) for name in Movement}
        is_kept = any(row[2] == kind and row[3] for row in moved)
        handed_over = sum(row[3] for row in given_out if row[2] == kind) if is_kept else 0
        expected = ledger["received"] + ledger["found"] - ledger["lost"] - ledger["expired"] - handed_over
        held = [one for bag in queries.bags(acting(lead)) for one in bag.held if one.kind == kind]
        total = {one.kind: one.balance for one in queries.supplies(acting(lead), now.date())}.get(kind, 0)
        assert sum(one.balance for one in held) == total == expected
        assert sum(one.handed_in for one in held) == sum(one.handed_out for one in held), (
            "between hands nothing is lost"
        )
        for worker in (peer, other_peer):
            own = {one.kind: one for bag in queries.bags(acting(worker)) for one in bag.held}
            of_lead = {
                one.kind: one for bag in queries.bags(acting(lead)) if bag.worker == worker.pk for one in bag.held
            }
            assert (own[kind].balance if kind in own else 0) == (of_lead[kind].balance if kind in of_lead else 0)


def _change(given_out, which, quantity, kind, acting, now):
    """Correct one of the contacts to this many pieces of this kind, or take it back."""
    standing = [row for row in given_out if row[3]]
    if not standing:
        return
    row = standing[which % len(standing)]
    if not quantity:
        outreach.take_back_contact(by=acting(row[1]), at=now, contact=row[0])
        row[3] = 0
        return
    seen = Observation(on=now.date(), setting=Setting.CLUB, commodities={kind: quantity})
    row[0] = outreach.correct_contact(by=acting(row[1]), at=now, contact=row[0], seen=seen)
    row[2:] = [kind, quantity]


def test_the_pages(lead, peer, client_of):
    client = client_of(lead)
    today = timezone.localdate().strftime("%d/%m/%Y")
    form = {"movement": "received", "kind": "condom", "quantity": "1000", "worker": "", "on": today}
    assert client.post("/contacts/stock/new/", form).status_code == 302
    assert client.post("/contacts/stock/count/", {"kind": "condom", "counted": "990"}).status_code == 302
    page = client.get("/contacts/stock/").content.decode()
    assert "990" in page and "1.000" in page
    assert "990" in client.get("/contacts/stock/request/").content.decode()
    assert client_of(peer).get("/contacts/stock/").status_code == 200


@pytest.mark.parametrize(
    ("field", "value"),
    [("quantity", "-5"), ("quantity", "0"), ("quantity", "mười"), ("on", "1/1/2090"), ("kind", "🙂"), ("movement", "")],
)
def test_bad_input_is_told_and_kept(field, value, lead, client_of):
    form = {"movement": "received", "kind": "condom", "quantity": "7", "on": timezone.localdate().strftime("%d/%m/%Y")}
    page = client_of(lead).post("/contacts/stock/new/", {**form, field: value})
    assert page.status_code == 422 and not StockMove.objects.exists()
