from django.urls import path

from caunoi.published import views

app_name = "published"
urlpatterns = [
    path("receive", views.receive, name="receive"),
    path("<str:key>/publish", views.publish, name="publish"),
]
