"""What to look at before a month is closed: what changed since the last one, and what came late for it."""

from dataclasses import dataclass

from caunoi.indicators.engines.in_memory import Result
from caunoi.indicators.model import Indicator
from caunoi.published.figures import read_exact
from caunoi.releases import figures
from caunoi.releases.models import Release


@dataclass(frozen=True)
class Change:
    """One number of two months, or of one month as it was closed and as it would be counted today."""

    indicator: Indicator
    before: int
    now: int

    @property
    def difference(self) -> int:
        return self.now - self.before


@dataclass(frozen=True)
class Checks:
    """`large`: numbers that more than doubled or fell below half since the month before. `late`: what was entered for
    that month after it was closed; it is not lost and changes nothing that was sent."""

    large: tuple[Change, ...]
    late: tuple[Change, ...]

    @property
    def is_quiet(self) -> bool:
        return not self.large and not self.late


@dataclass(frozen=True)
class Unfinished:
    """What is better looked at before a month is closed; nothing of it holds the closing back. `bags`: hands in which
    the books of supplies do not add up. `unchecked`: contacts chosen by chance about which nobody was asked yet."""

    bags: int
    unchecked: int


SMALLEST_LARGE = 10
"""Below this a month may double without anybody wondering."""


def checks(results: list[Result], before: Release | None) -> Checks:
    """Of a month that is still open, beside the month before as it was closed; nothing to compare without one."""
    if before is None:
        return Checks((), ())
    closed = {code: sum(cells.values()) for code, cells in read_exact(before.exact).items()}
    large = _changes(results, closed)
    late = _changes(figures.count(before.deployment, figures.period_of(before)), closed)
    return Checks(tuple(one for one in large if _is_large(one)), tuple(one for one in late if one.difference))


def _changes(results: list[Result], closed: dict[str, int]) -> list[Change]:
    """Only what both months counted: an indicator that came into the catalogue since then did not grow from nothing."""
    known = [result for result in results if result.indicator.code in closed]
    return [Change(result.indicator, closed[result.indicator.code], result.total) for result in known]


def _is_large(one: Change) -> bool:
    most, least = max(one.before, one.now), min(one.before, one.now)
    return most >= SMALLEST_LARGE and most > 2 * least
