import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caunoi.indicators.catalogue import by_code
from caunoi.indicators.disclosure import (
    FOOTNOTES,
    NOT_STATED,
    SUPPRESSED,
    THRESHOLD,
    ControlledTable,
    ExactTable,
    Rung,
    added,
    control,
    exact_table,
    round_to_nearest,
)
from caunoi.indicators.engines.in_memory import Cell, Result
from caunoi.indicators.model import Disaggregation, Indicator, Sensitivity, Text
from caunoi.lib.periods import administrative_month

BANDS = ("under_18", "18-24", "25-29", "30-39", "40-49", "50+")
CUT = Disaggregation("age_band", Text("Nhóm tuổi", "Age band"), values=("a", "b", "c", "d"), ordered=True)
BY_AGE = Disaggregation("age_band", Text("Tuổi", "Age"), values=BANDS, ordered=True, sensitive={"under_18": "18-24"})
SENT = by_code("referrals_sent")
REACHED = replace(by_code("people_reached"), disaggregate_by=(BY_AGE,))
NOVEMBER = administrative_month(2026, 11)


def table(code: str, **counts: int) -> ExactTable:
    cells = {(name,): count for name, count in counts.items()}
    return exact_table(Result(by_code(code), NOVEMBER, cells))


def people(*counts: int) -> ExactTable:
    cells = {(band,): count for band, count in zip(BANDS, counts, strict=False)}
    return exact_table(Result(REACHED, NOVEMBER, cells))


def clubs(indicator: Indicator, *of_clubs: dict[str, int]) -> ExactTable:
    """A table over all clubs of the country, each given as group → count."""
    contributions = {str(number): {(name,): count for name, count in cells.items()}
                     for number, cells in enumerate(of_clubs)}  # fmt: skip
    return added(indicator, contributions, is_countrywide=True)


def one_number(code: str, count: int) -> ExactTable:
    return exact_table(Result(by_code(code), NOVEMBER, {(): count}))


def shown(controlled: ControlledTable) -> dict[str, object]:
    return {row.key[0]: row.shown for row in controlled.rows}


def stated(controlled: ControlledTable) -> dict[str, object]:
    """The rows other than zero."""
    return {name: value for name, value in shown(controlled).items() if value != 0}


# --- people ---------------------------------------------------------------------------------------------------------


def test_people_are_rounded_and_small_numbers_hidden() -> None:
    controlled = control(people(0, 12, 20, 31, 9, 3))
    assert shown(controlled) == {"18-24": 10, "25-29": 20, "30-39": 30, "40-49": 10, "50+": "*"}
    assert (controlled.rung, controlled.total.shown) == (Rung.MERGED, 75)
    assert controlled.footnotes == ("suppressed", "rounded", "merged")


def test_a_hidden_cell_that_can_be_worked_out_merges_its_neighbours() -> None:
    assert "50+" in shown(control(people(0, 0, 0, 30, 9, 1)))
    controlled = control(people(0, 0, 0, 0, 8, 1))
    assert "50+" not in shown(controlled) and controlled.total.shown == 10


def test_eight_is_shown_and_seven_is_not() -> None:
    assert control(one_number("people_with_need", THRESHOLD)).total.shown == 10
    assert control(one_number("people_with_need", THRESHOLD - 1)).total.shown == NOT_STATED


def test_nobody_is_shown_as_zero_without_a_breakdown() -> None:
    controlled = control(people(0, 0, 0, 0, 0, 0))
    assert (controlled.rows, controlled.total.shown) == ((), 0)
    assert control(one_number("people_with_need", 0)).total.shown == 0


def test_below_eight_people_nothing_is_stated() -> None:
    controlled = control(people(0, 1, 0, 3, 0, 0))
    assert controlled.rung is Rung.NOT_STATED
    assert (controlled.rows, controlled.total.shown, controlled.footnotes) == ((), NOT_STATED, ("not_stated",))


def test_the_quarter_speaks_where_the_month_is_small() -> None:
    controlled = control(people(0, 1, 0, 3, 0, 0), wider=people(0, 10, 12, 30, 4, 0))
    assert (controlled.rung, controlled.total.shown) == (Rung.WIDER, 55)
    assert "wider" in controlled.footnotes
    assert control(one_number("people_with_need", 7), one_number("people_with_need", 17)).total.shown == 15


