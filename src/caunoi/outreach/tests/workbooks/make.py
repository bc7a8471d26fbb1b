"""Writes the ten workbooks as flat OpenDocument sheets and lets LibreOffice turn them into what people send.

Run where `soffice` is installed: python make.py FOLDER. Everybody and everything in them is invented.
"""

import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

CARDS = ("1000000018", "1000000026", "1000000039", "0000000403")
"""Numbers with their check digit; the last begins with zeros, which spreadsheets drop."""
ELSEWHERE = "1000000052"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:"
HEAD = f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="{OFFICE}office:1.0" xmlns:table="{OFFICE}table:1.0" xmlns:text="{OFFICE}text:1.0"
 xmlns:style="{OFFICE}style:1.0" xmlns:number="{OFFICE}datastyle:1.0" office:version="1.2"
 office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:automatic-styles>
<number:date-style style:name="D"><number:day number:style="long"/><number:text>/</number:text>
<number:month number:style="long"/><number:text>/</number:text><number:year number:style="long"/></number:date-style>
<style:style style:name="day" style:family="table-cell" style:data-style-name="D"/></office:automatic-styles>
<office:body><office:spreadsheet>"""
TAIL = "</office:spreadsheet></office:body></office:document>"
CSV_SEMICOLON, CSV_UTF16_TAB = (
    "csv:Text - txt - csv (StarCalc):59,34,76,1",
    "csv:Text - txt - csv (StarCalc):9,34,65535,1",
)


@dataclass
class Merged:
    """A cell over several columns and lines."""

    said: Any
    across: int = 1
    down: int = 1


@dataclass
class Computed:
    """A formula and what it shows."""

    formula: str
    shown: int


Rows = list[list[Any]]
Books = dict[str, tuple[str, dict[str, Rows]]]


def cell(said: Any) -> str:
    if isinstance(said, Merged):
        spans = f' table:number-columns-spanned="{said.across}" table:number-rows-spanned="{said.down}"'
        return cell(said.said).replace("<table:table-cell", "<table:table-cell" + spans, 1)
    if said is None:
        return "<table:table-cell/>"
    if isinstance(said, Computed):
        return f'<table:table-cell table:formula={quoteattr(said.formula)} office:value-type="float" office:value="{said.shown}"/>'
    if isinstance(said, date):
        return f'<table:table-cell table:style-name="day" office:value-type="date" office:date-value="{said}"/>'
    if isinstance(said, (int, float)):
        return f'<table:table-cell office:value-type="float" office:value="{said}"/>'
    return f'<table:table-cell office:value-type="string"><text:p>{escape(said)}</text:p></table:table-cell>'


def sheet(name: str, rows: Iterable[list[Any]]) -> Iterator[str]:
    yield f"<table:table table:name={quoteattr(name)}>"
    for row in rows:
        yield f"<table:table-row>{''.join(map(cell, row))}</table:table-row>"
    yield "</table:table>"


def tcvn3(text: str) -> str:
    """As an old machine would have written it."""
    plain = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĐ"
    old = "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\u00adõö÷øùúûüýþ§"
    return text.translate(str.maketrans(plain, old))


def books() -> Books:
    """File name: what LibreOffice makes of it, and its sheets."""
    a, b, c, _zero = CARDS
    foot = [[None], [None, None, None, "Người lập biểu"], [None, None, None, "(Ký, ghi rõ họ tên)"]]
    return {
        "01-so-thang-3.xlsx": ("xlsx", {"Tháng 3": [
            [Merged("SỔ TAY THÁNG 3 NĂM 2026", 8)], [Merged("(mỗi dòng một lần gặp)", 8)], [],
            ["STT", "Ngày gặp", "Đồng đẳng viên", "Mã thẻ", "Nơi gặp", "Phường/xã", "Bao cao su (cái)", "Tờ rơi"],
            [1, date(2026, 3, 2), "peer", a, "Nơi làm việc", "Hồng Gai", 20, 2],
            [2, date(2026, 3, 3), "peer", b, "ở nhà", "P. Hồng Gai", 10, None],
            [3, date(2026, 3, 3), "peer", None, "Ngoài trời", "hong gai", 30, 5],
            ["Tổng cộng", None, None, None, None, None, Computed("of:=SUM([.G5:.G7])", 60), 7], *foot]}),
        "02-hai-dong-tieu-de.ods": ("ods", {"Sổ": [
            [Merged("Sổ ghi chép của đồng đẳng viên peer", 11)],
            [Merged("Ngày", 1, 2), Merged("Mã thẻ", 1, 2), Merged("Số người", 1, 2), Merged("Nơi gặp", 1, 2), Merged("Vật phẩm", 3), None,
             None, Merged("Nội dung trao đổi", 3), None, None, Merged("Giới thiệu", 1, 2)],
            [None, None, None, None, "BCS", "CBT", "Tờ rơi", "Quyền", "Bạo lực và an toàn", "Tránh thai", None],
            ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)", "(10)", "(11)"],
            ["4/3/2026", a, None, "quán", 12, 2, None, "x", None, "✓", "có"],
            ["4/3/2026", "ẩn danh", 4, "công viên", 40, None, 4, "X", "v", None, "không"],
            ["5/3/2026", "không thẻ", 2, "nhà trọ", None, None, 2, None, None, 1, "chắc là có"]]}),
        "03-ngay-moi-kieu.xlsx": ("xlsx", {"Trang1": [
            ["Ngày tháng", "ĐĐV", "Số người", "Địa điểm", "BCS"],
            ["06/03/2026", "peer", 1, "quán", 1], ["7-3-26", "peer", 1, "quán", 2], ["8.3.2026", "peer", 1, "quán", 3],
            ["ngày 9 tháng 3 năm 2026", "peer", 1, "quán", 4], [46091, "peer", 1, "quán", 5], ["Thứ tư, 11/3/2026", "peer", 1, "quán", 6],
            ["2026-03-12", "peer", 1, "quán", 7], ["31/2/2026", "peer", 1, "quán", 8], ["hôm qua", "peer", 1, "quán", 9],
            ["30/12/2099", "peer", 1, "quán", 10]]}),
        "04-theo-tuan.ods": ("ods", {"Lịch": [
            [Merged("LỊCH THÁNG 4 NĂM 2026", 6)], [],
            ["Tuần", "CTV", "Mã số thẻ", "Nơi gặp", "Vật phẩm đã phát", "Nội dung"],
            ["Tuần 1", Merged("peer", 1, 3), a, "ở nhà", "BCS 10, gel 2", "quyền; tránh thai"],
            ["tuần 2", None, b, "điện thoại", None, "tâm sự"],
            ["Tuần III", None, c, "zalo", "tờ rơi: 3", "sức khoẻ"],
            ["tuần 4 tháng 4/2026", "peer", c, "CLB", "10 bao cao su; 5 kẹo", "quyền"],
            ["tuần 16", "peer", a, "quán", None, None], ["Tuần 9", "peer", None, "quán", None, None]]}),
    }  # fmt: skip


def more_books() -> Books:
    """The other six."""
    a, b, c, zero = CARDS
    return {
        "05-in-english.xlsx": ("xlsx", {"March": [
            ["Peer databook, March 2026"], ["Date", "Peer handle", "Card number", "People", "Where", "Ward", "Condoms", "Needles", "Signposted"],
            ["2026-03-13", "peer-two", None, 3, "outdoors", "Hong Gai", 15, 4, "yes"],
            ["2026-03-14", "peer-two", a, None, "at a workplace", None, 5, None, "no"],
            ["2026-03-15", "nobody-here", None, 2, "home", None, None, None, None], ["Total", None, None, 5, None, None, 20, 4, None]]}),
        "06-cong-thuc.xlsx": ("xlsx", {"Sổ": [
            ["Ngày", "ĐĐV", "Số người", "Nơi gặp", "BCS", "Tờ rơi"], ["16/3/2026", "peer", 2, "quán", Computed("of:=10*2", 20), 1],
            ["17/3/2026", "peer", 2, "quán", 20, Computed("of:=[.F2]+1", 2)], ["18/3/2026", "peer", 3, "quán", 20, 1],
            ["=1+1", "peer", 1, "quán", 1, 1], ["+19/3", "@peer", 1, "-quán", 1, 1], ["Cộng", None, Computed("of:=SUM([.C2:.C4])", 7)]]}),
        "07-cham-phay.csv": (CSV_SEMICOLON, {"Sổ": [
            ["Sổ tháng 3"], ["NGÀY", "ĐỒNG ĐẲNG VIÊN", "SỐ THẺ", "NƠI GẶP", "BCS", "GIỚI THIỆU"], ["19/3/2026", "peer", a, "quán", "12", "x"],
            ["19/3/2026", "peer", int(zero), "quán", "1.000", None], ["19/3/2026", "peer", "10 0000 0039", "quán", "mười", None],
            ["20/3/2026", "peer", "1000000017", "quán", "-3", None], ["20/3/2026", "peer", ELSEWHERE, "quán", 3, None]]}),
        "08-utf16.csv": (CSV_UTF16_TAB, {"Sổ": [
            ["Ngày", "ĐĐV", "Số người", "Nơi gặp", "Xã, phường", "Bạo lực (có/không)"], ["21/3/2026", "peer", 6, "ngoài trời", "Trần Hưng Đạo", 1],
            ["21/3/2026", "peer", 2, "ngoài trời", "Phường Không Đâu", None], ["22/3/2026", "peer", 2, "ngoài trời", "Hồng Gai", "x"],
            ["22/3/2026", "peer", 200, "trên trời", "Hồng Gai", None]]}),
        "09-tcvn3.xlsx": ("xlsx", {"So": [
            [tcvn3(word) for word in ("Ngày", "Đồng đẳng viên", "Số người", "Nơi gặp", "Phường")],
            ["23/3/2026", "peer", 2, tcvn3("ngoài trời"), tcvn3("Hồng Gai")], ["24/3/2026", "peer", 2, tcvn3("nơi làm việc"), None]]}),
        "10-nhieu-trang.ods": ("ods", {
            "Hướng dẫn": [["Mỗi dòng một lần gặp."], ["Không ghi tên."]],
            "Tuần 1": [["Ngày", "ĐĐV", "Mã thẻ", "Nơi gặp", "BCS", "Họ tên", "CLB"], ["25/3/2026", "peer", a, "quán", 5, "Hoa", "Nhóm Sao Mai"],
                       ["25/3/2026", "peer", a, "quán", 6, None, None], ["25/3/2026", "peer", b, "quán", 5, None, "Nhóm Hoa Nắng"]],
            "Tuần 2": [["Ngày", "ĐĐV", "Mã thẻ", "Nơi gặp", "BCS"], ["26/3/2026", "peer", None, "quán", 5], [], ["26/3/2026", "peer", None, "quán", 5],
                       ["Ngày", "ĐĐV", "Mã thẻ", "Nơi gặp", "BCS"], ["27/3/2026", "peer-two", c, "quán", 3], ["Total", None, None, None, 13]]}),
    }  # fmt: skip


def main(folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    for name, (kind, sheets) in (books() | more_books()).items():
        with tempfile.TemporaryDirectory() as work:
            flat = Path(work) / Path(name).with_suffix(".fods")
            flat.write_text(HEAD + "".join(line for pair in sheets.items() for line in sheet(*pair)) + TAIL, "utf-8")
            subprocess.run(
                ["soffice", "--headless", "--convert-to", kind, "--outdir", str(folder), str(flat)], check=True
            )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
