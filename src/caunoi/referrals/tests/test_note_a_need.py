from datetime import timedelta

import pytest

from caunoi.access.actions import CannotDo
from caunoi.access.policies import Refused
from caunoi.audit.models import Entry
from caunoi.directory.choices import ServiceCode
from caunoi.people.actions import open_by_card
from caunoi.referrals import actions, queries
from caunoi.referrals.choices import NeedStatus, Reason
from caunoi.referrals.models import Need


def note(by, now, person=None, **more):
    return actions.note_need(by=by, at=now, code=ServiceCode.SRH, noted_on=now.date(), pseudonym=person, **more)


def test_a_need_of_somebody_without_a_card(acting, peer, now, club):
    need = note(acting(peer), now)
    assert (need.pseudonym, need.organisation, need.status) == (None, club, NeedStatus.OPEN)
    assert list(queries.open_needs(acting(peer))) == [need]


def test_it_stands_in_the_record_without_her(acting, peer, now, person):
    need = note(acting(peer), now, person)
    entry = Entry.objects.order_by("-seq").first()
    assert (entry.action, entry.subject) == ("note_need", need.pk)
    assert str(person.pk) not in bytes(entry.canonical).decode()


def test_one_did_it_and_another_typed(acting, peer, other_peer, now):
    need = note(acting(peer), now, done_by=other_peer)
    assert (need.done_by, need.entered_by) == (other_peer, peer)


def test_not_in_the_name_of_another_club(acting, peer, outsider, now):
    with pytest.raises(Refused):
        note(acting(peer), now, done_by=outsider)


def test_not_for_a_day_to_come(acting, peer, now):
    with pytest.raises(CannotDo):
        actions.note_need(by=acting(peer), at=now, code="SRH", noted_on=now.date() + timedelta(days=1))
    assert not Need.objects.exists()


@pytest.mark.parametrize("who", ["other_peer", "outsider", "lead", "provider_user", "caseworker"])
def test_others_note_nothing_for_a_person_in_my_care(request, acting, now, person, who):
    with pytest.raises(Refused):
        note(acting(request.getfixturevalue(who)), now, person)
    assert not Need.objects.exists()
    assert Entry.objects.filter(outcome="refused").exists()


def test_a_lead_notes_for_whom_she_opened_by_card(acting, lead, person):
    from django.utils import timezone

    at = timezone.now()
    by = acting(lead)
    open_by_card(by=by, at=at, card=person.member.card_code)
    need = actions.note_need(by=by, at=at, code="SRH", noted_on=timezone.localdate(at), pseudonym=person)
    assert need in queries.needs(by)


def test_unmet_says_why(acting, peer, now, need):
    by = acting(peer)
    with pytest.raises(CannotDo):
        actions.conclude_need(by=by, at=now, need=need, status=NeedStatus.UNMET)
    actions.conclude_need(by=by, at=now, need=need, status=NeedStatus.UNMET, reason=Reason.NOT_OFFERED)
    need.refresh_from_db()
    assert (need.status, need.unmet_reason) == (NeedStatus.UNMET, Reason.NOT_OFFERED)
    with pytest.raises(CannotDo):
        actions.conclude_need(by=by, at=now, need=need, status=NeedStatus.DROPPED)


def test_met_is_not_for_the_worker_to_say(acting, peer, now, need):
    with pytest.raises(CannotDo):
        actions.conclude_need(by=acting(peer), at=now, need=need, status=NeedStatus.MET)


@pytest.mark.parametrize("who", ["other_peer", "outsider", "provider_user"])
def test_others_conclude_nothing(request, acting, now, need, who):
    with pytest.raises(Refused):
        actions.conclude_need(by=acting(request.getfixturevalue(who)), at=now, need=need, status=NeedStatus.DROPPED)
