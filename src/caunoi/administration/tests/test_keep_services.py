"""A service is put into the directory, changed, checked, and taken off offer; nobody but its keeper can."""

import pytest
from django.urls import reverse
from django.utils import timezone

from caunoi.administration.tests.conftest import others
from caunoi.directory.models import Service

pytestmark = pytest.mark.django_db
NEW = "/administration/services/new/"


@pytest.fixture
def typed(provider, commune):
    return {
        "provider": str(provider.pk), "code": "PSY", "name": "Tư vấn tâm lý", "description": "Nói chuyện riêng",
        "province": "Quảng Ninh", "commune": "hong gai", "address": "Số 5, đường Lê Lợi", "phone": "0203 000 111",
        "hours": "Thứ 2–6", "cost": "free", "papers": "", "is_active": "on",
    }  # fmt: skip


def only() -> Service:
    return Service.objects.get(code="PSY")


def test_added_and_found_by_everybody(keeper, client, typed, commune):
    assert keeper.post(NEW, typed).status_code == 302
    assert (only().place, only().confirmed_on, only().residents_only) == (commune, None, False)
    assert "Tư vấn tâm lý" in client.get("/?q=tu+van").content.decode()


def test_changed_and_checked_today(keeper, typed, client):
    keeper.post(NEW, typed)
    address = reverse("administration:service", args=[only().pk])
    shown = keeper.get(address).content.decode()
    assert 'value="Phường Hồng Gai"' in shown and 'value="Số 5, đường Lê Lợi"' in shown
    assert keeper.post(address, {**typed, "hours": "Mỗi ngày", "checked": "on"}).status_code == 302
    assert (only().hours, only().confirmed_on) == ("Mỗi ngày", timezone.localdate())
    assert only().folded.startswith("tu van tam ly")


def test_off_offer_leaves_the_finder_and_stays_in_the_list(keeper, typed, client):
    keeper.post(NEW, typed)
    address = reverse("administration:service", args=[only().pk])
    keeper.post(address, {name: value for name, value in typed.items() if name != "is_active"})
    assert not only().is_active
    assert "Tư vấn tâm lý" not in client.get("/").content.decode()
    page = keeper.get(reverse("administration:reference")).content.decode()
    assert "Tư vấn tâm lý" in page and "tạm ngừng" in page


def test_a_shelter_shows_no_address(keeper, typed):
    answer = keeper.post(NEW, {**typed, "code": "SHELTER"})
    assert answer.status_code == 422 and "Nơi tạm lánh không bao giờ ghi địa chỉ" in answer.content.decode()
    assert keeper.post(NEW, {**typed, "code": "SHELTER", "address": ""}).status_code == 302


def test_twice_is_once(keeper, typed):
    keeper.post(NEW, typed)
    again = keeper.post(NEW, {**typed, "name": "TU VAN TAM LY"})
    assert again.status_code == 422 and "đã có dịch vụ tên này" in again.content.decode()
    assert only().name == "Tư vấn tâm lý"


@pytest.mark.parametrize(
    "fault, field",
    [
        ({"province": "Hà Tây"}, "province"),
        ({"province": ""}, "province"),
        ({"commune": "Hồng Hà Xa"}, "commune"),
        ({"provider": "x"}, "provider"),
        ({"code": "NONE"}, "code"),
        ({"name": " "}, "name"),
    ],
)
def test_bad_input_loses_nothing(keeper, typed, fault, field):
    answer = keeper.post(NEW, {**typed, **fault})
    page = answer.content.decode()
    assert answer.status_code == 422 and field in answer.context["form"].errors
    assert "Nói chuyện riêng" in page and 'value="Số 5, đường Lê Lợi"' in page and not Service.objects.exists()


def test_refused_to_everybody_else(request, client_of, typed, service):
    for client in others(request, client_of):
        assert client.post(NEW, typed).status_code == 403
        assert client.post(reverse("administration:service", args=[service.pk]), typed).status_code == 403
    assert list(Service.objects.all()) == [service]
