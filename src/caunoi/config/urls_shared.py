"""What both kinds of installation answer."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

handler400 = "django.views.defaults.bad_request"
handler403 = "django.views.defaults.permission_denied"
handler404 = "django.views.defaults.page_not_found"
handler500 = "django.views.defaults.server_error"


@login_not_required
def healthz(request: HttpRequest) -> HttpResponse:
    """Says that the server answers, and nothing else."""
    return HttpResponse("ok", content_type="text/plain")


shared = [
    path("healthz", healthz, name="healthz"),
    path("hsds/", include("caunoi.exchange.hsds.urls")),  # one language, for programs
]
shared_pages = [
    path("", include("caunoi.directory.urls")),
    path("account/", include("caunoi.account.urls")),
    path("administration/", include("caunoi.administration.urls")),
]
if settings.DEMO:
    shared_pages.append(path("devtools/", include("caunoi.devtools.urls")))
