import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.module_loading import import_string

from caunoi.audit.models import Entry
from caunoi.audit.queries import faults
from caunoi.lib.actor import COMMAND
from caunoi.upkeep import folder
from caunoi.upkeep.actions import begin_again

UNFINISHED = "restoring.json"
NEXT = """
Bước tiếp theo / next steps:
  1. caunoi doctor
  2. caunoi serve; mọi người đăng nhập lại / everybody signs in again
  3. việc làm sau {made_at} không có trong bản này: nhập lại từ giấy
     / what was done after {made_at} is not in this copy: enter it again from paper
  4. caunoi backup; rồi huỷ các bản -keys cũ hơn 10 ngày
     / then destroy copies of keys older than ten days"""


class Command(BaseCommand):
    help = "The last part of `caunoi restore`: erase again whoever was erased, hold the record against the copy, say what is there."

    def handle(self, *args: Any, **options: Any) -> None:
        path = Path(settings.DATA or "") / UNFINISHED
        if not path.exists():
            raise CommandError("Không có gì phải làm tiếp / no restore was cut short here. Nothing was changed.")
        about = json.loads(path.read_text("utf-8"))
        call_command("prepare", verbosity=0)
        rows = next(manifest for manifest in about["manifests"] if manifest["what"] == folder.ROWS)
        _check_record(rows["record"])
        erased = self._erase_again(about["erased"])
        made = {manifest["what"]: manifest["made_at"] for manifest in about["manifests"]}
        begin_again(by=COMMAND, at=timezone.now(), details={"copies": made, "erased": erased})
        path.unlink()
        self._tell(about["manifests"], rows, erased)

    def _erase_again(self, known: list[dict[str, Any]] | None) -> int:
        """Also without a list of its own: the rows and the keystore hold the erasures of their day."""
        if not settings.ERASURES_TO_REPLAY:
            return 0
        return int(import_string(settings.ERASURES_TO_REPLAY)(by=COMMAND, at=timezone.now(), rows=known or []))

    def _tell(self, manifests: list[dict[str, Any]], rows: dict[str, Any], erased: int) -> None:
        for manifest in manifests:
            total = sum(manifest["counts"].values())
            self.stdout.write(f"{manifest['what']:<7} {manifest['made_at']}  {total} dòng / rows")
        for table, count in rows["counts"].items():
            if count:
                self.stdout.write(f"  {table:<40} {count}")
        self.stdout.write(f"{erased} người đã được xoá lại / people erased again")
        self.stdout.write(NEXT.format(made_at=rows["made_at"]))


def _check_record(end: dict[str, Any]) -> None:
    """The record holds together and ends as the copy said."""
    leaf = Entry.objects.filter(seq=end["seq"]).values_list("leaf", flat=True).first()
    if next(faults(), None) or (end["seq"] and (leaf is None or bytes(leaf).hex() != end["leaf"])):
        raise CommandError(
            "Nhật ký không khớp với bản sao lưu / the record of acts does not fit the backup. Do not work with this folder: "
            "keep it, tell the data guardian, and restore another copy."
        )
