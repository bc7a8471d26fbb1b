import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from caunoi.access import actions as access
from caunoi.access.choices import Role
from caunoi.lib.actor import COMMAND
from caunoi.lib.ids import spaced
from caunoi.lib.vietnamese_text import fold
from caunoi.organisations.models import Organisation


class Command(BaseCommand):
    help = "An invitation by whoever sits at the machine: for when nobody is left who can invite."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--organisation", required=True, help="a part of its name")
        parser.add_argument("--role", choices=Role.values, required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        found = list(Organisation.objects.filter(folded__contains=fold(options["organisation"])))
        if len(found) != 1:
            names = ", ".join(organisation.name for organisation in found) or "none"
            raise CommandError(f"The name fits {len(found)} organisations: {names}. Give more of it.")
        try:
            _offer, code = access.invite(by=COMMAND, at=timezone.now(), organisation=found[0], role=options["role"])
        except access.CannotDo as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(f"{spaced(code)}\n/account/invitation/  (một lần, 14 ngày / once, 14 days)")
