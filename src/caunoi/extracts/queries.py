"""All facts of one organisation and period, as indicators read them. They live in memory and are never written down."""

from datetime import date
from uuid import UUID

from caunoi.extracts import groups, outreach, people, places, referrals
from caunoi.extracts.closings import NONE, Closings
from caunoi.indicators.facts import UNITS, Fact
from caunoi.lib.periods import Period


def facts(
    organisation: UUID, period: Period, units_of: date | None = None, closings: Closings = NONE
) -> dict[str, list[Fact]]:
    """Rows by table name, as `indicators.facts` documents them; places in the units of a day, else of the period's last.

    `closings`: what was told after them is a late step of the next period.
    """
    contacts = list(outreach.contacts(organisation, period))
    named = {contact.unit for contact in contacts if contact.unit}
    return {
        "contacts": list(contacts),
        UNITS: list(places.units(named, units_of or period.end)),
        "contact_topics": list(outreach.contact_topics(organisation, period)),
        "commodities": list(outreach.commodities(organisation, period)),
        "needs": list(referrals.needs(organisation, period)),
        "referral_steps": list(referrals.referral_steps(organisation, period, closings)),
        "late_steps": list(referrals.late_steps(organisation, period, closings)),
        "need_outcomes": list(referrals.need_outcomes(organisation, period)),
        "first_services": list(referrals.first_services(organisation, period)),
        "service_sessions": list(outreach.service_sessions(organisation, period)),
        "session_visits": list(outreach.session_visits(organisation, period)),
        "stock_moves": list(outreach.stock_moves(organisation, period)),
        "stock_levels": list(outreach.stock_levels(organisation, period)),
        "fund_entries": list(outreach.fund_entries(organisation, period)),
        "cards_elsewhere": list(outreach.cards_elsewhere(organisation, period)),
        "violence_told": list(outreach.violence_told(organisation, period)),
        "memberships": list(groups.memberships(organisation, period)),
        "meetings": list(groups.meetings(organisation, period)),
        "meeting_visits": list(groups.meeting_visits(organisation, period)),
        "caseloads": list(people.caseloads(organisation, period)),
    }
