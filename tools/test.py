"""Runs the tests as `make test` promises: each kind of installation on each database, and a real browser beside them.

Every part runs even if an earlier one failed; the exit code tells whether all passed.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time

UNITS = ["src", "tests", "--ignore=tests/browser", "--dist", "loadfile"]
ON_POSTGRES = ["--postgres", "--ignore=tests/architecture"]
PARTS = [
    ("club, SQLite", "club", UNITS),
    ("club, PostgreSQL", "club", [*UNITS, *ON_POSTGRES]),
    ("hub, SQLite", "hub", UNITS),
    ("hub, PostgreSQL", "hub", [*UNITS, *ON_POSTGRES]),
]
BROWSER = ("browser", "club", ["tests/browser", "--dist", "loadgroup"])  # waits for pages much of the time


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--long", action="store_true")
    parser.add_argument("--only", default="", help="a word of the part's name")
    chosen = parser.parse_args()
    began, more = time.monotonic(), ["--long"] * chosen.long
    with tempfile.TemporaryFile("w+") as seen:
        beside = start(BROWSER, more, seen) if chosen.only in BROWSER[0] else None
        parts = [part for part in PARTS if chosen.only in part[0]]
        failed = [part[0] for part in parts if announced(part) and start(part, more).wait()]
        if beside and announced(BROWSER):
            failed += [BROWSER[0]] if beside.wait() else []
            seen.seek(0)
            print(seen.read())
    print(f"\n{time.monotonic() - began:.0f} s; " + (f"failed: {', '.join(failed)}" if failed else "all parts passed"))
    return 1 if failed else 0


def announced(part: tuple[str, str, list[str]]) -> bool:
    print(f"\n== {part[0]}", flush=True)
    return True


def start(part: tuple[str, str, list[str]], more: list[str], output: object = None) -> subprocess.Popen[bytes]:
    """Start one part in an environment that knows no other installation."""
    _name, kind, words = part
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("CAUNOI_", "DJANGO_"))}
    command = [sys.executable, "-m", "pytest", "-n", "2", *words, *more]
    return subprocess.Popen(command, env={**kept, "CAUNOI_KIND": kind}, stdout=output)


if __name__ == "__main__":
    sys.exit(main())
