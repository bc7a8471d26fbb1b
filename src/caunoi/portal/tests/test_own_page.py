"""Her own page: opened by card and code, it shows what is hers, lets her change her mind and ask, and is gone at a press."""

import pytest
from django.test import Client
from django.utils import timezone

from caunoi.audit.models import Entry
from caunoi.groups import actions as groups
from caunoi.lib.ids import new_code, spaced_code
from caunoi.outreach import actions as outreach
from caunoi.people import actions as people
from caunoi.people.choices import Purpose
from caunoi.people.models import Consent, RightsRequest
from caunoi.portal.kept import kept_about
from caunoi.referrals.choices import State


@pytest.fixture
def member(sent):
    return sent.pseudonym.member


@pytest.fixture
def code(acting, peer, member):
    return people.give_own_code(by=acting(peer), at=timezone.now(), pseudonym=member.pseudonym)


@pytest.fixture
def hers(member, code):
    client = Client()
    assert client.post("/me/", {"card": member.card, "code": code}).status_code == 302
    return client


def text(client, path="/me/"):
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_the_door_sets_no_sign_of_a_visit():
    client = Client()
    assert "Mã được đưa" in text(client)
    assert not [name for name in client.cookies if "trang" in name]


def test_she_sees_what_she_agreed_to_and_who_looked(hers, member):
    page = text(hers)
    assert "có thẻ" in page.casefold() and "chính chị" in page
    assert str(member.pseudonym_id) not in page + str(hers.cookies)


def test_on_a_telephone_nothing_names_the_group_or_what_it_is_for(hers, club, service, sent):
    page = text(hers).casefold()
    assert club.name.casefold() not in page and service.name.casefold() not in page
    assert spaced_code(sent.slip_code) in page
    assert not [word for word in ("mại dâm", "hiv", "câu lạc bộ", "cầu nối") if word in page]


def test_she_withdraws_in_two_taps(hers, member, sent):
    consent = Consent.objects.get(pseudonym=member.pseudonym, purpose=Purpose.REFERRAL)
    assert f"/me/withdraw/{consent.pk}/" in text(hers)
    text(hers, f"/me/withdraw/{consent.pk}/")
    consent.refresh_from_db()
    assert consent.withdrawn_at is None, "looking changes nothing"
    hers.post(f"/me/withdraw/{consent.pk}/")
    consent.refresh_from_db()
    sent.refresh_from_db()
    assert consent.withdrawn_at is not None
    assert sent.state == State.REVOKED, "what was sent stops at once"


def test_she_asks_and_gets_a_number(hers):
    hers.post("/me/ask/", {"kind": "copy"})
    request = RightsRequest.objects.get()
    assert request.number in text(hers) and request.channel == "own_page"


def test_asking_for_nothing_is_told(hers):
    assert hers.post("/me/ask/", {}).status_code == 422
    assert not RightsRequest.objects.exists()


def test_a_press_closes_it(hers):
    hers.post("/me/leave/")
    assert "Mã được đưa" in text(hers)


def test_a_code_used_by_somebody_before_opens_nothing(hers, member, code):
    again = Client().post("/me/", {"card": member.card, "code": code})
    assert again.status_code == 422
    assert Entry.objects.filter(action="enter_own_page", outcome="refused").count() == 1


def test_the_cookie_cannot_be_made_up(member):
    client = Client()
    client.cookies["ngay_trang"] = f"{member.pseudonym_id}:1:forged"
    assert "Mã được đưa" in text(client)
    assert client.post("/me/ask/", {"kind": "erase"}).status_code == 404


def test_guessing_is_stopped(member):
    client = Client()
    tries = [client.post("/me/", {"card": member.card, "code": new_code()}).status_code for _try in range(12)]
    assert tries[0] == 422 and tries[-1] == 429


def test_she_sees_when_she_came_and_not_to_what(hers, lead, peer, member, acting):
    at, today = timezone.now(), timezone.localdate()
    group = groups.found_group(by=acting(lead), at=at, kind="club", title="Nhóm Sen", begun_on=today)
    gathering = groups.Gathering(today, "talk", "violence", 9, people=[member.pseudonym])
    groups.note_meeting(by=acting(lead), at=at, group=group, held=gathering)
    held = outreach.Held(today, "HIV", people=[member.pseudonym])
    outreach.note_session(by=acting(peer), at=at, held=held, done_by=peer.pk)
    page = text(hers)
    assert "Một buổi gặp mặt" in page and "Một buổi dịch vụ" in page and f"{today:%d/%m/%Y}" in page
    assert not [word for word in ("Nhóm Sen", "bạo lực", "chuyên khoa") if word in page]
    copy = " ".join(
        text for section in kept_about(acting(peer), member.pseudonym_id) for row in section.rows for _w, text in row
    )
    assert "bạo lực" in copy and "chuyên khoa" in copy, "on the copy that staff print for her everything stands"
