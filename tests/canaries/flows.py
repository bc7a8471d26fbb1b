"""Plants identities into an installation by the acts and pages that people use: python -m tests.canaries.flows COUNT

Runs in a process of its own with CAUNOI_DATA set, like a server would. Prints how many it could read back with the keys: all, or the
scan after it would prove nothing.
"""

import json
import sys
from contextlib import suppress
from datetime import timedelta

import django

django.setup()

from django.core.management import call_command  # noqa: E402  # Django first
from django.test import Client  # noqa: E402  # Django first
from django.utils import timezone  # noqa: E402  # Django first

from caunoi.access import actions as access  # noqa: E402  # Django first
from caunoi.access.choices import RevealPurpose, Role  # noqa: E402  # Django first
from caunoi.access.models import User  # noqa: E402  # Django first
from caunoi.access.queries import actor_for  # noqa: E402  # Django first
from caunoi.account.tests.codes import App  # noqa: E402  # Django first
from caunoi.conftest import make_organisation, make_user  # noqa: E402  # Django first
from caunoi.directory.choices import Cost, ServiceCode  # noqa: E402  # Django first
from caunoi.directory.models import Service  # noqa: E402  # Django first
from caunoi.lib.vietnamese_text import fold, sort_key  # noqa: E402  # Django first
from caunoi.organisations.choices import OrganisationKind  # noqa: E402  # Django first
from caunoi.organisations.models import Organisation  # noqa: E402  # Django first
from caunoi.outreach import actions as outreach  # noqa: E402  # Django first
from caunoi.outreach.actions import Observation, note_contact  # noqa: E402  # Django first
from caunoi.outreach.choices import Setting, Topic  # noqa: E402  # Django first
from caunoi.people import actions as people  # noqa: E402  # Django first
from caunoi.people.choices import ClubKind, ConsentMethod, FieldClass, Purpose, SealedKind, Witness  # noqa: E402  # Django first
from caunoi.places.queries import communes_of  # noqa: E402  # Django first
from caunoi.referrals import actions as referrals  # noqa: E402  # Django first
from caunoi.referrals.choices import Event  # noqa: E402  # Django first
from tests.canaries import pages  # noqa: E402  # Django first
from tests.canaries.scanner import Identity  # noqa: E402  # Django first

WORDS = "thuyen-xanh meo-vang song-nho doi-cao"
PRIVATE = [FieldClass.NAME, FieldClass.CONTACT]


