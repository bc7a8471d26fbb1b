"""The protective path: told first, passed on to one person, seen by two, never refused help."""

from datetime import timedelta

import pytest
from django.utils import timezone

from caunoi.access.actions import CannotDo
from caunoi.access.choices import Role
from caunoi.access.models import Grant
from caunoi.access.policies import Refused
from caunoi.audit.models import Entry
from caunoi.people import actions as people
from caunoi.people import queries
from caunoi.people.choices import AgeBand, BirthYearBand, FieldClass, ProtectionReason, ProtectionStep, Purpose
from caunoi.people.models import Assignment, Member, ProtectiveCase, Pseudonym
from caunoi.people.policies import is_protection_person


@pytest.fixture
def told(now):
    return now - timedelta(minutes=3)


@pytest.fixture
def case(peer, acting, now, told):
    return people.protect(by=acting(peer), at=now, reason=ProtectionReason.UNDER_16, limits_told_at=told)


def test_no_card_only_what_the_duty_needs(case, peer, told):
    assert not Member.objects.exists()
    assert (case.limits_told_at, case.noted_by, case.reason) == (told, peer, "under_16")
    assert Assignment.objects.now().get().worker == peer
    kept = {field.name for field in ProtectiveCase._meta.get_fields() if field.concrete}
    assert kept == {
        "id", "pseudonym", "reason", "trafficking_signs", "cue", "limits_told_at", "since", "noted_by", "concluded_at",
        "taken_back_at",
    }  # fmt: skip


def test_the_limits_come_first(peer, acting, now):
    with pytest.raises(CannotDo):
        people.protect(
            by=acting(peer), at=now, reason=ProtectionReason.UNDER_16, limits_told_at=now + timedelta(minutes=1)
        )
    assert not Pseudonym.objects.exists()


def test_two_people_see_it_and_nobody_else(case, peer, lead, other_peer, deputy, caseworker, provider_user, acting):
    def sees(user):
        return queries.people(acting(user)).filter(pk=case.pseudonym_id).exists()

    assert sees(peer) and sees(lead)
    assert not any(sees(user) for user in (other_peer, deputy, caseworker, provider_user))


def test_it_comes_up_with_the_lead_until_she_names_somebody(case, lead, deputy, acting, now):
    assert list(queries.cases_to_follow(acting(lead))) == [case]
    people.name_protection_person(by=acting(lead), at=now, user=deputy)
    assert list(queries.cases_to_follow(acting(deputy))) == [case]
    assert not queries.cases_to_follow(acting(lead)).exists()
    Grant.objects.filter(user=deputy).update(revoked_at=now)
    assert list(queries.cases_to_follow(acting(lead))) == [case], "she left: it comes back to the lead"


def test_a_peer_is_never_the_protection_person(lead, peer, outsider, caseworker, acting, now):
    for user in (peer, outsider, caseworker):
        with pytest.raises(CannotDo):
            people.name_protection_person(by=acting(lead), at=now, user=user)
    assert not is_protection_person(acting(peer))


def test_a_lead_of_another_club_follows_nothing(case, other_club, acting):
    from caunoi.conftest import make_user

    stranger = make_user("other-lead", Role.CLUB_LEAD, other_club)
    assert not queries.cases_to_follow(acting(stranger)).exists()
    assert not queries.people(acting(stranger)).exists()


def test_only_the_protection_person_acts(case, peer, deputy, lead, acting, now):
    for user in (peer, deputy):
        with pytest.raises(Refused):
            people.note_protection(by=acting(user), at=now, case=case, step=ProtectionStep.CALLED_111)
    people.note_protection(by=acting(lead), at=now, case=case, step=ProtectionStep.CALLED_111)
    entry = queries.protection_steps(case).get()
    assert (entry.step, entry.done_by, entry.at) == ("called_111", lead, now)


def test_concluded_leaves_her_day_and_stays_on_the_path(case, lead, acting, now):
    people.note_protection(by=acting(lead), at=now, case=case, step=ProtectionStep.CONCLUDED)
    assert not queries.cases_to_follow(acting(lead)).exists()
    assert queries.protection(case.pseudonym_id) is not None
    assert list(queries.left_out_of_figures(case.pseudonym.organisation_id)) == [case.pseudonym_id]


def test_a_mistake_ends_the_path(case, lead, acting, now):
    people.note_protection(by=acting(lead), at=now, case=case, step=ProtectionStep.MISTAKE)
    assert queries.protection(case.pseudonym_id) is None
    assert list(queries.left_out_of_figures(case.pseudonym.organisation_id)) == []


def test_a_card_holder_can_be_put_on_it_by_her_own_worker(peer, other_peer, lead, member, acting, now, told):
    what = {"reason": ProtectionReason.TRAFFICKING_SIGNS, "limits_told_at": told, "pseudonym": member.pseudonym}
    with pytest.raises(Refused):
        people.protect(by=acting(other_peer), at=now, **what)
    case = people.protect(by=acting(peer), at=now, **what)
    assert case.trafficking_signs and case.cue == member.cue
    assert people.protect(by=acting(peer), at=now, **what) == case, "twice is once"
    assert Entry.objects.filter(action="protect", outcome="done").count() == 1


def test_a_lead_who_is_not_asked_to_protect_cannot_open_her(peer, lead, deputy, member, acting, now, told):
    people.open_by_card(by=acting(deputy), at=timezone.now(), card=member.card)
    people.protect(by=acting(peer), at=now, reason="under_16", limits_told_at=told, pseudonym=member.pseudonym)
    assert not queries.people(acting(deputy)).exists(), "what was open is closed"
    with pytest.raises(CannotDo):
        people.open_by_card(by=acting(deputy), at=timezone.now(), card=member.card)
    assert queries.people(acting(lead)).exists()


def test_she_is_not_asked_for_what_adults_are_asked_for(case, peer, agree, now):
    assert set(queries.can_be_asked(case.pseudonym_id, now)) == {Purpose.CONTACT, Purpose.COMPANY}
    with pytest.raises(CannotDo):
        agree(peer, now, case.pseudonym, purpose=Purpose.MEETING, recipient=None, field_classes=[FieldClass.CONTACT])
    assert agree(peer, now, case.pseudonym).purpose == Purpose.REFERRAL


def test_the_bands_of_cards_stay_valid():
    adults = {band.value for band in AgeBand} - {"under_16", "from_16_to_17", "not_said"}
    assert adults == {band.value for band in BirthYearBand} - {""}
