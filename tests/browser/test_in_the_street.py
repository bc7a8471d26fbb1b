"""A contact noted in the street, on a small and slow phone: how many taps it takes, and how long."""

import time

import pytest

from tests.browser.test_walking_path import CARD

MOST_TAPS = 8
SLOWER = 4
"""How much slower than this machine the phone is."""


@pytest.mark.long
@pytest.mark.xdist_group("path")
def test_a_contact_with_two_topics_and_condoms_in_few_taps(visit, healthy):
    peer = visit("peer")
    card = CARD.search(peer.go("/people/").text()).group()
    peer.page.context.new_cdp_session(peer.page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    peer.go("/work/")
    begun, taps = time.monotonic(), 0

    def tap(selector):
        nonlocal taps
        taps += 1
        peer.page.locator(selector).first.click()

    taps += 1
    peer.press("main a[href$='/contacts/new/']")
    tap("[name=who]")
    peer.page.keyboard.type(card)
    tap("[name=topics][value=rights]")
    tap("[name=topics][value=health]")
    tap("[name=given_condom]")
    peer.page.keyboard.type("20")
    taps += 1
    peer.press("main form button[type=submit]")
    took = time.monotonic() - begun
    print(f"a contact with two topics and condoms: {taps} taps, {took:.1f} s on a phone {SLOWER} times slower")
    assert card in peer.text() and "bao cao su: 20" in peer.text()
    assert taps <= MOST_TAPS
    assert peer.outside == []


@pytest.mark.long
@pytest.mark.xdist_group("path")
def test_new_pages_of_a_club_on_a_phone(visit, healthy):
    """Each is checked by axe and for its width when it is looked at."""
    peer, lead = visit("peer"), visit("lead")
    for name in ("several", "doubles", "plan", "stock", "stock/new", "stock/count", "sessions/new", "out"):
        peer.go(f"/contacts/{name}/").look(f"contacts-{name.replace('/', '-')}")
    for path in (
        "/contacts/stock/",
        "/contacts/fund/",
        "/contacts/check/",
        "/groups/",
        "/groups/new/",
        "/work/charts/",
    ):
        lead.go(path).look(f"lead{path.replace('/', '-').rstrip('-')}")
    lead.go("/people/hand-over/").look("lead-hand-over")
