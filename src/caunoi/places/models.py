from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import models
from django.db.models import Q

from caunoi.lib.fields import IdField
from caunoi.places.choices import COMMUNES, PlaceKind, SuccessionKind


class PlaceQuerySet(models.QuerySet["Place"]):
    def on(self, day: date) -> "PlaceQuerySet":
        """Units that stood on this day; an unknown start counts as always."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day), Q(valid_to__isnull=True) | Q(valid_to__gt=day)
        )

    def communes(self) -> "PlaceQuerySet":
        return self.filter(kind__in=COMMUNES)

    def within(self, place: "Place") -> "PlaceQuerySet":
        """The unit itself and what lies in it, down two levels (province, district, commune)."""
        return self.filter(Q(pk=place.pk) | below([place]))


def below(superiors: Iterable["Place"]) -> Q:
    """What lies in these units, down two levels. A subquery, since a join is planned badly while the table is new."""
    known = [place.unit_id for place in superiors]
    return Q(parent__in=known) | Q(parent__in=Place.objects.filter(parent__in=known).values("pk"))


class Place(models.Model):
    """A unit from `valid_from` (empty: unknown) until the day before `valid_to` (empty: still stands).

    A unit that changes its kind, name or superior gets a new row under its code. `began_as` is then its first row, by which all its
    rows know each other (`unit_id`); a `parent` is always the first row of the superior.
    """

    id = IdField(primary_key=True, editable=False)
    code = models.CharField(max_length=8)
    kind = models.CharField(max_length=16, choices=PlaceKind.choices)
    name = models.CharField(max_length=120)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    decree = models.CharField(max_length=80)
    began_as = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="later_states")
    folded = models.CharField(max_length=120)
    sort_key = models.CharField(max_length=400)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="place_code_valid_from"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gt=models.F("valid_from")),
                name="place_valid_to_after_from",
            ),
        ]
        indexes = [models.Index(fields=["folded"], name="place_folded")]

    class DataHandling:
        public = (
            "id", "code", "kind", "name", "parent", "valid_from", "valid_to", "decree", "began_as", "folded",
            "sort_key",
        )  # fmt: skip

    def __str__(self) -> str:
        return self.name

    @property
    def unit_id(self) -> UUID:
        """What stays when a unit becomes a city or moves to another superior."""
        return self.began_as_id or self.pk

    def stood_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or self.valid_to > day)


class Succession(models.Model):
    """What became of a unit. A part without a share stays visibly unallocated."""

    id = IdField(primary_key=True, editable=False)
    old = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="became")
    new = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="came_from")
    kind = models.CharField(max_length=5, choices=SuccessionKind.choices)
    share = models.DecimalField(null=True, max_digits=6, decimal_places=5)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["old", "new"], name="succession_old_new")]

    class DataHandling:
        public = ("id", "old", "new", "kind", "share")

    def __str__(self) -> str:
        return f"{self.old_id} → {self.new_id}"
