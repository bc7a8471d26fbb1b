"""Everybody's page: no account, no cookie, nothing kept, found whatever the tone marks. Runs on both kinds."""

import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from caunoi.access.actions import CannotDo
from caunoi.audit.models import Entry
from caunoi.directory import queries
from caunoi.directory.choices import Cost, GateCode, ServiceCode, ServiceGroup
from caunoi.directory.models import Location


@pytest.fixture
def legal(offered, provider, place_qn):
    return offered(
        provider, "Trợ giúp pháp lý", ServiceCode.LEG_AID, place=place_qn, cost=Cost.PAID, gates=[GateCode.ID],
        phone="0203 999 888",
    )  # fmt: skip


@pytest.fixture
def gone(offered, provider):
    return offered(provider, "Đã nghỉ", ServiceCode.SRH, is_active=False)


def page(path, **query):
    return Client().get(path, query)


def names(response):
    return re.findall(r'class="card__link" href="[^"]+">([^<]+)<', response.content.decode())


def test_everything_on_offer(service, legal, gone):
    assert names(page("/")) == [service.name, legal.name]


@pytest.mark.parametrize("words", ["hong gai", "HỒNG GAI", "suc khoe", "binh an hong gai", "quang ninh phu nu"])
def test_words_without_tone_marks(service, legal, words):
    assert service.name in names(page("/", q=words))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"group": ServiceGroup.LEGAL}, ["Trợ giúp pháp lý"]),
        ({"group": ServiceGroup.HEALTH}, ["Khám sức khoẻ phụ nữ"]),
        ({"free": "on"}, ["Khám sức khoẻ phụ nữ"]),
        ({"no_papers": "on"}, ["Khám sức khoẻ phụ nữ"]),
        ({"group": ServiceGroup.LEGAL, "free": "on"}, []),
        ({"q": "khong co noi nay"}, []),
    ],
)
def test_filters_add_up(service, legal, query, expected):
    assert names(page("/", **query)) == expected


def test_no_telling_word_in_the_address(offered, provider, service):
    clinic = offered(provider, "Khám chuyên khoa", ServiceCode.HIV)
    assert names(page("/", group="specialised")) == [clinic.name]
    assert page("/", group="specialised").context["form"]["group"].value() == "specialised"


def test_no_dead_end(service):
    empty = page("/", q="zzzz").content.decode()
    assert "Chưa có nơi nào phù hợp" in empty and 'href="/"' in empty


@pytest.mark.parametrize(
    "query",
    [{"group": "nonsense"}, {"page": "999"}, {"page": "x"}, {"q": "%' OR 1=1 --"}, {"q": "x" * 5000}, {"q": "\x00"}],
)
def test_strange_questions(service, query):
    assert page("/", **query).status_code == 200


def test_the_card_of_a_service(legal):
    text = page(f"/services/{legal.pk}/").content.decode()
    assert "Trợ giúp pháp lý" in text and 'href="tel:0203999888"' in text and "Căn cước" in text


def test_what_is_not_on_offer_is_not_there(gone):
    assert page(f"/services/{gone.pk}/").status_code == 404


def test_a_shelter_shows_no_address(offered, provider, commune):
    from django.db import IntegrityError, transaction

    with pytest.raises(CannotDo):
        offered(provider, "Nhà", ServiceCode.SHELTER, place=commune, address="số 1")
    offered(provider, "Nhà", ServiceCode.SHELTER, place=commune)
    assert Location.objects.get().is_confidential
    with pytest.raises(IntegrityError), transaction.atomic():
        Location.objects.update(address="số 1")


@pytest.mark.parametrize("path", ["/", "/en/", "/services/{pk}/", "/en/services/{pk}/"])
def test_nothing_is_kept_about_who_looks(service, path):
    before = Entry.objects.count()
    response = page(path.format(pk=service.pk), q="hong gai")
    assert response.status_code == 200
    assert not response.cookies and not Session.objects.exists() and Entry.objects.count() == before
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/", "/en/", "/services/{pk}/"])
def test_a_neutral_page_with_a_way_out(service, path):
    text = page(path.format(pk=service.pk)).content.decode()
    assert "data-exit" in text
    assert not [
        word for word in ("HIV", "mại dâm", "Cầu Nối", "sex work", "Nhóm Sao Mai") if word.casefold() in text.casefold()
    ]


def test_the_page_leads_staff_to_sign_in(service):
    assert 'href="/account/login/"' in page("/").content.decode()


def test_only_looking(service):
    for path in ("/", f"/services/{service.pk}/"):
        for method in ("put", "delete", "patch", "options"):
            assert getattr(Client(), method)(path).status_code == 405


def test_a_fixed_number_of_questions_to_the_database(service, legal, commune, now, django_assert_max_num_queries):
    monday = now + timedelta(days=1)
    wish = queries.Wish(words="kham", free=True, where=commune, open_at=monday, elsewhere=True)
    with django_assert_max_num_queries(7):
        assert list(queries.find(wish, now.date()))
