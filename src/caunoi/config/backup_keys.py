"""`caunoi backup keygen` and `caunoi backup recipient`: whom backups are encrypted to. A private key is never kept here."""

import argparse
import os
from pathlib import Path

import pyrage

from caunoi.config import installation
from caunoi.config.installation import InstallationError
from caunoi.upkeep import archive

ON_PAPER = """
KHOÁ RIÊNG, chỉ hiện một lần. Chép ra hai tờ giấy hoặc USB, cất ở hai nơi khác, không để trên máy này.
Không có khoá này thì không ai mở được bản sao lưu.
PRIVATE KEY, shown once. Keep it on two sheets of paper or USB sticks in two other places, never on this machine.
Without it nobody can open a backup.
"""


def main(data: Path, words: list[str]) -> int:
    """Make a pair of keys, or show, add and remove public ones."""
    parser = argparse.ArgumentParser(prog="caunoi backup", allow_abbrev=False)
    verbs = parser.add_subparsers(dest="verb", required=True)
    make = verbs.add_parser("keygen", help="make a pair of keys: keep the public one here, print the private one")
    make.add_argument(
        "--out", type=Path, help="write the private key to a new file, on a USB stick, instead of printing it"
    )
    keep = verbs.add_parser("recipient", help="public keys that backups are encrypted to")
    keep.add_argument("add", nargs="?", default="", help="add this one (age1…)")
    keep.add_argument("--remove", default="", help="remove this one; older backups stay readable with its private key")
    keep.add_argument("--folder", default=None, help="where the daily backup goes, from now on")
    chosen = parser.parse_args(words)
    if chosen.verb == "keygen":
        return _make(data, chosen.out)
    return _keep(data, chosen)


def _make(data: Path, out: Path | None) -> int:
    if out and out.resolve().is_relative_to(data):
        raise InstallationError("The private key never lies in the data folder. Nothing was made. Choose a USB stick.")
    kept, identity = installation.read(data), pyrage.x25519.Identity.generate()
    public = str(identity.to_public())
    text = f"# {public}\n{identity}\n"
    if out:
        with os.fdopen(os.open(out, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
    installation.change(data, backup_to=[*kept.backup_to, public])
    print(ON_PAPER if out is None else f"{out}:{ON_PAPER}")
    print(text if out is None else f"# {public}")
    return 0


def _keep(data: Path, chosen: argparse.Namespace) -> int:
    kept = list(installation.read(data).backup_to)
    if chosen.add:
        public = str(archive.recipient(chosen.add))
        kept = [*kept, *([] if public in kept else [public])]
    if chosen.remove and chosen.remove not in kept:
        raise InstallationError(
            f"{chosen.remove}: không có ở đây / not kept here; nothing was changed. Look: caunoi backup recipient"
        )
    kept = [public for public in kept if public != chosen.remove]
    installation.change(data, backup_to=kept, **({} if chosen.folder is None else {"backup_folder": chosen.folder}))
    print("\n".join(kept) or "Chưa có khoá nào / none yet: caunoi backup keygen")
    return 0
