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
    path("cards/", views.cards, name="cards"),
    path("cards/<uuid:pk>/", views.card, name="card"),
    path("cards/<uuid:pk>/confirm/", views.confirm, name="confirm"),
    path("agreements/", views.agreements, name="agreements"),
    path("agreements/new/", views.new_agreement, name="new_agreement"),
    path("agreements/<uuid:pk>/", views.agreement, name="agreement"),
]
if settings.KIND == "club":  # a hub learns of deployments by the introduction card of a club
    urlpatterns.append(path("deployments/new/", views.new_deployment, name="new_deployment"))
