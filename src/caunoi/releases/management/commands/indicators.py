import time
from argparse import ArgumentParser
from datetime import date
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from caunoi.access.choices import Verb
from caunoi.access.policies import require
from caunoi.indicators import apart, catalogue
from caunoi.indicators.engines import in_memory
from caunoi.indicators.engines.in_memory import Middle, Result
from caunoi.indicators.facts import UNITS, FactError, Facts
from caunoi.indicators.model import Filter, Indicator, Median
from caunoi.lib.actor import COMMAND
from caunoi.lib.listing import FORMATS, listing
from caunoi.lib.periods import Period, PeriodError, from_key
from caunoi.published import definition_pages
from caunoi.releases import figures
from caunoi.releases.policies import TIES
from caunoi.releases.queries import deployment_of

COLUMNS = ("indicator", "row", "count", "unit")
ENGINES = ("duckdb", "rows", "both")


class Command(BaseCommand):
    help = "How numbers are counted: list, explain CODE; run: exact numbers of this installation, for the club alone."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        listed = verbs.add_parser("list", help="every definition")
        listed.add_argument("--format", choices=FORMATS, default="table")
        explained = verbs.add_parser("explain", help="one definition in sentences, with an example to count oneself")
        explained.add_argument("code")
        run = verbs.add_parser("run", help="count; nothing is written down")
        run.add_argument("codes", nargs="*", help="all of them where none is named")
        run.add_argument("--period", required=True, help="for example 2026-11A, 2026-Q4C, 2026-H2A, 2026-Y1A")
        run.add_argument("--deployment", type=UUID, help="needed only where there are several")
        run.add_argument(
            "--engine", choices=ENGINES, default="both", help="both: counted twice, by ways that share no code"
        )
        run.add_argument(
            "--units-of", type=date.fromisoformat, help="places in the units of this day; without it, the period's last"
        )
        run.add_argument("--format", choices=FORMATS, default="table")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            getattr(self, f"_{options['verb']}")(options)
        except (catalogue.UnknownIndicatorError, FactError, PeriodError) as problem:
            raise CommandError(str(problem)) from None

    def _list(self, options: dict[str, Any]) -> None:
        self.stdout.write(listing(definition_pages.COLUMNS, definition_pages.listing(), options["format"]))

    def _explain(self, options: dict[str, Any]) -> None:
        self.stdout.write(definition_pages.as_text(catalogue.definition(options["code"])))

    def _run(self, options: dict[str, Any]) -> None:
        require(COMMAND, Verb.SEE_MONTH, None, TIES)
        deployment = deployment_of(COMMAND, options["deployment"])
        if deployment is None:
            raise CommandError(
                _("Say which place of work with --deployment; its id stands in: release show --format json")
            )
        codes = options["codes"] or [one.code for one in catalogue.COUNTED]
        wanted = [catalogue.counted_by_code(code) for code in codes]
        period = from_key(options["period"])
        started = time.monotonic()
        facts, only = figures.facts_of(deployment, period, options["units_of"])
        found = _counted(options["engine"], wanted, facts, period, only)
        self.stdout.write(listing(COLUMNS, [row for one in found for row in _rows(one, facts)], options["format"]))
        self.stderr.write(f"{sum(map(len, facts.values()))} rows, {time.monotonic() - started:.1f} s")


def _counted(
    engine: str, wanted: list[Indicator | Median], facts: Facts, period: Period, only: list[Filter]
) -> list[Result | Middle]:
    plain = [] if engine == "duckdb" else [_plain(one, facts, period, only) for one in wanted]
    if engine == "rows":
        return plain
    found = apart.run(wanted, facts, period, only)
    differing = [one.code for one, first, second in zip(wanted, found, plain, strict=False) if first != second]
    if differing:
        raise CommandError(
            _("Two ways of counting differ in %(codes)s. No number is shown; report this as a fault.")
            % {"codes": ", ".join(differing)}
        )
    return found


def _plain(wanted: Indicator | Median, facts: Facts, period: Period, only: list[Filter]) -> Result | Middle:
    if isinstance(wanted, Median):
        return in_memory.middle(wanted, facts, period, only)
    return in_memory.evaluate(wanted, facts, period, only)


def _rows(found: Result | Middle, facts: Facts) -> list[list[object]]:
    if isinstance(found, Middle):
        value = "" if found.value is None else f"{found.value:g}"
        return [[found.definition.code, "", value, found.definition.unit.value]]
    unit, code = found.indicator.unit.value, found.indicator.code
    cells = definition_pages.with_unit_names(found.indicator, found.cells, facts[UNITS])
    return [[code, name, count, unit] for name, count in definition_pages.result_rows(found.indicator, cells)]
