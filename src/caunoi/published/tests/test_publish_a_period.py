"""Exact cells are added, then controlled once per audience; a late file never changes what is published."""

from datetime import date

import pytest

from caunoi.lib.ids import reference_id
from caunoi.organisations.models import Organisation
from caunoi.places.choices import PlaceKind
from caunoi.places.models import Place
from caunoi.programme.models import Deployment
from caunoi.published import queries
from caunoi.published.models import AudienceTable, LedgerLine
from caunoi.published.policies import territory
from caunoi.published.tests.conftest import NOVEMBER, month_of, published_anyway

pytestmark = pytest.mark.django_db


def table(audience, code, place=None):
    return AudienceTable.objects.get(audience=audience, indicator=code, place=place)


def total(found):
    return found.cells.get(is_total=True)


def test_nothing_is_published_before_everybody_has_sent(senders, send):
    for sender in senders[:2]:
        assert send(sender.file(month_of(12, 9, 30, 8))).published == ()
    assert not AudienceTable.objects.exists()


def test_a_province_is_published_when_its_clubs_have_sent(senders, send, place_qn):
    for sender in senders[:3]:
        published = send(sender.file(month_of(12, 9, 30, 8))).published
    assert [(scope.audience, scope.place) for scope in published] == [("province", place_qn)]
    assert set(AudienceTable.objects.values_list("audience", flat=True)) == {"province"}


def test_sums_equal_a_recount_by_hand(all_sent, place_qn):
    """Plain counts exactly; people rounded to 5 from the exact sum, not from the clubs' rounded numbers."""
    assert total(table("national", "contacts")).shown == (40 + 41 + 42 + 43) + 4 * 3
    assert total(table("province", "contacts", place_qn)).shown == (40 + 41 + 42) + 3 * 3
    _sent, counts = all_sent
    exact = sum(sum(each) for each in counts[:3])
    reached = table("province", "people_reached", place_qn)
    assert exact == 115 and total(reached).shown == 115 and total(reached).rounded
    by_year = {tuple(cell.key): cell for cell in reached.cells.filter(is_total=False)}
    assert by_year[("2000",)].shown == 40  # 12 + 20 + 9 = 41
    assert "may_overlap" in reached.footnotes
    assert table("national", "people_with_need").cells.get().shown == 45  # 12 + 20 + 9 + 3 = 44


def test_what_clubs_were_told_late_is_added_up_in_its_own_line(senders, send, place_qn):
    """Lượt of earlier periods, exact, added to nothing else."""
    for number, sender in enumerate(senders):
        send(sender.file({**month_of(12, 9, 30, 8), "referrals_served": {"health": 20}, "late_served": number}))
    assert total(table("national", "late_served")).shown == 0 + 1 + 2 + 3
    assert total(table("province", "late_served", place_qn)).shown == 0 + 1 + 2
    assert total(table("province", "referrals_served", place_qn)).shown == 60


def test_a_single_clubs_province_says_no_more_than_the_rule(all_sent, place_hp):
    assert total(table("province", "people_reached", place_hp)).mark == "not_stated"  # 3 + 4
    assert "may_overlap" not in table("province", "people_reached", place_hp).footnotes


def test_sensitive_rows_need_three_clubs(senders, send, place_qn):
    for number, sender in enumerate(senders[:3]):
        send(sender.file(month_of(12, 9, 30, 8, hiv=(40, 0, 0)[number])))
    needs = table("province", "needs", place_qn)
    assert not [cell for cell in needs.cells.all() if cell.key == ["hiv"] and cell.shown is not None]


REFERRALS = (
    {"health": 7, "hiv": 4, "psychological": 3},
    {"health": 7, "hiv": 3},
    {"health": 7, "hiv": 3},
    {"health": 5, "hiv": 2, "legal": 1},
)
"""Quảng Ninh 21 health and 10 HIV, Hải Phòng 5 and 2: 12 HIV referrals of four clubs."""


def rows_of(audience, code="referrals_sent", place=None):
    cells = table(audience, code, place).cells.filter(is_total=False)
    return {cell.key[0]: cell.shown for cell in cells if cell.shown != 0}


def test_only_the_whole_country_states_a_sensitive_row_apart(senders, send, place_qn, place_hp):
    """A reader of the country and one of a province subtract: what is left is merged, never a small sensitive row."""
    for sender, counts in zip(senders, REFERRALS, strict=True):
        send(sender.file({"referrals_sent": counts}))
    assert rows_of("province", place=place_qn) == {"health": 31, "psychological": 3}
    assert "hiv" not in rows_of("province", place=place_hp)
    for audience in ("national", "programme", "donor"):
        assert rows_of(audience) == {"health": 26, "hiv": 10, "psychological": 3, "legal": 1}


