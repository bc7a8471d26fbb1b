"""Contacts, service sessions, stock and fund as facts: current versions only, pseudonyms as their only key, the birth
band as the only trait. Nobody on the protective path is among them. Restricted use changes nothing here: past counts stand.
"""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Sum

from caunoi.extracts.places import unit_name
from caunoi.extracts.sensitive import is_sensitive, report_row
from caunoi.indicators.facts import (
    CardElsewhere,
    Commodity,
    Contact,
    ContactTopic,
    FundEntry,
    ServiceSession,
    SessionVisit,
    StockLevel,
    StockMove,
    ViolenceTold,
)
from caunoi.lib.periods import Period
from caunoi.outreach.choices import CountKind, Elsewhere, Movement
from caunoi.outreach.models import Contact as ContactRow
from caunoi.outreach.models import ContactCommodity, ContactQuerySet, MonthlyCount, OverlapAnswer, ServiceSessionCard
from caunoi.outreach.models import ContactTopic as TopicRow
from caunoi.outreach.models import FundEntry as FundRow
from caunoi.outreach.models import ServiceSession as SessionRow
from caunoi.outreach.models import StockMove as MoveRow
from caunoi.people.queries import left_out_of_figures

CONTACT_COLUMNS = (
    "record", "organisation_id", "deployment_id", "on", "precision", "commune__code", "setting", "pseudonym_id",
    "people", "pseudonym__member__birth_year_band", "signposted", "commune__valid_from",
)  # fmt: skip
TOPIC_COLUMNS = ("contact__record", "contact__on", "contact__organisation_id", "contact__deployment_id", "topic")
COMMODITY_COLUMNS = (
    "contact__record", "contact__on", "contact__organisation_id", "contact__deployment_id", "kind", "quantity",
)  # fmt: skip
SESSION_COLUMNS = ("id", "on", "organisation_id", "deployment_id", "code")
WITHOUT_CARD_COLUMNS = (*SESSION_COLUMNS, "anonymous")
WITH_CARD_COLUMNS = (
    "session_id", "session__on", "session__organisation_id", "session__deployment_id", "session__code", "pseudonym_id",
)  # fmt: skip
MOVE_COLUMNS = ("on", "organisation_id", "kind", "movement", "quantity")
FUND_COLUMNS = ("on", "organisation_id", "kind", "purpose", "amount")
ANSWER_COLUMNS = ("answered_on", "pseudonym_id", "answer")
COMES = {Movement.RECEIVED, Movement.FOUND}
GOES = {Movement.LOST, Movement.EXPIRED}
"""Of the whole club: what passes between the store and a worker's bag stays in it."""
COUNT_COLUMNS = ("month", "kind")
BY_WHOM: dict[str, str] = {
    CountKind.BY_CLIENT: "client", CountKind.BY_PARTNER: "partner", CountKind.BY_VENUE: "venue",
    CountKind.BY_OFFICIAL: "official", CountKind.BY_OTHER: "other", CountKind.VIOLENCE: "not_said",
}  # fmt: skip


def cards_elsewhere(organisation: UUID, period: Period) -> Iterator[CardElsewhere]:
    """Every yes and no of the period to whether another place gave her a card too."""
    rows = OverlapAnswer.objects.filter(
        pseudonym__organisation=organisation, answered_on__range=(period.start, period.end)
    ).exclude(pseudonym__in=left_out_of_figures(organisation))
    said = rows.exclude(answer=Elsewhere.NOT_SAID).values_list(*ANSWER_COLUMNS)
    for on, pseudonym, answer in said.iterator():
        yield CardElsewhere(on, str(organisation), None, str(pseudonym), answer)


def contacts(organisation: UUID, period: Period) -> Iterator[Contact]:
    """Every contact of the period. Someone who asked not to give a birth year has no age band."""
    rows = _current(organisation, period).annotate(
        talked=Exists(TopicRow.objects.filter(contact=OuterRef("pk"))),
        gave=Exists(ContactCommodity.objects.filter(contact=OuterRef("pk"))),
    )
    for row in rows.values_list(*CONTACT_COLUMNS, "talked", "gave").iterator():
        (
            record,
            club,
            deployment,
            on,
            precision,
            commune,
            setting,
            pseudonym,
            people,
            band,
            signposted,
            since,
            *package,
        ) = row
        yield Contact(
            str(record), str(club), _text(deployment), on, precision, commune, setting, _text(pseudonym), people,
            band or None, people if signposted else 0, all(package),
            commune and unit_name(commune, since),
        )  # fmt: skip


def contact_topics(organisation: UUID, period: Period) -> Iterator[ContactTopic]:
    """Every topic of every contact of the period."""
    rows = TopicRow.objects.filter(contact__in=_current(organisation, period)).values_list(*TOPIC_COLUMNS)
    for record, on, club, deployment, topic in rows.iterator():
        yield ContactTopic(str(record), on, str(club), _text(deployment), topic)


def commodities(organisation: UUID, period: Period) -> Iterator[Commodity]:
    """Every kind of material handed out in a contact of the period."""
    rows = ContactCommodity.objects.filter(contact__in=_current(organisation, period)).values_list(*COMMODITY_COLUMNS)
    for record, on, club, deployment, kind, quantity in rows.iterator():
        yield Commodity(str(record), on, str(club), _text(deployment), kind, quantity)


