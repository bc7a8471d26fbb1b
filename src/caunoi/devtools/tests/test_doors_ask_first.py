"""A view that reads people without asking the rule table fails, on SQLite too."""

import pytest
from django.conf import settings
from django.db import connection, transaction

from caunoi.devtools.middleware import AskedNobodyError, refuse_unasked

pytestmark = pytest.mark.skipif(settings.KIND != "club", reason="a hub has no rows of people")


def as_if_in(module: str, code: str, **names):
    """Run this as code of that module, with the watch on."""
    there = {"__name__": module, **names}
    with connection.execute_wrapper(refuse_unasked):
        exec(code, there)  # the point is whose code it is
    return there.get("found")


@pytest.fixture
def contact(db, acting, peer, now):
    from caunoi.outreach import actions
    from caunoi.outreach.actions import Observation
    from caunoi.people import actions as people

    member = people.give_card(by=acting(peer), at=now, worker=peer)
    seen = Observation(on=now.date(), setting="venue", pseudonym=member.pseudonym)
    return actions.note_contact(by=acting(peer), at=now, seen=seen, done_by=peer)


@pytest.mark.parametrize(
    "code",
    [
        "found = list(Contact.objects.all())",
        "found = Contact.objects.get(pk=pk)",
        "found = Contact.objects.filter(pk=pk).exists()",
        "Contact.objects.filter(pk=pk).update(signposted=True)",
        "found = list(Contact.objects.raw('SELECT * FROM outreach_contact'))",
    ],
)
def test_a_view_that_asks_nobody_fails(contact, code):
    from caunoi.outreach.models import Contact

    with pytest.raises(AskedNobodyError, match=r"outreach\.views"), transaction.atomic():
        as_if_in("caunoi.outreach.views", code, Contact=Contact, pk=contact.pk)
    as_if_in("caunoi.outreach.queries", code, Contact=Contact, pk=contact.pk)


def test_what_a_query_gave_may_be_read_and_followed(contact, acting, peer):
    from caunoi.outreach.queries import contacts

    code = "found = [(row.pk, row.pseudonym.member.cue) for row in contacts(by).filter(pk=pk)[:1]]"
    assert as_if_in("caunoi.outreach.views", code, contacts=contacts, by=acting(peer), pk=contact.pk)
    linked = "found = Contact(pseudonym_id=person).pseudonym"
    from caunoi.outreach.models import Contact

    assert as_if_in("caunoi.outreach.views", linked, Contact=Contact, person=contact.pseudonym_id)


def test_the_reverse_of_a_link_is_a_list_and_asks(contact):
    code = "found = list(person.assignments.all())"
    with pytest.raises(AskedNobodyError):
        as_if_in("caunoi.workspace.views", code, person=contact.pseudonym)
