import argparse
from pathlib import Path
from random import Random
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from caunoi.access.choices import Role
from caunoi.administration.actions import add_organisation
from caunoi.devtools import papers
from caunoi.devtools.cast import Cast
from caunoi.lib.actor import COMMAND
from caunoi.organisations.choices import OrganisationKind
from caunoi.organisations.models import Organisation
from caunoi.places.models import Place

STAFF = (
    ("programme", Role.PROGRAMME_OFFICER, OrganisationKind.PROGRAMME_OFFICE, "Văn phòng Chương trình", None),
    ("authority", Role.AUTHORITY_OFFICER, OrganisationKind.STATE_MANAGEMENT, "Sở Y tế Quảng Ninh", "22"),
    ("national", Role.AUTHORITY_OFFICER, OrganisationKind.STATE_MANAGEMENT, "Cục Bảo trợ xã hội", "VN"),
    ("donor", Role.DONOR_VIEWER, OrganisationKind.DONOR, "Quỹ Vì Cộng đồng", None),
)


class Command(BaseCommand):
    help = "Accounts of a demo hub (called by caunoi demo)."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--accounts", type=Path, required=True)
        parser.add_argument("--seed", type=int, default=7)

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Only a demo installation can be filled with invented people.")
        rng = Random(options["seed"] + 1)  # noqa: S311  # passphrases of a demo that answers on loopback alone
        cast = Cast(rng, timezone.now(), options["accounts"], "hub")
        office: Organisation | None = None
        places = {place.code: place for place in Place.objects.on(timezone.localdate()).filter(code__in=["VN", "22"])}
        for handle, role, kind, name, code in STAFF:
            organisation = add_organisation(
                by=COMMAND, at=cast.at, kind=kind, name=name, place=places[code] if code else None
            )
            if office is None:
                office = organisation
                admin = cast.first("hubadmin", Role.ADMINISTRATOR, office)
            cast.join(handle, role, organisation, invited_by=admin)
        papers.load(rng, cast.at, places["22"])
