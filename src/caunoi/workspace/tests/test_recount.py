"""Every number that the pages of a club's work show equals a recount of the raw rows, done here in plain Python.

The recount reads whole tables and knows no query, no rule and no manager of the program.
"""

import re
from collections import Counter, defaultdict
from datetime import date, timedelta
from html.parser import HTMLParser
from random import Random
from uuid import UUID

import pytest
from django.db import connection
from django.utils import timezone

from caunoi.directory.choices import ServiceCode
from caunoi.groups import actions as groups
from caunoi.groups.choices import Layer, Leading, MeetingKind, Subject
from caunoi.lib.actor import Actor
from caunoi.outreach import actions as outreach
from caunoi.outreach.actions import Held, Moved, Observation
from caunoi.outreach.choices import Commodity, FollowUpReason, FundPurpose, Movement, Setting, StockReason, Topic
from caunoi.people import actions as people
from caunoi.people.choices import RestrictionReason
from caunoi.referrals import actions as referrals

WEEKS, UNSEEN, USE_WEEKS = 8, 30, 8
NUMBER = re.compile(r"-?\d[\d.]*")


class World:
    """Some months of two workers, their lead and another club, by the actions that pages use; what was drawn is of the seed."""

    def __init__(self, seed, cast, acting, service):
        self.draw, self.cast, self.service = Random(seed), cast, service
        self.at, self.today = timezone.now(), timezone.localdate()
        self.by: dict[str, Actor] = {name: acting(user) for name, user in cast.items()}
        self.cards = {name: [self._card(name) for _card in range(5)] for name in ("peer", "other_peer", "outsider")}
        for make in (
            self.contacts,
            self.supplies,
            self.sessions,
            self.money,
            self.plans,
            self.groups,
            self.needs,
            self.rest,
        ):
            make()

    def _card(self, name):
        joined = self.at - timedelta(days=self.draw.choice((0, 200)))
        return people.give_card(by=self.by[name], at=joined, worker=self.cast[name]).pseudonym

    def day(self, most=70):
        return self.today - timedelta(days=self.draw.randrange(most))

    def contacts(self):
        noted = []
        for _contact in range(45):
            name = self.draw.choice(("peer", "peer", "other_peer", "outsider"))
            user = self.cast[name]
            noted.append(
                (name, outreach.note_contact(by=self.by[name], at=self.at, seen=self.seen(name), done_by=user))
            )
        for name, contact in self.draw.sample(noted, 12):
            outreach.correct_contact(by=self.by[name], at=self.at, contact=contact, seen=self.seen(name))
        standing = [(name, one) for name, one in noted if type(one).objects.get(pk=one.pk).superseded_at is None]
        for name, contact in self.draw.sample(standing, 5):
            outreach.take_back_contact(by=self.by[name], at=self.at, contact=contact)

    def seen(self, name):
        her = self.draw.choice([None, *self.cards[name]])
        return Observation(
            on=self.day(), setting=self.draw.choice(Setting.values), pseudonym=her,
            people=1 if her else self.draw.randint(1, 20), topics=self.draw.sample(Topic.values, self.draw.randint(0, 3)),
            commodities={kind: self.draw.randint(0, 30) for kind in self.draw.sample(Commodity.values, 2)},
        )  # fmt: skip

    def supplies(self):
        for _move in range(14):
            movement = self.draw.choice(Movement.values)
            hand = self.draw.choice(("peer", "other_peer"))
            held = movement in (Movement.HANDED, Movement.RETURNED) or (
                movement != Movement.RECEIVED and self.draw.random() < 0.5
            )
            worker = self.cast[hand].pk if held else None
            kind, pieces = self.draw.choice(Commodity.values[:3]), self.draw.randint(1, 400)
            moved = Moved(kind, movement, pieces, self.day(40), worker, StockReason.COUNTED)
            move = outreach.note_stock(by=self.by["lead"], at=self.at, moved=moved)
            if self.draw.random() < 0.2:
                outreach.take_back_stock(by=self.by["lead"], at=self.at, move=move)

    def sessions(self):
        for name in ("peer", "other_peer", "outsider", "peer"):
            who = self.draw.sample(self.cards[name], self.draw.randint(1, 4))
            held = Held(self.day(), "SRH", people=who, anonymous=self.draw.randint(0, 30))
            made = outreach.note_session(by=self.by[name], at=self.at, held=held, done_by=self.cast[name].pk)
        outreach.take_back_session(by=self.by["peer"], at=self.at, session=made)

    def money(self):
        lead = self.by["lead"]
        for _entry in range(5):
            outreach.note_fund(
                by=lead, at=self.at, kind="in", amount=self.draw.randrange(1, 90) * 100_000, on=self.day()
            )
            entry = outreach.note_fund(
                by=lead, at=self.at, kind="help", amount=self.draw.randrange(1, 30) * 50_000, on=self.day(),
                purpose=self.draw.choice(FundPurpose.values), receipt=f"P{self.draw.randrange(10**9)}",
            )  # fmt: skip
        outreach.take_back_fund(by=lead, at=self.at, entry=entry)
        for number in range(3):
            going = outreach.note_accompaniment(
                by=lead,
                at=self.at,
                worker=self.cast["peer"].pk,
                code="SRH",
                on=self.day(),
                advance=20_000 * (number + 1),
            )
        outreach.settle_advance(by=lead, at=self.at, going=going, spent=35_000, receipt="V1")

    def plans(self):
        for her in self.cards["peer"][:3]:
            earlier = self.at - timedelta(days=self.draw.randint(0, 9))
            due = timezone.localdate(earlier) + timedelta(days=self.draw.randint(0, 12))
            planned = outreach.plan_follow_up(
                by=self.by["peer"], at=earlier, pseudonym=her, due_on=due, why=self.draw.choice(FollowUpReason.values)
            )
            if self.draw.random() < 0.3:
                outreach.follow_up_done(by=self.by["peer"], at=self.at, follow_up=planned)

    def groups(self):
        lead, begun = self.by["lead"], self.today - timedelta(days=300)
        self.group = groups.found_group(by=lead, at=self.at, kind="club", title="Nhóm Sen", begun_on=begun)
        for her in [*self.cards["peer"], *self.cards["other_peer"]]:
            for ago in sorted({self.draw.randrange(200) for _fact in range(3)}, reverse=True):
                groups.set_layer(
                    by=lead, at=self.at, group=self.group, pseudonym=her, layer=self.draw.choice(["", *Layer.values]),
                    on=self.today - timedelta(days=ago),
                )  # fmt: skip
        for layer in Layer.values[:2]:
            for ago in (9, 40):
                on, counted = self.today - timedelta(days=ago), self.draw.randint(0, 99)
                groups.count_layer(by=lead, at=self.at, group=self.group, layer=layer, people=counted, on=on)
        groups.set_leader(
            by=lead, at=self.at, group=self.group, user=self.cast["lead"].pk, leading=Leading.LEAD, on=begun
        )
        for _meeting in range(6):
            came = self.draw.sample(self.cards["peer"], self.draw.randint(0, 3))
            held = groups.Gathering(
                self.day(), self.draw.choice(MeetingKind.values), self.draw.choice(Subject.values),
                len(came) + self.draw.randint(1, 40), people=came,
            )  # fmt: skip
            meeting = groups.note_meeting(by=self.by["peer"], at=self.at, group=self.group, held=held)
        groups.take_back_meeting(by=self.by["peer"], at=self.at, meeting=meeting)
        for back in (1, 2):
            month = (self.today.replace(day=1) - timedelta(days=28 * back)).replace(day=1)
            groups.note_stipends(
                by=lead, at=self.at, month=month, people=self.draw.randint(1, 9), amount=1_000_000 * back
            )

    def needs(self):
        for name in ("peer", "peer", "other_peer", "outsider", "peer", "peer"):
            her = self.draw.choice([None, *self.cards[name]])
            need = referrals.note_need(
                by=self.by[name], at=self.at, code=ServiceCode.SRH, noted_on=self.day(50), pseudonym=her
            )
            if self.draw.random() < 0.6:
                referrals.refer(
                    by=self.by[name], at=self.at, need=need, service=self.service, agreed=referrals.Agreed()
                )

    def rest(self):
        """One whose use rests, one on the protective path: in no figure from now on."""
        resting, young = self.cards["peer"][4], self.cards["other_peer"][4]
        people.open_by_card(by=self.by["lead"], at=self.at, card=resting.member.card)
        people.restrict_use(by=self.by["lead"], at=self.at, pseudonym=resting, why=RestrictionReason.ASKED)
        people.protect(by=self.by["other_peer"], at=self.at, reason="under_16", limits_told_at=self.at, pseudonym=young)


