"""A day in which everything waits is read in few questions, as many for fifty people as for five; and says what waits."""

from datetime import timedelta

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from caunoi.groups import actions as groups
from caunoi.outreach import actions as outreach
from caunoi.outreach import queries
from caunoi.outreach.actions import Moved, Observation
from caunoi.outreach.choices import Commodity, Setting, Topic
from caunoi.people import actions as people
from caunoi.people.models import Assignment, Pseudonym, Restriction
from caunoi.people.policies import asked_once, not_restricted
from caunoi.referrals import actions as referrals
from caunoi.referrals.queries import stubs_awaited
from caunoi.workspace.waiting import (
    DUE,
    LATER,
    MEETINGS,
    MONEY,
    OVERDUE,
    PROTECTION,
    SAFETY,
    SUPPLIES,
    waiting,
)

MOST = {"peer": 26, "lead": 34, "caseworker": 15}


@pytest.fixture
def at():
    return timezone.now()


@pytest.fixture
def full_day(peer, lead, service, acting, at):
    """Of each kind of thing that waits at least one, of some several."""
    by, today = acting(peer), timezone.localdate(at)
    earlier = at - timedelta(days=40)
    members = [people.give_card(by=by, at=earlier, worker=peer) for _person in range(6)]
    for number, member in enumerate(members[:3]):
        day_at = at - timedelta(days=number)
        on = timezone.localdate(day_at)
        outreach.plan_follow_up(by=by, at=day_at, pseudonym=member.pseudonym, due_on=on, why="bring")
        need = referrals.note_need(by=by, at=earlier, code="SRH", noted_on=earlier.date(), pseudonym=member.pseudonym)
        sent = referrals.refer(by=by, at=earlier, need=need, service=service, agreed=referrals.Agreed())
        slip = referrals.print_slips(by=by, at=earlier, worker=peer, count=1)[0]
        referrals.bind_slip(by=by, at=earlier, referral=sent, code=slip)
    for kind in (Commodity.CONDOM, Commodity.LUBRICANT, Commodity.LEAFLET):
        outreach.note_stock(by=by, at=at, moved=Moved(kind, "handed", 1, today, peer.pk))
    for member in (members[0], members[0], members[1], None):  # twice the same: one of them may be paper
        seen = Observation(
            on=today - timedelta(days=7 + today.weekday()), setting=Setting.CLUB, topics=[Topic.RIGHTS],
            pseudonym=member.pseudonym if member else None, commodities=dict.fromkeys(Commodity, 5),
        )  # fmt: skip
        outreach.note_contact(by=by, at=at, seen=seen, done_by=peer)
        outreach.note_contact(by=acting(lead), at=at, seen=seen, done_by=peer)
    outreach.note_accompaniment(by=acting(lead), at=at, worker=peer.pk, code="SRH", on=today, advance=50_000)
    outreach.go_out(by=by, at=at - timedelta(hours=3), hours=2)
    group = groups.found_group(by=acting(lead), at=at, kind="club", title="Nhóm Sen", begun_on=today)
    promised = groups.Gathering(today, "meeting", "life", 9, follow_up_on=today)
    groups.note_meeting(by=by, at=at, group=group, held=promised)
    people.protect(by=by, at=at, reason="from_16_to_17", limits_told_at=at, pseudonym=members[5].pseudonym)
    people.ask_right(by=by, at=at, pseudonym=members[4].pseudonym, kind="copy", channel="spoken")
    return members


def questions(client):
    with CaptureQueriesContext(connections["default"]) as rows, CaptureQueriesContext(connections["keystore"]) as keys:
        assert client.get("/work/").status_code == 200
    return len(rows) + len(keys)


def many_more(peer, count):
    """People of one worker, straight into the tables: what is asked about here is how they are read."""
    new = Pseudonym.objects.bulk_create(Pseudonym(organisation=peer.grants.get().organisation) for _one in range(count))
    since = timezone.now() - timedelta(days=3)
    Assignment.objects.bulk_create(Assignment(pseudonym=one, worker=peer, since=since) for one in new)


def test_everything_that_waits_is_there_and_is_asked_for_in_few_questions(
    full_day, peer, lead, caseworker, acting, at, client_of
):
    ranks = {item.rank for item in waiting(acting(peer), at)}
    assert ranks == {SAFETY, OVERDUE, DUE, MEETINGS, SUPPLIES, MONEY, LATER}
    assert {item.rank for item in waiting(acting(lead), at)} == {SAFETY, PROTECTION, MEETINGS, SUPPLIES, MONEY, LATER}
    counted = {user.handle: questions(client_of(user)) for user in (peer, lead, caseworker)}
    assert all(counted[handle] <= most for handle, most in MOST.items()), counted
    many_more(peer, 60)
    again = {user.handle: questions(client_of(user)) for user in (peer, lead, caseworker)}
    assert again == counted, "as many for many people"
    overload = [item for item in waiting(acting(lead), at) if "peer" in item.title and item.rank == LATER]
    assert (
        len(overload) == 1
        and "66" in overload[0].title
        and not any(
            member.cue in f"{item.title} {item.text}" for member in full_day[:5] for item in waiting(acting(lead), at)
        )
    )


def test_stubs_to_collect_are_a_number(full_day, peer, other_peer, lead, outsider, acting, at, client_of):
    today = timezone.localdate(at)
    counts = [stubs_awaited(acting(user), today) for user in (peer, other_peer, lead, outsider)]
    assert counts == [3, 0, 3, 0]
    assert stubs_awaited(acting(peer), today - timedelta(days=34)) == 0, "not before a week has passed"
    page = client_of(peer).get("/work/").content.decode()
    assert "3 phiếu giấy" in page and "/referrals/stubs/" in page
    Restriction.objects.create(pseudonym=full_day[0].pseudonym, why="asked", since=at)
    assert stubs_awaited(acting(peer), today) == 2


def test_read_once_is_read_anew_afterwards(full_day, at):
    before = not_restricted()
    with asked_once():
        assert not_restricted() == before
        Restriction.objects.create(pseudonym=full_day[1].pseudonym, why="asked", since=at)
        assert not_restricted() == before, "one moment for the whole page"
    assert not_restricted() != before


def test_the_bags_add_up_as_before(full_day, peer, lead, acting, at):
    for user in (peer, lead):
        for supply in queries.supplies(acting(user), timezone.localdate(at)):
            assert supply.balance == sum(hand.balance for hand in supply.hands)
    mine = {held.kind: held.balance for bag in queries.bags(acting(peer)) for held in bag.held}
    assert set(mine) == {"condom", "lubricant", "leaflet"}


def test_unseen_for_long_is_a_recount(full_day, peer, acting, at):
    today = timezone.localdate(at)
    lines = queries.plan(acting(peer), today, today)
    assert queries.unseen_count(acting(peer), today) == sum(line.unseen for line in lines) > 0
