from datetime import date, datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone

from caunoi.access.models import User
from caunoi.lib.fields import primary_key
from caunoi.organisations.models import Organisation
from caunoi.people.choices import RightChannel, RightKind, RightOutcome
from caunoi.people.models.persons import Pseudonym
from caunoi.people.rights_rules import TERMS, acknowledge_by


class RightsRequestQuerySet(models.QuerySet["RightsRequest"]):
    def open(self) -> "RightsRequestQuerySet":
        return self.filter(outcome=RightOutcome.OPEN)

    def ended(self) -> "RightsRequestQuerySet":
        return self.exclude(outcome=RightOutcome.OPEN)


class RightsRequest(models.Model):
    """One request of one person, known by its number; `pseudonym` is cut when she is erased, number and dates stand.

    `due_on` is the last working day on which it may be carried out.
    """

    id = primary_key()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    pseudonym = models.ForeignKey(Pseudonym, null=True, on_delete=models.SET_NULL, related_name="requests")
    kind = models.CharField(max_length=10, choices=RightKind.choices)
    channel = models.CharField(max_length=10, choices=RightChannel.choices)
    received_at = models.DateTimeField()
    due_on = models.DateField()
    extended = models.BooleanField(default=False)
    acknowledged_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, choices=RightOutcome.choices, blank=True, default=RightOutcome.OPEN)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    objects = RightsRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "year", "serial"], name="request_number"),
            models.CheckConstraint(
                condition=Q(outcome="", ended_at__isnull=True) | (~Q(outcome="") & Q(ended_at__isnull=False)),
                name="request_ended_with_an_outcome",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "due_on"], condition=Q(outcome=""), name="request_open")]

    class DataHandling:
        service = (
            "id", "organisation", "year", "serial", "pseudonym", "kind", "channel", "received_at", "due_on",
            "extended", "acknowledged_at", "outcome", "ended_at", "ended_by",
        )  # fmt: skip

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """How everybody speaks of it: "12/2026"."""
        return f"{self.serial}/{self.year}"

    @property
    def received_on(self) -> date:
        return timezone.localdate(self.received_at)

    @property
    def acknowledge_by(self) -> date:
        return acknowledge_by(self.received_on)

    @property
    def can_be_extended(self) -> bool:
        return not self.extended and TERMS[self.kind].extended is not None

    @property
    def next_day(self) -> date:
        """The last day for whatever it waits for first: that she is told, or that it is done."""
        return self.due_on if self.acknowledged_at else min(self.acknowledge_by, self.due_on)

    def is_overdue(self, today: date) -> bool:
        """Whether one of its two clocks has run out and nobody did what it waits for."""
        if self.outcome:
            return False
        return today > self.due_on or (self.acknowledged_at is None and today > self.acknowledge_by)


class OneTimeCode(models.Model):
    """A code that staff give her for her own page: only its hash, one use, half an hour."""

    id = primary_key()
    pseudonym = models.ForeignKey(Pseudonym, on_delete=models.CASCADE, related_name="+")
    code_hash = models.CharField(max_length=64, unique=True)
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class DataHandling:
        service = ("id", "pseudonym", "code_hash", "given_at", "given_by", "expires_at", "used_at")

    def __str__(self) -> str:
        return f"until {self.expires_at:%H:%M}"

    def is_open(self, at: datetime) -> bool:
        return self.used_at is None and self.given_at <= at < self.expires_at
