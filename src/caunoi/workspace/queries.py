from dataclasses import dataclass
from datetime import date
from uuid import UUID

from caunoi.lib.actor import Actor
from caunoi.outreach.queries import contacts
from caunoi.referrals import queries as referrals


@dataclass(frozen=True)
class Moment:
    """One line in a person's thread."""

    on: date
    kind: str
    text: str
    url_name: str
    key: UUID


def thread(by: Actor, person: UUID) -> list[Moment]:
    """What happened with one person, newest first, of what `by` may see."""
    met = [
        Moment(row.on, "contact", row.get_setting_display(), "outreach:contact", row.record)
        for row in contacts(by).filter(pseudonym=person)
    ]
    asked = [
        Moment(row.noted_on, "need", row.get_code_display(), "referrals:need", row.pk)
        for row in referrals.needs(by).filter(pseudonym=person)
    ]
    sent = [
        Moment(
            row.made_at.date(),
            "referral",
            f"{row.service.name}: {row.get_state_display()}",
            "referrals:referral",
            row.pk,
        )
        for row in referrals.referrals(by).filter(pseudonym=person)
    ]
    return sorted([*met, *asked, *sent], key=lambda moment: moment.on, reverse=True)
