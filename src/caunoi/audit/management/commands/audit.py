import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from caunoi.audit.models import Entry
from caunoi.audit.queries import faults


class Command(BaseCommand):
    help = "The record of acts: verify that every entry still fits its hash and that none is missing."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_subparsers(dest="verb", required=True).add_parser("verify")

    def handle(self, *args: Any, **options: Any) -> None:
        found = list(faults())
        if found:
            lines = "\n".join(f"  {fault.seq}: {fault.what}" for fault in found[:20])
            raise CommandError(f"{len(found)} faults; keep this database as it is and tell the data guardian:\n{lines}")
        self.stdout.write(f"{Entry.objects.count()} mục, khớp cả / entries, all in order")
