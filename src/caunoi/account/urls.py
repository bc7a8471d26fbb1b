from django.urls import path

from caunoi.account.views import door, lost, own, steps

urlpatterns = [
    path("login/", door.sign_in, name="account_login"),
    path("logout/", door.sign_out, name="account_logout"),
    path("start/", door.start, name="account_start"),
    path("invitation/", door.invited, name="account_invited"),
    path("invitation/<slug:code>/", door.enrol, name="account_enrol"),
    path("code/", steps.sign_in_code, name="account_code"),
    path("lost-words/", lost.lost_words, name="account_lost_words"),
    path("own/", own.own, name="account_own"),
    path("own/words/", own.words, name="account_words"),
    path("own/everywhere/", own.everywhere, name="account_everywhere"),
    path("second-step/", steps.second_step, name="account_second_step"),
    path("second-step/app/", steps.add_app, name="account_add_app"),
    path("second-step/paper/", steps.paper_codes, name="account_paper_codes"),
    path("second-step/<uuid:step>/remove/", steps.remove_step, name="account_remove_step"),
    # closed: accounts come by invitation, nobody has an address, a lost passphrase is a matter between people
    path("signup/", door.closed, name="account_signup"),
    path("inactive/", door.closed, name="account_inactive"),
    path("reauthenticate/", door.closed, name="account_reauthenticate"),
    path("email/", door.closed, name="account_email"),
    path("password/reset/", door.closed, name="account_reset_password"),
]
