"""The demo world: the same seed gives the same figures, another seed others, and the hub's totals equal a recount."""

import sqlite3

import pytest
from django.conf import settings

from tests.servers import caunoi

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(settings.KIND != "club", reason="the demo makes both kinds by itself; once is enough"),
]
FIGURES = """
SELECT o.name, c."on", c.setting, c.people, c.pseudonym_id IS NULL FROM outreach_contact c
JOIN organisations_organisation o ON o.id = c.organisation_id ORDER BY 1, 2, 3, 4, 5
"""
MOVES = """
SELECT o.name, s.event, s.state, count(*) FROM referrals_step s JOIN referrals_referral r ON r.id = s.referral_id
JOIN organisations_organisation o ON o.id = r.organisation_id GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
"""


def built(folder, seed):
    done = caunoi(folder, "demo", "--no-serve", "--people", "10", "--months", "2", "--seed", str(seed))
    assert done.returncode == 0, done.stderr
    return folder


def asked(folder, kind, question):
    with sqlite3.connect(folder / kind / "rows.sqlite3") as rows:
        return rows.execute(question).fetchall()


@pytest.fixture(scope="module")
def worlds(tmp_path_factory):
    place = tmp_path_factory.mktemp("worlds")
    return [built(place / name, seed) for name, seed in (("one", 7), ("again", 7), ("other", 8))]


def test_figures_follow_from_the_seed(worlds):
    one, again, other = (asked(world, "club", FIGURES) for world in worlds)
    assert one == again and len(one) > 50
    assert one != other
    assert asked(worlds[0], "club", MOVES) == asked(worlds[1], "club", MOVES)


def test_accounts_are_those_of_the_page_that_names_them(worlds):
    names = {line.split("\t")[1] for line in (worlds[0] / "accounts.txt").read_text("utf-8").splitlines()}
    assert names == {
        "peer", "lead", "deputy", "caseworker", "provider", "guardian", "admin", "outsider",
        "programme", "authority", "national", "donor", "hubadmin",
    }  # fmt: skip


def test_the_hub_holds_what_the_clubs_counted(worlds):
    """A recount by hand of every contact in the months that were sent, beside the exact cells of the hub."""
    held = dict(
        asked(
            worlds[0], "hub",
            "SELECT r.period_key, sum(e.count) FROM published_exactcell e JOIN published_receivedrelease r"
            " ON r.id = e.release_id WHERE e.indicator = 'contacts' GROUP BY 1",
        )
    )  # fmt: skip
    months = asked(worlds[0], "hub", "SELECT DISTINCT period_key, starts, ends FROM published_receivedrelease")
    for key, starts, ends in months:
        sent = asked(
            worlds[0],
            "hub",
            f"SELECT DISTINCT organisation_id FROM published_receivedrelease WHERE period_key = '{key}'",
        )
        marks = ",".join("?" * len(sent))
        with sqlite3.connect(worlds[0] / "club" / "rows.sqlite3") as rows:
            counted = rows.execute(
                "SELECT sum(people) FROM outreach_contact WHERE superseded_at IS NULL AND NOT entered_in_error"
                f' AND "on" BETWEEN ? AND ? AND organisation_id IN ({marks})',
                [starts, ends, *(row[0] for row in sent)],
            ).fetchone()[0]
        assert held[key] == counted, key
