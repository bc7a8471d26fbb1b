from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from caunoi.indicators import catalogue
from caunoi.lib.listing import FORMATS, listing
from caunoi.published import definition_pages


class Command(BaseCommand):
    help = "How numbers are counted: list, explain CODE. Counting itself happens in the clubs, where the rows are."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        listed = verbs.add_parser("list", help="every definition")
        listed.add_argument("--format", choices=FORMATS, default="table")
        explained = verbs.add_parser("explain", help="one definition in sentences, with an example to count oneself")
        explained.add_argument("code")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["verb"] == "list":
            self.stdout.write(listing(definition_pages.COLUMNS, definition_pages.listing(), options["format"]))
            return
        try:
            self.stdout.write(definition_pages.as_text(catalogue.definition(options["code"])))
        except catalogue.UnknownIndicatorError as problem:
            raise CommandError(str(problem)) from None
