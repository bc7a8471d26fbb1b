"""Every address about a person × method × role × tie × what she said: who gets in is who the tables say, and nobody else.

The expectation is never written by hand for a cell: `standings.py` works it out from the rule table.
"""

import tomllib
from functools import cache
from itertools import product
from pathlib import Path
from zlib import crc32

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from caunoi.devtools.test_databases import ON_POSTGRES
from tests.access.probe import METHODS, addresses, passes

pytestmark = pytest.mark.skipif(settings.KIND != "club", reason="a hub has no rows of people")
if settings.KIND == "club":
    from caunoi.people import actions as people
    from tests.access.her_world import HerWorld
    from tests.access.standings import CENTRE, OTHER, STATES, VISITORS, passes_by_the_tables
else:
    STATES = ()

MATRIX = tomllib.loads((Path(__file__).parent / "matrix_club.toml").read_text("utf-8"))["address"]
ABOUT_NOBODY = (
    "account_", "administration:", "devtools:", "directory:", "releases:", "workspace:admit_key", "referrals:new_pin",
    "guardian:", "hsds:", "notices:", "workspace:left_behind",
    "groups:", "outreach:drop_area", "outreach:take_back_stock", "outreach:settle", "outreach:take_back_fund", "outreach:take_back_session",
)  # fmt: skip
"""Their addresses name accounts, keys of staff, own notices, services, months, groups, things as counts: never a person's row."""
WITHOUT_AN_ACCOUNT = ("portal:slip", "portal:own_")
"""The number of a slip, or card and code: tried below."""


def about_people():
    return [one for one in addresses() if one.arguments and not one.name.startswith(ABOUT_NOBODY + WITHOUT_AN_ACCOUNT)]


def test_every_address_about_a_person_says_what_it_asks():
    silent = [one.name for one in about_people() if "asks" not in MATRIX.get(one.name, {})]
    assert not silent, f"say in matrix_club.toml which verbs of her row these ask (`asks`), beside the door's: {silent}"


@pytest.fixture
def her(db, club, other_club, service, other_peer, acting):
    return HerWorld(club, other_club, service, other_peer, acting)


def behind_the_wall(visitor):
    """PostgreSQL keeps another organisation's staff out whatever ties there are; SQLite has the rule table alone."""
    return connection.vendor == "postgresql" and visitor.where in (CENTRE, OTHER)


def cells(state, *, all_of_them):
    """Address, visitor and whether she should get in. For the short run one of those who should, and one who should not."""
    for address in about_people():
        entry = MATRIX.get(address.name, {})
        if "asks" not in entry:
            continue  # said once, above
        closed = state.name in entry.get("closed_when", [])
        by_answer = {True: [], False: []}
        for visitor in VISITORS:
            passing = passes_by_the_tables(visitor, entry.get("door", []), entry["asks"], state)
            by_answer[passing and not closed and not behind_the_wall(visitor)].append(visitor)
        for answer, visitors in by_answer.items():
            turn = crc32(f"{address.name} {state.name}".encode())
            for visitor in visitors if all_of_them else visitors[turn % max(1, len(visitors)) :][:1]:
                yield address, visitor, answer


def unexpected(her, client_of, chosen):
    """Every cell that differs from the tables, and how many were tried."""
    clients = cache(lambda visitor: client_of(her.users[visitor]))
    found, tried = [], 0
    for (address, visitor, expected), method in product(chosen, METHODS):
        passed = passes(clients(visitor), method, address, her.arguments(visitor))
        tried += passed is not None
        if passed not in (None, expected):
            found.append(f"{method} {address.name}: {visitor}: {'in' if passed else 'out'}")
    return found, tried


USABLE_SLIP = {"none", "given", "protected"}
"""In every other state a slip is gone. Before she agreed to anything it is a number and a way."""


def without_an_account(her, code):
    """What the number of a slip opens, and what her card with a code does."""
    slip = Client().get(f"/r/{her.arguments(None)['portal:slip.code']}/").status_code
    herself, nobody = Client(), Client()
    herself.post("/me/", {"card": her.member.card, "code": code})
    doors = [client.post("/me/ask/").status_code for client in (herself, nobody)]
    return {"slip": slip, "herself": doors[0], "nobody": doors[1]}


SOONEST = {"none", "given", "withdrawn", "protected", "erased"}
"""States whose walls differ most; the rest is asked in the long run."""
IN_TURN = [
    pytest.param(state, id=state.name, marks=[] if state.name in SOONEST else [pytest.mark.long]) for state in STATES
]


@pytest.mark.parametrize("state", IN_TURN)
def test_who_passes_by_what_she_said(state, her, client_of, acting):
    code = people.give_own_code(by=acting(her.worker), at=her.now, pseudonym=her.person)
    her.becomes(state)
    found, _tried = unexpected(her, client_of, cells(state, all_of_them=False))
    assert found == []
    assert without_an_account(her, code) == {
        "slip": 200 if state.name in USABLE_SLIP else 410,
        "herself": 422 if state.is_there else 404,  # always her own page, whatever rests, until she is erased
        "nobody": 404,
    }


@pytest.mark.long
@pytest.mark.skipif(ON_POSTGRES, reason="the same tables; PostgreSQL is asked one of each above")
@pytest.mark.parametrize("state", STATES, ids=lambda state: state.name)
def test_who_passes_all_of_them(state, her, client_of):
    her.becomes(state)
    found, tried = unexpected(her, client_of, cells(state, all_of_them=True))
    print(f"{state.name}: {tried} questions, {len(found)} unexpected")
    assert found == [] and tried > 1000
