from argparse import ArgumentParser, ArgumentTypeError
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from caunoi.access.actions import CannotDo
from caunoi.access.models import Grant, User
from caunoi.lib.actor import COMMAND, Actor
from caunoi.outreach.calendar import printed_calendar
from caunoi.referrals.pads import PAPERS, printed_pad


class Command(BaseCommand):
    help = "Paper: a peer worker's calendar of one month; a pad of slips with numbers of nobody. Each printing is recorded."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        calendar = verbs.add_parser(
            "peer-calendar", help="A4, four weeks, drawn; the importer and the typing page read it"
        )
        calendar.add_argument("--peer", required=True, help="her handle")
        calendar.add_argument("--month", required=True, type=_month, help="for example 2026-03")
        calendar.add_argument("--out", type=Path, help="default: lich-YYYY-MM.pdf in this folder")

        slips = verbs.add_parser("slips", help="a pad with tear-off stubs; a number is bound to a referral later")
        slips.add_argument("--peer", required=True, help="her handle")
        slips.add_argument("--count", type=int, default=50, help="1 to 500; default 50")
        slips.add_argument("--paper", choices=PAPERS, default="a4")
        slips.add_argument("--address", default=_own_address(), help="where telephones find this: https://…")
        slips.add_argument("--out", type=Path, help="default: phieu.pdf in this folder")

    def handle(self, *args: Any, **options: Any) -> None:
        grant = _grant(options["peer"])
        by = replace(COMMAND, organisation=grant.organisation_id)
        if options["verb"] == "slips":
            self._slips(by, grant.user, options)
        else:
            self._calendar(by, grant.user, options)

    def _slips(self, by: Actor, worker: User, options: dict[str, Any]) -> None:
        path = options["out"] or Path("phieu.pdf")
        what = {name: options[name] for name in ("count", "address", "paper")}
        try:
            path.write_bytes(printed_pad(by=by, at=timezone.now(), worker=worker, **what))
        except CannotDo as problem:
            raise CommandError(str(problem)) from None
        if not options["address"]:
            self.stderr.write(
                _("No QR code was printed: say with --address where telephones find this. The numbers work without.")
            )
        self.stdout.write(str(path))

    def _calendar(self, by: Actor, worker: User, options: dict[str, Any]) -> None:
        month = options["month"]
        path = options["out"] or Path(f"lich-{month:%Y-%m}.pdf")
        path.write_bytes(printed_calendar(by=by, at=timezone.now(), worker=worker, month=month))
        self.stdout.write(str(path))


def _grant(typed: str) -> Grant:
    handle = typed.strip().casefold()
    grant = Grant.objects.acting().filter(user__handle=handle).select_related("user").first()
    if grant is None:
        raise CommandError(
            _("Nobody with the handle “%(handle)s” works here. Nothing was printed.") % {"handle": handle}
        )
    return grant


def _own_address() -> str:
    """The first host that this installation answers for, beside loopback; the demo answers on loopback."""
    named = [host for host in settings.ALLOWED_HOSTS if host not in ("localhost", "127.0.0.1")]
    if named:
        return f"https://{named[0]}"
    return "http://localhost:8000" if settings.DEMO else ""


def _month(text: str) -> date:
    try:
        return datetime.strptime(text, "%Y-%m").date()  # noqa: DTZ007  # a month has no time of day
    except ValueError:
        raise ArgumentTypeError(_("Write the month as 2026-03.")) from None
