from django.db import models
from django.db.models import Q

from caunoi.directory.choices import GROUP_OF, Cost, ServiceCode, ServiceGroup
from caunoi.lib.fields import primary_key
from caunoi.organisations.models import Organisation
from caunoi.places.models import Place


class ServiceQuerySet(models.QuerySet["Service"]):
    def on_offer(self) -> "ServiceQuerySet":
        return self.filter(is_active=True)


class Service(models.Model):
    """What one provider offers. `papers` says what people are asked to show; empty means nothing."""

    id = primary_key()
    provider = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="services")
    code = models.CharField(max_length=10, choices=ServiceCode.choices)
    name = models.CharField(max_length=160)
    description = models.CharField(max_length=500, blank=True)
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    address = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    hours = models.CharField(max_length=160, blank=True)
    cost = models.CharField(max_length=10, choices=Cost.choices, default=Cost.UNKNOWN)
    papers = models.CharField(max_length=200, blank=True)
    residents_only = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    confirmed_on = models.DateField(null=True, blank=True)
    folded = models.CharField(max_length=400)
    sort_key = models.CharField(max_length=600)

    objects = ServiceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(code=ServiceCode.SHELTER) | Q(address=""), name="shelter_shows_no_address"
            )
        ]
        indexes = [models.Index(fields=["code", "is_active"], name="service_code_active")]

    class DataHandling:
        public = (
            "id", "provider", "code", "name", "description", "place", "address", "phone", "hours", "cost", "papers",
            "residents_only", "is_active", "confirmed_on", "folded", "sort_key",
        )  # fmt: skip

    def __str__(self) -> str:
        return self.name

    @property
    def group(self) -> ServiceGroup:
        return GROUP_OF[ServiceCode(self.code)]

    @property
    def dial(self) -> str:
        """The telephone number as a link dials it."""
        return "".join(character for character in self.phone if character in "+0123456789")
