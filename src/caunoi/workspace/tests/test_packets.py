"""Details she lets pass with a referral: sealed by a key-holder, opened by the place it was sent to, gone when it ends."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from caunoi.access.choices import RevealPurpose
from caunoi.access.fresh import FRESH
from caunoi.access.stamps import cookie
from caunoi.audit.models import Entry
from caunoi.conftest import PASSPHRASE
from caunoi.people import actions as people
from caunoi.people.choices import ConsentMethod, FieldClass, Purpose, SealedKind, Witness
from caunoi.people.models import Consent, Packet, Reveal
from caunoi.people.tests.keys import agree
from caunoi.people.vault.models import ContentKey
from caunoi.referrals import actions as referrals

PHONE, TRUE_NAME = "0900 555 222", "Bùi Thị Sim"
YES = {"asked_back": "on", "method": ConsentMethod.SPOKEN, "witness": Witness.STAFF, "passes": [FieldClass.CONTACT]}


@pytest.fixture
def at():
    return timezone.now()


@pytest.fixture
def person(lead, peer, acting, at):
    session = people.begin_vault(by=acting(lead), at=at, passphrase=PASSPHRASE).session
    people.lock_vault(by=acting(lead), at=at, session=session)
    member = people.give_card(by=acting(peer), at=at, worker=peer)
    people.open_by_card(by=acting(lead), at=at, card=member.card)
    agree(acting, peer, at, member.pseudonym, Purpose.IDENTITY, fields=(FieldClass.CONTACT, FieldClass.NAME))
    for kind, text in ((SealedKind.PHONE, PHONE), (SealedKind.LEGAL_NAME, TRUE_NAME)):
        people.seal_value(by=acting(peer), at=at, pseudonym=member.pseudonym, kind=kind, text=text)
    return member.pseudonym


@pytest.fixture
def referral(person, service, peer, acting, at):
    need = referrals.note_need(
        by=acting(peer), at=at, code=service.code, noted_on=timezone.localdate(), pseudonym=person
    )
    return referrals.refer(by=acting(peer), at=at, need=need, service=service, agreed=referrals.Agreed())


@pytest.fixture
def their_keys(provider_user, acting, at):
    session = people.begin_vault(by=acting(provider_user), at=at, passphrase=PASSPHRASE).session
    people.lock_vault(by=acting(provider_user), at=at, session=session)


@pytest.fixture
def at_work(client_of, lead):
    return client_of(lead)


@pytest.fixture
def desk(client_of, provider_user):
    return client_of(provider_user)


def page(name, referral):
    return reverse(f"workspace:{name}", args=[referral.pk])


def unlock(client):
    client.post(reverse("workspace:unlock"), {"words": PASSPHRASE})


@pytest.fixture
def sealed(at_work, referral, their_keys):
    unlock(at_work)
    assert at_work.post(page("packet", referral), YES).status_code == 302
    return Packet.objects.get()


def opened(client, referral, purpose=RevealPurpose.SERVE):
    return client.post(page("open_packet", referral), {"purpose": purpose})


def test_what_she_chose_is_sealed_and_the_place_opens_it(at_work, sealed, desk, referral):
    assert PHONE not in at_work.get(page("packet", referral)).content.decode()
    assert reverse("workspace:unlock") in desk.get(page("received", referral)).content.decode()
    assert opened(desk, referral).status_code == 302, "locked: to the words first"
    unlock(desk)
    answer = opened(desk, referral)
    text = answer.content.decode()
    assert PHONE in text and TRUE_NAME not in text, "this service needs no name, and none was offered"
    assert Entry.objects.filter(action="open_packet", outcome="done").exists()
    assert PHONE not in desk.get(page("received", referral)).content.decode()


def test_nothing_is_asked_that_the_service_does_not_need(at_work, referral, their_keys):
    unlock(at_work)
    form = at_work.get(page("packet", referral)).content.decode()
    assert f'value="{FieldClass.CONTACT}"' in form and f'value="{FieldClass.NAME}"' not in form
    sent = {**YES, "passes": [FieldClass.CONTACT, FieldClass.NAME]}
    assert at_work.post(page("packet", referral), sent).status_code == 422
    assert not Consent.objects.filter(purpose=Purpose.PACKET).exists() and not Packet.objects.exists()


def test_locked_nothing_is_agreed_to_or_sealed(at_work, referral, their_keys):
    answer = at_work.post(page("packet", referral), YES)
    assert answer["Location"].startswith(reverse("workspace:unlock"))
    assert not Consent.objects.filter(purpose=Purpose.PACKET).exists()


def test_a_place_without_keys_gets_the_slip_alone(at_work, referral):
    unlock(at_work)
    assert "chưa có chìa khoá, cũng chưa có mã PIN" in at_work.get(page("packet", referral)).content.decode()
    at_work.post(page("packet", referral), YES)
    assert not Consent.objects.filter(purpose=Purpose.PACKET).exists() and not Packet.objects.exists()


def test_sent_twice_there_is_one(at_work, sealed, referral):
    at_work.post(page("packet", referral), YES)
    assert Packet.objects.count() == 1 and Consent.objects.filter(purpose=Purpose.PACKET).count() == 1


def test_she_changes_her_mind_and_it_is_gone_at_once(sealed, referral, client_of, peer, desk):
    unlock(desk)
    withdraw = reverse("workspace:withdraw", args=[referral.pseudonym_id, sealed.consent_id])
    client_of(peer).post(withdraw)
    assert not Packet.objects.exists() and not ContentKey.objects.filter(kind="packet").exists()
    assert opened(desk, referral).status_code == 404


def test_it_is_deleted_when_the_referral_ends(sealed, referral, acting, peer, at, desk):
    referrals.withdraw(by=acting(peer), at=at, referral=referral)
    assert not Packet.objects.exists() and not ContentKey.objects.filter(kind="packet").exists()
    assert desk.get(page("received", referral)).status_code == 404


def test_nobody_else_finds_it(sealed, referral, client_of, peer, outsider, at_work):
    for user in (peer, outsider):
        assert client_of(user).get(page("packet", referral)).status_code == 403
    assert opened(at_work, referral).status_code == 403, "not even who sealed it"


def test_a_purpose_of_another_role_opens_nothing(sealed, referral, desk):
    unlock(desk)
    assert opened(desk, referral, RevealPurpose.FOLLOW_UP).status_code == 422


def test_a_place_with_a_pin_alone_gets_it_by_digits_on_her_slip(at_work, referral, lead, acting, at, provider, desk):
    referrals.set_pin(by=acting(lead), at=at, provider=provider)
    unlock(at_work)
    answer = at_work.post(page("packet", referral), YES)
    shown = re.findall(r"(?:\d{4} ){4}\d{4}", answer.content.decode())
    assert answer.status_code == 200 and len(shown) == 1 and answer.headers["Cache-Control"].count("no-store")
    again = at_work.post(page("packet", referral), YES)
    known = at_work.get(page("packet", referral)).content.decode()
    assert shown[0] not in again.content.decode() + known and "20 chữ số" in known
    assert Packet.objects.count() == 1
    there = desk.get(page("received", referral)).content.decode()
    assert reverse("portal:slip", args=[referral.slip_code]) in there, "with an account it opens by her slip too"


@pytest.fixture
def with_pin(referral, lead, acting, at, provider):
    return referrals.set_pin(by=acting(lead), at=at, provider=provider)


def test_digits_for_her_slip_count_as_a_look(at_work, referral, with_pin, lead, at):
    """Who is told the digits and can get a PIN reads what they open: twenty an hour, like everything that opens."""
    unlock(at_work)
    Reveal.objects.bulk_create(Reveal(user=lead, purpose=RevealPurpose.REFER, at=at) for _look in range(20))
    answer = at_work.post(page("packet", referral), YES)
    assert answer.status_code == 429 and not Packet.objects.exists()
    assert Entry.objects.filter(action="seal_packet", outcome="refused").exists()
    Reveal.objects.all().delete()
    assert at_work.post(page("packet", referral), YES).status_code == 200
    assert Reveal.objects.get().user_id == lead.pk


def test_digits_for_her_slip_ask_for_the_words_once_more(at_work, referral, with_pin):
    unlock(at_work)
    at_work.cookies.pop(cookie(FRESH))
    answer = at_work.post(page("packet", referral), YES)
    assert answer.status_code == 401 and not Packet.objects.exists()
    assert at_work.get(page("packet", referral)).status_code == 200, "looking at the page asks nothing"
