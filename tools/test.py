"""Runs the tests as `make test` promises: each kind of installation on each database, then a real browser.

Every part runs even if an earlier one failed; the exit code tells whether all passed.
"""

import argparse
import os
import subprocess
import sys
import time

PARTS = [
    ("club, SQLite", "club", ["src", "tests", "--ignore=tests/browser"]),
    (
        "club, PostgreSQL",
        "club",
        ["--postgres", "src", "tests", "--ignore=tests/browser", "--ignore=tests/architecture"],
    ),
    ("hub, SQLite", "hub", ["src", "tests", "--ignore=tests/browser"]),
    ("hub, PostgreSQL", "hub", ["--postgres", "src", "tests", "--ignore=tests/browser", "--ignore=tests/architecture"]),
    ("browser", "club", ["tests/browser", "-n", "0"]),
]


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--long", action="store_true")
    parser.add_argument("--only", help="a word of the part's name")
    chosen = parser.parse_args()
    failed = []
    began = time.monotonic()
    for name, kind, words in PARTS:
        if chosen.only and chosen.only not in name:
            continue
        print(f"\n== {name}", flush=True)
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-n",
            "2",
            "--dist",
            "loadfile",
            *words,
            *(["--long"] if chosen.long else []),
        ]
        environment = {**os.environ, "CAUNOI_KIND": kind}
        for inherited in ("CAUNOI_DATA", "CAUNOI_DATABASE_URL"):
            environment.pop(inherited, None)
        if subprocess.run(command, env=environment).returncode:
            failed.append(name)
    print(f"\n{time.monotonic() - began:.0f} s; " + (f"failed: {', '.join(failed)}" if failed else "all parts passed"))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
