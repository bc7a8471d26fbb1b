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

from caunoi.access.choices import SLIP_HOLDER, THE_PERSON, Relation, Role, Verb
from caunoi.access.policies import decide, visible
from caunoi.access.rules import relations_allowed
from caunoi.lib.actor import Actor, ActorKind

pytestmark = pytest.mark.skipif(settings.KIND != "club", reason="a hub has no rows of people")
if settings.KIND == "club":
    from caunoi.access.models import Grant
    from caunoi.access.policies import STAFF_TIES
    from caunoi.outreach.models import Contact
    from caunoi.outreach.policies import TIES as OUTREACH
    from caunoi.people.models import (
        Assignment,
        Consent,
        Opening,
        Packet,
        ProtectiveCase,
        Pseudonym,
        Restriction,
        RightsRequest,
    )
    from caunoi.people.policies import PACKET_TIES, REQUEST_TIES, VAULT_TIES
    from caunoi.people.policies import TIES as PEOPLE
    from caunoi.referrals.models import Need, Referral
    from caunoi.referrals.policies import NEW_NEED_TIES
    from caunoi.referrals.policies import TIES as REFERRALS
    from caunoi.releases.models import Release
    from caunoi.releases.policies import TIES as RELEASES

    V = Verb
    ABOUT = (
        (Pseudonym, PEOPLE, (
            V.SEE_MEMBER, V.OPEN_BY_CARD, V.RECORD_CONSENT, V.RESTRICT_USE, V.PROTECT, V.FOLLOW_PROTECTION, V.WRITE_NOTE,
            V.ERASE, V.SEE_OWN_PAGE, V.GIVE_OWN_CODE, V.ASK_RIGHT, V.GIVE_CARD, V.HAND_OVER,
        )),
        (Pseudonym, VAULT_TIES, (V.SEAL, V.REVEAL, V.SEARCH_NAMES, V.SEAL_PACKET, V.PLAN_VISITS)),
        (Packet, PACKET_TIES, (V.OPEN_PACKET,)),
        (RightsRequest, REQUEST_TIES, (V.SEE_REQUEST, V.CARRY_OUT_REQUEST, V.OPEN_FOR_REQUEST)),
        (Contact, OUTREACH, (V.NOTE_CONTACT, V.SEE_CONTACT, V.CORRECT_CONTACT, V.IMPORT_CONTACTS, V.PRINT_CALENDAR)),
        (Need, REFERRALS, (V.SEE_NEED, V.MAKE_REFERRAL)),
        (Need, NEW_NEED_TIES, (V.NOTE_NEED,)),
        (Referral, REFERRALS, (V.SEE_REFERRAL, V.MOVE_REFERRAL, V.ANSWER_REFERRAL)),
        (Release, RELEASES, (V.SEE_MONTH, V.CLOSE_MONTH, V.SIGN_RELEASE, V.TAKE_RELEASE)),
        (Grant, STAFF_TIES, (V.SEE_STAFF, V.INVITE_STAFF, V.ACCEPT_GRANT, V.REVOKE_GRANT)),
    )  # fmt: skip
    """Which rows each verb is asked of, and by which ties."""
WITHOUT_A_ROW = {
    Verb.NAME_PROTECTION_PERSON: "about who is named, before there is a row",
    Verb.KEEP_KEYS: "about the keys of an organisation: no row stands for them",
    **dict.fromkeys((Verb.KEEP_REFERENCE, Verb.TRUST_PARTNER), "about everything, or nothing"),
    **dict.fromkeys((Verb.AGREE_RESET, Verb.GIVE_BACK_ACCESS), "about an account, asked of its grants"),
    **dict.fromkeys(
        (Verb.CONFIRM_SERVICE, Verb.MARK_TRIED, Verb.KEEP_AGREEMENT, Verb.SET_PIN), "about a service or a provider"
    ),
    **dict.fromkeys(
        (Verb.PRINT_SLIPS, Verb.ENTER_STUBS), "about numbers; whose slip one is, is asked by move_referral"
    ),
    **dict.fromkeys((Verb.CLOSE_CLUB, Verb.CHECK_CONTACTS), "about a whole club"),
    **dict.fromkeys((Verb.NAME_AREA, Verb.OPEN_AREAS), "about a number of the club's own"),
    **dict.fromkeys((Verb.GO_OUT, Verb.SEE_OUTINGS), "about a worker herself"),
    Verb.COUNT_MONTH: "about a worker's own numbers, with nobody behind them",
    **dict.fromkeys((Verb.NOTE_SESSION, Verb.SEE_SESSION), "about a day of service; cards are taken by see_member"),
    **dict.fromkeys(
        (Verb.KEEP_GROUPS, Verb.SEE_GROUPS, Verb.NOTE_MEETING), "about a group; cards are taken by see_member"
    ),
    **dict.fromkeys((Verb.KEEP_STOCK, Verb.SEE_STOCK, Verb.KEEP_FUND), "about pieces and money"),
    **dict.fromkeys(
        (Verb.KEEP_BREACHES, Verb.NOTE_DEMAND, Verb.SEE_DEMANDS, Verb.SEE_INVENTORY, Verb.SEE_RECORD),
        "of the data guardian's registers, which name nobody",
    ),
    **dict.fromkeys(
        (
            Verb.RECEIVE_RELEASE,
            Verb.PUBLISH_PERIOD,
            Verb.SEE_COMPLETENESS,
            Verb.SEE_REPORTS,
            Verb.SEE_EVIDENCE,
            Verb.ENTER_COLLECTED,
        ),
        "of a hub, which has no rows of people",
    ),
}

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
        "protected": st.booleans(),
        "right": st.sampled_from(["copy", "complaint"]),
        "state": st.sampled_from(["draft", "sent", "accepted", "closed", "revoked"]),
    }
)


