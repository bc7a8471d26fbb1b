"""What is told after its month was closed: in the next month's own line, once, and the closed month stays as it was."""

from datetime import date, datetime, timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from caunoi.extracts.closings import Closings
from caunoi.extracts.referrals import late_steps, referral_steps
from caunoi.extracts.tests.conftest import VN
from caunoi.lib.periods import administrative_month, containing, wider
from caunoi.published import envelope
from caunoi.published.figures import read_exact, read_longer
from caunoi.referrals.models import Step
from caunoi.releases import actions
from caunoi.releases.models import Release
from caunoi.releases.tests.conftest import NOVEMBER

pytestmark = pytest.mark.django_db
OCTOBER = NOVEMBER.previous()
SENT, CAME = date(2026, 10, 2), date(2026, 10, 8)


def moment(day, hour=9):
    return datetime(day.year, day.month, day.day, hour, tzinfo=VN)


def totals(release):
    return {code: sum(cells.values()) for code, cells in read_exact(release.exact).items()}


@pytest.fixture
def close(lead, deputy, acting, deployment, known_office):
    def do(period, at):
        closed = actions.close_month(by=acting(lead), at=at, deployment=deployment, period=period)
        return actions.sign_release(by=acting(deputy), at=at + timedelta(minutes=5), release=closed)

    return do


@pytest.fixture
def stub(rows):
    """She came on a day, and a stub told so later; by then she had been sent."""

    def tell(told, happened=CAME, *states):
        found = rows.referral(rows.need(rows.person(), on=SENT), "draft", "consented", "sent", at=moment(SENT))
        for number, state in enumerate(states or ("accepted", "attended", "served"), start=4):
            Step.objects.create(
                referral=found, number=number, event="step", state=state, at=told, source="stub", happened_on=happened
            )
        return found

    return tell


def test_a_stub_told_before_closing_counts_in_its_own_month(stub, close):
    stub(moment(date(2026, 10, 16)))
    october = close(OCTOBER, moment(date(2026, 10, 17)))
    assert totals(october)["referrals_served"] == 1 and totals(october)["people_served"] == 1
    november = close(NOVEMBER, moment(date(2026, 11, 17)))
    assert totals(november)["referrals_served"] == totals(november)["late_served"] == 0


def test_a_stub_told_after_closing_stands_in_the_next_months_line_alone(stub, close, known_office, signers, deployment):
    stub(moment(date(2026, 10, 16)))
    october = close(OCTOBER, moment(date(2026, 10, 17)))
    before = Release.objects.values("exact", "controlled", "file").get(pk=october.pk)
    stub(moment(date(2026, 11, 16)))
    stub(moment(date(2026, 10, 20)), CAME, "no_show")
    november = close(NOVEMBER, moment(date(2026, 11, 17)))
    found = totals(november)
    late = {code: count for code, count in found.items() if code.startswith("late_") and count}
    assert late == {"late_accepted": 1, "late_attended": 1, "late_served": 1, "late_lost": 1}
    assert [found[code] for code in ("referrals_served", "referrals_attended", "referrals_lost", "people_served")] == [
        0
    ] * 4
    assert Release.objects.values("exact", "controlled", "file").get(pk=october.pk) == before
    opened = envelope.open_file(
        bytes(november.file), hub=known_office.id, opening=known_office.opening, signers=signers
    )
    (line,) = [table for table in opened.controlled if table["indicator"] == "late_served"]
    assert (line["unit"], line["total"]["shown"]) == ("contact", 1), "told apart from people: lượt, exact"
    december = close(NOVEMBER.next(), moment(date(2026, 12, 17)))
    assert not any(count for code, count in totals(december).items() if code.startswith("late_"))


def test_a_new_version_takes_no_late_stub_that_the_next_month_has(stub, close, lead, acting, now):
    october = close(OCTOBER, moment(date(2026, 10, 17)))
    stub(moment(date(2026, 10, 20)))
    again = actions.restate(by=acting(lead), at=moment(date(2026, 10, 25)), release=october)
    assert totals(again)["referrals_sent"] == 1, "what has no line of its own comes with the new version"
    assert totals(again)["referrals_served"] == 0
    assert totals(close(NOVEMBER, moment(date(2026, 11, 17))))["late_served"] == 1


def test_within_a_quarter_it_is_not_late_for_the_quarter(stub, close):
    """The quarter from 15/9 to 14/12 is closed with its last month: people of it are counted whenever it was told."""
    close(OCTOBER, moment(date(2026, 10, 17)))
    stub(moment(date(2026, 11, 16)), date(2026, 10, 8))
    close(NOVEMBER, moment(date(2026, 11, 17)))
    december = close(NOVEMBER.next(), moment(date(2026, 12, 17)))
    (quarter,) = [longer for longer in wider(NOVEMBER.next()) if longer.basis == "admin_quarter"]
    assert sum(read_longer(december.exact, NOVEMBER.next())["people_served", quarter.key].values()) == 1


def test_the_month_page_says_it_with_its_unit(stub, close, client_of, lead, deployment):
    close(OCTOBER, moment(date(2026, 10, 17)))
    stub(moment(date(2026, 11, 16)))
    page = client_of(lead).get(reverse("releases:period", args=[deployment.pk, NOVEMBER.key])).content.decode()
    assert "Bổ sung kỳ trước: lượt chuyển gửi đã được phục vụ (lượt)" in page.replace("\n", " ")


FIRST, MONTHS = administrative_month(2026, 8), 5
MOMENTS = st.integers(0, 150).map(lambda days: moment(FIRST.start) + timedelta(days=days))
TOLD = st.tuples(MOMENTS, st.integers(0, 120))
CLOSED = st.lists(st.integers(0, 40), min_size=MONTHS, max_size=MONTHS)


@settings(max_examples=12)
@given(st.lists(TOLD, max_size=8), CLOSED, st.sets(st.integers(0, MONTHS - 1)))
def test_each_step_is_counted_once_and_what_was_closed_never_moves(rows, club, told, delays, never):
    """Whatever is told when, and in whatever order months are closed, some of them never."""
    periods = [FIRST]
    while len(periods) < MONTHS + 8:
        periods.append(periods[-1].next())
    closings = {
        period.key: moment(period.end) + timedelta(days=1 + delay)
        for number, (period, delay) in enumerate(zip(periods, delays, strict=False))
        if number not in never
    }
    with transaction.atomic():
        found = rows.referral(rows.need(), "draft", at=moment(FIRST.start))
        for number, (at, ago) in enumerate(told, start=2):
            Step.objects.create(
                referral=found, number=number, event="step", state=f"s{number}", at=at, source="stub",
                happened_on=max(at.date() - timedelta(days=ago), FIRST.start),
            )  # fmt: skip
        after_all, counted = Closings(closings), []
        for period in periods:
            seen = _steps_of(club, period, after_all)
            counted += seen
            if period.key in closings:
                at_closing = {key: at for key, at in closings.items() if at <= closings[period.key]}
                assert seen == _steps_of(club, period, Closings(at_closing)), "as it stood when it was closed"
        assert sorted(counted) == sorted(["draft", *(f"s{number}" for number in range(2, len(told) + 2))])
        transaction.set_rollback(True)


def _steps_of(club, period, closings):
    told = list(referral_steps(club.pk, period, closings))
    late = list(late_steps(club.pk, period, closings))
    assert all(period.contains(row.on) and row.happened_on < period.start for row in late)
    assert all(containing(row.on, period.basis) == period for row in told)
    return [row.state for row in (*told, *late)]
