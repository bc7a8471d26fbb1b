"""Keys for life: begun, let in, changed, lost, renewed, recovered."""

from datetime import timedelta

import pytest
from django.utils import timezone

from caunoi.access.actions import CannotDo, revoke_grant
from caunoi.access.choices import Role
from caunoi.access.policies import Refused
from caunoi.audit.models import Entry
from caunoi.conftest import make_user
from caunoi.lib.actor import COMMAND
from caunoi.people import actions as people
from caunoi.people import queries
from caunoi.people.tests.keys import OTHER_WORDS, WORDS, seal, texts
from caunoi.people.vault.choices import NewEpoch
from caunoi.people.vault.models import ContentKey, Epoch, EpochWrap, HolderKey, RecoveryWrap

NAME = "Nguyễn Thị Bưởi"


@pytest.fixture
def at():
    return timezone.now()


@pytest.fixture
def begun(lead, acting, at):
    return people.begin_vault(by=acting(lead), at=at, passphrase=WORDS)


@pytest.fixture
def session(begun):
    return begun.session


@pytest.fixture
def person(lead, peer, session, acting, at):
    member = people.give_card(by=acting(peer), at=at, worker=peer)
    people.open_by_card(by=acting(lead), at=at, card=member.card)
    seal(acting, lead, at, member.pseudonym, NAME)
    return member.pseudonym


@pytest.fixture
def second(deputy, lead, session, person, acting, at):
    """The deputy, let in by the lead, and her open session."""
    people.make_own_key(by=acting(deputy), at=at, passphrase=OTHER_WORDS)
    people.admit_key_holder(by=acting(lead), at=at, session=session, user=deputy)
    people.open_by_card(by=acting(deputy), at=at, card=person.member.card)
    return people.unlock_vault(by=acting(deputy), at=at, passphrase=OTHER_WORDS)


@pytest.mark.parametrize("who", ["peer", "outsider"])
def test_whoever_may_hold_no_key_cannot_begin(who, request, acting, at):
    user = request.getfixturevalue(who)
    with pytest.raises(Refused):
        people.begin_vault(by=acting(user), at=at, passphrase=WORDS)
    assert not HolderKey.objects.exists() and Entry.objects.get().outcome == "refused"


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.DATA_GUARDIAN])
def test_administrators_and_guardians_hold_no_key(role, club, acting, at):
    with pytest.raises(Refused):
        people.begin_vault(by=acting(make_user("x-y", role, club)), at=at, passphrase=WORDS)


@pytest.mark.parametrize("words", ["", "ngắn", "meo meo meo meo", "mot-tu-rat-rat-rat-dai-nhung-chi-mot"])
def test_words_that_are_quickly_guessed_are_not_taken(words, lead, acting, at):
    with pytest.raises(CannotDo):
        people.begin_vault(by=acting(lead), at=at, passphrase=words)
    assert not HolderKey.objects.exists()


def test_the_first_keys_come_with_three_sheets_and_only_once(begun, lead, acting, at):
    assert len(begun.sheets) == 3
    state = queries.vault_state(acting(lead), at, begun.session)
    assert state.exists and state.has_key and state.open and not state.renewal_due
    with pytest.raises(CannotDo):
        people.begin_vault(by=acting(lead), at=at, passphrase=WORDS)


def test_a_key_opens_nothing_until_a_colleague_lets_it_in(deputy, lead, session, person, acting, at):
    people.make_own_key(by=acting(deputy), at=at, passphrase=OTHER_WORDS)
    assert queries.vault_state(acting(deputy), at).waiting
    with pytest.raises(CannotDo):
        people.unlock_vault(by=acting(deputy), at=at, passphrase=OTHER_WORDS)
    with pytest.raises(people.NotOpened):
        people.admit_key_holder(by=acting(deputy), at=at, session="x" * 43, user=deputy)
    people.admit_key_holder(by=acting(lead), at=at, session=session, user=deputy)
    people.open_by_card(by=acting(deputy), at=at, card=person.member.card)
    hers = people.unlock_vault(by=acting(deputy), at=at, passphrase=OTHER_WORDS)
    assert texts(acting, deputy, at, hers, person) == [NAME]


