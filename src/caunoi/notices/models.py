from django.db import models
from django.db.models import Q

from caunoi.access.models import User
from caunoi.lib.fields import IdField, primary_key
from caunoi.notices.choices import Kind


class Notice(models.Model):
    """One thing for one user to look at. While it is unread, the same again adds nothing."""

    id = primary_key()
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    subject = IdField()
    slip = models.CharField(max_length=12, blank=True)
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "kind", "subject"], condition=Q(read_at__isnull=True), name="notice_once_while_unread"
            )
        ]
        indexes = [models.Index(fields=["user", "read_at", "-made_at"], name="notice_by_user")]

    class DataHandling:
        service = ("id", "user", "kind", "subject", "slip", "made_at", "read_at", "mailed_at", "tries")

    def __str__(self) -> str:
        return self.kind


class Mailbox(models.Model):
    """Where a user wants a word by mail. Her own wish; nobody has to have one, and nobody else sees it."""

    id = primary_key()
    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="+")
    mailbox = models.EmailField(max_length=254)
    set_at = models.DateTimeField()

    class DataHandling:
        service = ("id", "user", "mailbox", "set_at")

    def __str__(self) -> str:
        return str(self.user_id)
