"""Referrals of a demo world, made past the pages but by the actions that pages use; run inside an installation as a script.

Prints, a line each: slip number, id of the referral, whether it goes to the provider whose account is `provider`.
"""

import os
import sys

import django


def main(count: int) -> None:
    django.setup()
    from django.utils import timezone

    from caunoi.access.models import User
    from caunoi.access.queries import actor_for
    from caunoi.directory.choices import ServiceCode
    from caunoi.referrals import actions, queries

    peer, desk = User.objects.get(handle="peer"), actor_for(User.objects.get(handle="provider"))
    now, by = timezone.now(), actor_for(peer)
    services = [one for code in ServiceCode for one in queries.services_for(code) if one.code == code]
    at_desk = [one for one in services if one.provider_id == desk.organisation]
    service = next(one for one in at_desk if queries.services_for(one.code).count() > 1)
    for _number in range(count):
        need = actions.note_need(by=by, at=now, code=service.code, noted_on=timezone.localdate(now))
        made = actions.refer(by=by, at=now, need=need, service=service, agreed=actions.Agreed())
        sys.stdout.write(f"{made.slip_code} {made.pk}\n")


main(int(os.environ["COUNT"]))
