from django.db import models
from django.db.models import Q

from caunoi.access.models import User
from caunoi.lib.fields import IdField, primary_key
from caunoi.organisations.models import Organisation
from caunoi.outreach.choices import Band, CheckOutcome, Commodity, FollowUpReason
from caunoi.people.models import Pseudonym


class Requirement(models.Model):
    """About how much of one kind somebody needs, as her worker knows: a band, so that a bag can be packed."""

    id = primary_key()
    pseudonym = models.ForeignKey(Pseudonym, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Commodity.choices)
    band = models.CharField(max_length=8, choices=Band.choices)
    set_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pseudonym", "kind"], name="requirement_once")]

    class DataHandling:
        service = ("id", "pseudonym", "kind", "band", "set_by", "set_at")

    def __str__(self) -> str:
        return f"{self.kind}: {self.band}"


class FollowUp(models.Model):
    """Something to ask or bring on a day (hỏi thăm lại). Why is one word of a list."""

    id = primary_key()
    pseudonym = models.ForeignKey(Pseudonym, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    why = models.CharField(max_length=11, choices=FollowUpReason.choices)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    done_on = models.DateField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["pseudonym", "due_on"], condition=Q(done_on__isnull=True), name="follow_up_open")
        ]

    class DataHandling:
        service = ("id", "pseudonym", "due_on", "why", "made_by", "made_at", "done_on")

    def __str__(self) -> str:
        return f"{self.why} {self.due_on:%Y-%m-%d}"


class ContactCheck(models.Model):
    """What a lead heard about one contact chosen by chance in a week. It stays in the club and in no figure."""

    id = primary_key()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    record = IdField()
    week = models.DateField()
    outcome = models.CharField(max_length=9, choices=CheckOutcome.choices)
    checked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record", "week"], name="checked_once")]

    class DataHandling:
        service = ("id", "organisation", "record", "week", "outcome", "checked_by", "checked_at")

    def __str__(self) -> str:
        return f"{self.week:%Y-%m-%d} {self.outcome}"
