"""Prefetchers, guessers and senders of junk: nothing changes, nothing breaks, nothing is learned."""

from threading import Barrier, Thread

import pytest
from django.core.cache import cache
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from caunoi.audit.models import Entry
from caunoi.portal.views.slips import ANSWERS_PER_SLIP, ANSWERS_PER_VISITOR, WRONG_NUMBERS, WRONG_PINS
from caunoi.referrals import actions
from caunoi.referrals.choices import State
from caunoi.referrals.models import Referral, Step

PREVIEWS = [
    {"HTTP_PURPOSE": "prefetch"},
    {"HTTP_SEC_PURPOSE": "prefetch;prerender"},
    {"HTTP_X_PURPOSE": "preview"},
    {"HTTP_USER_AGENT": "facebookexternalhit/1.1"},
    {"HTTP_USER_AGENT": "ZaloPC-win32 link preview"},
]


def trace():
    return Referral.objects.get().state, Step.objects.count(), Entry.objects.count()


@pytest.mark.parametrize("headers", PREVIEWS)
@pytest.mark.parametrize("method", ["get", "head"])
@pytest.mark.parametrize("query", ["", "?event=accept", "?event=serve&reason=cost"])
def test_looking_changes_nothing(anybody, sent, method, query, headers):
    before = trace()
    assert getattr(anybody, method)(f"/r/{sent.slip_code}/{query}", **headers).status_code == 200
    assert trace() == before


def test_looking_at_a_known_number_writes_nothing_at_all(anybody, sent):
    with CaptureQueriesContext(connection) as seen:
        anybody.get(f"/r/{sent.slip_code}/")
    assert all(query["sql"].startswith("SELECT") for query in seen.captured_queries)


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options", "trace"])
def test_other_methods(anybody, sent, method):
    before = trace()
    assert getattr(anybody, method)(f"/r/{sent.slip_code}/").status_code == 405
    assert trace() == before


@pytest.mark.parametrize("code", ["1", "1234567890", "12345678901234567890", "abc", "0" * 10, "-", "1" * 300])
def test_wrong_and_unknown_numbers_look_alike(anybody, sent, code):
    unknown = next(c for c in ("0000000000", "1111111111", "2222222222") if c != sent.slip_code)
    one, other = anybody.get(f"/r/{code}/"), anybody.post(f"/r/{unknown}/", {"event": "accept"})
    assert one.status_code == other.status_code == 404
    assert one.content.replace(f"/{code}/".encode(), b"") == other.content.replace(f"/{unknown}/".encode(), b"")


def test_the_slip_of_another_referral_moves_only_that_one(anybody, sent, acting, peer, moment, need, service):
    from caunoi.referrals import actions
    from caunoi.referrals.actions import Agreed

    other = actions.refer(by=acting(peer), at=moment, need=need, service=service, agreed=Agreed())
    anybody.post(f"/r/{other.slip_code}/", {"event": "accept", "referral": str(sent.pk), "code": sent.slip_code})
    sent.refresh_from_db()
    assert sent.state == State.SENT


def test_guessing_is_stopped_even_for_a_right_number(anybody, sent):
    for _number in range(WRONG_NUMBERS + 1):
        assert anybody.get("/r/1234567890/").status_code == 404
    assert anybody.get("/r/1234567890/").status_code == 429
    assert anybody.get(f"/r/{sent.slip_code}/").status_code == 429
    assert anybody.get(f"/r/{sent.slip_code}/", REMOTE_ADDR="10.0.0.9").status_code == 200


def test_one_slip_is_not_answered_without_end(anybody, sent):
    for number in range(ANSWERS_PER_SLIP):
        address = f"10.0.1.{number}"
        assert anybody.post(f"/r/{sent.slip_code}/", {"event": "accept"}, REMOTE_ADDR=address).status_code == 200
    assert anybody.post(f"/r/{sent.slip_code}/", {"event": "serve"}, REMOTE_ADDR="10.0.2.1").status_code == 429
    assert Referral.objects.get().state == State.ACCEPTED


@pytest.mark.parametrize("junk", [{"event": "x"}, {}, {"event": "decline"}, {"event": "miss"}])
def test_junk_shuts_nobody_else_out(anybody, sent, junk):
    """No answer at all, or one that cannot follow: only whoever sends it is held back."""
    for _number in range(ANSWERS_PER_SLIP + 1):
        page = anybody.post(f"/r/{sent.slip_code}/", junk, REMOTE_ADDR="10.0.3.1")
        assert page.status_code in (409, 422)
    page = anybody.post(f"/r/{sent.slip_code}/", {"event": "accept"}, REMOTE_ADDR="10.0.3.2")
    assert page.status_code == 200
    assert Referral.objects.get().state == State.ACCEPTED


def test_whoever_sends_junk_is_held_back(anybody, sent):
    for _number in range(ANSWERS_PER_VISITOR):
        assert anybody.post(f"/r/{sent.slip_code}/", {"event": "x"}).status_code == 422
    assert anybody.post(f"/r/{sent.slip_code}/", {"event": "x"}).status_code == 429


def test_what_is_counted_names_nobody(anybody, sent):
    anybody.get("/r/1234567890/", REMOTE_ADDR="203.0.113.7")
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM throttle")
        kept = str(cursor.fetchall())
    assert kept != "[]" and "203.0.113.7" not in kept
    cache.clear()


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"event=accept&pad=" + b"x" * 2_100_000, "application/x-www-form-urlencoded"),
        (b"\xff\xfe\x00" * 50, "application/x-www-form-urlencoded"),
        (b"--b\r\nbroken", "multipart/form-data; boundary=b"),
        (b'{"event": "accept"}', "application/json"),
        (b"&".join(b"a=1" for _n in range(2_500)), "application/x-www-form-urlencoded"),
    ],
)
def test_junk_is_refused_clearly(anybody, sent, body, kind):
    anybody.raise_request_exception = False
    before = trace()
    assert anybody.post(f"/r/{sent.slip_code}/", body, content_type=kind).status_code in (400, 413, 422)
    assert trace() == before


def test_a_foreign_page_needs_the_number_too(anybody):
    """There is no cookie to ride on: who posts without the number posts to nothing."""
    assert anybody.post("/r/", {"event": "accept"}).status_code == 403


@pytest.mark.django_db(transaction=True)
def test_many_guesses_of_a_pin_at_once_are_no_more_than_the_limit(anybody, sent, provider, lead, acting, moment):
    pin = actions.set_pin(by=acting(lead), at=moment, provider=provider)
    wrong, hands = f"{(int(pin) + 1) % 10**6:06}", 3 * WRONG_PINS
    start, answers = Barrier(hands), []

    def guess(number):
        start.wait()
        try:
            page = Client().post(f"/r/{sent.slip_code}/", {"pin": wrong}, REMOTE_ADDR=f"10.0.8.{number}")
            answers.append(page.status_code)
        finally:
            connections.close_all()

    threads = [Thread(target=guess, args=(number,)) for number in range(hands)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(answers) == [422] * WRONG_PINS + [429] * (hands - WRONG_PINS)
    late = anybody.post(f"/r/{sent.slip_code}/", {"pin": pin}, REMOTE_ADDR="10.0.9.1")
    assert late.status_code == 429, "the right one too, for a quarter of an hour"
