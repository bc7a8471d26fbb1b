"""Units by the words people type, on any day; a name of another day is answered with what it is now."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caunoi.places import names
from caunoi.places.models import Place
from caunoi.places.queries import all_named, commune_named, named, offer, province_named, renamed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped")]

OLD, NEW, TODAY = date(2025, 6, 30), date(2025, 7, 1), date(2026, 11, 22)


def province(code, on=TODAY):
    return Place.objects.on(on).get(code=code)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Quảng Ninh", "22"), ("tỉnh quang ninh", "22"), ("TP. Quảng Ninh", "22"), ("TP.HCM", "79"), ("tphcm", "79"),
        ("Thành phố Hồ Chí Minh", "79"), ("ho chi minh", "79"), ("TP Hải Phòng", "31"), ("Khánh Hoà", "56"), ("KHANH HOA", "56"),
        ("Đắk Lắk", "66"), ("dak lak", "66"),
    ],
)  # fmt: skip
def test_a_province_by_any_spelling(name, code):
    assert province_named(name, TODAY).code == code


@pytest.mark.parametrize(
    "name",
    ["Phường Hồng Gai", "p. hồng gai", "P.Hồng Gai", "hong gai", "HỒNG  GAI", "phuong hong gai", "Xã Hồng Gai"],
)
def test_a_commune_by_any_spelling(name):
    assert commune_named(name, province("22"), TODAY).code == "06685"


@pytest.mark.parametrize(
    ("name", "full"),
    [
        ("H. Thuỷ Nguyên", "Huyện Thủy Nguyên"), ("huyện thuy nguyen", "Huyện Thủy Nguyên"), ("Q. Đồ Sơn", "Quận Đồ Sơn"),
        ("q do son", "Quận Đồ Sơn"), ("TX Đông Triều", "Thị xã Đông Triều"), ("X. Quan Lạn", "Xã Quan Lạn"),
        ("TT. Cái Rồng", "Thị trấn Cái Rồng"), ("Q1", "Quận 1"), ("bà rịa–vũng tàu", "Bà Rịa - Vũng Tàu"),
        ("Ea H’leo", None), ("P.01", None),
    ],
)  # fmt: skip
def test_units_of_every_kind_on_a_past_day(name, full):
    on = date(2024, 6, 1)
    found = {one.name for one in all_named(Place.objects.on(on), name)}
    assert found == {full} if full else found


def test_special_zones():
    assert named(Place.objects.on(TODAY), "đặc khu vân đồn").name == "Đặc khu Vân Đồn"


def test_a_typed_kind_chooses_among_units_of_one_name():
    on = OLD
    assert {one.name for one in all_named(Place.objects.on(on), "Hạ Long")} == {"Thành phố Hạ Long", "Xã Hạ Long"}
    assert named(Place.objects.on(on), "TP. Hạ Long").code == "193"
    assert named(Place.objects.on(on), "Hạ Long") is None


def test_seven_tan_tien_are_not_guessed_at():
    found = all_named(Place.objects.on(NEW), "Xã Tân Tiến")
    assert len(found) == 7 and named(Place.objects.on(NEW), "xa tan tien") is None


def test_an_old_ward_is_offered_as_what_it_is_now():
    found = offer("p. Hà Khẩu", province("22"), TODAY)
    assert {one.name for one in found.places} == {"Phường Việt Hưng", "Phường Tuần Châu"}
    assert "Phường Hà Khẩu (Thành phố Hạ Long) nay là Phường Tuần Châu hoặc Phường Việt Hưng" in found.said


def test_an_old_ward_of_a_merged_province_is_offered_too():
    found = offer("Thị trấn Cát Bà", province("31"), TODAY)
    assert [one.name for one in found.places] == ["Đặc khu Cát Hải"]
    hai_duong = offer("Phường Sao Đỏ", province("31"), TODAY)
    assert hai_duong and all(one.code and one.stood_on(TODAY) for one in hai_duong.places)


def test_a_name_of_today_typed_for_an_earlier_day():
    found = offer("Phường Việt Hưng", province("22"), date(2024, 5, 1))
    assert found is None or "lúc đó là" in found.said or all(one.stood_on(date(2024, 5, 1)) for one in found.places)
    later = offer("Đặc khu Vân Đồn", province("22"), date(2024, 5, 1))
    assert "lúc đó là" in later.said and all(one.stood_on(date(2024, 5, 1)) for one in later.places)


def test_two_communes_of_one_name_in_one_province_are_named_with_their_districts():
    on = date(2024, 5, 1)
    found = offer("X. Hồng Phong", province("30", on), on)
    assert {one.parent.name for one in found.places} == {"Huyện Nam Sách", "Huyện Ninh Giang", "Huyện Thanh Miện"}
    assert all(f"Xã Hồng Phong ({one.parent.name})" in found.said for one in found.places)
    assert ("10654", "Xã Hồng Phong (Huyện Nam Sách)") in found.choices


def test_nothing_is_offered_for_what_never_was():
    assert offer("Phường Không Có", province("22"), TODAY) is None
    assert offer("", province("22"), TODAY) is None


def test_an_old_province_is_what_it_is_now():
    (found,) = renamed(Place.objects.filter(kind__in=["province", "city"]), "Hải Dương", TODAY)
    assert str(found).startswith("Hải Dương") and [one.name for one in found.instead] == ["Hải Phòng"]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_marks_that_were_typed_count_and_those_that_were_not_do_not(form):
    typed = unicodedata.normalize(form, "Hạ Long")
    on = Place.objects.on(OLD)
    assert "Thị trấn Hà Long" not in {one.name for one in all_named(on, typed)}
    assert "Thị trấn Hà Long" in {one.name for one in all_named(on, "ha long")}


@given(text=st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=40))
def test_any_text_can_be_asked_for(text):
    assert isinstance(all_named(Place.objects.on(TODAY).filter(code="22"), text), list)


@given(
    name=st.sampled_from(["Phường Hà Khẩu", "Xã Đồng Tâm", "Thị trấn Trới", "Quận 1", "Đặc khu Cô Tô"]),
    upper=st.booleans(),
)
def test_folding_twice_is_folding_once(name, upper):
    typed = name.upper() if upper else name
    assert names.key(names.key(typed)) == names.key(typed) == names.key(name)
