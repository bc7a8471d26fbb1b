"""A model starts at a site: only then can a club close a month. On a hub there is no such page."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from caunoi.access.actions import CannotDo
from caunoi.access.choices import Role
from caunoi.administration.tests.conftest import others
from caunoi.conftest import make_organisation, make_user
from caunoi.lib.actor import COMMAND
from caunoi.lib.periods import containing
from caunoi.organisations.choices import OrganisationKind
from caunoi.programme.actions import deploy, load_models
from caunoi.programme.models import Deployment, PilotModel

pytestmark = pytest.mark.django_db
NEW = "/administration/deployments/new/"
BEGAN = timezone.localdate() - timedelta(days=40)
on_a_club = pytest.mark.skipif(settings.KIND != "club", reason="a hub learns of deployments by a club's card")


@pytest.fixture
def typed(club, now):
    load_models(by=COMMAND, at=now)
    return {
        "model": str(PilotModel.objects.get(code="M3").pk), "organisation": str(club.pk), "province": "QUANG NINH",
        "commune": "", "starts_on": f"{BEGAN:%d/%m/%Y}", "period_basis": "admin_month",
    }  # fmt: skip


@pytest.mark.skipif(settings.KIND != "hub", reason="a club has the page")
def test_a_hub_has_no_such_page(keeper, typed):
    assert keeper.get(NEW).status_code == 404
    page = keeper.get("/administration/reference/").content.decode()
    assert "deployments/new" not in page and "thẻ giới thiệu" in page


@on_a_club
def test_started_and_the_lead_finds_her_month(keeper, typed, club, place_qn, lead, client_of):
    month = containing(timezone.localdate(), "admin_month").previous().key
    assert month not in client_of(lead).get("/club/").content.decode()
    assert keeper.post(NEW, typed).status_code == 302
    started = Deployment.objects.get()
    assert (started.model.code, started.place, started.starts_on) == ("M3", place_qn, BEGAN)
    assert month in client_of(lead).get("/club/").content.decode()


@on_a_club
@pytest.mark.parametrize(
    "fault, field",
    [
        ({"province": ""}, "province"),
        ({"province": "Hà Tây"}, "province"),
        ({"starts_on": "32/10/2026"}, "starts_on"),
        ({"starts_on": "15/10/0206"}, "__all__"),
        ({"model": "M9"}, "model"),
        ({"period_basis": "week"}, "period_basis"),
    ],
)
def test_bad_input_loses_nothing(keeper, typed, fault, field):
    answer = keeper.post(NEW, {**typed, **fault})
    assert answer.status_code == 422 and field in answer.context["form"].errors
    assert f'value="{ {**typed, **fault}["starts_on"] }"' in answer.content.decode() and not Deployment.objects.exists()


@on_a_club
def test_one_at_a_time_for_an_organisation(keeper, typed):
    keeper.post(NEW, typed)
    again = keeper.post(NEW, {**typed, "starts_on": f"{BEGAN + timedelta(days=9):%d/%m/%Y}"})
    assert again.status_code == 422 and "chỉ tính được cho một điểm" in again.content.decode()
    assert Deployment.objects.count() == 1


@on_a_club
def test_refused_to_everybody_else(request, client_of, typed):
    for client in others(request, client_of):
        assert client.post(NEW, typed).status_code == 403
    assert not Deployment.objects.exists()


def test_only_those_whose_work_is_counted(typed, place_qn, now, provider):
    with pytest.raises(CannotDo):
        deploy(by=COMMAND, at=now, model="M3", organisation=provider, place=place_qn, starts_on=now.date())


def test_a_model_nobody_knows_and_a_start_too_far_ahead(typed, club, place_qn, now):
    for model, starts_on in (("M9", now.date()), ("M3", now.date() + timedelta(days=400))):
        with pytest.raises(CannotDo):
            deploy(by=COMMAND, at=now, model=model, organisation=club, place=place_qn, starts_on=starts_on)


@on_a_club
def test_a_centre_can_run_one(keeper, typed, place_qn):
    centre = make_organisation(OrganisationKind.SOCIAL_WORK_CENTRE, "Trung tâm Công tác xã hội", place_qn)
    make_user("worker", Role.CASE_WORKER, centre)
    assert keeper.post(NEW, {**typed, "organisation": str(centre.pk)}).status_code == 302
