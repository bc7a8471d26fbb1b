"""Organisations are entered once; some kinds can be named in a directory and can hold no account."""

import pytest
from django.urls import reverse

from caunoi.access import actions as access
from caunoi.access.choices import Role
from caunoi.access.policies import Refused
from caunoi.administration.actions import add_organisation
from caunoi.administration.tests.conftest import others
from caunoi.audit.models import Entry
from caunoi.conftest import make_organisation
from caunoi.organisations.choices import OrganisationKind
from caunoi.organisations.models import Organisation

pytestmark = pytest.mark.django_db
CLINIC = {"name": "Phòng khám  Hoa Sen", "kind": "provider", "province": "quang ninh"}


def post(client, language="", **more):
    return client.post(f"{language}/administration/organisations/new/", {**CLINIC, **more})


def test_added_and_listed(keeper, place_qn):
    assert post(keeper).status_code == 302
    clinic = Organisation.objects.get(kind="provider")
    assert (clinic.name, clinic.place, clinic.folded) == ("Phòng khám Hoa Sen", place_qn, "phong kham hoa sen")
    assert Entry.objects.filter(action="add_organisation", subject=clinic.pk).count() == 1
    assert "Phòng khám Hoa Sen" in keeper.get(reverse("administration:reference")).content.decode()


@pytest.mark.parametrize("same", ["PHONG KHAM HOA SEN", "Phòng khám Hoa Sen"])
def test_the_same_name_is_the_same_organisation(keeper, same):
    post(keeper)
    for province in ("Quảng Ninh", ""):
        again = post(keeper, name=same, province=province)
        assert again.status_code == 422 and "Đã có “Phòng khám Hoa Sen”" in again.content.decode()
    assert Organisation.objects.filter(kind="provider").count() == 1


def test_two_provinces_may_each_have_one(admin, acting, now, place_qn):
    from caunoi.conftest import make_place

    by, elsewhere = acting(admin), make_place("31", "Hải Phòng", "city")
    for place in (place_qn, elsewhere):
        add_organisation(by=by, at=now, kind="provider", name="Trung tâm Trợ giúp pháp lý", place=place)
    assert Organisation.objects.filter(kind="provider").count() == 2


@pytest.mark.parametrize(
    "fault, field, said",
    [
        ({"province": "Hải Dương"}, "province", "Hiện nay không có tỉnh nào tên này"),
        ({"name": ""}, "name", "Mục này chưa điền"),
        ({"name": "a" * 201}, "name", "nhiều nhất 200 chữ"),
        ({"kind": "brothel"}, "kind", "không có trong danh sách"),
    ],
)
def test_bad_input_loses_nothing(keeper, fault, field, said):
    answer = post(keeper, **fault)
    page = answer.content.decode()
    assert answer.status_code == 422 and said in page and field in answer.context["form"].errors
    for name in ("name", "province"):
        assert f'value="{ {**CLINIC, **fault}[name] }"' in page or not {**CLINIC, **fault}[name]
    assert not Organisation.objects.filter(kind="provider").exists()


@pytest.mark.parametrize("kind", ["police", "inspection", "compulsory_centre"])
def test_police_can_be_named_and_can_hold_nothing(keeper, admin, acting, now, kind):
    assert post(keeper, name="Công an phường", kind=kind).status_code == 302
    organisation = Organisation.objects.get(kind=kind)
    for role in Role:
        with pytest.raises(access.CannotDo):
            access.invite(by=acting(admin), at=now, organisation=organisation, role=role)


def test_refused_to_everybody_else(request, client_of, acting, lead, now):
    for client in others(request, client_of):
        assert post(client).status_code == 403
        assert client.get(reverse("administration:reference")).status_code == 403
    with pytest.raises(Refused):
        add_organisation(by=acting(lead), at=now, kind="provider", name="Phòng khám")
    assert not Organisation.objects.filter(folded="phong kham hoa sen").exists()


def test_english_page_and_menu(keeper):
    page = keeper.get("/en/administration/reference/").content.decode()
    assert "<h1" in page and "Add an organisation" in page and 'aria-current="page"' in page
    assert "Thêm" not in page


def test_many_rows_are_few_queries(keeper, place_qn, django_assert_max_num_queries):
    for number in range(30):
        make_organisation(OrganisationKind.PROVIDER, f"Phòng khám {number}", place_qn)
    with django_assert_max_num_queries(12):
        keeper.get(reverse("administration:reference"))
