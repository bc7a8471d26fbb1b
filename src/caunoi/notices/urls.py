from django.urls import path

from caunoi.notices import views

app_name = "notices"
urlpatterns = [
    path("", views.notice_list, name="list"),
    path("read/", views.all_read, name="all_read"),
    path("mail/", views.mailbox, name="mailbox"),
    path("<uuid:pk>/", views.opened, name="open"),
]
