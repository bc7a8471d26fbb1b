"""Somebody stops working here: one act, and from that moment nothing opens to her."""

import pytest
from django.utils import timezone

from caunoi.access import actions as access
from caunoi.access.choices import Role
from caunoi.access.models import Grant, SecondStep
from caunoi.account.tests.codes import set_up_app
from caunoi.account.tests.test_lost_words import sign_in
from caunoi.account.tests.test_second_step import is_in
from caunoi.audit.models import Entry
from caunoi.conftest import NOW, PASSPHRASE, make_organisation, make_user
from caunoi.lib.actor import ANYONE
from caunoi.organisations.choices import OrganisationKind


@pytest.fixture
def leaver(office):
    return make_user("leaver", Role.ADMINISTRATOR, office)


def test_at_once_nothing_opens(admin, leaver, client_of):
    hers = client_of(leaver)
    set_up_app(hers)
    client_of(admin).post(f"/administration/grants/{leaver.grants.get().pk}/leave/")
    assert not is_in(hers) and not is_in(sign_in("leaver", PASSPHRASE))
    assert not SecondStep.objects.exists()
    assert leaver.grants.get().revoked_by == admin
    assert Entry.objects.get(action="leave").subject == leaver.pk


def test_a_code_for_new_words_opens_nothing_any_more(admin, leaver, acting):
    at, grant = timezone.now(), leaver.grants.get()
    code = access.give_reset_code(by=acting(admin), at=at, grant=grant)
    access.leave(by=acting(admin), at=at, grant=grant)
    assert not access.reset_opens(by=ANYONE, at=at, handle="leaver", code=code)


def test_elsewhere_she_goes_on(admin, leaver, office, place_qn, acting):
    other = make_organisation(OrganisationKind.NGO, "Hội Khác", place_qn)
    Grant.objects.create(
        user=leaver, role=Role.ADMINISTRATOR, organisation=other, granted_at=NOW, accepted_at=NOW, accepted_by=admin
    )
    access.leave(by=acting(admin), at=NOW, grant=leaver.grants.get(organisation=office))
    assert acting(leaver).organisation == other.pk
    assert is_in(sign_in("leaver", PASSPHRASE))


def test_nobody_ends_herself(admin, acting):
    with pytest.raises(access.CannotDo):
        access.leave(by=acting(admin), at=NOW, grant=admin.grants.get())
    assert acting(admin).roles