class Page(HTMLParser):
    """Words of a page, its tables by caption in their order, and how many cards it shows."""

    def __init__(self, client, path):
        super().__init__()
        answer = client.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        self.tables, self.cards, self.words, self.cell, self.row = [], [], "", None, None
        self.feed(answer.content.decode().split("<main", 1)[1].split("</main", 1)[0])
        self.words = " ".join(self.words.split())

    def handle_starttag(self, tag, attrs):
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.row = []
        elif tag in ("td", "th"):
            self.cell = ""
        elif ("class", "card") in attrs:
            self.cards.append("")

    def handle_data(self, data):
        self.words += f" {data}"
        if self.cell is not None:
            self.cell += data
        elif self.cards:
            self.cards[-1] += f" {data}"

    def handle_endtag(self, tag):
        if tag in ("td", "th") and self.row is not None:
            self.row.append(" ".join(self.cell.split()))
            self.cell = None
        elif tag == "tr" and self.tables and self.row:
            self.tables[-1].append(self.row)

    def numbers(self, table, column=1):
        """First cell of each line and the number in a column; a dash is none."""
        return {row[0]: self.number(row[column]) for row in self.tables[table][1:]}

    @staticmethod
    def number(text):
        return None if text == "–" else int(NUMBER.fullmatch(text.replace("−", "-")).group().replace(".", ""))

    def said(self, pattern):
        """Numbers in a sentence."""
        found = re.search(pattern, self.words)
        assert found, f"{pattern} does not stand here: {self.words}"
        return [int(one.replace(".", "")) for one in found.groups()]


