from django.urls import path

from caunoi.referrals.views import needs, paper, pictures, referrals

app_name = "referrals"
urlpatterns = [
    path("needs/", needs.need_list, name="needs"),
    path("needs/new/", needs.need_new, name="need_new"),
    path("needs/new/<uuid:person>/", needs.need_new, name="need_new_for"),
    path("needs/<uuid:pk>/", needs.need, name="need"),
    path("needs/<uuid:pk>/conclude/", needs.conclude, name="conclude"),
    path("referrals/", referrals.referral_list, name="list"),
    path("referrals/new/<uuid:need>/", referrals.new, name="new"),
    path("referrals/been/<uuid:need>/", referrals.been, name="been"),
    path("referrals/pad/", paper.print_pad, name="print_pad"),
    path("referrals/stubs/", paper.stubs, name="stubs"),
    path("referrals/statement/", paper.statements, name="statement"),
    path("referrals/funnel/", pictures.funnel_page, name="funnel"),
    path("referrals/pins/", paper.pins, name="pins"),
    path("referrals/pins/<uuid:provider>/", paper.new_pin, name="new_pin"),
    path("referrals/<uuid:pk>/tap/", referrals.tap, name="tap"),
    path("referrals/<uuid:pk>/bind/", paper.bind, name="bind"),
    path("referrals/<uuid:pk>/", referrals.referral, name="referral"),
    path("referrals/<uuid:pk>/slip/", referrals.slip, name="slip"),
    path("referrals/<uuid:pk>/open/", referrals.opened, name="open"),
    path("referrals/<uuid:pk>/answer/", referrals.answer, name="answer"),
    path("referrals/<uuid:pk>/news/", referrals.news, name="news"),
    path("referrals/<uuid:pk>/consent/", referrals.consent, name="consent"),
    path("referrals/<uuid:pk>/confirm/", referrals.confirm, name="confirm"),
    path("referrals/<uuid:pk>/stop/", referrals.stop, name="stop"),
]
