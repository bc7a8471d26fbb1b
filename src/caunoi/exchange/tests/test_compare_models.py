"""Before and after, and what an output cost: controlled figures only, completeness beside them, nobody ranked."""

import re
from datetime import date

import pytest

from caunoi.exchange import comparison
from caunoi.indicators.catalogue import by_code
from caunoi.indicators.disclosure import NOT_STATED
from caunoi.lib.actor import CLOCK, COMMAND
from caunoi.lib.periods import administrative_month
from caunoi.programme.actions import fund
from caunoi.programme.models import Deployment, FundingLine
from caunoi.published.actions import publish_waiting
from caunoi.published.models import AudienceCell, ExactCell
from caunoi.published.tests.conftest import NOVEMBER, month_of

pytestmark = pytest.mark.django_db
PAGE = "/programme/comparison/"
OCTOBER = administrative_month(2026, 10)
DECEMBER = {"starts_on": date(2026, 9, 15), "ends_on": date(2026, 11, 14)}


def sent(sender, send, period, contacts):
    exact = month_of(20, 20, 20, contacts=contacts)
    return send(sender.file(exact, period=period.key, starts=period.start, ends=period.end))


@pytest.fixture
def two_months(senders, send):
    """Two clubs of one province in both months, the third only in the second; the other province in both."""
    for sender, (before, after) in zip(senders, [(30, 40), (31, 41), (32, 42), (33, 53)], strict=True):
        sent(sender, send, OCTOBER, before)
        sent(sender, send, NOVEMBER, after)


def table(html, caption):
    found = [one for one in re.findall(r"<table.*?</table>", html, re.S) if caption in one]
    return [[re.sub(r"<[^>]*>", "", cell).strip() for cell in re.findall(r"<t[dh].*?</t[dh]>", row, re.S)]
            for row in re.findall(r"<tr.*?</tr>", found[0], re.S)[1:]]  # fmt: skip


def page(client, **asked):
    response = client.get(PAGE, asked)
    assert response.status_code == 200
    return response.content.decode()


def money(sender, now, **changes):
    deployment = Deployment.objects.get(organisation=sender.organisation)
    given = {"level": "provincial", "source": "Ngân sách", "committed": 90_000_000, "disbursed": 74_000_000, **DECEMBER}
    return fund(by=COMMAND, at=now, deployment=deployment, **{**given, **changes})


def test_before_and_after_by_the_alphabet_with_completeness(two_months, programme, client_of):
    rows = table(page(client_of(programme)), "M3 · ")
    assert rows == [["Hải Phòng · 1/1 → 1/1", "36", "56", "+20"], ["Quảng Ninh · 3/3 → 3/3", "102", "132", "+30"]]


def test_no_difference_between_unlike_clubs(senders, send, programme, client_of, now):
    for sender in senders[:3]:
        sent(sender, send, OCTOBER, 30)
    for sender in senders[:2]:
        sent(sender, send, NOVEMBER, 40)
    client = client_of(programme)
    client.post(f"/programme/{NOVEMBER.key}/publish")
    publish_waiting(by=CLOCK, at=now)
    assert table(page(client), "M3 · ") == [["Quảng Ninh · 3/3 → 2/3", "99", "86", "–"]]


def test_rounded_numbers_say_so_and_marks_have_no_difference(two_months, programme, client_of):
    rows = table(page(client_of(programme), indicator="people_reached"), "M3 · ")
    assert all(row[3] == "–" or row[3].startswith("≈") for row in rows) and "≈" in rows[1][1]


def test_cost_of_an_output_where_every_month_is_there(two_months, senders, programme, client_of, now):
    money(senders[3], now)
    money(senders[3], now, in_kind=True, disbursed=1_000_000)
    money(senders[0], now, ends_on=date(2026, 12, 14))
    rows = table(page(client_of(programme)), "Chi phí cho một kết quả")
    assert rows[0] == ["Hải Phòng, 15/09/2026–14/11/2026 · 2/2", "74.000.000", "92", "804.348"]
    assert rows[1] == ["Quảng Ninh, 15/09/2026–14/12/2026 · 2/3", "74.000.000", "234", "–"]


