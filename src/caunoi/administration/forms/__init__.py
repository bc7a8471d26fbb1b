"""Forms of the pages of staff and of the directory."""

from caunoi.administration.forms.cards import AgreementForm, TriedForm
from caunoi.administration.forms.reference import DeploymentForm, InviteForm, OrganisationForm, PlacedForm
from caunoi.administration.forms.services import ServiceForm, initial_of

__all__ = [
    "AgreementForm",
    "TriedForm",
    "DeploymentForm",
    "InviteForm",
    "OrganisationForm",
    "PlacedForm",
    "ServiceForm",
    "initial_of",
]
