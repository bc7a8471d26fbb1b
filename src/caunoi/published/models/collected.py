"""Figures that others counted: published documents, communes' reports, and what of them may be shown."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from caunoi.lib.fields import primary_key
from caunoi.places.models import Place


class SourceDocument(models.Model):
    """Where collected figures were published: who reads a number can look it up. `address` is a page of the web."""

    id = primary_key()
    name = models.CharField(max_length=200)
    folded = models.CharField(max_length=200, unique=True)
    title = models.CharField(max_length=300, blank=True)
    publisher = models.CharField(max_length=200, blank=True)
    address = models.CharField(max_length=500, blank=True)
    published_on = models.DateField(null=True)
    note = models.CharField(max_length=1000, blank=True)
    note_en = models.CharField(max_length=1000, blank=True)

    class DataHandling:
        public = (
            "id", "name", "folded", "title", "publisher", "address", "published_on", "note", "note_en",
        )  # fmt: skip

    def __str__(self) -> str:
        return self.name


class CollectedReport(models.Model):
    """Aggregates as one paper states them, for one place and period. Never edited: other figures are a new version.

    Without a source it is the place's own report. What is not published is never shown as it is (`collected_control`).
    """

    id = primary_key()
    source = models.ForeignKey(SourceDocument, null=True, on_delete=models.PROTECT, related_name="reports")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    period_key = models.CharField(max_length=30)
    starts = models.DateField(null=True)
    ends = models.DateField()
    version = models.PositiveSmallIntegerField(default=1)
    supersedes = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    is_published = models.BooleanField()
    is_zero = models.BooleanField(default=False)
    comparison = models.CharField(max_length=500, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "place", "period_key", "version"],
                condition=Q(source__isnull=False), name="collected_version_of_a_source_once",
            ),
            models.UniqueConstraint(
                fields=["place", "period_key", "version"],
                condition=Q(source__isnull=True), name="collected_version_of_a_place_once",
            ),
            models.CheckConstraint(
                condition=Q(is_published=False) | Q(source__isnull=False), name="collected_published_has_its_source"
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["period_key", "place"], name="collected_by_period"),
            models.Index(fields=["digest"], name="collected_by_file"),
        ]

    class DataHandling:
        service = (
            "id", "source", "place", "period_key", "starts", "ends", "version", "supersedes", "is_published", "is_zero",
            "comparison", "digest", "entered_at", "entered_by",
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.place_id} {self.period_key} v{self.version}"


class CollectedValue(models.Model):
    """One row of it. Without a value it is unknown or was cut off, which is not zero."""

    id = primary_key()
    report = models.ForeignKey(CollectedReport, on_delete=models.PROTECT, related_name="values")
    row = models.CharField(max_length=40)
    unit = models.CharField(max_length=15)
    value = models.BigIntegerField(null=True)
    qualifier = models.CharField(max_length=10, default="exact")
    is_total = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "row", "unit"], name="collected_row_once"),
            models.CheckConstraint(condition=Q(value__isnull=True) | Q(value__gte=0), name="collected_not_negative"),
        ]

    class DataHandling:
        service = ("id", "report", "row", "unit", "value", "qualifier", "is_total")

    def __str__(self) -> str:
        return self.row


class ExpectedReport(models.Model):
    """A commune whose report the programme waits for in a period, and by when."""

    id = primary_key()
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    period_key = models.CharField(max_length=30)
    due_on = models.DateField()
    set_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["period_key", "place"], name="expected_once")]

    class DataHandling:
        service = ("id", "place", "period_key", "due_on", "set_at")

    def __str__(self) -> str:
        return f"{self.place_id} {self.period_key}"


class CollectedTable(models.Model):
    """Unpublished reports of one province and period, added and controlled once: the same table for every reader."""

    id = primary_key()
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    period_key = models.CharField(max_length=30)
    starts = models.DateField()
    ends = models.DateField()
    group = models.CharField(max_length=20)
    unit = models.CharField(max_length=15)
    number = models.PositiveSmallIntegerField()
    has_total = models.BooleanField()
    footnotes = models.JSONField()
    reported = models.PositiveIntegerField()
    expected = models.PositiveIntegerField()
    reports = models.JSONField()
    digest = models.CharField(max_length=64)
    published_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "period_key", "group", "unit"], name="collected_table_once")
        ]

    class DataHandling:
        service = (
            "id", "place", "period_key", "starts", "ends", "group", "unit", "number", "has_total", "footnotes", "reported",
            "expected", "reports", "digest", "published_at",
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.place_id} {self.period_key} {self.group}"


class CollectedLine(models.Model):
    """One line of it: a number, or the mark that stands in its place. The line without a row is the total."""

    id = primary_key()
    table = models.ForeignKey(CollectedTable, on_delete=models.PROTECT, related_name="lines")
    number = models.PositiveSmallIntegerField()
    row = models.CharField(max_length=200, blank=True)
    shown = models.BigIntegerField(null=True)
    mark = models.CharField(max_length=12, blank=True)
    rounded = models.BooleanField(default=False)
    qualifier = models.CharField(max_length=10, default="exact")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["table", "number"], name="collected_line_once")]

    class DataHandling:
        service = ("id", "table", "number", "row", "shown", "mark", "rounded", "qualifier")

    def __str__(self) -> str:
        return self.row
