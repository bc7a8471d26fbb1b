"""DuckDB, asked through Ibis, gives the numbers that going through the rows gives: on every definition, on random worlds."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings

from caunoi.indicators import apart
from caunoi.indicators.catalogue import AT_HOME, INDICATORS, MEDIANS, by_code
from caunoi.indicators.engines import expressions, in_memory, with_duckdb
from caunoi.indicators.facts import TABLES, FactError
from caunoi.indicators.model import Filter, Median
from caunoi.indicators.tests.test_in_memory import contact
from caunoi.indicators.tests.worlds import worlds
from caunoi.lib.periods import administrative_month, containing

NOVEMBER = administrative_month(2026, 11)
QUARTER = containing(NOVEMBER.end, "quarter")
COUNTED = (*INDICATORS, *AT_HOME, *MEDIANS)
ONLY = (Filter("deployment", "one_of", ("d1", None)),)


def agree(world, period, only=()) -> None:
    with with_duckdb.connect(with_duckdb.columns_of(world)) as rows:
        for definition in COUNTED:
            if isinstance(definition, Median):
                plain = in_memory.middle(definition, world, period, only)
                assert with_duckdb.middle(rows, definition, period, only) == plain, definition.code
            else:
                exact = in_memory.evaluate(definition, world, period, only)
                assert with_duckdb.evaluate(rows, definition, period, only) == exact, definition.code


@settings(max_examples=4)
@given(worlds)
def test_both_engines_give_the_same_numbers(world) -> None:
    agree(world, NOVEMBER, ONLY)


@pytest.mark.long
@pytest.mark.parametrize("period", [NOVEMBER, QUARTER], ids=lambda period: period.key)
@settings(max_examples=200)
@given(world=worlds)
def test_both_engines_give_the_same_numbers_on_two_hundred_worlds(period, world) -> None:
    agree(world, period)


OPERATIONS = [
    Filter("age_band", "is", "2000"), Filter("age_band", "is_not", "2000"), Filter("age_band", "known"),
    Filter("age_band", "unknown"), Filter("age_band", "one_of", ("2000", None)), Filter("age_band", "one_of", ("1990",)),
    Filter("age_band", "one_of", (None,)), Filter("people", "at_least", 2), Filter("people", "at_most", 2),
]  # fmt: skip


@pytest.mark.parametrize("wanted", OPERATIONS, ids=lambda each: f"{each.column} {each.op} {each.value}")
def test_every_operation_means_the_same_also_where_a_value_is_missing(wanted) -> None:
    bands = (None, "", "2000", "1990")
    world = {
        "contacts": [contact(who=f"p{number}", people=number, band=band) for number, band in enumerate(bands, start=1)]
    }
    plain = in_memory.evaluate(by_code("contacts"), world, NOVEMBER, [wanted])
    with with_duckdb.connect(with_duckdb.columns_of(world)) as rows:
        assert with_duckdb.evaluate(rows, by_code("contacts"), NOVEMBER, [wanted]) == plain
        if wanted.op == "is_not":  # SQL left alone would drop who has no band; so the difference would be seen here
            naive = "SELECT SUM(people) FROM contacts WHERE age_band <> '2000'"
            assert rows.execute(naive).fetchall() != [(plain.total,)]


def test_the_child_process_gives_the_same_numbers() -> None:
    world = {table: [] for table in TABLES} | {
        "contacts": [contact(), contact(who="lan", band="1990"), contact(people=3)]
    }
    found = apart.run(COUNTED, world, NOVEMBER, [Filter("deployment", "is", "d1")])
    for definition, result in zip(COUNTED, found, strict=True):
        if isinstance(definition, Median):
            assert result == in_memory.middle(definition, world, NOVEMBER)
        else:
            assert result == in_memory.evaluate(definition, world, NOVEMBER)
    assert json.dumps([result.total for result in found[:3]]) == "[5, 4, 1]"


@pytest.mark.parametrize("definition", COUNTED, ids=lambda each: each.code)
def test_every_definition_compiles_for_spark(definition) -> None:
    text = expressions.sql(definition, NOVEMBER, ONLY, dialect="spark")
    assert text.startswith("SELECT") and f"`{definition.fact}`" in text
    assert "2026" in text


@pytest.mark.parametrize(
    ("only", "period", "reason"),
    [
        ((Filter("club", "is", "x"),), NOVEMBER, "no column 'club'"),
    ],
)
def test_what_does_not_fit_is_refused_before_anything_runs(only, period, reason) -> None:
    with pytest.raises(FactError, match=reason):
        apart.run([by_code("contacts")], {"contacts": []}, period, only)
    with pytest.raises(FactError, match="needs the table"):
        apart.run([by_code("contacts")], {}, period)
