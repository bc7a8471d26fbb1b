"""What the clubs of the demo world have and do beside contacts: supplies, groups, sessions, money, areas, what is due."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Sum
from django.utils import timezone

from caunoi.access.models import User
from caunoi.access.queries import actor_for
from caunoi.directory.models import Service
from caunoi.groups import actions as groups
from caunoi.groups.choices import GroupKind, Layer, Leading, MeetingKind, Subject
from caunoi.groups.models import Group
from caunoi.lib.ids import uuid7
from caunoi.outreach import actions as outreach
from caunoi.outreach.actions import Held, Moved, Observation
from caunoi.outreach.choices import (
    Band,
    CheckOutcome,
    Commodity,
    CountKind,
    FollowUpReason,
    FundKind,
    FundPurpose,
    Movement,
    Setting,
    StockReason,
    Topic,
)
from caunoi.outreach.models import ContactCommodity
from caunoi.outreach.queries import last_week, to_check
from caunoi.people.models import Pseudonym
from caunoi.people.queries import caseload

if TYPE_CHECKING:
    from caunoi.devtools.world import Club, World

IN_STOCK = (Commodity.CONDOM, Commodity.LUBRICANT, Commodity.LEAFLET)
AREAS = ("khu sau chợ", "xóm bến tàu", "phía bến xe cũ")
HELPED = (
    (FundPurpose.TRAVEL, 60_000), (FundPurpose.NIGHT, 250_000), (FundPurpose.MEDICINE, 180_000), (FundPurpose.CHILD, 120_000),
)  # fmt: skip
LAYERS = (Layer.CORE, Layer.CORE, Layer.CORE, *[Layer.NETWORK] * 4, *[Layer.REGULAR] * 6)


def keep_clubs(world: "World", clubs: list["Club"]) -> None:
    """Every club has supplies, a group that meets and a day of service; the first, which visitors see, has the rest too."""
    for club in clubs:
        _supply(world, club)
        group = _group(world, club, GroupKind.CLUB, f"Nhóm {club.organisation.name.split()[-1]}")
        _meet_as_group(world, club, group)
        _serve_at_the_club(world, club, sessions=3 if club is clubs[0] else 1)
    shown = clubs[0]
    _belong(world, shown)
    _spend(world, shown)
    _plan(shown.peers[0])
    _count_what_was_told(shown.peers[0])
    _go_out(shown.peers[-1])


def name_areas(shown: "Club") -> None:
    """Once there are keys: a few areas, each named by a contact, one of them last week so that there is one to ask about."""
    worker, at = shown.peers[0], timezone.now()
    by, today = actor_for(worker), timezone.localdate()
    for number, (name, days) in enumerate(zip(AREAS, (0, 1, 7), strict=True)):
        area = outreach.name_area(by=by, at=at, commune=shown.communes[number % len(shown.communes)], name=name)
        seen = Observation(
            on=today - timedelta(days=days), setting=Setting.STREET, people=number + 1, commune=area.commune, area=area,
            topics=[Topic.HARM_REDUCTION], commodities={Commodity.CONDOM: 10}, deployment=shown.deployment,
        )  # fmt: skip
        outreach.note_contact(by=by, at=at, seen=seen, done_by=worker)


def check_last_week(shown: "Club") -> None:
    """Two of the five contacts of last week were asked about; the others wait."""
    by, week = actor_for(shown.leads[0]), last_week(timezone.localdate())
    outcomes = (CheckOutcome.FITS, CheckOutcome.NOT_KNOWN)
    for one, outcome in zip(to_check(by, week), outcomes, strict=False):
        outreach.check_contact(by=by, at=timezone.now(), record=one.record, week=week, outcome=outcome)


def _supply(world: "World", club: "Club") -> None:
    """What was handed over came from somewhere: received twice, handed to workers twice, and one bag does not add up."""
    by, begun = actor_for(club.leads[0]), world.periods[0].start
    used = _used(club.organisation.pk)
    for kind in IN_STOCK:
        whole = sum(pieces for (_worker, each), pieces in used.items() if each == kind)
        for day in _halves(world):
            _move(world, club, Moved(kind, Movement.RECEIVED, _round(whole * 0.75), day))
            for worker in club.peers:
                spare = 0.45 if worker == club.peers[-1] and kind == Commodity.LUBRICANT else 0.6
                pieces = _round(used[worker.pk, kind] * spare)
                _move(world, club, Moved(kind, Movement.HANDED, pieces, day, worker.pk))
    _move(world, club, Moved(Commodity.CONDOM, Movement.LOST, 20, begun, None, StockReason.DAMAGED))
    _move(world, club, Moved(Commodity.LUBRICANT, Movement.EXPIRED, 10, begun))
    store = outreach.count_stock(by=by, at=timezone.now(), kind=Commodity.LEAFLET, counted=240, on=world.today)
    assert store is None or store.worker_id is None


def _used(organisation: UUID) -> Counter[tuple[UUID, str]]:
    """Pieces that each worker handed over at contacts, by kind."""
    given = ContactCommodity.objects.filter(contact__organisation=organisation, contact__superseded_at__isnull=True)
    sums = given.values_list("contact__done_by", "kind").annotate(pieces=Sum("quantity")).order_by()
    return Counter({(worker, kind): pieces for worker, kind, pieces in sums})


def _halves(world: "World") -> Iterator[date]:
    """The first day of work, and one half-way: boxes come with the programme."""
    begun = world.periods[0].start
    yield begun
    yield begun + (world.today - begun) // 2


def _round(pieces: float) -> int:
    return max(10, round(pieces / 10) * 10)


def _move(world: "World", club: "Club", moved: Moved) -> None:
    outreach.note_stock(by=actor_for(club.leads[0]), at=world.moment(moved.on), moved=moved)


def _group(world: "World", club: "Club", kind: GroupKind, title: str) -> Group:
    lead, begun = club.leads[0], world.periods[0].start
    at = world.moment(begun)
    group = groups.found_group(by=actor_for(lead), at=at, kind=kind, title=title, begun_on=begun)
    for user, leading in zip(club.leads, (Leading.LEAD, Leading.DEPUTY), strict=False):
        groups.set_leader(by=actor_for(lead), at=at, group=group, user=user.pk, leading=leading, on=begun)
    return group


def _meet_as_group(world: "World", club: "Club", group: Group) -> None:
    """A meeting and a talk in each month, a training in the first; what the last one promised is due today."""
    rng, last = world.rng, None
    for period in world.periods:
        kinds = [MeetingKind.MEETING, MeetingKind.TALK, *([MeetingKind.TRAINING] if period == world.periods[0] else [])]
        for kind in kinds:
            for day in world.days(period, often=1):
                people = [member.pseudonym for member, _worker, since in club.members if since <= day]
                came = rng.sample(people, min(len(people), rng.randint(0, 5)))
                subject = Subject.OUTREACH if kind == MeetingKind.TRAINING else rng.choice(_subjects(kind))
                attended = rng.randint(8, 24)
                lead = rng.choice(club.leads)
                _hold(world, lead, group, groups.Gathering(day, kind, subject, attended, lead.pk, came))
                last = day
    if last:
        promised = groups.Gathering(
            last, MeetingKind.MEETING, Subject.LIFE, 12, club.leads[0].pk, follow_up_on=world.today
        )
        _hold(world, club.leads[0], group, promised)


def _subjects(kind: MeetingKind) -> list[Subject]:
    return (
        [Subject.LIFE, Subject.CARE]
        if kind == MeetingKind.MEETING
        else [Subject.VIOLENCE, Subject.HEALTH, Subject.RIGHTS]
    )


def _hold(world: "World", lead: User, group: Group, held: groups.Gathering) -> None:
    groups.note_meeting(by=actor_for(lead), at=world.moment(held.on), group=group, held=held)


def _serve_at_the_club(world: "World", club: "Club", sessions: int) -> None:
    rng = world.rng
    offered: list[Service] = [service for service in world.services if service.code in ("SRH", "LEG-ADV", "PSY")]
    for period in world.periods[-sessions:]:
        for day in world.days(period, often=1):
            people = [member.pseudonym for member, _worker, since in club.members if since <= day]
            service = rng.choice(offered)
            held = Held(
                day, service.code, service, rng.sample(people, min(len(people), rng.randint(3, 9))), rng.randint(0, 6),
                club.deployment,
            )  # fmt: skip
            outreach.note_session(
                by=actor_for(club.leads[0]), at=world.moment(day), held=held, done_by=rng.choice(club.peers).pk
            )


def _belong(world: "World", club: "Club") -> None:
    """Layers as dated facts; a self-help group beside; what was paid as totals."""
    by, begun, at = actor_for(club.leads[0]), world.periods[0].start, timezone.now()
    group = Group.objects.get(organisation=club.organisation)
    later = begun + (world.today - begun) // 2
    for (member, _worker, since), layer in zip(club.members, LAYERS, strict=False):
        on = max(since, begun)
        groups.set_layer(by=by, at=at, group=group, pseudonym=member.pseudonym, layer=Layer.REGULAR, on=on)
        if layer != Layer.REGULAR:
            groups.set_layer(by=by, at=at, group=group, pseudonym=member.pseudonym, layer=layer, on=max(on, later))
    groups.count_layer(by=by, at=at, group=group, layer=Layer.REGULAR, people=18, on=later)
    _group(world, club, GroupKind.SELF_HELP, "Nhóm tự lực May Vá")
    for period in world.periods[:-1]:
        people = len(club.peers)
        groups.note_stipends(by=by, at=at, month=period.start, people=people, amount=people * 500_000)


def _spend(world: "World", club: "Club") -> None:
    by, begun, lead = actor_for(club.leads[0]), world.periods[0].start, club.leads[0]
    outreach.note_fund(by=by, at=world.moment(begun), kind=FundKind.IN, amount=3_000_000, on=begun)
    for number, (purpose, amount) in enumerate(HELPED):
        day = begun + (world.today - begun) * (number + 1) // (len(HELPED) + 1)
        outreach.note_fund(
            by=by, at=world.moment(day), kind=FundKind.HELP, amount=amount, on=day, purpose=purpose,
            receipt=f"PC{number + 1:03}",
        )  # fmt: skip
    day = world.today - timedelta(days=9)
    for worker, spent in ((lead, 45_000), (club.peers[0], None)):
        going = outreach.note_accompaniment(
            by=by, at=world.moment(day), worker=worker.pk, code="SRH", on=day, advance=50_000
        )
        if spent is not None:
            outreach.settle_advance(by=by, at=timezone.now(), going=going, spent=spent, receipt="PC020")


def _count_what_was_told(worker: User) -> None:
    """Numbers of the months that can still be counted, with nobody behind them."""
    at, chance = timezone.now(), Random(worker.handle)  # noqa: S311  # figures of a demo, not a secret
    for month in outreach.months_open(timezone.localdate(at)):
        told = {kind.value: chance.choice([0, 0, 1, 2]) for kind in CountKind}
        outreach.count_month(by=actor_for(worker), at=at, month=month, told=told)


def _plan(worker: User) -> None:
    """About how much some need; something to ask yesterday, today and later."""
    by, now = actor_for(worker), timezone.now()
    members = list(caseload(by)[:8])
    chance = Random(worker.handle)  # noqa: S311  # figures of a demo, not a secret
    for member in members:
        bands: dict[str, str] = {
            Commodity.CONDOM: chance.choice(list(Band)),
            Commodity.LUBRICANT: chance.choice(["", Band.LITTLE]),
        }
        outreach.set_bands(by=by, at=now, pseudonym=member.pseudonym, bands=bands)
    asked = zip(
        members, (-1, 0, 4), (FollowUpReason.RESULT, FollowUpReason.BRING, FollowUpReason.HOW_SHE_IS), strict=False
    )
    for member, days, why in asked:
        at = now + timedelta(days=min(days, 0))
        _follow_up(worker, at, member.pseudonym, timezone.localdate(now) + timedelta(days=days), why)


def _follow_up(worker: User, at: datetime, person: Pseudonym, due_on: date, why: FollowUpReason) -> None:
    outreach.plan_follow_up(by=actor_for(worker), at=at, pseudonym=person, due_on=due_on, why=why, pk=uuid7())


def _go_out(worker: User) -> None:
    """She meant to be back an hour ago; whoever leads sees it first."""
    outreach.go_out(by=actor_for(worker), at=timezone.now() - timedelta(hours=5), hours=4)
