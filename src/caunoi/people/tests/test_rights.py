"""What she asks by law: a number, two clocks, carried out by a lead or case worker; complaints go to the guardian."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caunoi.access.actions import CannotDo
from caunoi.access.choices import Role
from caunoi.access.policies import Refused
from caunoi.audit.models import Entry
from caunoi.conftest import make_user
from caunoi.lib.workdays import is_working
from caunoi.people import actions as people
from caunoi.people.choices import RightChannel, RightKind, RightOutcome
from caunoi.people.models import RightsRequest
from caunoi.people.queries import requests
from caunoi.people.rights_rules import TERMS, acknowledge_by, due

DAYS = st.dates(date(2026, 1, 1), date(2031, 12, 31))


@pytest.fixture
def ask(acting, member, now):
    def asked(user, kind=RightKind.COPY, at=now, channel=RightChannel.SPOKEN):
        return people.ask_right(by=acting(user), at=at, pseudonym=member.pseudonym, kind=kind, channel=channel)

    return asked


@pytest.fixture
def guardian(club):
    return make_user("guardian", Role.DATA_GUARDIAN, club)


@given(DAYS, st.sampled_from(sorted(TERMS)))
def test_every_clock_ends_on_a_working_day_after_it_was_acknowledged(received, kind):
    assert is_working(due(kind, received)) and is_working(acknowledge_by(received))
    assert received < acknowledge_by(received) < due(kind, received)
    if TERMS[kind].extended:
        assert due(kind, received, extended=True) > due(kind, received)


def test_tet_stops_the_clock():
    assert acknowledge_by(date(2026, 2, 13)) == date(2026, 2, 24)


def test_requests_are_numbered_by_club_and_year(ask, peer):
    first, second = ask(peer, RightKind.COPY), ask(peer, RightKind.ERASE)
    assert (second.serial, second.year) == (first.serial + 1, first.year)


def test_the_same_wish_twice_has_one_number(ask, peer, now):
    assert ask(peer) == ask(peer, at=now + timedelta(days=1))
    assert RightsRequest.objects.count() == 1


def test_a_colleague_who_does_not_look_after_her_cannot_ask_for_her(ask, other_peer, outsider):
    for stranger in (other_peer, outsider):
        with pytest.raises(Refused):
            ask(stranger)


def test_a_lead_carries_it_out_and_once(ask, acting, peer, lead, deputy, now):
    request = ask(peer)
    people.acknowledge(by=acting(lead), at=now, request=request)
    people.end_request(by=acting(lead), at=now, request=request, outcome=RightOutcome.DONE)
    with pytest.raises(CannotDo):
        people.end_request(by=acting(deputy), at=now, request=request, outcome=RightOutcome.TAKEN_BACK)
    request.refresh_from_db()
    assert (request.outcome, request.ended_by) == (RightOutcome.DONE, lead)


def test_a_peer_carries_nothing_out(ask, acting, peer, now):
    with pytest.raises(Refused):
        people.end_request(by=acting(peer), at=now, request=ask(peer), outcome=RightOutcome.DONE)


def test_opening_her_for_a_request_stands_in_the_record(ask, acting, peer, lead, member, now):
    people.open_for_request(by=acting(lead), at=now, request=ask(peer))
    entry = Entry.objects.get(action="open_for_request")
    assert entry.subject == member.pseudonym.audit_handle


def test_more_days_once_and_only_where_the_law_gives_them(ask, acting, peer, lead, now):
    request = ask(peer, RightKind.RESTRICT)
    before = request.due_on
    people.extend(by=acting(lead), at=now, request=request)
    request.refresh_from_db()
    assert request.due_on > before
    with pytest.raises(CannotDo):
        people.extend(by=acting(lead), at=now, request=request)
    with pytest.raises(CannotDo):
        people.extend(by=acting(lead), at=now, request=ask(peer, RightKind.COPY))


def test_a_complaint_is_for_the_guardian_alone(ask, acting, peer, lead, guardian, now):
    complaint = ask(peer, RightKind.COMPLAINT)
    assert complaint not in requests(acting(lead)) and complaint in requests(acting(guardian))
    with pytest.raises(Refused):
        people.end_request(by=acting(lead), at=now, request=complaint, outcome=RightOutcome.DONE)
    people.end_request(by=acting(guardian), at=now, request=complaint, outcome=RightOutcome.DONE)


def test_a_guardian_opens_nobody(ask, acting, peer, guardian, now):
    for kind in RightKind:
        with pytest.raises(Refused):
            people.open_for_request(by=acting(guardian), at=now, request=ask(peer, kind))


def test_overdue_is_seen_on_both_clocks(ask, peer, now):
    request = ask(peer)
    assert not request.is_overdue(request.acknowledge_by)
    assert request.is_overdue(request.acknowledge_by + timedelta(days=1))
    request.acknowledged_at = now
    assert not request.is_overdue(request.due_on)
    assert request.is_overdue(request.due_on + timedelta(days=1))
