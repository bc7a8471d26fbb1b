"""Random worlds of facts: every table, every column by its kind, with gaps, repeats and days on both sides of a border."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from caunoi.indicators.facts import ROWS_OF, TABLES, UNITS, Fact
from caunoi.indicators.model import RESIDUAL

GROUPS = ("legal", "psychological", "violence", "health", "hiv", "work", "health/sensitive", "other")
WORDS = {
    "pseudonym": (None, "lan", "hoa", "mai", "cúc", "đào"),
    "referral": ("r1", "r2", "r3", "r4"),
    "need": ("n1", "n2", "n3"),
    "deployment": (None, "d1", "d2"),
    "group": GROUPS,
    "state": ("draft", "sent", "accepted", "served", "confirmed", "declined", "detained", "lost_contact", "cancelled"),
    "reason": (None, "", "cost", "fear", "missing_papers"),
    "kind": ("condom", "leaflet", "Bao cao su"),
    "age_band": (None, "", "2000", "1990", "1979", RESIDUAL),
    "setting": ("street", "home", "", "Nhà trọ"),
    "wait": ("week", "month", "quarter", "longer"),
    "unit": ("u1", "u2", "u3", "ú"),
    "on_day": ("u3", "u4", "u1/unallocated"),
    "layer": ("core", "network", "regular", "other"),
    "meeting_kind": ("meeting", "talk", "training"),
    "movement": ("received", "handed", "lost"),
    "entry": ("in", "help"),
}
GAPS = {"pseudonym", "deployment", "reason", "age_band", "need", "days_to_met", "met_on", "commune", "sensitive_code"}
DAYS = st.dates(date(2026, 9, 10), date(2026, 12, 20)) | st.sampled_from([date(2026, 10, 15), date(2026, 11, 14)])


def _column(name: str, kind: str) -> st.SearchStrategy[object]:
    if kind == "day":
        return DAYS if name == "on" else st.none() | DAYS
    if kind == "number":
        return (st.none() if name in GAPS else st.nothing()) | st.integers(0, 60)
    if kind == "yes_no":
        return st.booleans()
    words = st.sampled_from(WORDS.get(name, ("a", "b", "ắ")))
    return st.none() | words if name in GAPS else words


def _row(table: str) -> st.SearchStrategy[Fact]:
    return st.builds(ROWS_OF[table], **{column: _column(column, kind) for column, kind in TABLES[table].items()})


def _rows(table: str) -> st.SearchStrategy[list[Fact]]:
    if table == UNITS:  # a unit becomes one thing
        return st.lists(_row(table), max_size=4, unique_by=lambda row: row.unit)
    return st.lists(_row(table), max_size=14)


worlds = st.fixed_dictionaries({table: _rows(table) for table in TABLES})
