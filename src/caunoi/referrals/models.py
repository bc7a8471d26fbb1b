from django.db import models
from django.db.models import Q

from caunoi.access.models import User
from caunoi.access.walls import OPEN
from caunoi.directory.choices import ServiceCode
from caunoi.directory.models import Service
from caunoi.lib.fields import primary_key
from caunoi.organisations.models import Organisation
from caunoi.people.models import Consent, Pseudonym
from caunoi.programme.models import Deployment
from caunoi.referrals.choices import Beneficiary, NeedStatus, Reason, Source, State


class Need(models.Model):
    """What somebody asks for, also where no service exists or she wants no referral: the denominator of everything."""

    id = primary_key()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    deployment = models.ForeignKey(Deployment, null=True, on_delete=models.PROTECT, related_name="+")
    pseudonym = models.ForeignKey(Pseudonym, null=True, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=10, choices=ServiceCode.choices)
    beneficiary = models.CharField(max_length=5, choices=Beneficiary.choices, default=Beneficiary.SELF)
    noted_on = models.DateField()
    status = models.CharField(max_length=7, choices=NeedStatus.choices, default=NeedStatus.OPEN)
    status_on = models.DateField()
    unmet_reason = models.CharField(max_length=16, choices=Reason.choices, blank=True)
    done_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["done_by", "status", "-noted_on"], name="need_by_worker"),
            models.Index(fields=["pseudonym", "-noted_on"], name="need_by_person"),
            models.Index(fields=["organisation", "noted_on"], name="need_by_club"),
        ]

    class DataHandling:
        service = (
            "id", "organisation", "deployment", "pseudonym", "code", "beneficiary", "noted_on", "status", "status_on",
            "unmet_reason", "done_by", "entered_by", "entered_at",
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.code} {self.noted_on:%Y-%m-%d}"


class Referral(models.Model):
    """A consented and followed-up way from a need to one service (chuyển gửi). Ownership of the person never moves.

    `parent`: the referral that led on to this one, because its provider sent her on or could not help.
    """

    id = primary_key()
    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="referrals")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    deployment = models.ForeignKey(Deployment, null=True, on_delete=models.PROTECT, related_name="+")
    pseudonym = models.ForeignKey(Pseudonym, null=True, on_delete=models.PROTECT, related_name="+")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    provider = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="followers")
    consent = models.ForeignKey(Consent, null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, choices=State.choices, default=State.DRAFT)
    state_at = models.DateTimeField()
    slip_code = models.CharField(max_length=12, unique=True)
    expires_at = models.DateTimeField()
    accompanied = models.BooleanField(default=False)
    done_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["done_by", "state", "-state_at"], name="referral_by_worker"),
            models.Index(fields=["provider", "state", "-state_at"], name="referral_by_provider"),
            models.Index(fields=["pseudonym", "-state_at"], name="referral_by_person"),
            models.Index(fields=["organisation", "made_at"], name="referral_by_club"),
        ]

    class DataHandling:
        service = (
            "id", "need", "organisation", "deployment", "pseudonym", "service", "provider", "parent",
            "consent", "state", "state_at", "slip_code", "expires_at", "accompanied", "done_by", "entered_by", "made_at",
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.slip_code} {self.state}"


class Slip(models.Model):
    """A number on paper, from a pad printed beforehand: of nobody until a worker binds it to a referral."""

    id = primary_key()
    code = models.CharField(max_length=12, unique=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    worker = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    printed_at = models.DateTimeField()
    referral = models.ForeignKey(Referral, null=True, on_delete=models.PROTECT, related_name="papers")
    bound_at = models.DateTimeField(null=True)
    bound_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class DataHandling:
        service = ("id", "code", "organisation", "worker", "printed_at", "referral", "bound_at", "bound_by")

    def __str__(self) -> str:
        return self.code


class ProviderPin(models.Model):
    """Six digits that a provider was given on paper: with a slip they show for which service she comes."""

    id = primary_key()
    provider = models.OneToOneField(Organisation, on_delete=models.PROTECT, related_name="+")
    pin_hash = models.CharField(max_length=128)
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class DataHandling:
        service = ("id", "provider", "pin_hash", "set_at", "set_by")
        wall = OPEN

    def __str__(self) -> str:
        return f"{self.provider_id} {self.set_at:%Y-%m-%d}"


class Step(models.Model):
    """One event in the life of a referral; never changed. `implied`: taken for granted by a later one.

    `at` is when it was written; `happened_on`, if that was another day, when it happened (late stubs, visits told later).
    """

    id = primary_key()
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveSmallIntegerField()
    event = models.CharField(max_length=20)
    state = models.CharField(max_length=20, choices=State.choices)
    at = models.DateTimeField()
    source = models.CharField(max_length=8, choices=Source.choices)
    implied = models.BooleanField(default=False)
    reason = models.CharField(max_length=16, choices=Reason.choices, blank=True)
    scheduled_for = models.DateTimeField(null=True)
    happened_on = models.DateField(null=True)
    alternative = models.ForeignKey(Service, null=True, on_delete=models.PROTECT, related_name="+")
    done_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    entered_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["referral", "number"], name="step_number"),
            models.CheckConstraint(condition=Q(number__gte=1), name="step_numbers_start_at_one"),
        ]
        indexes = [models.Index(fields=["at"], name="step_at")]

    class DataHandling:
        service = (
            "id", "referral", "number", "event", "state", "at", "source", "implied", "reason", "scheduled_for",
            "happened_on", "alternative", "done_by", "entered_by",
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.number} {self.state}"
