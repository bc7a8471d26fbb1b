"""What officials did is read by the programme office, by whole years, on one page: every other reader is tried everywhere."""

import io
import re
from datetime import datetime
from zipfile import BadZipFile, ZipFile
from zoneinfo import ZoneInfo

import pytest

from caunoi.indicators.engines.in_memory import Result
from caunoi.lib.actor import COMMAND
from caunoi.lib.ids import uuid7
from caunoi.lib.periods import administrative_month, wider
from caunoi.published import actions, envelope, figures, hub_keys
from caunoi.published.evidence import CODES, goes_to
from caunoi.published.models import AudienceTable
from caunoi.published.tests.conftest import Sender, taken

DECEMBER = administrative_month(2026, 12)
QUARTER, HALF, YEAR = wider(DECEMBER)
AFTER = datetime(2026, 12, 18, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
CODE = "violence_by_whom"
OFFICIAL = (1_204, 2_307, 1_409, 2_111)
WORDS = ("công vụ", "bị bạo lực, theo", "in office", "by who did it", CODE)
SKIPPED = r"/static|(/en)?/reports/definitions/."
"""Definitions hold no figures; the one of this number is read."""
OTHERS = ["authority", "authority_hp", "national", "donor", "hub_admin"]

pytestmark = pytest.mark.django_db


def file_of(sender, times):
    """The last month of a year. Besides the year, it brings what no honest club sends: a month, a quarter, a half-year."""
    known = figures.by_code()
    cells = {("official",): times, ("partner",): times + 400, ("client",): times + 800}
    month = [
        Result(known["contacts"], DECEMBER, {("street",): 90, ("home",): 30}),
        Result(known[CODE], DECEMBER, cells),
    ]
    longer = [Result(known[CODE], one, cells) for one in (QUARTER, HALF, YEAR)]
    header = envelope.Header(
        installation=sender.installation, hub=hub_keys.installation_id(), organisation=sender.organisation,
        deployment=sender.deployment, period=DECEMBER.key, starts=DECEMBER.start, ends=DECEMBER.end, version=1,
        release=uuid7(), supersedes=None, closed_at=AFTER,
    )  # fmt: skip
    exact = figures.exact_data(month) + figures.longer_data(longer)
    to = hub_keys.opening_key().public_key()
    return envelope.seal(header, controlled=[], exact=exact, signing=sender.signing, hub=to)


@pytest.fixture
def year(place_qn, place_hp, catalogue, now):
    """Four clubs that began in the last month of the year have sent it: month, quarter, half-year and year are complete.
    The law's report of the year is locked beside them."""
    senders = [Sender("Một"), Sender("Hai"), Sender("Ba"), Sender("Bốn", "31")]
    for sender in senders:
        (deployment,) = sender.card().deployments
        card = sender.card(deployments=({**deployment, "starts_on": "2026-11-20"},))
        actions.trust_club(by=COMMAND, at=now, card=card)
    for sender, times in zip(senders, OFFICIAL, strict=True):
        taken(file_of(sender, times), AFTER)
    actions.lock_return(by=COMMAND, at=AFTER, place=place_qn, period=YEAR)


def test_it_is_added_for_the_programme_by_the_year_and_for_nobody_else(year):
    tables = AudienceTable.objects.filter(indicator=CODE)
    assert list(tables.values_list("audience", "place", "period_key")) == [("programme", None, YEAR.key)]
    total = tables.get().cells.get(is_total=True)
    assert total.shown == 25_895, "25.893 rounded"
    others = AudienceTable.objects.exclude(indicator=CODE)
    assert {"province", "national", "donor", "programme"} == set(others.values_list("audience", flat=True))
    assert {DECEMBER.key, QUARTER.key, HALF.key, YEAR.key} == set(others.values_list("period_key", flat=True))


def test_the_programme_office_reads_it_on_its_page(year, programme, client_of):
    client = client_of(programme)
    page = client.get("/reports/evidence/").content.decode()
    assert "Năm 2026" in page and "Người thi hành công vụ" in page and "≈ 7.030" in page
    assert "/reports/evidence/" in client.get("/reports/").content.decode()
    english = client.get("/en/reports/evidence/").content.decode()
    assert "Somebody in office" in english and "4 of 4 clubs have sent" in english and "công vụ" not in english


def test_an_empty_year_says_when_it_comes(programme, client_of):
    assert "Chưa năm nào đủ" in client_of(programme).get("/reports/evidence/").content.decode()


@pytest.mark.long
@pytest.mark.parametrize("who", [*OTHERS, "programme"])
def test_it_is_on_no_other_page_and_in_no_file(request, who, year, client_of):
    """Every address that can be reached by links, read as text; files are opened. A definition says what is counted,
    never how many; for the programme office too it is on its one page alone."""
    seen = walked(client_of(request.getfixturevalue(who)))
    assert ("/reports/evidence/" in seen) == (who == "programme")
    seen = {address: text for address, text in seen.items() if not address.endswith("/reports/evidence/")}
    kinds = {address.rpartition(".")[2] for address in seen}
    assert len(seen) >= (1 if who == "hub_admin" else 12) and (who == "hub_admin" or {"csv", "zip"} <= kinds)
    numbers = {str(number) for number in secrets_of(year)}
    for address, text in seen.items():
        bare = re.sub(r"(?<=\d)[.,](?=\d)", "", text)
        assert not [number for number in numbers if re.search(rf"\b{number}\b", bare)], address
        if "/definitions/" not in address:
            assert not [word for word in WORDS if word in text.lower()], address


def test_nobody_gets_past_the_doors(request, year, programme, client_of):
    """Its page, and every address that would be its own if it were like other numbers; these not for the programme either."""
    for who in OTHERS:
        assert client_of(request.getfixturevalue(who)).get("/reports/evidence/").status_code == 403, who
    for who in (*OTHERS, "programme"):
        client = client_of(request.getfixturevalue(who))
        for period in (DECEMBER, QUARTER, HALF, YEAR):
            assert client.get(f"/reports/numbers/{CODE}/{period.key}/").status_code in (403, 404), who


def test_the_rule_names_every_audience_and_basis():
    """A table of its own: what is not named here goes nowhere."""
    known = figures.by_code()
    assert CODES == {CODE}
    allowed = {
        (audience, one.key)
        for audience in ("province", "national", "programme", "donor", "")
        for one in (DECEMBER, QUARTER, HALF, YEAR)
        if goes_to(known[CODE], audience, one)
    }
    assert allowed == {("programme", YEAR.key)}
    assert goes_to(known["contacts"], "province", DECEMBER)


def secrets_of(_year):
    """Every exact or controlled number of the year's table and of the clubs behind it, large enough to be told apart."""
    exact = [cell for times in OFFICIAL for cell in (times, times + 400, times + 800, 3 * times + 1_200)]
    table = AudienceTable.objects.get(indicator=CODE)
    shown = [cell.shown for cell in table.cells.all() if cell.shown]
    return {*exact, *shown}


def walked(client):
    """What a reader finds who follows every link, in Vietnamese and English, and opens every file: text by address."""
    todo, seen = ["/reports/", "/programme/", "/", "/en/reports/", "/reports/returns/"], {}
    while todo:
        address = todo.pop()
        if address in seen or "logout" in address:
            continue
        answer = client.get(address)
        seen[address] = text_of(answer) if answer.status_code == 200 else ""
        if answer.status_code == 200 and "html" in answer["Content-Type"]:
            found = re.findall(r'href="(/[^"#]*)"', answer.content.decode())
            todo += [each.replace("&amp;", "&") for each in found if CODE in each or not re.match(SKIPPED, each)]
    return {address: text for address, text in seen.items() if text}


def text_of(answer):
    data = b"".join(answer.streaming_content) if answer.streaming else answer.content
    try:
        archive = ZipFile(io.BytesIO(data))
    except BadZipFile:
        return data.decode("utf-8", "replace")
    return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
