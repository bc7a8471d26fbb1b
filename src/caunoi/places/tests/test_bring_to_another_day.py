"""Counts by unit "as then" or "in the units of a day": nothing lost, nothing guessed, nothing pushed down a level."""

from datetime import date
from fractions import Fraction
from uuid import UUID, uuid5

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caunoi.places.aggregate import Book, Count, Link, OutsideValidity, Unit, largest_remainder
from caunoi.places.queries import book_of

BEFORE, CHANGE, AFTER = date(2024, 5, 1), date(2025, 7, 1), date(2026, 11, 1)
SPACE = UUID(int=5)


def unit(code, *, old, kind="ward"):
    start, end = (None, CHANGE) if old else (CHANGE, None)
    return Unit(uuid5(SPACE, f"{code}{old}"), code, f"{'Old' if old else 'New'} {code}", kind, start, end)


def book(units, *links):
    return Book({one.pk: one for one in units}, [Link(old.pk, new.pk, kind, share) for old, new, kind, share in links])


def values(lines):
    return {line.unit.code: line.value for line in lines}


A, B, D = (unit(code, old=True) for code in "ABD")
X, Y = (unit(code, old=False) for code in "XY")
DISTRICT = unit("700", old=True, kind="district")


def test_whole_units_move_and_add_up():
    found = book([A, B, X], (A, X, "whole", None), (B, X, "whole", None)).in_units_of(
        AFTER, [Count("A", BEFORE, 7), Count("B", BEFORE, 5), Count("X", AFTER, 1)]
    )
    assert values(found.lines) == {"X": 13} and found.total == 13 and not found.unallocated


def test_as_then_leaves_every_count_where_it_was_made():
    found = book([A, X], (A, X, "whole", None)).as_then(
        [Count("A", BEFORE, 7), Count("A", BEFORE, 2), Count("X", AFTER, 1)]
    )
    assert values(found.lines) == {"A": 9, "X": 1}


def test_a_division_without_a_share_stays_in_sight():
    found = book([D, X, Y], (D, X, "part", None), (D, Y, "part", None)).in_units_of(AFTER, [Count("D", BEFORE, 9)])
    assert found.lines == () and found.total == 9
    (left,) = found.unallocated
    assert (left.unit, left.among, left.value) == (D, (X, Y), 9)
    assert any("không phân bổ được" in rule for rule in found.rules)


@pytest.mark.parametrize("shares", [(Fraction(1, 2), None), (Fraction(1, 2), Fraction(1, 4))])
def test_shares_that_do_not_make_a_whole_allocate_nothing(shares):
    links = [(D, new, "part", share) for new, share in zip((X, Y), shares, strict=True)]
    found = book([D, X, Y], *links).in_units_of(AFTER, [Count("D", BEFORE, 9)])
    assert [left.value for left in found.unallocated] == [9] and not found.lines


def test_one_known_part_of_a_unit_is_not_the_whole_of_it():
    found = book([D, X], (D, X, "part", None)).in_units_of(AFTER, [Count("D", BEFORE, 9)])
    assert [left.value for left in found.unallocated] == [9]


def test_stated_shares_divide_in_whole_numbers_and_are_printed():
    links = [(D, X, "part", Fraction(1, 3)), (D, Y, "part", Fraction(2, 3))]
    found = book([D, X, Y], *links).in_units_of(AFTER, [Count("D", BEFORE, 10)])
    assert values(found.lines) == {"X": 3, "Y": 7}
    assert any("Old D → New X 1/3 = 3, New Y 2/3 = 7" in rule for rule in found.rules)


def test_a_district_stays_a_district():
    found = book([DISTRICT, A, X], (A, X, "whole", None)).in_units_of(
        AFTER, [Count("700", BEFORE, 4), Count("A", BEFORE, 1)]
    )
    assert (values(found.districts), values(found.lines), found.total) == ({"700": 4}, {"X": 1}, 5)


def test_back_in_time_only_where_a_unit_was_all_of_an_earlier_one():
    whole = book([A, X], (A, X, "whole", None)).in_units_of(BEFORE, [Count("X", AFTER, 4)])
    merged = book([A, B, X], (A, X, "whole", None), (B, X, "whole", None)).in_units_of(BEFORE, [Count("X", AFTER, 4)])
    part = book([A, X, Y], (A, X, "part", None), (A, Y, "part", None)).in_units_of(BEFORE, [Count("X", AFTER, 4)])
    assert values(whole.lines) == {"A": 4}
    assert [[left.value for left in found.unallocated] for found in (merged, part)] == [[4], [4]]


