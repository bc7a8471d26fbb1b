from datetime import date

from django.db import models
from django.db.models import Q

from caunoi.directory.choices import (
    GROUP_OF,
    SAID,
    Cost,
    Free,
    GateCode,
    GateKind,
    Knows,
    PhoneKind,
    ServiceCode,
    ServiceGroup,
    Tongue,
    Wait,
)
from caunoi.lib.fields import IdField, primary_key
from caunoi.organisations.models import Organisation
from caunoi.places.models import Place


def valid_on(day: date, prefix: str = "") -> Q:
    """What holds on this day; an open end counts as always. `valid_to` is the last day."""
    started = Q(**{f"{prefix}valid_from__isnull": True}) | Q(**{f"{prefix}valid_from__lte": day})
    return started & (Q(**{f"{prefix}valid_to__isnull": True}) | Q(**{f"{prefix}valid_to__gte": day}))


class Taxonomy(models.Model):
    """A list of terms, in both languages."""

    id = IdField(primary_key=True, editable=False)
    code = models.CharField(max_length=20, unique=True)
    name_vi = models.CharField(max_length=160)
    name_en = models.CharField(max_length=160)
    description_vi = models.CharField(max_length=300)
    description_en = models.CharField(max_length=300)
    version = models.CharField(max_length=20)

    class DataHandling:
        public = ("id", "code", "name_vi", "name_en", "description_vi", "description_en", "version")

    def __str__(self) -> str:
        return self.code


class TaxonomyTerm(models.Model):
    """One term: a kind of service under its group, or a condition. Terms are never removed; their `valid_to` is set."""

    id = IdField(primary_key=True, editable=False)
    taxonomy = models.ForeignKey(Taxonomy, on_delete=models.PROTECT, related_name="terms")
    code = models.CharField(max_length=20)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    name_vi = models.CharField(max_length=160)
    name_en = models.CharField(max_length=160)
    description_vi = models.CharField(max_length=300)
    description_en = models.CharField(max_length=300)
    rank = models.PositiveSmallIntegerField()
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["taxonomy", "code"], name="taxonomy_term_code")]

    class DataHandling:
        public = (
            "id", "taxonomy", "code", "parent", "name_vi", "name_en", "description_vi", "description_en", "rank",
            "valid_from", "valid_to",
        )  # fmt: skip

    def __str__(self) -> str:
        return self.code


class ServiceQuerySet(models.QuerySet["Service"]):
    def on_offer(self, day: date | None = None) -> "ServiceQuerySet":
        """What is offered; with a day, what is valid then."""
        found = self.filter(is_active=True)
        return found.filter(valid_on(day)) if day else found


class Service(models.Model):
    """What one provider offers. `needs_papers` and `needs_residence` sum up its gates, so that a list need not read them."""

    id = primary_key()
    provider = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="services")
    code = models.CharField(max_length=10, choices=ServiceCode.choices)
    name = models.CharField(max_length=160)
    alternate_name = models.CharField(max_length=160, blank=True)
    description = models.CharField(max_length=500, blank=True)
    url = models.URLField(max_length=200, blank=True)
    alert = models.CharField(max_length=300, blank=True)
    cost = models.CharField(max_length=10, choices=Cost.choices, default=Cost.UNKNOWN)
    wait = models.CharField(max_length=10, choices=Wait.choices, blank=True)
    places_free = models.CharField(max_length=10, choices=Free.choices, blank=True)
    capacity_on = models.DateField(null=True, blank=True)
    needs_papers = models.BooleanField(default=False)
    needs_residence = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    confirmed_on = models.DateField(null=True, blank=True)
    confirmed_by = models.CharField(max_length=20, blank=True)
    source = models.CharField(max_length=300, blank=True)
    source_on = models.DateField(null=True, blank=True)
    modified_at = models.DateTimeField(null=True, blank=True)
    folded = models.TextField()
    sort_key = models.CharField(max_length=600)

    objects = ServiceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_to__gte=models.F("valid_from")),
                name="service_valid_to_after_from",
            )
        ]
        indexes = [
            models.Index(fields=["code", "is_active"], name="service_code_active"),
            models.Index(fields=["is_active", "needs_residence", "sort_key"], name="service_listed"),
            models.Index(fields=["modified_at"], name="service_modified"),
        ]

    class DataHandling:
        public = (
            "id", "provider", "code", "name", "alternate_name", "description", "url", "alert", "cost", "wait", "places_free",
            "capacity_on", "needs_papers", "needs_residence", "is_active", "valid_from", "valid_to", "confirmed_on",
            "source", "source_on", "modified_at", "folded", "sort_key",
        )  # fmt: skip
        service = ("confirmed_by",)

    def __str__(self) -> str:
        return self.name

    @property
    def group(self) -> ServiceGroup:
        return GROUP_OF[ServiceCode(self.code)]

    @property
    def whereabouts(self) -> str:
        """The communes where it is; a list of services fetches them beforehand."""
        places = [link.location.place.name for link in self.at_locations.all() if link.location.place]
        return ", ".join(dict.fromkeys(places))

    @property
    def shows_address(self) -> bool:
        return self.code != ServiceCode.SHELTER


class Location(models.Model):
    """Where people go. A confidential one has a commune at most, never a street; nothing has coordinates."""

    id = primary_key()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="locations")
    name = models.CharField(max_length=160, blank=True)
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    address = models.CharField(max_length=200, blank=True)
    transport = models.CharField(max_length=200, blank=True)
    is_confidential = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(is_confidential=False) | Q(address=""), name="shelter_shows_no_address")
        ]

    class DataHandling:
        public = ("id", "organisation", "name", "place", "address", "transport", "is_confidential")

    def __str__(self) -> str:
        return self.name or self.address


