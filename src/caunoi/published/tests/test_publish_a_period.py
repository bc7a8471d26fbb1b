"""Exact cells are added, then controlled once per audience; a late file never changes what is published."""

import pytest

from caunoi.lib.actor import COMMAND
from caunoi.published import actions, queries
from caunoi.published.models import AudienceTable, LedgerLine
from caunoi.published.tests.conftest import NOVEMBER, month_of

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


def test_a_single_clubs_province_says_no_more_than_the_rule(all_sent, place_hp):
    assert total(table("province", "people_reached", place_hp)).mark == "not_stated"  # 3 + 4
    assert "may_overlap" not in table("province", "people_reached", place_hp).footnotes


def test_sensitive_rows_need_three_clubs(senders, send, place_qn):
    for number, sender in enumerate(senders[:3]):
        send(sender.file(month_of(12, 9, 30, 8, hiv=(40, 0, 0)[number])))
    needs = table("province", "needs", place_qn)
    assert not [cell for cell in needs.cells.all() if cell.key == ["hiv"] and cell.shown is not None]


def test_every_table_stands_in_the_ledger(all_sent):
    assert LedgerLine.objects.count() == AudienceTable.objects.count() > 0
    assert all(line.releases and len(line.digest) == 64 for line in LedgerLine.objects.all())


def test_a_late_file_changes_nothing_published(senders, send, now, acting, programme):
    for sender in senders[:2]:
        send(sender.file(month_of(12, 9, 30, 8)))
    scopes = actions.publish_period(by=acting(programme), at=now, period=NOVEMBER)
    assert {scope.audience for scope in scopes} == {"province", "national", "programme", "donor"}
    before = list(AudienceTable.objects.order_by("pk").values_list("pk", "clubs_reported", "clubs_expected"))
    assert {(reported, expected) for _pk, reported, expected in before} == {(2, 3), (2, 4)}
    send(senders[2].file(month_of(12, 9, 30, 8)))
    assert list(AudienceTable.objects.order_by("pk").values_list("pk", "clubs_reported", "clubs_expected")) == before
    assert actions.publish_period(by=COMMAND, at=now, period=NOVEMBER) == ()
    (board,) = [board for board in queries.completeness(acting(programme), now) if board.period == NOVEMBER]
    assert [one.late for one in board.standings if one.release].count(True) == 1
    assert (board.clubs_reported, board.clubs_expected, board.is_published) == (3, 4, True)


def test_a_province_that_was_empty_can_still_be_published(senders, send, now, place_hp):
    send(senders[0].file(month_of(12, 9, 30, 8)))
    actions.publish_period(by=COMMAND, at=now, period=NOVEMBER)
    published = send(senders[3].file(month_of(12, 9, 30, 8))).published
    assert [(scope.audience, scope.place) for scope in published] == [("province", place_hp)]


def test_a_restatement_waits(all_sent, senders, send, now, acting, programme):
    before = total(table("national", "contacts")).shown
    send(senders[0].file(month_of(12, 9, 30, 8, contacts=400), version=2))
    assert total(table("national", "contacts")).shown == before
    (board,) = [board for board in queries.completeness(acting(programme), now) if board.period == NOVEMBER]
    assert [one.release.version for one in board.standings if one.late] == [2]
