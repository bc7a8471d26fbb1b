import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.utils import timezone

from caunoi.access.acting import action
from caunoi.access.choices import Verb
from caunoi.access.policies import require
from caunoi.audit import actions as audit
from caunoi.indicators.engines.in_memory import Cell
from caunoi.lib.actor import Actor
from caunoi.lib.periods import PeriodError, from_key
from caunoi.programme.models import Deployment
from caunoi.published import envelope, figures, hub_keys
from caunoi.published.actions.publishing import one_at_a_time, wait_to_be_published
from caunoi.published.actions.returning import settle_returns
from caunoi.published.models import Club, ExactCell, ReceivedRelease, Speaker
from caunoi.published.policies import TIES
from caunoi.published.refusals import FileRefused

EARLIEST = datetime(2014, 1, 1, tzinfo=UTC)
"""No month of any pilot was closed before."""
CLOCKS_DIFFER = timedelta(days=1)


@dataclass(frozen=True)
class Received:
    """What became of a file: a release that came first now, or one that was here already."""

    release: ReceivedRelease
    is_new: bool


@action
def receive(*, by: Actor, at: datetime, data: bytes) -> Received:
    """Take a release file: all of it, or nothing and a recorded refusal. Then its month waits to be published."""
    require(by, Verb.RECEIVE_RELEASE, None, TIES)
    digest = hashlib.sha256(data).hexdigest()
    one_at_a_time()
    if known := ReceivedRelease.objects.filter(digest=digest).first():
        return Received(known, is_new=False)
    opened = _open(data)
    tables, longer = _checked(opened, at)
    release = _keep(opened, at, digest, _names_of(tables, longer))
    _keep_cells(release, tables, longer)
    settle_returns(at, release)
    wait_to_be_published(at, from_key(release.period_key), only_complete=True)
    audit.record(
        by=by, at=at, action=Verb.RECEIVE_RELEASE, subject=release.pk,
        details={"period": release.period_key, "version": release.version, "from": release.club_id},
    )  # fmt: skip
    return Received(release, is_new=True)


def _open(data: bytes) -> envelope.Opened:
    signers = {club: bytes(key) for club, key in Club.objects.values_list("pk", "signing_key")}
    try:
        return envelope.open_file(data, hub=hub_keys.installation_id(), opening=hub_keys.opening_key(), signers=signers)
    except envelope.FileError as problem:
        raise FileRefused(problem.code) from None


Tables = dict[str, dict[Cell, int]]
Longer = dict[tuple[str, str], dict[Cell, int]]


def _checked(opened: envelope.Opened, at: datetime) -> tuple[Tables, Longer]:
    """The exact tables, once sender, month and version are what they have to be."""
    header = opened.header
    speaks = Speaker.objects.filter(club=header.installation, organisation=header.organisation).exists()
    deployment = Deployment.objects.filter(pk=header.deployment, organisation=header.organisation).first()
    if not speaks or deployment is None:
        raise FileRefused("not_its_own", header.release)
    if not _fits(header, deployment, timezone.localdate(at)):
        raise FileRefused("wrong_period", header.release)
    if not EARLIEST <= header.closed_at <= at + CLOCKS_DIFFER:
        raise FileRefused("wrong_clock", header.release)
    _check_version(header)
    try:
        figures.check_controlled(opened.controlled)
        return figures.read_exact(opened.exact), figures.read_longer(opened.exact, from_key(header.period))
    except figures.FiguresError:
        raise FileRefused("unknown_figures", header.release) from None


def _fits(header: envelope.Header, deployment: Deployment, today: date) -> bool:
    try:
        period = from_key(header.period)
    except PeriodError:
        return False
    runs = deployment.starts_on <= period.end and (deployment.ends_on is None or deployment.ends_on >= period.start)
    same = (period.start, period.end, period.basis) == (header.starts, header.ends, deployment.period_basis)
    return runs and same and period.end < today


def _check_version(header: envelope.Header) -> None:
    """Versions come one after the other, each naming the one before: a gap would hide what was said in between."""
    known = ReceivedRelease.objects.filter(deployment=header.deployment, period_key=header.period)
    newest = known.order_by("-version").first()
    if ReceivedRelease.objects.filter(pk=header.release).exists() or (newest and newest.version == header.version):
        raise FileRefused("other_figures", header.release)
    if newest and newest.version > header.version:
        raise FileRefused("older_version", header.release)
    if (header.version, header.supersedes) != ((newest.version + 1, newest.pk) if newest else (1, None)):
        raise FileRefused("missing_versions", header.release)


def _names_of(tables: Tables, longer: Longer) -> dict[str, list[str]]:
    """Which tables came, by period; one in which nothing happened has no cells and came all the same."""
    found = {"": sorted(tables)}
    for code, period in sorted(longer):
        found.setdefault(period, []).append(code)
    return found


def _keep(opened: envelope.Opened, at: datetime, digest: str, brings: dict[str, list[str]]) -> ReceivedRelease:
    header = opened.header
    return ReceivedRelease.objects.create(
        id=header.release, club_id=header.installation, organisation_id=header.organisation,
        deployment_id=header.deployment, period_key=header.period, starts=header.starts, ends=header.ends,
        version=header.version, supersedes=header.supersedes, closed_at=header.closed_at, received_at=at,
        digest=digest, brings=brings,
    )  # fmt: skip


def _keep_cells(release: ReceivedRelease, tables: Tables, longer: Longer) -> None:
    """Exact cells, which from now on only `published.exact` reads."""
    every = {**{(code, ""): cells for code, cells in tables.items()}, **longer}
    ExactCell.objects.bulk_create(
        ExactCell(release=release, indicator=code, period_key=period, key=list(key), count=count)
        for (code, period), cells in every.items()
        for key, count in cells.items()
    )
