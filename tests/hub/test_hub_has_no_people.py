"""Rule 2: a hub has no table, no address and no import of people. The same look at a club finds all three."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from caunoi.devtools.test_databases import ON_POSTGRES

ROOT = Path(__file__).resolve().parents[2]
PEOPLE_PACKAGES = ("vault", "people", "referrals", "outreach", "groups", "extracts", "releases", "workspace", "portal")
PEOPLE_PATHS = ("/r/ABCD/", "/people/", "/contacts/", "/needs/", "/referrals/", "/work/", "/club/")
OTHER_PATHS = ("/healthz", "/", "/account/login/", "/reports/")

pytestmark = pytest.mark.skipif(
    os.environ["CAUNOI_KIND"] == "hub" or ON_POSTGRES,
    reason="starts both kinds itself, on SQLite: once is enough",
)


def start(folder: Path, kind: str) -> dict:
    """All that an installation of this kind holds, by the account of its own process."""
    english = [f"/en{path}" for path in PEOPLE_PATHS]
    words = [sys.executable, str(ROOT / "tests/hub/show_installation.py"), str(folder), kind]
    own = {name: value for name, value in os.environ.items() if not name.startswith(("CAUNOI_", "DJANGO_"))}
    done = subprocess.run(
        [*words, *PEOPLE_PATHS, *english, *OTHER_PATHS], cwd=ROOT, env=own, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


@pytest.fixture(scope="module", params=["hub", "demo-hub"])
def hub(request, tmp_path_factory):
    """A real one, and the one of `make demo`, where the package that makes the demo world is installed too."""
    return start(tmp_path_factory.mktemp("hub"), request.param)


@pytest.fixture(scope="module")
def club(tmp_path_factory):
    return start(tmp_path_factory.mktemp("club"), "club")


def of_people(names: list[str], *, separator: str, start: str = "") -> list[str]:
    beginnings = tuple(f"{start}{package}{separator}" for package in PEOPLE_PACKAGES)
    return [name for name in names if f"{name}{separator}".startswith(beginnings)]


def leading_to_people(addresses: list[str]) -> list[str]:
    beginnings = tuple(path.lstrip("/").split("/")[0] + "/" for path in PEOPLE_PATHS)
    return [address for address in addresses if address.startswith(beginnings)]


def test_a_hub_answers(hub):
    assert {path: hub["answers"][path] for path in ("/healthz", "/account/login/")} == {
        "/healthz": 200,
        "/account/login/": 200,
    }


def test_a_hub_has_no_table_of_people(hub):
    assert of_people(hub["tables"], separator="_") == []
    assert "access_user" in hub["tables"] and of_people([*hub["tables"], "people_member"], separator="_")


def test_a_hub_knows_no_address_of_people(hub):
    assert leading_to_people(hub["addresses"]) == []
    signed_out = {path: hub["answers"][path] for path in PEOPLE_PATHS}
    assert set(signed_out.values()) == {404}, signed_out
    assert {hub["answers"][f"/en{path}"] for path in PEOPLE_PATHS} == {404}


def test_a_hub_imports_nothing_of_people(hub):
    assert of_people(hub["modules"], separator=".", start="caunoi.") == []


def test_a_club_has_all_of_it(club):
    """The same look finds people where they are: the tests above can fail."""
    assert {"people_member", "outreach_contact", "referrals_referral"} <= set(of_people(club["tables"], separator="_"))
    assert {"caunoi.people.models", "caunoi.outreach.views.contacts"} <= set(club["modules"])
    assert len(leading_to_people(club["addresses"])) >= 7
    missing = [path for path in PEOPLE_PATHS if club["answers"][path] == 404 and not path.startswith("/r/")]
    assert not missing, club["answers"]


def test_a_club_has_no_tables_of_a_hub(club, hub):
    assert [name for name in club["tables"] if name.startswith(("published_", "reports_"))] == []
    assert [name for name in hub["tables"] if name.startswith("published_")]
