"""The flat tables that indicators read: one row per thing that happened, no name, no free text, nothing sealed.

Whoever extracts facts builds these rows (or mappings with the same keys). ``contact``, ``referral``, ``need``,
``organisation``, ``deployment`` and ``pseudonym`` are ids as text. ``pseudonym`` is None for someone without a card.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from types import NoneType
from typing import NamedTuple, cast, get_args, get_type_hints


class Contact(NamedTuple):
    """One outreach contact (lượt tiếp cận). Source: outreach."""

    contact: str
    organisation: str
    deployment: str | None
    on: date
    precision: str
    """How exactly the day is known: ``day``, ``week`` or ``month``."""
    commune: str | None
    setting: str
    pseudonym: str | None
    people: int
    """1 for a card holder, the number met for an anonymous contact."""
    age_band: str | None
    """Card holders only: the band of birth years on the card (``2000``, ``1990``, ``1980``, ``1979``)."""
    signposted: int
    """How many times someone was told where to go (giới thiệu), without follow-up."""
    package: bool = False
    """Whether something was talked about and some material handed out: the defined package of outreach."""
    unit: str | None = None
    """The administrative unit in which it took place, as it then was: a code and the day since which it names this."""


class ContactTopic(NamedTuple):
    """One topic talked about in a contact. Source: outreach."""

    contact: str
    on: date
    organisation: str
    deployment: str | None
    topic: str


class Commodity(NamedTuple):
    """One kind of material handed out in a contact, and how many. Source: outreach."""

    contact: str
    on: date
    organisation: str
    deployment: str | None
    kind: str
    quantity: int


class Need(NamedTuple):
    """One need noted, whether or not a service exists for it. Source: referrals."""

    need: str
    on: date
    organisation: str
    deployment: str | None
    pseudonym: str | None
    code: str
    group: str
    """The row of the official report: ``legal``, ``health``, ``hiv``, ``violence`` …"""
    beneficiary: str
    status: str
    met_on: date | None
    sensitive_code: bool = False
    """True for the HIV service code, violence and minors."""


class ReferralStep(NamedTuple):
    """One state reached by a referral. Source: referrals."""

    referral: str
    need: str | None
    organisation: str
    deployment: str | None
    pseudonym: str | None
    code: str
    group: str
    event: str
    state: str
    """The state reached: ``draft``, ``consented``, ``sent``, ``accepted``, ``attended``, ``served``, ``confirmed`` …"""
    on: date
    source: str
    """Who said so: ``provider``, ``stub``, ``phone``, ``person``, ``peer``."""
    sensitive_code: bool = False
    reason: str | None = None
    """Why it was declined or she was turned away, by a fixed list; None where there is none."""


class LateStep(NamedTuple):
    """One state reached in a period that was closed before anybody told of it ("bổ sung kỳ trước"). Source: referrals."""

    referral: str
    organisation: str
    deployment: str | None
    state: str
    on: date
    """A day of the period in which it is counted: when it was told, or the first or last day nearest to that."""
    happened_on: date


class NeedOutcome(NamedTuple):
    """One need on the thirtieth day after it was noted: by then it was met or not. Source: referrals."""

    need: str
    on: date
    """The day on which it is asked: thirty days after ``noted_on``."""
    noted_on: date
    organisation: str
    deployment: str | None
    pseudonym: str | None
    code: str
    group: str
    days_to_met: int | None
    """Days until it was met; None as long as it is not."""
    sensitive_code: bool = False


class FirstService(NamedTuple):
    """The first time that somebody was served for a need, through whichever referral. Source: referrals."""

    need: str
    on: date
    organisation: str
    deployment: str | None
    pseudonym: str | None
    code: str
    group: str
    days: int
    """Days since the need was noted."""
    wait: str
    """The same as a band: ``week`` (0–7 days), ``month`` (8–30), ``quarter`` (31–90), ``longer``."""
    sensitive_code: bool = False


class ServiceSession(NamedTuple):
    """One service session: a service that came to people, a clinic day or a lawyer at the club. Source: outreach."""

    session: str
    on: date
    organisation: str
    deployment: str | None
    code: str
    group: str
    sensitive_code: bool = False


class SessionVisit(NamedTuple):
    """Someone served at a service session: one card holder, or all who came without a card. Source: outreach."""

    session: str
    on: date
    organisation: str
    deployment: str | None
    pseudonym: str | None
    people: int
    """1 for a card holder, the number served for those without a card."""
    code: str
    group: str
    sensitive_code: bool = False


class StockMove(NamedTuple):
    """Materials that came, changed hands or went otherwise than in a contact. Source: outreach."""

    on: date
    organisation: str
    deployment: str | None
    kind: str
    movement: str
    """``received``, ``handed``, ``returned``, ``lost``, ``expired`` or ``found``."""
    quantity: int


class StockLevel(NamedTuple):
    """One kind of material as the books say on the last day of the period. Source: outreach."""

    on: date
    organisation: str
    deployment: str | None
    kind: str
    left: int
    missing: int
    """How many more were handed out than the books had; 0 where the books agree."""
    days_out: int
    """On how many days of the period nothing was left in the evening."""


class FundEntry(NamedTuple):
    """Money into the emergency fund or help given from it, in đồng; never for whom. Source: outreach."""

    on: date
    organisation: str
    deployment: str | None
    entry: str
    """``in`` or ``help``."""
    purpose: str | None
    amount: int


class Membership(NamedTuple):
    """Somebody with a card who belongs to a group on the last day of the period. Source: groups."""

    on: date
    organisation: str
    deployment: str | None
    pseudonym: str
    layer: str
    """How closely: ``core``, ``network`` or ``regular``."""


class Meeting(NamedTuple):
    """One meeting of a group, session on a topic, or training. Source: groups."""

    meeting: str
    on: date
    organisation: str
    deployment: str | None
    meeting_kind: str
    """``meeting``, ``talk`` or ``training``."""
    subject: str
    attended: int
    """All who came, those with a card among them."""


class MeetingVisit(NamedTuple):
    """Somebody who came to a meeting with her card. Source: groups."""

    meeting: str
    on: date
    organisation: str
    deployment: str | None
    pseudonym: str
    meeting_kind: str
    subject: str


class CardElsewhere(NamedTuple):
    """The yearly answer of somebody with a card: whether another place gave her one too. Source: outreach."""

    on: date
    organisation: str
    deployment: str | None
    pseudonym: str
    elsewhere: str
    """``yes`` or ``no``. Who would rather not say is no row."""


class ViolenceTold(NamedTuple):
    """How often violence was told of in a month, by who did it; no day, no place, nobody behind it. Source: outreach."""

    on: date
    """The last day of the month that was counted: it goes into the period that closes after it."""
    organisation: str
    deployment: str | None
    by_whom: str
    """``client``, ``partner``, ``venue``, ``official``, ``other``, or ``not_said``."""
    times: int


class Caseload(NamedTuple):
    """How many people one worker looks after on the last day of the period; not which worker. Source: people."""

    on: date
    organisation: str
    deployment: str | None
    in_charge: int


class Unit(NamedTuple):
    """One administrative unit that a fact names, and what became of it by the day asked for. Source: places."""

    unit: str
    name: str
    on_day: str
    """The unit of that day: itself while it stands, its heir if it went over whole; else itself, as unallocated."""


UNITS = "units"
UNALLOCATED = "/unallocated"
"""Ends the name of a unit that was divided and that nobody can share out: its count stands in a line of its own."""
_KINDS = {str: "text", int: "number", date: "day", bool: "yes_no"}


def _kind(said: object) -> str:
    """The kind of a column by its annotation; every kind but a day may be missing where the annotation says so."""
    kinds = [each for each in get_args(said) if each is not NoneType] or [said]
    return _KINDS[cast(type, kinds[0])]


Fact = Mapping[str, object] | tuple[object, ...]
"""One row: one of the named tuples above, or a mapping with the same keys."""
Facts = Mapping[str, Iterable[Fact]]
"""Rows by table name: ``{"contacts": [Contact(...), ...], ...}``."""

ROWS_OF: Mapping[str, type[tuple[object, ...]]] = {
    "contacts": Contact,
    "contact_topics": ContactTopic,
    "commodities": Commodity,
    "needs": Need,
    "referral_steps": ReferralStep,
    "late_steps": LateStep,
    "need_outcomes": NeedOutcome,
    "first_services": FirstService,
    "service_sessions": ServiceSession,
    "session_visits": SessionVisit,
    "stock_moves": StockMove,
    "stock_levels": StockLevel,
    "fund_entries": FundEntry,
    "memberships": Membership,
    "meetings": Meeting,
    "meeting_visits": MeetingVisit,
    "cards_elsewhere": CardElsewhere,
    "violence_told": ViolenceTold,
    "caseloads": Caseload,
    UNITS: Unit,
}
TABLES: Mapping[str, Mapping[str, str]] = {
    table: {column: _kind(said) for column, said in get_type_hints(row).items()} for table, row in ROWS_OF.items()
}
"""Columns of each table and their kinds: ``text``, ``number``, ``day`` or ``yes_no``."""


class FactError(ValueError):
    """Facts that lack a table or column, or hold a value that cannot be counted."""


def value(row: Fact, column: str) -> object:
    """The row's value in a column. Raises FactError when the row has no such column."""
    try:
        return row[column] if isinstance(row, Mapping) else getattr(row, column)
    except (KeyError, AttributeError):
        raise FactError(f"a fact row has no column {column!r}") from None
