"""The register of demands: what was given is nothing unless it is said otherwise, and an entry is not changed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from caunoi.access.actions import CannotDo
from caunoi.access.policies import Refused
from caunoi.audit.models import Entry
from caunoi.guardian import actions
from caunoi.guardian.models import Demand
from caunoi.guardian.queries import demands

FORM = {
    "on": "01/11/2026",
    "body": "police",
    "basis": "letter",
    "sought": "list",
    "lawyer": "asked",
    "given": "nothing",
}


def test_nothing_is_given_unless_it_is_said(demand):
    assert demand().given == "nothing"
    entry = Entry.objects.get(action="note_demand")
    assert entry.outcome == "done"


def test_leads_write_and_the_guardian_sees_all(demand, acting, lead, deputy, guardian):
    kept = [demand(), demand(user=deputy), demand(user=guardian)]
    for user in (lead, deputy, guardian):
        assert set(demands(acting(user))) == set(kept)


@pytest.mark.parametrize("who", ["peer", "outsider", "provider_user", "caseworker"])
def test_others_do_not(who, request, demand, acting):
    user = request.getfixturevalue(who)
    with pytest.raises(Refused):
        demand(user=user)
    demand()
    assert not demands(acting(user)).exists()


@pytest.mark.parametrize(
    "wrong", [{"body": "x"}, {"basis": ""}, {"sought": "everything"}, {"lawyer": "x"}, {"given": "x"}]
)
def test_only_what_is_in_the_lists(demand, wrong):
    with pytest.raises(CannotDo):
        demand(**wrong)
    assert not Demand.objects.exists()


def test_not_a_day_to_come(demand, at):
    with pytest.raises(CannotDo):
        demand(on=timezone.localdate(at) + timedelta(days=2))


def test_nothing_changes_an_entry():
    writers = [name for name in dir(actions) if "demand" in name.lower() and not name[0].isupper()]
    assert writers == ["note_demand"]


def test_by_the_page(client_of, lead, peer):
    client = client_of(lead)
    assert client.post("/guardian/demands/new/", {}).status_code == 422
    page = client.post("/guardian/demands/new/", FORM, follow=True).content.decode()
    assert Demand.objects.get().number in page and "đã đưa: không" in page.casefold()
    assert client_of(peer).get("/guardian/demands/").status_code == 403


def test_everybody_who_works_here_can_read_what_to_say(client_of, peer):
    page = client_of(peer).get("/guardian/somebody-asks/").content.decode()
    assert "Đăng xuất" in page and "luật sư" in page
