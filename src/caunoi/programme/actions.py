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
from caunoi.programme.choices import RUNS_DEPLOYMENTS, PeriodBasis
from caunoi.programme.models import Deployment, PilotModel

FIRST_PILOTS = date(2014, 1, 1)
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
