"""How many clubs stand behind a number is said of each number: an older version of the program sends months without some."""

import pytest

from caunoi.indicators.disclosure import Rung
from caunoi.lib.periods import months_in
from caunoi.published.models import AudienceTable
from caunoi.published.tests.conftest import NOVEMBER, month_of, taken
from caunoi.published.tests.test_publish_longer_periods import AFTER, QUARTERS, month_file, send_months, shown, total

pytestmark = pytest.mark.django_db


def behind(period, code, **where):
    table = AudienceTable.objects.get(period_key=period.key, indicator=code, **(where or {"audience": "national"}))
    return table.clubs_reported, table.clubs_expected


def test_a_club_without_a_table_does_not_pass_for_nought(senders, send, national, client_of):
    """Four clubs send; one runs a version that does not count needs yet, and in one nobody talked about anything."""
    for number, sender in enumerate(senders):
        month = month_of(30, 20, 20, 10, hiv=6) | {"topics": {} if number == 0 else {"rights": 9}}
        if number == 3:
            del month["needs"], month["people_with_need"]
        send(sender.file(month))
    assert behind(NOVEMBER, "contacts") == (4, 4) == behind(NOVEMBER, "topics"), "nought is counted, too"
    assert behind(NOVEMBER, "needs") == (3, 4) == behind(NOVEMBER, "people_with_need")
    assert behind(NOVEMBER, "needs", place=senders_place("Quảng Ninh")) == (3, 3)
    assert total(shown(NOVEMBER, "people_with_need")) == 90
    assert shown(NOVEMBER, "needs").rung == Rung.MERGED, "eighteen HIV services stand apart only where every club is in"
    page = client_of(national).get(f"/reports/{NOVEMBER.key}/").content.decode()
    assert "4/4 câu lạc bộ đã gửi" in page and ">3/4<" in page and ">4/4<" in page


def senders_place(name):
    return AudienceTable.objects.filter(place__name=name).values_list("place", flat=True).first()


def test_a_month_without_a_number_leaves_the_club_out_of_its_quarter(senders):
    """A part of a quarter would pass for the whole: what was added says of how many clubs."""
    months = months_in(QUARTERS[0])
    send_months(senders, months[:2])
    send_months(senders[:3], months[2:])
    taken(month_file(senders[3], months[2], 40, without=("needs",)), AFTER)
    assert behind(months[2], "needs") == (3, 4) and behind(QUARTERS[0], "needs") == (3, 4)
    assert behind(months[0], "needs") == (4, 4) == behind(QUARTERS[0], "contacts")
    assert total(shown(QUARTERS[0], "contacts")) == 3 * (4 * 115 + 4 * 9)
    assert total(shown(QUARTERS[0], "needs")) == 3 * (75 + 3 * 12 + 3 * 2)
