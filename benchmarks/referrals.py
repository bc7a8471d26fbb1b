"""Referrals: a worker's list, a lead's funnel and sending one, beside bare SQL of the same rows. Never a gate.

.venv/bin/python benchmarks/referrals.py [--referrals N] [--people N] [--rounds N] [--only sqlite|postgres]
"""

import argparse
import json
import shutil
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from drivers import database
from serving import HERE, new_club, postgres

DETAILS = {
    "list": "`/referrals/`, whole request ÷ SQL of its 50 rows",
    "funnel": "`/referrals/funnel/`, view alone ÷ SQL of its counts",
    "creation": "need, slip, consent and sending ÷ bare transactions of the same rows",
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--referrals", type=int, default=1_000_000)
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", choices=["sqlite", "postgres"])
    chosen = parser.parse_args()
    for kind in [chosen.only] if chosen.only else ["sqlite", "postgres"]:
        with ExitStack() as stack:
            folder = Path(tempfile.mkdtemp(prefix="bench"))
            stack.callback(shutil.rmtree, folder, ignore_errors=True)
            club = new_club(folder / "club", stack.enter_context(postgres()) if kind == "postgres" else "")
            world = club.run(sys.executable, str(HERE / "fill.py"), "0", as_owner=True)
            sizes = [str(number) for number in (chosen.referrals, chosen.people, chosen.rounds)]
            found = json.loads(club.run(sys.executable, str(HERE / "referrals_inside.py"), *sizes, given=world))
            name = database(club.url).name
            for what, words in DETAILS.items():
                ours, bare = found[what]
                print(f"{name:<11} {words:<72} {ours / bare:8.1f}  {ours:.1f} ms; {bare:.1f} ms", flush=True)
            print(f"{name:<11} referrals; people; of this worker: {found['sizes']}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
