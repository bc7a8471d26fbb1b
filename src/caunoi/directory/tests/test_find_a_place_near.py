"""By place, by the clock, without papers, for people who are registered elsewhere."""

from datetime import date, datetime, time, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from caunoi.conftest import make_place
from caunoi.directory import queries
from caunoi.directory.choices import Cost, GateCode, ServiceCode
from caunoi.directory.models import Schedule, ServiceArea
from caunoi.directory.opening import DAYS, is_open, open_at, week
from caunoi.directory.queries import Wish
from caunoi.directory.typed_hours import read_hours
from caunoi.lib.vietnamese_text import fold, sort_key
from caunoi.places.choices import PlaceKind, SuccessionKind
from caunoi.places.models import Place, Succession

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=ZONE)
OFFICE = "Thứ 2 đến thứ 6, 7:30–11:30 và 13:30–16:30"


@pytest.fixture
def cam_pha(place_qn):
    return make_place("06793", "Phường Cẩm Phả", PlaceKind.WARD, place_qn)


@pytest.fixture
def hai_phong(db):
    return make_place("31", "Hải Phòng", PlaceKind.CITY, None)


@pytest.fixture
def world(offered, provider, commune, cam_pha, hai_phong, place_qn):
    """Five places, near and far."""
    return [
        offered(provider, "A ở Cẩm Phả", ServiceCode.PSY, place=cam_pha, hours=OFFICE, cost=Cost.FREE),
        offered(
            provider, "B ở Hồng Gai", ServiceCode.PSY, place=commune, hours="cả ngày đêm", gates=[GateCode.RES_PROVINCE]
        ),
        offered(provider, "C cả nước", ServiceCode.HOT, areas=[ServiceArea()], hours="cả ngày đêm", cost=Cost.FREE),
        offered(provider, "D Hải Phòng", ServiceCode.PSY, place=hai_phong, gates=[GateCode.ID]),
        offered(provider, "E cả tỉnh", ServiceCode.LEG_AID, areas=[ServiceArea(place=place_qn)], hours=OFFICE),
    ]


def letters(**wish):
    return "".join(one.name[0] for one in queries.find(Wish(**wish), MONDAY.date()))


def test_near_comes_first_and_far_is_left_out(world, commune, cam_pha, place_qn, hai_phong):
    assert letters(where=commune) == "BAEC"
    assert letters(where=cam_pha) == "ABEC"
    assert letters(where=place_qn) == "ABEC"
    assert letters(where=hai_phong) == "DC"


def test_a_province_that_became_a_city_is_the_same_place(world, place_qn):
    city = Place.objects.create(
        id=uuid4(), code="22", kind=PlaceKind.CITY, name="Quảng Ninh", began_as=place_qn,
        valid_from=date(2026, 9, 1), folded="quang ninh", sort_key=sort_key("Quảng Ninh"), decree="",
    )  # fmt: skip
    assert letters(where=city) == "ABEC"


def test_for_whoever_is_registered_elsewhere(world, commune):
    assert letters(where=commune, elsewhere=True) == "AECB"
    assert letters(no_papers=True) == "ACE"


def test_what_is_open(world):
    assert letters(open_at=MONDAY) == "ABCE"
    assert letters(open_at=MONDAY.replace(hour=12)) == "BC"
    assert letters(open_at=MONDAY.replace(hour=11, minute=30)) == "BC"
    assert letters(open_at=MONDAY.replace(day=22)) == "BC"


def test_a_public_holiday_closes_offices(world):
    tet = datetime(2026, 2, 17, 9, 0, tzinfo=ZONE)
    assert letters(open_at=tet) == "BC"


@given(
    days=st.sets(st.sampled_from(DAYS), min_size=1),
    opens=st.times(), closes=st.times(),
    start=st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    moments=st.lists(st.builds(datetime.combine, st.dates(date(2026, 1, 1), date(2027, 1, 1)), st.times()), min_size=1, max_size=8),
)  # fmt: skip
def test_the_database_and_the_page_agree(days, opens, closes, start, moments, service):
    Schedule.objects.filter(service=service).delete()
    row = Schedule.objects.create(
        service=service, byday=",".join(d for d in DAYS if d in days), opens=opens, closes=closes, valid_from=start
    )
    found = queries.services()
    for moment in moments:
        assert found.filter(open_at(moment), pk=service.pk).exists() == is_open([row], moment)


