"""The only reader of exact cells: it hands them to the disclosure rule, added per club, and to nothing else."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from caunoi.indicators import versions
from caunoi.indicators.bases import by_its_basis, left_to_longer
from caunoi.indicators.disclosure import ControlledTable, ExactTable, Row, Rung, added
from caunoi.indicators.engines.in_memory import Cell
from caunoi.indicators.gate import publishable
from caunoi.indicators.linked import Held, Stated, rows_of
from caunoi.indicators.model import Indicator
from caunoi.lib.periods import MONTH_OF, WIDER, Period, containing, from_key, half_year_of, months_in
from caunoi.places.models import Place
from caunoi.published.audiences import counted
from caunoi.published.choices import Audience
from caunoi.published.evidence import goes_to
from caunoi.published.figures import MEASURED, by_code
from caunoi.published.models import AudienceCell, AudienceTable, ExactCell, ReceivedRelease
from caunoi.published.statutory import FORM

Contributions = dict[str, dict[str, Counter[Cell]]]
"""Indicator → club → exact cells. A club in which nothing happened is there, with none."""
Shown = dict[str, ControlledTable]


@dataclass(frozen=True)
class Wanted:
    """Tables of one audience and period that are to be published: of which releases, and whether of all clubs."""

    period: Period
    audience: Audience
    place: Place | None
    releases: tuple[ReceivedRelease, ...]
    is_countrywide: bool


@dataclass(frozen=True)
class _Kept:
    """One release by whose it is and of which month, and the version that took its place, if one did."""

    club: str
    month: str
    next: UUID | None


def _kept(releases: Iterable[UUID]) -> dict[UUID, _Kept]:
    """These releases and every version that came after them."""
    found: dict[UUID, _Kept] = {}
    asked = set(releases)
    while asked:
        newer = dict(ReceivedRelease.objects.filter(supersedes__in=asked).values_list("supersedes", "pk"))
        rows = ReceivedRelease.objects.filter(pk__in=asked).values_list("pk", "organisation_id", "period_key")
        found.update({pk: _Kept(str(club), month, newer.get(pk)) for pk, club, month in rows})
        asked = set(newer.values())
    return found


def _names(releases: Sequence[UUID], kept: Mapping[UUID, _Kept]) -> dict[UUID, str]:
    """Whose numbers these are together. What was restated meanwhile goes by its version: these are other numbers."""
    older: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for pk in releases:
        if kept[pk].next:
            older[kept[pk].club].append((kept[pk].month, str(pk)))
    return {pk: versions.named(kept[pk].club, older[kept[pk].club]) for pk in releases}


def _newest(pk: UUID, kept: Mapping[UUID, _Kept]) -> UUID:
    while newer := kept[pk].next:
        pk = newer
    return pk


def controlled(wanted: Sequence[Wanted], law: tuple[Sequence[Held], Sequence[Stated]]) -> list[Shown]:
    """Add, then control, once: for each audience every table, by indicator. All of them are tried together, beside
    everything that was published of these days before and the law's totals, by an attacker who holds it all."""
    known, before = by_code(), list(_before(_days(wanted)))
    tables = [_tables(one) for one in wanted]
    shown: list[Shown] = []
    for one, own in zip(wanted, tables, strict=True):
        parts = [] if one.place else _parts(one, wanted, tables, shown, before)
        shown.append(by_its_basis(MEASURED, one.period, own, _last_rungs(one), parts))
    held = [
        Held(known[code], one.period, own[code], ways[code])
        for one, own, ways in zip(wanted, tables, shown, strict=True)
        for code in own
    ]  # fmt: skip
    silent, stated = law
    passed = iter(publishable(held, [*before, *silent], stated))
    return [{code: next(passed) for code in own} for own in tables]


def _days(wanted: Sequence[Wanted]) -> tuple[date, date]:
    """Of everything that a table of these periods may be compared with: their years."""
    years = [containing(one.period.end, WIDER[MONTH_OF[one.period.basis]][-1]) for one in wanted]
    return min(one.start for one in years), max(one.end for one in years)


def _tables(wanted: Wanted) -> dict[str, ExactTable]:
    names = {release.pk: str(release.organisation_id) for release in wanted.releases}
    found, every = _contributions(names, wanted.period), set(names.values())
    return {
        indicator.code: added(indicator, own, is_countrywide=wanted.is_countrywide and set(own) == every)
        for indicator in MEASURED
        if (own := found.get(indicator.code)) and goes_to(indicator, wanted.audience, wanted.period)
    }