def make(world, case, cast):
    """One person with a contact, a need and a referral, as the case says."""
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
    if case["protected"]:
        ProtectiveCase.objects.create(
            pseudonym=her, reason="from_16_to_17", limits_told_at=at, since=at, noted_by=worker,
            taken_back_at=at if case["over"] else None,
        )  # fmt: skip
    number = RightsRequest.objects.count() + 1
    request = RightsRequest.objects.create(
        organisation=club, year=at.year, serial=number, pseudonym=her, kind=case["right"], channel="spoken",
        received_at=at, due_on=at.date(),
    )  # fmt: skip
    world += [her, contact, need, referral, request, *_packet(referral, worker, at)]


def _packet(referral, worker, at):
    if referral.consent is None:
        return []
    return [
        Packet.objects.create(
            referral=referral.pk, pseudonym=referral.pseudonym, recipient=referral.provider, consent=referral.consent,
            schema=1, blob=b"x", sealed_at=at, sealed_by=worker,
        )
    ]  # fmt: skip


def releases_and_grants(cast):
    """A month signed first by whoever asks and one by somebody else, and every grant there is."""
    deployment, at = cast["deployment"], timezone.now()
    signed = [
        Release.objects.create(
            organisation=deployment.organisation, deployment=deployment, period_key=f"2026-0{number}A", starts=at.date(),
            ends=at.date(), version=1, exact={}, controlled=[], first_signed_by=user, first_signed_at=at,
        )
        for number, user in enumerate((cast["me"], cast["other_peer"]), start=1)
    ]  # fmt: skip
    return [*signed, *Grant.objects.all()]


def disagreements(world, by):
    asked = 0
    for model, ties, verbs in ABOUT:
        rows = model.objects.filter(pk__in=[row.pk for row in world if isinstance(row, model)])
        for verb in verbs:
            assert relations_allowed(by.roles, verb) <= {*ties, Relation.ANY}, (
                f"{verb}: {model.__name__} cannot tell a relation"
            )
            shown = set(rows.filter(visible(by, verb, ties)).values_list("pk", flat=True))
            allowed = {row.pk for row in rows if decide(by, verb, row, ties).allowed}
            assert shown == allowed, (verb, model.__name__, sorted(by.roles))
            asked += len(rows)
    return asked


def test_every_verb_is_about_a_row_or_says_why_not():
    asked = {verb for _model, _ties, verbs in ABOUT for verb in verbs}
    assert asked | set(WITHOUT_A_ROW) == set(Verb) and not asked & set(WITHOUT_A_ROW)


@pytest.fixture
def cast(club, other_club, peer, other_peer, outsider, provider_user, provider, service, deployment):
    Grant.objects.filter(user=provider_user).update(accepted_at=None, accepted_by=None)
    return {
        "club": club, "other_club": other_club, "peer": peer, "other_peer": other_peer, "outsider": outsider,
        "provider": provider, "service": service, "me": peer,
        "deployment": deployment,
    }  # fmt: skip


def askers(cast, world):
    """Every role of staff everywhere, then the first person of the world herself and who holds the slip of hers."""
    for role, organisation in product(ROLES, (cast["club"], cast["other_club"], cast["provider"], None)):
        yield Actor(ActorKind.USER, cast["me"].pk, organisation and organisation.pk, frozenset({role}))
    herself, slip = (next(row for row in world if isinstance(row, kind)) for kind in (Pseudonym, Referral))
    yield Actor(ActorKind.PERSON, herself.pk, herself.organisation_id, frozenset({THE_PERSON}))
    yield Actor(ActorKind.SLIP, slip.pk, None, frozenset({SLIP_HOLDER}))


def ask(cast, cases):
    from django.db import transaction

    asked = 0
    with transaction.atomic():
        world: list = releases_and_grants(cast)
        for case in cases:
            make(world, case, cast)
        for by in askers(cast, world):
            asked += disagreements(world, by)
        transaction.set_rollback(True)
    return asked


@given(cases=st.lists(persons, min_size=1, max_size=3))
@hypothesis(max_examples=hypothesis().max_examples // 10)
def test_on_some_worlds(cast, cases):
    assert ask(cast, cases)


@pytest.mark.long
def test_every_standing_with_every_consent(cast):
    """Some of all cases there are, evenly spread, so that each value meets each other; ten thousand questions, each asked both ways."""
    keys = ("standing", "consent", "in_caseload", "opened", "over", "protected", "right", "state")
    cases = [
        dict(zip(keys, values, strict=True))
        for values in product(
            STANDINGS,
            CONSENTS,
            *([[False, True]] * 4),
            ["copy", "complaint"],
            ["draft", "sent", "accepted", "closed", "revoked"],
        )  # fmt: skip
    ]
    cases = cases[::29]
    asked = sum(ask(cast, cases[start : start + 15]) for start in range(0, len(cases), 15))
    print(f"{asked} questions over {len(cases)} people")
    assert asked > 10_000
