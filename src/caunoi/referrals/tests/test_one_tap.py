"""What waits is answered from the list in one tap, and only as it stood on the page."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from caunoi.referrals import actions
from caunoi.referrals.choices import Event, Source, State
from caunoi.referrals.machine import CLOCKS, OPEN_TO_PROVIDER, Who, events_from
from caunoi.referrals.models import Referral, Step
from caunoi.referrals.taps import TAPS


def test_every_state_that_waits_has_an_answer_and_every_answer_is_legal():
    assert set(TAPS) == set(CLOCKS) == set(OPEN_TO_PROVIDER)
    for state, taps in TAPS.items():
        assert {tap.event for tap in taps} <= set(events_from(State(state), Who.REFERRER)), state
        assert {tap.source for tap in taps} <= {Source.PHONE, Source.PERSON}


def tap(browser, referral, event, state=None):
    return browser.post(
        reverse("referrals:tap", args=[referral.pk]), {"event": event, "state": state or referral.state}, follow=True
    )


def test_from_sent_to_her_own_word(client_of, peer, sent):
    browser = client_of(peer)
    for event in (Event.ACCEPT, Event.ATTEND, Event.SERVE, Event.CONFIRM):
        tap(browser, sent, event)
        sent.refresh_from_db()
    assert sent.state == State.CLOSED
    assert Step.objects.get(event=Event.ATTEND).source == Source.PERSON


def test_the_day_shows_it(client_of, peer, sent, need):
    Referral.objects.update(state_at=timezone.now() - timedelta(days=60))
    for page in (reverse("workspace:day"), reverse("referrals:list")):
        shown = client_of(peer).get(page).content.decode()
        assert re.search(rf'action="{reverse("referrals:tap", args=[sent.pk])}"', shown)


@pytest.mark.parametrize(("event", "state"), [("serve", None), ("confirm", None), ("", None), ("accept", "accepted")])
def test_what_the_page_did_not_offer_changes_nothing(client_of, peer, sent, event, state):
    page = tap(client_of(peer), sent, event, state)
    assert "chưa có gì thay đổi" in page.content.decode() and Referral.objects.get().state == State.SENT


def test_an_old_page(client_of, peer, acting, sent, now):
    actions.record(by=acting(peer), at=now, referral=sent, event=Event.ACCEPT, source=Source.PHONE)
    tap(client_of(peer), sent, Event.ATTEND, State.SENT)
    assert Referral.objects.get().state == State.ACCEPTED
