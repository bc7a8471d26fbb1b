"""Tables of people: who is served, what she agreed to, whose use rests, who is helped on the protective path."""

from caunoi.people.models.consent import Consent, Restriction
from caunoi.people.models.persons import Assignment, Member, Opening, Pseudonym
from caunoi.people.models.protection import ProtectionDuty, ProtectionEntry, ProtectiveCase

__all__ = [
    "Assignment",
    "Consent",
    "Member",
    "Opening",
    "ProtectionDuty",
    "ProtectionEntry",
    "ProtectiveCase",
    "Pseudonym",
    "Restriction",
]
