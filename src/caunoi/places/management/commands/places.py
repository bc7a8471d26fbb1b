import argparse
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from caunoi.lib.listing import FORMATS, listing
from caunoi.places.actions import load_places
from caunoi.places.models import Place


class Command(BaseCommand):
    help = "Administrative units: load the reference table, or show what a code names on a date."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        verbs.add_parser("load", help="load or refresh the units that ship with the code")
        show = verbs.add_parser("show", help="what a code names")
        show.add_argument("code")
        show.add_argument("--on", type=date.fromisoformat, help="year-month-day; today if left out")
        show.add_argument("--format", choices=FORMATS, default="table")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["verb"] == "load":
            self.stdout.write(f"{load_places()} đơn vị hành chính / administrative units")
            return
        day = options["on"] or timezone.localdate()
        found = Place.objects.on(day).filter(code=options["code"]).select_related("parent")
        if not found:
            raise CommandError(f"No unit had code {options['code']} on {day}. Codes were re-used: try another date.")
        rows = [(p.code, p.name, p.get_kind_display(), p.parent.name if p.parent else "") for p in found]
        self.stdout.write(listing(("code", "name", "kind", "within"), rows, options["format"]))
