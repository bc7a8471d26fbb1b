"""The way to a card: nothing is asked before the limits are said, and whoever is young or was sold is helped another way."""

import pytest

from caunoi.people.models import Assignment, Member, ProtectiveCase, Pseudonym

TOLD = {"limits_told": "on"}


@pytest.fixture
def browser(peer, client_of):
    return client_of(peer)


def mark(page) -> str:
    return page.context["told"]


def questions(browser, band, signs="no"):
    told = mark(browser.post("/people/new/", TOLD))
    return browser.post("/people/new/", {"told": told, "step": "questions", "band": band, "signs": signs}, follow=True)


def test_the_limits_are_said_before_anything_is_asked(browser):
    page = browser.get("/people/new/").content.decode()
    assert "chưa đủ 18 tuổi" in page and 'name="band"' not in page
    refused = browser.post("/people/new/", {"step": "questions", "band": "1990", "signs": "no"})
    assert refused.status_code == 422 and 'name="band"' not in refused.content.decode()
    assert 'name="band"' in browser.post("/people/new/", TOLD).content.decode()


@pytest.mark.parametrize("told", ["", "made-up", "e30:1abc:xyz"])
def test_the_mark_cannot_be_made_up(told, browser):
    page = browser.post(
        "/people/new/", {"told": told, "step": "card", "asked_back": "on", "thing": "mèo", "quality": "vàng"}
    )
    assert page.status_code == 422 and not Pseudonym.objects.exists()


def test_an_adult_gets_a_card_after_she_was_asked_back(browser):
    page = questions(browser, "1990")
    given = {
        "told": mark(page),
        "step": "card",
        "thing": "mèo",
        "quality": "vàng",
        "method": "spoken",
        "witness": "none",
    }
    assert browser.post("/people/new/", given).status_code == 422, "she was not asked back"
    assert not Pseudonym.objects.exists(), "nothing is kept on the way"
    done = browser.post("/people/new/", {**given, "asked_back": "on"}, follow=True)
    assert "mèo vàng" in done.content.decode()
    assert Member.objects.get().birth_year_band == "1990"


def test_not_said_is_an_answer(browser):
    page = questions(browser, "not_said")
    given = {
        "told": mark(page),
        "step": "card",
        "thing": "mèo",
        "quality": "vàng",
        "method": "spoken",
        "witness": "none",
    }
    browser.post("/people/new/", {**given, "asked_back": "on"})
    assert Member.objects.get().birth_year_band == ""


@pytest.mark.parametrize(
    ("band", "signs", "reason"),
    [("under_16", "no", "under_16"), ("from_16_to_17", "yes", "from_16_to_17"), ("1990", "yes", "trafficking")],
)
def test_the_protective_path(band, signs, reason, browser, peer):
    page = questions(browser, band, signs).content.decode()
    case = ProtectiveCase.objects.get()
    assert (case.reason, case.trafficking_signs) == (reason, signs == "yes")
    assert case.limits_told_at <= case.since
    assert not Member.objects.exists() and Assignment.objects.get().worker == peer
    assert "Đã chuyển cho người phụ trách bảo vệ" in page and "111" in page and "không phải gọi" in page


def test_what_stands_behind_a_yes_is_not_kept(browser):
    told = mark(browser.post("/people/new/", TOLD))
    browser.post(
        "/people/new/",
        {"told": told, "step": "questions", "band": "1990", "signs": "yes", "debt": "on", "note": "chủ nợ"},
    )
    kept = {str(value) for value in ProtectiveCase.objects.values().get().values()}
    assert not any("nợ" in value or "debt" in value for value in kept)
