"""Every page of the path in both languages, on a phone and on a desk: axe finds nothing, nothing leaves the machine,
nothing scrolls sideways, and English pages hold no Vietnamese sentence of ours."""

import pytest

from tests.browser.conftest import DESK, ON_SQLITE, PHONE

CLUB_PAGES = {
    "": ["/", "/account/login/", "/account/invitation/", "/r/", "/me/", "/privacy/", "/devtools/components/"],
    "peer": [
        "/work/",
        "/contacts/",
        "/contacts/new/",
        "/contacts/import/",
        "/contacts/calendar/",
        "/contacts/calendar/?month=3/2026&week=2",
        "/people/",
        "/people/new/",
        "/needs/",
        "/needs/new/",
        "/referrals/",
    ],
    "lead": ["/work/", "/club/requests/", "/people/", "/club/", "/administration/", "/administration/invite/"],
    "provider": ["/referrals/"],
    "caseworker": ["/work/", "/referrals/"],
    "guardian": [
        "/guardian/",
        "/guardian/requests/",
        "/guardian/record/",
        "/guardian/breaches/",
        "/guardian/breaches/new/",
        "/guardian/demands/",
        "/guardian/demands/new/",
        "/guardian/inventory/",
        "/guardian/somebody-asks/",
    ],
    "admin": [
        "/administration/",
        "/administration/reference/",
        "/administration/organisations/new/",
        "/administration/services/new/",
        "/administration/deployments/new/",
    ],
}
HUB_PAGES = {
    "": ["/", "/account/login/"],
    "programme": ["/programme/", "/programme/collected/", "/reports/"],
    "authority": ["/reports/"],
    "national": ["/reports/", "/reports/collected/"],
    "donor": ["/reports/"],
    "hubadmin": ["/administration/", "/administration/reference/"],
}


LONG = pytest.mark.long
VIEWS = [
    pytest.param("club", "", PHONE, id="club-vi-phone"),
    *(pytest.param("club", prefix, size, id=f"club{prefix}-{size['width']}", marks=LONG)
      for prefix, size in (("", DESK), ("/en", PHONE), ("/en", DESK))),
    *(pytest.param("hub", prefix, size, id=f"hub{prefix}-{size['width']}", marks=LONG)
      for prefix, size in (("", PHONE), ("", DESK), ("/en", PHONE), ("/en", DESK))),
]  # fmt: skip
pytestmark = [ON_SQLITE, pytest.mark.xdist_group("pages")]  # one world for all of them


@pytest.mark.parametrize(("at", "prefix", "size"), VIEWS)
def test_pages(at, prefix, size, visit, healthy):
    for handle, paths in (CLUB_PAGES if at == "club" else HUB_PAGES).items():
        visitor = visit(handle, at=at, size=size, prefix=prefix)
        for path in paths:
            visitor.go(prefix + path)
            assert visitor.page.get_attribute("html", "lang") == (prefix.strip("/") or "vi")
            visitor.look(f"{at}{path.replace('/', '-').rstrip('-')}")
        assert visitor.outside == []


def test_public_pages_set_no_cookie(visit):
    visitor = visit()
    for path in ("/", "/en/", "/r/"):
        visitor.go(path)
    assert visitor.page.context.cookies() == []


def test_error_pages_speak_both_languages(visit):
    visitor = visit("peer")
    for prefix in ("", "/en"):
        response = visitor.page.goto(f"{visitor.base}{prefix}/no-such-page/")
        assert response.status == 404
        visitor.look(f"404{prefix.replace('/', '-')}")
    assert visitor.page.goto(f"{visitor.base}/club/").status == 403
    visitor.look("403")


def test_signed_out_people_are_asked_to_sign_in_and_come_back(visit, world):
    visitor = visit()
    visitor.page.goto(f"{visitor.base}/contacts/new/")
    assert "/account/login/" in visitor.page.url
    visitor.page.fill("[name=login]", "peer")
    visitor.page.fill("[name=password]", world.passphrases["peer"].replace(" ", "").replace("-", "").upper())
    visitor.press("main button[type=submit]")
    assert visitor.page.url.endswith("/contacts/new/")


def test_what_was_typed_is_not_lost(visit):
    peer = visit("peer")
    peer.go("/contacts/new/")
    peer.page.fill("[name=on]", "31/2/2026")
    peer.page.fill("[name=given_condom]", "7")
    peer.page.check("[name=topics][value=rights]")
    peer.press("main form button[type=submit]")
    assert "Chưa xong" in peer.text() or peer.page.locator("[data-errors]").count()
    assert peer.page.input_value("[name=on]") == "31/2/2026"
    assert peer.page.input_value("[name=given_condom]") == "7"
    assert peer.page.is_checked("[name=topics][value=rights]")
    peer.look("contact-form-error")
