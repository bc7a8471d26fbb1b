from django.db import models
from django.utils.translation import gettext_lazy as _

from caunoi.organisations.choices import OrganisationKind


class PeriodBasis(models.TextChoices):
    """How a deployment counts its months; the values are those of `lib.periods`."""

    ADMINISTRATIVE = "admin_month", _("administrative month (15th to 14th)")
    CALENDAR = "calendar_month", _("calendar month")


RUNS_DEPLOYMENTS = (OrganisationKind.CLUB, OrganisationKind.SOCIAL_WORK_CENTRE)
"""Which kinds of organisation run a model: those whose work is counted."""


class FundingLevel(models.TextChoices):
    """Whose money it is. Districts had budgets until 30/6/2025."""

    CENTRAL = "central", _("central budget")
    PROVINCIAL = "provincial", _("budget of the province or city")
    DISTRICT = "district", _("budget of the district")
    COMMUNE = "commune", _("budget of the commune")
    DONOR = "donor", _("donor")
    COMMUNITY = "community", _("community fund")
