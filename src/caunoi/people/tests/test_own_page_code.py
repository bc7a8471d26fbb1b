"""Her own page opens by card and a code that staff gave her a moment ago: one use, half an hour, no hint of what was wrong."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from caunoi.access.policies import Refused
from caunoi.audit.models import Entry
from caunoi.lib.actor import ANYONE, ActorKind
from caunoi.lib.ids import new_code
from caunoi.people import actions as people
from caunoi.people.queries import who_opened


@pytest.fixture
def code(acting, peer, member, now):
    return people.give_own_code(by=acting(peer), at=now, pseudonym=member.pseudonym)


def enter(card, code, at):
    return people.enter_own_page(by=ANYONE, at=at, card=card, code=code)


def test_card_and_code_make_her_one_who_acts(member, code, now):
    herself = who_opened(enter(member.card, code, now))
    assert (herself.kind, herself.id) == (ActorKind.PERSON, member.pseudonym_id)
    entry = Entry.objects.get(action="enter_own_page")
    assert entry.subject == member.pseudonym.audit_handle
    assert str(member.pseudonym_id).encode() not in bytes(entry.canonical)


def test_a_code_is_used_once(member, code, now):
    enter(member.card, code, now)
    with pytest.raises(people.WrongCode):
        enter(member.card, code, now)


def test_a_code_is_good_for_half_an_hour(member, code, now):
    with pytest.raises(people.WrongCode):
        enter(member.card, code, now + timedelta(minutes=30))


def test_a_new_code_ends_the_old_one(acting, peer, member, code, now):
    newer = people.give_own_code(by=acting(peer), at=now, pseudonym=member.pseudonym)
    with pytest.raises(people.WrongCode):
        enter(member.card, code, now)
    enter(member.card, newer, now)


def test_a_card_without_its_code_and_no_card_at_all_look_the_same(member, code, now):
    said, asked = set(), set()
    for card, tried in ((member.card, new_code()), (new_code(), code), ("", "")):
        with (
            CaptureQueriesContext(
                connection,
            ) as queries,
            pytest.raises(people.WrongCode) as wrong,
        ):
            enter(card, tried, now)
        said.add(str(wrong.value))
        asked.add(len(queries))
    assert len(said) == 1 and len(asked) == 1


def test_only_who_looks_after_her_gives_a_code(acting, other_peer, outsider, member, now):
    for stranger in (other_peer, outsider):
        with pytest.raises(Refused):
            people.give_own_code(by=acting(stranger), at=now, pseudonym=member.pseudonym)
