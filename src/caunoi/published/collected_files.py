"""A file of collected figures, understood: the long form (one number a line) or a commune's template. Nothing is kept here.

A file is taken whole or comes back whole: half a report would look like a report. Every line that does not fit gets a
sentence that says what to do; a line that fits gets none, so that the same file can be mended and sent again.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from caunoi.indicators.model import Unit
from caunoi.lib.vietnamese_text import fold
from caunoi.look.workbooks.cells import Cell, Formula, Sheet
from caunoi.look.workbooks.headers import Table, find_table, is_empty
from caunoi.places.models import Place
from caunoi.published import amounts, rows, stated_periods
from caunoi.published.amounts import Amount, AmountError
from caunoi.published.drafts import DraftReport, DraftSource
from caunoi.published.place_words import PlaceError, place_said
from caunoi.published.stated_periods import StatedPeriod, StatedPeriodError

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "period": ("kỳ", "kỳ báo cáo", "period"),
    "place_code": ("mã địa phương", "place code"),
    "place": ("địa phương", "place"),
    "row": ("mã dòng", "row code"),
    "indicator": ("chỉ tiêu", "nội dung", "indicator"),
    "unit": ("đơn vị tính", "đơn vị", "unit"),
    "value": ("số liệu", "số lượng", "giá trị", "value"),
    "qualifier": ("từ kèm theo", "qualifier"),
    "source": ("nguồn", "source"),
    "title": ("tên tài liệu", "title"),
    "publisher": ("nơi công bố", "publisher"),
    "address": ("địa chỉ trang", "address"),
    "published_on": ("ngày công bố", "published on"),
    "note": ("ghi chú nguồn", "note"),
    "note_en": ("ghi chú tiếng anh", "note in english"),
}
NEEDED = {"unit", "value"}
ZERO_BOX, TICKS = "xac nhan so 0", {"x", "v", "✓", "✔", "☑", "co", "yes", "1"}
MOST_LINES = 5_000


@dataclass(frozen=True)
class Head:
    """What stands above the table of a template: for which place and period it is, and whether zero is confirmed."""

    place: str = ""
    period: str = ""
    zero: bool = False


@dataclass
class Reading:
    """Reports, or the sentences for which the file comes back: by line of each table, or of the whole file."""

    drafts: list[DraftReport] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    tables: list[tuple[Table, dict[int, str]]] = field(default_factory=list)

    @property
    def comes_back(self) -> bool:
        return bool(self.problems) or any(any(said.values()) for _table, said in self.tables)

    @property
    def sentences(self) -> list[tuple[int, str]]:
        return [(line, text) for _table, said in self.tables for line, text in sorted(said.items()) if text]


class Unfit(Exception):
    """A line that does not fit; the text says what to do."""


def understand(sheets: list[Sheet]) -> Reading:
    """The reports that the sheets of one file hold."""
    reading = Reading()
    reports: dict[tuple[str, object, str], DraftReport] = {}
    found = [table for sheet in sheets if (table := find_table(sheet, COLUMNS)) and set(table.columns) >= NEEDED]
    if not found:
        reading.problems.append(_no_table())
    for table in found:
        reading.tables.append((table, _read_table(table, _head(table), reports, reading.problems)))
    if found and not reports and not reading.comes_back:
        reading.problems.append(
            _("No number stands in this file. Fill in what you know, or put x in the box that confirms zero.")
        )
    reading.drafts = list(reports.values())
    return reading


# --- a table --------------------------------------------------------------------------------------------------------


def _read_table(
    table: Table, head: Head, reports: dict[tuple[str, object, str], DraftReport], problems: list[str]
) -> dict[int, str]:
    """A sentence for each line, empty for those that fit."""
    said: dict[int, str] = {}
    sources = _sources(table)
    if table.first + MOST_LINES < len(table.sheet.rows):
        problems.append(_("This file has too many lines. Split it by period and send the parts."))
        return said
    for index in range(table.first, len(table.sheet.rows)):
        row = table.sheet.rows[index]
        if is_empty(row):
            continue
        try:
            _read_line({name: _text(row[at]) for name, at in table.columns.items()}, head, sources, reports)
            said[index + 1] = ""
        except Unfit as problem:
            said[index + 1] = str(problem)
    if head.zero and not any(said.values()):
        _confirm_zero(table, head, reports, problems)
    return said


def _read_line(
    cells: dict[str, str], head: Head, sources: Mapping[str, DraftSource],
    reports: dict[tuple[str, object, str], DraftReport],
) -> None:  # fmt: skip
    own = bool(head.place) and "place" not in cells and "place_code" not in cells
    if own and not cells["value"]:
        return  # an empty box of a template: not stated, which is not zero
    period = _period(cells.get("period") or head.period)
    place = _place(cells.get("place_code") or cells.get("place") or head.place, period)
    code = _row(cells.get("row") or cells.get("indicator", ""))
    source = sources.get(fold(cells.get("source", "")))
    if source is None and not own:
        raise Unfit(_("Say where this number comes from: the column Source is empty."))
    draft = DraftReport(source, place, period)
    draft = reports.setdefault((fold(source.name) if source else "", place.pk, period.key), draft)
    if amounts.is_comparison(cells["value"]):
        if cells["value"] not in draft.comparisons:
            draft.comparisons.append(cells["value"])
        return
    _keep(draft, code, _amount(code, cells))


def _keep(draft: DraftReport, code: str, amount: Amount) -> None:
    if (code, amount.unit) in draft.values:
        raise Unfit(_("This row stands twice for the same place, period, source and unit. Keep one of the two."))
    draft.values[code, amount.unit] = amount


def _confirm_zero(
    table: Table, head: Head, reports: dict[tuple[str, object, str], DraftReport], problems: list[str]
) -> None:
    try:
        period = _period(head.period)
        place = _place(head.place, period)
    except Unfit as problem:
        problems.append(str(problem))
        return
    if ("", place.pk, period.key) in reports:
        problems.append(
            _("The box confirms zero, but numbers are filled in as well. Take away the x, or take away the numbers.")
        )
    else:
        reports["", place.pk, period.key] = DraftReport(None, place, period, is_zero=True)


# --- what cells say -------------------------------------------------------------------------------------------------


def _head(table: Table) -> Head:
    """The block above a template's table: a label, and what was filled in beside it."""
    said: dict[str, str] = {}
    for row in table.sheet.rows[: table.first]:
        texts = [text for text in map(_text, row) if text]
        if texts:
            said[fold(texts[0]).rstrip(" :")] = texts[1] if len(texts) > 1 else ""
    zero = next((value for label, value in said.items() if label.startswith(ZERO_BOX)), "")
    return Head(
        said.get("ma dia phuong") or said.get("dia phuong", ""),
        said.get("ma ky") or said.get("ky", ""),
        fold(zero) in TICKS,
    )


