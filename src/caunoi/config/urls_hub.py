"""Addresses of a hub installation: no people, no contacts, no referrals."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from caunoi.config.urls_shared import handler400, handler403, handler404, handler500, shared, shared_pages

__all__ = ["handler400", "handler403", "handler404", "handler500"]

urlpatterns = [
    *shared,
    *i18n_patterns(
        *shared_pages,
        path("", include("caunoi.reports.urls")),
        path("programme/", include("caunoi.exchange.urls")),
        prefix_default_language=False,
    ),
]
