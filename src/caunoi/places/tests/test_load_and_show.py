"""`caunoi places load` brings in what ships with the code, again and again; `places show` says what a code names."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from caunoi.conftest import make_place
from caunoi.lib.ids import reference_id
from caunoi.places.actions import load_places
from caunoi.places.choices import PlaceKind
from caunoi.places.models import Place, Succession

pytestmark = pytest.mark.django_db


def shown(*words):
    out = StringIO()
    call_command("places", "show", *words, stdout=out)
    return out.getvalue()


def test_loading_twice_changes_nothing_and_ids_are_the_same_everywhere():
    told = []
    number = load_places(lambda done, of: told.append((done, of)))
    first = (
        set(Place.objects.values_list("pk", "code", "valid_from")),
        set(Succession.objects.values_list("pk", flat=True)),
    )
    assert load_places() == number == Place.objects.count() == told[-1][0] == told[-1][1]
    again = (
        set(Place.objects.values_list("pk", "code", "valid_from")),
        set(Succession.objects.values_list("pk", flat=True)),
    )
    assert again == first
    assert all(pk == reference_id("place", f"{code}@{start or ''}") for pk, code, start in list(first[0])[:500])


def test_loading_mends_a_row_that_stands_already():
    """An installation of an earlier version: the same id, the wrong kind."""
    country = Place.objects.create(id=reference_id("place", "VN@"), code="VN", kind=PlaceKind.COUNTRY, name="Việt Nam",
                                   decree="", folded="viet nam", sort_key="v")  # fmt: skip
    known = make_place("10543", "Phường Việt Hòa", PlaceKind.COMMUNE, country)
    load_places()
    known.refresh_from_db()
    assert (known.kind, known.parent.name) == (PlaceKind.WARD, "Hải Phòng")


@pytest.mark.usefixtures("shipped")
def test_what_a_code_names_on_a_day():
    assert "Phường Trúc Bạch" in shown("00004", "--on", "2025-06-30")
    assert "Phường Ba Đình" in shown("00004", "--on", "2025-07-01")
    assert "thành phố trực thuộc trung ương" in shown("75", "--on", "2026-04-30", "--format", "csv")


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("06655", "--on", "2025-07-01"), "Phường Hà Khẩu (Thành phố Hạ Long) nay là Phường Tuần Châu hoặc Phường Việt Hưng"),
        (("311", "--on", "2025-07-01"), "Thành phố Thủy Nguyên"),
        (("99999",), "check the code"),
    ],
)  # fmt: skip
def test_a_code_that_names_nothing_is_answered_with_what_it_named(words, said):
    with pytest.raises(CommandError, match=said.replace("(", r"\(").replace(")", r"\)")):
        shown(*words)
