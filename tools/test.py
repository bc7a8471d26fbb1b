"""Runs the tests as `make test` promises: each kind of installation, both databases, and a real browser.

Parts run beside each other, every one even if another failed; the exit code tells whether all passed. `make test` leaves out
what says the same twice, `make test-all` takes it in again (CONTRIBUTING, "Tests").
"""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass


def packages(*names: str) -> tuple[str, ...]:
    return tuple(f"src/caunoi/{name}" for name in names)


AT_ONCE = 2  # cores; more at once only make each other slower
ONE_BY_ONE = 1  # long parts spread over both cores themselves; more beside them would only run into their time limits
ALIKE = ("audit", "directory", "indicators", "lib", "look", "organisations", "places", "programme")
"""Packages that work on a hub as on a club."""
SCREENS = tuple(
    f"src/caunoi/{package}/tests/test_{name}.py"
    for package, names in {
        "access": ("fresh",),
        "audit": ("halves",),
        "directory": ("find_a_place_near", "find_help"),
        "notices": ("mail",),
        "outreach": ("areas", "contact_form", "sessions_and_fund", "several_at_once", "type_calendar"),
        "people": ("receipt",),
        "referrals": (
            "a_list_as_a_file", "days", "note_a_need", "one_tap", "pages", "paper_slips", "send_a_form_again",
            "what_became_of_needs",
        ),
        "releases": ("look_before_closing", "month_page", "read_definitions"),
    }.items()
    for name in names
)  # fmt: skip
"""Screens and counting: the actions below them are tried on both beside them."""
FILES = (
    "src/caunoi/directory/tests/test_take_a_spreadsheet.py",
    "src/caunoi/outreach/tests/test_databook_page.py",
    "src/caunoi/outreach/tests/test_import_databook.py",
    "src/caunoi/outreach/tests/test_real_workbooks.py",
    "src/caunoi/published/tests/test_enter_collected.py",
)
"""What it takes to read files is the same on both databases; rows come of it by actions that are tried on both."""
PLACES = ("src/caunoi/places",)
"""Loading the country's units and asking about them is the same on both databases; who uses them is tried on both."""
PAGES = packages("workspace", "portal", "guardian", "administration", "account")
"""Packages of pages: the rows they show come from queries and actions that are tried on both."""
EVERY_ADDRESS = (
    "tests/access/test_matrix.py",
    "tests/access/test_no_row_leaks.py",
    "tests/access/test_people_matrix.py",
)
"""Each page is tried on both databases beside its code, and the walls of PostgreSQL in tests/access/test_walls.py."""
SERVICE_API = ("src/caunoi/exchange/hsds",)
"""Its answers are read on SQLite; what it asks of the database is tried on both by the directory."""


@dataclass(frozen=True)
class Part:
    """One run of pytest on one kind of installation. What is left out says nothing that another part does not; what is
    deeper asks more of the same tests in a long run."""

    name: str
    kind: str
    words: tuple[str, ...]
    left_out: tuple[str, ...] = ()
    deeper: tuple[str, ...] = ()
    only_long: bool = False

    def command(self, *, long: bool, rest: bool) -> list[str]:
        left_out = [] if long else [f"--ignore={path}" for path in self.left_out]
        left_out += [f"--rest={','.join(self.left_out + self.deeper)}"] if rest and not self.only_long else []
        rows = ["--rows-only"] if "--postgres" in self.words else []
        spread = ["-n", "2", "--dist", "loadgroup" if self is BROWSER else "loadfile"] if long else []
        return [sys.executable, "-m", "pytest", *self.words, *left_out, *rows, *spread, *(["--long"] if long else [])]


ALL = ("src", "tests", "--ignore=tests/browser")
ON_POSTGRES = (*ALL, "--ignore=tests/architecture", "--postgres")
HUB_ON_POSTGRES = (*ON_POSTGRES, *(f"--ignore={path}" for path in packages(*ALIKE)))
BROWSER = Part("browser", "club", ("tests/browser",), deeper=("tests/browser",))
PARTS = [  # the longest first
    Part("club, PostgreSQL", "club", ON_POSTGRES, (*FILES, *SCREENS, *PLACES, *PAGES, *EVERY_ADDRESS, *SERVICE_API)),
    Part("club, SQLite, packages", "club", ("src",)),
    BROWSER,
    Part(
        "club, SQLite, across packages",
        "club",
        ("tests", "--ignore=tests/browser"),
        deeper=("tests/access/test_matrix.py",),
    ),
    Part("hub, SQLite", "hub", ALL, (*packages(*ALIKE, "account"), *SERVICE_API, "tests/architecture")),
    Part("hub, PostgreSQL", "hub", HUB_ON_POSTGRES, only_long=True),
]


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--long", action="store_true")
    parser.add_argument("--rest", action="store_true", help="of the long run, what the short one has not just said")
    parser.add_argument("--only", default="", help="a word of the part's name")
    chosen = parser.parse_args()
    began, long = time.monotonic(), chosen.long or chosen.rest
    parts = [part for part in PARTS if chosen.only in part.name and (long or not part.only_long)]
    failed = [name for name, passed in outcomes(parts, long=long, rest=chosen.rest) if not passed]
    print(f"\n{time.monotonic() - began:.0f} s; " + (f"failed: {', '.join(failed)}" if failed else "all parts passed"))
    return 1 if failed else 0


def outcomes(parts: list[Part], *, long: bool, rest: bool) -> Iterator[tuple[str, bool]]:
    """Say what each part said when it is over; whether it passed."""
    with ThreadPoolExecutor(ONE_BY_ONE if long else AT_ONCE) as pool:
        running = {pool.submit(run, part, long=long, rest=rest): part.name for part in parts}
        for over in as_completed(running):
            print(f"\n== {running[over]}\n{over.result().stdout}", flush=True)
            yield running[over], over.result().returncode == 0


def run(part: Part, *, long: bool, rest: bool) -> subprocess.CompletedProcess[str]:
    """In an environment that knows no other installation, and that may keep what Python compiled for the next process."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("CAUNOI_", "DJANGO_"))}
    kept.pop("PYTHONDONTWRITEBYTECODE", None)
    command, own = part.command(long=long, rest=rest), {**kept, "CAUNOI_KIND": part.kind}
    return subprocess.run(command, env=own, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


if __name__ == "__main__":
    sys.exit(main())
