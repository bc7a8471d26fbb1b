"""A service that comes to people, money without a name, going along, going out and coming home."""

from datetime import timedelta

import pytest
from django.utils import timezone

from caunoi.access.actions import CannotDo
from caunoi.access.policies import Refused
from caunoi.audit.models import Entry
from caunoi.lib.actor import CLOCK
from caunoi.lib.ids import uuid7
from caunoi.outreach import actions as outreach
from caunoi.outreach import queries
from caunoi.outreach.actions import Held
from caunoi.outreach.models import Accompaniment, FundEntry, Outing, ServiceSession, ServiceSessionCard
from caunoi.people import actions as people


def typed(**more):
    return {"code": "SRH", "on": timezone.localdate().strftime("%d/%m/%Y"), "anonymous": "", "cards": "", **more}


@pytest.fixture
def cards(peer, acting, now):
    return [people.give_card(by=acting(peer), at=now, worker=peer) for _person in range(40)]


def test_forty_people_on_one_screen(peer, cards, service, client_of, acting):
    form = typed(service=service.pk, cards="\n".join(one.card for one in cards), anonymous="7", pk=str(uuid7()))
    for _time in range(2):
        assert client_of(peer).post("/contacts/sessions/new/", form).status_code == 302
    session = queries.sessions(acting(peer)).get()
    assert (session.with_card, session.anonymous, session.service) == (40, 7, service)
    person = cards[0].pseudonym_id
    assert queries.sessions_of(acting(peer), person).get() == session


def test_one_unclear_line_of_forty_is_named_and_nothing_is_lost(peer, cards, client_of):
    lines = [one.card for one in cards[:20]] + ["1234 567 890"] + [one.card for one in cards[20:]]
    page = client_of(peer).post("/contacts/sessions/new/", typed(cards="\n".join(lines)))
    assert page.status_code == 422 and not ServiceSession.objects.exists()
    assert "21" in page.content.decode() and cards[39].card in page.content.decode()


@pytest.mark.parametrize("more", [{}, {"anonymous": "301"}, {"anonymous": "-1"}, {"code": "🙂", "anonymous": "3"},
                                  {"anonymous": "3", "on": "1/1/2090"}])  # fmt: skip
def test_what_is_not_clear_is_told(more, peer, client_of):
    assert client_of(peer).post("/contacts/sessions/new/", typed(**more)).status_code == 422
    assert not ServiceSession.objects.exists()


def test_another_clubs_card_and_a_stranger(peer, outsider, cards, acting, now, client_of):
    assert client_of(outsider).post("/contacts/sessions/new/", typed(cards=cards[0].card)).status_code == 422
    held = Held(now.date(), "SRH", people=[cards[0].pseudonym])
    with pytest.raises(Refused):
        outreach.note_session(by=acting(outsider), at=now, held=held, done_by=outsider.pk)
    outreach.note_session(by=acting(peer), at=now, held=held, done_by=peer.pk)
    assert not queries.sessions(acting(outsider)).exists()


def test_a_lead_sees_counts_and_no_card(peer, lead, cards, acting, now, client_of):
    held = Held(now.date(), "SRH", people=[one.pseudonym for one in cards[:9]])
    outreach.note_session(by=acting(peer), at=now, held=held, done_by=peer.pk)
    page = client_of(lead).get("/contacts/sessions/").content.decode()
    assert "9" in page and not [one for one in cards if one.card in page or one.cue in page]


def test_taken_back_it_counts_no_more(peer, other_peer, cards, acting, now):
    held = Held(now.date(), "SRH", people=[cards[0].pseudonym])
    session = outreach.note_session(by=acting(peer), at=now, held=held, done_by=peer.pk)
    with pytest.raises(Refused):
        outreach.take_back_session(by=acting(other_peer), at=now, session=session)
    outreach.take_back_session(by=acting(peer), at=now, session=session)
    assert not queries.sessions_of(acting(peer), cards[0].pseudonym_id).exists()
    assert ServiceSessionCard.objects.count() == 1, "it stays readable"