@pytest.mark.parametrize(
    "typed, expected",
    [
        (OFFICE, ["MO,TU,WE,TH,FR 07:30 11:30", "MO,TU,WE,TH,FR 13:30 16:30"]),
        ("T2-T6 7h30-11h30; thứ bảy 8h-11h", ["MO,TU,WE,TH,FR 07:30 11:30", "SA 08:00 11:00"]),
        ("Thứ 2–6, 8–16 giờ", ["MO,TU,WE,TH,FR 08:00 16:00"]),
        ("Mon-Fri 9-17", ["MO,TU,WE,TH,FR 09:00 17:00"]),
        ("Cả ngày đêm", [f"{','.join(DAYS)} 00:00 00:00"]),
        ("chủ nhật 20:00–6:00", ["SU 20:00 06:00"]),
    ],
)
def test_hours_as_people_type_them(typed, expected):
    assert [f"{row.byday} {row.opens:%H:%M} {row.closes:%H:%M}" for row in read_hours(typed)] == expected


@pytest.mark.parametrize("typed", ["Gọi điện trước", "by appointment"])
def test_by_appointment(typed):
    assert [row.by_appointment for row in read_hours(typed)] == [True]


@given(st.text(max_size=80))
def test_what_cannot_be_read_is_kept_as_words(text):
    rows = read_hours(text)
    assert bool(rows) == bool(text.replace(";", "").strip())
    for row in rows:
        assert (row.opens is None) == (row.closes is None) and (row.byday or row.opens is None)
        assert row.opens is not None or row.by_appointment or row.description


@given(
    st.lists(st.tuples(st.sets(st.sampled_from(DAYS), min_size=1), st.integers(0, 22)), max_size=4),
)
def test_a_week_reads_back(spans):
    rows = [
        Schedule(byday=",".join(d for d in DAYS if d in days), opens=time(hour), closes=time(hour + 1))
        for days, hour in spans
    ]
    again = read_hours("; ".join(f"{line.days} {line.times}" for line in week(rows)))
    for moment in (datetime(2026, 11, 23, tzinfo=ZONE) + timedelta(minutes=30 * step) for step in range(48 * 7)):
        assert is_open(rows, moment) == is_open(again, moment)


def test_old_names_are_offered_as_what_they_are_now(world, place_qn, commune):
    old = Place.objects.create(
        id=uuid4(), code="06650", kind=PlaceKind.WARD, name="Phường Trần Hưng Đạo", parent=place_qn,
        valid_from=None, valid_to=date(2025, 7, 1), folded=fold("Phường Trần Hưng Đạo"), sort_key="x", decree="",
    )  # fmt: skip
    Succession.objects.create(id=uuid4(), old=old, new=commune, kind=SuccessionKind.WHOLE)
    text = Client().get("/", {"where": "tran hung dao"}).content.decode()
    assert "nay là" in text and "Phường Hồng Gai, Quảng Ninh" in text
    named = queries.place_named("Phường Hồng Gai, Quảng Ninh", timezone.localdate())
    assert named == commune


def test_one_name_of_several_places_is_asked_back(world, commune, hai_phong):
    other = make_place("11111", "Phường Hồng Gai", PlaceKind.WARD, hai_phong)
    which = queries.place_named("hồng gai", MONDAY.date())
    assert set(which.places) == {commune, other}
    for name, place in zip(which.names, which.places, strict=True):
        assert queries.place_named(name, MONDAY.date()) == place


@pytest.mark.parametrize("typed", ["xyz", ",", "a, b, c", "%", "Hồng Gai, Nowhere", " " * 200, "\x00"])
def test_a_place_nobody_knows_is_said_and_nothing_is_lost(world, typed):
    page = Client().get("/", {"where": typed})
    assert page.status_code == 200 and "A ở Cẩm Phả" in page.content.decode()


def test_what_is_no_longer_or_not_yet_offered(offered, provider, now):
    offered(provider, "Hết", ServiceCode.PSY, valid_to=now.date() - timedelta(days=1))
    offered(provider, "Chưa", ServiceCode.SRH, valid_from=now.date() + timedelta(days=1))
    offered(provider, "Hôm nay", ServiceCode.EDU, valid_from=now.date(), valid_to=now.date())
    assert [one.name for one in queries.services(now.date())] == ["Hôm nay"]