def _parts(
    whole: Wanted, wanted: Sequence[Wanted], tables: Sequence[dict[str, ExactTable]], shown: Sequence[Shown],
    before: Sequence[Held],
) -> list[tuple[dict[str, ExactTable], Shown]]:  # fmt: skip
    """The provinces of the same period, to be published now or published before."""
    new = [
        (own, ways) for one, own, ways in zip(wanted, tables, shown, strict=False)
        if one.place and one.period == whole.period
    ]  # fmt: skip
    old: dict[tuple[str, ...], tuple[dict[str, ExactTable], Shown]] = {}
    every = {str(each.organisation_id) for each in whole.releases}
    for one in before:
        own = {versions.club_of(name): cells for name, cells in one.clubs.items()}
        if one.period == whole.period and set(own) < every and one.shown.rung is not Rung.WIDER:
            exact, ways = old.setdefault(tuple(sorted(own)), ({}, {}))
            exact[one.indicator.code], ways[one.indicator.code] = replace(one.exact, clubs=own), one.shown
    return [*new, *old.values()]


def _last_rungs(wanted: Wanted) -> dict[str, Rung]:
    """How far down the ladder each table of this audience last was, for a period as long in the same half-year."""
    half = half_year_of(wanted.period)
    rows = AudienceTable.objects.filter(audience=wanted.audience, starts__gte=half.start, ends__lte=half.end)
    rows = rows.filter(place=wanted.place) if wanted.place else rows.filter(place__isnull=True)
    found = rows.order_by("published_at", "starts").values_list("indicator", "period_key", "rung")
    return {code: Rung(rung) for code, key, rung in found if from_key(key).basis == wanted.period.basis}


def _contributions(clubs: Mapping[UUID, str], period: Period) -> Contributions:
    """Exact cells by indicator and club, of clubs that counted the indicator in all of the period. Of a longer period,
    months are added, except for people: these are as their clubs counted them over the whole, and an indicator that
    not every deployment brought is left out."""
    releases = list(ReceivedRelease.objects.filter(pk__in=list(clubs)).order_by("closed_at"))
    is_longer = len(months_in(period)) > 1
    found: Contributions = {}
    for indicator in MEASURED:
        if not is_longer or _adds(indicator):
            found[indicator.code] = {club: Counter() for club in _that_counted(indicator, period, releases, clubs)}
    cells = ExactCell.objects.filter(release__in=clubs, period_key="")
    for release, code, key, count in cells.values_list("release_id", "indicator", "key", "count"):
        if clubs[release] in found.get(code, ()):
            found[code][clubs[release]][tuple(key)] += count
    if is_longer:
        found.update(_people(clubs, period, releases))
    return {code: own for code, own in found.items() if own}


def _adds(indicator: Indicator) -> bool:
    """Whether its months make the longer period: people come again, and what stands on a day is no flow."""
    return not indicator.is_of_a_whole and indicator.adds_over_months


def _that_counted(
    indicator: Indicator, period: Period, releases: Iterable[ReceivedRelease], clubs: Mapping[UUID, str]
) -> list[str]:
    """Clubs of which every deployment counted it: where one did not, a part would pass for the whole."""
    sent: dict[str, dict[UUID, list[ReceivedRelease]]] = defaultdict(lambda: defaultdict(list))
    for release in releases:
        sent[clubs[release.pk]][release.deployment_id].append(release)
    return [
        club
        for club, deployments in sent.items()
        if all(counted(indicator, period, own) for own in deployments.values())
    ]


def _people(clubs: Mapping[UUID, str], period: Period, releases: Sequence[ReceivedRelease]) -> Contributions:
    """As the newest file of each deployment counted them, where every club did."""
    found: Contributions = {}
    newest = {
        (release.deployment_id, code): release.pk for release in releases for code in release.brings.get(period.key, ())
    }
    for code in (one.code for one in MEASURED if one.is_of_a_whole):
        if all((release.deployment_id, code) in newest for release in releases):
            found[code] = {club: Counter() for club in clubs.values()}
    rows = ExactCell.objects.filter(release__in=clubs, period_key=period.key)
    fields = "release_id", "release__deployment_id", "indicator", "key", "count"
    for release, deployment, code, key, count in rows.values_list(*fields):
        if code in found and newest[deployment, code] == release:
            found[code][clubs[release]][tuple(key)] += count
    return found


def added_up(period: Period, releases: Sequence[ReceivedRelease]) -> dict[str, Counter[Cell]]:
    """Exact sums of a longer period for the law's own report. An indicator of people is there only where every club
    brought it."""
    names = {release.pk: str(release.organisation_id) for release in releases}
    return {code: sum(own.values(), Counter()) for code, own in _contributions(names, period).items()}


