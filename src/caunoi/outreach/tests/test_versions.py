"""Whatever is corrected: every version stays as it was written, the latest is what lists show, and it counts once."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caunoi.access.actions import CannotDo
from caunoi.outreach import actions as outreach
from caunoi.outreach import queries
from caunoi.outreach.actions import Observation
from caunoi.outreach.choices import Commodity, Setting, Topic
from caunoi.outreach.models import Contact, ContactCommodity, ContactTopic

observed = st.builds(
    dict,
    people=st.integers(1, 60),
    setting=st.sampled_from(Setting.values),
    ago=st.integers(0, 40),
    signposted=st.booleans(),
    topics=st.sets(st.sampled_from(Topic.values), max_size=3),
    pieces=st.dictionaries(st.sampled_from(Commodity.values), st.integers(0, 2_000), max_size=3),
)
edits = st.lists(st.tuples(st.integers(0, 2), observed, st.booleans()), max_size=6)


@given(first=st.lists(observed, min_size=3, max_size=3), drawn=edits, gone=st.sets(st.integers(0, 2), max_size=2))
@settings(max_examples=max(8, settings().max_examples // 4))
def test_every_edit_keeps_every_version(first, drawn, gone, peer, lead, acting, now):
    """`stale`: sent from a page that was opened before the last correction."""
    for table in (ContactTopic, ContactCommodity, Contact):
        table.objects.all().delete()
    by = acting(peer)
    versions = [[outreach.note_contact(by=by, at=now, seen=_seen(one, now), done_by=peer)] for one in first]
    written = [[one] for one in first]
    for which, said, stale in drawn:
        if stale and len(versions[which]) > 1:
            with pytest.raises(CannotDo):
                outreach.correct_contact(by=by, at=now, contact=versions[which][0], seen=_seen(said, now))
            continue
        at = now + timedelta(minutes=len(versions[which]))
        versions[which].append(
            outreach.correct_contact(by=by, at=at, contact=versions[which][-1], seen=_seen(said, now))
        )
        written[which].append(said)
    for which in gone:
        outreach.take_back_contact(by=by, at=now, contact=versions[which][-1])
    for kept, said in zip(versions, written, strict=True):
        found = list(queries.versions(by, kept[0].record))
        assert [row.version for row in found] == list(range(len(said), 0, -1))
        assert [_kept(row) for row in reversed(found)] == [_meant(one, now) for one in said]
        assert [row.superseded_at is None for row in found] == [True] + [False] * (len(said) - 1)
    latest = [said[-1] for which, said in enumerate(written) if which not in gone]
    shown = queries.lines(by, queries.contact_ids(by))
    assert sorted((line.on, line.people, line.setting) for line in shown) == sorted(
        (_seen(one, now).on, one["people"], one["setting"]) for one in latest
    )
    weeks = queries.club_weeks(acting(lead), now.date(), 8)
    assert sum(weeks.contacts.values()) == len(latest)
    assert sum(weeks.anonymous.values()) == sum(one["people"] for one in latest)


def _seen(said, now):
    return Observation(
        on=now.date() - timedelta(days=said["ago"]), setting=said["setting"], people=said["people"],
        signposted=said["signposted"], topics=sorted(said["topics"]), commodities=said["pieces"],
    )  # fmt: skip


def _meant(said, now):
    pieces = {kind: number for kind, number in said["pieces"].items() if number}
    on = now.date() - timedelta(days=said["ago"])
    return (on, said["setting"], said["people"], said["signposted"], said["topics"], pieces)


def _kept(row):
    pieces = {one.kind: one.quantity for one in row.commodities.all()}
    return (row.on, row.setting, row.people, row.signposted, {one.topic for one in row.topics.all()}, pieces)
