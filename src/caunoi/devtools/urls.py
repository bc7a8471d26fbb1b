from django.urls import path

from caunoi.devtools import views

app_name = "devtools"
urlpatterns = [path("components/", views.components, name="components")]
