"""With every filter of the program taken away, PostgreSQL still shows nobody the people of another organisation."""

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from caunoi.access import wall_policies
from caunoi.access.choices import SLIP_HOLDER
from caunoi.access.policies import CHECKED
from caunoi.access.walls import behind, told_of, told_of_slip, touches_people
from caunoi.lib.actor import ANYONE, CLOCK, COMMAND, Actor, ActorKind

pytestmark = [
    pytest.mark.skipif(settings.KIND != "club", reason="a hub has no rows of people"),
    pytest.mark.skipif("postgresql" not in settings.DATABASES["default"]["ENGINE"], reason="walls are PostgreSQL's"),
]


def seen(model) -> int:
    """Every row there is to be seen, no filter at all."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {model._meta.db_table}")
        return cursor.fetchone()[0]


def seen_by(told, model) -> int:
    with behind(lambda: told):
        return seen(model)


@pytest.fixture
def there(things):
    """Tables in which the first club has rows: those of its contact, need, referral, member and consents."""
    found = [model for model in wall_policies.walled() if seen(model)]
    assert {model.__name__ for model in found} >= {
        "Pseudonym",
        "Member",
        "Assignment",
        "Contact",
        "Need",
        "Referral",
        "Step",
    }
    return found


@pytest.mark.parametrize("who", ["outsider", "other_lead", "other_provider", "admin", "caseworker"])
def test_another_organisation_sees_no_row(who, visitors, there):
    from caunoi.access.models import User
    from caunoi.access.queries import actor_for

    by = actor_for(User.objects.get(handle=who.replace("_", "-")))
    assert by.organisation
    assert {model.__name__: seen_by(told_of(by), model) for model in there} == {model.__name__: 0 for model in there}


def test_nobody_in_particular_sees_no_row(there):
    assert not any(seen_by(told_of(ANYONE), model) for model in there)
    assert not any(seen_by(told_of_slip("0000000000"), model) for model in there)


def test_her_own_club_the_command_line_and_the_clock_see_them(there, peer, acting):
    for by in (acting(peer), COMMAND, CLOCK):
        assert all(seen_by(told_of(by), model) for model in there)


def test_nothing_is_written_into_another_organisation(there, things, outsider, acting, club):
    from caunoi.outreach.models import Contact
    from caunoi.people.models import Pseudonym

    told = told_of(acting(outsider))
    with behind(lambda: told):
        assert Contact.objects.update(people=1) == 0
        assert Contact.objects.filter(pseudonym__isnull=False).delete()[0] == 0
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            Pseudonym.objects.create(organisation=club)


def test_a_provider_sees_what_was_sent_to_it_and_no_card(there, things, provider_user, acting):
    from caunoi.people.models import Member, Pseudonym
    from caunoi.referrals.models import Need, Referral

    told = told_of(acting(provider_user))
    assert [seen_by(told, model) for model in (Referral, Need, Pseudonym, Member)] == [1, 1, 1, 0]
    Referral.objects.update(consent=None)
    assert [seen_by(told, model) for model in (Referral, Need, Pseudonym, Member)] == [0, 0, 0, 0], (
        "nothing was agreed to"
    )


def test_a_slip_shows_its_one_referral_and_no_person(there, things, now):
    from caunoi.people.models import Member
    from caunoi.referrals.models import Referral

    referral = Referral.objects.get()
    shown = told_of_slip(referral.slip_code)
    holder = told_of(Actor(ActorKind.SLIP, referral.pk, None, frozenset({SLIP_HOLDER})))
    assert [seen_by(told, Referral) for told in (shown, holder)] == [1, 1]
    assert [seen_by(told, Member) for told in (shown, holder)] == [0, 0]


def test_a_person_sees_herself_and_nobody_else(there, things, peer, acting, now):
    from caunoi.people import actions as people
    from caunoi.people.models import Consent, Pseudonym
    from caunoi.referrals.models import Need

    people.give_card(by=acting(peer), at=now, worker=peer)
    herself = told_of(Actor(ActorKind.PERSON, things["person"]))
    assert [seen_by(herself, model) for model in (Pseudonym, Need)] == [1, 1]
    with behind(lambda: herself):
        assert {consent.pseudonym_id for consent in Consent.objects.all()} <= {things["person"]}


def test_a_page_is_behind_the_wall_even_without_its_filter(there, visitors, monkeypatch):
    """The filter of contacts is taken away: the stranger's page stays empty, the worker's own is as it was."""
    from django.db.models import Q

    from caunoi.outreach.queries import noted as queries

    monkeypatch.setattr(queries, "visible", lambda by, verb, ties: Q(CHECKED))
    from caunoi.outreach.models import Contact

    record = str(Contact.objects.get().record)
    assert record not in visitors["outsider"].get("/contacts/").content.decode()
    assert record in visitors["peer"].get("/contacts/").content.decode()


@pytest.mark.django_db(transaction=True)
class TestTransactions:
    def test_after_a_commit_nothing_is_told_any_more(self, there, peer, acting):
        told = told_of(acting(peer))
        with transaction.atomic(), behind(lambda: told):
            assert seen(there[0])
        with connection.create_cursor() as bare:  # past the wall's own telling: what the session still knows
            bare.execute("SET ROLE caunoi_program")
            bare.execute(f"SELECT count(*), current_setting('cn.organisation', true) FROM {there[0]._meta.db_table}")
            assert bare.fetchone() == (0, "")
            bare.execute("RESET ROLE")

    def test_outside_a_transaction_each_statement_is_told(self, there, peer, acting, outsider):
        assert [seen_by(told_of(acting(user)), there[0]) for user in (peer, outsider, peer)] == [1, 0, 1]
        with behind(lambda: told_of(acting(peer))):
            assert len(list(there[0].objects.iterator(chunk_size=1))) == 1, "read by a cursor of the server"

    def test_a_failed_statement_leaves_the_connection_usable(self, there, peer, acting, other_club):
        with behind(lambda: told_of(acting(peer))):
            with pytest.raises(DatabaseError):
                there[0].objects.filter(pk__isnull=False).raw("SELECT nothing FROM people_pseudonym")[0]
            assert seen(there[0])

    def test_what_is_told_in_a_savepoint_ends_with_it(self, there, peer, outsider, acting):
        with transaction.atomic():
            assert seen_by(told_of(acting(outsider)), there[0]) == 0
            with pytest.raises(ZeroDivisionError), transaction.atomic():
                assert seen_by(told_of(acting(peer)), there[0]) == 1
                raise ZeroDivisionError
            assert seen_by(told_of(acting(outsider)), there[0]) == 0


def test_every_table_of_people_has_its_wall(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")
        there = {name for (name,) in cursor.fetchall()}
    assert {model._meta.db_table for model in wall_policies.walled()} <= there


def test_weak_roles_are_named(db):
    """Tests connect as the owner and superuser of their server: both are said."""
    found = wall_policies.weaknesses()
    assert len(found) == 2 and "superuser" in found[0] and "owns" in found[1]
    assert wall_policies.weaknesses(settings.WALL_ROLE) == [], "the role of the program is held by them"
    assert "no role" in wall_policies.weaknesses("nobody_of_this_name")[0]


def test_a_table_without_its_wall_is_named(db):
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE people_member NO FORCE ROW LEVEL SECURITY")
        assert wall_policies.without_wall() == ["people_member"]
        transaction.set_rollback(True)


def test_the_program_cannot_change_the_record_or_the_tables(db):
    for statement in (
        "UPDATE audit_entry SET action = 'x'",
        "TRUNCATE people_member",
        "ALTER TABLE people_member DISABLE ROW LEVEL SECURITY",
    ):
        with pytest.raises(DatabaseError, match="permission denied|must be owner"), transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL ROLE caunoi_program")
                cursor.execute(statement)


@pytest.mark.parametrize(
    ("statement", "touches"),
    [
        ('SELECT 1 FROM "people_member"', True),
        ("  (select * from outreach_contact)", True),
        ('UPDATE "referrals_need" SET x = 1', True),
        ('SELECT "access_user"."id" FROM "access_user"', False),
        ('ALTER TABLE "people_member" ADD COLUMN x int', False),
        ("SAVEPOINT x", False),
    ],
)
def test_which_statements_need_to_be_told(statement, touches):
    assert touches_people(statement) is touches
