"""Details for a place without an account: its PIN and the digits on her slip open them, and nothing less does."""

import re
from datetime import timedelta

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connections

from caunoi.audit.models import Entry
from caunoi.conftest import PASSPHRASE
from caunoi.people import actions as people
from caunoi.people.choices import FieldClass, Purpose, SealedKind
from caunoi.people.models import Consent, Packet
from caunoi.people.tests.keys import agree
from caunoi.people.vault.models import ContentKey
from caunoi.people.vault.suite import Damaged, open_with_passphrase
from caunoi.portal.queries import hers
from caunoi.portal.views.slips import WRONG_PINS
from caunoi.referrals import actions
from caunoi.referrals.choices import State
from caunoi.referrals.models import Referral
from caunoi.referrals.passing import may_pass

PHONE, TRUE_NAME = "0900 555 222", "Bùi Thị Sim"


@pytest.fixture
def pin(lead, acting, moment, provider):
    return actions.set_pin(by=acting(lead), at=moment, provider=provider)


@pytest.fixture
def digits(lead, peer, acting, moment, sent, service, provider, pin):
    """She lets this place know how to reach her; the digits are on her slip."""
    person, by = sent.pseudonym, acting(lead)
    session = people.begin_vault(by=by, at=moment, passphrase=PASSPHRASE).session
    people.open_by_card(by=by, at=moment, card=person.member.card)
    both = (FieldClass.CONTACT, FieldClass.NAME)
    agree(acting, peer, moment, person, Purpose.IDENTITY, fields=both)
    for kind, text in ((SealedKind.PHONE, PHONE), (SealedKind.LEGAL_NAME, TRUE_NAME)):
        people.seal_value(by=acting(peer), at=moment, pseudonym=person, kind=kind, text=text)
    consent = agree(acting, lead, moment, person, Purpose.PACKET, provider, fields=both)
    what = {"session": session, "referral": sent.pk, "consent": consent, "fields": may_pass(service.code)}
    found = people.seal_packet_on_paper(by=by, at=moment, **what)
    assert people.seal_packet_on_paper(by=by, at=moment, **what) == "", "told once"
    people.lock_vault(by=by, at=moment, session=session)
    return found


@pytest.fixture
def show(anybody, sent):
    def post(**typed):
        answer = anybody.post(f"/r/{sent.slip_code}/", typed)
        return answer, re.sub(r"<[^>]+>", " ", answer.content.decode())

    return post


def wrong(secret):
    return secret[:-1] + str((int(secret[-1]) + 1) % 10)


def opened():
    return Entry.objects.filter(action="open_packet", outcome="done").count()


def test_pin_and_digits_open_what_the_service_needs_and_she_learns_of_it(
    show, digits, pin, service, sent, acting, peer
):
    answer, text = show(pin=pin, digits=f"{digits[:4]} {digits[4:]}")
    assert answer.status_code == 200 and service.name in text and PHONE in text
    assert TRUE_NAME not in text, "she agreed to it, and this service does not need it"
    assert answer.headers["Cache-Control"] == "no-store" and not answer.cookies
    entry = Entry.objects.get(action="open_packet")
    assert entry.subject == sent.pseudonym.audit_handle and PHONE.encode() not in bytes(entry.canonical)
    told = [(look.who, look.what) for look in hers(acting(peer), sent.pseudonym_id)["looks"]]
    assert ("nơi chị đưa phiếu", "đọc điều chị cho nơi ấy biết") in told


def test_less_than_both_opens_nothing(show, anybody, sent, digits, pin, service):
    page = anybody.get(f"/r/{sent.slip_code}/").content.decode()
    assert PHONE not in page and "cho nơi này biết" not in page, "without the PIN not even that there is something"
    for typed in ({"digits": digits, "pin": ""}, {"digits": digits, "pin": wrong(pin)}):
        answer, text = show(**typed)
        assert answer.status_code == 422 and PHONE not in text and service.name not in text
    answer, text = show(pin=pin)
    assert answer.status_code == 200 and PHONE not in text and "20 chữ số" in text
    assert opened() == 0


def test_digits_that_are_not_hers_open_nothing_and_are_on_record(show, digits, pin):
    answer, text = show(pin=pin, digits=wrong(digits))
    assert answer.status_code == 422 and PHONE not in text and "không phải 20 chữ số" in text
    refused = Entry.objects.get(action="open_packet")
    assert refused.outcome == "refused" and opened() == 0


