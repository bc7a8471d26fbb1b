"""The demo world of a club installation: five clubs, providers, and months of work, all through the actions people use.

Every draw comes from one seeded source, so the same seed gives the same figures. Nobody in it exists.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random

from django.db import transaction
from django.utils import timezone

from caunoi.access.choices import SLIP_HOLDER, Role
from caunoi.access.models import User
from caunoi.access.queries import actor_for
from caunoi.administration.actions import add_organisation
from caunoi.devtools.cast import Cast, leads_and_peers
from caunoi.devtools.clubwork import check_last_week, keep_clubs, name_areas
from caunoi.devtools.keys import keep_private, make_keys
from caunoi.devtools.registers import fill_registers
from caunoi.devtools.services import PROVIDERS, agree_with_providers, offer_services
from caunoi.devtools.wishes import tell_wishes
from caunoi.directory.models import Service
from caunoi.lib.actor import COMMAND, Actor, ActorKind
from caunoi.lib.periods import Period, containing
from caunoi.lib.words import QUALITIES, THINGS
from caunoi.organisations.choices import OrganisationKind
from caunoi.organisations.models import Organisation
from caunoi.outreach import actions as outreach
from caunoi.outreach.actions import Observation
from caunoi.outreach.choices import Commodity, Elsewhere, Setting, Topic
from caunoi.people import actions as people
from caunoi.people.choices import BirthYearBand
from caunoi.people.models import Member
from caunoi.places.models import Place
from caunoi.programme.actions import deploy
from caunoi.programme.models import Deployment
from caunoi.referrals import actions as referrals
from caunoi.referrals.choices import Event, Reason
from caunoi.referrals.models import Need, Referral
from caunoi.releases import actions as releases
from caunoi.releases.models import Release

CLUBS: tuple[tuple[str, str, str, str, dict[str, str]], ...] = (
    # short, name, province, commune, shown handles
    ("hlx", "Nhóm Hạ Long Xanh", "22", "06688",
     {Role.CLUB_LEAD: "lead", Role.DEPUTY_LEAD: "deputy", Role.PEER_WORKER: "peer"}),
    ("cp", "Câu lạc bộ Chúng tôi là phụ nữ Cẩm Phả", "22", "06793", {Role.PEER_WORKER: "outsider"}),
    ("ub", "Câu lạc bộ Chúng tôi là phụ nữ Uông Bí", "22", "06811", {}),
    ("hp", "Nhóm Sóng Biển Đồ Sơn", "31", "11455", {}),
    ("sg", "Nhóm Tiến lên phía trước", "79", "", {}),
)  # fmt: skip
PEERS_PER_CLUB = 3
NEEDS = ("SRH", "SRH", "STI", "HIV", "HIV", "LEG-ADV", "LEG-AID", "PSY", "VOC", "VOC", "LOAN-VBSP", "DOC-ID", "GBV-CM")


@dataclass
class Club:
    organisation: Organisation
    deployment: Deployment
    leads: list[User]
    peers: list[User]
    communes: list[Place]
    members: list[tuple[Member, User, date]] = field(default_factory=list)


@dataclass
class World:
    """Everything drawn from `rng`; `today` is the last day of work."""

    rng: Random
    today: date
    months: int
    people: int
    services: list[Service] = field(default_factory=list)

    @property
    def periods(self) -> list[Period]:
        """The finished administrative months, oldest first, and the one that runs."""
        found = [containing(self.today, "admin_month")]
        while len(found) <= self.months:
            found.insert(0, found[0].previous())
        return found

    def moment(self, day: date) -> datetime:
        """Some minute of a working day."""
        return datetime.combine(day, time(8), timezone.get_current_timezone()) + timedelta(
            minutes=self.rng.randrange(600)
        )

    def days(self, period: Period, often: float) -> Iterator[date]:
        """Days of the period up to today: `often` times a month on average."""
        whole, rest = divmod(often, 1)
        for _time in range(int(whole) + (self.rng.random() < rest)):
            day = period.start + timedelta(days=self.rng.randrange((period.end - period.start).days + 1))
            if day < self.today:
                yield day


def build(world: World, accounts: Path) -> list[Club]:
    """Organisations, people and work; yields the clubs so that their months can be closed."""
    at = timezone.now()
    places = {place.code: place for place in Place.objects.on(world.today)}
    host = _organisation(OrganisationKind.NGO, "Hội Hỗ trợ Cộng đồng Biển Xanh", places["22"])
    cast = Cast(world.rng, at, accounts, "club")
    admin = cast.first("admin", Role.ADMINISTRATOR, host)
    providers = {name: _organisation(kind, name, places["22"]) for name, kind in PROVIDERS.items()}
    world.services = offer_services(providers, places, world.today)
    centre, clinic = providers["Trung tâm Công tác xã hội Quảng Ninh"], providers["Phòng khám Bình An"]
    others = [cast.join("caseworker", Role.CASE_WORKER, centre, invited_by=admin)]
    others.append(cast.join("provider", Role.PROVIDER_STAFF, clinic, invited_by=admin))
    clubs = [_club(world, cast, admin, host, places, number) for number in range(len(CLUBS))]
    for other in others:
        cast.accept(other, clubs[0].leads[0])
    for club in clubs:
        with transaction.atomic():  # one commit for a club's months: the demo is built, not lived
            _live(world, club)
    with transaction.atomic():
        keep_clubs(world, clubs)
    shown = clubs[0]
    guardian = cast.join("guardian", Role.DATA_GUARDIAN, shown.organisation, invited_by=shown.leads[0])
    agree_with_providers(shown.organisation, providers, world.today)
    tell_wishes(at, shown.peers[0], shown.leads[0], shown.deployment)
    fill_registers(at, shown.peers[0], shown.leads[0], guardian)
    make_keys(cast, *shown.leads)
    for other in others:  # a centre and a clinic have keys of their own
        make_keys(cast, other)
    keep_private(at, shown.peers[0], shown.leads[0])
    name_areas(shown)
    check_last_week(shown)
    return clubs


def close_months(world: World, clubs: list[Club], folder: Path) -> None:
    """Every finished month is closed and taken, but for the first club's last one: that is the visitor's to do."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, club in enumerate(clubs):
        for period in world.periods[:-1]:
            if number == 0 and period == world.periods[-2]:
                continue
            at = datetime.combine(period.end + timedelta(days=2), time(9), timezone.get_current_timezone())
            release = _release(club, period, at)
            data, _name = releases.take(by=COMMAND, at=at, release=release)
            (folder / f"{period.key}-{number}.json").write_bytes(data)


