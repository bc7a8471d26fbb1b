from django.urls import path

from caunoi.exchange import views

app_name = "exchange"
urlpatterns = [
    path("", views.programme, name="programme"),
    path("receive", views.receive, name="receive"),
    path("collected/", views.collected_board, name="collected"),
    path("collected/take", views.take_workbooks, name="take"),
    path("collected/report/<uuid:pk>/", views.collected_report, name="report"),
    path("collected/<str:key>/late/", views.late, name="late"),
    path("collected/<str:key>/expect", views.expect, name="expect"),
    path("collected/<str:key>/show", views.show_provinces, name="show"),
    path("collected/<str:key>/templates/<uuid:place>.zip", views.templates, name="templates"),
    path("collected/<str:key>/<uuid:place>.xlsx", views.template, name="template"),
    path("collected/<str:key>/<uuid:place>/zero", views.zero, name="zero"),
    path("collected/<str:key>/<uuid:place>/stop", views.stop, name="stop"),
    path("returns/", views.returns_calendar, name="returns"),
    path("returns/<str:key>/<uuid:place>/lock", views.lock_return, name="lock"),
    path("models/", views.models_and_money, name="models"),
    path("models/money/new/", views.new_funding, name="new_funding"),
    path("models/money/<uuid:pk>/withdraw/", views.withdraw_money, name="withdraw_money"),
    path("sizes/new/", views.new_estimate, name="new_estimate"),
    path("comparison/", views.compare_models, name="comparison"),
    path("<str:key>/publish", views.publish, name="publish"),
]
