from django.db import models

from caunoi.access.models import User
from caunoi.lib.fields import primary_key
from caunoi.organisations.models import Organisation
from caunoi.people.models import ClubValue
from caunoi.places.models import Place


class Area(models.Model):
    """A coarse area of a commune, by a number of the club's own. What the club calls it is sealed.

    No head count, no hours, no coordinates. Gone, with its name, when it was not used for 90 days; it never leaves the club.
    """

    id = primary_key()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    commune = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    called = models.OneToOneField(ClubValue, on_delete=models.PROTECT, related_name="+")
    named_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    named_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "number"], name="areas_are_numbered")]

    class DataHandling:
        service = ("id", "organisation", "number", "commune", "called", "named_by", "named_at")

    def __str__(self) -> str:
        return str(self.number)
