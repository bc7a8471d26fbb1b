"""What a code names depends on the day: the changes of 2020 to 2026 as they fall on the units that ship with the code."""

from collections import Counter
from datetime import date

import pytest

from caunoi.places.choices import COMMUNES, DISTRICTS, PROVINCES, PlaceKind, SuccessionKind
from caunoi.places.models import Place, Succession
from caunoi.places.queries import communes_of, forms_on, provinces

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped")]

LAST_OF_63, FIRST_OF_34 = date(2025, 6, 30), date(2025, 7, 1)


def standing(code, on):
    return Place.objects.on(on).get(code=code)


def state(code, on):
    place = standing(code, on)
    return place.kind, place.name


def heirs(place):
    return {(one.new.code, one.new.name, one.kind) for one in place.became.select_related("new")}


def kinds(on):
    return Counter(Place.objects.on(on).values_list("kind", flat=True))


@pytest.mark.parametrize(
    ("on", "cities", "all_provinces", "communes", "wards", "zones"),
    [
        (date(2025, 7, 1), 6, 34, 2621, 687, 13),
        (date(2026, 4, 29), 6, 34, 2621, 687, 13),
        (date(2026, 4, 30), 7, 34, 2611, 697, 13),
        (date(2026, 9, 1), 8, 34, 2611, 697, 13),
        (date(2026, 9, 20), 9, 34, 2599, 709, 13),
    ],
)
def test_totals_since_districts_ended(on, cities, all_provinces, communes, wards, zones):
    found = kinds(on)
    assert (found["city"], found["province"] + found["city"]) == (cities, all_provinces)
    assert (found["commune"], found["ward"], found["special_zone"]) == (communes, wards, zones)
    assert communes + wards + zones == 3321 == Place.objects.on(on).communes().count()
    assert not any(found[kind] for kind in (*DISTRICTS, PlaceKind.TOWNSHIP))


def test_totals_of_the_last_day_of_63_provinces():
    found = kinds(LAST_OF_63)
    assert sum(found[kind] for kind in PROVINCES) == 63
    assert sum(found[kind] for kind in DISTRICTS) == 696
    assert sum(found[kind] for kind in COMMUNES) == 10_035


def test_quang_ninh_keeps_its_borders_and_loses_two_thirds_of_its_communes():
    before, after = (communes_of(standing("22", on), on).count() for on in (LAST_OF_63, FIRST_OF_34))
    assert (before, after) == (171, 54)
    assert standing("22", LAST_OF_63).pk == standing("22", FIRST_OF_34).pk


def test_ha_khau_was_divided_between_two_wards_by_no_known_share():
    old = standing("06655", LAST_OF_63)
    assert old.name == "Phường Hà Khẩu" and not Place.objects.on(FIRST_OF_34).filter(code="06655").exists()
    assert heirs(old) == {("06661", "Phường Việt Hưng", "part"), ("06706", "Phường Tuần Châu", "part")}
    assert all(one.share is None for one in old.became.all())


def test_a_code_is_used_again_for_another_unit():
    assert state("00004", LAST_OF_63) == ("ward", "Phường Trúc Bạch")
    assert state("00004", FIRST_OF_34) == ("ward", "Phường Ba Đình")
    assert standing("00004", LAST_OF_63).unit_id != standing("00004", FIRST_OF_34).unit_id


def test_thuy_nguyen_in_three_states():
    assert state("311", date(2024, 12, 31)) == ("district", "Huyện Thủy Nguyên")
    assert state("311", date(2025, 1, 1)) == ("provincial_city", "Thành phố Thủy Nguyên")
    assert not Place.objects.on(FIRST_OF_34).filter(code="311").exists()
    assert standing("311", date(2024, 12, 31)).unit_id == standing("311", LAST_OF_63).unit_id
    assert "1232" in standing("311", LAST_OF_63).decree


def test_hoanh_bo_went_into_ha_long():
    before, after = date(2019, 12, 31), date(2020, 1, 1)
    assert state("204", before) == ("district", "Huyện Hoành Bồ")
    assert heirs(standing("204", before)) == {("193", "Thành phố Hạ Long", "whole")}
    assert (state("07030", before), state("07030", after)) == (
        ("township", "Thị trấn Trới"), ("ward", "Phường Hoành Bồ"),
    )  # fmt: skip
    assert (standing("07033", before).parent.code, standing("07033", after).parent.code) == ("204", "193")