class Office:
    """One club with a lead who holds keys and a peer who does not, and a clinic."""

    def __init__(self) -> None:
        self.lead = User.objects.get(handle="lan")
        club = Organisation.objects.get(pk=self.lead.grants.get().organisation_id)
        self.peer = make_user("peer", Role.PEER_WORKER, club)
        self.deputy = make_user("deputy", Role.DEPUTY_LEAD, club)
        clinic = make_organisation(OrganisationKind.PROVIDER, "Phòng khám Bình An", club.place)
        self.nurse = make_user("nurse", Role.PROVIDER_STAFF, clinic)
        name = "Khám sức khoẻ phụ nữ"
        self.service = Service.objects.create(
            provider=clinic, code=ServiceCode.SRH, name=name, cost=Cost.FREE,
            folded=fold(name), sort_key=sort_key(name),
        )  # fmt: skip
        at = timezone.now()
        for user in (self.lead, self.deputy, self.nurse):  # who holds keys has a second step
            secret = access.new_app_secret()
            access.add_app(by=actor_for(user), at=at, secret=secret, code=App(secret).code())
        self.commune = communes_of(club.place, timezone.localdate()).first()
        self.session = people.begin_vault(by=actor_for(self.lead), at=at, passphrase=WORDS).session
        self.nurses = people.begin_vault(by=actor_for(self.nurse), at=at, passphrase=WORDS).session

    def meet(self, one: Identity, at) -> bool:
        """Everything that is done with one person; whether the keys read back what was written."""
        peer, lead = actor_for(self.peer), actor_for(self.lead)
        member = people.give_card(by=peer, at=at, worker=self.peer)
        person = member.pseudonym
        note_contact(
            by=peer, at=at, done_by=self.peer,
            seen=Observation(on=timezone.localdate(at), setting=Setting.STREET, pseudonym=person, topics=[Topic.RIGHTS]),
        )  # fmt: skip
        agreed = {"method": ConsentMethod.SPOKEN, "witness": Witness.PEER, "language": "vi", "pseudonym": person}
        people.record_consent(by=peer, at=at, purpose=Purpose.IDENTITY, recipient=None, field_classes=PRIVATE, **agreed)
        people.write_sealed_note(by=peer, at=at, pseudonym=person, text=one.note)
        people.open_by_card(by=lead, at=at, card=member.card)
        kept = {
            SealedKind.CALLED: one.name, SealedKind.LEGAL_NAME: one.name.upper(), SealedKind.PHONE: one.phone,
            SealedKind.SAFE_CONTACT: one.safe_contact,
        }  # fmt: skip
        for kind, text in kept.items():
            people.seal_value(by=lead, at=at, pseudonym=person, kind=kind, text=text)
        need = referrals.note_need(
            by=peer, at=at, code=ServiceCode.SRH, noted_on=timezone.localdate(at), pseudonym=person
        )
        referral = referrals.refer(by=peer, at=at, need=need, service=self.service, agreed=referrals.Agreed())
        passes = people.record_consent(
            by=peer, at=at, purpose=Purpose.PACKET, recipient=self.service.provider, field_classes=PRIVATE, **agreed
        )
        packet = people.seal_packet(
            by=lead, at=at, session=self.session, referral=referral.pk, consent=passes, fields=PRIVATE
        )
        came = people.open_packet(
            by=actor_for(self.nurse), at=at, session=self.nurses, packet=packet, purpose=RevealPurpose.SERVE
        )
        referrals.answer(by=actor_for(self.nurse), at=at, referral=referral, event=Event.ACCEPT)
        shown = people.reveal(
            by=lead,
            at=at,
            session=self.session,
            pseudonym=person,
            kind=SealedKind.NOTE,
            purpose=RevealPurpose.FOLLOW_UP,
        )
        if one.number % 10 == 0:
            people.search_names(by=lead, at=at, session=self.session, words=one.name, purpose=RevealPurpose.FOLLOW_UP)
        return [each.text for each in shown] == [one.note] and one.name in came.values()

    def on_pages(self, one: Identity, at) -> bool:
        """One more person, by pages alone: sealed, opened, printed, read by herself."""
        member = people.give_card(by=actor_for(self.peer), at=at, worker=self.peer)
        person = member.pseudonym
        people.record_consent(
            by=actor_for(self.peer), at=at, pseudonym=person, purpose=Purpose.IDENTITY, recipient=None,
            field_classes=PRIVATE, method=ConsentMethod.SPOKEN, witness=Witness.PEER, language="vi",
        )  # fmt: skip
        lead = pages.at_work(self.lead)
        lead.post("/people/", {"card": member.card})
        shown = pages.seal_and_open(lead, WORDS, person, one) and self.name_an_area(one, at)
        printed = pages.papers(pages.at_work(self.peer), person)
        things = {"person": person.pk, "kind": SealedKind.NOTE.value, "purpose": Purpose.CONTACT.value}
        if one.number == 0:
            typed = [
                pages.type_everywhere(pages.at_work(user), one, things) for user in (self.peer, self.lead, self.nurse)
            ]
            assert min(typed) > 30, "every page was walked"
        own = pages.her_own_page(member, self.peer)
        return shown and printed and own

    def name_an_area(self, one: Identity, at) -> bool:
        """The club's own name of an area: written by a peer, named by a contact, read by the lead alone."""
        peer = actor_for(self.peer)
        area = outreach.name_area(by=peer, at=at, commune=self.commune, name=one.name)
        seen = Observation(on=timezone.localdate(at), setting=Setting.STREET, people=2, area=area)
        note_contact(by=peer, at=at, done_by=self.peer, seen=seen)
        opened = people.open_for_club(by=actor_for(self.lead), at=at, session=self.session, kind=ClubKind.AREA)
        return opened[area.called_id] == one.name

    def mistype(self, one: Identity) -> None:
        """Names land in fields that are not for them: sign-in, search, addresses, forms that are refused."""
        anybody = Client(raise_request_exception=False, SERVER_NAME="localhost")
        anybody.get("/", {"q": one.name})
        anybody.post("/account/login/", {"login": one.name, "password": one.phone})
        anybody.get(f"/{one.name}/")
        anybody.post("/r/", {"code": one.phone})
        worker = Client(raise_request_exception=False, SERVER_NAME="localhost")
        worker.force_login(self.peer, backend="allauth.account.auth_backends.AuthenticationBackend")
        for path in ("/contacts/new/", "/people/new/", "/needs/new/"):
            worker.post(
                path, {"cue": one.name, "setting": one.name, "on": one.phone, "commune": one.name, "code": one.name}
            )
        worker.get("/people/", {"q": one.name})
        worker.get("/work/", HTTP_REFERER=f"http://localhost/?q={one.name}", HTTP_USER_AGENT=one.name)


def main(count: int) -> None:
    # later and later: a card stays open for a quarter of an hour from now, and nobody opens many in an hour
    call_command("begin", "--organisation", "CLB Biển Xanh", "--handle", "lan", "--place", "22")
    office, at = Office(), timezone.now()
    for number in range(0, count, 50):  # now, before the days to come fill the hour's count of what was opened
        assert office.on_pages(Identity(number), timezone.now()), "what is done on pages must have been done"
    read = 0
    for number in range(count):
        one = Identity(number)
        read += office.meet(one, at + timedelta(minutes=10 * number))
        if number % 10 == 0:
            office.mistype(one)
    assert pages.close_a_month(office.lead, office.deputy)
    people.lock_vault(by=actor_for(office.lead), at=timezone.now(), session=office.session)
    for words in (("audit", "verify"), ("clock", "--once"), ("backup",)):
        call_command(*words)
    with suppress(SystemExit):  # it has something to say: the times of this script are not of today
        call_command("doctor")
    print(json.dumps({"planted": count, "read": read}))


if __name__ == "__main__":
    main(int(sys.argv[1]))
