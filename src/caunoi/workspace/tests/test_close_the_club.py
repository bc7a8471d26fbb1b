"""A club closes: two people, a week apart; then nothing about anybody can be read, and nobody gets in."""

from datetime import timedelta

import pytest
from django.test import Client

from caunoi.access.actions import CannotDo
from caunoi.access.models import Grant
from caunoi.access.policies import Refused
from caunoi.audit.models import Entry
from caunoi.conftest import PASSPHRASE
from caunoi.lib.actor import CLOCK
from caunoi.people import actions as people
from caunoi.people.actions import closing as steps
from caunoi.people.models import Closing, Member, Pseudonym, Sealed
from caunoi.people.vault.models import ContentKey, Epoch, EpochWrap, Handle, HolderKey, RecoveryKey, Tombstone

WORDS = "một-nắng hai-sương ba-chìm bảy-nổi"
WEEK = timedelta(days=7)


@pytest.fixture
def member(peer, lead, acting, now):
    """Somebody with a card and a sealed note."""
    people.begin_vault(by=acting(lead), at=now, passphrase=WORDS)
    member = people.give_card(by=acting(peer), at=now, worker=peer)
    people.write_sealed_note(by=acting(peer), at=now, pseudonym=member.pseudonym, text="gọi buổi tối")
    return member


@pytest.fixture
def asked(member, lead, acting, now):
    return people.ask_closing(by=acting(lead), at=now)


def test_after_the_second_word_nothing_is_left(asked, deputy, acting, now, outsider, client_of):
    before = client_of(deputy)
    people.close_for_good(by=acting(deputy), at=now + WEEK, closing=asked)
    for model in (Member, Sealed, ContentKey, Handle, Epoch, EpochWrap, HolderKey, RecoveryKey):
        assert not model.objects.exists(), model
    assert not Grant.objects.acting().filter(organisation=asked.organisation).exists()
    assert before.get("/account/own/").status_code == 302
    assert Client().post("/account/login/", {"login": "deputy", "password": PASSPHRASE}).status_code == 200, "not in"
    assert acting(outsider).roles, "another club goes on"
    told = Entry.objects.filter(subject=asked.pk).order_by("seq").values_list("action", flat=True)
    assert list(told) == ["ask_closing", "close_club", "closed"]


def test_the_other_club_keeps_its_people(asked, deputy, outsider, acting, now):
    theirs = people.give_card(by=acting(outsider), at=now, worker=outsider)
    people.close_for_good(by=acting(deputy), at=now + WEEK, closing=asked)
    assert list(Member.objects.all()) == [theirs]


def test_one_word_changes_nothing(asked, member, lead, acting, now):
    with pytest.raises(CannotDo):
        people.close_for_good(by=acting(lead), at=now + WEEK, closing=asked)
    assert Member.objects.filter(pk=member.pk).exists()


def test_the_second_word_waits_a_week(asked, member, deputy, acting, now):
    with pytest.raises(CannotDo):
        people.close_for_good(by=acting(deputy), at=now + WEEK - timedelta(seconds=1), closing=asked)
    assert Member.objects.filter(pk=member.pk).exists()


def test_taken_back_it_must_be_asked_anew(asked, member, deputy, acting, now):
    people.take_back_closing(by=acting(deputy), at=now, closing=asked)
    with pytest.raises(CannotDo):
        people.close_for_good(by=acting(deputy), at=now + WEEK, closing=asked)
    assert people.ask_closing(by=acting(deputy), at=now).pk != asked.pk
    assert Member.objects.filter(pk=member.pk).exists()


def test_what_a_crash_left_the_clock_finishes(asked, deputy, acting, now):
    steps.agree_closing(by=acting(deputy), at=now + WEEK, closing=asked)
    assert people.settle_closings(by=CLOCK, at=now + WEEK) == 1
    assert people.settle_closings(by=CLOCK, at=now + WEEK) == 0
    assert not Member.objects.exists() and Tombstone.objects.count() == 1
    assert Closing.objects.get().done_at == now + WEEK


def test_a_copy_of_the_rows_brought_back_is_erased_again(asked, member, deputy, acting, now):
    person = Pseudonym(pk=member.pseudonym_id, organisation=asked.organisation)
    people.close_for_good(by=acting(deputy), at=now + WEEK, closing=asked)
    person.save(force_insert=True)
    assert people.settle_erasures(by=CLOCK, at=now + WEEK) == 1
    assert not Pseudonym.objects.filter(pk=person.pk).exists()


def test_whoever_does_not_lead_is_refused(member, peer, acting, now):
    with pytest.raises(Refused):
        people.ask_closing(by=acting(peer), at=now)
    assert not Closing.objects.exists()


def test_by_the_pages(member, lead, deputy, client_of):
    first, second = client_of(lead), client_of(deputy)
    first.post("/club/closing/sign/")
    assert "lead" in second.get("/club/closing/").content.decode()
    second.post("/club/closing/sign/")
    assert Member.objects.exists(), "the week is not over"
    Closing.objects.update(asked_at=Closing.objects.get().asked_at - WEEK)
    assert second.post("/club/closing/sign/")["Location"] == "/account/login/"
    assert not Member.objects.exists()


def test_a_referral_on_its_way_stands_before_it(asked, member, peer, deputy, service, acting, now, client_of):
    from caunoi.referrals import actions as referrals

    by = acting(peer)
    need = referrals.note_need(by=by, at=now, code=service.code, noted_on=now.date(), pseudonym=member.pseudonym)
    referrals.refer(by=by, at=now, need=need, service=service, agreed=referrals.Agreed())
    Closing.objects.update(asked_at=now - WEEK - WEEK)
    client_of(deputy).post("/club/closing/sign/")
    assert Member.objects.exists() and Closing.objects.get().agreed_at is None
