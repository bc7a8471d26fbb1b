"""Words that are lost: a code on paper from a lead or an administrator, once, within 24 hours; nothing by mail."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from caunoi.access import actions as access
from caunoi.access.choices import Role
from caunoi.access.models import Reset
from caunoi.access.policies import Refused
from caunoi.account.tests.codes import set_up_app
from caunoi.account.tests.test_own_account import offered
from caunoi.account.tests.test_second_step import is_in
from caunoi.audit.models import Entry
from caunoi.conftest import PASSPHRASE, make_user
from caunoi.lib.actor import ANYONE, COMMAND

LOST = "/account/lost-words/"


@pytest.fixture
def loser(office):
    """Somebody who lost her words."""
    return make_user("loser", Role.ADMINISTRATOR, office)


@pytest.fixture
def code(admin, loser, acting):
    return access.give_reset_code(by=acting(admin), at=timezone.now(), grant=loser.grants.get())


def sign_in(handle, words) -> Client:
    browser = Client()
    browser.post("/account/login/", {"login": handle, "password": words})
    return browser


def test_from_the_staff_page_to_new_words(admin, loser, client_of, client):
    before = client_of(loser)
    page = client_of(admin).post(f"/administration/grants/{loser.grants.get().pk}/new-words/").content.decode()
    paper = {"handle": " Loser ", "code": " ".join(re.findall(r"<span>(\d+)</span>", page))}
    words, signed = offered(client.post(LOST, paper))
    assert client.post(LOST, {**paper, "offered": signed, "again": words}).status_code == 200
    assert is_in(sign_in("loser", words))
    assert not is_in(sign_in("loser", PASSPHRASE)) and not is_in(before)
    assert [entry.subject for entry in Entry.objects.filter(action__endswith="_reset_code")] == [loser.pk] * 2


def test_a_code_opens_once(code, loser):
    for words, opens in (("mot hai ba bon", True), ("nam sau bay tam", False)):
        try:
            access.use_reset_code(by=ANYONE, at=timezone.now(), handle="loser", code=code, passphrase=words)
        except access.CannotDo:
            assert not opens
    assert is_in(sign_in("loser", "mot hai ba bon")) and not is_in(sign_in("loser", "nam sau bay tam"))


def test_a_newer_code_ends_the_older_and_a_day_ends_both(code, admin, loser, acting):
    at = timezone.now()
    newer = access.give_reset_code(by=acting(admin), at=at, grant=loser.grants.get())
    opens = {"by": ANYONE, "handle": "loser"}
    assert not access.reset_opens(at=at, code=code, **opens)
    assert access.reset_opens(at=at + timedelta(hours=23), code=newer, **opens)
    assert not access.reset_opens(at=at + timedelta(hours=24), code=newer, **opens)


def test_the_code_of_one_does_not_open_for_another(code, admin, client):
    answer = client.post(LOST, {"handle": "admin", "code": code})
    assert answer.status_code == 422
    assert b'name="offered"' not in answer.content


def test_the_answer_does_not_tell_who_is_known_here(code, client):
    pages = [
        client.post(LOST, {"handle": handle, "code": "1234 5678 9012 3456"}).content for handle in ("loser", "nobody")
    ]
    known, unknown = (re.sub(rb'value="[^"]*"', b"", page) for page in pages)
    assert known == unknown
    assert Entry.objects.filter(action="use_reset_code", subject=None).count() == 2, "and both are on record"


def test_guesses_are_stopped(code, client):
    answers = [client.post(LOST, {"handle": "loser", "code": str(guess)}).status_code for guess in range(22)]
    assert answers[0] == 422 and answers[-1] == 429
    assert client.post(LOST, {"handle": "loser", "code": code}).status_code == 429


def test_only_the_hash_is_kept(code):
    assert code not in repr(list(Reset.objects.values()))


def test_a_second_step_stays(loser, admin, acting, client_of):
    set_up_app(client_of(loser))
    code = access.give_reset_code(by=acting(admin), at=timezone.now(), grant=loser.grants.get())
    access.use_reset_code(by=ANYONE, at=timezone.now(), handle="loser", code=code, passphrase="mot hai ba bon")
    assert not is_in(sign_in("loser", "mot hai ba bon"))


def test_nobody_makes_a_code_for_herself(admin, acting):
    with pytest.raises(access.CannotDo):
        access.give_reset_code(by=acting(admin), at=timezone.now(), grant=admin.grants.get())


def test_whoever_may_not_is_refused_and_that_is_on_record(office, loser, acting):
    other = make_user("other", Role.DATA_GUARDIAN, office)
    with pytest.raises(Refused):
        access.give_reset_code(by=acting(other), at=timezone.now(), grant=loser.grants.get())
    assert not Reset.objects.exists()
    assert Entry.objects.get(outcome="refused").action == "give_back_access"


def test_for_whoever_left_there_is_no_code(admin, loser, acting):
    access.leave(by=acting(admin), at=timezone.now(), grant=loser.grants.get())
    with pytest.raises(access.CannotDo):
        access.give_reset_code(by=COMMAND, at=timezone.now(), grant=loser.grants.get())


def test_the_command_line_gives_one_too(loser, capsys):
    from django.core.management import call_command

    call_command("giveback", "words", "Loser")
    code = capsys.readouterr().out.splitlines()[0]
    assert access.reset_opens(by=ANYONE, at=timezone.now(), handle="loser", code=code)
