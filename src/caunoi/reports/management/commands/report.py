from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from caunoi.lib.actor import COMMAND
from caunoi.lib.listing import FORMATS, listing
from caunoi.published import collected
from caunoi.reports import collected_pages


class Command(BaseCommand):
    help = (
        "Figures to read: published documents with their rows, totals as stated and what these leave over (collected)."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        shown = verbs.add_parser("collected", help="figures that others counted and published")
        shown.add_argument("--format", choices=FORMATS, default="table")

    def handle(self, *args: Any, **options: Any) -> None:
        lines = collected_pages.listing(collected.documents(COMMAND))
        self.stdout.write(listing(collected_pages.COLUMNS, lines, options["format"]))
