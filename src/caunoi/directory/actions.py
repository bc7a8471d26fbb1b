from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from caunoi.access.acting import action
from caunoi.access.actions import CannotDo
from caunoi.access.choices import Verb
from caunoi.access.policies import require
from caunoi.audit import actions as audit
from caunoi.directory.choices import ServiceCode
from caunoi.directory.models import Service
from caunoi.lib.actor import Actor
from caunoi.lib.vietnamese_text import fold, sort_key


@action
def keep_service(*, by: Actor, at: datetime, service: Service) -> Service:
    """Add a service, or change the one with the same id. Its search and sort words are made here."""
    require(by, Verb.KEEP_REFERENCE, service, {})
    if service.code == ServiceCode.SHELTER and service.address:
        raise CannotDo(_("A shelter never shows its address. Leave it empty; nothing was saved."))
    service.folded = fold(f"{service.name} {service.description}")[:400]
    service.sort_key = sort_key(service.name)[:600]
    try:
        service.full_clean(validate_unique=False, validate_constraints=False)
    except ValidationError as problem:
        fields = ", ".join(problem.message_dict)
        raise CannotDo(
            _("Something is missing or too long: %(fields)s. Nothing was saved.") % {"fields": fields}
        ) from problem
    _check_once(service)
    known = Service.objects.filter(pk=service.pk).exists()
    service.save(force_insert=not known, force_update=known)
    audit.record(by=by, at=at, action=Verb.KEEP_REFERENCE, subject=service.pk, details={"code": service.code})
    return service


def _check_once(service: Service) -> None:
    """One provider offers a service of one name once in a commune; tone marks make no difference."""
    same = Service.objects.filter(provider=service.provider, code=service.code, place=service.place)
    if any(fold(other.name) == fold(service.name) for other in same.exclude(pk=service.pk)):
        raise CannotDo(_("This provider has a service of this name here already. Change that one; nothing was saved."))
