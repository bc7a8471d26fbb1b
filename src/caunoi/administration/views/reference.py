from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from caunoi.access.actions import CannotDo
from caunoi.access.choices import Verb
from caunoi.access.doors import Request, allowed
from caunoi.administration import queries
from caunoi.administration.actions import add_organisation
from caunoi.administration.forms import DeploymentForm, OrganisationForm, PlacedForm, ServiceForm, initial_of
from caunoi.directory.actions import confirm_service, keep_service
from caunoi.directory.models import Service
from caunoi.lib.actor import Actor
from caunoi.places.queries import provinces
from caunoi.programme.actions import deploy

NOT_RIGHT = 422


@require_safe
def reference(request: Request) -> HttpResponse:
    """What all other work points to: organisations, their services, and what is deployed where."""
    by = allowed(request, Verb.KEEP_REFERENCE)
    context = {
        "organisations": queries.organisations(by),
        "services": queries.services(by),
        "deployments": queries.deployments(by),
        "new_deployment_url": _new_deployment_url(),
    }
    return render(request, "administration/reference.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_organisation(request: Request) -> HttpResponse:
    """Register an organisation."""
    by = allowed(request, Verb.KEEP_REFERENCE)
    form = OrganisationForm(request.POST if request.method == "POST" else None)

    def save() -> None:
        add_organisation(by=by, at=timezone.now(), **form.chosen())

    return _form(request, form, _("Add an organisation"), save)


@require_http_methods(["GET", "HEAD", "POST"])
def new_service(request: Request) -> HttpResponse:
    """Put a service into the directory."""
    by = allowed(request, Verb.KEEP_REFERENCE)
    form = ServiceForm(request.POST if request.method == "POST" else None, providers=queries.organisations(by))

    def save() -> None:
        _keep(by, form, Service())

    return _form(request, form, _("Add a service"), save)


@require_http_methods(["GET", "HEAD", "POST"])
def service(request: Request, pk: UUID) -> HttpResponse:
    """Change a service, take it off offer, say that it was checked today."""
    by = allowed(request, Verb.KEEP_REFERENCE)
    found = get_object_or_404(queries.services(by), pk=pk)
    form = ServiceForm(
        request.POST if request.method == "POST" else None,
        providers=queries.organisations(by),
        initial=initial_of(found),
    )

    def save() -> None:
        _keep(by, form, found)

    return _form(request, form, _("Change a service"), save)


@require_http_methods(["GET", "HEAD", "POST"])
def new_deployment(request: Request) -> HttpResponse:
    """Start a model at a site; without one a club cannot close a month."""
    by = allowed(request, Verb.KEEP_REFERENCE)
    form = DeploymentForm(
        request.POST if request.method == "POST" else None, organisations=queries.organisations_that_deploy(by)
    )

    def save() -> None:
        deploy(by=by, at=timezone.now(), **form.chosen())

    return _form(request, form, _("Add a deployment"), save)


def _keep(by: Actor, form: ServiceForm, service: Service) -> None:
    """The service, and the word that it was checked, in one go."""
    at = timezone.now()
    with transaction.atomic():
        parts = form.parts(service)
        kept = keep_service(by=by, at=at, service=form.on(service), parts=parts)
        if form.cleaned_data["checked"]:
            confirm_service(by=by, at=at, service=kept)


def _form(request: Request, form: PlacedForm, title: str, save: Callable[[], None]) -> HttpResponse:
    """Show the form; once it is right, save and go back to the lists."""
    if request.method == "POST" and form.is_valid():
        try:
            save()
        except CannotDo as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("Saved."))
            return redirect("administration:reference")
    context = {"form": form, "title": title, "provinces": provinces(timezone.localdate())}
    return render(request, "administration/reference_form.html", context, status=NOT_RIGHT if form.errors else 200)


def _new_deployment_url() -> str:
    """Empty on a hub, which has no such page."""
    try:
        return reverse("administration:new_deployment")
    except NoReverseMatch:
        return ""
