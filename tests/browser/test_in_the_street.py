"""A contact noted in the street, on a small and slow phone: how many taps it takes, and how long."""

import time

import pytest

from tests.browser.test_walking_path import CARD

MOST_TAPS, MOST_SECONDS = 8, 10
KEYS_A_SECOND, TAPS_A_SECOND = 4, 1.5
"""How fast a hand is: somebody who stands in the street and does this every day."""
SLOWER = 6
"""How much slower than this machine the phone is."""


@pytest.mark.long
@pytest.mark.xdist_group("path")
def test_a_contact_with_two_topics_and_condoms_in_few_taps(visit, healthy):
    peer = visit("peer")
    card = CARD.search(peer.go("/people/").text()).group()
    peer.page.context.new_cdp_session(peer.page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    peer.go("/work/")
    begun, taps, keys = time.monotonic(), 0, 0

    def tap(selector, text=""):
        nonlocal taps, keys
        taps, keys = taps + 1, keys + len(text)
        peer.page.locator(selector).first.click()
        peer.page.keyboard.type(text)

    taps += 1
    peer.press("main a[href$='/contacts/new/']")
    tap("[name=who]", card.replace(" ", ""))
    tap("[name=topics][value=rights]")
    tap("[name=topics][value=health]")
    tap("[name=given_condom]", "20")
    taps += 1
    peer.press("main form button[type=submit]")
    took, hand = time.monotonic() - begun, taps / TAPS_A_SECOND + keys / KEYS_A_SECOND
    print(f"a contact with two topics and condoms: {taps} taps and {keys} keys, {hand:.1f} s of a hand;")
    print(f"{took:.1f} s of a machine that taps at once, on a phone {SLOWER} times slower")
    assert card in peer.text() and "bao cao su: 20" in peer.text()
    assert taps <= MOST_TAPS and hand <= MOST_SECONDS
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
        "/contacts/counts/",
        "/contacts/check/",
        "/groups/",
        "/groups/new/",
        "/work/charts/",
    ):
        lead.go(path).look(f"lead{path.replace('/', '-').rstrip('-')}")
    lead.go("/people/hand-over/").look("lead-hand-over")
