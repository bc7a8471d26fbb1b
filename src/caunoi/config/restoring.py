"""`caunoi restore`: from backup files to a working installation, in an empty folder, all or nothing."""

import argparse
import json
import os
import shutil
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import dj_database_url

from caunoi.config.installation import InstallationError
from caunoi.upkeep import archive, databases
from caunoi.upkeep import folder as files
from caunoi.upkeep.archive import ArchiveError

UNFINISHED = "restoring.json"
KEPT_LONG = """Bản sao khoá này đã quá 10 ngày / these keys are older than ten days:
after the restore make new backups and destroy this copy."""
WITHOUT_KEYS = """Không có tệp -keys: không ai đọc được danh tính / no -keys file was given: no identity can be read;
figures and cases are all there."""


def main(data: Path | None, words: list[str], finish: Callable[[Path], None]) -> int:
    """`finish` opens the installation and replays what was erased since; it may be run again if it was cut short."""
    chosen = _options(words)
    if data is None:
        raise InstallationError("Into which folder? Say --data DIR: an empty or new one.")
    if chosen.finish:
        finish(data)
        return 0
    _refuse_what_is_there(data)
    staging = data.with_name(data.name + ".restoring")
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir(mode=0o700, parents=True)
    try:
        os.umask(0o077)
        _restore(data, staging, chosen)
    except ArchiveError as problem:
        raise InstallationError(str(problem)) from problem
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    finish(data)
    return 0


def _options(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="caunoi restore", allow_abbrev=False)
    parser.add_argument(
        "files", nargs="*", type=Path, help="backup files or their folder; of each kind the newest is taken"
    )
    parser.add_argument(
        "--identity", type=Path, help="file with the private key (a line AGE-SECRET-KEY-1…), or - to type it"
    )
    parser.add_argument(
        "--finish", action="store_true", help="go on with a restore that was cut short after the files were back"
    )
    chosen = parser.parse_args(words)
    if not chosen.finish and not (chosen.files and chosen.identity):
        parser.error("caunoi restore FILES… --identity FILE --data DIR")
    return chosen


def _refuse_what_is_there(data: Path) -> None:
    if data.exists() and (not data.is_dir() or any(data.iterdir())):
        raise InstallationError(f"{data} không trống / is not empty. Nothing was changed. Restore into a new folder.")


def _restore(data: Path, staging: Path, chosen: argparse.Namespace) -> None:
    text = sys.stdin.read() if str(chosen.identity) == "-" else chosen.identity.read_text("utf-8")
    keys, whole = archive.identities(text), staging / "whole"
    whole.mkdir(mode=0o700)
    manifests: list[dict[str, Any]] = []
    for what, path in sorted(_newest(chosen.files).items(), key=lambda found: found[0] != files.ROWS):
        print(f"{path.name} …", file=sys.stderr, flush=True)
        opened = staging / what
        opened.mkdir(mode=0o700)
        manifests.append(_checked(archive.read(path, keys, opened), what, manifests, path))
        for file in opened.iterdir():
            file.rename(whole / file.name)
    given = {manifest["what"] for manifest in manifests}
    if files.KEYS in manifests[0]["with"] and files.KEYS not in given:
        print(WITHOUT_KEYS, file=sys.stderr)
    _check_sqlite(whole)
    _put_back_dumps(whole)
    erased = whole / files.ERASED_FILE
    about = {"manifests": manifests, "erased": json.loads(erased.read_text("utf-8")) if erased.exists() else None}
    erased.unlink(missing_ok=True)
    (whole / UNFINISHED).write_text(json.dumps(about), "utf-8")
    if data.exists():
        data.rmdir()
    whole.rename(data)
    archive.sync_folder(data.parent)


def _newest(given: list[Path]) -> dict[str, Path]:
    """Of each kind the newest file; names tell kind and time, and the manifest inside is held against them."""
    every = [file for path in given for file in (path.iterdir() if path.is_dir() else [path])]
    found: dict[str, Path] = {}
    for path in sorted(every, key=lambda file: file.name):
        if name := files.NAME.fullmatch(path.name):
            found[name["what"]] = path
        elif path in given and path.suffix != ".sha256":
            raise ArchiveError(
                f"{path.name}: not the name of a backup file (…-rows.age, …-keys.age, …-erased.age). Nothing was changed."
            )
    if files.ROWS not in found:
        raise ArchiveError("Thiếu tệp -rows.age / no file of rows (…-rows.age) is among them. Nothing was changed.")
    return found


def _checked(manifest: dict[str, Any], what: str, others: list[dict[str, Any]], path: Path) -> dict[str, Any]:
    if manifest["what"] != what:
        raise ArchiveError(f"{path.name}: holds {manifest['what']}, not what its name says. Nothing was changed.")
    if any(other["installation"] != manifest["installation"] for other in others):
        raise ArchiveError(f"{path.name}: của cài đặt khác / is of another installation. Nothing was changed.")
    now = datetime.now(UTC)  # noqa: TID251  # a door, and Django has no settings yet
    age = now - datetime.fromisoformat(manifest["made_at"])
    if what == files.KEYS and age > files.KEYS_LIVE:
        print(KEPT_LONG, file=sys.stderr)
    return manifest


def _check_sqlite(whole: Path) -> None:
    for file in whole.glob("*.sqlite3"):
        with closing(sqlite3.connect(file)) as copy:
            copy.execute("PRAGMA ignore_check_constraints=ON")  # they call functions that only the program has
            if copy.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                raise ArchiveError(f"{file.name}: bị hỏng / is damaged inside. Nothing was changed. Take another copy.")


def _put_back_dumps(whole: Path) -> None:
    """Of a PostgreSQL: into the empty database that this shell names."""
    addresses = {
        "rows": ("CAUNOI_DATABASE_OWNER_URL", "CAUNOI_DATABASE_URL"),
        "keystore": ("CAUNOI_KEYSTORE_OWNER_URL", "CAUNOI_KEYSTORE_URL"),
    }
    for name, variables in addresses.items():
        dump = whole / f"{name}{files.DUMP}"
        url = next((os.environ[variable] for variable in variables if os.environ.get(variable)), "")
        if dump.exists() != url.startswith("postgres") and (dump.exists() or (whole / f"{name}.sqlite3").exists()):
            raise ArchiveError(
                f"{dump.name if dump.exists() else name}: the backup is of {'PostgreSQL' if dump.exists() else 'SQLite'}; "
                f"{variables[-1]} names something else. Nothing was changed. Set it to an empty database of that kind, or unset it."
            )
        if dump.exists():
            databases.put_back(dump, databases.Server.of(dict(dj_database_url.parse(url))))
            dump.unlink()


def unfinished(data: Path) -> bool:
    """Whether erasures still have to be replayed here: until then nothing may be served."""
    return (data / UNFINISHED).exists()
