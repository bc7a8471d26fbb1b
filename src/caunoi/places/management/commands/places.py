import argparse
import sys
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import F
from django.utils import timezone
from django.utils.formats import date_format

from caunoi.lib.listing import FORMATS, listing
from caunoi.places.actions import load_places
from caunoi.places.models import Place
from caunoi.places.queries import Renamed, forms_on, full_name

COLUMNS = ("code", "name", "kind", "within", "from", "until", "decree")


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
            self.stdout.write(f"{load_places(self._tell)} đơn vị hành chính / administrative units")
            return
        day = options["on"] or timezone.localdate()
        known = (
            Place.objects.filter(code=options["code"])
            .select_related("parent")
            .order_by(F("valid_from").asc(nulls_first=True))
        )
        rows = [_row(place) for place in known if place.stood_on(day)]
        if not rows:
            raise CommandError(_nothing(options["code"], day, list(known)))
        self.stdout.write(listing(COLUMNS, rows, options["format"]))

    def _tell(self, done: int, of: int) -> None:
        """Progress for whoever watches, on one line; a pipe hears only the end."""
        if sys.stderr.isatty():
            self.stderr.write(f"\r{done}/{of}", ending="\n" if done == of else "")


def _row(place: Place) -> tuple[object, ...]:
    within = place.parent.name if place.parent else ""
    return (
        place.code, place.name, place.get_kind_display(), within, place.valid_from, place.valid_to, place.decree,
    )  # fmt: skip


def _nothing(code: str, day: date, known: list[Place]) -> str:
    """What the code named on other days, and what that is now."""
    said = f"No unit had code {code} on {day}."
    if not known:
        return f"{said} Nor on any other day: check the code."
    spans = []
    for place in known:
        instead = tuple(forms_on(place, day))
        since = date_format(place.valid_from, "SHORT_DATE_FORMAT") if place.valid_from else "…"
        until = date_format(place.valid_to, "SHORT_DATE_FORMAT") if place.valid_to else "…"
        sentence = Renamed(place, instead, day) if instead else full_name(place)
        spans.append(f"{since}–{until}: {sentence}.")
    return "\n".join([f"{said} Codes were re-used; it named:", *spans])
