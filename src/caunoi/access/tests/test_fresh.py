"""A view marked `@fresh` opens to whoever has just said her words, and asks everybody else once more."""

import pytest
from django.core import signing
from django.core.cache import cache

from caunoi.access.choices import Role
from caunoi.access.fresh import FRESH
from caunoi.access.middleware import SEEN
from caunoi.access.stamps import cookie
from caunoi.audit.models import Entry
from caunoi.conftest import PASSPHRASE, make_organisation, make_user
from caunoi.organisations.choices import OrganisationKind

PRIVATE = "/private/7/?purpose=call"
OPEN = b"GET 7 []"


@pytest.fixture(autouse=True)
def private_page(settings, db):
    settings.ROOT_URLCONF = "caunoi.access.tests.fresh_urls"
    cache.clear()


@pytest.fixture
def admin(place_qn):
    return make_user("admin", Role.ADMINISTRATOR, make_organisation(OrganisationKind.NGO, "Hội Biển Xanh", place_qn))


@pytest.fixture
def stale(admin, client_of):
    """Signed in, and her words said longer ago than five minutes."""
    browser = client_of(admin)
    del browser.cookies[cookie(FRESH)]
    return browser


def words(said, **more):
    return {"again-passphrase": said, **more}


def test_signing_in_is_saying_the_words(admin, client):
    client.post("/account/login/", {"login": "admin", "password": PASSPHRASE})
    assert client.get(PRIVATE).content == OPEN


def test_later_the_words_are_asked_for(stale):
    answer = stale.get(PRIVATE)
    assert answer.status_code == 401
    assert b"again-passphrase" in answer.content


def test_after_the_words_she_is_where_she_wanted_to_be_and_is_not_asked_again(stale):
    assert stale.post(PRIVATE, words(PASSPHRASE, **{"again-method": "GET"}))["Location"] == PRIVATE
    assert stale.get(PRIVATE).content == OPEN


def test_what_she_sent_goes_on_by_itself(stale):
    question = stale.post(PRIVATE, {"name": "<b>Hoà</b>", "days": ["2", "5"]})
    assert question.status_code == 401
    page = question.content.decode()
    assert 'name="name" value="&lt;b&gt;Hoà&lt;/b&gt;"' in page
    assert page.count('name="days"') == 2
    answer = stale.post(PRIVATE, words(PASSPHRASE, name="Hoà", days=["2", "5"], **{"again-method": "POST"}))
    assert answer.content.decode() == "POST 7 [('days', '5'), ('name', 'Hoà')]", "and nothing of our question with it"


def test_wrong_words_open_nothing_and_are_on_record(stale, admin):
    answer = stale.post(PRIVATE, words("sai bét hết rồi", name="Hoà", **{"again-method": "POST"}))
    assert answer.status_code == 422
    assert 'value="Hoà"' in answer.content.decode()
    assert stale.get(PRIVATE).status_code == 401
    assert Entry.objects.get(action="confirm_again").subject == admin.pk


def test_five_wrong_tries_and_right_words_wait_too(stale):
    for _guess in range(5):
        assert stale.post(PRIVATE, words("sai")).status_code == 422
    assert stale.post(PRIVATE, words(PASSPHRASE)).status_code == 429
    assert stale.get(PRIVATE).status_code == 401


def test_right_words_forgive_the_wrong_ones_before(stale):
    for _round in range(3):
        for _guess in range(4):
            stale.post(PRIVATE, words("sai"))
        assert stale.post(PRIVATE, words(PASSPHRASE, **{"again-method": "GET"})).status_code == 302
        del stale.cookies[cookie(FRESH)]


def test_two_windows_that_ask_both_go_on(stale):
    for _window in range(2):
        answer = stale.post(PRIVATE, words(PASSPHRASE, name="Hoà", **{"again-method": "POST"}))
        assert answer.content.decode() == "POST 7 [('name', 'Hoà')]"


def test_five_minutes_are_over_at_some_time(stale, settings):
    stale.post(PRIVATE, words(PASSPHRASE))
    settings.FRESH_SECONDS = -1
    assert stale.get(PRIVATE).status_code == 401


@pytest.mark.parametrize("forged", ["", "1", "x:y:z"])
def test_a_made_up_stamp_counts_nothing(stale, forged):
    stale.cookies[cookie(FRESH)] = forged
    assert stale.get(PRIVATE).status_code == 401


def test_a_stamp_for_something_else_or_of_another_session_counts_nothing(stale, admin, client_of):
    stale.cookies[cookie(FRESH)] = stale.cookies[cookie(SEEN)].value
    assert stale.get(PRIVATE).status_code == 401
    stale.cookies[cookie(FRESH)] = client_of(admin).cookies[cookie(FRESH)].value
    assert stale.get(PRIVATE).status_code == 401
    stale.cookies[cookie(FRESH)] = signing.TimestampSigner(key="guessed", salt=FRESH).sign("guessed")
    assert stale.get(PRIVATE).status_code == 401


def test_whoever_is_not_signed_in_is_not_asked_for_words(client):
    assert client.get(PRIVATE)["Location"].startswith("/account/login/")
    assert client.post(PRIVATE, words(PASSPHRASE)).status_code == 302