class Rows:
    """Raw rows of the tables, as the database holds them."""

    def __init__(self, world):
        self.today, club = world.today, world.group.organisation_id
        self.contacts = [row for row in table("outreach_contact") if row["organisation_id"] == club
                         and row["superseded_at"] is None and not row["entered_in_error"]]  # fmt: skip
        self.topics, self.pieces = table("outreach_contacttopic"), table("outreach_contactcommodity")
        self.moves = [
            row for row in table("outreach_stockmove") if row["organisation_id"] == club and not row["taken_back"]
        ]
        self.resting = {row["pseudonym_id"] for row in table("people_restriction") if row["until"] is None}
        self.young = {row["pseudonym_id"] for row in table("people_protectivecase") if row["taken_back_at"] is None}
        self.unspoken = self.resting | self.young
        self.club = club

    def figures(self, since):
        return [
            row
            for row in self.contacts
            if since <= row["on"] <= self.today and row["pseudonym_id"] not in self.unspoken
        ]


def table(name):
    """Every row, with ids, days and truth as Python has them whatever the database keeps."""
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{name}"')
        columns = [column[0] for column in cursor.description]
        return [{key: _plain(key, value) for key, value in zip(columns, row, strict=True)} for row in cursor.fetchall()]


def _plain(key, value):
    if isinstance(value, (bytes, memoryview)) and len(bytes(value)) == 16:
        return UUID(bytes=bytes(value))
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return date.fromisoformat(value)
    return value


def monday(on):
    return on - timedelta(days=on.weekday())


@pytest.fixture(params=[1, *(pytest.param(seed, marks=pytest.mark.long) for seed in range(2, 7))])
def world(request, peer, other_peer, lead, outsider, acting, service, deployment):
    cast = {"peer": peer, "other_peer": other_peer, "lead": lead, "outsider": outsider}
    return World(request.param, cast, acting, service)


def test_every_number_on_the_pages_is_a_recount_of_the_rows(world, client_of):
    rows = Rows(world)
    peer, lead = client_of(world.cast["peer"]), client_of(world.cast["lead"])
    _weeks(Page(lead, "/work/charts/"), rows, world)
    _supplies(Page(lead, "/contacts/stock/"), Page(lead, "/contacts/stock/request/"), rows, world)
    _lists(peer, rows, world)
    _month(Page(peer, "/contacts/plan/"), Page(peer, "/work/"), rows, world)
    _money(Page(lead, "/contacts/fund/"), rows)
    _sessions(Page(lead, "/contacts/sessions/"), rows)
    _groups(lead, rows, world)
    _needs(Page(lead, "/referrals/funnel/?months=3"), rows, world)


