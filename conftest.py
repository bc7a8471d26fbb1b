"""How the tests choose kind of installation and database. Every test runs on the kinds that have its package, on both databases."""

import inspect
import os

KIND = os.environ.setdefault("CAUNOI_KIND", "club")
CLUB_ONLY = (
    "notices",
    "people",
    "referrals",
    "outreach",
    "groups",
    "extracts",
    "releases",
    "workspace",
    "portal",
    "guardian",
)
RECORD = ("audit_entry", "audit_checkpoint")
HUB_ONLY = ("published", "reports", "exchange/tests")
"""Of `exchange` a club has the service API alone."""
collect_ignore = [f"src/caunoi/{package}" for package in (HUB_ONLY if KIND == "club" else CLUB_ONLY)]


def pytest_addoption(parser):
    parser.addoption("--postgres", action="store_true", help="run on a real PostgreSQL started for this run")
    parser.addoption("--long", action="store_true", help="also run the long tests")
    parser.addoption(
        "--rest",
        metavar="PATHS",
        help="leave out what `make test` has just run, which was all but these, separated by commas",
    )
    parser.addoption(
        "--rows-only", action="store_true", help="leave out what uses no database: it ran on the other one"
    )


def pytest_load_initial_conftests(early_config, parser, args):
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "caunoi.config.settings")


def pytest_configure(config):
    from hypothesis import HealthCheck, settings

    # the same examples on every run, so that a red run means a change: few in the short run, many in what follows it;
    # a long run by itself draws new ones
    # a busy machine draws slowly, and a fixture's rows may stay from example to example: neither is a fault
    patient = {
        "deadline": None, "suppress_health_check": [HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    }  # fmt: skip
    settings.register_profile("fixed", derandomize=True, max_examples=25, **patient)
    settings.register_profile("many", derandomize=True, max_examples=200, **patient)
    settings.register_profile("drawn", print_blob=True, max_examples=200, **patient)
    after = "drawn" if config.getoption("--rest") is None else "many"
    settings.load_profile(after if config.getoption("--long") else "fixed")
    config.addinivalue_line("markers", "long: generated worlds, attackers, servers; run by make test-all")


def pytest_runtest_setup(item):
    from django.utils import translation

    translation.deactivate()  # a page asked for in English leaves its language to the next test of the process


def pytest_collection_modifyitems(config, items):
    import pytest
    from django.conf import settings

    if config.getoption("--rows-only"):
        _keep(config, items, _uses_rows)
    if (left_out := config.getoption("--rest")) is not None:
        _keep(config, items, lambda item: _says_more(item, filter(None, left_out.split(","))))
    for item in items:
        if "long" in item.keywords and not config.getoption("--long"):
            item.add_marker(pytest.mark.skip(reason="long test: make test-all"))
        if _uses_rows(item):
            said = item.get_closest_marker("django_db")
            # rows and keys are two databases: a test that uses one may use both, without saying so each time
            words = {**(said.kwargs if said else {}), "databases": list(settings.DATABASES)}
            item.add_marker(pytest.mark.django_db(*(said.args if said else ()), **words), append=False)


def _keep(config, items, wanted):
    config.hook.pytest_deselected(items=[item for item in items if not wanted(item)])
    items[:] = filter(wanted, items)


def _says_more(item, left_out):
    """A long test, one that draws new examples, or one that the short run left out."""
    from hypothesis import is_hypothesis_test

    here = item.path.relative_to(item.config.rootpath)
    return (
        "long" in item.keywords or is_hypothesis_test(item.obj) or any(here.is_relative_to(path) for path in left_out)
    )


def _uses_rows(item):
    """By its marker, by a fixture, or by fixtures that it asks for by name while it runs."""
    named = {"db", "transactional_db"} & set(item.fixturenames) or "request" in inspect.signature(
        item.function
    ).parameters
    return bool(named or item.get_closest_marker("django_db"))


def pytest_sessionstart(session):
    """Tests with real transactions empty the tables afterwards. The record refuses that, as it must: for this moment
    alone its triggers are put aside."""
    from django.db.backends.base.operations import BaseDatabaseOperations

    flush = BaseDatabaseOperations.execute_sql_flush

    def flush_the_record_too(self, sql_list):
        if self.connection.alias != "default":
            return flush(self, sql_list)
        with self.connection.cursor() as cursor:
            put_back = _put_triggers_aside(cursor, self.connection.vendor)
        flush(self, sql_list)
        with self.connection.cursor() as cursor:
            for statement in put_back:
                cursor.execute(statement)

    BaseDatabaseOperations.execute_sql_flush = flush_the_record_too


def _put_triggers_aside(cursor, vendor):
    """Statements that put them back."""
    if vendor == "postgresql":
        for table in RECORD:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        return [f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in RECORD]
    cursor.execute(f"SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN {RECORD}")
    triggers = cursor.fetchall()
    for name, _sql in triggers:
        cursor.execute(f"DROP TRIGGER {name}")
    return [sql for _name, sql in triggers]
