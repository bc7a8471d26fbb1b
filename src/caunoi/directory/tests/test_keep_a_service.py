import pytest

from caunoi.access.actions import CannotDo
from caunoi.access.choices import COMMAND_LINE
from caunoi.access.policies import Refused
from caunoi.audit.models import Entry
from caunoi.directory.actions import keep_service
from caunoi.directory.choices import ServiceCode
from caunoi.directory.models import Service
from caunoi.lib.actor import Actor, ActorKind
from caunoi.lib.ids import reference_id

BY = Actor(ActorKind.COMMAND, roles=frozenset({COMMAND_LINE}))
ID = reference_id("service", "try")


def offered(provider, **more):
    return Service(**{"id": ID, "provider": provider, "code": ServiceCode.VOC, "name": "Học nghề may", **more})


def test_added_then_changed(provider, now):
    keep_service(by=BY, at=now, service=offered(provider))
    keep_service(by=BY, at=now, service=offered(provider, name="Học nghề làm tóc"))
    assert [(row.pk, row.folded) for row in Service.objects.all()] == [(ID, "hoc nghe lam toc phong kham binh an")]
    assert Entry.objects.filter(action="keep_reference", subject=ID).count() == 2


@pytest.mark.parametrize("fault", [{"name": ""}, {"code": "NONE"}, {"cost": "x"}, {"url": "no address"}])
def test_what_cannot_be_kept(provider, now, fault):
    with pytest.raises(CannotDo):
        keep_service(by=BY, at=now, service=offered(provider, **fault))
    assert not Service.objects.exists()


def test_not_by_everybody(provider, now):
    with pytest.raises(Refused):
        keep_service(by=Actor(ActorKind.ANYONE), at=now, service=offered(provider))
