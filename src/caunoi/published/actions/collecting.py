"""Collected figures: entering a file of them, confirming a zero, saying who is expected, showing a province's sums."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from caunoi.access.acting import action
from caunoi.access.actions import CannotDo
from caunoi.access.choices import Verb
from caunoi.access.policies import require
from caunoi.audit import actions as audit
from caunoi.lib.actor import Actor
from caunoi.lib.periods import Period
from caunoi.lib.vietnamese_text import fold
from caunoi.places.choices import COMMUNES
from caunoi.places.models import Place
from caunoi.places.queries import province_of
from caunoi.published import canonical, collected_board, stated_periods
from caunoi.published.actions.publishing import one_at_a_time
from caunoi.published.collected_control import ProvinceTable, province_tables
from caunoi.published.drafts import DraftReport, DraftSource
from caunoi.published.models import (
    CollectedLine,
    CollectedReport,
    CollectedTable,
    CollectedValue,
    ExpectedReport,
    SourceDocument,
)
from caunoi.published.policies import TIES
from caunoi.published.rows import GROUPS, row_of

GROUP_NUMBERS = {group.code: number for number, group in enumerate(GROUPS)}


@dataclass(frozen=True)
class Entered:
    """What became of one report of a file. `left_out` are rows of the version before that this one does not state."""

    report: CollectedReport
    is_new: bool
    left_out: tuple[str, ...] = ()


@action
def enter_collected(*, by: Actor, at: datetime, digest: str, drafts: Sequence[DraftReport]) -> list[Entered]:
    """Keep the reports of one file: all of them or none. The same figures again add nothing; others are a new version."""
    require(by, Verb.ENTER_COLLECTED, None, TIES)
    one_at_a_time()
    entered = [_enter(by, at, digest, draft) for draft in drafts]
    new = [one.report for one in entered if one.is_new]
    if new:
        _publish_complete(by, at, new)
        audit.record(
            by=by, at=at, action=Verb.ENTER_COLLECTED, subject=new[0].pk,
            details={"reports": len(new), "restated": sum(report.version > 1 for report in new), "file": digest},
        )  # fmt: skip
    return entered


@action
def confirm_zero(*, by: Actor, at: datetime, place: Place, period: Period) -> CollectedReport:
    """Somebody asked the commune, and nothing happened there in the period. An empty paper alone never says that."""
    require(by, Verb.ENTER_COLLECTED, None, TIES)
    one_at_a_time()
    draft = DraftReport(None, place, stated_periods.during(period), is_zero=True)
    if collected_board.latest(draft) is not None:
        raise CannotDo(
            _("A report of this place and period is here already. Nothing was changed; open it to see its figures.")
        )
    if not ExpectedReport.objects.filter(place=place, period_key=period.key).exists():
        raise CannotDo(_("No report of this place is expected in this period. Nothing was changed."))
    report = _enter(by, at, "", draft).report
    _publish_complete(by, at, [report])
    audit.record(
        by=by, at=at, action=Verb.ENTER_COLLECTED, subject=report.pk, details={"zero": 1, "period": period.key}
    )
    return report


@action
def expect_reports(*, by: Actor, at: datetime, places: Iterable[Place], period: Period, due_on: date) -> int:
    """Wait for a report of each of these communes. Those expected already keep their day unless it is set anew."""
    require(by, Verb.ENTER_COLLECTED, None, TIES)
    communes = [place for place in places if place.kind in COMMUNES]
    if not communes:
        raise CannotDo(_("There is no commune here in that period. Nothing was changed; choose another place."))
    if due_on <= period.start:
        raise CannotDo(_("The day lies before the period begins. Nothing was changed; choose a later day."))
    known = set(ExpectedReport.objects.filter(period_key=period.key).values_list("place_id", flat=True))
    ExpectedReport.objects.bulk_create(
        [ExpectedReport(place=place, period_key=period.key, due_on=due_on, set_at=at) for place in communes],
        update_conflicts=True, unique_fields=["period_key", "place"], update_fields=["due_on", "set_at"],
    )  # fmt: skip
    audit.record(
        by=by, at=at, action=Verb.ENTER_COLLECTED,
        details={"expected": len(communes), "period": period.key, "due": due_on.isoformat()},
    )  # fmt: skip
    return len({place.pk for place in communes} - known)


@action
def stop_expecting(*, by: Actor, at: datetime, place: Place, period: Period) -> None:
    """Wait no longer for a commune; what it has sent stays."""
    require(by, Verb.ENTER_COLLECTED, None, TIES)
    gone, _kinds = ExpectedReport.objects.filter(place=place, period_key=period.key).delete()
    if not gone:
        raise CannotDo(_("No report of this place is expected in this period. Nothing was changed."))
    audit.record(
        by=by, at=at, action=Verb.ENTER_COLLECTED, subject=place.pk, details={"expected": -1, "period": period.key}
    )


@action
def publish_collected(*, by: Actor, at: datetime, period: Period) -> list[Place]:
    """Show each province's sums with what its communes have sent. Once: later reports change nothing that was shown."""
    require(by, Verb.PUBLISH_PERIOD, None, TIES)
    one_at_a_time()
    shown = [scope.province for scope in collected_board.provinces(period) if _publish(by, at, period, scope)]
    if not shown:
        raise CannotDo(_("There was nothing to publish. Nothing was changed."))
    return shown


