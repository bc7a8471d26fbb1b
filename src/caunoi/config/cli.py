"""The command `caunoi`. `--data DIR` (or CAUNOI_DATA) names the installation; what a kind lacks is an unknown command there."""

import argparse
import os
import sys
from pathlib import Path

import django
from django.core.management import execute_from_command_line

from caunoi.config import demo, installation, server
from caunoi.config.installation import InstallationError

USAGE = """caunoi [--data DIR] COMMAND …
  init      first run: kind, neutral display name, organisation, first account
  serve     answer on a host and port
  migrate   bring tables and reference data up to date
  demo      the demo world: a club and a hub on loopback
  places load|show · release close|show|card|trust|export|import|publish · audit verify
  Every command explains itself with --help."""


def main(argv: list[str] | None = None) -> int:
    """Run one command; every error is a sentence that says what to do."""
    data, words = _split(list(sys.argv[1:] if argv is None else argv))
    if not words or words[0] in ("-h", "--help", "help"):
        print(USAGE)
        return 0
    try:
        return _run(data, words[0], words[1:])
    except InstallationError as problem:
        print(problem, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def _run(data: Path | None, verb: str, rest: list[str]) -> int:
    if verb == "demo":
        return demo.main(rest, data)
    if data is None:
        raise InstallationError("Which installation? Say --data DIR, or set CAUNOI_DATA.")
    if verb == "init":
        return _init(data, rest)
    if verb == "serve":
        chosen = server.options(rest)
        _open(data)
        return server.main(chosen)
    _open(data)
    _django("prepare" if verb == "migrate" else verb, rest)
    return 0


def _split(words: list[str]) -> tuple[Path | None, list[str]]:
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("--data", type=Path, default=os.environ.get("CAUNOI_DATA"))
    known, rest = parser.parse_known_args(words)
    return (Path(known.data).resolve() if known.data else None), rest


def _init(data: Path, rest: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="caunoi init", allow_abbrev=False, epilog="More: --organisation, --handle, --place, --role"
    )
    parser.add_argument("--kind", choices=installation.KINDS, required=True)
    parser.add_argument("--display-name", default="Sổ Tay", help="neutral: no word of what is done here")
    known, words = parser.parse_known_args(rest)
    installation.create(data, kind=known.kind, display_name=known.display_name)
    try:
        _open(data)
        _django("begin", words)
    except SystemExit as stopped:
        if stopped.code not in (0, None):
            (data / "installation.toml").unlink()
            print("Nothing was set up; correct the command and run it again.", file=sys.stderr)
        raise
    return 0


def _open(data: Path) -> None:
    kept = installation.read(data)
    os.environ.update(CAUNOI_DATA=str(data), CAUNOI_KIND=kept.kind, DJANGO_SETTINGS_MODULE="caunoi.config.settings")
    os.umask(0o077)
    django.setup()


def _django(command: str, rest: list[str]) -> None:
    execute_from_command_line(["caunoi", command, *rest])


if __name__ == "__main__":
    sys.exit(main())