def service_sessions(organisation: UUID, period: Period) -> Iterator[ServiceSession]:
    """Every service session of the period."""
    for session, on, club, deployment, code in _sessions(organisation, period).values_list(*SESSION_COLUMNS):
        yield ServiceSession(
            str(session), on, str(club), _text(deployment), code, report_row(code), is_sensitive(code)
        )  # fmt: skip


def session_visits(organisation: UUID, period: Period) -> Iterator[SessionVisit]:
    """Everybody served at them: each card, and those without one as a number."""
    held = _sessions(organisation, period)
    cards = ServiceSessionCard.objects.filter(session__in=held).exclude(pseudonym__in=left_out_of_figures(organisation))
    for session, on, club, deployment, code, pseudonym in cards.values_list(*WITH_CARD_COLUMNS).iterator():
        yield SessionVisit(
            str(session), on, str(club), _text(deployment), str(pseudonym), 1, code, report_row(code),
            is_sensitive(code),
        )  # fmt: skip
    for session, on, club, deployment, code, people in held.filter(anonymous__gt=0).values_list(*WITHOUT_CARD_COLUMNS):
        yield SessionVisit(
            str(session), on, str(club), _text(deployment), None, people, code, report_row(code), is_sensitive(code)
        )  # fmt: skip


def stock_moves(organisation: UUID, period: Period) -> Iterator[StockMove]:
    """Every move of the period, those taken back as mistakes left out."""
    rows = _moves(organisation).filter(on__range=(period.start, period.end))
    for on, club, kind, movement, quantity in rows.values_list(*MOVE_COLUMNS).iterator():
        yield StockMove(on, str(club), None, kind, movement, quantity)


def stock_levels(organisation: UUID, period: Period) -> Iterator[StockLevel]:
    """Each kind that the club keeps, from the day of its first move on, as the books say on the last day of the period."""
    for kind, changes in _changes(organisation, period.end).items():
        balance = sum(change for on, change in changes.items() if on < period.start)
        out, on = 0, max(period.start, min(changes))
        while on <= period.end:
            balance += changes.get(on, 0)
            out += balance <= 0
            on += timedelta(days=1)
        yield StockLevel(period.end, str(organisation), None, kind, max(balance, 0), max(-balance, 0), out)


def fund_entries(organisation: UUID, period: Period) -> Iterator[FundEntry]:
    """Every entry of the emergency fund in the period, those taken back as mistakes left out."""
    rows = FundRow.objects.filter(organisation=organisation, on__range=(period.start, period.end), taken_back=False)
    for on, club, entry, purpose, amount in rows.values_list(*FUND_COLUMNS).iterator():
        yield FundEntry(on, str(club), None, entry, purpose or None, amount)


def violence_told(organisation: UUID, period: Period) -> Iterator[ViolenceTold]:
    """What workers counted in the calendar months that end in the period, over all workers: no figure is one worker's."""
    rows = MonthlyCount.objects.filter(
        organisation=organisation, month__range=(period.start.replace(day=1), period.end), count__gt=0
    )
    for month, kind, times in rows.values_list(*COUNT_COLUMNS).annotate(times=Sum("count")).order_by():
        on = month.replace(day=monthrange(month.year, month.month)[1])
        if period.contains(on):
            yield ViolenceTold(on, str(organisation), None, BY_WHOM[kind], times)


def _changes(organisation: UUID, until: date) -> dict[str, dict[date, int]]:
    """By kind and day, how many pieces more or less the club had, beginning with the first move of the kind."""
    found: dict[str, dict[date, int]] = defaultdict(lambda: defaultdict(int))
    moves = _moves(organisation).filter(on__lte=until)
    for on, kind, movement, pieces in _summed(moves.values_list("on", "kind", "movement")):
        found[kind][on] += pieces * ((movement in COMES) - (movement in GOES))
    begun = {kind: min(changes) for kind, changes in found.items()}
    contacts = ContactRow.objects.current().filter(organisation=organisation, on__lte=until)
    given = ContactCommodity.objects.filter(contact__in=contacts)
    for on, kind, pieces in _summed(given.values_list("contact__on", "kind")):
        if kind in begun and on >= begun[kind]:
            found[kind][on] -= pieces
    return found


def _summed(rows: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    return rows.annotate(pieces=Sum("quantity")).order_by()


def _sessions(organisation: UUID, period: Period) -> QuerySet[SessionRow]:
    rows = SessionRow.objects.filter(organisation=organisation, on__range=(period.start, period.end))
    return rows.filter(entered_in_error=False)


def _moves(organisation: UUID) -> QuerySet[MoveRow]:
    return MoveRow.objects.filter(organisation=organisation, taken_back=False)


def _current(organisation: UUID, period: Period) -> ContactQuerySet:
    rows = ContactRow.objects.current().filter(organisation=organisation, on__range=(period.start, period.end))
    return rows.exclude(pseudonym__in=left_out_of_figures(organisation))


def _text(id_: UUID | None) -> str | None:
    return None if id_ is None else str(id_)
