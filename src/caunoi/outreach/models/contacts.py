from django.db import models
from django.db.models import Q

from caunoi.access.models import User
from caunoi.lib.fields import IdField, primary_key
from caunoi.organisations.models import Organisation
from caunoi.outreach.choices import Commodity, CountKind, DatePrecision, Elsewhere, Newness, Setting, Topic, Verdict
from caunoi.outreach.models.areas import Area
from caunoi.people.models import Pseudonym
from caunoi.places.models import Place
from caunoi.programme.models import Deployment


class ContactQuerySet(models.QuerySet["Contact"]):
    def current(self) -> "ContactQuerySet":
        """The latest version of each contact that was not withdrawn as a mistake."""
        return self.filter(superseded_at__isnull=True, entered_in_error=False)


class Contact(models.Model):
    """One version of one contact (lượt tiếp cận): with a member, or with `people` who stay anonymous.

    `record` stays the same through corrections; `version` counts them; the current version has no `superseded_at`.
    """

    id = primary_key()
    record = IdField()
    version = models.PositiveSmallIntegerField(default=1)
    superseded_at = models.DateTimeField(null=True)
    entered_in_error = models.BooleanField(default=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    deployment = models.ForeignKey(Deployment, null=True, on_delete=models.PROTECT, related_name="+")
    pseudonym = models.ForeignKey(Pseudonym, null=True, on_delete=models.PROTECT, related_name="+")
    people = models.PositiveSmallIntegerField(default=1)
    on = models.DateField()
    precision = models.CharField(max_length=4, choices=DatePrecision.choices, default=DatePrecision.DAY)
    setting = models.CharField(max_length=8, choices=Setting.choices)
    commune = models.ForeignKey(Place, null=True, on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey(Area, null=True, on_delete=models.PROTECT, related_name="+")
    signposted = models.BooleanField(default=False)
    newness = models.CharField(max_length=9, choices=Newness.choices, blank=True, default="")
    done_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    entered_at = models.DateTimeField()

    objects = ContactQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["record", "version"], name="contact_version"),
            models.UniqueConstraint(
                fields=["record"], condition=Q(superseded_at__isnull=True), name="contact_one_current"
            ),
            models.CheckConstraint(condition=Q(people__gte=1), name="contact_has_people"),
            models.CheckConstraint(
                condition=Q(pseudonym__isnull=True) | Q(people=1), name="contact_with_a_member_is_one_person"
            ),
        ]
        indexes = [
            models.Index(fields=["done_by", "-on"], condition=Q(superseded_at__isnull=True), name="contact_by_worker"),
            models.Index(
                fields=["entered_by", "-on"], condition=Q(superseded_at__isnull=True), name="contact_by_typist"
            ),
            models.Index(
                fields=["organisation", "on"], condition=Q(superseded_at__isnull=True), name="contact_by_club"
            ),
            models.Index(
                fields=["pseudonym", "-on"], condition=Q(superseded_at__isnull=True), name="contact_by_person"
            ),
        ]

    class DataHandling:
        service = (
            "id", "record", "version", "superseded_at", "entered_in_error", "organisation", "deployment", "pseudonym",
            "people", "on", "precision", "setting", "commune", "area", "signposted", "newness", "done_by", "entered_by", "entered_at",
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.on:%Y-%m-%d} v{self.version}"


class ContactTopic(models.Model):
    id = primary_key()
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="topics")
    topic = models.CharField(max_length=16, choices=Topic.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contact", "topic"], name="contact_topic_once")]

    class DataHandling:
        service = ("id", "contact", "topic")

    def __str__(self) -> str:
        return self.topic


class ContactCommodity(models.Model):
    """`quantity` is in pieces (vật phẩm)."""

    id = primary_key()
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="commodities")
    kind = models.CharField(max_length=12, choices=Commodity.choices)
    quantity = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contact", "kind"], name="contact_commodity_once"),
            models.CheckConstraint(condition=Q(quantity__gte=1), name="contact_commodity_some"),
        ]

    class DataHandling:
        service = ("id", "contact", "kind", "quantity")

    def __str__(self) -> str:
        return f"{self.quantity} {self.kind}"


class MonthlyCount(models.Model):
    """How many people told a worker something in a month, where nothing else may be kept of it. `month` is its first day."""

    id = primary_key()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    worker = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    kind = models.CharField(max_length=12, choices=CountKind.choices)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "worker", "month", "kind"], name="monthly_count_once"),
        ]

    class DataHandling:
        service = ("id", "organisation", "worker", "month", "kind", "count")

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.kind}: {self.count}"


class OverlapAnswer(models.Model):
    """Whether she has a card of another place too: asked of card-holders once a year, and never where."""

    id = primary_key()
    pseudonym = models.ForeignKey(Pseudonym, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=8, choices=Elsewhere.choices)
    answered_on = models.DateField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["pseudonym", "-answered_on"], name="overlap_by_person")]

    class DataHandling:
        service = ("id", "pseudonym", "answer", "answered_on", "recorded_by")

    def __str__(self) -> str:
        return f"{self.answered_on:%Y-%m-%d} {self.answer}"


class DoubleDecision(models.Model):
    """What somebody decided about two contacts that looked like one. `first` and `second` are their records, in order."""

    id = primary_key()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    first = IdField()
    second = IdField()
    verdict = models.CharField(max_length=9, choices=Verdict.choices)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["first", "second"], name="double_decided_once")]

    class DataHandling:
        service = ("id", "organisation", "first", "second", "verdict", "decided_by", "decided_at")

    def __str__(self) -> str:
        return self.verdict
