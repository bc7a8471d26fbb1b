from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caunoi.look.tests.books import xlsx
from caunoi.look.workbooks.cells import Formula, Sheet
from caunoi.look.workbooks.correcting import corrected_workbook
from caunoi.look.workbooks.headers import find_table, is_total
from caunoi.look.workbooks.reading import read_workbook
from caunoi.look.workbooks.values import Around, Unclear, When, around, read_count, read_tick, read_when

WORDS = {
    "on": ("ngày", "ngày gặp", "date"),
    "card": ("mã thẻ", "card number"),
    "condom": ("bao cao su", "bcs", "condoms"),
    "leaflet": ("tờ rơi", "leaflets"),
    "signposted": ("giới thiệu", "signposted"),
}


def table(rows):
    width = max(map(len, rows))
    return find_table(Sheet("Sổ", [[*row, *[None] * (width - len(row))] for row in rows]), WORDS)


def test_a_heading_under_titles_in_any_language_and_case():
    for heading in (
        ["NGAY", "Mã Thẻ", "BCS (cái)"],
        ["Date", "Card number", "Condoms"],
        ["1. Ngày:", "ma the", "Số bao cao su phát"],
    ):
        found = table([["SỔ THÁNG 3"], [], heading, ["5/3", "1", 2]])
        assert found.columns == {"on": 0, "card": 1, "condom": 2}
        assert [line.number for line in found.lines()] == [4]


def test_a_heading_of_two_lines():
    found = table([["Sổ"] * 4, ["Ngày", "Mã thẻ", "Vật phẩm", "Vật phẩm"], ["Ngày", "Mã thẻ", "BCS", "Tờ rơi"],
                   ["(1)", "(2)", "(3)", "(4)"], ["5/3", "1", 2, 3]])  # fmt: skip
    assert found.columns == {"on": 0, "card": 1, "condom": 2, "leaflet": 3}
    assert found.titles[0] == "Sổ"
    assert [line.cells["leaflet"] for line in found.lines()] == [3]


def test_totals_empty_lines_signatures_and_headings_printed_again_are_no_rows():
    head = ["Ngày", "Mã thẻ", "BCS"]
    rows = [
        head,
        ["5/3", "1", 2],
        [],
        head,
        ["6/3", "2", 2],
        ["Tổng cộng:", None, 4],
        ["Total", None, 4],
        [None, None, "Người lập biểu"],
    ]
    assert [line.cells["card"] for line in table(rows).lines()] == ["1", "2"]


def test_a_place_whose_name_begins_like_a_total_is_a_row():
    assert not is_total(["Cộng Hòa", None, 3])
    assert not is_total(["Tổng đài", 1])
    assert is_total([None, "CỘNG THÁNG", 3])


def test_no_heading_no_table():
    assert table([["a", "b"], ["Ngày", "c"], [1, 2]]) is None


@given(st.dates(date(2014, 1, 1), date(2099, 12, 31)))
def test_any_vietnamese_form_of_a_day(day):
    d, m, y = day.day, day.month, day.year
    serial = (day - date(1899, 12, 30)).days
    forms = [f"{d:02}/{m:02}/{y}", f"{d}-{m}-{y}", f"{d}.{m}.{y}", f"{d}/{m}/{y % 100:02}", day.isoformat(), day, serial, str(serial),
             f"ngày {d} tháng {m} năm {y}", f"Ngày {d:02} tháng {m:02}, {y}", f"{d} / {m} / {y}", f"Thứ hai, {d}/{m}/{y}",
             f"{d:02}/{m:02}/{y} 00:00:00", float(serial)]  # fmt: skip
    assert [read_when(form) for form in forms if serial >= 36526] == [When(day)] * len(forms)


@pytest.mark.parametrize("text, near, first", [
    ("tuần 2 tháng 3/2026", Around(), date(2026, 3, 8)),
    ("Tuần II tháng 3 năm 2026", Around(), date(2026, 3, 8)),
    ("tuần 4", Around(2026, 3), date(2026, 3, 22)),
    ("Tuần ba", Around(2026, 3), date(2026, 3, 15)),
    ("tuần 12", Around(2026), date(2026, 3, 16)),
    ("tuần 12/2026", Around(), date(2026, 3, 16)),
    ("2026-W12", Around(), date(2026, 3, 16)),
    ("week 2 month 3/2026", Around(), date(2026, 3, 8)),
])  # fmt: skip
def test_weeks(text, near, first):
    assert read_when(text, near) == When(first, "week")


