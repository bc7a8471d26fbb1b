import argparse
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from caunoi.lib.actor import COMMAND
from caunoi.upkeep import backups, folder
from caunoi.upkeep.archive import ArchiveError

WORDS = {
    folder.ROWS: "dữ liệu / rows",
    folder.KEYS: "khoá / keys",
    folder.ERASED: "danh sách đã xoá / erasures",
}


class Command(BaseCommand):
    help = (
        "Copy this installation while it goes on working, encrypted to keys that are not on this machine. "
        "caunoi backup keygen makes such a key; caunoi backup recipient shows and adds public keys."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--to", type=Path, default=None, help="folder, for example of a USB stick")
        parser.add_argument(
            "--recipient", action="append", default=[], help="also to this public key (age1…), this time"
        )

        parser.add_argument(
            "--before-upgrade", action="store_true", help="also when the tables are older than the program"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        into = (options["to"] or backups.usual_folder()).resolve()
        self.shown = ""
        try:
            written = backups.make(
                by=COMMAND,
                at=timezone.now(),
                folder=into,
                recipients=[*settings.BACKUP_TO, *options["recipient"]],
                recorded=not options["before_upgrade"],
                say=self._say if options["verbosity"] else lambda _what, _part: None,
            )
        except ArchiveError as problem:
            raise CommandError(str(problem)) from problem
        for one in written:
            self.stdout.write(f"{one.path}  {_size(one.size)}  {one.sha256[:16]}")
        if any(kept.what == folder.KEYS for kept in folder.kept_in(into)):
            self.stdout.write(
                "Bản sao khoá (-keys) chỉ được giữ 10 ngày, ở mọi nơi / copies of keys (-keys) may live 10 days, wherever they are."
            )

    def _say(self, what: str, part: float) -> None:
        """Long work shows progress, a line for each tenth."""
        line = f"{WORDS[what]} … {int(part * 10) * 10} %"
        if line != self.shown:
            self.shown = line
            self.stderr.write(line)


def _size(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB"
