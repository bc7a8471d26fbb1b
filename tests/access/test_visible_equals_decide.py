"""On generated worlds, the rows that `visible` lets through are exactly those that `decide` allows, one by one.

Rows × how somebody stands to them × how consent stands × every verb × every role, each asked both ways.
"""

from datetime import timedelta
from itertools import product

import pytest
from django.conf import settings
from django.utils import timezone
from hypothesis import given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st

from caunoi.access.choices import Role, Verb
from caunoi.access.policies import decide, visible
from caunoi.access.rules import relations_allowed
from caunoi.lib.actor import Actor, ActorKind

pytestmark = pytest.mark.skipif(settings.KIND != "club", reason="a hub has no rows of people")


ROLES = [Role.PEER_WORKER, Role.CLUB_LEAD, Role.DEPUTY_LEAD, Role.CASE_WORKER, Role.PROVIDER_STAFF, Role.DATA_GUARDIAN,
         Role.ADMINISTRATOR]  # fmt: skip
CONSENTS = ["none", "live", "expired", "withdrawn", "restricted"]
STANDINGS = ["mine", "a_colleagues", "another_clubs"]
persons = st.fixed_dictionaries(
    {
        "standing": st.sampled_from(STANDINGS),
        "consent": st.sampled_from(CONSENTS),
        "in_caseload": st.booleans(),
        "opened": st.booleans(),
        "over": st.booleans(),
        "state": st.sampled_from(["draft", "sent", "accepted", "closed", "revoked"]),
    }
)


def make(world, case, cast):
    """One person with a contact, a need and a referral, as the case says."""
    from caunoi.outreach.models import Contact
    from caunoi.people.models import Assignment, Consent, Opening, Pseudonym, Restriction
    from caunoi.referrals.models import Need, Referral

    at = timezone.now()
    club, worker = {
        "mine": (cast["club"], cast["peer"]), "a_colleagues": (cast["club"], cast["other_peer"]),
        "another_clubs": (cast["other_club"], cast["outsider"]),
    }[case["standing"]]  # fmt: skip
    her = Pseudonym.objects.create(organisation=club)
    if case["in_caseload"]:
        Assignment.objects.create(pseudonym=her, worker=cast["me"], since=at, until=at if case["over"] else None)
    if case["opened"]:
        until = at + timedelta(minutes=-1 if case["over"] else 15)
        Opening.objects.create(pseudonym=her, opened_by=cast["me"], opened_at=at - timedelta(minutes=5), until=until)
    if case["consent"] == "restricted":
        Restriction.objects.create(pseudonym=her, why="asked", since=at)
    consent = None
    if case["consent"] != "none":
        consent = Consent.objects.create(
            pseudonym=her, organisation=club, purpose="referral", recipient=cast["provider"], text_version="1",
            text_language="vi", text_hash="0" * 64, method="spoken", witness="none", given_at=at - timedelta(days=9),
            expires_at=at + timedelta(days=-1 if case["consent"] == "expired" else 90), recorded_by=worker,
            withdrawn_at=at if case["consent"] == "withdrawn" else None,
        )  # fmt: skip
    did = {"organisation": club, "pseudonym": her, "done_by": worker, "entered_by": worker}
    contact = Contact.objects.create(record=her.pk, on=at.date(), setting="venue", entered_at=at, **did)
    need = Need.objects.create(code="SRH", noted_on=at.date(), status_on=at.date(), entered_at=at, **did)
    referral = Referral.objects.create(
        need=need, service=cast["service"], provider=cast["provider"], consent=consent, state=case["state"], state_at=at,
        slip_code=str(len(world)).zfill(10), expires_at=at + timedelta(days=30), made_at=at, **did,
    )  # fmt: skip
    world += [her, contact, need, referral]


def disagreements(world, by):
    from caunoi.outreach.models import Contact
    from caunoi.outreach.policies import TIES as OUTREACH
    from caunoi.people.models import Pseudonym
    from caunoi.people.policies import TIES as PEOPLE
    from caunoi.referrals.models import Need, Referral
    from caunoi.referrals.policies import TIES as REFERRALS

    asked = 0
    for (model, ties), verb in product(
        ((Pseudonym, PEOPLE), (Contact, OUTREACH), (Need, REFERRALS), (Referral, REFERRALS)), Verb
    ):
        if not fits(model, ties, by, verb):
            continue
        rows = [row for row in world if isinstance(row, model)]
        shown = set(model.objects.filter(visible(by, verb, ties)).values_list("pk", flat=True))
        allowed = {row.pk for row in model.objects.all() if decide(by, verb, row, ties).allowed}
        assert shown == allowed, (verb, model.__name__, sorted(by.roles))
        asked += len(rows)
    return asked


def fits(model, ties, by, verb):
    """Whether this package has every relation that the verb asks of these roles, and the model the columns."""
    wanted = relations_allowed(by.roles, verb)
    about = {
        "Pseudonym": {"see_member", "open_by_card", "record_consent"},
        "Contact": {"see_contact", "correct_contact"},
        "Need": {"see_need", "note_need", "make_referral"},
        "Referral": {"see_referral", "move_referral", "answer_referral"},
    }[model.__name__]
    return verb in about and wanted <= set(ties)


@pytest.fixture
def cast(club, other_club, peer, other_peer, outsider, provider, service):
    return {
        "club": club, "other_club": other_club, "peer": peer, "other_peer": other_peer, "outsider": outsider,
        "provider": provider, "service": service, "me": peer,
    }  # fmt: skip


def ask(cast, cases):
    from django.db import transaction

    asked = 0
    with transaction.atomic():
        world: list = []
        for case in cases:
            make(world, case, cast)
        for role, organisation in product(ROLES, (cast["club"], cast["other_club"], cast["provider"], None)):
            by = Actor(ActorKind.USER, cast["me"].pk, organisation and organisation.pk, frozenset({role}))
            asked += disagreements(world, by)
        transaction.set_rollback(True)
    return asked


@given(cases=st.lists(persons, min_size=1, max_size=3))
@hypothesis(max_examples=hypothesis().max_examples // 10)
def test_on_some_worlds(cast, cases):
    assert ask(cast, cases)


@pytest.mark.long
def test_every_standing_with_every_consent(cast):
    """Every seventh case there is, so that each value meets each other; ten thousand questions, each asked both ways."""
    keys = ("standing", "consent", "in_caseload", "opened", "over", "state")
    cases = [
        dict(zip(keys, values, strict=True))
        for values in product(
            STANDINGS, CONSENTS, *([[False, True]] * 3), ["draft", "sent", "accepted", "closed", "revoked"]
        )
    ]
    cases = cases[::7]
    asked = sum(ask(cast, cases[start : start + 15]) for start in range(0, len(cases), 15))
    print(f"{asked} questions over {len(cases)} people")
    assert asked > 10_000
