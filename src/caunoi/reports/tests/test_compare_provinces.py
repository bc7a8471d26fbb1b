"""Province beside province, month by month: only what was controlled, no ranking, a map of all of the country."""

import csv
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from caunoi import places
from caunoi.conftest import make_place
from caunoi.indicators.catalogue import by_code
from caunoi.indicators.model import Sensitivity
from caunoi.look.charts import Bars, Square, SquareMap, Stated
from caunoi.look.tables import Table
from caunoi.places.choices import PROVINCES, PlaceKind
from caunoi.published.models import AudienceCell, ExactCell
from caunoi.published.tests.conftest import NOVEMBER, month_of
from caunoi.reports import charts

CONTACTS = f"/reports/numbers/contacts/{NOVEMBER.key}/"


def page(client, path=CONTACTS, language=""):
    response = client.get(language + path)
    assert response.status_code == 200
    return response.content.decode()


def squares(html):
    return re.search(r'aria-label="([^"]*)"', html[html.index('class="squares"') :])[1] if "squares" in html else ""


def standing_provinces():
    with (Path(places.__file__).parent / "reference/places.csv").open(encoding="utf-8") as file:
        return {row["code"] for row in csv.DictReader(file) if row["kind"] in PROVINCES and not row["valid_to"]}


def test_every_province_has_one_square_of_its_own():
    own = [one.code for one in charts.positions() if not one.name]
    assert len(own) == 34 and set(own) == standing_provinces()
    everywhere = [(one.column, one.row) for one in charts.positions()]
    assert len(everywhere) == len(set(everywhere)) and max(column for column, _row in everywhere) <= 5


def test_the_islands_stand_with_their_provinces():
    assert {one.name: one.code for one in charts.positions() if one.name} == {"Hoàng Sa": "48", "Trường Sa": "56"}


@pytest.mark.django_db
def test_the_country_lays_provinces_side_by_side(all_sent, national, client_of):
    make_place("48", "Đà Nẵng", PlaceKind.CITY)
    html = page(client_of(national))
    assert "Quảng Ninh: 132." in squares(html) and "Hải Phòng: 46." in squares(html)
    assert "Đà Nẵng" not in squares(html)  # nobody has figures of it
    assert re.search(r">Hoàng<.*?>Sa<.*?>Đà Nẵng<", html, re.S) and "stroke-dasharray" in html
    assert re.search(r">\s*3/3\s*<", html) and re.search(r">\s*1/1\s*<", html)
    english = page(client_of(national), language="/en")
    assert "Province by province" in english and "Từng tỉnh" not in english


@pytest.mark.django_db
def test_a_small_number_stays_a_mark_there_too(all_sent, national, client_of):
    html = page(client_of(national), f"/reports/numbers/people_reached/{NOVEMBER.key}/")
    assert "Hải Phòng: *." in squares(html) or "Hải Phòng: –." in squares(html)
    assert "≈" in squares(html)


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["authority", "authority_hp", "donor"])
def test_who_reads_one_set_compares_nothing(request, who, all_sent, client_of):
    html = page(client_of(request.getfixturevalue(who)))
    assert "squares" not in html and "Từng tỉnh" not in html
    others = {"authority": ["46", "178"], "authority_hp": ["132", "178"], "donor": ["132", "46"]}[who]
    assert not [number for number in others if re.search(rf">\s*{number}\s*<", html)]


@pytest.mark.django_db
def test_every_number_on_it_was_published(all_sent, programme, client_of, django_assert_max_num_queries):
    client = client_of(programme)
    with django_assert_max_num_queries(20) as seen:
        html = page(client)
    assert ExactCell.objects.exists()
    assert not [query for query in seen.captured_queries if ExactCell._meta.db_table in query["sql"]]
    shown = {int(number) for number in re.findall(r"<td[^>]*numeric[^>]*>(\d+)</td>", html)}
    published = AudienceCell.objects.filter(table__indicator="contacts", is_total=True)
    assert shown and shown <= set(published.values_list("shown", flat=True))


@pytest.mark.django_db
def test_what_nobody_published_is_not_found(all_sent, national, authority_hp, client_of):
    client = client_of(national)
    assert client.get("/reports/numbers/contacts/2026-10A/").status_code == 404
    assert client.get(f"/reports/numbers/nothing/{NOVEMBER.key}/").status_code == 404


def test_violence_is_never_laid_side_by_side():
    counted = by_code("contacts")
    assert charts.may_be_compared(counted)
    assert not charts.may_be_compared(replace(counted, sensitivity=Sensitivity.SENSITIVE_EVENT))


@pytest.mark.django_db
def test_shares_say_what_they_are_of(all_sent, national, client_of):
    html = page(client_of(national), "/reports/")
    table = html[html.index("Tỷ lệ và mẫu số") :]
    assert "không xác định mẫu số" in table and "chuyển gửi đã gửi trong kỳ" in table


@pytest.mark.django_db
def test_beside_sums_of_people_stands_how_many_have_a_card_of_another_place(senders, send, national, client_of):
    for sender, asked in zip(senders, (60, 40, 50, 50), strict=True):
        said = {"people_asked_elsewhere": asked, "people_with_card_elsewhere": asked // 5}
        send(sender.file({**month_of(30, 20, 20, 20), **said}))
    assert "Trong số người được hỏi, ≈ 20 % có thẻ của nơi khác nữa." in page(client_of(national), "/reports/")


@pytest.mark.django_db
def test_where_nobody_was_asked_that_is_said(all_sent, national, client_of):
    html = page(client_of(national), "/reports/")
    assert "có thể trùng người" in html and "Kỳ này chưa nêu được bao nhiêu người có thể bị tính hai lần." in html


def test_a_mark_has_no_length_and_a_rounded_number_its_own():
    bars = Bars("a", "b", "c", date(2026, 1, 1), [("x", Stated(200, "≈ 200")), ("y", Stated(0, "*")), ("z", 100)])
    assert [one.width for one in bars.drawn] == [294, 0, 147]
    assert [str(one.value) for one in bars.drawn] == ["≈ 200", "*", "100"]


def test_darker_is_more_and_the_number_stands_on_it():
    rows = [
        Square("Huế", 0, 0, 40),
        Square("Lào Cai", 1, 0, Stated(0, "*")),
        Square("Sơn La", 0, 1),
        Square("Gia Lai", 1, 1, 10),
    ]
    drawn = SquareMap("a", "b", "c", date(2026, 1, 1), rows, Table("a", [], [])).drawn
    assert len({tint for _one, tint, _ink in drawn}) == 3
    assert [one.name for one in SquareMap("a", "b", "c", date(2026, 1, 1), rows, Table("a", [], [])).said] == [
        "Huế", "Lào Cai", "Gia Lai",
    ]  # fmt: skip