def test_people_added_over_clubs_may_overlap() -> None:
    club = dict.fromkeys(BANDS, 10)
    assert "may_overlap" in control(clubs(REACHED, club, club)).footnotes


# --- plain and sensitive --------------------------------------------------------------------------------------------


def test_plain_counts_are_exact_however_small() -> None:
    controlled = control(table("contacts", street=1, venue=2))
    assert (shown(controlled), controlled.total.shown) == ({"street": 1, "venue": 2}, 3)
    assert controlled.footnotes == ()


@pytest.mark.parametrize("hiv", [0, 3, 30])
def test_a_club_never_states_a_sensitive_row_apart(hiv: int) -> None:
    controlled = control(table("referrals_sent", health=12, hiv=hiv, psychological=4, legal=2))
    assert controlled.rung is Rung.MERGED
    assert stated(controlled) == {"health": 12 + hiv, "psychological": 4, "legal": 2}
    assert (controlled.total.shown, controlled.total.rounded) == (18 + hiv, False)


def test_hiv_is_merged_into_health_even_where_no_other_health_service_was_given() -> None:
    assert stated(control(table("referrals_sent", hiv=5, psychological=3, legal=9))) == {
        "health": 5, "psychological": 3, "legal": 9,
    }  # fmt: skip


def test_a_merged_row_of_zero_would_say_that_nothing_sensitive_happened() -> None:
    assert stated(control(table("referrals_sent", health=12, legal=9))) == {"health|psychological": 12, "legal": 9}
    assert control(table("referrals_sent", legal=9)).rows == ()
    assert control(table("referrals_sent")).total.shown == 0


def test_a_merged_row_too_small_to_hide_anyone_falls_to_the_total() -> None:
    controlled = control(table("referrals_sent", health=1, hiv=1, legal=9))
    assert (controlled.rung, controlled.rows, controlled.total.shown) == (Rung.TOTAL_ONLY, (), 11)


def test_two_sensitive_rows_and_their_parents_may_become_one_row() -> None:
    controlled = control(table("referrals_sent", health=1, hiv=1, psychological=5, violence=2, legal=9))
    assert stated(controlled) == {"health|psychological": 9, "legal": 9}


def test_everything_sensitive_is_never_one_row() -> None:
    controlled = control(table("referrals_sent", health=0, hiv=20, legal=0))
    assert "hiv" not in shown(controlled)


# --- several clubs --------------------------------------------------------------------------------------------------


def hiv_over(*counts: int, health: int = 20, is_countrywide: bool = True) -> dict[str, object]:
    """What is shown of HIV referrals that clubs made, each beside other referrals."""
    of_clubs = clubs(SENT, *({"health": health, "psychological": 5, "hiv": count} for count in counts))
    return shown(control(replace(of_clubs, is_countrywide=is_countrywide)))


def test_a_sensitive_row_stands_with_three_clubs() -> None:
    assert hiv_over(5, 5, 4)["hiv"] == 15
    assert "hiv" not in hiv_over(10, 10)
    assert "hiv" not in hiv_over(10, 10, 0)
    assert "hiv" not in hiv_over(30)


def test_a_sensitive_row_stands_apart_in_countrywide_tables_only() -> None:
    assert hiv_over(5, 5, 4)["psychological"] == 15
    assert "hiv" not in hiv_over(5, 5, 4, is_countrywide=False)
    assert hiv_over(5, 5, 4, is_countrywide=False)["health"] == 74


def test_a_sensitive_row_and_its_parent_are_large_enough_to_stand_apart() -> None:
    assert hiv_over(4, 3, 3)["hiv"] == 10
    assert "hiv" not in hiv_over(3, 3, 3)
    assert hiv_over(5, 5, 4, health=1)["hiv"] == 15
    assert "hiv" not in hiv_over(5, 5, 4, health=0)


def test_with_a_sensitive_row_apart_the_total_is_rounded() -> None:
    rows = [{"health": 20, "hiv": count, "psychological": 4} for count in (5, 5, 4)]
    controlled = control(clubs(SENT, *rows))
    assert stated(controlled) == {"health": 60, "hiv": 15, "psychological": 12}
    assert (controlled.total.shown, controlled.total.rounded) == (85, True)


