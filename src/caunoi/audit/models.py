from django.db import models

from caunoi.lib.fields import IdField


class Entry(models.Model):
    """One act. `canonical` is the entry; the other columns repeat parts of it so that it can be found.

    No foreign keys: the record outlives what it speaks of.
    """

    seq = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    action = models.CharField(max_length=60)
    outcome = models.CharField(max_length=10)
    by_id = IdField(null=True)
    organisation = IdField(null=True)
    subject = IdField(null=True)
    canonical = models.BinaryField()
    leaf = models.BinaryField(max_length=32)

    class Meta:
        indexes = [
            models.Index(fields=["subject", "seq"], name="audit_subject"),
            models.Index(fields=["organisation", "seq"], name="audit_organisation"),
        ]

    class DataHandling:
        service = ("seq", "at", "action", "outcome", "by_id", "organisation", "subject", "canonical", "leaf")

    def __str__(self) -> str:
        return f"{self.seq} {self.action} {self.outcome}"


class Checkpoint(models.Model):
    """The record as it stood once, signed. `peaks` let the next one go on from here; `signed` is the note that others keep."""

    size = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    made_by = models.CharField(max_length=10)
    root = models.BinaryField(max_length=32)
    peaks = models.BinaryField()
    signed = models.TextField()

    class DataHandling:
        service = ("size", "at", "made_by", "root", "peaks", "signed")

    def __str__(self) -> str:
        return f"{self.size} {self.at:%Y-%m-%d %H:%M}"