def _sources(table: Table) -> dict[str, DraftSource]:
    """Documents by folded name; what stands in any line of a document says it for all."""
    found: dict[str, dict[str, str]] = {}
    for row in table.sheet.rows[table.first :]:
        cells = {name: _text(row[at]) for name, at in table.columns.items()}
        if name := cells.get("source", ""):
            known = found.setdefault(fold(name), {"source": name})
            for field_name in ("title", "publisher", "address", "published_on", "note", "note_en"):
                if not known.get(field_name):
                    known[field_name] = cells.get(field_name, "")
    return {folded: _source(cells) for folded, cells in found.items()}


def _source(cells: Mapping[str, str]) -> DraftSource:
    name, address = cells["source"][:200], cells["address"][:500]
    if name.startswith(("http://", "https://")) and not address:
        address = name
    return DraftSource(
        name, cells["title"][:300], cells["publisher"][:200],
        address if address.startswith(("http://", "https://")) else "",
        _day(cells["published_on"]), cells["note"][:1000], cells["note_en"][:1000],
    )  # fmt: skip


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if "-" in text else date(*(int(each) for each in reversed(text.split("/"))))
    except (ValueError, TypeError):
        return None


def _text(cell: Cell) -> str:
    """A cell as text. What a formula showed last is not taken: nobody wrote it down."""
    if isinstance(cell, Formula):
        return "=…"
    if isinstance(cell, float):
        return f"{cell:.6f}"  # 3.5 never reads as 35, nor 1.234 as 1234
    if isinstance(cell, bool):
        return "x" if cell else ""
    return "" if cell is None else str(cell).strip()


