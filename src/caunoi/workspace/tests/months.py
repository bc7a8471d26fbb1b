"""Some months of a club's work, drawn from a seed, by the actions that pages use."""

from datetime import timedelta
from random import Random

from django.utils import timezone

from caunoi.directory.choices import ServiceCode
from caunoi.groups import actions as groups
from caunoi.groups.choices import Layer, Leading, MeetingKind, Subject
from caunoi.lib.actor import Actor
from caunoi.outreach import actions as outreach
from caunoi.outreach.actions import Held, Moved, Observation
from caunoi.outreach.choices import Commodity, FollowUpReason, FundPurpose, Movement, Setting, StockReason, Topic
from caunoi.people import actions as people
from caunoi.people.choices import RestrictionReason
from caunoi.referrals import actions as referrals


class World:
    """Some months of two workers, their lead and another club, by the actions that pages use; what was drawn is of the seed."""

    def __init__(self, seed, cast, acting, service):
        self.draw, self.cast, self.service = Random(seed), cast, service
        self.at, self.today = timezone.now(), timezone.localdate()
        self.by: dict[str, Actor] = {name: acting(user) for name, user in cast.items()}
        self.cards = {name: [self._card(name) for _card in range(5)] for name in ("peer", "other_peer", "outsider")}
        for make in (
            self.contacts,
            self.supplies,
            self.sessions,
            self.money,
            self.plans,
            self.groups,
            self.needs,
            self.rest,
        ):
            make()

    def _card(self, name):
        joined = self.at - timedelta(days=self.draw.choice((0, 200)))
        return people.give_card(by=self.by[name], at=joined, worker=self.cast[name]).pseudonym

    def day(self, most=70):
        return self.today - timedelta(days=self.draw.randrange(most))

    def contacts(self):
        noted = []
        for _contact in range(45):
            name = self.draw.choice(("peer", "peer", "other_peer", "outsider"))
            user = self.cast[name]
            noted.append(
                (name, outreach.note_contact(by=self.by[name], at=self.at, seen=self.seen(name), done_by=user))
            )
        for name, contact in self.draw.sample(noted, 12):
            outreach.correct_contact(by=self.by[name], at=self.at, contact=contact, seen=self.seen(name))
        standing = [(name, one) for name, one in noted if type(one).objects.get(pk=one.pk).superseded_at is None]
        for name, contact in self.draw.sample(standing, 5):
            outreach.take_back_contact(by=self.by[name], at=self.at, contact=contact)

    def seen(self, name):
        her = self.draw.choice([None, *self.cards[name]])
        return Observation(
            on=self.day(), setting=self.draw.choice(Setting.values), pseudonym=her,
            people=1 if her else self.draw.randint(1, 20), topics=self.draw.sample(Topic.values, self.draw.randint(0, 3)),
            commodities={kind: self.draw.randint(0, 30) for kind in self.draw.sample(Commodity.values, 2)},
        )  # fmt: skip

    def supplies(self):
        for _move in range(14):
            movement = self.draw.choice(Movement.values)
            hand = self.draw.choice(("peer", "other_peer"))
            held = movement in (Movement.HANDED, Movement.RETURNED) or (
                movement != Movement.RECEIVED and self.draw.random() < 0.5
            )
            worker = self.cast[hand].pk if held else None
            kind, pieces = self.draw.choice(Commodity.values[:3]), self.draw.randint(1, 400)
            moved = Moved(kind, movement, pieces, self.day(40), worker, StockReason.COUNTED)
            move = outreach.note_stock(by=self.by["lead"], at=self.at, moved=moved)
            if self.draw.random() < 0.2:
                outreach.take_back_stock(by=self.by["lead"], at=self.at, move=move)

    def sessions(self):
        for name in ("peer", "other_peer", "outsider", "peer"):
            who = self.draw.sample(self.cards[name], self.draw.randint(1, 4))
            held = Held(self.day(), "SRH", people=who, anonymous=self.draw.randint(0, 30))
            made = outreach.note_session(by=self.by[name], at=self.at, held=held, done_by=self.cast[name].pk)
        outreach.take_back_session(by=self.by["peer"], at=self.at, session=made)

    def money(self):
        lead = self.by["lead"]
        for _entry in range(5):
            outreach.note_fund(
                by=lead, at=self.at, kind="in", amount=self.draw.randrange(1, 90) * 100_000, on=self.day()
            )
            entry = outreach.note_fund(
                by=lead, at=self.at, kind="help", amount=self.draw.randrange(1, 30) * 50_000, on=self.day(),
                purpose=self.draw.choice(FundPurpose.values), receipt=f"P{self.draw.randrange(10**9)}",
            )  # fmt: skip
        outreach.take_back_fund(by=lead, at=self.at, entry=entry)
        for number in range(3):
            going = outreach.note_accompaniment(
                by=lead,
                at=self.at,
                worker=self.cast["peer"].pk,
                code="SRH",
                on=self.day(),
                advance=20_000 * (number + 1),
            )
        outreach.settle_advance(by=lead, at=self.at, going=going, spent=35_000, receipt="V1")

    def plans(self):
        for her in self.cards["peer"][:3]:
            earlier = self.at - timedelta(days=self.draw.randint(0, 9))
            due = timezone.localdate(earlier) + timedelta(days=self.draw.randint(0, 12))
            planned = outreach.plan_follow_up(
                by=self.by["peer"], at=earlier, pseudonym=her, due_on=due, why=self.draw.choice(FollowUpReason.values)
            )
            if self.draw.random() < 0.3:
                outreach.follow_up_done(by=self.by["peer"], at=self.at, follow_up=planned)

    def groups(self):
        lead, begun = self.by["lead"], self.today - timedelta(days=300)
        self.group = groups.found_group(by=lead, at=self.at, kind="club", title="Nhóm Sen", begun_on=begun)
        for her in [*self.cards["peer"], *self.cards["other_peer"]]:
            for ago in sorted({self.draw.randrange(200) for _fact in range(3)}, reverse=True):
                groups.set_layer(
                    by=lead, at=self.at, group=self.group, pseudonym=her, layer=self.draw.choice(["", *Layer.values]),
                    on=self.today - timedelta(days=ago),
                )  # fmt: skip
        for layer in Layer.values[:2]:
            for ago in (9, 40):
                on, counted = self.today - timedelta(days=ago), self.draw.randint(0, 99)
                groups.count_layer(by=lead, at=self.at, group=self.group, layer=layer, people=counted, on=on)
        groups.set_leader(
            by=lead, at=self.at, group=self.group, user=self.cast["lead"].pk, leading=Leading.LEAD, on=begun
        )
        for _meeting in range(6):
            came = self.draw.sample(self.cards["peer"], self.draw.randint(0, 3))
            held = groups.Gathering(
                self.day(), self.draw.choice(MeetingKind.values), self.draw.choice(Subject.values),
                len(came) + self.draw.randint(1, 40), people=came,
            )  # fmt: skip
            meeting = groups.note_meeting(by=self.by["peer"], at=self.at, group=self.group, held=held)
        groups.take_back_meeting(by=self.by["peer"], at=self.at, meeting=meeting)
        for back in (1, 2):
            month = (self.today.replace(day=1) - timedelta(days=28 * back)).replace(day=1)
            groups.note_stipends(
                by=lead, at=self.at, month=month, people=self.draw.randint(1, 9), amount=1_000_000 * back
            )

    def needs(self):
        for name in ("peer", "peer", "other_peer", "outsider", "peer", "peer"):
            her = self.draw.choice([None, *self.cards[name]])
            need = referrals.note_need(
                by=self.by[name], at=self.at, code=ServiceCode.SRH, noted_on=self.day(50), pseudonym=her
            )
            if self.draw.random() < 0.6:
                referrals.refer(
                    by=self.by[name], at=self.at, need=need, service=self.service, agreed=referrals.Agreed()
                )

    def rest(self):
        """One whose use rests, one on the protective path: in no figure from now on."""
        resting, young = self.cards["peer"][4], self.cards["other_peer"][4]
        people.open_by_card(by=self.by["lead"], at=self.at, card=resting.member.card)
        people.restrict_use(by=self.by["lead"], at=self.at, pseudonym=resting, why=RestrictionReason.ASKED)
        people.protect(by=self.by["other_peer"], at=self.at, reason="under_16", limits_told_at=self.at, pseudonym=young)