def _weeks(page, rows, world):
    first = monday(world.today) - timedelta(weeks=WEEKS - 1)
    inside = rows.figures(first)
    weeks = {f"{first + timedelta(weeks=number):%d/%m}": first + timedelta(weeks=number) for number in range(WEEKS)}
    contacts = Counter(monday(row["on"]) for row in inside)
    met = {(monday(row["on"]), row["pseudonym_id"]) for row in inside if row["pseudonym_id"]}
    cards = Counter(week for week, _person in met)
    unknown = Counter()
    for row in inside:
        unknown[monday(row["on"])] += 0 if row["pseudonym_id"] else row["people"]
    visits = Counter()
    own = {row["id"] for row in table("groups_group") if row["organisation_id"] == rows.club}
    for row in table("groups_meeting"):
        if row["group_id"] in own and not row["entered_in_error"] and first <= row["on"] <= world.today:
            visits[monday(row["on"])] += row["attended"]
    for number, counted in ((0, contacts), (1, cards), (2, unknown), (5, visits)):
        assert page.numbers(number) == {label: counted[week] for label, week in weeks.items()}
    ids = {row["id"] for row in inside}
    topics = Counter(row["topic"] for row in rows.topics if row["contact_id"] in ids)
    pieces = Counter()
    for row in rows.pieces:
        pieces[row["kind"]] += row["quantity"] if row["contact_id"] in ids else 0
    assert sorted(page.numbers(3).values()) == sorted(topics.values())
    assert sorted(page.numbers(4).values()) == sorted(count for count in pieces.values() if count)
    load = defaultdict(set)
    handles = {row["id"]: row["handle"] for row in table("access_user")}
    organisation = {row["id"]: row["organisation_id"] for row in table("people_pseudonym")}
    for row in table("people_assignment"):
        if row["until"] is None and organisation[row["pseudonym_id"]] == rows.club:
            load[handles[row["worker_id"]]].add(row["pseudonym_id"])
    assert page.numbers(6) == {handle: len(hers) for handle, hers in load.items()}


def _book(rows):
    """What is in each hand: kind and worker to pieces; the store is None."""
    begun = {}
    for row in rows.moves:
        begun[row["kind"]] = min(begun.get(row["kind"], row["on"]), row["on"])
    book = Counter()
    for row in rows.moves:
        kind, hand, pieces = row["kind"], row["worker_id"], row["quantity"]
        sign = {"received": 1, "found": 1, "lost": -1, "expired": -1, "handed": 1, "returned": -1}[row["movement"]]
        book[kind, hand] += sign * pieces
        if row["movement"] in ("handed", "returned"):
            book[kind, None] -= sign * pieces
    when = {row["id"]: row for row in rows.contacts}
    for row in rows.pieces:
        contact = when.get(row["contact_id"])
        if contact and row["kind"] in begun and contact["on"] >= begun[row["kind"]]:
            book[row["kind"], contact["done_by_id"]] -= row["quantity"]
    return book, begun


def _supplies(page, request, rows, world):
    book, begun = _book(rows)
    kinds = [kind for kind in Commodity.values if kind in begun]
    left = [sum(pieces for (one, _hand), pieces in book.items() if one == kind) for kind in kinds]
    assert list(page.numbers(0).values()) == left
    lately = {
        row["id"] for row in rows.contacts if world.today - timedelta(weeks=USE_WEEKS) <= row["on"] <= world.today
    }
    used = [
        sum(row["quantity"] for row in rows.pieces if row["contact_id"] in lately and row["kind"] == kind)
        for kind in kinds
    ]
    assert list(page.numbers(0, 2).values()) == [round(one / USE_WEEKS) for one in used]
    weeks = [int(max(there, 0) / (one / USE_WEEKS)) if one else None for there, one in zip(left, used, strict=True)]
    assert list(page.numbers(0, 3).values()) == weeks
    for column, kind in enumerate(kinds, start=1):
        shown = page.numbers(1, column)
        assert [shown.pop(label) for label in list(shown) if label not in ("peer", "peer-two")] == [book[kind, None]]
        assert shown == {user.handle: book[kind, user.pk] for user in map(world.cast.get, ("peer", "other_peer"))
                         if user.handle in shown}  # fmt: skip
    assert list(request.numbers(0).values()) == left


def _lists(client, rows, world):
    """Her list: what she did, and what others did with those whom she looks after."""
    me = world.cast["peer"].pk
    hers = {
        row["pseudonym_id"] for row in table("people_assignment") if row["worker_id"] == me and row["until"] is None
    }
    mine = [
        row for row in rows.contacts if me in (row["done_by_id"], row["entered_by_id"]) or row["pseudonym_id"] in hers
    ]
    mine = [row for row in mine if row["pseudonym_id"] not in rows.resting]
    page = Page(client, "/contacts/")
    assert len(page.cards) == len(mine) and page.said(r"(\d+) lượt tiếp cận, mới nhất")[0] == len(mine)
    without = [int(one) for one in re.findall(r"(\d+) người không có thẻ", page.words)]
    assert sorted(without) == sorted(row["people"] for row in mine if row["pseudonym_id"] is None)
    assert len(Page(client, "/people/").cards) == len(hers - rows.young)
    week = [row for row in mine if row["done_by_id"] == me and row["on"] > world.today - timedelta(days=7)]
    assert Page(client, "/work/").said(r"(\d+) lượt tiếp cận của tôi trong 7 ngày") == [len(week)]


