from datetime import datetime

from caunoi.access.acting import action
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
    """Register an organisation. A host signs papers and gets no grant and no key by that."""
    require(by, Verb.KEEP_REFERENCE, None, {})
    organisation = Organisation.objects.create(
        kind=kind, name=name, place=place, host=host, folded=fold(name), sort_key=sort_key(name)
    )
    audit.record(by=by, at=at, action="add_organisation", subject=organisation.pk, details={"kind": kind})
    return organisation
