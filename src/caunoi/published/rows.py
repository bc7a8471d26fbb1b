"""The rows of collected tables: the official form's vocabulary as it has stood for years, as data. Pure.

A row is known by its code or by its words, in either language, whatever the marks and capitals. What is not here is not
entered: whoever sends it is told. Counts of what police and inspectors did or suspect are never a row of these tables.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from caunoi.indicators.model import RESIDUAL, Sensitivity, Text, Unit
from caunoi.lib.vietnamese_text import fold
from caunoi.published.titles import RESIDUAL_TITLE

P, V, E, S, M, D, L, G = (
    Unit.PERSON, Unit.CONTACT, Unit.ESTABLISHMENT, Unit.SESSION, Unit.ITEM, Unit.DONG, Unit.LOCALITY, Unit.GROUP,
)  # fmt: skip


@dataclass(frozen=True)
class RowName:
    """One row. `units` are those it may be stated in; the first is the template's. `merged_into` marks a sensitive row
    and names the row it is shown in where it cannot stand apart."""

    code: str
    title: Text
    units: tuple[Unit, ...]
    is_total: bool = False
    also: tuple[str, ...] = ()
    merged_into: str = ""
    asked: tuple[Unit, ...] = ()
    """In which units the template of a commune asks for it; empty: not asked there."""

    def sensitivity(self, unit: Unit) -> Sensitivity:
        """How much a small number of it gives away."""
        if self.merged_into:
            return Sensitivity.SENSITIVE_EVENT
        return Sensitivity.PEOPLE if unit in (Unit.PERSON, Unit.CASE) else Sensitivity.PLAIN


@dataclass(frozen=True)
class Group:
    """Rows that stand in one table. Where one of them is the total, the others are its parts; else each stands alone."""

    code: str
    title: Text
    rows: tuple[RowName, ...]

    @property
    def total(self) -> RowName | None:
        return next((row for row in self.rows if row.is_total), None)


HELP = (P, V, Unit.CASE)
GROUPS: tuple[Group, ...] = (
    Group("services", Text("Hỗ trợ và dịch vụ", "Support and services"), (
        RowName("supported", Text("Tổng được tiếp cận, hỗ trợ", "Reached and supported in all"), HELP, True,
                ("tổng lượt được tiếp cận/hỗ trợ", "tổng số", "tổng số được hỗ trợ"), asked=(V, P)),
        RowName("legal", Text("Tư vấn, trợ giúp pháp lý", "Legal advice and aid"), HELP, asked=(V,)),
        RowName("education", Text("Hỗ trợ giáo dục", "Support with schooling"), HELP, asked=(V,)),
        RowName("work", Text("Học nghề, tạo việc làm", "Vocational training and jobs"), HELP,
                also=("dạy nghề, tạo việc làm",), asked=(V,)),
        RowName("education_and_work", Text("Hỗ trợ giáo dục, học nghề, tạo việc làm (ghi gộp)",
                "Schooling, training and jobs (stated together)"), HELP),
        RowName("loan", Text("Vay vốn", "Loans"), HELP, asked=(V,)),
        RowName("health", Text("Y tế, chăm sóc sức khỏe", "Health care"), HELP,
                also=("y tế", "chăm sóc sức khỏe"), asked=(V,)),
        RowName("hiv", Text("Dịch vụ phòng, chống lây nhiễm HIV", "Services to prevent HIV"), HELP,
                merged_into="health", also=("phòng, chống lây nhiễm hiv",), asked=(V,)),
    )),
    Group("reach", Text("Tiếp cận và hoạt động", "Reach and activities"), (
        RowName("informed", Text("Được tiếp cận, cung cấp thông tin giảm hại, tư vấn",
                "Reached with information on harm reduction and advice"), (V, P), asked=(V,)),
        RowName("establishments_reached", Text("Cơ sở kinh doanh dịch vụ được tiếp cận", "Establishments reached"),
                (E,), asked=(E,)),
        RowName("meetings", Text("Buổi truyền thông, sinh hoạt nhóm", "Information and group meetings"), (S,),
                asked=(S,)),
        RowName("commodities", Text("Vật phẩm giảm hại đã phát", "Items of harm reduction handed out"), (M,),
                asked=(M,)),
        RowName("spent", Text("Kinh phí đã chi cho mô hình", "Money spent on the models"), (D,)),
    )),
    Group("models", Text("Địa phương có mô hình", "Localities with models"), (
        RowName("localities", Text("Có hoạt động hỗ trợ", "With any support"), (L,)),
        RowName("localities_m1", Text("Mô hình 1: dịch vụ tại cộng đồng, trung tâm công tác xã hội",
                "Model 1: services in the community and at social-work centres"), (L,), also=("mô hình 1", "M1")),
        RowName("localities_m2", Text("Mô hình 2: quyền của người lao động trong cơ sở kinh doanh dịch vụ",
                "Model 2: labour rights in establishments"), (L,), also=("mô hình 2", "M2")),
        RowName("localities_m3", Text("Mô hình 3: nhóm đồng đẳng, nhóm tự lực, câu lạc bộ",
                "Model 3: peer groups, self-help groups and clubs"), (L,), also=("mô hình 3", "M3")),
    )),
    Group("clubs", Text("Câu lạc bộ, nhóm", "Clubs and groups"), (
        RowName("clubs_formed", Text("Câu lạc bộ, nhóm được thành lập", "Clubs or groups formed"), (G,)),
        RowName("club_members", Text("Phụ nữ tham gia câu lạc bộ", "Women in clubs"), (P,)),
    )),
    Group("establishments", Text("Cơ sở kinh doanh dịch vụ", "Establishments"), (
        RowName("establishments", Text("Tổng số cơ sở", "Establishments in all"), (E,), True),
        RowName("hotel", Text("Khách sạn", "Hotels"), (E,)),
        RowName("guest_house", Text("Nhà nghỉ", "Guest houses"), (E,)),
        RowName("lodging", Text("Nhà trọ", "Lodgings"), (E,)),
        RowName("restaurant", Text("Nhà hàng", "Restaurants"), (E,)),
        RowName("dance_hall", Text("Vũ trường", "Dance halls"), (E,)),
        RowName("karaoke", Text("Karaoke", "Karaoke"), (E,)),
        RowName("bar", Text("Bar", "Bars"), (E,)),
        RowName("cafe", Text("Cà phê, giải khát", "Cafés"), (E,), also=("cà phê giải khát",)),
        RowName("sauna", Text("Xông hơi", "Saunas"), (E,)),
        RowName("massage", Text("Massage, cắt tóc máy lạnh", "Massage and hairdressers"), (E,),
                also=("massage–cắt tóc máy lạnh", "massage-cắt tóc máy lạnh")),
        RowName("other_trade", Text("Dịch vụ khác", "Other services"), (E,)),
    )),
)  # fmt: skip
ENFORCEMENT = (
    "nghi van", "xu phat", "bi phat", "phat hanh chinh", "xu ly vi pham", "khoi to", "bat giu", "triet pha", "duoc kiem tra", "bi kiem tra",
    "co ho so", "nguoi mua dam", "nguoi ban dam duoi 18", "chu chua", "moi gioi", "suspected", "arrest", "fined",
    "prosecut", "inspected",
)  # fmt: skip
"""Folded words of acts of police and inspectors, and of what they suspect: another regime of data, never entered here."""

_BY_CODE: Mapping[str, tuple[Group, RowName]] = {row.code: (group, row) for group in GROUPS for row in group.rows}
_BY_GROUP: Mapping[str, Group] = {group.code: group for group in GROUPS}
_BY_WORDS: Mapping[str, RowName] = {
    fold(words): row
    for group in GROUPS
    for row in group.rows
    for words in (row.code, row.title.vi, row.title.en, *row.also)
}


class RowError(LookupError):
    """Words that name no row here. `code` is "enforcement" where police or inspectors counted, else "row"."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def row_named(words: str) -> RowName:
    """The row with this code or these words, in either language."""
    folded = fold(words)
    if found := _BY_WORDS.get(folded):
        return found
    raise RowError("enforcement" if any(word in folded for word in ENFORCEMENT) else "row")


def row_of(code: str) -> RowName:
    return _BY_CODE[code][1]


def group_of(code: str) -> Group:
    return _BY_CODE[code][0]


def group(code: str) -> Group:
    return _BY_GROUP[code]


def position(code: str) -> int:
    """Where a row stands in its form; what has no place of its own comes last."""
    return list(_BY_CODE).index(code) if code in _BY_CODE else len(_BY_CODE)


def asked() -> list[tuple[RowName, Unit]]:
    """The rows that the template of a commune asks for, each with its unit."""
    return [(row, unit) for group in GROUPS for row in group.rows for unit in row.asked]


def title(code: str, language: str) -> str:
    """The name of a row, of what is left over, or of rows shown as one."""
    if code == RESIDUAL:
        return RESIDUAL_TITLE.in_language(language)
    return row_of(code).title.in_language(language)
