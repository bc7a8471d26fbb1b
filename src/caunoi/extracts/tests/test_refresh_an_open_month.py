"""Whatever is written and refreshed in whatever order: months held in memory are byte for byte those of a fresh build."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caunoi.access.actions import CannotDo
from caunoi.extracts import changes
from caunoi.extracts.canonical import pack, unpack
from caunoi.extracts.months import Months
from caunoi.extracts.queries import facts
from caunoi.groups import actions as groups
from caunoi.groups.actions import Gathering
from caunoi.lib.periods import administrative_month, containing, months_in
from caunoi.outreach import actions as outreach
from caunoi.outreach.actions import Held, Moved, Observation
from caunoi.outreach.models import Contact
from caunoi.people import actions as people
from caunoi.people.choices import ProtectionReason
from caunoi.referrals import actions as referrals
from caunoi.referrals.models import Need

NOVEMBER = administrative_month(2026, 11)
HALF_YEAR = containing(NOVEMBER.end, "admin_half_year")
MONTHS = [month for month in months_in(HALF_YEAR) if month.end <= NOVEMBER.end][-4:]
pytestmark = pytest.mark.django_db


def fresh(organisation, month):
    return pack({table: rows for table, rows in facts(organisation, month).items() if table != "units"})


class Club:
    """What its staff may do on a day, as they would."""

    def __init__(self, club, by, lead, worker, now, service):
        self.club, self.by, self.lead, self.worker, self.now, self.service = club, by, lead, worker, now, service
        self.cards = [people.give_card(by=by, at=now, worker=worker).pseudonym for _number in range(3)]
        self.group = groups.found_group(by=lead, at=now, kind="club", title="Nhóm Sen", begun_on=date(2026, 1, 1))
        self.meetings = []

    def do(self, what, on, who, number):
        try:
            getattr(self, what)(on, self.cards[who], number)
        except CannotDo:
            pass  # told what to do, and nothing was changed: that too is a sequence of writes

    def contact(self, on, card, number):
        seen = Observation(on=on, setting="street", pseudonym=card, topics=["health"], commodities={"condom": number})
        outreach.note_contact(by=self.by, at=self.now, seen=seen, done_by=self.worker)

    def correct(self, on, card, number):
        rows = list(Contact.objects.current().order_by("pk"))
        if rows:
            seen = Observation(on=on, setting="home", people=number)
            outreach.correct_contact(by=self.by, at=self.now, contact=rows[number % len(rows)], seen=seen)

    def take_back(self, on, card, number):
        rows = list(Contact.objects.current().order_by("pk"))
        if rows:
            outreach.take_back_contact(by=self.by, at=self.now, contact=rows[number % len(rows)])

    def session(self, on, card, number):
        held = Held(on, "SRH", people=[card], anonymous=number)
        outreach.note_session(by=self.by, at=self.now, held=held, done_by=self.worker.pk)

    def stock(self, on, card, number):
        moved = Moved("condom", "received" if number % 3 else "expired", number, on)
        outreach.note_stock(by=self.lead, at=self.now, moved=moved)

    def fund(self, on, card, number):
        outreach.note_fund(by=self.lead, at=self.now, kind="in", amount=number * 1000, on=on)

    def layer(self, on, card, number):
        layer = ("core", "regular", "")[number % 3]
        groups.set_layer(by=self.lead, at=self.now, group=self.group, pseudonym=card, layer=layer, on=on)

    def meeting(self, on, card, number):
        held = Gathering(on, "talk", "rights", attended=number, people=[card])
        self.meetings.append(groups.note_meeting(by=self.lead, at=self.now, group=self.group, held=held))

    def cancel_meeting(self, on, card, number):
        if self.meetings:
            groups.take_back_meeting(by=self.lead, at=self.now, meeting=self.meetings.pop())

    def need(self, on, card, number):
        referrals.note_need(by=self.by, at=self.now, code="SRH", noted_on=on, pseudonym=card)

    def conclude(self, on, card, number):
        need = Need.objects.order_by("pk").last()
        if need:
            referrals.conclude_need(by=self.by, at=self.now, need=need, status="dropped")

    def refer(self, on, card, number):
        need = referrals.note_need(by=self.by, at=self.now, code="SRH", noted_on=on, pseudonym=card)
        made = referrals.make_referral(by=self.by, at=self.now, need=need, service=self.service)
        said = {"event": "serve", "source": "person", "happened_on": on}
        referrals.record(by=self.by, at=self.now, referral=made, **said)

    def protect(self, on, card, number):
        people.protect(
            by=self.by, at=self.now, reason=ProtectionReason.values[0], limits_told_at=self.now, pseudonym=card
        )


DOES = ["contact", "correct", "take_back", "session", "stock", "fund", "layer", "meeting", "cancel_meeting", "need",
        "conclude", "refer", "protect"]  # fmt: skip
ACTS = st.tuples(
    st.sampled_from(DOES),
    st.dates(MONTHS[0].start - timedelta(days=40), NOVEMBER.end),
    st.integers(0, 2),
    st.integers(1, 30),
)


@pytest.fixture
def world(club, peer, lead, acting, now, service, deployment):
    return Club(club, acting(peer), acting(lead), peer, now, service)


def same_bytes(world, acts):
    held = Months(world.club.pk)
    for act in acts:
        if act is None:
            held.refresh()
            assert [held.packed(month) for month in MONTHS] == [fresh(world.club.pk, month) for month in MONTHS]
        else:
            world.do(*act)
    held.refresh()
    assert [held.packed(month) for month in MONTHS] == [fresh(world.club.pk, month) for month in MONTHS]
    whole, units = held.facts(HALF_YEAR), "units"
    assert pack(whole) == pack(facts(world.club.pk, HALF_YEAR)) and units in whole


@settings(max_examples=2)
@given(acts=st.lists(st.none() | ACTS, min_size=6, max_size=12))
def test_any_sequence_of_writes_and_refreshes_gives_a_fresh_build(world, acts):
    same_bytes(world, acts)


@pytest.mark.long
@settings(max_examples=60)
@given(acts=st.lists(st.none() | ACTS, min_size=3, max_size=14))
def test_many_sequences_of_writes_and_refreshes_give_a_fresh_build(world, acts):
    same_bytes(world, acts)


def test_each_act_is_seen_without_reading_every_month_again(world):
    """Every month once, then only from the day touched on; an act that only reads touches none."""
    held = Months(world.club.pk)
    _build = [held.packed(month) for month in MONTHS]
    assert held.refresh() == []
    for what in ("contact", "session", "stock", "fund", "meeting", "need", "refer"):
        world.do(what, NOVEMBER.end, 0, 2)
        assert held.refresh() == [NOVEMBER.key], what
        held.packed(NOVEMBER)
    world.do("contact", MONTHS[1].start, 1, 2)
    assert held.refresh() == [month.key for month in MONTHS[1:]]
    world.do("layer", NOVEMBER.end, 1, 0)
    assert held.refresh() == [MONTHS[0].key], "an act that is not known to touch one day touches all that is held"


def test_a_forgotten_change_would_be_seen(world, monkeypatch):
    """The comparison can fail: without asking the record, the bytes are those of before."""
    monkeypatch.setattr(changes, "changed_from", lambda after, until: None)
    with pytest.raises(AssertionError):
        same_bytes(world, [None, ("contact", NOVEMBER.end, 0, 3), None])


def test_bytes_are_read_back_as_the_same_rows(rows, club):
    someone = rows.person("1990")
    rows.contact(someone, topics=["health"], things={"condom": 5})
    rows.referral(rows.need(someone), "draft", "sent")
    found = facts(club.pk, NOVEMBER)
    backwards = {table: list(reversed(lines)) for table, lines in reversed(found.items())}
    assert pack(backwards) == pack(found) and pack(unpack(pack(found))) == pack(found)
    assert {table: sorted(map(str, lines)) for table, lines in unpack(pack(found)).items()} == {
        table: sorted(map(str, lines)) for table, lines in found.items()
    }


def test_nothing_of_it_is_left_on_disk(rows, club, settings, tmp_path):
    settings.DATA = tmp_path
    someone = rows.person("1990")
    rows.contact(someone)
    Months(club.pk).facts(HALF_YEAR)
    seen = {path for path in tmp_path.rglob("*") if path.is_file() and str(someone.pk).encode() in path.read_bytes()}
    assert seen == set()
