"""What she lets pass with a referral: to one recipient, while her consent lives, and not after."""

from datetime import timedelta

import pytest
from django.utils import timezone

from caunoi.access.actions import CannotDo
from caunoi.access.choices import RevealPurpose
from caunoi.access.policies import Refused
from caunoi.audit.models import Entry
from caunoi.lib.actor import CLOCK
from caunoi.lib.ids import uuid7
from caunoi.people import actions as people
from caunoi.people import queries
from caunoi.people.choices import FieldClass, Purpose, SealedKind
from caunoi.people.models import Packet, Sealed
from caunoi.people.tests.keys import OTHER_WORDS, WORDS, agree, seal, texts
from caunoi.people.vault.models import ContentKey


@pytest.fixture
def at():
    return timezone.now()


@pytest.fixture
def session(lead, acting, at):
    return people.begin_vault(by=acting(lead), at=at, passphrase=WORDS).session


@pytest.fixture
def theirs(provider_user, acting, at):
    return people.begin_vault(by=acting(provider_user), at=at, passphrase=OTHER_WORDS).session


@pytest.fixture
def person(lead, peer, session, acting, at):
    member = people.give_card(by=acting(peer), at=at, worker=peer)
    people.open_by_card(by=acting(lead), at=at, card=member.card)
    seal(acting, lead, at, member.pseudonym, "Hoa")
    seal(acting, lead, at, member.pseudonym, "0900 000 000", SealedKind.PHONE)
    people.write_sealed_note(by=acting(peer), at=at, pseudonym=member.pseudonym, text="chỉ nhóm biết")
    return member.pseudonym


@pytest.fixture
def consent(lead, person, provider, acting, at):
    return agree(acting, lead, at, person, Purpose.PACKET, provider)


@pytest.fixture
def packet(lead, consent, session, theirs, acting, at):
    return people.seal_packet(
        by=acting(lead), at=at, session=session, referral=uuid7(), consent=consent, fields=FieldClass
    )


def opened(acting, user, at, session, packet, purpose=RevealPurpose.SERVE):
    return people.open_packet(by=acting(user), at=at, session=session, packet=packet, purpose=purpose)


def test_the_provider_reads_what_she_let_pass_and_no_note(packet, theirs, provider_user, acting, at):
    found = opened(acting, provider_user, at, theirs, packet)
    assert found == {"called": "Hoa", "phone": "0900 000 000"}
    entry = Entry.objects.get(action="open_packet")
    assert entry.subject == packet.pseudonym.audit_handle and b"0900" not in bytes(entry.canonical)
    assert list(queries.packets(acting(provider_user))) == [packet]


def test_nobody_else_reads_it_not_even_who_sealed_it(packet, lead, session, theirs, outsider, peer, acting, at):
    for user in (lead, peer, outsider):
        with pytest.raises((Refused, people.NotOpened)):
            opened(acting, user, at, session, packet)
        assert not queries.packets(acting(user)).exists()


def test_asked_twice_there_is_one_packet(packet, lead, consent, session, acting, at):
    again = people.seal_packet(
        by=acting(lead), at=at, session=session, referral=packet.referral, consent=consent, fields=FieldClass
    )
    assert again == packet and Packet.objects.count() == 1


def test_a_place_with_keys_gets_no_digits(lead, consent, session, theirs, acting, at):
    what = {"session": session, "referral": uuid7(), "consent": consent, "fields": FieldClass}
    with pytest.raises(CannotDo):
        people.seal_packet_on_paper(by=acting(lead), at=at, **what)
    assert not Packet.objects.exists() and not ContentKey.objects.filter(epoch__isnull=True).exists()


def test_it_ends_with_her_consent(packet, consent, theirs, lead, provider_user, acting, at):
    with pytest.raises(Refused):
        opened(acting, provider_user, at + timedelta(days=91), theirs, packet)
    people.withdraw_consent(by=acting(lead), at=at, consent=consent)
    packet = Packet.objects.get()
    with pytest.raises(Refused):
        opened(acting, provider_user, at, theirs, packet)
    assert people.settle_packets(by=CLOCK, at=at) == 1
    assert not Packet.objects.exists() and not ContentKey.objects.filter(kind="packet").exists()


