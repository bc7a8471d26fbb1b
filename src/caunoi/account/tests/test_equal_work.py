"""Who is known here cannot be told by how long an answer takes, and guessing is stopped whatever the visitor claims to be."""

import pytest
from django.test import Client
from django.utils import timezone

from caunoi.access import actions as access
from caunoi.access.choices import Role
from caunoi.account.tests.counting import CountingHasher
from caunoi.account.tests.test_lost_words import sign_in
from caunoi.conftest import PASSPHRASE, make_user

LOGIN = "/account/login/"


@pytest.fixture(autouse=True)
def counted(settings):
    settings.PASSWORD_HASHERS = ["caunoi.account.tests.counting.CountingHasher"]
    CountingHasher.worked.clear()


@pytest.fixture
def work():
    def of(method, path, **fields) -> int:
        """How many passphrases were hashed for one answer."""
        CountingHasher.worked.clear()
        getattr(Client(), method)(path, fields)
        return len(CountingHasher.worked)

    return of


@pytest.fixture
def cast(admin, office, acting):
    left = make_user("left", Role.ADMINISTRATOR, office)
    access.leave(by=acting(admin), at=timezone.now(), grant=left.grants.get())


@pytest.mark.parametrize("handle", ["admin", "left", "nobody", "Đ" * 200, ""])
@pytest.mark.parametrize("words", ["mot hai ba bon", "x" * 3000])
def test_signing_in_costs_the_same_for_everybody(handle, words, cast, work):
    assert work("post", LOGIN, login=handle, password=words) == (1 if handle and len(handle) <= 150 else 0)


def test_whoever_left_is_answered_like_a_stranger(cast):
    def answer(handle):
        page = Client().post(LOGIN, {"login": handle, "password": PASSPHRASE})
        return page.status_code, page.content.replace(handle.encode(), b"").split(b"csrfmiddlewaretoken")[0]

    assert answer("left") == answer("nobody")


def test_invitations_and_paper_codes_cost_nothing_known_or_not(admin, office, acting, work):
    now = timezone.now()
    _offer, invitation = access.invite(by=acting(admin), at=now, organisation=office, role=Role.ADMINISTRATOR)
    other = make_user("other", Role.ADMINISTRATOR, office)
    access.give_reset_code(by=acting(admin), at=now, grant=other.grants.get())
    assert (
        work("get", f"/account/invitation/{invitation}/") == work("get", "/account/invitation/1234567890123456/") == 0
    )
    for handle in ("other", "admin", "nobody"):
        assert work("post", "/account/lost-words/", handle=handle, code="1234567890123456") == 0


def guesses(number, **headers):
    """Guesses at one handle from one place, whatever it says of itself."""
    for guess in range(number):
        claims = {name: value.format(guess % 251) for name, value in headers.items()}
        yield Client(raise_request_exception=True).post(LOGIN, {"login": "admin", "password": f"w{guess}"}, **claims)


CLAIMS = {
    "HTTP_X_FORWARDED_FOR": "10.0.0.{}",
    "HTTP_X_REAL_IP": "10.0.0.{}",
    "HTTP_FORWARDED": "for=10.0.0.{}",
    "HTTP_CLIENT_IP": "10.0.0.{}",
    "HTTP_USER_AGENT": "Máy {}",
}


def stopped(number):
    answers = [answer.status_code for answer in guesses(number, **CLAIMS)]
    assert set(answers[5:]) == {429}
    assert len(CountingHasher.worked) <= 5, "the others never reached the words"
    assert not sign_in("admin", PASSPHRASE).session.get("_auth_user_id")


def test_headers_make_nobody_another_visitor(admin):
    CountingHasher.worked.clear()
    stopped(60)


def test_behind_a_proxy_what_the_visitor_wrote_before_it_does_not_count(admin, settings):
    settings.BEHIND_PROXY = True
    answers = [
        answer.status_code
        for answer in guesses(20, HTTP_X_FORWARDED_FOR="10.0.0.{}, 192.0.2.7", REMOTE_ADDR="127.0.0.1")
    ]
    assert set(answers[5:]) == {429}


@pytest.mark.long
def test_ten_thousand_guesses(admin):
    CountingHasher.worked.clear()
    stopped(10_000)
