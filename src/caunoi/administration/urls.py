from django.urls import path

from caunoi.administration import views

app_name = "administration"
urlpatterns = [
    path("", views.staff, name="staff"),
    path("invite/", views.invite, name="invite"),
    path("grants/<uuid:grant>/accept/", views.accept, name="accept"),
    path("grants/<uuid:grant>/revoke/", views.revoke, name="revoke"),
]
