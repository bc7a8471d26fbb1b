"""Before tables are shown, an attacker who holds all of them, of every audience, tries to work out what they hide."""

from caunoi.indicators.gate import attack_apart
from caunoi.indicators.linked import problem
from caunoi.published import exact
from caunoi.published.models import AudienceTable
from caunoi.published.tests.conftest import NOVEMBER


def test_what_was_published_for_every_audience_gives_nothing_away_together(all_sent):
    held = list(exact._before((NOVEMBER.start, NOVEMBER.end)))
    assert len(held) == AudienceTable.objects.count() > 10
    posed = problem(held)
    assert posed.targets and attack_apart(posed) == []


def test_a_kept_table_is_read_as_it_was_controlled(all_sent):
    """Every cell of every club stands behind exactly one row, and what a row says of its sum is true."""
    for one in exact._before((NOVEMBER.start, NOVEMBER.end)):
        parts = [part for row in one.shown.rows for part in row.parts]
        assert not parts or sorted(parts) == sorted(one.exact.cells)
        for terms, low, high in problem([one]).bounds:
            truth = problem([one]).truth
            total = sum(sign * truth[term] for term, sign in terms)
            assert (low is None or low <= total) and (high is None or total <= high)
