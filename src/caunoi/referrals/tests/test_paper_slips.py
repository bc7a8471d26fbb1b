"""Pads of numbers that are nobody's; bound once; stubs and statements typed back, line by line."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from caunoi.access.actions import CannotDo
from caunoi.access.policies import Refused
from caunoi.audit.models import Entry
from caunoi.lib.actor import CLOCK, COMMAND
from caunoi.lib.ids import is_code, spaced_code
from caunoi.referrals import actions, pads, queries
from caunoi.referrals.actions import Line, Outcome
from caunoi.referrals.choices import Event, Source, State
from caunoi.referrals.models import Referral, Slip, Step
from caunoi.referrals.typed import day_typed, statement

TELLING = ("hiv", "mại dâm", "sex", "cầu nối", "caunoi", "câu lạc bộ", "nhóm", "phòng khám", "sao mai")


@pytest.fixture
def pad(peer, acting, now):
    return actions.print_slips(by=acting(peer), at=now, worker=peer, count=4)


def enter(by, now, *lines, **more):
    return actions.enter_stubs(by=by, at=now, lines=[Line(*line) for line in lines], **more)


def test_numbers_are_nobodys_until_bound(pad, peer, acting, now, sent):
    assert len(set(pad)) == 4 and all(is_code(code) for code in pad)
    assert not Slip.objects.filter(referral__isnull=False).exists()
    assert queries.by_slip(pad[0]) is None and queries.unbound(pad[0], now)
    assert actions.bind_slip(by=acting(peer), at=now, referral=sent, code=spaced_code(pad[0]))
    assert not actions.bind_slip(by=acting(peer), at=now, referral=sent, code=pad[0])
    assert queries.by_slip(pad[0]) == queries.by_slip(sent.slip_code) == sent
    assert Entry.objects.filter(action="bind_slip").count() == 1


@pytest.mark.parametrize("code", ["1234567890", "", "x", "0000000000"])
def test_a_number_that_is_not_ours(pad, peer, acting, now, sent, code):
    with pytest.raises(CannotDo):
        actions.bind_slip(by=acting(peer), at=now, referral=sent, code=code)


def test_a_slip_is_bound_once_and_not_when_it_is_too_old(pad, peer, acting, now, sent, need, service):
    other = actions.make_referral(by=acting(peer), at=now, need=need, service=service)
    actions.bind_slip(by=acting(peer), at=now, referral=sent, code=pad[0])
    Slip.objects.filter(code=pad[1]).update(printed_at=now - queries.PAD_LASTS - timedelta(days=1))
    for code in pad[:2]:
        with pytest.raises(CannotDo):
            actions.bind_slip(by=acting(peer), at=now, referral=other, code=code)
    assert not queries.unbound(pad[1], now)


def test_the_pad_of_another_club_is_not_ours(pad, outsider, acting, now, peer, sent):
    foreign = actions.print_slips(by=acting(outsider), at=now, worker=outsider, count=1)
    with pytest.raises(CannotDo):
        actions.bind_slip(by=acting(peer), at=now, referral=sent, code=foreign[0])
    with pytest.raises(Refused):
        actions.bind_slip(by=acting(outsider), at=now, referral=sent, code=pad[0])


@pytest.mark.parametrize("count", [0, -1, 501])
def test_not_any_number_of_slips(peer, acting, now, count):
    with pytest.raises(CannotDo):
        actions.print_slips(by=acting(peer), at=now, worker=peer, count=count)
    assert not Slip.objects.exists()


def test_each_line_by_itself(pad, peer, acting, now, sent, need, service):
    by = acting(peer)
    other = actions.refer(by=by, at=now, need=need, service=service, agreed=actions.Agreed())
    draft = actions.make_referral(by=by, at=now, need=need, service=service)
    actions.bind_slip(by=by, at=now, referral=sent, code=pad[0])
    yesterday = now.date() - timedelta(days=1)
    lines = [(pad[0], "1"), (pad[0], "1"), (pad[1], "1"), ("1234567890", "1"), (other.slip_code, "4"),
             (other.slip_code, "9"), (draft.slip_code, "1"), (other.slip_code, "3", now.date() + timedelta(days=3))]  # fmt: skip
    done = enter(by, now, *lines, happened_on=yesterday)
    assert [one.outcome for one in done] == [
        Outcome.NOTED, Outcome.KNOWN, Outcome.NOT_BOUND, Outcome.UNKNOWN, Outcome.NOT_POSSIBLE, Outcome.NOT_POSSIBLE,
        Outcome.NOT_POSSIBLE, Outcome.NOTED,
    ]  # fmt: skip
    assert all(one.why for one in done if not one.is_done)
    step = Step.objects.get(event=Event.SERVE)
    assert (step.source, step.happened_on, step.referral) == (Source.STUB, yesterday, sent)
    other.refresh_from_db()
    assert other.state == State.SCHEDULED


def test_a_late_stub_after_the_slip_expired(peer, acting, now, sent):
    Referral.objects.update(expires_at=now - timedelta(days=1))
    actions.settle_referrals(by=CLOCK, at=now)
    (done,) = enter(acting(peer), now, (sent.slip_code, "1"))
    assert done.outcome is Outcome.NOTED and Referral.objects.get().state == State.SERVED


def test_a_stub_of_somebody_who_withdrew(peer, acting, now, sent):
    actions.withdraw(by=acting(peer), at=now, referral=sent)
    (done,) = enter(acting(peer), now, (sent.slip_code, "1"))
    assert done.outcome is Outcome.NOT_POSSIBLE and Referral.objects.get().state == State.REVOKED


def test_a_colleague_may_type_and_learns_only_that_it_was_taken(other_peer, lead, acting, now, sent):
    (done,) = enter(acting(other_peer), now, (sent.slip_code, "2"))
    assert done.is_done and not queries.referrals(acting(other_peer)).exists()


@pytest.mark.parametrize("who", ["provider_user", "outsider"])
def test_who_is_of_another_place_moves_nothing(request, acting, now, sent, who):
    by = acting(request.getfixturevalue(who))
    try:
        assert enter(by, now, (sent.slip_code, "1"))[0].outcome is Outcome.UNKNOWN
    except Refused:
        assert who == "provider_user"
    assert Referral.objects.get().state == State.SENT


def test_the_command_line_enters_no_stub(now, sent):
    with pytest.raises(Refused):
        enter(COMMAND, now, (sent.slip_code, "1"))


def test_thirty_stubs_on_one_screen(client_of, peer, acting, now, need, service):
    by, browser, path = acting(peer), client_of(peer), reverse("referrals:stubs")
    made = [actions.refer(by=by, at=now, need=need, service=service, agreed=actions.Agreed()) for _n in range(30)]
    assert browser.get(path).status_code == 200
    data = {"happened_on": ""}
    for number, one in enumerate(made):
        data |= {f"code-{number}": spaced_code(one.slip_code), f"box-{number}": "1", f"on-{number}": ""}
    assert browser.post(path, {**data, "code-7": "1234567890"}).status_code == 422
    assert Referral.objects.filter(state=State.SERVED).count() == 29
    left = browser.post(path, {**data, "box-7": "x"})
    assert left.status_code == 422 and spaced_code(made[7].slip_code) in left.content.decode()
    assert browser.post(path, data).status_code == 302
    assert Referral.objects.filter(state=State.SERVED).count() == 30
    assert Step.objects.filter(event=Event.SERVE).count() == 30


def test_a_statement_of_a_month(client_of, peer, sent, now, provider, acting):
    browser, path = client_of(peer), reverse("referrals:statement")
    text = f"Số phiếu\tKết quả\n{spaced_code(sent.slip_code)}\tđã đến\n1234567890\t1\n"
    page = browser.post(path, {"provider": provider.pk, "text": text}).content.decode()
    assert "1234567890" in page and Step.objects.get(event=Event.SERVE).source == Source.PROVIDER
    again = browser.post(path, {"provider": provider.pk, "text": text})
    assert again.status_code == 200 and Step.objects.filter(event=Event.SERVE).count() == 1
    assert browser.post(path, {"provider": provider.pk, "text": "chào"}).status_code == 422


def test_a_statement_speaks_of_its_own_provider_only(peer, acting, now, sent, other_club):
    (done,) = actions.enter_statement(by=acting(peer), at=now, provider=other_club, lines=[Line(sent.slip_code, "1")])
    assert done.outcome is Outcome.UNKNOWN


@pytest.mark.parametrize("line", ["2741 883 056; 1", "2741883056\tĐã đến", "2741-883-056|x", "2741883056 da den"])
def test_lines_as_people_write_them(line):
    assert statement(line, timezone.localdate()) == [(statement(line, timezone.localdate())[0][0], "1", None)]


@given(st.text(max_size=300))
def test_any_text_is_read(text):
    for number, box, on in statement(text, timezone.localdate()):
        assert number and isinstance(box, str) and (on is None or on.year)
    day_typed(text, timezone.localdate())


@given(
    st.dates(min_value=timezone.localdate() - timedelta(days=150), max_value=timezone.localdate() + timedelta(days=150))
)
def test_a_day_without_its_year_is_the_nearest(day):
    assert day_typed(f"{day.day}/{day.month}", timezone.localdate()) == day


def test_what_stands_on_paper_is_neutral(pad, peer):
    said = pads.content(pad, "https://so.example.org", "a4")
    text = str({name: value for name, value in said.items() if name != "slips"}).casefold()
    assert not [word for word in TELLING if word in text]
    assert all("<svg" in one["qr"] for one in said["slips"])
    assert not any(one["qr"] for one in pads.content(pad, "", "a6")["slips"])


@pytest.mark.parametrize("paper", ["a4", "a6"])
def test_the_command_prints_a_pad(tmp_path, peer, paper, capsys):
    out = tmp_path / "phieu.pdf"
    call_command("print", "slips", "--peer", "PEER", "--count", "9", "--paper", paper, "--out", str(out))
    assert out.read_bytes().startswith(b"%PDF") and Slip.objects.filter(worker=peer).count() == 9
    for words in (["--peer", "nobody"], ["--peer", "peer", "--count", "0"]):
        with pytest.raises(CommandError):
            call_command("print", "slips", *words, "--out", str(out))


def test_the_page_prints_a_pad_and_binds(client_of, peer, sent, now):
    browser = client_of(peer)
    printed = browser.post(reverse("referrals:print_pad"))
    assert printed["Content-Type"] == "application/pdf" and Slip.objects.count() == 48
    number = spaced_code(Slip.objects.first().code)
    page = browser.post(reverse("referrals:bind", args=[sent.pk]), {"bind-number": number}, follow=True)
    assert number in page.content.decode()


def test_the_message_to_copy_says_nothing(client_of, peer, acting, now, sent):
    when = now + timedelta(days=2)
    actions.record(
        by=acting(peer), at=now, referral=sent, event=Event.SCHEDULE, source=Source.PHONE, scheduled_for=when
    )
    page = client_of(peer).get(reverse("referrals:referral", args=[sent.pk])).content.decode()
    words = page.split('id="message"')[1].split(">", 1)[1].split("</textarea>")[0].casefold()
    assert f"{when:%d/%m/%Y}" in words
    assert not [w for w in (*TELLING, "http", "/r/", sent.slip_code, sent.service.name.casefold()) if w in words]