def _release(club: Club, period: Period, at: datetime) -> Release:
    first, second = club.leads
    closing = releases.close_month(by=actor_for(first), at=at, deployment=club.deployment, period=period)
    return releases.sign_release(by=actor_for(second), at=at + timedelta(hours=1), release=closing)


def _organisation(kind: str, name: str, place: Place, host: Organisation | None = None) -> Organisation:
    return add_organisation(by=COMMAND, at=timezone.now(), kind=kind, name=name, place=place, host=host)


def _club(world: World, cast: Cast, admin: User, host: Organisation, places: dict[str, Place], number: int) -> Club:
    short, name, province, commune, names = CLUBS[number]
    organisation = _organisation(OrganisationKind.CLUB, name, places[province], host)
    staff = leads_and_peers(cast, organisation, short, admin, names, PEERS_PER_CLUB)
    deployment = deploy(
        by=COMMAND,
        at=cast.at,
        model="M3",
        organisation=organisation,
        place=places[province],
        starts_on=world.periods[0].start,
    )
    nearby = [place for place in places.values() if place.parent_id == places[province].unit_id]
    chosen = world.rng.sample(sorted(nearby, key=lambda place: place.code), 4)
    if commune:
        chosen[0] = places[commune]
    return Club(organisation, deployment, staff["leads"], staff["peers"], chosen)


