"""Somebody who forgot her card is found by two syllables of her name: few hits, no name shown, on record."""

import pytest
from django.utils import timezone

from caunoi.access.actions import CannotDo
from caunoi.access.choices import RevealPurpose
from caunoi.access.policies import Refused
from caunoi.audit.models import Entry
from caunoi.people import actions as people
from caunoi.people.tests.keys import WORDS, agree, seal

HOA = "Đặng Thị Hoà"


@pytest.fixture
def at():
    return timezone.now()


@pytest.fixture
def session(lead, acting, at):
    return people.begin_vault(by=acting(lead), at=at, passphrase=WORDS).session


@pytest.fixture
def named(peer, lead, session, acting, at):
    def make(name):
        member = people.give_card(by=acting(peer), at=at, worker=peer)
        people.open_by_card(by=acting(lead), at=at, card=member.card)
        seal(acting, lead, at, member.pseudonym, name)
        return member

    return make


@pytest.fixture
def look(lead, session, acting, at):
    def find(words, user=lead, purpose=RevealPurpose.APPOINTMENT):
        return people.search_names(by=acting(user), at=at, session=session, words=words, purpose=purpose)

    return find


@pytest.mark.parametrize("words", ["dang thi hoa", "thi hòa", "THỊ  HOÀ", "đặng thị", "Thị Hòa"])
def test_tone_marks_and_where_they_stand_make_no_difference(words, named, look):
    her, _other = named(HOA), named("Lê Thị Lan")
    assert look(words).members == (her,)


@pytest.mark.parametrize("words", ["", "hoa", "Hoà", "  ", "h", "đặng"])
def test_one_syllable_is_too_few(words, named, look):
    named(HOA)
    with pytest.raises(CannotDo):
        look(words)


@pytest.mark.parametrize("words", ["ang thi", "thi ho", "hoa dang", "dang hoa"])
def test_only_whole_syllables_that_follow_one_another(words, named, look):
    named(HOA)
    assert look(words).members == ()


def test_five_at_most_and_it_says_that_there_are_more(named, look):
    for number in range(6):
        named(f"Nguyễn Thị {'Lan Huệ Cúc Mai Đào Sen'.split()[number]}")
    found = look("nguyen thi")
    assert len(found.members) == 5 and found.more


def test_a_name_written_after_the_first_search_is_found_and_one_replaced_is_not(
    named, look, lead, acting, at, django_capture_on_commit_callbacks
):
    her = named(HOA)
    assert look("thi hoa").members == (her,)
    second = named("Phạm Thị Hoa")
    assert set(look("thi hoa").members) == {her, second}
    seal(acting, lead, at, her.pseudonym, "Vũ Ngọc Ánh")
    assert look("thi hoa").members == (second,)
    people.erase_person(by=acting(lead), at=at, pseudonym=second.pseudonym, reason="asked")
    assert look("thi hoa").members == ()


def test_each_search_and_each_hit_stands_on_record_without_the_name(named, look):
    her = named(HOA)
    look("thi hoa")
    entries = Entry.objects.filter(action__in=["search_names", "found_by_name"])
    assert [entry.subject for entry in entries.order_by("seq")] == [None, her.pseudonym.audit_handle]
    assert not any(b"hoa" in bytes(entry.canonical).lower() for entry in entries)


def test_it_counts_like_a_reveal(named, look):
    named(HOA)
    for _search in range(20):
        look("thi hoa")
    with pytest.raises(Refused):
        look("thi hoa")


@pytest.mark.parametrize("who", ["peer", "outsider", "provider_user"])
def test_others_may_not(who, request, named, look):
    named(HOA)
    with pytest.raises((Refused, people.NotOpened)):
        look("thi hoa", user=request.getfixturevalue(who))


def test_whom_it_may_no_longer_speak_of_is_not_found(named, look, lead, acting, at):
    her = named(HOA)
    assert look("thi hoa").members
    people.withdraw_consent(by=acting(lead), at=at, consent=her.pseudonym.consents.get(purpose="contact"))
    assert look("thi hoa").members == ()
    agree(acting, lead, at, her.pseudonym)
    people.restrict_use(by=acting(lead), at=at, pseudonym=her.pseudonym, why="asked")
    assert look("thi hoa").members == ()


def test_the_index_goes_with_the_lock(named, look, lead, session, acting, at):
    named(HOA)
    look("thi hoa")
    people.lock_vault(by=acting(lead), at=at, session=session)
    with pytest.raises(people.NotOpened):
        look("thi hoa")


def test_somebody_on_the_protective_path_is_found_by_her_protection_person_alone(
    named, look, peer, lead, deputy, acting, at
):
    her = named(HOA)
    people.protect(by=acting(peer), at=at, reason="from_16_to_17", limits_told_at=at, pseudonym=her.pseudonym)
    assert look("thi hoa").members == (her,), "nobody was named: the lead is the protection person"
    people.name_protection_person(by=acting(lead), at=at, user=deputy)
    assert look("thi hoa").members == ()
