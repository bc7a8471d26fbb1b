from django.db import models
from django.db.models import Q

from caunoi.access.models import User
from caunoi.lib.fields import primary_key
from caunoi.organisations.models import Organisation
from caunoi.outreach.choices import Commodity, Movement, StockReason

BETWEEN = (Movement.HANDED, Movement.RETURNED)
EXPLAINED = (Movement.LOST, Movement.FOUND)


class StockMove(models.Model):
    """Pieces that came, went, or changed hands. `worker` is whose bag it is; without one it is the group's store.

    Nothing is edited: a mistake is taken back and stays readable. What is handed over stands in contacts alone.
    """

    id = primary_key()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    worker = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Commodity.choices)
    movement = models.CharField(max_length=8, choices=Movement.choices)
    quantity = models.PositiveIntegerField()
    reason = models.CharField(max_length=13, choices=StockReason.choices, blank=True)
    on = models.DateField()
    taken_back = models.BooleanField(default=False)
    noted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gte=1), name="stock_some"),
            models.CheckConstraint(
                condition=~Q(movement__in=BETWEEN) | Q(worker__isnull=False), name="stock_between_two"
            ),
            models.CheckConstraint(
                condition=~Q(movement=Movement.RECEIVED) | Q(worker__isnull=True), name="stock_comes_to_the_store"
            ),
        ]
        indexes = [models.Index(fields=["organisation", "kind", "on"], name="stock_by_club")]

    class DataHandling:
        service = (
            "id", "organisation", "worker", "kind", "movement", "quantity", "reason", "on", "taken_back", "noted_by",
            "noted_at",
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.movement} {self.quantity} {self.kind}"
