from datetime import timedelta

import pytest
from django.conf import settings

from caunoi.access import actions as access
from caunoi.access.choices import Role
from caunoi.access.models import Grant, Invitation, User
from caunoi.access.policies import Refused
from caunoi.access.queries import actor_for
from caunoi.conftest import make_organisation, make_user
from caunoi.lib.actor import ANYONE
from caunoi.organisations.choices import OrganisationKind

ON_A_CLUB = pytest.mark.skipif(settings.KIND != "club", reason="roles of a club")
WORDS = "mot hai ba bon"


@pytest.fixture
def admin(place_qn):
    return make_user("admin", Role.ADMINISTRATOR, make_organisation(OrganisationKind.NGO, "Hội Biển Xanh", place_qn))


def invited(user, organisation, role, now):
    return access.invite(by=actor_for(user), at=now, organisation=organisation, role=role)


def joined(user, organisation, role, now, handle="moi-den"):
    _offer, code = invited(user, organisation, role, now)
    return access.enrol(by=ANYONE, at=now, code=code, handle=handle, passphrase=WORDS)


def test_the_page_from_link_to_account(admin, client, now):
    from django.utils import timezone

    _offer, code = invited(admin, admin.grants.get().organisation, Role.ADMINISTRATOR, timezone.now())
    page = client.get(f"/account/invitation/{code}/")
    words = " ".join(page.context["words"])
    offered = page.context["signed"]
    wrong = client.post(f"/account/invitation/{code}/", {"offered": offered, "handle": "moi-den", "again": "khác"})
    assert wrong.status_code == 200 and words in " ".join(wrong.context["words"]), "the same words are offered again"
    done = client.post(
        f"/account/invitation/{code}/", {"offered": offered, "handle": "Moi-Den", "again": words.upper()}
    )
    assert done.status_code == 200
    assert User.objects.get(handle="moi-den").check_password(words)
    assert client.get(f"/account/invitation/{code}/").status_code == 404, "once"


def test_opening_the_link_uses_nothing_up(admin, client, now):
    from django.utils import timezone

    offer, code = invited(admin, admin.grants.get().organisation, Role.ADMINISTRATOR, timezone.now())
    for _look in range(3):
        assert client.get(f"/account/invitation/{code}/").status_code == 200
    assert Invitation.objects.get(pk=offer.pk).used_at is None


def test_only_the_hash_of_the_code_is_kept(admin, now):
    _offer, code = invited(admin, admin.grants.get().organisation, Role.ADMINISTRATOR, now)
    assert code not in repr(list(Invitation.objects.values()))


@ON_A_CLUB
def test_in_a_club_a_grant_waits_for_the_lead(admin, lead, club, now):
    user = joined(admin, club, Role.PEER_WORKER, now)
    assert actor_for(user).roles == frozenset()
    access.accept_grant(by=actor_for(lead), at=now, grant=user.grants.get())
    assert actor_for(user).roles == {Role.PEER_WORKER}


@ON_A_CLUB
def test_a_lead_of_another_club_cannot_accept(admin, lead, other_club, now):
    user = joined(admin, other_club, Role.CLUB_LEAD, now)
    other = joined(admin, other_club, Role.PEER_WORKER, now, handle="nguoi-khac")
    assert actor_for(user).roles == {Role.CLUB_LEAD}, "the first lead of a club accepts herself"
    with pytest.raises(Refused):
        access.accept_grant(by=actor_for(lead), at=now, grant=other.grants.get())
    assert actor_for(other).roles == frozenset()


@ON_A_CLUB
def test_a_leads_own_invitation_is_her_acceptance(lead, club, now):
    assert actor_for(joined(lead, club, Role.PEER_WORKER, now)).roles == {Role.PEER_WORKER}


