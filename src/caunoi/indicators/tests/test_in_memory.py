from collections.abc import Iterable
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caunoi.indicators.catalogue import INDICATORS, by_code
from caunoi.indicators.engines.in_memory import Result, evaluate
from caunoi.indicators.facts import TABLES, Commodity, Contact, ContactTopic, FactError, Need, ReferralStep
from caunoi.indicators.model import Filter, Unit
from caunoi.lib.periods import administrative_month, calendar_month

NOVEMBER = administrative_month(2026, 11)
IN, LAST_DAY, DAY_AFTER = date(2026, 10, 15), date(2026, 11, 14), date(2026, 11, 15)


def contact(on: date = IN, who: str | None = None, people: int = 1, band: str | None = None, **more: str) -> Contact:
    place = {"setting": "street", "organisation": "club", "deployment": "d1"} | more
    return Contact("c", on=on, precision="day", commune=None, pseudonym=who, people=people, age_band=band,
                   signposted=0, **place)  # type: ignore[arg-type]  # fmt: skip


def step(referral: str, state: str, group: str = "legal", on: date = IN, **more: object) -> ReferralStep:
    rest = {"pseudonym": "lan", "need": "n", "sensitive_code": False} | more
    return ReferralStep(referral, organisation="club", deployment="d1", code="X", group=group, event=state,
                        state=state, on=on, source="provider", **rest)  # type: ignore[arg-type]  # fmt: skip


def cells(result: Result) -> dict[str, int]:
    """Non-zero cells of a one-way result."""
    return {cell[0]: count for cell, count in result.cells.items() if count}


def count(code: str, **facts: Iterable[object]) -> Result:
    return evaluate(by_code(code), facts, NOVEMBER)


def test_contacts_are_counted_in_the_period_by_setting() -> None:
    rows = [contact(), contact(on=LAST_DAY, people=3), contact(on=DAY_AFTER), contact(setting="online")]
    result = count("contacts", contacts=rows)
    assert cells(result) == {"street": 4, "online": 1}
    assert (result.total, result.indicator.unit) == (5, Unit.CONTACT)


def test_anonymous_contacts_are_contacts_and_never_people() -> None:
    rows = [contact(people=6), contact(who="lan", band="1990")]
    assert count("contacts_anonymous", contacts=rows).total == 6
    assert count("people_reached", contacts=rows).total == 1


def test_a_person_met_often_is_one_person_in_the_cell_of_her_last_contact() -> None:
    rows = [contact(who="lan", band="1980", on=LAST_DAY), contact(who="lan", band="1990"), contact(who="hoa")]
    assert cells(count("people_reached", contacts=rows)) == {"1980": 1, "unknown": 1}


def test_all_age_bands_stand_in_the_table_at_zero() -> None:
    assert len(count("people_reached", contacts=[]).cells) == 4


def test_topics_materials_and_signposting() -> None:
    topics = [ContactTopic("c", IN, "club", None, "rights"), ContactTopic("c", IN, "club", None, "rights")]
    materials = [Commodity("c", IN, "club", None, "condom", 20), Commodity("c", IN, "club", None, "lubricant", 5)]
    assert cells(count("topics", contact_topics=topics)) == {"rights": 2}
    assert cells(count("commodities", commodities=materials)) == {"condom": 20, "lubricant": 5}
    assert count("signposted", contacts=[contact()._replace(signposted=2)]).total == 2


def test_needs_by_group_and_people_with_a_need() -> None:
    def need(who: str | None, group: str) -> Need:
        return Need("n", IN, "club", None, who, "X", group, "self", "open", None)

    rows = [need("lan", "legal"), need("lan", "health"), need(None, "legal")]
    assert cells(count("needs", needs=rows)) == {"legal": 2, "health": 1}
    assert count("people_with_need", needs=rows).total == 1


def test_each_step_is_its_own_count() -> None:
    steps = [step("r1", state) for state in ("draft", "consented", "sent", "accepted")] + [step("r2", "draft")]
    totals = {code: count(f"referrals_{code}", referral_steps=steps).total
              for code in ("offered", "consented", "sent", "accepted", "attended", "served")}  # fmt: skip
    assert totals == {"offered": 2, "consented": 1, "sent": 1, "accepted": 1, "attended": 0, "served": 0}
    assert count("people_served", referral_steps=steps).total == 0


