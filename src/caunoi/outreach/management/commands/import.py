import sys
from argparse import ArgumentParser
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from caunoi.access.actions import CannotDo
from caunoi.access.policies import Refused
from caunoi.directory.importing import command as services
from caunoi.lib.actor import COMMAND
from caunoi.lib.vietnamese_text import fold
from caunoi.look.workbooks.problems import UnreadableWorkbook
from caunoi.organisations.choices import OrganisationKind
from caunoi.organisations.models import Organisation
from caunoi.outreach.choices import Setting
from caunoi.outreach.databook.importing import TOLD, Outcome, Told, bring_in
from caunoi.outreach.databook.meaning import Given
from caunoi.programme.models import Deployment

BAR = 30


class Command(BaseCommand):
    help = "Enter a databook (CSV, XLSX, ODS): good rows enter, the others come back as a workbook with what to mend."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        databook = verbs.add_parser(
            "databook", help="one row is one contact or one week of a person; docs/importing.md"
        )
        databook.add_argument("file", type=Path)
        databook.add_argument("--club", help="name or id; needed only where several clubs work here")
        databook.add_argument("--peer", default="", help="handle, for rows that do not name the peer worker")
        databook.add_argument("--setting", choices=Setting.values, help="kind of place, for rows that do not say it")
        databook.add_argument("--deployment", type=UUID, help="id; needed only where a club has several")
        databook.add_argument("--out", type=Path, help="where rows to mend are written; default: beside the file")
        databook.add_argument("--dry-run", action="store_true", help="say what would happen; enter nothing")

        services.add_parsers(verbs)

    def handle(self, *args: Any, **options: Any) -> None:
        if options["verb"] in services.VERBS:
            return self._services(options)
        try:
            club = _club(options["club"])
            outcome = bring_in(
                by=replace(COMMAND, organisation=club.pk),
                at=timezone.now(),
                data=_bytes(options["file"]),
                given=_given(club, options),
                dry_run=options["dry_run"],
                progress=self._progress,
            )
        except (CannotDo, UnreadableWorkbook) as problem:
            self._clear()
            raise CommandError(str(problem)) from None
        except Refused:
            raise CommandError(_("This account may not do that. Nothing was changed.")) from None
        self._clear()
        self._say(outcome, options["out"] or _beside(options["file"]))

    def _services(self, options: dict[str, Any]) -> None:
        try:
            back = services.bring_in(options, timezone.now(), self.stdout.write)
        except CannotDo as problem:
            raise CommandError(str(problem)) from None
        if back:
            raise CommandError(_("Entries to mend: %(number)s. The others are safe.") % {"number": back})

    def _say(self, outcome: Outcome, out: Path) -> None:
        if outcome.dry_run:
            self.stdout.write(_("Dry run: nothing was saved."))
        counts = {"rows": outcome.rows, "new": outcome.entered, "known": outcome.known}
        counts |= {"conflicts": len(outcome.conflicts), "returned": len(outcome.returned)}
        said = _("%(rows)s rows: %(new)s new, %(known)s known already, %(conflicts)s to decide, %(returned)s to mend.")
        self.stdout.write(said % counts)
        if outcome.unread:
            self.stdout.write(_("Columns that were not read: %(names)s") % {"names": ", ".join(outcome.unread)})
        for told in [*outcome.conflicts, *outcome.returned][:TOLD]:
            self.stdout.write(f"  {_place(told)}: {told.what}")
        if outcome.workbook and not outcome.dry_run:
            out.write_bytes(outcome.workbook)
            self.stdout.write(
                _("Rows to mend were written to %(path)s. Mend them there and send that file.") % {"path": out}
            )

    def _progress(self, done: int, of: int) -> None:
        if sys.stderr.isatty() and of:
            full = BAR * done // of
            self.stderr.write(f"\r[{'#' * full}{'.' * (BAR - full)}] {100 * done // of:3} %", ending="")
            self.stderr.flush()

    def _clear(self) -> None:
        if sys.stderr.isatty():
            self.stderr.write("\r" + " " * (BAR + 10) + "\r", ending="")


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        raise CommandError(
            _("The file %(path)s cannot be read. Look at its name and rights.") % {"path": path}
        ) from None


def _club(named: str | None) -> Organisation:
    clubs = list(Organisation.objects.filter(kind=OrganisationKind.CLUB))
    if named:
        clubs = [one for one in clubs if named == str(one.pk) or fold(named) in fold(one.name)]
    if len(clubs) == 1:
        return clubs[0]
    names = ", ".join(one.name for one in clubs) or "–"
    raise CommandError(_("Which club? Say it with --club; fitting: %(names)s. Nothing was saved.") % {"names": names})


def _given(club: Organisation, options: dict[str, Any]) -> Given:
    deployment = None
    if options["deployment"]:
        deployment = Deployment.objects.filter(pk=options["deployment"], organisation=club).first()
        if deployment is None:
            raise CommandError(_("This club has no such deployment. Nothing was saved."))
    setting = Setting(options["setting"]) if options["setting"] else None
    return Given(peer=options["peer"], setting=setting, deployment=deployment)


def _beside(file: Path) -> Path:
    return file.with_name(f"{file.stem}-can-sua.xlsx")


def _place(told: Told) -> str:
    line = _("line %(number)s") % {"number": told.number}
    return f"{told.sheet}, {line}" if told.sheet else line
