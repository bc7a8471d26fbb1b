"""The page of the month: exact beside controlled for the club, one button at a time, two accounts."""

import pytest
from django.urls import reverse

from caunoi.releases.models import Release
from caunoi.releases.tests.conftest import NOVEMBER

pytestmark = pytest.mark.django_db


def page(client, language=""):
    return client.get(f"{language}/club/").content.decode()


def test_lead_closes_and_deputy_signs_and_takes_the_file(busy_month, known_office, deployment, lead, deputy, client_of):
    first, second = client_of(lead), client_of(deputy)
    assert "Chốt tháng" in page(first)
    first.post(reverse("releases:close", args=[deployment.pk, NOVEMBER.key]))
    release = Release.objects.get()
    assert "Ký và hoàn tất" not in page(first) and "Ký và hoàn tất" in page(second)
    assert first.post(reverse("releases:sign", args=[release.pk])).status_code == 403
    second.post(reverse("releases:sign", args=[release.pk]))
    taken = second.post(reverse("releases:file", args=[release.pk]))
    assert taken["Content-Disposition"] == 'attachment; filename="so-lieu-2026-11-1.json"'
    assert taken.content == bytes(Release.objects.get().file)


def test_both_columns_are_there_in_both_languages(closed, lead, client_of):
    vietnamese, english = page(client_of(lead)), page(client_of(lead), "/en")
    assert "Của nhóm" in vietnamese and "Nêu ra" in vietnamese and "không nêu được" in vietnamese
    assert "Ours" in english and "cannot be shown" in english and "Người được tiếp cận" not in english


def test_reading_a_month_writes_nothing(closed, lead, client_of, django_assert_max_num_queries):
    client = client_of(lead)
    with django_assert_max_num_queries(66) as seen:
        client.get(reverse("releases:period", args=[closed.deployment_id, NOVEMBER.previous().key]))
    assert not [query for query in seen.captured_queries if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]


@pytest.mark.parametrize("who", ["peer", "outsider", "provider_user", "caseworker"])
def test_others_find_no_month(request, closed, client_of, who, deployment):
    client = client_of(request.getfixturevalue(who))
    assert client.get(reverse("releases:month")).status_code == 403
    for name, args in (("close", [deployment.pk, "2026-10A"]), ("sign", [closed.pk]), ("restate", [closed.pk]),
                       ("file", [closed.pk])):  # fmt: skip
        assert client.post(reverse(f"releases:{name}", args=args)).status_code == 403


def test_a_lead_elsewhere_finds_nothing(closed, other_club, client_of, deployment):
    from caunoi.access.choices import Role
    from caunoi.conftest import make_user

    client = client_of(make_user("lead-elsewhere", Role.CLUB_LEAD, other_club))
    assert client.get(reverse("releases:month")).status_code == 200
    assert client.get(reverse("releases:period", args=[deployment.pk, NOVEMBER.key])).status_code == 404
    assert client.post(reverse("releases:sign", args=[closed.pk])).status_code == 404


def test_nothing_changes_by_get(closed, lead, client_of):
    client = client_of(lead)
    for name in ("sign", "restate", "file"):
        assert client.get(reverse(f"releases:{name}", args=[closed.pk])).status_code == 405


@pytest.mark.parametrize("key", ["2026-13A", "nothing", "2026-11C", "2031-01A"])
def test_months_that_do_not_exist_are_not_found(key, lead, client_of, deployment):
    assert client_of(lead).get(reverse("releases:period", args=[deployment.pk, key])).status_code == 404