def test_a_session_is_its_users_alone(second, session, deputy, person, acting, at):
    with pytest.raises(people.NotOpened):
        texts(acting, deputy, at, session, person)


def test_a_wrong_passphrase_opens_nothing_is_on_record_and_soon_not_even_tried(lead, person, acting, at):
    for _try in range(5):
        with pytest.raises(people.NotOpened, match="words|từ") as problem:
            people.unlock_vault(by=acting(lead), at=at, passphrase=OTHER_WORDS)
        assert problem.value.code == "wrong_passphrase"
    with pytest.raises(people.NotOpened) as problem:
        people.unlock_vault(by=acting(lead), at=at, passphrase=WORDS)
    assert problem.value.code == "too_many_tries"
    assert Entry.objects.filter(action="unlock_vault", outcome="refused").count() == 6


def test_other_words_for_the_same_key(lead, session, person, acting, at):
    with pytest.raises(people.NotOpened):
        people.change_vault_passphrase(by=acting(lead), at=at, old=OTHER_WORDS, new=OTHER_WORDS)
    people.change_vault_passphrase(by=acting(lead), at=at, old=WORDS, new=OTHER_WORDS)
    with pytest.raises(people.NotOpened):
        people.unlock_vault(by=acting(lead), at=at, passphrase=WORDS)
    again = people.unlock_vault(by=acting(lead), at=at, passphrase=OTHER_WORDS)
    assert texts(acting, lead, at, again, person) == [NAME]


def test_lost_words_are_mended_by_a_colleague(second, deputy, lead, person, acting, at):
    new = "hoa-do la-xanh gio-mat may-trang"
    people.make_own_key(by=acting(lead), at=at, passphrase=new)
    assert people.unlock_vault(by=acting(lead), at=at, passphrase=WORDS), (
        "the old key works until the new one is let in"
    )
    people.admit_key_holder(by=acting(deputy), at=at, session=second, user=lead)
    with pytest.raises(people.NotOpened):
        people.unlock_vault(by=acting(lead), at=at, passphrase=WORDS)
    again = people.unlock_vault(by=acting(lead), at=at, passphrase=new)
    assert texts(acting, lead, at, again, person) == [NAME]


def test_who_leaves_is_shut_out_at_once_and_new_keys_are_made(second, deputy, lead, session, person, acting, at):
    with pytest.raises(CannotDo):
        people.remove_key_holder(by=acting(lead), at=at, session=session, user=deputy)
    revoke_grant(by=acting(lead), at=at, grant=deputy.grants.get())
    for attempt in (
        lambda: texts(acting, deputy, at, second, person),
        lambda: people.unlock_vault(by=acting(deputy), at=at, passphrase=OTHER_WORDS),
    ):
        with pytest.raises(Refused):
            attempt()
    assert queries.vault_state(acting(lead), at).renewal_due == NewEpoch.LEFT
    people.remove_key_holder(by=acting(lead), at=at, session=session, user=deputy)
    assert not HolderKey.objects.filter(user=deputy.pk).exists()
    epoch = Epoch.objects.now().get()
    assert epoch.number == 2 and {key.epoch_id for key in ContentKey.objects.all()} == {epoch.pk}
    assert {wrap.holder.user for wrap in EpochWrap.objects.filter(epoch=epoch)} == {lead.pk}
    assert texts(acting, lead, at, session, person) == [NAME]


def test_the_next_unlocking_makes_new_keys_if_somebody_left_or_they_are_old(second, deputy, lead, acting, at):
    revoke_grant(by=acting(lead), at=at, grant=deputy.grants.get())
    people.unlock_vault(by=acting(lead), at=at, passphrase=WORDS)
    assert Epoch.objects.now().get().why == NewEpoch.LEFT
    people.unlock_vault(by=acting(lead), at=at + timedelta(days=89), passphrase=WORDS)
    assert Epoch.objects.now().get().number == 2
    people.unlock_vault(by=acting(lead), at=at + timedelta(days=91), passphrase=WORDS)
    newest = Epoch.objects.now().get()
    assert (newest.number, newest.why) == (3, NewEpoch.AGE)


