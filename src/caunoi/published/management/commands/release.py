from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from caunoi.access.actions import CannotDo
from caunoi.access.policies import Refused
from caunoi.lib.actor import COMMAND
from caunoi.lib.key_files import KeyFileError
from caunoi.lib.listing import FORMATS, listing
from caunoi.lib.periods import PeriodError, from_key
from caunoi.published import actions, hub_keys, queries
from caunoi.published.envelope import LARGEST
from caunoi.published.handover import KNOWN, compare, give_card, read_card, said
from caunoi.published.refusals import sentence

COLUMNS = ("period", "organisation", "place", "version", "received", "published", "waits")


class Command(BaseCommand):
    help = "Monthly figures of clubs: import files, show what has come, publish; get to know a club (card, trust)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        take = verbs.add_parser("import", help="take sealed files of clubs")
        take.add_argument("files", nargs="+")
        show = verbs.add_parser("show", help="which clubs have sent which months")
        show.add_argument("--format", choices=FORMATS, default="table")
        show.add_argument("--months", type=int, default=12)
        card = verbs.add_parser("card", help="write the introduction card of this installation")
        card.add_argument("--out", type=Path)
        trust = verbs.add_parser("trust", help="take the introduction card of a club")
        trust.add_argument("file")
        trust.add_argument("--fingerprint", help="the digits that the club read out by telephone")
        publish = verbs.add_parser("publish", help="publish a period with what has come; never published again")
        publish.add_argument("period", help="for example 2026-11A")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            getattr(self, f"_{options['verb']}")(options)
        except (KeyFileError, PeriodError) as problem:
            raise CommandError(str(problem)) from None
        except CannotDo as problem:
            raise CommandError(str(problem)) from None
        except Refused:
            raise CommandError(_("The command line may not do that. Nothing was changed.")) from None

    def _import(self, options: dict[str, Any]) -> None:
        """Each file for itself: one that is refused does not keep the others out."""
        refused = 0
        for number, name in enumerate(options["files"], start=1):
            try:
                answer = self._take(Path(name))
            except (CannotDo, OSError) as problem:
                refused += 1
                answer = str(problem)
            self.stdout.write(f"{number}/{len(options['files'])} {name}: {answer}")
        if refused:
            raise CommandError(_("Files not taken: %(number)s. The others are safe.") % {"number": refused})

    def _take(self, path: Path) -> str:
        if path.stat().st_size > LARGEST:
            raise CannotDo(sentence("too_large"))
        received = actions.receive(by=COMMAND, at=timezone.now(), data=path.read_bytes())
        actions.publish_waiting(by=COMMAND, at=timezone.now())
        if not received.is_new:
            return _("Received already; nothing was changed.")
        return _("Received: %(club)s, %(month)s.") % {
            "club": received.release.organisation.name, "month": received.release.period_key,
        }  # fmt: skip

    def _show(self, options: dict[str, Any]) -> None:
        boards = queries.completeness(COMMAND, timezone.now(), options["months"])
        rows = [
            [
                board.period.key, one.deployment.organisation.name, one.deployment.place.code,
                one.release.version if one.release else "",
                timezone.localtime(one.release.received_at).isoformat(timespec="minutes") if one.release else "",
                "yes" if board.is_published else "no", "yes" if one.late else "no",
            ]
            for board in boards
            for one in board.standings
        ]  # fmt: skip
        self.stdout.write(listing(COLUMNS, rows, options["format"]))

    def _card(self, options: dict[str, Any]) -> None:
        give_card(self, *hub_keys.own_card(), options["out"])

    def _trust(self, options: dict[str, Any]) -> None:
        card = read_card(options["file"])
        compare(card, options["fingerprint"])
        club = actions.trust_club(by=COMMAND, at=timezone.now(), card=card)
        self.stdout.write(said(KNOWN, name=club.name))

    def _publish(self, options: dict[str, Any]) -> None:
        if not actions.publish_period(by=COMMAND, at=timezone.now(), period=from_key(options["period"])):
            raise CommandError(_("There was nothing to publish. Nothing was changed."))
        for scope in actions.publish_waiting(by=COMMAND, at=timezone.now()):
            place = f" {scope.place.name}" if scope.place else ""
            self.stdout.write(f"{scope.audience.label}{place}: {scope.clubs_reported}/{scope.clubs_expected}")
