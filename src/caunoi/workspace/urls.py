from django.urls import path

from caunoi.workspace import views

app_name = "workspace"
urlpatterns = [
    path("work/", views.day, name="day"),
    path("people/", views.people_list, name="people"),
    path("people/new/", views.new_card, name="new_card"),
    path("people/<uuid:person>/", views.person, name="person"),
]
