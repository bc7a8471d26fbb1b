"""Each reader sees the tables made for her, and nobody sees a small number of people."""

import csv
import io
import re

import pytest
from django.urls import reverse

from caunoi.published.models import AudienceCell, AudienceTable, ExactCell
from caunoi.published.tests.conftest import NOVEMBER, month_of

pytestmark = pytest.mark.django_db
READERS = ["authority", "authority_hp", "national", "donor", "programme"]


def page(client, language=""):
    response = client.get(f"{language}/reports/")
    assert response.status_code == 200
    return response.content.decode()


def numbers(html):
    """Every number that a cell of a table shows."""
    cells = re.findall(r"<t[dh][^>]*govuk-table__cell--numeric[^>]*>(.*?)</t[dh]>", html, re.S)
    return [cell.replace("≈", "").strip() for cell in cells]


def numbers_of_people(html):
    """Numbers whose row or table says that they count people."""
    for table in re.findall(r"<table.*?</table>", html, re.S):
        (caption,) = re.findall(r"<caption.*?</caption>", table, re.S)
        for row in re.findall(r"<tr.*?</tr>", table, re.S):
            if "(người)" in caption or "(người)" in row:
                yield from (int(cell.replace(".", "")) for cell in numbers(row) if re.fullmatch(r"[\d.]+", cell))


def test_an_authority_reads_its_own_province_only(all_sent, authority, authority_hp, national, client_of):
    quang_ninh, hai_phong, country = (page(client_of(user)) for user in (authority, authority_hp, national))
    assert "Quảng Ninh" in quang_ninh and "3/3 câu lạc bộ đã gửi" in quang_ninh and "132" in numbers(quang_ninh)
    assert "Hải Phòng" in hai_phong and "1/1 câu lạc bộ đã gửi" in hai_phong and "46" in numbers(hai_phong)
    assert "132" not in numbers(hai_phong) and "178" not in numbers(hai_phong)
    assert "178" in numbers(country) and "4/4 câu lạc bộ đã gửi" in country


def test_an_authority_elsewhere_sees_nothing(senders, send, authority_hp, client_of):
    for sender in senders[:3]:
        send(sender.file(month_of(12, 9, 30, 8)))
    client = client_of(authority_hp)
    assert "Chưa có số liệu" in page(client)
    assert client.get(reverse("reports:period", args=[NOVEMBER.key])).status_code == 404
    assert client.get(reverse("reports:csv", args=[NOVEMBER.key])).status_code == 404


@pytest.mark.parametrize("who", READERS)
def test_no_small_number_of_people_is_on_any_page(request, all_sent, who, client_of):
    client = client_of(request.getfixturevalue(who))
    found = list(numbers_of_people(page(client)))
    assert bool(found) == (who != "authority_hp")  # seven people in all: nothing can be said
    assert all(number == 0 or number >= 8 for number in found)
    assert all(number % 5 == 0 for number in found)


def test_no_published_cell_of_people_is_small(all_sent):
    of_people = AudienceCell.objects.filter(table__unit="person", shown__isnull=False)
    assert of_people.exists() and not of_people.filter(shown__range=(1, 7)).exists()


def test_units_notes_and_period_are_said(all_sent, national, client_of):
    html = page(client_of(national))
    assert "Tháng 11/2026 (15/10/2026–14/11/2026)" in html
    assert "có thể trùng người" in html and "(lượt)" in html and "(người)" in html
    assert "tính từ sổ" in html


def test_english_is_complete(all_sent, national, client_of):
    html = page(client_of(national), "/en")
    assert "4 of 4 clubs have sent" in html and "People reached" in html and "Người được" not in html


def test_the_file_holds_exactly_what_the_page_shows(all_sent, authority, client_of):
    client = client_of(authority)
    response = client.get("/reports/2026-11A.csv")
    assert response["Content-Disposition"] == 'attachment; filename="so-lieu-2026-11a.csv"'
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))[1:]
    totals = [row for row in rows if row[2] == "Tổng"]
    with_rows = {row[1] for row in rows if row[2] != "Tổng"}
    on_page = [*totals, *(row for row in rows if row[1] in with_rows)]
    before_shares = page(client).partition("Tỷ lệ và mẫu số")[0]
    shown = [row[3].partition(" không nêu (")[0].replace("không nêu được", "–") for row in on_page]
    assert shown == [number.replace(".", "") for number in numbers(before_shares)]
    assert len(rows) == AudienceCell.objects.filter(table__audience="province", table__place__code="22").count()


@pytest.mark.parametrize("begin", ["=1+1", "+84", "-1", "@x", "\t=1", "\r=1"])
def test_no_cell_of_the_file_is_a_formula(all_sent, national, client_of, begin):
    """Rows are named by the catalogue alone; should another word ever come there, it stays a word."""
    AudienceCell.objects.filter(table__indicator="contacts", is_total=False).update(key=[begin])
    text = client_of(national).get("/reports/2026-11A.csv").content.decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
    assert f"'{begin}" in cells and not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


@pytest.mark.parametrize("who", ["hub_admin"])
def test_administrators_read_no_figures(request, who, all_sent, client_of):
    client = client_of(request.getfixturevalue(who))
    assert client.get(reverse("reports:index")).status_code == 403
    assert client.get(reverse("reports:csv", args=[NOVEMBER.key])).status_code == 403
    assert client.get(reverse("exchange:programme")).status_code == 403


def test_readers_ask_for_no_exact_cell(all_sent, national, client_of, django_assert_max_num_queries):
    client = client_of(national)
    with django_assert_max_num_queries(16) as seen:
        page(client)
    assert ExactCell.objects.exists() and AudienceTable.objects.exists()
    assert not [query for query in seen.captured_queries if ExactCell._meta.db_table in query["sql"]]
