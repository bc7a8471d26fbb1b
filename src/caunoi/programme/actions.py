from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from caunoi.access.acting import action
from caunoi.access.actions import CannotDo
from caunoi.access.choices import Verb
from caunoi.access.policies import require
from caunoi.audit import actions as audit
from caunoi.lib.actor import Actor
from caunoi.lib.ids import reference_id
from caunoi.organisations.models import Organisation
from caunoi.places.models import Place
from caunoi.programme.catalogue import MODELS
from caunoi.programme.choices import RUNS_DEPLOYMENTS, FundingLevel, PeriodBasis
from caunoi.programme.models import Deployment, FundingLine, PilotModel

FIRST_PILOTS = date(2014, 1, 1)
LAST_OF_DISTRICTS = date(2025, 6, 30)
AHEAD = timedelta(days=366)


@action
def load_models(*, by: Actor, at: datetime) -> None:
    """Bring in the catalogue of models; loading again is safe."""
    require(by, Verb.KEEP_REFERENCE, None, {})
    PilotModel.objects.bulk_create(
        [PilotModel(id=reference_id("model", f"{m.code}@{m.version}"), **m._asdict()) for m in MODELS],
        ignore_conflicts=True,
    )
    audit.record(by=by, at=at, action="load_models", details={"count": len(MODELS)})


@action
def deploy(
    *,
    by: Actor,
    at: datetime,
    model: str,
    organisation: Organisation,
    place: Place,
    starts_on: date,
    period_basis: str = PeriodBasis.ADMINISTRATIVE,
    official_label: str = "",
) -> Deployment:
    """Start a model at a site, run by one organisation. `official_label` is what papers call the target group there."""
    require(by, Verb.KEEP_REFERENCE, None, {})
    _check_can_run(organisation, starts_on, timezone.localdate(at))
    deployment = Deployment.objects.create(
        model=_model(model),
        organisation=organisation,
        place=place,
        starts_on=starts_on,
        period_basis=period_basis,
        official_label=official_label,
    )
    audit.record(by=by, at=at, action="deploy", subject=deployment.pk, details={"model": model})
    return deployment


@action
def fund(
    *,
    by: Actor,
    at: datetime,
    deployment: Deployment,
    level: str,
    source: str,
    starts_on: date,
    ends_on: date,
    committed: int,
    disbursed: int,
    in_kind: bool = False,
    instrument: str = "",
) -> FundingLine:
    """Enter money of one source for one deployment: what was promised and what was handed out, in whole đồng."""
    require(by, Verb.KEEP_REFERENCE, None, {})
    _check_days(level, starts_on, ends_on)
    line = FundingLine.objects.create(
        deployment=deployment, level=level, source=source, instrument=instrument, starts_on=starts_on, ends_on=ends_on,
        committed=committed, disbursed=disbursed, in_kind=in_kind, entered_at=at,
    )  # fmt: skip
    details = {"deployment": deployment.pk, "level": level, "committed": committed, "disbursed": disbursed}
    audit.record(by=by, at=at, action="fund", subject=line.pk, details=details)
    return line


@action
def withdraw_funding(*, by: Actor, at: datetime, line: FundingLine) -> None:
    """A line that was wrong: it stays readable and counts no more. Twice changes nothing."""
    require(by, Verb.KEEP_REFERENCE, None, {})
    if FundingLine.objects.filter(pk=line.pk, withdrawn_at__isnull=True).update(withdrawn_at=at):
        audit.record(by=by, at=at, action="withdraw_funding", subject=line.pk)


def _check_days(level: str, starts_on: date, ends_on: date) -> None:
    if ends_on < starts_on:
        raise CannotDo(_("The last day lies before the first. Check both; nothing was saved."))
    if starts_on < FIRST_PILOTS:
        raise CannotDo(_("The pilots began in 2014. Check the first day; nothing was saved."))
    if level == FundingLevel.DISTRICT and ends_on > LAST_OF_DISTRICTS:
        raise CannotDo(
            _("Districts had a budget until 30/6/2025. Choose another level or an earlier last day; nothing was saved.")
        )


def _model(code: str) -> PilotModel:
    found = PilotModel.objects.filter(code=code).order_by("version").last()
    if found is None:
        raise CannotDo(_("No model has this code. Choose M1, M2 or M3; nothing was saved."))
    return found


def _check_can_run(organisation: Organisation, starts_on: date, today: date) -> None:
    """Work is counted for the one deployment that runs that day, so two of one organisation never overlap."""
    if organisation.kind not in RUNS_DEPLOYMENTS:
        raise CannotDo(_("Only a club or a social-work centre runs a deployment. Nothing was saved."))
    if not FIRST_PILOTS <= starts_on <= today + AHEAD:
        raise CannotDo(_("The start lies between 2014 and a year from today. Check the date; nothing was saved."))
    if Deployment.objects.filter(organisation=organisation).running(starts_on, date.max).exists():
        raise CannotDo(
            _("This organisation runs a deployment then; its work can count for one only. Nothing was saved.")
        )