def _period(text: str) -> StatedPeriod:
    if not text:
        raise Unfit(_("Say for which period: the column Period is empty."))
    try:
        return stated_periods.read(text)
    except StatedPeriodError as problem:
        if problem.code == "month":
            raise Unfit(
                _("Say which days this month means: 2026-11A runs from the 15th to the 14th, 2026-11C from the 1st on.")
            ) from None
        raise Unfit(
            _(
                '“%(text)s” names no period. Write for example 2026-H1C, "6 tháng đầu năm 2026", or 01/07/2013–30/06/2017.'
            )
            % {"text": text[:60]}
        ) from None


def _place(text: str, period: StatedPeriod) -> Place:
    if not text:
        raise Unfit(_("Say for which place: the column Place is empty."))
    try:
        return place_said(text, period.ends)
    except PlaceError as problem:
        raise Unfit(str(problem)) from None


def _row(text: str) -> str:
    if not text:
        raise Unfit(_("Say what was counted: the column Indicator is empty."))
    try:
        return rows.row_named(text).code
    except rows.RowError as problem:
        if problem.code == "enforcement":
            raise Unfit(
                _(
                    "This row counts what police or inspectors did or suspect. Such counts are never entered beside "
                    "services. Delete the line."
                )
            ) from None
        raise Unfit(
            _("“%(text)s” is no row known here. Use a row code of the template, or delete the line.")
            % {"text": text[:60]}
        ) from None


def _amount(code: str, cells: Mapping[str, str]) -> Amount:
    try:
        unit = amounts.read_unit(cells["unit"])
        amount = amounts.read(cells["value"], cells.get("qualifier", ""), unit)
    except AmountError as problem:
        raise Unfit(_unreadable(problem.code, cells)) from None
    allowed = rows.row_of(code).units
    if unit not in allowed:
        raise Unfit(
            _("This row is counted in %(units)s, not in %(unit)s. Numbers of other units are never added to it.")
            % {"units": ", ".join(map(_unit_words, allowed)), "unit": _unit_words(unit)}
        )
    return amount


def _unit_words(unit: Unit) -> str:
    return unit.words.vi


def _unreadable(code: str, cells: Mapping[str, str]) -> str:
    said = {"text": cells["value"][:40], "unit": cells["unit"][:40], "qualifier": cells.get("qualifier", "")[:40]}
    if cells["value"] == "=…":
        return _("A formula stands here. Write down the number itself.")
    return {
        "empty": _(
            "The number is missing. Write 0 if it is zero, “không rõ” if it is not known; else delete the line."
        ),
        "number": _(
            "“%(text)s” is no whole number. Write 0 if it is zero, “không rõ” if it is not known, or for example 3.194."
        ),
        "unit": _("“%(unit)s” is no unit known here. Write người, lượt, trường hợp, cơ sở, buổi, vật phẩm or đồng."),
        "qualifier": _(
            "“%(qualifier)s” is not known as a word before a number. Write gần, khoảng, hơn, ước tính or nothing."
        ),
        "two_qualifiers": _("Two different words stand before this number. Keep one of them."),
    }[code] % said


def _no_table() -> str:
    return _(
        "No table of figures was found: its heading needs Period, Place, Indicator, Unit, Value and Source. Nothing was "
        "saved; take the template of a commune, or compare the headings."
    )
