"""Pages of staff, and of the directory that everybody else refers to."""

from caunoi.administration.views.cards import agreement, agreements, card, cards, confirm, new_agreement
from caunoi.administration.views.person import agree, leave, lost_step, new_words, person, resets
from caunoi.administration.views.reference import new_deployment, new_organisation, new_service, reference, service
from caunoi.administration.views.staff import accept, invite, revoke, staff

__all__ = [
    "agreement", "agreements", "card", "cards", "confirm", "new_agreement",
    "accept", "agree", "invite", "leave", "lost_step", "new_deployment", "new_organisation", "new_service", "new_words",
    "person", "reference", "resets", "revoke", "service", "staff",
]  # fmt: skip
