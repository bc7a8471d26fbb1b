"""A period or a year as a data package (Frictionless, version 1): a CSV file of cells, one of definitions, and what each column is.

Another program reads it without guessing: numbers are whole numbers without separators, a mark stands in a column of its
own, every cell has its unit, and the paper beside the files says how complete they are.
"""

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Sequence
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.utils.translation import gettext as _

from caunoi.indicators.disclosure import NOT_STATED, SUPPRESSED
from caunoi.indicators.model import Unit
from caunoi.lib.periods import Period
from caunoi.published.figures import by_code
from caunoi.published.models import AudienceTable
from caunoi.published.words import line_title
from caunoi.reports.cells import lines, made, notes, page_language, unit
from caunoi.reports.files import safe

FIGURES, DEFINITIONS = "figures", "definitions"
SUPPRESSED_WORD = "suppressed"
TOTAL = "total"
SAME_BYTES = (1980, 1, 1, 0, 0, 0)
"""The day of every file in the archive: the same figures give the same bytes."""

Field = dict[str, Any]


def of_period(period: Period, tables: Sequence[AudienceTable]) -> bytes:
    """The tables of one period."""
    complete = {
        "clubs_reported": max(table.clubs_reported for table in tables), "clubs_expected": tables[0].clubs_expected,
    }  # fmt: skip
    title = f"{_where(tables)}, {period.label(page_language())}"
    return _as_zip(f"so-lieu-{period.key.lower()}", title, tables, complete)


def of_year(year: int, tables: Sequence[AudienceTable]) -> bytes:
    """Every table of every period that ends in a year; how complete each is stands in its lines."""
    title = _("%(where)s, all periods that end in %(year)s") % {"where": _where(tables), "year": year}
    return _as_zip(f"so-lieu-nam-{year}", title, tables, {})


def newest(tables: Iterable[AudienceTable]) -> list[AudienceTable]:
    """Of each table the newest version, in the order given."""
    found: dict[object, AudienceTable] = {}
    for table in sorted(tables, key=lambda one: -one.version):
        found.setdefault((table.period_key, table.place_id, table.indicator), table)
    return sorted(found.values(), key=lambda one: (one.ends, one.starts, one.period_key, _code(one), one.number))


def _as_zip(name: str, title: str, tables: Sequence[AudienceTable], complete: dict[str, int]) -> bytes:
    """The archive: `datapackage.json` and the two files that it describes."""
    files = {
        FIGURES: _written(_figure_fields(), _figures(tables)),
        DEFINITIONS: _written(_definition_fields(), _definitions(tables)),
    }
    paper = json.dumps(_descriptor(name, title, tables, files, complete), ensure_ascii=False, indent=2)
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr(ZipInfo("datapackage.json", SAME_BYTES), paper)
        for name, data in files.items():
            archive.writestr(ZipInfo(f"{name}.csv", SAME_BYTES), data)
    return out.getvalue()


def _descriptor(
    name: str, title: str, tables: Sequence[AudienceTable], files: dict[str, bytes], complete: dict[str, int]
) -> dict[str, Any]:
    """What the files hold: columns, units, where the numbers come from, how complete they are, what they may be used for."""
    key = ["period", "place", "indicator", "row"]
    return {
        "profile": "tabular-data-package",
        "name": name,
        "title": title,
        "description": _(
            "Controlled figures: small numbers are suppressed, others may be rounded. Rows need not add to their total."
        ),
        "created": max(table.published_at for table in tables).isoformat(),
        "sources": [{"title": said} for said in _sources(tables)],
        "licenses": [{"name": "other-closed", "title": _use()}],
        **({"completeness": complete} if complete else {}),
        "resources": [
            _resource(FIGURES, _("Figures"), files[FIGURES], _figure_fields(), key),
            _resource(DEFINITIONS, _("How numbers are counted"), files[DEFINITIONS], _definition_fields(), ["code"]),
        ],
    }  # fmt: skip


def _where(tables: Sequence[AudienceTable]) -> str:
    places = {table.place.name if table.place else "" for table in tables}
    return _("All areas of the programme") if "" in places else ", ".join(sorted(places))


def _code(table: AudienceTable) -> str:
    return table.place.code if table.place else ""


