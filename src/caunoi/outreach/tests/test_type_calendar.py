import re
from datetime import date

import pytest

from caunoi.outreach.choices import Commodity, DatePrecision, Setting, Topic
from caunoi.outreach.models import Contact
from caunoi.outreach.views import calendar
from caunoi.people import actions as people

URL = "/contacts/calendar/?peer={}&month=3/2026&week=2"


@pytest.fixture
def member(peer, acting, now):
    return people.give_card(by=acting(peer), at=now, worker=peer, cue="sen hồng")


@pytest.fixture
def send(client_of, peer):
    def do(section, *lines, user=peer):
        data = {f"{section}-lines": str(len(lines))}
        for number, line in enumerate(lines):
            data |= {f"{section}-{number}-{name}": value for name, value in {"setting": "venue", **line}.items()}
        return client_of(user).post(URL.format(peer.pk), data)

    return do


def test_her_own_caseload_stands_there_and_no_one_elses(client_of, peer, lead, member):
    assert member.card in client_of(peer).get(URL.format(peer.pk)).content.decode()
    assert member.card not in client_of(lead).get(URL.format(peer.pk)).content.decode()


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
    assert send("others", {"people": "2"}, user=other_peer).status_code == 422
    assert Contact.objects.count() == 1


def test_a_month_that_is_none_is_told(client_of, peer):
    for month in ("13/2026", "x", "3/1900"):
        assert client_of(peer).get(f"/contacts/calendar/?month={month}&week=2").status_code == 422


def test_what_stands_on_the_screen_is_saved_at_once(client_of, peer, member):
    typed = {"cards-lines": "1", "cards-0-card": member.card, "cards-0-cue": member.cue, "cards-0-people": "x",
             "cards-0-setting": "venue", "others-lines": "12", "others-11-people": "4", "others-11-setting": "club"}  # fmt: skip
    assert client_of(peer).post(URL.format(peer.pk), typed).status_code == 302
    assert sorted(Contact.objects.values_list("people", flat=True)) == [1, 4]


def test_a_line_to_mend_keeps_its_place_and_is_found_there_again(client_of, peer, send):
    client, wrong = client_of(peer), {"others-lines": "12", "others-7-people": "2", "others-7-given_condom": "2o"}
    wrong["others-7-setting"] = "venue"
    page = client.post(URL.format(peer.pk), wrong).content.decode()
    assert 'name="others-7-given_condom" value="2o"' in page and 'name="others-lines" value="12"' in page
    assert client.post(URL.format(peer.pk), {**wrong, "others-7-given_condom": "20"}).status_code == 302
    assert Contact.objects.get().commodities.get().quantity == 20


@pytest.mark.parametrize(
    "line",
    [
        {"people": "2", "topics": "1 " * 40}, {"people": "2", "given_condom": "1" * 21}, {"people": "2", "setting": "moon"},
        {"setting": "home"}, {"occurrence": "2"}, {"people": "\x00"},
    ],
)  # fmt: skip
def test_a_line_that_cannot_be_read_is_told_and_not_dropped(line, send):
    answer = send("others", line)
    assert answer.status_code == 422 and not Contact.objects.exists()
    assert "others-0-what" in answer.content.decode()


def test_a_large_caseload_is_shown_in_parts_that_can_be_sent_whole(client_of, peer, acting, now, monkeypatch):
    monkeypatch.setattr(calendar, "PART", 2)
    cards = [people.give_card(by=acting(peer), at=now, worker=peer).card for _person in range(3)]
    shown = [client_of(peer).get(URL.format(peer.pk) + more).content.decode() for more in ("", "&hundred=2")]
    found = [sorted(card for card in cards if card in page) for page in shown]
    assert sorted(map(len, found)) == [1, 2] and sorted(sum(found, [])) == sorted(cards)


