from django.urls import path

from caunoi.outreach import views

app_name = "outreach"
urlpatterns = [
    path("", views.contact_list, name="list"),
    path("new/", views.new_contact, name="new"),
    path("new/<uuid:person>/", views.new_contact, name="new_for"),
    path("<uuid:record>/", views.contact, name="contact"),
    path("<uuid:record>/correct/", views.correct, name="correct"),
    path("<uuid:record>/take-back/", views.take_back, name="take_back"),
]
