import pytest

from caunoi.access.acting import action
from caunoi.access.choices import Verb
from caunoi.access.policies import Refused
from caunoi.audit import actions as audit
from caunoi.audit.models import Entry


@action
def try_it(*, by, at, then=None):
    audit.record(by=by, at=at, action="half")
    if then:
        then(by=by, at=at)
    raise Refused(Verb.NOTE_CONTACT, "no")


@pytest.mark.parametrize("then", [None, "nested"])
def test_what_was_half_done_is_undone_and_the_refusal_stays_once(then, db, now):
    from caunoi.lib.actor import ANYONE

    with pytest.raises(Refused):
        try_it(by=ANYONE, at=now, then=try_it if then else None)
    assert list(Entry.objects.values_list("action", "outcome")) == [("note_contact", "refused")]


def test_a_refusal_at_the_door_of_a_page_is_recorded(db, request, client_of):
    from django.conf import settings

    from caunoi.access.choices import Role
    from caunoi.conftest import make_organisation, make_user

    kind = {"club": ("ngo", Role.DATA_GUARDIAN, "/work/"), "hub": ("donor", Role.DONOR_VIEWER, "/programme/")}
    organisation, role, path = kind[settings.KIND]
    client = client_of(make_user("curious", role, make_organisation(organisation, "Nơi này", None)))
    assert client.get(path).status_code == 403
    assert Entry.objects.get().outcome == "refused"


def test_if_the_record_cannot_be_written_nothing_is_done(db, now, monkeypatch):
    from caunoi.access import actions as access
    from caunoi.access.models import User
    from caunoi.conftest import make_organisation
    from caunoi.lib.actor import COMMAND

    organisation = make_organisation("ngo", "Hội", None)
    monkeypatch.setattr("caunoi.audit.canonical.VERSION", object())
    with pytest.raises(TypeError):
        access.begin(by=COMMAND, at=now, organisation=organisation, role="administrator", handle="abc", passphrase="x")
    assert not User.objects.exists()
