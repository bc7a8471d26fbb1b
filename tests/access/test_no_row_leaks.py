"""Whoever is not tied to the first club's rows finds no trace of them on any page she can open."""

import pytest
from django.conf import settings
from django.urls import reverse

from tests.access.probe import addresses

pytestmark = pytest.mark.skipif(settings.KIND != "club", reason="a hub has no rows of people")
STRANGERS = ["anyone", "outsider", "other_peer", "other_lead", "other_provider", "guardian", "admin", "caseworker"]


@pytest.fixture
def traces(things):
    """Everything that would give the first club's person away."""
    from caunoi.people.models import Member
    from caunoi.referrals.models import Referral

    member, referral = Member.objects.get(), Referral.objects.get()
    ids = (
        member.pseudonym_id,
        member.pk,
        member.pseudonym.audit_handle,
        referral.pk,
        referral.need_id,
        things["record"],
    )
    return [member.card, member.card_code, member.cue, referral.slip_code, *map(str, ids)]


@pytest.mark.long
def test_no_page_tells_of_her(visitors, things, traces, subtests):
    for stranger in STRANGERS:
        with subtests.test(stranger=stranger):
            for url in _lists(things):
                page = visitors[stranger].get(url).content.decode(errors="replace")
                assert not [trace for trace in traces if trace in page], url


def _lists(things):
    """Pages that name no row, and the finder's, in both languages."""
    for address in addresses():
        if not address.arguments or address.name.startswith("directory:"):
            url = reverse(address.name, args=[things["directory:service.pk"]] if address.arguments else [])
            yield from (url, f"/en{url}")


@pytest.mark.parametrize("stranger", ["lead", "deputy"])
def test_leads_see_counts_and_not_her(stranger, visitors, things, traces):
    for path in ("/work/", "/people/", "/contacts/", "/needs/", "/referrals/", "/club/"):
        page = visitors[stranger].get(path).content.decode()
        assert not [trace for trace in traces if trace in page], path


def test_her_own_worker_sees_her(visitors, things, traces):
    """So that the tests above can fail."""
    assert traces[0] in visitors["peer"].get("/people/").content.decode()


@pytest.mark.parametrize("stranger", ["outsider", "other_peer", "lead", "admin"])
def test_asking_by_id_tells_nothing_that_a_made_up_id_would_not(stranger, visitors, things):
    made_up = "01a00000-0000-7000-8000-000000000000"
    for path in (
        "/people/{}/",
        "/needs/{}/",
        "/referrals/{}/",
        "/contacts/{}/",
        "/contacts/new/{}/",
        "/referrals/new/{}/",
    ):
        key = {"/people/{}/": "person", "/contacts/new/{}/": "person", "/contacts/{}/": "record"}.get(path, "pk")
        key = "referrals:need.pk" if "needs" in path or "new" in path and "referrals" in path else key
        real, invented = (visitors[stranger].get(path.format(id_)) for id_ in (things[key], made_up))
        assert real.status_code == invented.status_code in (403, 404), path
