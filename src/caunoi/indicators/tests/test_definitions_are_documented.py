"""Every definition has an example that each engine counts as it is written, and can be read in both languages."""

from __future__ import annotations

import pytest

from caunoi.indicators.catalogue import AT_HOME, INDICATORS, MEDIANS, RATIOS, by_code, definition, definitions
from caunoi.indicators.engines import in_memory, with_duckdb
from caunoi.indicators.examples import EXAMPLES
from caunoi.indicators.explaining import UNKNOWN_DENOMINATOR, explain
from caunoi.indicators.facts import TABLES
from caunoi.indicators.model import Median, Unit
from caunoi.indicators.words import COLUMN_WORDS, TABLE_WORDS


def seen(cells) -> dict[str, int]:
    return {" · ".join(key): count for key, count in cells.items() if count}


def test_every_counted_definition_has_an_example() -> None:
    assert set(EXAMPLES) == {one.code for one in (*INDICATORS, *AT_HOME, *MEDIANS)}


@pytest.mark.parametrize("code", EXAMPLES)
def test_the_example_is_counted_as_it_says(code) -> None:
    example, found = EXAMPLES[code], definition(code)
    if isinstance(found, Median):
        assert in_memory.middle(found, example.facts, example.period).value == example.expected
    else:
        assert seen(in_memory.evaluate(by_code(code), example.facts, example.period).cells) == example.expected


def test_duckdb_counts_every_example_the_same() -> None:
    for code, example in EXAMPLES.items():
        with with_duckdb.connect(with_duckdb.columns_of(example.facts)) as rows:
            found = definition(code)
            if isinstance(found, Median):
                assert with_duckdb.middle(rows, found, example.period).value == example.expected
            else:
                assert seen(with_duckdb.evaluate(rows, by_code(code), example.period).cells) == example.expected, code


@pytest.mark.parametrize("one", definitions(), ids=lambda each: each.code)
def test_it_can_be_read_in_both_languages(one) -> None:
    vietnamese, english = explain(one, "vi"), explain(one, "en")
    assert vietnamese.title != english.title and vietnamese.question != english.question
    assert [label for label, _said in vietnamese.lines] != [label for label, _said in english.lines]
    assert len(vietnamese.lines) == len(english.lines) >= 8
    assert not any("{" in said for _label, said in (*vietnamese.lines, *english.lines))


def test_tables_and_columns_have_names_in_both_languages() -> None:
    assert set(TABLE_WORDS) == set(TABLES)
    assert set(COLUMN_WORDS) == {column for columns in TABLES.values() for column in columns}


def test_what_nobody_can_divide_by_says_so() -> None:
    unknown = [ratio for ratio in RATIOS if ratio.denominator is None]
    assert {ratio.code for ratio in unknown} == {
        "share_of_estimate_reached", "share_of_estimate_with_package", "share_of_condoms_required",
    }  # fmt: skip
    for ratio in unknown:
        said = dict(explain(ratio, "vi").lines)["Mẫu số"]
        assert UNKNOWN_DENOMINATOR.vi in said


def test_ratios_divide_what_there_is() -> None:
    known = {one.code for one in INDICATORS}
    for ratio in RATIOS:
        assert ratio.unit is Unit.PERCENT and ratio.numerator in known and ratio.denominator in {*known, None}


@pytest.mark.parametrize(
    ("part", "whole", "percent"), [(1, 3, 33), (2, 3, 67), (1, 200, 1), (5, 5, 100), (10, 8, 100), (None, 5, None),
                                   (5, None, None), (0, 0, None), (0, 4, 0)],
)  # fmt: skip
def test_a_share_is_worked_out_only_from_two_numbers_that_are_shown(part, whole, percent) -> None:
    assert definition("share_needs_met_in_30_days").of(part, whole) == percent


def test_beside_one_another_may_exceed_a_hundred() -> None:
    assert definition("share_accepted").of(12, 8) == 150
