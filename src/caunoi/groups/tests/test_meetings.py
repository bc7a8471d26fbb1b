"""Meetings, sessions, training: a count by default, cards of those who want it; leaders as dated facts; stipends as totals."""

from datetime import timedelta

import pytest
from django.utils import timezone

from caunoi.access.actions import CannotDo
from caunoi.access.policies import Refused
from caunoi.groups import actions, queries
from caunoi.groups.actions import Gathering
from caunoi.groups.models import Group, Leadership, Meeting, StipendTotal
from caunoi.lib.ids import uuid7
from caunoi.people import actions as people


@pytest.fixture
def group(lead, acting, now):
    begun = now.date() - timedelta(days=400)
    return actions.found_group(by=acting(lead), at=now, kind="peer", title="Nhóm Sen", begun_on=begun)


def held(now, attended=12, **more):
    return Gathering(now.date(), "talk", "violence", attended, **more)


def test_a_meeting_is_a_count(group, peer, acting, now):
    pk = uuid7()
    for _time in range(2):
        actions.note_meeting(by=acting(peer), at=now, group=group, held=held(now), pk=pk)
    meeting = queries.meetings(acting(peer)).get()
    assert (meeting.attended, meeting.with_card) == (12, 0)
    assert queries.attendance(acting(peer), now.date(), now.date()) == (1, 12)
    with pytest.raises(CannotDo):
        actions.note_meeting(by=acting(peer), at=now, group=group, held=held(now, 13), pk=pk)
    actions.take_back_meeting(by=acting(peer), at=now, meeting=meeting)
    assert queries.attendance(acting(peer), now.date(), now.date()) == (0, 0)


def test_cards_are_among_those_who_came(group, peer, acting, now):
    card = people.give_card(by=acting(peer), at=now, worker=peer)
    actions.note_meeting(by=acting(peer), at=now, group=group, held=held(now, people=[card.pseudonym]))
    meeting = queries.meetings(acting(peer)).get()
    assert (meeting.attended, meeting.with_card) == (12, 1)
    assert queries.meeting_of(acting(peer), card.pseudonym_id).get() == meeting


@pytest.mark.parametrize("attended", [0, -3, 501])
def test_a_count_that_cannot_be(attended, group, peer, acting, now):
    with pytest.raises(CannotDo):
        actions.note_meeting(by=acting(peer), at=now, group=group, held=held(now, attended))
    assert not Meeting.objects.exists()


def test_another_clubs_group_and_person(group, outsider, peer, acting, now):
    with pytest.raises(Refused):
        actions.note_meeting(by=acting(outsider), at=now, group=group, held=held(now))
    stranger = people.give_card(by=acting(outsider), at=now, worker=outsider)
    with pytest.raises(Refused):
        actions.note_meeting(by=acting(peer), at=now, group=group, held=held(now, people=[stranger.pseudonym]))


def test_what_was_promised_is_followed_up(group, peer, acting, now):
    due = held(now, follow_up_on=now.date() + timedelta(days=7))
    meeting = actions.note_meeting(by=acting(peer), at=now, group=group, held=due)
    assert not queries.to_follow_up(acting(peer), now.date()).exists()
    later = now + timedelta(days=8)
    assert queries.to_follow_up(acting(peer), later.date()).get() == meeting
    actions.follow_up(by=acting(peer), at=later, meeting=meeting)
    assert not queries.to_follow_up(acting(peer), later.date()).exists()


def test_who_leads_is_a_dated_fact(group, lead, deputy, peer, acting, now):
    by, today = acting(lead), now.date()
    actions.set_leader(by=by, at=now, group=group, user=lead.pk, leading="lead", on=today - timedelta(days=60))
    actions.set_leader(by=by, at=now, group=group, user=deputy.pk, leading="deputy", on=today - timedelta(days=60))
    actions.set_leader(by=by, at=now, group=group, user=deputy.pk, leading="lead", on=today)
    actions.set_leader(by=by, at=now, group=group, user=lead.pk, leading="", on=today)
    assert [fact.user for fact in queries.leaders(by, group, today)] == [deputy]
    assert queries.leaders(by, group, today - timedelta(days=1)).count() == 2
    with pytest.raises(CannotDo):
        actions.set_leader(by=by, at=now, group=group, user=deputy.pk, leading="", on=today - timedelta(days=3))
    with pytest.raises(Refused):
        actions.set_leader(by=acting(peer), at=now, group=group, user=peer.pk, leading="lead", on=today)
    assert Leadership.objects.count() == 3


def test_stipends_are_totals_and_the_later_stands(lead, peer, acting, now):
    for people_paid in (4, 5):
        actions.note_stipends(by=acting(lead), at=now, month=now.date(), people=people_paid, amount=5_000_000)
    row = queries.stipends(acting(lead)).get()
    assert (row.people, row.amount, row.month.day) == (5, 5_000_000, 1)
    with pytest.raises(Refused):
        actions.note_stipends(by=acting(peer), at=now, month=now.date(), people=1, amount=5)
    with pytest.raises(CannotDo):
        actions.note_stipends(by=acting(lead), at=now, month=now.date(), people=0, amount=5)
    assert {field.name for field in StipendTotal._meta.get_fields()} & {"user", "worker", "pseudonym"} == set()


def test_the_pages(lead, peer, acting, client_of):
    client, today = client_of(lead), timezone.localdate().strftime("%d/%m/%Y")
    new = {"kind": "club", "title": "Nhóm  Sen 🌸", "begun_on": "1/1/2024"}
    assert client.post("/groups/new/", new).status_code == 302
    assert client.post("/groups/new/", new).status_code == 422, "one of a name"
    group = Group.objects.get()
    assert group.title == "Nhóm Sen 🌸"
    card = people.give_card(by=acting(peer), at=timezone.now(), worker=peer)
    posts = {
        "meeting": {"kind": "meeting", "subject": "life", "attended": "15", "on": today, "cards": card.card},
        "leader": {"user": str(lead.pk), "leading": "lead", "on": today},
        "layer": {"card": card.card, "layer": "core", "on": today},
        "count": {"layer": "core", "people": "6", "on": today},
    }
    for name, data in posts.items():
        assert client.post(f"/groups/{group.pk}/{name}/", data).status_code == 302, name
        assert client.post(f"/groups/{group.pk}/{name}/", {**data, "on": "1/1/2090"}).status_code == 422, name
    assert client.post("/groups/stipends/", {"month": "1/2026", "people": "3", "amount": "3000000"}).status_code == 302
    page = client.get(f"/groups/{group.pk}/").content.decode()
    assert "15" in page and "lead" in page and card.card not in page
    assert "3.000.000" in client.get("/groups/stipends/").content.decode()
    for bad in ("13/2026", "x", "²/2026", "1/99999"):
        assert client.post("/groups/stipends/", {"month": bad, "people": "3", "amount": "3"}).status_code == 422
    assert client_of(peer).get(f"/groups/{group.pk}/").status_code == 200
