from django.db import models
from django.db.models import F, Q

from caunoi.access.models import User
from caunoi.lib.fields import primary_key
from caunoi.organisations.models import Organisation


class Closing(models.Model):
    """A club gives up its work here: two people say so, and with the second word everything about people is destroyed."""

    id = primary_key()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    taken_back_at = models.DateTimeField(null=True)
    agreed_at = models.DateTimeField(null=True)
    agreed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(taken_back_at__isnull=True), name="closing_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(agreed_by__isnull=True) | ~Q(agreed_by=F("asked_by")), name="closing_two_different_people"
            ),
        ]

    class DataHandling:
        service = ("id", "organisation", "asked_at", "asked_by", "taken_back_at", "agreed_at", "agreed_by", "done_at")

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.asked_at:%Y-%m-%d}"