@pytest.mark.parametrize("junk", ["1", "1" * 19, "1" * 21, "x" * 5000, "１" * 20, "\x00"])
def test_what_are_no_digits_is_told_and_not_tried(show, digits, pin, junk):
    answer, text = show(pin=pin, digits=junk)
    assert answer.status_code in (400, 422) and PHONE not in text
    assert not Entry.objects.filter(action="open_packet").exists()


def test_guessing_is_stopped_from_wherever_it_comes(anybody, sent, digits, pin):
    address = f"/r/{sent.slip_code}/"
    for number in range(WRONG_PINS):
        typed = {"pin": pin, "digits": wrong(digits)}
        assert anybody.post(address, typed, REMOTE_ADDR=f"10.0.6.{number}").status_code == 422
    page = anybody.post(address, {"pin": pin, "digits": digits}, REMOTE_ADDR="10.0.7.1")
    assert page.status_code == 429 and PHONE not in page.content.decode()


def test_a_stolen_database_with_slip_and_pin_opens_nothing(sent, digits, pin):
    key = ContentKey.objects.get(epoch=None)
    bound = f"paper|{key.pk}"
    for guess in (pin, sent.slip_code, pin + sent.slip_code, sent.slip_code + pin, sent.slip_code * 2, ""):
        with pytest.raises(Damaged):
            open_with_passphrase(bytes(key.wrapped), guess, bound)
    assert open_with_passphrase(bytes(key.wrapped), digits, bound), "the test would see it open"
    for alias in settings.DATABASES:
        kept = " ".join(everything(alias))
        assert sent.slip_code in kept or alias != "default", "the test would see what is there"
        assert not [secret for secret in (digits, PHONE, TRUE_NAME, pin) if secret in kept]


def everything(alias):
    """Every cell of every table, as text; bytes as they would be read."""
    there = set(connections[alias].introspection.table_names())
    for table in {model._meta.db_table for model in apps.get_models()} & there:
        with connections[alias].cursor() as cursor:
            cursor.execute(f"SELECT * FROM {table}")
            for row in cursor.fetchall():
                yield from (bytes(c).decode("latin-1") if isinstance(c, bytes | memoryview) else str(c) for c in row)


def test_digits_of_another_slip_open_nothing(anybody, digits, pin, peer, acting, moment, need, service):
    other = actions.refer(by=acting(peer), at=moment, need=need, service=service, agreed=actions.Agreed())
    page = anybody.post(f"/r/{other.slip_code}/", {"pin": pin, "digits": digits})
    assert page.status_code == 422 and PHONE not in page.content.decode()


def test_it_ends_with_her_consent_at_once(show, digits, pin, acting, peer, moment):
    consent = Consent.objects.get(purpose=Purpose.PACKET)
    Consent.objects.filter(pk=consent.pk).update(expires_at=moment - timedelta(minutes=1))
    assert PHONE not in show(pin=pin, digits=digits)[1]
    Consent.objects.filter(pk=consent.pk).update(expires_at=moment + timedelta(days=1))
    people.withdraw_consent(by=acting(peer), at=moment, consent=consent)
    assert PHONE not in show(pin=pin, digits=digits)[1] and opened() == 0


@pytest.mark.parametrize("ending", ["withdraw", "lose", "decline"])
def test_it_is_gone_when_the_referral_ends(show, digits, pin, sent, acting, peer, moment, anybody, ending):
    if ending == "decline":
        anybody.post(f"/r/{sent.slip_code}/", {"event": "decline", "reason": "cost"})
    elif ending == "lose":
        actions.record(by=acting(peer), at=moment, referral=sent, event="lose", source="system")
    else:
        actions.withdraw(by=acting(peer), at=moment, referral=sent)
    assert not Packet.objects.exists() and not ContentKey.objects.filter(epoch=None).exists()
    assert PHONE not in show(pin=pin, digits=digits)[1]


def test_while_her_use_rests_nothing_opens(show, digits, pin, sent, acting, lead, moment):
    people.restrict_use(by=acting(lead), at=moment, pseudonym=sent.pseudonym, why="asked")
    answer, text = show(pin=pin, digits=digits)
    assert answer.status_code == 409 and PHONE not in text and opened() == 0


def test_erasing_her_destroys_it(digits, sent, acting, lead, moment, show, pin):
    people.erase_person(by=acting(lead), at=moment, pseudonym=sent.pseudonym, reason="asked")
    assert not Packet.objects.exists() and not ContentKey.objects.exists()
    assert PHONE not in show(pin=pin, digits=digits)[1]


def test_an_answer_needs_neither(anybody, sent, digits):
    assert anybody.post(f"/r/{sent.slip_code}/", {"event": "accept"}).status_code == 200
    assert Referral.objects.get().state == State.ACCEPTED and Packet.objects.exists()
