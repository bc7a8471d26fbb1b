"""She went there before anybody sent her: it is noted after the fact, under her consent, once."""

from datetime import timedelta

import pytest
from django.urls import reverse

from caunoi.access.actions import CannotDo
from caunoi.access.policies import Refused
from caunoi.lib.ids import uuid7
from caunoi.referrals import actions, queries
from caunoi.referrals.actions import Agreed
from caunoi.referrals.choices import Event, Reason, Source, State
from caunoi.referrals.models import Referral, Step


@pytest.fixture
def been(peer, acting, now, need, service):
    def note(event=Event.SERVE, by=None, **more):
        told = {"source": Source.PERSON, "agreed": Agreed(), **more}
        return actions.note_walk_in(by=by or acting(peer), at=now, need=need, service=service, event=event, **told)

    return note


def test_what_it_says(been, now):
    yesterday = now.date() - timedelta(days=1)
    referral = been(happened_on=yesterday, accompanied=True, source=Source.PEER)
    assert (referral.state, referral.accompanied) == (State.SERVED, True) and referral.consent is not None
    found = list(queries.steps(referral).values_list("event", "implied", "happened_on"))
    assert found == [
        ("make", False, None), ("consent", False, None), ("see", True, yesterday), ("accept", True, yesterday),
        ("attend", False, yesterday), ("serve", False, yesterday),
    ]  # fmt: skip
    assert not Step.objects.filter(event=Event.SEND).exists()


def test_twice_is_once(been):
    key = uuid7()
    assert been(pk=key) == been(pk=key)
    assert Step.objects.filter(event=Event.SERVE).count() == 1


@pytest.mark.parametrize("event", [Event.ACCEPT, Event.MISS, Event.DECLINE, Event.SCHEDULE])
def test_only_an_arrival_is_told_after_the_fact(been, event):
    with pytest.raises(CannotDo):
        been(event, reason=Reason.COST)
    assert not Referral.objects.exists()


@pytest.mark.parametrize("away", [1, -400])
def test_a_day_that_cannot_be(been, now, away):
    with pytest.raises(CannotDo):
        been(happened_on=now.date() + timedelta(days=away))
    assert not Referral.objects.exists()


@pytest.mark.parametrize("who", ["outsider", "provider_user", "lead", "other_peer"])
def test_others_note_nothing(request, been, acting, who):
    with pytest.raises(Refused):
        been(by=acting(request.getfixturevalue(who)))
    assert not Referral.objects.exists()


def test_the_page(client_of, peer, need, service, now):
    browser, path = client_of(peer), reverse("referrals:been", args=[need.pk])
    assert browser.get(path).status_code == 200
    day = now.date() - timedelta(days=2)
    data = {"service": service.pk, "event": "serve", "source": "person", "happened_on": f"{day:%d/%m/%Y}"}
    more = {"method": "spoken", "witness": "none", "asked_back": "on"}
    assert browser.post(path, data).status_code == 422
    assert not Referral.objects.exists()
    assert browser.post(path, {**data, **more, "event": "turn_away"}).status_code == 422
    page = browser.post(path, {**data, **more}, follow=True)
    assert f"{day:%d/%m/%Y}" in page.content.decode()
    assert Referral.objects.get().state == State.SERVED
