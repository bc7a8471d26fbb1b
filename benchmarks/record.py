"""The record of acts with a million entries: checkpoints as they grow, and `audit verify`. Never a gate.

.venv/bin/python benchmarks/record.py [--entries N] [--only sqlite|postgres]
"""

import argparse
import hashlib
import shutil
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from drivers import database
from serving import CAUNOI, HERE, Club, new_club, postgres

AT_ONCE = 50_000


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=1_000_000)
    parser.add_argument("--only", choices=["sqlite", "postgres"])
    chosen = parser.parse_args()
    for kind in [chosen.only] if chosen.only else ["sqlite", "postgres"]:
        with ExitStack() as stack:
            folder = Path(tempfile.mkdtemp(prefix="bench"))
            stack.callback(shutil.rmtree, folder, ignore_errors=True)
            club = new_club(folder / "club", stack.enter_context(postgres()) if kind == "postgres" else "")
            half = chosen.entries // 2
            club.run(sys.executable, str(HERE / "fill_record.py"), str(half), as_owner=True)
            _timed(kind, "first checkpoint, over half of them", club, "audit", "checkpoint")
            club.run(sys.executable, str(HERE / "fill_record.py"), str(chosen.entries - half), as_owner=True)
            _timed(kind, "second, over all", club, "audit", "checkpoint", "--out", str(folder / "note.txt"))
            club.run(sys.executable, str(HERE / "fill_record.py"), "100", as_owner=True)
            _timed(kind, "next checkpoint, 100 entries later", club, "audit", "checkpoint")
            verifying = _timed(kind, "audit verify", club, "audit", "verify", "--checkpoint", str(folder / "note.txt"))
            hashing = _bare_hashing(club)
            print(
                f"{kind:10} {'bare hashing of the same bytes':40} {hashing:6.1f} s, verify is {verifying / hashing:.1f} ×"
            )
            _timed(kind, "of each of these, starting the command", club, "audit", "verify", "--help")
    return 0


def _timed(kind: str, what: str, club: Club, *words: str) -> float:
    start = time.perf_counter()
    club.run(*CAUNOI, *words)
    took = time.perf_counter() - start
    print(f"{kind:10} {what:40} {took:6.1f} s", flush=True)
    return took


def _bare_hashing(club: Club) -> float:
    """One SHA-256 of each entry's bytes, some at a time; reading them is not counted."""
    rows, took, after = database(club.url), 0.0, 0
    read = "SELECT canonical FROM audit_entry WHERE seq > %s AND seq <= %s"
    while some := [bytes(row[0]) for row in rows.rows(read, [after, after + AT_ONCE])]:
        start = time.perf_counter()
        for entry in some:
            hashlib.sha256(entry).digest()
        took, after = took + time.perf_counter() - start, after + AT_ONCE
    return took


if __name__ == "__main__":
    sys.exit(main())
