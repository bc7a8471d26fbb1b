import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from caunoi.audit import actions
from caunoi.audit.checking import ALTERED, CUT, MISFILED, MISSING, REWRITTEN, Fault, Known, Row
from caunoi.audit.halves import holds_in_halves
from caunoi.audit.keys import origin, signing_key
from caunoi.audit.models import Entry
from caunoi.audit.notes import NoteError, read
from caunoi.audit.queries import KEPT_HERE, faults, rows
from caunoi.lib.actor import COMMAND
from caunoi.lib.key_files import KeyFileError

STEP = 100_000
SHOWN = 20
WORDS = {
    MISSING: "thiếu / missing",
    ALTERED: "bị sửa / altered",
    MISFILED: "cột tra cứu bị sửa / a search column was altered",
    REWRITTEN: "không khớp điểm đối chiếu / not what the checkpoint speaks of",
    CUT: "bị cắt mất ở cuối / cut off the end",
}
NOT_TAKEN = {
    "unreadable": "không đọc được / this is no checkpoint, or it was damaged",
    "another_record": "của nơi khác / of another installation",
    "another_key": (
        "ký bằng khoá khác: khoá ở đây đã bị thay, hoặc tệp không phải của nơi này / signed with another key:"
        " the key here was replaced, or the file is not from here"
    ),
    "forged": "chữ ký không đúng / the signature is wrong",
}
KEEP = "giữ nguyên dữ liệu, báo người bảo vệ dữ liệu / keep this database as it is and tell the data guardian"


class Command(BaseCommand):
    help = "The record of acts: sign it as it stands (checkpoint), or verify it against checkpoints that others kept."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        checkpoint = verbs.add_parser(
            "checkpoint", help="sign the record as it stands; give the file to others to keep"
        )
        checkpoint.add_argument("--out", type=Path, help="the file; else it is printed")
        verify = verbs.add_parser(
            "verify", help="whole, in order, and what the checkpoints speak of; exit code 1 if not"
        )
        verify.add_argument(
            "--checkpoint", type=Path, action="append", default=[], help="a file that somebody kept; may be given again"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            getattr(self, f"_{options['verb']}")(options)
        except KeyFileError as problem:
            raise CommandError(str(problem)) from None

    def _checkpoint(self, options: dict[str, Any]) -> None:
        try:
            made = actions.make_checkpoint(by=COMMAND, at=timezone.now())
        except actions.RecordBrokenError as broken:
            raise CommandError(f"{_said(broken.fault)}\n{KEEP}") from None
        if made is None:
            raise CommandError("Nhật ký chưa có mục nào / the record has no entry yet. Nothing was written.")
        if options["out"]:
            options["out"].write_text(made.signed, encoding="utf-8")
            self.stdout.write(f"{options['out']}: {made.size} mục / entries")
        else:
            self.stdout.write(made.signed, ending="")

    def _verify(self, options: dict[str, Any]) -> None:
        known = [_known(path) for path in options["checkpoint"]]
        if holds_in_halves(known, self._counting):
            found = []
        else:
            found = list(faults(known, self._counting(rows(), Entry.objects.count())))
        if found:
            lines = "\n".join(_said(fault) for fault in found[:SHOWN])
            raise CommandError(f"{len(found)} lỗi / faults; {KEEP}:\n{lines}")
        self.stdout.write(f"{Entry.objects.count()} mục, khớp cả / entries, all in order")
        if not known:
            self.stdout.write(
                "Chỉ đối chiếu với điểm giữ tại đây / compared only with what is kept here;"
                " ask whoever keeps a checkpoint for it: --checkpoint FILE"
            )

    def _counting(self, seen: Iterable[Row], total: int) -> Iterator[Row]:
        """The same rows; whoever waits at a screen sees how far it is."""
        for number, row in enumerate(seen, start=1):
            if number % STEP == 0 and sys.stderr.isatty():
                self.stderr.write(f"{number}/{total}")
            yield row


def _known(path: Path) -> Known:
    try:
        head = read(path.read_text("utf-8"), origin=origin(), public=signing_key().public_key().public_bytes_raw())
    except OSError:
        raise CommandError(f"{path}: không mở được / cannot be opened. Nothing was checked.") from None
    except UnicodeDecodeError:
        raise CommandError(f"{path}: {NOT_TAKEN['unreadable']}. Nothing was checked.") from None
    except NoteError as problem:
        raise CommandError(f"{path}: {NOT_TAKEN[problem.code]}. Nothing was checked; {KEEP}.") from None
    return Known(head.size, head.root, path.name)


def _said(fault: Fault) -> str:
    place = f"{fault.seq}" if fault.last == fault.seq else f"{fault.seq}–{fault.last}"
    shown_by = f" ({'tại đây / here' if fault.source == KEPT_HERE else fault.source})" if fault.source else ""
    return f"  {place}: {WORDS[fault.what]}{shown_by}"
