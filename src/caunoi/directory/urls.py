from django.urls import path

from caunoi.directory import views

app_name = "directory"
urlpatterns = [
    path("", views.finder, name="finder"),
    path("services/<uuid:pk>/", views.service, name="service"),
    path("services/<uuid:pk>/check/", views.check, name="check"),
]
