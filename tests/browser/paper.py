"""A worker with fifty cards of her own, and what stands in the database of what she typed; run inside an installation as a script.

`make` prints the numbers of her cards, a line each; `show` prints her contacts as JSON.
"""

import json
import os
import sys

import django

HANDLE, PEOPLE = "ngan", 50


def main(what: str, handle: str) -> None:
    django.setup()
    {"make": make, "show": show}[what](handle)


def make(handle: str) -> None:
    from django.utils import timezone

    from caunoi.access import actions as access
    from caunoi.access.choices import Role
    from caunoi.access.models import User
    from caunoi.access.queries import actor_for
    from caunoi.lib.actor import ANYONE
    from caunoi.people.actions import give_card

    lead, at = User.objects.get(handle="lead"), timezone.now()
    club = lead.grants.get().organisation
    _offer, code = access.invite(by=actor_for(lead), at=at, organisation=club, role=Role.PEER_WORKER)
    words = os.environ["PASSPHRASE"]
    worker = access.enrol(by=ANYONE, at=at, code=code, handle=handle, passphrase=words)
    cards = [give_card(by=actor_for(worker), at=at, worker=worker).card for _number in range(PEOPLE)]
    sys.stdout.write("\n".join(cards))


def show(handle: str) -> None:
    from caunoi.outreach.models import Contact

    kept = Contact.objects.filter(done_by__handle=handle).select_related("pseudonym__member")
    rows = [
        [
            contact.pseudonym.member.card if contact.pseudonym else "", contact.on.isoformat(), contact.precision, contact.people,
            contact.setting, sorted(row.topic for row in contact.topics.all()), contact.signposted,
            {row.kind: row.quantity for row in contact.commodities.all()},
        ]
        for contact in kept
    ]  # fmt: skip
    sys.stdout.write(json.dumps(rows))


if __name__ == "__main__":
    main(*sys.argv[1:])
