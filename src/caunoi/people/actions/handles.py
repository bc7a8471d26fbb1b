"""The random handle by which the record speaks of a person. It stands in the keystore, so that her erasure unlinks the record."""

from caunoi.people.models import Pseudonym
from caunoi.people.vault.models import Handle


def give_handle(pseudonym: Pseudonym) -> None:
    """Written before her row, as keys are: a crash leaves a handle of nobody, never a person whom the record cannot name."""
    Handle.objects.create(pseudonym=pseudonym.pk)
