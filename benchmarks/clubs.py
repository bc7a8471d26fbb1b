"""Hundreds of clubs in one installation: a worker's day, who is due, a club's charts and an entry, beside bare SQL. Never a gate.

.venv/bin/python benchmarks/clubs.py [--contacts N] [--clubs N] [--rounds N] [--only sqlite|postgres]
"""

import argparse
import json
import shutil
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from drivers import Postgres, Sqlite
from serving import HERE, new_club, postgres

ROWS = {
    "day": "`/work/` of a worker, whole request ÷ SQL of its rows",
    "lead's day": "`/work/` of a lead, view alone ÷ SQL of its rows",
    "due": "`/contacts/plan/`, who is due, whole request ÷ SQL",
    "charts": "`/work/charts/` of a club, view alone ÷ SQL",
    "entry": "a contact entered ÷ a bare transaction of its rows",
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--contacts", type=int, default=10_000_000)
    parser.add_argument("--clubs", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", choices=["sqlite", "postgres"])
    chosen = parser.parse_args()
    print(f"{time.strftime('%Y-%m-%d')} · {chosen.contacts:,} contacts · {chosen.clubs} clubs", flush=True)
    for kind in [chosen.only] if chosen.only else ["sqlite", "postgres"]:
        _measure(kind, chosen.contacts, chosen.clubs, chosen.rounds)
    return 0


def _measure(kind: str, contacts: int, clubs: int, rounds: int) -> None:
    with ExitStack() as stack:
        folder = Path(tempfile.mkdtemp(prefix="bench"))
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        club = new_club(folder / "club", stack.enter_context(postgres()) if kind == "postgres" else "")
        name = (Postgres if kind == "postgres" else Sqlite).name  # an open connection would keep the filling waiting
        began = time.monotonic()
        world = club.run(sys.executable, str(HERE / "fill_clubs.py"), str(contacts), str(clubs), as_owner=True)
        print(f"{name:<11} filled in {time.monotonic() - began:.0f} s: {json.loads(world)['sizes']}", flush=True)
        found = json.loads(club.run(sys.executable, str(HERE / "clubs_inside.py"), str(rounds), given=world))
        for what, words in ROWS.items():
            one = found[what]
            ratio, detail = one["ours"] / one["bare"], f"{one['ours']:.1f} ms; {one['bare']:.1f} ms"
            print(f"{name:<11} {words:<52} {ratio:8.1f}  {detail}  {one['queries']} queries", flush=True)


if __name__ == "__main__":
    sys.exit(main())
