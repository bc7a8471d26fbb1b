"""After a worker left, her lead sees what is to be handed over: a number, and whether new keys are due."""

import pytest

from caunoi.access.choices import Role
from caunoi.conftest import make_organisation, make_user
from caunoi.organisations.choices import OrganisationKind
from caunoi.people import actions as people

PASSPHRASE = "một-nắng hai-sương ba-chìm bảy-nổi"


@pytest.fixture
def admin_of_host(place_qn):
    return make_user("admin", Role.ADMINISTRATOR, make_organisation(OrganisationKind.NGO, "Hội Biển Xanh", place_qn))


def test_what_a_peer_leaves(peer, lead, other_peer, acting, now, client_of):
    for _person in range(3):
        people.give_card(by=acting(peer), at=now, worker=peer)
    people.give_card(by=acting(other_peer), at=now, worker=other_peer)
    answer = client_of(lead).post(f"/administration/grants/{peer.grants.get().pk}/leave/", follow=True)
    assert answer.context["left"].people == 3
    assert not answer.context["left"].new_keys_due


def test_a_key_of_whoever_left_calls_for_new_ones_and_unlocking_makes_them(lead, deputy, acting, now, client_of):
    begun = people.begin_vault(by=acting(lead), at=now, passphrase=PASSPHRASE)
    people.make_own_key(by=acting(deputy), at=now, passphrase=PASSPHRASE)
    people.admit_key_holder(by=acting(lead), at=now, session=begun.session, user=deputy)
    browser = client_of(lead)
    answer = browser.post(f"/administration/grants/{deputy.grants.get().pk}/leave/", follow=True)
    assert answer.context["left"].new_keys_due
    people.unlock_vault(by=acting(lead), at=now, passphrase=PASSPHRASE)
    assert not browser.get(answer.redirect_chain[-1][0]).context["left"].new_keys_due


def test_the_only_lead_stays(lead, admin_of_host, client_of):
    client_of(admin_of_host).post(f"/administration/grants/{lead.grants.get().pk}/leave/")
    assert lead.grants.get().revoked_at is None


def test_others_do_not_see_it(peer, lead, deputy, outsider, acting, now, client_of):
    from caunoi.access import actions as access

    grant = peer.grants.get()
    assert client_of(lead).get(f"/club/left/{grant.pk}/").status_code == 404, "she still works here"
    access.leave(by=acting(lead), at=now, grant=grant)
    assert client_of(deputy).get(f"/club/left/{grant.pk}/").status_code == 404
    assert client_of(outsider).get(f"/club/left/{grant.pk}/").status_code == 403