def stated_by_law(
    periods: Iterable[tuple[Period, Sequence[ReceivedRelease]]],
) -> tuple[list[Held], list[Stated]]:
    """What statutory returns make public, sent or not: the official rows of each province over six months and a year.
    Beside them the tables behind, which say nothing themselves."""
    silent, stated = [], []
    every = list(periods)
    kept = _kept(release.pk for _period, releases in every for release in releases)
    for period, releases in every:
        names = _names([release.pk for release in releases], kept)
        for code, clubs in _contributions(names, period).items():
            exact = added(by_code()[code], clubs)
            silent.append(Held(by_code()[code], period, exact, left_to_longer(exact)))
            for row in (row for row in FORM if row.indicator == code):
                cells = tuple((cell,) for cell in row.cells)
                total = row.count(exact.cells)
                stated.append(Stated(code, period.key, tuple(clubs), total, row.is_of_people, cells))
    return silent, stated


# --- what was published before --------------------------------------------------------------------------------------


def _before(days: tuple[date, date]) -> Iterator[Held]:
    """Every table of these days, as it was published, with the exact one behind it."""
    first, last = days
    rows = AudienceTable.objects.filter(starts__lte=last, ends__gte=first).order_by("pk")
    tables = list(rows.select_related("ledger_line").prefetch_related("cells"))
    behind = dict.fromkeys((table.period_key, tuple(table.ledger_line.releases)) for table in tables)
    kept = _kept(UUID(release) for _period, releases in behind for release in releases)
    found = {place: _behind(*place, kept) for place in behind}
    for table in tables:
        indicator, own = by_code().get(table.indicator), found[table.period_key, tuple(table.ledger_line.releases)]
        if indicator is not None and table.indicator in own:
            yield _held(table, indicator, added(indicator, own[table.indicator]))
    yield from _restated(behind, kept)
    yield from _not_in_their_month(days, behind)


def _behind(period: str, releases: Iterable[str], kept: Mapping[UUID, _Kept]) -> Contributions:
    return _contributions(_names([UUID(release) for release in releases], kept), from_key(period))


def _restated(behind: Iterable[tuple[str, tuple[str, ...]]], kept: Mapping[UUID, _Kept]) -> Iterator[Held]:
    """What the newest versions say in place of older ones that were published: tables that nobody has seen. Longer
    periods are added from them, so what was restated has to stay hidden as well, and by how much."""
    for period, releases in behind:
        newest = [str(_newest(UUID(release), kept)) for release in releases]
        if newest != list(releases):
            for code, own in _behind(period, newest, kept).items():
                exact = added(by_code()[code], own)
                yield Held(by_code()[code], from_key(period), exact, left_to_longer(exact))


def _not_in_their_month(days: tuple[date, date], behind: Iterable[tuple[str, tuple[str, ...]]]) -> Iterator[Held]:
    """Months that came after theirs was published without them: nobody has seen them, and longer periods hold them, so
    what is left of those is what they say."""
    first, last = days
    seen = {(period, release) for period, releases in behind for release in releases}
    newest = ReceivedRelease.objects.exclude(
        pk__in=ReceivedRelease.objects.exclude(supersedes=None).values("supersedes")
    )
    late: dict[str, dict[UUID, str]] = defaultdict(dict)
    for release in newest.filter(starts__gte=first, ends__lte=last).order_by("pk"):
        if (release.period_key, str(release.pk)) not in seen:
            late[release.period_key][release.pk] = str(release.organisation_id)
    for period, clubs in late.items():
        for code, own in _contributions(clubs, from_key(period)).items():
            exact = added(by_code()[code], own)
            yield Held(by_code()[code], from_key(period), exact, left_to_longer(exact))


def _held(table: AudienceTable, indicator: Indicator, exact: ExactTable) -> Held:
    *rows, total = sorted(table.cells.all(), key=_number)
    parts = rows_of(exact, [tuple(row.key) for row in rows])
    lines = tuple(_line(row, exact, parts[tuple(row.key)]) for row in rows)
    names = tuple(cut.column for cut in indicator.disaggregate_by)
    shown = ControlledTable(Rung(table.rung), lines, _line(total, exact, tuple(exact.cells)), names, True, ())
    return Held(indicator, from_key(table.period_key), exact, shown)


def _line(cell: AudienceCell, exact: ExactTable, parts: tuple[Cell, ...]) -> Row:
    key = tuple(cell.key)
    shown = cell.mark or cell.shown
    return Row(key, parts, exact.class_of(key) if key else exact.sensitivity, shown, cell.rounded)  # type: ignore[arg-type]  # a mark or a number


def _number(cell: AudienceCell) -> int:
    return cell.number
