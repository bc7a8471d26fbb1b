"""Ten workbooks that LibreOffice wrote, with every mess that clubs send: each row enters or comes back with a sentence."""

from datetime import date
from pathlib import Path

import pytest

from caunoi.lib.ids import reference_id
from caunoi.lib.vietnamese_text import fold, sort_key
from caunoi.look.tests.books import xlsx_of
from caunoi.look.workbooks.headers import find_table
from caunoi.look.workbooks.problems import Reason, UnreadableWorkbook
from caunoi.look.workbooks.reading import read_workbook
from caunoi.outreach.databook.columns import HEADINGS
from caunoi.outreach.databook.importing import bring_in
from caunoi.outreach.databook.meaning import Given
from caunoi.outreach.models import Contact, MonthlyCount
from caunoi.outreach.tests.workbooks.make import CARDS, ELSEWHERE
from caunoi.people import actions as people
from caunoi.places.choices import PlaceKind, SuccessionKind
from caunoi.places.models import Place, Succession

BOOKS = Path(__file__).parent / "workbooks"


@pytest.fixture
def world(peer, other_peer, outsider, commune, acting, now):
    """The cards of the workbooks, one of another club, and a ward that was merged into another."""
    for number, worker in zip((*CARDS, ELSEWHERE), (peer, peer, peer, peer, outsider), strict=True):
        member = people.give_card(by=acting(worker), at=now, worker=worker)
        type(member).objects.filter(pk=member.pk).update(card_code=number)
    old = Place.objects.create(
        id=reference_id("place", "06700@"), code="06700", name="Phường Trần Hưng Đạo", kind=PlaceKind.WARD, parent=commune.parent,
        valid_to=date(2025, 7, 1), decree="", folded=fold("Phường Trần Hưng Đạo"), sort_key=sort_key("Phường Trần Hưng Đạo"),
    )  # fmt: skip
    Succession.objects.create(id=reference_id("succession", "06700"), old=old, new=commune, kind=SuccessionKind.WHOLE)


EXPECTED = {
    "01": (3, {}),
    "02": (2, {7: "Giới thiệu"}),
    "03": (7, {9: "31/2/2026", 10: "hôm qua", 11: "chưa đến"}),
    "04": (5, {7: "5 kẹo"}),
    "05": (2, {5: "nobody-here"}),
    "06": (1, {2: "BCS: Ô này là công thức", 3: "Tờ rơi: Ô này là công thức", 5: "công thức", 6: "+19/3"}),
    "07": (2, {5: "mười", 6: "một chữ số", 7: "không có thẻ số này"}),
    "08": (1, {2: "Hồng Gai", 3: "Không Đâu", 5: "trên trời"}),
    "10": (3, {3: "Lần thứ", 4: "nhóm khác|Giống hệt dòng 2"}),
}


def bring(user, acting, now, data):
    return bring_in(by=acting(user), at=now, data=data, given=Given(peer="peer"))


@pytest.mark.parametrize("number", EXPECTED)
def test_each_row_enters_or_comes_back_and_the_mended_file_enters(number, world, lead, acting, now):
    [path] = BOOKS.glob(f"{number}-*")
    outcome = bring(lead, acting, now, path.read_bytes())
    entered, told = EXPECTED[number]
    assert outcome.entered == entered == Contact.objects.count()
    back = [*outcome.conflicts, *outcome.returned]
    assert entered + len(back) == outcome.rows
    for one in back:
        assert any(words in one.what for words in told[one.number].split("|")), one
    assert bring(lead, acting, now, path.read_bytes()).entered == 0, "sent again, nothing is added"
    if outcome.workbook:
        again = bring(lead, acting, now, mended(outcome.workbook))
        assert (again.entered, again.workbook) == (len(back), None)


def test_old_encoding_is_called_by_its_name(world, lead, acting, now):
    with pytest.raises(UnreadableWorkbook) as told:
        bring(lead, acting, now, (BOOKS / "09-tcvn3.xlsx").read_bytes())
    assert told.value.reason is Reason.TCVN3
    assert not Contact.objects.exists()


def test_days_of_any_form_are_the_days_meant(world, lead, acting, now):
    bring(lead, acting, now, (BOOKS / "03-ngay-moi-kieu.xlsx").read_bytes())
    bring(lead, acting, now, (BOOKS / "04-theo-tuan.ods").read_bytes())
    rows = Contact.objects.order_by("on", "precision").values_list("on", "precision")
    assert [(on.month, on.day) for on, precision in rows if precision == "day"] == [(3, day) for day in range(6, 13)]
    weeks = [(on.month, on.day) for on, precision in rows if precision == "week"]
    assert weeks == [(2, 23), (4, 1), (4, 8), (4, 13), (4, 15)]


def test_violence_in_a_file_is_a_number_only(world, lead, peer, acting, now):
    bring(lead, acting, now, (BOOKS / "08-utf16.csv").read_bytes())
    assert list(MonthlyCount.objects.values_list("worker__handle", "count")) == [("peer", 1)]


def mended(data: bytes) -> bytes:
    """What a person does with the rows that came back: each cell that was named is set right, each on a day of its own."""
    sheets = []
    for sheet in read_workbook(data):
        table = find_table(sheet, HEADINGS)
        right = {"on": None, "peer": "peer", "card": None, "setting": "quán", "commune": "Hồng Gai", "signposted": "x", "club": None,
                 "given": "BCS 3", "given_condom": 3, "given_leaflet": 1, "people": 2, "occurrence": None, "mend": None}  # fmt: skip
        for place, line in enumerate(list(table.lines()), start=1):
            row = sheet.rows[line.number - 1]
            for name, column in table.columns.items():
                row[column] = right.get(name, row[column])
            row[table.columns["on"]] = f"{place + 10 * len(sheets)}/6/2026"
        sheets.append(sheet)
    return xlsx_of(sheets)
