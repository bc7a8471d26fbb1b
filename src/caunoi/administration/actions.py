from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from caunoi.access.acting import action
from caunoi.access.actions import CannotDo
from caunoi.access.choices import Relation, Verb
from caunoi.access.policies import OWN_ORGANISATION, Ties, require
from caunoi.audit import actions as audit
from caunoi.lib.actor import Actor
from caunoi.lib.vietnamese_text import fold, sort_key
from caunoi.organisations.choices import NO_AGREEMENT
from caunoi.organisations.models import Agreement, Organisation
from caunoi.places.models import Place

TIES: Ties = {Relation.OWN_ORGANISATION: OWN_ORGANISATION}


@action
def add_organisation(
    *, by: Actor, at: datetime, kind: str, name: str, place: Place | None = None, host: Organisation | None = None
) -> Organisation:
    """Register an organisation, once in a province. A host signs papers and gets no grant and no key by that."""
    require(by, Verb.KEEP_REFERENCE, None, {})
    name = " ".join(name.split())
    _check_new(name, place)
    organisation = Organisation.objects.create(
        kind=kind, name=name, place=place, host=host, folded=fold(name), sort_key=sort_key(name)
    )
    audit.record(by=by, at=at, action="add_organisation", subject=organisation.pk, details={"kind": kind})
    return organisation


@action
def agree(*, by: Actor, at: datetime, agreement: Agreement) -> Agreement:
    """Write down, or change, what a club and a provider agreed: a job and an office number, never somebody's name."""
    require(by, Verb.KEEP_AGREEMENT, agreement, TIES)
    known = Agreement.objects.filter(pk=agreement.pk).first()
    if known is not None:
        require(by, Verb.KEEP_AGREEMENT, known, TIES)
    if agreement.provider.kind in NO_AGREEMENT:
        raise CannotDo(_("Nobody is sent there, so there is nothing to agree. Nothing was saved."))
    if agreement.provider_id == agreement.organisation_id:
        raise CannotDo(_("An agreement is between two. Choose another provider; nothing was saved."))
    if agreement.valid_to is not None and agreement.valid_to < agreement.valid_from:
        raise CannotDo(_("The last day lies before the first. Nothing was saved."))
    agreement.save(force_insert=known is None, force_update=known is not None)
    audit.record(by=by, at=at, action=Verb.KEEP_AGREEMENT, subject=agreement.pk)
    return agreement


def _check_new(name: str, place: Place | None) -> None:
    """A name counts as the same without its tone marks; without a province on either side it may be the same one."""
    if not fold(name):
        raise CannotDo(_("An organisation needs a name. Nothing was saved."))
    same = Organisation.objects.filter(folded=fold(name))
    if place is not None:
        same = same.filter(Q(place=place) | Q(place__isnull=True))
    if (known := same.first()) is not None:
        raise CannotDo(_("“%(name)s” is here already. Use that one; nothing was saved.") % {"name": known.name})
