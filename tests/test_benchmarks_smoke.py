"""The benchmarks still measure everything they name; how fast is not asked here."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MEASURES = (
    "/contacts/ ÷ SQL of its rows", "/people/ ÷ SQL of its rows", "/work/ ÷ SQL of its rows", "queries a request",
    "contact entry ÷ bare transactions", "contact entry p99 ÷ p50", "first view of /,", "first view of /work/,",
    "memory of the server", "names ÷ bare cryptography", "one value in the keeper ÷ bare cryptography",
)  # fmt: skip


@pytest.mark.long
@pytest.mark.skipif(os.environ.get("CAUNOI_KIND") == "hub", reason="what is measured is a club's work")
def test_the_benchmarks_measure_everything_on_both_databases():
    command = [sys.executable, str(ROOT / "benchmarks" / "run.py"), "--smoke"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=240)
    assert done.returncode == 0, done.stderr
    for database in ("SQLite", "PostgreSQL"):
        rows = [line.removeprefix(database).strip() for line in done.stdout.splitlines() if line.startswith(database)]
        for measure in MEASURES:
            row = next((row for row in rows if measure in row), "")
            assert re.search(r"\d", row.partition(measure)[2]), (
                f"{database}: {measure} printed no number\n{done.stdout}"
            )
        confirmed = next(row for row in rows if row.startswith("contacts confirmed"))
        said, found = re.findall(r"\d+", confirmed)
        assert said == found, "a contact that was confirmed is not there"


@pytest.mark.long
@pytest.mark.skipif(os.environ.get("CAUNOI_KIND") == "hub", reason="what is measured is a club's work")
def test_referrals_are_measured_on_both_databases():
    sizes = ["--referrals", "600", "--people", "60", "--rounds", "1"]
    command = [sys.executable, str(ROOT / "benchmarks" / "referrals.py"), *sizes]
    done = subprocess.run(command, capture_output=True, text=True, timeout=240)
    assert done.returncode == 0, done.stderr
    for database in ("SQLite", "PostgreSQL"):
        rows = [line for line in done.stdout.splitlines() if line.startswith(database)]
        assert sum(bool(re.search(r"\d+\.\d ms; \d+\.\d ms", row)) for row in rows) == 3, done.stdout


@pytest.mark.long
@pytest.mark.skipif(os.environ.get("CAUNOI_KIND") == "hub", reason="what is measured is a club's work")
def test_every_definition_is_measured_beside_a_pass_and_by_hand():
    command = [sys.executable, str(ROOT / "benchmarks" / "indicators.py"), "--people", "2000", "--rounds", "1"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=240)
    assert done.returncode == 0, done.stderr
    for measure in ("whole catalogue ÷ one pass", "the dearest definition ÷ its pass", "ours ÷ SQL by hand",
                    "open month ÷ full build of a year"):  # fmt: skip
        assert re.search(rf"{measure}.*: \d+\.\d+", done.stdout), f"{measure} printed no number\n{done.stdout}"


@pytest.mark.long
@pytest.mark.skipif(os.environ.get("CAUNOI_KIND") == "hub", reason="what is measured is a club's work")
def test_many_clubs_are_measured_on_both_databases():
    sizes = ["--contacts", "4000", "--clubs", "2", "--rounds", "1"]
    command = [sys.executable, str(ROOT / "benchmarks" / "clubs.py"), *sizes]
    done = subprocess.run(command, capture_output=True, text=True, timeout=240)
    assert done.returncode == 0, done.stderr
    for database in ("SQLite", "PostgreSQL"):
        rows = [line for line in done.stdout.splitlines() if line.startswith(database)]
        assert sum(bool(re.search(r"\d+\.\d ms; \d+\.\d ms", row)) for row in rows) == 5, done.stdout
