from django.urls import path

from caunoi.outreach.views import calendar, contacts, meetings, paper

app_name = "outreach"
urlpatterns = [
    path("", contacts.contact_list, name="list"),
    path("new/", contacts.new_contact, name="new"),
    path("new/<uuid:person>/", contacts.new_contact, name="new_for"),
    path("several/", meetings.several, name="several"),
    path("doubles/", meetings.doubles, name="doubles"),
    path("import/", paper.databook, name="databook"),
    path("calendar/", calendar.week, name="calendar"),
    path("calendar/print/", calendar.print_own, name="print_calendar"),
    path("<uuid:record>/", contacts.contact, name="contact"),
    path("<uuid:record>/correct/", contacts.correct, name="correct"),
    path("<uuid:record>/elsewhere/", contacts.elsewhere, name="elsewhere"),
    path("<uuid:record>/take-back/", contacts.take_back, name="take_back"),
]
