from datetime import date

import pytest

from caunoi.outreach.choices import Commodity, DatePrecision, Setting, Topic
from caunoi.outreach.models import Contact
from caunoi.people import actions as people

URL = "/contacts/calendar/?peer={}&month=3/2026&week=2"


@pytest.fixture
def member(peer, acting, now):
    return people.give_card(by=acting(peer), at=now, worker=peer, cue="sen hồng")


@pytest.fixture
def send(client_of, peer):
    def do(section, *lines, user=peer, handle="peer"):
        data = {"section": section, "lines": str(len(lines))}
        for number, line in enumerate(lines):
            data |= {f"{section}-{number}-{name}": value for name, value in {"setting": "venue", **line}.items()}
        return client_of(user).post(URL.format(handle), data)

    return do


def test_her_own_caseload_stands_there_and_no_one_elses(client_of, peer, lead, member):
    assert member.card in client_of(peer).get(URL.format("peer")).content.decode()
    assert member.card not in client_of(lead).get(URL.format("peer")).content.decode()


def test_a_week_of_paper_becomes_contacts(send, member, peer):
    answer = send(
        "cards",
        {
            "card": member.card,
            "cue": member.cue,
            "people": "x",
            "given_condom": "10",
            "topics": "1 5",
            "signposted": "on",
        },
    )
    assert answer.status_code == 302
    contact = Contact.objects.get()
    assert (contact.pseudonym, contact.on, contact.precision) == (
        member.pseudonym,
        date(2026, 3, 8),
        DatePrecision.WEEK,
    )
    assert (contact.setting, contact.signposted, contact.done_by) == (Setting.VENUE, True, peer)
    assert {one.topic for one in contact.topics.all()} == {Topic.HEALTH, Topic.RIGHTS}
    assert {one.kind: one.quantity for one in contact.commodities.all()} == {Commodity.CONDOM: 10}
    assert send("cards", {"card": member.card, "cue": member.cue, "people": "x", "given_condom": "10", "topics": "1 5", "signposted": "on"}
                ).status_code == 302  # fmt: skip
    assert Contact.objects.count() == 1


def test_a_line_left_empty_is_nobody(send, member):
    assert send("cards", {"card": member.card, "cue": member.cue}).status_code == 302
    assert not Contact.objects.exists()


def test_what_cannot_enter_stays_as_typed_with_what_to_do_and_the_rest_is_saved(send):
    answer = send(
        "others",
        {"people": "3"},
        {"people": "mười", "given_leaflet": "7"},
        {"people": "2", "given_condom": "1", "setting": "home"},
    )
    assert (answer.status_code, Contact.objects.count()) == (422, 2)
    text = answer.content.decode()
    assert "“mười” không phải số nguyên" in text and 'value="mười"' in text and 'value="7"' in text
    assert send("others", {"people": "10", "given_leaflet": "7", "setting": "street"}).status_code == 302
    assert Contact.objects.count() == 3


def test_a_line_that_says_otherwise_waits_for_an_answer(send, member):
    send("cards", {"card": member.card, "cue": member.cue, "people": "x", "given_condom": "10"})
    again = {"card": member.card, "cue": member.cue, "people": "x", "given_condom": "12"}
    assert send("cards", again).status_code == 422
    assert Contact.objects.count() == 1
    assert send("cards", {**again, "occurrence": "2"}).status_code == 302
    assert Contact.objects.count() == 2


def test_a_lead_types_for_a_peer_by_card_and_a_peer_only_her_own(send, lead, other_peer, peer, member):
    assert send("cards", {"card": member.card, "people": "1"}, user=lead).status_code == 302
    assert (Contact.objects.get().done_by, Contact.objects.get().entered_by) == (peer, lead)
    assert send("others", {"people": "2"}, user=other_peer, handle="peer").status_code == 422
    assert Contact.objects.count() == 1


def test_a_month_that_is_none_is_told(client_of, peer):
    for month in ("13/2026", "x", "3/1900"):
        assert client_of(peer).get(f"/contacts/calendar/?peer=peer&month={month}&week=2").status_code == 422
