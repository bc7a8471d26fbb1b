"""A small table in and the expected cells out, for every definition: read on its page, and counted by every engine in tests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from caunoi.indicators.facts import (
    ROWS_OF,
    UNALLOCATED,
    CardElsewhere,
    Caseload,
    Commodity,
    Contact,
    ContactTopic,
    Fact,
    FirstService,
    FundEntry,
    LateStep,
    Meeting,
    MeetingVisit,
    Membership,
    Need,
    NeedOutcome,
    ReferralStep,
    ServiceSession,
    SessionVisit,
    StockLevel,
    StockMove,
    Unit,
    ViolenceTold,
)
from caunoi.indicators.model import RESIDUAL
from caunoi.lib.periods import Period, administrative_month

PERIOD = administrative_month(2026, 11)
BEFORE, FIRST, MIDDLE, LAST, AFTER = (
    date(2026, 10, 14), date(2026, 10, 15), date(2026, 11, 3), date(2026, 11, 14), date(2026, 11, 15),
)  # fmt: skip


@dataclass(frozen=True)
class Example:
    """Rows of one fact table, and what is counted in them in the period: by row, or in one number."""

    rows: tuple[Fact, ...]
    expected: Mapping[str, int] | float | None
    period: Period = PERIOD
    units: tuple[Unit, ...] = ()

    @property
    def facts(self) -> dict[str, list[Fact]]:
        """As an engine takes them: every table, the others empty."""
        found: dict[str, list[Fact]] = {table: [] for table in ROWS_OF}
        for row in (*self.rows, *self.units):
            table = next(name for name, kind in ROWS_OF.items() if isinstance(row, kind))
            found[table].append(row)
        return found


def _contact(on: date, card: str | None = None, people: int = 1, *, at: str = "street", born: str | None = None,
             told: int = 0) -> Contact:  # fmt: skip
    return Contact("", "", None, on, "day", None, at, card, people, born, told)


def _packed(on: date, card: str | None = None, people: int = 1) -> Contact:
    return _contact(on, card, people)._replace(package=True)


def _topic(on: date, topic: str) -> ContactTopic:
    return ContactTopic("", on, "", None, topic)


def _things(on: date, kind: str, quantity: int) -> Commodity:
    return Commodity("", on, "", None, kind, quantity)


def _need(on: date, card: str | None, group: str, *, sensitive: bool = False) -> Need:
    return Need("", on, "", None, card, "", group, "self", "open", None, sensitive)


def _step(referral: str, state: str, on: date = MIDDLE, **more: Any) -> ReferralStep:
    row = ReferralStep(referral, "N1", "", None, "A", "", "legal", "", state, on, "provider")
    return row._replace(**more)


def _late(referral: str, state: str, on: date = MIDDLE) -> LateStep:
    return LateStep(referral, "", None, state, on, BEFORE)


def _told_late(state: str) -> Example:
    """The day it was told counts, whenever before it happened."""
    rows = (_late("R1", state), _late("R1", state, LAST), _late("R2", state, FIRST), _late("R3", state, AFTER),
            _late("R4", "seen"))  # fmt: skip
    return Example(rows, {"": 2})


def _outcome(on: date, days: int | None) -> NeedOutcome:
    return NeedOutcome("", on, on, "", None, None, "", "legal", days)


def _first(on: date, days: int, wait: str) -> FirstService:
    return FirstService("", on, "", None, None, "", "legal", days, wait)


def _told(on: date, by_whom: str, times: int) -> ViolenceTold:
    return ViolenceTold(on, "", None, by_whom, times)


def _session(on: date, group: str, *, sensitive: bool = False) -> ServiceSession:
    return ServiceSession("", on, "", None, "", group, sensitive)


def _visit(
    on: date, card: str | None, people: int = 1, *, group: str = "health", sensitive: bool = False
) -> SessionVisit:
    return SessionVisit("", on, "", None, card, people, "", group, sensitive)


def _move(on: date, kind: str, movement: str, quantity: int) -> StockMove:
    return StockMove(on, "", None, kind, movement, quantity)


def _level(kind: str, left: int, days_out: int = 0, *, on: date = LAST) -> StockLevel:
    return StockLevel(on, "", None, kind, left, 0, days_out)


def _fund(on: date, entry: str, amount: int) -> FundEntry:
    return FundEntry(on, "", None, entry, "travel" if entry == "help" else None, amount)


def _member(card: str, layer: str, on: date = LAST) -> Membership:
    return Membership(on, "", None, card, layer)


def _meeting(on: date, kind: str, attended: int) -> Meeting:
    return Meeting("", on, "", None, kind, "rights", attended)


def _came(on: date, card: str) -> MeetingVisit:
    return MeetingVisit("", on, "", None, card, "meeting", "rights")


def _reaching(state: str) -> Example:
    """The same small table for every step that a referral can reach."""
    rows = (
        _step("R1", state), _step("R1", state, LAST), _step("R2", state, FIRST, group="health"),
        _step("R3", state, LAST, group="health", sensitive_code=True), _step("R4", state, AFTER), _step("R5", "seen"),
    )  # fmt: skip
    return Example(rows, {"legal": 1, "health": 1, "hiv": 1})


_MET = (_contact(FIRST, "A", born="1990"), _contact(LAST, "A", born="1990"), _contact(MIDDLE, "B"),
        _contact(MIDDLE, None, 5), _contact(AFTER, "C", born="2000"))  # fmt: skip
_OUTCOMES = (_outcome(FIRST, 3), _outcome(MIDDLE, 30), _outcome(MIDDLE, 31), _outcome(LAST, None), _outcome(AFTER, 1))
_WAITS = (_first(FIRST, 2, "week"), _first(MIDDLE, 9, "month"), _first(LAST, 40, "quarter"), _first(LAST, 7, "week"),
          _first(AFTER, 1, "week"))  # fmt: skip


def _in(unit: str | None, on: date, card: str | None = None, people: int = 1) -> Contact:
    return _contact(on, card, people)._replace(unit=unit)


_COMMUNES = (Unit("Cẩm Trung", "", "Cẩm Phả"), Unit("Cẩm Phả", "", "Cẩm Phả"),
             Unit("Hà Khẩu", "", "Hà Khẩu" + UNALLOCATED))  # fmt: skip
_PLACED = (_in("Cẩm Trung", FIRST, "A"), _in("Cẩm Phả", LAST, "A"), _in("Cẩm Trung", MIDDLE, None, 4),
           _in("Hà Khẩu", MIDDLE, "B"), _in(None, LAST, "C"), _in("Cẩm Phả", AFTER, "D"))  # fmt: skip
_VISITS = (_visit(FIRST, "A"), _visit(LAST, "A"), _visit(LAST, "B", group="legal"), _visit(MIDDLE, None, 12),
           _visit(MIDDLE, "C", sensitive=True), _visit(AFTER, "D"))  # fmt: skip
_ANSWERS = tuple(CardElsewhere(on, "", None, who, said) for on, who, said in (
    (FIRST, "A", "yes"), (MIDDLE, "B", "no"), (LAST, "C", "no"), (AFTER, "D", "yes")))  # fmt: skip
_LEVELS = (_level("condom", 120), _level("leaflet", 0, 3), _level("hygiene", 4, 1), _level("needle", 9, on=AFTER))
_FUND = (
    _fund(FIRST, "in", 2_000_000),
    _fund(MIDDLE, "help", 150_000),
    _fund(LAST, "help", 80_000),
    _fund(AFTER, "in", 5),
)
_MEETINGS = (_meeting(FIRST, "meeting", 14), _meeting(MIDDLE, "meeting", 9), _meeting(LAST, "training", 6),
             _meeting(BEFORE, "talk", 20))  # fmt: skip

EXAMPLES: Mapping[str, Example] = {
    "contacts": Example((_contact(FIRST), _contact(MIDDLE, None, 3), _contact(LAST, "A", at="home"), _contact(BEFORE)),
                        {"street": 4, "home": 1}),
    "contacts_anonymous": Example((_contact(FIRST, None, 3), _contact(FIRST, "A"), _contact(AFTER)), {"": 3}),
    "people_reached": Example(_MET, {"1990": 1, RESIDUAL: 1}),
    "people_with_package": Example((_packed(FIRST, "A"), _packed(LAST, "A"), _contact(MIDDLE, "B"),
                                    _packed(MIDDLE, None, 5), _packed(AFTER, "C")), {"": 1}),
    "topics": Example((_topic(FIRST, "health"), _topic(FIRST, "rights"), _topic(LAST, "health"), _topic(AFTER, "work")),
                      {"health": 2, "rights": 1}),
    "commodities": Example((_things(FIRST, "condom", 20), _things(LAST, "leaflet", 3), _things(LAST, "condom", 5),
                            _things(BEFORE, "condom", 9)), {"condom": 25, "leaflet": 3}),
    "condoms": Example((_things(FIRST, "condom", 20), _things(LAST, "leaflet", 3), _things(LAST, "condom", 5)), {"": 25}),
    "signposted": Example((_contact(FIRST, told=1), _contact(MIDDLE, None, 4, told=4), _contact(LAST)), {"": 5}),
    "needs": Example((_need(FIRST, "A", "legal"), _need(LAST, None, "legal"), _need(LAST, "A", "health"),
                      _need(LAST, "B", "health", sensitive=True), _need(AFTER, "B", "work")),
                     {"legal": 2, "health": 1, "hiv": 1}),
    "people_with_need": Example((_need(FIRST, "A", "legal"), _need(LAST, "A", "health"), _need(LAST, "B", "work"),
                                 _need(LAST, None, "work")), {"": 2}),
    "people_served": Example((_step("R1", "served"), _step("R2", "served"), _step("R3", "served", pseudonym="B"),
                              _step("R4", "served", pseudonym="C", need=None), _step("R5", "sent", pseudonym="D")), {"": 2}),
    "referrals_offered": _reaching("draft"),
    "referrals_consented": _reaching("consented"),
    "referrals_sent": _reaching("sent"),
    "referrals_accepted": _reaching("accepted"),
    "referrals_attended": _reaching("attended"),
    "referrals_served": _reaching("served"),
    "referrals_confirmed": _reaching("confirmed"),
    "referrals_lost": Example((_step("R1", "no_show", FIRST), _step("R1", "expired", LAST), _step("R2", "declined"),
                               _step("R3", "detained"), _step("R4", "served"), _step("R5", "moved", AFTER)),
                              {"expired": 1, "declined": 1, "detained": 1}),
    "referrals_turned_away": Example((_step("R1", "declined", reason="cost"), _step("R2", "refused_at_door"),
                                      _step("R3", "cancelled", reason="cost"), _step("R4", "expired", reason="fear")),
                                     {"cost": 2, RESIDUAL: 1}),
    "late_accepted": _told_late("accepted"),
    "late_attended": _told_late("attended"),
    "late_served": _told_late("served"),
    "late_confirmed": _told_late("confirmed"),
    "late_lost": _told_late("expired"),
    "needs_due": Example(_OUTCOMES, {"": 4}),
    "needs_met_in_30_days": Example(_OUTCOMES, {"": 2}),
    "first_services": Example(_WAITS, {"week": 2, "month": 1, "quarter": 1}),
    "median_days_to_first_service": Example(_WAITS, 8.0),
    "service_sessions": Example((_session(FIRST, "health"), _session(MIDDLE, "health"), _session(LAST, "legal"),
                                 _session(LAST, "hiv", sensitive=True), _session(AFTER, "legal")),
                                {"health": 2, "legal": 1, "hiv": 1}),
    "session_visits": Example(_VISITS, {"health": 14, "legal": 1, "hiv": 1}),
    "people_at_sessions": Example(_VISITS, {"": 3}),
    "members": Example((_member("A", "core"), _member("B", "core"), _member("B", "regular"), _member("C", "network"),
                        _member("D", "core", AFTER)), {"core": 1, "regular": 1, "network": 1}),
    "meetings": Example(_MEETINGS, {"meeting": 2, "training": 1}),
    "meeting_visits": Example(_MEETINGS, {"meeting": 23, "training": 6}),
    "people_at_meetings": Example((_came(FIRST, "A"), _came(MIDDLE, "A"), _came(LAST, "B"), _came(AFTER, "C")), {"": 2}),
    "people_asked_elsewhere": Example(_ANSWERS, {"": 3}),
    "people_with_card_elsewhere": Example(_ANSWERS, {"": 1}),
    "violence_by_whom": Example((_told(BEFORE, "official", 4), _told(FIRST, "official", 2), _told(FIRST, "partner", 3),
                                 _told(LAST, "official", 1), _told(AFTER, "client", 9)), {"official": 3, "partner": 3}),
    "trainings": Example(_MEETINGS, {"": 1}),
    "median_people_per_worker": Example((Caseload(LAST, "", None, 31), Caseload(LAST, "", None, 48),
                                         Caseload(LAST, "", None, 55), Caseload(AFTER, "", None, 2)), 48.0),
    "stock_received": Example((_move(FIRST, "condom", "received", 1440), _move(LAST, "condom", "received", 144),
                               _move(LAST, "leaflet", "received", 50), _move(MIDDLE, "condom", "lost", 3),
                               _move(MIDDLE, "condom", "handed", 100), _move(AFTER, "leaflet", "received", 9)),
                              {"condom": 1584, "leaflet": 50}),
    "stock_left": Example(_LEVELS, {"condom": 120, "hygiene": 4}),
    "stock_outs": Example(_LEVELS, {"leaflet": 1, "hygiene": 1}),
    "fund_received": Example(_FUND, {"": 2_000_000}),
    "contacts_by_unit_then": Example(_PLACED, {"Cẩm Trung": 5, "Cẩm Phả": 1, "Hà Khẩu": 1, RESIDUAL: 1}, units=_COMMUNES),
    "contacts_by_unit": Example(_PLACED, {"Cẩm Phả": 6, "Hà Khẩu" + UNALLOCATED: 1, RESIDUAL: 1}, units=_COMMUNES),
    "people_reached_by_unit": Example(_PLACED, {"Cẩm Phả": 1, "Hà Khẩu" + UNALLOCATED: 1, RESIDUAL: 1}, units=_COMMUNES),
    "fund_help": Example(_FUND, {"": 230_000}),
}  # fmt: skip