def _month(page, day, rows, world):
    me = world.cast["peer"].pk
    hers = {
        row["pseudonym_id"] for row in table("people_assignment") if row["worker_id"] == me and row["until"] is None
    }
    members = {
        row["pseudonym_id"]: row for row in table("people_member") if row["pseudonym_id"] in hers - rows.unspoken
    }
    last = {}
    for row in rows.contacts:
        if row["pseudonym_id"] in members:
            last[row["pseudonym_id"]] = max(row["on"], last.get(row["pseudonym_id"], row["on"]))
    edge = world.today - timedelta(days=UNSEEN)
    unseen = {her for her, row in members.items() if last.get(her, row["joined"]) < edge}
    asked = {
        row["pseudonym_id"]
        for row in table("outreach_followup")
        if row["done_on"] is None and row["due_on"] <= world.today
    }
    assert page.said(r"phụ trách (\d+) người có thẻ\. (\d+) người") == [
        len(members),
        len(unseen | (asked & set(members))),
    ]
    assert len(page.tables[0]) - 1 == len(members)
    said = re.search(r"(\d+) người có thẻ đã 30 ngày chưa gặp", day.words)
    assert (int(said[1]) if said else 0) == len(unseen)


def _money(page, rows):
    entries = [
        row for row in table("outreach_fundentry") if row["organisation_id"] == rows.club and not row["taken_back"]
    ]
    goings = [row for row in table("outreach_accompaniment") if row["organisation_id"] == rows.club]
    out = sum(row["advance"] for row in goings if row["settled_on"] is None)
    spent = sum(row["spent"] for row in goings if row["settled_on"] is not None)
    balance = sum(row["amount"] * (1 if row["kind"] == "in" else -1) for row in entries) - out - spent
    shown = [int(one.replace(".", "")) for one in re.findall(r"(-?\d[\d.]*) +đồng", page.words)]
    assert shown[:2] == [balance, out]


def _sessions(page, rows):
    held = [row for row in table("outreach_servicesession") if row["organisation_id"] == rows.club]
    cards = Counter(row["session_id"] for row in table("outreach_servicesessioncard"))
    shown = [tuple(int(one) for one in re.findall(r"(\d+) người", card)) for card in page.cards]
    assert sorted(shown) == sorted((cards[row["id"]], row["anonymous"]) for row in held)


def _groups(client, rows, world):
    page = Page(client, f"/groups/{world.group.pk}/")
    now = [row for row in table("groups_membership") if row["since"] <= world.today
           and (row["until"] is None or row["until"] > world.today) and row["pseudonym_id"] not in rows.unspoken]  # fmt: skip
    layers = Counter(row["layer"] for row in now)
    counts = {row["layer"]: row for row in sorted(table("groups_layercount"), key=lambda row: row["on"])}
    assert list(page.numbers(0).values()) == [layers[layer] for layer in Layer.values]
    assert list(page.numbers(0, 2).values()) == [
        counts[one]["people"] if one in counts else None for one in Layer.values
    ]
    came = Counter(row["meeting_id"] for row in table("groups_meetingcard"))
    shown = [
        tuple(int(one) for one in re.search(r"(\d+) người đến, trong đó (\d+)", card).groups()) for card in page.cards
    ]
    assert sorted(shown) == sorted((row["attended"], came[row["id"]]) for row in table("groups_meeting"))
    paid = {f"{row['month']:%m/%Y}": (row["people"], row["amount"]) for row in table("groups_stipendtotal")}
    stipends = Page(client, "/groups/stipends/")
    assert paid == {
        month: (people_paid, stipends.numbers(0, 2)[month]) for month, people_paid in stipends.numbers(0).items()
    }


def _needs(page, rows, world):
    noted = [
        row
        for row in table("referrals_need")
        if row["organisation_id"] == rows.club and row["pseudonym_id"] not in rows.young
    ]
    sent = {row["need_id"] for row in table("referrals_referral") if row["state"] == "sent"}
    by_step = list(page.numbers(0 if "đã quá hạn" not in page.words else 1).values())
    assert by_step[:2] == [len(noted), len([row for row in noted if row["id"] in sent])]
    assert len({row["pseudonym_id"] for row in noted if row["pseudonym_id"]}) in page.numbers(2).values()
