"""The desk: who is expected, who has sent, who confirmed zero, who is late; templates; a hundred workbooks at once."""

import io
import zipfile
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from caunoi.access.actions import CannotDo
from caunoi.look.workbooks.reading import read_workbook
from caunoi.places.choices import PlaceKind
from caunoi.places.models import Place
from caunoi.published import actions, collected, intake
from caunoi.published.choices import ReportState
from caunoi.published.models import CollectedReport, CollectedTable, ExpectedReport
from caunoi.published.tests.collected_world import (
    DUE,
    H1,
    JULY,
    country_with_quang_ninh,
    paper,
    place,
    sample,
    services,
)

pytestmark = pytest.mark.django_db
BOARD = f"/programme/collected/?period={H1.key}"


@pytest.fixture
def quang_ninh(db):
    return country_with_quang_ninh()[0]


@pytest.fixture
def communes(quang_ninh):
    return list(Place.objects.communes().order_by("code"))


@pytest.fixture
def by(programme, acting):
    return acting(programme)


@pytest.fixture
def expected(by, communes):
    actions.expect_reports(by=by, at=JULY, places=communes, period=H1, due_on=DUE)


@pytest.fixture
def take(by):
    def taken(*files):
        return list(intake.take(by=by, at=JULY, files=[(f"{n}.xlsx", data) for n, data in enumerate(files)]))

    return taken


def files_of(*contents):
    return [SimpleUploadedFile(f"xa-{number}.xlsx", data) for number, data in enumerate(contents)]


def states(by):
    return {one.place.code: one.state for one in collected.board(by, H1).standings}


def test_the_three_states(by, expected, communes, take):
    assert set(states(by).values()) == {ReportState.NOT_SENT}
    take(paper("07000", rows=services(20, 8, 12)), paper("07001", rows=[], zero="x"))
    actions.confirm_zero(by=by, at=JULY, place=communes[2], period=H1)
    assert states(by) == {
        "07000": ReportState.SENT, "07001": ReportState.ZERO, "07002": ReportState.ZERO, "07003": ReportState.NOT_SENT,
    }  # fmt: skip


def test_a_zero_is_confirmed_once_and_only_where_somebody_is_waited_for(by, expected, communes, take):
    take(paper("07000", rows=services(20, 8, 12)))
    with pytest.raises(CannotDo):
        actions.confirm_zero(by=by, at=JULY, place=communes[0], period=H1)
    with pytest.raises(CannotDo):
        actions.confirm_zero(by=by, at=JULY, place=communes[1], period=H1.next())
    assert not CollectedReport.objects.filter(is_zero=True).exists()


def test_figures_after_a_zero_are_a_new_version(by, expected, communes, take):
    actions.confirm_zero(by=by, at=JULY, place=communes[0], period=H1)
    (answer,) = take(paper("07000", rows=services(3, 1, 2)))
    assert answer.outcome is intake.Outcome.RESTATED
    assert list(CollectedReport.objects.order_by("version").values_list("is_zero", flat=True)) == [True, False]


def test_who_is_late(by, expected, take):
    take(paper("07000", rows=services(20, 8, 12)))
    assert {one.place.code for one in collected.late(by, H1, JULY)} == {"07001", "07002", "07003"}
    assert collected.late(by, H1, JULY - timedelta(days=10)) == []


def test_the_last_commune_brings_the_provinces_sums_once(by, expected, take):
    papers = [paper(f"0700{n}", rows=services(20 + n, 8, 12)) for n in range(4)]
    take(*papers[:3])
    assert not CollectedTable.objects.exists()
    take(papers[3])
    kept = CollectedTable.objects.get()
    assert kept.lines.get(row="").shown == 86 and (kept.reported, kept.expected) == (4, 4)
    take(paper("07000", rows=services(99, 8, 12)))
    assert CollectedReport.objects.filter(version=2).exists()
    assert CollectedTable.objects.get().lines.get(row="").shown == 86


