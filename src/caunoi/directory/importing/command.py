"""The words of `caunoi import hsds` and `caunoi import services`, for the command `import` of either kind of installation."""

from argparse import ArgumentParser
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from caunoi.access.actions import CannotDo
from caunoi.directory.importing.bringing import Outcome, bring_in_hsds, bring_in_sheet
from caunoi.lib.actor import COMMAND
from caunoi.look.workbooks.problems import UnreadableWorkbook

HSDS, SHEET = "hsds", "services"
VERBS = (HSDS, SHEET)
TOLD = 50


def add_parsers(verbs: Any) -> None:
    """`import hsds FILE`, `import services FILE`."""
    for verb, said in (
        (HSDS, "services of a file of HSDS 3.0 (JSON)"),
        (SHEET, "services of a spreadsheet, one row each"),
    ):
        parser: ArgumentParser = verbs.add_parser(verb, help=f"{said}; docs/directory.md")
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="say what would happen; save nothing")


def bring_in(options: Mapping[str, Any], at: datetime, say: Callable[[str], object]) -> int:
    """How many entries came back. Raises CannotDo, with a sentence, for a file of which nothing can be read."""
    path, dry_run = options["file"], options["dry_run"]
    try:
        data = path.read_bytes()
    except OSError:
        raise CannotDo(_("The file %(path)s cannot be read. Look at its name and rights.") % {"path": path}) from None
    if options["verb"] == HSDS:
        outcome = bring_in_hsds(by=COMMAND, at=at, data=data, dry_run=dry_run)
    else:
        try:
            outcome = bring_in_sheet(by=COMMAND, at=at, data=data, dry_run=dry_run)
        except UnreadableWorkbook as problem:
            raise CannotDo(str(problem)) from None
    _say(outcome, say)
    if outcome.workbook and not dry_run:
        beside = path.with_name(f"{path.stem}-can-sua.xlsx")
        beside.write_bytes(outcome.workbook)
        say(_("Rows to mend were written to %(path)s. Mend them there and send that file.") % {"path": beside})
    return len(outcome.returned)


def _say(outcome: Outcome, say: Callable[[str], object]) -> None:
    if outcome.dry_run:
        say(_("Dry run: nothing was saved."))
    counts = {"rows": outcome.rows, "added": outcome.added, "changed": outcome.changed, "same": outcome.same}
    counts |= {"returned": len(outcome.returned)}
    said = _("%(rows)s services: %(added)s new, %(changed)s changed, %(same)s the same, %(returned)s to mend.")
    say(said % counts)
    if outcome.not_taken:
        say(_("Not taken over: %(names)s") % {"names": ", ".join(outcome.not_taken)})
    for at, title, what in outcome.returned[:TOLD]:
        say(f"  {at} {title}: {what}")
