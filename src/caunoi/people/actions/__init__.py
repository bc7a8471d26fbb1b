"""Everything that writes about the people who are served."""

from caunoi.people.actions.cards import OPENINGS_AN_HOUR, give_card, open_by_card
from caunoi.people.actions.consents import CONSENT_LASTS, record_consent, withdraw_consent

__all__ = [
    "CONSENT_LASTS",
    "OPENINGS_AN_HOUR",
    "give_card",
    "open_by_card",
    "record_consent",
    "withdraw_consent",
]
