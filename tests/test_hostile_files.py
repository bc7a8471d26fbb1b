"""Files that mean harm or mean nothing, sent to a real server: each gets a clear answer, the server stays, nothing is kept."""

import http.client
import os
import re
from urllib.parse import urlsplit

import pytest

from caunoi.devtools.test_databases import ON_POSTGRES
from caunoi.look.tests.books import bomb, far_cell, xlsx
from tests.servers import PATIENCE, serving
from tests.test_first_run import CLUB, Visitor, started

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(os.environ["CAUNOI_KIND"] == "hub" or ON_POSTGRES, reason="starts its own club: once is enough"),
]
PATH, EDGE = "/contacts/import/", "----so"
MEGABYTE = os.urandom(1_000_000)
GOOD = xlsx([["Ngày", "Số người"], ["5/3/2026", 2]])


class Sender:
    """A signed-in lead who posts files as a browser does, piece by piece."""

    def __init__(self, base: str, account: tuple[str, str]) -> None:
        self.visitor = Visitor(base).sign_in(*account)
        self.base = urlsplit(base)

    def send(self, pieces: list[bytes]) -> tuple[int, str]:
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.visitor.open(PATH))[1]
        fields = {"csrfmiddlewaretoken": token, "setting": "venue", "peer": "lan"}
        head = "".join(
            f'--{EDGE}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, value in fields.items()
        )
        head += f'--{EDGE}\r\nContent-Disposition: form-data; name="file"; filename="so.xlsx"\r\n\r\n'
        parts = [head.encode(), *pieces, f"\r\n--{EDGE}--\r\n".encode()]
        to = http.client.HTTPConnection(self.base.hostname, self.base.port, timeout=PATIENCE)
        to.putrequest("POST", PATH)
        for name, value in {
            "Content-Type": f"multipart/form-data; boundary={EDGE}",
            "Content-Length": str(sum(map(len, parts))),
            "Origin": f"{self.base.scheme}://{self.base.netloc}",
            "Cookie": self._cookies(),
        }.items():
            to.putheader(name, value)
        to.endheaders()
        for part in parts:
            to.send(part)
        answer = to.getresponse()
        return answer.status, answer.read().decode()

    def _cookies(self) -> str:
        jar = next(handler.cookiejar for handler in self.visitor.opener.handlers if hasattr(handler, "cookiejar"))
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in jar)


def test_hostile_files_get_an_answer_and_nothing_is_kept(tmp_path):
    data = tmp_path / "club"
    account, _link = started(data, CLUB)
    with serving(data) as base:
        lead = Sender(base, account)
        for pieces, words in (
            ([bomb()], "phình lên"),
            ([far_cell()], "quá nhiều bộ nhớ"),
            ([MEGABYTE] * 100, "lớn hơn 5 MB"),
            ([MEGABYTE], "không phải bảng"),
            ([GOOD[: len(GOOD) // 2]], "chỉ tới một nửa"),
        ):
            status, page = lead.send(pieces)
            assert (status, words in page) == (422, True), re.sub(r"<[^>]+>", " ", page)[:3000]
            assert "Chưa có lần gặp" in lead.visitor.open("/contacts/") or "outreach" not in lead.visitor.page
        status, page = lead.send([GOOD])
        assert status == 200, "the server is up and takes a good file"
