from django.urls import path

from caunoi.outreach.views import areas, calendar, contacts, meetings, paper, planning, services, stock

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
    path("plan/", planning.plan, name="plan"),
    path("plan/<uuid:person>/", planning.plan_person, name="plan_person"),
    path("plan/done/<uuid:pk>/", planning.follow_up_done, name="follow_up_done"),
    path("check/", planning.check, name="check"),
    path("areas/", areas.areas, name="areas"),
    path("areas/names/", areas.names, name="area_names"),
    path("areas/<uuid:pk>/drop/", areas.drop_area, name="drop_area"),
    path("stock/", stock.stock, name="stock"),
    path("stock/new/", stock.note_stock, name="note_stock"),
    path("stock/count/", stock.count_stock, name="count_stock"),
    path("stock/request/", stock.stock_request, name="stock_request"),
    path("stock/<uuid:pk>/take-back/", stock.take_back_stock, name="take_back_stock"),
    path("sessions/", services.sessions, name="sessions"),
    path("sessions/new/", services.new_session, name="new_session"),
    path("sessions/<uuid:pk>/take-back/", services.take_back_session, name="take_back_session"),
    path("fund/", services.fund, name="fund"),
    path("fund/along/", services.accompany, name="accompany"),
    path("fund/along/<uuid:pk>/", services.settle, name="settle"),
    path("fund/<uuid:pk>/take-back/", services.take_back_fund, name="take_back_fund"),
    path("out/", services.outing, name="outing"),
    path("<uuid:record>/", contacts.contact, name="contact"),
    path("<uuid:record>/correct/", contacts.correct, name="correct"),
    path("<uuid:record>/elsewhere/", contacts.elsewhere, name="elsewhere"),
    path("<uuid:record>/take-back/", contacts.take_back, name="take_back"),
]
