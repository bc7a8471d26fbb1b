"""How the tests choose kind of installation and database. Every test runs on the kinds that have its package, on both databases."""

import os

KIND = os.environ.setdefault("CAUNOI_KIND", "club")
CLUB_ONLY = ("people", "referrals", "outreach", "extracts", "releases", "workspace", "portal")
HUB_ONLY = ("published", "reports", "exchange")
collect_ignore = [f"src/caunoi/{package}" for package in (HUB_ONLY if KIND == "club" else CLUB_ONLY)]


def pytest_addoption(parser):
    parser.addoption("--postgres", action="store_true", help="run on a real PostgreSQL started for this run")
    parser.addoption("--long", action="store_true", help="also run the long tests")


def pytest_load_initial_conftests(early_config, parser, args):
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "caunoi.config.settings")


def pytest_configure(config):
    from hypothesis import settings

    # the same examples on every run, so that a red run means a change; the long run draws new ones
    settings.register_profile("fixed", derandomize=True, deadline=None)
    settings.register_profile("drawn", deadline=None, print_blob=True)
    settings.load_profile("drawn" if config.getoption("--long") else "fixed")
    config.addinivalue_line("markers", "long: generated worlds, attackers, servers; run by make test-all")


def pytest_collection_modifyitems(config, items):
    if not config.getoption("--long"):
        import pytest

        for item in items:
            if "long" in item.keywords:
                item.add_marker(pytest.mark.skip(reason="long test: make test-all"))


def pytest_sessionstart(session):
    """Tests with real transactions empty the tables afterwards; the record refuses that, as it must, and is left alone."""
    from django.db.backends.base.introspection import BaseDatabaseIntrospection

    names = BaseDatabaseIntrospection.django_table_names

    def all_but_the_record(self, *args, **kwargs):
        return [name for name in names(self, *args, **kwargs) if name != "audit_entry"]

    BaseDatabaseIntrospection.django_table_names = all_but_the_record
