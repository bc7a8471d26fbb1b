from caunoi.access.middleware import SEEN
from caunoi.access.stamps import cookie
from caunoi.conftest import PASSPHRASE


def signed_in(client):
    client.post("/account/login/", {"login": "peer", "password": PASSPHRASE})
    assert client.get("/account/logout/").status_code == 200


def test_a_screen_left_alone_is_signed_out(peer, client, settings):
    signed_in(client)
    settings.IDLE_LIMIT_SECONDS = -1
    assert client.get("/account/logout/").status_code == 302
    settings.IDLE_LIMIT_SECONDS = 900
    assert client.get("/account/logout/").status_code == 302, "the session is over, not asleep"


def test_the_session_cookie_alone_opens_nothing(peer, client):
    signed_in(client)
    del client.cookies[cookie(SEEN)]
    assert client.get("/account/logout/").status_code == 302


def test_the_stamp_of_another_session_does_not_help(peer, lead, client, client_of):
    signed_in(client)
    other = client_of(lead)
    client.cookies[cookie(SEEN)] = other.cookies[cookie(SEEN)].value
    assert client.get("/account/logout/").status_code == 302


def test_a_page_view_writes_nothing(peer, client, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    signed_in(client)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        client.get("/account/logout/")
    writes = [
        row["sql"] for row in seen if row["sql"].split()[0] in ("INSERT", "UPDATE", "DELETE", "BEGIN", "SAVEPOINT")
    ]
    assert writes == []
