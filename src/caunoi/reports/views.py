from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from caunoi.access.choices import Verb
from caunoi.access.doors import Request, allowed
from caunoi.access.policies import may_ever
from caunoi.indicators import catalogue
from caunoi.indicators.model import Indicator
from caunoi.lib.actor import Actor
from caunoi.lib.periods import Period, from_key
from caunoi.look import official
from caunoi.look.tables import Link, Table
from caunoi.places.queries import provinces
from caunoi.published import collected, definition_pages, figures, queries, returns, targets
from caunoi.published.models import AudienceTable
from caunoi.reports import (
    cells,
    charts,
    collected_pages,
    evidence_pages,
    files,
    package,
    return_pages,
    tables,
    target_pages,
)

OFFICE = "application/vnd.openxmlformats-officedocument"
PAPERS = {
    "docx": (official.as_docx, f"{OFFICE}.wordprocessingml.document"),
    "xlsx": (official.as_xlsx, f"{OFFICE}.spreadsheetml.sheet"),
    "pdf": (official.as_pdf, "application/pdf"),
}


@require_safe
def index(request: Request) -> HttpResponse:
    """The newest period with tables for this reader; `?period=` chooses another."""
    by = allowed(request, Verb.SEE_REPORTS)
    periods = queries.periods(by)
    if not periods:
        nothing: dict[str, object] = {
            "periods": [],
            "collected": _collected_overview(by),
            "may_see_evidence": may_ever(by, Verb.SEE_EVIDENCE),
        }
        return render(request, "reports/index.html", nothing)
    wanted = request.GET.get("period")
    return _page(request, by, periods, _chosen(periods, wanted) if wanted else periods[0])


@require_safe
def period(request: Request, key: str) -> HttpResponse:
    """The tables of one period."""
    by = allowed(request, Verb.SEE_REPORTS)
    periods = queries.periods(by)
    return _page(request, by, periods, _chosen(periods, key))


