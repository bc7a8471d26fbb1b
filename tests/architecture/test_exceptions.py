"""The list of exceptions says why and since when, and only shrinks."""

import re
from datetime import date
from pathlib import Path

import pytest

from tests.architecture import source
from tests.architecture.source import exceptions_file, hold


def test_each_exception_is_explained():
    for entry in exceptions_file()["exception"]:
        assert set(entry) == {"rule", "where", "reason", "since"}, entry
        assert isinstance(entry["since"], date) and len(entry["reason"].split()) >= 5, f"a date and a sentence: {entry}"


def test_the_list_only_shrinks():
    most, now = exceptions_file()["at_most"], len(exceptions_file()["exception"])
    assert now <= most, f"{now} exceptions, at most {most}: mend the code instead"
    assert now == most, f"{now} exceptions are left: lower at_most to {now}"


def test_each_exception_is_of_a_rule_that_is_checked():
    checks = "".join(path.read_text("utf-8") for path in Path(__file__).parent.glob("test_*.py"))
    rules = set(re.findall(r'hold\(\s*"([a-z_]+)"', checks))
    assert not {entry["rule"] for entry in exceptions_file()["exception"]} - rules


def test_what_is_new_or_stale_is_seen(monkeypatch):
    monkeypatch.setattr(source, "exceptions", lambda rule: frozenset({"old.py"}))
    hold("any", {"old.py": "long"}, "mend")
    with pytest.raises(AssertionError, match="new.py: long"):
        hold("any", {"old.py": "long", "new.py": "long"}, "mend")
    with pytest.raises(AssertionError, match="no longer needed"):
        hold("any", {}, "mend")
    hold("any", {}, "mend", within=("other.",))
