"""The hub of `published`, with its clubs and readers."""

from caunoi.published.tests.conftest import (  # noqa: F401  # fixtures are found by name
    all_sent,
    authority,
    authority_hp,
    catalogue,
    donor,
    folder,
    hub_admin,
    national,
    place_hp,
    programme,
    send,
    senders,
)
