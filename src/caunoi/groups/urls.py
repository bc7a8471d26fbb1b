from django.urls import path

from caunoi.groups import views

app_name = "groups"
urlpatterns = [
    path("", views.group_list, name="list"),
    path("new/", views.new_group, name="new"),
    path("stipends/", views.stipends, name="stipends"),
    path("<uuid:pk>/", views.group, name="group"),
    path("<uuid:pk>/meeting/", views.new_meeting, name="meeting"),
    path("<uuid:pk>/leader/", views.leader, name="leader"),
    path("<uuid:pk>/layer/", views.layer, name="layer"),
    path("<uuid:pk>/count/", views.count, name="count"),
    path("meetings/<uuid:pk>/take-back/", views.take_back, name="take_back"),
    path("meetings/<uuid:pk>/followed-up/", views.followed_up, name="followed_up"),
]
