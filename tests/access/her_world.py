"""Builds the one person of the generated matrix, her visitors, and what she said."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from caunoi.conftest import make_organisation, make_user
from caunoi.organisations.choices import OrganisationKind
from tests.access.standings import CENTRE, DID, LOOKS_AFTER, OPENED, OTHER, OWN, PROVIDER, VISITORS, State

if settings.KIND == "club":
    from caunoi.lib.actor import CLOCK
    from caunoi.lib.ids import new_code
    from caunoi.outreach.models import Contact, FollowUp
    from caunoi.people import actions as people
    from caunoi.people.choices import Purpose, RestrictionReason
    from caunoi.people.models import Assignment, Consent, Opening, Pseudonym
    from caunoi.referrals import actions as referrals
    from caunoi.referrals.models import Need, Referral

EARLIER = timedelta(days=20)
ON_A_REQUEST = [f"workspace:request{what}.pk" for what in ("", "_told", "_more_days", "_open", "_end", "_erase")]


class HerWorld:
    """`arguments(visitor)`: what the arguments of addresses stand for, as this visitor finds them."""

    def __init__(self, club, other_club, service, worker, acting) -> None:
        self.now = timezone.now()  # pages ask the real clock
        self.club, self.service, self.worker, self.acting = club, service, worker, acting
        centre = make_organisation(OrganisationKind.SOCIAL_WORK_CENTRE, "Trung tâm", club.place)
        self._where = {OWN: club, OTHER: other_club, PROVIDER: service.provider, CENTRE: centre}
        self.member = people.give_card(by=acting(worker), at=self.now - EARLIER, worker=worker)
        self.person = self.member.pseudonym
        self.users = {visitor: self._user(number, visitor) for number, visitor in enumerate(VISITORS)}
        self._rows = {visitor: self._row_of(user) for visitor, user in self.users.items() if visitor.tie == DID}
        self._others_row = self._row_of(worker)
        self.request = people.ask_right(
            by=acting(worker), at=self.now - EARLIER, pseudonym=self.person, kind="copy", channel="spoken"
        )
        self.follow_up = FollowUp.objects.create(
            pseudonym=self.person, due_on=timezone.localdate(self.now), why="bring", made_by=worker, made_at=self.now
        )

    def _user(self, number, visitor):
        user = make_user(f"visitor-{number}", visitor.role, self._where[visitor.where])
        if visitor.tie == LOOKS_AFTER:
            Assignment.objects.create(pseudonym=self.person, worker=user, since=self.now - EARLIER)
        elif visitor.tie == OPENED:
            until = self.now + timedelta(minutes=15)
            Opening.objects.create(pseudonym=self.person, opened_by=user, opened_at=self.now, until=until)
        return user

    def _row_of(self, user):
        did = {"organisation": self.club, "pseudonym": self.person, "done_by": user, "entered_by": user}
        day = timezone.localdate(self.now)
        contact = Contact.objects.create(record=user.pk, on=day, setting="venue", entered_at=self.now, **did)
        need = Need.objects.create(
            code=self.service.code, noted_on=day, status_on=day, entered_at=self.now - EARLIER, **did
        )
        referral = Referral.objects.create(
            need=need, service=self.service, provider=self.service.provider, state="draft", state_at=self.now - EARLIER,
            slip_code=new_code(), expires_at=self.now + timedelta(days=60),
            made_at=self.now - EARLIER, **did,
        )  # fmt: skip
        return contact, need, referral

    def arguments(self, visitor) -> dict[str, UUID | str]:
        contact, need, referral = self._rows.get(visitor, self._others_row)
        return {
            "person": self.person_id, "record": contact.record, "need": need.pk, "pk": referral.pk,
            "referrals:need.pk": need.pk, "referrals:conclude.pk": need.pk, "purpose": "contact", "kind": "called",
            **dict.fromkeys(ON_A_REQUEST, self.request.pk), "consent": self.consent, "portal:slip.code": referral.slip_code,
            "outreach:follow_up_done.pk": self.follow_up.pk,
        }  # fmt: skip

    def becomes(self, state: State) -> None:
        """What she said, and what came of it."""
        self.person_id = self.person.pk
        self.consent = Consent.objects.get(pseudonym=self.person, purpose=Purpose.CARD).pk
        if state.name != "none":
            self._she_agrees_to_be_referred()
        getattr(self, "_" + state.name.replace(" ", "_"), lambda: None)()

    def _she_agrees_to_be_referred(self) -> None:
        given = self.now - EARLIER
        for referral in Referral.objects.all():
            worker = self.acting(self.worker)
            consent = people.record_consent(
                by=worker, at=given, pseudonym=self.person, purpose=Purpose.REFERRAL, recipient=referral.provider,
                field_classes=["slip"], method="spoken", witness="none", language="vi",
            )  # fmt: skip
            Referral.objects.filter(pk=referral.pk).update(consent=consent, state="sent")

    def _expired(self) -> None:
        """By the clock of the wall alone: nothing has been settled yet."""
        referred = Consent.objects.filter(purpose=Purpose.REFERRAL)
        referred.update(expires_at=self.now - timedelta(minutes=1))

    def _withdrawn(self) -> None:
        for consent in Consent.objects.filter(purpose=Purpose.REFERRAL):
            people.withdraw_consent(by=self.acting(self.worker), at=self.now, consent=consent)

    def _restricted(self) -> None:
        lead = next(
            user for visitor, user in self.users.items() if str(visitor) == "club_lead of own club, opened her card"
        )
        people.restrict_use(by=self.acting(lead), at=self.now, pseudonym=self.person, why=RestrictionReason.ASKED)

    def _card_lapsed(self) -> None:
        Consent.objects.update(expires_at=self.now - timedelta(minutes=1))
        assert people.settle_people(by=CLOCK, at=self.now) == 1

    def _card_returned(self) -> None:
        card = Consent.objects.get(pk=self.consent)
        people.withdraw_consent(by=self.acting(self.worker), at=self.now, consent=card)
        referrals.settle_referrals(by=CLOCK, at=self.now)

    def _protected(self) -> None:
        people.protect(
            by=self.acting(self.worker), at=self.now, reason="from_16_to_17", limits_told_at=self.now,
            pseudonym=self.person,
        )  # fmt: skip

    def _erased(self) -> None:
        carer = next(
            user for visitor, user in self.users.items() if str(visitor) == "case_worker of own club, looks after her"
        )
        people.erase_person(by=self.acting(carer), at=self.now, pseudonym=self.person, reason="asked")
        referrals.settle_referrals(by=CLOCK, at=self.now)
        assert not Pseudonym.objects.filter(pk=self.person_id).exists()
