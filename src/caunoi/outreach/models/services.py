"""What a club brings about beside contacts: service sessions, emergency help, somebody to go along, coming home safe."""

from django.db import models
from django.db.models import Q

from caunoi.access.models import User
from caunoi.directory.choices import ServiceCode
from caunoi.directory.models import Service
from caunoi.lib.fields import primary_key
from caunoi.organisations.models import Organisation
from caunoi.outreach.choices import FundKind, FundPurpose
from caunoi.people.models import Pseudonym
from caunoi.programme.models import Deployment


class ServiceSession(models.Model):
    """A service that came to people: a mobile clinic day, a lawyer at the club. Its own unit (buổi), never a referral."""

    id = primary_key()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    deployment = models.ForeignKey(Deployment, null=True, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    code = models.CharField(max_length=10, choices=ServiceCode.choices)
    service = models.ForeignKey(Service, null=True, on_delete=models.PROTECT, related_name="+")
    anonymous = models.PositiveSmallIntegerField(default=0)
    entered_in_error = models.BooleanField(default=False)
    done_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["organisation", "-on"], name="session_by_club")]

    class DataHandling:
        service = (
            "id", "organisation", "deployment", "on", "code", "service", "anonymous", "entered_in_error", "done_by",
            "entered_by", "entered_at",
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.code} {self.on:%Y-%m-%d}"


class ServiceSessionCard(models.Model):
    """Somebody with a card who was served at a session."""

    id = primary_key()
    session = models.ForeignKey(ServiceSession, on_delete=models.PROTECT, related_name="cards")
    pseudonym = models.ForeignKey(Pseudonym, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "pseudonym"], name="session_card_once")]

    class DataHandling:
        service = ("id", "session", "pseudonym")

    def __str__(self) -> str:
        return str(self.session_id)


class FundEntry(models.Model):
    """Money into or out of the emergency fund, in đồng: what for and which receipt, never for whom."""

    id = primary_key()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=4, choices=FundKind.choices)
    amount = models.PositiveIntegerField()
    purpose = models.CharField(max_length=9, choices=FundPurpose.choices, blank=True)
    receipt = models.CharField(max_length=20, blank=True)
    on = models.DateField()
    taken_back = models.BooleanField(default=False)
    noted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount__gte=1), name="fund_some"),
            models.CheckConstraint(
                condition=Q(kind=FundKind.IN) | (~Q(purpose="") & ~Q(receipt="")), name="fund_help_says_what_for"
            ),
        ]
        indexes = [models.Index(fields=["organisation", "-on"], name="fund_by_club")]

    class DataHandling:
        service = (
            "id", "organisation", "kind", "amount", "purpose", "receipt", "on", "taken_back", "noted_by", "noted_at",
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.kind} {self.amount}"


class Accompaniment(models.Model):
    """A worker goes along to a service, with money for the way: `advance` given, `spent` once it is settled. Not with whom."""

    id = primary_key()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    worker = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=10, choices=ServiceCode.choices)
    on = models.DateField()
    advance = models.PositiveIntegerField(default=0)
    spent = models.PositiveIntegerField(null=True)
    receipt = models.CharField(max_length=20, blank=True)
    settled_on = models.DateField(null=True)
    noted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(spent__isnull=True, settled_on__isnull=True)
                | Q(spent__isnull=False, settled_on__isnull=False),
                name="accompaniment_settled_whole",
            )
        ]
        indexes = [models.Index(fields=["organisation", "-on"], name="accompaniment_by_club")]

    class DataHandling:
        service = (
            "id", "organisation", "worker", "code", "on", "advance", "spent", "receipt", "settled_on", "noted_by",
            "noted_at",
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.code} {self.on:%Y-%m-%d}"


class Outing(models.Model):
    """“Tôi đi – tôi về”: until when somebody means to be back. No place, no route; deleted a week after she is back."""

    id = primary_key()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    worker = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    left_at = models.DateTimeField()
    back_by = models.DateTimeField()
    back_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["worker"], condition=Q(back_at__isnull=True), name="outing_one_at_a_time")
        ]

    class DataHandling:
        service = ("id", "organisation", "worker", "left_at", "back_by", "back_at")

    def __str__(self) -> str:
        return f"{self.left_at:%Y-%m-%d %H:%M}"
