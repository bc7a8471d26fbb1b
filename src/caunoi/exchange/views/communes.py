import base64
import io
import zipfile
from collections.abc import Callable, Sequence
from pathlib import PurePath
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST, require_safe

from caunoi.access.actions import CannotDo
from caunoi.access.choices import Verb
from caunoi.access.doors import Request, allowed
from caunoi.exchange import desk
from caunoi.exchange.forms import ExpectForm, WorkbooksForm
from caunoi.exchange.uploads import ManyFiles
from caunoi.exchange.views.parts import period_of
from caunoi.lib.actor import Actor
from caunoi.lib.periods import Period
from caunoi.look.languages import page_language
from caunoi.places.models import Place
from caunoi.places.queries import province_of
from caunoi.published import actions, collected, intake, template_sheets

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def collected_board(request: Request) -> HttpResponse:
    """Communes of one period: not sent, sent, zero confirmed."""
    by = allowed(request, Verb.SEE_COMPLETENESS)
    wanted = request.GET.get("period")
    period = period_of(wanted) if wanted else collected.default_period(by, timezone.now())
    return _desk(request, by, period, WorkbooksForm())


@csrf_exempt  # the form token is checked below, once the files have a reader of their own
@require_POST
def take_workbooks(request: Request) -> HttpResponse:
    """Up to a hundred workbooks; each answers for itself, and sending one again is safe."""
    allowed(request, Verb.ENTER_COLLECTED)
    request.upload_handlers = [ManyFiles(request)]
    return _take_workbooks(request)


@csrf_protect
def _take_workbooks(request: Request) -> HttpResponse:
    by = allowed(request, Verb.ENTER_COLLECTED)
    form = WorkbooksForm(request.POST, request.FILES)
    if desk.stopped(request):
        form.add_error(
            "workbooks", _("These files are more than 30 MB together. Nothing was saved; send fewer at once.")
        )
    if not form.is_valid():
        return _desk(request, by, collected.default_period(by, timezone.now()), form, status=422)
    files = [(file.name or "", file.read()) for file in form.cleaned_data["workbooks"]]
    answers = list(intake.take(by=by, at=timezone.now(), files=files))
    good = all(answer.is_good for answer in answers)
    context = {"answers": desk.answers(answers), "back": _to_mend(answers), "all_good": good}
    return render(request, "exchange/taken.html", context, status=200 if good else 422)


@require_safe
def collected_report(request: Request, pk: UUID) -> HttpResponse:
    """One report as it was entered, with its versions: for the desk alone."""
    by = allowed(request, Verb.ENTER_COLLECTED)
    report = collected.one_report(by, pk)
    if report is None:
        raise Http404
    context = {
        "report": report,
        "where": intake.described(report),
        "versions": [desk.version(one) for one in collected.versions(by, report)],
    }
    return render(request, "exchange/report.html", context)


@require_safe
def late(request: Request, key: str) -> HttpResponse:
    """Who has not sent although the day is over, to print and to telephone."""
    by = allowed(request, Verb.SEE_COMPLETENESS)
    period, now = period_of(key), timezone.now()
    day = timezone.localdate(now)
    lines = [
        {"standing": one, "days": (day - one.expected.due_on).days}
        for one in collected.late(by, period, now)
        if one.expected
    ]
    context = {"period": period, "label": period.label(page_language()), "lines": lines, "day": day}
    return render(request, "exchange/late.html", context)


@require_POST
def expect(request: Request, key: str) -> HttpResponse:
    """Wait for every commune of a province."""
    by = allowed(request, Verb.ENTER_COLLECTED)
    period = period_of(key)
    form = ExpectForm(request.POST, provinces=collected.provinces_to_ask(by, period))
    if not form.is_valid():
        return _desk(request, by, period, WorkbooksForm(), expecting=form, status=422)
    places = collected.communes_to_ask(by, form.place, period)
    try:
        new = actions.expect_reports(
            by=by, at=timezone.now(), places=places, period=period, due_on=form.cleaned_data["due_on"]
        )
    except CannotDo as problem:
        form.add_error(None, str(problem))
        return _desk(request, by, period, WorkbooksForm(), expecting=form, status=422)
    messages.success(request, _("Expected now: %(number)s more communes.") % {"number": new})
    return _to_desk(period)