@pytest.mark.parametrize(("code", "on"), [("A", AFTER), ("X", BEFORE), ("nothing", BEFORE)])
def test_a_code_outside_its_validity_is_refused_in_words(code, on):
    with pytest.raises(OutsideValidity, match=code):
        book([A, X], (A, X, "whole", None)).in_units_of(AFTER, [Count(code, on, 1)])


SHARES = st.lists(st.integers(1, 1000), min_size=1, max_size=6).map(
    lambda parts: [Fraction(part, sum(parts)) for part in parts]
)


@given(total=st.integers(0, 10**9), shares=SHARES)
def test_largest_remainder_conserves_and_stays_within_one(total, shares):
    parts = largest_remainder(total, shares)
    assert sum(parts) == total
    assert all(abs(part - total * share) < 1 for part, share in zip(parts, shares, strict=True))


@st.composite
def worlds(draw):
    """Old and new units with any successions: merged, divided with or without shares, half known, without heir."""
    old = [
        unit(f"o{at}", old=True, kind=draw(st.sampled_from(["ward", "district"])))
        for at in range(draw(st.integers(1, 6)))
    ]
    new = [unit(f"n{at}", old=False) for at in range(draw(st.integers(1, 4)))]
    links = []
    for one in old:
        heirs = draw(st.lists(st.sampled_from(new), unique=True, max_size=3))
        shares = draw(st.sampled_from(["stated", "none", "some"]))
        for at, heir in enumerate(heirs):
            share = Fraction(1, len(heirs)) if shares == "stated" or (shares == "some" and at == 0) else None
            links.append((one, heir, "whole" if len(heirs) == 1 and share is None else "part", share))
    counted = st.one_of(
        st.builds(Count, st.sampled_from([one.code for one in old]), st.just(BEFORE), st.integers(0, 500)),
        st.builds(Count, st.sampled_from([one.code for one in new]), st.just(AFTER), st.integers(0, 500)),
    )
    return book([*old, *new], *links), draw(st.lists(counted, max_size=20))


@given(world=worlds(), day=st.sampled_from([BEFORE, CHANGE, AFTER]))
def test_the_total_is_the_same_on_every_day(world, day):
    units, counts = world
    found = units.in_units_of(day, counts)
    assert found.total == sum(count.value for count in counts)
    assert all(line.unit.stood_on(day) for line in found.lines)
    assert not any(line.unit.stood_on(day) for line in found.districts)


@pytest.mark.django_db
@pytest.mark.usefixtures("shipped")
def test_the_real_units_of_ha_long():
    counts = [
        Count("06655", BEFORE, 30),  # Hà Khẩu, divided
        Count("06688", BEFORE, 10),  # Hồng Hải, whole into the new ward Hạ Long
        Count("193", BEFORE, 100),  # thành phố Hạ Long, as a district
        Count("26368", AFTER, 2),
        Count("311", date(2024, 12, 1), 6),
    ]
    found = book_of({count.code for count in counts}).in_units_of(AFTER, counts)
    assert values(found.lines) == {"06688": 10, "26368": 2}
    assert values(found.districts) == {"193": 100, "311": 6}
    assert [(left.unit.code, {one.code for one in left.among}) for left in found.unallocated] == [
        ("06655", {"06661", "06706"})
    ]
    assert found.total == 148


@pytest.mark.django_db
@pytest.mark.usefixtures("shipped")
def test_63_provinces_in_units_of_today():
    then = date(2022, 1, 1)
    counts = [Count("31", then, 5), Count("30", then, 7), Count("74", then, 1), Count("77", then, 2), Count("79", then, 4),
              Count("46", then, 8), Count("22", then, 3)]  # fmt: skip
    found = book_of({count.code for count in counts}).in_units_of(date(2026, 12, 1), counts)
    assert {line.unit.name: line.value for line in found.lines} == {
        "Hải Phòng": 12, "Thành phố Hồ Chí Minh": 7, "Huế": 8, "Quảng Ninh": 3,
    }  # fmt: skip
    assert found.total == 30 and not found.unallocated