def test_it_is_deleted_at_close_and_twice_changes_nothing(packet, theirs, lead, provider_user, acting, at):
    for _time in range(2):
        people.delete_packet(by=acting(lead), at=at, referral=packet.referral)
    assert not ContentKey.objects.filter(pk=packet.pk).exists()
    with pytest.raises(people.NotOpened):
        opened(acting, provider_user, at, theirs, packet)
    assert Entry.objects.filter(action="delete_packet").count() == 1


def test_without_a_consent_to_pass_it_on_nothing_is_sealed(lead, person, provider, session, theirs, acting, at):
    other = agree(acting, lead, at, person, Purpose.CONTACT)
    with pytest.raises(Refused):
        people.seal_packet(by=acting(lead), at=at, session=session, referral=uuid7(), consent=other, fields=FieldClass)
    assert not Packet.objects.exists()


def test_what_the_service_does_not_need_stays_out_whatever_she_agreed_to(
    lead, person, provider, session, theirs, provider_user, acting, at
):
    both = (FieldClass.NAME, FieldClass.CONTACT)
    agree(acting, lead, at, person, Purpose.IDENTITY, fields=both)
    seal(acting, lead, at, person, "Trần Thị Hoa", SealedKind.LEGAL_NAME)
    consent = agree(acting, lead, at, person, Purpose.PACKET, provider, fields=both)
    sent = {"by": acting(lead), "at": at, "session": session, "consent": consent}
    packet = people.seal_packet(**sent, referral=uuid7(), fields=[FieldClass.CONTACT])
    assert opened(acting, provider_user, at, theirs, packet) == {"called": "Hoa", "phone": "0900 000 000"}
    with pytest.raises(CannotDo):
        people.seal_packet(**sent, referral=uuid7(), fields=[])


def test_a_provider_without_keys_gets_a_slip(lead, consent, session, acting, at):
    with pytest.raises(CannotDo):
        people.seal_packet(
            by=acting(lead), at=at, session=session, referral=uuid7(), consent=consent, fields=FieldClass
        )


def test_erasing_her_destroys_what_the_provider_holds(packet, person, theirs, lead, provider_user, acting, at):
    people.erase_person(by=acting(lead), at=at, pseudonym=person, reason="asked")
    assert not Packet.objects.exists() and not ContentKey.objects.exists()
    with pytest.raises((Refused, people.NotOpened)):
        opened(acting, provider_user, at, theirs, packet)


def test_nothing_is_kept_that_she_did_not_agree_to(lead, person, acting, at):
    with pytest.raises(CannotDo):
        people.seal_value(by=acting(lead), at=at, pseudonym=person, kind=SealedKind.LEGAL_NAME, text="Trần Thị Hoa")


def test_taking_it_back_stops_reading_at_once_and_destroys_it_within_the_minute(lead, person, session, acting, at):
    consent = person.consents.get(purpose=Purpose.CONTACT)
    people.withdraw_consent(by=acting(lead), at=at, consent=consent)
    with pytest.raises(Refused):
        texts(acting, lead, at, session, person)
    assert people.settle_sealed(by=CLOCK, at=at) == 2
    assert [row.kind for row in Sealed.objects.all()] == ["note"] and ContentKey.objects.count() == 1
    assert people.settle_sealed(by=CLOCK, at=at) == 0


def test_while_her_use_is_restricted_nothing_opens_and_nothing_is_destroyed(lead, person, session, acting, at):
    people.restrict_use(by=acting(lead), at=at, pseudonym=person, why="asked")
    with pytest.raises(Refused):
        texts(acting, lead, at, session, person)
    assert people.settle_sealed(by=CLOCK, at=at) == 0
    people.lift_restriction(by=acting(lead), at=at, pseudonym=person)
    assert texts(acting, lead, at, session, person) == ["Hoa"]
