"""Trying tables takes long, so a received month waits for the clock: nothing happens twice, and nothing on old figures."""

import pytest

from caunoi.lib.actor import CLOCK, COMMAND
from caunoi.lib.periods import months_in
from caunoi.published import actions, queries
from caunoi.published.actions import publishing
from caunoi.published.models import AudienceTable, LedgerLine, Publishing
from caunoi.published.tests.conftest import NOVEMBER, month_of
from caunoi.published.tests.test_publish_longer_periods import AFTER, QUARTERS, month_file

pytestmark = pytest.mark.django_db
MONTHS = months_in(QUARTERS[0])


def receive(data, at):
    return actions.receive(by=COMMAND, at=at, data=data).release


def board(by, at):
    (found,) = [one for one in queries.completeness(by, at) if one.period == NOVEMBER]
    return found


def test_a_month_waits_until_the_clock_has_tried_it(senders, programme, acting, now):
    for sender in senders:
        receive(sender.file(month_of(12, 9, 30, 8)), now)
    waiting = board(acting(programme), now)
    assert waiting.is_waiting and not waiting.is_published and Publishing.objects.filter(done_at=None).count() == 1
    assert {scope.period for scope in actions.publish_waiting(by=CLOCK, at=now)} == {NOVEMBER}
    done = board(acting(programme), now)
    assert done.is_published and not done.is_waiting
    tables = AudienceTable.objects.count()
    assert actions.publish_waiting(by=CLOCK, at=now) == () and AudienceTable.objects.count() == tables


def test_what_was_tried_on_older_figures_is_not_written(senders, now):
    """A club restates its month while the tables are tried: they are tried again, and once only written."""
    releases = [receive(sender.file(month_of(12, 9, 30, 8)), now) for sender in senders]
    (waiting,) = Publishing.objects.filter(done_at=None)
    tried = publishing._try(waiting, now)
    newer = receive(senders[0].file(month_of(90, 9, 30, 8), version=2, supersedes=releases[0].pk), now)
    assert tried.due and publishing._write(by=CLOCK, at=now, waiting=waiting, tried=tried) == ()
    assert not AudienceTable.objects.exists() and Publishing.objects.filter(done_at=None).get() == waiting
    again, beside = publishing._try(waiting, now), publishing._try(waiting, now)
    assert publishing._write(by=CLOCK, at=now, waiting=waiting, tried=again) == again.due
    assert publishing._write(by=COMMAND, at=now, waiting=waiting, tried=beside) == (), "another was quicker"
    assert all(str(newer.pk) in line.releases for line in LedgerLine.objects.filter(table__place=None))


def test_months_that_wait_together_go_one_after_the_other(senders):
    """As if each had come by itself: the quarter is added with its last month."""
    for month in reversed(MONTHS):
        receive(month_file(senders[0], month, 30), AFTER)
    published = [(scope.period, scope.audience) for scope in actions.publish_waiting(by=CLOCK, at=AFTER)]
    assert published == []
    for sender in senders[1:3]:
        for month in MONTHS:
            receive(month_file(sender, month, 25), AFTER)
    periods = [scope.period for scope in actions.publish_waiting(by=CLOCK, at=AFTER)]
    assert periods == [*MONTHS, QUARTERS[0]], "the province's own, which is complete"
