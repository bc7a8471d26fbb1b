import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from caunoi.access import actions as access
from caunoi.access.choices import Lost
from caunoi.access.models import Grant
from caunoi.lib.actor import COMMAND
from caunoi.lib.ids import spaced


class Command(BaseCommand):
    help = "Lost words or a lost second step, by whoever sits at the machine: for when nobody else is left who can."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("lost", choices=Lost.values)
        parser.add_argument("handle")

    def handle(self, *args: Any, **options: Any) -> None:
        handle = str(options["handle"]).strip().casefold()
        grant = Grant.objects.select_related("user").filter(user__handle=handle, revoked_at__isnull=True).first()
        if grant is None:
            raise CommandError("Nobody who works here has this handle. Look at the staff page; nothing was changed.")
        try:
            self.stdout.write(self._give_back(options["lost"], grant))
        except access.CannotDo as problem:
            raise CommandError(str(problem)) from problem

    def _give_back(self, lost: str, grant: Grant) -> str:
        if lost == Lost.WORDS:
            code = access.give_reset_code(by=COMMAND, at=timezone.now(), grant=grant)
            return f"{spaced(code)}\n/account/lost-words/  (một lần, 24 giờ / once, 24 hours)"
        access.ask_step_reset(by=COMMAND, at=timezone.now(), grant=grant)
        return "Đã gỡ bước thứ hai / The second step is taken away."
