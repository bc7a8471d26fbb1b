"""The worker's month: bands, due, the bag; five contacts of a week; workload without people."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from caunoi.access.actions import CannotDo
from caunoi.access.policies import Refused
from caunoi.lib.ids import uuid7
from caunoi.outreach import actions as outreach
from caunoi.outreach import queries
from caunoi.outreach.actions import Observation
from caunoi.outreach.choices import Band, Commodity, FollowUpReason, Setting
from caunoi.outreach.models import ContactCheck, FollowUp, Requirement
from caunoi.people import actions as people
from caunoi.people.choices import RestrictionReason

TODAY = date(2026, 11, 22)


@pytest.fixture
def two(peer, acting, now):
    long_ago = now - timedelta(days=90)
    return [people.give_card(by=acting(peer), at=long_ago, worker=peer, cue=cue) for cue in ("mây xanh", "sen hồng")]


def meet(acting, now, worker, member, on):
    seen = Observation(on=on, setting=Setting.CLUB, pseudonym=member and member.pseudonym)
    return outreach.note_contact(by=acting(worker), at=now, seen=seen, done_by=worker)


def test_four_weeks_and_who_is_due(peer, other_peer, two, acting, now):
    for on in (date(2026, 11, 2), date(2026, 11, 3), date(2026, 11, 22)):
        meet(acting, now, peer, two[0], on)
    meet(acting, now, peer, two[1], TODAY - timedelta(days=31))
    first, second = queries.plan(acting(peer), TODAY, TODAY)
    assert (first.member, first.unseen, first.weeks) == (two[1], True, [False] * 4)
    assert (second.member, second.unseen, second.weeks) == (two[0], False, [True, False, False, True])
    assert queries.unseen_count(acting(peer), TODAY) == 1
    assert not queries.plan(acting(other_peer), TODAY, TODAY), "nobody else's caseload"


def test_a_band_is_no_number_and_a_bag_is_of_all(peer, two, acting, now):
    for member, band in zip(two, (Band.MUCH, Band.LITTLE), strict=True):
        outreach.set_bands(by=acting(peer), at=now, pseudonym=member.pseudonym, bands={Commodity.CONDOM: band})
    (packed,) = queries.bag(acting(peer), TODAY)
    assert (packed.kind, packed.wanted, packed.there) == (Commodity.CONDOM, 35, None)
    outreach.set_bands(by=acting(peer), at=now, pseudonym=two[0].pseudonym, bands={Commodity.CONDOM: ""})
    assert queries.bag(acting(peer), TODAY)[0].wanted == 5
    assert not [field for field in Requirement._meta.get_fields() if field.name in ("quantity", "count", "number")]
    with pytest.raises(CannotDo):
        outreach.set_bands(by=acting(peer), at=now, pseudonym=two[0].pseudonym, bands={Commodity.CONDOM: "30"})


def test_only_her_own_worker_plans_and_not_while_it_rests(peer, other_peer, lead, two, acting, now):
    her = two[0].pseudonym
    for user in (other_peer, lead):
        with pytest.raises(Refused):
            outreach.set_bands(by=acting(user), at=now, pseudonym=her, bands={Commodity.CONDOM: Band.MUCH})
    people.open_by_card(by=acting(lead), at=timezone.now(), card=two[0].card)
    people.restrict_use(by=acting(lead), at=timezone.now(), pseudonym=her, why=RestrictionReason.ASKED)
    with pytest.raises(Refused):
        outreach.plan_follow_up(by=acting(peer), at=now, pseudonym=her, due_on=TODAY, why=FollowUpReason.BRING)
    assert [line.member for line in queries.plan(acting(peer), TODAY, TODAY)] == [two[1]]


def test_something_to_bring_on_a_day(peer, two, acting, now):
    by, her, pk = acting(peer), two[0].pseudonym, uuid7()
    due = TODAY + timedelta(days=3)
    for _time in range(2):
        outreach.plan_follow_up(by=by, at=now, pseudonym=her, due_on=due, why=FollowUpReason.BRING, pk=pk)
    row = FollowUp.objects.get()
    assert not queries.follow_ups(by, TODAY).exists() and queries.follow_ups(by, due).get() == row
    outreach.follow_up_done(by=by, at=now, follow_up=row)
    outreach.follow_up_done(by=by, at=now + timedelta(days=1), follow_up=row)
    assert FollowUp.objects.get().done_on == TODAY and not queries.follow_ups(by, due).exists()
    for bad in (TODAY - timedelta(days=1), TODAY + timedelta(days=400)):
        with pytest.raises(CannotDo):
            outreach.plan_follow_up(by=by, at=now, pseudonym=her, due_on=bad, why=FollowUpReason.BRING)


def test_workload_is_a_number_for_a_lead(peer, lead, outsider, two, acting):
    assert [(load.handle, load.people, load.is_much) for load in queries.workload(acting(lead))] == [("peer", 2, False)]
    assert queries.workload(acting(peer)) == [] and queries.workload(acting(outsider)) == []


def test_five_contacts_by_chance_without_whom(peer, lead, deputy, outsider, two, acting, now):
    week = queries.last_week(TODAY)
    noted = [meet(acting, now, peer, two[number % 2], week + timedelta(days=number % 7)) for number in range(12)]
    chosen = queries.to_check(acting(lead), week)
    assert len(chosen) == 5 and chosen == queries.to_check(acting(deputy), week)
    assert not queries.to_check(acting(peer), week) and not queries.to_check(acting(outsider), week)
    said = {str(value) for one in chosen for value in one}
    assert not said & {two[0].card, two[0].cue, str(two[0].pseudonym_id), two[1].card}
    outreach.check_contact(by=acting(lead), at=now, record=chosen[0].record, week=week, outcome="differs")
    with pytest.raises(CannotDo):
        outreach.check_contact(by=acting(deputy), at=now, record=chosen[0].record, week=week, outcome="fits")
    other = next(row.record for row in noted if row.record not in {one.record for one in chosen})
    with pytest.raises(CannotDo):
        outreach.check_contact(by=acting(lead), at=now, record=other, week=week, outcome="fits")
    with pytest.raises(Refused):
        outreach.check_contact(by=acting(peer), at=now, record=chosen[1].record, week=week, outcome="fits")
    assert ContactCheck.objects.count() == 1


def test_nobody_is_asked_about_a_child_or_about_her_whose_use_rests(peer, lead, two, acting, now):
    week, by = queries.last_week(TODAY), acting(peer)
    for her in two:
        meet(acting, now, peer, her, week)
    anybody = meet(acting, now, peer, None, week).record
    people.protect(by=by, at=now, reason="from_16_to_17", limits_told_at=now, pseudonym=two[0].pseudonym)
    people.open_by_card(by=acting(lead), at=timezone.now(), card=two[1].card)
    people.restrict_use(by=acting(lead), at=now, pseudonym=two[1].pseudonym, why=RestrictionReason.ASKED)
    assert [one.record for one in queries.to_check(acting(lead), week)] == [anybody]
    assert queries.unchecked_count(acting(lead), week) == 1


def test_the_pages(peer, lead, two, acting, client_of):
    client, her = client_of(peer), two[0]
    address = f"/contacts/plan/{her.pseudonym_id}/"
    assert client.post(address, {"form": "bands", "band_condom": "much"}).status_code == 302
    today = timezone.localdate()
    follow_up = {"form": "follow_up", "why": "bring", "due_on": today.strftime("%d/%m/%Y")}
    assert client.post(address, follow_up).status_code == 302
    assert client.post(address, {**follow_up, "due_on": "1/1/2001"}).status_code == 422
    assert client.post(address, {"form": "bands", "band_condom": "30"}).status_code == 422
    page = client.get("/contacts/plan/").content.decode()
    assert "mây xanh" in page and "30" in page
    assert "mây xanh" in client.get("/work/").content.decode()
    assert client.post(f"/contacts/plan/done/{FollowUp.objects.get().pk}/").status_code == 302
    week = queries.last_week(today)
    meet(acting, timezone.now(), peer, her, week)
    leads = client_of(lead)
    shown = leads.get("/contacts/check/").content.decode()
    (one,) = queries.to_check(acting(lead), week)
    assert str(one.record) in shown and her.card not in shown and her.cue not in shown
    assert leads.post("/contacts/check/", {"record": str(one.record), "outcome": "fits"}).status_code == 302
    assert leads.post("/contacts/check/", {"record": "x", "outcome": "fits"}).status_code == 422
