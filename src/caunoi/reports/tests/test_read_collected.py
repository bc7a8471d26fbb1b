"""Published tables stand as their sources state them, with what their totals leave over; communes' papers only as sums."""

import csv
import io
import json
import re

import pytest
from django.core.management import call_command

from caunoi.access.choices import Role
from caunoi.conftest import make_organisation, make_user
from caunoi.lib.actor import COMMAND
from caunoi.organisations.choices import OrganisationKind
from caunoi.places.choices import PlaceKind
from caunoi.places.models import Place
from caunoi.published import actions, collected, intake
from caunoi.published.models import CollectedReport
from caunoi.published.tests.collected_world import (
    DUE,
    H1,
    JULY,
    country_with_quang_ninh,
    paper,
    place,
    samples,
    services,
)

pytestmark = pytest.mark.django_db
PAGE = "/reports/collected/"
T1 = "Việt Nam, 6 tháng đầu năm 2019 (01/01/2019–30/06/2019)"
T3 = "Việt Nam, 6 tháng đầu năm 2022 (01/01/2022–30/06/2022)"
T6 = "Quảng Ninh, cuối kỳ: Năm 2018 (01/01/2018–31/12/2018)"


@pytest.fixture
def quang_ninh(db):
    return country_with_quang_ninh()[0]


@pytest.fixture
def loaded(quang_ninh):
    answers = list(intake.take(by=COMMAND, at=JULY, files=samples()))
    assert all(one.is_good for one in answers)


@pytest.fixture
def of_quang_ninh(quang_ninh):
    body = make_organisation(OrganisationKind.STATE_MANAGEMENT, "Sở Quảng Ninh", quang_ninh)
    return make_user("authority", Role.AUTHORITY_OFFICER, body)


@pytest.fixture
def of_hai_phong(quang_ninh):
    city = place("31", "Hải Phòng", PlaceKind.CITY, quang_ninh.parent)
    body = make_organisation(OrganisationKind.STATE_MANAGEMENT, "Sở Hải Phòng", city)
    return make_user("authority-hp", Role.AUTHORITY_OFFICER, body)


def tables(html, heading):
    """Caption → {row: cell} of the document with this heading."""
    (section,) = [part for part in re.findall(r"<section.*?</section>", html, re.S) if f">{heading}</h2>" in part]
    found = {}
    for table in re.findall(r"<table.*?</table>", section, re.S):
        caption = words(re.findall(r"<caption.*?</caption>", table, re.S)[0]).partition(" – ")[0]
        rows = [[words(cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.S)] for row in table.split("<tr")[2:]]
        found[caption] = {row[0]: row[1] for row in rows}
    return found


def words(html):
    return " ".join(re.sub(r"<[^>]+>", "", html).split())


def test_t1_stands_exactly_with_residual_9(loaded, national, client_of):
    found = tables(client_of(national).get(PAGE).content.decode(), T1)
    assert found["Hỗ trợ và dịch vụ (người)"] == {
        "Tư vấn, trợ giúp pháp lý": "293", "Hỗ trợ giáo dục, học nghề, tạo việc làm (ghi gộp)": "32", "Vay vốn": "11",
        "Y tế, chăm sóc sức khỏe": "3.015", "Dịch vụ phòng, chống lây nhiễm HIV": "160", "Chưa phân tổ": "9",
        "Tổng theo nguồn": "3.520",
    }  # fmt: skip
    assert found["Địa phương có mô hình (địa phương)"] == {"Có hoạt động hỗ trợ": "19"}


def test_t3_stands_exactly_with_residual_207_and_its_comparison_in_words(loaded, national, client_of):
    html = client_of(national).get(PAGE).content.decode()
    found = tables(html, T3)
    assert found["Hỗ trợ và dịch vụ (lượt)"] == {
        "Tư vấn, trợ giúp pháp lý": "632", "Hỗ trợ giáo dục": "9", "Học nghề, tạo việc làm": "31",
        "Y tế, chăm sóc sức khỏe": "792", "Dịch vụ phòng, chống lây nhiễm HIV": "1.523", "Chưa phân tổ": "207",
        "Tổng theo nguồn": "3.194",
    }  # fmt: skip
    assert "Nguồn viết “tăng 3,8 lần”" in html
    assert not re.search(r"\b(841|840|665|549|541|270)\b", html)  # no number is made of it, none of police's is here


def test_t6_stands_exactly_with_residual_0(loaded, of_quang_ninh, client_of):
    found = tables(client_of(of_quang_ninh).get(PAGE).content.decode(), T6)["Cơ sở kinh doanh dịch vụ (cơ sở)"]
    numbers = {row: int(cell.replace(".", "")) for row, cell in found.items()}
    assert numbers.pop("Tổng theo nguồn") == 3083 and numbers.pop("Chưa phân tổ") == 0
    assert len(numbers) == 11 and sum(numbers.values()) == 3083
    assert numbers["Khách sạn"] == 330 and numbers["Nhà nghỉ"] == 1144 and numbers["Dịch vụ khác"] == 258


def test_the_words_before_a_number_stand_too(loaded, of_quang_ninh, client_of):
    client = client_of(of_quang_ninh)
    html = client.get(PAGE).content.decode()
    assert "gần 300" in html and "khoảng 150" in html
    front = client.get("/reports/").content.decode()
    assert "gần 300 lượt" in front and "khoảng 150 cơ sở" in front and "3.083 cơ sở" in front


def test_what_was_cut_off_is_not_zero(loaded, national, client_of):
    found = tables(client_of(national).get(PAGE).content.decode(), T1.replace("2019", "2020"))
    rows = found["Hỗ trợ và dịch vụ (lượt)"]
    assert (rows["Vay vốn"], rows["Chưa phân tổ"], rows["Tổng theo nguồn"]) == ("không rõ", "không tính được", "503")


