"""Money of deployments: who may enter it, what is refused, and that a wrong line stays readable and counts no more."""

from datetime import date

import pytest

from caunoi.access.actions import CannotDo
from caunoi.access.policies import Refused
from caunoi.audit.models import Entry
from caunoi.lib.actor import COMMAND
from caunoi.programme.actions import fund, withdraw_funding
from caunoi.programme.models import FundingLine

pytestmark = pytest.mark.django_db


def money(deployment, now, by=COMMAND, **changes):
    given = {
        "level": "donor", "source": "Quỹ Vì Cộng đồng", "starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31),
        "committed": 500_000_000, "disbursed": 420_000_000,
    }  # fmt: skip
    return fund(by=by, at=now, deployment=deployment, **{**given, **changes})


def test_it_is_entered_and_recorded(deployment, now):
    line = money(deployment, now)
    entry = Entry.objects.get(action="fund")
    assert entry.subject == line.pk and FundingLine.objects.get().disbursed == 420_000_000


def test_only_who_keeps_reference_data_enters_it(deployment, now, outsider, acting):
    with pytest.raises(Refused):
        money(deployment, now, by=acting(outsider))
    assert not FundingLine.objects.exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"ends_on": date(2025, 12, 31)}, "trước ngày đầu"),
        ({"starts_on": date(2013, 7, 1)}, "2014"),
        ({"level": "district"}, "30/6/2025"),
    ],
)
def test_what_cannot_be_is_refused_in_words(deployment, now, changes, words):
    with pytest.raises(CannotDo, match=words):
        money(deployment, now, **changes)
    assert not FundingLine.objects.exists() and not Entry.objects.filter(action="fund", outcome="done").exists()


def test_a_district_had_a_budget_until_the_end(deployment, now):
    days = {"starts_on": date(2025, 1, 1), "ends_on": date(2025, 6, 30)}
    assert money(deployment, now, level="district", **days).get_level_display() == "ngân sách huyện"


def test_a_wrong_line_stays_readable(deployment, now):
    line = money(deployment, now)
    for _twice in range(2):
        withdraw_funding(by=COMMAND, at=now, line=line)
    assert FundingLine.objects.get().withdrawn_at == now
    assert Entry.objects.filter(action="withdraw_funding").count() == 1
