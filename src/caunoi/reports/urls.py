from django.urls import include, path

from caunoi.reports import views

app_name = "reports"
urlpatterns = [
    path("reports/", views.index, name="index"),
    path("reports/<str:key>/", views.period, name="period"),
    path("reports/<str:key>.csv", views.as_csv, name="csv"),
    path("programme/", views.programme, name="programme"),
    # What writes lives with what it writes; nothing in this package reaches it.
    path("programme/", include("caunoi.published.urls")),
]
