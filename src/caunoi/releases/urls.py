from django.urls import path

from caunoi.releases import views

app_name = "releases"
urlpatterns = [
    path("", views.month, name="month"),
    path("definitions/", views.definitions, name="definitions"),
    path("definitions/<slug:code>/", views.definition, name="definition"),
    path("<uuid:deployment>/<str:key>/", views.period, name="period"),
    path("<uuid:deployment>/<str:key>/sample", views.sample, name="sample"),
    path("<uuid:deployment>/<str:key>/close", views.close, name="close"),
    path("release/<uuid:release>/sign", views.sign, name="sign"),
    path("release/<uuid:release>/restate", views.restate, name="restate"),
    path("release/<uuid:release>/file", views.file, name="file"),
    path("release/<uuid:release>/checkpoint", views.checkpoint, name="checkpoint"),
]
