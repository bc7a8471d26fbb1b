"""A mistyped year is told, kindly, and nothing is written."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from caunoi.access.actions import CannotDo
from caunoi.referrals import actions
from caunoi.referrals.choices import Event, Source, State
from caunoi.referrals.models import Need, Referral, Step


@pytest.fixture
def now():
    """Pages read the clock: here it is the real one."""
    return timezone.now()


def text(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def written(day):
    return f"{day.day}/{day.month}/{day.year:04}"


def days_too_far():
    today = timezone.localdate()
    return [date(1, 1, 1), date(9999, 12, 31), today - timedelta(days=367), today + timedelta(days=367)]


@pytest.mark.parametrize("number", range(4))
@pytest.mark.parametrize("form", ["news", "answer"])
def test_an_appointment_in_another_age(client_of, peer, provider_user, sent, form, number):
    browser = client_of(peer if form == "news" else provider_user)
    data = {"event": "schedule", "source": "phone", "day": written(days_too_far()[number]), "hour": "00:00"}
    page = browser.post(
        reverse(f"referrals:{form}", args=[sent.pk]), {f"{form}-{key}": value for key, value in data.items()}
    )
    assert page.status_code == 422 and "không quá một năm" in text(page)
    assert Referral.objects.get().state == State.SENT


@pytest.mark.parametrize("away", [-366, 0, 366])
def test_an_appointment_within_a_year(client_of, peer, sent, away):
    data = {"event": "schedule", "source": "phone", "hour": "00:00"}
    data["day"] = written(timezone.localdate() + timedelta(days=away))
    page = client_of(peer).post(
        reverse("referrals:news", args=[sent.pk]), {f"news-{key}": value for key, value in data.items()}
    )
    assert page.status_code == 302 and Referral.objects.get().state == State.SCHEDULED


@pytest.mark.parametrize("when", [datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)])
def test_the_act_itself_asks_too(acting, peer, now, sent, when):
    with pytest.raises(CannotDo):
        actions.record(
            by=acting(peer), at=now, referral=sent, event=Event.SCHEDULE, source=Source.PHONE, scheduled_for=when
        )
    assert not Step.objects.filter(scheduled_for__isnull=False).exists()


@pytest.mark.parametrize("day", ["1/1/0001", "31/12/2013"])
def test_a_need_before_everything(client_of, peer, acting, now, day):
    page = client_of(peer).post(
        reverse("referrals:need_new"), {"code": "SRH", "beneficiary": "self", "noted_on": day}
    )  # fmt: skip
    assert page.status_code == 422 and "trước năm 2014" in text(page)
    with pytest.raises(CannotDo):
        actions.note_need(by=acting(peer), at=now, code="SRH", noted_on=date(2013, 12, 31))
    assert not Need.objects.exists()


def test_a_need_of_the_first_day(client_of, peer):
    data = {"code": "SRH", "beneficiary": "self", "noted_on": "1/1/2014"}
    assert client_of(peer).post(reverse("referrals:need_new"), data).status_code == 302
    assert Need.objects.get().noted_on == date(2014, 1, 1)


def without_tokens(page):
    """A token is drawn by chance, and now and then it spells something."""
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page.content.decode())


def test_no_telling_word_among_the_values_of_the_form(client_of, peer):
    browser, path = client_of(peer), reverse("referrals:need_new")
    assert "hiv" not in without_tokens(browser.get(path)).casefold()
    data = {"code": "specialised", "beneficiary": "self", "noted_on": written(timezone.localdate())}
    assert browser.post(path, data).status_code == 302
    assert Need.objects.get().code == "HIV"
    wrong = without_tokens(browser.post(path, {**data, "noted_on": "31/12/2013"}))
    assert re.search(r'value="specialised"[^>]* checked', wrong) and "hiv" not in wrong.casefold()
