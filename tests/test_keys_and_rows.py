"""Keys without rows and rows without keys are counted; what belongs together is not."""

import pytest
from django.conf import settings
from django.utils import timezone

from caunoi.upkeep import doctor
from caunoi.upkeep.doctor import Severity

pytestmark = pytest.mark.skipif(settings.KIND != "club", reason="a hub has no people and no keys")
if settings.KIND == "club":
    from caunoi.people import actions as people
    from caunoi.people.models import Sealed
    from caunoi.people.soundness import Soundness, soundness
    from caunoi.people.tests.keys import WORDS, seal
    from caunoi.people.vault.models import ContentKey, Handle


@pytest.fixture
def at():
    return timezone.now()


@pytest.fixture
def her(peer, lead, acting, at):
    people.begin_vault(by=acting(lead), at=at, passphrase=WORDS)
    member = people.give_card(by=acting(peer), at=at, worker=peer)
    people.open_by_card(by=acting(lead), at=at, card=member.card)
    seal(acting, lead, at, member.pseudonym, "Đặng Thị Hoà")
    return member.pseudonym


def told(at):
    return [(one.severity, one.values.get("count")) for one in doctor.keys_fit_people(at)]


def test_what_belongs_together_is_fine(her, at, tmp_path):
    assert soundness(tmp_path) == Soundness(keys_of_nobody=0, rows_without_keys=0, swappable=None)
    assert told(at) == []


def test_an_erased_person_leaves_nothing_behind(her, lead, acting, at, tmp_path):
    people.erase_person(by=acting(lead), at=at, pseudonym=her, reason="asked")
    assert soundness(tmp_path) == Soundness(keys_of_nobody=0, rows_without_keys=0, swappable=None)


def test_a_row_that_lost_its_key_and_a_person_without_a_handle(her, at):
    ContentKey.objects.all().delete()
    Handle.objects.all().delete()
    assert told(at) == [(Severity.WRONG, 2)]


def test_keys_of_rows_that_are_gone(her, at):
    Sealed.objects.all().delete()
    assert told(at) == [(Severity.LOOK, 1)]
