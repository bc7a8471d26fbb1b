"""Rows of one club's month by hand, as other packages' actions would leave them."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from caunoi.directory.models import Service
from caunoi.groups.models import Group, Meeting, MeetingCard, Membership
from caunoi.lib.ids import new_code, uuid7
from caunoi.outreach.models import (
    Contact,
    ContactCommodity,
    ContactTopic,
    FundEntry,
    MonthlyCount,
    OverlapAnswer,
    ServiceSession,
    ServiceSessionCard,
    StockMove,
)
from caunoi.people.models import Assignment, Member, Pseudonym
from caunoi.referrals.models import Need, Referral, Step

VN = ZoneInfo("Asia/Ho_Chi_Minh")


class Rows:
    """Makes rows of one club. Days lie in November's administrative month unless said otherwise."""

    def __init__(self, club, deployment, worker, service):
        self.club, self.deployment, self.worker, self.service = club, deployment, worker, service

    def person(self, band=""):
        pseudonym = Pseudonym.objects.create(organisation=self.club)
        Member.objects.create(
            pseudonym=pseudonym, card_code=new_code(), joined=date(2026, 1, 1), birth_year_band=band,
            cue="hoa sen", cue_folded="hoa sen",
        )  # fmt: skip
        return pseudonym

    def contact(self, pseudonym=None, on=date(2026, 11, 3), topics=(), things=None, **fields):
        contact = Contact.objects.create(
            record=uuid7(), organisation=self.club, deployment=fields.pop("deployment", self.deployment),
            pseudonym=pseudonym, on=on, setting=fields.pop("setting", "street"), done_by=self.worker,
            entered_by=self.worker, entered_at=datetime(2026, 11, 3, 10, tzinfo=VN), **fields,
        )  # fmt: skip
        for topic in topics:
            ContactTopic.objects.create(contact=contact, topic=topic)
        for kind, quantity in (things or {}).items():
            ContactCommodity.objects.create(contact=contact, kind=kind, quantity=quantity)
        return contact

    def need(self, pseudonym=None, code="SRH", on=date(2026, 11, 4), status="open"):
        return Need.objects.create(
            organisation=self.club, deployment=self.deployment, pseudonym=pseudonym, code=code, noted_on=on,
            status=status, status_on=on, done_by=self.worker, entered_by=self.worker,
            entered_at=datetime(2026, 11, 4, 10, tzinfo=VN),
        )  # fmt: skip

    def service_of(self, code):
        return Service.objects.create(provider=self.service.provider, code=code, name=code, folded=code, sort_key=code)

    def referral(self, need, *states, at=datetime(2026, 11, 5, 9, tzinfo=VN), state=None):
        service = self.service if need.code == self.service.code else self.service_of(need.code)
        referral = Referral.objects.create(
            need=need, organisation=self.club, deployment=self.deployment, pseudonym=need.pseudonym, service=service,
            provider=service.provider, state=state or states[-1], state_at=at, slip_code=new_code(),
            expires_at=at + timedelta(days=60), done_by=self.worker, entered_by=self.worker, made_at=at,
        )  # fmt: skip
        for number, reached in enumerate(states, start=1):
            Step.objects.create(
                referral=referral, number=number, event="step", state=reached, at=at, source="provider",
                done_by=self.worker, entered_by=self.worker,
            )  # fmt: skip
        return referral

    def session(self, *cards, code="SRH", on=date(2026, 11, 5), anonymous=0, **fields):
        session = ServiceSession.objects.create(
            organisation=self.club, deployment=self.deployment, on=on, code=code, anonymous=anonymous,
            done_by=self.worker, entered_by=self.worker, entered_at=datetime(2026, 11, 5, 10, tzinfo=VN), **fields,
        )  # fmt: skip
        for pseudonym in cards:
            ServiceSessionCard.objects.create(session=session, pseudonym=pseudonym)
        return session

    def moved(self, kind, movement, quantity, on=date(2026, 11, 1), worker=None, **fields):
        return StockMove.objects.create(
            organisation=self.club, worker=worker, kind=kind, movement=movement, quantity=quantity, on=on,
            noted_by=self.worker, noted_at=datetime(2026, 11, 1, 10, tzinfo=VN), **fields,
        )  # fmt: skip

    def fund(self, kind, amount, on=date(2026, 11, 1), **fields):
        help_ = {"purpose": "travel", "receipt": "PC-1"} if kind == "help" else {}
        return FundEntry.objects.create(
            organisation=self.club, kind=kind, amount=amount, on=on, noted_by=self.worker,
            noted_at=datetime(2026, 11, 1, 10, tzinfo=VN), **help_, **fields,
        )  # fmt: skip

    def group(self, title="Nhóm Sen"):
        found, _made = Group.objects.get_or_create(
            organisation=self.club, title=title, defaults={"kind": "club", "begun_on": date(2026, 1, 1)}
        )
        return found

    def member(self, pseudonym, layer="core", since=date(2026, 10, 1), until=None, group=None):
        group = group or self.group()
        Membership.objects.create(group=group, pseudonym=pseudonym, layer=layer, since=since, until=until)
        return group

    def meeting(self, group, *cards, kind="meeting", attended=10, on=date(2026, 11, 6), **fields):
        meeting = Meeting.objects.create(
            group=group, kind=kind, subject="rights", on=on, attended=attended, entered_by=self.worker,
            entered_at=datetime(2026, 11, 6, 20, tzinfo=VN), **fields,
        )  # fmt: skip
        for pseudonym in cards:
            MeetingCard.objects.create(meeting=meeting, pseudonym=pseudonym)
        return meeting

    def said(self, pseudonym, answer="yes", on=date(2026, 11, 3)):
        OverlapAnswer.objects.create(pseudonym=pseudonym, answer=answer, answered_on=on, recorded_by=self.worker)

    def told(self, kind, count, month=date(2026, 10, 1), worker=None):
        MonthlyCount.objects.create(
            organisation=self.club, worker=worker or self.worker, month=month, kind=kind, count=count
        )

    def assign(self, *people, worker=None, since=datetime(2026, 10, 1, 9, tzinfo=VN), until=None):
        for pseudonym in people:
            Assignment.objects.create(pseudonym=pseudonym, worker=worker or self.worker, since=since, until=until)


@pytest.fixture
def rows(club, deployment, peer, service):
    return Rows(club, deployment, peer, service)
