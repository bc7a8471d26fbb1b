"""Rows become facts: current versions, pseudonyms only, days in Viet Nam's time, nothing sealed."""

from datetime import date, datetime

import pytest
from django.apps import apps
from django.utils import timezone

from caunoi.extracts import groups, outreach, people, referrals
from caunoi.extracts.closings import Closings
from caunoi.extracts.queries import facts
from caunoi.extracts.tests.conftest import VN
from caunoi.indicators.facts import TABLES
from caunoi.lib.periods import administrative_month

NOVEMBER = administrative_month(2026, 11)
READ = {
    ("outreach", "Contact"): outreach.CONTACT_COLUMNS,
    ("outreach", "ContactTopic"): outreach.TOPIC_COLUMNS,
    ("outreach", "ContactCommodity"): outreach.COMMODITY_COLUMNS,
    ("outreach", "ServiceSession"): outreach.WITHOUT_CARD_COLUMNS,
    ("outreach", "ServiceSessionCard"): outreach.WITH_CARD_COLUMNS,
    ("outreach", "StockMove"): outreach.MOVE_COLUMNS,
    ("outreach", "FundEntry"): outreach.FUND_COLUMNS,
    ("outreach", "OverlapAnswer"): outreach.ANSWER_COLUMNS,
    ("outreach", "MonthlyCount"): (*outreach.COUNT_COLUMNS, "count"),
    ("groups", "Membership"): groups.MEMBERSHIP_COLUMNS,
    ("groups", "Meeting"): groups.MEETING_COLUMNS,
    ("groups", "MeetingCard"): groups.CARD_COLUMNS,
    ("people", "Assignment"): people.CASELOAD_COLUMNS,
    ("referrals", "Need"): {*referrals.NEED_COLUMNS, *referrals.OUTCOME_COLUMNS, *referrals.SERVED_COLUMNS},
    ("referrals", "Step"): referrals.STEP_COLUMNS,
}
NEVER = {"card_code", "cue", "cue_folded", "slip_code", "handle", "name", "phone", "address", "audit_handle", "title"}

pytestmark = pytest.mark.django_db


def columns_read():
    for (app, model), lookups in READ.items():
        for lookup in lookups:
            current = apps.get_model(app, model)
            for part in lookup.split("__"):
                field = current._meta.get_field(part.removesuffix("_id") if part.endswith("_id") else part)
                yield current, field.name if not field.auto_created else None
                current = field.related_model or current


def test_no_sealed_or_identifying_column_is_read():
    for model, name in columns_read():
        if name is None:
            continue
        handling = model.DataHandling
        allowed = {*getattr(handling, "service", ()), *getattr(handling, "public", ())}
        assert name in allowed, f"{model.__name__}.{name}"
        assert name not in (*getattr(handling, "sealed", ()), *getattr(handling, "vault", ()))
        assert name not in NEVER


def test_facts_have_exactly_the_documented_columns(rows, club, commune):
    someone = rows.person("1990")
    rows.contact(someone, topics=["health"], things={"condom": 5}, commune=commune)
    rows.referral(rows.need(someone), "draft", "sent", "served")
    late = rows.referral(rows.need(someone, on=date(2026, 10, 1)), "served")
    late.steps.update(happened_on=date(2026, 10, 1))
    rows.session(someone)
    rows.moved("condom", "received", 40)
    rows.fund("in", 1_000_000)
    rows.meeting(rows.member(someone), someone)
    rows.assign(someone)
    rows.said(someone)
    rows.told("by_official", 2)
    closed = Closings({NOVEMBER.previous().key: datetime(2026, 10, 20, tzinfo=VN)})
    found = facts(club.pk, NOVEMBER, closings=closed)
    assert {table: set(lines[0]._fields) for table, lines in found.items()} == {
        table: set(columns) for table, columns in TABLES.items()
    }


def test_only_the_current_version_of_the_period_counts(rows, club):
    old = rows.contact(setting="street")
    old.superseded_at = timezone.now()
    old.save()
    rows.contact(setting="home", people=3)
    rows.contact(entered_in_error=True)
    rows.contact(on=date(2026, 10, 14))
    rows.contact(on=date(2026, 11, 15))
    assert [(fact.setting, fact.people) for fact in outreach.contacts(club.pk, NOVEMBER)] == [("home", 3)]


def test_first_and_last_day_belong_to_the_month(rows, club):
    rows.contact(on=date(2026, 10, 15))
    rows.contact(on=date(2026, 11, 14))
    assert len(list(outreach.contacts(club.pk, NOVEMBER))) == 2


def test_another_club_has_no_facts(rows, other_club):
    rows.contact(topics=["health"], things={"condom": 1})
    rows.referral(rows.need(), "draft")
    assert not any(facts(other_club.pk, NOVEMBER).values())


def test_a_step_counts_on_its_day_in_viet_nam(rows, club):
    last_minute = datetime(2026, 11, 14, 23, 59, tzinfo=VN)
    next_morning = datetime(2026, 11, 15, 0, 1, tzinfo=VN)  # still the 14th in UTC
    rows.referral(rows.need(), "draft", at=last_minute)
    rows.referral(rows.need(), "draft", at=next_morning)
    assert [fact.on for fact in referrals.referral_steps(club.pk, NOVEMBER)] == [date(2026, 11, 14)]


def test_a_referral_entered_in_error_is_not_counted(rows, club):
    rows.referral(rows.need(), "draft", "sent", state="entered_in_error")
    assert list(referrals.referral_steps(club.pk, NOVEMBER)) == []


@pytest.mark.parametrize(
    ("code", "row", "sensitive"),
    [("HIV", "hiv", True), ("GBV-CM", "violence", True), ("SHELTER", "violence", True), ("SRH", "health", False)],
)
def test_sensitive_services_are_marked(rows, club, code, row, sensitive):
    rows.referral(rows.need(code=code), "draft")
    (need,) = referrals.needs(club.pk, NOVEMBER)
    (step,) = referrals.referral_steps(club.pk, NOVEMBER)
    assert (need.group, need.sensitive_code) == (step.group, step.sensitive_code) == (row, sensitive)


def test_a_met_need_says_when(rows, club):
    rows.need(status="met")
    (need,) = referrals.needs(club.pk, NOVEMBER)
    assert need.met_on == date(2026, 11, 4)
