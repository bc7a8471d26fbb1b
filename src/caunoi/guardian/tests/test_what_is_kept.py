"""The inventory, and the notice: it is for everybody, without a cookie and without a telling word."""

import pytest
from django.test import Client

from caunoi.people.rights_rules import TERMS

REVEALING = ("mại dâm", "sex work", "hiv", "câu lạc bộ", "cầu nối", "caunoi", "đồng đẳng", "bao cao su", "dự án")


def test_the_page_shows_purpose_and_time(client_of, guardian):
    page = client_of(guardian).get("/guardian/inventory/").content.decode()
    assert "people.OneTimeCode" in page and "xoá sau 30 ngày" in page


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_notice_is_neutral_and_sets_no_cookie(db, prefix, club):
    client = Client()
    page = client.get(f"{prefix}/privacy/").content.decode().casefold()
    assert not [word for word in REVEALING if word in page] and club.name.casefold() not in page
    assert not client.cookies
    assert all(str(term.days) in page for term in TERMS.values())


def test_every_public_page_leads_to_the_notice(db):
    assert 'href="/privacy/"' in Client().get("/").content.decode()