def _use() -> str:
    return _(
        "For the body that received it. Trying to recognise somebody in it is forbidden by law (Law 91/2025/QH15)."
    )


def _resource(name: str, title: str, data: bytes, fields: list[Field], key: list[str]) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": fields, "missingValues": [""], "primaryKey": key}
    if name == FIGURES:
        schema["foreignKeys"] = [{"fields": "indicator", "reference": {"resource": DEFINITIONS, "fields": "code"}}]
    return {
        "profile": "tabular-data-resource", "name": name, "path": f"{name}.csv", "title": title, "format": "csv",
        "mediatype": "text/csv", "encoding": "utf-8", "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}", "schema": schema,
    }  # fmt: skip


def _figure_fields() -> list[Field]:
    units = [one.value for one in Unit]
    return [
        _field("period", "string", _("Period"), required=True),
        _field("starts", "date", _("First day"), required=True),
        _field("ends", "date", _("Last day"), required=True),
        _field("place", "string", _("Code of the province; empty for all areas of the programme")),
        _field("indicator", "string", _("Indicator"), required=True),
        _field("row", "string", _("Row of the indicator; “total” for all of them"), required=True),
        _field("row_title", "string", _("Row in words")),
        _field("value", "integer", _("Number; empty where it may not be shown"), minimum=0),
        _field("mark", "string", _("Why there is no number: a small number, or it cannot be shown"), enum=[SUPPRESSED_WORD, NOT_STATED]),
        _field("rounded", "boolean", _("Rounded to the nearest 5"), required=True),
        _field("unit", "string", _("Unit; unlike units are never added"), required=True, enum=units),
        _field("clubs_reported", "integer", _("Clubs that have sent"), required=True, minimum=0),
        _field("clubs_expected", "integer", _("Clubs expected to send"), required=True, minimum=0),
        _field("published", "date", _("Day of publishing"), required=True),
        _field("notes", "string", _("Notes")),
    ]  # fmt: skip


def _definition_fields() -> list[Field]:
    return [
        _field("code", "string", _("Indicator"), required=True, unique=True),
        _field("title", "string", _("Name"), required=True),
        _field("question", "string", _("What it asks"), required=True),
        _field("unit", "string", _("Unit"), required=True),
        _field("made", "string", _("Counted from records, or collected from reports"), required=True),
        _field("source", "string", _("From which records"), required=True),
        _field("clause", "string", _("The paper or handbook that asks for it")),
    ]


def _field(name: str, kind: str, title: str, **constraints: object) -> Field:
    found: Field = {"name": name, "type": kind, "title": title}
    return {**found, "constraints": constraints} if constraints else found


def _figures(tables: Iterable[AudienceTable]) -> Iterable[list[object]]:
    marks: dict[str, str] = {SUPPRESSED: SUPPRESSED_WORD}
    for table in tables:
        indicator = by_code()[table.indicator]
        for line in lines(table):
            yield [
                table.period_key, table.starts.isoformat(), table.ends.isoformat(), _code(table),
                table.indicator, " / ".join(line.key) or TOTAL, line_title(indicator, line.key, page_language()),
                "" if line.number is None else line.number, marks.get(line.mark, line.mark),
                "true" if line.rounded else "false", table.unit, table.clubs_reported, table.clubs_expected,
                table.published_at.date().isoformat(), notes(table),
            ]  # fmt: skip


def _definitions(tables: Iterable[AudienceTable]) -> Iterable[list[object]]:
    language = page_language()
    for code in dict.fromkeys(table.indicator for table in tables):
        one = by_code()[code]
        clause = one.clause.in_language(language) if one.clause else ""
        yield [
            code, one.title.in_language(language), one.question.in_language(language), unit(one), made(one),
            one.source.in_language(language), clause,
        ]  # fmt: skip


def _sources(tables: Iterable[AudienceTable]) -> list[str]:
    return list(dict.fromkeys(by_code()[table.indicator].source.in_language(page_language()) for table in tables))


def _written(fields: list[Field], rows: Iterable[list[object]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([field["name"] for field in fields])
    writer.writerows([safe(cell) for cell in row] for row in rows)
    return out.getvalue().encode()