def test_after_a_restore_new_keys_are_made_in_any_case(lead, session, person, acting, at):
    """Somebody who came after that copy, was let in to its epoch and left again is in no table of it."""
    people.replay_erasures(by=COMMAND, at=at)
    assert queries.vault_state(acting(lead), at).renewal_due == NewEpoch.RESTORED
    again = people.unlock_vault(by=acting(lead), at=at, passphrase=WORDS)
    assert Epoch.objects.now().get().number == 2 and not queries.vault_state(acting(lead), at).renewal_due
    assert texts(acting, lead, at, again, person) == [NAME]


def test_old_epochs_without_content_are_forgotten_after_a_day(lead, session, person, acting, at):
    people.rotate_keys(by=acting(lead), at=at, session=session, why=NewEpoch.SUSPICION)
    assert EpochWrap.objects.count() == 2, "a writer may have read the old one a moment ago"
    again = people.unlock_vault(by=acting(lead), at=at + timedelta(days=2), passphrase=WORDS)
    assert EpochWrap.objects.count() == RecoveryWrap.objects.count() == 1
    assert texts(acting, lead, at, again, person) == [NAME]


def test_a_key_slipped_among_the_holders_is_not_let_in(lead, session, club, person, acting, at):
    """An administrator of the machine writes a key of her own into the tables and waits for the next epoch."""
    admin = make_user("quan-tri", Role.ADMINISTRATOR, club)
    HolderKey.objects.filter(user=lead.pk).update(public=bytes(Epoch.objects.get().public))
    with pytest.raises(people.NotOpened) as problem:
        people.rotate_keys(by=acting(lead), at=at, session=session, why=NewEpoch.SUSPICION)
    assert problem.value.code == "forged" and Epoch.objects.count() == 1
    assert Entry.objects.filter(action="new_keys", outcome="refused").exists()
    assert admin.pk not in set(HolderKey.objects.values_list("user", flat=True))


def test_two_sheets_bring_everything_back_and_new_ones_are_made(begun, lead, person, acting, at):
    HolderKey.objects.all().delete()
    for sheets in ([begun.sheets[0]], [begun.sheets[0]] * 2, ["không phải từ nào", begun.sheets[1]]):
        with pytest.raises(people.NotOpened):
            people.recover_with_shares(by=acting(lead), at=at, sheets=sheets, passphrase=OTHER_WORDS)
    back = people.recover_with_shares(
        by=acting(lead), at=at, sheets=[begun.sheets[2].upper(), f" {begun.sheets[0]}"], passphrase=OTHER_WORDS
    )
    assert texts(acting, lead, at, back.session, person) == [NAME]
    assert len(back.sheets) == 3 and set(back.sheets).isdisjoint(begun.sheets)
    with pytest.raises(people.NotOpened):
        people.recover_with_shares(by=acting(lead), at=at, sheets=begun.sheets[:2], passphrase=WORDS)
    again = people.recover_with_shares(by=acting(lead), at=at, sheets=back.sheets[1:], passphrase=WORDS)
    assert texts(acting, lead, at, again.session, person) == [NAME]


def test_the_record_failing_leaves_no_keys(lead, acting, at, monkeypatch):
    from django.db import DatabaseError, connection

    def no_entries(execute, sql, *rest):
        if "INSERT INTO" in sql and "audit_entry" in sql:
            raise DatabaseError("disk full")
        return execute(sql, *rest)

    with connection.execute_wrapper(no_entries), pytest.raises(DatabaseError):
        people.begin_vault(by=acting(lead), at=at, passphrase=WORDS)
    assert not HolderKey.objects.exists() and not Epoch.objects.exists()
