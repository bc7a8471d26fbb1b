"""A provider answers with the slip alone: in at most two taps, without account, cookie or script."""

import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session

from caunoi.audit.models import Entry
from caunoi.lib.actor import Actor, ActorKind
from caunoi.referrals import actions
from caunoi.referrals.choices import Event, Reason, State
from caunoi.referrals.models import Referral, Step


def address(referral, language=""):
    return f"{language}/r/{referral.slip_code}/"


def text(response):
    return re.sub(r"<[^>]+>", " ", response.content.decode())


def buttons(response):
    return re.findall(r'name="event" value="(\w+)"', response.content.decode())


def test_it_shows_a_number_and_three_buttons(anybody, sent):
    page = anybody.get(address(sent))
    assert page.status_code == 200
    assert buttons(page) == ["accept", "serve", "serve_partly", "decline"]
    assert "Nhận lời" in text(page) and "Đã đến và đã được giúp" in text(page)


@pytest.mark.parametrize("language", ["", "/en"])
def test_it_says_nothing_else(anybody, sent, language, club, provider, peer, service, need):
    page = anybody.get(address(sent, language)).content.decode().casefold()
    secrets = [club.name, provider.name, service.name, peer.handle, str(sent.pk), str(need.pseudonym_id)]
    secrets += [
        "cầu nối",
        "caunoi",
        "hiv",
        "mại dâm",
        "sex work",
        need.pseudonym.member.cue,
        need.pseudonym.member.card,
    ]
    assert not [secret for secret in secrets if secret.casefold() in page]


def test_one_tap(anybody, sent):
    page = anybody.post(address(sent), {"event": "accept"})
    assert "Đã ghi" in text(page)
    assert Referral.objects.get().state == State.ACCEPTED


def test_the_same_again_changes_nothing(anybody, sent):
    anybody.post(address(sent), {"event": "serve"})
    before = (Step.objects.count(), Entry.objects.count())
    page = anybody.post(address(sent), {"event": "serve"})
    assert page.status_code == 200 and "không đổi gì" in text(page)
    assert (Step.objects.count(), Entry.objects.count()) == before


def test_no_asks_for_a_reason_from_the_list(anybody, sent):
    assert anybody.post(address(sent), {"event": "decline"}).status_code == 422
    assert anybody.post(address(sent), {"event": "decline", "reason": "she is …"}).status_code == 422
    assert Referral.objects.get().state == State.SENT
    assert anybody.post(address(sent), {"event": "decline", "reason": Reason.WAITING_LIST}).status_code == 200
    assert Step.objects.get(event=Event.DECLINE).reason == Reason.WAITING_LIST


def test_an_answer_that_cannot_follow_is_told(anybody, sent):
    anybody.post(address(sent), {"event": "decline", "reason": Reason.COST})
    page = anybody.post(address(sent), {"event": "accept"})
    assert page.status_code == 409 and "Chưa có gì thay đổi" in text(page)
    assert Referral.objects.get().state == State.DECLINED


@pytest.mark.parametrize(
    "event", ["confirm", "close", "withdraw", "mistake", "send", "see", "schedule", "", "x" * 5000]
)
def test_a_slip_says_only_what_a_provider_may(anybody, sent, event):
    assert anybody.post(address(sent), {"event": event}).status_code in (409, 422)
    assert Referral.objects.get().state == State.SENT


def test_without_consent_there_is_nothing_to_answer(anybody, slip_only):
    page = anybody.get(address(slip_only))
    assert page.status_code == 200 and not buttons(page)
    assert anybody.post(address(slip_only), {"event": "serve"}).status_code == 409
    assert Step.objects.count() == 1


def test_a_slip_that_was_stopped(anybody, sent, acting, peer, moment):
    actions.withdraw(by=acting(peer), at=moment, referral=sent)
    page = anybody.get(address(sent))
    assert page.status_code == 410 and not buttons(page)
    assert anybody.post(address(sent), {"event": "accept"}).status_code == 409


def test_an_expired_slip_says_so(anybody, sent, moment):
    Referral.objects.update(expires_at=moment - timedelta(minutes=1))
    page = anybody.get(address(sent))
    assert page.status_code == 410 and "hết hạn" in text(page) and not buttons(page)
    assert anybody.post(address(sent), {"event": "accept"}).status_code == 409
    actions.settle_referrals(by=Actor(ActorKind.CLOCK), at=moment)
    assert "hết hạn" in text(anybody.get(address(sent)))


def test_a_number_typed_by_hand(anybody, sent):
    typed = anybody.get("/r/", {"number": f" {sent.slip_code[:4]}-{sent.slip_code[4:]}"})
    assert typed.headers["Location"] == address(sent)
    assert "Xin so lại" in text(anybody.get("/r/", {"number": "1234567890"}))
    assert anybody.get("/r/").status_code == 200


def test_no_cookie_and_no_session(anybody, sent):
    for response in (anybody.get(address(sent)), anybody.post(address(sent), {"event": "accept"}), anybody.get("/r/")):
        assert not response.cookies
        assert response.headers["Cache-Control"] == "no-store"
        assert response.headers["Referrer-Policy"] in ("no-referrer", "same-origin")
    assert not Session.objects.exists()
