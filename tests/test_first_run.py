"""The first run of a real installation, by its command and over http, until a provider's service can be found by everybody."""

import os
import re
import urllib.error
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode

import psycopg
import pytest

from caunoi.account.tests.codes import scan
from caunoi.config import installation
from caunoi.devtools.test_databases import ON_POSTGRES
from tests.servers import PATIENCE, caunoi, postgresql, serving

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(
        os.environ["CAUNOI_KIND"] == "hub" or ON_POSTGRES,
        reason="starts both kinds itself, on both databases: once is enough",
    ),
]
CLUB = (
    "--kind",
    "club",
    "--display-name",
    "Sổ Tay",
    "--organisation",
    "CLB Biển Xanh",
    "--handle",
    "lan",
    "--place",
    "22",
)
HUB = ("--kind", "hub", "--display-name", "Bảng Số", "--organisation", "Văn phòng", "--handle", "binh")
ACCOUNT = re.compile(r"^(\w+)  (\S+ \S+ \S+ \S+)$", re.MULTILINE)
INVITATION = re.compile(r"administrator: ([\d ]+)$", re.MULTILINE)


def started(data: Path, words: tuple[str, ...], **environment: str) -> tuple[tuple[str, str], str]:
    """Handle and passphrase of the first account; on a club also the address of the administrator's invitation."""
    done = caunoi(data, "init", *words, **environment)
    assert done.returncode == 0, done.stderr
    account, invitation = ACCOUNT.search(done.stdout), INVITATION.search(done.stdout)
    assert account and bool(invitation) == (words is CLUB), done.stdout
    return (account[1], account[2]), f"/account/invitation/{invitation[1].replace(' ', '')}/" if invitation else ""


class Visitor:
    """Somebody at a browser without script: follows redirects, keeps cookies, sends the forms she was shown."""

    def __init__(self, base: str) -> None:
        self.base, self.page = base, ""
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def open(self, path: str, fields: dict[str, str] | None = None) -> str:
        data = urlencode({**self._hidden(), **fields}).encode() if fields is not None else None
        with self.opener.open(self.base + path.removeprefix(self.base), data, timeout=PATIENCE) as answer:
            self.page = answer.read().decode()
        return self.page

    def fill(self, path: str, **fields: str) -> str:
        self.open(path)
        return self.open(path, fields)

    def sign_in(self, handle: str, passphrase: str) -> "Visitor":
        assert handle in self.fill("/account/login/", login=handle, password=passphrase)
        return self.set_up_app() if self.must_set_up_app() else self

    def must_set_up_app(self) -> bool:
        return 'href="/account/second-step/app/"' in self.page

    def set_up_app(self) -> "Visitor":
        """What an administrator or key-holder does first, outside the demo."""
        app, _offered = scan(self.open("/account/second-step/app/"))
        assert 'class="words"' in self.open("/account/second-step/app/", {"code": app.code()}), "codes on paper"
        self.open("/account/start/")
        return self

    def option(self, text: str) -> str:
        """The value of the choice that is called so on the page now."""
        return re.search(rf'<option value="([^"]+)"[^>]*>\s*{re.escape(text)}', self.page)[1]

    def _hidden(self) -> dict[str, str]:
        return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', self.page))


def join(base: str, link: str, handle: str) -> Visitor:
    """Use an invitation and sign in."""
    visitor = Visitor(base)
    words = " ".join(re.findall(r"<li>(\w+-\w+)</li>", visitor.open(link)))
    visitor.open(link, {"handle": handle, "again": words})
    return visitor.sign_in(handle, words)


def invited(by: Visitor, organisation: str, role: str) -> str:
    """The link of a new invitation."""
    by.open("/administration/invite/")
    page = by.open("/administration/invite/", {"organisation": by.option(organisation), "role": role})
    return re.search(r'class="address">([^<]+)<', page)[1]


def add_a_provider_and_its_service(admin: Visitor) -> None:
    admin.fill("/administration/organisations/new/", name="Phòng khám Hoa Sen", kind="provider", province="quang ninh")
    admin.open("/administration/services/new/")
    typed = {
        "provider": admin.option("Phòng khám Hoa Sen"),
        "code": "SRH",
        "name": "Khám sức khoẻ phụ nữ",
        "cost": "free",
    }
    page = admin.open("/administration/services/new/", {**typed, "province": "Quảng Ninh", "is_active": "on"})
    assert "Khám sức khoẻ phụ nữ" in page and "đang nhận" in page


def administrators_link(data: Path, **environment: str) -> str:
    """The invitation that whoever sits at the machine makes: no lead can."""
    made = caunoi(data, "invite", "--organisation", "bien xanh", "--role", "administrator", **environment)
    assert made.returncode == 0, made.stderr
    return f"/account/invitation/{re.sub(r'[^0-9]', '', made.stdout.splitlines()[0])}/"


def test_a_club_from_nothing_to_a_service_that_everybody_finds(tmp_path):
    data = tmp_path / "club"
    account, invitation = started(data, CLUB)
    with serving(data) as base:
        lead = Visitor(base).sign_in(*account)
        assert "Chưa có tháng nào" not in lead.open("/club/")  # its deployment runs
        admin = join(base, administrators_link(data), "quan-tri")
        assert "CLB Biển Xanh" in admin.open("/administration/reference/") and "M3 · Quảng Ninh" in admin.page
        add_a_provider_and_its_service(admin)
        assert "Khám sức khoẻ phụ nữ" in Visitor(base).open("/")
        nurse = join(base, invited(admin, "Phòng khám Hoa Sen", "provider_staff"), "tiep-don")
        assert "/referrals/" not in nurse.page, "she waits for a lead"
        accept = re.search(r"/administration/grants/[^/]+/accept/", lead.open("/administration/"))[0]
        lead.open(accept, {})
        nurse.open("/referrals/")
        assert nurse.must_set_up_app(), "before she may see anything"
        assert "/referrals/" in nurse.set_up_app().page
        with pytest.raises(urllib.error.HTTPError, match="403"):
            lead.open("/administration/reference/")
    assert caunoi(data, "audit", "verify").returncode == 0


