"""What is spent is deleted by the clock after its time, and not before; nobody is."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from caunoi.access.policies import Refused
from caunoi.audit.models import Entry
from caunoi.lib.actor import CLOCK
from caunoi.people import actions as people
from caunoi.people.choices import RightChannel, RightKind, RightOutcome
from caunoi.people.models import Member, OneTimeCode, Opening, Pseudonym, Reveal, RightsRequest
from caunoi.people.retention_rules import DAYS, RULES


@pytest.fixture
def at():
    return timezone.now()


@pytest.fixture
def spent(member, peer, lead, acting, at):
    """One row of each rule, of today."""
    by = acting(peer)
    people.give_own_code(by=by, at=at, pseudonym=member.pseudonym)
    people.open_by_card(by=acting(lead), at=at, card=member.card)
    Reveal.objects.create(user=lead, purpose="safety", at=at)
    request = people.ask_right(
        by=by, at=at, pseudonym=member.pseudonym, kind=RightKind.COPY, channel=RightChannel.SPOKEN
    )
    people.end_request(by=acting(lead), at=at, request=request, outcome=RightOutcome.DONE)
    return {"OneTimeCode": OneTimeCode, "Opening": Opening, "Reveal": Reveal, "RightsRequest": RightsRequest}


def test_nothing_goes_before_its_time(spent, at):
    assert people.settle_retention(by=CLOCK, at=at) == 0
    assert all(model.objects.exists() for model in spent.values())


@given(days=st.integers(0, 2200))
def test_each_goes_after_its_own_time_and_nobody_is_erased(spent, at, days):
    later = at + timedelta(days=days, hours=2)
    with_savepoint(lambda: check(spent, at, later))


def with_savepoint(run):
    from django.db import transaction

    with transaction.atomic():
        run()
        transaction.set_rollback(True)


def check(spent, at, later):
    people.settle_retention(by=CLOCK, at=later)
    for name, model in spent.items():
        gone = later - at > timedelta(days=DAYS[f"people.{name}"], hours=1)
        assert model.objects.exists() != gone, (name, later - at)
    assert Pseudonym.objects.exists() and Member.objects.exists()


def test_a_request_that_waits_is_never_deleted(member, peer, acting, at):
    people.ask_right(
        by=acting(peer), at=at, pseudonym=member.pseudonym, kind=RightKind.ERASE, channel=RightChannel.SPOKEN
    )
    people.settle_retention(by=CLOCK, at=at + timedelta(days=9_000))
    assert RightsRequest.objects.count() == 1


def test_twice_deletes_once_and_the_record_says_how_many(spent, at):
    later = at + timedelta(days=3_000)
    assert people.settle_retention(by=CLOCK, at=later) == len(spent)
    assert people.settle_retention(by=CLOCK, at=later) == 0
    assert Entry.objects.filter(action="settle_retention").count() == 1


def test_only_the_clock_settles(lead, acting, at):
    with pytest.raises(Refused):
        people.settle_retention(by=acting(lead), at=at)


def test_no_rule_deletes_people_or_what_was_counted():
    kept = {"Pseudonym", "Member", "Consent", "Sealed", "ProtectiveCase", "Assignment", "Restriction"}
    assert not {rule.table.split(".")[1] for rule in RULES} & kept
    for rule in RULES:
        assert apps.get_model(rule.table)._meta.get_field(rule.since)
