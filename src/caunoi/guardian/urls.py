from django.urls import path

from caunoi.guardian.views import breaches, demands, home, kept, requests

app_name = "guardian"
urlpatterns = [
    path("guardian/", home.home, name="home"),
    path("guardian/record/", home.record, name="record"),
    path("guardian/requests/", requests.listed, name="requests"),
    path("guardian/requests/<uuid:pk>/", requests.shown, name="request"),
    path("guardian/breaches/", breaches.listed, name="breaches"),
    path("guardian/breaches/new/", breaches.new, name="new_breach"),
    path("guardian/breaches/<uuid:pk>/", breaches.shown, name="breach"),
    path("guardian/breaches/<uuid:pk>/notice/", breaches.notice, name="notice"),
    path("guardian/demands/", demands.listed, name="demands"),
    path("guardian/demands/new/", demands.new, name="new_demand"),
    path("guardian/somebody-asks/", demands.somebody_asks, name="somebody_asks"),
    path("guardian/inventory/", kept.inventory, name="inventory"),
    path("privacy/", kept.notice, name="privacy"),
]