def test_a_hub_from_nothing_to_its_programme_officer(tmp_path):
    data = tmp_path / "hub"
    account, _none = started(data, HUB)
    with serving(data) as base:
        admin = Visitor(base).sign_in(*account)
        assert "Văn phòng" in admin.open("/administration/reference/") and "deployments/new" not in admin.page
        officer = join(base, invited(admin, "Văn phòng", "programme_officer"), "can-bo")
        assert "/programme/" in officer.page


@pytest.mark.parametrize("words", [CLUB, HUB], ids=["club", "hub"])
def test_a_second_time_changes_nothing(tmp_path, words):
    started(tmp_path, words)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    again = caunoi(tmp_path, "init", *words)
    assert again.returncode == 2 and "already" in again.stderr and not again.stdout
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


FAULTS = [
    (CLUB, "--handle", "Nguyễn Thị Lan"),
    (CLUB, "--place", "99"),
    (CLUB, "--model", "M9"),
    (CLUB, "--organisation-kind", "social_work_centre"),
    (HUB, "--organisation-kind", "police"),
    (HUB, "--colour", "red"),
]


@pytest.mark.parametrize(("words", "option", "value"), FAULTS, ids=[fault[2] for fault in FAULTS])
def test_a_wrong_option_leaves_no_half_installation(tmp_path, words, option, value):
    data = tmp_path / "new"
    wrong = caunoi(data, "init", *words, option, value)
    assert wrong.returncode and "nothing was set up" in wrong.stderr and "Traceback" not in wrong.stderr
    assert not data.exists() and not ACCOUNT.search(wrong.stdout)


def test_what_was_in_the_folder_stays(tmp_path):
    (tmp_path / "note.txt").write_text("kept")
    assert caunoi(tmp_path, "init", *CLUB, "--place", "99").returncode
    assert (tmp_path / "note.txt").read_text() == "kept" and not (tmp_path / "installation.toml").exists()


def test_no_other_host_without_tls_and_never_a_demo(tmp_path):
    for name, demo, said in (("real", False, "needs TLS"), ("demo", True, "127.0.0.1 only")):
        installation.create(tmp_path / name, kind="club", display_name="Sổ Tay", demo=demo)
        for host in ("0.0.0.0", "::", "192.0.2.1"):
            refused = caunoi(tmp_path / name, "serve", "--host", host, "--port", "0")
            assert refused.returncode == 2 and said in refused.stderr
    behind_proxy = caunoi(tmp_path / "demo", "serve", "--host", "0.0.0.0", CAUNOI_BEHIND_PROXY="1")
    assert behind_proxy.returncode == 2


def test_old_tables_are_named_and_nothing_is_served(tmp_path):
    installation.create(tmp_path, kind="club", display_name="Sổ Tay")
    for words in (("serve", "--port", "0"), ("release", "show"), ("audit", "verify")):
        refused = caunoi(tmp_path, *words)
        assert refused.returncode == 2 and "caunoi upgrade" in refused.stderr and "Traceback" not in refused.stderr
    assert caunoi(tmp_path, "migrate").returncode == 0
    assert caunoi(tmp_path, "audit", "verify").returncode == 0


def test_an_old_demo_is_made_anew(tmp_path):
    installation.create(tmp_path, kind="club", display_name="Sổ Tay", demo=True)
    refused = caunoi(tmp_path, "serve", "--port", "0")
    assert refused.returncode == 2 and "make clean" in refused.stderr and "upgrade" not in refused.stderr


@pytest.fixture
def addresses():
    """A PostgreSQL with two roles as docs/running.md makes them: the owner of the tables, and the program."""
    with postgresql() as server:
        yield server.addresses("so_tay")


def test_on_postgresql_nothing_begins_or_answers_as_a_role_that_passes_the_wall(tmp_path, addresses):
    owner = addresses["CAUNOI_DATABASE_OWNER_URL"]
    one_role = {**addresses, "CAUNOI_DATABASE_URL": owner}
    refused = caunoi(tmp_path / "new", "init", *CLUB, **one_role)
    assert refused.returncode == 2 and "docs/running.md" in refused.stderr and not (tmp_path / "new").exists()
    data = tmp_path / "club"
    started(data, CLUB, **addresses)
    refused = caunoi(data, "serve", "--port", "0", **one_role)
    assert refused.returncode == 2 and "owns the tables" in refused.stderr and "Traceback" not in refused.stderr


def test_on_postgresql_the_owner_makes_tables_and_the_program_cannot(tmp_path, addresses):
    data = tmp_path / "club"
    account, invitation = started(data, CLUB, **addresses)
    with psycopg.connect(addresses["CAUNOI_DATABASE_URL"]) as connection:
        owners = {row[0] for row in connection.execute("SELECT tableowner FROM pg_tables WHERE schemaname = 'public'")}
        assert owners == {"so_tay_owner"}
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("ALTER TABLE audit_entry ADD COLUMN x int")
    with serving(data, **addresses) as base:
        lead = Visitor(base).sign_in(*account)
        admin = join(base, administrators_link(data, **addresses), "quan-tri")
        assert "chờ" not in lead.open("/administration/")
        add_a_provider_and_its_service(admin)
    assert caunoi(data, "migrate", **addresses).returncode == 0
    assert caunoi(data, "audit", "verify", **addresses).returncode == 0
