"""Fills and measures for referrals.py, inside an installation's environment; the world of fill.py comes on standard input."""

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from statistics import median
from typing import Any
from uuid import UUID

import ready  # noqa: F401  # models need Django set up
from django.test import RequestFactory
from django.utils import timezone
from drivers import Database, database
from pages import cookies_of, page_times
from stdnum import damm

from caunoi.access.choices import Role
from caunoi.access.models import Grant, User
from caunoi.access.queries import actor_for
from caunoi.directory.choices import Cost, ServiceCode
from caunoi.directory.models import Service
from caunoi.lib.ids import uuid7
from caunoi.organisations.choices import OrganisationKind
from caunoi.organisations.models import Organisation
from caunoi.referrals import actions
from caunoi.referrals.views.pictures import funnel_page
from caunoi.referrals.views.referrals import referral_list

TIMES, SENT = 5, 30
PATHS = (
    ("draft",), ("draft", "consented", "sent"), ("draft", "consented", "sent", "seen", "accepted"),
    ("draft", "consented", "sent", "seen", "declined"),
    ("draft", "consented", "sent", "seen", "accepted", "attended", "served"),
    ("draft", "consented", "sent", "seen", "accepted", "attended", "served", "confirmed", "closed"),
)  # fmt: skip
NEED = (
    "id", "organisation_id", "deployment_id", "pseudonym_id", "code", "beneficiary", "noted_on", "status", "status_on",
    "unmet_reason", "done_by_id", "entered_by_id", "entered_at",
)  # fmt: skip
REFERRAL = (
    "id", "need_id", "organisation_id", "deployment_id", "pseudonym_id", "service_id", "provider_id", "parent_id", "consent_id",
    "state", "state_at", "slip_code", "expires_at", "accompanied", "done_by_id", "entered_by_id", "made_at",
)  # fmt: skip
STEP = (
    "id", "referral_id", "number", "event", "state", "at", "source", "implied", "reason", "scheduled_for", "happened_on",
    "alternative_id", "done_by_id", "entered_by_id",
)  # fmt: skip
LIST = """SELECT r.id, r.state, r.state_at, s.name, o.name FROM referrals_referral r JOIN directory_service s ON s.id = r.service_id
    JOIN organisations_organisation o ON o.id = r.provider_id WHERE r.done_by_id = %s AND r.organisation_id = %s
    AND r.state IN ('draft', 'consented', 'sent', 'seen', 'accepted', 'scheduled', 'no_show', 'attended', 'served',
    'partly_served', 'refused_at_door') ORDER BY r.state_at DESC LIMIT 50"""
FUNNEL = """SELECT st.state, count(DISTINCT r.need_id) FROM referrals_step st JOIN referrals_referral r ON r.id = st.referral_id
    JOIN referrals_need n ON n.id = r.need_id WHERE r.organisation_id = %s AND n.noted_on >= %s GROUP BY st.state"""
NEEDS = """SELECT status, count(*), count(DISTINCT pseudonym_id) FROM referrals_need WHERE organisation_id = %s
    AND noted_on >= %s GROUP BY status"""


def main(world: dict[str, Any], referrals: int, people: int, rounds: int) -> dict[str, Any]:
    rows = database(os.environ["BENCH_DATABASE"])
    worker = world["workers"][0]
    me, club = UUID(worker["id"]), UUID(worker["organisation"])
    service = _service(club)
    _fill(rows, world, service, referrals, people)
    lead = _lead(club)
    since = (timezone.localdate().replace(day=1) - timedelta(days=45)).replace(day=1)
    user = User.objects.get(pk=me)
    seen = page_times(
        "/referrals/", referral_list, lambda: len(rows.rows(LIST, [me, club])), user, cookies_of(user), TIMES
    )

    def counts() -> int:
        return len(rows.rows(FUNNEL, [club, since])) + len(rows.rows(NEEDS, [club, since]))

    request = RequestFactory().get("/referrals/funnel/")
    request.user, request.by, request.session = lead, actor_for(lead), {}
    page = [_once(lambda: funnel_page(request)) for _round in range(rounds)]
    sql = [_once(counts) for _round in range(rounds)]
    ours, bare = _creation(rows, user, service, rounds)
    own = rows.rows("SELECT count(*) FROM referrals_referral WHERE done_by_id = %s", [me])[0][0]
    return {
        "list": (seen["request"], seen["sql"]), "funnel": (median(page), median(sql)), "creation": (ours, bare),
        "sizes": f"{referrals:,}; {people:,}; {own:,}",
    }  # fmt: skip


def _once(call: Callable[[], Any]) -> float:
    began = time.perf_counter()
    call()
    return (time.perf_counter() - began) * 1000


def _service(club: UUID) -> Service:
    provider = Organisation.objects.create(
        kind=OrganisationKind.PROVIDER, name="Nơi đo", folded="noi do", sort_key="noi do"
    )
    return Service.objects.create(
        provider=provider, code=ServiceCode.SRH, name="Khám", cost=Cost.FREE, folded="kham", sort_key="kham"
    )