# --- one report -----------------------------------------------------------------------------------------------------


def _enter(by: Actor, at: datetime, digest: str, draft: DraftReport) -> Entered:
    before = collected_board.latest(draft)
    if before is not None and collected_board.content(before) == draft.content:
        return Entered(before, is_new=False)
    report = CollectedReport.objects.create(
        source=_source(draft.source) if draft.source else None, place=draft.place, period_key=draft.period.key,
        starts=draft.period.starts, ends=draft.period.ends, version=before.version + 1 if before else 1,
        supersedes=before, is_published=collected_board.is_published(draft), is_zero=draft.is_zero,
        comparison="; ".join(draft.comparisons), digest=digest, entered_at=at, entered_by_id=_user(by),
    )  # fmt: skip
    CollectedValue.objects.bulk_create(
        CollectedValue(
            report=report, row=row, unit=unit, value=amount.value, qualifier=amount.qualifier,
            is_total=row_of(row).is_total,
        )
        for (row, unit), amount in draft.values.items()
    )  # fmt: skip
    return Entered(report, is_new=True, left_out=_left_out(before, draft))


def _left_out(before: CollectedReport | None, draft: DraftReport) -> tuple[str, ...]:
    if before is None:
        return ()
    return tuple(sorted({value.row for value in before.values.all()} - {row for row, _unit in draft.values}))


def _source(draft: DraftSource) -> SourceDocument:
    """The document of this name; a file that says more about it than was known adds that."""
    document, _created = SourceDocument.objects.get_or_create(folded=fold(draft.name), defaults={"name": draft.name})
    said = {
        "title": draft.title, "publisher": draft.publisher, "address": draft.address, "note": draft.note,
        "note_en": draft.note_en, "published_on": draft.published_on,
    }  # fmt: skip
    missing = {name: value for name, value in said.items() if value and not getattr(document, name)}
    if missing:
        SourceDocument.objects.filter(pk=document.pk).update(**missing)
    return document


def _user(by: Actor) -> UUID | None:
    return by.id


# --- a province's sums ----------------------------------------------------------------------------------------------


def _publish_complete(by: Actor, at: datetime, reports: Iterable[CollectedReport]) -> None:
    """Show a province's sums once the last of its expected communes has sent."""
    own = [report for report in reports if report.source_id is None]
    for key in sorted({report.period_key for report in own}):
        stated = stated_periods.read(key)
        if stated.span is stated_periods.Span.DURING and stated.whole:
            places = {province_of(report.place) for report in own if report.period_key == key}
            for province in places & collected_board.complete_provinces(stated.whole):
                _publish(by, at, stated.whole, collected_board.province(stated.whole, province))


def _publish(by: Actor, at: datetime, period: Period, scope: collected_board.ProvinceScope) -> bool:
    if not scope.reports or CollectedTable.objects.filter(place=scope.province, period_key=period.key).exists():
        return False
    for table in province_tables(collected_board.contributions(scope.reports)):
        _keep_table(at, period, scope, table)
    audit.record(
        by=by, at=at, action=Verb.PUBLISH_PERIOD, subject=scope.province.pk,
        details={"collected": len(scope.reports), "period": period.key},
    )  # fmt: skip
    return True


def _keep_table(at: datetime, period: Period, scope: collected_board.ProvinceScope, table: ProvinceTable) -> None:
    lines = [(line.row, line.number, line.mark, line.rounded, line.qualifier.value) for line in table.lines]
    content = {"place": str(scope.province.pk), "period": period.key, "group": table.group.code,
               "unit": table.unit.value, "lines": [list(line) for line in lines]}  # fmt: skip
    kept = CollectedTable.objects.create(
        place=scope.province, period_key=period.key, starts=period.start, ends=period.end, group=table.group.code,
        unit=table.unit.value, number=GROUP_NUMBERS[table.group.code], has_total=table.has_total,
        footnotes=list(table.footnotes), reported=len(scope.reports), expected=scope.expected,
        reports=[str(report.pk) for report in scope.reports],
        digest=hashlib.sha256(canonical.dump(content)).hexdigest(), published_at=at,
    )  # fmt: skip
    CollectedLine.objects.bulk_create(
        CollectedLine(table=kept, number=number, row=row, shown=shown, mark=mark, rounded=rounded, qualifier=word)
        for number, (row, shown, mark, rounded, word) in enumerate(lines)
    )
