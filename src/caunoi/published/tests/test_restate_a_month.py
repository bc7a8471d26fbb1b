"""A club tells a month anew, or for the first time, after it was published: nothing that was shown changes, and nobody
learns what is different."""

from dataclasses import replace

import pytest

from caunoi.indicators.disclosure import Rung, control
from caunoi.indicators.gate import attack_apart
from caunoi.indicators.linked import CHANGED, problem
from caunoi.lib.periods import months_in
from caunoi.published import exact, queries
from caunoi.published.models import AudienceCell
from caunoi.published.tests.conftest import published_anyway, taken
from caunoi.published.tests.test_publish_longer_periods import AFTER, QUARTERS, month_file, send_months, shown, total

MONTHS = months_in(QUARTERS[0])
CLUB = 0

pytestmark = pytest.mark.django_db


def tell_anew(senders, sent, **changed):
    """The first club's first month, as version 2."""
    first = sent[senders[CLUB].name, MONTHS[0].key].release
    data = month_file(senders[CLUB], MONTHS[0], 30, version=2, supersedes=first.pk, **changed)
    return taken(data, AFTER).release


def differences(posed, targets):
    return {
        posed.atoms[term]
        for number in targets
        for term in posed.targets[number]
        if posed.atoms[term][3][:1] == (CHANGED,)
    }


def with_needs_of_the_quarter(held):
    """The same tables, those of needs over the quarter controlled by themselves."""
    return [
        replace(one, shown=control(one.exact)) if one.period == QUARTERS[0] and one.indicator.code == "needs" else one
        for one in held
    ]


@pytest.mark.long
def test_one_hiv_service_more_in_a_second_version_stays_hidden(senders):
    """Months of the first version, a quarter added from the second: all exact, they would say that there is one more."""
    sent = send_months(senders, MONTHS[:2])
    published = list(AudienceCell.objects.order_by("pk").values_list("pk", "shown", "mark"))
    tell_anew(senders, sent, hiv=3)
    assert list(AudienceCell.objects.order_by("pk").values_list("pk", "shown", "mark")) == published
    send_months(senders, MONTHS[2:])
    held = list(exact._before((QUARTERS[0].start, QUARTERS[0].end)))
    posed = problem(held)
    assert differences(posed, range(len(posed.targets))) and attack_apart(posed) == []
    assert shown(QUARTERS[0], "needs").rung == Rung.NOT_STATED and total(shown(QUARTERS[0], "contacts")) is not None
    posed = problem(with_needs_of_the_quarter(held))
    assert differences(posed, attack_apart(posed)), (
        "the same attacker finds it where the quarter is controlled by itself"
    )


@pytest.mark.long
def test_a_month_that_came_too_late_for_its_table_stays_hidden_in_the_quarter(senders):
    """What is left of the quarter, once the months are taken away, would be the late club's month: two HIV services."""
    for month in MONTHS[:2]:
        for sender in senders[1:]:
            taken(month_file(sender, month, 30), AFTER)
    published_anyway(MONTHS[0], AFTER)
    late = taken(month_file(senders[CLUB], MONTHS[0], 0), AFTER).release
    taken(month_file(senders[CLUB], MONTHS[1], 30), AFTER)
    send_months(senders, MONTHS[2:])
    held = list(exact._before((QUARTERS[0].start, QUARTERS[0].end)))
    posed = problem(held)
    club = frozenset({("needs", MONTHS[0].key, str(late.organisation_id), ("hiv",))})
    assert club in posed.names(range(len(posed.targets))) and attack_apart(posed) == []
    assert total(shown(QUARTERS[0], "needs")) is None and total(shown(QUARTERS[0], "contacts")) is not None
    posed = problem(with_needs_of_the_quarter(held))
    assert club in posed.names(attack_apart(posed)), (
        "the same attacker finds it where the quarter is controlled by itself"
    )


def test_what_was_published_says_that_it_was_restated_since(senders, acting, national, client_of):
    sent = send_months(senders, MONTHS[:1])
    (months,) = queries.periods(acting(national))
    client, address = client_of(national), f"/en/reports/{months.key}/"
    said = "told a month of this period anew"
    assert said not in client.get(address).content.decode()
    before = total(shown(MONTHS[0], "contacts"))
    tell_anew(senders, sent, contacts=1000)
    assert said in client.get(address).content.decode() and total(shown(MONTHS[0], "contacts")) == before
    assert "giữ nguyên như đã công bố" in client.get(f"/reports/{months.key}/").content.decode()
    assert said in client.get(f"/en/reports/numbers/contacts/{months.key}/").content.decode()
