"""A real mail server takes one letter for one notice, whatever falls over in between; tasks hold ids and nothing else."""

import json
import socket
import uuid
from datetime import timedelta

import pytest
from aiosmtpd.controller import Controller
from django.db import transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from caunoi.lib.actor import CLOCK
from caunoi.notices import actions
from caunoi.notices.models import Notice
from caunoi.notices.tasks import AGAIN_AFTER, post_later
from caunoi.upkeep.background import work


class Post:
    """What the server took, and whether it takes anything."""

    def __init__(self):
        self.letters, self.refuses = [], False

    async def handle_DATA(self, server, session, envelope):  # the library's name
        if self.refuses:
            return "451 later"
        self.letters.append((envelope.rcpt_tos, envelope.content.decode()))
        return "250 OK"


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@pytest.fixture
def server(settings):
    post = Post()
    controller = Controller(post, hostname="127.0.0.1", port=free_port())
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", controller.port, False
    settings.MAIL_FROM = "tin@example.org"
    yield post
    controller.stop()


@pytest.fixture
def wishing(server, peer, acting, now):
    actions.choose_mailbox(by=acting(peer), at=now, mailbox="an@example.org")
    return peer


def go(at=None):
    work(by=CLOCK, at=at or timezone.now())


def test_one_letter_for_one_notice(server, wishing, told):
    post_later(told(wishing))
    go()
    go()
    ((to, text),) = server.letters
    assert to == ["an@example.org"] and f"<{Notice.objects.get().pk}@example.org>" in text
    assert Notice.objects.get().mailed_at and not DBTaskResult.objects.ready().exists()


def test_what_is_undone_is_not_sent(server, wishing, told):
    try:
        with transaction.atomic():
            post_later(told(wishing))
            raise KeyError
    except KeyError:
        pass
    go()
    assert not server.letters


def test_a_worker_that_fell_is_taken_up_again(server, wishing, told):
    post_later(told(wishing))
    DBTaskResult.objects.get().claim("one that fell")
    go()
    assert len(server.letters) == 1


def test_after_a_fall_between_yes_and_note_it_is_the_same_letter(server, wishing, told):
    (notice,) = told(wishing)
    for _time in range(2):  # the host took it, and we could not write that down
        post_later([notice])
        go()
        Notice.objects.update(mailed_at=None)
    numbers = {line for _to, text in server.letters for line in text.splitlines() if line.startswith("Message-ID")}
    assert len(server.letters) == 2 and len(numbers) == 1


@pytest.mark.parametrize("how", ["refuses", "is away"])
def test_a_host_that_does_not_take_it_is_asked_later_and_not_for_ever(server, wishing, told, settings, how):
    server.refuses = how == "refuses"
    port = settings.EMAIL_PORT
    settings.EMAIL_PORT = port if how == "refuses" else free_port()
    post_later(told(wishing))
    go()
    assert not server.letters and Notice.objects.get().mailed_at is None
    waiting = DBTaskResult.objects.get(status=TaskResultStatus.READY)
    assert waiting.run_after - timezone.now() <= AGAIN_AFTER
    server.refuses, settings.EMAIL_PORT = False, port
    DBTaskResult.objects.filter(pk=waiting.pk).update(run_after=timezone.now())
    go()
    assert len(server.letters) == 1
    Notice.objects.update(mailed_at=None, tries=actions.MOST_TRIES)
    post_later([Notice.objects.get().pk])
    go()
    assert len(server.letters) == 1


def test_what_she_has_read_is_not_sent(server, wishing, told, acting):
    post_later(told(wishing))
    actions.look_at(by=acting(wishing), at=timezone.now())
    go()
    assert not server.letters


def test_tasks_hold_ids_alone_and_no_fault_holds_a_value(server, wishing, told):
    server.refuses = True
    post_later(told(wishing))
    go()
    for row in DBTaskResult.objects.all():
        given = row.args_kwargs
        assert given["kwargs"] == {} and all(str(uuid.UUID(one)) == one for one in given["args"])
        assert "example.org" not in json.dumps([given, row.traceback, row.return_value])


def test_done_tasks_are_forgotten(server, wishing, told):
    post_later(told(wishing))
    go()
    go(timezone.now() + timedelta(days=8))
    assert not DBTaskResult.objects.exists()