@pytest.mark.parametrize(
    ("code", "name", "made_of"),
    [
        ("31", "Hải Phòng", {"Hải Dương", "Hải Phòng"}),
        ("79", "Thành phố Hồ Chí Minh", {"Bà Rịa - Vũng Tàu", "Bình Dương", "Thành phố Hồ Chí Minh"}),
        ("92", "Cần Thơ", {"Cần Thơ", "Hậu Giang", "Sóc Trăng"}),
        ("56", "Khánh Hòa", {"Khánh Hòa", "Ninh Thuận"}),
        ("48", "Đà Nẵng", {"Quảng Nam", "Đà Nẵng"}),
        ("25", "Phú Thọ", {"Hòa Bình", "Phú Thọ", "Vĩnh Phúc"}),
    ],
)
def test_merged_provinces(code, name, made_of):
    new = standing(code, FIRST_OF_34)
    assert new.name == name
    assert {one.name for one in forms_on(new, LAST_OF_63)} == made_of
    assert {(one.kind, one.new_id) for one in new.came_from.all()} == {(SuccessionKind.WHOLE, new.pk)}


@pytest.mark.parametrize(("code", "number"), [("31", 114), ("79", 168), ("92", 103), ("22", 54)])
def test_communes_of_the_pilot_provinces(code, number):
    assert communes_of(standing(code, FIRST_OF_34), FIRST_OF_34).count() == number


@pytest.mark.parametrize("code", ["06688", "06793"])
def test_a_new_ward_bears_the_name_of_a_city_that_ended(code):
    made_of = {"06688": 2, "06793": 5}
    new = standing(code, FIRST_OF_34)
    assert new.came_from.count() == made_of[code]


def test_seven_communes_are_called_tan_tien():
    found = Place.objects.on(FIRST_OF_34).filter(name="Xã Tân Tiến")
    assert found.count() == len({one.parent_id for one in found}) == 7


def test_dong_nai_becomes_a_city_and_ten_communes_wards_under_their_codes():
    before, after = date(2026, 4, 29), date(2026, 4, 30)
    assert (state("75", before), state("75", after)) == (("province", "Đồng Nai"), ("city", "Đồng Nai"))
    assert (state("26368", before), state("26368", after)) == (
        ("commune", "Xã Long Thành"), ("ward", "Phường Long Thành"),
    )  # fmt: skip
    changed = Place.objects.filter(valid_from=after, kind=PlaceKind.WARD)
    assert changed.count() == 10 and all("237/NQ-UBTVQH16" in one.decree for one in changed)
    for on in (before, after):
        for code_on in (before, after):  # whichever row of the province somebody holds
            assert communes_of(standing("75", code_on), on).count() == 95


def test_the_later_cities_of_2026():
    days = {"22": date(2026, 9, 1), "24": date(2026, 9, 20)}
    for code, first in days.items():
        assert standing(code, date(2026, 8, 31)).kind == PlaceKind.PROVINCE
        assert standing(code, first).kind == PlaceKind.CITY


def test_hue_was_a_province_until_2025():
    assert state("46", date(2024, 12, 31)) == ("province", "Thừa Thiên Huế")
    assert state("46", date(2025, 1, 1)) == ("city", "Huế")


def test_every_old_province_and_commune_reaches_units_of_today():
    """By the successions alone, however many steps."""
    standing_now = set(Place.objects.on(date(2026, 12, 1)).values_list("pk", flat=True))
    heirs_of: dict = {}
    for old, new in Succession.objects.values_list("old", "new"):
        heirs_of.setdefault(old, set()).add(new)

    def reaches(pk):
        return {pk} if pk in standing_now else {end for new in heirs_of.get(pk, ()) for end in reaches(new)}

    old = Place.objects.filter(kind__in=(*PROVINCES, *COMMUNES), valid_to__isnull=False)
    lost = [one.name for one in old if not reaches(one.pk)]
    assert not lost and old.count() > 10_000


def test_no_code_names_two_units_on_one_day():
    days = {day for day in Place.objects.values_list("valid_from", flat=True) if day}
    for on in (date.min, *days):
        codes = Counter(Place.objects.on(on).values_list("code", flat=True))
        assert max(codes.values()) == 1


def test_every_unit_of_a_day_lies_in_a_province_of_that_day():
    for on in (date(2019, 1, 1), LAST_OF_63, FIRST_OF_34, date(2026, 12, 1)):
        within = sum(communes_of(province, on).count() for province in provinces(on))
        assert within == Place.objects.on(on).communes().count()
