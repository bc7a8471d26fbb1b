"""Service sessions, groups, stock, fund and caseloads as facts: mistakes left out, balances as the books say."""

from collections import Counter
from datetime import date, datetime

import pytest

from caunoi.extracts import groups, outreach, people
from caunoi.extracts.tests.conftest import VN
from caunoi.lib.periods import administrative_month

NOVEMBER = administrative_month(2026, 11)
pytestmark = pytest.mark.django_db


def test_a_session_counts_once_and_its_people_by_card_and_without(rows, club):
    someone = rows.person()
    rows.session(someone, rows.person(), anonymous=38, code="HIV")
    rows.session(someone)
    rows.session(someone, entered_in_error=True)
    rows.session(someone, on=date(2026, 11, 15))
    sessions = list(outreach.service_sessions(club.pk, NOVEMBER))
    visits = list(outreach.session_visits(club.pk, NOVEMBER))
    assert [(fact.group, fact.sensitive_code) for fact in sessions] == [("hiv", True), ("health", False)]
    assert sum(fact.people for fact in visits) == 41
    assert Counter(fact.pseudonym for fact in visits)[str(someone.pk)] == 2


def test_who_belongs_is_asked_on_the_last_day(rows, club):
    stays, left, moved, late = (rows.person() for _number in range(4))
    rows.member(stays)
    rows.member(left, until=date(2026, 11, 14))
    rows.member(moved, "regular", until=date(2026, 11, 3))
    rows.member(moved, "core", since=date(2026, 11, 3))
    rows.member(late, since=date(2026, 11, 15))
    found = {(fact.pseudonym, fact.layer) for fact in groups.memberships(club.pk, NOVEMBER)}
    assert found == {(str(stays.pk), "core"), (str(moved.pk), "core")}


def test_a_meeting_counts_all_who_came_and_cards_apart(rows, club):
    group = rows.group()
    rows.meeting(group, rows.person(), rows.person(), attended=17, kind="training")
    rows.meeting(group, attended=9, entered_in_error=True)
    (meeting,) = groups.meetings(club.pk, NOVEMBER)
    assert (meeting.meeting_kind, meeting.attended) == ("training", 17)
    assert len(list(groups.meeting_visits(club.pk, NOVEMBER))) == 2


def test_the_books_say_what_is_left_and_on_how_many_days_nothing_was(rows, club, peer):
    rows.contact(things={"condom": 500}, on=date(2026, 9, 1))  # before the book was begun: of no known stock
    rows.moved("condom", "received", 100, on=date(2026, 10, 20))
    rows.moved("condom", "received", 999, on=date(2026, 10, 20), taken_back=True)
    rows.moved("condom", "handed", 60, worker=peer, on=date(2026, 10, 21))
    rows.contact(things={"condom": 70}, on=date(2026, 10, 30))
    rows.moved("condom", "lost", 30, on=date(2026, 11, 3))
    rows.contact(things={"condom": 5}, on=date(2026, 11, 5))
    rows.moved("condom", "received", 25, on=date(2026, 11, 10))
    rows.moved("condom", "received", 1000, on=date(2026, 11, 15))
    (level,) = outreach.stock_levels(club.pk, NOVEMBER)
    assert (level.on, level.kind, level.left, level.missing) == (NOVEMBER.end, "condom", 20, 0)
    assert level.days_out == 7  # from 3 to 9 November, at nothing and then five below it


def test_books_that_lack_pieces_say_so_and_a_month_later_still(rows, club):
    rows.moved("needle", "received", 10, on=date(2026, 11, 1))
    rows.contact(things={"needle": 14}, on=date(2026, 11, 14))
    for period, days in ((NOVEMBER, 1), (NOVEMBER.next(), 30)):
        (level,) = outreach.stock_levels(club.pk, period)
        assert (level.left, level.missing, level.days_out) == (0, 4, days)
    assert list(outreach.stock_levels(club.pk, NOVEMBER.previous())) == []


def test_the_fund_says_what_for_and_never_for_whom(rows, club):
    rows.fund("in", 2_000_000)
    rows.fund("help", 150_000)
    rows.fund("help", 90_000, taken_back=True)
    found = [(fact.entry, fact.purpose, fact.amount) for fact in outreach.fund_entries(club.pk, NOVEMBER)]
    assert sorted(found) == [("help", "travel", 150_000), ("in", None, 2_000_000)]


def test_a_card_of_another_place_is_what_she_said(rows, club, other_club):
    asked, silent, before = rows.person(), rows.person(), rows.person()
    rows.said(asked, "yes")
    rows.said(silent, "not_said")
    rows.said(before, "no", on=date(2026, 10, 14))
    (found,) = outreach.cards_elsewhere(club.pk, NOVEMBER)
    assert (found.pseudonym, found.elsewhere) == (str(asked.pk), "yes")
    assert list(outreach.cards_elsewhere(other_club.pk, NOVEMBER)) == []


def test_a_caseload_is_a_number_without_a_worker(rows, club, peer, lead):
    first, second, gone = rows.person(), rows.person(), rows.person()
    rows.assign(first, second)
    rows.assign(gone, until=datetime(2026, 11, 14, 12, tzinfo=VN))
    rows.assign(first, worker=lead)
    found = list(people.caseloads(club.pk, NOVEMBER))
    assert sorted(fact.in_charge for fact in found) == [1, 2]
    assert str(peer.pk) not in str(found)
