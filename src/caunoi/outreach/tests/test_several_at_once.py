"""Several people at one place, a need heard on the way, and what is asked once a year."""

from datetime import timedelta

import pytest
from django.utils import timezone

from caunoi.access.actions import CannotDo
from caunoi.lib.ids import uuid7
from caunoi.outreach import actions as outreach
from caunoi.outreach import queries
from caunoi.outreach.actions import Observation
from caunoi.outreach.choices import Commodity, Elsewhere, Newness, Setting
from caunoi.outreach.models import Contact, ContactCommodity, OverlapAnswer
from caunoi.people import actions as people
from caunoi.referrals.models import Need

URL = "/contacts/several/"


@pytest.fixture
def two(peer, acting, now):
    return [people.give_card(by=acting(peer), at=now, worker=peer, cue=cue) for cue in ("sen hồng", "mây xanh")]


def typed(**more):
    today = timezone.localdate().strftime("%d/%m/%Y")
    return {"meeting": str(uuid7()), "lines": "6", "setting": "street", "on": today, **more}


def test_each_with_a_card_and_a_count_of_the_others(peer, two, client_of):
    given = {"line-0-who": "sen hong", "line-0-given_condom": "10", "line-1-who": two[1].card, "others-people": "5",
             "others-given_leaflet": "5", "topics": ["rights"]}  # fmt: skip
    client, form = client_of(peer), typed(**given)
    for _time in range(2):
        assert client.post(URL, form).status_code == 302
    assert Contact.objects.count() == 3, "sent twice, noted once"
    assert sorted(Contact.objects.values_list("people", flat=True)) == [1, 1, 5]
    assert dict(ContactCommodity.objects.values_list("kind", "quantity")) == {"condom": 10, "leaflet": 5}


def test_the_same_person_in_two_lines_is_told_and_nothing_is_lost(peer, two, client_of):
    page = client_of(peer).post(
        URL, typed(**{"line-0-who": "sen hồng", "line-1-who": two[0].card, "others-people": "7"})
    )
    assert page.status_code == 422 and not Contact.objects.exists()
    assert 'value="7"' in page.content.decode() and two[0].card in page.content.decode()


@pytest.mark.parametrize(
    "lines",
    [
        {}, {"others-people": "100"}, {"others-people": "-1"}, {"line-0-given_condom": "3"}, {"line-0-who": "🙂🙂"},
        {"line-0-who": "1234 567 890"}, {"line-0-who": "sen hồng", "line-0-given_condom": "-4"},
    ],
)  # fmt: skip
def test_what_is_not_clear_is_told_and_nothing_is_saved(lines, peer, two, client_of):
    page = client_of(peer).post(URL, typed(**lines))
    assert page.status_code == 422 and not Contact.objects.exists()
    for value in lines.values():
        assert value in page.content.decode()


def test_more_lines_keep_what_was_typed(peer, two, client_of):
    page = client_of(peer).post(URL, typed(**{"more": "1", "line-0-who": "sen hồng"})).content.decode()
    assert "line-11-who" in page and 'value="sen hồng"' in page and not Contact.objects.exists()


def test_a_forty_person_meeting_is_one_transaction(peer, acting, now):
    cards = [people.give_card(by=acting(peer), at=now, worker=peer) for _person in range(39)]
    seen = [Observation(on=now.date(), setting=Setting.CLUB, pseudonym=one.pseudonym) for one in cards]
    seen.append(Observation(on=now.date(), setting=Setting.CLUB, people=12))
    noted = outreach.note_meeting(by=acting(peer), at=now, seen=seen, done_by=peer, meeting=uuid7())
    assert len(noted) == 40
    with pytest.raises(CannotDo):
        outreach.note_meeting(by=acting(peer), at=now, seen=[*seen, seen[-1]], done_by=peer, meeting=uuid7())
    assert Contact.objects.count() == 40


