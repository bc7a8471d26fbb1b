"""The only reader of exact cells: it hands them to the disclosure rule, added per club, and to nothing else."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from caunoi.indicators.disclosure import ControlledTable, added, control_together
from caunoi.indicators.engines.in_memory import Cell
from caunoi.published.figures import MEASURED
from caunoi.published.models import ExactCell, ReceivedRelease

Contributions = dict[str, dict[str, Counter[Cell]]]
"""Indicator → club → exact cells."""


def contributions(releases: Iterable[ReceivedRelease]) -> Contributions:
    """Exact cells of these releases; several deployments of one club are one contribution."""
    clubs = {release.pk: str(release.organisation_id) for release in releases}
    found: Contributions = defaultdict(lambda: defaultdict(Counter))
    rows = ExactCell.objects.filter(release__in=clubs).values_list("release_id", "indicator", "key", "count")
    for release, indicator, key, count in rows:
        found[indicator][clubs[release]][tuple(key)] += count
    return found


def controlled(releases: Iterable[ReceivedRelease], *, is_countrywide: bool) -> dict[str, ControlledTable]:
    """Add, then control, once: every table of one audience together, by indicator."""
    found = contributions(releases)
    tables = {
        indicator.code: added(indicator, found[indicator.code], is_countrywide=is_countrywide)
        for indicator in MEASURED
        if indicator.code in found
    }
    return control_together(MEASURED, tables)
