from django.conf import settings
from django.urls import path

from caunoi.administration import views

app_name = "administration"
urlpatterns = [
    path("", views.staff, name="staff"),
    path("invite/", views.invite, name="invite"),
    path("grants/<uuid:grant>/accept/", views.accept, name="accept"),
    path("grants/<uuid:grant>/revoke/", views.revoke, name="revoke"),
    path("grants/<uuid:grant>/", views.person, name="person"),
    path("grants/<uuid:grant>/leave/", views.leave, name="leave"),
    path("grants/<uuid:grant>/new-words/", views.new_words, name="new_words"),
    path("grants/<uuid:grant>/lost-step/", views.lost_step, name="lost_step"),
    path("resets/", views.resets, name="resets"),
    path("resets/<uuid:reset>/agree/", views.agree, name="agree"),
    path("reference/", views.reference, name="reference"),
    path("organisations/new/", views.new_organisation, name="new_organisation"),
    path("services/new/", views.new_service, name="new_service"),
    path("services/<uuid:pk>/", views.service, name="service"),
]
if settings.KIND == "club":  # a hub learns of deployments by the introduction card of a club
    urlpatterns.append(path("deployments/new/", views.new_deployment, name="new_deployment"))
