"""What leaves with a page, and what may be written about a visit."""

import logging

import pytest
from django.test import Client

from caunoi.access.logs import PlaceOnly, without_values


@pytest.mark.parametrize("path", ["/", "/account/login/", "/en/", "/no-such-page/"])
def test_every_page_carries_the_policy(path, db):
    response = Client().get(path)
    policy = response["Content-Security-Policy"]
    for part in ("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "form-action 'self'"):
        assert part in policy
    assert "unsafe" not in policy
    assert response["Cache-Control"] == "no-store" or "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "same-origin"
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("path", ["/", "/en/"])
def test_the_public_page_sets_no_cookie(path, db):
    assert not Client().get(path).cookies


def test_a_log_line_holds_places_and_no_values():
    logger = logging.getLogger("made up")
    try:
        raise ValueError("chị Lan, 0912 345 678")
    except ValueError:
        record = logger.makeRecord(
            "x", logging.ERROR, "f", 1, "Internal error: %s", ("/people/?q=Lan",), __import__("sys").exc_info()
        )
    without_values().filter(record)
    line = PlaceOnly("%(levelname)s %(message)s").format(record)
    assert "Lan" not in line and "0912" not in line
    assert "ValueError at" in line and "test_headers_and_logs.py" in line


def test_a_fault_shows_the_page_for_it_and_logs_no_address(db, settings, caplog):
    settings.ROOT_URLCONF = "tests.faulty_urls"
    client = Client(raise_request_exception=False)
    response = client.get("/break/?card=2741883056", REMOTE_ADDR="10.9.8.7")
    assert response.status_code == 500
    page = response.content.decode()
    assert "Xin lỗi" in page or "xin" in page.casefold()
