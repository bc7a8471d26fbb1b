from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caunoi.access.actions import CannotDo
from caunoi.access.policies import Refused
from caunoi.audit.models import Entry
from caunoi.lib.ids import uuid7
from caunoi.outreach import actions as outreach
from caunoi.outreach import queries
from caunoi.outreach.actions import Observation
from caunoi.outreach.choices import Commodity, Setting, Topic
from caunoi.outreach.models import Contact, ContactCommodity
from caunoi.people import actions as people


def note(user, acting, now, **seen):
    seen = {"on": now.date(), "setting": Setting.VENUE, **seen}
    return outreach.note_contact(by=acting(user), at=now, seen=Observation(**seen), done_by=user)


def test_a_contact_with_topics_and_materials(peer, commune, acting, now):
    contact = note(peer, acting, now, people=3, topics=[Topic.RIGHTS, Topic.RIGHTS], commodities={Commodity.CONDOM: 20},
                   commune=commune)  # fmt: skip
    assert [row.topic for row in contact.topics.all()] == [Topic.RIGHTS]
    assert [(row.kind, row.quantity) for row in contact.commodities.all()] == [(Commodity.CONDOM, 20)]
    assert Entry.objects.filter(action="note_contact", subject=contact.record).count() == 1


def test_the_same_record_sent_twice_is_one_contact(peer, acting, now):
    seen, record = Observation(on=now.date(), setting=Setting.STREET), uuid7()
    both = [
        outreach.note_contact(by=acting(peer), at=now, seen=seen, done_by=peer, record=record) for _time in range(2)
    ]
    assert both[0] == both[1]
    assert Contact.objects.count() == 1


def test_a_day_that_has_not_come_is_refused_and_nothing_is_saved(peer, acting, now):
    with pytest.raises(CannotDo):
        note(peer, acting, now, on=now.date() + timedelta(days=1))
    assert not Contact.objects.exists()


def test_done_by_one_and_entered_by_another(peer, lead, acting, now):
    contact = outreach.note_contact(
        by=acting(lead), at=now, seen=Observation(on=now.date(), setting=Setting.CLUB), done_by=peer
    )
    assert (contact.done_by_id, contact.entered_by_id) == (peer.pk, lead.pk)
    assert contact in queries.contacts(acting(peer))
    assert contact in queries.contacts(acting(lead))


def test_work_cannot_be_put_down_to_somebody_of_another_club(peer, outsider, acting, now):
    with pytest.raises(CannotDo):
        outreach.note_contact(
            by=acting(peer), at=now, seen=Observation(on=now.date(), setting=Setting.CLUB), done_by=outsider
        )


def test_another_clubs_person_is_refused(peer, outsider, acting, now):
    member = people.give_card(by=acting(peer), at=now, worker=peer)
    with pytest.raises(Refused):
        note(outsider, acting, now, pseudonym=member.pseudonym)
    assert not Contact.objects.exists()


def test_others_see_nothing_of_it(peer, other_peer, lead, outsider, caseworker, acting, now):
    note(peer, acting, now)
    for other in (other_peer, lead, outsider, caseworker):
        assert not queries.contacts(acting(other)).exists()


@settings(max_examples=settings().max_examples // 2)
@given(given_out=st.dictionaries(st.sampled_from(list(Commodity)), st.integers(1, 2000)), count=st.integers(1, 60))
def test_what_is_noted_can_be_counted_again(given_out, count, peer, acting, now):
    contact = note(peer, acting, now, people=count, commodities=given_out)
    rows = ContactCommodity.objects.filter(contact=contact)
    assert dict(rows.values_list("kind", "quantity")) == given_out
    assert contact.people == count