def test_a_month_that_is_not_stated_is_no_nought(two_months, senders, programme, client_of, now):
    money(senders[3], now)
    cells = AudienceCell.objects.filter(table__indicator="contacts", is_total=True)
    cells.filter(table__period_key=OCTOBER.key).update(shown=None, mark=NOT_STATED)
    client = client_of(programme)
    assert table(page(client), "Chi phí cho một kết quả")[0][0].endswith("1/2")
    assert table(page(client), "Chi phí cho một kết quả")[0][2:] == ["56", "–"]
    cells.update(shown=None, mark=NOT_STATED)
    assert table(page(client), "Chi phí cho một kết quả")[0][2:] == ["–", "–"]


def test_no_cost_before_the_money_of_every_deployment_is_there(two_months, senders, programme, client_of, now):
    client = client_of(programme)
    for sender in senders[:2]:
        money(sender, now)
    assert table(page(client), "Chi phí cho một kết quả")[0][3] == "–"
    money(senders[2], now)
    assert table(page(client), "Chi phí cho một kết quả")[0][1:] == ["222.000.000", "234", "948.718"]


def test_people_and_sensitive_events_are_never_priced(two_months, senders, programme, client_of, now):
    money(senders[3], now)
    assert "Chi phí cho một kết quả" not in page(client_of(programme), indicator="people_reached")
    assert all(one.sensitivity != "sensitive_event" for one in comparison.indicators())
    assert by_code("contacts") in comparison.indicators()


def test_several_models_cannot_be_told_apart(two_months, catalogue, senders, programme, client_of):
    catalogue.pk, catalogue.code, catalogue.name_vi = None, "M1", "Dịch vụ hỗ trợ"
    catalogue.id = senders[0].installation
    catalogue.save(force_insert=True)
    Deployment.objects.filter(organisation=senders[0].organisation).update(model=catalogue)
    html = page(client_of(programme))
    assert table(html, "M1 · Dịch vụ hỗ trợ + M3 · ")[0][0].startswith("Quảng Ninh") and "không tách được" in html


def test_it_asks_for_no_exact_cell(two_months, senders, programme, client_of, now, django_assert_max_num_queries):
    money(senders[0], now)
    client = client_of(programme)
    with django_assert_max_num_queries(20) as seen:
        html = page(client)
    assert not [query for query in seen.captured_queries if ExactCell._meta.db_table in query["sql"]]
    assert "Không nơi nào so sánh bạo lực" in html


def test_nonsense_in_the_address_shows_the_first_choice(two_months, programme, client_of):
    assert "Quảng Ninh" in page(client_of(programme), indicator="x", before="'", after="2026-99A")


def test_the_administrator_enters_money_and_withdraws_it(two_months, senders, hub_admin, programme, client_of):
    client = client_of(hub_admin)
    deployment = Deployment.objects.get(organisation=senders[0].organisation)
    typed = {
        "deployment": deployment.pk, "level": "donor", "source": "Quỹ", "starts_on": "01/01/2026", "ends_on": "31/12/2026",
        "committed": "45.000.000", "disbursed": "9 000 000",
    }  # fmt: skip
    wrong = client.post("/programme/models/money/new/", {**typed, "committed": "45 triệu"})
    assert client.post("/programme/models/money/new/", {**typed, "committed": "9" * 19}).status_code == 422
    assert wrong.status_code == 422 and "45 triệu" in wrong.content.decode() and not FundingLine.objects.exists()
    shown = client.post("/programme/models/money/new/", typed, follow=True).content.decode()
    assert "45.000.000" in shown and FundingLine.objects.get().disbursed == 9_000_000
    line = FundingLine.objects.get()
    assert "đã rút" in client.post(f"/programme/models/money/{line.pk}/withdraw/", follow=True).content.decode()
    office = client_of(programme)
    assert "M3" in office.get("/programme/models/").content.decode()
    assert office.get("/programme/models/money/new/").status_code == 403
