from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from caunoi.access.actions import CannotDo
from caunoi.directory.importing import command as services
from caunoi.lib.actor import COMMAND
from caunoi.published import intake


class Command(BaseCommand):
    help = "Figures from paper and other systems: published tables, reports of communes (collected)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        take = verbs.add_parser("collected", help="enter aggregates: the long form, or templates of communes")
        take.add_argument("files", nargs="+", type=Path)
        take.add_argument("--dry-run", action="store_true", help="say what would happen and save nothing")

        services.add_parsers(verbs)

    def handle(self, *args: Any, **options: Any) -> None:
        if options["verb"] in services.VERBS:
            return self._services(options)
        return self._collected(options)

    def _services(self, options: dict[str, Any]) -> None:
        try:
            back = services.bring_in(options, timezone.now(), self.stdout.write)
        except CannotDo as problem:
            raise CommandError(str(problem)) from None
        if back:
            raise CommandError(_("Entries to mend: %(number)s. The others are safe.") % {"number": back})

    def _collected(self, options: dict[str, Any]) -> None:
        """Each file for itself, whole or not at all: one that comes back does not keep the others out."""
        paths, dry_run = options["files"], options["dry_run"]
        files = [(str(path), self._bytes(path)) for path in paths]
        back = 0
        for number, answer in enumerate(
            intake.take(by=COMMAND, at=timezone.now(), files=files, dry_run=dry_run), start=1
        ):
            back += not answer.is_good
            path = Path(answer.name)
            self.stdout.write(f"{number}/{len(paths)} {path.name}: {' '.join(answer.sentences)}")
            if answer.workbook and not dry_run:
                self._give_back(path, answer.workbook)
        if back:
            raise CommandError(_("Files not entered: %(number)s. The others are safe.") % {"number": back})

    def _bytes(self, path: Path) -> bytes:
        try:
            return path.read_bytes()
        except OSError as problem:
            raise CommandError(f"{path}: {problem.strerror}. " + _("Nothing was changed.")) from None

    def _give_back(self, path: Path, workbook: bytes) -> None:
        beside = path.with_name(f"{path.stem}-can-sua.xlsx")
        beside.write_bytes(workbook)
        self.stdout.write("  → " + _("What to mend stands in %(name)s.") % {"name": beside.name})
