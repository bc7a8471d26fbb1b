from django.db import models
from django.db.models import F, Q

from caunoi.access.models import User
from caunoi.lib.fields import IdField, primary_key
from caunoi.organisations.models import Organisation
from caunoi.programme.models import Deployment
from caunoi.releases.choices import ReleaseState


class Hub(models.Model):
    """A hub whose introduction card somebody here compared by telephone. `id` is the id of that installation."""

    id = IdField(primary_key=True, editable=False)
    name = models.CharField(max_length=200)
    signing_key = models.BinaryField(max_length=32)
    opening_key = models.BinaryField(max_length=32)
    trusted_at = models.DateTimeField()

    class DataHandling:
        service = ("id", "name", "signing_key", "opening_key", "trusted_at")

    def __str__(self) -> str:
        return self.name


class Release(models.Model):
    """The figures of a deployment's month as two people closed them. Never edited: restated by the next version.

    `exact` is for this club alone and leaves it only sealed, inside `file`; `controlled` is what others may read.
    """

    id = primary_key()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    deployment = models.ForeignKey(Deployment, on_delete=models.PROTECT, related_name="+")
    period_key = models.CharField(max_length=10)
    starts = models.DateField()
    ends = models.DateField()
    version = models.PositiveSmallIntegerField()
    supersedes = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="restated_by")
    state = models.CharField(max_length=8, choices=ReleaseState.choices, default=ReleaseState.CLOSING)
    exact = models.JSONField()
    controlled = models.JSONField()
    first_signed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    first_signed_at = models.DateTimeField()
    second_signed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    second_signed_at = models.DateTimeField(null=True)
    hub = models.ForeignKey(Hub, null=True, on_delete=models.PROTECT, related_name="+")
    file = models.BinaryField(null=True)
    taken_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["deployment", "period_key", "version"], name="release_version"),
            models.CheckConstraint(
                condition=Q(second_signed_by__isnull=True) | ~Q(second_signed_by=F("first_signed_by")),
                name="release_two_different_signers",
            ),
            models.CheckConstraint(
                condition=Q(state="closing", second_signed_by__isnull=True)
                | Q(state="released", second_signed_by__isnull=False, second_signed_at__isnull=False),
                name="release_signed_twice_before_released",
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="release_versions_start_at_one"),
        ]
        indexes = [models.Index(fields=["organisation", "-starts"], name="release_by_club")]

    class DataHandling:
        service = (
            "id", "organisation", "deployment", "period_key", "starts", "ends", "version", "supersedes", "state",
            "exact", "controlled", "first_signed_by", "first_signed_at", "second_signed_by", "second_signed_at", "hub",
            "file", "taken_at",
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.period_key} v{self.version} {self.state}"

    @property
    def is_released(self) -> bool:
        return self.state == ReleaseState.RELEASED