def test_a_step_reached_twice_is_one_referral() -> None:
    steps = [step("r1", "accepted"), step("r1", "accepted", on=LAST_DAY)]
    assert count("referrals_accepted", referral_steps=steps).total == 1


def test_an_hiv_service_is_counted_apart_from_other_health_services() -> None:
    steps = [step("r1", "served", "health"), step("r2", "served", "health", sensitive_code=True)]
    assert cells(count("referrals_served", referral_steps=steps)) == {"health": 1, "hiv": 1}


def test_a_sensitive_code_in_a_group_without_its_own_row_is_neither_lost_nor_laid_open() -> None:
    steps = [step("r1", "served", "legal", sensitive_code=True), step("r2", "served", "violence", sensitive_code=True)]
    assert cells(count("referrals_served", referral_steps=steps)) == {"legal/sensitive": 1, "violence": 1}


def test_only_one_deployment() -> None:
    rows = [contact(), contact(deployment="d2")]
    only = [Filter("deployment", "is", "d1")]
    assert evaluate(by_code("contacts"), {"contacts": rows}, NOVEMBER, only).total == 1


def test_rows_may_be_mappings() -> None:
    assert count("contacts", contacts=[contact()._asdict()]).total == 1


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({}, "needs the table"),
        ({"contacts": [{"on": IN}]}, "no column 'setting'"),
        ({"contacts": [contact()._replace(on=None)]}, "must be a date"),
        ({"contacts": [contact()._replace(on=datetime(2026, 11, 1, tzinfo=UTC))]}, "without time"),
        ({"contacts": [contact(people=-1)]}, "0 or more"),
    ],
)
def test_facts_that_cannot_be_counted_are_refused(facts, reason: str) -> None:
    with pytest.raises(FactError, match=reason):
        evaluate(by_code("contacts"), facts, NOVEMBER)


def test_a_filter_on_a_column_that_does_not_exist_is_refused() -> None:
    with pytest.raises(FactError, match="no column 'club'"):
        evaluate(by_code("contacts"), {"contacts": []}, NOVEMBER, [Filter("club", "is", "x")])


settings = st.sampled_from(["street", "online", "venue"])
people = st.none() | st.sampled_from(["lan", "hoa", "mai", "cúc"])
bands = st.none() | st.sampled_from(["2000", "1990"])
contacts = st.builds(
    contact, on=st.dates(date(2026, 9, 1), date(2026, 12, 31)), who=people, people=st.integers(1, 9), band=bands,
    setting=settings,
)  # fmt: skip


@given(st.lists(contacts))
def test_counts_equal_a_plain_recount(rows: list[Contact]) -> None:
    kept = [row for row in rows if date(2026, 10, 15) <= row.on <= date(2026, 11, 14)]
    assert count("contacts", contacts=rows).total == sum(row.people for row in kept)
    assert count("people_reached", contacts=rows).total == len({row.pseudonym for row in kept} - {None})


@given(st.lists(contacts), st.randoms(use_true_random=False))
def test_the_order_of_rows_makes_no_difference(rows: list[Contact], random) -> None:
    shuffled = random.sample(rows, len(rows))
    assert count("people_reached", contacts=shuffled) == count("people_reached", contacts=rows)


@given(st.lists(contacts))
def test_months_of_plain_counts_add_up_and_people_do_not_exceed_their_sum(rows: list[Contact]) -> None:
    def over(month: int, code: str) -> int:
        return evaluate(by_code(code), {"contacts": rows}, calendar_month(2026, month)).total

    assert sum(over(month, "contacts") for month in (9, 10, 11, 12)) == sum(row.people for row in rows)
    assert sum(over(month, "people_reached") for month in (9, 10, 11, 12)) >= len(
        {row.pseudonym for row in rows} - {None}
    )


def test_every_definition_can_be_evaluated_on_empty_facts() -> None:
    empty: dict[str, list[object]] = {table: [] for table in TABLES}
    assert {evaluate(indicator, empty, NOVEMBER).total for indicator in INDICATORS} == {0}
