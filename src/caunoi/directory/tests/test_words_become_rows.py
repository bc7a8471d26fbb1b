"""What stood as words beside a service before its tables existed is there afterwards, under the same id."""

import os
import sqlite3
import subprocess
import sys
import uuid

import pytest

SERVICE, PROVIDER, PLACE = (uuid.UUID(int=number) for number in (1, 2, 3))
ROWS = (
    ("places_place", {
        "id": PLACE.bytes, "code": "06685", "kind": "ward", "name": "Phường Hồng Gai", "decree": "", "folded": "x",
        "sort_key": "x",
    }),
    ("organisations_organisation", {
        "id": PROVIDER.bytes, "kind": "provider", "name": "Phòng khám Bình An", "folded": "x", "sort_key": "x",
    }),
    ("directory_service", {
        "id": SERVICE.bytes, "provider_id": PROVIDER.bytes, "code": "SRH", "name": "Khám", "description": "", "cost": "free",
        "place_id": PLACE.bytes, "address": "Số 5", "phone": "0203", "hours": "Thứ 2–6", "papers": "căn cước",
        "residents_only": 1, "is_active": 1, "folded": "kham", "sort_key": "x",
    }),
)  # fmt: skip
ASKED = """
    SELECT s.id, s.needs_papers, s.needs_residence, s.folded, l.address, l.place_id, p.number, h.description,
           (SELECT group_concat(code) FROM (SELECT code FROM directory_gate g WHERE g.service_id = s.id ORDER BY code))
    FROM directory_service s JOIN directory_serviceatlocation a ON a.service_id = s.id
    JOIN directory_location l ON l.id = a.location_id JOIN directory_phone p ON p.service_id = s.id
    JOIN directory_schedule h ON h.service_id = s.id"""


@pytest.mark.long
def test_words_become_rows(tmp_path):
    file = tmp_path / "rows.sqlite3"
    _migrate(file, "directory", "0002")
    _migrate(file, "organisations", "0001")
    with sqlite3.connect(file) as rows:
        for table, row in ROWS:
            marks = ", ".join("?" * len(row))
            rows.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", list(row.values()))
    _migrate(file, "directory")
    with sqlite3.connect(file) as rows:
        assert rows.execute(ASKED).fetchall() == [
            (SERVICE.bytes, 1, 1, "kham phong kham binh an phuong hong gai", "Số 5", PLACE.bytes, "0203", "Thứ 2–6",
             "PAPER,RES-PROVINCE")
        ]  # fmt: skip


def _migrate(file, *words):
    environment = {**os.environ, "CAUNOI_DATABASE_URL": f"sqlite:///{file}", "CAUNOI_KIND": "hub"}
    command = [sys.executable, "-m", "django", "migrate", *words, "-v", "0"]
    subprocess.run(command, check=True, env=environment, timeout=120)
