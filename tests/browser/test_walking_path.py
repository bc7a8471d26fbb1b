"""The whole main job in a real browser: contact → need → referral with consent → the provider's answer → her own
confirmation → the club's month → the sealed file → the hub's table. In Vietnamese on SQLite, in English on PostgreSQL."""

import re

import pytest

from tests.browser.conftest import DESK

WORDS = {
    "": {
        "given": "bao cao su: 20", "answered": "Đã ghi", "served": "đã được phục vụ", "closed": "kết thúc",
        "released": "đã chốt", "month": "Tháng {0}/{1}", "complete": "3/3",
    },
    "/en": {
        "given": "condoms: 20", "answered": "Noted", "served": "served", "closed": "closed",
        "released": "ready", "month": "{2} {1}", "complete": "3 of 3",
    },
}  # fmt: skip
MONTHS = "January February March April May June July August September October November December".split()
CARD = re.compile(r"\d{4} \d{3} \d{3}")
REVEALING = ("mại dâm", "sex work", "hiv", "câu lạc bộ", "hạ long xanh", "cầu nối", "caunoi", "funded by")


@pytest.mark.xdist_group("path")
def test_one_clubs_month(visit, world, healthy):
    prefix = "/en" if world.databases else ""
    words = WORDS[prefix]
    peer = visit("peer", prefix=prefix)
    assert peer.page.url.endswith(f"{prefix}/work/")
    peer.look("day")
    _note_contact(peer, prefix, words)
    slip = _refer(peer)
    _provider_answers(visit, slip, prefix, words)
    _she_confirms(peer, words)
    key = _two_people_close_the_month(visit, prefix, words)
    _it_reaches_the_hub(visit, world, key, prefix, words)
    assert peer.outside == []


def _note_contact(peer, prefix, words) -> None:
    peer.go(f"{prefix}/people/").look("people")
    person = peer.page.locator(".card").filter(has_text=CARD).first  # who is on the protective path has none
    cue, card = (person.locator(part).inner_text() for part in (".card__link", ".card__meta"))
    peer.go(f"{prefix}/contacts/new/")
    peer.page.fill("[name=who]", card)
    peer.page.check("[name=topics][value=rights]")
    peer.page.check("[name=topics][value=health]")
    peer.page.fill("[name=given_condom]", "20")
    peer.page.fill("[name=commune]", "hong gai")
    peer.look("contact-form")
    peer.press("main form button[type=submit]")
    text = peer.text()
    assert cue in text and "Phường Hồng Gai" in text and words["given"] in text
    peer.look("contact")


def _refer(peer) -> str:
    peer.press("main a[href*='/needs/new/']")
    peer.page.check("input[value=SRH]")
    peer.look("need-form")
    peer.press("main form button[type=submit]")
    peer.page.check("[name=service] >> nth=0")
    peer.page.check("[name=asked_back]")
    peer.look("referral-form")
    peer.press("button[name=send]")
    peer.look("referral")
    code = CARD.search(peer.text())
    assert code
    return code.group().replace(" ", "")


def _provider_answers(visit, slip: str, prefix, words) -> None:
    """Without an account, without script, without a cookie; opening the page alone changes nothing."""
    stranger = visit(script=False, prefix=prefix)
    for _look in range(2):
        stranger.go(f"{prefix}/r/{slip}/")
    assert stranger.page.context.cookies() == []
    stranger.press("form:has(input[value=accept]) button")
    stranger.go(f"{prefix}/r/{slip}/")
    stranger.press("form:has(input[value=serve]) button")
    assert words["answered"] in stranger.text()
    seeing = visit(prefix=prefix)
    seeing.go(f"{prefix}/r/{slip}/").look("slip-answered")
    page = seeing.page.content().casefold()
    assert not [word for word in REVEALING if word in page]


def _she_confirms(peer, words) -> None:
    peer.page.reload()
    assert words["served"] in peer.text()
    peer.press("form[action$='/confirm/'] button")
    assert words["closed"] in peer.text()
    peer.look("referral-closed")


def _two_people_close_the_month(visit, prefix, words) -> str:
    lead, deputy = visit("lead", prefix=prefix), visit("deputy", prefix=prefix)
    lead.go(f"{prefix}/club/").look("month")
    lead.press("form[action$='/close'] button")
    key = re.search(r"/(\d{4}-\d{2}A)/", lead.page.url)
    assert key, lead.page.url
    assert not lead.page.locator("form[action$='/sign']").count(), "nobody signs twice"
    lead.look("month-closed-by-one")
    deputy.go(lead.page.url.removeprefix(deputy.base)).look("month-to-sign")
    deputy.press("form[action$='/sign'] button")
    deputy.look("month-signed")
    assert words["released"] in deputy.text().casefold()
    return key.group(1)


def _it_reaches_the_hub(visit, world, key: str, prefix, words) -> None:
    folder = world.data / "hand-over"
    folder.mkdir(exist_ok=True)
    exported = world.caunoi("club", "release", "export", "--out", str(folder), "--period", key,
                            "--organisation", "Hạ Long Xanh")  # fmt: skip
    assert exported.returncode == 0, exported.stderr
    (file,) = [path for path in folder.iterdir() if path.suffix == ".json"]
    before = visit("authority", at="hub", prefix=prefix).go(f"{prefix}/reports/").text()
    imported = world.caunoi("hub", "release", "import", str(file))
    assert imported.returncode == 0, imported.stderr
    again = world.caunoi("hub", "release", "import", str(file))
    assert again.returncode == 0 and "đã nhận" in (again.stdout + again.stderr).casefold(), again.stdout + again.stderr
    altered = folder / "altered.json"
    altered.write_bytes(file.read_bytes().replace(b'"', b"'", 1))
    assert world.caunoi("hub", "release", "import", str(altered)).returncode != 0
    authority = visit("authority", at="hub", size=DESK, prefix=prefix)
    after = authority.go(f"{prefix}/reports/").text()
    month = words["month"].format(int(key[5:7]), key[:4], MONTHS[int(key[5:7]) - 1])
    assert month not in before and month in after
    assert words["complete"] in after
    authority.look("reports")
    visit("programme", at="hub", prefix=prefix).go(f"{prefix}/programme/").look("programme")
