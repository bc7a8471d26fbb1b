import argparse
import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from caunoi.lib.listing import FORMATS, listing
from caunoi.upkeep.doctor import Finding, Severity, look

COLUMNS = ("check", "severity", "what_vi", "do_vi", "what_en", "do_en")
EXIT = {Severity.FINE: 0, Severity.LOOK: 1, Severity.WRONG: 2}
SIGN = {Severity.FINE: "ok ", Severity.LOOK: "?  ", Severity.WRONG: "!!!"}


class Command(BaseCommand):
    help = "What is wrong with this installation and what to do. Ends with 0: all is fine, 1: look at it, 2: something is wrong."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--format", choices=FORMATS, default="table")
        parser.add_argument("--data-only", action="store_true", help="only whether the data hold together")

    def handle(self, *args: Any, **options: Any) -> None:
        found = look(timezone.now(), data_only=options["data_only"])
        if options["format"] == "table":
            self.stdout.write("\n".join(_lines(finding) for finding in found))
        else:
            self.stdout.write(listing(COLUMNS, [_row(finding) for finding in found], options["format"]))
        worst = max(EXIT[finding.severity] for finding in found)
        if worst:
            sys.exit(worst)


def _lines(finding: Finding) -> str:
    lines = [f"{SIGN[finding.severity]} {finding.said('vi')}"]
    if finding.severity is not Severity.FINE:
        lines += [f"    → {finding.advised('vi')}", f"    {finding.said('en')}", f"    → {finding.advised('en')}"]
    return "\n".join(lines)


def _row(finding: Finding) -> tuple[str, ...]:
    vietnamese, english = (finding.said("vi"), finding.advised("vi")), (finding.said("en"), finding.advised("en"))
    return (finding.check, finding.severity.value, *vietnamese, *english)
