"""Entering services that came in a file."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from caunoi.access.acting import action
from caunoi.access.actions import CannotDo
from caunoi.access.choices import Verb
from caunoi.access.policies import require
from caunoi.audit import actions as audit
from caunoi.directory.actions.keeping import PART_OF, keep_service
from caunoi.directory.importing.drafts import Draft, DraftProvider
from caunoi.directory.models import Location, Service
from caunoi.lib.actor import Actor
from caunoi.lib.vietnamese_text import fold, sort_key
from caunoi.organisations.choices import OrganisationKind
from caunoi.organisations.models import Organisation

ADDED, CHANGED, SAME = "added", "changed", "same"
NOT_COMPARED = ("modified_at", "folded", "confirmed_on", "confirmed_by", "source", "source_on", "capacity_on")
POLICE = "cong an"


class _OnlyTried(Exception):
    """Undoes what a dry run, or an entry that changes nothing, has written."""


@action
def bring_in_services(*, by: Actor, at: datetime, drafts: Sequence[Draft], dry_run: bool = False) -> Counter[str]:
    """Enter each service whole or not at all; one that comes back has its sentence in `problems`.

    A dry run does all of it and undoes it.
    """
    require(by, Verb.KEEP_REFERENCE, None, {})
    done: Counter[str] = Counter()
    try:
        with transaction.atomic():
            for draft in drafts:
                if not draft.problems:
                    _enter(by, at, draft, done)
            if dry_run:
                raise _OnlyTried
    except _OnlyTried:
        return done
    details = {"added": done[ADDED], "changed": done[CHANGED], "same": done[SAME]}
    audit.record(by=by, at=at, action="bring_in_services", details=details)
    return done


def _enter(by: Actor, at: datetime, draft: Draft, done: Counter[str]) -> None:
    known = Service.objects.filter(pk=draft.service.pk).first()
    before = _said(known) if known else None
    try:
        with transaction.atomic():
            service = draft.service
            service.provider = _provider(draft.provider)
            if known is not None:
                _keep_what_files_do_not_say(draft, known)
            keep_service(by=by, at=at, service=service, parts=draft.parts)
            if before == _said(service):
                raise _OnlyTried
            done[CHANGED if before else ADDED] += 1
    except _OnlyTried:
        done[SAME] += 1
    except CannotDo as problem:
        draft.problems.append(str(problem))


def _keep_what_files_do_not_say(draft: Draft, known: Service) -> None:
    """What was said here stays: who checked it, how long people wait, from when to when, and what is told of no shelter."""
    for name in (
        "confirmed_on", "confirmed_by", "source", "source_on", "wait", "capacity_on", "valid_from", "valid_to",
    ):  # fmt: skip
        setattr(draft.service, name, getattr(known, name))
    for spot in draft.parts.spots or []:
        there = Location.objects.filter(pk=spot.location.pk, is_confidential=True).first()
        if there is not None and spot.location.is_confidential:
            spot.location.name, spot.location.transport = there.name, there.transport
            spot.location.place = spot.location.place or there.place


def _provider(named: DraftProvider) -> Organisation:
    """The one with this id, the one of this name, or a new one. Nobody becomes a provider of another kind by a file."""
    known = Organisation.objects.filter(pk=named.id).first() if named.id else None
    if known is None and named.name:
        same = list(Organisation.objects.filter(folded=fold(named.name))[:2])
        if len(same) > 1:
            raise CannotDo(_("Several organisations are called “%(name)s”. Nothing was saved.") % {"name": named.name})
        known = same[0] if same else None
    if known is not None:
        return known
    if not fold(named.name):
        raise CannotDo(_("It is not said who offers it. Nothing was saved."))
    if fold(named.name).startswith(POLICE):
        raise CannotDo(_("The police are entered by hand, for papers and residence alone. Nothing was saved."))
    words: dict[str, Any] = {"pk": named.id} if named.id else {}
    return Organisation.objects.create(
        **words, kind=OrganisationKind.PROVIDER, name=named.name, description=named.description, website=named.website,
        folded=fold(named.name)[:200], sort_key=sort_key(named.name)[:600],
    )  # fmt: skip


def _said(service: Service) -> dict[str, Any]:
    """Everything that a file can say of a service, to see whether it changed."""
    fresh = Service.objects.get(pk=service.pk)
    said: dict[str, Any] = {"service": _values(fresh, NOT_COMPARED)}
    for name, model in PART_OF.items():
        said[name] = sorted(map(str, (_values(row) for row in model._default_manager.filter(service=fresh))))
    links = fresh.at_locations.select_related("location").prefetch_related("location__accessibility")
    said["spots"] = sorted(
        str((_values(link), _values(link.location), [_values(row) for row in link.location.accessibility.all()]))
        for link in links
    )
    return said


def _values(row: Any, leave_out: tuple[str, ...] = ()) -> tuple[Any, ...]:
    return tuple(getattr(row, field.attname) for field in row._meta.concrete_fields if field.name not in leave_out)
