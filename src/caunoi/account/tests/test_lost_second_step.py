"""Telephone and paper are gone: one asks, another agrees, both on record; then she sets up a new one."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from caunoi.access import actions as access
from caunoi.access.choices import Role
from caunoi.access.models import RecoveryCode, Reset, SecondStep
from caunoi.account.tests.codes import set_up_app
from caunoi.account.tests.test_lost_words import sign_in
from caunoi.account.tests.test_second_step import is_in
from caunoi.audit.models import Entry
from caunoi.conftest import PASSPHRASE, make_user


@pytest.fixture
def loser(office, client_of):
    user = make_user("loser", Role.ADMINISTRATOR, office)
    set_up_app(client_of(user))
    return user


@pytest.fixture
def second(office):
    return make_user("second", Role.ADMINISTRATOR, office)


def ask(browser, loser):
    browser.post(f"/administration/grants/{loser.grants.get().pk}/lost-step/")
    return Reset.objects.latest("asked_at")


def agree(browser, reset):
    return browser.post(f"/administration/resets/{reset.pk}/agree/")


def test_two_people_take_it_away(admin, second, loser, client_of):
    hers = client_of(loser)
    reset = ask(client_of(admin), loser)
    assert not is_in(sign_in("loser", PASSPHRASE)), "asking alone changes nothing"
    assert "loser" in client_of(second).get("/administration/resets/").content.decode()
    agree(client_of(second), reset)
    assert not is_in(hers), "her sessions ended"
    assert is_in(sign_in("loser", PASSPHRASE))
    assert not SecondStep.objects.filter(user=loser).exists() and not RecoveryCode.objects.filter(user=loser).exists()
    told = Entry.objects.filter(subject=loser.pk, action__in=["ask_step_reset", "agree_reset"]).order_by("seq")
    assert [entry.by_id for entry in told] == [admin.pk, second.pk]


def test_nobody_is_two_people(admin, loser, client_of):
    reset = ask(client_of(admin), loser)
    for one in (admin, loser):
        assert agree(client_of(one), reset).status_code == 404
    assert SecondStep.objects.filter(user=loser).exists()


def test_not_even_past_the_page(admin, loser, acting):
    reset = access.ask_step_reset(by=acting(admin), at=timezone.now(), grant=loser.grants.get())
    for one in (admin, loser):
        with pytest.raises(access.CannotDo):
            access.agree_reset(by=acting(one), at=timezone.now(), reset=reset)


def test_a_yes_comes_within_a_day_and_once(admin, second, loser, acting):
    at = timezone.now()
    reset = access.ask_step_reset(by=acting(admin), at=at, grant=loser.grants.get())
    with pytest.raises(access.CannotDo):
        access.agree_reset(by=acting(second), at=at + timedelta(hours=24), reset=reset)
    access.agree_reset(by=acting(second), at=at, reset=reset)
    with pytest.raises(access.CannotDo):
        access.agree_reset(by=acting(second), at=at, reset=reset)


def test_without_one_there_is_nothing_to_take(admin, second, acting):
    with pytest.raises(access.CannotDo):
        access.ask_step_reset(by=acting(admin), at=timezone.now(), grant=second.grants.get())


def test_whoever_sits_at_the_machine_needs_no_second(loser):
    call_command("giveback", "step", "loser")
    assert is_in(sign_in("loser", PASSPHRASE))
    assert Entry.objects.filter(action="agree_reset", subject=loser.pk).exists()


def test_a_page_before_her_words_again_asks_for_them(admin, loser, client_of):
    from caunoi.access.fresh import FRESH
    from caunoi.access.stamps import cookie

    stale = client_of(admin)
    del stale.cookies[cookie(FRESH)]
    for act in ("lost-step", "new-words", "leave"):
        assert stale.post(f"/administration/grants/{loser.grants.get().pk}/{act}/").status_code == 401
    assert not Reset.objects.exists()
