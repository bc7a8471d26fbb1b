"""The whole main job in a real browser: contact → need → referral with consent → the provider's answer → her own
confirmation → the club's month → the sealed file → the hub's table. Once for each database."""

import re

import pytest

from tests.browser.conftest import DESK


@pytest.mark.xdist_group("path")
def test_one_clubs_month(visit, world, healthy):
    peer = visit("peer")
    assert "/work/" in peer.page.url
    peer.look("day")
    _note_contact(peer)
    slip = _refer(peer)
    _provider_answers(visit, slip)
    _she_confirms(peer)
    key = _two_people_close_the_month(visit)
    _it_reaches_the_hub(visit, world, key)
    assert peer.outside == []


def _note_contact(peer) -> None:
    peer.go("/people/")
    peer.look("people")
    cue = peer.page.locator(".card__link").first.inner_text()
    card = peer.page.locator(".card__meta").first.inner_text()
    peer.go("/contacts/new/")
    peer.page.fill("[name=who]", card)
    peer.page.check("[name=topics][value=rights]")
    peer.page.check("[name=topics][value=health]")
    peer.page.fill("[name=given_condom]", "20")
    peer.page.fill("[name=commune]", "hong gai")
    peer.look("contact-form")
    peer.press("Lưu")
    text = peer.page.inner_text("main")
    assert cue in text and "Phường Hồng Gai" in text and "bao cao su: 20" in text
    peer.look("contact")


def _refer(peer) -> str:
    peer.follow("Ghi nhu cầu")
    peer.page.check("input[value=SRH]")
    peer.look("need-form")
    peer.page.click("main button[type=submit]")
    peer.page.check("[name=service] >> nth=0")
    peer.page.check("[name=asked_back]")
    peer.look("referral-form")
    peer.page.click("button[name=send]")
    peer.look("referral")
    code = re.search(r"\d{4} \d{3} \d{3}", peer.page.inner_text("main"))
    assert code
    return code.group().replace(" ", "")


def _provider_answers(visit, slip: str) -> None:
    """Without an account, without script, without a cookie; opening the page alone changes nothing."""
    stranger = visit(script=False)
    for _look in range(2):
        stranger.go(f"/r/{slip}/")
    assert stranger.page.context.cookies() == []
    stranger.page.get_by_role("button", name="Nhận lời").click()
    stranger.go(f"/r/{slip}/")
    stranger.page.get_by_role("button", name="Đã đến và đã được giúp").click()
    assert "Đã ghi" in stranger.page.inner_text("main")
    seeing = visit()
    seeing.go(f"/r/{slip}/").look("slip-answered")
    words = seeing.page.content().casefold()
    assert not [word for word in ("mại dâm", "hiv", "câu lạc bộ", "hạ long xanh", "cầu nối", "caunoi") if word in words]


def _she_confirms(peer) -> None:
    peer.page.reload()
    assert "đã được phục vụ" in peer.page.inner_text("main")
    peer.press("Chị ấy xác nhận")
    assert "kết thúc" in peer.page.inner_text("main")
    peer.look("referral-closed")


def _two_people_close_the_month(visit) -> str:
    lead, deputy = visit("lead"), visit("deputy")
    lead.go("/club/")
    lead.look("month")
    lead.page.get_by_role("button", name="Chốt tháng").click()
    key = re.search(r"/(\d{4}-\d{2}A)/", lead.page.url)
    assert key, lead.page.url
    assert not lead.page.get_by_role("button", name="Ký").count(), "nobody signs twice"
    lead.look("month-closed-by-one")
    deputy.go(lead.page.url.removeprefix(deputy.base))
    deputy.look("month-to-sign")
    deputy.page.get_by_role("button", name="Ký").click()
    deputy.look("month-signed")
    assert "đã chốt" in deputy.page.inner_text("main").casefold()
    return key.group(1)


def _it_reaches_the_hub(visit, world, key: str) -> None:
    folder = world.data / "hand-over"
    folder.mkdir(exist_ok=True)
    exported = world.caunoi("club", "release", "export", "--out", str(folder), "--period", key,
                            "--organisation", "Hạ Long Xanh")  # fmt: skip
    assert exported.returncode == 0, exported.stderr
    (file,) = [path for path in folder.iterdir() if path.suffix == ".json"]
    before = visit("authority", at="hub").go("/reports/").page.inner_text("main")
    imported = world.caunoi("hub", "release", "import", str(file))
    assert imported.returncode == 0, imported.stderr
    again = world.caunoi("hub", "release", "import", str(file))
    assert again.returncode == 0 and "đã nhận" in (again.stdout + again.stderr).casefold(), again.stdout + again.stderr
    altered = folder / "altered.json"
    altered.write_bytes(file.read_bytes().replace(b'"', b"'", 1))
    assert world.caunoi("hub", "release", "import", str(altered)).returncode != 0
    authority = visit("authority", at="hub", size=DESK)
    authority.go("/reports/")
    after = authority.page.inner_text("main")
    month = f"Tháng {int(key[5:7])}/{key[:4]}"
    assert month not in before and month in after
    assert "3/3" in after
    authority.look("reports")
    phone = visit("authority", at="hub")
    phone.go("/reports/").look("reports")
    programme = visit("programme", at="hub")
    programme.go("/programme/").look("programme")