def test_no_club_makes_up_more_than_70_percent_of_a_sensitive_row() -> None:
    assert hiv_over(14, 3, 3)["hiv"] == 20
    assert "hiv" not in hiv_over(15, 3, 3)


def test_hidden_sensitive_rows_may_not_be_had_as_a_sum_either() -> None:
    controlled = control(table("referrals_sent", health=30, hiv=3, psychological=20, violence=3))
    assert stated(controlled) == {"health": 33, "psychological": 23}


def test_no_zero_among_clubs() -> None:
    assert "hiv" not in hiv_over(0, 0, 0)


def test_exact_cells_of_clubs_are_added_before_control() -> None:
    club = {"18-24": 4, "25-29": 4}
    controlled = control(clubs(REACHED, club, club, club))
    assert shown(controlled)["18-24"] == 10


# --- shape ----------------------------------------------------------------------------------------------------------


def test_two_dimensions_drop_one() -> None:
    second = Disaggregation("setting", Text("Nơi gặp", "Setting"))
    cells: dict[Cell, int] = {(band, place): 10 for band in "abcd" for place in ("street", "venue")}
    controlled = control(ExactTable(cells, Sensitivity.PEOPLE, (CUT, second)))
    assert (controlled.rung, shown(controlled)) == (Rung.DROPPED, dict.fromkeys("abcd", 20))


def test_a_controlled_table_is_plain_data() -> None:
    data = control(people(0, 12, 20, 31, 9, 3)).as_data()
    assert json.loads(json.dumps(data)) == data
    assert "parts" not in json.dumps(data)


@pytest.mark.parametrize("cells", [{("a",): -1}, {(): 1}, {("a", "b"): 1}])
def test_what_is_no_count_is_refused(cells: dict[Cell, int]) -> None:
    with pytest.raises(ValueError, match="no count"):
        ExactTable(cells, Sensitivity.PEOPLE, (CUT,))


@given(st.integers(0, 10**9))
def test_rounding_again_changes_nothing(count: int) -> None:
    rounded = round_to_nearest(count)
    assert rounded % 5 == 0 and abs(rounded - count) <= 2 and round_to_nearest(rounded) == rounded


counts = st.integers(0, 12) | st.integers(0, 60)


@given(st.lists(counts, min_size=1, max_size=6), st.none() | st.lists(counts, min_size=6, max_size=6))
def test_one_to_seven_people_are_never_shown(of_bands: list[int], of_quarter: list[int] | None) -> None:
    controlled = control(people(*of_bands), people(*of_quarter) if of_quarter else None)
    for row in (*controlled.rows, controlled.total):
        assert row.shown in (SUPPRESSED, NOT_STATED) or (isinstance(row.shown, int) and row.shown % 5 == 0)
        assert row.shown != 5


groups = st.fixed_dictionaries({"health": counts, "hiv": counts, "legal": counts, "violence": counts})


@given(st.lists(groups, min_size=1, max_size=4))
def test_one_to_seven_sensitive_events_are_never_shown(of_clubs: list[dict[str, int]]) -> None:
    exact = clubs(SENT, *of_clubs) if len(of_clubs) > 1 else table("referrals_sent", **of_clubs[0])
    for row in control(exact).rows:
        if row.sensitivity is not Sensitivity.PLAIN and row.shown != SUPPRESSED:
            assert isinstance(row.shown, int) and row.shown % 5 == 0 and row.shown != 5
            assert row.shown > 0 or len(of_clubs) == 1


@given(st.lists(groups, min_size=1, max_size=4))
def test_the_ladder_ends_in_a_table_or_says_that_it_cannot(of_clubs: list[dict[str, int]]) -> None:
    controlled = control(clubs(SENT, *of_clubs))
    assert (controlled.rung is Rung.NOT_STATED) == (controlled.total.shown == NOT_STATED)
    assert set(controlled.footnotes) <= set(FOOTNOTES)
    parts = [part for row in controlled.rows for part in row.parts]
    assert not parts or sorted(parts) == sorted(controlled.total.parts)
