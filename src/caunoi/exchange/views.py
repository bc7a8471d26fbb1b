import base64
import io
import zipfile
from collections.abc import Sequence
from pathlib import PurePath
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caunoi.access.actions import CannotDo
from caunoi.access.choices import Verb
from caunoi.access.doors import Request, allowed
from caunoi.access.policies import may_ever
from caunoi.exchange import comparison, desk, money
from caunoi.exchange.forms import CompareForm, EstimateForm, ExpectForm, FileForm, FundingForm, WorkbooksForm
from caunoi.exchange.uploads import ManyFiles
from caunoi.lib.actor import Actor
from caunoi.lib.key_files import KeyFileError
from caunoi.lib.periods import Period, PeriodError, from_key
from caunoi.places.models import Place
from caunoi.places.queries import province_of, provinces
from caunoi.programme.actions import fund, withdraw_funding
from caunoi.programme.queries import deployments, funding_lines
from caunoi.published import actions, collected, intake, queries, returns, template_sheets
from caunoi.published.envelope import LARGEST
from caunoi.published.refusals import sentence
from caunoi.published.words import with_unit

BOARD = "exchange:programme"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def programme(request: Request) -> HttpResponse:
    """What has come from whom, and what is published."""
    by = allowed(request, Verb.SEE_COMPLETENESS)
    language = get_language() or "vi"
    boards = [
        {"board": board, "label": board.period.label(language)} for board in queries.completeness(by, timezone.now())
    ]
    context = {"boards": boards, "form": FileForm(), "clubs": queries.clubs(by)}
    return render(request, "exchange/programme.html", context)


@require_POST
def receive(request: Request) -> HttpResponse:
    """Take the file of a month: the page's way to do what the command line does by `release import`."""
    by = allowed(request, Verb.RECEIVE_RELEASE)
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, " ".join(str(problem) for problem in form.errors["file"]))
    elif form.cleaned_data["file"].size > LARGEST:
        messages.error(request, sentence("too_large"))
    else:
        _take(request, by, form.cleaned_data["file"].read())
    return redirect(BOARD)


@require_POST
def publish(request: Request, key: str) -> HttpResponse:
    """Publish a period with what has come."""
    by = allowed(request, Verb.PUBLISH_PERIOD)
    period = _period(key)
    if actions.publish_period(by=by, at=timezone.now(), period=period):
        messages.success(request, _("Published with what has come. Later files wait for a restatement."))
    else:
        messages.warning(request, _("There was nothing to publish. Nothing was changed."))
    return redirect(BOARD)


@require_safe
def returns_calendar(request: Request) -> HttpResponse:
    """The law's own reports: which periods are over, what has come, by when they have to be sent."""
    by = allowed(request, Verb.SEE_COMPLETENESS)
    language = get_language() or "vi"
    found = [{"due": due, "label": due.period.label(language)} for due in returns.calendar(by, timezone.now())]
    return render(request, "exchange/returns.html", {"returns": found})


@require_POST
def lock_return(request: Request, key: str, place: UUID) -> HttpResponse:
    """Fix the figures of a province; what comes later stands beside them."""
    by = allowed(request, Verb.PUBLISH_PERIOD)
    province, agreed = get_object_or_404(Place, pk=place), request.POST.get("agreed") == "yes"
    try:
        actions.lock_return(by=by, at=timezone.now(), place=province, period=_period(key), sole_club_agreed=agreed)
    except CannotDo as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("Locked: these figures stand and can be sent."))
    return redirect("exchange:returns")


def _take(request: Request, by: Actor, data: bytes) -> None:
    try:
        received = actions.receive(by=by, at=timezone.now(), data=data)
    except (CannotDo, KeyFileError) as problem:
        messages.error(request, str(problem))
        return
    if received.is_new:
        label = from_key(received.release.period_key).label(get_language() or "vi")
        who = received.release.organisation.name
        messages.success(request, _("Received: %(club)s, %(month)s.") % {"club": who, "month": label})
    else:
        messages.info(request, _("Received already; nothing was changed."))


# --- models, money, comparisons -------------------------------------------------------------------------------------


