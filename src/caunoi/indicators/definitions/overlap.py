"""How many people other places know too, by what they say once a year: nobody is matched, no list is compared."""

from datetime import date
from functools import partial

from caunoi.indicators.model import DISTINCT_PEOPLE, Filter, Indicator, Sensitivity, Text, Unit

_indicator = partial(
    Indicator,
    unit=Unit.PERSON,
    sensitivity=Sensitivity.PEOPLE,
    fact="cards_elsewhere",
    measure=DISTINCT_PEOPLE,
    source=Text("Câu hỏi mỗi năm một lần cho người có thẻ", "A question to card holders, once a year"),
    owner="programme_officer",
    checked_by=None,
    next_review=date(2027, 11, 15),
)

INDICATORS = (
    _indicator(
        code="people_asked_elsewhere",
        title=Text("Người trả lời về thẻ của nơi khác", "People who answered about cards of other places"),
        question=Text(
            "Bao nhiêu người có thẻ đã trả lời có hoặc không khi được hỏi: “12 tháng qua nơi khác có phát thẻ cho chị không?”",
            "How many card holders said yes or no when asked whether another place gave them a card in the last 12 months?",
        ),
    ),
    _indicator(
        code="people_with_card_elsewhere",
        title=Text("Người có thẻ của nơi khác nữa", "People with a card of another place too"),
        question=Text("Trong những người ấy, bao nhiêu người nói có?", "Of these, how many said that they have one?"),
        filters=(Filter("elsewhere", "is", "yes"),),
        part_of="people_asked_elsewhere",
    ),
)
