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


moves = st.tuples(
    st.sampled_from([*Movement, "given"]), st.integers(1, 500), st.booleans(), st.sampled_from(list(Commodity)[:2])
)


@given(drawn=st.lists(moves, max_size=12))
@settings(max_examples=max(8, settings().max_examples // 3))
def test_nothing_is_made_or_lost(drawn, store, peer, other_peer, lead, acting, now):
    """What is there = received and found, less given, lost and past its date: over all hands and in the raw rows."""
    ContactCommodity.objects.all().delete()
    Contact.objects.all().delete()
    StockMove.objects.all().delete()
    for movement, quantity, first, kind in drawn:
        worker = peer if first else other_peer
        if movement == "given":
            give(acting, now, worker, quantity, kind=kind)
            continue
        hand = (
            worker if movement in (Movement.HANDED, Movement.RETURNED) or (first and movement != "received") else None
        )
        store(movement, quantity, hand, reason=StockReason.COUNTED, kind=kind)
    for kind in list(Commodity)[:2]:
        raw = {name: 0 for name in Movement}
        for move in StockMove.objects.filter(kind=kind):
            raw[move.movement] += move.quantity
        kept = StockMove.objects.filter(kind=kind).exists()
        handed_over = sum(ContactCommodity.objects.filter(kind=kind).values_list("quantity", flat=True)) if kept else 0
        expected = raw["received"] + raw["found"] - raw["lost"] - raw["expired"] - handed_over
        found = sum(held.balance for bag in queries.bags(acting(lead)) for held in bag.held if held.kind == kind)
        total = {one.kind: one.balance for one in queries.supplies(acting(lead), now.date())}.get(kind, 0)
        assert found == total == expected


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
