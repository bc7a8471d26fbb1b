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
        "hours": "Thứ 2–6, 8–16 giờ", "cost": "free", "papers": "", "is_active": "on", "area": "province",
        "fees": "khám 50.000; tư vấn", "asks": ["ID"], "minimum_age": "16", "languages": ["vi", "tyz"],
    }  # fmt: skip


def only() -> Service:
    return Service.objects.get(code="PSY")


def test_added_and_found_by_everybody(keeper, client, typed, commune):
    assert keeper.post(NEW, typed).status_code == 302
    kept = only()
    location = kept.at_locations.get().location
    assert (location.place, location.address, kept.confirmed_on) == (commune, "Số 5, đường Lê Lợi", None)
    assert (kept.needs_papers, kept.needs_residence) == (True, False)
    assert [(one.byday, one.opens.hour, one.closes.hour) for one in kept.schedules.all()] == [("MO,TU,WE,TH,FR", 8, 16)]
    assert {(one.option, one.amount) for one in kept.cost_options.all()} == {("khám", 50_000), ("tư vấn", None)}
    assert {(one.code, one.minimum_age) for one in kept.gates.all()} == {("ID", None), ("AGE", 16)}
    assert kept.areas.get().place == commune.parent
    assert "Tư vấn tâm lý" in client.get("/?q=tu+van").content.decode()


def test_changed_and_checked_today(keeper, typed, client):
    keeper.post(NEW, typed)
    address = reverse("administration:service", args=[only().pk])
    shown = keeper.get(address).content.decode()
    assert 'value="Phường Hồng Gai"' in shown and 'value="Số 5, đường Lê Lợi"' in shown
    assert keeper.post(address, {**typed, "hours": "Mỗi ngày", "checked": "on"}).status_code == 302
    assert (only().schedules.get().description, only().confirmed_on) == ("Mỗi ngày", timezone.localdate())
    assert only().confirmed_by == "administrator"
    assert only().folded.startswith("tu van tam ly")


def test_saving_again_keeps_every_id(keeper, typed):
    keeper.post(NEW, typed)
    before = _ids(only())
    page = reverse("administration:service", args=[only().pk])
    shown = keeper.get(page).context["form"].initial
    again = {name: value for name, value in shown.items() if value not in (None, False)}
    answer = keeper.post(page, {**again, "provider": typed["provider"], "is_active": "on"})
    assert answer.status_code == 302 and _ids(only()) == before


def _ids(service):
    names = ("phones", "schedules", "gates", "cost_options", "languages", "areas", "at_locations")
    return {name: set(getattr(service, name).values_list("pk", flat=True)) for name in names}


def test_conditions_with_several_ways_stay(keeper, typed):
    keeper.post(NEW, {**typed, "code": "LEG-AID", "usual": "on"})
    service = Service.objects.get(code="LEG-AID")
    page = reverse("administration:service", args=[service.pk])
    ways = set(service.gates.values_list("way", "code"))
    assert (6, "HARD") in ways and (0, "ID") in ways
    keeper.post(page, {**typed, "code": "LEG-AID", "asks": []})
    assert set(service.gates.values_list("way", "code")) == ways - {(0, "ID")}


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