class Accessibility(models.Model):
    """What makes a location easier or harder to enter: a ramp, a room for two."""

    id = primary_key()
    location = models.ForeignKey(Location, on_delete=models.CASCADE, related_name="accessibility")
    description = models.CharField(max_length=160)

    class DataHandling:
        public = ("id", "location", "description")

    def __str__(self) -> str:
        return self.description


class ServiceAtLocation(models.Model):
    """One service at one location."""

    id = primary_key()
    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="at_locations")
    location = models.ForeignKey(Location, on_delete=models.PROTECT, related_name="services")
    description = models.CharField(max_length=160, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["service", "location"], name="service_once_at_location")]

    class DataHandling:
        public = ("id", "service", "location", "description", "valid_from", "valid_to")

    def __str__(self) -> str:
        return f"{self.service_id} @ {self.location_id}"


class Schedule(models.Model):
    """Opening times on some days of the week; `at` where they hold for one location only.

    `byday` is a list as RFC 5545 writes it ("MO,TU"). Opening and closing at the same minute means around the clock;
    closing before opening means the next morning. Without times it only says something, such as "by appointment".
    """

    id = primary_key()
    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="schedules")
    at = models.ForeignKey(ServiceAtLocation, null=True, blank=True, on_delete=models.CASCADE, related_name="schedules")
    byday = models.CharField(max_length=20, blank=True)
    opens = models.TimeField(null=True, blank=True)
    closes = models.TimeField(null=True, blank=True)
    by_appointment = models.BooleanField(default=False)
    description = models.CharField(max_length=160, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(opens__isnull=True, closes__isnull=True)
                | (Q(opens__isnull=False, closes__isnull=False) & ~Q(byday="")),
                name="schedule_times_have_days",
            )
        ]

    class DataHandling:
        public = (
            "id", "service", "at", "byday", "opens", "closes", "by_appointment", "description", "valid_from", "valid_to",
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.byday} {self.opens}–{self.closes}"


class Phone(models.Model):
    """A public number of a service; never somebody's own."""

    id = primary_key()
    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="phones")
    at = models.ForeignKey(ServiceAtLocation, null=True, blank=True, on_delete=models.CASCADE, related_name="phones")
    number = models.CharField(max_length=40)
    kind = models.CharField(max_length=10, choices=PhoneKind.choices, default=PhoneKind.VOICE)
    description = models.CharField(max_length=160, blank=True)

    class DataHandling:
        public = ("id", "service", "at", "number", "kind", "description")

    def __str__(self) -> str:
        return self.number

    @property
    def dial(self) -> str:
        """The number as a link dials it."""
        return "".join(character for character in self.number if character in "+0123456789")


class CostOption(models.Model):
    """What one thing costs, in whole đồng or in words."""

    id = primary_key()
    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="cost_options")
    option = models.CharField(max_length=160)
    currency = models.CharField(max_length=3, default="VND")
    amount = models.PositiveBigIntegerField(null=True, blank=True)
    amount_description = models.CharField(max_length=160, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class DataHandling:
        public = ("id", "service", "option", "currency", "amount", "amount_description", "valid_from", "valid_to")

    def __str__(self) -> str:
        return self.option


class Gate(models.Model):
    """One condition of a service. Way 0 is asked of everybody; of the ways 1, 2, 3 … one has to fit in all its gates."""

    id = primary_key()
    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="gates")
    way = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=10, choices=GateKind.choices)
    code = models.CharField(max_length=12, choices=GateCode.choices)
    minimum_age = models.PositiveSmallIntegerField(null=True, blank=True)
    maximum_age = models.PositiveSmallIntegerField(null=True, blank=True)
    words = models.CharField(max_length=200, blank=True)
    known_to = models.CharField(max_length=10, choices=Knows.choices, default=Knows.PLACE)

    class DataHandling:
        public = ("id", "service", "way", "kind", "code", "minimum_age", "maximum_age", "words", "known_to")

    def __str__(self) -> str:
        return self.words or str(SAID[GateCode(self.code)])


class SpokenLanguage(models.Model):
    """A language in which people are served."""

    id = primary_key()
    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="languages")
    code = models.CharField(max_length=8, choices=Tongue.choices)
    note = models.CharField(max_length=160, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["service", "code"], name="service_language_once")]

    class DataHandling:
        public = ("id", "service", "code", "note")

    def __str__(self) -> str:
        return self.code


class ServiceArea(models.Model):
    """For whom it is there: a province, a commune, or the whole country where `place` is empty."""

    id = primary_key()
    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="areas")
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    description = models.CharField(max_length=160, blank=True)

    class DataHandling:
        public = ("id", "service", "place", "description")

    def __str__(self) -> str:
        return str(self.place_id or "VN")


class Attribute(models.Model):
    """A further term that holds for a service: what else it offers beside its first kind."""

    id = primary_key()
    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="attributes")
    term = models.ForeignKey(TaxonomyTerm, on_delete=models.PROTECT, related_name="+")
    value = models.CharField(max_length=160, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["service", "term"], name="service_term_once")]

    class DataHandling:
        public = ("id", "service", "term", "value")

    def __str__(self) -> str:
        return f"{self.service_id}: {self.term_id}"


class Trial(models.Model):
    """“Đã đi thử, ngày …”: somebody of this club went there. Of the club tier: never published, no word on who went."""

    id = primary_key()
    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="trials")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["service", "organisation", "on"], name="trial_once_a_day")]

    class DataHandling:
        service = ("id", "service", "organisation", "on")

    def __str__(self) -> str:
        return f"{self.service_id}, {self.on}"


PARTS: tuple[type[models.Model], ...] = (Phone, Schedule, CostOption, Gate, SpokenLanguage, ServiceArea, Attribute)
"""What belongs to one service alone and is kept with it."""
