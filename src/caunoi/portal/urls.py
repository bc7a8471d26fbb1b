from django.urls import path

from caunoi.portal import views

app_name = "portal"
urlpatterns = [
    path("", views.number, name="number"),
    path("<slug:code>/", views.slip, name="slip"),
]
