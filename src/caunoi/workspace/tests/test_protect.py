"""Help on the protective path: the peer sees that it was passed on, the protection person acts, nothing is refused."""

from datetime import timedelta

import pytest
from django.utils import timezone

from caunoi.directory.choices import ServiceCode
from caunoi.directory.models import Service
from caunoi.people import actions as people
from caunoi.people.models import ProtectionEntry, ProtectiveCase
from caunoi.referrals.models import Need, Referral


@pytest.fixture
def case(peer, acting):
    now = timezone.now()
    return people.protect(by=acting(peer), at=now, reason="under_16", limits_told_at=now - timedelta(minutes=2))


def test_the_lead_finds_it_in_her_day_and_acts(case, lead, peer, client_of):
    day = client_of(lead).get("/work/").content.decode()
    assert case.cue in day and "Cần bảo vệ" in day
    page = client_of(lead).get(f"/people/{case.pseudonym_id}/").content.decode()
    assert "dưới 16 tuổi" in page
    client_of(lead).post(f"/people/{case.pseudonym_id}/protection/", {"step": "called_111"})
    assert ProtectionEntry.objects.get().done_by == lead
    assert client_of(peer).post(f"/people/{case.pseudonym_id}/protection/", {"step": "called_111"}).status_code == 403


def test_the_peer_sees_only_that_it_was_passed_on(case, peer, lead, acting, client_of):
    people.note_protection(by=acting(lead), at=timezone.now(), case=case, step="called_111")
    page = client_of(peer).get(f"/people/{case.pseudonym_id}/").content.decode()
    assert "Đã chuyển cho người phụ trách bảo vệ" in page
    assert "dưới 16" not in page and "đã gọi 111" not in page and 'name="step"' not in page
    assert case.cue in client_of(peer).get("/people/").content.decode()
    assert case.cue not in client_of(peer).get("/work/").content.decode()


def test_others_find_nothing(case, other_peer, deputy, caseworker, client_of):
    for user in (other_peer, deputy, caseworker):
        assert client_of(user).get(f"/people/{case.pseudonym_id}/").status_code == 404
        assert case.cue not in client_of(user).get("/people/").content.decode()


@pytest.mark.parametrize("code", ["CHILD-PROT", "ANTI-TRAF", "SRH", "HIV", "PSY"])
def test_help_is_never_refused(code, case, peer, lead, provider, client_of):
    service = Service.objects.create(
        provider=provider, code=ServiceCode(code), name=f"Nơi {code}", folded="n", sort_key="n"
    )
    day, sent = timezone.localdate().strftime("%d/%m/%Y"), {"HIV": "specialised"}.get(code, code)
    for user in (peer, lead):
        browser = client_of(user)
        need = {"code": sent, "beneficiary": "self", "noted_on": day}
        assert browser.post(f"/needs/new/{case.pseudonym_id}/", need).status_code == 302
        noted = Need.objects.latest("entered_at")
        given = {"service": service.pk, "send": "1", "asked_back": "on", "method": "spoken", "witness": "none"}
        assert browser.post(f"/referrals/new/{noted.pk}/", given).status_code == 302
    assert Referral.objects.filter(state="sent", pseudonym=case.pseudonym_id).count() == 2
    assert client_of(peer).get("/referrals/").status_code == 200


def test_no_contact_is_kept_of_her_without_a_card(case, peer, client_of):
    assert client_of(peer).get(f"/contacts/new/{case.pseudonym_id}/").status_code == 404


def test_a_card_holder_goes_the_same_way(peer, acting, client_of):
    member = people.give_card(by=acting(peer), at=timezone.now(), worker=peer)
    browser, path = client_of(peer), f"/people/{member.pseudonym_id}/protect/"
    told = browser.post(path, {"limits_told": "on"}).context["told"]
    stays = browser.post(path, {"told": told, "step": "questions", "band": "1990", "signs": "no"}, follow=True)
    assert "vẫn như trước" in stays.content.decode() and not ProtectiveCase.objects.exists()
    browser.post(path, {"told": told, "step": "questions", "band": "from_16_to_17", "signs": "no"})
    assert ProtectiveCase.objects.get().cue == member.cue


def test_the_lead_names_somebody(lead, deputy, case, client_of):
    page = client_of(lead).get("/people/protection-person/").content.decode()
    assert "việc đến chủ nhiệm" in page
    assert client_of(lead).post("/people/protection-person/", {"user": deputy.pk}).status_code == 302
    assert case.cue in client_of(deputy).get("/work/").content.decode()
    assert case.cue not in client_of(lead).get("/work/").content.decode()
    assert client_of(deputy).get("/people/protection-person/").status_code == 403


def test_a_sensitive_need_without_a_card_waits_for_the_limits(peer, client_of):
    browser, day = client_of(peer), timezone.localdate().strftime("%d/%m/%Y")
    need = {"code": "GBV-CM", "beneficiary": "self", "noted_on": day}
    assert "chưa đủ 18 tuổi" in browser.get("/needs/new/").content.decode()
    refused = browser.post("/needs/new/", need)
    assert refused.status_code == 422 and not Need.objects.exists()
    assert browser.post("/needs/new/", {**need, "limits_told": "on"}).status_code == 302
    assert browser.post("/needs/new/", {**need, "code": "SRH"}).status_code == 302, "others are not held up"
