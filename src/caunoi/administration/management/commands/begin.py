import argparse
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from caunoi.access import actions as access
from caunoi.access.choices import Role
from caunoi.access.roles import ROLES
from caunoi.administration.actions import add_organisation
from caunoi.lib.actor import COMMAND
from caunoi.organisations.choices import OrganisationKind
from caunoi.places.models import Place


class Command(BaseCommand):
    help = "First run of an installation: tables, reference data, the organisation and its first account (see: caunoi init)."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--organisation", required=True, help="name of the organisation")
        parser.add_argument("--organisation-kind", choices=OrganisationKind.values, default=None)
        parser.add_argument("--place", default="", help="code of its province, for example 22")
        parser.add_argument("--handle", required=True, help="handle of the first account; not a real name")
        parser.add_argument("--role", choices=Role.values, default=None)

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("prepare", verbosity=0, stdout=self.stdout)
        role, kind = _defaults(options["role"], options["organisation_kind"])
        at = timezone.now()
        place = self._place(options["place"])
        organisation = add_organisation(by=COMMAND, at=at, kind=kind, name=options["organisation"], place=place)
        passphrase = access.new_passphrase()
        try:
            user = access.begin(
                by=COMMAND, at=at, organisation=organisation, role=role, handle=options["handle"], passphrase=passphrase
            )
        except access.CannotDo as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(f"{user.handle}  {passphrase}")
        self.stdout.write("Bốn từ này chỉ hiện một lần / these four words are shown once.")

    def _place(self, code: str) -> Place | None:
        if not code:
            return None
        place = Place.objects.on(timezone.localdate()).filter(code=code).first()
        if place is None:
            raise CommandError(f"No unit has code {code} today. See: caunoi places show CODE")
        return place


def _defaults(role: str | None, kind: str | None) -> tuple[str, str]:
    """On a club installation the first account is a lead, on a hub an administrator."""
    role = role or (Role.CLUB_LEAD if settings.KIND == "club" else Role.ADMINISTRATOR)
    allowed = ROLES[Role(role)].organisations
    usual = OrganisationKind.CLUB if settings.KIND == "club" else OrganisationKind.PROGRAMME_OFFICE
    return role, kind or (usual if usual in allowed else sorted(allowed)[0])
