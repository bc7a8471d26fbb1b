"""The sealed file: made at the second signature, opened by its hub alone, readable to others in its controlled part."""

import json
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from caunoi.access.actions import CannotDo
from caunoi.audit.models import Entry
from caunoi.lib.actor import COMMAND
from caunoi.published import cards, envelope
from caunoi.releases import actions
from caunoi.releases.tests.conftest import Office

pytestmark = pytest.mark.django_db


def test_the_hub_opens_what_the_club_closed(released, known_office, signers, lead, acting, now):
    data, name = actions.take(by=acting(lead), at=now, release=released)
    opened = envelope.open_file(data, hub=known_office.id, opening=known_office.opening, signers=signers)
    assert name == "so-lieu-2026-11-1.json"
    assert (opened.exact, opened.controlled) == (released.exact, released.controlled)
    assert (opened.header.release, opened.header.period) == (released.pk, "2026-11A")
    assert Entry.objects.filter(action="take_release", subject=released.pk).count() == 1


def test_the_readable_part_holds_no_exact_number(released):
    content = json.loads(bytes(released.file))
    assert set(content) == {"format", "header", "controlled", "sealed", "signature"}
    assert content["controlled"] == released.controlled and "exact" not in content


def test_taking_again_gives_the_same_file(released, lead, acting, now):
    first, _name = actions.take(by=acting(lead), at=now, release=released)
    assert actions.take(by=COMMAND, at=now, release=released)[0] == first


def test_a_month_waits_for_its_second_signature(closed, known_office, lead, acting, now):
    with pytest.raises(CannotDo):
        actions.take(by=acting(lead), at=now, release=closed)


def test_without_a_known_office_nothing_is_lost(closed, deputy, lead, office, acting, now):
    release = actions.sign_release(by=acting(deputy), at=now, release=closed)
    with pytest.raises(CannotDo):
        actions.take(by=acting(lead), at=now, release=release)
    actions.trust_hub(by=COMMAND, at=now, card=office.card)
    assert actions.take(by=acting(lead), at=now, release=release)[0]


def test_an_office_whose_keys_changed_is_not_trusted(known_office, now):
    other = Office()
    other.id = known_office.id
    with pytest.raises(CannotDo):
        actions.trust_hub(by=COMMAND, at=now, card=other.card)


def test_cards_and_files_by_the_command_line(released, office, tmp_path, capsys):
    call_command("release", "card", "--out", str(tmp_path / "card.json"))
    card = cards.read((tmp_path / "card.json").read_bytes())
    assert [one["id"] for one in card.deployments] == [str(released.deployment_id)]
    assert card.fingerprint in capsys.readouterr().out
    call_command("release", "export", "--out", str(tmp_path / "out"), "--period", "2026-11A")
    checkpoint, figures = sorted((tmp_path / "out").iterdir())
    assert figures.name == "so-lieu-2026-11-1.json" and checkpoint.name.endswith(".checkpoint.txt")
    call_command("audit", "verify", "--checkpoint", str(checkpoint))
    capsys.readouterr()
    with pytest.raises(CommandError):
        call_command("release", "export", "--out", str(tmp_path / "out"), "--period", "2026-10A")
    call_command("release", "show", "--format", "json")
    shown = json.loads(capsys.readouterr().out)
    assert {"2026-11A": "released"}.items() <= {month["period"]: month["state"] for month in shown}.items()


def test_a_closing_that_nobody_signed_leaves_no_gap(closed, known_office, second_lead, deputy, signers, acting, now):
    """The office never sees the first count, so the one that is signed is the first version it hears of."""
    second = actions.restate(by=acting(second_lead), at=now, release=closed)
    actions.sign_release(by=acting(deputy), at=now, release=second)
    data, name = actions.take(by=COMMAND, at=now, release=second)
    header = envelope.open_file(data, hub=known_office.id, opening=known_office.opening, signers=signers).header
    assert (header.version, header.supersedes, name) == (1, None, "so-lieu-2026-11-1.json")


