from datetime import datetime

from django.db import models

from caunoi.access.models import User
from caunoi.lib.fields import primary_key
from caunoi.organisations.models import Organisation
from caunoi.people.choices import ConsentMethod, Purpose, Witness
from caunoi.people.models.persons import Pseudonym


class ConsentQuerySet(models.QuerySet["Consent"]):
    def live(self, at: datetime) -> "ConsentQuerySet":
        return self.filter(withdrawn_at__isnull=True, given_at__lte=at, expires_at__gt=at)


class Consent(models.Model):
    """One line of the ledger: purpose × recipient × field classes, as worded, dated, expiring, withdrawable.

    `pseudonym` is empty for a person without a card; then the consent belongs to the one referral that names it.
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

    objects = ConsentQuerySet.as_manager()

    class DataHandling:
        service = (
            "id", "pseudonym", "organisation", "purpose", "recipient", "field_classes", "text_version",
            "text_language", "text_hash", "method", "witness", "given_at", "expires_at", "withdrawn_at", "recorded_by",
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.purpose} {self.given_at:%Y-%m-%d}"

    def is_live(self, at: datetime) -> bool:
        return self.withdrawn_at is None and self.given_at <= at < self.expires_at
