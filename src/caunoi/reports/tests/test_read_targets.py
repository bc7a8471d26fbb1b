"""Targets of a year and rival estimates of size: sources beside every number, no ratio without a denominator."""

import re
from datetime import date

import pytest
from django.utils import timezone

from caunoi.lib.actor import COMMAND
from caunoi.published import actions
from caunoi.published.models import Instrument, SizeEstimate, Target

pytestmark = pytest.mark.django_db
PAGE = "/reports/targets/"


def estimate(place, now, value, method="multiplier", **more):
    found = actions.Estimate(
        place=place, method=method, definition="người 18 tuổi trở lên", assumptions="quần thể đóng",
        on=date(2026, 1, 1), value=value, source="Nghiên cứu giả định", **more,
    )  # fmt: skip
    return actions.record_estimate(by=COMMAND, at=now, estimate=found)


@pytest.fixture
def promised(place_qn, place_hp):
    paper = Instrument.objects.create(
        id=place_qn.pk, code="x", number="12/QĐ", title_vi="Kế hoạch", title_en="Plan", valid_from=date(2022, 1, 1),
        valid_to=date(2024, 12, 31), address="https://example.org/qd",
    )  # fmt: skip
    common = {"instrument": paper, "direction": "at_least", "every": "once", "due_on": date(2024, 12, 31),
              "unit": "percent", "address": "https://example.org/qd", "title_en": "Establishments inspected",
              "title_vi": "Cơ sở được kiểm tra"}  # fmt: skip
    whole = Target.objects.create(
        id=place_hp.pk, code="whole", value=20, denominator_vi="cơ sở có nguy cơ", from_authority=True, **common
    )
    Target.objects.create(
        id=paper.pk, code="qn", place=place_qn, value=60, denominator_vi="cơ sở, chưa ai đếm", supersedes=whole, **common
    )  # fmt: skip


def page(client, **asked):
    response = client.get(PAGE, asked)
    assert response.status_code == 200
    return response.content.decode()


def test_a_province_reads_its_own_beside_the_countrys(promised, authority, authority_hp, client_of):
    own = page(client_of(authority), year=2023)
    assert "≥ 60 %" in own and "thay cho ≥ 20 %" in own and "không xác định mẫu số" in own and "12/QĐ" in own
    elsewhere = page(client_of(authority_hp), year=2023)
    assert "≥ 20 %" in elsewhere and "≥ 60 %" not in elsewhere and "cơ quan chức năng" in elsewhere


def test_a_year_without_targets_says_what_to_do(promised, national, client_of):
    client = client_of(national)
    assert "Không có chỉ tiêu nào" in page(client, year=2020) and "Không có chỉ tiêu nào" in page(client)
    assert str(timezone.localdate().year) in page(client, year="abc")


def test_rivals_stand_side_by_side_with_what_was_reached(all_sent, place_qn, national, authority_hp, client_of, now):
    estimate(place_qn, now, 1200, low=1000, high=1500)
    estimate(place_qn, now, 800, method="mapping")
    html = page(client_of(national))
    table = html[html.index("Quảng Ninh") :]
    assert "1.200 (1.000–1.500)" in table and "800" in table and "không lấy trung bình" in html
    reached = int(re.search(r"≈ (\d+) người có thẻ", table)[1])
    assert f"≈ {(200 * reached + 800) // 1600} %" in table
    assert "1.200" not in page(client_of(authority_hp))


def test_without_a_number_that_may_be_shown_there_is_no_share(all_sent, place_hp, national, client_of, now):
    estimate(place_hp, now, 900)
    html = page(client_of(national))
    assert "900" in html and not re.search(r"≈ \d+ %", html)


def test_without_an_estimate_there_is_no_coverage(all_sent, national, client_of):
    assert "không xác định mẫu số" in page(client_of(national))


def test_the_office_enters_an_estimate(place_qn, programme, authority, client_of):
    client = client_of(programme)
    typed = {
        "province": place_qn.pk, "method": "mapping", "definition": "phụ nữ 18–49", "assumptions": "không", "on": "01/02/2026",
        "value": 700, "source": "Khảo sát giả định",
    }  # fmt: skip
    wrong = client.post("/programme/sizes/new/", {**typed, "low": 900, "high": 950})
    assert wrong.status_code == 422 and "Khảo sát giả định" in wrong.content.decode()
    for more in ({"value": 10**12}, {"low": 1, "high": 10**30}, {"address": "javascript:alert(1)"}):
        assert client.post("/programme/sizes/new/", {**typed, **more}).status_code == 422
    assert not SizeEstimate.objects.exists()
    assert "700" in client.post("/programme/sizes/new/", typed, follow=True).content.decode()
    assert client_of(authority).get("/programme/sizes/new/").status_code == 403
