from datetime import date, datetime

from caunoi.access.acting import action
from caunoi.access.choices import Verb
from caunoi.access.policies import require
from caunoi.audit import actions as audit
from caunoi.lib.actor import Actor
from caunoi.lib.ids import reference_id
from caunoi.organisations.models import Organisation
from caunoi.places.models import Place
from caunoi.programme.catalogue import MODELS
from caunoi.programme.choices import PeriodBasis
from caunoi.programme.models import Deployment, PilotModel


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
    deployment = Deployment.objects.create(
        model=PilotModel.objects.filter(code=model).latest("version"),
        organisation=organisation,
        place=place,
        starts_on=starts_on,
        period_basis=period_basis,
        official_label=official_label,
    )
    audit.record(by=by, at=at, action="deploy", subject=deployment.pk, details={"model": model})
    return deployment
