from datetime import datetime

from django.db import models
from django.db.models.functions import Now

from caunoi.access.models import User
from caunoi.lib.fields import primary_key
from caunoi.lib.ids import spaced_code
from caunoi.organisations.models import Organisation
from caunoi.people.choices import ConsentMethod, Purpose, RestrictionReason, Witness
from caunoi.people.models.persons import Pseudonym


class ConsentQuerySet(models.QuerySet["Consent"]):
    def live(self, at: datetime) -> "ConsentQuerySet":
        return self.filter(withdrawn_at__isnull=True, given_at__lte=at, expires_at__gt=at)

    def live_now(self) -> "ConsentQuerySet":
        """Not withdrawn, not run out by the clock of the database: what readings ask."""
        return self.filter(withdrawn_at__isnull=True, expires_at__gt=Now())

    def ended(self, at: datetime) -> "ConsentQuerySet":
        """Withdrawn, whatever the clock of the machine that wrote it down said, or run out."""
        return self.filter(models.Q(withdrawn_at__isnull=False) | models.Q(expires_at__lte=at))


class Consent(models.Model):
    """One line of the ledger: purpose × recipient × field classes, as worded, dated, expiring, withdrawable.

    `pseudonym` is empty for a person without a card; then the consent belongs to the one referral that names it.
    `receipt_code` is the number on her receipt; it says nothing by itself.
    """

    id = primary_key()
    pseudonym = models.ForeignKey(Pseudonym, null=True, on_delete=models.PROTECT, related_name="consents")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=12, choices=Purpose.choices)
    recipient = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    field_classes = models.JSONField(default=list)
    text_version = models.CharField(max_length=20)
    text_language = models.CharField(max_length=2)
    text_hash = models.CharField(max_length=64)
    method = models.CharField(max_length=8, choices=ConsentMethod.choices)
    witness = models.CharField(max_length=8, choices=Witness.choices)
    given_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    receipt_code = models.CharField(max_length=12, null=True, unique=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["expires_at"], condition=models.Q(withdrawn_at__isnull=True), name="consent_runs_out")
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(withdrawn_at__isnull=True) | models.Q(withdrawn_at__gte=models.F("given_at")),
                name="consent_withdrawn_after_given",
            )
        ]

    class DataHandling:
        service = (
            "id", "pseudonym", "organisation", "purpose", "recipient", "field_classes", "text_version",
            "text_language", "text_hash", "method", "witness", "given_at", "expires_at", "withdrawn_at", "recorded_by",
            "receipt_code",
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.purpose} {self.given_at:%Y-%m-%d}"

    @property
    def receipt(self) -> str:
        return spaced_code(self.receipt_code or "")

    def is_live(self, at: datetime) -> bool:
        return self.withdrawn_at is None and self.given_at <= at < self.expires_at


class RestrictionQuerySet(models.QuerySet["Restriction"]):
    def now(self) -> "RestrictionQuerySet":
        return self.filter(until__isnull=True)


class Restriction(models.Model):
    """What is kept about her is kept and not used (hạn chế sử dụng), until somebody lifts it. One at a time.

    `restricted_by` is empty where the clock did it, because her consent to the card had run out.
    """

    id = primary_key()
    pseudonym = models.ForeignKey(Pseudonym, on_delete=models.PROTECT, related_name="restrictions")
    why = models.CharField(max_length=8, choices=RestrictionReason.choices)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    restricted_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    lifted_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    objects = RestrictionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pseudonym"], condition=models.Q(until__isnull=True), name="restricted_once"
            )
        ]

    class DataHandling:
        service = ("id", "pseudonym", "why", "since", "until", "restricted_by", "lifted_by")

    def __str__(self) -> str:
        return f"{self.why} {self.since:%Y-%m-%d}"
