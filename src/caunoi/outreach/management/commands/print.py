from argparse import ArgumentParser, ArgumentTypeError
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from caunoi.access.models import Grant
from caunoi.lib.actor import COMMAND
from caunoi.outreach.calendar import printed_calendar


class Command(BaseCommand):
    help = "Paper: a peer worker's calendar of one month, with the cards she looks after. Each printing is recorded."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        calendar = verbs.add_parser(
            "peer-calendar", help="A4, four weeks, drawn; the importer and the typing page read it"
        )
        calendar.add_argument("--peer", required=True, help="her handle")
        calendar.add_argument("--month", required=True, type=_month, help="for example 2026-03")
        calendar.add_argument("--out", type=Path, help="default: lich-YYYY-MM.pdf in this folder")

    def handle(self, *args: Any, **options: Any) -> None:
        handle = options["peer"].strip().casefold()
        grant = Grant.objects.acting().filter(user__handle=handle).select_related("user").first()
        if grant is None:
            raise CommandError(
                _("Nobody with the handle “%(handle)s” works here. Nothing was printed.") % {"handle": handle}
            )
        month = options["month"]
        path = options["out"] or Path(f"lich-{month:%Y-%m}.pdf")
        by = replace(COMMAND, organisation=grant.organisation_id)
        path.write_bytes(printed_calendar(by=by, at=timezone.now(), worker=grant.user, month=month))
        self.stdout.write(str(path))


def _month(text: str) -> date:
    try:
        return datetime.strptime(text, "%Y-%m").date()  # noqa: DTZ007  # a month has no time of day
    except ValueError:
        raise ArgumentTypeError(_("Write the month as 2026-03.")) from None
