"""`caunoi upgrade`: copy, bring the copy's tables up to date, verify it, and only then put it in place. What was there stays beside it."""

import argparse
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from caunoi.config import installation
from caunoi.config.installation import InstallationError
from caunoi.upkeep import archive, databases
from caunoi.upkeep.locks import in_folder

CAUNOI = [sys.executable, "-m", "caunoi.config.cli"]
BEFORE = "before-upgrade"
FILES = {"rows.sqlite3": "CAUNOI_DATABASE_URL", "keystore.sqlite3": "CAUNOI_KEYSTORE_URL"}
BACK_SQLITE = """
Xong / done. Nếu có gì không ổn, quay lại như sau / if something is not right, go back like this:
  1. dừng máy chủ / stop the server
  2. chép {before} đè lên {data} / copy the files in {before} over those in {data}
  3. dùng lại bản chương trình trước / put the program of before back:  git checkout …, make setup
Thư mục {before} tự mất sau 10 ngày / is removed after ten days by the clock."""
BACK_POSTGRESQL = """
Xong / done. Nếu có gì không ổn / if something is not right: stop the server, put the program of before back, and restore the
backup named above into an empty database (caunoi restore; docs/running.md)."""

HALF_WAY = "If some tables were changed already: restore the backup named above into an empty database. "


def main(data: Path, words: list[str]) -> int:
    """Every step is a command of its own, so that the step that fails is named and what was there is untouched."""
    parser = argparse.ArgumentParser(prog="caunoi upgrade", allow_abbrev=False)
    parser.add_argument("--to", type=Path, help="folder for the encrypted backup that is made first")
    chosen = parser.parse_args(words)
    installation.read(data)
    os.umask(0o077)
    with in_folder(data, "serving") as got:
        if not got:
            raise InstallationError("Máy chủ đang chạy / the server is running. Nothing was changed. Stop it first.")
        _run(
            data, "1/4 sao lưu / backup", "backup", "--before-upgrade", *(["--to", str(chosen.to)] if chosen.to else [])
        )
        if os.environ.get("CAUNOI_DATABASE_URL", "").startswith("postgres"):
            _run(data, "2/4 bảng / tables", "migrate")
            _verify(data, {})
            print(BACK_POSTGRESQL)
        else:
            _on_a_copy(data)
    return 0


def _on_a_copy(data: Path) -> None:
    new = data / ".upgrading"
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(mode=0o700)
    there = [name for name in FILES if (data / name).exists()]
    try:
        for name in there:
            with closing(sqlite3.connect(new / name)) as target:
                databases.copy_sqlite(data / name, target)
        environment = {variable: f"sqlite:///{new / name}" for name, variable in FILES.items()}
        _run(data, "2/4 bảng / tables", "migrate", **environment)
        _verify(data, environment)
        print("4/4 đưa vào dùng / put in place", flush=True)
        before = _swap(data, new)
    finally:
        shutil.rmtree(new, ignore_errors=True)
    print(BACK_SQLITE.format(before=before, data=data))


def _verify(data: Path, environment: dict[str, str]) -> None:
    _run(data, "3/4 kiểm tra / verify", "audit", "verify", **environment)
    _run(data, "3/4 kiểm tra / verify", "doctor", "--data-only", **environment)


def _swap(data: Path, new: Path) -> Path:
    """The old files go into a folder beside, the new ones in their place; each of both is whole at every moment."""
    now = datetime.now(UTC)  # noqa: TID251  # a door, and Django has no settings yet
    before = data / BEFORE / f"{now:%Y%m%dT%H%M%SZ}"
    before.mkdir(mode=0o700, parents=True)
    for name in FILES:
        _fold_log(data / name)
        _fold_log(new / name)
        if (data / name).exists():
            os.link(data / name, before / name)
    archive.sync_folder(before)
    for name in FILES:
        if (new / name).exists():
            (new / name).replace(data / name)
    archive.sync_folder(data)
    return before


def _fold_log(file: Path) -> None:
    """One file with nothing beside it: a log that is left would be read into the other database."""
    if file.exists():
        with closing(sqlite3.connect(file)) as opened:
            busy = opened.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
            opened.execute("PRAGMA journal_mode=DELETE" if not busy else "PRAGMA journal_mode")
        if busy:
            raise InstallationError(
                f"{file.name} đang được dùng / is in use by another command. Nothing was changed. Wait, and try again."
            )


def _run(data: Path, what: str, *words: str, **environment: str) -> None:
    print(what, flush=True)
    done = subprocess.run([*CAUNOI, "--data", str(data), *words], env={**os.environ, **environment})  # noqa: S603  # our own command
    if done.returncode:
        half_way = HALF_WAY if words == ("migrate",) and not environment else ""
        raise InstallationError(
            f"Dừng ở / stopped at: {what}. Dữ liệu cũ còn nguyên / your data are as before. {half_way}"
            "Put the program of before back and start it, or mend what is named above and run caunoi upgrade again."
        )
