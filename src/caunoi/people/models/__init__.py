"""Tables of people: who is served, what she agreed to and asks for, what is sealed, whose use rests, who is protected."""

from caunoi.people.models.closing import Closing
from caunoi.people.models.consent import Consent, Restriction
from caunoi.people.models.persons import Assignment, Member, Opening, Pseudonym
from caunoi.people.models.protection import ProtectionDuty, ProtectionEntry, ProtectiveCase
from caunoi.people.models.rights import OneTimeCode, RightsRequest
from caunoi.people.models.sealed import ClubValue, Packet, Reveal, Sealed, SecondYes

__all__ = [
    "Assignment",
    "Closing",
    "ClubValue",
    "Consent",
    "Member",
    "Packet",
    "Opening",
    "OneTimeCode",
    "ProtectionDuty",
    "ProtectionEntry",
    "ProtectiveCase",
    "Pseudonym",
    "Restriction",
    "Reveal",
    "Sealed",
    "SecondYes",
    "RightsRequest",
]