@require_safe
def models_and_money(request: Request) -> HttpResponse:
    """Which model runs where, and the money behind it."""
    by = allowed(request, Verb.SEE_COMPLETENESS, Verb.KEEP_REFERENCE)
    lines = list(funding_lines(by))
    context = {
        "models": money.by_model(deployments(by)),
        "money": money.by_level(lines),
        "lines": lines,
        "may_enter": may_ever(by, Verb.KEEP_REFERENCE),
        "may_compare": may_ever(by, Verb.SEE_COMPLETENESS),
    }
    return render(request, "exchange/models.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_funding(request: Request) -> HttpResponse:
    """Enter money of one source for one deployment."""
    by = allowed(request, Verb.KEEP_REFERENCE)
    form = FundingForm(request.POST if request.method == "POST" else None, deployments=deployments(by))
    if request.method == "POST" and form.is_valid():
        try:
            fund(by=by, at=timezone.now(), **form.cleaned_data)
        except CannotDo as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("Saved."))
            return redirect("exchange:models")
    return render(request, "exchange/new_funding.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
def withdraw_money(request: Request, pk: UUID) -> HttpResponse:
    """A line that was wrong counts no more."""
    by = allowed(request, Verb.KEEP_REFERENCE)
    withdraw_funding(by=by, at=timezone.now(), line=get_object_or_404(funding_lines(by), pk=pk))
    messages.success(request, _("Withdrawn: it stays readable and counts no more."))
    return redirect("exchange:models")


@require_http_methods(["GET", "HEAD", "POST"])
def new_estimate(request: Request) -> HttpResponse:
    """Put an estimate of size beside those there are."""
    by = allowed(request, Verb.ENTER_COLLECTED)
    units = list(provinces(timezone.localdate()))
    form = EstimateForm(request.POST if request.method == "POST" else None, provinces=units)
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_estimate(by=by, at=timezone.now(), estimate=form.estimate)
        except CannotDo as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("Saved. It stands beside the others."))
            return redirect("reports:targets")
    return render(request, "exchange/new_estimate.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
def compare_models(request: Request) -> HttpResponse:
    """Before and after, and what an output cost, province by province."""
    by = allowed(request, Verb.SEE_COMPLETENESS)
    language = get_language() or "vi"
    found = comparison.periods(by)
    what = comparison.asked(found, request.GET)
    if what is None:
        return render(request, "exchange/comparison.html", {"what": None})
    numbers = [(one.code, with_unit(one, language)) for one in comparison.indicators()]
    choices = [(one.key, one.label(language).partition(" (")[0]) for one in found]
    chosen = {"indicator": what.indicator.code, "before": what.before.key, "after": what.after.key}
    context = {
        "what": what,
        "title": with_unit(what.indicator, language),
        "question": what.indicator.question.in_language(language),
        "form": CompareForm(initial=chosen, numbers=numbers, periods=choices),
        "compared": comparison.compare(by, what),
    }
    return render(request, "exchange/comparison.html", context)


# --- the desk of communes' reports ----------------------------------------------------------------------------------


@require_safe
def collected_board(request: Request) -> HttpResponse:
    """Communes of one period: not sent, sent, zero confirmed."""
    by = allowed(request, Verb.SEE_COMPLETENESS)
    wanted = request.GET.get("period")
    period = _period(wanted) if wanted else collected.default_period(by, timezone.now())
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
    period, now = _period(key), timezone.now()
    day = timezone.localdate(now)
    lines = [
        {"standing": one, "days": (day - one.expected.due_on).days}
        for one in collected.late(by, period, now)
        if one.expected
    ]
    context = {"period": period, "label": period.label(_language()), "lines": lines, "day": day}
    return render(request, "exchange/late.html", context)


@require_POST
def expect(request: Request, key: str) -> HttpResponse:
    """Wait for every commune of a province."""
    by = allowed(request, Verb.ENTER_COLLECTED)
    period = _period(key)
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
    by = allowed(request, Verb.ENTER_COLLECTED)
    period, commune = _period(key), get_object_or_404(Place, pk=place)
    try:
        actions.confirm_zero(by=by, at=timezone.now(), place=commune, period=period)
        messages.success(request, _("Zero confirmed: %(place)s.") % {"place": commune.name})
    except CannotDo as problem:
        messages.error(request, str(problem))
    return _to_desk(period)


@require_POST
def stop(request: Request, key: str, place: UUID) -> HttpResponse:
    """Wait no longer for this commune in this period."""
    by = allowed(request, Verb.ENTER_COLLECTED)
    period, commune = _period(key), get_object_or_404(Place, pk=place)
    try:
        actions.stop_expecting(by=by, at=timezone.now(), place=commune, period=period)
        messages.success(request, _("No longer expected: %(place)s.") % {"place": commune.name})
    except CannotDo as problem:
        messages.error(request, str(problem))
    return _to_desk(period)


@require_POST
def show_provinces(request: Request, key: str) -> HttpResponse:
    """Show each province's sums with what has come."""
    by = allowed(request, Verb.PUBLISH_PERIOD)
    period = _period(key)
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
    period, commune = _period(key), get_object_or_404(Place.objects.communes().select_related("parent"), pk=place)
    return _file(template_sheets.one_template(commune, period), template_sheets.file_name(commune, period), XLSX)


@require_safe
def templates(request: Request, key: str, place: UUID) -> HttpResponse:
    """The workbooks of all communes of a province, in one archive."""
    by = allowed(request, Verb.ENTER_COLLECTED)
    period, unit = _period(key), get_object_or_404(Place, pk=place)
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
        "label": period.label(_language()),
        "periods": [(one.key, one.label(_language()).partition(" (")[0]) for one in collected.desk_periods(by, now)],
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


def _period(key: str) -> Period:
    try:
        return from_key(key)
    except PeriodError:
        raise Http404 from None


def _language() -> str:
    return get_language() or "vi"
