"""Runs the tests as `make test` promises: each kind of installation on each database, then a real browser.

Every part runs even if an earlier one failed; the exit code tells whether all passed.
"""

import argparse
import os
import subprocess
import sys
import time

UNITS = ["src", "tests", "--ignore=tests/browser", "--dist", "loadfile"]
ON_POSTGRES = ["--postgres", "--ignore=tests/architecture"]
PARTS = [
    ("club, SQLite", "club", UNITS),
    ("club, PostgreSQL", "club", [*UNITS, *ON_POSTGRES]),
    ("hub, SQLite", "hub", UNITS),
    ("hub, PostgreSQL", "hub", [*UNITS, *ON_POSTGRES]),
    ("browser", "club", ["tests/browser", "--dist", "loadgroup"]),
]


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--long", action="store_true")
    parser.add_argument("--only", default="", help="a word of the part's name")
    chosen = parser.parse_args()
    began = time.monotonic()
    wanted = [part for part in PARTS if chosen.only in part[0]]
    failed = [name for name, kind, words in wanted if not passes(name, kind, [*words, *["--long"] * chosen.long])]
    print(f"\n{time.monotonic() - began:.0f} s; " + (f"failed: {', '.join(failed)}" if failed else "all parts passed"))
    return 1 if failed else 0


def passes(name: str, kind: str, words: list[str]) -> bool:
    """Run one part in an environment that knows no other installation."""
    print(f"\n== {name}", flush=True)
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("CAUNOI_", "DJANGO_"))}
    command = [sys.executable, "-m", "pytest", "-n", "2", *words]
    return subprocess.run(command, env={**kept, "CAUNOI_KIND": kind}).returncode == 0


if __name__ == "__main__":
    sys.exit(main())
