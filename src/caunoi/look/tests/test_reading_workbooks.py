import io
import zipfile
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caunoi.look.tests.books import bomb, far_cell, xlsx
from caunoi.look.workbooks.cells import Formula, Sheet, from_lines, to_lines
from caunoi.look.workbooks.legacy import _TCVN3, from_tcvn3, from_vni, legacy_encoding
from caunoi.look.workbooks.problems import Reason, UnreadableWorkbook
from caunoi.look.workbooks.reading import read_workbook

ROWS = [["Ngày", "Mã thẻ", "Phường"], ["5/3/2026", "1234", "Cửa Ông"], ["6/3/2026", "99", "Hà Khẩu"]]
TCVN3_OF = {chr(after): chr(before) for before, after in _TCVN3.items()}


def refused(data: bytes, **limits: int) -> Reason:
    with pytest.raises(UnreadableWorkbook) as told:
        read_workbook(data, **limits)
    assert len(str(told.value)) > 40, "a sentence, with what to do"
    return told.value.reason


def csv(delimiter=",", end="\n") -> str:
    return end.join(delimiter.join(row) for row in ROWS) + end


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_csv_in_any_form(delimiter, encoding):
    assert read_workbook(csv(delimiter, "\r\n").encode(encoding))[0].rows == ROWS


def test_csv_in_the_vietnamese_code_page():
    parts = {"à": "aÌ", "ã": "aÞ", "ẻ": "eÒ", "ườ": "ươÌ", "ử": "ưÒ", "ẩ": "âÒ"}
    text = csv()
    for whole, split in parts.items():
        text = text.replace(whole, split.translate({ord("Ì"): "\u0300", ord("Þ"): "\u0303", ord("Ò"): "\u0309"}))
    assert read_workbook(text.encode("cp1258"))[0].rows == ROWS


def test_what_excel_says_about_the_delimiter_is_no_row():
    assert read_workbook(("sep=;\n" + csv(";")).encode())[0].rows == ROWS


def test_cells_of_a_workbook_keep_what_they_are():
    rows = [["Ngày", "Số", "Chữ"], [date(2026, 3, 5), 12, "012"], [None, 1.5, " x "]]
    read = read_workbook(xlsx(rows))[0].rows
    assert read == [rows[0], rows[1], [None, 1.5, "x"]]
    assert type(read[1][1]) is int


def test_merged_words_are_in_every_cell_and_a_merged_number_counts_once():
    data = xlsx(
        [[None] * 3] * 3 + [["", "", "x"]], merged=[(0, 0, 0, 2, "Vật phẩm"), (1, 0, 2, 0, "hoa-sen"), (1, 1, 2, 1, 20)]
    )
    rows = read_workbook(data)[0].rows
    assert rows[0] == ["Vật phẩm"] * 3
    assert [row[0] for row in rows[1:3]] == ["hoa-sen", "hoa-sen"]
    assert [row[1] for row in rows[1:3]] == [20, None]


def test_a_formula_is_seen_for_what_it_is():
    rows = read_workbook(xlsx([["a", None], ["b", 3]], formulas={(0, 1): ("=B2*2", 6)}))[0].rows
    assert rows == [["a", Formula("=B2*2")], ["b", 3]]
    assert read_workbook(b"a,b\n=1+1,2\n")[0].rows[1][0] == Formula("=1+1")


@pytest.mark.parametrize("data, reason", [
    (b"", Reason.EMPTY),
    (b"\n\n  \n", Reason.EMPTY),
    (bytes(range(256)) * 500, Reason.NOT_A_WORKBOOK),
    (b"%PDF-1.7 and so on", Reason.NOT_A_WORKBOOK),
    (b"<html><table><tr><td>1</td></tr></table></html>", Reason.NOT_A_WORKBOOK),
    (b"PK\x03\x04" + b"x" * 500, Reason.BROKEN),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), Reason.OLD_FORMAT),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), Reason.LOCKED),
    (b'a,b,c\n1,2,3\n1,"2', Reason.BROKEN),
    (b"a,b,c\n1,2,3\n1,2,3\n1,2", Reason.BROKEN),
    (csv().encode("utf-16")[:-3], Reason.NOT_A_WORKBOOK),
])  # fmt: skip
def test_what_is_no_table_is_told(data, reason):
    if data.startswith(b"\xff\xfe"):  # an odd byte at the end: only the last sign is lost
        assert read_workbook(data)[0].rows[0] == ROWS[0]
    else:
        assert refused(data) is reason