def _live(world: World, club: Club) -> None:
    for period in world.periods:
        _meet_new_people(world, club, period)
        for member, worker, since in club.members:
            for day in world.days(period, often=1.2):
                if day >= since:
                    _meet(world, club, worker, day, member)
            if world.rng.random() < 0.16:
                _ask(world, club, member, worker, period, since)
        for _round in range(world.people // 4):
            for day in world.days(period, often=1):
                _meet(world, club, world.rng.choice(club.peers), day, None)


def _meet_new_people(world: World, club: Club, period: Period) -> None:
    """Most come in the first month, some later."""
    share = 0.6 if period == world.periods[0] else 0.4 / world.months
    for _person in range(round(world.people * share)):
        day = next(world.days(period, often=1), None)
        if day is None:
            continue
        worker = world.rng.choice(club.peers)
        member = people.give_card(
            by=actor_for(worker),
            at=world.moment(day),
            worker=worker,
            cue=f"{world.rng.choice(THINGS)} {world.rng.choice(QUALITIES)}",
            birth_year_band=world.rng.choices(list(BirthYearBand), weights=[22, 40, 24, 8, 6])[0],
        )
        club.members.append((member, worker, day))


def _meet(world: World, club: Club, worker: User, day: date, member: Member | None) -> None:
    rng = world.rng
    given: dict[str, int] = {
        Commodity.CONDOM: rng.choice([0, 10, 20, 30]),
        Commodity.LUBRICANT: rng.choice([0, 0, 5, 10]),
        Commodity.LEAFLET: rng.choice([0, 1, 2]),
    }
    seen = Observation(
        on=day,
        setting=rng.choices(list(Setting), weights=[4, 8, 2, 3, 2, 2])[0],
        pseudonym=member.pseudonym if member else None,
        people=1 if member else rng.randint(1, 4),
        commune=rng.choice(club.communes),
        signposted=rng.random() < 0.15,
        topics=rng.sample(list(Topic), rng.randint(1, 3)),
        commodities=given,
        deployment=club.deployment,
    )
    # some contacts come on paper and are typed by a lead
    by = actor_for(rng.choice(club.leads) if rng.random() < 0.1 else worker)
    noted = outreach.note_contact(by=by, at=world.moment(day), seen=seen, done_by=worker)
    if member and rng.random() < 0.6:  # asked again within the year, the first answer stays
        said = rng.choices(list(Elsewhere), weights=[2, 12, 1])[0]
        outreach.answer_elsewhere(by=actor_for(worker), at=world.moment(day), contact=noted, answer=said)


def _ask(world: World, club: Club, member: Member, worker: User, period: Period, since: date) -> None:
    day = next(world.days(period, often=1), None)
    if day is None or day < since:
        return
    by, at = actor_for(worker), world.moment(day)
    need = referrals.note_need(
        by=by, at=at, code=world.rng.choice(NEEDS), noted_on=day, pseudonym=member.pseudonym, deployment=club.deployment
    )
    offered = [service for service in world.services if service.code == need.code]
    if offered and world.rng.random() < 0.85:
        referral = referrals.refer(
            by=by, at=at, need=need, service=world.rng.choice(offered), agreed=referrals.Agreed()
        )
        _follow(world, by, referral, need, at)


def _follow(world: World, by: Actor, referral: Referral, need: Need, at: datetime) -> None:
    """What becomes of a referral: some wait, some are declined, most are served, and most of those say so."""
    slip = Actor(ActorKind.SLIP, referral.pk, None, frozenset({SLIP_HOLDER}))
    for chance, days, event in ((0.9, 2, Event.ACCEPT), (0.8, 5, Event.ATTEND), (0.95, 0, Event.SERVE)):
        at += timedelta(days=days, hours=1)
        if at >= timezone.now():
            return
        if world.rng.random() >= chance:
            if event == Event.ACCEPT and world.rng.random() < 0.5:
                referrals.answer(by=slip, at=at, referral=referral, event=Event.DECLINE, reason=Reason.WAITING_LIST)
            return
        referrals.answer(by=slip, at=at, referral=referral, event=event)
    at += timedelta(days=3)
    if at < timezone.now() and world.rng.random() < 0.75:
        referrals.confirm(by=by, at=at, referral=referral)
