"""Which body a report was due to: the ministry changed on 1/3/2025, districts ended on 30/6/2025."""

from datetime import date

import pytest

from caunoi.places.choices import Level
from caunoi.places.queries import responsible_body
from caunoi.places.responsible import BODIES


@pytest.mark.parametrize(
    ("level", "on", "name"),
    [
        (Level.CENTRE, date(2014, 1, 1), "Bộ Lao động – Thương binh và Xã hội"),
        (Level.CENTRE, date(2025, 2, 28), "Bộ Lao động – Thương binh và Xã hội"),
        (Level.CENTRE, date(2025, 3, 1), "Bộ Y tế"),
        (Level.PROVINCE, date(2025, 2, 28), "Sở Lao động – Thương binh và Xã hội"),
        (Level.PROVINCE, date(2025, 3, 1), "Sở Y tế"),
        (Level.DISTRICT, date(2025, 2, 28), "Phòng Lao động – Thương binh và Xã hội"),
        (Level.DISTRICT, date(2025, 7, 1), None),
        (Level.COMMUNE, date(2025, 6, 30), None),
        (Level.COMMUNE, date(2025, 7, 1), "Phòng Văn hóa – Xã hội"),
    ],
)
def test_the_body_of_a_level_on_a_day(level, on, name):
    found = responsible_body(level, on)
    assert (found.name if found else None) == name


def test_the_office_inside_it():
    assert responsible_body(Level.CENTRE, date(2016, 1, 1)).office == "Cục Phòng, chống tệ nạn xã hội"
    assert responsible_body(Level.CENTRE, date(2026, 1, 1)).office == "Cục Bảo trợ xã hội"


@pytest.mark.parametrize("level", list(Level))
def test_one_body_at_most_for_a_level_and_a_day(level):
    for on in {body.valid_from or body.valid_to for body in BODIES}:
        assert sum(body.level == level and body.stood_on(on) for body in BODIES) <= 1
