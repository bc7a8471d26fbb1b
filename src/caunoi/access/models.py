from datetime import datetime
from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.crypto import salted_hmac

from caunoi.access.choices import Lost, Role, StepKind
from caunoi.lib.fields import primary_key
from caunoi.lib.vietnamese_text import fold
from caunoi.organisations.models import Organisation


def passphrase_key(raw: str) -> str:
    """What of a passphrase counts: letters and digits without tone marks, case, spaces and dashes."""
    return "".join(character for character in fold(raw) if character.isalnum())


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(handle=(username or "").strip().casefold())


class User(AbstractBaseUser):
    """Staff by handle: no real name, no address, no telephone number, not even the time of the last sign-in."""

    id = primary_key()
    handle = models.CharField(max_length=30, unique=True)
    is_active = models.BooleanField(default=True)
    turn = models.PositiveIntegerField(default=0)  # raised, it ends every session of hers at once
    last_login = None  # takes the column away

    objects = UserManager()
    USERNAME_FIELD = "handle"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class DataHandling:
        service = ("id", "handle", "is_active", "turn", "password")

    def __str__(self) -> str:
        return self.handle

    def set_password(self, raw_password: str | None) -> None:
        super().set_password(None if raw_password is None else passphrase_key(raw_password))

    def get_session_auth_hash(self) -> str:
        """What a session was opened with: other words or another turn, and it is over."""
        return salted_hmac("session of staff", f"{self.turn}:{self.password}", algorithm="sha256").hexdigest()

    def check_password(self, raw_password: str | None) -> bool:
        return super().check_password(passphrase_key(raw_password or ""))


class GrantQuerySet(models.QuerySet["Grant"]):
    def acting(self) -> "GrantQuerySet":
        """Grants that count now: accepted, not revoked, of a person who still works here."""
        return self.filter(accepted_at__isnull=False, revoked_at__isnull=True, user__is_active=True)

    def waiting(self) -> "GrantQuerySet":
        return self.filter(accepted_at__isnull=True, revoked_at__isnull=True)


class Grant(models.Model):
    """A role for a user in an organisation. In a club it acts only once a lead of that club accepts it."""

    id = primary_key()
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=20, choices=Role.choices)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    granted_at = models.DateTimeField()
    granted_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    objects = GrantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "organisation"], condition=Q(revoked_at__isnull=True), name="grant_once"
            )
        ]

    class DataHandling:
        service = (
            "id", "user", "role", "organisation", "granted_at", "granted_by",
            "accepted_at", "accepted_by", "revoked_at", "revoked_by",
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.role} {self.user_id}"


class Invitation(models.Model):
    """One use, by link or printed code; only the hash of the code is kept."""

    id = primary_key()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, choices=Role.choices)
    code_hash = models.CharField(max_length=64, unique=True)
    invited_at = models.DateTimeField()
    invited_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    by_lead = models.BooleanField(default=False)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class DataHandling:
        service = (
            "id", "organisation", "role", "code_hash", "invited_at", "invited_by", "by_lead", "expires_at", "used_at",
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.role} until {self.expires_at:%Y-%m-%d}"

    def is_open(self, at: datetime) -> bool:
        return self.used_at is None and at < self.expires_at


class SecondStep(models.Model):
    """What somebody has beside her words: an app that makes one-time codes. When it was used is not kept."""

    id = primary_key()
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="second_steps")
    kind = models.CharField(max_length=10, choices=StepKind.choices)
    secret = models.BinaryField()  # sealed: a copy of the table makes no codes
    counter = models.BigIntegerField(default=0)  # what was used up: no code counts twice
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user"], condition=Q(kind=StepKind.APP), name="one_app"),
        ]

    class DataHandling:
        service = ("id", "user", "kind", "secret", "counter", "added_at")

    def __str__(self) -> str:
        return self.kind


class RecoveryCode(models.Model):
    """On paper, for the day the telephone is gone; only the hash is kept, and a used one goes."""

    id = primary_key()
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="recovery_codes")
    code_hash = models.CharField(max_length=64)

    class DataHandling:
        service = ("id", "user", "code_hash")

    def __str__(self) -> str:
        return str(self.user_id)


class Reset(models.Model):
    """The way back for somebody who lost her words (a code on paper, once) or her second step (two people's yes)."""

    id = primary_key()
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="resets")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    lost = models.CharField(max_length=10, choices=Lost.choices)
    code_hash = models.CharField(max_length=64, default="")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    agreed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class DataHandling:
        service = (
            "id", "user", "organisation", "lost", "code_hash", "asked_at", "asked_by", "agreed_by", "expires_at", "ended_at",
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.lost} {self.user_id}"
