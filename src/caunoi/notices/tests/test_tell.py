"""A notice is one's own, once while unread, and says nothing to whoever looks over a shoulder."""

import re
from datetime import timedelta
from itertools import product

import pytest
from django.urls import reverse
from django.utils import translation

from caunoi.lib.actor import CLOCK
from caunoi.lib.ids import uuid7
from caunoi.notices import actions, queries
from caunoi.notices.choices import Kind
from caunoi.notices.models import Mailbox, Notice
from caunoi.notices.words import letter

REVEALING = [
    "mại dâm", "gái", "bán dâm", "mua dâm", "khách", "tình dục", "hiv", "aids", "sida", "prep", "arv", "pep", "giang mai",
    "lậu", "bao cao su", "kim tiêm", "ma tuý", "methadone", "nghiện", "xét nghiệm", "phụ khoa", "phá thai", "tránh thai",
    "bạo lực", "bạo hành", "xâm hại", "nạn nhân", "mua bán người", "tạm lánh", "công an", "tạm giữ", "trợ giúp pháp lý",
    "tâm lý", "bác sĩ", "phòng khám", "bệnh", "vay vốn", "câu lạc bộ", "nhóm", "sao mai", "hạ long", "đồng đẳng", "dự án",
    "tài trợ", "cầu nối", "sổ tay", "chuyển gửi", "dịch vụ", "thẻ", "sex", "prostitut", "condom", "needle", "drug", "clinic",
    "test", "violence", "victim", "shelter", "police", "trafficking", "counsel", "club", "peer", "project", "donor",
    "caunoi", "referral", "service",
]  # fmt: skip
"""Words of which none may stand in what is sent or in the title of what is shown: 60 and more, in both languages."""


def words_in(text: str) -> list[str]:
    return [word for word in REVEALING if re.search(rf"\b{re.escape(word)}", text.casefold())]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_nothing_that_is_sent_or_shown_gives_anything_away(language, settings, club):
    settings.MAIL_FROM = "tin@example.org"
    assert len(REVEALING) >= 60
    with translation.override(language):
        sent = letter(uuid7(), "an@example.org")
        texts = [sent.subject, sent.body, *(str(kind.label) for kind in Kind)]
        texts += [str(value) for value in sent.message().values()]
    assert {text: words_in(text) for text in texts if words_in(text)} == {}
    assert not re.search(r"https?:|www\.|/r/|\d{4} ?\d{3} ?\d{3}", sent.subject + sent.body)


def test_a_telling_word_is_seen():
    assert words_in("Hẹn khám phụ khoa ở nhóm Sao Mai") == ["phụ khoa", "nhóm", "sao mai"]


def test_every_kind_sends_the_same_letter(settings):
    settings.MAIL_FROM = "tin@example.org"
    made = [letter(uuid7(), "an@example.org") for _kind in Kind]
    assert len({(one.subject, one.body) for one in made}) == 1


def test_the_same_unread_is_told_once(told, peer, acting, now):
    subject = uuid7()
    for _time in range(3):
        told(peer, subject=subject)
    assert queries.unread(acting(peer)) == 1
    actions.look_at(by=acting(peer), at=now)
    told(peer, subject=subject)
    assert (Notice.objects.count(), queries.unread(acting(peer))) == (2, 1)


def test_one_reads_ones_own(told, client_of, peer, other_peer, acting, now):
    told(peer)
    notice = Notice.objects.get()
    assert actions.look_at(by=acting(other_peer), at=now, notice=notice.pk) == 0
    assert client_of(other_peer).post(reverse("notices:open", args=[notice.pk])).status_code == 404
    assert not queries.own(acting(other_peer)).exists() and not queries.own(CLOCK).exists()
    browser = client_of(peer)
    assert "2741 883 056" in browser.get(reverse("notices:list")).content.decode()
    found = browser.post(reverse("notices:open", args=[notice.pk]))
    assert found["Location"] == reverse("referrals:referral", args=[notice.subject])
    assert queries.unread(acting(peer)) == 0


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_can_be_opened(told, client_of, peer, kind):
    told(peer, kind)
    assert client_of(peer).post(reverse("notices:open", args=[Notice.objects.get().pk])).status_code == 302


def test_looking_at_the_list_reads_nothing(told, client_of, peer, acting):
    told(peer)
    client_of(peer).get(reverse("notices:list"))
    assert queries.unread(acting(peer)) == 1
    client_of(peer).post(reverse("notices:all_read"))
    assert queries.unread(acting(peer)) == 0


def test_no_mail_unless_the_installation_names_a_host(told, client_of, peer):
    assert not queries.sends_mail()
    assert 'name="mailbox"' not in client_of(peer).get(reverse("notices:list")).content.decode()
    Mailbox.objects.create(user=peer, mailbox="an@example.org", set_at="2026-01-01T00:00:00+00:00")
    assert told(peer) == []


def test_her_own_wish(settings, client_of, peer, acting):
    settings.EMAIL_HOST = "localhost"
    browser, path = client_of(peer), reverse("notices:mailbox")
    for typed, kept in product(["an@example.org", ""], [1]):
        assert browser.post(path, {"mailbox": typed}).status_code == 302
        assert queries.own_mailbox(acting(peer)) == typed and kept
    assert browser.post(path, {"mailbox": "không phải"}).status_code == 422
    assert not Mailbox.objects.exists()


def test_old_news_are_forgotten(told, peer, now):
    told(peer)
    actions.forget_notices(by=CLOCK, at=now + timedelta(days=89))
    assert Notice.objects.exists()
    actions.forget_notices(by=CLOCK, at=now + timedelta(days=91))
    assert not Notice.objects.exists()
