"""Tables of people: who is served, what she agreed to."""

from caunoi.people.models.consent import Consent
from caunoi.people.models.persons import Assignment, Member, Opening, Pseudonym

__all__ = ["Assignment", "Consent", "Member", "Opening", "Pseudonym"]
