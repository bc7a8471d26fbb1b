"""Addresses of this installation, and one that opens only to whoever has just said her words."""

from django.conf import settings
from django.http import HttpResponse
from django.urls import path
from django.utils.module_loading import import_string

from caunoi.access.fresh import fresh

handler403 = "django.views.defaults.permission_denied"


@fresh
def private(request, number):
    return HttpResponse(f"{request.method} {number} {sorted(request.POST.items())}")


urlpatterns = [
    path("private/<int:number>/", private, name="private"),
    *import_string(f"caunoi.config.urls_{settings.KIND}.urlpatterns"),
]
