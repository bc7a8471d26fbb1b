"""Quarters, half-years and years are published when every club has sent every month of them; people are counted once."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from caunoi.indicators.engines.in_memory import Result
from caunoi.indicators.model import DISTINCT_PEOPLE
from caunoi.lib.ids import uuid7
from caunoi.lib.periods import from_key, months_in, wider
from caunoi.published import envelope, figures, hub_keys, queries
from caunoi.published.models import AudienceTable, LedgerLine
from caunoi.published.tests.conftest import published_anyway, taken

HALF = from_key("2026-H1A")
QUARTERS = [from_key("2026-Q1A"), from_key("2026-Q2A")]
AFTER = datetime(2026, 6, 20, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
LONGER = {"2026-Q1A": 1.5, "2026-Q2A": 1.5, "2026-H1A": 2}
"""How many times the people of a month were met in a longer period: most come again."""

pytestmark = pytest.mark.django_db


def month_file(sender, period, people, *, version=1, supersedes=None, release=None, contacts=None, hiv=2, without=()):
    """A month of a club: contacts, needs, and people by year of birth; its last months bring those of the longer."""
    known = figures.by_code()
    bands = {("2000",): people, ("1990",): people + 5}
    month = [
        Result(known["contacts"], period, {("street",): contacts or 4 * people, ("home",): 9}),
        Result(known["needs"], period, {("health",): people, ("legal",): 12, ("hiv",): hiv}),
        Result(known["people_reached"], period, bands),
        Result(known["stock_left"], period, {("condom",): 700}),
    ]
    longer = [
        Result(known["people_reached"], one, {key: round(count * LONGER[one.key]) for key, count in bands.items()})
        for one in wider(period)
    ]
    month = [one for one in month if one.indicator.code not in without]
    exact = figures.exact_data(month) + figures.longer_data(longer)
    header = envelope.Header(
        installation=sender.installation, hub=hub_keys.installation_id(), organisation=sender.organisation,
        deployment=sender.deployment, period=period.key, starts=period.start, ends=period.end, version=version,
        release=release or uuid7(), supersedes=supersedes, closed_at=AFTER,
    )  # fmt: skip
    to = hub_keys.opening_key().public_key()
    return envelope.seal(header, controlled=[], exact=exact, signing=sender.signing, hub=to)


def send_months(senders, months, people=(30, 20, 25, 40)):
    found = {}
    for period in months:
        for sender, each in zip(senders, people, strict=False):
            found[sender.name, period.key] = taken(month_file(sender, period, each), AFTER)
    return found


def shown(period, code, audience="national"):
    return AudienceTable.objects.get(period_key=period.key, indicator=code, audience=audience, place=None)


def total(table):
    return table.cells.get(is_total=True).shown


@pytest.mark.long
def test_a_half_year_is_published_with_its_last_month(senders):
    months = months_in(HALF)
    send_months(senders, months[:5])
    assert set(AudienceTable.objects.values_list("period_key", flat=True)) == {
        *(month.key for month in months[:5]), QUARTERS[0].key
    }  # fmt: skip
    received = send_months(senders, months[5:])
    published = received[senders[-1].name, months[5].key].published
    assert {scope.period.key for scope in published} == {months[5].key, QUARTERS[1].key, HALF.key}
    contacts = shown(HALF, "contacts")
    assert total(contacts) == 6 * (4 * 115 + 4 * 9) and contacts.unit == "contact"
    people = shown(HALF, "people_reached")
    exact = 2 * (115 + 135)
    assert exact == 500 and total(people) == 500 and "may_overlap" in people.footnotes
    assert total(people) < 6 * total(shown(months[0], "people_reached")), "counted once, not added from the months"
    assert all(line.releases for line in LedgerLine.objects.all())


@pytest.mark.long
def test_a_club_that_lacks_a_month_holds_a_longer_period_back(senders, now):
    months = months_in(QUARTERS[0])
    send_months(senders, months[:1])
    send_months(senders[:3], months[1:])
    assert not AudienceTable.objects.filter(period_key=QUARTERS[0].key, audience="national").exists()
    assert AudienceTable.objects.filter(period_key=QUARTERS[0].key, audience="province").exists()
    published_anyway(months[2], AFTER)
    assert shown(QUARTERS[0], "contacts").clubs_reported == 3
    assert shown(QUARTERS[0], "contacts").clubs_expected == 4


@pytest.mark.long
def test_a_small_province_goes_by_the_longer_periods_only(senders, place_hp):
    """Hải Phòng meets nine people a month: its months say so, its half-year states them."""
    send_months(senders, months_in(HALF), people=(30, 20, 25, 2))
    rows = AudienceTable.objects.filter(place=place_hp, indicator="people_reached").order_by("starts", "-ends")
    rungs = {row.period_key: row.rung for row in rows}
    assert {rungs[month.key] for month in months_in(HALF)} == {"wider"}
    assert rungs[HALF.key] != "wider" and total(rows.get(period_key=HALF.key)) == 20
    assert total(shown(months_in(HALF)[0], "people_reached")) is not None


@pytest.mark.long
def test_a_restated_month_moves_a_longer_period_that_is_not_published_yet(senders, acting, programme):
    """What was published never changes; a quarter that is still to come is added from the newest versions."""
    months = months_in(QUARTERS[0])
    sent = send_months(senders, months[:2])
    first = sent[senders[0].name, months[0].key].release
    before = total(shown(months[0], "contacts"))
    data = month_file(senders[0], months[0], 30, contacts=1000, version=2, supersedes=first.pk)
    taken(data, AFTER)
    send_months(senders, months[2:])
    assert total(shown(months[0], "contacts")) == before
    assert total(shown(QUARTERS[0], "contacts")) == 3 * before - 120 + 1000
    assert total(shown(months[2], "stock_left")) == 4 * 700
    assert not AudienceTable.objects.filter(indicator="stock_left", period_key=QUARTERS[0].key).exists(), "no flow"
    found = [period.key for period in queries.periods(acting(programme))]
    assert found == ["2026-03A", "2026-Q1A", "2026-02A", "2026-01A"], "the newest month first, its quarter after it"


@pytest.mark.long
def test_people_are_left_out_where_a_club_did_not_bring_them(senders):
    months = months_in(QUARTERS[0])
    send_months(senders, months[:2])
    send_months(senders[:3], months[2:])
    known = figures.by_code()
    bare = senders[3].file({"contacts": {"street": 90}}, period=months[2].key, starts=months[2].start, ends=months[2].end,
                           closed_at=AFTER)  # fmt: skip
    taken(bare, AFTER)
    assert shown(QUARTERS[0], "contacts") and known["people_reached"].measure == DISTINCT_PEOPLE
    assert not AudienceTable.objects.filter(period_key=QUARTERS[0].key, indicator="people_reached", place=None).exists()
