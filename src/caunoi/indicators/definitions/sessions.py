"""Service sessions: services that came to people. Their unit is buổi; a visit to one is never a referral."""

from datetime import date
from functools import partial

from caunoi.indicators.definitions.referrals import BY_SERVICE_GROUP
from caunoi.indicators.model import DISTINCT_PEOPLE, ROWS, Indicator, Sensitivity, Text, Unit, sum_of

_indicator = partial(
    Indicator,
    source=Text("Sổ buổi dịch vụ tại chỗ của câu lạc bộ", "The club's records of service sessions"),
    owner="programme_officer",
    checked_by=None,
    next_review=date(2027, 11, 15),
)

INDICATORS = (
    _indicator(
        code="service_sessions",
        title=Text("Buổi dịch vụ tại chỗ", "Service sessions"),
        question=Text(
            "Trong kỳ có bao nhiêu buổi dịch vụ được đưa đến tận nơi, theo nhóm dịch vụ?",
            "How many sessions brought a service to people in the period, by service group?",
        ),
        unit=Unit.SESSION,
        sensitivity=Sensitivity.PLAIN,
        fact="service_sessions",
        measure=ROWS,
        disaggregate_by=(BY_SERVICE_GROUP,),
    ),
    _indicator(
        code="session_visits",
        title=Text("Lượt được phục vụ tại các buổi dịch vụ", "Visits to service sessions"),
        question=Text(
            "Bao nhiêu lượt được phục vụ tại các buổi ấy, có thẻ và không có thẻ? Không phải là chuyển gửi.",
            "How often was someone served at these sessions, with a card or without? These are not referrals.",
        ),
        unit=Unit.CONTACT,
        sensitivity=Sensitivity.PLAIN,
        fact="session_visits",
        measure=sum_of("people"),
        disaggregate_by=(BY_SERVICE_GROUP,),
    ),
    _indicator(
        code="people_at_sessions",
        title=Text("Người được phục vụ tại các buổi dịch vụ", "People served at service sessions"),
        question=Text(
            "Bao nhiêu người có thẻ được phục vụ ít nhất một lần tại các buổi ấy?",
            "How many card holders were served at least once at these sessions?",
        ),
        unit=Unit.PERSON,
        sensitivity=Sensitivity.PEOPLE,
        fact="session_visits",
        measure=DISTINCT_PEOPLE,
        bounded_by=(("session_visits",),),
    ),
)
