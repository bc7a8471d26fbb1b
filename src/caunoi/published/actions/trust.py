"""Coming to know a club installation by its introduction card."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from caunoi.access.acting import action
from caunoi.access.actions import CannotDo
from caunoi.access.choices import Verb
from caunoi.access.policies import require
from caunoi.audit import actions as audit
from caunoi.lib.actor import Actor
from caunoi.lib.vietnamese_text import fold, sort_key
from caunoi.organisations.choices import OrganisationKind
from caunoi.organisations.models import Organisation
from caunoi.places.models import Place
from caunoi.programme.choices import PeriodBasis
from caunoi.programme.models import Deployment, PilotModel
from caunoi.published import cards
from caunoi.published.audiences import place_by_code
from caunoi.published.models import Club, Speaker
from caunoi.published.policies import TIES

SENDERS = (OrganisationKind.CLUB, OrganisationKind.NGO, OrganisationKind.SOCIAL_WORK_CENTRE)
"""Kinds of organisation that figures may come from: never an office or authority."""


@action
def trust_club(*, by: Actor, at: datetime, card: cards.Card) -> Club:
    """Take figures from this installation from now on, for the organisations and deployments on its card.

    The fingerprint was compared by telephone before. A newer card of the same installation adds to what is known.
    """
    require(by, Verb.TRUST_PARTNER, card, TIES, subject=card.installation)
    if card.kind != cards.CLUB:
        raise CannotDo(_("This is not the card of a club. Nothing was changed; ask for the right card."))
    known = Club.objects.filter(pk=card.installation).first()
    if known and bytes(known.signing_key) != card.signing_key:
        raise CannotDo(
            _("The keys on this card differ from those already known. Nothing was changed. Telephone the club first.")
        )
    club, _created = Club.objects.update_or_create(
        pk=card.installation,
        defaults={
            "name": card.name[:200], "signing_key": card.signing_key, "fingerprint": card.fingerprint, "trusted_at": at,
        },
    )  # fmt: skip
    try:
        _introduce(club, card, timezone.localdate(at))
    except (KeyError, TypeError, ValueError):
        raise CannotDo(_("This card cannot be read here. Nothing was changed; ask for a new one.")) from None
    audit.record(
        by=by, at=at, action=Verb.TRUST_PARTNER, subject=club.pk,
        details={"organisations": len(card.organisations), "deployments": len(card.deployments)},
    )  # fmt: skip
    return club


def _introduce(club: Club, card: cards.Card, day: date) -> None:
    own = {UUID(data["id"]) for data in card.organisations}
    for data in card.organisations:
        _organisation(club, data, day)
    for data in card.deployments:
        if UUID(data["organisation"]) not in own:
            raise CannotDo(_already_spoken_for())
        _deployment(data, day)


def _organisation(club: Club, data: dict[str, Any], day: date) -> None:
    kind = OrganisationKind(data["kind"])
    found = Organisation.objects.filter(pk=UUID(data["id"])).first()
    speaker = Speaker.objects.filter(organisation=found).first() if found else None
    if kind not in SENDERS or (found and found.kind not in SENDERS) or (speaker and speaker.club_id != club.pk):
        raise CannotDo(_already_spoken_for())
    place = _place(data["place"], day) if data["place"] else None
    name = str(data["name"])[:200]
    organisation, _created = Organisation.objects.update_or_create(
        pk=UUID(data["id"]),
        defaults={"kind": kind, "name": name, "place": place, "folded": fold(name), "sort_key": sort_key(name)},
    )
    Speaker.objects.get_or_create(club=club, organisation=organisation)


def _deployment(data: dict[str, Any], day: date) -> None:
    found = Deployment.objects.filter(pk=UUID(data["id"])).first()
    if found and found.organisation_id != UUID(data["organisation"]):
        raise CannotDo(_already_spoken_for())
    Deployment.objects.update_or_create(
        pk=UUID(data["id"]),
        defaults={
            "organisation_id": UUID(data["organisation"]),
            "model": _model(data["model"], data["model_version"]),
            "place": _place(data["place"], day),
            "period_basis": PeriodBasis(data["period_basis"]),
            "starts_on": date.fromisoformat(data["starts_on"]),
            "ends_on": date.fromisoformat(data["ends_on"]) if data["ends_on"] else None,
        },
    )


def _model(code: str, version: int) -> PilotModel:
    found = PilotModel.objects.filter(code=code, version=version).first()
    if found is None:
        raise CannotDo(
            _("Model %(code)s is not in the catalogue here. Nothing was changed; load the catalogue first.")
            % {"code": code}
        )
    return found


def _place(code: str, day: date) -> Place:
    found = place_by_code(code, day)
    if found is None:
        raise CannotDo(
            _("Place %(code)s is not known here. Nothing was changed; load the places first.") % {"code": code}
        )
    return found


def _already_spoken_for() -> str:
    return _(
        "This card speaks for an organisation that it cannot speak for. Nothing was changed. Telephone the club first."
    )