def test_an_invitation_works_once_and_not_for_ever(admin, now):
    organisation = admin.grants.get().organisation
    _offer, code = invited(admin, organisation, Role.ADMINISTRATOR, now)
    access.enrol(by=ANYONE, at=now, code=code, handle="mot", passphrase=WORDS)
    with pytest.raises(access.CannotDo):
        access.enrol(by=ANYONE, at=now, code=code, handle="hai", passphrase=WORDS)
    _offer, late = invited(admin, organisation, Role.ADMINISTRATOR, now)
    with pytest.raises(access.CannotDo):
        access.enrol(by=ANYONE, at=now + timedelta(days=15), code=late, handle="ba", passphrase=WORDS)
    assert not User.objects.filter(handle__in=["hai", "ba"]).exists()


@pytest.mark.parametrize(
    "kind", [OrganisationKind.POLICE, OrganisationKind.INSPECTION, OrganisationKind.COMPULSORY_CENTRE]
)
@pytest.mark.parametrize("role", list(Role))
def test_police_inspection_and_compulsory_centres_hold_no_account(kind, role, admin, place_qn, now):
    with pytest.raises(access.CannotDo):
        invited(admin, make_organisation(kind, "Nơi ấy", place_qn), role, now)
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("role", [role for role in Role if role != Role.AUTHORITY_OFFICER])
def test_a_state_body_holds_nothing_but_the_role_for_controlled_figures(role, admin, place_qn, now):
    body = make_organisation(OrganisationKind.STATE_MANAGEMENT, "Sở Y tế", place_qn)
    with pytest.raises(access.CannotDo):
        invited(admin, body, role, now)


@pytest.mark.parametrize("handle", ["", "ab", "Nguyễn Thị Lan", "a" * 31, "1lan", "lan@example"])
def test_a_handle_that_looks_like_a_name_or_address_is_refused(handle, admin, now):
    with pytest.raises(access.CannotDo):
        joined(admin, admin.grants.get().organisation, Role.ADMINISTRATOR, now, handle=handle)


@ON_A_CLUB
def test_the_last_lead_stays(lead, club, now):
    with pytest.raises(access.CannotDo):
        access.revoke_grant(by=actor_for(lead), at=now, grant=lead.grants.get())
    assert Grant.objects.acting().filter(user=lead).exists()


@ON_A_CLUB
def test_an_ended_grant_ends_at_once(lead, peer, client_of, now):
    client = client_of(peer)
    assert client.get("/work/").status_code == 200
    access.revoke_grant(by=actor_for(lead), at=now, grant=peer.grants.get())
    assert client.get("/work/").status_code == 403


@ON_A_CLUB
def test_a_lead_cannot_make_an_administrator(lead, club, now):
    with pytest.raises(access.CannotDo):
        invited(lead, club, Role.ADMINISTRATOR, now)
    assert not Invitation.objects.exists()


@ON_A_CLUB
@pytest.mark.parametrize("role", [Role.PROVIDER_STAFF, Role.CASE_WORKER, Role.DATA_GUARDIAN])
def test_an_administrator_cannot_let_herself_in_where_people_are_served(role, admin, lead, outsider, place_qn, now):
    where = make_organisation(OrganisationKind.NGO, "Trung tâm Nắng", place_qn)
    user = joined(admin, where, role, now)
    assert actor_for(user).roles == frozenset()
    for stranger in (admin, outsider):
        with pytest.raises(Refused):
            access.accept_grant(by=actor_for(stranger), at=now, grant=user.grants.get())
    access.accept_grant(by=actor_for(lead), at=now, grant=user.grants.get())
    assert actor_for(user).roles == {role}


def test_typing_wrong_codes_is_throttled_and_right_ones_are_not(admin, client, now):
    from django.core.cache import cache
    from django.utils import timezone

    cache.clear()
    _offer, code = invited(admin, admin.grants.get().organisation, Role.ADMINISTRATOR, timezone.now())
    assert {client.get(f"/account/invitation/{code}/").status_code for _time in range(40)} == {200}
    assert client.get("/account/invitation/123/").status_code == 404
    for _time in range(21):
        client.get("/account/invitation/123/")
    assert client.get("/account/invitation/123/").status_code == 429
