"""Restricted use is honoured by every verb about a person: each verb stands in one list, and what is stopped is stopped for all."""

import pytest
from django.conf import settings
from django.utils import timezone

from caunoi.access.choices import SLIP_HOLDER, Relation, Verb
from caunoi.access.policies import decide, visible
from caunoi.access.rules import RULES
from caunoi.lib.actor import Actor, ActorKind

pytestmark = pytest.mark.skipif(settings.KIND != "club", reason="a hub has no rows of people")

if settings.KIND == "club":
    from caunoi.outreach import actions as outreach
    from caunoi.outreach import policies as outreach_policies
    from caunoi.outreach.actions import Observation
    from caunoi.outreach.models import Contact
    from caunoi.people import actions as people
    from caunoi.people import policies as people_policies
    from caunoi.people.choices import RestrictionReason
    from caunoi.people.models import Assignment, Packet, Pseudonym, Restriction
    from caunoi.people.policies import STILL_POSSIBLE, STOPPED_BY_RESTRICTION
    from caunoi.referrals import actions as referrals
    from caunoi.referrals import policies as referral_policies
    from caunoi.referrals.models import Need, Referral

    TIES_OF = {
        "contact": (Contact, outreach_policies.TIES),
        "need": (Need, referral_policies.TIES),
        "new need": (Need, referral_policies.NEW_NEED_TIES),
        "referral": (Referral, referral_policies.TIES),
        "person": (Pseudonym, people_policies.VAULT_TIES),
        "packet": (Packet, people_policies.PACKET_TIES),
    }
    THING_OF = {
        Verb.SEE_CONTACT: "contact", Verb.CORRECT_CONTACT: "contact", Verb.NOTE_NEED: "new need", Verb.SEE_NEED: "need",
        Verb.MAKE_REFERRAL: "need", Verb.SEE_REFERRAL: "referral", Verb.MOVE_REFERRAL: "referral",
        Verb.ANSWER_REFERRAL: "referral", Verb.SEAL: "person", Verb.REVEAL: "person", Verb.SEAL_PACKET: "person",
        Verb.OPEN_PACKET: "packet", Verb.SEARCH_NAMES: "person", Verb.PLAN_VISITS: "person",
    }  # fmt: skip
    STOPPED = sorted(STOPPED_BY_RESTRICTION)
else:
    STOPPED = []

PERSONAL = {
    Relation.CASELOAD, Relation.OPENED_BY_CARD, Relation.ON_PROTECTIVE_PATH, Relation.THIS_PROVIDER, Relation.HOLDS_SLIP,
    Relation.OWN_RECORD,
}  # fmt: skip
"""Relations that only somebody's rows have."""


def test_every_verb_about_a_person_stands_in_one_list():
    assert not STOPPED_BY_RESTRICTION & STILL_POSSIBLE
    about_people = {rule.verb for rule in RULES if rule.relation in PERSONAL}
    rest = about_people - STOPPED_BY_RESTRICTION - STILL_POSSIBLE
    assert not rest, f"stopped by a restriction, or still possible? say it in people.policies: {rest}"
    assert set(THING_OF) == set(STOPPED_BY_RESTRICTION), "say here what each is about"


@pytest.fixture
def cast(peer, lead, deputy, caseworker, provider_user, acting):
    return {user.handle: acting(user) for user in (peer, lead, deputy, caseworker, provider_user)}


@pytest.fixture
def things(cast, peer, lead, deputy, caseworker, service, provider):
    """One of each about one person, near to everybody: in a caseload, opened by card, sent to the provider."""
    now, by = timezone.now(), cast["peer"]
    member = people.give_card(by=by, at=now, worker=peer)
    person = member.pseudonym
    Assignment.objects.create(pseudonym=person, worker=caseworker, since=now)
    for handle in ("lead", "deputy"):
        people.open_by_card(by=cast[handle], at=now, card=member.card)
    day = timezone.localdate(now)
    seen = Observation(on=day, setting="venue", pseudonym=person)
    need = referrals.note_need(by=by, at=now, code=service.code, noted_on=day, pseudonym=person)
    referral = referrals.refer(by=by, at=now, need=need, service=service, agreed=referrals.Agreed())
    packet = Packet.objects.create(
        referral=referral.pk, pseudonym=person, recipient=provider, consent=referral.consent, schema=1, blob=b"x",
        sealed_at=now, sealed_by=peer,
    )  # fmt: skip
    cast["slip"] = Actor(ActorKind.SLIP, id=referral.pk, roles=frozenset({SLIP_HOLDER}))
    contact = outreach.note_contact(by=by, at=now, seen=seen, done_by=peer)
    return {
        "contact": contact, "need": need, "new need": need, "referral": referral, "person": person, "packet": packet,
    }  # fmt: skip


def who_may(verb, things, cast):
    name = THING_OF[verb]
    _model, ties = TIES_OF[name]
    return {who for who, by in cast.items() if decide(by, verb, things[name], ties).allowed}


def who_sees(verb, things, cast):
    name = THING_OF[verb]
    model, ties = TIES_OF[name]
    return {
        who for who, by in cast.items() if model.objects.filter(visible(by, verb, ties), pk=things[name].pk).exists()
    }


@pytest.mark.parametrize("verb", STOPPED)
def test_what_is_stopped_is_stopped_for_everybody(verb, things, cast):
    assert who_may(verb, things, cast), "so that the test can fail"
    people.restrict_use(by=cast["lead"], at=timezone.now(), pseudonym=things["person"], why=RestrictionReason.ASKED)
    assert who_may(verb, things, cast) == set()
    assert who_sees(verb, things, cast) == set()
    people.lift_restriction(by=cast["lead"], at=timezone.now(), pseudonym=things["person"])
    assert who_may(verb, things, cast)


def test_people_without_a_card_are_not_touched(things, cast, service):
    """A restriction of one person hides nothing about others, nor what is about nobody in particular."""
    now = timezone.now()
    need = referrals.note_need(by=cast["peer"], at=now, code=service.code, noted_on=timezone.localdate(now))
    Restriction.objects.create(pseudonym=things["person"], why="asked", since=now)
    assert decide(cast["peer"], Verb.SEE_NEED, need, referral_policies.TIES).allowed
    assert list(Need.objects.filter(visible(cast["peer"], Verb.SEE_NEED, referral_policies.TIES))) == [need]
