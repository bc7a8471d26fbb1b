from django.urls import path

from caunoi.portal.views import at_the_club, own_page, slips

app_name = "portal"
urlpatterns = [
    path("r/", slips.number, name="number"),
    path("r/<slug:code>/", slips.slip, name="slip"),
    path("me/", own_page.own_page, name="own_page"),
    path("me/withdraw/<uuid:pk>/", own_page.withdraw, name="own_withdraw"),
    path("me/ask/", own_page.ask, name="own_ask"),
    path("me/leave/", own_page.leave, name="own_leave"),
    path("people/<uuid:person>/own-code/", at_the_club.give_code, name="give_code"),
    path("people/<uuid:person>/own-page/", at_the_club.print_own, name="print_own"),
    path("people/<uuid:person>/copy/", at_the_club.print_copy, name="print_copy"),
]
