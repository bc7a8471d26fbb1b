from datetime import timedelta

import pytest

from caunoi.access.policies import Refused
from caunoi.people import actions as people
from caunoi.people.choices import ConsentMethod, FieldClass, Purpose, Witness
from caunoi.people.queries import live_consents


@pytest.fixture
def member(peer, acting, now):
    return people.give_card(by=acting(peer), at=now, worker=peer)


def agree(user, acting, at, pseudonym, provider):
    return people.record_consent(
        by=acting(user), at=at, pseudonym=pseudonym, purpose=Purpose.REFERRAL, recipient=provider,
        field_classes=[FieldClass.SLIP], method=ConsentMethod.SPOKEN, witness=Witness.NONE, language="vi",
    )  # fmt: skip


def live(member, at):
    return list(live_consents(member.pseudonym_id, Purpose.REFERRAL, at))


def test_nothing_is_agreed_to_until_she_says_so(member, now):
    assert live(member, now) == []


def test_a_consent_names_its_recipient_and_expires(peer, provider, member, acting, now):
    consent = agree(peer, acting, now, member.pseudonym, provider)
    assert consent.recipient == provider
    assert live(member, now) == [consent]
    assert live(member, now + timedelta(days=366)) == []


def test_withdrawal_counts_from_that_moment_and_twice_changes_nothing(peer, provider, member, acting, now):
    consent = agree(peer, acting, now, member.pseudonym, provider)
    later = now + timedelta(hours=1)
    people.withdraw_consent(by=acting(peer), at=later, consent=consent)
    people.withdraw_consent(by=acting(peer), at=later + timedelta(hours=1), consent=consent)
    consent.refresh_from_db()
    assert consent.withdrawn_at == later
    assert live(member, later) == []


def test_another_worker_cannot_say_it_for_her(other_peer, outsider, provider, member, acting, now):
    for stranger in (other_peer, outsider):
        with pytest.raises(Refused):
            agree(stranger, acting, now, member.pseudonym, provider)
