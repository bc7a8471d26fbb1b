from django.db import models
from django.db.models import Q

from caunoi.access.models import User
from caunoi.lib.fields import primary_key
from caunoi.organisations.models import Organisation
from caunoi.people.choices import ProtectionReason, ProtectionStep
from caunoi.people.models.persons import Pseudonym


class ProtectionDutyQuerySet(models.QuerySet["ProtectionDuty"]):
    def now(self) -> "ProtectionDutyQuerySet":
        return self.filter(until__isnull=True)


class ProtectionDuty(models.Model):
    """Who is the protection person of a club (người phụ trách bảo vệ), named by its lead. Nobody named: the lead."""

    id = primary_key()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    named_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = ProtectionDutyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(until__isnull=True), name="one_protection_person"
            )
        ]

    class DataHandling:
        service = ("id", "organisation", "user", "since", "until", "named_by")

    def __str__(self) -> str:
        return f"{self.user_id} {self.since:%Y-%m-%d}"


class ProtectiveCaseQuerySet(models.QuerySet["ProtectiveCase"]):
    def now(self) -> "ProtectiveCaseQuerySet":
        """All but those that were a mistake: once on this path, nobody slips back into the figures of adults."""
        return self.filter(taken_back_at__isnull=True)


class ProtectiveCase(models.Model):
    """Somebody under 18 or with signs of trafficking: helped on the protective path, in no statistics of adults.

    Only what the duty needs: why (a class), when the limits were told, who noted it, what was done. `cue` is how her worker
    and the protection person call her where she has no card.
    """

    id = primary_key()
    pseudonym = models.OneToOneField(Pseudonym, on_delete=models.PROTECT, related_name="protection")
    reason = models.CharField(max_length=13, choices=ProtectionReason.choices)
    trafficking_signs = models.BooleanField(default=False)
    cue = models.CharField(max_length=40)
    limits_told_at = models.DateTimeField()
    since = models.DateTimeField()
    noted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    concluded_at = models.DateTimeField(null=True)
    taken_back_at = models.DateTimeField(null=True)

    objects = ProtectiveCaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(limits_told_at__lte=models.F("since")), name="limits_told_before"),
        ]

    class DataHandling:
        service = (
            "id", "pseudonym", "reason", "trafficking_signs", "cue", "limits_told_at", "since", "noted_by",
            "concluded_at", "taken_back_at",
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.reason} {self.since:%Y-%m-%d}"


class ProtectionEntry(models.Model):
    """One thing that the protection person did, from a closed list; never changed."""

    id = primary_key()
    case = models.ForeignKey(ProtectiveCase, on_delete=models.PROTECT, related_name="entries")
    step = models.CharField(max_length=12, choices=ProtectionStep.choices)
    at = models.DateTimeField()
    done_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class DataHandling:
        service = ("id", "case", "step", "at", "done_by")

    def __str__(self) -> str:
        return f"{self.step} {self.at:%Y-%m-%d}"
