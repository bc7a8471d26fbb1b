from datetime import datetime, timedelta

from django.db import models

from caunoi.access.models import User
from caunoi.guardian.choices import (
    Basis,
    Body,
    DataClass,
    Given,
    Happened,
    Lawyer,
    Measure,
    Notice,
    PeopleBand,
    Sought,
    Telling,
)
from caunoi.lib.fields import primary_key
from caunoi.organisations.models import Organisation

NOTICE_WITHIN = timedelta(hours=72)
"""From the moment it was found: Luật 91/2025/QH15, Điều 23. For counsel to confirm."""


class Breach(models.Model):
    """Something happened to data (sự cố dữ liệu): when it was found comes first, and never changes."""

    id = primary_key()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    found_at = models.DateTimeField()
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "year", "serial"], name="breach_number")]

    class DataHandling:
        service = ("id", "organisation", "year", "serial", "found_at", "entered_at", "entered_by")

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        return f"{self.serial}/{self.year}"

    @property
    def notice_by(self) -> datetime:
        return self.found_at + NOTICE_WITHIN


class Finding(models.Model):
    """What is known of a breach, version after version; the last one counts, the others stay readable."""

    id = primary_key()
    breach = models.ForeignKey(Breach, on_delete=models.PROTECT, related_name="findings")
    version = models.PositiveSmallIntegerField()
    happened = models.CharField(max_length=12, choices=Happened.choices)
    classes = models.JSONField(default=list)
    people = models.CharField(max_length=8, choices=PeopleBand.choices)
    measures = models.JSONField(default=list)
    telling = models.CharField(max_length=10, choices=Telling.choices)
    notice = models.CharField(max_length=8, choices=Notice.choices)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["breach", "version"], name="finding_version")]

    class DataHandling:
        service = (
            "id", "breach", "version", "happened", "classes", "people", "measures", "telling", "notice", "written_at",
            "written_by",
        )  # fmt: skip

    def __str__(self) -> str:
        return f"v{self.version} {self.happened}"

    @property
    def classes_told(self) -> list[str]:
        return [str(DataClass(one).label) for one in self.classes]

    @property
    def measures_told(self) -> list[str]:
        return [str(Measure(one).label) for one in self.measures]


class Demand(models.Model):
    """Somebody outside asked for data (sổ yêu cầu cung cấp thông tin). Written once, never changed."""

    id = primary_key()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    on = models.DateField()
    body = models.CharField(max_length=12, choices=Body.choices)
    basis = models.CharField(max_length=12, choices=Basis.choices)
    sought = models.CharField(max_length=8, choices=Sought.choices)
    lawyer = models.CharField(max_length=8, choices=Lawyer.choices)
    given = models.CharField(max_length=8, choices=Given.choices, default=Given.NOTHING)
    entered_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "year", "serial"], name="demand_number")]

    class DataHandling:
        service = (
            "id", "organisation", "year", "serial", "on", "body", "basis", "sought", "lawyer", "given", "entered_at",
            "decided_by",
        )  # fmt: skip

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        return f"{self.serial}/{self.year}"
