"""Restriction: what is kept about her stays and is not used, until she wants it again."""

from datetime import timedelta

import pytest
from django.utils import timezone

from caunoi.access.actions import CannotDo
from caunoi.access.policies import Refused
from caunoi.audit.models import Entry
from caunoi.lib.actor import CLOCK
from caunoi.people import actions as people
from caunoi.people import queries
from caunoi.people.choices import FieldClass, Purpose, RestrictionReason
from caunoi.people.consent_rules import RULES
from caunoi.people.models import Restriction
from caunoi.people.policies import is_restricted

OWN = {"purpose": Purpose.MEETING, "recipient": None, "field_classes": [FieldClass.CONTACT]}


@pytest.fixture
def opened(lead, member, acting):
    """The lead, who was shown the card a moment ago."""
    people.open_by_card(by=acting(lead), at=timezone.now(), card=member.card)
    return acting(lead)


def restrict(by, at, member, why=RestrictionReason.ASKED):
    return people.restrict_use(by=by, at=at, pseudonym=member.pseudonym, why=why)


def test_from_then_on_nothing_may_be_used(opened, peer, member, agree, now):
    agree(peer, now, member.pseudonym)
    restrict(opened, now, member)
    assert is_restricted(member.pseudonym_id)
    assert queries.live_consents(member.pseudonym_id, Purpose.REFERRAL, now) == []
    assert queries.can_be_asked(member.pseudonym_id, now) == []
    with pytest.raises(CannotDo):
        agree(peer, now, member.pseudonym)


def test_lifted_what_she_agreed_to_counts_again(opened, peer, member, agree, now):
    consent = agree(peer, now, member.pseudonym)
    restrict(opened, now, member)
    people.lift_restriction(by=opened, at=now + timedelta(days=1), pseudonym=member.pseudonym)
    assert queries.live_consents(member.pseudonym_id, Purpose.REFERRAL, now) == [consent]
    assert Restriction.objects.get().until == now + timedelta(days=1)


def test_twice_is_once(opened, member, now):
    assert restrict(opened, now, member) == restrict(opened, now + timedelta(hours=1), member)
    people.lift_restriction(by=opened, at=now, pseudonym=member.pseudonym)
    people.lift_restriction(by=opened, at=now, pseudonym=member.pseudonym)
    said = list(Entry.objects.filter(action__in=["restrict_use", "lift_restriction"]).values_list("action", flat=True))
    assert sorted(said) == ["lift_restriction", "restrict_use"]


def test_withdrawing_stays_possible(opened, peer, member, agree, acting, now):
    consent = agree(peer, now, member.pseudonym)
    restrict(opened, now, member)
    people.withdraw_consent(by=acting(peer), at=now, consent=consent)
    consent.refresh_from_db()
    assert consent.withdrawn_at


@pytest.mark.parametrize("who", ["peer", "other_peer", "lead", "caseworker", "provider_user", "outsider"])
def test_who_may_not(who, request, member, acting, now):
    """Not her peer worker, and a lead only after she was shown the card."""
    user = request.getfixturevalue(who)
    with pytest.raises(Refused):
        restrict(acting(user), now, member)
    assert not Restriction.objects.exists()


@pytest.mark.parametrize("why", [RestrictionReason.LAPSED, RestrictionReason.RETURNED, "because"])
def test_what_follows_from_the_card_is_nobodys_choice(why, opened, member, now):
    with pytest.raises(CannotDo):
        restrict(opened, now, member, why)


def test_a_card_whose_consent_has_run_out_rests_until_she_is_asked_again(peer, opened, member, agree, acting, now):
    over = now + RULES[Purpose.CARD].lasts
    assert people.settle_people(by=CLOCK, at=over - timedelta(minutes=1)) == 0
    assert people.settle_people(by=CLOCK, at=over) == 1
    assert people.settle_people(by=CLOCK, at=over + timedelta(minutes=1)) == 0
    assert queries.can_be_asked(member.pseudonym_id, over) == [Purpose.CARD]
    with pytest.raises(CannotDo):
        agree(peer, over, member.pseudonym, **OWN)
    with pytest.raises(CannotDo):
        people.lift_restriction(by=opened, at=over, pseudonym=member.pseudonym)
    agree(peer, over, member.pseudonym, purpose=Purpose.CARD, recipient=None, field_classes=[FieldClass.CODE])
    assert not is_restricted(member.pseudonym_id)
    assert people.settle_people(by=CLOCK, at=over + timedelta(days=1)) == 0


def test_only_the_clock_settles(peer, acting, now):
    with pytest.raises(Refused):
        people.settle_people(by=acting(peer), at=now)


def test_a_card_given_back_stays_closed(peer, lead, member, acting, now):
    card = queries.ledger(acting(peer), member.pseudonym).get(purpose=Purpose.CARD)
    people.withdraw_consent(by=acting(peer), at=now, consent=card)
    people.open_by_card(by=acting(lead), at=timezone.now(), card=member.card)
    with pytest.raises(CannotDo):
        people.lift_restriction(by=acting(lead), at=now, pseudonym=member.pseudonym)
    assert not queries.caseload(acting(peer)).exists()
