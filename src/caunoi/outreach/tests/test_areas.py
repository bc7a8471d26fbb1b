"""A number for a part of a commune: its name is for key-holders, its time is short, and no figure knows it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from caunoi.access.actions import CannotDo
from caunoi.access.policies import Refused
from caunoi.audit.models import Entry
from caunoi.extracts.queries import facts
from caunoi.lib.actor import CLOCK
from caunoi.lib.ids import uuid7
from caunoi.lib.periods import calendar_month
from caunoi.outreach import actions as outreach
from caunoi.outreach import queries
from caunoi.outreach.actions.areas import MANY_AREAS, TOO_EXACT
from caunoi.outreach.models import Area, Contact
from caunoi.people import actions as people
from caunoi.people.choices import ClubKind
from caunoi.people.models import ClubValue
from caunoi.people.soundness import soundness
from caunoi.people.tests.keys import WORDS
from caunoi.people.vault.models import ContentKey
from caunoi.portal.kept import kept_about
from caunoi.portal.kept_words import WORDS as KEPT_WORDS

NAME = "xóm sau chợ cá"
PAGE = "/contacts/areas/"


@pytest.fixture
def session(lead, acting, now):
    return people.begin_vault(by=acting(lead), at=now, passphrase=WORDS).session


@pytest.fixture
def area(peer, session, commune, acting, now):
    return outreach.name_area(by=acting(peer), at=now, commune=commune, name=NAME)


def opened(acting, user, now, session):
    return people.open_for_club(by=acting(user), at=now, session=session, kind=ClubKind.AREA)


def meet(acting, peer, at, area, **more):
    seen = outreach.Observation(on=at.date(), setting="street", people=3, area=area, **more)
    return outreach.note_contact(by=acting(peer), at=at, seen=seen, done_by=peer)


def test_a_peer_names_it_and_only_leads_read_it(peer, lead, deputy, outsider, area, session, acting, now):
    assert opened(acting, lead, now, session) == {area.called_id: NAME}
    for stranger in (peer, outsider):
        with pytest.raises(Refused):
            opened(acting, stranger, now, session)
    with pytest.raises(people.NotOpened):  # another's open vault
        opened(acting, deputy, now, session)
    assert NAME.encode() not in bytes(ClubValue.objects.get().blob)


def test_opening_stands_on_record_without_a_name(lead, area, session, acting, now):
    opened(acting, lead, now, session)
    assert Entry.objects.filter(action="open_areas").count() == 1
    assert not [entry for entry in Entry.objects.all() if NAME.encode() in bytes(entry.canonical)]


def test_on_pages_numbers_are_seen_and_names_open_after_the_words(peer, lead, session, commune, client_of):
    typed = {"name": NAME, "commune": commune.name, "pk": str(uuid7())}
    for _time in range(2):
        assert client_of(peer).post(PAGE, typed).status_code == 302
    assert Area.objects.get().number == 1
    hers, leads = client_of(peer), client_of(lead)
    page = hers.get(PAGE).content.decode()
    assert commune.name in page and NAME not in page and "areas/names" not in page
    assert hers.post(PAGE + "names/").status_code == 403
    assert leads.post(PAGE + "names/").status_code == 302, "first her words"
    leads.post("/keys/unlock/", {"words": WORDS})
    assert NAME in leads.post(PAGE + "names/").content.decode()
    assert NAME not in leads.get(PAGE).content.decode()


def test_a_contact_names_one_and_takes_its_commune(peer, area, client_of, now):
    typed = {
        "on": timezone.localdate().strftime("%d/%m/%Y"),
        "setting": "street",
        "people": "2",
        "record": str(uuid7()),
        "area": str(area.pk),
    }
    assert client_of(peer).post("/contacts/new/", typed).status_code == 302
    contact = Contact.objects.get()
    assert (contact.area, contact.commune) == (area, area.commune)
    page = client_of(peer).get(f"/contacts/{contact.record}/").content.decode()
    assert NAME not in page and str(area.number) in page
    assert str(area.pk) in client_of(peer).get(f"/contacts/{contact.record}/correct/").content.decode()


def test_without_areas_the_contact_screen_has_no_field_for_them(peer, client_of):
    assert 'name="area"' not in client_of(peer).get("/contacts/new/").content.decode()


def test_another_clubs_area_is_none(outsider, area, acting, client_of, now):
    assert not queries.areas(acting(outsider)).exists()
    with pytest.raises(Refused):
        meet(acting, outsider, now, area)
    typed = {"on": timezone.localdate().strftime("%d/%m/%Y"), "setting": "street", "people": "2", "area": str(area.pk)}
    client_of(outsider).post("/contacts/new/", typed)
    assert not Contact.objects.filter(area=area).exists()
    assert client_of(outsider).post(f"{PAGE}{area.pk}/drop/").status_code in (403, 404)


def test_ninety_days_after_its_last_contact_it_is_forgotten_whole(peer, lead, area, session, acting, now):
    later = now + timedelta(days=60)
    contact = meet(acting, peer, later, area)
    outreach.correct_contact(
        by=acting(peer), at=later, contact=contact,
        seen=outreach.Observation(on=later.date(), setting="home", people=3, area=area),
    )  # fmt: skip
    assert dict((one.pk, until) for one, until in queries.areas_with_use(acting(peer))) == {
        area.pk: later.date() + timedelta(days=90)
    }
    assert outreach.settle_areas(by=CLOCK, at=later + timedelta(days=90)) == 0
    assert outreach.settle_areas(by=CLOCK, at=later + timedelta(days=91)) == 1
    assert outreach.settle_areas(by=CLOCK, at=later + timedelta(days=91)) == 0
    assert not Area.objects.exists() and not ClubValue.objects.exists()
    assert not ContentKey.objects.filter(kind=ClubKind.AREA).exists(), "no backup of rows brings the name back"
    assert not Contact.objects.filter(area__isnull=False).exists() and Contact.objects.count() == 2
    assert opened(acting, lead, now, session) == {}


def test_never_used_it_goes_ninety_days_after_it_was_named(area, now):
    assert outreach.settle_areas(by=CLOCK, at=now + timedelta(days=89)) == 0
    assert outreach.settle_areas(by=CLOCK, at=now + timedelta(days=91)) == 1


def test_a_lead_forgets_one_a_peer_does_not(peer, lead, area, acting, now, client_of):
    meet(acting, peer, now, area)
    with pytest.raises(Refused):
        outreach.drop_area(by=acting(peer), at=now, area=area)
    assert client_of(lead).post(f"{PAGE}{area.pk}/drop/").status_code == 302
    assert not Area.objects.exists() and Contact.objects.get().area is None


def test_a_club_that_closed_leaves_none(lead, deputy, area, acting, now):
    closing = people.ask_closing(by=acting(lead), at=now)
    people.close_for_good(by=acting(deputy), at=now + timedelta(days=8), closing=closing)
    assert outreach.settle_areas(by=CLOCK, at=now + timedelta(days=8)) == 1


def test_keys_and_rows_belong_together(area, tmp_path):
    found = soundness(tmp_path)
    assert (found.keys_of_nobody, found.rows_without_keys) == (0, 0)
    ContentKey.objects.all().delete()
    assert soundness(tmp_path).rows_without_keys == 1


def test_no_figure_knows_it(peer, club, area, acting, now):
    period = calendar_month(now.date().year, now.date().month)
    contact = meet(acting, peer, now, area, commune=area.commune)
    with_area = facts(club.pk, period)
    Contact.objects.filter(pk=contact.pk).update(area=None)
    assert with_area == facts(club.pk, period) and with_area["contacts"]
    told = repr(with_area)
    assert NAME not in told and str(area.pk) not in told


def test_her_copy_tells_the_number_and_no_name(peer, area, acting, now):
    member = people.give_card(by=acting(peer), at=now, worker=peer)
    seen = outreach.Observation(on=now.date(), setting="street", pseudonym=member.pseudonym, area=area)
    outreach.note_contact(by=acting(peer), at=now, seen=seen, done_by=peer)
    told = [line for section in kept_about(acting(peer), member.pseudonym_id) for row in section.rows for line in row]
    assert (str(KEPT_WORDS["outreach.Contact"][1]["area"]), "1") in [(str(word), text) for word, text in told]
    assert NAME not in str(told)


@pytest.mark.parametrize("name", ["", " ", "x" * 61, "nhà 1234", "22h-23h30", "10.77, 106.70", "a@example.org"])
def test_what_is_too_exact_or_empty_is_told(name, peer, session, commune, client_of):
    page = client_of(peer).post(PAGE, {"name": name, "commune": commune.name})
    assert page.status_code == 422 and not Area.objects.exists() and not ClubValue.objects.exists()


@given(
    st.floats(8, 24), st.floats(102, 110), st.sampled_from(["{:.4f}, {:.4f}", "{:.3f}N{:.3f}E", "chỗ {:.5f}/{:.5f}"])
)
def test_no_coordinates_of_the_country_are_taken(north, east, written):
    assert TOO_EXACT.search(written.format(north, east))


def test_names_that_people_say_are_taken():
    for name in ("khu A", "sau bến xe", "hẻm 413", "cầu số 2 đến chợ 🙂", "Đường 30/4"):
        assert not TOO_EXACT.search(name), name


def test_not_before_there_are_keys_and_no_more_than_many(peer, commune, acting, now, client_of, request):
    assert client_of(peer).get(PAGE).status_code == 200
    with pytest.raises(CannotDo):
        outreach.name_area(by=acting(peer), at=now, commune=commune, name=NAME)
    request.getfixturevalue("session")
    for _time in range(MANY_AREAS):
        outreach.name_area(by=acting(peer), at=now, commune=commune, name=NAME)
    with pytest.raises(CannotDo):
        outreach.name_area(by=acting(peer), at=now, commune=commune, name=NAME)
    assert sorted(Area.objects.values_list("number", flat=True)) == list(range(1, MANY_AREAS + 1))
