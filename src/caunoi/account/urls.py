from django.urls import path

from caunoi.account import views

urlpatterns = [
    path("login/", views.sign_in, name="account_login"),
    path("logout/", views.sign_out, name="account_logout"),
    path("start/", views.start, name="account_start"),
    path("invitation/", views.invited, name="account_invited"),
    path("invitation/<slug:code>/", views.enrol, name="account_enrol"),
    # closed: accounts come by invitation, nobody has an address, a lost passphrase is a matter between people
    path("signup/", views.closed, name="account_signup"),
    path("inactive/", views.closed, name="account_inactive"),
    path("reauthenticate/", views.closed, name="account_reauthenticate"),
    path("email/", views.closed, name="account_email"),
    path("password/reset/", views.closed, name="account_reset_password"),
]
