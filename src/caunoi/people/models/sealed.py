"""What is sealed about people, and who opened something when. The keys are elsewhere: `people.vault.models`."""

from django.db import models

from caunoi.access.choices import RevealPurpose
from caunoi.access.models import User
from caunoi.access.walls import OPEN
from caunoi.lib.fields import IdField, primary_key
from caunoi.organisations.models import Organisation
from caunoi.people.choices import ClubKind, SealedKind
from caunoi.people.models.consent import Consent
from caunoi.people.models.persons import Pseudonym


class Sealed(models.Model):
    """One value of one person. Its key in the keystore has the same id; without it these bytes say nothing."""

    id = primary_key()
    pseudonym = models.ForeignKey(Pseudonym, on_delete=models.PROTECT, related_name="sealed")
    kind = models.CharField(max_length=12, choices=SealedKind.choices)
    schema = models.PositiveSmallIntegerField()
    blob = models.BinaryField()
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        # with `id`: which names there are is known without reading one
        indexes = [models.Index(fields=["pseudonym", "kind", "id"], name="sealed_of_a_person")]
        constraints = [
            models.UniqueConstraint(
                fields=["pseudonym", "kind"], condition=~models.Q(kind=SealedKind.NOTE), name="one_value_of_a_kind"
            )
        ]

    class DataHandling:
        service = ("id", "pseudonym", "kind", "schema", "written_at", "written_by")
        sealed = ("blob",)

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class ClubValue(models.Model):
    """Words of a club's own that are about nobody. Their key in the keystore has the same id."""

    id = primary_key()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=ClubKind.choices)
    schema = models.PositiveSmallIntegerField()
    blob = models.BinaryField()
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["organisation", "kind"], name="sealed_of_a_club")]

    class DataHandling:
        service = ("id", "organisation", "kind", "schema", "written_at", "written_by")
        sealed = ("blob",)

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class Packet(models.Model):
    """Values she let pass with one referral, sealed to the recipient alone, gone when the referral closes."""

    id = primary_key()
    referral = IdField(unique=True)
    pseudonym = models.ForeignKey(Pseudonym, on_delete=models.PROTECT, related_name="packets")
    recipient = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    consent = models.ForeignKey(Consent, on_delete=models.PROTECT, related_name="packets")
    schema = models.PositiveSmallIntegerField()
    blob = models.BinaryField()
    sealed_at = models.DateTimeField()
    sealed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class DataHandling:
        service = ("id", "referral", "pseudonym", "recipient", "consent", "schema", "sealed_at", "sealed_by")
        sealed = ("blob",)

    def __str__(self) -> str:
        return str(self.id)


class Reveal(models.Model):
    """Somebody opened something, for what and when: counts towards her limit. Whom it was about stands in the record alone."""

    id = primary_key()
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=12, choices=RevealPurpose.choices)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["user", "at"], name="reveal_user_at")]

    class DataHandling:
        service = ("id", "user", "purpose", "at")
        wall = OPEN  # about staff: how often, never whom

    def __str__(self) -> str:
        return f"{self.user_id} {self.purpose}"


class SecondYes(models.Model):
    """Somebody else agreed that `user` opens many values for one purpose: invitations to a meeting. It lasts a day."""

    id = primary_key()
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=12, choices=RevealPurpose.choices)
    said_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["user", "at"], name="second_yes_user_at")]

    class DataHandling:
        service = ("id", "user", "purpose", "said_by", "at")
        wall = OPEN  # about staff

    def __str__(self) -> str:
        return f"{self.said_by_id} → {self.user_id}"
