"""Violence that women told of, by who did it: the country's yearly evidence, never a figure of an authority."""

from datetime import date

from caunoi.indicators.model import Disaggregation, Indicator, Sensitivity, Text, Unit, sum_of

WHO = {
    "client": Text("Khách", "A customer"),
    "partner": Text("Chồng, bạn tình, người nhà", "A partner or somebody of the family"),
    "venue": Text("Chủ, quản lý nơi làm việc", "An owner or manager of the workplace"),
    "official": Text("Người thi hành công vụ", "Somebody in office, while on duty"),
    "other": Text("Người khác", "Somebody else"),
    "not_said": Text("Không nói ai gây ra", "Who did it was not said"),
}
INDICATORS = (
    Indicator(
        code="violence_by_whom",
        title=Text("Lần kể bị bạo lực, theo người gây ra", "Violence told of, by who did it"),
        question=Text(
            "Trong năm, nhân viên tiếp cận nghe kể bị bạo lực bao nhiêu lần, và ai gây ra? Kể nhiều hơn có thể là tin hơn.",
            "How often were workers told of violence in the year, and who did it? More that is told can mean more trust.",
        ),
        unit=Unit.CASE,
        sensitivity=Sensitivity.SENSITIVE_EVENT,
        fact="violence_told",
        measure=sum_of("times"),
        disaggregate_by=(Disaggregation("by_whom", Text("Ai gây ra", "Who did it"), tuple(WHO), titles=WHO),),
        adds_over_months=False,
        yearly_evidence=True,
        source=Text(
            "Nhân viên tiếp cận đếm mỗi tháng: chỉ con số, không có ai phía sau",
            "Counted by workers each month: numbers only, nobody behind them",
        ),
        owner="programme_officer",
        checked_by=None,
        next_review=date(2027, 11, 15),
    ),
)
