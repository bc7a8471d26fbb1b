"""The one screen, typed by people in a hurry."""

import unicodedata
from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from caunoi.outreach.models import Contact
from caunoi.people import actions as people

URL = "/contacts/new/"


@pytest.fixture
def member(peer, acting, now):
    return people.give_card(by=acting(peer), at=now, worker=peer, cue="sen hồng")


def typed(**more):
    return {"who": "", "people": "1", "setting": "street", "on": timezone.localdate().strftime("%d/%m/%Y"), **more}


@pytest.mark.parametrize("who", ["sen hồng", "SEN HONG", "sen", unicodedata.normalize("NFD", "sen hồng")])
def test_by_memory_cue_whatever_the_marks(who, peer, member, client_of):
    assert client_of(peer).post(URL, typed(who=who)).status_code == 302
    assert Contact.objects.get().pseudonym == member.pseudonym


def test_by_card_with_or_without_spaces(peer, member, client_of):
    client = client_of(peer)
    for who in (member.card, member.card_code, member.card.replace(" ", "-")):
        assert client.post(URL, typed(who=who)).status_code == 302
    assert Contact.objects.filter(pseudonym=member.pseudonym).count() == 3


def test_one_wrong_digit_is_found(peer, member, client_of):
    wrong = member.card_code[:-1] + str((int(member.card_code[-1]) + 1) % 10)
    page = client_of(peer).post(URL, typed(who=wrong))
    assert page.status_code == 422 and "một chữ số" in page.content.decode()


def test_another_workers_cue_and_another_clubs_card_are_unknown(other_peer, outsider, member, client_of):
    assert client_of(other_peer).post(URL, typed(who="sen hồng")).status_code == 422
    assert client_of(outsider).post(URL, typed(who=member.card)).status_code == 422
    assert client_of(other_peer).post(URL, typed(who=member.card)).status_code == 302, (
        "a card held out is a true contact"
    )


def test_a_card_typed_for_a_colleagues_person_does_not_tell_her_cue(peer, other_peer, member, client_of):
    client = client_of(other_peer)
    client.post(URL, typed(who=member.card))
    record = Contact.objects.get().record
    for path in (f"/contacts/{record}/", "/contacts/", "/work/"):
        page = client.get(path).content.decode()
        assert "sen hồng" not in page and member.cue not in page and f"/needs/new/{member.pseudonym_id}/" not in page
    client_of(peer).post(URL, typed(who=member.card))
    assert "sen hồng" in client_of(peer).get("/contacts/").content.decode()


def test_two_people_with_like_cues_are_told_apart_by_card(peer, member, acting, now, client_of):
    other = people.give_card(by=acting(peer), at=now, worker=peer, cue="sen xanh")
    page = client_of(peer).post(URL, typed(who="sen")).content.decode()
    assert member.card in page and other.card in page


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("on", "31/2/2026"), ("on", "hôm qua"),
        ("on", "1/1/0001"), ("on", ""), ("people", "0"), ("people", "61"), ("people", "-3"),
        ("given_condom", "-5"), ("given_condom", "2001"), ("given_condom", "mười"), ("setting", "moon"),
        ("commune", "Xã Không Có"), ("topics", "🙂"), ("who", "x" * 61), ("done_by", "01a00000-0000-7000-8000-000000000000"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_and_the_rest_is_kept(field, value, peer, commune, client_of):
    sent = {**typed(given_lubricant="7"), field: value}
    page = client_of(peer).post(URL, sent)
    assert page.status_code == 422
    assert 'value="7"' in page.content.decode()
    assert not Contact.objects.exists()


def test_tomorrow_has_not_come(peer, client_of):
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert client_of(peer).post(URL, typed(on=tomorrow.strftime("%d/%m/%Y"))).status_code == 422


@pytest.mark.parametrize("name", ["Phường Hồng Gai", "hong gai", "HỒNG GAI", "phuong hong gai"])
def test_a_commune_by_any_spelling(name, peer, commune, client_of):
    assert client_of(peer).post(URL, typed(commune=name)).status_code == 302
    assert Contact.objects.get().commune == commune


def test_the_same_form_sent_twice_is_one_contact(peer, client_of):
    client = client_of(peer)
    record = client.get(URL).context["form"]["record"].value()
    for _time in range(2):
        assert client.post(URL, typed(record=record)).status_code == 302
    assert Contact.objects.count() == 1


def test_going_back_and_sending_something_else_is_said_and_adds_nothing(peer, client_of):
    client = client_of(peer)
    record = client.get(URL).context["form"]["record"].value()
    client.post(URL, typed(record=record, people="2"))
    again = client.post(URL, typed(record=record, people="3"))
    assert again.status_code == 422 and 'value="3"' in again.content.decode()
    assert Contact.objects.get().people == 2


def test_a_correction_from_an_old_page_is_told(peer, client_of):
    client = client_of(peer)
    client.post(URL, typed())
    record = Contact.objects.get().record
    form = client.get(f"/contacts/{record}/correct/").context["form"]
    old_page = typed(version=form["version"].value())
    assert client.post(f"/contacts/{record}/correct/", {**old_page, "people": "2"}).status_code == 302
    assert client.post(f"/contacts/{record}/correct/", {**old_page, "people": "9"}).status_code == 422
    assert Contact.objects.current().get().people == 2


def test_somebody_elses_record_is_not_shown_by_sending_its_id(peer, other_peer, client_of):
    client_of(peer).post(URL, typed())
    contact = Contact.objects.get()
    assert client_of(other_peer).post(URL, typed(record=str(contact.record))).status_code == 403
    assert Contact.objects.get() == contact


@settings(max_examples=settings().max_examples // 2)
@given(
    sent=st.dictionaries(
        st.sampled_from(["who", "people", "on", "setting", "commune", "given_condom", "record", "done_by"]),
        st.text(max_size=80),
    )
)
def test_nothing_typed_breaks_the_page(sent, peer, client_of):
    assert client_of(peer).post(URL, sent).status_code in (302, 403, 422)
