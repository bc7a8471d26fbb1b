"""Paper and screen may tell of one meeting: it is found, and a person says what it is."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from caunoi.access.actions import CannotDo
from caunoi.access.policies import Refused
from caunoi.outreach import actions as outreach
from caunoi.outreach import queries
from caunoi.outreach.actions import Observation
from caunoi.outreach.choices import DatePrecision, Setting, Verdict
from caunoi.outreach.models import Contact
from caunoi.people import actions as people

TODAY = date(2026, 11, 22)


@pytest.fixture
def member(peer, acting, now):
    return people.give_card(by=acting(peer), at=now, worker=peer, cue="sen hồng")


@pytest.fixture
def note(peer, acting, now):
    def noted(on, by=peer, precision=DatePrecision.DAY, **seen):
        seen = Observation(on=on, setting=Setting.CLUB, precision=precision, **seen)
        return outreach.note_contact(by=acting(by), at=now, seen=seen, done_by=peer)

    return noted


def test_a_paper_week_and_a_day_on_the_screen(peer, lead, member, note, acting):
    screen = note(TODAY - timedelta(days=1), pseudonym=member.pseudonym)
    paper = note(date(2026, 11, 15), by=lead, precision=DatePrecision.WEEK, pseudonym=member.pseudonym)
    assert [set(pair) for pair in queries.doubles(acting(peer), TODAY)] == [{screen.record, paper.record}]
    assert queries.double_of(acting(peer), screen) is not None
    assert not queries.doubles(acting(lead), TODAY), "she entered one of them only"


@pytest.mark.parametrize("on", [date(2026, 11, 14), date(2026, 11, 22)])
def test_another_week_is_another_meeting(on, peer, lead, member, note, acting):
    note(on, pseudonym=member.pseudonym)
    note(date(2026, 11, 15), by=lead, precision=DatePrecision.WEEK, pseudonym=member.pseudonym)
    assert not queries.doubles(acting(peer), TODAY)


def test_the_fourth_week_runs_to_the_end_of_the_month(peer, lead, member, acting, now):
    at = now + timedelta(days=30)
    for by, on, precision in ((peer, date(2026, 10, 31), "day"), (lead, date(2026, 10, 22), "week")):
        seen = Observation(on=on, setting=Setting.CLUB, precision=precision, pseudonym=member.pseudonym)
        outreach.note_contact(by=acting(by), at=at, seen=seen, done_by=peer)
    assert len(queries.doubles(acting(peer), TODAY)) == 1


def test_two_groups_without_a_card_are_two_unless_two_people_wrote_the_same(peer, lead, note, acting):
    for _time in range(2):
        note(TODAY, people=4)
    assert not queries.doubles(acting(peer), TODAY)
    note(TODAY, by=lead, people=4)
    assert len(queries.doubles(acting(peer), TODAY)) == 2


def test_both_count_until_somebody_decides(peer, member, note, acting, now):
    kept, other = (note(TODAY, pseudonym=member.pseudonym) for _time in range(2))
    assert Contact.objects.current().count() == 2
    outreach.decide_double(by=acting(peer), at=now, kept=kept, other=other, verdict=Verdict.SAME)
    assert [row.record for row in Contact.objects.current()] == [kept.record]
    assert Contact.objects.get(record=other.record).entered_in_error
    assert not queries.doubles(acting(peer), TODAY)


def test_two_meetings_stay_two_and_are_not_asked_again(peer, member, note, acting, now):
    kept, other = (note(TODAY, pseudonym=member.pseudonym) for _time in range(2))
    outreach.decide_double(by=acting(peer), at=now, kept=kept, other=other, verdict=Verdict.DIFFERENT)
    assert Contact.objects.current().count() == 2 and not queries.doubles(acting(peer), TODAY)
    with pytest.raises(CannotDo):
        outreach.decide_double(by=acting(peer), at=now, kept=other, other=kept, verdict=Verdict.SAME)
    assert Contact.objects.current().count() == 2


def test_nobody_else_decides(peer, other_peer, lead, member, note, acting, now):
    kept, other = (note(TODAY, pseudonym=member.pseudonym) for _time in range(2))
    for stranger in (other_peer, lead):
        with pytest.raises(Refused):
            outreach.decide_double(by=acting(stranger), at=now, kept=kept, other=other, verdict=Verdict.SAME)


def test_the_page_shows_a_pair_and_takes_the_decision(peer, member, acting, client_of):
    at, today = timezone.now(), timezone.localdate()
    seen = Observation(on=today, setting=Setting.CLUB, pseudonym=member.pseudonym)
    for _time in range(2):
        outreach.note_contact(by=acting(peer), at=at, seen=seen, done_by=peer)
    client = client_of(peer)
    page = client.get("/contacts/doubles/")
    assert page.status_code == 200 and member.end_of_card in page.content.decode()
    first, second = sorted(Contact.objects.values_list("record", flat=True))
    form = {"first": str(first), "second": str(second), "verdict": "same", "keep": "second"}
    assert client.post("/contacts/doubles/", form).status_code == 302
    assert [row.record for row in Contact.objects.current()] == [second]
    assert client.post("/contacts/doubles/", {**form, "verdict": "perhaps"}).status_code == 422


@settings(max_examples=max(5, settings().max_examples // 4))
@given(days=st.lists(st.integers(0, 25), min_size=1, max_size=6))
def test_what_is_found_is_what_falls_on_one_day(days, peer, acting, now):
    by = acting(peer)
    member = people.give_card(by=by, at=now, worker=peer)
    first = datetime(2026, 10, 25, tzinfo=now.tzinfo).date()
    noted = [
        outreach.note_contact(
            by=by, at=now, done_by=peer,
            seen=Observation(on=first + timedelta(days=day), setting=Setting.CLUB, pseudonym=member.pseudonym),
        )
        for day in days
    ]  # fmt: skip
    expected = {frozenset((a.record, b.record)) for a in noted for b in noted if a != b and a.on == b.on}
    mine = {contact.record for contact in noted}
    found = {frozenset(pair) for pair in queries.doubles(by, TODAY) if set(pair) <= mine}
    assert found == expected
