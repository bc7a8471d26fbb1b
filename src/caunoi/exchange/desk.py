"""The desk of communes' reports as its page shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from caunoi.access.doors import Request
from caunoi.exchange.uploads import ManyFiles
from caunoi.indicators.model import Unit
from caunoi.lib.periods import Period
from caunoi.look.languages import page_language
from caunoi.look.tables import Column, Table
from caunoi.places.models import Place
from caunoi.published import rows
from caunoi.published.amounts import Amount, Qualifier
from caunoi.published.choices import ReportState
from caunoi.published.collected import Board
from caunoi.published.collected_board import Standing
from caunoi.published.intake import Answer, Outcome
from caunoi.published.models import CollectedReport

DAYS_TO_SEND = 15
TONES = {ReportState.NOT_SENT: "waiting", ReportState.SENT: "good", ReportState.ZERO: "neutral"}
OUTCOME_TONES = {
    Outcome.ENTERED: "good", Outcome.RESTATED: "active", Outcome.HERE: "neutral", Outcome.RETURNED: "attention",
    Outcome.UNREADABLE: "attention",
}  # fmt: skip


@dataclass(frozen=True)
class Card:
    """One commune on the board."""

    standing: Standing
    tone: str
    late: bool
    many: bool
    """Whether several provinces stand on the board, so that each card names its own."""


@dataclass(frozen=True)
class Section:
    """Communes of one state; those that nothing is asked of are folded away."""

    state: ReportState
    title: str
    cards: list[Card]

    @property
    def is_open(self) -> bool:
        return self.state is ReportState.NOT_SENT


def sections(board: Board, day: date) -> list[Section]:
    """The board by state: those to wait for come first."""
    many = len({one.province.pk for one in board.standings}) > 1
    found = []
    for state in ReportState:
        cards = [Card(one, TONES[state], _is_late(one, day), many) for one in board.standings if one.state is state]
        if cards:
            found.append(Section(state, f"{capfirst(state.label)} ({len(cards)})", cards))
    return found


def counts(board: Board) -> list[dict[str, object]]:
    return [{"label": capfirst(state.label), "value": board.count(state), "unit": ""} for state in ReportState]


def provinces(board: Board) -> list[Place]:
    return list(dict.fromkeys(one.province for one in board.standings))


def due_by_default(period: Period) -> date:
    return period.end + timedelta(days=DAYS_TO_SEND)


def stopped(request: Request) -> bool:
    """Whether the upload was larger than is taken at once."""
    return any(isinstance(one, ManyFiles) and one.too_much for one in request.upload_handlers)


def answers(found: Sequence[Answer]) -> list[dict[str, object]]:
    return [
        {"name": one.name, "words": _outcome_words(one.outcome), "tone": OUTCOME_TONES[one.outcome],
         "sentences": one.sentences}
        for one in found
    ]  # fmt: skip


def version(report: CollectedReport) -> dict[str, object]:
    """One version of a report, as it was entered."""
    language = page_language()
    values = sorted(report.values.all(), key=lambda each: rows.position(each.row))
    lines = [
        [
            rows.title(each.row, language),
            Amount(each.value, Unit(each.unit), Qualifier(each.qualifier)).number_in_words(language),
            Unit(each.unit).words.in_language(language),
        ]
        for each in values
    ]
    heading = _("Version %(version)s") % {"version": report.version}
    columns = [Column(_("Row")), Column(_("As stated"), numeric=True), Column(_("Unit"))]
    return {"report": report, "heading": heading, "table": Table(heading, columns, lines) if lines else None}


def _is_late(one: Standing, day: date) -> bool:
    return one.report is None and one.expected is not None and one.expected.due_on < day


def _outcome_words(outcome: Outcome) -> str:
    return {
        Outcome.ENTERED: _("entered"),
        Outcome.RESTATED: _("entered as a new version"),
        Outcome.HERE: _("here already"),
        Outcome.RETURNED: _("to mend"),
        Outcome.UNREADABLE: _("not read"),
    }[outcome]
