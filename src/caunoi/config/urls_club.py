"""Addresses of a club installation."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from caunoi.config.urls_shared import handler400, handler403, handler404, handler500, shared, shared_pages

__all__ = ["handler400", "handler403", "handler404", "handler500"]

urlpatterns = [
    *shared,
    *i18n_patterns(
        *shared_pages,
        path("", include("caunoi.workspace.urls")),
        path("notices/", include("caunoi.notices.urls")),
        path("", include("caunoi.referrals.urls")),
        path("contacts/", include("caunoi.outreach.urls")),
        path("groups/", include("caunoi.groups.urls")),
        path("club/", include("caunoi.releases.urls")),
        path("", include("caunoi.portal.urls")),
        path("", include("caunoi.guardian.urls")),
        prefix_default_language=False,
    ),
]
