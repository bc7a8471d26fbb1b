from uuid import UUID

from django.db import models
from django.db.models import Q

from caunoi.access.models import User
from caunoi.lib.fields import IdField, primary_key
from caunoi.lib.ids import random_id, spaced_code
from caunoi.organisations.models import Organisation
from caunoi.people.choices import BirthYearBand
from caunoi.people.vault.models import Handle


def handle_of(pseudonym: UUID) -> UUID | None:
    """How the record speaks of her, for those who may not see her row any more."""
    return Handle.objects.filter(pseudonym=pseudonym).values_list("handle", flat=True).first()


def end_of_card(code: str) -> str:
    return f"… {code[-3:]}"


class Pseudonym(models.Model):
    """What rows of service point to."""

    id = IdField(primary_key=True, default=random_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")

    class DataHandling:
        service = ("id", "organisation")

    def __str__(self) -> str:
        return str(self.id)

    @property
    def audit_handle(self) -> UUID | None:
        """How the record speaks of her; kept in the keystore, gone when she is erased."""
        if self._handle is None:
            self._handle = handle_of(self.pk)
        return self._handle

    _handle: UUID | None = None

    @property
    def cue(self) -> str:
        """How her worker calls her: the picture on her card or, on the protective path, one without a card."""
        for name in ("member", "protection"):
            if (row := getattr(self, name, None)) is not None:
                return str(row.cue)
        return ""


class Member(models.Model):
    """A person with a card. `joined` is the first day of the month; `cue` is a picture that says nothing about her."""

    id = primary_key()
    pseudonym = models.OneToOneField(Pseudonym, on_delete=models.PROTECT, related_name="member")
    card_code = models.CharField(max_length=12, unique=True)
    joined = models.DateField()
    birth_year_band = models.CharField(max_length=4, choices=BirthYearBand.choices, blank=True)
    cue = models.CharField(max_length=40)
    cue_folded = models.CharField(max_length=40)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(joined__day=1), name="member_joined_is_a_month")]

    class DataHandling:
        service = ("id", "pseudonym", "card_code", "joined", "birth_year_band", "cue", "cue_folded")

    def __str__(self) -> str:
        return self.card

    @property
    def card(self) -> str:
        return spaced_code(self.card_code)

    @property
    def end_of_card(self) -> str:
        """Enough for whoever typed the card to know it again, too little to open anybody by."""
        return end_of_card(self.card_code)


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def now(self) -> "AssignmentQuerySet":
        return self.filter(until__isnull=True)


class Assignment(models.Model):
    """Who looks after whom: the caseload. `line` is hers on this worker's paper, never another's; None: on no paper."""

    id = primary_key()
    pseudonym = models.ForeignKey(Pseudonym, on_delete=models.PROTECT, related_name="assignments")
    worker = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    line = models.PositiveIntegerField(null=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pseudonym", "worker"], condition=Q(until__isnull=True), name="assigned_once"
            ),
            models.UniqueConstraint(fields=["worker", "line"], name="line_of_one_person"),
        ]
        indexes = [models.Index(fields=["worker"], condition=Q(until__isnull=True), name="assignment_worker_now")]

    class DataHandling:
        service = ("id", "pseudonym", "worker", "since", "until", "line")

    def __str__(self) -> str:
        return f"{self.worker_id} → {self.pseudonym_id}"


class Opening(models.Model):
    """A lead opened one person by her card; it lasts a few minutes and stands in the record."""

    id = primary_key()
    pseudonym = models.ForeignKey(Pseudonym, on_delete=models.PROTECT, related_name="openings")
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["opened_by", "until"], name="opening_by_until")]

    class DataHandling:
        service = ("id", "pseudonym", "opened_by", "opened_at", "until")

    def __str__(self) -> str:
        return f"{self.opened_by_id} → {self.pseudonym_id}"
