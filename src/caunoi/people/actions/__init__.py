"""Everything that writes about the people who are served."""

from caunoi.people.actions.cards import OPENINGS_AN_HOUR, give_card, open_by_card
from caunoi.people.actions.consents import record_consent, withdraw_consent
from caunoi.people.actions.protection import name_protection_person, note_protection, protect
from caunoi.people.actions.restrictions import lift_restriction, restrict_use, settle_people

__all__ = [
    "OPENINGS_AN_HOUR",
    "give_card",
    "lift_restriction",
    "name_protection_person",
    "note_protection",
    "open_by_card",
    "protect",
    "record_consent",
    "restrict_use",
    "settle_people",
    "withdraw_consent",
]
