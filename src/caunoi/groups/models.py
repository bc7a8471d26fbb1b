from django.db import models
from django.db.models import F, Q

from caunoi.access.models import User
from caunoi.groups.choices import GroupKind, Layer, Leading, MeetingKind, Subject
from caunoi.lib.fields import primary_key
from caunoi.organisations.models import Organisation
from caunoi.people.models import Pseudonym

RUNS = Q(until__isnull=True)
ENDS_AFTER = RUNS | Q(until__gte=F("since"))


class Group(models.Model):
    """A club or group of an organisation, from the day it began to the day it ended."""

    id = primary_key()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=9, choices=GroupKind.choices)
    title = models.CharField(max_length=80)
    begun_on = models.DateField()
    ended_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "title"], name="group_once")]

    class DataHandling:
        service = ("id", "organisation", "kind", "title", "begun_on", "ended_on")

    def __str__(self) -> str:
        return self.title


class DatedQuerySet(models.QuerySet):
    def on(self, day: object) -> "DatedQuerySet":
        """Facts that hold on that day; `until` is the first day on which they do not."""
        return self.filter(Q(until__isnull=True) | Q(until__gt=day), since__lte=day)


class Leadership(models.Model):
    """Who leads a group, from when to when."""

    id = primary_key()
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="leadership")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    leading = models.CharField(max_length=6, choices=Leading.choices)
    since = models.DateField()
    until = models.DateField(null=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "user"], condition=RUNS, name="leads_once"),
            models.CheckConstraint(condition=ENDS_AFTER, name="leadership_ends_after"),
        ]

    class DataHandling:
        service = ("id", "group", "user", "leading", "since", "until")

    def __str__(self) -> str:
        return f"{self.leading} since {self.since:%Y-%m-%d}"


class Membership(models.Model):
    """How closely somebody with a card belongs, from when to when: one layer at a time."""

    id = primary_key()
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="memberships")
    pseudonym = models.ForeignKey(Pseudonym, on_delete=models.PROTECT, related_name="+")
    layer = models.CharField(max_length=7, choices=Layer.choices)
    since = models.DateField()
    until = models.DateField(null=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "pseudonym"], condition=RUNS, name="member_in_one_layer"),
            models.CheckConstraint(condition=ENDS_AFTER, name="membership_ends_after"),
        ]

    class DataHandling:
        service = ("id", "group", "pseudonym", "layer", "since", "until")
        wall = "group"

    def __str__(self) -> str:
        return f"{self.layer} since {self.since:%Y-%m-%d}"


class LayerCount(models.Model):
    """How many belong to a layer by the group's own count of a day, cards or not. Beside the cards, never added to them."""

    id = primary_key()
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="layer_counts")
    layer = models.CharField(max_length=7, choices=Layer.choices)
    on = models.DateField()
    people = models.PositiveIntegerField()
    noted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "layer", "on"], name="layer_counted_once_a_day")]

    class DataHandling:
        service = ("id", "group", "layer", "on", "people", "noted_by")

    def __str__(self) -> str:
        return f"{self.layer} {self.people}"


class Meeting(models.Model):
    """A meeting, a session on a topic, a training: `attended` counts all who came, those with cards among them."""

    id = primary_key()
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="meetings")
    kind = models.CharField(max_length=8, choices=MeetingKind.choices)
    subject = models.CharField(max_length=13, choices=Subject.choices)
    on = models.DateField()
    facilitator = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    attended = models.PositiveSmallIntegerField()
    follow_up_on = models.DateField(null=True)
    followed_up_on = models.DateField(null=True)
    entered_in_error = models.BooleanField(default=False)
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(attended__gte=1), name="meeting_was_attended")]
        indexes = [models.Index(fields=["group", "-on"], name="meeting_by_group")]

    class DataHandling:
        service = (
            "id", "group", "kind", "subject", "on", "facilitator", "attended", "follow_up_on", "followed_up_on",
            "entered_in_error", "entered_by", "entered_at",
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.kind} {self.on:%Y-%m-%d}"


class MeetingCard(models.Model):
    """Somebody who came and wanted her card in it."""

    id = primary_key()
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="cards")
    pseudonym = models.ForeignKey(Pseudonym, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "pseudonym"], name="meeting_card_once")]

    class DataHandling:
        service = ("id", "meeting", "pseudonym")

    def __str__(self) -> str:
        return str(self.meeting_id)


class StipendTotal(models.Model):
    """Stipends of a month as totals: how many received one and how much in all, in đồng. Never who."""

    id = primary_key()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    people = models.PositiveSmallIntegerField()
    amount = models.PositiveBigIntegerField()
    noted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "month"], name="stipends_once_a_month"),
            models.CheckConstraint(condition=Q(month__day=1), name="stipends_of_a_month"),
        ]

    class DataHandling:
        service = ("id", "organisation", "month", "people", "amount", "noted_by", "noted_at")

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"
