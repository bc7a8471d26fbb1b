from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from caunoi.lib.actor import COMMAND
from caunoi.lib.listing import FORMATS, listing
from caunoi.look.languages import page_language
from caunoi.published import actions
from caunoi.published.targets import Aim, amount, targets

COLUMNS = ("place", "target", "value", "of", "by", "instrument", "in place of", "source")


class Command(BaseCommand):
    help = "What decisions and plans promise: load (what ships with the code), list (in force on a day)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        verbs.add_parser("load", help="bring in what ships with the code; safe to run again")
        listed = verbs.add_parser("list", help="targets in force")
        listed.add_argument("--on", type=date.fromisoformat, help="on this day; without it, today")
        listed.add_argument("--format", choices=FORMATS, default="table")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["verb"] == "load":
            number = actions.load_targets(by=COMMAND, at=timezone.now())
            self.stdout.write(f"{number} chỉ tiêu / targets")
            return
        found = targets(COMMAND, options["on"] or timezone.localdate())
        self.stdout.write(listing(COLUMNS, [_row(aim) for aim in found], options["format"]))


def _row(aim: Aim) -> list[str]:
    language, target = page_language(), aim.target
    return [
        target.place.name if target.place else "", aim.title(language), aim.amount(language),
        aim.denominator(language), target.due_on.isoformat(), target.instrument.number or target.instrument.code,
        amount(aim.beside, language) if aim.beside else "", target.address,
    ]  # fmt: skip