def test_shown_early_they_stay_as_they_are(by, expected, take):
    take(paper("07000", rows=services(20, 8, 12)))
    actions.publish_collected(by=by, at=JULY, period=H1)
    take(*(paper(f"0700{n}", rows=services(20, 8, 12)) for n in (1, 2, 3)))
    assert CollectedTable.objects.get().reported == 1
    with pytest.raises(CannotDo):
        actions.publish_collected(by=by, at=JULY, period=H1)


def test_a_paper_of_one_commune_is_never_published_whatever_it_names_as_source(by, quang_ninh, take):
    text = sample("t1-national-2019-h1").decode().replace("2019-H1C,VN", "2026-H1C,07000").encode()
    (answer,) = take(text)
    assert answer.is_good and not CollectedReport.objects.get().is_published


def test_the_board_page_and_its_acts(expected, programme, communes, client_of):
    client = client_of(programme)
    html = client.get(BOARD).content.decode()
    assert "Chưa nộp (4)" in html and "Phường Số 3" in html and "07003" in html
    client.post(reverse("exchange:zero", args=[H1.key, communes[0].pk]))
    client.post(reverse("exchange:stop", args=[H1.key, communes[1].pk]))
    html = client.get(BOARD).content.decode()
    assert "Xác nhận số 0 (1)" in html and "Phường Số 1<" not in html
    html = client.get(f"/en/programme/collected/?period={H1.key}").content.decode()
    assert "Zero confirmed (1)" in html and "Not handed in yet (2)" in html


def test_waiting_for_a_province(quang_ninh, programme, client_of):
    client = client_of(programme)
    html = client.get(BOARD).content.decode()
    assert "chưa chờ báo cáo" in html and f'name="due_on" value="{H1.end + timedelta(days=15):%d/%m/%Y}"' in html
    address = reverse("exchange:expect", args=[H1.key])
    assert client.post(address, {"province": str(quang_ninh.pk), "due_on": ""}).status_code == 422
    response = client.post(address, {"province": str(quang_ninh.pk), "due_on": "2020-01-01"})
    assert response.status_code == 422 and "trước khi kỳ bắt đầu" in response.content.decode()
    client.post(address, {"province": str(quang_ninh.pk), "due_on": "2026-07-15"})
    assert ExpectedReport.objects.filter(due_on=date(2026, 7, 15)).count() == 4


def test_the_list_of_who_is_late_is_a_page_to_print(by, communes, programme, client_of):
    yesterday = timezone.localdate() - timedelta(days=1)
    period = collected.default_period(by, timezone.now())
    actions.expect_reports(by=by, at=timezone.now(), places=communes, period=period, due_on=max(yesterday, period.end))
    html = client_of(programme).get(reverse("exchange:late", args=[period.key])).content.decode()
    assert "Nơi nộp trễ" in html
    assert ("Phường Số 2" in html) == (yesterday >= period.end)


def test_templates_come_back_as_they_went(expected, programme, communes, client_of, take):
    client = client_of(programme)
    response = client.get(reverse("exchange:templates", args=[H1.key, communes[0].parent_id]))
    with zipfile.ZipFile(io.BytesIO(response.content)) as archive:
        names = archive.namelist()
        one = archive.read(names[0])
    assert len(names) == 4 and names[0] == "07000-phuong-so-0-2026-h1c.xlsx"
    alone = client.get(reverse("exchange:template", args=[H1.key, communes[0].pk])).content
    assert read_workbook(alone)[0].rows == read_workbook(one)[0].rows
    cells = [cell for row in read_workbook(one)[0].rows for cell in row if cell]
    assert {"07000", "Phường Số 0, Quảng Ninh", "2026-H1C", "legal", "Vay vốn", "cơ sở"} <= set(cells)
    (answer,) = take(one)
    assert answer.outcome is intake.Outcome.RETURNED and "xác nhận số 0" in answer.sentences[0]


