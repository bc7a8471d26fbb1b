"""A referral of a demo world to a place that has no keys, of somebody about whom something is kept; run inside an installation.

Prints, on one line: slip number, id of the referral, her card, id of the place.
"""

import sys

import django


def main() -> None:
    django.setup()
    from django.utils import timezone

    from caunoi.access.models import User
    from caunoi.access.queries import actor_for
    from caunoi.access.walls import behind, told_of
    from caunoi.directory.choices import ServiceCode
    from caunoi.people.models import Sealed
    from caunoi.people.queries import caseload, has_keys
    from caunoi.referrals import actions, queries

    by, now = actor_for(User.objects.get(handle="peer")), timezone.now()
    with behind(lambda: told_of(by)):
        kept = set(Sealed.objects.filter(kind="phone").values_list("pseudonym", flat=True))
        member = next(one for one in caseload(by) if one.pseudonym_id in kept)
        services = [one for code in ServiceCode for one in queries.services_for(code) if one.code == code]
    service = next(one for one in services if not has_keys(one.provider_id) and one.code == ServiceCode.LEG_AID)
    need = actions.note_need(
        by=by, at=now, code=service.code, noted_on=timezone.localdate(now), pseudonym=member.pseudonym
    )
    made = actions.refer(by=by, at=now, need=need, service=service, agreed=actions.Agreed())
    sys.stdout.write(f"{made.slip_code} {made.pk} {member.card_code} {service.provider_id}\n")


main()
