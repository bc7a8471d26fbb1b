"""Her wishes on her page: what she agreed to, asking one thing more, the receipt, restriction."""

import pytest
from django.utils import timezone

from caunoi.people import actions as people
from caunoi.people.models import Consent, Restriction


@pytest.fixture
def member(peer, acting):
    return people.give_card(by=acting(peer), at=timezone.now(), worker=peer, cue="sen hồng")


@pytest.fixture
def path(member):
    return f"/people/{member.pseudonym_id}/"


def test_one_thing_more_with_its_words_and_a_receipt(peer, path, client_of):
    browser = client_of(peer)
    page = browser.get(f"{path}consents/new/meeting/").content.decode()
    assert "Ai đến buổi gặp thì sẽ thấy mặt nhau" in page and "ai sẽ thấy gì?" in page
    said = {"method": "spoken", "witness": "none"}
    assert browser.post(f"{path}consents/new/meeting/", said).status_code == 422, "not asked back"
    receipt = browser.post(f"{path}consents/new/meeting/", {**said, "asked_back": "on"}, follow=True)
    line = Consent.objects.get(purpose="meeting")
    assert line.receipt in receipt.content.decode()
    assert "Được mời sinh hoạt" in browser.get(f"{path}consents/").content.decode()
    assert browser.get(f"{path}consents/new/meeting/").status_code == 404, "it stands already"


def test_private_details_need_a_witness(peer, path, client_of):
    browser = client_of(peer)
    said = {"asked_back": "on", "method": "spoken", "witness": "none", "passes": ["contact"]}
    refused = browser.post(f"{path}consents/new/identity/", said)
    assert refused.status_code == 422 and "chứng kiến" in refused.content.decode()
    assert browser.post(f"{path}consents/new/identity/", {**said, "witness": "chosen"}).status_code == 302
    assert Consent.objects.get(purpose="identity").field_classes == ["contact"]


@pytest.mark.parametrize("purpose", ["card", "referral", "packet", "nonsense"])
def test_what_is_not_asked_here_is_not_found(purpose, peer, path, client_of):
    assert client_of(peer).get(f"{path}consents/new/{purpose}/").status_code == 404


def test_another_worker_finds_no_consent_of_hers(other_peer, outsider, path, member, client_of):
    line = Consent.objects.get()
    for user in (other_peer, outsider):
        for page in ("consents/", f"consents/{line.pk}/receipt/", f"consents/{line.pk}/withdraw/"):
            assert client_of(user).get(path + page).status_code == 404
        assert client_of(user).post(f"{path}consents/{line.pk}/withdraw/").status_code == 404


def test_a_lead_restricts_use_and_allows_it_again(lead, peer, member, path, client_of):
    browser = client_of(lead)
    assert browser.get(f"{path}restriction/").status_code == 404, "not before she was shown the card"
    browser.post("/people/", {"card": member.card})
    assert browser.post(f"{path}restriction/").status_code == 422, "why?"
    browser.post(f"{path}restriction/", {"why": "asked"})
    assert Restriction.objects.now().get().restricted_by == lead
    page = client_of(peer).get(path).content.decode()
    assert "Đang hạn chế sử dụng" in page and "Giúp chị ấy như người không có thẻ" in page
    day = timezone.localdate().strftime("%d/%m/%Y")
    need = client_of(peer).post(
        f"/needs/new/{member.pseudonym_id}/", {"code": "SRH", "beneficiary": "self", "noted_on": day}
    )
    assert need.status_code == 422 and "hạn chế sử dụng" in need.content.decode()
    browser.post(f"{path}restriction/")
    assert not Restriction.objects.now().exists()
    assert "Đang hạn chế sử dụng" not in client_of(peer).get(path).content.decode()


def test_a_peer_does_not_restrict(peer, path, client_of):
    assert client_of(peer).get(f"{path}restriction/").status_code == 403
