from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from caunoi.access.acting import action
from caunoi.access.actions import CannotDo
from caunoi.access.choices import Verb
from caunoi.access.policies import require
from caunoi.audit import actions as audit
from caunoi.lib.actor import Actor
from caunoi.lib.vietnamese_text import fold, sort_key
from caunoi.organisations.models import Organisation
from caunoi.places.models import Place


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


def _check_new(name: str, place: Place | None) -> None:
    """A name counts as the same without its tone marks; without a province on either side it may be the same one."""
    if not fold(name):
        raise CannotDo(_("An organisation needs a name. Nothing was saved."))
    same = Organisation.objects.filter(folded=fold(name))
    if place is not None:
        same = same.filter(Q(place=place) | Q(place__isnull=True))
    if (known := same.first()) is not None:
        raise CannotDo(_("“%(name)s” is here already. Use that one; nothing was saved.") % {"name": known.name})
