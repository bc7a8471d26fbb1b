from django.db import models

from caunoi.lib.fields import primary_key
from caunoi.organisations.choices import OrganisationKind
from caunoi.places.models import Place


class Organisation(models.Model):
    """`host` signs papers for a club that has no legal personality; it holds no key and no grant."""

    id = primary_key()
    kind = models.CharField(max_length=20, choices=OrganisationKind.choices)
    name = models.CharField(max_length=200)
    place = models.ForeignKey(Place, null=True, on_delete=models.PROTECT, related_name="+")
    host = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="hosted")
    folded = models.CharField(max_length=200)
    sort_key = models.CharField(max_length=600)

    class Meta:
        indexes = [models.Index(fields=["folded"], name="organisation_folded")]

    class DataHandling:
        service = ("id", "kind", "name", "place", "host", "folded", "sort_key")

    def __str__(self) -> str:
        return self.name
