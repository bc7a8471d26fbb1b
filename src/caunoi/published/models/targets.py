"""What was promised, by which paper, and how many people there may be: data with sources, loaded and never edited."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from caunoi.indicators.model import Unit
from caunoi.lib.fields import IdField, primary_key
from caunoi.places.models import Place
from caunoi.published.choices import Direction, Every, Method


class Instrument(models.Model):
    """A decision, programme or plan that sets targets, valid in time; a draft says so and binds nobody."""

    id = IdField(primary_key=True, editable=False)
    code = models.CharField(max_length=20, unique=True)
    number = models.CharField(max_length=60, blank=True)
    title_vi = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    issued_on = models.DateField(null=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    is_draft = models.BooleanField(default=False)
    address = models.CharField(max_length=500)
    note_vi = models.CharField(max_length=300, blank=True)
    note_en = models.CharField(max_length=300, blank=True)

    class DataHandling:
        public = (
            "id", "code", "number", "title_vi", "title_en", "issued_on", "valid_from", "valid_to", "is_draft",
            "address", "note_vi", "note_en",
        )  # fmt: skip

    def __str__(self) -> str:
        return self.code


class Target(models.Model):
    """One target of an instrument. Without a place it is the whole country's; a place's own may supersede that.

    `value` empty: the paper states no number. `denominator` is what a share is of; `is_countable` says that somebody
    can state how many these are. `measured_by` is the code of a definition; empty: we count nothing that answers it.
    `from_authority` marks acts of authorities: shown, and their numbers taken from nobody but them, as aggregates.
    """

    id = IdField(primary_key=True, editable=False)
    code = models.CharField(max_length=40, unique=True)
    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="targets")
    place = models.ForeignKey(Place, null=True, on_delete=models.PROTECT, related_name="+")
    title_vi = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    value = models.PositiveBigIntegerField(null=True)
    unit = models.CharField(max_length=15)
    direction = models.CharField(max_length=8, choices=Direction.choices)
    every = models.CharField(max_length=5, choices=Every.choices)
    denominator_vi = models.CharField(max_length=200, blank=True)
    denominator_en = models.CharField(max_length=200, blank=True)
    is_countable = models.BooleanField(default=False)
    due_on = models.DateField()
    supersedes = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="superseded_by")
    measured_by = models.CharField(max_length=40, blank=True)
    from_authority = models.BooleanField(default=False)
    address = models.CharField(max_length=500)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(unit=Unit.PERCENT.value) | ~Q(denominator_vi=""), name="target_share_is_of_something"
            ),
            models.CheckConstraint(
                condition=~Q(from_authority=True) | Q(measured_by=""), name="target_of_authorities_is_not_counted_here"
            ),
        ]

    class DataHandling:
        public = (
            "id", "code", "instrument", "place", "title_vi", "title_en", "value", "unit", "direction", "every",
            "denominator_vi", "denominator_en", "is_countable", "due_on", "supersedes", "measured_by",
            "from_authority", "address",
        )  # fmt: skip

    def __str__(self) -> str:
        return self.code


class SizeEstimate(models.Model):
    """How many people there may be in a province or study area: by which method, of whom, on which day, from where.

    Rivals stand side by side; nothing is averaged. Never of a venue, never of a commune.
    """

    id = primary_key()
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    method = models.CharField(max_length=12, choices=Method.choices)
    definition = models.CharField(max_length=200)
    assumptions = models.CharField(max_length=500)
    on = models.DateField()
    value = models.PositiveIntegerField()
    low = models.PositiveIntegerField(null=True)
    high = models.PositiveIntegerField(null=True)
    source = models.CharField(max_length=200)
    address = models.CharField(max_length=500, blank=True)
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place", "method", "on", "definition", "source"], name="size_estimate_once"
            ),
            models.CheckConstraint(
                condition=Q(low__isnull=True, high__isnull=True)
                | Q(low__lte=models.F("value"), high__gte=models.F("value")),
                name="size_estimate_lies_in_its_interval",
            ),
            models.CheckConstraint(condition=Q(value__gte=1), name="size_estimate_some"),
        ]  # fmt: skip

    class DataHandling:
        service = ("entered_at", "entered_by")
        public = (
            "id", "place", "method", "definition", "assumptions", "on", "value", "low", "high", "source", "address",
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.place_id} {self.on:%Y-%m-%d} {self.value}"
