from django.urls import path

from caunoi.portal.views import own_page, slips

app_name = "portal"
urlpatterns = [
    path("r/", slips.number, name="number"),
    path("r/<slug:code>/", slips.slip, name="slip"),
    path("me/", own_page.own_page, name="own_page"),
    path("me/withdraw/<uuid:pk>/", own_page.withdraw, name="own_withdraw"),
    path("me/ask/", own_page.ask, name="own_ask"),
    path("me/leave/", own_page.leave, name="own_leave"),
]
