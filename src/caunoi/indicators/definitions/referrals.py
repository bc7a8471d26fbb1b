"""Needs and referrals. A referral is not a service: each step reached is an indicator of its own."""

from datetime import date

from caunoi.indicators.model import (
    DISTINCT_PEOPLE,
    DISTINCT_REFERRALS,
    ROWS,
    Disaggregation,
    Filter,
    Indicator,
    Sensitivity,
    Text,
    Unit,
)

REVIEW = date(2027, 11, 15)
OWNER = "programme_officer"
SOURCE = Text("Sổ nhu cầu và chuyển gửi của câu lạc bộ", "The club's records of needs and referrals")

BY_SERVICE_GROUP = Disaggregation(
    "group",
    Text("Nhóm dịch vụ", "Service group"),
    values=("legal", "psychological", "violence", "health", "hiv", "education", "work", "loan", "welfare"),
    sensitive={"hiv": "health", "violence": "psychological"},
    sensitive_flag="sensitive_code",
    titles={
        "hiv": Text("Dịch vụ y tế chuyên khoa", "Specialised health services"),
        "violence": Text("Hỗ trợ khi bị bạo lực", "Support after violence"),
    },
)


def _step(code: str, state: str, title: Text, question: Text) -> Indicator:
    """Referrals that reached a state in the period, each counted once however often it got there."""
    return Indicator(
        code=code,
        title=title,
        question=question,
        unit=Unit.CONTACT,
        sensitivity=Sensitivity.PLAIN,
        fact="referral_steps",
        measure=DISTINCT_REFERRALS,
        filters=(Filter("state", "is", state),),
        disaggregate_by=(BY_SERVICE_GROUP,),
        source=SOURCE,
        owner=OWNER,
        checked_by=None,
        next_review=REVIEW,
    )


INDICATORS = (
    Indicator(
        code="needs",
        title=Text("Nhu cầu được ghi nhận", "Needs noted"),
        question=Text(
            "Trong kỳ ghi nhận bao nhiêu nhu cầu, theo nhóm dịch vụ, kể cả khi chưa có dịch vụ?",
            "How many needs were noted in the period, by service group, also where no service exists yet?",
        ),
        unit=Unit.CASE,
        sensitivity=Sensitivity.PLAIN,
        fact="needs",
        measure=ROWS,
        disaggregate_by=(BY_SERVICE_GROUP,),
        source=SOURCE,
        owner=OWNER,
        checked_by=None,
        next_review=REVIEW,
    ),
    Indicator(
        code="people_with_need",
        title=Text("Người có nhu cầu", "People with a need"),
        question=Text(
            "Bao nhiêu người có thẻ có ít nhất một nhu cầu được ghi nhận trong kỳ?",
            "How many card holders had at least one need noted in the period?",
        ),
        unit=Unit.PERSON,
        sensitivity=Sensitivity.PEOPLE,
        fact="needs",
        measure=DISTINCT_PEOPLE,
        source=SOURCE,
        owner=OWNER,
        checked_by=None,
        next_review=REVIEW,
        bounded_by=(("needs",),),
    ),
    Indicator(
        code="people_served",
        title=Text("Người có nhu cầu đã được phục vụ", "People with a need served"),
        question=Text(
            "Bao nhiêu người có thẻ đã được phục vụ ít nhất một lần trong kỳ qua chuyển gửi cho một nhu cầu?",
            "How many card holders were served at least once in the period through a referral for a need?",
        ),
        unit=Unit.PERSON,
        sensitivity=Sensitivity.PEOPLE,
        fact="referral_steps",
        measure=DISTINCT_PEOPLE,
        filters=(Filter("state", "is", "served"), Filter("need", "known")),
        source=SOURCE,
        owner=OWNER,
        checked_by=None,
        next_review=REVIEW,
        bounded_by=(("referrals_served",),),
    ),
    _step(
        "referrals_offered",
        "draft",
        Text("Lượt chuyển gửi được đề nghị", "Referrals offered"),
        Text("Bao nhiêu chuyển gửi được soạn và đề nghị?", "How many referrals were drafted and offered?"),
    ),
    _step(
        "referrals_consented",
        "consented",
        Text("Lượt chuyển gửi đã đồng ý", "Referrals consented to"),
        Text("Bao nhiêu chuyển gửi được người có nhu cầu đồng ý?", "How many referrals did the person agree to?"),
    ),
    _step(
        "referrals_sent",
        "sent",
        Text("Lượt chuyển gửi đã gửi", "Referrals sent"),
        Text("Bao nhiêu chuyển gửi đã gửi đến đơn vị?", "How many referrals were sent to a provider?"),
    ),
    _step(
        "referrals_accepted",
        "accepted",
        Text("Lượt chuyển gửi đã nhận", "Referrals accepted"),
        Text("Bao nhiêu chuyển gửi được đơn vị nhận?", "How many referrals did a provider accept?"),
    ),
    _step(
        "referrals_attended",
        "attended",
        Text("Lượt chuyển gửi đã đến", "Referrals attended"),
        Text("Bao nhiêu lần người được chuyển gửi đã đến nơi?", "For how many referrals did the person arrive?"),
    ),
    _step(
        "referrals_served",
        "served",
        Text("Lượt chuyển gửi đã được phục vụ", "Referrals served"),
        Text(
            "Bao nhiêu chuyển gửi dẫn đến việc được phục vụ, theo nguồn ghi ở từng bước?",
            "How many referrals led to the service being given, by the source noted at each step?",
        ),
    ),
    _step(
        "referrals_confirmed",
        "confirmed",
        Text("Lượt chuyển gửi được người được hỗ trợ xác nhận", "Referrals confirmed by the person"),
        Text(
            "Bao nhiêu chuyển gửi được chính người được hỗ trợ xác nhận?",
            "For how many referrals did the person herself confirm the service?",
        ),
    ),
)