def test_a_lead_types_by_the_lines_of_the_paper_and_learns_nothing_of_who_is_on_them(
    client_of, send, lead, peer, acting, now
):
    first, second = (people.give_card(by=acting(peer), at=now, worker=peer, cue=cue) for cue in ("sen hồng", "lá xanh"))
    page = client_of(lead).get(URL.format(peer.pk)).content.decode()
    assert 'name="cards-0-line" value="1"' in page and 'name="cards-1-line" value="2"' in page
    lines = {"cards-lines": "14", "cards-1-line": "2", "cards-1-people": "x", "cards-1-setting": "home"}
    answer = client_of(lead).post(URL.format(peer.pk), lines, follow=True)
    contact = Contact.objects.get()
    assert (contact.pseudonym, contact.done_by, contact.entered_by) == (second.pseudonym, peer, lead)
    seen = [page, answer.content.decode()]
    for path in (f"/contacts/{contact.record}/", f"/contacts/{contact.record}/correct/", "/contacts/", "/work/"):
        seen.append(client_of(lead).get(path).content.decode())
    whole = "".join(seen)
    assert second.end_of_card in whole
    for member in (first, second):
        assert member.card not in whole and member.card_code not in whole and member.cue not in whole


def test_what_a_lead_corrects_stays_with_the_same_person(client_of, send, lead, peer, member):
    line = {"cards-lines": "1", "cards-0-line": "1", "cards-0-people": "x", "cards-0-setting": "home"}
    assert client_of(lead).post(URL.format(peer.pk), line).status_code == 302
    contact = Contact.objects.get()
    form = client_of(lead).get(f"/contacts/{contact.record}/correct/").context["form"]
    typed = {name: form[name].value() for name in form.fields} | {"setting": "street", "on": "08/03/2026"}
    typed = {name: value for name, value in typed.items() if value not in (None, False)}
    assert client_of(lead).post(f"/contacts/{contact.record}/correct/", typed).status_code == 302
    kept = Contact.objects.current().get()
    assert (kept.pseudonym, kept.setting, kept.version) == (member.pseudonym, Setting.STREET, 2)


def test_a_line_of_somebody_who_left_is_nobodys_and_never_anybody_elses(
    send, client_of, lead, peer, other_peer, acting, now
):
    gone = people.give_card(by=acting(peer), at=now, worker=peer)
    people.hand_over(by=acting(peer), at=now, worker=peer.pk, to=other_peer.pk, people=[gone.pseudonym_id])
    stays = people.give_card(by=acting(peer), at=now, worker=peer)
    assert [row.line for row in stays.pseudonym.assignments.all()] == [2]
    answer = send("cards", {"line": "1", "people": "x"}, user=lead)
    assert answer.status_code == 422 and not Contact.objects.exists()
    assert 'name="cards-0-card"' in answer.content.decode()
    assert send("cards", {"line": "1", "card": gone.card, "people": "x"}, user=lead).status_code == 302
    assert Contact.objects.get().pseudonym == gone.pseudonym


def test_lines_are_of_ones_own_club(client_of, outsider, peer, member):
    line = {"cards-lines": "1", "cards-0-line": "1", "cards-0-people": "x", "cards-0-setting": "home"}
    assert client_of(outsider).post(URL.format(peer.pk), line).status_code == 422
    assert not Contact.objects.exists()


def test_the_address_names_no_worker(client_of, peer, lead, other_peer, member):
    """It stays in the history of a browser that others use too."""
    own = client_of(peer).get("/contacts/calendar/?month=3/2026&week=2").content.decode()
    assert member.card in own, "without a worker it is one's own"
    for user in (peer, lead):
        page = client_of(user).get(URL.format(peer.pk)).content.decode()
        addresses = re.findall(r'(?:href|action)="([^"]*calendar[^"]*|[?][^"]*)"', page)
        assert any("week=3" in one for one in addresses)
        assert not [one for one in addresses if "peer=peer" in one or other_peer.handle in one]
    assert client_of(lead).get(URL.format(peer.handle)).status_code == 422
    assert client_of(peer).get(URL.format(other_peer.pk)).status_code == 422
