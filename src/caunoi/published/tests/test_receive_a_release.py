"""A file is taken whole or not at all; what is refused is recorded and changes nothing."""

from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caunoi.access.policies import Refused
from caunoi.audit.models import Entry
from caunoi.lib.ids import uuid7
from caunoi.lib.periods import administrative_month
from caunoi.published import actions
from caunoi.published.models import AudienceTable, ExactCell, ReceivedRelease
from caunoi.published.refusals import FileRefused
from caunoi.published.tests.conftest import NOVEMBER, Sender, month_of

pytestmark = pytest.mark.django_db


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
    second = uuid7()
    send(sender.file(month, version=2, release=second))
    assert refused(send, sender.file(month, version=1)) == "older_version"
    assert refused(send, sender.file(month, version=2)) == "other_figures"
    assert refused(send, sender.file(month, version=3, release=second)) == "other_figures"
    assert send(sender.file(month, version=3, supersedes=second)).is_new


def test_figures_of_another_catalogue_are_refused(senders, send, monkeypatch):
    from caunoi.published import figures

    real = figures.exact_data
    monkeypatch.setattr(figures, "exact_data", lambda results: [{"indicator": "new", "cells": []}, *real(results)])
    assert refused(send, senders[0].file(month_of(12, 9, 30, 8))) == "unknown_figures"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
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
    good, bad = tmp_path / "so-lieu-2026-11-1.json", tmp_path / "other.json"
    good.write_bytes(senders[0].file(month_of(12, 9, 30, 8)))
    bad.write_bytes(b"something else")
    with pytest.raises(CommandError):
        call_command("release", "import", str(bad), str(good))
    assert ReceivedRelease.objects.count() == 1
    call_command("release", "import", str(good))
    assert "Đã nhận rồi, không đổi gì." in capsys.readouterr().out
    call_command("release", "show", "--format", "csv")
    assert "2026-11A,Sao Mai,22,1," in capsys.readouterr().out
    call_command("release", "publish", "2026-11A")
    with pytest.raises(CommandError):
        call_command("release", "publish", "2026-11A")