def test_a_title_names_the_month_that_cells_leave_out():
    near = around(["SỔ GHI CHÉP", "Tháng 03 năm 2026"])
    assert near == Around(2026, 3)
    assert [read_when(cell, near).on.day for cell in ("5/3", 7, "9", "ngày 11")] == [5, 7, 9, 11]
    assert around(["Quý 1 năm 2026"]) == Around(2026)
    assert around(["Tháng 13 năm 2026"]).month is None


@pytest.mark.parametrize("text", ["31/2/2026", "0/5/2026", "5/13/2026", "hôm qua", "", None, "tuần 6 tháng 3/2026", "tuần 99/2026",
                                  
                                  "5/3", "tuần 12", "3.5", "T2/3/2026", 7, True, "32/1/26",
                                  Formula("=TODAY()"), "ngày 31 tháng 4 năm 2026"])  # fmt: skip
def test_an_unclear_day_is_told_in_a_sentence(text):
    with pytest.raises(Unclear) as told:
        read_when(text)
    assert len(str(told.value)) > 30


@given(
    st.one_of(
        st.text(max_size=20), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.booleans(), st.none()
    )
)
def test_no_cell_breaks_the_readers(cell):
    for reader in (read_when, read_tick, lambda given: read_count(given, most=100)):
        try:
            reader(cell)
        except Unclear:
            pass


def test_ticks():
    assert all(read_tick(cell) for cell in ("x", "X", "✓", "v", "có", "Có.", 1, "1", "yes", True))
    assert not any(read_tick(cell) for cell in (None, "", "0", 0, "không", "no", "-", False))
    with pytest.raises(Unclear):
        read_tick("chắc là có")


def test_counts():
    assert [read_count(cell, most=99_999) for cell in ("12", 12, 12.0, "12.000", "12,000", "12 cái", None, "-", "0")] == [
        12, 12, 12, 12_000, 12_000, 12, 0, 0, 0]  # fmt: skip
    for cell in ("mười", -3, "-3", 1.5, "12,5", 100_000, "2 hộp 3 cái", Formula("=1+1")):
        with pytest.raises(Unclear):
            read_count(cell, most=99_999)


def test_what_comes_back_can_be_sent_again():
    rows = [
        ["Tháng 3/2026", None, None],
        ["Ngày", "Mã thẻ", "BCS"],
        [date(2026, 3, 5), "0012", 3],
        ["6/3", "=cmd|'x'!A1", "+5"],
        ["7/3", "@x", "-1"],
    ]
    found = find_table(read_workbook(xlsx(rows, formulas={(2, 2): ("=1+2", 3)}))[0], WORDS)
    back = corrected_workbook([(found, {3: "Gõ số.", 4: "Sửa thẻ.", 5: "Sửa số."})], heading="Cần sửa")
    again = find_table(read_workbook(back)[0], WORDS)
    assert again.columns == found.columns
    assert again.titles == ["Tháng 3/2026"]
    assert [line.whole for line in again.lines()] == [
        [date(2026, 3, 5), "0012", Formula("=1+2"), "Gõ số."],
        ["6/3", Formula("=cmd|'x'!A1"), "+5", "Sửa thẻ."],
        ["7/3", "@x", "-1", "Sửa số."],
    ]
    assert b"<f>" not in _sheet_xml(back), "text, not formulas"
    twice = corrected_workbook([(again, {4: "Vẫn sai."})], heading="Cần sửa")
    assert [row[3:] for row in read_workbook(twice)[0].rows] == [[None], ["Cần sửa"], ["Vẫn sai."]]


def _sheet_xml(data: bytes) -> bytes:
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read("xl/worksheets/sheet1.xml")


def test_what_no_workbook_can_be_called_or_hold_comes_back_all_the_same():
    rows = [["Ngày", "Mã thẻ"], ["1/3/2026", float("inf")], ["2/3/2026", float("nan")]]
    long = "Danh sách gặp tháng ba của các chị "
    names = (f"{long}một", f"{long}hai", "Sổ", "sổ", "Sổ (4)", "a:b", "a/b", "'", "", "x" * 30 + "' y")
    tables = [(find_table(Sheet(name, rows), WORDS), {2: "Sửa.", 3: "Sửa."}) for name in names]
    sheets = read_workbook(corrected_workbook(tables, heading="Cần sửa"))
    assert len({sheet.name.casefold() for sheet in sheets}) == len(names)
    assert [sheet.rows[1] for sheet in sheets] == [["1/3/2026", "inf", "Sửa."]] * len(names)


def test_weeks_of_a_month_follow_each_other():
    starts = [read_when(f"tuần {week} tháng 2/2026").on for week in range(1, 5)]
    assert [later - earlier for earlier, later in zip(starts, starts[1:], strict=False)] == [timedelta(days=7)] * 3
    with pytest.raises(Unclear):
        read_when("tuần 5 tháng 2/2026")
