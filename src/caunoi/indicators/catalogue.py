"""All definitions, by code. ``INDICATORS`` are what a club releases and a hub adds; the rest follows from them or stays."""

from __future__ import annotations

from caunoi.indicators.definitions import groups, outreach, overlap, ratios, referrals, sessions, stock, violence
from caunoi.indicators.model import Definition, Indicator, Median, Ratio

INDICATORS: tuple[Indicator, ...] = (
    *outreach.INDICATORS,
    *referrals.INDICATORS,
    *sessions.INDICATORS,
    *groups.INDICATORS,
    *stock.INDICATORS,
    *overlap.INDICATORS,
    *violence.INDICATORS,
)
AT_HOME: tuple[Indicator, ...] = outreach.AT_HOME
"""Cuts too fine to be released: for the club that counts them."""
MEDIANS: tuple[Median, ...] = (*referrals.MEDIANS, *groups.MEDIANS)
"""They stay in the club that counts them."""
RATIOS: tuple[Ratio, ...] = ratios.RATIOS
COUNTED: tuple[Indicator | Median, ...] = (*INDICATORS, *AT_HOME, *MEDIANS)
"""All that is counted from facts."""

_COUNTED: dict[str, Indicator | Median] = {one.code: one for one in COUNTED}
_EVERY: dict[str, Definition] = {**_COUNTED, **{ratio.code: ratio for ratio in RATIOS}}


class UnknownIndicatorError(KeyError):
    """A code that is not in the catalogue."""

    def __str__(self) -> str:
        return f"there is no indicator {self.args[0]!r}; there are {', '.join(_EVERY)}"


def definitions() -> tuple[Definition, ...]:
    """The whole catalogue in the order in which it is read."""
    return tuple(_EVERY.values())


def by_code(code: str) -> Indicator:
    """The indicator with this code. Raises UnknownIndicatorError, whose message lists the codes there are."""
    found = _EVERY.get(code)
    if not isinstance(found, Indicator):
        raise UnknownIndicatorError(code)
    return found


def definition(code: str) -> Definition:
    """The same among all definitions."""
    if code not in _EVERY:
        raise UnknownIndicatorError(code)
    return _EVERY[code]


def counted_by_code(code: str) -> Indicator | Median:
    """The same among those that are counted from facts."""
    if code not in _COUNTED:
        raise UnknownIndicatorError(code)
    return _COUNTED[code]
