"""Every month signed twice signs the record too: the page gives the note away, and the command holds the record against it."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import reverse

from caunoi.audit.actions import make_checkpoint
from caunoi.audit.keys import origin, signing_key
from caunoi.audit.models import Checkpoint, Entry
from caunoi.audit.notes import read
from caunoi.lib.actor import CLOCK
from caunoi.releases import actions, queries
from caunoi.releases.models import Release
from conftest import _put_triggers_aside

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed(closed, deputy, acting, now):
    return actions.sign_release(by=acting(deputy), at=now, release=closed)


def page_of(release, client):
    return client.get(reverse("releases:period", args=[release.deployment_id, release.period_key])).content.decode()


def test_it_holds_the_second_signature(signed):
    made = queries.checkpoint(signed)
    head = read(made.signed, origin=origin(), public=signing_key().public_key().public_bytes_raw())
    entry = Entry.objects.get(action="sign_release", subject=signed.pk)
    assert head.size == made.size == entry.seq


def test_the_page_shows_it_with_its_picture_and_how_to_check_it(signed, lead, client_of):
    page = page_of(signed, client_of(lead))
    assert all(line in page for line in queries.checkpoint(signed).signed.split("\n")[:3])
    assert 'class="qr"' in page and "caunoi audit verify --checkpoint" in page and "nơi khác" in page


def test_the_file_stands_the_test_until_somebody_changes_the_record(signed, lead, client_of, tmp_path, capsys):
    taken = client_of(lead).get(reverse("releases:checkpoint", args=[signed.pk]))
    assert taken["Content-Disposition"].endswith('.checkpoint.txt"')
    kept = tmp_path / "kept.txt"
    kept.write_bytes(taken.content)
    call_command("audit", "verify", "--checkpoint", str(kept))
    assert "in order" in capsys.readouterr().out
    with connection.cursor() as cursor:
        put_back = _put_triggers_aside(cursor, connection.vendor)
        cursor.execute("DELETE FROM audit_entry WHERE seq = %s", [Entry.objects.count()])
        cursor.execute("DELETE FROM audit_checkpoint")
        for statement in put_back:
            cursor.execute(statement)
    with pytest.raises(CommandError, match="cut off the end"):
        call_command("audit", "verify", "--checkpoint", str(kept))


def test_a_month_signed_once_gives_none_away(closed, lead, client_of):
    make_checkpoint(by=CLOCK, at=closed.first_signed_at)
    assert queries.checkpoint(closed) is None
    assert client_of(lead).get(reverse("releases:checkpoint", args=[closed.pk])).status_code == 404


def test_a_broken_record_holds_back_no_signature_and_is_not_signed(closed, deputy, lead, acting, now, client_of):
    with connection.cursor() as cursor:
        put_back = _put_triggers_aside(cursor, connection.vendor)
        cursor.execute("UPDATE audit_entry SET action = 'x' WHERE seq = 1")
        for statement in put_back:
            cursor.execute(statement)
    actions.sign_release(by=acting(deputy), at=now, release=closed)
    assert Release.objects.get().is_released and not Checkpoint.objects.exists()
    assert "chưa được ký" in page_of(closed, client_of(lead))


@pytest.mark.parametrize("who", ["peer", "outsider", "provider_user"])
def test_nobody_else_takes_it(request, who, signed, client_of):
    client = client_of(request.getfixturevalue(who))
    assert client.get(reverse("releases:checkpoint", args=[signed.pk])).status_code == 403
