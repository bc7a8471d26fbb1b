"""What clubs released, and what became of it: tables for each audience, the ledger, the law's own reports."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from caunoi.lib.fields import IdField, primary_key
from caunoi.organisations.models import Organisation
from caunoi.places.models import Place
from caunoi.programme.models import Deployment
from caunoi.published.choices import Audience


class Club(models.Model):
    """A club installation whose introduction card was compared by telephone. `id` is the id of that installation."""

    id = IdField(primary_key=True, editable=False)
    name = models.CharField(max_length=200)
    signing_key = models.BinaryField(max_length=32)
    fingerprint = models.CharField(max_length=30)
    trusted_at = models.DateTimeField()

    class DataHandling:
        service = ("id", "name", "signing_key", "fingerprint", "trusted_at")

    def __str__(self) -> str:
        return self.name


class Speaker(models.Model):
    """An organisation for which an installation may send figures: one installation only."""

    id = primary_key()
    club = models.ForeignKey(Club, on_delete=models.PROTECT, related_name="speaks_for")
    organisation = models.OneToOneField(Organisation, on_delete=models.PROTECT, related_name="+")

    class DataHandling:
        service = ("id", "club", "organisation")

    def __str__(self) -> str:
        return f"{self.club_id} for {self.organisation_id}"


class ReceivedRelease(models.Model):
    """A release as it came, by its header. `id` is the release's. The club's own table, the open half of its file, was
    checked and is not kept: nobody at a hub sees it beside the hub's tables.

    `brings` names its exact tables by period, the month's own under an empty key: an older version of the program
    counts less, and what it did not count is no nought.
    """

    id = IdField(primary_key=True, editable=False)
    club = models.ForeignKey(Club, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    deployment = models.ForeignKey(Deployment, on_delete=models.PROTECT, related_name="+")
    period_key = models.CharField(max_length=10)
    starts = models.DateField()
    ends = models.DateField()
    version = models.PositiveSmallIntegerField()
    supersedes = IdField(null=True)
    closed_at = models.DateTimeField()
    received_at = models.DateTimeField()
    digest = models.CharField(max_length=64, unique=True)
    brings = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["deployment", "period_key", "version"], name="received_version_once")
        ]
        indexes = [models.Index(fields=["period_key", "deployment"], name="received_by_period")]

    class DataHandling:
        service = (
            "id", "club", "organisation", "deployment", "period_key", "starts", "ends", "version", "supersedes",
            "closed_at", "received_at", "digest", "brings",
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.deployment_id} {self.period_key} v{self.version}"

    def has(self, indicator: str, period_key: str = "") -> bool:
        """Whether it counted an indicator, in its month or in a longer period that ends with it."""
        return indicator in self.brings.get(period_key, ())


class Publishing(models.Model):
    """A month that waits to be tried and published, or that was: `only_complete`, or with what has come."""

    id = primary_key()
    period_key = models.CharField(max_length=10)
    only_complete = models.BooleanField()
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["period_key", "only_complete"], condition=Q(done_at__isnull=True), name="publishing_waits_once"
            )
        ]

    class DataHandling:
        service = ("id", "period_key", "only_complete", "asked_at", "done_at")

    def __str__(self) -> str:
        return self.period_key


class ExactCell(models.Model):
    """One exact number of one club. Read by `exact.py` alone, to be added before control; no page can reach it.

    `period_key` is empty for the month of the release; a quarter, half-year or year that ends with it has its own.
    """

    id = primary_key()
    release = models.ForeignKey(ReceivedRelease, on_delete=models.PROTECT, related_name="+")
    indicator = models.CharField(max_length=60)
    period_key = models.CharField(max_length=10, blank=True)
    key = models.JSONField()
    count = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["release", "indicator"], name="exact_by_release")]
        constraints = [models.CheckConstraint(condition=Q(count__gte=0), name="exact_count_not_negative")]

    class DataHandling:
        service = ("id", "release", "indicator", "period_key", "key", "count")

    def __str__(self) -> str:
        return self.indicator


class AudienceTable(models.Model):
    """One indicator of one period, controlled once for one audience. `place` is the province, or empty."""

    id = primary_key()
    audience = models.CharField(max_length=10, choices=Audience.choices)
    place = models.ForeignKey(Place, null=True, on_delete=models.PROTECT, related_name="+")
    period_key = models.CharField(max_length=10)
    starts = models.DateField()
    ends = models.DateField()
    indicator = models.CharField(max_length=60)
    number = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=15)
    rung = models.CharField(max_length=12)
    version = models.PositiveSmallIntegerField(default=1)
    footnotes = models.JSONField()
    clubs_reported = models.PositiveIntegerField()
    clubs_expected = models.PositiveIntegerField()
    published_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["audience", "place", "period_key", "indicator", "version"],
                condition=Q(place__isnull=False), name="audience_table_of_a_place_once",
            ),
            models.UniqueConstraint(
                fields=["audience", "period_key", "indicator", "version"],
                condition=Q(place__isnull=True), name="audience_table_of_no_place_once",
            ),
            models.CheckConstraint(
                condition=Q(audience="province", place__isnull=False)
                | (~Q(audience="province") & Q(place__isnull=True)),
                name="audience_province_has_its_place",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["audience", "place", "-starts", "number"], name="audience_table_found")]

    class DataHandling:
        service = (
            "id", "audience", "place", "period_key", "starts", "ends", "indicator", "number", "unit", "rung", "version",
            "footnotes", "clubs_reported", "clubs_expected", "published_at",
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.audience} {self.period_key} {self.indicator}"


class AudienceCell(models.Model):
    """One line of it: a number, or the mark that stands in its place. The line without a key is the total."""

    id = primary_key()
    table = models.ForeignKey(AudienceTable, on_delete=models.PROTECT, related_name="cells")
    number = models.PositiveSmallIntegerField()
    is_total = models.BooleanField(default=False)
    key = models.JSONField()
    shown = models.BigIntegerField(null=True)
    mark = models.CharField(max_length=10, blank=True)
    rounded = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["table", "number"], name="audience_cell_number"),
            models.CheckConstraint(
                condition=Q(shown__isnull=True) & ~Q(mark="") | Q(shown__isnull=False, mark=""),
                name="audience_cell_number_or_mark",
            ),
        ]

    class DataHandling:
        service = ("id", "table", "number", "is_total", "key", "shown", "mark", "rounded")

    def __str__(self) -> str:
        return self.mark or str(self.shown)


class LedgerLine(models.Model):
    """Every table ever published, by digest, with the releases it was added from: what an attacker may hold."""

    id = primary_key()
    table = models.OneToOneField(AudienceTable, on_delete=models.PROTECT, related_name="ledger_line")
    digest = models.CharField(max_length=64)
    releases = models.JSONField()
    published_at = models.DateTimeField()

    class DataHandling:
        service = ("id", "table", "digest", "releases", "published_at")

    def __str__(self) -> str:
        return self.digest


class StatutoryReturn(models.Model):
    """The exact totals that the law asks for, of one province and six months or a year, as they were locked and sent.

    `entries` are the figures reported and never change; `now` are the same rows with what has come since.
    """

    id = primary_key()
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    period_key = models.CharField(max_length=10)
    starts = models.DateField()
    ends = models.DateField()
    entries = models.JSONField()
    now = models.JSONField()
    clubs_reported = models.PositiveIntegerField()
    clubs_expected = models.PositiveIntegerField()
    sole_club_agreed = models.BooleanField(default=False)
    locked_at = models.DateTimeField()
    locked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    now_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place", "period_key"], name="statutory_return_once")]

    class DataHandling:
        service = (
            "id", "place", "period_key", "starts", "ends", "entries", "now", "clubs_reported", "clubs_expected",
            "sole_club_agreed", "locked_at", "locked_by", "now_at",
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.place_id} {self.period_key}"
