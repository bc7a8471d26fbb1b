"""A club installation with many contacts, filled set by set past the actions: only sizes matter here. Nobody in it exists.

Run by run.py inside an installation's environment; writes what the clients need to know as JSON.
"""

import json
import os
import sys
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import ready  # noqa: F401  # models need Django set up
from django.db import transaction
from django.utils import timezone
from drivers import Database, database
from floor import CONTACT
from stdnum import damm

from caunoi.access.choices import Role
from caunoi.access.models import Grant, User
from caunoi.lib.ids import uuid7
from caunoi.organisations.choices import OrganisationKind
from caunoi.organisations.models import Organisation
from caunoi.outreach.choices import Commodity, Setting, Topic
from caunoi.people.models import Assignment, Member, Pseudonym
from caunoi.people.vault.models import Handle
from caunoi.places.models import Place
from caunoi.programme.models import Deployment, PilotModel

PASSPHRASE = "bốn từ để đo"
WORKERS_PER_CLUB, CONTACTS_PER_WORKER, CASELOAD, DAYS = 20, 2_500, 50, 1_000


def main(contacts: int) -> dict[str, Any]:
    rows = database(os.environ["BENCH_DATABASE"])
    with transaction.atomic():
        staff = workers(max(WORKERS_PER_CLUB, contacts // CONTACTS_PER_WORKER))
        members = {worker.pk: _caseload(worker, grant.organisation, n) for n, (worker, grant, _d) in enumerate(staff)}
    communes = list(Place.objects.on(timezone.localdate()).communes().filter(parent__code="22").order_by("code")[:20])
    start = int.from_bytes(uuid7().bytes) - (contacts << 8)  # ids in the order of entry, before today's
    ids = [UUID(int=start + (number << 8)) for number in range(contacts)]
    rows.bulk("outreach_contact", CONTACT, _contacts(rows, ids, staff, members, communes))
    rows.bulk("outreach_contacttopic", ("id", "contact_id", "topic"), _each(ids, list(Topic)))
    pieces = ((*row, 10) for row in _each(ids, list(Commodity)))
    rows.bulk("outreach_contactcommodity", ("id", "contact_id", "kind", "quantity"), pieces)
    rows.settle()
    return {
        "passphrase": PASSPHRASE,
        "commune": {"id": str(communes[0].pk), "name": communes[0].name},
        "workers": [
            {
                "id": str(worker.pk),
                "handle": worker.handle,
                "organisation": str(grant.organisation_id),
                "deployment": str(deployment.pk),
                "people": [[member.card_code, str(member.pseudonym_id)] for member in members[worker.pk][:10]],
            }  # fmt: skip
            for worker, grant, deployment in staff[:8]
        ],
    }


def workers(count: int, per_club: int = WORKERS_PER_CLUB) -> list[tuple[User, Grant, Deployment]]:
    model, province, at = (
        PilotModel.objects.get(code="M3"),
        Place.objects.on(timezone.localdate()).get(code="22"),
        timezone.now(),
    )
    first = User(handle="worker-0")
    first.set_password(PASSPHRASE)
    found = []
    for number in range(count):
        if number % per_club == 0:
            name = f"Nhóm {number // per_club + 1}"
            club = Organisation.objects.create(
                kind=OrganisationKind.CLUB, name=name, place=province, folded=name, sort_key=name
            )
            deployment = Deployment.objects.create(
                model=model, organisation=club, place=province, starts_on=date(2020, 1, 15)
            )
        user = User.objects.create(handle=f"worker-{number}", password=first.password)
        grant = Grant.objects.create(
            user=user, organisation=club, role=Role.PEER_WORKER, granted_at=at, accepted_at=at, accepted_by=user
        )
        found.append((user, grant, deployment))
    return found


def _caseload(worker: User, club: Organisation, turn: int) -> list[Member]:
    people = Pseudonym.objects.bulk_create(Pseudonym(organisation=club) for _n in range(CASELOAD))
    Handle.objects.bulk_create(Handle(pseudonym=person.pk) for person in people)
    Assignment.objects.bulk_create(Assignment(pseudonym=p, worker=worker, since=timezone.now()) for p in people)
    return Member.objects.bulk_create(
        Member(
            pseudonym=person,
            card_code=(body := f"{turn * CASELOAD + n:09d}") + damm.calc_check_digit(body),
            joined=date(2026, 1, 1),
            cue=f"thuyền {n}",
            cue_folded=f"thuyen {n}",
        )  # fmt: skip
        for n, person in enumerate(people)
    )


def _contacts(
    rows: Database,
    ids: list[UUID],
    workers: list[tuple[User, Grant, Deployment]],
    members: dict[UUID, list[Member]],
    communes: list[Place],
) -> Iterator[tuple[Any, ...]]:
    """Workers in turn, oldest first; every second contact with somebody of the worker's own caseload."""
    today, settings = timezone.localdate(), [str(setting) for setting in Setting]
    now: datetime = timezone.now()
    for number, key in enumerate(ids):
        worker, grant, deployment = workers[number % len(workers)]
        turn = number // len(workers)
        ago = DAYS - DAYS * number // len(ids)
        person = members[worker.pk][turn // 2 % CASELOAD].pseudonym_id if turn % 2 else None
        yield (
            key, key, 1, None, False, grant.organisation_id, deployment.pk, person, 1, today - timedelta(days=ago), "day",
            settings[number % len(settings)], communes[number % len(communes)].pk, number % 7 == 0, "", worker.pk,
            worker.pk, now - timedelta(days=ago, seconds=-number % 3600),
        )  # fmt: skip


def _each(ids: list[UUID], kinds: list[Any]) -> Iterator[tuple[UUID, UUID, str]]:
    """One or two for every contact."""
    for number, key in enumerate(ids):
        for at in range(1 + number % 2):
            yield UUID(int=key.int + 1 + at), key, str(kinds[(number + at) % len(kinds)])


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]))))