@pytest.mark.long
def test_a_hundred_workbooks_on_the_page(quang_ninh, programme, client_of):
    for number in range(94):
        place(f"0{8000 + number}", f"Phường {number}", PlaceKind.WARD, quang_ninh, date(2025, 7, 1))
    codes = [f"0700{n}" for n in range(4)] + [f"0{8000 + n}" for n in range(94)]
    contents = [paper(code, rows=services(20, 8, 12)) for code in codes]
    contents += [paper("07000", rows=[("legal", "lượt", "tám", "")]), b"rubbish"]
    client = client_of(programme)
    response = client.post(reverse("exchange:take"), {"workbooks": files_of(*contents)})
    html = response.content.decode()
    assert response.status_code == 422 and CollectedReport.objects.count() == 98
    assert html.count("đã nhập</span>") == 98 and 'download="xa-98-can-sua.xlsx"' in html
    again = client.post(reverse("exchange:take"), {"workbooks": files_of(*contents[:98])})
    assert again.status_code == 200 and again.content.decode().count("đã có sẵn</span>") == 98
    assert CollectedReport.objects.count() == 98


def test_the_page_says_what_is_wrong_with_a_choice(quang_ninh, programme, client_of):
    client = client_of(programme)
    response = client.post(reverse("exchange:take"))
    assert response.status_code == 422 and "Xin chọn một hay nhiều tệp" in response.content.decode()
    large = SimpleUploadedFile("lon.csv", b"a,b\n" * 1_500_000)
    response = client.post(reverse("exchange:take"), {"workbooks": [large]})
    assert response.status_code == 422 and "lớn hơn mọi tệp số liệu" in response.content.decode()
    many = [SimpleUploadedFile(f"{n}.csv", b"x" * 4_900_000) for n in range(7)]
    response = client.post(reverse("exchange:take"), {"workbooks": many})
    assert response.status_code == 422 and "hơn 30 MB" in response.content.decode()
    assert not CollectedReport.objects.exists()


def test_the_form_token_is_asked_for(quang_ninh, programme):
    from django.test import Client

    from caunoi.conftest import _stamp

    client = Client(enforce_csrf_checks=True)
    client.force_login(programme, backend="allauth.account.auth_backends.AuthenticationBackend")
    _stamp(client)
    response = client.post(reverse("exchange:take"), {"workbooks": files_of(sample("t1-national-2019-h1"))})
    assert response.status_code == 403 and not CollectedReport.objects.exists()


def test_a_report_is_read_with_its_versions_at_the_desk_alone(expected, take, programme, national, client_of):
    take(paper("07000", rows=services(20, 8, 12)), paper("07000", rows=services(23, 8, 12)))
    address = reverse("exchange:report", args=[CollectedReport.objects.get(version=2).pk])
    html = client_of(programme).get(address).content.decode()
    assert "Bản 2" in html and "Bản 1" in html and ">23<" in html and ">20<" in html
    assert client_of(national).get(address).status_code == 403


@pytest.mark.parametrize("who", ["authority_hp", "national", "donor", "hub_admin"])
def test_nobody_else_enters(request, who, expected, communes, client_of):
    client = client_of(request.getfixturevalue(who))
    key, pk = H1.key, communes[0].pk
    assert client.get(BOARD).status_code == 403
    for name, arguments in (("take", []), ("expect", [key]), ("show", [key]), ("zero", [key, pk]), ("stop", [key, pk])):
        assert client.post(reverse(f"exchange:{name}", args=arguments)).status_code == 403
    for name, arguments in (("late", [key]), ("templates", [key, pk]), ("template", [key, pk])):
        assert client.get(reverse(f"exchange:{name}", args=arguments)).status_code == 403
    assert ExpectedReport.objects.count() == 4 and not CollectedReport.objects.exists()
