"""The programme sees who has sent, receives a file and publishes with what has come."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from caunoi.lib.actor import CLOCK
from caunoi.published import actions
from caunoi.published.models import AudienceTable, ReceivedRelease
from caunoi.published.tests.conftest import NOVEMBER, month_of

pytestmark = pytest.mark.django_db


def upload(client, data, language="vi"):
    file = SimpleUploadedFile("so-lieu-2026-11-1.json", data, "application/json")
    return client.post(reverse("exchange:receive"), {"file": file}, follow=True).content.decode()


def test_the_board_says_who_has_sent(senders, send, programme, client_of):
    send(senders[0].file(month_of(12, 9, 30, 8)))
    html = client_of(programme).get("/programme/").content.decode()
    assert "1/4 câu lạc bộ đã gửi" in html and "chưa gửi" in html and "đã nhận tệp" in html


def test_a_file_is_received_on_the_page(senders, programme, client_of):
    client, data = client_of(programme), senders[0].file(month_of(12, 9, 30, 8))
    assert "Đã nhận: Sao Mai" in upload(client, data)
    assert "Đã nhận rồi, không đổi gì." in upload(client, data)
    assert "đã bị sửa sau khi ký" in upload(client, data.replace(b'"version": 1', b'"version": 9'))
    assert "không phải tệp số liệu tháng" in upload(client, b"hello")
    assert "Xin chọn một tệp" in client.post(reverse("exchange:receive"), follow=True).content.decode()
    assert ReceivedRelease.objects.count() == 1


def test_publishing_with_what_has_come(senders, send, programme, client_of, now):
    send(senders[0].file(month_of(12, 9, 30, 8)))
    client = client_of(programme)
    address = reverse("exchange:publish", args=[NOVEMBER.key])
    assert "có thể mất vài phút" in client.post(address, follow=True).content.decode()
    assert "đang xét" in client.get("/programme/").content.decode() and not AudienceTable.objects.exists()
    actions.publish_waiting(by=CLOCK, at=now)
    assert "đang xét" not in client.get("/programme/").content.decode()
    tables = AudienceTable.objects.count()
    assert tables and "chip--attention" not in client.get("/programme/").content.decode()
    client.post(address)
    assert AudienceTable.objects.count() == tables
    assert client.post(reverse("exchange:publish", args=["nothing"])).status_code == 404


def test_one_provinces_table_makes_no_other_club_late(senders, send, programme, client_of):
    """Hải Phòng is complete and published; a club of Quảng Ninh that sent in time waits for nobody's restatement."""
    send(senders[3].file(month_of(12, 9, 30, 8)))
    send(senders[0].file(month_of(12, 9, 30, 8)))
    assert AudienceTable.objects.exists()
    assert "chip--attention" not in client_of(programme).get("/programme/").content.decode()


def test_what_comes_after_publication_waits(senders, send, programme, client_of, now):
    send(senders[0].file(month_of(12, 9, 30, 8)))
    client = client_of(programme)
    client.post(reverse("exchange:publish", args=[NOVEMBER.key]))
    actions.publish_waiting(by=CLOCK, at=now)
    send(senders[1].file(month_of(12, 9, 30, 8)))
    assert "chip--attention" in client.get("/programme/").content.decode()


@pytest.mark.parametrize("who", ["authority", "national", "donor", "hub_admin"])
def test_only_the_programme_watches_and_receives(request, who, senders, client_of):
    client = client_of(request.getfixturevalue(who))
    assert client.get("/programme/").status_code == 403
    assert client.post(reverse("exchange:receive")).status_code == 403
    assert client.post(reverse("exchange:publish", args=[NOVEMBER.key])).status_code == 403
    assert not AudienceTable.objects.exists()


def test_an_empty_hub_says_what_to_do(programme, client_of):
    assert "thẻ giới thiệu" in client_of(programme).get("/programme/").content.decode()
