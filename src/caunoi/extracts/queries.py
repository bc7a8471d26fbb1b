"""All facts of one organisation and period, as indicators read them. They live in memory and are never written down."""

from uuid import UUID

from caunoi.extracts import outreach, referrals
from caunoi.indicators.facts import Fact
from caunoi.lib.periods import Period


def facts(organisation: UUID, period: Period) -> dict[str, list[Fact]]:
    """Rows by table name, as `indicators.facts` documents them."""
    return {
        "contacts": list(outreach.contacts(organisation, period)),
        "contact_topics": list(outreach.contact_topics(organisation, period)),
        "commodities": list(outreach.commodities(organisation, period)),
        "needs": list(referrals.needs(organisation, period)),
        "referral_steps": list(referrals.referral_steps(organisation, period)),
        "need_outcomes": list(referrals.need_outcomes(organisation, period)),
        "first_services": list(referrals.first_services(organisation, period)),
    }
