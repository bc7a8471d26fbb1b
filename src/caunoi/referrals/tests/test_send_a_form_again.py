"""A page shown again by the back button, or open in two tabs: the same writes once, another choice is told."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from caunoi.access.actions import CannotDo
from caunoi.access.policies import Refused
from caunoi.audit.models import Entry
from caunoi.directory.models import Service
from caunoi.lib.ids import uuid7
from caunoi.people.choices import Purpose
from caunoi.people.models import Consent
from caunoi.referrals import actions
from caunoi.referrals.actions import Agreed
from caunoi.referrals.choices import Beneficiary, State
from caunoi.referrals.models import Need, Referral, Step

AGREED = {"asked_back": "on", "method": "spoken", "witness": "none"}


@pytest.fixture
def now():
    """Pages read the clock: here it is the real one."""
    return timezone.now()


@pytest.fixture
def elsewhere(service, other_club):
    """The same kind of help at another provider."""
    return Service.objects.create(
        provider=other_club, code=service.code, name="Phòng khám thứ hai", folded="phong kham thu hai", sort_key="p"
    )  # fmt: skip


@pytest.fixture
def other_need(peer, acting, now, person):
    return actions.note_need(by=acting(peer), at=now, code="SRH", noted_on=timezone.localdate(now), pseudonym=person)


def text(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def asked():
    """Consents to a referral; a card rests on one of its own."""
    return Consent.objects.filter(purpose=Purpose.REFERRAL).count()


def as_it_was(referral, service, state, consents):
    row = Referral.objects.get()
    assert (row.pk, row.service, row.state) == (referral.pk, service, state)
    assert asked() == consents


def test_a_consent_for_one_place_never_sends_to_another(client_of, peer, need, service, elsewhere):
    """Slip only for the first place; back; the second place, and she agrees."""
    browser, path, pk = client_of(peer), reverse("referrals:new", args=[need.pk]), str(uuid7())
    browser.post(path, {"service": service.pk, "pk": pk, "method": "spoken", "witness": "none", "slip": "1"})
    made = Referral.objects.get()
    page = browser.post(path, {"service": elsewhere.pk, "pk": pk, **AGREED, "send": "1"})
    assert page.status_code == 422 and service.name in text(page) and "Chưa gửi thêm gì cả" in text(page)
    assert re.search(rf'value="{elsewhere.pk}"[^>]* checked', page.content.decode())
    as_it_was(made, service, State.DRAFT, consents=0)


def test_nor_for_another_need(client_of, peer, need, other_need, slip_only, service):
    page = client_of(peer).post(
        reverse("referrals:new", args=[other_need.pk]),
        {"service": service.pk, "pk": str(slip_only.pk), **AGREED, "send": "1"},
    )
    assert page.status_code == 422
    as_it_was(slip_only, service, State.DRAFT, consents=0)


@pytest.mark.parametrize("changed", ["service", "need", "accompanied"])
@pytest.mark.parametrize("before", ["slip_only", "sent"])
def test_another_choice_is_told(request, acting, peer, now, need, service, elsewhere, other_need, before, changed):
    made = request.getfixturevalue(before)
    consents, entries = asked(), Entry.objects.count()
    other = {"service": elsewhere, "need": other_need, "accompanied": True}[changed]
    what = {"need": need, "service": service, "accompanied": False, changed: other}
    with pytest.raises(CannotDo, match="Nothing more was sent|Chưa gửi thêm gì"):
        actions.refer(by=acting(peer), at=now, pk=made.pk, agreed=Agreed(), **what)
    as_it_was(made, service, made.state, consents)
    assert Entry.objects.count() == entries


def test_the_same_slip_may_be_sent_later(client_of, peer, need, slip_only, service):
    """Slip only, back, and now she agrees to the same place."""
    client_of(peer).post(
        reverse("referrals:new", args=[need.pk]),
        {"service": service.pk, "pk": str(slip_only.pk), **AGREED, "send": "1"},
    )
    as_it_was(slip_only, service, State.SENT, consents=1)
    assert Step.objects.count() == 3


def test_slip_only_after_sending_does_not_say_that_nothing_was_sent(client_of, peer, need, sent, service):
    page = client_of(peer).post(
        reverse("referrals:new", args=[need.pk]),
        {"service": service.pk, "pk": str(sent.pk), "method": "spoken", "witness": "none", "slip": "1"},
        follow=True,
    )
    assert "đã gửi từ trước" in text(page) and "Chưa gửi gì cả" not in text(page)
    as_it_was(sent, service, State.SENT, consents=1)


def typed(need, **more):
    return {
        "code": "SRH", "beneficiary": "self", "noted_on": f"{need.noted_on:%d/%m/%Y}", "pk": str(need.pk), **more,
    }  # fmt: skip


def test_another_need_under_the_same_id_is_told(client_of, peer, other_need, person):
    path, entries = reverse("referrals:need_new_for", args=[person.pk]), Entry.objects.count()
    page = client_of(peer).post(path, typed(other_need, code="LEG-ADV"))
    assert page.status_code == 422 and "Mẫu này đã được lưu lúc" in text(page)
    assert re.search(r'value="LEG-ADV"[^>]* checked', page.content.decode())
    assert (Need.objects.get().code, Entry.objects.count()) == ("SRH", entries)


def test_the_same_need_again_is_noted_once(client_of, peer, other_need, person):
    path = reverse("referrals:need_new_for", args=[person.pk])
    assert client_of(peer).post(path, typed(other_need)).status_code == 302
    assert Need.objects.count() == 1


@pytest.mark.parametrize("changed", ["code", "beneficiary", "pseudonym", "done_by"])
def test_whatever_differs(acting, peer, other_peer, now, other_need, person, changed):
    other = {"code": "PSY", "beneficiary": Beneficiary.CHILD, "pseudonym": None, "done_by": other_peer}[changed]
    what = {"code": "SRH", "noted_on": other_need.noted_on, "pseudonym": person, changed: other}
    with pytest.raises(CannotDo):
        actions.note_need(by=acting(peer), at=now, pk=other_need.pk, **what)


def test_a_stranger_learns_nothing_of_it(acting, outsider, now, other_need):
    with pytest.raises(Refused):
        actions.note_need(by=acting(outsider), at=now, code="PSY", noted_on=other_need.noted_on, pk=other_need.pk)
