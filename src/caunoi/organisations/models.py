from django.db import models
from django.db.models import F, Q

from caunoi.lib.fields import primary_key
from caunoi.organisations.choices import OrganisationKind, Pays
from caunoi.places.models import Place


class Organisation(models.Model):
    """`host` signs papers for a club that has no legal personality; it holds no key and no grant."""

    id = primary_key()
    kind = models.CharField(max_length=20, choices=OrganisationKind.choices)
    name = models.CharField(max_length=200)
    place = models.ForeignKey(Place, null=True, on_delete=models.PROTECT, related_name="+")
    host = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="hosted")
    description = models.CharField(max_length=500, blank=True)
    website = models.URLField(max_length=200, blank=True)
    folded = models.CharField(max_length=200)
    sort_key = models.CharField(max_length=600)

    class Meta:
        indexes = [models.Index(fields=["folded"], name="organisation_folded")]

    class DataHandling:
        service = ("id", "kind", "name", "place", "host", "description", "website", "folded", "sort_key")

    def __str__(self) -> str:
        return self.name


class Agreement(models.Model):
    """A provider works with one who sends people there: whom to ask, how soon it answers, who pays, from when to when.

    The focal point is a job and an office number, never somebody's name or own telephone.
    """

    id = primary_key()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="agreements")
    provider = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="agreed_with")
    about = models.CharField(max_length=200)
    focal_point = models.CharField(max_length=120)
    office_phone = models.CharField(max_length=40, blank=True)
    answer_days = models.PositiveSmallIntegerField(null=True, blank=True)
    who_pays = models.CharField(max_length=10, choices=Pays.choices)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="agreement_valid_to_after_from",
            ),
            models.CheckConstraint(condition=~Q(organisation=F("provider")), name="agreement_of_two"),
        ]

    class DataHandling:
        service = (
            "id", "organisation", "provider", "about", "focal_point", "office_phone", "answer_days", "who_pays", "valid_from",
            "valid_to",
        )  # fmt: skip

    def __str__(self) -> str:
        return self.about
