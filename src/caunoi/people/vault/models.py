"""Tables of the keystore: a database of its own. No key points across; ids of users, organisations and people stand as they are.

Whoever destroys the content keys of a person has erased her from every backup of rows.
"""

from django.db import models
from django.db.models import Q

from caunoi.lib.fields import IdField, primary_key
from caunoi.lib.ids import random_id
from caunoi.people.vault.choices import NewEpoch

KEY_LENGTH = 32


class RecoveryKey(models.Model):
    """The public half of a key whose private half exists only as three paper sheets, of which two are needed."""

    id = primary_key()
    organisation = IdField()
    public = models.BinaryField(max_length=KEY_LENGTH)
    made_at = models.DateTimeField()
    handed_at = models.DateTimeField(null=True)
    """When somebody said that the three sheets are with three people; until then they are as good as lost."""
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(ended_at__isnull=True), name="one_recovery_key_at_a_time"
            )
        ]

    class DataHandling:
        service = ("id", "organisation", "public", "made_at", "handed_at", "ended_at")

    def __str__(self) -> str:
        return f"{self.organisation} {self.made_at:%Y-%m-%d}"


class EpochQuerySet(models.QuerySet["Epoch"]):
    def now(self) -> "EpochQuerySet":
        return self.filter(ended_at__isnull=True)


class Epoch(models.Model):
    """An organisation's key for a while. A new one begins when a key-holder leaves, on suspicion, and every 90 days."""

    id = primary_key()
    organisation = IdField()
    number = models.PositiveIntegerField()
    public = models.BinaryField(max_length=KEY_LENGTH)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=10, choices=NewEpoch.choices)
    due = models.CharField(max_length=10, choices=NewEpoch.choices, blank=True, default="")
    """Why the next unlocking must begin another, where the tables alone would not tell."""

    objects = EpochQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="epochs_are_numbered"),
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(ended_at__isnull=True), name="one_epoch_at_a_time"
            ),
        ]

    class DataHandling:
        service = ("id", "organisation", "number", "public", "began_at", "ended_at", "why", "due")

    def __str__(self) -> str:
        return f"{self.organisation} {self.number}"


class HolderKey(models.Model):
    """A key pair of one member of staff; the private half is under her passphrase. It opens nothing until it is admitted."""

    id = primary_key()
    user = IdField()
    organisation = IdField()
    public = models.BinaryField(max_length=KEY_LENGTH)
    locked = models.BinaryField()
    made_at = models.DateTimeField()
    admitted_at = models.DateTimeField(null=True)
    admitted_by = IdField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation"], condition=Q(admitted_at__isnull=False), name="one_admitted_key"
            ),
            models.UniqueConstraint(
                fields=["user", "organisation"], condition=Q(admitted_at__isnull=True), name="one_waiting_key"
            ),
        ]

    class DataHandling:
        service = ("id", "user", "organisation", "public", "made_at", "admitted_at", "admitted_by")
        sealed = ("locked",)

    def __str__(self) -> str:
        return f"{self.user} {self.made_at:%Y-%m-%d}"


class EpochWrap(models.Model):
    """An epoch's private half for one key-holder. The voucher is the word of somebody who held the epoch that she belongs here."""

    id = primary_key()
    epoch = models.ForeignKey(Epoch, on_delete=models.CASCADE, related_name="wraps")
    holder = models.ForeignKey(HolderKey, on_delete=models.CASCADE, related_name="wraps")
    wrapped = models.BinaryField()
    voucher = models.BinaryField(max_length=KEY_LENGTH)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["epoch", "holder"], name="one_wrap_for_each_holder")]

    class DataHandling:
        service = ("id", "epoch", "holder", "voucher")
        sealed = ("wrapped",)

    def __str__(self) -> str:
        return f"{self.epoch_id} → {self.holder_id}"


class RecoveryWrap(models.Model):
    """An epoch's private half for the paper sheets."""

    epoch = models.OneToOneField(Epoch, on_delete=models.CASCADE, primary_key=True, related_name="recovery_wrap")
    recovery = models.ForeignKey(RecoveryKey, on_delete=models.CASCADE, related_name="wraps")
    wrapped = models.BinaryField()
    voucher = models.BinaryField(max_length=KEY_LENGTH)

    class DataHandling:
        service = ("epoch", "recovery", "voucher")
        sealed = ("wrapped",)

    def __str__(self) -> str:
        return f"{self.epoch_id} → {self.recovery_id}"


class ContentKey(models.Model):
    """The key of one sealed value or packet, wrapped to an epoch. Destroying it destroys the value, in every backup.

    Of a packet for a place without keys there is no epoch: it is locked under digits that only her slip knows.
    """

    id = primary_key()
    organisation = IdField()
    epoch = models.ForeignKey(Epoch, null=True, on_delete=models.PROTECT, related_name="content_keys")
    subject = IdField()
    kind = models.CharField(max_length=12)
    wrapped = models.BinaryField()
    about = IdField(null=True)
    """Of a packet: the person it is about, so that her erasure finds it."""

    class Meta:
        indexes = [
            models.Index(fields=["subject"], name="content_key_subject"),
            models.Index(fields=["about"], condition=Q(about__isnull=False), name="content_key_about"),
        ]

    class DataHandling:
        service = ("id", "organisation", "epoch", "subject", "kind", "about")
        sealed = ("wrapped",)

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class Handle(models.Model):
    """How the record speaks of a person. Without this row nobody can tell whom an entry was about."""

    pseudonym = IdField(primary_key=True)
    handle = IdField(default=random_id, unique=True)

    class DataHandling:
        service = ("pseudonym", "handle")

    def __str__(self) -> str:
        return str(self.handle)


class Tombstone(models.Model):
    """Somebody was erased: replayed after every restore, so that no backup brings her back. Says nothing about her."""

    pseudonym = IdField(primary_key=True)
    at = models.DateTimeField()
    reason = models.CharField(max_length=20)
    settled_at = models.DateTimeField(null=True)

    class DataHandling:
        service = ("pseudonym", "at", "reason", "settled_at")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d}"
