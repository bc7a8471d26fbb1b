"""Every definition of the catalogue over a year of 1,000,000 people, 10,000,000 contacts and 2,000,000 referrals.

Beside one pass of DuckDB over the same columns, and beside SQL written by hand for the same numbers; all in turns, in
one process with the memory limit that the engine always has. Facts go straight into Parquet: nobody in them exists.

.venv/bin/python benchmarks/indicators.py [--people N] [--rounds N]
"""

from __future__ import annotations

import argparse
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import duckdb

from caunoi.extracts.canonical import pack
from caunoi.indicators.catalogue import COUNTED
from caunoi.indicators.engines import with_duckdb
from caunoi.indicators.engines.expressions import sql
from caunoi.indicators.facts import ROWS_OF, TABLES
from caunoi.indicators.model import Indicator, Median
from caunoi.lib.periods import Period, from_key, months_in

YEAR = from_key("2026-Y1C")
LARGE = 0.05
"""Seconds of a pass from which on a ratio speaks of the counting; below, of the 10 to 20 ms in which SQL is built."""
SMALL_MONTH = 20_000
"""Contacts of a month where Python itself packs them: a large club, not a country."""
CARD = "md5((i % {people})::VARCHAR)"
ON = "DATE '2026-01-01' + (hash(i * {salt}) % 365)::INTEGER"
CLUB = "'club' || (i % 300)"
GROUP = "['legal','psychological','health','health','education','work','loan','welfare'][1 + (hash(i) % 8)::INTEGER]"
CODE = "['LEG-ADV','PSY','SRH','STI','EDU','VOC','LOAN-MF','BHYT'][1 + (hash(i) % 8)::INTEGER]"
STATE = "['draft','consented','sent','accepted','attended','served','confirmed','no_show'][1 + (i % 8)::INTEGER]"
SETTING = "['street','venue','home','club','phone','online'][1 + (hash(i) % 6)::INTEGER]"
BAND = "['2000','1990','1980','1979'][1 + (hash(i % {people}) % 4)::INTEGER]"
TOPIC = "['health','rights','violence','work','papers'][1 + (hash(i) % 5)::INTEGER]"
KIND = "['condom','lubricant','leaflet','needle'][1 + (hash(i) % 4)::INTEGER]"
PER_PERSON = {"contacts": 10, "contact_topics": 15, "commodities": 8, "needs": 2, "referral_steps": 16, "need_outcomes": 2,
              "first_services": 1}  # fmt: skip