def test_a_month_signed_under_a_wrong_clock_can_still_be_sent(closed, known_office, deputy, signers, acting, now):
    release = actions.sign_release(by=acting(deputy), at=now + timedelta(days=4000), release=closed)
    data, _name = actions.take(by=COMMAND, at=now, release=release)
    header = envelope.open_file(data, hub=known_office.id, opening=known_office.opening, signers=signers).header
    assert (header.closed_at, header.release) == (now, release.pk)


def test_every_version_can_be_handed_over(released, deputy, lead, acting, now, client_of, tmp_path):
    second = actions.restate(by=acting(deputy), at=now, release=released)
    page = f"/club/{released.deployment_id}/2026-11A/"
    assert "bản 2" in client_of(lead).get(page).content.decode()
    actions.sign_release(by=acting(lead), at=now, release=second)
    assert f"/{released.pk}/" in client_of(lead).get(page).content.decode()
    call_command("release", "export", "--out", str(tmp_path))
    assert sorted(path.name for path in tmp_path.glob("so-lieu*")) == [
        "so-lieu-2026-11-1.json",
        "so-lieu-2026-11-2.json",
    ]


def test_the_office_knows_every_row_that_a_club_counts():
    from caunoi.directory.choices import ServiceCode
    from caunoi.extracts.outreach import BY_WHOM
    from caunoi.extracts.referrals import wait
    from caunoi.extracts.sensitive import report_row
    from caunoi.groups.choices import Layer, MeetingKind
    from caunoi.indicators.definitions.referrals import LOST
    from caunoi.outreach.choices import Commodity, Setting, Topic
    from caunoi.people.choices import BirthYearBand
    from caunoi.published.figures import by_code
    from caunoi.published.titles import known_values
    from caunoi.referrals.choices import Reason

    counted = {"setting": Setting.values, "topic": Topic.values, "kind": Commodity.values,
               "age_band": [band for band in BirthYearBand.values if band],
               "group": [report_row(code) for code in ServiceCode.values], "state": LOST, "reason": Reason.values,
               "wait": {wait(days) for days in range(200)}, "layer": Layer.values, "meeting_kind": MeetingKind.values,
               "by_whom": BY_WHOM.values()}  # fmt: skip
    for indicator in by_code().values():
        for cut in indicator.disaggregate_by:
            assert known_values(cut) >= set(counted[cut.column])


def test_a_card_is_compared_by_telephone(office, tmp_path):
    path = tmp_path / "hub.json"
    path.write_bytes(cards.write(office.card, office.signing))
    with pytest.raises(CommandError):
        call_command("release", "trust", str(path), "--fingerprint", "00000 00000 00000 00000")
    call_command("release", "trust", str(path), "--fingerprint", office.card.fingerprint)
    path.write_bytes(path.read_bytes().replace("Văn phòng".encode(), "Văn phóng".encode()))
    with pytest.raises(CommandError):
        call_command("release", "trust", str(path))


def test_two_people_sign_by_the_command_line(busy_month, lead, deputy, settings, monkeypatch, capsys):
    import io

    from caunoi.conftest import PASSPHRASE

    for handle in ("lead", "deputy"):
        monkeypatch.setattr("sys.stdin", io.StringIO(PASSPHRASE + "\n"))
        call_command("release", "close", "--period", "2026-10A", "--handle", handle)
    monkeypatch.setattr("sys.stdin", io.StringIO("wrong\n"))
    with pytest.raises(CommandError):
        call_command("release", "close", "--period", "2026-11A", "--handle", "lead")


def test_keys_are_for_their_owner_only(released, folder):
    from caunoi.lib import key_files as keys

    path = folder / "keys" / keys.SIGNING
    assert path.stat().st_mode & 0o777 == 0o600
    path.chmod(0o644)
    with pytest.raises(keys.KeyFileError):
        keys.signing_key(folder / "keys")