@require_POST
def zero(request: Request, key: str, place: UUID) -> HttpResponse:
    """Somebody asked, and nothing happened there."""
    return _say_of_commune(request, key, place, actions.confirm_zero, _("Zero confirmed: %(place)s."))


@require_POST
def stop(request: Request, key: str, place: UUID) -> HttpResponse:
    """Wait no longer for this commune in this period."""
    return _say_of_commune(request, key, place, actions.stop_expecting, _("No longer expected: %(place)s."))


def _say_of_commune(request: Request, key: str, place: UUID, act: Callable[..., object], done: str) -> HttpResponse:
    by = allowed(request, Verb.ENTER_COLLECTED)
    period, commune = period_of(key), get_object_or_404(Place, pk=place)
    try:
        act(by=by, at=timezone.now(), place=commune, period=period)
    except CannotDo as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, done % {"place": commune.name})
    return _to_desk(period)


@require_POST
def show_provinces(request: Request, key: str) -> HttpResponse:
    """Show each province's sums with what has come."""
    by = allowed(request, Verb.PUBLISH_PERIOD)
    period = period_of(key)
    try:
        shown = actions.publish_collected(by=by, at=timezone.now(), period=period)
        messages.success(
            request, _("Shown to readers from now on: %(places)s.") % {"places": ", ".join(one.name for one in shown)}
        )
    except CannotDo as problem:
        messages.warning(request, str(problem))
    return _to_desk(period)


@require_safe
def template(request: Request, key: str, place: UUID) -> HttpResponse:
    """The workbook that one commune fills in."""
    allowed(request, Verb.ENTER_COLLECTED)
    period, commune = period_of(key), get_object_or_404(Place.objects.communes().select_related("parent"), pk=place)
    return _file(template_sheets.one_template(commune, period), template_sheets.file_name(commune, period), XLSX)


@require_safe
def templates(request: Request, key: str, place: UUID) -> HttpResponse:
    """The workbooks of all communes of a province, in one archive."""
    by = allowed(request, Verb.ENTER_COLLECTED)
    period, unit = period_of(key), get_object_or_404(Place, pk=place)
    province = province_of(unit)
    communes = collected.communes_to_ask(by, province, period)
    if not communes:
        raise Http404
    name = template_sheets.file_name(province, period).replace(".xlsx", ".zip")
    return _file(template_sheets.templates(communes, period), name, "application/zip")


def _desk(
    request: Request, by: Actor, period: Period, form: WorkbooksForm, *, expecting: ExpectForm | None = None,
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    now = timezone.now()
    asking = expecting or ExpectForm(
        provinces=collected.provinces_to_ask(by, period), initial={"due_on": desk.due_by_default(period)}
    )
    board = collected.board(by, period)
    context = {
        "period": period,
        "label": period.label(page_language()),
        "periods": [
            (one.key, one.label(page_language()).partition(" (")[0]) for one in collected.desk_periods(by, now)
        ],
        "board": board,
        "counts": desk.counts(board),
        "sections": desk.sections(board, timezone.localdate(now)),
        "provinces": desk.provinces(board),
        "files": form,
        "expecting": asking,
        "form": form if form.errors else asking,
    }
    return render(request, "exchange/collected.html", context, status=status)


def _to_mend(answers: Sequence[intake.Answer]) -> dict[str, str] | None:
    """What came back, inside the page: nothing of a file that did not fit is kept on this machine."""
    workbooks = [(f"{PurePath(one.name).stem}-can-sua.xlsx", one.workbook) for one in answers if one.workbook]
    if not workbooks:
        return None
    if len(workbooks) == 1:
        name, data = workbooks[0]
        return {"name": name, "address": _inside(data, XLSX)}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (name, data) in enumerate(workbooks, start=1):
            archive.writestr(f"{number:03d}-{name}", data)
    return {"name": "can-sua.zip", "address": _inside(packed.getvalue(), "application/zip")}


def _inside(data: bytes, kind: str) -> str:
    return f"data:{kind};base64,{base64.b64encode(data).decode('ascii')}"


def _file(data: bytes, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(data, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _to_desk(period: Period) -> HttpResponse:
    return redirect(f"{reverse('exchange:collected')}?period={period.key}")
