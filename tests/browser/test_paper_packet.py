"""What she lets a place without an account know: sealed by a key-holder, opened at its counter by its PIN and the digits
on her slip. On a phone of 360 px, without script where it is opened."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser.conftest import ON_SQLITE
from tests.servers import PATIENCE, own_environment

pytestmark = [pytest.mark.xdist_group("path"), pytest.mark.long]
DIGITS, PIN = re.compile(r"(?:\d{4} ){4}\d{4}"), re.compile(r"\b\d{3} \d{3}\b")


@ON_SQLITE
def test_from_her_yes_to_the_counter(visit, world, healthy):
    code, referral, card, place = made(world)
    lead = visit("lead")
    lead.go("/referrals/pins/").look("pins")
    lead.press(f"form[action$='/{place}/'] button")
    pin = PIN.search(lead.text()).group()
    digits = seal(lead, world.passphrases["lead"], card, referral)
    counter = visit(script=False)
    counter.go(f"/r/{code}/")
    assert world.passphrases and "0900" not in counter.text()
    show(counter, pin)
    assert "20 chữ số" in counter.text() and "0900" not in counter.text()
    show(counter, pin, digits[:-1] + str((int(digits[-1]) + 1) % 10))
    assert "không phải 20 chữ số" in counter.text() and "0900" not in counter.text()
    show(counter, pin, digits)
    assert "0900" in counter.text()
    seen = visit()
    seen.go(f"/r/{code}/")
    show(seen, pin)
    seen.look("slip-waits")
    show(seen, pin, digits)
    seen.look("slip-opened")
    assert seen.outside == counter.outside == lead.outside == []


def made(world) -> list[str]:
    environment = own_environment(
        CAUNOI_DATA=str(world.data / "club"), CAUNOI_KIND="club", DJANGO_SETTINGS_MODULE="caunoi.config.settings"
    )
    script = Path(__file__).with_name("made_packet.py")
    done = subprocess.run([sys.executable, script], env=environment, capture_output=True, text=True, timeout=PATIENCE)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def seal(lead, words, card, referral) -> str:
    """She agrees, and the digits are shown this once."""
    lead.go("/people/")
    lead.page.fill("[name=card]", card)
    lead.press("main form button[type=submit]")
    lead.go(f"/referrals/{referral}/packet/")
    if lead.page.query_selector("main a[href*='unlock']"):
        lead.press("main a[href*='unlock']")
        lead.page.fill("[name=words]", words)
        lead.press("main form button[type=submit]")
    lead.page.check("[name=passes] >> nth=0")
    lead.page.check("[name=asked_back]")
    lead.page.check("[name=witness][value=staff]")
    lead.look("packet")
    lead.press("main form button[type=submit]")
    lead.look("digits")
    return DIGITS.search(lead.text()).group()


def show(counter, pin, digits="") -> None:
    if not counter.page.is_visible("[name=pin]"):
        counter.page.click("summary")
    counter.page.fill("[name=pin]", pin)
    counter.page.fill("[name=digits]", digits)
    counter.press("details form button[type=submit]")
