"""A file is taken whole or not at all; what is refused is recorded and changes nothing."""

from dataclasses import fields
from datetime import UTC, datetime, timedelta, timezone
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from django.apps import apps
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from caunoi.access.policies import Refused
from caunoi.audit.models import Entry
from caunoi.lib.ids import uuid7
from caunoi.lib.periods import administrative_month
from caunoi.published import actions
from caunoi.published.envelope import Header
from caunoi.published.models import AudienceTable, ExactCell, ReceivedRelease
from caunoi.published.refusals import FileRefused
from caunoi.published.tests.conftest import NOVEMBER, Sender, month_of

pytestmark = pytest.mark.django_db
plain = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
anything = plain | st.lists(plain, max_size=2) | st.dictionaries(st.text(), plain, max_size=2)


def refused(send, data):
    before = ReceivedRelease.objects.count(), ExactCell.objects.count(), AudienceTable.objects.count()
    with pytest.raises(FileRefused) as problem:
        send(data)
    assert (ReceivedRelease.objects.count(), ExactCell.objects.count(), AudienceTable.objects.count()) == before
    last = Entry.objects.order_by("-seq").first()
    assert (last.action, last.outcome) == ("receive_release", "refused")
    assert problem.value.code.encode() in bytes(last.canonical) and len(str(problem.value)) > 40
    return problem.value.code


def test_a_file_is_taken_once(senders, send):
    data = senders[0].file(month_of(12, 9, 30, 8))
    first, second = send(data), send(data)
    assert first.is_new and not second.is_new and first.release == second.release
    assert ReceivedRelease.objects.count() == 1
    assert sum(ExactCell.objects.filter(indicator="people_reached").values_list("count", flat=True)) == 59


def test_a_clubs_own_table_is_checked_and_not_kept(senders, send):
    """Beside the hub's tables it would say more than was tried together. Whoever holds the file reads it there only."""
    data = senders[0].file({"contacts": {"street": 73519264}})
    assert b"73519264" in data and send(data).is_new
    found = {
        model.__name__
        for model in apps.get_app_config("published").get_models()
        if any("73519264" in str(row) for row in model._base_manager.values())
    }
    assert found == {"ExactCell"}


def test_foreign_files_are_refused(senders, send):
    known, month = senders[0], month_of(12, 9, 30, 8)
    assert refused(send, Sender("Lạ").file(month)) == "unknown_signer"
    assert refused(send, known.file(month, signing=Ed25519PrivateKey.generate())) == "altered"
    assert refused(send, known.file(month, hub=uuid4())) == "for_another_hub"
    assert refused(send, known.file(month, key=X25519PrivateKey.generate().public_key())) == "altered"
    assert refused(send, known.file(month, deployment=senders[1].deployment)) == "not_its_own"
    assert refused(
        send, known.file(month, deployment=senders[1].deployment, organisation=senders[1].organisation)
    ) == "not_its_own"  # fmt: skip


def test_months_that_do_not_fit_are_refused(senders, send):
    sender, month, december = senders[0], month_of(12, 9, 30, 8), administrative_month(2026, 12)
    assert refused(send, sender.file(month, starts=december.start)) == "wrong_period"
    assert refused(send, sender.file(month, period="2026-11C")) == "wrong_period"
    assert refused(send, sender.file(month, period="x")) == "wrong_period"
    later = {"period": december.key, "starts": december.start, "ends": december.end}
    assert refused(send, sender.file(month, **later)) == "wrong_period"
    before = administrative_month(2024, 11)
    assert refused(send, sender.file(month, period=before.key, starts=before.start, ends=before.end)) == "wrong_period"


def test_older_and_rival_versions_are_refused(senders, send):
    sender, month = senders[0], month_of(12, 9, 30, 8)
    first, second = uuid7(), uuid7()
    send(sender.file(month, release=first))
    send(sender.file(month, version=2, release=second, supersedes=first))
    assert refused(send, sender.file(month, version=1)) == "older_version"
    assert refused(send, sender.file(month, version=2)) == "other_figures"
    assert refused(send, sender.file(month, version=3, release=second)) == "other_figures"
    assert send(sender.file(month, version=3, supersedes=second)).is_new


def test_versions_come_one_after_the_other(senders, send):
    """What was said in a version that nobody here has seen could not be shown to have changed."""
    sender, month = senders[0], month_of(12, 9, 30, 8)
    first = uuid7()
    assert refused(send, sender.file(month, version=30)) == "missing_versions"
    assert refused(send, sender.file(month, supersedes=uuid7())) == "missing_versions"
    send(sender.file(month, release=first))
    assert refused(send, sender.file(month, version=2)) == "missing_versions"
    assert refused(send, sender.file(month, version=2, supersedes=uuid7())) == "missing_versions"
    assert refused(send, sender.file(month, version=3, supersedes=first)) == "missing_versions"
    assert send(sender.file(month, version=2, supersedes=first)).is_new


@pytest.mark.parametrize("closed_at", [
    datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14))), datetime(9999, 12, 31, 23, tzinfo=timezone(-timedelta(hours=12))),
    datetime(2013, 12, 31, tzinfo=UTC), datetime(2026, 11, 23, 2, 0, 1, tzinfo=UTC),
])  # fmt: skip
def test_a_clock_that_cannot_be_right_is_refused(senders, send, closed_at):
    """Received on 22/11/2026 at 02:00 UTC; a clock may be a day fast."""
    assert refused(send, senders[0].file(month_of(12, 9, 30, 8), closed_at=closed_at)) == "wrong_clock"


