"""A slip of a pad, before and after it is bound; and the six digits that show a provider which service it is."""

import re

import pytest
from django.contrib.auth.hashers import make_password

from caunoi.access.choices import Role
from caunoi.access.policies import Refused
from caunoi.audit.models import Entry
from caunoi.conftest import make_user
from caunoi.portal.views.slips import WRONG_PINS
from caunoi.referrals import actions
from caunoi.referrals.choices import State
from caunoi.referrals.models import ProviderPin, Referral, Step


@pytest.fixture
def code(peer, acting, moment):
    (code,) = actions.print_slips(by=acting(peer), at=moment, worker=peer, count=1)
    return code


@pytest.fixture
def pin(lead, acting, moment, provider):
    return actions.set_pin(by=acting(lead), at=moment, provider=provider)


def text(response):
    return re.sub(r"<[^>]+>", " ", response.content.decode())


def test_a_slip_that_nobody_has_bound(anybody, code):
    page = anybody.get(f"/r/{code}/")
    assert page.status_code == 200 and "cuống phiếu" in text(page) and "<button" not in page.content.decode()
    assert anybody.post(f"/r/{code}/", {"event": "serve"}).status_code == 200
    assert not Step.objects.exists() and not page.cookies


def test_a_bound_one_is_answered_like_any_other(anybody, code, sent, peer, acting, moment):
    actions.bind_slip(by=acting(peer), at=moment, referral=sent, code=code)
    page = anybody.get(f"/r/{code}/")
    assert sent.slip_code not in page.content.decode().replace(" ", "")
    assert anybody.post(f"/r/{code}/", {"event": "serve"}).status_code == 200
    assert Referral.objects.get().state == State.SERVED
    assert "không đổi gì" in text(anybody.post(f"/r/{sent.slip_code}/", {"event": "serve"}))


def test_the_service_shows_after_the_pin_alone(anybody, sent, pin, service):
    address = f"/r/{sent.slip_code}/"
    assert service.name not in text(anybody.get(address))
    wrong = anybody.post(address, {"pin": "000000" if pin != "000000" else "111111"})
    assert wrong.status_code == 422 and service.name not in text(wrong)
    assert Referral.objects.get().state == State.SENT
    right = anybody.post(address, {"pin": f"{pin[:3]} {pin[3:]}"})
    assert service.name in text(right) and not right.cookies
    assert Referral.objects.get().state == State.SEEN
    assert service.name not in text(anybody.get(address)), "the next one shows it again"
    assert Entry.objects.filter(action="open_with_pin").count() == 1


@pytest.mark.parametrize("junk", ["", " ", "x" * 5000, "１２３４５６", "\x00"])
def test_what_is_no_pin(anybody, sent, pin, junk):
    assert anybody.post(f"/r/{sent.slip_code}/", {"pin": junk}).status_code in (400, 422)
    assert Referral.objects.get().state == State.SENT


def test_guessing_is_stopped(anybody, sent, pin, provider, service):
    ProviderPin.objects.update(pin_hash=make_password("424242"))
    address = f"/r/{sent.slip_code}/"
    for number in range(WRONG_PINS):
        page = anybody.post(address, {"pin": "000000"}, REMOTE_ADDR=f"10.0.4.{number}")
        assert page.status_code == 422
    page = anybody.post(address, {"pin": "424242"}, REMOTE_ADDR="10.0.5.1")
    assert page.status_code == 429 and service.name not in text(page)
    assert anybody.post(address, {"event": "accept"}, REMOTE_ADDR="10.0.5.1").status_code == 200, "answering goes on"


def test_another_providers_pin_opens_nothing(anybody, sent, pin, lead, acting, moment, other_club, service):
    foreign = actions.set_pin(by=acting(lead), at=moment, provider=other_club)
    page = anybody.post(f"/r/{sent.slip_code}/", {"pin": foreign})
    assert foreign == pin or (page.status_code == 422 and service.name not in text(page))


def test_a_new_pin_ends_the_one_before(anybody, sent, pin, lead, acting, moment, provider):
    newer = actions.set_pin(by=acting(lead), at=moment, provider=provider)
    assert newer == pin or anybody.post(f"/r/{sent.slip_code}/", {"pin": pin}).status_code == 422
    assert pin not in ProviderPin.objects.get().pin_hash


def test_without_a_pin_there_is_no_field(anybody, sent):
    assert 'name="pin"' not in anybody.get(f"/r/{sent.slip_code}/").content.decode()
    assert anybody.post(f"/r/{sent.slip_code}/", {"pin": "123456"}).status_code == 422


def test_after_withdrawal_the_pin_shows_nothing(anybody, sent, pin, acting, peer, moment, service):
    actions.withdraw(by=acting(peer), at=moment, referral=sent)
    page = anybody.post(f"/r/{sent.slip_code}/", {"pin": pin})
    assert page.status_code == 409 and service.name not in text(page)


@pytest.mark.parametrize("who", ["peer", "provider_user", "outsider", "caseworker"])
def test_who_sets_no_pin(request, acting, moment, provider, who):
    with pytest.raises(Refused):
        actions.set_pin(by=acting(request.getfixturevalue(who)), at=moment, provider=provider)


def test_the_page_shows_it_once(client_of, place_qn, service, provider, club):
    admin = make_user("admin", Role.ADMINISTRATOR, club)
    browser = client_of(admin)
    assert provider.name in browser.get("/referrals/pins/").content.decode()
    shown = re.search(r"\d{3} \d{3}", text(browser.post(f"/referrals/pins/{provider.pk}/")))
    assert shown and shown.group() not in text(browser.get("/referrals/pins/"))