def test_part_of_the_country_states_no_sensitive_row_apart(senders, send, now):
    for sender, counts in zip(senders[:3], REFERRALS, strict=False):
        send(sender.file({"referrals_sent": counts}))
    published_anyway(NOVEMBER, now)
    assert rows_of("national") == {"health": 31, "psychological": 3}


def test_a_restated_month_states_no_sensitive_row_apart(senders, send):
    """Quảng Ninh was published with the first version; its difference to the second is nobody's to see."""
    for sender, counts in zip(senders[:3], REFERRALS, strict=False):
        first = send(sender.file({"referrals_sent": counts}))
    send(senders[2].file({"referrals_sent": {"health": 7, "hiv": 4}}, version=2, supersedes=first.release.pk))
    send(senders[3].file({"referrals_sent": REFERRALS[3]}))
    assert "hiv" not in rows_of("national")


def test_plain_tables_do_not_give_a_hidden_number_of_people_away(senders, send, place_hp):
    send(senders[3].file({
        "contacts": {"street": 15}, "contacts_anonymous": 14, "people_reached": {"1990": 1},
        "needs": {"legal": 1}, "people_with_need": 1,
    }))  # fmt: skip
    shown = {
        code: total(table("province", code, place_hp)).shown for code in ("contacts", "contacts_anonymous", "needs")
    }
    assert shown == {"contacts": None, "contacts_anonymous": None, "needs": None}
    assert {table("province", code, place_hp).rung for code in shown} == {"wider"}


def test_every_table_stands_in_the_ledger(all_sent):
    assert LedgerLine.objects.count() == AudienceTable.objects.count() > 0
    assert all(line.releases and len(line.digest) == 64 for line in LedgerLine.objects.all())


def test_a_late_file_changes_nothing_published(senders, send, now, acting, programme):
    for sender in senders[:2]:
        send(sender.file(month_of(12, 9, 30, 8)))
    scopes = published_anyway(NOVEMBER, now, acting(programme))
    assert {scope.audience for scope in scopes} == {"province", "national", "programme", "donor"}
    before = list(AudienceTable.objects.order_by("pk").values_list("pk", "clubs_reported", "clubs_expected"))
    assert {(reported, expected) for _pk, reported, expected in before} == {(2, 3), (2, 4)}
    send(senders[2].file(month_of(12, 9, 30, 8)))
    assert list(AudienceTable.objects.order_by("pk").values_list("pk", "clubs_reported", "clubs_expected")) == before
    assert published_anyway(NOVEMBER, now) == ()
    (board,) = [board for board in queries.completeness(acting(programme), now) if board.period == NOVEMBER]
    assert [one.late for one in board.standings if one.release].count(True) == 1
    assert (board.clubs_reported, board.clubs_expected, board.is_published) == (3, 4, True)


def test_a_province_that_was_empty_can_still_be_published(senders, send, now, place_hp):
    send(senders[0].file(month_of(12, 9, 30, 8)))
    published_anyway(NOVEMBER, now)
    published = send(senders[3].file(month_of(12, 9, 30, 8))).published
    assert [(scope.audience, scope.place) for scope in published] == [("province", place_hp)]


def test_a_restatement_waits(all_sent, senders, send, now, acting, programme):
    before = total(table("national", "contacts")).shown
    first = all_sent[0][0].release
    send(senders[0].file(month_of(12, 9, 30, 8, contacts=400), version=2, supersedes=first.pk))
    assert total(table("national", "contacts")).shown == before
    (board,) = [board for board in queries.completeness(acting(programme), now) if board.period == NOVEMBER]
    assert [one.release.version for one in board.standings if one.late] == [2]


def test_a_province_that_becomes_a_city_keeps_its_tables(senders, send, place_qn, authority, acting):
    """Its new row is another place; clubs and offices may hold either."""
    place_qn.valid_to = date(2026, 9, 1)
    place_qn.save()
    city = Place.objects.create(
        code="22", name="Quảng Ninh", kind=PlaceKind.CITY, parent=None, valid_from=place_qn.valid_to, decree="",
        folded=place_qn.folded, sort_key=place_qn.sort_key, began_as=place_qn, id=reference_id("place", "22@2026-09-01"),
    )  # fmt: skip
    Deployment.objects.filter(organisation_id=senders[0].organisation).update(place=city)
    Organisation.objects.filter(name="Sở Quảng Ninh").update(place=city)
    for sender in senders[:3]:
        published = send(sender.file(month_of(12, 9, 30, 8))).published
    assert [(scope.audience, scope.place) for scope in published] == [("province", place_qn)]
    assert territory(acting(authority)) == ("province", place_qn.pk)
