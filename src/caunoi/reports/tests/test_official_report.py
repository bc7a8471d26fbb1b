"""The official report as a page and as Word, workbook and PDF: headings, rows, figures and what stands beside them."""

import io
import re
from zipfile import ZipFile

import pytest
from django.urls import reverse

from caunoi.look import official
from caunoi.places.choices import PlaceKind
from caunoi.published.tests.test_lock_a_return import lock, send_all
from caunoi.reports import return_pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def locked(senders, place_qn):
    send_all(senders[:2], people=(20, 30))
    return lock(place_qn)


def paper(client, found, form):
    response = client.get(reverse("reports:return_paper", args=[found.pk, form]))
    assert response.status_code == 200
    return response.content


def words_in(data, *names):
    with ZipFile(io.BytesIO(data)) as archive:
        text = " ".join(archive.read(name).decode() for name in archive.namelist() if name.startswith(names))
    return re.sub(r"<[^>]+>", " ", text)


def test_the_authority_reads_figures_reported_beside_figures_now(locked, authority, client_of):
    client = client_of(authority)
    assert "6 tháng đầu năm 2026" in client.get("/reports/returns/").content.decode()
    page = client.get(reverse("reports:return", args=[locked.pk])).content.decode()
    assert "Số đã báo cáo" in page and "Số hiện nay" in page and "20/06/2026" in page
    assert "Chưa phân tổ" in page and "dưới 8" in page and "2 trên 3 câu lạc bộ" in page
    english = client.get("/en" + reverse("reports:return", args=[locked.pk])).content.decode()
    assert "Figures reported" in english and "Số đã báo cáo" not in english


def test_another_province_does_not_find_it(locked, authority_hp, client_of):
    assert client_of(authority_hp).get(reverse("reports:return", args=[locked.pk])).status_code == 404


def test_word_has_the_layout_and_the_figures(locked, authority, client_of):
    text = words_in(paper(client_of(authority), locked, "docx"), "word/document")
    for words in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "SỞ Y TẾ",
        "Kính gửi: Bộ Y tế",
        "BÁO CÁO",
        "Người được tiếp cận",
        "50",
    ):
        assert words in text, words


def test_the_heading_is_of_the_body_that_answered_on_the_day(locked):
    assert return_pages.paper(locked).body[-1] == "SỞ Y TẾ"
    locked.locked_at = locked.locked_at.replace(year=2024)
    assert "LAO ĐỘNG" in return_pages.paper(locked).body[-1]


def test_a_province_is_named_as_what_it_was_on_the_day(locked):
    assert return_pages.paper(locked).body[0] == "ỦY BAN NHÂN DÂN TỈNH QUẢNG NINH"
    locked.place.kind = PlaceKind.CITY
    assert return_pages.paper(locked).body[0] == "ỦY BAN NHÂN DÂN THÀNH PHỐ QUẢNG NINH"
    locked.place.name = "Thành phố Hồ Chí Minh"
    assert return_pages.paper(locked).body[0] == "ỦY BAN NHÂN DÂN THÀNH PHỐ HỒ CHÍ MINH"


def test_the_paper_is_vietnamese_on_an_english_page_too(locked, authority, client_of):
    url = f"/en/reports/returns/{locked.pk}.docx"
    assert "Người được tiếp cận" in words_in(client_of(authority).get(url).content, "word/document")


def test_the_workbook_keeps_numbers_as_numbers_and_formulas_as_text(locked):
    odd = return_pages.paper(locked)
    odd = type(odd)(**{**odd.__dict__, "subject": "=1+1"})
    data = official.as_xlsx(odd)
    assert "<f>" not in "".join(ZipFile(io.BytesIO(data)).read(f"xl/worksheets/sheet{n}.xml").decode() for n in (1,))
    assert "=1+1" in words_in(data, "xl/sharedStrings")
    assert "<v>144</v>" in ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml").decode()


def test_the_pdf_has_its_fonts_in_it(locked, authority, client_of):
    data = paper(client_of(authority), locked, "pdf")
    assert data.startswith(b"%PDF") and b"/FontFile" in data


def test_another_form_does_not_exist(locked, authority, client_of):
    assert client_of(authority).get(f"/reports/returns/{locked.pk}.exe").status_code == 404


def test_the_office_locks_it_on_its_calendar(senders, place_qn, programme, client_of):
    send_all(senders[:2])
    client = client_of(programme)
    answer = client.post(f"/programme/returns/2026-H1A/{place_qn.pk}/lock", follow=True).content.decode()
    assert "Đã khóa" in answer
    again = client.post(f"/programme/returns/2026-H1A/{place_qn.pk}/lock", follow=True).content.decode()
    assert "đã khóa và không đổi" in again
