"""The form of the statutory report as data: its rows, where each number comes from, in which unit. Pure.

When the ministry's own form is at hand, its rows take the place of these; nothing else changes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from caunoi.indicators.catalogue import by_code
from caunoi.indicators.disclosure import THRESHOLD
from caunoi.indicators.engines.in_memory import Cell
from caunoi.indicators.model import DISTINCT_PEOPLE, Text, Unit
from caunoi.lib.periods import Basis

BASES: tuple[Basis, ...] = ("admin_half_year", "admin_year", "half_year", "year")
"""The law asks for six months and for the year; no other period has a return."""
SEND_WITHIN_DAYS = 6
"""Figures are locked on the 14th and sent by the 20th."""


@dataclass(frozen=True)
class FormRow:
    """One row: its number on paper, and the indicator it is read from; ``cells`` names the parts, none means all.

    ``part_of`` is the row that it is a part of: what the parts leave over is shown as a row of its own.
    """

    code: str
    number: str
    title: Text
    indicator: str
    cells: tuple[str, ...] = ()
    part_of: str = ""

    @property
    def unit(self) -> Unit:
        return by_code(self.indicator).unit

    @property
    def is_of_people(self) -> bool:
        return by_code(self.indicator).measure == DISTINCT_PEOPLE

    def count(self, exact: Mapping[Cell, int]) -> int:
        return sum(count for key, count in exact.items() if not self.cells or (key and key[0] in self.cells))


@dataclass(frozen=True)
class Entry:
    """A row with its number as the law lets it be stated: exact, or "below 8" for people; None where nobody counted.
    ``clubs``: how many of them counted it in all of the period."""

    code: str
    count: int | None
    is_below: bool = False
    clubs: int | None = field(default=None, compare=False)


_SERVED = "served"
FORM: tuple[FormRow, ...] = (
    FormRow("reached", "1", Text("Người được tiếp cận", "People reached"), "people_reached"),
    FormRow("contacts", "2", Text("Lượt tiếp cận, cung cấp thông tin", "Contacts, information given"), "contacts"),
    FormRow(_SERVED, "3", Text("Tổng lượt được hỗ trợ qua chuyển gửi", "Services given through referrals"), "referrals_served"),
    FormRow("legal", "3.1", Text("Tư vấn, trợ giúp pháp lý", "Legal advice and aid"), "referrals_served", ("legal",), _SERVED),
    FormRow("psychological", "3.2", Text("Tư vấn tâm lý, hỗ trợ khi bị bạo lực", "Counselling, support after violence"),
            "referrals_served", ("psychological", "psychological/sensitive", "violence"), _SERVED),
    FormRow("health", "3.3", Text("Y tế, chăm sóc sức khỏe", "Health care"), "referrals_served",
            ("health", "health/sensitive"), _SERVED),
    FormRow("hiv", "3.4", Text("Dịch vụ phòng, chống lây nhiễm HIV", "Services to prevent HIV"), "referrals_served", ("hiv",), _SERVED),
    FormRow("education", "3.5", Text("Hỗ trợ giáo dục", "Support with schooling"), "referrals_served", ("education",), _SERVED),
    FormRow("work", "3.6", Text("Học nghề, tạo việc làm", "Vocational training and jobs"), "referrals_served", ("work",), _SERVED),
    FormRow("loan", "3.7", Text("Vay vốn", "Loans"), "referrals_served", ("loan",), _SERVED),
    FormRow("welfare", "3.8", Text("Trợ giúp xã hội, bảo hiểm", "Social assistance, insurance"), "referrals_served", ("welfare",), _SERVED),
    FormRow("late_served", "3.9", Text("Bổ sung kỳ trước: lượt được hỗ trợ nay mới biết", "Supplement: services told late"),
            "late_served"),
    FormRow("people_served", "4", Text("Người được phục vụ", "People served"), "people_served"),
    FormRow("needs", "5", Text("Nhu cầu được ghi nhận", "Needs noted"), "needs"),
    FormRow("commodities", "6", Text("Vật phẩm giảm hại đã phát", "Items of harm reduction handed out"), "commodities"),
)  # fmt: skip
_BY_CODE = {row.code: row for row in FORM}


def row(code: str) -> FormRow:
    return _BY_CODE[code]


def entries(exact: Mapping[str, Mapping[Cell, int]], clubs: Mapping[str, int] | None = None) -> list[Entry]:
    """Every row of the form from exact sums by indicator, as the law lets it be stated."""
    found = []
    for each in FORM:
        cells, counting = exact.get(each.indicator), (clubs or {}).get(each.indicator)
        found.append(_entry(each, None if cells is None else each.count(cells), counting))
    return found


def _entry(form: FormRow, count: int | None, clubs: int | None) -> Entry:
    is_below = form.is_of_people and count is not None and 0 < count < THRESHOLD
    return Entry(form.code, None if is_below else count, is_below, clubs)


def residual(of: str, stated: Mapping[str, Entry]) -> int | None:
    """What the parts of a row leave over of it; None where it has no parts or one of the numbers is not known."""
    parts = [stated[each.code].count for each in FORM if each.part_of == of and each.code in stated]
    whole = stated[of].count if of in stated else None
    if not parts or whole is None or any(part is None for part in parts):
        return None
    return whole - sum(part for part in parts if part is not None)
