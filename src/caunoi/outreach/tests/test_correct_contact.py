from datetime import timedelta

import pytest

from caunoi.access.actions import CannotDo
from caunoi.access.policies import Refused
from caunoi.outreach import actions as outreach
from caunoi.outreach import queries
from caunoi.outreach.actions import Observation
from caunoi.outreach.choices import Setting, Topic
from caunoi.outreach.models import Contact


@pytest.fixture
def contact(peer, acting, now):
    seen = Observation(on=now.date(), setting=Setting.VENUE, people=2, topics=[Topic.HEALTH])
    return outreach.note_contact(by=acting(peer), at=now, seen=seen, done_by=peer)


def test_the_old_version_stays(peer, contact, acting, now):
    later = now + timedelta(hours=1)
    seen = Observation(on=now.date(), setting=Setting.STREET, people=5)
    corrected = outreach.correct_contact(by=acting(peer), at=later, contact=contact, seen=seen)
    assert [(v.version, v.people, v.setting) for v in queries.versions(acting(peer), contact.record)] == [
        (2, 5, Setting.STREET), (1, 2, Setting.VENUE),
    ]  # fmt: skip
    assert list(queries.contacts(acting(peer))) == [corrected]


def test_two_corrections_at_once_one_wins_and_the_other_is_told(peer, contact, acting, now):
    for number, people in enumerate((3, 4)):
        seen = Observation(on=now.date(), setting=Setting.VENUE, people=people)
        if number == 0:
            outreach.correct_contact(by=acting(peer), at=now, contact=contact, seen=seen)
            continue
        with pytest.raises(CannotDo, match="."):
            outreach.correct_contact(by=acting(peer), at=now, contact=contact, seen=seen)
    assert Contact.objects.current().get().people == 3
    assert Contact.objects.count() == 2


def test_entered_in_error_is_kept_and_not_counted(peer, contact, acting, now):
    outreach.take_back_contact(by=acting(peer), at=now, contact=contact)
    assert not Contact.objects.current().exists()
    assert Contact.objects.filter(record=contact.record, entered_in_error=True).exists()


def test_a_stranger_cannot_correct_it(other_peer, outsider, lead, contact, acting, now):
    for stranger in (other_peer, outsider, lead):
        with pytest.raises(Refused):
            outreach.correct_contact(
                by=acting(stranger), at=now, contact=contact, seen=Observation(on=now.date(), setting=Setting.CLUB)
            )
    assert Contact.objects.get().people == 2