def test_half_a_workbook_is_refused_wherever_it_breaks():
    whole = xlsx(ROWS)
    for part in (0.2, 0.5, 0.9, 0.99):
        assert refused(whole[: int(len(whole) * part)]) is Reason.BROKEN


def test_a_broken_part_inside_is_told():
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx(ROWS))) as good, zipfile.ZipFile(made, "w") as bad:
        for name in good.namelist():
            bad.writestr(name, good.read(name)[:60] if name.endswith("sheet1.xml") else good.read(name))
    assert refused(made.getvalue()) is Reason.BROKEN


def test_a_bomb_is_not_opened():
    data = bomb()
    assert len(data) < 400_000
    assert refused(data) is Reason.SWELLS


def test_a_cell_at_the_end_of_the_sheet_takes_down_only_the_child():
    assert refused(far_cell()) is Reason.TOO_MUCH_WORK


def test_too_many_rows_are_told():
    assert refused(csv().encode(), most_rows=2) is Reason.TOO_MANY_ROWS


@pytest.mark.parametrize("text", ["Ngµy,M· thÎ,Ph­êng\n5/3/2026,1,Cöa ¤ng\n", "§ång ®¼ng viªn,Ngµy tiÕp cËn\na,b\n"])
def test_tcvn3_is_called_by_its_name(text):
    assert refused(text.encode("latin-1")) is Reason.TCVN3
    assert refused(xlsx([line.split(",") for line in text.splitlines()])) is Reason.TCVN3


@pytest.mark.parametrize(
    "text", ["Ngaøy,Maõ theû,Phöôøng\n5/3/2026,1,Cöûa OÂng\n", "Ñoàng ñaúng vieân,Tieáp caän\na,b\n"]
)
def test_vni_is_called_by_its_name(text):
    assert refused(text.encode("latin-1")) is Reason.VNI
    assert refused(xlsx([line.split(",") for line in text.splitlines()])) is Reason.VNI


PLACES = [
    "Hà Khẩu",
    "Cửa Ông",
    "Đồng Đăng",
    "Thủy Nguyên",
    "Yết Kiêu",
    "Bãi Cháy",
    "Giếng Đáy",
    "Nguyễn Huệ",
    "Khuỷu tay",
]
WORDS = ["người", "ngày", "tuần", "phường", "xã", "bao cao su", "nội dung", "được", "giới thiệu", "quyền", "thuốc", "ở"]


@given(st.lists(st.sampled_from(PLACES + WORDS), min_size=6, max_size=40))
def test_unicode_is_never_taken_for_an_old_encoding_and_tcvn3_always_is(texts):
    assert legacy_encoding(texts) is None
    old = ["".join(TCVN3_OF.get(letter, letter) for letter in text) for text in texts]
    assert [from_tcvn3(text) for text in old] == texts
    assert legacy_encoding(old) == "tcvn3"


def test_vni_turns_into_unicode():
    assert from_vni("Hoï teân Ñaëng Thò Hoàng, phöôøng Cöûa OÂng, quyeàn, khuyûu") == (
        "Họ tên Đặng Thị Hồng, phường Cửa Ông, quyền, khuỷu"
    )


CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-9, 10**9),
    st.text(max_size=9),
    st.dates(),
    st.builds(Formula, st.just("=A1")),
)


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=5))
def test_sheets_pass_between_processes_unchanged(rows):
    sheets = [Sheet("Một", rows), Sheet("Hai", [])]
    read = from_lines(b"".join(to_lines(sheets)).split(b"\n")[:-1])
    assert read == sheets
    assert [[type(c) for c in row] for row in read[0].rows] == [[type(c) for c in row] for row in rows]
