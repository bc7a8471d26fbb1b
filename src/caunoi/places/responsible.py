"""Which body of the state answered for this work, level by level, from when to when. Headings of reports name it.

The work passed from labour to health on 1/3/2025, and districts ended on 30/6/2025. Where nobody is named, a report names nobody.
"""

from dataclasses import dataclass
from datetime import date

from caunoi.places.choices import Level

PASSED_TO_HEALTH = date(2025, 3, 1)
TWO_LEVELS = date(2025, 7, 1)


@dataclass(frozen=True)
class ResponsibleBody:
    """`office` is the unit inside the body that did the work, where there was one of a name that held everywhere."""

    level: Level
    name: str
    office: str = ""
    valid_from: date | None = None
    valid_to: date | None = None

    def stood_on(self, day: date) -> bool:
        return (self.valid_from or date.min) <= day < (self.valid_to or date.max)


BODIES = (
    ResponsibleBody(
        Level.CENTRE,
        "Bộ Lao động – Thương binh và Xã hội",
        "Cục Phòng, chống tệ nạn xã hội",
        valid_to=PASSED_TO_HEALTH,
    ),
    ResponsibleBody(Level.CENTRE, "Bộ Y tế", "Cục Bảo trợ xã hội", valid_from=PASSED_TO_HEALTH),
    ResponsibleBody(
        Level.PROVINCE,
        "Sở Lao động – Thương binh và Xã hội",
        "Chi cục Phòng, chống tệ nạn xã hội",
        valid_to=PASSED_TO_HEALTH,
    ),
    ResponsibleBody(Level.PROVINCE, "Sở Y tế", valid_from=PASSED_TO_HEALTH),
    ResponsibleBody(Level.DISTRICT, "Phòng Lao động – Thương binh và Xã hội", valid_to=PASSED_TO_HEALTH),
    ResponsibleBody(Level.COMMUNE, "Phòng Văn hóa – Xã hội", valid_from=TWO_LEVELS),
)
