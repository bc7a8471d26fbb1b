"""The law's reports of an earlier pilot on a demo hub: two clubs that sent every month of three half-years, a third that
did not. Their sealed files come in by the same door as all others; the last half-year stands locked, ready to send.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.utils import timezone

from caunoi.indicators.disclosure import control_together, exact_table
from caunoi.indicators.engines.in_memory import Cell, Result
from caunoi.lib.actor import COMMAND
from caunoi.lib.ids import uuid7
from caunoi.lib.periods import Period, containing, months_in, wider
from caunoi.places.models import Place
from caunoi.published import actions, cards, envelope, figures, hub_keys

SENT = ("Nhóm Hoa Nắng (thí điểm trước)", "Nhóm Biển Bình Yên (thí điểm trước)")
SILENT = "Nhóm Sao Mai (thí điểm trước)"
HALF_YEARS = 3
"""The one that is reported, the one before, and the same one a year before."""
SERVED = {"legal": 5, "psychological": 4, "violence": 2, "health": 9, "hiv": 7, "work": 3, "welfare": 3, "unknown": 2}
"""About how many services a month gives; what nobody put into a row is left over of the total."""


@dataclass(frozen=True)
class Sender:
    """A club's installation that exists no more."""

    installation: UUID
    organisation: UUID
    deployment: UUID
    signing: Ed25519PrivateKey


def load(rng: Random, place: Place, before: date) -> None:
    """Reports of the half-years that ended before `before`, the day on which the clubs of the demo begin."""
    last = containing(before, "admin_half_year").previous()
    halves = [last]
    while len(halves) < HALF_YEARS:
        halves.insert(0, halves[0].previous())
    senders = [_introduced(rng, name, place, halves[0].start, last.end) for name in (*SENT, SILENT)][: len(SENT)]
    for half in halves:
        for month in months_in(half):
            for sender in senders:
                actions.receive(by=COMMAND, at=_morning(month.end, days=3), data=_file(rng, sender, month))
        actions.lock_return(by=COMMAND, at=_morning(half.end, days=4), place=place, period=half)


def _introduced(rng: Random, name: str, place: Place, starts: date, ends: date) -> Sender:
    signing = Ed25519PrivateKey.from_private_bytes(rng.randbytes(32))
    sender = Sender(_id(rng), _id(rng), _id(rng), signing)
    organisation = {"id": str(sender.organisation), "name": name, "kind": "club", "place": place.code}
    deployment = {
        "id": str(sender.deployment), "organisation": str(sender.organisation), "model": "M3", "model_version": 1,
        "place": place.code, "period_basis": "admin_month", "starts_on": f"{starts}", "ends_on": f"{ends}",
    }  # fmt: skip
    card = cards.Card(
        kind=cards.CLUB, installation=sender.installation, name=name,
        signing_key=sender.signing.public_key().public_bytes_raw(), organisations=(organisation,),
        deployments=(deployment,),
    )  # fmt: skip
    actions.trust_club(by=COMMAND, at=timezone.now(), card=card)
    return sender


def _id(rng: Random) -> UUID:
    return UUID(int=rng.getrandbits(128), version=4)


def _file(rng: Random, sender: Sender, month: Period) -> bytes:
    known = figures.by_code()
    results = [Result(known[code], month, cells) for code, cells in _month(rng).items()]
    longer = [Result(known[code], one, cells) for one in wider(month) for code, cells in _people(rng, 2).items()]
    shown = control_together(figures.MEASURED, {one.indicator.code: exact_table(one) for one in results})
    header = envelope.Header(
        installation=sender.installation, hub=hub_keys.installation_id(), organisation=sender.organisation,
        deployment=sender.deployment, period=month.key, starts=month.start, ends=month.end, version=1,
        release=uuid7(), supersedes=None, closed_at=_morning(month.end, days=2),
    )  # fmt: skip
    return envelope.seal(
        header, controlled=[figures.controlled_data(code, table) for code, table in shown.items()],
        exact=[*figures.exact_data(results), *figures.longer_data(longer)], signing=sender.signing,
        hub=hub_keys.opening_key().public_key(),
    )  # fmt: skip


def _month(rng: Random) -> dict[str, dict[Cell, int]]:
    served: dict[Cell, int] = {(row,): rng.randrange(usual + 3) for row, usual in SERVED.items()}
    return {
        "contacts": {("street",): rng.randrange(60, 120), ("venue",): rng.randrange(30, 60)},
        "commodities": {("condom",): rng.randrange(40, 80) * 10, ("leaflet",): rng.randrange(30, 70)},
        "needs": {key: count + rng.randrange(4) for key, count in served.items()},
        "referrals_served": served,
        "late_served": {(): rng.randrange(4)},
        **_people(rng, 1),
    }


def _people(rng: Random, times: int) -> dict[str, dict[Cell, int]]:
    """Of a longer period each was counted once by her club: more than in a month, fewer than its months together."""
    bands: dict[Cell, int] = {(band,): rng.randrange(9, 24) * times for band in ("2000", "1990", "1980")}
    return {"people_reached": bands, "people_served": {(): rng.randrange(10, 20) * times}}


def _morning(day: date, *, days: int) -> datetime:
    return datetime.combine(day + timedelta(days=days), time(9), timezone.get_current_timezone())
