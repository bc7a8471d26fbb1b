"""Sending, answering, typing stubs and withdrawing, as people do it: on a phone of 360 px, by slip, by keyboard."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser.conftest import DESK
from tests.servers import PATIENCE, own_environment

pytestmark = [pytest.mark.xdist_group("path"), pytest.mark.long]
CARD = re.compile(r"\d{4} \d{3} \d{3}")
MOST_TAPS = 6


@pytest.fixture
def made(world):
    """Sends so many slips to the demo’s provider, past the pages."""

    def make(count: int) -> list[tuple[str, str]]:
        chosen = {"CAUNOI_DATABASE_URL": world.databases["club"]} if world.databases else {}
        environment = own_environment(
            **chosen, CAUNOI_DATA=str(world.data / "club"), CAUNOI_KIND="club", COUNT=str(count),
            DJANGO_SETTINGS_MODULE="caunoi.config.settings",
        )  # fmt: skip
        script = Path(__file__).with_name("made.py")
        done = subprocess.run(
            [sys.executable, script], env=environment, capture_output=True, text=True, timeout=PATIENCE
        )
        assert done.returncode == 0, done.stderr
        return [tuple(line.split()) for line in done.stdout.splitlines()]

    return make


def test_from_the_person_to_the_slip_in_six_taps(visit, world, healthy):
    peer = visit("peer")
    peer.go("/people/")
    peer.press(f".card:has-text('{CARD.search(peer.text()).group()}') .card__link")
    taps = 0

    def tap(selector: str, *, leads: bool = False) -> None:
        nonlocal taps
        taps += 1
        peer.press(selector) if leads else peer.page.check(selector)

    tap("main a[href*='/needs/new/']", leads=True)
    tap("input[value=SRH]")
    tap("main form button[name=refer]", leads=True)
    if not peer.page.locator("[name=service]:checked").count():
        tap("[name=service] >> nth=0")
    tap("[name=asked_back]")
    tap("button[name=send]", leads=True)
    assert CARD.search(peer.text()) and "/referrals/" in peer.page.url
    assert taps <= MOST_TAPS
    peer.look("slip-sent")
    assert peer.outside == []


def test_an_answer_from_the_code_without_an_account(visit, made, healthy):
    ((slip, key),) = made(1)
    anybody = visit(script=False)
    anybody.go(f"/r/{slip}/")
    assert anybody.page.locator("form[method=post] button:visible").count() <= 5
    anybody.press("form:has(input[value=serve]) button")
    assert "Đã ghi" in anybody.text() and anybody.page.context.cookies() == []
    peer = visit("peer").go("/notices/")
    assert CARD.search(peer.text()).group().replace(" ", "") == slip
    peer.look("news")
    peer.press("form[action*='/notices/'] button:has-text('Mở') >> nth=0")
    assert key in peer.page.url and "đã được phục vụ" in peer.text()


def test_who_declines_names_another_place(visit, made, healthy):
    ((_slip, key),) = made(1)
    provider = visit("provider").go(f"/referrals/{key}/")
    provider.page.check("[name=answer-event][value=decline]")
    provider.page.select_option("[name=answer-reason]", "waiting_list")
    provider.page.select_option("[name=answer-alternative]", index=1)
    provider.look("answer")
    provider.press("form[action$='/answer/'] button")
    peer = visit("peer").go(f"/referrals/{key}/")
    peer.look("declined")
    peer.press("main a[href*='?from=']")
    assert peer.page.locator("[name=service]:checked").count() == 1
    peer.page.check("[name=asked_back]")
    peer.press("button[name=send]")
    assert f"/referrals/{key}/" in peer.page.inner_html("main")
    peer.look("sent-on")


def test_thirty_stubs_by_keyboard_alone(visit, made, healthy):
    slips = [slip for slip, _key in made(30)]
    peer = visit("peer", size=DESK).go("/referrals/stubs/")
    peer.look("stubs-empty")
    peer.page.focus("[name=code-0]")
    for number, slip in enumerate(slips):
        peer.page.keyboard.type(slip if number != 4 else "1234567890")
        peer.page.keyboard.press("Tab")
        peer.page.keyboard.type("1")
        peer.page.keyboard.press("Tab")
        peer.page.keyboard.press("Tab")
    with peer.page.expect_navigation():
        peer.page.keyboard.press("Enter")
    assert "29" in peer.page.inner_text("main, .notice >> nth=0") or "29" in peer.page.content()
    assert peer.page.input_value("[name=code-0]") == "1234567890"
    peer.look("stubs-one-left")
    peer.page.fill("[name=code-0]", slips[4])
    with peer.page.expect_navigation():
        peer.page.keyboard.press("Enter")
    assert peer.page.input_value("[name=code-0]") == ""


def test_what_she_withdraws_half_way_is_over_for_both(visit, made, healthy):
    ((slip, key),) = made(1)
    anybody = visit().go(f"/r/{slip}/")
    anybody.press("form:has(input[value=accept]) button")
    peer = visit("peer").go(f"/referrals/{key}/")
    peer.page.click("details:has([value=withdraw]) summary")
    peer.page.check("[value=withdraw]")
    peer.press("form[action$='/stop/'] button")
    assert anybody.page.goto(f"{anybody.base}/r/{slip}/").status == 410
    provider = visit("provider").go("/notices/")
    assert "không còn dùng" in provider.text()
    provider.look("news")
    assert provider.page.goto(f"{provider.base}/referrals/{key}/").status == 404


def test_the_pages_for_paper_and_for_the_lead(visit, healthy):
    lead = visit("lead")
    for path in ("/referrals/funnel/", "/referrals/funnel/?months=12", "/referrals/pins/", "/referrals/statement/"):
        lead.go(path).look(path.strip("/").replace("/", "-").replace("?", "-"))
    assert lead.outside == []
