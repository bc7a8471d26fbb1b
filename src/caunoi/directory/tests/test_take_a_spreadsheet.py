"""A provider's own spreadsheet: rows that are clear enter, the others come back as a workbook with what to mend."""

import io
from datetime import date
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command

from caunoi.access.actions import CannotDo
from caunoi.directory.choices import Cost, GateCode, ServiceCode
from caunoi.directory.importing.bringing import bring_in_sheet
from caunoi.directory.models import Service
from caunoi.lib.actor import COMMAND
from caunoi.lib.vietnamese_text import fold
from caunoi.look.workbooks.reading import read_workbook
from caunoi.places.choices import PlaceKind, SuccessionKind
from caunoi.places.models import Place, Succession

HEAD = "STT;Đơn vị;Loại dịch vụ;Tên dịch vụ;Tỉnh;Phường/Xã;Địa chỉ;Điện thoại;Giờ mở cửa;Chi phí;Giấy tờ;Hộ khẩu"
GOOD = (
    "1;Phòng khám Bình An;Tâm lý;Nói chuyện riêng;Quảng Ninh;hong gai;Số 5;0203 111;T2-T6 8h-16h;Miễn phí;không;",
    "2;Trung tâm Mới;PSY;Gọi điện;;;;1800 1;Cả ngày đêm;;;",
    "3;Trường nghề;Học nghề;Lớp may;Quảng Ninh;Hồng Gai;;0203 222;Gọi trước;500.000;Căn cước;x",
)
BAD = (
    "4;Phòng khám Bình An;Xem bói;Thử;Quảng Ninh;Hồng Gai;;;;;;",
    "5;;PSY;Thử;;;;;;;;",
    "6;Phòng khám Bình An;PSY;Thử;Hà Tây;;;;;;;",
    "7;Phòng khám Bình An;PSY;Thử;Quảng Ninh;Nơi không có;;;;;;",
    "8;Phòng khám Bình An;nơi tạm lánh;Nhà;Quảng Ninh;;Số 1;;;;;",
    "9;Phòng khám Bình An;PSY;Thử;Quảng Ninh;;;;;tuỳ lúc;;",
    "10;Phòng khám Bình An;PSY;Thử;Quảng Ninh;;;;;;;có lẽ",
    "11;Công an phường;PSY;Thử;;;;;;;;",
)


def table(*rows):
    return "\n".join(["Danh bạ dịch vụ", HEAD, *rows]).encode()


@pytest.fixture
def bring(provider, commune, now):
    def enter(data, **more):
        return bring_in_sheet(by=COMMAND, at=now, data=data, **more)

    return enter


def test_clear_rows_enter_and_the_others_come_back(bring):
    outcome = bring(table(*GOOD, *BAD))
    assert (outcome.added, outcome.changed, len(outcome.returned)) == (3, 0, len(BAD))
    assert all(what for _line, _title, what in outcome.returned)
    (sheet,) = read_workbook(outcome.workbook)
    assert sheet.rows[1][-1] == "Cần sửa" and len(sheet.rows) == 2 + len(BAD)


def test_what_the_cells_mean(bring, commune, provider):
    bring(table(*GOOD))
    talk, call, sewing = (Service.objects.get(name=name) for name in ("Nói chuyện riêng", "Gọi điện", "Lớp may"))
    assert (talk.provider, talk.code, talk.cost) == (provider, ServiceCode.PSY, Cost.FREE)
    assert talk.at_locations.get().location.place == commune
    assert [(one.byday, one.opens.hour) for one in talk.schedules.all()] == [("MO,TU,WE,TH,FR", 8)]
    assert (call.cost, call.at_locations.count()) == (Cost.UNKNOWN, 0)
    assert {one.code for one in sewing.gates.all()} == {GateCode.ID, GateCode.RES_PROVINCE}
    assert (sewing.cost, sewing.needs_papers, sewing.needs_residence) == (Cost.PAID, True, True)


def test_twice_is_once_and_a_change_is_seen(bring):
    bring(table(*GOOD))
    again = bring(table(*GOOD))
    assert (again.added, again.changed, again.same) == (0, 0, 3)
    changed = bring(table(GOOD[0].replace("0203 111", "0203 999"), *GOOD[1:]))
    assert (changed.added, changed.changed, changed.same) == (0, 1, 2) and Service.objects.count() == 3


def test_a_dry_run_saves_nothing(bring):
    outcome = bring(table(*GOOD, *BAD), dry_run=True)
    assert (outcome.added, len(outcome.returned)) == (3, len(BAD)) and not Service.objects.exists()


def test_mended_rows_enter_by_the_workbook_that_came_back(bring):
    back = bring(table(GOOD[0], BAD[0])).workbook
    (sheet,) = read_workbook(back)
    row = [cell if cell != "Xem bói" else "tư vấn tâm lý" for cell in sheet.rows[2][:-1]]
    mended = ";".join("" if cell is None else str(cell) for cell in row)
    assert bring(table(mended)).added == 1


def test_an_old_commune_comes_back_with_what_it_is_now(bring, place_qn, commune):
    old = Place.objects.create(
        id=uuid4(), code="06650", kind=PlaceKind.WARD, name="Phường Trần Hưng Đạo", parent=place_qn,
        valid_to=date(2025, 7, 1), folded=fold("Phường Trần Hưng Đạo"), sort_key="x", decree="",
    )  # fmt: skip
    Succession.objects.create(id=uuid4(), old=old, new=commune, kind=SuccessionKind.WHOLE)
    outcome = bring(table(GOOD[0].replace("hong gai", "Trần Hưng Đạo")))
    assert "Phường Hồng Gai" in outcome.returned[0][2]


@pytest.mark.parametrize("data", [b"", b"a;b\n1;2", "Ngày;Mã thẻ\n1/2/2026;5".encode(), b"\x00\x01\x02" * 50])
def test_what_is_no_table_of_services(bring, data):
    from caunoi.look.workbooks.problems import UnreadableWorkbook

    with pytest.raises((CannotDo, UnreadableWorkbook)):
        bring(data)


def test_from_the_command_line(bring, tmp_path):
    path, said = tmp_path / "danh-ba.csv", io.StringIO()
    path.write_bytes(table(*GOOD, BAD[0]))
    with pytest.raises(CommandError):
        call_command("import", "services", str(path), stdout=said)
    assert "4 dịch vụ: 3 mới" in said.getvalue() and (tmp_path / "danh-ba-can-sua.xlsx").exists()