def test_the_fund_adds_up(lead, peer, acting, now):
    by = acting(lead)
    outreach.note_fund(by=by, at=now, kind="in", amount=1_000_000, on=now.date())
    outreach.note_fund(by=by, at=now, kind="help", amount=200_000, on=now.date(), purpose="night", receipt="BL-17/26")
    going = outreach.note_accompaniment(by=by, at=now, worker=peer.pk, code="SRH", on=now.date(), advance=100_000)
    assert (queries.fund(by).balance, queries.fund(by).out) == (700_000, 100_000)
    assert queries.own_advances(acting(peer)).get() == going
    outreach.settle_advance(by=by, at=now, going=going, spent=60_000, receipt="18")
    assert (queries.fund(by).balance, queries.fund(by).out) == (740_000, 0)
    with pytest.raises(CannotDo):
        outreach.settle_advance(by=by, at=now, going=going, spent=1, receipt="18")
    outreach.take_back_fund(by=by, at=now, entry=FundEntry.objects.get(kind="help"))
    assert queries.fund(by).balance == 940_000


def test_no_name_fits_on_a_receipt(lead, acting, now):
    for receipt in ("", "chị Hoa", "Hoa", "Nguyễn 7", "7" * 21):
        with pytest.raises(CannotDo):
            outreach.note_fund(
                by=acting(lead), at=now, kind="help", amount=5, on=now.date(), purpose="food", receipt=receipt
            )
    assert not FundEntry.objects.exists()


def test_peers_keep_no_money(peer, outsider, acting, now):
    for user in (peer, outsider):
        with pytest.raises(Refused):
            outreach.note_fund(by=acting(user), at=now, kind="in", amount=5, on=now.date())
        with pytest.raises(Refused):
            outreach.note_accompaniment(by=acting(user), at=now, worker=user.pk, code="SRH", on=now.date())


def test_the_fund_pages(lead, peer, client_of):
    client, today = client_of(lead), timezone.localdate().strftime("%d/%m/%Y")
    assert client.post("/contacts/fund/", {"kind": "in", "amount": "500000", "on": today}).status_code == 302
    assert client.post("/contacts/fund/", {"kind": "help", "amount": "5", "on": today}).status_code == 422
    along = {"done_by": str(peer.pk), "code": "specialised", "advance": "50000", "on": today}
    assert client.post("/contacts/fund/along/", along).status_code == 302
    going = Accompaniment.objects.get()
    assert going.code == "HIV"
    assert client.post(f"/contacts/fund/along/{going.pk}/", {"spent": "40000", "receipt": "A-1"}).status_code == 302
    page = client.get("/contacts/fund/").content.decode()
    assert "460.000" in page and "peer" in page


def test_out_and_home_without_a_place(peer, other_peer, lead, acting, now, client_of):
    outing = outreach.go_out(by=acting(peer), at=now, hours=4)
    with pytest.raises(CannotDo):
        outreach.go_out(by=acting(peer), at=now, hours=4)
    late = now + timedelta(hours=5)
    assert not queries.not_back(acting(lead), now).exists()
    assert queries.not_back(acting(lead), late).get() == outing
    assert not queries.not_back(acting(other_peer), late).exists()
    with pytest.raises(Refused):
        outreach.come_back(by=acting(other_peer), at=late, outing=outing)
    outreach.come_back(by=acting(peer), at=late, outing=outing)
    assert not queries.not_back(acting(lead), late).exists()
    assert {field.name for field in Outing._meta.get_fields()} == {
        "id", "organisation", "worker", "left_at", "back_by", "back_at",
    }  # fmt: skip


def test_who_was_out_is_forgotten_after_a_week(peer, acting, now):
    outing = outreach.go_out(by=acting(peer), at=now, hours=2)
    outreach.come_back(by=acting(peer), at=now, outing=outing)
    assert outreach.settle_outings(by=CLOCK, at=now + timedelta(days=6)) == 0
    assert outreach.settle_outings(by=CLOCK, at=now + timedelta(days=8)) == 1
    outreach.go_out(by=acting(peer), at=now, hours=2)
    assert outreach.settle_outings(by=CLOCK, at=now + timedelta(days=31)) == 1


def test_the_page_of_going_and_coming(peer, client_of):
    client = client_of(peer)
    assert client.post("/contacts/out/", {"hours": "4"}).status_code == 302
    assert client.post("/contacts/out/", {}).status_code == 302
    assert Outing.objects.get().back_at is not None
    assert client.post("/contacts/out/", {"hours": "99"}).status_code == 422


def test_everything_is_on_record(lead, peer, acting, now):
    outreach.note_fund(by=acting(lead), at=now, kind="in", amount=5, on=now.date())
    outreach.go_out(by=acting(peer), at=now, hours=2)
    assert {"keep_fund", "go_out"} <= set(Entry.objects.values_list("action", flat=True))
