"""All indicators, by code."""

from __future__ import annotations

from caunoi.indicators.definitions import outreach, referrals
from caunoi.indicators.model import Indicator

INDICATORS: tuple[Indicator, ...] = (*outreach.INDICATORS, *referrals.INDICATORS)

_BY_CODE = {indicator.code: indicator for indicator in INDICATORS}


class UnknownIndicatorError(KeyError):
    """A code that is not in the catalogue."""

    def __str__(self) -> str:
        return f"there is no indicator {self.args[0]!r}; there are {', '.join(_BY_CODE)}"


def by_code(code: str) -> Indicator:
    """The indicator with this code. Raises UnknownIndicatorError, whose message lists the codes there are."""
    if code not in _BY_CODE:
        raise UnknownIndicatorError(code)
    return _BY_CODE[code]
