"""Nobody on the protective path stands in a figure of adults; restricted use leaves past counts as they are."""

from datetime import timedelta

import pytest

from caunoi.extracts.queries import facts
from caunoi.lib.periods import administrative_month
from caunoi.people.models import ProtectiveCase, Restriction

NOVEMBER = administrative_month(2026, 11)
pytestmark = pytest.mark.django_db


@pytest.fixture
def two(rows):
    """Two people with a contact, a need and a referral each, beside somebody without a card."""
    people = [rows.person(band="1990") for _number in range(2)]
    for pseudonym in (*people, None):
        rows.contact(pseudonym, topics=["rights"], things={"condom": 10})
        rows.referral(rows.need(pseudonym), "draft", "sent")
        rows.session(*([pseudonym] if pseudonym else ()), anonymous=0 if pseudonym else 1)
    for pseudonym in people:
        rows.meeting(rows.member(pseudonym), pseudonym)
        rows.said(pseudonym)
    rows.assign(*people)
    return people


def counts(club):
    return {name: len(found) for name, found in facts(club.pk, NOVEMBER).items()}


def test_every_fact_of_a_protected_person_is_left_out(two, club, peer, now):
    before = counts(club)
    ProtectiveCase.objects.create(
        pseudonym=two[0], reason="under_16", cue="sen hồng", limits_told_at=now, since=now, noted_by=peer
    )
    took_place = {"service_sessions", "meetings", "caseloads"}  # these stay, without her in them
    of_both_alone = {"memberships", "meeting_visits", "cards_elsewhere"}
    shares = {**dict.fromkeys(took_place, (1, 1)), **dict.fromkeys(of_both_alone, (1, 2))}
    left = {name: shares.get(name, (2, 3)) for name in before}
    assert counts(club) == {name: number * left[name][0] // left[name][1] for name, number in before.items()}
    assert [fact.in_charge for fact in facts(club.pk, NOVEMBER)["caseloads"]] == [1]
    assert str(two[0].pk) not in str(facts(club.pk, NOVEMBER))


def test_a_mistake_brings_her_back(two, club, peer, now):
    before = counts(club)
    ProtectiveCase.objects.create(
        pseudonym=two[0], reason="under_16", cue="sen hồng", limits_told_at=now, since=now, noted_by=peer,
        taken_back_at=now + timedelta(hours=1),
    )  # fmt: skip
    assert counts(club) == before


def test_restricted_use_changes_no_past_count(two, club, now):
    before = counts(club)
    Restriction.objects.create(pseudonym=two[0], why="asked", since=now)
    assert counts(club) == before
