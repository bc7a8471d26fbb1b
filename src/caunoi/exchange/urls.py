from django.urls import path

from caunoi.exchange import views

app_name = "exchange"
urlpatterns = [
    path("", views.programme, name="programme"),
    path("receive", views.receive, name="receive"),
    path("<str:key>/publish", views.publish, name="publish"),
]
