"""The child's side of a commune's template: its sheet, with boxes to fill in and the rest locked."""

import io
import json
import zipfile
from typing import Any

import xlsxwriter

TITLE = "Báo cáo số liệu tổng hợp"
GUIDE = (
    "Chỉ điền cột Số liệu. Bằng 0 thì ghi 0; không biết thì ghi “không rõ”; chưa có số thì để trống. "
    "Số ước lượng: ghi “gần 300” hoặc chọn ở cột bên. Không ghi tên người."
)
ZERO = "Xác nhận số 0 (đánh x nếu cả kỳ không có gì)"
HEADING = ("Mã dòng", "Chỉ tiêu", "Đơn vị", "Số liệu", "Từ kèm theo")
WORDS = ("gần", "khoảng", "hơn", "ước tính")
WIDTHS = (30, 58, 14, 14, 14)


def write(data: bytes, *, archive: bool) -> bytes:
    """One workbook, or all of them in an archive."""
    described = json.loads(data)
    if not archive:
        return _workbook(described[0])
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as files:
        for one in described:
            files.writestr(zipfile.ZipInfo(one["file"], (2026, 1, 1, 0, 0, 0)), _workbook(one))
    return packed.getvalue()


def _workbook(one: dict[str, Any]) -> bytes:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "border": 1, "valign": "top"})
        plain = book.add_format({"text_wrap": True, "border": 1, "valign": "top"})
        box = book.add_format({"border": 1, "bg_color": "#FFF8E1", "locked": False, "num_format": "@"})
        number = book.add_format({"border": 1, "bg_color": "#FFF8E1", "locked": False})
        page = book.add_worksheet("Báo cáo")
        page.protect("", {"format_columns": True, "format_rows": True})
        for column, width in enumerate(WIDTHS):
            page.set_column(column, column, width)
        line = _top(page, one, bold, plain, box)
        for at, (code, title, unit) in enumerate(one["rows"], start=line):
            for column, text in enumerate((code, title, unit)):
                page.write_string(at, column, text, plain)
            page.write_blank(at, 3, None, number)
            page.write_blank(at, 4, None, box)
        page.data_validation(line, 4, line + len(one["rows"]) - 1, 4, {"validate": "list", "source": list(WORDS)})
        page.freeze_panes(line, 0)
        page.set_landscape()
        page.fit_to_pages(1, 1)
    return made.getvalue()


def _top(page: Any, one: dict[str, Any], bold: Any, plain: Any, box: Any) -> int:
    """The block above the table. Gives the line of the first row under the heading."""
    said = [("Mã địa phương", one["code"]), ("Địa phương", one["name"]), ("Mã kỳ", one["key"]), ("Kỳ", one["label"])]
    page.write_string(0, 0, TITLE, bold)
    for line, (label, text) in enumerate(said, start=1):
        page.write_string(line, 0, label, bold)
        page.write_string(line, 1, text, plain)
    page.write_string(len(said) + 1, 0, ZERO, bold)
    page.write_blank(len(said) + 1, 1, None, box)
    page.data_validation(len(said) + 1, 1, len(said) + 1, 1, {"validate": "list", "source": ["x"]})
    page.merge_range(len(said) + 2, 0, len(said) + 2, len(WIDTHS) - 1, GUIDE, plain)
    page.set_row(len(said) + 2, 32)
    for column, text in enumerate(HEADING):
        page.write_string(len(said) + 4, column, text, bold)
    return len(said) + 5
