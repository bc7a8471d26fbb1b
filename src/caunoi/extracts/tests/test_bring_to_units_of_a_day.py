"""Contacts by commune as it then was, and in the communes of another day: nothing lost, nothing guessed."""

import io
import json
from datetime import date

import pytest
from django.core.management import call_command

from caunoi.extracts.queries import facts
from caunoi.indicators import apart
from caunoi.indicators.catalogue import by_code
from caunoi.indicators.engines import in_memory
from caunoi.lib.ids import reference_id
from caunoi.lib.periods import administrative_month
from caunoi.places.aggregate import Count
from caunoi.places.choices import PlaceKind, SuccessionKind
from caunoi.places.models import Place, Succession
from caunoi.places.queries import book_of

REFORM = date(2025, 7, 1)
JULY = administrative_month(2025, 7)  # 15/6 to 14/7: the reform lies in it
BY_UNIT, BY_UNIT_THEN, PEOPLE = (
    by_code(code) for code in ("contacts_by_unit", "contacts_by_unit_then", "people_reached_by_unit")
)
pytestmark = pytest.mark.django_db


def unit(code, name, above, *, begins=None, ends=None):
    return Place.objects.create(
        id=reference_id("place", f"{code}@{begins or ''}"), code=code, name=name, kind=PlaceKind.WARD, parent=above,
        valid_from=begins, valid_to=ends, decree="", folded=name, sort_key=name,
    )  # fmt: skip


def became(old, new, kind):
    Succession.objects.create(id=reference_id("succession", f"{old.pk}{new.pk}"), old=old, new=new, kind=kind)


@pytest.fixture
def wards(place_qn):
    """One ward went over whole to another that bears an old code; one was divided between two, with no share stated."""
    trung = unit("06793", "Cẩm Trung", place_qn, ends=REFORM)
    divided = unit("06655", "Hà Khẩu", place_qn, ends=REFORM)
    pha = unit("06760", "Cẩm Phả", place_qn, begins=REFORM)
    hung, chau = (
        unit(code, name, place_qn, begins=REFORM) for code, name in (("06661", "Việt Hưng"), ("06706", "Tuần Châu"))
    )
    became(trung, pha, SuccessionKind.WHOLE)
    became(divided, hung, SuccessionKind.PART)
    became(divided, chau, SuccessionKind.PART)
    return trung, divided, pha


@pytest.fixture
def summer(rows, wards):
    trung, divided, pha = wards
    lan, hoa = rows.person(), rows.person()
    rows.contact(lan, on=date(2025, 6, 20), commune=trung)
    rows.contact(lan, on=date(2025, 7, 5), commune=pha)
    rows.contact(hoa, on=date(2025, 6, 21), commune=divided)
    rows.contact(people=4, on=date(2025, 6, 25), commune=trung)
    rows.contact(people=2, on=date(2025, 7, 2))


def counted(indicator, found):
    assert apart.run([indicator], found, JULY) == [in_memory.evaluate(indicator, found, JULY)]
    return {key[0]: count for key, count in in_memory.evaluate(indicator, found, JULY).cells.items()}


@pytest.mark.long
def test_as_then_and_in_the_units_of_today(summer, club):
    found = facts(club.pk, JULY)
    assert counted(BY_UNIT_THEN, found) == {"06793@": 5, "06760@2025-07-01": 1, "06655@": 1, "unknown": 2}
    assert counted(BY_UNIT, found) == {"06760@2025-07-01": 6, "06655@/unallocated": 1, "unknown": 2}
    assert counted(PEOPLE, found) == {"06760@2025-07-01": 1, "06655@/unallocated": 1}


def test_before_the_reform_the_new_ward_was_made_of_one_old_one(summer, club):
    found = facts(club.pk, JULY, units_of=date(2025, 6, 30))
    assert counted(BY_UNIT, found) == {"06793@": 6, "06655@": 1, "unknown": 2}


def test_places_themselves_bring_the_same_counts_there(summer, club):
    """The succession of units in `places` is asked once more by another way, with sums instead of rows."""
    contacts = [fact for fact in facts(club.pk, JULY)["contacts"] if fact.commune]
    counts = [Count(fact.commune, fact.on, fact.people) for fact in contacts]
    rendered = book_of({fact.commune for fact in contacts}).in_units_of(JULY.end, counts)
    lines = {f"{line.unit.code}@{line.unit.valid_from or ''}": line.value for line in rendered.lines}
    lines |= {f"{line.unit.code}@{line.unit.valid_from or ''}/unallocated": line.value for line in rendered.unallocated}
    assert counted(BY_UNIT, facts(club.pk, JULY)) == lines | {"unknown": 2}


def test_the_command_line_says_them_by_name(summer, club, deployment):
    deployment.starts_on = date(2025, 1, 1)
    deployment.save()
    out = io.StringIO()
    call_command(
        "indicators", "run", "contacts_by_unit", "--period", "2025-07A", "--units-of", "2025-07-01", "--format", "json",
        stdout=out, stderr=io.StringIO(),
    )  # fmt: skip
    said = {row["row"]: row["count"] for row in json.loads(out.getvalue())}
    assert said["Cẩm Phả (06760@2025-07-01)"] == "6"
    assert said["Hà Khẩu (06655@) (đã chia, không phân bổ được)"] == "1"


def test_communes_are_never_released():
    from caunoi.published.figures import FiguresError, read_exact

    cells = [{"key": ["06760@2025-07-01"], "count": 6}]
    with pytest.raises(FiguresError):
        read_exact([{"indicator": BY_UNIT.code, "cells": cells}])
