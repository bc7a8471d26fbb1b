import re
from base64 import b64decode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from caunoi.look.tests.books import bomb, far_cell, xlsx
from caunoi.look.uploads import LARGEST
from caunoi.look.workbooks.reading import read_workbook
from caunoi.outreach.models import Contact

HEAD = ["Ngày", "Số người", "BCS"]
URL = "/contacts/import/"


@pytest.fixture
def send(client_of, peer):
    def do(data, user=peer, name="so.xlsx", **more):
        fields = {"setting": "venue", "peer": user.handle, **more}
        return client_of(user).post(URL, {**fields, "file": SimpleUploadedFile(name, data)})

    return do


def test_good_rows_enter_and_the_rest_is_there_to_take(send):
    answer = send(xlsx([HEAD, ["5/3/2026", 2, 10], ["32/3/2026", 2, 10]]))
    assert (answer.status_code, Contact.objects.count()) == (200, 1)
    text = answer.content.decode()
    assert "32/3/2026" in text
    href = re.search(r'href="data:[^;]+;base64,([^"]+)"', text)
    assert read_workbook(b64decode(href[1]))[0].rows[1][0] == "32/3/2026"


def test_looking_first_saves_nothing(send):
    assert send(xlsx([HEAD, ["5/3/2026", 2, 10]]), look="1").status_code == 200
    assert not Contact.objects.exists()


def test_a_peer_cannot_choose_another(send, other_peer):
    assert send(xlsx([HEAD, ["5/3/2026", 2, 10]]), peer="peer-two").status_code == 422
    assert not Contact.objects.exists()


def test_a_lead_enters_for_a_peer(send, lead, peer):
    send(xlsx([HEAD, ["5/3/2026", 2, 10]]), user=lead, peer="peer")
    assert (Contact.objects.get().done_by, Contact.objects.get().entered_by) == (peer, lead)


@pytest.mark.parametrize("name", ["bomb", "far_cell", "half", "rubbish", "empty", "large", "none", "locked", "many"])
def test_a_bad_file_is_told_and_nothing_is_saved(name, send, client_of, peer):
    many = "Ngày,Số người\n" + "5/3/2026,2\n" * 5_001
    data = {
        "bomb": bomb, "far_cell": far_cell, "half": lambda: xlsx([HEAD, ["5/3/2026", 2, 10]])[:3000],
        "rubbish": lambda: bytes(range(256)) * 4000, "empty": lambda: b"", "large": lambda: b"a,b\n" * (LARGEST // 4 + 9),
        "locked": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "many": many.encode,
    }.get(name)  # fmt: skip
    answer = send(data()) if data else client_of(peer).post(URL, {"setting": "", "peer": "peer"})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Chưa lưu gì" in text or "chưa lưu gì" in text
    assert not Contact.objects.exists()


def test_without_the_form_token_nothing_is_taken(peer, client_of):
    client = client_of(peer)
    client.handler.enforce_csrf_checks = True
    answer = client.post(URL, {"setting": "venue", "peer": "peer", "file": SimpleUploadedFile("a.csv", b"a")})
    assert answer.status_code == 403
