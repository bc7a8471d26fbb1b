"""Every number that the pages of a club's work show equals a recount of the raw rows, done here in plain Python.

The recount reads whole tables and knows no query, no rule and no manager of the program.
"""

import re
from collections import Counter, defaultdict
from datetime import date, timedelta
from html.parser import HTMLParser
from uuid import UUID

import pytest
from django.db import connection

from caunoi.groups.choices import Layer
from caunoi.outreach.choices import Commodity
from caunoi.workspace.tests.months import World

WEEKS, UNSEEN, USE_WEEKS = 8, 30, 8
NUMBER = re.compile(r"-?\d[\d.]*")


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
