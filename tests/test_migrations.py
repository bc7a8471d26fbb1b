"""The tests make their tables from the models, in a second; an installation makes them by migrations. They are the same."""

import os
import re
import sqlite3
from contextlib import closing

import pytest
from django.conf import settings
from django.db import connections

from caunoi.devtools.test_databases import ON_POSTGRES
from tests.servers import done

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(ON_POSTGRES, reason="both are read from SQLite's own description of its tables"),
]
FIRST = ("--organisation", "Biển Xanh", "--handle", "lan", "--place", "22")
PARTS = re.compile(r', (?="|CONSTRAINT|UNIQUE)')


@pytest.mark.django_db
def test_the_same_tables(tmp_path):
    done(tmp_path / "real", "init", "--kind", os.environ["CAUNOI_KIND"], *FIRST)
    for alias in settings.DATABASES:
        name = {"default": "rows", "keystore": "keystore"}[alias]
        with closing(sqlite3.connect(tmp_path / "real" / f"{name}.sqlite3")) as real:
            tables = described(real.execute)
        assert len(tables) > 5 and tables == described(connections[alias].cursor().execute)


def described(execute) -> dict[tuple[str, str], list[str]]:
    """Columns, constraints, indexes and triggers by table, whatever their order."""
    listed = execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    return {
        (kind, name): sorted(PARTS.split(sql[sql.find("(") + 1 : -1])) if kind == "table" else [sql]
        for kind, name, sql in listed
        if name not in ("django_migrations", "sqlite_sequence")
    }
