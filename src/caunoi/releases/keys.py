"""This club installation's own key and introduction card."""

from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from caunoi.lib import key_files
from caunoi.organisations.models import Organisation
from caunoi.programme.models import Deployment
from caunoi.published import cards


def installation_id() -> UUID:
    return UUID(settings.INSTALLATION_ID)


def signing_key() -> Ed25519PrivateKey:
    return key_files.signing_key(key_files.folder_in(settings.DATA))


def own_card() -> tuple[cards.Card, bytes]:
    """The card that introduces this installation to a hub, and its file."""
    deployments = Deployment.objects.select_related("model", "place").order_by("pk")
    running = Organisation.objects.filter(deployments__isnull=False).distinct().select_related("place").order_by("pk")
    key = signing_key()
    card = cards.Card(
        kind=cards.CLUB,
        installation=installation_id(),
        name=settings.DISPLAY_NAME,
        signing_key=key.public_key().public_bytes_raw(),
        organisations=tuple(_organisation(one) for one in running),
        deployments=tuple(_deployment(one) for one in deployments),
    )
    return card, cards.write(card, key)


def _organisation(one: Organisation) -> dict[str, str]:
    return {"id": str(one.pk), "name": one.name, "kind": one.kind, "place": one.place.code if one.place else ""}


def _deployment(one: Deployment) -> dict[str, object]:
    return {
        "id": str(one.pk),
        "organisation": str(one.organisation_id),
        "model": one.model.code,
        "model_version": one.model.version,
        "place": one.place.code,
        "period_basis": one.period_basis,
        "starts_on": one.starts_on.isoformat(),
        "ends_on": one.ends_on.isoformat() if one.ends_on else "",
    }
