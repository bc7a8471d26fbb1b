from django.db import models
from django.db.models import Q

from caunoi.lib.fields import IdField, primary_key
from caunoi.organisations.models import Organisation
from caunoi.places.models import Place
from caunoi.programme.choices import FundingLevel, PeriodBasis


class PilotModel(models.Model):
    """One of the models of support, as worded by one instrument; a new wording is a new version."""

    id = IdField(primary_key=True, editable=False)
    code = models.CharField(max_length=10)
    version = models.PositiveSmallIntegerField(default=1)
    name_vi = models.CharField(max_length=300)
    name_en = models.CharField(max_length=300)
    instrument = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "version"], name="pilot_model_version")]

    class DataHandling:
        public = ("id", "code", "version", "name_vi", "name_en", "instrument")

    def __str__(self) -> str:
        return self.code


class DeploymentQuerySet(models.QuerySet["Deployment"]):
    def running(self, start, end) -> "DeploymentQuerySet":  # type: ignore[no-untyped-def]  # two dates
        """Deployments that ran on some day from `start` to `end`."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=start), starts_on__lte=end)


class Deployment(models.Model):
    """A model at a site, run by one organisation. `official_label` is what papers call its target group."""

    id = primary_key()
    model = models.ForeignKey(PilotModel, on_delete=models.PROTECT, related_name="deployments")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="deployments")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    period_basis = models.CharField(max_length=20, choices=PeriodBasis.choices, default=PeriodBasis.ADMINISTRATIVE)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    official_label = models.CharField(max_length=120, blank=True)

    objects = DeploymentQuerySet.as_manager()

    class DataHandling:
        service = ("id", "model", "organisation", "place", "period_basis", "starts_on", "ends_on", "official_label")

    def __str__(self) -> str:
        return f"{self.model_id} @ {self.place_id}"


class FundingLine(models.Model):
    """Money of one source for one deployment and some days, in whole đồng; never what anybody was given.

    It is not edited: a line that was wrong is withdrawn and written anew, and stays readable.
    """

    id = primary_key()
    deployment = models.ForeignKey(Deployment, on_delete=models.PROTECT, related_name="funding")
    level = models.CharField(max_length=12, choices=FundingLevel.choices)
    source = models.CharField(max_length=200)
    instrument = models.CharField(max_length=200, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    committed = models.BigIntegerField()
    disbursed = models.BigIntegerField()
    in_kind = models.BooleanField(default=False)
    entered_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(committed__gte=0, disbursed__gte=0), name="funding_not_negative"),
            models.CheckConstraint(condition=Q(ends_on__gte=models.F("starts_on")), name="funding_days_in_order"),
        ]

    class DataHandling:
        service = (
            "id", "deployment", "level", "source", "instrument", "starts_on", "ends_on", "committed", "disbursed", "in_kind",
            "entered_at", "withdrawn_at",
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.source} → {self.deployment_id}"