def test_each_number_says_unit_source_and_how_it_was_made(loaded, national, client_of):
    html = client_of(national).get(PAGE).content.decode()
    assert html.count("tổng hợp từ báo cáo") == html.count("<section")
    assert "thanhnien.vn" in html and "07/3/2016" in html and "7/2013–6/2017" in html
    english = client_of(national).get(f"/en{PAGE}").content.decode()
    assert (
        "collected from reports" in english and "Total as the source states it" in english and "7 March 2016" in english
    )
    assert "nearly 300" in english and "Not broken down" in english


def test_a_province_reads_of_the_country_and_of_itself(loaded, of_quang_ninh, of_hai_phong, client_of):
    here, elsewhere = (client_of(one).get(PAGE).content.decode() for one in (of_quang_ninh, of_hai_phong))
    assert T1 in here and T6 in here and T1 in elsewhere and T6 not in elsewhere
    assert "Thành phố Hồ Chí Minh, 01/07/2014" not in here


@pytest.mark.parametrize("who", ["national", "programme", "donor"])
def test_who_reads_the_whole_country_reads_every_document(request, who, loaded, client_of):
    html = client_of(request.getfixturevalue(who)).get(PAGE).content.decode()
    assert T1 in html and T3 in html and T6 in html and "Thành phố Hồ Chí Minh, 01/07/2014" in html


def test_administrators_read_none(loaded, hub_admin, client_of):
    assert client_of(hub_admin).get(PAGE).status_code == 403
    assert client_of(hub_admin).get("/reports/collected.csv").status_code == 403


def test_an_empty_hub_says_so(quang_ninh, national, client_of):
    assert "Chưa có số liệu tổng hợp" in client_of(national).get(PAGE).content.decode()


def test_the_command_line_says_the_same(loaded, capsys):
    call_command("report", "collected", "--format", "json")
    lines = json.loads(capsys.readouterr().out)

    def stated(period, row):
        return [(one["value"], one["unit"]) for one in lines if period in one["period"] and one["row"] == row]

    assert stated("6 tháng đầu năm 2019", "Chưa phân tổ") == [("9", "người")]
    assert stated("6 tháng đầu năm 2019", "Tổng theo nguồn") == [("3520", "người")]
    assert stated("6 tháng đầu năm 2022", "Chưa phân tổ") == [("207", "lượt")]
    assert stated("Năm 2018", "Chưa phân tổ") == [("0", "cơ sở")]
    assert stated("Năm 2018", "Tổng theo nguồn") == [("3083", "cơ sở")]
    (informed,) = [one for one in lines if one["row"].startswith("Được tiếp cận, cung cấp")]
    assert (informed["qualifier"], informed["value"], informed["unit"]) == ("gần", "300", "lượt")


def test_the_file_holds_what_the_page_shows(loaded, national, client_of):
    text = client_of(national).get("/reports/collected.csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert {"3520", "9", "3194", "207", "3083", "0", "300"} <= {row["value"] for row in rows}
    assert all(row["unit"] and row["made"] == "tổng hợp từ báo cáo" for row in rows)


def test_a_restatement_shows_the_new_version_and_keeps_the_old(loaded, national, client_of):
    changed = dict(samples())["t1-national-2019-h1.csv"].decode().replace("3.520", "3.530").encode()
    list(intake.take(by=COMMAND, at=JULY, files=[("again.csv", changed)]))
    html = client_of(national).get(PAGE).content.decode()
    assert tables(html, T1)["Hỗ trợ và dịch vụ (người)"]["Chưa phân tổ"] == "19"
    assert "bản 2" in html and "3.520 người" in html


def test_no_page_of_readers_shows_a_communes_number(quang_ninh, of_quang_ninh, national, donor, programme, client_of):
    """The numbers of each paper are unlike all sums, so that any of them on a page would be seen."""
    communes = list(Place.objects.communes().order_by("code"))
    actions.expect_reports(by=COMMAND, at=JULY, places=communes, period=H1, due_on=DUE)
    files = [
        (f"{n}.xlsx", paper(f"0700{n}", rows=services(211 + n, 101 + n, 61 + n, unit="lượt") + [("supported", "người", 3 + n, "")]))
        for n in range(4)
    ]  # fmt: skip
    list(intake.take(by=COMMAND, at=JULY, files=files))
    assert CollectedReport.objects.count() == 4
    for reader in (of_quang_ninh, national, donor, programme):
        client = client_of(reader)
        for address in (PAGE, "/reports/", "/reports/collected.csv"):
            text = client.get(address).content.decode()
            assert not re.search(r"\b(21[1-4]|10[1-4]|6[1-4])\b", words(text)), address
            assert "Phường Số" not in text
        html = client.get(PAGE).content.decode()
        assert "4/4 xã, phường đã nộp" in html and ">850<" in html and "≈ 20" in html


def test_every_reader_of_a_province_sees_the_same_table(
    quang_ninh, of_quang_ninh, of_hai_phong, national, client_of, acting
):
    communes = list(Place.objects.communes().order_by("code"))
    actions.expect_reports(by=COMMAND, at=JULY, places=communes[:1], period=H1, due_on=DUE)
    list(intake.take(by=COMMAND, at=JULY, files=[("x", paper("07000", rows=services(20, 8, 12)))]))
    own, country, other = (
        list(collected.province_tables(acting(one))) for one in (of_quang_ninh, national, of_hai_phong)
    )
    assert own == country and own and not other