def _lead(club: UUID) -> User:
    lead, at = User.objects.create(handle="lead-0", password="!"), timezone.now()
    Grant.objects.create(
        user=lead, organisation_id=club, role=Role.CLUB_LEAD, granted_at=at, accepted_at=at, accepted_by=lead
    )
    return lead


def _fill(rows: Database, world: dict[str, Any], service: Service, referrals: int, people: int) -> None:
    """Workers in turn, one need for each referral, over three years; every path as often."""
    workers, now = world["workers"], timezone.now()
    persons = [uuid7() for _number in range(people)]
    clubs = [UUID(workers[number % len(workers)]["organisation"]) for number in range(people)]
    rows.bulk("people_pseudonym", ("id", "organisation_id"), zip(persons, clubs, strict=True))
    keys = [(uuid7(), uuid7()) for _number in range(referrals)]

    def each() -> Iterator[tuple[int, UUID, UUID, dict[str, Any], datetime, tuple[str, ...]]]:
        for number, (need, referral) in enumerate(keys):
            at = now - timedelta(days=1095 * (referrals - number) / referrals)
            yield number, need, referral, workers[number % len(workers)], at, PATHS[number // len(workers) % len(PATHS)]

    def needs() -> Iterator[tuple[Any, ...]]:
        for number, need, _referral, worker, at, path in each():
            met = "met" if path[-1] == "closed" else "open"
            me, day = UUID(worker["id"]), timezone.localdate(at)
            yield (need, UUID(worker["organisation"]), UUID(worker["deployment"]), persons[number % people], "SRH", "self", day,
                   met, day, "", me, me, at)  # fmt: skip

    def slips() -> Iterator[tuple[Any, ...]]:
        for number, need, referral, worker, at, path in each():
            me, body = UUID(worker["id"]), f"{number:09d}"
            yield (referral, need, UUID(worker["organisation"]), UUID(worker["deployment"]), persons[number % people], service.pk,
                   service.provider_id, None, None, path[-1], at, body + damm.calc_check_digit(body), at + timedelta(days=90),
                   False, me, me, at)  # fmt: skip

    def steps() -> Iterator[tuple[Any, ...]]:
        for _number, _need, referral, worker, at, path in each():
            me = UUID(worker["id"])
            for place, state in enumerate(path, start=1):
                reason = "cost" if state == "declined" else ""
                yield (uuid7(), referral, place, state[:20], state, at + timedelta(days=place), "phone", False, reason, None, None,
                       None, me, me)  # fmt: skip

    rows.bulk("referrals_need", NEED, needs())
    rows.bulk("referrals_referral", REFERRAL, slips())
    rows.bulk("referrals_step", STEP, steps())
    rows.settle()


def _creation(rows: Database, user: User, service: Service, rounds: int) -> tuple[float, float]:
    """Milliseconds of one act, and of one bare transaction of the rows it writes, in turns."""
    by, ours, bare = actor_for(user), [], []
    for _round in range(rounds):
        ours.append(_milliseconds(lambda: _send(by, service)))
        bare.append(_milliseconds(lambda: _bare(rows, user, service)))
    return median(ours), median(bare)


def _milliseconds(call: Callable[[], None]) -> float:
    began = time.perf_counter()
    for _number in range(SENT):
        call()
    return (time.perf_counter() - began) * 1000 / SENT


def _send(by: Any, service: Service) -> None:
    now = timezone.now()
    need = actions.note_need(by=by, at=now, code="SRH", noted_on=timezone.localdate(now))
    actions.refer(by=by, at=now, need=need, service=service, agreed=actions.Agreed())


def _bare(rows: Database, user: User, service: Service) -> None:
    """Need, referral and three steps, in two transactions as the act has them."""
    now, me = timezone.now(), user.pk
    club, day, need, referral = user.grants.get().organisation_id, timezone.localdate(now), uuid7(), uuid7()
    code = f"{uuid7().int % 10**12:012d}"
    with rows.transaction():
        rows.many(_into("need", NEED), [(need, club, None, None, "SRH", "self", day, "open", day, "", me, me, now)])
    with rows.transaction():
        rows.many(_into("referral", REFERRAL), [
            (referral, need, club, None, None, service.pk, service.provider_id, None, None, "sent", now, code,
             now + timedelta(days=90), False, me, me, now)
        ])  # fmt: skip
        rows.many(_into("step", STEP), [
            (uuid7(), referral, place, state, state, now, "phone", False, "", None, None, None, me, me)
            for place, state in enumerate(("draft", "consented", "sent"), start=1)
        ])  # fmt: skip


def _into(table: str, columns: tuple[str, ...]) -> str:
    return f"INSERT INTO referrals_{table} ({', '.join(columns)}) VALUES ({', '.join(['%s'] * len(columns))})"


if __name__ == "__main__":
    print(json.dumps(main(json.load(sys.stdin), *(int(word) for word in sys.argv[1:4]))))
