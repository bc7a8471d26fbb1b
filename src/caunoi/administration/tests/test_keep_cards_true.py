"""Cards are due again after half a year; who works with them says so, notes what the club tried, and what was agreed."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from caunoi.access.actions import CannotDo
from caunoi.access.policies import Refused
from caunoi.administration.actions import agree
from caunoi.audit.models import Entry
from caunoi.conftest import make_organisation
from caunoi.directory.actions import confirm_service, mark_tried
from caunoi.directory.models import Trial
from caunoi.directory.queries import due_again
from caunoi.lib.actor import ANYONE
from caunoi.organisations.choices import OrganisationKind
from caunoi.organisations.models import Agreement

LIST = "/administration/cards/"


@pytest.fixture
def agreement(club, provider, now):
    return Agreement(
        organisation=club, provider=provider, about="Trả lời phiếu", focal_point="Điều dưỡng trưởng", office_phone="0203",
        answer_days=2, who_pays="nobody", valid_from=now.date(),
    )  # fmt: skip


def test_due_again_after_half_a_year(service, lead, acting, now):
    assert list(due_again(now.date())) == [service]
    confirm_service(by=acting(lead), at=now, service=service)
    assert (service.confirmed_on, service.confirmed_by) == (now.date(), "club_lead")
    assert not due_again(now.date() + timedelta(days=182)) and list(due_again(now.date() + timedelta(days=183))) == [
        service
    ]


def test_a_lead_checks_a_card(service, lead, client_of):
    browser = client_of(lead)
    assert service.name in browser.get(LIST).content.decode()
    assert browser.post(reverse("administration:confirm", args=[service.pk])).status_code == 302
    assert "Chưa có gì cần hỏi lại" in browser.get(LIST).content.decode()


def test_a_peer_marks_what_the_club_tried_and_checks_nothing(
    service, peer, other_peer, outsider, client_of, provider_user
):
    browser, today = client_of(peer), timezone.localdate()
    page = reverse("administration:card", args=[service.pk])
    for _time in range(2):
        assert browser.post(page, {"on": f"{today:%d/%m/%Y}"}).status_code == 302
    trial = Trial.objects.get()
    assert (trial.on, trial.organisation_id) == (today, peer.grants.get().organisation_id)
    assert f"{today:%d/%m/%Y}" in client_of(other_peer).get(page).content.decode()
    assert f"chúng tôi đã đi thử ngày {today:%d/%m/%Y}" not in client_of(outsider).get(LIST).content.decode()
    assert browser.post(reverse("administration:confirm", args=[service.pk])).status_code == 403
    assert client_of(provider_user).get(LIST).status_code == 403


def test_bad_days_keep_what_was_typed(service, peer, client_of):
    page = reverse("administration:card", args=[service.pk])
    for day in ("31/2/2026", "1/1/2999", ""):
        answer = client_of(peer).post(page, {"on": day})
        assert answer.status_code == 422 and f'value="{day}"' in answer.content.decode() or not day


def test_the_mark_is_refused_to_others_and_the_refusal_is_kept(service, now, provider_user, acting):
    with pytest.raises(Refused):
        mark_tried(by=acting(provider_user), at=now, service=service, on=now.date())
    assert Entry.objects.filter(outcome="refused").exists() and not Trial.objects.exists()


def test_an_agreement_is_written_down_and_shown_to_who_works_with_it(
    agreement, lead, peer, outsider, client_of, acting, now, service
):
    agree(by=acting(lead), at=now, agreement=agreement)
    page = reverse("administration:card", args=[service.pk])
    assert "Điều dưỡng trưởng" in client_of(peer).get(page).content.decode()
    assert "Điều dưỡng trưởng" not in client_of(outsider).get(page).content.decode()
    assert "Điều dưỡng trưởng" in client_of(lead).get("/administration/agreements/").content.decode()


def test_an_agreement_by_its_form(lead, client_of, club, provider, service):
    typed = {
        "organisation": str(club.pk), "provider": str(provider.pk), "about": "Nhận phiếu", "focal_point": "Phòng khám",
        "who_pays": "programme", "valid_from": "1/1/2026", "valid_to": "31/12/2026", "answer_days": "3",
    }  # fmt: skip
    browser = client_of(lead)
    assert browser.post("/administration/agreements/new/", typed).status_code == 302
    kept = Agreement.objects.get()
    change = reverse("administration:agreement", args=[kept.pk])
    assert "Nhận phiếu" in browser.get(change).content.decode()
    assert browser.post(change, {**typed, "valid_to": "1/1/2025"}).status_code == 422
    assert browser.post(change, {**typed, "answer_days": "5"}).status_code == 302
    assert (Agreement.objects.get().answer_days, Agreement.objects.count()) == (5, 1)


@pytest.mark.parametrize(
    "kind", [OrganisationKind.POLICE, OrganisationKind.INSPECTION, OrganisationKind.COMPULSORY_CENTRE]
)
def test_nobody_agrees_to_send_people_there(agreement, lead, acting, now, place_qn, kind):
    agreement.provider = make_organisation(kind, "Nơi khác", place_qn)
    with pytest.raises(CannotDo):
        agree(by=acting(lead), at=now, agreement=agreement)
    assert not Agreement.objects.exists()


def test_a_lead_agrees_for_her_own_club_alone(agreement, lead, acting, now, other_club):
    agreement.organisation = other_club
    with pytest.raises(Refused):
        agree(by=acting(lead), at=now, agreement=agreement)
    with pytest.raises(Refused):
        agree(by=ANYONE, at=now, agreement=agreement)
