from django.urls import path

from caunoi.workspace.views import cards, consents, day, keys, people, protection, recovery, requests

app_name = "workspace"
urlpatterns = [
    path("work/", day.day, name="day"),
    path("work/start/", keys.start, name="start"),
    path("keys/", keys.overview, name="keys"),
    path("keys/begin/", keys.begin, name="keys_begin"),
    path("keys/own/", keys.own_key, name="own_key"),
    path("keys/unlock/", keys.unlock, name="unlock"),
    path("keys/lock/", keys.lock, name="lock"),
    path("keys/passphrase/", keys.passphrase, name="key_passphrase"),
    path("keys/renew/", keys.renew, name="renew_keys"),
    path("keys/<uuid:user>/admit/", keys.admit, name="admit_key"),
    path("keys/sheets/", recovery.sheets, name="sheets"),
    path("keys/sheets/new/", recovery.new_sheets, name="new_sheets"),
    path("keys/recover/", recovery.recover, name="recover"),
    path("people/", people.people_list, name="people"),
    path("people/new/", cards.new_card, name="new_card"),
    path("people/protection-person/", protection.person_in_charge, name="protection_person"),
    path("people/<uuid:person>/", people.person, name="person"),
    path("people/<uuid:person>/protect/", cards.protect, name="protect"),
    path("people/<uuid:person>/protection/", protection.protection, name="protection"),
    path("people/<uuid:person>/restriction/", people.restriction, name="restriction"),
    path("people/<uuid:person>/ask/", requests.ask, name="ask"),
    path("club/requests/", requests.listed, name="requests"),
    path("club/requests/<uuid:pk>/", requests.shown, name="request"),
    path("club/requests/<uuid:pk>/told/", requests.told, name="request_told"),
    path("club/requests/<uuid:pk>/more-days/", requests.more_days, name="request_more_days"),
    path("club/requests/<uuid:pk>/open/", requests.open_person, name="request_open"),
    path("club/requests/<uuid:pk>/end/", requests.end, name="request_end"),
    path("club/requests/<uuid:pk>/erase/", requests.erase, name="request_erase"),
    path("people/<uuid:person>/consents/", consents.consents, name="consents"),
    path("people/<uuid:person>/consents/new/<slug:purpose>/", consents.consent_new, name="consent_new"),
    path("people/<uuid:person>/consents/<uuid:consent>/receipt/", consents.consent_receipt, name="receipt"),
    path("people/<uuid:person>/consents/<uuid:consent>/withdraw/", consents.consent_withdraw, name="withdraw"),
]
