"""The register of breaches: found first, 72 hours, closed lists, versions that stay, a draft to print."""

from datetime import timedelta

import pytest
from django.db import models
from hypothesis import given
from hypothesis import strategies as st

from caunoi.access.actions import CannotDo
from caunoi.access.policies import Refused
from caunoi.audit.models import Entry
from caunoi.guardian.actions import Known, revise_breach
from caunoi.guardian.models import NOTICE_WITHIN, Breach, Demand, Finding
from caunoi.guardian.queries import breaches
from caunoi.guardian.words import hours_left

FORM = {
    "day": "01/11/2026", "hour": "09:30", "happened": "taken", "classes": ["codes", "sealed_shut"], "people": "to_50",
    "measures": ["keys"], "telling": "in_person", "notice": "waiting",
}  # fmt: skip


@given(st.integers(0, 200 * 60))
def test_the_clock_is_72_hours_from_when_it_was_found(minutes):
    from caunoi.conftest import NOW

    breach, later = Breach(found_at=NOW), NOW + timedelta(minutes=minutes)
    late = later > breach.notice_by
    assert breach.notice_by == NOW + NOTICE_WITHIN == NOW + timedelta(hours=72)
    assert ("trễ" in hours_left(breach, later)) == late
    if not late:
        assert str(72 - -(-minutes // 60)) in hours_left(breach, later)


def test_written_down_and_revised_with_every_version_kept(breach, acting, guardian, at):
    first = breach()
    revise_breach(by=acting(guardian), at=at, breach=first, known=Known("wrong_eyes", ["service"], "to_10"))
    assert [(one.version, one.happened) for one in Finding.objects.order_by("version")] == [
        (1, "lost"),
        (2, "wrong_eyes"),
    ]
    assert [entry.action for entry in Entry.objects.filter(subject=first.pk).order_by("seq")] == [
        "keep_breaches", "revise_breach",
    ]  # fmt: skip


def test_numbered_by_club_and_year(breach):
    first, second = breach(), breach()
    assert second.serial == first.serial + 1


@pytest.mark.parametrize(
    "wrong",
    [{"happened": "else"}, {"classes": ["names"]}, {"people": "73"}, {"measures": ["x"]}, {"telling": "sms"}, {"notice": ""}],
)  # fmt: skip
def test_what_is_not_in_the_lists_is_not_taken(breach, wrong):
    with pytest.raises(CannotDo):
        breach(**wrong)
    assert not Breach.objects.exists()


def test_not_found_tomorrow(breach, at):
    with pytest.raises(CannotDo):
        breach(found_at=at + timedelta(hours=1))


@pytest.mark.parametrize("who", ["peer", "lead", "deputy", "other_guardian", "provider_user"])
def test_others_neither_write_nor_read(who, request, breach, acting, at):
    by, kept = acting(request.getfixturevalue(who)), breach()
    with pytest.raises(Refused):
        revise_breach(by=by, at=at, breach=kept, known=Known("lost", []))
    assert not breaches(by).exists() and Finding.objects.count() == 1


def test_no_register_has_a_field_for_words():
    """So that no name can be typed into one."""
    for model in (Breach, Finding, Demand):
        free = [
            field.name
            for field in model._meta.concrete_fields
            if isinstance(field, models.CharField | models.TextField) and not field.choices
        ]
        assert not free, f"{model._meta.label}: {free}"


def test_by_the_page(client_of, guardian):
    client = client_of(guardian)
    assert client.post("/guardian/breaches/new/", {**FORM, "classes": []}).status_code == 422
    done = client.post("/guardian/breaches/new/", FORM, follow=True)
    kept = Breach.objects.get()
    page = done.content.decode()
    assert kept.number in page and "hạn" in page
    said = {name: FORM[name] for name in FORM if name not in ("day", "hour")}
    client.post(f"/guardian/breaches/{kept.pk}/", {**said, "notice": "sent"})
    assert kept.findings.count() == 2
    draft = client.get(f"/guardian/breaches/{kept.pk}/notice/").content.decode()
    assert "01/11/2026 09:30" in draft and "Biên bản" in draft


def test_tomorrow_by_the_page_keeps_what_was_typed(client_of, guardian):
    answer = client_of(guardian).post("/guardian/breaches/new/", {**FORM, "day": "01/11/2099"})
    assert answer.status_code == 422 and "01/11/2099" in answer.content.decode()
