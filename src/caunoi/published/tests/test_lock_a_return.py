"""The law's own report: exact totals of a province over six months, locked once, and what comes later beside them."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from caunoi.access.actions import CannotDo
from caunoi.indicators.engines.in_memory import Result
from caunoi.indicators.model import DISTINCT_PEOPLE
from caunoi.lib.actor import COMMAND
from caunoi.lib.ids import uuid7
from caunoi.lib.periods import from_key, months_in
from caunoi.published import actions, envelope, figures, hub_keys, returns, statutory
from caunoi.published.models import StatutoryReturn
from caunoi.published.statutory import Entry

HALF = from_key("2026-H1A")
AFTER = datetime(2026, 6, 20, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
SERVED = {("legal",): 3, ("health",): 5, ("hiv",): 1, ("psychological",): 0, ("violence",): 2, ("unknown",): 1}

pytestmark = pytest.mark.django_db


def month_file(sender, period, people, *, longer=None, version=1, supersedes=None, release=None):
    """A file of a month; its last one of a half-year brings the people of the whole."""
    known = figures.by_code()
    month = [Result(known["contacts"], period, {("street",): 10, ("home",): 2}),
             Result(known["people_reached"], period, {("1990",): people}),
             Result(known["referrals_served"], period, SERVED)]  # fmt: skip
    exact = figures.exact_data(month)
    if longer is not None:
        whole = [
            Result(known["people_reached"], HALF, {("1990",): longer}),
            Result(known["people_served"], HALF, {(): 5}),
        ]
        assert all(one.indicator.measure == DISTINCT_PEOPLE for one in whole)
        exact += figures.longer_data(whole)
    header = envelope.Header(
        installation=sender.installation, hub=hub_keys.installation_id(), organisation=sender.organisation,
        deployment=sender.deployment, period=period.key, starts=period.start, ends=period.end, version=version,
        release=release or uuid7(), supersedes=supersedes, closed_at=AFTER,
    )  # fmt: skip
    to = hub_keys.opening_key().public_key()
    return envelope.seal(header, controlled=[], exact=exact, signing=sender.signing, hub=to)


def send_all(senders, *, people=(20, 30, 9)):
    for sender, longer in zip(senders, people, strict=False):
        for period in months_in(HALF):
            last = longer if period.end == HALF.end else None
            actions.receive(by=COMMAND, at=AFTER, data=month_file(sender, period, 4, longer=last))


def lock(place, **more):
    return actions.lock_return(by=COMMAND, at=AFTER, place=place, period=HALF, **more)


def test_months_are_added_and_people_are_counted_once(senders, place_qn):
    send_all(senders[:3])
    stated = returns.entries(lock(place_qn).entries)
    assert stated["contacts"] == Entry("contacts", 3 * 6 * 12)
    assert stated["reached"] == Entry("reached", 59), "not 72, which the months would add to"
    assert stated["people_served"] == Entry("people_served", 15)
    assert (stated["contacts"].clubs, stated["reached"].clubs, stated["needs"].clubs) == (3, 3, 0)
    assert stated["served"].count == 3 * 6 * 12 and stated["hiv"].count == 18
    assert stated["psychological"].count == 36 and stated["needs"].count is None
    assert statutory.residual("served", stated) == 18, "what nobody put into a row is shown, not lost"


def test_fewer_than_eight_people_are_below_eight(senders, place_qn):
    send_all(senders[:1], people=(7,))
    stated = returns.entries(lock(place_qn).entries)
    assert stated["reached"] == Entry("reached", None, is_below=True)
    assert lock_again_is_refused(place_qn)


def lock_again_is_refused(place):
    with pytest.raises(CannotDo):
        lock(place)
    return StatutoryReturn.objects.count() == 1


def test_a_club_that_lacks_a_month_is_not_in_it(senders, place_qn):
    send_all(senders[:2])
    actions.receive(by=COMMAND, at=AFTER, data=month_file(senders[2], months_in(HALF)[0], 4))
    found = lock(place_qn)
    assert (found.clubs_reported, found.clubs_expected) == (2, 3)
    assert returns.entries(found.entries)["contacts"].count == 2 * 6 * 12


def test_what_was_reported_stays_and_what_is_now_stands_beside_it(senders, place_qn):
    send_all(senders[:2])
    found = lock(place_qn)
    send_all(senders[2:3])
    found.refresh_from_db()
    assert returns.entries(found.entries)["contacts"].count == 144
    assert returns.entries(found.now)["contacts"].count == 216


def test_a_sole_club_has_to_agree(senders, place_hp):
    send_all(senders[3:])
    with pytest.raises(CannotDo, match="một câu lạc bộ"):
        lock(place_hp)
    assert lock(place_hp, sole_club_agreed=True).sole_club_agreed


@pytest.mark.parametrize(("key", "said"), [("2026-Q1A", "6 tháng"), ("2026-H2A", "chưa kết thúc")])
def test_other_periods_are_refused(senders, place_qn, key, said):
    with pytest.raises(CannotDo, match=said):
        actions.lock_return(by=COMMAND, at=AFTER, place=place_qn, period=from_key(key))


def test_nothing_is_locked_without_figures(senders, place_qn):
    with pytest.raises(CannotDo):
        lock(place_qn)


def test_the_calendar_says_what_is_due_and_by_when(senders, place_qn, programme, acting):
    send_all(senders[:3])
    due = {(one.place.name, one.period.key): one for one in returns.calendar(acting(programme), AFTER)}
    half = due["Quảng Ninh", "2026-H1A"]
    assert f"{half.send_by:%d/%m/%Y}" == "20/06/2026" and half.can_be_locked and half.clubs_reported == 3
    assert not due["Hải Phòng", "2026-H1A"].can_be_locked


def test_only_the_own_province_reads_it(senders, place_qn, authority, authority_hp, national, acting):
    send_all(senders[:3])
    found = lock(place_qn)
    assert list(returns.returns(acting(authority))) == [found] == list(returns.returns(acting(national)))
    assert not returns.returns(acting(authority_hp)).exists()


def test_a_longer_period_that_does_not_end_with_the_month_is_refused(senders, now):
    first = months_in(HALF)[0]
    data = month_file(senders[0], first, 4, longer=9)
    with pytest.raises(CannotDo):
        actions.receive(by=COMMAND, at=AFTER, data=data)


def test_services_told_late_stand_beside_the_total_and_in_none_of_its_parts():
    stated = {each.code: each for each in statutory.entries({"referrals_served": SERVED, "late_served": {(): 4}})}
    assert (stated["served"].count, stated["late_served"].count) == (sum(SERVED.values()), 4)
    assert statutory.residual("served", stated) == 1
    assert (
        statutory.entries({"referrals_served": SERVED})[[row.code for row in statutory.FORM].index("late_served")].count
        is None
    )
