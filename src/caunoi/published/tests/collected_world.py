"""Places, papers and workbooks for tests of collected figures."""

import csv
import io
from datetime import date, datetime
from importlib import resources
from zoneinfo import ZoneInfo

import xlsxwriter

from caunoi.lib.ids import reference_id
from caunoi.lib.periods import from_key
from caunoi.lib.vietnamese_text import fold, sort_key
from caunoi.places.choices import PlaceKind
from caunoi.places.models import Place

H1 = from_key("2026-H1C")
JULY = datetime(2026, 7, 20, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
DUE = date(2026, 7, 15)
LONG = ("period", "place", "indicator", "unit", "value", "qualifier", "source", "publisher")


def place(code, name, kind, parent=None, since=None, until=None):
    return Place.objects.create(
        id=reference_id("place", f"{code}@{since or ''}"), code=code, name=name, kind=kind, parent=parent,
        valid_from=since, valid_to=until, decree="", folded=fold(name), sort_key=sort_key(name),
    )  # fmt: skip


def country_with_quang_ninh(communes=4):
    """Việt Nam, Quảng Ninh with some wards of 2025, two cities as they stood before."""
    country = place("VN", "Việt Nam", PlaceKind.COUNTRY)
    quang_ninh = place("22", "Quảng Ninh", PlaceKind.PROVINCE, country)
    place("79", "Thành phố Hồ Chí Minh", PlaceKind.CITY, country, until=date(2025, 7, 1))
    place("92", "Cần Thơ", PlaceKind.CITY, country, until=date(2025, 7, 1))
    since = date(2025, 7, 1)
    return quang_ninh, [
        place(f"0{7000 + number}", f"Phường Số {number}", PlaceKind.WARD, quang_ninh, since)
        for number in range(communes)
    ]


def sample(name):
    return resources.files("caunoi.published").joinpath(f"samples/{name}.csv").read_bytes()


def samples():
    folder = resources.files("caunoi.published").joinpath("samples")
    return [(each.name, each.read_bytes()) for each in sorted(folder.iterdir(), key=lambda one: one.name)
            if each.name.endswith(".csv")]  # fmt: skip


def table(*lines, columns=LONG):
    """A table in the long form, as bytes of CSV."""
    out = io.StringIO()
    csv.writer(out).writerows([columns, *lines])
    return out.getvalue().encode()


def paper(code, *, zero="", period="2026-H1C", rows=(), extra=()):
    """A filled-in template: rows are (row code, unit, value, qualifier)."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        page = book.add_worksheet("Báo cáo")
        top = [("Mã địa phương", code), ("Mã kỳ", period), ("Xác nhận số 0 (đánh x nếu cả kỳ không có gì)", zero)]
        heading = ("Mã dòng", "Chỉ tiêu", "Đơn vị", "Số liệu", "Từ kèm theo")
        filled = [(row, "", unit, value, word) for row, unit, value, word in rows]
        for number, line in enumerate([*top, (), heading, *filled, *extra]):
            for column, cell in enumerate(line):
                page.write(number, column, cell)
    return made.getvalue()


def services(total, legal, health, *, hiv=None, unit="lượt"):
    """Rows of a commune's paper."""
    stated = {"supported": total, "legal": legal, "health": health, "hiv": hiv}
    return [(row, unit, value, "") for row, value in stated.items() if value is not None]
