"""What officials did to women: for whom and by which periods it is ever added. One place, so that there is one way in.

Everything else that a hub publishes asks here first; what is not added for an audience has no table that a page, a file
or a paper of that audience could hold.
"""

from caunoi.indicators.catalogue import INDICATORS
from caunoi.indicators.model import Indicator
from caunoi.lib.periods import Period, is_year
from caunoi.published.choices import Audience

CODES = frozenset(indicator.code for indicator in INDICATORS if indicator.yearly_evidence)


def goes_to(indicator: Indicator, audience: str, period: Period) -> bool:
    """Yearly evidence goes to the programme office by whole years, over all areas at once; the rest goes everywhere."""
    return indicator.code not in CODES or (audience == Audience.PROGRAMME and is_year(period))
