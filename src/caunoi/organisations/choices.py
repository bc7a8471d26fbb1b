from django.db import models
from django.utils.translation import gettext_lazy as _


class OrganisationKind(models.TextChoices):
    CLUB = "club", _("club or self-help group")
    NGO = "ngo", _("non-governmental organisation")
    SOCIAL_WORK_CENTRE = "social_work_centre", _("social-work centre")
    PROVIDER = "provider", _("service provider")
    PROGRAMME_OFFICE = "programme_office", _("programme office")
    STATE_MANAGEMENT = "state_management", _("state management body")
    DONOR = "donor", _("donor")
    POLICE = "police", _("police")
    INSPECTION = "inspection", _("inspection team")
    COMPULSORY_CENTRE = "compulsory_centre", _("compulsory centre")


class Pays(models.TextChoices):
    """Who pays for what a provider does under an agreement."""

    NOBODY = "nobody", _("free for everybody")
    PROVIDER = "provider", _("the provider's own budget")
    PROGRAMME = "programme", _("the programme")
    INSURANCE = "insurance", _("health insurance")
    PERSON = "person", _("the person herself")


NO_AGREEMENT = (OrganisationKind.POLICE, OrganisationKind.INSPECTION, OrganisationKind.COMPULSORY_CENTRE)
"""With whom nobody agrees to send people: they are never a recipient (rule 9)."""