@given(field=st.sampled_from([one.name for one in fields(Header)]), value=anything)
def test_whatever_stands_in_a_header_it_is_answered_with_a_refusal(senders, send, field, value):
    """Validly signed by a known club and bound to its figures: the header alone is odd."""
    if value != getattr(Header, field, None) and not (field == "supersedes" and value is None):
        refused(send, senders[0].file(month_of(12, 9, 30, 8), **{field: value}))


def with_key(monkeypatch, key):
    from caunoi.published import figures

    odd = [{"indicator": "contacts", "cells": [{"key": key, "count": 9}]}]
    monkeypatch.setattr(figures, "exact_data", lambda results: odd)


@pytest.mark.parametrize("key", [
    ["Nguyễn Thị Hoa 0912345678"], ["=HYPERLINK(1)"], ["street|home"], ["Street"], ["health"], ["street/sensitive"], [""],
    "s", [], ["street", "street"], [["street"]], [1], None,
])  # fmt: skip
def test_a_row_is_named_by_the_catalogue_and_by_nobody_else(senders, send, monkeypatch, key):
    with_key(monkeypatch, key)
    assert refused(send, senders[0].file({})) == "unknown_figures"


@pytest.mark.parametrize("key", [["street"], ["unknown"]])
def test_a_known_row_and_the_residual_are_taken(senders, send, monkeypatch, key):
    with_key(monkeypatch, key)
    assert send(senders[0].file({})).is_new


@pytest.mark.parametrize("change", [
    {"note": "Nguyễn Thị Hoa"}, {"unit": "=1"}, {"rung": "Hoa"}, {"footnotes": ["Hoa"]}, {"footnotes": {"rounded": "Hoa"}},
    {"rows": [{"key": ["Hoa"], "shown": 9, "rounded": False, "sensitivity": "plain"}]}, {"total": {"key": ["Hoa"]}},
    {"rows": [{"key": ["street"], "shown": "Hoa", "rounded": False, "sensitivity": "plain"}]}, {"dimensions": ["Hoa"]},
    {"rows": [{"key": [1], "shown": 9, "rounded": False, "sensitivity": "plain"}]}, {"rows": {}}, {"indicator": "Hoa"},
    {"rows": [{"key": {"street": "Hoa"}, "shown": 9, "rounded": False, "sensitivity": "plain"}]},
])  # fmt: skip
def test_what_others_may_read_holds_no_word_of_somebodys_own(senders, send, monkeypatch, change):
    from caunoi.published import figures

    real = figures.controlled_data
    assert send(senders[0].file({"contacts": {"street": 9}, "needs": {"health": 9}})).is_new
    monkeypatch.setattr(figures, "controlled_data", lambda code, table: real(code, table) | change)
    assert refused(send, senders[1].file({"contacts": {"street": 9}})) == "unknown_figures"


def test_figures_of_another_catalogue_are_refused(senders, send, monkeypatch):
    from caunoi.published import figures

    real = figures.exact_data
    monkeypatch.setattr(figures, "exact_data", lambda results: [{"indicator": "new", "cells": []}, *real(results)])
    assert refused(send, senders[0].file(month_of(12, 9, 30, 8))) == "unknown_figures"


@given(where=st.floats(0, 1), change=st.integers(1, 255))
def test_an_altered_byte_leaves_nothing_half_saved(senders, send, where, change):
    data = senders[0].file(month_of(12, 9, 30, 8))
    at = min(int(where * len(data)), len(data) - 1)
    refused(send, data[:at] + bytes([data[at] ^ change]) + data[at + 1 :])


@pytest.mark.parametrize("who", ["authority", "national", "donor", "hub_admin"])
def test_only_the_programme_receives(request, who, acting, now, senders):
    by = acting(request.getfixturevalue(who))
    with pytest.raises(Refused):
        actions.receive(by=by, at=now, data=senders[0].file(month_of(12, 9, 30, 8)))
    with pytest.raises(Refused):
        actions.publish_period(by=by, at=now, period=NOVEMBER)


def test_the_command_line_takes_what_it_can(senders, tmp_path, capsys):
    good, bad, odd = (tmp_path / name for name in ("so-lieu-2026-11-1.json", "other.json", "odd.json"))
    good.write_bytes(senders[0].file(month_of(12, 9, 30, 8)))
    bad.write_bytes(b"something else")
    odd.write_bytes(senders[1].file(month_of(12, 9, 30, 8), installation=1))
    with pytest.raises(CommandError):
        call_command("release", "import", str(bad), str(odd), str(good))
    assert ReceivedRelease.objects.count() == 1
    call_command("release", "import", str(good))
    assert "Đã nhận rồi, không đổi gì." in capsys.readouterr().out
    call_command("release", "show", "--format", "csv")
    assert "2026-11A,Sao Mai,22,1," in capsys.readouterr().out
    call_command("release", "publish", "2026-11A")
    with pytest.raises(CommandError):
        call_command("release", "publish", "2026-11A")
