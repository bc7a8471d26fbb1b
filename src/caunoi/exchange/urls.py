from django.urls import path

from caunoi.exchange.views import communes, money, programme

app_name = "exchange"
urlpatterns = [
    path("", programme.programme, name="programme"),
    path("receive", programme.receive, name="receive"),
    path("collected/", communes.collected_board, name="collected"),
    path("collected/take", communes.take_workbooks, name="take"),
    path("collected/report/<uuid:pk>/", communes.collected_report, name="report"),
    path("collected/<str:key>/late/", communes.late, name="late"),
    path("collected/<str:key>/expect", communes.expect, name="expect"),
    path("collected/<str:key>/show", communes.show_provinces, name="show"),
    path("collected/<str:key>/templates/<uuid:place>.zip", communes.templates, name="templates"),
    path("collected/<str:key>/<uuid:place>.xlsx", communes.template, name="template"),
    path("collected/<str:key>/<uuid:place>/zero", communes.zero, name="zero"),
    path("collected/<str:key>/<uuid:place>/stop", communes.stop, name="stop"),
    path("returns/", programme.returns_calendar, name="returns"),
    path("returns/<str:key>/<uuid:place>/lock", programme.lock_return, name="lock"),
    path("models/", money.models_and_money, name="models"),
    path("models/money/new/", money.new_funding, name="new_funding"),
    path("models/money/<uuid:pk>/withdraw/", money.withdraw_money, name="withdraw_money"),
    path("sizes/new/", money.new_estimate, name="new_estimate"),
    path("comparison/", money.compare_models, name="comparison"),
    path("<str:key>/publish", programme.publish, name="publish"),
]