def test_a_need_is_noted_in_one_go(peer, two, client_of):
    form = {"who": "sen hồng", "setting": "street", "on": timezone.localdate().strftime("%d/%m/%Y"), "need": "specialised",
            "record": str(uuid7())}  # fmt: skip
    for _time in range(2):
        assert client_of(peer).post("/contacts/new/", form).status_code == 302
    need = Need.objects.get()
    assert (need.pseudonym_id, need.code, need.done_by) == (two[0].pseudonym_id, "HIV", peer)


def test_a_need_of_a_colleagues_person_is_not_noted_here(other_peer, two, client_of):
    form = {"who": two[0].card, "setting": "street", "on": timezone.localdate().strftime("%d/%m/%Y"), "need": "SRH"}
    page = client_of(other_peer).post("/contacts/new/", form)
    assert page.status_code == 422 and not Need.objects.exists() and two[0].card in page.content.decode()


def test_new_or_returning(peer, two, acting, now):
    def note(**seen):
        return outreach.note_contact(
            by=acting(peer), at=now, seen=Observation(setting=Setting.CLUB, **seen), done_by=peer
        )

    first = note(on=now.date() - timedelta(days=3), pseudonym=two[0].pseudonym, newness=Newness.NEW)
    second = note(on=now.date(), pseudonym=two[0].pseudonym)
    others = [note(on=now.date(), newness=said) for said in (Newness.NEW, Newness.RETURNING, "")]
    assert first.newness == "", "of card-holders the contacts themselves say it"
    found = [queries.is_first_meeting(contact) for contact in (first, second, *others)]
    assert found == [True, False, True, False, None]


def test_asked_once_a_year_whether_another_place_gave_her_a_card(peer, lead, two, acting, now, client_of):
    by = acting(peer)
    contact = outreach.note_contact(
        by=by, at=now, seen=Observation(on=now.date(), setting=Setting.CLUB, pseudonym=two[0].pseudonym), done_by=peer
    )
    assert outreach.may_be_asked(by, contact, now.date())
    for answer in (Elsewhere.YES, Elsewhere.NO):
        outreach.answer_elsewhere(by=by, at=now, contact=contact, answer=answer)
    assert list(OverlapAnswer.objects.values_list("answer", flat=True)) == [Elsewhere.YES]
    assert not outreach.may_be_asked(by, contact, now.date() + timedelta(days=364))
    assert outreach.may_be_asked(by, contact, now.date() + timedelta(days=365))
    assert not outreach.may_be_asked(acting(lead), contact, now.date() + timedelta(days=365))


def test_the_question_stands_on_the_page_of_the_contact(peer, two, client_of):
    client = client_of(peer)
    today = timezone.localdate().strftime("%d/%m/%Y")
    client.post("/contacts/new/", {"who": "sen hồng", "setting": "street", "on": today})
    client.post("/contacts/new/", {"who": "", "setting": "street", "on": today})
    with_card, without = (Contact.objects.get(pseudonym__isnull=empty) for empty in (False, True))
    address = f"/contacts/{with_card.record}/elsewhere/"
    assert address in client.get(f"/contacts/{with_card.record}/").content.decode()
    assert "/elsewhere/" not in client.get(f"/contacts/{without.record}/").content.decode()
    client.post(address, {"answer": "yes"})
    assert OverlapAnswer.objects.get().answer == Elsewhere.YES
    assert "/elsewhere/" not in client.get(f"/contacts/{with_card.record}/").content.decode()
    client.post(f"/contacts/{without.record}/elsewhere/", {"answer": "yes"})
    assert OverlapAnswer.objects.count() == 1, "somebody without a card is asked nothing"


def test_commodities_of_several_are_each_her_own(peer, two, acting, now):
    seen = [
        Observation(on=now.date(), setting=Setting.CLUB, pseudonym=one.pseudonym, commodities={Commodity.CONDOM: 5})
        for one in two
    ]
    outreach.note_meeting(by=acting(peer), at=now, seen=seen, done_by=peer, meeting=uuid7())
    assert sum(ContactCommodity.objects.values_list("quantity", flat=True)) == 10
