"""A new club's private information in a real browser: its first lead makes keys, a peer seals what she heard, the lead
unlocks, opens one thing for a purpose, locks, and then cannot. In Vietnamese on SQLite, in English on PostgreSQL."""

import re

import pytest

CARD = re.compile(r"\d{4} \d{3} \d{3}")
PICTURES = re.compile(r"\w+-\w+")
CALLED = "Chị Lá Thông"


@pytest.mark.long
@pytest.mark.xdist_group("path")
def test_from_the_first_keys_to_one_opened_name(visit, world, healthy):
    prefix = "/en" if world.databases else ""
    lead, words = _first_lead(visit, prefix)
    _make_keys(lead, words)
    peer, _words = _joins(visit, _invited(lead, prefix, "peer_worker"), "peer-moi", prefix)
    person, card = _card_and_name(peer, prefix)
    lead.go(f"{prefix}/people/")
    lead.page.fill("[name=card]", card)
    lead.press("main form button[type=submit]")
    _lock(lead)
    lead.go(f"{person}private/")
    assert not lead.page.query_selector("[name=kind]"), "locked: nothing can be chosen"
    _unlock(lead, words)
    assert lead.page.url.endswith(f"{person}private/"), "back to where she was"
    _open_name(lead)
    _lock(lead)
    lead.go(f"{person}private/")
    assert CALLED not in lead.text() and not lead.page.query_selector("[name=kind]")
    assert lead.outside == [] and peer.outside == []


def _first_lead(visit, prefix):
    admin = visit("admin", prefix=prefix)
    admin.go(f"{prefix}/administration/organisations/new/")
    admin.page.fill("[name=name]", "Nhóm Lá Thông")
    admin.page.check("[name=kind][value=club]")
    admin.page.fill("[name=province]", "quang ninh")
    admin.press("main form button[type=submit]")
    link = _invited(admin, prefix, "club_lead", "Nhóm Lá Thông")
    return _joins(visit, link, "lead-moi", prefix)


def _invited(by, prefix, role, organisation="") -> str:
    by.go(f"{prefix}/administration/invite/")
    box = by.page.query_selector("select[name=organisation]")
    if box and organisation:
        label = next(
            one for one in by.page.locator("select[name=organisation] option").all_inner_texts() if organisation in one
        )
        by.page.select_option("[name=organisation]", label=label)
    field = by.page.query_selector("select[name=role]")
    by.page.select_option("[name=role]", role) if field else by.page.check(f"[name=role][value={role}]")
    by.press("main form button[type=submit]")
    return by.page.inner_text(".address").strip()


def _joins(visit, link, handle, prefix):
    """Uses an invitation, signs in with the four words that were shown."""
    visitor = visit(prefix=prefix)
    visitor.page.goto(link)
    words = " ".join(visitor.page.locator(".words li").all_inner_texts())
    visitor.page.fill("[name=handle]", handle)
    visitor.page.fill("[name=again]", words)
    visitor.press("main form button[type=submit]")
    visitor.go(f"{prefix}/account/login/")
    visitor.page.fill("[name=login]", handle)
    visitor.page.fill("[name=password]", words)
    visitor.press("main button[type=submit]")
    return visitor, words


def _make_keys(lead, words) -> None:
    assert lead.page.url.endswith("/keys/begin/"), "the first sign-in of the first lead leads there"
    lead.look("keys-begin")
    lead.page.fill("[name=words]", words)
    lead.press("main form button[type=submit]")
    assert lead.page.locator(".keysheet").count() == 3
    lead.look("sheets")
    for name in ("first", "second", "third"):
        lead.page.check(f"[name={name}]")
    lead.press("main form button[type=submit]")
    lead.look("keys")


def _card_and_name(peer, prefix):
    """A card, her yes, and how she wants to be called: sealed, and never shown to the peer again."""
    peer.go(f"{prefix}/people/new/")
    peer.page.check("[name=limits_told]")
    peer.press("main form button[type=submit]")
    peer.page.check("[name=band][value='1990']")
    peer.page.check("[name=signs][value=no]")
    peer.press("main form button[type=submit]")
    peer.page.check("[name=asked_back]")
    peer.press("main form button[type=submit]")
    peer.go(f"{prefix}/people/")
    person = peer.page.locator("main .card__link").first.get_attribute("href")
    peer.go(f"{person}consents/new/contact/")
    peer.page.check("[name=asked_back]")
    peer.press("main form button[type=submit]")
    peer.go(f"{person}private/called/")
    peer.page.fill("[name=text]", CALLED)
    peer.look("seal")
    peer.press("main form button[type=submit]")
    peer.look("sealed")
    assert CALLED not in peer.text()
    card = CARD.search(peer.go(person).text())
    assert card and CALLED not in peer.text()
    return person, card.group()


def _unlock(lead, words) -> None:
    lead.press("main a.govuk-button")
    lead.page.fill("[name=words]", words)
    lead.look("unlock")
    lead.press("main form button[type=submit]")


def _open_name(lead) -> None:
    lead.page.check("[name=kind][value=called]")
    lead.page.check("[name=purpose][value=call_back]")
    lead.look("open")
    lead.press("main form button[type=submit]")
    assert CALLED in lead.text() and CALLED not in lead.page.title() and CALLED not in lead.page.url
    lead.look("opened")


def _lock(lead) -> None:
    lead.press(".keybar button")
    assert not lead.page.query_selector(".keybar")
