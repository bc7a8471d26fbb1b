"""Papers on a demo hub: published tables with their sources, and invented reports of a province's communes."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from importlib import resources
from random import Random

from django.utils import timezone

from caunoi.indicators.model import Unit
from caunoi.lib.actor import COMMAND
from caunoi.lib.periods import Period, containing
from caunoi.places.models import Place
from caunoi.places.queries import communes_of
from caunoi.published import actions, intake, stated_periods
from caunoi.published.amounts import Amount
from caunoi.published.drafts import DraftReport

DAYS_TO_SEND = 15


def samples() -> list[tuple[str, bytes]]:
    """The tables that ship with the code, by file name."""
    folder = resources.files("caunoi.published").joinpath("samples")
    files = [each for each in folder.iterdir() if each.name.endswith(".csv")]
    return [(each.name, each.read_bytes()) for each in sorted(files, key=lambda each: each.name)]


def load(rng: Random, at: datetime, province: Place) -> None:
    """Enter the published tables; let the communes send one half-year whole, and the last one in part."""
    for answer in intake.take(by=COMMAND, at=at, files=samples()):
        if not answer.is_good:
            raise ValueError(f"{answer.name}: {' '.join(answer.sentences)}")
    last = containing(timezone.localdate(at), "half_year").previous()
    _half_year(rng, at, province, last.previous(), share=1.0)
    _half_year(rng, at, province, last, share=0.7)


def _half_year(rng: Random, at: datetime, province: Place, period: Period, *, share: float) -> None:
    communes = list(communes_of(province, period.end).select_related("parent__parent").order_by("code"))
    due = period.end + timedelta(days=DAYS_TO_SEND)
    actions.expect_reports(by=COMMAND, at=at, places=communes, period=period, due_on=due)
    drafts = list(_drafts(rng, communes, period, share))
    actions.enter_collected(by=COMMAND, at=at, digest="", drafts=drafts)


def _drafts(rng: Random, communes: list[Place], period: Period, share: float) -> Iterator[DraftReport]:
    for commune in communes:
        draft = DraftReport(None, commune, stated_periods.during(period))
        if rng.random() < 0.4:
            draft.is_zero = True
        else:
            _fill(rng, draft)
        if rng.random() < share:
            yield draft


def _fill(rng: Random, draft: DraftReport) -> None:
    rows = {"legal": rng.randrange(6), "health": rng.randrange(12), "hiv": rng.randrange(9), "work": rng.randrange(3)}
    visits = {**rows, "supported": sum(rows.values()) + rng.randrange(3), "informed": rng.randrange(5, 40)}
    draft.values = {(row, Unit.CONTACT): Amount(number, Unit.CONTACT) for row, number in visits.items()}
    draft.values["supported", Unit.PERSON] = Amount(visits["supported"] * 2 // 3, Unit.PERSON)
    draft.values["meetings", Unit.SESSION] = Amount(rng.randrange(1, 5), Unit.SESSION)
