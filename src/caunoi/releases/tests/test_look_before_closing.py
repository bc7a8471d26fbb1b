"""Before a month is closed: what changed, what came late, and some rows held against the books."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from caunoi.access.actions import CannotDo
from caunoi.access.policies import Refused
from caunoi.audit.models import Entry
from caunoi.outreach.models import StockMove
from caunoi.releases import actions
from caunoi.releases.sample import content, draw
from caunoi.releases.tests.conftest import NOVEMBER

pytestmark = pytest.mark.django_db
OCTOBER = NOVEMBER.previous()


@pytest.fixture
def october(rows, deployment, lead, acting, now):
    """Twelve contacts in the month before, closed."""
    for _number in range(12):
        rows.contact(on=date(2026, 10, 1))
    return actions.close_month(by=acting(lead), at=now, deployment=deployment, period=OCTOBER)


def page(client, deployment):
    return client.get(reverse("releases:period", args=[deployment.pk, NOVEMBER.key])).content.decode()


def test_what_more_than_doubled_is_pointed_at(october, rows, deployment, lead, client_of):
    rows.contact(people=30)
    said = page(client_of(lead), deployment)
    assert "tăng hơn gấp đôi" in said and "+18" in said and "sau khi đã chốt" not in said


def test_what_came_late_for_the_month_before_is_neither_lost_nor_counted_again(
    october, rows, deployment, lead, client_of
):
    for _number in range(12):
        rows.contact()
    rows.contact(on=date(2026, 10, 2), people=3)
    said = page(client_of(lead), deployment)
    assert "sau khi đã chốt" in said and "+3" in said and "tăng hơn gấp đôi" not in said


def test_nothing_stands_out(october, rows, deployment, lead, client_of):
    rows.contact(people=13)
    assert "không có gì khác thường" in page(client_of(lead), deployment)


def test_an_indicator_that_is_new_in_the_catalogue_did_not_come_late(october, rows, deployment, lead, client_of):
    october.exact = [table for table in october.exact if table["indicator"] != "contacts"]
    october.save()
    rows.contact(people=13)
    said = page(client_of(lead), deployment)
    assert "không có gì khác thường" in said


def test_books_that_do_not_add_up_and_contacts_nobody_asked_about_are_pointed_at(rows, deployment, lead, client_of):
    """Closing is not held back by them; the page says what is still to be looked at."""
    rows.contact(on=NOVEMBER.start + timedelta(days=9))
    said = page(client_of(lead), deployment)
    assert "chưa khớp" not in said and "còn 1 lượt chưa hỏi lại" in said
    StockMove.objects.create(
        organisation=deployment.organisation, worker=None, kind="condom", movement="lost", quantity=3,
        on=NOVEMBER.start, noted_by=lead, noted_at=timezone.now(),
    )  # fmt: skip
    assert "sổ của 1 nơi giữ chưa khớp" in page(client_of(lead), deployment)


def test_a_closed_month_is_not_checked_again(closed, lead, client_of, deployment):
    assert "Trước khi chốt" not in page(client_of(lead), deployment)


def test_the_same_seed_draws_the_same_rows(busy_month, deployment):
    first = draw(deployment, NOVEMBER, seed="2211", count=5)
    assert first == draw(deployment, NOVEMBER, seed="2211", count=5) and len(first) == 5
    assert any(draw(deployment, NOVEMBER, seed=str(seed), count=5) != first for seed in range(9))
    assert len(draw(deployment, NOVEMBER, seed="2211", count=50)) > 14


def test_the_sheet_names_no_card_no_person_and_no_sensitive_service(busy_month, deployment, rows):
    drawn = draw(deployment, NOVEMBER, seed="7", count=50)
    said = str(content(deployment, NOVEMBER, "7", drawn))
    members = [person.member for person in busy_month]
    assert not [one for one in members if one.card_code in said or one.cue in said or str(one.pk) in said]
    assert "một dịch vụ" in said and "chuyên khoa" not in said and "HIV" not in said
    assert "Khớp" in said and "Lệch" in said


def test_drawing_stands_in_the_record_and_gives_a_pdf(busy_month, deployment, lead, client_of):
    url = reverse("releases:sample", args=[deployment.pk, NOVEMBER.key])
    answer = client_of(lead).post(url, {"seed": "2211", "count": "5"})
    assert answer["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF")
    assert Entry.objects.order_by("-seq")[0].action == "draw_sample"


@pytest.mark.parametrize(
    ("seed", "count"), [("", "5"), ("a b", "5"), ("7", "0"), ("7", "51"), ("7", "năm"), ("x" * 41, "5")]
)
def test_a_bad_seed_or_number_draws_nothing(busy_month, deployment, lead, client_of, seed, count):
    url = reverse("releases:sample", args=[deployment.pk, NOVEMBER.key])
    answer = client_of(lead).post(url, {"seed": seed, "count": count}, follow=True).content.decode()
    assert "Chưa rút dòng nào" in answer


def test_a_peer_draws_nothing(busy_month, deployment, peer, outsider, acting, now):
    for other in (peer, outsider):
        with pytest.raises(Refused):
            actions.draw_sample(by=acting(other), at=now, deployment=deployment, period=NOVEMBER, seed="7", count=5)


def test_an_empty_month_says_so(deployment, lead, acting, now):
    with pytest.raises(CannotDo):
        actions.draw_sample(by=acting(lead), at=now, deployment=deployment, period=NOVEMBER, seed="7", count=5)
