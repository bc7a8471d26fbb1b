from django.urls import path

from caunoi.reports import views

app_name = "reports"
urlpatterns = [
    path("reports/", views.index, name="index"),
    path("reports/collected/", views.collected_figures, name="collected"),
    path("reports/collected.csv", views.collected_csv, name="collected_csv"),
    path("reports/evidence/", views.evidence, name="evidence"),
    path("reports/targets/", views.targets_and_sizes, name="targets"),
    path("reports/returns/", views.returns_list, name="returns"),
    path("reports/returns/<uuid:pk>/", views.one_return, name="return"),
    path("reports/returns/<uuid:pk>.<str:form>", views.return_paper, name="return_paper"),
    path("reports/definitions/", views.definitions, name="definitions"),
    path("reports/definitions/<slug:code>/", views.definition, name="definition"),
    path("reports/numbers/<slug:code>/<str:key>/", views.number, name="number"),
    path("reports/years/<int:year>.zip", views.year_package, name="year_package"),
    path("reports/<str:key>/", views.period, name="period"),
    path("reports/<str:key>.csv", views.as_csv, name="csv"),
    path("reports/<str:key>.zip", views.as_package, name="package"),
]