@require_safe
def as_csv(request: Request, key: str) -> HttpResponse:
    """The same tables as a file."""
    by = allowed(request, Verb.SEE_REPORTS)
    chosen = _chosen(queries.periods(by), key)
    response = HttpResponse(files.as_csv(chosen, _tables(by, chosen)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="so-lieu-{chosen.key.lower()}.csv"'
    return response


@require_safe
def as_package(request: Request, key: str) -> HttpResponse:
    """The same tables with what each column is, for another program."""
    by = allowed(request, Verb.SEE_REPORTS)
    chosen = _chosen(queries.periods(by), key)
    response = HttpResponse(package.of_period(chosen, _tables(by, chosen)), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="so-lieu-{chosen.key.lower()}.zip"'
    return response


@require_safe
def year_package(request: Request, year: int) -> HttpResponse:
    """Every table of a year that this reader finds on a page: her own, and those of provinces laid side by side for her."""
    by = allowed(request, Verb.SEE_REPORTS)
    found = package.newest(
        [*queries.tables(by).filter(ends__year=year), *queries.tables_by_province(by).filter(ends__year=year)]
    )
    if not found:
        raise Http404
    response = HttpResponse(package.of_year(year, found), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="so-lieu-nam-{year}.zip"'
    return response


@require_safe
def number(request: Request, code: str, key: str) -> HttpResponse:
    """One number: province beside province for whoever reads them all, then month by month."""
    by = allowed(request, Verb.SEE_REPORTS)
    own = list(queries.tables(by).filter(indicator=code))
    found = next((table for table in own if table.period_key == key), None)
    indicator = figures.by_code().get(code)
    if found is None or indicator is None:
        raise Http404
    chosen = from_key(key)
    context = {
        "code": code,
        "title": indicator.title.in_language(get_language() or "vi"),
        "label": chosen.label(get_language() or "vi"),
        "chosen": chosen,
        "place": found.place,
        "completeness": cells.completeness([found]),
        "was_restated_since": queries.was_restated_since(found),
        "months": charts.by_month(own, indicator, chosen),
        "may_be_compared": charts.may_be_compared(indicator),
        **_compared(by, indicator, chosen),
    }
    return render(request, "reports/number.html", context)


def _compared(by: Actor, indicator: Indicator, chosen: Period) -> dict[str, object]:
    """Provinces side by side, on the map where it has their borders; nothing for whoever reads one of them."""
    if not charts.may_be_compared(indicator) or queries.reads_one_province(by):
        return {}
    newest: dict[UUID | None, AudienceTable] = {}
    for table in queries.tables_by_province(by).filter(indicator=indicator.code, period_key=chosen.key):
        newest.setdefault(table.place_id, table)
    found = list(newest.values())
    if not found:
        return {}
    return {
        "map": charts.province_map(found, indicator, chosen, provinces(chosen.end)),
        "provinces": charts.side_by_side(found, indicator),
    }


@require_safe
def evidence(request: Request) -> HttpResponse:
    """Violence by who did it, year by year: for the programme office alone, and on this page alone."""
    by = allowed(request, Verb.SEE_EVIDENCE)
    return render(request, "reports/evidence.html", {"years": evidence_pages.years(queries.evidence(by))})


@require_safe
def targets_and_sizes(request: Request) -> HttpResponse:
    """What decisions and plans promise in a year, and how many people there may be."""
    by = allowed(request, Verb.SEE_REPORTS)
    today = timezone.localdate()
    asked = request.GET.get("year", "")
    years = target_pages.years(today)
    year = int(asked) if asked in {str(one) for one in years} else today.year
    period, reached = queries.reached_lately(by, target_pages.REACHED)
    context = {
        "years": years,
        "year": year,
        "targets": target_pages.shown(targets.targets(by, target_pages.day_of(year, today))),
        "may_enter": may_ever(by, Verb.ENTER_COLLECTED),
        "sizes": target_pages.sizes(list(targets.estimates(by)), reached, period),
    }
    return render(request, "reports/targets.html", context)


@require_safe
def collected_figures(request: Request) -> HttpResponse:
    """Figures that others counted: published documents as they stand, communes' reports added and controlled."""
    by = allowed(request, Verb.SEE_REPORTS)
    context = {
        "documents": collected_pages.documents(collected.documents(by)),
        "provinces": collected_pages.provinces(collected.province_tables(by)),
    }
    return render(request, "reports/collected.html", context)


@require_safe
def collected_csv(request: Request) -> HttpResponse:
    """The same figures as a file."""
    by = allowed(request, Verb.SEE_REPORTS)
    text = collected_pages.as_csv(collected.documents(by), collected.province_tables(by))
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="so-lieu-tong-hop.csv"'
    return response


@require_safe
def definitions(request: Request) -> HttpResponse:
    """How every number is counted: the catalogue."""
    allowed(request, Verb.SEE_REPORTS)
    return render(request, "look/definitions.html", {"table": definition_pages.overview(_address_of)})


@require_safe
def definition(request: Request, code: str) -> HttpResponse:
    """One definition, with an example to count oneself."""
    allowed(request, Verb.SEE_REPORTS)
    try:
        found = definition_pages.page(catalogue.definition(code))
    except catalogue.UnknownIndicatorError:
        raise Http404 from None
    parts = [Link(one.title.in_language(get_language() or "vi"), _address_of(one.code)) for one in found.parts]
    context = {"page": found, "parts": parts, "back": reverse("reports:definitions")}
    return render(request, "look/definition.html", context)


def _address_of(code: str) -> str:
    return reverse("reports:definition", args=[code])


@require_safe
def returns_list(request: Request) -> HttpResponse:
    """The law's own reports of this territory."""
    by = allowed(request, Verb.SEE_REPORTS)
    found = [(one, return_pages.title(one)) for one in returns.returns(by)]
    return render(request, "reports/returns.html", {"returns": found})


@require_safe
def one_return(request: Request, pk: UUID) -> HttpResponse:
    """One of them: figures reported beside figures now."""
    by = allowed(request, Verb.SEE_REPORTS)
    found = get_object_or_404(returns.returns(by), pk=pk)
    context = {
        "return": found,
        "title": return_pages.title(found),
        "table": return_pages.table(found),
        "send_by": returns.send_by(from_key(found.period_key)),
        "has_changed": found.entries != found.now,
        "forms": list(PAPERS),
    }
    return render(request, "reports/return.html", context)


@require_safe
def return_paper(request: Request, pk: UUID, form: str) -> HttpResponse:
    """The official paper as Word, workbook or PDF."""
    by = allowed(request, Verb.SEE_REPORTS)
    found = get_object_or_404(returns.returns(by), pk=pk)
    if form not in PAPERS:
        raise Http404
    write, kind = PAPERS[form]
    response = HttpResponse(write(return_pages.paper(found)), content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="bao-cao-{found.period_key.lower()}.{form}"'
    return response


def _collected_overview(by: Actor) -> Table | None:
    found = collected.documents(by)
    has_more = bool(found) or collected.province_tables(by).exists()
    return collected_pages.overview(found) if has_more else None


def _page(request: Request, by: Actor, periods: list[Period], chosen: Period) -> HttpResponse:
    language = get_language() or "vi"
    found = _tables(by, chosen)
    context = {
        "periods": [{"key": one.key, "label": one.label(language).partition(" (")[0]} for one in periods],
        "chosen": chosen,
        "label": chosen.label(language),
        "place": found[0].place,
        "published_at": found[0].published_at,
        "completeness": cells.completeness(found),
        "was_restated_since": queries.was_restated_since(found[0]),
        "overview": tables.overview(found, chosen.label(language)),
        "sections": tables.sections(found),
        "shares": tables.shares(found),
        "collected": _collected_overview(by),
        "may_see_evidence": may_ever(by, Verb.SEE_EVIDENCE),
    }
    return render(request, "reports/index.html", context)


def _tables(by: Actor, chosen: Period) -> list[AudienceTable]:
    return list(queries.tables(by).filter(period_key=chosen.key))


def _chosen(periods: list[Period], key: str) -> Period:
    for one in periods:
        if one.key == key:
            return one
    raise Http404
