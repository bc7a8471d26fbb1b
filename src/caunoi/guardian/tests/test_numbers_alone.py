"""The guardian sees numbers, clocks and handles: on no page of hers does anybody who is served appear."""

import pytest
from django.utils import timezone

from caunoi.access.choices import RevealPurpose
from caunoi.audit.actions import record_refusal
from caunoi.audit.models import Entry
from caunoi.guardian.queries import acts, dossier_days
from caunoi.people import actions as people
from caunoi.people.choices import RightKind, RightOutcome
from caunoi.people.models import RightsRequest


@pytest.fixture
def traces(member, ask, breach, demand, acting, lead, at):
    """A world with a bit of everything, and what would give its person away."""
    ask(), ask(RightKind.COMPLAINT), breach(), demand()
    people.open_by_card(by=acting(lead), at=at, card=member.card)
    person = member.pseudonym
    return [
        member.cue,
        member.card,
        member.card_code,
        str(member.pk),
        str(person.pk),
        str(person.audit_handle),
        person.pk.hex,
    ]


def pages(client):
    """Every page of the guardian that can be reached from her first one, by its links."""
    seen, waiting = {}, ["/guardian/"]
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        response = client.get(path)
        seen[path] = response.content.decode()
        assert response.status_code == 200, path
        links = {part.split('"')[0] for part in seen[path].split('href="')[1:]}
        waiting += [link.split("?")[0] for link in links if link.startswith("/guardian/")]
    return seen


def test_on_no_page_is_anybody(client_of, guardian, traces):
    found = pages(client_of(guardian))
    assert len(found) >= 11, sorted(found)
    for path, page in found.items():
        assert not [trace for trace in traces if trace in page], path
    assert "open_by_card" in found["/guardian/record/"], "so that the walk can fail"


def test_she_lands_on_her_page(client_of, guardian):
    assert client_of(guardian).get("/account/start/")["Location"] == "/guardian/"


@pytest.mark.parametrize(
    "path", ["/people/", "/work/", "/contacts/", "/needs/", "/referrals/", "/club/", "/club/requests/"]
)
def test_doors_of_people_are_shut(client_of, guardian, path):
    assert client_of(guardian).get(path).status_code == 403


def test_a_complaint_is_carried_out_here_and_the_rest_is_not(client_of, guardian, ask):
    complaint, copy = ask(RightKind.COMPLAINT), ask()
    client = client_of(guardian)
    for request in (complaint, copy):
        client.post(f"/guardian/requests/{request.pk}/", {"told": "on"})
        client.post(f"/guardian/requests/{request.pk}/", {"outcome": RightOutcome.DONE})
    complaint.refresh_from_db()
    copy.refresh_from_db()
    assert (complaint.outcome, bool(complaint.acknowledged_at)) == (RightOutcome.DONE, True)
    assert (copy.outcome, copy.acknowledged_at) == (RightOutcome.OPEN, None)


def test_another_club_has_its_own_guardian(client_of, other_guardian, traces, ask):
    client = client_of(other_guardian)
    number = RightsRequest.objects.first()
    assert client.get(f"/guardian/requests/{number.pk}/").status_code == 404
    assert "Không có gì đang chờ" in client.get("/guardian/requests/").content.decode()


def test_the_record_is_filtered_by_act_day_and_refusal(acting, guardian, lead, traces, at):
    by = acting(guardian)
    record_refusal(by=acting(lead), at=at, action="reveal", reason="too many", subject=None)
    assert {act.action for act in acts(by, action="open_by_card")} == {"open_by_card"}
    assert [(act.action, act.reason, act.who) for act in acts(by, refused=True)] == [
        ("reveal", "too many", lead.handle)
    ]
    assert len(acts(by, on=timezone.localdate(at))) == Entry.objects.filter(organisation=by.organisation).count()
    newest = acts(by)[0]
    assert newest.seq not in {act.seq for act in acts(by, before=newest.seq)}


def test_the_record_by_the_page(client_of, guardian, traces):
    client = client_of(guardian)
    assert client.get("/guardian/record/?on=31/2/2026").status_code == 422
    page = client.get("/guardian/record/?action=give_card").content.decode()
    assert page.count('card__title">Phát thẻ') == 1


def test_much_reading_is_an_alert(client_of, guardian, acting, lead, member, traces, at):
    from caunoi.access.reveals import TOO_MANY_REVEALS

    assert "đọc nhiều" not in client_of(guardian).get("/guardian/").content.decode()
    record_refusal(by=acting(lead), at=at, action="reveal", reason=TOO_MANY_REVEALS, subject=None)
    assert "đọc nhiều" in client_of(guardian).get("/guardian/").content.decode()
    assert RevealPurpose.SAFETY not in client_of(guardian).get("/guardian/").content.decode()


def test_the_dossier_is_due_after_sixty_days_and_every_six_months(now):
    from datetime import date

    assert dossier_days(date(2026, 1, 10), date(2026, 2, 1)) == (date(2026, 3, 11), date(2026, 3, 11))
    assert dossier_days(date(2026, 1, 10), date(2026, 9, 30)) == (date(2026, 3, 11), date(2027, 3, 11))
