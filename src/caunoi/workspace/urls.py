from django.urls import path

from caunoi.workspace.views import cards, consents, day, people, protection

app_name = "workspace"
urlpatterns = [
    path("work/", day.day, name="day"),
    path("people/", people.people_list, name="people"),
    path("people/new/", cards.new_card, name="new_card"),
    path("people/protection-person/", protection.person_in_charge, name="protection_person"),
    path("people/<uuid:person>/", people.person, name="person"),
    path("people/<uuid:person>/protect/", cards.protect, name="protect"),
    path("people/<uuid:person>/protection/", protection.protection, name="protection"),
    path("people/<uuid:person>/restriction/", people.restriction, name="restriction"),
    path("people/<uuid:person>/consents/", consents.consents, name="consents"),
    path("people/<uuid:person>/consents/new/<slug:purpose>/", consents.consent_new, name="consent_new"),
    path("people/<uuid:person>/consents/<uuid:consent>/receipt/", consents.consent_receipt, name="receipt"),
    path("people/<uuid:person>/consents/<uuid:consent>/withdraw/", consents.consent_withdraw, name="withdraw"),
]
