from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from caunoi.access.doors import Request
from caunoi.lib.actor import Actor
from caunoi.lib.ids import spaced_code
from caunoi.notices import actions, queries
from caunoi.notices.choices import ABOUT_THE_WHOLE, LEADS_TO
from caunoi.notices.forms import MailboxForm
from caunoi.notices.models import Notice

PAGE, NOT_RIGHT = 50, 422


@require_safe
def notice_list(request: Request) -> HttpResponse:
    """What she should look at, unread ones first."""
    return _page(request, _working(request), MailboxForm(initial={"mailbox": queries.own_mailbox(request.by)}))


@require_POST
def opened(request: Request, pk: UUID) -> HttpResponse:
    """She looks at one: it counts as read, and what it tells of opens."""
    by = _working(request)
    found = get_object_or_404(queries.own(by), pk=pk)
    actions.look_at(by=by, at=timezone.now(), notice=found.pk)
    return redirect(_address(found) or "notices:list")


@require_POST
def all_read(request: Request) -> HttpResponse:
    """All of them are read."""
    actions.look_at(by=_working(request), at=timezone.now())
    return redirect("notices:list")


@require_POST
def mailbox(request: Request) -> HttpResponse:
    """Where she wants a word by mail, if this installation sends any."""
    by = _working(request)
    form = MailboxForm(request.POST)
    if not form.is_valid():
        return _page(request, by, form)
    actions.choose_mailbox(by=by, at=timezone.now(), mailbox=form.cleaned_data["mailbox"])
    messages.success(request, _("Saved."))
    return redirect("notices:list")


def _working(request: Request) -> Actor:
    """Somebody with a role that acts; a notice is only ever her own."""
    if not request.by.roles:
        raise PermissionDenied
    return request.by


def _page(request: Request, by: Actor, form: MailboxForm) -> HttpResponse:
    page = Paginator(queries.own(by), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [_row(notice) for notice in page],
        "some_unread": any(notice.read_at is None for notice in page),
        "form": form if queries.sends_mail() else None,
    }
    return render(request, "notices/list.html", context, status=NOT_RIGHT if form.errors else 200)


def _row(notice: Notice) -> dict[str, Any]:
    return {
        "notice": notice,
        "slip": spaced_code(notice.slip) if notice.slip else "",
        "leads_on": bool(_address(notice)),
    }


def _address(notice: Notice) -> str:
    name = LEADS_TO.get(notice.kind, "")
    if not name:
        return ""
    return reverse(name) if notice.kind in ABOUT_THE_WHOLE else reverse(name, args=[notice.subject])
