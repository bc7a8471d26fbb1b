"""The command `caunoi`. `--data DIR` (or CAUNOI_DATA) names the installation; what a kind lacks is an unknown command there."""

import argparse
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import django
from django.core.management import execute_from_command_line
from django.db import OperationalError, connections

from caunoi.access.walls import behind, told_of
from caunoi.config import backup_keys, certificates, demo, installation, restoring, server, upgrading
from caunoi.config.installation import InstallationError
from caunoi.lib.actor import COMMAND
from caunoi.upkeep.archive import ArchiveError

USAGE = """caunoi [--data DIR] COMMAND …
  init      first run: kind, neutral display name, organisation, first account
  serve     answer on a host and port
  migrate   bring tables and reference data up to date
  demo      the demo world: a club and a hub on loopback
  backup    copy it, encrypted, while it goes on working; backup keygen · backup recipient: to which key
  restore   from backup files to a working installation in an empty folder
  upgrade   after new code: backup, tables brought up to date on a copy, verified, put in place
  certificate  TLS for an office network: --host NAME --out DIR
  doctor    what is wrong and what to do
  clock     what has to happen by itself; serve runs it (by hand: --once, --job NAME)
  places load|show · release close|show|card|trust|export|import|publish · audit verify
  indicators list|explain CODE: how numbers are counted; run --period KEY: exact, for the club alone (club)
  import databook FILE: a club's paper book or spreadsheet · print peer-calendar: a paper month (club)
  print slips --peer HANDLE --count 50: a pad of slips with tear-off stubs (club)
  import hsds FILE · import services FILE: the directory, from HSDS 3.0 or a spreadsheet
  import collected FILE… · report collected: figures that others counted (hub)
  targets load|list --on DATE: what decisions and plans promise (hub)
  invite --organisation NAME --role ROLE · giveback words|step HANDLE: accounts, when nobody else is left who can
  Every command explains itself with --help."""


def main(argv: list[str] | None = None) -> int:
    """Run one command; every error is a sentence that says what to do."""
    data, words = _split(list(sys.argv[1:] if argv is None else argv))
    if not words or words[0] in ("-h", "--help", "help"):
        print(USAGE)
        return 0
    try:
        return _run(data, words[0], words[1:])
    except (InstallationError, ArchiveError) as problem:
        print(problem, file=sys.stderr)
        return 2
    except OperationalError:  # its text may hold names and addresses
        print(
            "Cơ sở dữ liệu không trả lời / the database does not answer: look at CAUNOI_DATABASE_URL.", file=sys.stderr
        )
        return 2
    except KeyboardInterrupt:
        return 130


def _run(data: Path | None, verb: str, rest: list[str]) -> int:
    if verb in WITHOUT_INSTALLATION:
        return WITHOUT_INSTALLATION[verb](rest, data)
    if data is None:
        raise InstallationError("Which installation? Say --data DIR, or set CAUNOI_DATA.")
    if verb == "backup" and rest[:1] in (["keygen"], ["recipient"]):
        return backup_keys.main(data, rest)
    if verb in OWN:
        return OWN[verb](data, rest)
    _open(data)
    if verb != "doctor" and rest[:1] != ["--before-upgrade"]:  # the first says so itself, the second copies old tables
        server.check_tables()
    _django(verb, rest)
    return 0


def _serve(data: Path, rest: list[str]) -> int:
    chosen = server.options(rest)
    _open(data)
    return server.main(chosen)


def _migrate(data: Path, rest: list[str]) -> int:
    _open(data, as_owner=True)
    _django("prepare", rest)
    return 0


def _split(words: list[str]) -> tuple[Path | None, list[str]]:
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("--data", type=Path, default=os.environ.get("CAUNOI_DATA"))
    known, rest = parser.parse_known_args(words)
    return (Path(known.data).resolve() if known.data else None), rest


def _init(data: Path, rest: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="caunoi init",
        allow_abbrev=False,
        epilog="More: --organisation, --handle, --place, --model, --role, --organisation-kind",
    )
    parser.add_argument("--kind", choices=installation.KINDS, required=True)
    parser.add_argument("--display-name", default="Sổ Tay", help="neutral: no word of what is done here")
    known, words = parser.parse_known_args(rest)
    there = data.exists()
    empty = not there or not any(data.iterdir())
    installation.create(data, kind=known.kind, display_name=known.display_name)
    try:
        _open(data, as_owner=True)
        server.check_program_role()
        _django("begin", words)
    except BaseException:
        _undo(data, there=there, empty=empty)
        print(
            "Chưa cài đặt gì; hãy sửa lệnh rồi chạy lại / nothing was set up; correct the command and run it again.",
            file=sys.stderr,
        )
        raise
    return 0


def _undo(data: Path, *, there: bool, empty: bool) -> None:
    """Take away what a first run that failed has made; what was in the folder before stays."""
    connections.close_all()
    for path in data.iterdir() if empty else [data / "installation.toml"]:
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    if not there:
        data.rmdir()


def _finish_restore(data: Path) -> None:
    _open(data, as_owner=True)
    _django("finishrestore", [])


def _open(data: Path, *, as_owner: bool = False) -> None:
    """Make Django ready for this installation; whoever makes tables comes as their owner."""
    kept = installation.read(data)
    for what in ("DATABASE", "KEYSTORE") if as_owner else ():
        if owner := os.environ.get(f"CAUNOI_{what}_OWNER_URL"):
            os.environ[f"CAUNOI_{what}_ROLE"] = urlsplit(os.environ.get(f"CAUNOI_{what}_URL", "")).username or ""
            os.environ[f"CAUNOI_{what}_URL"] = owner
    os.environ.update(CAUNOI_DATA=str(data), CAUNOI_KIND=kept.kind, DJANGO_SETTINGS_MODULE="caunoi.config.settings")
    os.umask(0o077)
    django.setup()


OWN = {"init": _init, "serve": _serve, "migrate": _migrate, "prepare": _migrate, "upgrade": upgrading.main}
WITHOUT_INSTALLATION: dict[str, Callable[[list[str], Path | None], int]] = {
    "demo": demo.main,
    "certificate": lambda rest, _data: certificates.main(rest),
    "restore": lambda rest, data: restoring.main(data, rest, _finish_restore),
}


def _django(command: str, rest: list[str]) -> None:
    with behind(lambda: told_of(COMMAND)):
        execute_from_command_line(["caunoi", command, *rest])


if __name__ == "__main__":
    sys.exit(main())