SPARSE = {"session_visits": 2, "meeting_visits": 2, "memberships": 3}
"""Rows for each ten people; of every other table, one for each two hundred."""
COLUMNS = {
    "on": ON, "contact": "md5(i::VARCHAR)", "need": "md5((i % (2 * {people}))::VARCHAR || 'n')", "organisation": CLUB,
    "referral": "md5((i // 8)::VARCHAR || 'r')", "deployment": CLUB, "precision": "'day'", "commune": "(i % 3321)::VARCHAR",
    "setting": SETTING, "pseudonym": CARD, "people": "1", "age_band": BAND, "signposted": "(i % 9 = 0)::INTEGER",
    "package": "i % 3 > 0", "unit": "(i % 3321)::VARCHAR || '@2025-07-01'", "topic": TOPIC, "kind": KIND,
    "quantity": "(i % 30)::INTEGER", "code": CODE, "group": GROUP, "beneficiary": "'self'", "status": "'open'",
    "met_on": "NULL::DATE", "sensitive_code": "hash(i) % 40 = 0", "event": "'step'", "state": STATE, "source": "'stub'",
    "reason": "NULL::VARCHAR", "noted_on": ON, "days_to_met": "(hash(i) % 90)::INTEGER", "days": "(hash(i) % 90)::INTEGER",
    "wait": "['week','month','quarter','longer'][1 + (hash(i) % 4)::INTEGER]", 
    "layer": "['core','network','regular'][1 + (i % 3)::INTEGER]",
    "meeting_kind": "['meeting','talk','training'][1 + (i % 3)::INTEGER]", "attended": "(5 + i % 30)::INTEGER",
    "entry": "['in','help'][1 + (i % 2)::INTEGER]", "amount": "(i % 500) * 1000", "movement": "'received'",
    "left": "(i % 900)::INTEGER", "missing": "0", "days_out": "(i % 4)::INTEGER", "in_charge": "(10 + i % 60)::INTEGER",
    "name": "'unit'", "on_day": "(i % 3321)::VARCHAR || '@2025-07-01'",
}  # fmt: skip
PLAIN = {"text": "md5(i::VARCHAR)", "number": "1", "day": ON, "yes_no": "false"}
"""A column of which nothing is said above."""
BY_HAND = {
    "contacts": 'SELECT setting, sum(people) FROM contacts WHERE "on" BETWEEN $1 AND $2 GROUP BY 1',
    "contacts_anonymous": 'SELECT sum(people) FROM contacts WHERE "on" BETWEEN $1 AND $2 AND pseudonym IS NULL',
    "people_reached": """SELECT split_part(last, ' ', 2), count(*) FROM (SELECT max("on"::VARCHAR || ' ' || age_band) AS last
        FROM contacts WHERE "on" BETWEEN $1 AND $2 AND pseudonym IS NOT NULL GROUP BY pseudonym) GROUP BY 1""",
    "people_with_package": """SELECT count(DISTINCT pseudonym) FROM contacts
        WHERE "on" BETWEEN $1 AND $2 AND package""",
    "topics": 'SELECT topic, count(*) FROM contact_topics WHERE "on" BETWEEN $1 AND $2 GROUP BY 1',
    "commodities": 'SELECT kind, sum(quantity) FROM commodities WHERE "on" BETWEEN $1 AND $2 GROUP BY 1',
    "needs": """SELECT CASE WHEN sensitive_code THEN CASE "group" WHEN 'health' THEN 'hiv' WHEN 'psychological' THEN 'violence'
        ELSE "group" || '/sensitive' END ELSE "group" END, count(*) FROM needs WHERE "on" BETWEEN $1 AND $2 GROUP BY 1""",
    "people_with_need": 'SELECT count(DISTINCT pseudonym) FROM needs WHERE "on" BETWEEN $1 AND $2',
    "people_served": """SELECT count(DISTINCT pseudonym) FROM referral_steps
        WHERE "on" BETWEEN $1 AND $2 AND state = 'served' AND need IS NOT NULL""",
    "referrals_served": """SELECT split_part(last, ' ', 2), count(*) FROM (SELECT max("on"::VARCHAR || ' ' ||
        CASE WHEN sensitive_code THEN CASE "group" WHEN 'health' THEN 'hiv' WHEN 'psychological' THEN 'violence'
        ELSE "group" || '/sensitive' END ELSE "group" END) AS last FROM referral_steps
        WHERE "on" BETWEEN $1 AND $2 AND state = 'served' GROUP BY referral) GROUP BY 1""",
    "needs_met_in_30_days": 'SELECT count(*) FROM need_outcomes WHERE "on" BETWEEN $1 AND $2 AND days_to_met <= 30',
    "first_services": 'SELECT wait, count(*) FROM first_services WHERE "on" BETWEEN $1 AND $2 GROUP BY 1',
    "median_days_to_first_service": 'SELECT median(days), count(days) FROM first_services WHERE "on" BETWEEN $1 AND $2',
}  # fmt: skip
"""Every shape that a definition has: sums, rows, distinct people, the last cell of each, flags, a median."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="bench"))
    try:
        rows = _fill(folder, chosen.people)
        print(
            f"{chosen.people:,} people, {sum(rows.values()):,} rows in {len(rows)} tables, {_size(folder):,.0f} MiB",
            flush=True,
        )
        with _open(folder) as facts:
            _catalogue(facts, chosen.rounds)
        _refresh(folder, chosen.people, chosen.rounds)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return 0


def _catalogue(facts: duckdb.DuckDBPyConnection, rounds: int) -> None:
    over_pass, ours_of_hand, by_hand, sums, building = [], 0.0, 0.0, [0.0, 0.0], 0.0
    print(f"{'definition':32} {'ours':>8} {'one pass':>9} {'÷ pass':>7} {'by hand':>8} {'÷ hand':>7}")
    for definition in COUNTED:
        hand = BY_HAND.get(definition.code)
        if hand:
            _compare(facts, definition, hand)
        ways = [lambda d=definition: _ours(facts, d, YEAR), lambda d=definition: _pass(facts, d)]
        if hand:
            ways.append(lambda text=hand: facts.execute(text, [YEAR.start, YEAR.end]).fetchall())
        ours, floor, *of_hand = _in_turns(ways, rounds)
        building += _in_turns([lambda d=definition: sql(d, YEAR)], rounds)[0]
        if floor >= LARGE:
            over_pass.append((ours / floor, definition.code))
        sums = [sums[0] + ours, sums[1] + floor]
        said = f"{definition.code:32} {ours:7.3f}s {floor:8.3f}s {ours / floor:7.2f}"
        if of_hand:
            ours_of_hand, by_hand = ours_of_hand + ours, by_hand + of_hand[0]
            said += f" {of_hand[0]:7.3f}s {ours / of_hand[0]:7.2f}"
        print(said, flush=True)
    worst, code = max(over_pass, default=(0.0, "none is large enough"))
    print(f"whole catalogue ÷ one pass: {sums[0] / sums[1]:.2f} ({sums[0]:.1f} s; {sums[1]:.1f} s)")
    kept = sum(each <= 4 for each, _code in over_pass)
    print(
        f"the dearest definition ÷ its pass: {worst:.2f} ({code}); within 4 ×: {kept} of {len(over_pass)} whose pass takes 50 ms"
    )
    print(f"of ours, building the SQL of {len(COUNTED)} definitions: {building:.1f} s")
    print(
        f"ours ÷ SQL by hand, {len(BY_HAND)} definitions: {ours_of_hand / by_hand:.2f} ({ours_of_hand:.1f} s; {by_hand:.1f} s)"
    )
    print(
        f"memory limit of the engine: {with_duckdb.LIMITS['memory_limit']}, kept; most memory of the process: {_most_memory():.0f} MiB"
    )


def _refresh(folder: Path, people: int, rounds: int) -> None:
    """Months as canonical bytes: all of a year, and the open one alone."""
    months = months_in(YEAR)
    size = min(SMALL_MONTH, people)
    with _open(folder) as facts:
        held = {month.key: _contacts(facts, month, size) for month in months}
    full, one = _in_turns([
        lambda: [pack({"contacts": held[month.key]}) for month in months],
        lambda: pack({"contacts": held[months[-1].key]}),
    ], rounds)  # fmt: skip
    print(
        f"open month ÷ full build of a year, {size:,} contacts a month: {one / full:.3f} ({one * 1000:.0f} ms; {full * 1000:.0f} ms)"
    )


def _contacts(facts: duckdb.DuckDBPyConnection, month: Period, size: int) -> list[object]:
    columns = ", ".join(f'"{column}"' for column in TABLES["contacts"])
    question = f'SELECT {columns} FROM contacts WHERE "on" BETWEEN $1 AND $2 LIMIT {size}'
    return [ROWS_OF["contacts"](*row) for row in facts.execute(question, [month.start, month.end]).fetchall()]


def _ours(facts: duckdb.DuckDBPyConnection, definition: Indicator | Median, period: Period) -> object:
    if isinstance(definition, Median):
        return with_duckdb.middle(facts, definition, period)
    return with_duckdb.evaluate(facts, definition, period)


def _pass(facts: duckdb.DuckDBPyConnection, definition: Indicator | Median) -> object:
    """Every value of the columns that the definition reads is looked at once, and nothing else is done."""
    looks = ", ".join(f'bit_xor(hash("{column}"))' for column in sorted(definition.columns()))
    return facts.execute(f"SELECT {looks} FROM {definition.fact}").fetchall()


def _compare(facts: duckdb.DuckDBPyConnection, definition: Indicator | Median, hand: str) -> None:
    """A ratio of unlike numbers would say nothing."""
    found = facts.execute(hand, [YEAR.start, YEAR.end]).fetchall()
    ours = _ours(facts, definition, YEAR)
    if isinstance(definition, Median):
        assert found == [(ours.value, ours.of)], definition.code
    else:
        expected = {key: number for key, number in ours.cells.items() if number}
        assert {tuple(key): number for *key, number in found if number} == expected, definition.code


def _in_turns(ways: list[Callable[[], object]], rounds: int) -> list[float]:
    took: list[list[float]] = [[] for _way in ways]
    for _round in range(rounds):
        for number, way in enumerate(ways):
            start = time.perf_counter()
            way()
            took[number].append(time.perf_counter() - start)
    return [median(each) for each in took]


def _open(folder: Path) -> duckdb.DuckDBPyConnection:
    """As the engine opens it, over files instead of columns in memory."""
    facts = duckdb.connect(":memory:", config=dict(with_duckdb.LIMITS))
    for table in TABLES:
        facts.execute(f"CREATE VIEW {table} AS SELECT * FROM read_parquet('{folder / table}.parquet')")
    return facts


def _fill(folder: Path, people: int) -> dict[str, int]:
    sizes = {}
    with duckdb.connect(":memory:") as making:
        for table in TABLES:
            sizes[table] = _rows_of(table, people)
            columns = ", ".join(_column(table, column, people) for column in TABLES[table])
            making.execute(
                f"COPY (SELECT {columns} FROM range({sizes[table]}) numbers(i)) TO '{folder / table}.parquet' (COMPRESSION zstd)"
            )
    return sizes


def _rows_of(table: str, people: int) -> int:
    if table == "units":
        return 3321
    return PER_PERSON.get(table, 0) * people or SPARSE.get(table, 0) * people // 10 or people // 200 + 1


def _column(table: str, column: str, people: int) -> str:
    text = COLUMNS.get(column, PLAIN[TABLES[table][column]]).format(people=people, salt=len(table))
    if column == "pseudonym" and table in ("contacts", "session_visits"):  # every fifth has no card
        text = f"CASE WHEN i % 5 > 0 THEN {text} END"
    kind = with_duckdb.ARROW[TABLES[table][column]]
    sql = {"string": "VARCHAR", "int64": "BIGINT", "date32[day]": "DATE", "bool": "BOOLEAN"}[str(kind)]
    return f'({text})::{sql} AS "{column}"'


def _size(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.iterdir()) / 2**20


def _most_memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main())
